//! Finishing a check-in: its record, the actions that were agreed and the wins that were declared, in one commit.

use super::check::Checked;
use super::fields::Fields;
use super::put_document::{Put, typed};
use super::put_target::own_teams;
use super::refused;
use super::slugs::free_slug;
use crate::access::{Actor, Owned};
use crate::app::App;
use crate::calendar::iso;
use crate::store::{CommitError, DocumentWrite, Expected, StoredDocument, Write};
use crate::views::{Frame, board_kpis, declared, goals_view, plain_tile, wins};
use crate::world::World;
use jiff::Timestamp;
use serde::Serialize;
use tandem_shared::document::{Action, CheckIn, Document, Errors, GoalThen, Kind, KpiThen, NewCheckIn, Win};
use tandem_shared::{Problem, ProblemKind, Quantity};

/// How often a check-in is written anew when another took its slug.
const TRIES: usize = 8;

/// Writes the record of a check-in with its actions and wins. Sent again under its key, it is the record that is there.
pub(crate) async fn hold_check_in(app: &App, actor: &Actor, board: &str, body: Fields) -> Result<Put, Problem> {
    actor.check_write(&Owned::Jointly)?;
    let new: NewCheckIn = typed(&body)?;
    let mut tries = 1;
    loop {
        let (slug, writes) = {
            let world = app.read_world();
            if let Some(document) = held_before(&world, board, &new.key) {
                return Ok(Put { document, created: false });
            }
            record(&world, app.clock.now(), actor, board, &new)?
        };
        match app.commit(actor, Write::Documents(writes)).await {
            Err(CommitError::Stale { .. }) if tries < TRIES => tries += 1,
            Err(error) => return Err(refused(error)),
            Ok(_) => {
                let written = app.read_world().document(Kind::CheckIn, &slug).cloned();
                let lost = || Problem::new(ProblemKind::Internal, "The check-in was stored but cannot be found.");
                return Ok(Put { document: written.ok_or_else(lost)?, created: true });
            }
        }
    }
}

/// The record of a board that was sent under a key.
fn held_before(world: &World, board: &str, key: &str) -> Option<StoredDocument> {
    let mut held = world.meetings().check_ins(board).into_iter();
    let (slug, _) = held.find(|(_, held)| held.key == key)?;
    world.document(Kind::CheckIn, slug).cloned()
}

