//! What the invented company's systems have sent, day by day.

use super::moment::{Moment, Quarter};
use super::rhythm::{chance, is_measured, weight};
use super::table::{Aim, KPIS, Row, Shape};
use super::targets::versions;
use super::{Feed, Measurement};
use jiff::Zoned;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tandem_shared::document::Curve;
use tandem_shared::formula::{TOO_EARLY, curve_share};
use tandem_shared::{Quantity, UnitType};

/// How many quarters back measurements reach: the same quarter a year ago.
const QUARTERS_BACK: i32 = 4;
/// How much of the revenue each team brings: sales, both; marketing brings the rest.
const SHARES: [f64; 2] = [0.40, 0.34];

/// What a KPI measured on a day, in ten-thousandths.
#[derive(Clone, Copy)]
struct Daily {
    day: Date,
    value: i64,
    denominator: i64,
}

/// Every sender with its measurements.
pub(super) fn feeds(moment: &Moment) -> Vec<Feed> {
    let mut known: BTreeMap<&str, Vec<Daily>> = BTreeMap::new();
    let mut feeds: BTreeMap<&str, Vec<Measurement>> = BTreeMap::new();
    for row in &KPIS {
        let sent = row.source.last_sent(moment.now.timestamp()).to_zoned(moment.now.time_zone().clone());
        let quarters = (0..=QUARTERS_BACK).rev().map(|back| moment.quarter(back));
        let days: Vec<Daily> =
            quarters.flat_map(|quarter| Course { row, moment, quarter, sent: &sent }.daily(&known)).collect();
        let measured = days.iter().flat_map(|daily| measurements(row, moment, &sent, *daily));
        feeds.entry(row.source.sender()).or_default().extend(measured);
        known.insert(row.slug, days);
    }
    feeds.into_iter().map(|(sender, measurements)| Feed { sender, measurements }).collect()
}

/// The measurements of one day: one in the evening, or, on the day of the newest one, up to then.
fn measurements(row: &Row, moment: &Moment, sent: &Zoned, daily: Daily) -> Vec<Measurement> {
    let measurement = |at, value, denominator| Measurement {
        kpi: row.slug,
        day: daily.day,
        at,
        value: Quantity::from_parts(value),
        denominator: Quantity::from_parts(denominator),
    };
    if daily.day != sent.date() {
        return vec![measurement(moment.at(daily.day, 18, 0), daily.value, daily.denominator)];
    }
    let (at, midnight) = (sent.timestamp(), moment.at(daily.day, 0, 0));
    // A sum comes in three pieces, the last of which takes what whole units leave.
    let piece = if row.shape.is_sum() { daily.value / 30_000 * 10_000 } else { 0 };
    let gone = at.duration_since(midnight);
    let earlier = [gone / 2, gone / 4 * 3].map(|after| midnight.checked_add(after).unwrap_or(at));
    let mut all: Vec<Measurement> =
        earlier.into_iter().filter(|_| piece > 0).map(|at| measurement(at, piece, 0)).collect();
    all.push(measurement(at, daily.value - piece * all.len() as i64, daily.denominator));
    all
}

/// A KPI's course through a quarter.
struct Course<'a> {
    row: &'a Row,
    moment: &'a Moment,
    quarter: Quarter,
    sent: &'a Zoned,
}

