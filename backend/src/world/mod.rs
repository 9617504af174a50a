//! [`World`]: everything boards need, in memory, kept in step with the store.

mod documents;
mod goals;
mod kpi;
mod meetings;
mod plan;
mod series;
mod targets;
mod touched;

pub(crate) use kpi::{Figure, KpiState};
pub(crate) use meetings::Meetings;
pub(crate) use plan::Plan;
pub(crate) use targets::{TargetLine, TargetVersion, Word};
pub(crate) use touched::Touched;

use goals::Goals;

use crate::calendar::OrgCalendar;
use crate::store::{Applied, DocumentNo, Snapshot, StoredDocument};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tandem_shared::Period;
use tandem_shared::document::{Board, Comment, Goal, Kind, Person, Role, Screen, Team, Token};

/// A document with its body read.
#[derive(Debug)]
pub(crate) struct Entry<T> {
    /// Its body.
    pub(crate) body: T,
    /// Whether it belongs to the demo workspace.
    pub(crate) demo: bool,
}

/// Comments by their slugs.
type Comments = BTreeMap<String, Comment>;

/// The documents in force and the daily roll-ups of all measurements.
#[derive(Default)]
pub(crate) struct World {
    seq: u64,
    /// Number of the last change of a document.
    edited: u64,
    calendar: OrgCalendar,
    documents: BTreeMap<(Kind, String), StoredDocument>,
    teams: HashMap<String, Entry<Team>>,
    kpis: HashMap<DocumentNo, KpiState>,
    kpi_numbers: HashMap<String, DocumentNo>,
    boards: BTreeMap<String, Entry<Board>>,
    boards_of_kpi: HashMap<String, BTreeSet<String>>,
    goals: Goals,
    /// Of each KPI, by the slug of the comment.
    comments: HashMap<String, Comments>,
    meetings: Meetings,
    people: HashMap<String, Entry<Person>>,
    /// Names of everybody who ever had an account: who leaves keeps theirs in the history.
    names: HashMap<String, String>,
    tokens: HashMap<String, Entry<Token>>,
    screens: HashMap<String, Entry<Screen>>,
}

