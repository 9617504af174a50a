//! What a document may say in the world it will stand in: what it names must be there.

use crate::access::{Actor, Owned};
use crate::calendar::{OrgCalendar, Rhythm};
use crate::store::StoredDocument;
use crate::views::board_teams;
use crate::world::World;
use jiff::civil::Date;
use tandem_shared::document::{
    Acknowledgement, Action, Board, BoardPeriod, Calendar, CheckIn, Comment, Document, Errors, Goal, Kind, Kpi, Person,
    Role, Scope, Screen, Target, Team, Tile, Token, Win,
};

/// A body checked against the world.
pub(super) trait Checked: Document {
    /// Fills in what the server writes, whatever was sent: who signs it.
    fn complete(&mut self, _: &World, _: &Actor, _: &str) {}

    /// Adds what is wrong with this body in this world, where it will stand at `slug`.
    fn check(&self, world: &World, slug: &str, errors: &mut Errors);

    /// Whose it is.
    fn owned(&self, world: &World, slug: &str) -> Owned;
}

impl Checked for Team {
    fn check(&self, _: &World, _: &str, _: &mut Errors) {}

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::ByAdmins
    }
}

impl Checked for Calendar {
    fn check(&self, _: &World, _: &str, errors: &mut Errors) {
        OrgCalendar::new(self, errors);
    }

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::ByAdmins
    }
}

fn check_owners(world: &World, owners: &[String], errors: &mut Errors) {
    for (index, owner) in owners.iter().enumerate() {
        let known = world.team(owner).is_some();
        let detail = "there is no such team: create it with PUT /api/v1/teams/…";
        errors.require(known, &format!("/owners/{index}"), detail);
    }
}

impl Checked for Kpi {
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        check_owners(world, &self.owners, errors);
        if let Some(before) = world.any_kpi(slug).filter(|kpi| kpi.is_measured()) {
            let fixed =
                "fixed, as there are measurements already: they would change their meaning. Create another KPI instead";
            errors.require(before.definition().rollup == self.rollup, "/rollup", fixed);
            errors.require(before.definition().unit == self.unit, "/unit", fixed);
        }
    }

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::By(self.owners.clone())
    }
}

impl Checked for Board {
    fn check(&self, world: &World, _: &str, errors: &mut Errors) {
        check_board(self, world, &|slug| Some(world.kpi(slug)?.definition()), errors);
    }

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::Jointly
    }
}

impl Checked for Goal {
    /// What a goal names must be there; what it named before may have been archived since, so that it can go on.
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        let before = world.goal(slug).map(|goal| &goal.body);
        errors.require(world.calendar().span(self.period).is_some(), "/period", "the calendar has no such period");
        check_owners(world, &self.owners, errors);
        for (index, kpi) in self.kpis() {
            let known =
                world.kpi(kpi).is_some() || before.is_some_and(|before| before.kpis().any(|(_, named)| named == kpi));
            let detail = "there is no such KPI: create it with PUT /api/v1/kpis/…";
            errors.require(known, &format!("/key_results/{index}/measure/kpi"), detail);
        }
        let Some(parent) = &self.parent else { return };
        let known = world.goal(parent).is_some() || before.is_some_and(|before| before.parent == self.parent);
        errors.require(known, "/parent", "there is no such goal");
        if let Some(circle) = circle(world, slug, self) {
            errors.add("/parent", format!("a goal cannot be part of itself: {circle}. Choose another, or none"));
        }
    }

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::By(self.owners.clone())
    }
}

/// The way from a goal up its parents back to itself, by their names; `None` if it ends elsewhere.
fn circle(world: &World, slug: &str, goal: &Goal) -> Option<String> {
    let mut names = vec![goal.name.as_str()];
    let mut above = goal.parent.as_deref();
    // A cascade has at most as many steps as there are goals.
    for _ in 0..=world.goals().count() {
        let parent = above?;
        if parent == slug {
            names.push(&goal.name);
            return Some(names.join(" → "));
        }
        let parent = &world.goal(parent)?.body;
        names.push(&parent.name);
        above = parent.parent.as_deref();
    }
    None
}

impl Checked for Action {
    /// What an action names must be there; what it named before may be gone since, so that it can be closed.
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        let before = world.meetings().action(slug).map(|action| &action.body);
        let kept = |same: fn(&Self) -> &str| before.is_some_and(|before| same(before) == same(self));
        let board = world.board(&self.board).is_some() || kept(|action| &action.board);
        errors.require(board, "/board", "there is no such board");
        let team = world.team(&self.team).is_some() || kept(|action| &action.team);
        errors.require(team, "/team", "there is no such team");
        for (pointer, day) in [("/due", Some(&self.due)), ("/done", self.done.as_ref())] {
            let fine = day.is_none_or(|day| day.parse::<Date>().is_ok());
            errors.require(fine, pointer, "write a date like 2026-12-04");
        }
        let goal = self
            .goal
            .as_ref()
            .is_none_or(|goal| world.goal(goal).is_some() || before.is_some_and(|before| before.goal == self.goal));
        errors.require(goal, "/goal", "there is no such goal (any more): remove it");
    }

    /// Whoever does it may change it once it is agreed.
    fn owned(&self, world: &World, slug: &str) -> Owned {
        match world.meetings().action(slug) {
            Some(_) => Owned::ByTeamOr(self.team.clone(), self.owner.clone()),
            None => Owned::By(vec![self.team.clone()]),
        }
    }
}

