//! The state of the form that changes a target: what is in its fields, what is wrong, and the letter it becomes.

use std::rc::Rc;

use miniserde::json::Value;
use tandem_shared::view::{TargetPreview, TeamTarget, TileView};
use tandem_shared::{Elapsed, Quantity};
use yew::prelude::*;

use super::desk::{Letter, State};
use super::{number, quote};
use crate::board::Reading;
use crate::shared::Shared;
use crate::words;

/// The address of the targets of a KPI and period; the joint one's, too.
#[must_use]
pub fn path(kpi: &str, period: &str) -> String {
    ["/api/v1/kpis/", kpi, "/targets/", period].concat()
}

/// The way of own weights, beside those that the server names.
pub(super) const WEIGHTS: &str = "weights";

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Period,
    From,
    Team,
    Curve,
    Weights,
    Value,
    Reason,
    Correction,
    /// None in particular.
    Whole,
}

impl Field {
    /// The field a fault of the server points to.
    pub(super) fn at(pointer: &str) -> Self {
        match pointer {
            "/from" => Self::From,
            "/curve" => Self::Weights,
            "/value" => Self::Value,
            "/reason" => Self::Reason,
            "/correction" => Self::Correction,
            _ => Self::Whole,
        }
    }

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Period => "target-period",
            Self::From => "target-from",
            Self::Team => "target-team",
            Self::Curve => "target-curve",
            Self::Weights => "target-weights",
            Self::Value => "target-value",
            Self::Reason => "target-reason",
            Self::Correction => "target-correction",
            Self::Whole => "target-form",
        }
    }

    /// As the line on top names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Period => words::period(),
            Self::From => words::counts_from_label(),
            Self::Team => words::target_of_label(),
            Self::Curve => words::falls_due_label(),
            Self::Weights => words::weights_label(),
            Self::Value => words::new_target(),
            Self::Reason => words::reason_label(),
            Self::Correction => words::correction_label(),
            Self::Whole => "",
        }
    }
}

/// The target an editor started from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Base {
    pub(super) revision: Option<u64>,
    pub(super) value: Option<Quantity>,
}

/// What is in the form.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Form {
    pub(super) period: String,
    pub(super) from: String,
    /// Whose it is: slug of a team; empty for the joint one.
    pub(super) team: String,
    /// How it falls due: `calendar_days`, `working_days` or `weights`; empty until it is known how it does.
    pub(super) curve: String,
    pub(super) weights: String,
    /// How it falls due as it stands, as an address says it.
    stands: String,
    pub(super) value: String,
    pub(super) reason: String,
    pub(super) correction: bool,
    /// What is wrong, field by field.
    pub(super) faults: Vec<(Field, String)>,
    /// A value far from the old one that was asked about: saved if it is meant.
    pub(super) doubted: Option<Quantity>,
    /// What the editor saw first of this period; what they change.
    pub(super) base: Option<Base>,
    /// The periods to choose from.
    pub(super) periods: Vec<String>,
    /// The teams to choose from, with their parts.
    pub(super) teams: Vec<TeamTarget>,
    /// Somebody was faster.
    pub(super) clashed: bool,
    pub(super) saving: bool,
    /// How often saving was refused.
    pub(super) refused: u32,
}

pub(super) enum Do {
    Type(Field, String),
    Correct(bool),
    /// A preview of the form's period arrived.
    Look(Shared<TargetPreview>),
    Save,
    Fault(Vec<(Field, String)>, Option<Quantity>),
    Clash,
    /// Theirs was seen: mine is now a change of it.
    Rebase(Option<u64>, Option<Quantity>),
}

impl Reducible for Form {
    type Action = Do;

