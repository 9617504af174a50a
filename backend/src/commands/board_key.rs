//! The key of a board: the token that shows it, and nothing else, on pages elsewhere. Made and kept by those whose board it is.

use super::create_token::create_token;
use super::delete_document::delete_document;
use super::fields::fields_of;
use super::put_document::{Precondition, put};
use super::slugs::free_slug;
use crate::access::Actor;
use crate::accounts::Secret;
use crate::app::App;
use crate::store::StoredDocument;
use crate::world::World;
use tandem_shared::document::{Kind, Scope, Token};
use tandem_shared::{Problem, ProblemKind};

/// The key of a board: its document, and the pages that may show the board with it.
pub(crate) fn board_key<'a>(world: &'a World, board: &str) -> Option<(&'a StoredDocument, &'a [String])> {
    world.documents(Kind::Token, "").find_map(|document| match &world.token(&document.slug)?.scope {
        Scope::Look { boards, pages } if *boards == [board] => Some((document, pages.as_slice())),
        _ => None,
    })
}

/// A key as somebody saw it: its slug and revision.
pub(crate) type SeenKey<'a> = (&'a str, u64);

/// Makes the key of a board: its slug, and its secret for whoever made it. The one that was there, as it was `seen`, opens nothing any more,
/// and what it allowed the new one allows.
pub(crate) async fn make_board_key(
    app: &App,
    actor: &Actor,
    board: &str,
    seen: Option<SeenKey<'_>>,
) -> Result<(String, Secret), Problem> {
    let pages = board_key(&app.read_world(), board).map(|(_, pages)| pages.to_vec());
    match (seen, &pages) {
        (Some(seen), _) => revoke_board_key(app, actor, board, seen).await?,
        (None, None) => {}
        (None, Some(_)) => {
            let detail = "This board has a key already: paste that one, or choose \"Replace key\".";
            return Err(Problem::new(ProblemKind::Conflict, detail));
        }
    }
    let pages = pages.unwrap_or_default();
    let name = free_slug(&app.read_world(), Kind::Token, &["embed ", board].concat());
    let scope = Scope::Look { boards: vec![board.to_owned()], pages };
    let (put, secret) = create_token(app, actor, fields_of(&Token { name, scope, until: None })?).await?;
    Ok((put.document.slug, secret))
}

/// Has the key of a board open nothing any more.
pub(crate) async fn revoke_board_key(
    app: &App,
    actor: &Actor,
    board: &str,
    (seen, revision): SeenKey<'_>,
) -> Result<(), Problem> {
    let slug = board_key(&app.read_world(), board).map(|(key, _)| key.slug.clone()).ok_or_else(no_key)?;
    if slug != seen {
        let detail = "Another key was made in the place of the one you saw: nothing was changed. Look at it first.";
        return Err(Problem::new(ProblemKind::Conflict, detail));
    }
    let precondition = Precondition { if_match: Some(revision), only_new: false };
    delete_document(app, actor, Kind::Token, &slug, precondition).await
}

/// Has other pages show a board with its key: those that `change` makes of those that do.
pub(crate) async fn set_board_pages(
    app: &App,
    actor: &Actor,
    board: &str,
    change: impl FnOnce(&mut Vec<String>),
) -> Result<(), Problem> {
    let (slug, revision, token) = {
        let world = app.read_world();
        let (key, _) = board_key(&world, board).ok_or_else(no_key)?;
        let mut token = world.token(&key.slug).ok_or_else(no_key)?.clone();
        if let Scope::Look { pages, .. } = &mut token.scope {
            change(pages);
        }
        (key.slug.clone(), key.revision, token)
    };
    let precondition = Precondition { if_match: Some(revision), only_new: false };
    put::<Token>(app, actor, &slug, precondition, fields_of(&token)?).await.map(drop)
}

fn no_key() -> Problem {
    Problem::new(ProblemKind::NotFound, "This board has no key (any more): make one first.")
}