impl Checked for CheckIn {
    fn check(&self, _: &World, _: &str, _: &mut Errors) {}

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::ForGood
    }
}

impl Checked for Target {
    fn check(&self, world: &World, _: &str, errors: &mut Errors) {
        if let Some(team) = &self.team {
            errors.require(world.team(team).is_some(), "/team", "there is no such team");
        }
    }

    /// Of the teams that own its KPI, and of the team it is for.
    fn owned(&self, world: &World, slug: &str) -> Owned {
        let owners = slug.split(':').next().and_then(|kpi| world.any_kpi(kpi)).map(|kpi| &kpi.definition().owners);
        Owned::By(owners.into_iter().flatten().chain(&self.team).cloned().collect())
    }
}

impl Checked for Win {
    /// Whoever changes it later, it stays its author's. Without a word on whose it is, it is everybody's on the boards.
    fn complete(&mut self, world: &World, actor: &Actor, slug: &str) {
        self.by = world.meetings().win(slug).map_or(&*actor.name, |before| &before.by).to_owned();
        if self.teams.is_empty() {
            let boards = self.boards.iter().filter_map(|board| world.board(board));
            self.teams = board_teams(world, boards.map(|board| &board.body));
        }
    }

    /// What a win names must be there; what it named before may be gone since.
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        let before = world.meetings().win(slug);
        let day = self.day.parse::<Date>().is_ok();
        errors.require(day, "/day", "write a date like 2026-11-17");
        for (index, board) in self.boards.iter().enumerate() {
            let known = world.board(board).is_some() || before.is_some_and(|before| before.boards.contains(board));
            errors.require(known, &format!("/boards/{index}"), "there is no such board");
        }
        for (index, team) in self.teams.iter().enumerate() {
            let known = world.team(team).is_some() || before.is_some_and(|before| before.teams.contains(team));
            errors.require(known, &format!("/teams/{index}"), "there is no such team");
        }
        let goal =
            |goal: &String| world.goal(goal).is_some() || before.is_some_and(|it| it.goal.as_ref() == Some(goal));
        errors.require(self.goal.as_ref().is_none_or(goal), "/goal", "there is no such goal (any more): remove it");
        let kpi = |kpi: &String| world.kpi(kpi).is_some() || before.is_some_and(|it| it.kpi.as_ref() == Some(kpi));
        errors.require(self.kpi.as_ref().is_none_or(kpi), "/kpi", "there is no such KPI (any more): remove it");
    }

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::ByAuthor(self.by.clone(), self.teams.clone())
    }
}

impl Checked for Comment {
    /// Whoever changes it later, it stays its author's.
    fn complete(&mut self, world: &World, actor: &Actor, slug: &str) {
        self.by = world.comment(slug).map_or(&*actor.name, |before| &before.by).to_owned();
    }

    fn check(&self, world: &World, _: &str, errors: &mut Errors) {
        errors.require(world.kpi(&self.kpi).is_some(), "/kpi", "there is no such KPI");
        errors.require(self.date.parse::<Date>().is_ok(), "/date", "write a date like 2026-11-17");
    }

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::ByAuthor(self.by.clone(), Vec::new())
    }
}

impl Checked for Acknowledgement {
    fn check(&self, _: &World, _: &str, _: &mut Errors) {}

    /// Of the team whose word it is.
    fn owned(&self, _: &World, slug: &str) -> Owned {
        Owned::By(Self::read_slug(slug).into_iter().map(|(_, _, team)| team.to_owned()).collect())
    }
}

impl Checked for Person {
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        for (index, team) in self.teams.iter().enumerate() {
            errors.require(world.team(team).is_some(), &format!("/teams/{index}"), "there is no such team");
        }
        let taken = world.person_by_email(&self.email).is_some_and(|(other, _)| other != slug);
        errors.require(!taken, "/email", "somebody else signs in with this address");
        let last = world.person(slug).is_some_and(|person| person.role == Role::Admin)
            && self.role != Role::Admin
            && world.admins().count() == 1;
        errors.require(!last, "/role", "this is the last admin: make somebody else one first");
    }

    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::ByAdmins
    }
}

