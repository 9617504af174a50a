//! The documents of the demo workspace, ready to write.

use super::boards::boards;
use super::goals::goals;
use super::meetings::meetings;
use super::moment::Moment;
use super::rhythm::HOLIDAYS;
use super::table::{Good, KPIS, Row, Shape, Source};
use super::targets::{self, versions};
use super::{DocumentVersion, TIME_ZONE};
use jiff::{Timestamp, ToSpan};
use tandem_shared::document::{
    Acknowledgement, Board, Cadence, Calendar, Document, Every, Interval, Kpi, Target, Team, TeamRollup, Weekday,
};
use tandem_shared::formula::Range;
use tandem_shared::view::{Side, Verdict};
use tandem_shared::{Direction, Elapsed, Quantity, Rollup, Unit, UnitType};

/// Every version of every document, in the order they were written.
pub(super) fn documents(moment: &Moment) -> Vec<DocumentVersion> {
    let set_up = moment.at(moment.quarter(targets::QUARTERS - 1).first.saturating_sub(4.days()), 9, 0);
    let team = |name: &str, side| Team { name: name.to_owned(), side };
    let mut all = vec![
        version(Calendar::MAIN, &calendar(moment), set_up, "Lea", None),
        version("sales", &team("Sales", Side::Sales), set_up, "Lea", None),
        version("marketing", &team("Marketing", Side::Marketing), set_up, "Lea", None),
    ];
    all.extend(KPIS.iter().map(|row| version(row.slug, &kpi(row), set_up, "Lea", None)));
    all.extend(boards().iter().map(|(slug, board)| version(slug, board, set_up, "Lea", None)));
    all.extend(goal_versions(moment));
    all.extend(meetings(moment));
    for quarter in (0..targets::QUARTERS).map(|back| moment.quarter(back)) {
        let period = quarter.period().to_string();
        for row in &KPIS {
            let slug = Target::slug(row.slug, &period, None);
            for (v, revision) in versions(row, moment, quarter).iter().zip(1..) {
                all.push(version(&slug, &v.target, v.at, v.author, Some(v.reason)));
                let (team, by, at) = v.word();
                if at <= moment.now.timestamp() {
                    let word = Acknowledgement { verdict: Verdict::Acknowledged };
                    all.push(version(&Acknowledgement::slug(&slug, revision, team), &word, at, by, None));
                }
            }
        }
    }
    all.sort_by_key(|document| document.at);
    all
}

/// The goals as they were agreed, with the board they came onto, and as they stand now.
fn goal_versions(moment: &Moment) -> Vec<DocumentVersion> {
    let quarter = moment.quarter(0);
    let agreed = moment.at(quarter.first.saturating_sub(3.days()), 9, 0);
    let as_agreed = goals(moment, 0.0);
    let listed: Vec<String> = as_agreed.iter().map(|(slug, _)| (*slug).to_owned()).collect();
    let mut versions: Vec<DocumentVersion> =
        as_agreed.iter().map(|(slug, goal)| version(slug, goal, agreed, "Lea", None)).collect();
    for (slug, board) in boards().into_iter().filter(|(slug, _)| *slug == "growth") {
        versions.push(version(
            slug,
            &Board { goals: listed.clone(), check_in: Some(tuesdays()), ..board },
            agreed,
            "Lea",
            None,
        ));
    }
    let now = goals(moment, quarter.elapsed(moment.today()));
    let moved = now.iter().zip(&as_agreed).filter(|(now, before)| now != before).map(|(now, _)| now);
    versions.extend(moved.map(|(slug, goal)| version(slug, goal, moment.now.timestamp(), "Ana", None)));
    versions
}

pub(super) fn version<D: Document>(
    slug: &str,
    body: &D,
    at: Timestamp,
    author: &'static str,
    reason: Option<&'static str>,
) -> DocumentVersion {
    let body = serde_json::to_string(body).unwrap_or_default();
    DocumentVersion { kind: D::KIND, slug: slug.to_owned(), body, at, author, reason }
}

/// When the teams meet over the growth board.
fn tuesdays() -> Cadence {
    Cadence {
        every: Some(Every::Week),
        on: Some(Weekday::Tuesday),
        rule: None,
        at: "10:00".to_owned(),
        minutes: 25,
        from: None,
    }
}

fn calendar(moment: &Moment) -> Calendar {
    let year = moment.today().year();
    let of_year = |year: i16| HOLIDAYS.map(|(month, day)| format!("{year:04}-{month:02}-{day:02}"));
    Calendar {
        name: "Calendar of the demo".to_owned(),
        time_zone: TIME_ZONE.to_owned(),
        holidays: (year - 1..=year).flat_map(of_year).collect(),
        ..Calendar::default()
    }
}

fn kpi(row: &Row) -> Kpi {
    let range = match row.good {
        Good::Within(low, high) => Quantity::nearest(low).zip(Quantity::nearest(high)),
        Good::High | Good::Low => None,
    };
    Kpi {
        name: row.name.to_owned(),
        description: Some(row.description.to_owned()),
        unit: Unit { kind: row.unit, currency: (row.unit == UnitType::Money).then(|| "EUR".to_owned()) },
        direction: match row.good {
            Good::High => Direction::Higher,
            Good::Low => Direction::Lower,
            Good::Within(..) => Direction::Within,
        },
        range: range.map(|(low, high)| Range { low, high }),
        rollup: match row.shape {
            Shape::Sum | Shape::Part(_) => Rollup::Sum,
            Shape::Rate(_) | Shape::RateOver(_) | Shape::Silent => Rollup::Ratio,
            Shape::Mean => Rollup::Average,
            Shape::Level => Rollup::Last,
        },
        team_rollup: TeamRollup::Pool,
        owners: row.owners.iter().map(|&owner| owner.to_owned()).collect(),
        interval: if row.source == Source::Typed { Interval::Week } else { Interval::Day },
        elapsed: Elapsed::CalendarDays,
        tolerance: None,
        minimum_cases: None,
        source: (row.source != Source::Typed).then(|| row.source.sender().to_owned()),
    }
}
