//! [`Team`]

use super::{Document, Errors, Kind};
use crate::view::Side;
use serde::{Deserialize, Serialize};

/// A team; its side gives it its colour and mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Which side it is on.
    pub side: Side,
}

impl Document for Team {
    const KIND: Kind = Kind::Team;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
    }
}