impl Checked for Token {
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        match &self.scope {
            Scope::Values { kpis } => {
                for (index, kpi) in kpis.iter().enumerate() {
                    errors.require(world.kpi(kpi).is_some(), &format!("/scope/kpis/{index}"), "there is no such KPI");
                }
            }
            Scope::Look { boards, .. } => {
                for (index, board) in boards.iter().enumerate() {
                    let pointer = format!("/scope/boards/{index}");
                    errors.require(world.board(board).is_some(), &pointer, "there is no such board");
                }
            }
            Scope::Feed { board } => {
                errors.require(world.board(board).is_some(), "/scope/board", "there is no such board");
            }
            Scope::Read | Scope::Everything => {}
        }
        let day = self.until.as_ref().is_none_or(|day| day.parse::<Date>().is_ok());
        errors.require(day, "/until", "write a date like 2027-11-22");
        let taken = world.documents(Kind::Token, "").any(|other| {
            other.slug != slug && serde_json::from_str::<Self>(&other.body).is_ok_and(|other| other.name == self.name)
        });
        errors.require(!taken, "/name", "another token has this name");
    }

    /// What shows boards, or when their teams meet, is of those whose boards are: every lead's. Any other is the admins'.
    fn owned(&self, _: &World, _: &str) -> Owned {
        match self.scope {
            Scope::Look { .. } | Scope::Feed { .. } => Owned::Jointly,
            Scope::Read | Scope::Values { .. } | Scope::Everything => Owned::ByAdmins,
        }
    }
}

impl Checked for Screen {
    /// What a screen shows must be there; what it showed before may have been archived since, so that it can be renamed.
    fn check(&self, world: &World, slug: &str, errors: &mut Errors) {
        let before = world.screen(slug);
        for (index, turn) in self.boards.iter().enumerate() {
            let known = world.board(&turn.board).is_some() || before.is_some_and(|before| before.shows(&turn.board));
            errors.require(known, &format!("/boards/{index}/board"), "there is no such board");
        }
        let taken = world
            .documents(Kind::Screen, "")
            .any(|other| other.slug != slug && world.screen(&other.slug).is_some_and(|other| other.name == self.name));
        errors.require(!taken, "/name", "another screen has this name");
    }

    /// What hangs on a wall is everybody's.
    fn owned(&self, _: &World, _: &str) -> Owned {
        Owned::Jointly
    }
}

/// Adds what is wrong with a board in this world, whose KPIs `kpi` finds.
pub(super) fn check_board<'a>(
    board: &Board,
    world: &World,
    kpi: &dyn Fn(&str) -> Option<&'a Kpi>,
    errors: &mut Errors,
) {
    if let BoardPeriod::Fixed(period) = board.period {
        let known = world.calendar().span(period).is_some();
        errors.require(known, "/period", "the calendar has no such period");
    }
    if let Some(cadence) = &board.check_in {
        Rhythm::new(cadence, errors);
    }
    for (index, goal) in board.goals.iter().enumerate() {
        let known = world.goal(goal).is_some();
        errors.require(known, &format!("/goals/{index}"), "there is no such goal (any more): remove it");
    }
    for (s, section) in board.sections.iter().enumerate() {
        for (t, tile) in section.tiles.iter().enumerate() {
            let at = format!("/sections/{s}/tiles/{t}");
            for (field, slug) in tile.kpis() {
                let known = kpi(slug).is_some();
                errors.require(
                    known,
                    &format!("{at}/{field}"),
                    "there is no such KPI: create it with PUT /api/v1/kpis/…",
                );
            }
            if let Tile::Contribution { kpi: whole, parts } = tile {
                let unit = |slug: &str| kpi(slug).map(|kpi| (&kpi.unit, kpi.rollup));
                let whole = unit(whole);
                let sums = whole.is_none_or(|(_, rollup)| rollup.is_sum());
                errors.require(sums, &format!("{at}/kpi"), "only a sum has contributions");
                for (index, part) in parts.iter().enumerate() {
                    let same = unit(part).is_none() || whole.is_none() || unit(part) == whole;
                    let detail = "a part needs the unit and roll-up of the whole";
                    errors.require(same, &format!("{at}/parts/{index}"), detail);
                }
            }
        }
    }
}

/// Whether somebody may change a document as it stands.
pub(crate) fn may_change(world: &World, actor: &Actor, document: &StoredDocument) -> bool {
    actor.check_write(&owned_as_stored(world, document)).is_ok()
}

/// Whose a stored document is; one whose body cannot be read any more is the admins'.
pub(super) fn owned_as_stored(world: &World, document: &StoredDocument) -> Owned {
    fn of<T: Checked>(world: &World, document: &StoredDocument) -> Owned {
        serde_json::from_str::<T>(&document.body).map_or(Owned::ByAdmins, |body| body.owned(world, &document.slug))
    }
    match document.kind {
        Kind::Calendar => of::<Calendar>(world, document),
        Kind::Team => of::<Team>(world, document),
        Kind::Kpi => of::<Kpi>(world, document),
        Kind::Target => of::<Target>(world, document),
        Kind::Acknowledgement => of::<Acknowledgement>(world, document),
        Kind::Goal => of::<Goal>(world, document),
        Kind::Board => of::<Board>(world, document),
        Kind::Comment => of::<Comment>(world, document),
        Kind::Action => of::<Action>(world, document),
        Kind::CheckIn => Owned::ForGood,
        Kind::Win => of::<Win>(world, document),
        Kind::Person => of::<Person>(world, document),
        Kind::Token => of::<Token>(world, document),
        Kind::Screen => of::<Screen>(world, document),
    }
}
