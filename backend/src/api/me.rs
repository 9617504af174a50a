//! `GET /me`

use super::auth::Reader;
use crate::access::{Actor, May};
use crate::app::App;
use crate::views::team_views;
use axum::Json;
use axum::extract::State;
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::view::{Me, MeMay};

/// Who is asking, and what they may do.
#[utoipa::path(
    get, path = "/me", tag = "People",
    responses((status = 200, body = Me), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn me(State(app): State<Arc<App>>, Reader(actor): Reader) -> Json<Me> {
    let world = app.read_world();
    let (may, teams) = match actor.as_ref().map(|actor| &actor.may) {
        None | Some(May::Read | May::Push(_) | May::Look { .. } | May::Subscribe(_)) => (MeMay::Read, Vec::new()),
        Some(May::Lead(teams)) => (MeMay::Lead, team_views(&world, teams.iter().map(String::as_str))),
        Some(May::Everything) => (MeMay::Everything, Vec::new()),
    };
    let person = actor.as_ref().and_then(Actor::person_slug).map(str::to_owned);
    let name = actor.as_ref().map(|actor| world.name_of(&actor.name).to_owned());
    Json(Me { name, person, may, teams, accounts: world.has_people() })
}