/// Slug and writes of a check-in, its record first; or what is wrong with it.
fn record(
    world: &World,
    now: Timestamp,
    actor: &Actor,
    board: &str,
    new: &NewCheckIn,
) -> Result<(String, Vec<DocumentWrite>), Problem> {
    let missing = || Problem::new(ProblemKind::NotFound, format!("There is no board \"{board}\"."));
    let body = &world.board(board).ok_or_else(missing)?.body;
    let no_period =
        || Problem::new(ProblemKind::Conflict, "The calendar's table of fiscal periods does not reach today.");
    let frame = Frame::of_board(world, now, body).ok_or_else(no_period)?;
    let goals = goals_view(world, now, board, None).ok_or_else(no_period)?.goals;
    let mut errors = Errors::default();
    new.validate(&mut errors);
    for (index, said) in new.goals.iter().enumerate() {
        let pointer = format!("/goals/{index}");
        let goal = goals.iter().find(|goal| goal.slug == said.goal);
        let here = "the board has no such goal in its period: leave it out";
        errors.require(goal.is_some(), &format!("{pointer}/goal"), here);
        for team in goal.iter().flat_map(|_| said.confidence.keys()) {
            let owns = goal.is_some_and(|goal| goal.owners.iter().any(|owner| owner.slug == *team));
            let detail = "only a team that owns the goal says how sure it is";
            errors.require(owns, &format!("{pointer}/confidence/{team}"), detail);
        }
    }
    let today = iso(frame.today);
    let mut actions: Vec<(String, Action)> = Vec::new();
    for (index, new) in new.actions.iter().enumerate() {
        let action = new.clone().of_board(board);
        let action = Action { owner: slug_of(world, &action.owner), ..action };
        let slug = free_slug(world, Kind::Action, &format!("{board}-{today}-{}", index + 1));
        errors.nested(&format!("/actions/{index}"), |errors| {
            action.validate(errors);
            action.check(world, &slug, errors);
            // Dates as they are written sort as days do.
            errors.require(action.due >= today, "/due", "this day is over: choose today or later");
        });
        actions.push((slug, action));
    }
    let mut new_wins: Vec<(String, Win)> = Vec::new();
    for (index, new) in new.wins.iter().enumerate() {
        let mut win = new.clone().of_board(board, &today);
        let slug = free_slug(world, Kind::Win, &format!("{board}-{today}-{}", index + 1));
        win.complete(world, actor, &slug);
        errors.nested(&format!("/wins/{index}"), |errors| {
            win.validate(errors);
            win.check(world, &slug, errors);
        });
        new_wins.push((slug, win));
    }
    let errors = errors.into_vec();
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let people = |people: &[String]| people.iter().map(|who| slug_of(world, who)).collect();
    let goals = goals.into_iter().map(|goal| {
        let said = new.goals.iter().find(|said| said.goal == goal.slug);
        let note = said.and_then(|said| said.note.as_deref()).map(str::trim).filter(|note| !note.is_empty());
        GoalThen {
            attainment: goal.attainment.and_then(|share| Quantity::nearest(share * 100.0)),
            confidence: said.map(|said| said.confidence.clone()).unwrap_or_default(),
            note: note.map(str::to_owned),
            goal: goal.slug,
            name: goal.name,
            status: goal.status,
        }
    });
    let kpis = board_kpis(world, body).into_iter().map(|state| {
        let tile = plain_tile(&frame, state, 0);
        let name = state.definition().name.clone();
        KpiThen { kpi: state.slug().to_owned(), name, status: tile.status, value: tile.value, target: tile.target }
    });
    let told = wins(world, now, board, body, &world.meetings().check_ins(board));
    let told = told.into_iter().chain(new_wins.iter().map(|(slug, win)| declared(slug, win)));
    let check_in = CheckIn {
        board: board.to_owned(),
        held: now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        key: new.key.clone(),
        led_by: new.led_by.as_deref().map(|who| slug_of(world, who)),
        by: Some(actor.name.to_string()),
        by_teams: own_teams(world, actor).to_vec(),
        present: people(&new.present),
        excused: people(&new.excused),
        goals: goals.collect(),
        kpis: kpis.collect(),
        actions: actions.iter().map(|(slug, _)| slug.clone()).collect(),
        wins: told.collect(),
    };
    let slug = free_slug(world, Kind::CheckIn, &format!("{board}-{today}"));
    let writes = std::iter::once(first_version(&slug, &check_in));
    let writes = writes.chain(actions.iter().map(|(slug, action)| first_version(slug, action)));
    let writes = writes.chain(new_wins.iter().map(|(slug, win)| first_version(slug, win))).collect();
    Ok((slug, writes))
}

/// Somebody by slug or by their whole name; who has no account stays as they are called.
fn slug_of(world: &World, who: &str) -> String {
    let who = who.trim();
    let named = |name: &str| name.to_lowercase() == who.to_lowercase();
    let people = world.people_by_name();
    let mut found = people.iter().filter(|(slug, person)| *slug == who || named(&person.name));
    match (found.next(), found.next()) {
        (Some((slug, _)), None) => (*slug).to_owned(),
        _ => who.to_owned(),
    }
}

fn first_version<T: Document + Serialize>(slug: &str, body: &T) -> DocumentWrite {
    DocumentWrite {
        kind: T::KIND,
        slug: slug.to_owned(),
        expected: Expected::Absent,
        body: serde_json::to_string(body).unwrap_or_default(),
        archived: false,
        demo: false,
        reason: None,
    }
}
