//! [`Me`]: who is looking, for the pages that offer what they may do.

use super::TeamView;

wire! {
/// Who is looking, for the pages that offer what they may do.
pub struct Me {
    /// Their name; null for somebody without an account, at this machine.
    pub name: Option<String>,
    /// Slug of the person; null for tokens.
    pub person: Option<String>,
    /// What they may do.
    pub may: MeMay,
    /// The teams a lead speaks for.
    pub teams: Vec<TeamView>,
    /// Whether there are accounts at all; without, nobody can sign in yet.
    pub accounts: bool,
}
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum MeMay {
    /// Read.
    #[serde(rename = "read")]
    Read,
    /// Also edit what their teams own, and what is joint.
    #[serde(rename = "lead")]
    Lead,
    /// Everything.
    #[serde(rename = "everything")]
    Everything,
}

impl Me {
    /// Whether they may edit what is joint, such as a board.
    #[must_use]
    pub fn edits(&self) -> bool {
        self.may != MeMay::Read
    }

    /// Whether they may edit what these teams own.
    #[must_use]
    pub fn edits_of(&self, owners: &[TeamView]) -> bool {
        match self.may {
            MeMay::Read => false,
            MeMay::Lead => self.teams.iter().any(|team| owners.iter().any(|owner| owner.slug == team.slug)),
            MeMay::Everything => true,
        }
    }
}
