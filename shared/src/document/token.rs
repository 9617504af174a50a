//! [`Token`]

use super::{Document, Errors, Kind};
use serde::{Deserialize, Serialize};

/// Most KPIs one token writes.
const KPIS_MAX: usize = 100;

/// A key of a machine to the API. Its secret is shown once and in no log; only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// Its name, by which the change log and the feeds know it.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// The day after which it no longer works (`YYYY-MM-DD`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// What a token may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "can", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    /// Read everything.
    Read,
    /// Push values of these KPIs, and nothing else.
    Values {
        /// Their slugs.
        kpis: Vec<String>,
    },
    /// Everything an admin may.
    Everything,
}

impl Document for Token {
    const KIND: Kind = Kind::Token;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        errors.require(!self.name.starts_with('@'), "/name", "names with @ are those of people");
        if let Scope::Values { kpis } = &self.scope {
            errors.require((1..=KPIS_MAX).contains(&kpis.len()), "/scope/kpis", "name 1 to 100 KPIs");
            for (index, kpi) in kpis.iter().enumerate() {
                errors.slug(&format!("/scope/kpis/{index}"), kpi);
            }
        }
    }
}
