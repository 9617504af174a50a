//! Who may write what: a pure decision over an [`Actor`] and whose a document is.

use std::fmt::{Display, Formatter};
use std::net::IpAddr;
use std::sync::Arc;
use tandem_shared::document::{Person, Role, Scope, Screen};
use tandem_shared::{Problem, ProblemKind};

/// Somebody who asks for something.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    /// As the change log names them: `@` and their slug for a person, the name of a token otherwise.
    pub(crate) name: Arc<str>,
    /// From where; `None` for the server itself.
    pub(crate) origin: Option<Origin>,
    /// What they may do.
    pub(crate) may: May,
}

/// From where somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    by: &'static str,
    address: IpAddr,
}

impl Origin {
    /// A page in a browser.
    pub(crate) fn browser(address: IpAddr) -> Self {
        Self { by: "browser", address: address.to_canonical() }
    }

    /// A program that holds a token.
    pub(crate) fn program(address: IpAddr) -> Self {
        Self { by: "API", address: address.to_canonical() }
    }
}

impl Display for Origin {
    fn fmt(&self, to: &mut Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} {}", self.by, self.address)
    }
}

/// What somebody may do; all but [`May::Push`], [`May::Look`] and [`May::Subscribe`] may read everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum May {
    /// Read.
    Read,
    /// Push values of these KPIs, and nothing else.
    Push(Vec<String>),
    /// Look at so much of these boards, and at nothing else; in frames of these pages.
    Look { boards: Vec<String>, pages: Vec<String>, sight: Sight },
    /// Subscribe to the check-ins of this board, and nothing else.
    Subscribe(String),
    /// Edit what these teams own, and what is joint.
    Lead(Vec<String>),
    /// Everything.
    Everything,
}

/// How much of a board somebody is handed, from all to little: what they are not shown does not leave the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sight {
    /// All of it.
    Whole,
    /// What keys and screens show: not what people promised each other.
    Shown,
    /// What anybody may see who walks past: neither persons nor money.
    Public,
}

/// Whose a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owned {
    /// The organisation's: only admins change it.
    ByAdmins,
    /// Joint: every lead changes it.
    Jointly,
    /// These teams': a lead of one of them changes it.
    By(Vec<String>),
    /// Somebody's own word: the lead who wrote it changes it, and a lead of these teams.
    ByAuthor(String, Vec<String>),
    /// This team's and this person's: its lead and they themselves change it.
    ByTeamOr(String, String),
    /// A record: nobody changes it.
    ForGood,
}

impl Sight {
    /// What a screen may show.
    pub(crate) fn of(screen: &Screen) -> Self {
        if screen.public { Self::Public } else { Self::Shown }
    }
}

impl Actor {
    /// A person, as the log will name them.
    pub(crate) fn person(slug: &str, person: &Person, origin: Option<Origin>) -> Self {
        let may = match person.role {
            Role::Viewer => May::Read,
            Role::Lead => May::Lead(person.teams.clone()),
            Role::Admin => May::Everything,
        };
        Self { name: Arc::from(format!("@{slug}")), origin, may }
    }

    /// A token of this name.
    pub(crate) fn token(name: &str, scope: &Scope, origin: Option<Origin>) -> Self {
        let may = match scope {
            Scope::Read => May::Read,
            Scope::Values { kpis } => May::Push(kpis.clone()),
            Scope::Look { boards, pages } => {
                May::Look { boards: boards.clone(), pages: pages.clone(), sight: Sight::Shown }
            }
            Scope::Feed { board } => May::Subscribe(board.clone()),
            Scope::Everything => May::Everything,
        };
        Self { name: Arc::from(name), origin, may }
    }

    /// A screen: it looks at its boards, in no frame.
    pub(crate) fn screen(screen: &Screen, origin: Option<Origin>) -> Self {
        let boards = screen.boards.iter().map(|turn| turn.board.clone()).collect();
        Self {
            name: Arc::from(&*screen.name),
            origin,
            may: May::Look { boards, pages: Vec::new(), sight: Sight::of(screen) },
        }
    }

    /// The slug of the person, unless it is a token.
    pub(crate) fn person_slug(&self) -> Option<&str> {
        self.name.strip_prefix('@')
    }

    /// May read boards and everything behind them.
    pub(crate) fn check_read(&self) -> Result<(), Problem> {
        match self.may {
            May::Push(_) => Err(forbidden("This token may only push values: create one that may read.")),
            May::Look { .. } => Err(forbidden("This key only shows boards: create a token that may read.")),
            May::Subscribe(_) => Err(forbidden("This token is for a calendar only: create one that may read.")),
            May::Read | May::Lead(_) | May::Everything => Ok(()),
        }
    }

