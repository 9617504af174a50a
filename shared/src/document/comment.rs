//! [`Comment`]

use super::{Document, Errors, Kind};
use serde::{Deserialize, Serialize};

/// What somebody noted about a KPI on a day: a trade fair, a source that failed. It stands on the KPI's charts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// Slug of the KPI.
    pub kpi: String,
    /// The day it is about, `YYYY-MM-DD`.
    pub date: String,
    /// What happened, in a few words.
    pub text: String,
    /// Who wrote it first, as the change log names them. The server writes it, whatever is sent.
    #[serde(default)]
    pub by: String,
}

impl Document for Comment {
    const KIND: Kind = Kind::Comment;

    /// The date is read by the server, which knows dates.
    fn validate(&self, errors: &mut Errors) {
        errors.slug("/kpi", &self.kpi);
        errors.require(!self.text.trim().is_empty(), "/text", "write what happened");
        errors.text("/text", &self.text);
    }
}
