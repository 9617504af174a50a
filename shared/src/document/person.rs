//! [`Person`]

use super::{Document, Errors, Kind};
use serde::{Deserialize, Serialize};

/// Longest mail address, in characters (RFC 5321).
const EMAIL_MAX: usize = 254;
/// Most teams one person leads.
const TEAMS_MAX: usize = 20;

/// Somebody with an account. How they prove to be themselves is no part of it and in no log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their name, as colleagues write it.
    pub name: String,
    /// Their mail address, by which they sign in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Slugs of the teams they speak for: a lead edits what these own.
    #[serde(default)]
    pub teams: Vec<String>,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Read.
    Viewer,
    /// Also edit what their teams own, and what is joint.
    Lead,
    /// Everything.
    Admin,
}

impl Document for Person {
    const KIND: Kind = Kind::Person;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        errors.require(is_email(&self.email), "/email", "write a whole address, as in lea@halden.example");
        errors.require(self.teams.len() <= TEAMS_MAX, "/teams", "at most 20 teams");
        for (index, team) in self.teams.iter().enumerate() {
            let pointer = format!("/teams/{index}");
            errors.slug(&pointer, team);
            errors.require(!self.teams[..index].contains(team), &pointer, "this team is named already");
        }
        let leads_nobody = self.role == Role::Lead && self.teams.is_empty();
        errors.require(!leads_nobody, "/teams", "a lead speaks for at least one team");
    }
}

/// Whether a text can be a mail address: something at a name with an ending. Only a mail that arrives proves more.
fn is_email(text: &str) -> bool {
    let plain = text.chars().all(|letter| !letter.is_whitespace() && !letter.is_control());
    let fits = text.chars().count() <= EMAIL_MAX;
    plain
        && fits
        && text.rsplit_once('@').is_some_and(|(name, host)| {
            let ending = host.rsplit_once('.').is_some_and(|(rest, ending)| !rest.is_empty() && ending.len() >= 2);
            !name.is_empty() && !host.contains("..") && ending
        })
}