    fn reduce(self: Rc<Self>, act: Do) -> Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Do::Type(field @ (Field::Period | Field::Team), of) => {
                let (period, team) = match field {
                    Field::Period => (of, next.team),
                    _ => (next.period, of),
                };
                // Another target falls due in its own way, unless one was typed.
                let own = self.own_curve().is_some();
                let (curve, weights) = if own { (next.curve, next.weights) } else { Default::default() };
                let (value, reason, periods, teams) = (next.value, next.reason, next.periods, next.teams);
                next = Self { value, reason, periods, teams, period, team, curve, weights, ..Self::default() };
            }
            Do::Type(field, text) => {
                next.faults.retain(|(faulty, _)| *faulty != field && *faulty != Field::Whole);
                match field {
                    Field::From => next.from = text,
                    Field::Curve => next.curve = text,
                    Field::Weights => next.weights = text,
                    Field::Value => next.value = text,
                    _ => next.reason = text,
                }
            }
            Do::Correct(yes) => {
                next.correction = yes;
                next.faults.retain(|(field, _)| *field != Field::Correction);
            }
            Do::Look(preview) => {
                let last = preview.last.as_ref().filter(|last| last.value.is_some());
                next.base.get_or_insert(Base {
                    revision: last.map(|last| last.revision),
                    value: last.and_then(|last| last.value),
                });
                next.teams.clone_from(&preview.teams);
                let even = even(last.and_then(|last| last.counts_by).unwrap_or(preview.counts_by));
                let weights = last.map_or(&[][..], |last| &last.curve);
                if next.curve.is_empty() {
                    next.curve = if weights.is_empty() { even } else { WEIGHTS }.into();
                    next.weights = number::weights(weights);
                }
                next.stands = if weights.is_empty() { even.into() } else { list(weights) };
                if next.periods.is_empty() {
                    let around = [preview.previous.clone(), Some(next.period.clone()), preview.next.clone()];
                    next.periods = around.into_iter().flatten().collect();
                }
            }
            Do::Save => (next.saving, next.faults) = (true, Vec::new()),
            Do::Fault(faults, doubted) => {
                (next.saving, next.faults, next.doubted) = (false, faults, doubted);
                next.refused += 1;
            }
            Do::Clash => (next.saving, next.clashed) = (false, true),
            Do::Rebase(revision, value) => (next.base, next.clashed) = (Some(Base { revision, value }), false),
        }
        Rc::new(next)
    }
}

impl Form {
    /// As it opens: empty, or with what was typed before and not taken.
    pub(super) fn new(tile: &TileView, period: &str, letter: Option<&(Letter, State)>) -> Self {
        let fresh = Self { period: period.into(), ..Self::default() };
        let Some((letter, state)) = letter else { return fresh };
        let Some(typed) = letter.typed() else { return fresh };
        let unit = Reading::new(tile).unit();
        let (curve, weights) = match typed.curve {
            Some(Value::String(even)) => (even, String::new()),
            Some(Value::Array(weights)) => {
                (WEIGHTS.into(), number::weights(&weights.iter().filter_map(weight).collect::<Vec<_>>()))
            }
            _ => Default::default(),
        };
        Self {
            from: typed.from.unwrap_or_default(),
            team: typed.team.unwrap_or_default(),
            curve,
            weights,
            value: typed.value.map(|value| number::write(value, unit)).unwrap_or_default(),
            reason: typed.reason.unwrap_or_default(),
            doubted: typed.value,
            base: Some(Base { revision: letter.revision, value: None }),
            faults: match state {
                State::Refused(why) => vec![(Field::Whole, why.to_string())],
                _ => Vec::new(),
            },
            clashed: *state == State::Clashed,
            ..fresh
        }
    }

    pub(super) fn fault(&self, field: Field) -> Option<&str> {
        self.faults.iter().find(|(faulty, _)| *faulty == field).map(|(_, why)| why.as_str())
    }

    /// Where this target is written.
    pub(super) fn path(&self, kpi: &str) -> String {
        let path = path(kpi, &self.period);
        if self.team.is_empty() { path } else { [&*path, "?team=", &self.team].concat() }
    }

