//! Using a template: a board, and the KPIs it needs that are not there yet, in one commit.
//!
//! Whoever may make a board may use one: the KPIs are new, so nothing of anybody's changes. What is there already stays as
//! it is, whoever owns it; what was archived comes back as it was, if its owner agrees.

use super::check::check_board;
use super::fields::Fields;
use super::put_document::{check_stored, typed};
use super::refused;
use crate::access::{Actor, Owned};
use crate::app::App;
use crate::store::{DocumentWrite, Expected, StoredDocument, Write};
use crate::templates::{Language, Owners, Template};
use crate::world::World;
use serde::Deserialize;
use std::collections::BTreeMap;
use tandem_shared::document::{Board, Document, Errors, Kind, Kpi, Team};
use tandem_shared::view::Side;
use tandem_shared::{Problem, ProblemKind};

/// What to make of a template.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBoard {
    /// Slug of the board.
    board: String,
    /// Its name.
    name: String,
}

/// Makes the board of a template, and returns it.
pub(crate) async fn use_template(
    app: &App,
    actor: &Actor,
    template: &str,
    body: &Fields,
    language: Language,
) -> Result<StoredDocument, Problem> {
    actor.check_write(&Owned::Jointly)?;
    let known = Template::ALL.iter().find(|known| known.name == template);
    let template =
        known.ok_or_else(|| Problem::new(ProblemKind::NotFound, format!("There is no template \"{template}\".")))?;
    let new: NewBoard = typed(body)?;
    let (board, writes) = {
        let world = app.read_world();
        let board = template.board(new.name, language);
        let (kpis, mut writes) = kpis_of(&world, actor, &board, language)?;
        let mut errors = Errors::default();
        errors.slug("/board", &new.board);
        let taken = world.board(&new.board).is_some();
        errors.require(!taken, "/board", "there is a board at this address already: choose another");
        board.validate(&mut errors);
        check_board(
            &board,
            &world,
            &|slug| kpis.get(slug).or_else(|| Some(world.kpi(slug)?.definition())),
            &mut errors,
        );
        let errors = errors.into_vec();
        if !errors.is_empty() {
            return Err(Problem::invalid(errors));
        }
        writes.push(new_document(new.board.clone(), &board));
        (new.board, writes)
    };
    app.commit(actor, Write::Documents(writes)).await.map_err(refused)?;
    let made = app.read_world().document(Kind::Board, &board).cloned();
    made.ok_or_else(|| Problem::new(ProblemKind::Internal, "The board was stored but cannot be found."))
}

/// The KPIs that a board needs and that are not there, and how they are written.
fn kpis_of(
    world: &World,
    actor: &Actor,
    board: &Board,
    language: Language,
) -> Result<(BTreeMap<String, Kpi>, Vec<DocumentWrite>), Problem> {
    let (sales, marketing) = (team_of(world, Side::Sales)?, team_of(world, Side::Marketing)?);
    let owners = Owners { sales: &sales, marketing: &marketing };
    let currency = world.kpis().find_map(|kpi| kpi.definition().unit.currency.clone()).unwrap_or("EUR".to_owned());
    let (mut kpis, mut writes) = (BTreeMap::new(), Vec::new());
    for (_, slug) in board.sections.iter().flat_map(|section| &section.tiles).flat_map(|tile| tile.kpis()) {
        if world.kpi(slug).is_some() || kpis.contains_key(slug) {
            continue;
        }
        let before = world.any_kpi(slug).map(|archived| archived.definition().clone());
        check_stored(world, actor, Kind::Kpi, slug)?;
        let Some(kpi) = before.or_else(|| Template::kpi(slug, &owners, &currency, language)) else { continue };
        writes.push(new_document(slug.to_owned(), &kpi));
        kpis.insert(slug.to_owned(), kpi);
    }
    Ok((kpis, writes))
}

/// The team of a side: the one called like it, else the first.
fn team_of(world: &World, side: Side) -> Result<String, Problem> {
    let name = if side == Side::Sales { "sales" } else { "marketing" };
    let is_of_side = |slug: &str| world.team(slug).is_some_and(|team| team.body.side == side);
    let mut teams = world.documents(Team::KIND, "").map(|team| team.slug.as_str()).filter(|slug| is_of_side(slug));
    let team = if is_of_side(name) { Some(name) } else { teams.next() };
    team.map(str::to_owned).ok_or_else(|| {
        let detail = format!(
            "There is no team of {name} yet, and a joint board needs one of each side: create it with PUT /api/v1/teams/{name}."
        );
        Problem::new(ProblemKind::Conflict, detail)
    })
}

fn new_document<T: Document>(slug: String, body: &T) -> DocumentWrite {
    let body = serde_json::to_string(body).unwrap_or_default();
    DocumentWrite { kind: T::KIND, slug, expected: Expected::Absent, body, archived: false, demo: false, reason: None }
}
