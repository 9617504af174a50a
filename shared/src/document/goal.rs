//! [`Goal`]

use super::{Document, Errors, Kind};
use crate::{Period, Quantity, Unit};
use serde::{Deserialize, Serialize};

/// Most key results of one goal.
const KEY_RESULTS_MAX: usize = 20;

/// What teams want to reach together in a period, and the key results that tell whether they do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// The period in which it is to be reached, such as `2026-Q4`.
    #[schema(value_type = String)]
    pub period: Period,
    /// Slugs of the teams that own it, at least one.
    pub owners: Vec<String>,
    /// Slug of the goal it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What else there is to say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What tells whether it is reached, at least one.
    pub key_results: Vec<KeyResult>,
}

/// One thing that tells whether a goal is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyResult {
    /// Its name.
    pub name: String,
    /// How much it counts beside the others; 0 shows it without counting it.
    pub weight: Quantity,
    /// How it is measured.
    pub measure: Measure,
}

/// How a key result is measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// By a KPI: its figure, target and verdict in the goal's period.
    Kpi {
        /// Slug of the KPI.
        kpi: String,
    },
    /// By hand: on the way from `start` to `target`, upwards or downwards.
    Manual {
        /// What its numbers measure.
        unit: Unit,
        /// Where it began.
        start: Quantity,
        /// Where it is to end.
        target: Quantity,
        /// Where it stands.
        now: Quantity,
    },
}

impl Goal {
    /// The KPIs that its key results are measured by, with the number of the key result.
    pub fn kpis(&self) -> impl Iterator<Item = (usize, &str)> {
        self.key_results.iter().enumerate().filter_map(|(index, result)| match &result.measure {
            Measure::Kpi { kpi } => Some((index, kpi.as_str())),
            Measure::Manual { .. } => None,
        })
    }
}

impl Document for Goal {
    const KIND: Kind = Kind::Goal;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        errors.owners(&self.owners);
        if let Some(parent) = &self.parent {
            errors.slug("/parent", parent);
        }
        if let Some(note) = &self.note {
            errors.text("/note", note);
        }
        let results = &self.key_results;
        errors.require(!results.is_empty(), "/key_results", "add what tells whether it is reached: one key result");
        errors.require(
            results.len() <= KEY_RESULTS_MAX,
            "/key_results",
            "at most 20 key results: make two goals of it",
        );
        for (index, result) in results.iter().enumerate() {
            let at = format!("/key_results/{index}");
            errors.name(&format!("{at}/name"), &result.name);
            let negative = result.weight < Quantity::ZERO;
            errors.require(!negative, &format!("{at}/weight"), "a weight is 0 or more");
            match &result.measure {
                Measure::Kpi { kpi } => errors.slug(&format!("{at}/measure/kpi"), kpi),
                Measure::Manual { unit, start, target, .. } => {
                    errors.unit(&format!("{at}/measure/unit"), unit);
                    let detail = "the target is where it began: write where it is to end";
                    errors.require(start != target, &format!("{at}/measure/target"), detail);
                }
            }
        }
        let sum = results.iter().try_fold(Quantity::ZERO, |sum, result| sum.checked_add(result.weight));
        errors.require(sum.is_some(), "/key_results", "the weights are too large to be added: write smaller ones");
        let counts = results.iter().any(|result| result.weight > Quantity::ZERO);
        let detail = "all weights are 0: give one key result at least a weight above";
        errors.require(results.is_empty() || counts, "/key_results", detail);
    }
}