impl World {
    /// The world of a snapshot.
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        let mut world = Self { seq: snapshot.seq, edited: snapshot.seq, ..Self::default() };
        for document in snapshot.documents {
            world.put(document);
        }
        for change in &snapshot.agreed {
            world.put_agreed(change);
        }
        // Grown one by one in turn, thousands of series would leave as much memory behind as they take.
        let mut days = HashMap::<(DocumentNo, DocumentNo), usize>::new();
        for cell in &snapshot.cells {
            *days.entry((cell.kpi, cell.team)).or_default() += 1;
        }
        for ((kpi, team), days) in days {
            if let Some(kpi) = world.kpis.get_mut(&kpi) {
                kpi.reserve(team, days);
            }
        }
        for cell in &snapshot.cells {
            if let Some(kpi) = world.kpis.get_mut(&cell.kpi) {
                kpi.put_cell(cell.team, cell.day, cell.cell);
            }
        }
        for feed in snapshot.feeds {
            if let Some(kpi) = world.kpis.get_mut(&feed.kpi) {
                kpi.put_feed(feed);
            }
        }
        world.goals.index(&world.boards);
        world
    }

    /// Takes in what a commit did, and says which boards it touched.
    pub(crate) fn apply(&mut self, applied: Applied) -> Touched {
        let mut touched = Touched::default();
        self.seq = applied.seq;
        if !applied.documents.is_empty() || !applied.purged.is_empty() {
            self.edited = applied.seq;
        }
        let mut reindex = !applied.purged.is_empty();
        for change in applied.documents {
            reindex |= matches!(change.document.kind, Kind::Goal | Kind::Board);
            self.touch_before(&change.document, &mut touched);
            self.put_agreed(&change);
            self.touch_after(&change.document, &mut touched);
            self.put(change.document);
        }
        if !applied.purged.is_empty() {
            touched.boards.extend(self.boards.keys().cloned());
            self.purge(&applied.purged);
        }
        if reindex {
            touched.goals.extend(self.goals.boards().cloned());
            self.goals.index(&self.boards);
            touched.goals.extend(self.goals.boards().cloned());
        }
        for cell in &applied.cells {
            if let Some(kpi) = self.kpis.get_mut(&cell.kpi) {
                kpi.put_cell(cell.team, cell.day, cell.cell);
                kpi.note_measured(applied.seq);
            }
        }
        for feed in applied.feeds {
            if let Some(kpi) = self.kpis.get_mut(&feed.kpi) {
                kpi.note_measured(applied.seq);
                if let Some(boards) = self.boards_of_kpi.get(kpi.slug()) {
                    touched.boards.extend(boards.iter().cloned());
                }
                touched.goals.extend(self.goals.boards_of(kpi.slug()).cloned());
                kpi.put_feed(feed);
            }
        }
        touched
    }

    /// Number of the last change in it.
    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }

    /// Whether a document was changed after a change of this number.
    pub(crate) fn is_edited_after(&self, seq: u64) -> bool {
        self.edited > seq
    }

    /// The calendar in force.
    pub(crate) fn calendar(&self) -> &OrgCalendar {
        &self.calendar
    }

    /// A document, archived or not.
    pub(crate) fn document(&self, kind: Kind, slug: &str) -> Option<&StoredDocument> {
        // A borrowed pair cannot look up an owned one; the copy is of a short slug on no hot path.
        self.documents.get(&(kind, slug.to_owned()))
    }

    /// The documents of a kind that are not archived, by slug, from after `after` on.
    pub(crate) fn documents(&self, kind: Kind, after: &str) -> impl Iterator<Item = &StoredDocument> {
        use std::ops::Bound::{Excluded, Unbounded};
        self.documents
            .range((Excluded((kind, after.to_owned())), Unbounded))
            .map(|(_, document)| document)
            .take_while(move |document| document.kind == kind)
            .filter(|document| !document.archived)
    }

    /// Every document of the demo workspace.
    pub(crate) fn demo_documents(&self) -> impl Iterator<Item = &StoredDocument> {
        self.documents.values().filter(|document| document.demo)
    }

    /// A team in force.
    pub(crate) fn team(&self, slug: &str) -> Option<&Entry<Team>> {
        self.teams.get(slug)
    }

    /// The teams in force.
    pub(crate) fn teams(&self) -> impl Iterator<Item = (&str, &Team)> {
        self.teams.iter().map(|(slug, team)| (slug.as_str(), &team.body))
    }

    /// A goal in force.
    pub(crate) fn goal(&self, slug: &str) -> Option<&Entry<Goal>> {
        self.goals.entries.get(slug)
    }

    /// The goals in force, in no order.
    pub(crate) fn goals(&self) -> impl Iterator<Item = (&str, &Entry<Goal>)> {
        self.goals.entries.iter().map(|(slug, goal)| (slug.as_str(), goal))
    }

    /// The check-ins that were held, the actions that were agreed and the wins that were declared.
    pub(crate) fn meetings(&self) -> &Meetings {
        &self.meetings
    }

    /// Everybody with an account, by name.
    pub(crate) fn people_by_name(&self) -> Vec<(&str, &Person)> {
        let mut people: Vec<(&str, &Person)> =
            self.people.iter().map(|(slug, person)| (slug.as_str(), &person.body)).collect();
        people.sort_by_key(|(slug, person)| (&person.name, *slug));
        people
    }

    /// Somebody with an account.
    pub(crate) fn person(&self, slug: &str) -> Option<&Person> {
        self.people.get(slug).map(|person| &person.body)
    }

    /// Whose mail address this is, whatever its case.
    pub(crate) fn person_by_email(&self, email: &str) -> Option<(&str, &Person)> {
        let email = email.trim().to_lowercase();
        let found = self.people.iter().find(|(_, person)| person.body.email.to_lowercase() == email);
        found.map(|(slug, person)| (slug.as_str(), &person.body))
    }

    /// Whether anybody has an account.
    pub(crate) fn has_people(&self) -> bool {
        !self.people.is_empty()
    }

    /// Everybody with an account.
    pub(crate) fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values().map(|person| &person.body)
    }

    /// The slugs of the admins.
    pub(crate) fn admins(&self) -> impl Iterator<Item = &str> {
        self.people.iter().filter(|(_, person)| person.body.role == Role::Admin).map(|(slug, _)| slug.as_str())
    }

    /// A token that was not revoked.
    pub(crate) fn token(&self, slug: &str) -> Option<&Token> {
        self.tokens.get(slug).map(|token| &token.body)
    }

    /// A screen that was not removed.
    pub(crate) fn screen(&self, slug: &str) -> Option<&Screen> {
        self.screens.get(slug).map(|screen| &screen.body)
    }

    /// How people know somebody a document names: by the name of the account, or as it is written there.
    pub(crate) fn called<'a>(&'a self, who: &'a str) -> &'a str {
        self.names.get(who).map_or(who, String::as_str)
    }

    /// How people know an actor of the change log: a person by name, a token by its own.
    pub(crate) fn name_of<'a>(&'a self, actor: &'a str) -> &'a str {
        actor.strip_prefix('@').and_then(|slug| self.names.get(slug)).map_or(actor, String::as_str)
    }

    /// A KPI in force.
    pub(crate) fn kpi(&self, slug: &str) -> Option<&KpiState> {
        self.any_kpi(slug).filter(|kpi| !kpi.archived())
    }

    /// A KPI, archived or not.
    pub(crate) fn any_kpi(&self, slug: &str) -> Option<&KpiState> {
        self.kpi_numbers.get(slug).and_then(|no| self.kpis.get(no))
    }

    /// The number of a KPI in force, with it.
    pub(crate) fn kpi_no(&self, slug: &str) -> Option<(DocumentNo, &KpiState)> {
        let no = *self.kpi_numbers.get(slug)?;
        Some((no, self.kpis.get(&no).filter(|kpi| !kpi.archived())?))
    }

    /// The slug of a KPI, archived or not.
    pub(crate) fn kpi_slug(&self, no: DocumentNo) -> Option<&str> {
        self.kpis.get(&no).map(KpiState::slug)
    }

    /// The KPIs in force.
    pub(crate) fn kpis(&self) -> impl Iterator<Item = &KpiState> {
        self.kpis.values().filter(|kpi| !kpi.archived())
    }

    /// A comment in force.
    pub(crate) fn comment(&self, slug: &str) -> Option<&Comment> {
        self.comments.values().find_map(|comments| comments.get(slug))
    }

    /// The comments on a KPI in force, with their slugs.
    pub(crate) fn comments_on(&self, kpi: &str) -> impl Iterator<Item = (&str, &Comment)> {
        self.comments.get(kpi).into_iter().flatten().map(|(slug, comment)| (slug.as_str(), comment))
    }

    /// A board in force.
    pub(crate) fn board(&self, slug: &str) -> Option<&Entry<Board>> {
        self.boards.get(slug)
    }

    /// The boards in force, by slug.
    pub(crate) fn boards(&self) -> impl Iterator<Item = (&str, &Entry<Board>)> {
        self.boards.iter().map(|(slug, board)| (slug.as_str(), board))
    }

    /// The boards that show a KPI.
    pub(crate) fn boards_of(&self, kpi: &str) -> impl Iterator<Item = &str> {
        self.boards_of_kpi.get(kpi).into_iter().flatten().map(String::as_str)
    }
}

/// The KPI, period and team of a target, by its slug.
pub(crate) fn read_target_slug(slug: &str) -> Option<(&str, Period, Option<&str>)> {
    let mut parts = slug.split(':');
    Some((parts.next()?, parts.next()?.parse().ok()?, parts.next()))
}
