//! [`Draft`]: a goal as it is typed. Every field is text, and its name is the JSON pointer that the server would fault.

use miniserde::json::{Array, Object, Value, to_string};
use tandem_shared::view::{GoalView, KeyResultView};
use tandem_shared::{Quantity, Unit, UnitType};

use crate::api::FieldFault;
use crate::fmt::typed;
use crate::words;

/// A goal being written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    /// Its name.
    pub(super) name: String,
    /// Id of its period.
    pub(super) period: String,
    /// Slugs of the teams that own it.
    pub(super) owners: Vec<String>,
    /// Slug of the goal it is part of; empty for none.
    pub(super) parent: String,
    /// What else there is to say.
    pub(super) note: String,
    /// Its key results, in order.
    pub(super) results: Vec<DraftResult>,
}

/// A key result being written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DraftResult {
    /// Tells it from the others, whatever their order.
    pub(super) key: usize,
    /// Its name.
    pub(super) name: String,
    /// Its weight.
    pub(super) weight: String,
    /// Slug of the KPI that measures it; empty where it is kept by hand.
    pub(super) kpi: String,
    /// Kept by hand: the type of its unit.
    pub(super) unit: String,
    /// Its currency, of money.
    pub(super) currency: String,
    /// Where it began.
    pub(super) start: String,
    /// Where it is to end.
    pub(super) target: String,
    /// Where it stands.
    pub(super) now: String,
}

/// The types of units, as they are written.
pub(super) const UNITS: [(&str, UnitType); 5] = [
    ("count", UnitType::Count),
    ("percent", UnitType::Percent),
    ("money", UnitType::Money),
    ("ratio", UnitType::Ratio),
    ("duration", UnitType::Duration),
];

impl Draft {
    /// A new goal for a period, owned by these teams, with room for a first key result.
    pub(super) fn new(period: String, owners: Vec<String>) -> Self {
        let (name, parent, note) = Default::default();
        Self { name, period, owners, parent, note, results: vec![DraftResult::blank(0)] }
    }

    /// A goal as it stands.
    pub(super) fn of(goal: &GoalView) -> Self {
        Self {
            name: goal.name.clone(),
            period: goal.period.clone(),
            owners: goal.owners.iter().map(|team| team.slug.clone()).collect(),
            parent: goal.part_of.as_ref().map(|above| above.goal.clone()).unwrap_or_default(),
            note: goal.note.clone().unwrap_or_default(),
            results: goal.key_results.iter().enumerate().map(|(key, result)| DraftResult::of(key, result)).collect(),
        }
    }