    /// How it falls due, as an address says it; else why that cannot be read.
    fn curve(&self) -> Result<String, &'static str> {
        if self.curve != WEIGHTS {
            return Ok(self.curve.clone());
        }
        let apart = |letter: char| letter == ';' || letter.is_whitespace();
        let typed = self.weights.split(apart).map(|text| text.trim_end_matches(',')).filter(|text| !text.is_empty());
        let weights: Option<Vec<Quantity>> = typed.map(|text| number::plain(text).ok()).collect();
        let some = |weights: &Vec<Quantity>| {
            weights.iter().all(|weight| *weight >= Quantity::ZERO)
                && weights.iter().any(|weight| *weight > Quantity::ZERO)
        };
        weights.filter(some).map(|weights| list(&weights)).ok_or(words::type_weights())
    }

    /// How it falls due if that differs from how it stands, as an address says it.
    pub(super) fn own_curve(&self) -> Option<String> {
        self.curve().ok().filter(|curve| !curve.is_empty() && *curve != self.stands)
    }

    /// The letter that writes it; else what is wrong, and a value to ask about.
    #[expect(clippy::type_complexity, reason = "faults as the form keeps them")]
    pub(super) fn write(
        &self,
        tile: &TileView,
        preview: &TargetPreview,
    ) -> Result<Letter, (Vec<(Field, String)>, Option<Quantity>)> {
        let unit = Reading::new(tile).unit();
        let before = self.base.as_ref().and_then(|base| base.value);
        let mut faults = Vec::new();
        let mut doubted = self.doubted;
        let value = number::read(&self.value, unit);
        match &value {
            Err(why) => faults.push((Field::Value, why.clone())),
            Ok(value) if doubted != Some(*value) => {
                if let Some(doubt) = number::doubt(before, *value, unit) {
                    faults.push((Field::Value, doubt));
                    doubted = Some(*value);
                }
            }
            Ok(_) => {}
        }
        let curve = self.curve();
        if let Err(why) = curve {
            faults.push((Field::Weights, why.into()));
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            faults.push((Field::Reason, words::add_a_reason().into()));
        }
        if preview.over && !self.correction {
            faults.push((Field::Correction, words::confirm_correction().into()));
        }
        let Ok(value) = value else { return Err((faults, doubted)) };
        if !faults.is_empty() {
            return Err((faults, doubted));
        }
        let mut body = ["{\"value\":\"", &value.to_string(), "\",\"reason\":", &quote(reason)].concat();
        if !self.from.is_empty() {
            body = [&*body, ",\"from\":", &quote(&self.from)].concat();
        }
        if preview.over {
            body.push_str(",\"correction\":true");
        }
        if !self.team.is_empty() {
            body = [&*body, ",\"team\":", &quote(&self.team)].concat();
        }
        // Of a level there is nothing to be due bit by bit.
        let as_its_kpi = preview.plan.is_empty() || self.curve == even(preview.counts_by);
        if let Some(curve) = curve.ok().filter(|_| !as_its_kpi) {
            let said = ["\"", &curve.replace(',', "\",\""), "\""].concat();
            let (open, close) = if self.curve == WEIGHTS { ("[", "]") } else { ("", "") };
            body = [&*body, ",\"curve\":", open, &said, close].concat();
        }
        body.push('}');
        let (kpi, name) = (tile.kpi.as_deref().unwrap_or_default(), tile.name.as_deref().unwrap_or_default());
        Ok(Letter {
            path: self.path(kpi),
            revision: self.base.as_ref().and_then(|base| base.revision),
            body,
            says: words::target_is_now(name, &number::full(value, unit)),
            undo: None,
        })
    }
}

/// Weights as an address says them: `1,1,2`.
fn list(weights: &[Quantity]) -> String {
    weights.iter().map(Quantity::to_string).collect::<Vec<_>>().join(",")
}

/// The way of days, as the server names it.
fn even(days: Elapsed) -> &'static str {
    match days {
        Elapsed::CalendarDays => "calendar_days",
        Elapsed::WorkingDays => "working_days",
    }
}

/// A weight of a letter.
fn weight(value: &Value) -> Option<Quantity> {
    match value {
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
