//! [`TargetLine`]: the versions of one target, and which was in force when.

use crate::calendar::Span;
use crate::store::{Day, Millis};
use std::collections::BTreeMap;
use tandem_shared::Quantity;
use tandem_shared::document::Curve;
use tandem_shared::view::Verdict;

/// A version of a target.
#[derive(Clone, Debug)]
pub(crate) struct TargetVersion {
    /// The day from which it counts.
    pub(crate) from: Day,
    /// Its value; `None` where the target was taken back.
    pub(crate) value: Option<Quantity>,
    /// How it falls due; without one evenly, by the days its KPI counts.
    pub(crate) curve: Option<Curve>,
    /// When it was written.
    pub(crate) at: Millis,
    /// Who wrote it.
    pub(crate) by: String,
    /// Why.
    pub(crate) reason: String,
    /// Its number.
    pub(crate) revision: u64,
    /// Whether it was written after its period was over.
    pub(crate) correction: bool,
    /// The teams that were asked to acknowledge it.
    pub(crate) asked: Vec<String>,
    /// What teams say to it.
    pub(crate) words: BTreeMap<String, Word>,
}

impl TargetVersion {
    /// The teams that were asked and have not said anything.
    pub(crate) fn waits_for(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().map(String::as_str).filter(|team| !self.words.contains_key(*team))
    }

    /// The teams that object.
    pub(crate) fn objectors(&self) -> impl Iterator<Item = &str> {
        let objects = |(_, word): &(&String, &Word)| word.verdict == Verdict::Objected;
        self.words.iter().filter(objects).map(|(team, _)| team.as_str())
    }
}

/// A team's word on a version.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// What it says.
    pub(crate) verdict: Verdict,
    /// Why.
    pub(crate) reason: Option<String>,
    /// Who spoke for it.
    pub(crate) by: String,
    /// When.
    pub(crate) at: Millis,
}

/// The versions of the target of one KPI, period and team, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct TargetLine(pub(crate) Vec<TargetVersion>);

impl TargetLine {
    /// The newest version.
    pub(crate) fn newest(&self) -> Option<&TargetVersion> {
        self.0.last()
    }

    /// The version in force on a day: the newest one written that counts from that day or before.
    pub(crate) fn on(&self, day: Day) -> Option<&TargetVersion> {
        self.0.iter().rev().find(|version| version.from <= day)
    }

    /// What the target was worth over a span: the mean of its versions, weighted by the days each was in force. `None`
    /// if none was on any of the days.
    pub(crate) fn mean(&self, span: Span) -> Option<f64> {
        let steps = self.steps(span);
        let (mut sum, mut days) = (0.0, 0);
        for (index, (from, value)) in steps.iter().enumerate() {
            let to = steps.get(index + 1).map_or(span.to, |(next, _)| *next);
            if let Some(value) = value {
                sum += value.to_f64() * f64::from(to - from);
                days += to - from;
            }
        }
        (days > 0).then(|| sum / f64::from(days))
    }

    /// The target through a span, as the days it changed on and its value from then; the first step is on the span's
    /// first day.
    pub(crate) fn steps(&self, span: Span) -> Vec<(Day, Option<Quantity>)> {
        let mut days: Vec<Day> =
            self.0.iter().map(|version| version.from).filter(|day| *day > span.from && *day < span.to).collect();
        days.push(span.from);
        days.sort_unstable();
        days.dedup();
        let mut steps: Vec<(Day, Option<Quantity>)> =
            days.into_iter().map(|day| (day, self.on(day).and_then(|version| version.value))).collect();
        steps.dedup_by(|later, earlier| later.1 == earlier.1);
        steps
    }
}