    /// The field of a pointer, as in `/key_results/0/weight`.
    pub(super) fn field(&mut self, pointer: &str) -> Option<&mut String> {
        let mut steps = pointer.trim_start_matches('/').split('/');
        Some(match (steps.next()?, steps.next()) {
            ("name", None) => &mut self.name,
            ("period", None) => &mut self.period,
            ("parent", None) => &mut self.parent,
            ("note", None) => &mut self.note,
            ("key_results", Some(index)) => {
                let result = self.results.get_mut(index.parse::<usize>().ok()?)?;
                match steps.next_back()? {
                    "name" => &mut result.name,
                    "weight" => &mut result.weight,
                    "kpi" => &mut result.kpi,
                    "unit" => &mut result.unit,
                    "currency" => &mut result.currency,
                    "start" => &mut result.start,
                    "target" => &mut result.target,
                    "now" => &mut result.now,
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// Adds a key result at the end.
    pub(super) fn add(&mut self) {
        let key = self.results.iter().map(|result| result.key + 1).max().unwrap_or(0);
        self.results.push(DraftResult::blank(key));
    }

    /// Each weight's share of all, where all can be read and they weigh something.
    pub(super) fn shares(&self) -> Option<Vec<f64>> {
        let weight = |result: &DraftResult| typed::read(&result.weight).parse::<Quantity>().ok().map(Quantity::to_f64);
        let weights: Vec<f64> = self.results.iter().map(weight).collect::<Option<_>>()?;
        let whole: f64 = weights.iter().sum();
        (whole > 0.0).then(|| weights.iter().map(|weight| weight / whole).collect())
    }

    /// The numbers that cannot be read.
    pub(super) fn unreadable(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        for (index, result) in self.results.iter().enumerate() {
            let by_hand =
                [("measure/start", &result.start), ("measure/target", &result.target), ("measure/now", &result.now)];
            let by_hand = by_hand.into_iter().filter(|_| result.kpi.is_empty());
            for (field, text) in std::iter::once(("weight", &result.weight)).chain(by_hand) {
                if typed::read(text).parse::<Quantity>().is_err() {
                    let pointer = ["/key_results/", &index.to_string(), "/", field].concat();
                    faults.push(FieldFault { pointer, detail: words::write_a_number().into() });
                }
            }
        }
        faults
    }

    /// The document as JSON.
    pub(super) fn json(&self) -> String {
        let mut goal = Object::new();
        set(&mut goal, "name", &self.name);
        set(&mut goal, "period", &self.period);
        for (name, value) in [("parent", &self.parent), ("note", &self.note)] {
            if !value.trim().is_empty() {
                set(&mut goal, name, value);
            }
        }
        let owners: Array = self.owners.iter().map(|owner| Value::String(owner.clone())).collect();
        goal.insert("owners".to_owned(), Value::Array(owners));
        let results: Array = self.results.iter().map(DraftResult::json).collect();
        goal.insert("key_results".to_owned(), Value::Array(results));
        to_string(&goal)
    }
}

impl DraftResult {
    fn blank(key: usize) -> Self {
        let zero = || "0".to_owned();
        Self { key, weight: "1".into(), unit: "count".into(), start: zero(), now: zero(), ..Self::default() }
    }

    fn of(key: usize, result: &KeyResultView) -> Self {
        let unit = result.tile.unit.as_ref();
        let number = |quantity: Option<Quantity>| quantity.map(typed::write).unwrap_or_default();
        let blank = Self { name: result.name.clone(), weight: typed::write(result.weight), ..Self::blank(key) };
        if result.start.is_none() {
            return Self { kpi: result.tile.kpi.clone().unwrap_or_default(), ..blank };
        }
        Self {
            unit: unit_name(unit).into(),
            currency: unit.and_then(|unit| unit.currency.clone()).unwrap_or_default(),
            start: number(result.start),
            target: number(result.tile.target),
            now: number(result.tile.value),
            ..blank
        }
    }

    fn json(&self) -> Value {
        let mut measure = Object::new();
        if self.kpi.is_empty() {
            set(&mut measure, "kind", "manual");
            let mut unit = Object::new();
            set(&mut unit, "type", &self.unit);
            if self.unit == "money" {
                set(&mut unit, "currency", self.currency.trim());
            }
            measure.insert("unit".to_owned(), Value::Object(unit));
            for (name, value) in [("start", &self.start), ("target", &self.target), ("now", &self.now)] {
                set(&mut measure, name, &typed::read(value));
            }
        } else {
            set(&mut measure, "kind", "kpi");
            set(&mut measure, "kpi", &self.kpi);
        }
        let mut result = Object::new();
        set(&mut result, "name", &self.name);
        set(&mut result, "weight", &typed::read(&self.weight));
        result.insert("measure".to_owned(), Value::Object(measure));
        Value::Object(result)
    }
}

fn unit_name(unit: Option<&Unit>) -> &'static str {
    UNITS.iter().find(|(_, kind)| unit.is_some_and(|unit| unit.kind == *kind)).map_or("count", |(name, _)| name)
}

fn set(object: &mut Object, name: &str, value: &str) {
    object.insert(name.to_owned(), Value::String(value.to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_the_document_the_server_reads() {
        let mut draft = Draft::new("2026-Q4".into(), vec!["sales".into()]);
        for (pointer, text) in [
            ("/name", "Win \"big\""),
            ("/key_results/0/name", "Deals"),
            ("/key_results/0/weight", "50"),
            ("/key_results/0/measure/target", "12.5"),
        ] {
            *draft.field(pointer).expect(pointer) = text.to_owned();
        }
        draft.add();
        *draft.field("/key_results/1/measure/kpi").expect("a KPI") = "leads".to_owned();
        assert_eq!(
            draft.json(),
            concat!(
                r#"{"key_results":[{"measure":{"kind":"manual","now":"0","start":"0","target":"12.5","#,
                r#""unit":{"type":"count"}},"name":"Deals","weight":"50"},"#,
                r#"{"measure":{"kind":"kpi","kpi":"leads"},"name":"","weight":"1"}],"#,
                r#""name":"Win \"big\"","owners":["sales"],"period":"2026-Q4"}"#
            )
        );
        let shares = draft.shares().expect("weights");
        assert!((shares[0] - 50.0 / 51.0).abs() < 1e-12);
        assert!(draft.field("/key_results/7/name").is_none() && draft.field("/none").is_none());
    }
}