impl Course<'_> {
    /// What was measured on each day of the quarter up to the newest measurement.
    fn daily(&self, known: &BTreeMap<&str, Vec<Daily>>) -> Vec<Daily> {
        let days: Vec<Date> = self.quarter.days().filter(|day| *day <= self.sent.date()).collect();
        let of = |slug: &str| {
            let all = known.get(slug).map_or(&[][..], Vec::as_slice);
            all.iter().filter(|daily| days.first() <= Some(&daily.day) && Some(&daily.day) <= days.last())
        };
        match (self.row.shape, self.row.aim) {
            (Shape::Sum, Some(aim)) => self.sum(&days, aim),
            (Shape::Part(part), _) => {
                of("revenue").map(|whole| Daily { value: split(*whole)[part], ..*whole }).collect()
            }
            (Shape::Rate(cases), Some(aim)) => {
                self.rate(of(cases).map(|daily| (daily.day, daily.value)).collect(), aim)
            }
            (Shape::RateOver(cases), Some(aim)) => {
                let weights: Vec<f64> = days.iter().map(|day| self.weight(*day)).collect();
                let elapsed = days.last().map_or(0.0, |last| self.quarter.elapsed(*last));
                let counts = spread(cases * elapsed, &weights, 10_000);
                self.rate(days.into_iter().zip(counts).collect(), aim)
            }
            (Shape::Mean, Some(aim)) => self.mean(self.measured(&days), aim),
            (Shape::Level, Some(aim)) => self.level(&self.measured(&days), aim),
            (Shape::Silent, _) | (_, None) => Vec::new(),
        }
    }

    /// Daily amounts that add up to what the quarter has to show.
    fn sum(&self, days: &[Date], aim: Aim) -> Vec<Daily> {
        let drift = |day| 1.0 + (aim.against[0] - 1.0) * (self.quarter.elapsed(day) - 0.5);
        let weigh = |day: Date| self.weight(day) * drift(day);
        let weights: Vec<f64> = days.iter().map(|day| weigh(*day)).collect();
        let due = match self.due() {
            // Too young for a verdict: as many days as have passed bring what they usually do.
            due if due < TOO_EARLY => weights.iter().sum::<f64>() / self.quarter.days().map(weigh).sum::<f64>(),
            due => due,
        };
        let step = if self.row.unit == UnitType::Money { 100 } else { 1 };
        let values = spread(self.full(aim) * due, &weights, step * Quantity::SCALE);
        let daily = days.iter().zip(values).map(|(day, value)| Daily { day: *day, value, denominator: 0 });
        daily.filter(|daily| daily.value != 0 || daily.day == self.sent.date()).collect()
    }

    /// Daily shares of the given cases that make the quarter's figure: a ratio of sums.
    fn rate(&self, mut cases: Vec<(Date, i64)>, aim: Aim) -> Vec<Daily> {
        // The newest measurement has at least one case: one of the busiest day was decided late.
        let busiest = cases.iter().enumerate().max_by_key(|(_, (_, count))| *count).map(|(index, _)| index);
        if let (Some(busiest), Some(last)) = (busiest, cases.len().checked_sub(1))
            && cases[last].1 == 0
            && cases[busiest].1 > 0
        {
            cases[busiest].1 -= Quantity::SCALE;
            cases[last].1 += Quantity::SCALE;
        }
        let weights: Vec<f64> = cases.iter().map(|(day, count)| *count as f64 * self.wobble(*day, aim)).collect();
        let total: i64 = cases.iter().map(|(_, count)| count).sum();
        let scale = if self.row.unit == UnitType::Percent { 100.0 } else { 1.0 };
        let values = spread(self.full(aim) / scale * total as f64 / 10_000.0, &weights, Quantity::SCALE);
        let daily = cases.into_iter().zip(values).map(|((day, denominator), value)| Daily { day, value, denominator });
        daily.filter(|daily| daily.denominator != 0).collect()
    }

    /// Daily values with the quarter's figure as their mean.
    fn mean(&self, days: Vec<Date>, aim: Aim) -> Vec<Daily> {
        let weights: Vec<f64> = days.iter().map(|day| self.wobble(*day, aim)).collect();
        let values = spread(self.full(aim) * days.len() as f64, &weights, Quantity::SCALE);
        days.into_iter().zip(values).map(|(day, value)| Daily { day, value, denominator: 0 }).collect()
    }

    /// Levels that end at the quarter's figure.
    fn level(&self, days: &[Date], aim: Aim) -> Vec<Daily> {
        let Some(last) = days.last() else { return Vec::new() };
        let (full, end) = (self.full(aim), self.wobble(*last, aim));
        let tenths = if self.row.unit == UnitType::Ratio { 10.0 } else { 1.0 };
        let value = |day: Date| whole(full * self.wobble(day, aim) / end * tenths) * Quantity::SCALE / whole(tenths);
        days.iter().map(|day| Daily { day: *day, value: value(*day), denominator: 0 }).collect()
    }

    /// The days a level is measured on; the newest measurement always counts.
    fn measured(&self, days: &[Date]) -> Vec<Date> {
        days.iter().copied().filter(|day| is_measured(self.row, *day) || *day == self.sent.date()).collect()
    }

    /// What the whole quarter comes to: of a sum at its end, of a level throughout. The quarter that runs has the intended
    /// figure, those before it follow from how they compare.
    fn full(&self, aim: Aim) -> f64 {
        let agreed = versions(self.row, self.moment, self.moment.quarter(0));
        let target = agreed.last().map_or(aim.targets[2], |version| version.target.value.to_f64());
        let now = target * aim.reach;
        let (last, year_ago) = (now / aim.against[0], now / aim.against[1]);
        match self.quarter.back {
            0 => now,
            1 => last,
            2 => last + (year_ago - last) / 3.0,
            3 => last + (year_ago - last) * 2.0 / 3.0,
            _ => year_ago,
        }
    }

    /// The share of a sum's target due by now; all of it in a quarter that is over.
    fn due(&self) -> f64 {
        if self.quarter.back > 0 {
            return 1.0;
        }
        let elapsed = self.quarter.elapsed(self.moment.today());
        let agreed = versions(self.row, self.moment, self.quarter);
        let curve = agreed.last().and_then(|version| version.target.curve.as_ref()).map_or(&[][..], Curve::weights);
        // Before the first tenth only the time decides whether it is too early.
        if elapsed < TOO_EARLY { 0.0 } else { curve_share(curve, elapsed) }
    }

    /// How busy a day is; of the day of the newest measurement, as much as is over.
    fn weight(&self, day: Date) -> f64 {
        let hour = f64::from(self.sent.hour()) + f64::from(self.sent.minute()) / 60.0;
        let over = if day == self.sent.date() { ((hour - 6.0) / 13.0).clamp(0.1, 1.0) } else { 1.0 };
        weight(self.row, day) * over
    }

    /// How a day's level compares with the quarter's: the drift towards the next quarter, and chance.
    fn wobble(&self, day: Date, aim: Aim) -> f64 {
        let drift = (aim.against[0] - 1.0) * (self.quarter.elapsed(day) - 0.5);
        1.0 + drift.clamp(-0.15, 0.15) + 0.06 * chance(self.row.slug, day)
    }
}

impl Shape {
    fn is_sum(self) -> bool {
        matches!(self, Self::Sum | Self::Part(_))
    }
}

/// Who brought the revenue of a day: sales, both, marketing. Sums to it exactly.
fn split(whole: Daily) -> [i64; 3] {
    let step = 100 * Quantity::SCALE;
    let share = |name, share: f64| {
        let steps = self::whole(whole.value as f64 * share * (1.0 + 0.3 * chance(name, whole.day)) / step as f64);
        steps * step
    };
    let (sales, both) = (share("sales", SHARES[0]), share("both", SHARES[1]));
    [sales, both, whole.value - sales - both]
}

/// Spreads a total over weights in whole steps (ten-thousandths) that add up to it, to the step.
fn spread(total: f64, weights: &[f64], step: i64) -> Vec<i64> {
    let all: f64 = weights.iter().sum();
    let steps = total * 10_000.0 / step as f64;
    let mut passed = 0.0;
    let mut given = 0;
    let portion = |weight: &f64| {
        passed += weight;
        let due = if all > 0.0 { whole(steps * passed / all) } else { 0 };
        let portion = due - given;
        given = due;
        portion * step
    };
    weights.iter().map(portion).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the demo's figures are far from the range's ends")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}
