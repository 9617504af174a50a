//! Actions, finished: whose, by when, how late.

use crate::calendar::{day_of, iso};
use crate::store::Day;
use crate::world::World;
use jiff::civil::Date;
use tandem_shared::document::{Action, Kind};
use tandem_shared::view::{ActionState, ActionView, Side, TeamView};

/// An action as it stands; `None` if there is none of this slug.
pub(crate) fn action_view(world: &World, today: Day, slug: &str) -> Option<ActionView> {
    let document = world.document(Kind::Action, slug)?;
    let action = &world.meetings().action(slug)?.body;
    let written = world.calendar().day_at(jiff::Timestamp::from_millisecond(document.at).ok()?);
    let done = || action.done.clone().unwrap_or_else(|| iso(written));
    Some(ActionView {
        slug: slug.to_owned(),
        revision: document.revision,
        board: action.board.clone(),
        text: action.text.clone(),
        owner: action.owner.clone(),
        owner_name: world.called(&action.owner).to_owned(),
        team: any_team(world, &action.team),
        due: action.due.clone(),
        overdue: overdue(action, today),
        goal: action.goal.clone(),
        state: action.state,
        done: (action.state == ActionState::Done).then(done),
    })
}

/// The open actions of a board, the longest due first.
pub(crate) fn open_actions(world: &World, today: Day, board: &str) -> Vec<ActionView> {
    let open = world.meetings().open_actions(board);
    open.into_iter().filter_map(|(slug, _)| action_view(world, today, slug)).collect()
}

/// Whole days since the day it was due, while it is open.
fn overdue(action: &Action, today: Day) -> u32 {
    let due: Option<Date> = action.due.parse().ok().filter(|_| action.state == ActionState::Open);
    due.map_or(0, |due| u32::try_from(today - day_of(due)).unwrap_or(0))
}

/// A team, also one that is gone: by its slug then.
pub(super) fn any_team(world: &World, slug: &str) -> TeamView {
    match world.team(slug) {
        Some(team) => TeamView { slug: slug.to_owned(), name: team.body.name.clone(), side: team.body.side },
        None => TeamView { slug: slug.to_owned(), name: slug.to_owned(), side: Side::Other },
    }
}