    /// May read when the teams of a board meet, and what they said.
    pub(crate) fn check_subscribe(&self, board: &str) -> Result<(), Problem> {
        match &self.may {
            May::Subscribe(known) if known == board => Ok(()),
            May::Subscribe(_) => {
                Err(forbidden(format!("This token is for the calendar of another board than \"{board}\".")))
            }
            _ => self.check_read(),
        }
    }

    /// Whether what they prove themselves with may stand in an address, where histories and logs keep it: it opens little,
    /// and goes where nothing else can be sent.
    pub(crate) fn may_stand_in_address(&self) -> bool {
        matches!(self.may, May::Look { .. } | May::Subscribe(_))
    }

    /// May look at a board.
    pub(crate) fn check_look(&self, board: &str) -> Result<(), Problem> {
        match &self.may {
            May::Look { boards, .. } if boards.iter().any(|known| known == board) => Ok(()),
            May::Look { .. } => Err(forbidden(format!("This key does not show the board \"{board}\"."))),
            _ => self.check_read(),
        }
    }

    /// May change a document of these owners.
    pub(crate) fn check_write(&self, owned: &Owned) -> Result<(), Problem> {
        match (&self.may, owned) {
            (_, Owned::ForGood) => {
                Err(forbidden("This is the record of a check-in: it stays as it was written, whoever asks."))
            }
            (_, Owned::ByTeamOr(_, person)) if self.person_slug() == Some(person) => Ok(()),
            (May::Lead(_), Owned::ByTeamOr(team, _)) => self.check_write(&Owned::By(vec![team.clone()])),
            (May::Everything, _) | (May::Lead(_), Owned::Jointly) => Ok(()),
            (May::Lead(teams), Owned::By(owners)) if owners.iter().any(|owner| teams.contains(owner)) => Ok(()),
            (May::Lead(_), Owned::By(owners)) => {
                Err(forbidden(format!("This belongs to {}: its lead or an admin can change it.", owners.join(" and "))))
            }
            (May::Lead(_), Owned::ByAuthor(author, _)) if **author == *self.name => Ok(()),
            (May::Lead(_), Owned::ByAuthor(_, teams)) if !teams.is_empty() => {
                self.check_write(&Owned::By(teams.clone()))
            }
            (May::Lead(_), Owned::ByAuthor(..)) => Err(forbidden("Only who wrote this, or an admin, can change it.")),
            (May::Lead(_), Owned::ByAdmins) => Err(forbidden("Only an admin can change this.")),
            (May::Read, _) => {
                Err(forbidden("You may read here, not write: an admin can make you a lead of your team."))
            }
            (May::Look { .. }, _) => Err(forbidden("This key only shows boards; nothing is changed with it.")),
            (May::Subscribe(_), _) => Err(forbidden("This token is for a calendar only; nothing is changed with it.")),
            (May::Push(_), _) => Err(forbidden("This token may only push values: create one that may do everything.")),
        }
    }

    /// May have what was `owned` be only theirs who are `left`: nobody takes it from a team they do not lead.
    pub(crate) fn check_leaves(&self, owned: &Owned, left: &[String]) -> Result<(), Problem> {
        let (May::Lead(teams), Owned::By(owners)) = (&self.may, owned) else { return Ok(()) };
        let robbed = owners.iter().find(|owner| !left.contains(owner) && !teams.contains(owner));
        robbed.map_or(Ok(()), |team| {
            let together = owners.join(" and ");
            Err(forbidden(format!(
                "This belongs to {together} together, and you do not lead {team}: ask an admin, or whoever leads all of them."
            )))
        })
    }

    /// May push values of a KPI of these owners; of one that is not there, nobody owns it.
    pub(crate) fn check_push(&self, kpi: &str, owners: Option<&[String]>) -> Result<(), Problem> {
        match (&self.may, owners) {
            (May::Push(kpis), _) if kpis.iter().any(|known| known == kpi) => Ok(()),
            (May::Push(_), _) => Err(forbidden(format!("This token may not push values of \"{kpi}\"."))),
            (_, Some(owners)) => self.check_write(&Owned::By(owners.to_vec())),
            (_, None) => self.check_write(&Owned::Jointly),
        }
    }

    /// May do what concerns the whole installation.
    pub(crate) fn check_admin(&self) -> Result<(), Problem> {
        self.check_write(&Owned::ByAdmins)
    }
}

fn forbidden(detail: impl Into<String>) -> Problem {
    Problem::new(ProblemKind::Forbidden, detail)
}
