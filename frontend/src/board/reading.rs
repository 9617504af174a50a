//! [`Reading`]: a tile put into words and figures, ready to draw.

use tandem_shared::formula::{NoVerdict, Status};
use tandem_shared::view::{DeltaView, PeriodView, TileView};
use tandem_shared::{Direction, Quantity, Unit};

use super::model::is_over;
use crate::fmt::number::{self, Format};
use crate::fmt::{Shape, date};
use crate::words;

/// A tile and the digits its figures carry.
pub struct Reading<'a> {
    tile: &'a TileView,
    format: Format<'a>,
    over: bool,
}

/// A tile without a unit counts things.
static COUNT: Unit = Unit { kind: tandem_shared::UnitType::Count, currency: None };

impl<'a> Reading<'a> {
    /// Of a tile.
    #[must_use]
    pub fn new(tile: &'a TileView) -> Self {
        let unit = tile.unit.as_ref().unwrap_or(&COUNT);
        Self { tile, format: Format::of(unit, &[tile.value, tile.target]), over: false }
    }

    /// The tile within its period: once that is over, nothing is expected of it any more.
    #[must_use]
    pub fn within(self, period: &PeriodView) -> Self {
        Self { over: is_over(period), ..self }
    }

    /// What is expected of the tile today, while its period runs.
    #[must_use]
    pub fn expected(&self) -> Option<Quantity> {
        self.tile.expected.filter(|_| !self.over)
    }

    /// Whether its period is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// What its figures measure.
    #[must_use]
    pub fn unit(&self) -> &'a Unit {
        self.tile.unit.as_ref().unwrap_or(&COUNT)
    }

    /// How its figures are written.
    #[must_use]
    pub fn format(&self) -> &Format<'a> {
        &self.format
    }

    /// Whether it is measured rather than added up: rates, levels, means.
    fn level(&self) -> bool {
        !self.tile.rollup.is_sum()
    }

    /// The target in figures.
    fn target(&self) -> Option<String> {
        self.tile.target.map(|target| self.format.text(target))
    }

    /// How much of the target is reached: `61 %`.
    #[must_use]
    pub fn share(&self) -> Option<String> {
        let (value, target) = (self.tile.value?.to_f64(), self.tile.target?.to_f64());
        (target != 0.0).then(|| number::percent(value / target, false))
    }

    /// Left under the bar: a bold part and the rest.
    #[must_use]
    pub fn scale_left(&self) -> (Option<String>, String) {
        if let (Direction::Within, Some(range)) = (self.tile.direction, self.tile.range) {
            return (None, words::range(&self.format.figure(range.low).bare(), &self.format.text(range.high)));
        }
        if self.tile.withheld && self.tile.target.is_some() {
            return (None, words::of_its_target().into());
        }
        let limit = self.tile.direction == Direction::Lower;
        match (self.share(), self.target()) {
            (Some(share), Some(target)) => (Some(share), words::of_target(&target, self.level(), limit)),
            (None, Some(target)) => (None, words::target(&target, limit)),
            (_, None) => (None, words::reason(NoVerdict::NoTarget).into()),
        }
    }

    /// Right under the bar, and whether the pace tick stands before it: what was expected, a rate's base, when the
    /// target was reached, or why there is no verdict.
    #[must_use]
    pub fn scale_right(&self) -> (bool, String) {
        let tile = self.tile;
        match tile.reason {
            Some(NoVerdict::NoTarget) => return (false, String::new()),
            Some(reason @ (NoVerdict::TooEarly | NoVerdict::TooFewCases | NoVerdict::NothingExpected)) => {
                return (false, words::reason_short(reason).into());
            }
            _ => {}
        }
        if let Some(reached) = tile.reached.as_ref().filter(|_| !self.level()) {
            return (false, words::reached(&date::write(reached, Shape::Day)));
        }
        match (self.level(), tile.numerator, tile.denominator, self.expected()) {
            (true, ..) if tile.direction == Direction::Lower => (false, words::lower_is_better().into()),
            (_, Some(part), Some(whole), _) => {
                let plain = |figure: Quantity| number::plain(figure.to_f64());
                (false, words::base(&plain(part), &plain(whole)))
            }
            (false, _, _, Some(expected)) => (true, words::expected(&self.format.text(expected))),
            _ => (false, String::new()),
        }
    }

    /// The tile as one sentence: its label for screen readers.
    #[must_use]
    pub fn sentence(&self) -> String {
        let tile = self.tile;
        let mut sentence = [tile.name.as_deref().unwrap_or_default(), ": "].concat();
        match tile.value {
            Some(value) => sentence.push_str(&self.format.text(value)),
            None => sentence.push_str(words::no_value()),
        }
        if let Some(target) = self.target() {
            let limit = tile.direction == Direction::Lower;
            sentence.push_str(&words::and_target(&target, self.level(), limit));
        }
        sentence.push_str(", ");
        sentence.push_str(words::status(tile.status));
        if let (Status::NoVerdict, Some(reason)) = (tile.status, tile.reason) {
            sentence = [&*sentence, ", ", words::reason(reason)].concat();
        }
        if tile.direction == Direction::Lower {
            sentence = [&*sentence, "; ", words::lower_is_better()].concat();
        }
        sentence
    }

    /// The bar in words.
    #[must_use]
    pub fn bar(&self) -> String {
        let (bold, rest) = self.scale_left();
        let mut text = [&*bold.unwrap_or_default(), &*rest].concat();
        if let Some(expected) = self.expected().filter(|_| !self.level()) {
            text = [&*text, "; ", &words::expected_today(&self.format.text(expected))].concat();
        }
        text
    }

    /// A change: the bold part and the period it is against.
    #[must_use]
    pub fn change(&self, delta: &DeltaView, period: &PeriodView) -> (String, String) {
        let versus = date::period_beside(&delta.period, &delta.label, &period.label);
        (self.format.change(delta), words::versus(&versus))
    }

    /// The last weekly figure and its target, for the end of the spark.
    #[must_use]
    pub fn spark_ends(&self) -> (Option<String>, Option<String>) {
        let Some(spark) = &self.tile.spark else { return (None, None) };
        let last = |list: &[Option<Quantity>]| list.iter().rev().find_map(|figure| *figure);
        let now = last(&spark.points).map(|figure| {
            let text = self.format.short(figure);
            if self.level() { text } else { [&*text, words::per_week()].concat() }
        });
        let target = last(&spark.targets).map(|figure| self.format.bare(figure));
        (now, target)
    }

    /// The spark in words.
    #[must_use]
    pub fn spark(&self) -> String {
        let (now, target) = self.spark_ends();
        let changed = self.tile.spark.as_ref().and_then(|spark| spark.changed.as_ref());
        words::spark(
            now.as_deref().unwrap_or(words::no_value()),
            target.as_deref(),
            changed.map(|step| date::write(&step.date, Shape::Day)).as_deref(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{period, tile};

    #[test]
    fn once_the_period_is_over_nothing_is_expected_any_more() {
        let tile = tile(&[("value", "1284"), ("target", "2100"), ("expected", "2100")]);
        let running = Reading::new(&tile).within(&period(None)).scale_right();
        assert_eq!(running, (true, words::expected("2,100")));
        let over = Reading::new(&tile).within(&period(Some("2027-Q1")));
        assert_eq!(over.scale_right(), (false, String::new()));
        assert_eq!(over.bar(), ["61\u{202f}%", &words::of_target("2,100", false, false)].concat());
    }
}
