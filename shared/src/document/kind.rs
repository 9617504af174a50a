//! [`Kind`]: the kinds of documents.

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// [`super::Calendar`]
    Calendar,
    /// [`super::Team`]
    Team,
    /// [`super::Kpi`]
    Kpi,
    /// [`super::Target`]
    Target,
    /// [`super::Acknowledgement`]
    Acknowledgement,
    /// [`super::Goal`]
    Goal,
    /// [`super::Board`]
    Board,
    /// [`super::Comment`]
    Comment,
    /// [`super::Action`]
    Action,
    /// [`super::CheckIn`]
    CheckIn,
    /// [`super::Win`]
    Win,
    /// [`super::Person`]
    Person,
    /// [`super::Token`]
    Token,
}

impl Kind {
    /// Every kind, those first that others name.
    pub const ALL: [Self; 13] = [
        Self::Calendar,
        Self::Team,
        Self::Kpi,
        Self::Target,
        Self::Acknowledgement,
        Self::Goal,
        Self::Board,
        Self::Comment,
        Self::Action,
        Self::CheckIn,
        Self::Win,
        Self::Person,
        Self::Token,
    ];

    /// Its name in the store and the change log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Team => "team",
            Self::Kpi => "kpi",
            Self::Target => "target",
            Self::Acknowledgement => "acknowledgement",
            Self::Goal => "goal",
            Self::Board => "board",
            Self::Comment => "comment",
            Self::Action => "action",
            Self::CheckIn => "check-in",
            Self::Win => "win",
            Self::Person => "person",
            Self::Token => "token",
        }
    }

    /// Its name in addresses.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Calendar => "calendars",
            Self::Team => "teams",
            Self::Kpi => "kpis",
            Self::Target => "targets",
            Self::Acknowledgement => "acknowledgements",
            Self::Goal => "goals",
            Self::Board => "boards",
            Self::Comment => "comments",
            Self::Action => "actions",
            Self::CheckIn => "check-ins",
            Self::Win => "wins",
            Self::Person => "people",
            Self::Token => "tokens",
        }
    }

    /// The kind of this [`Kind::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
