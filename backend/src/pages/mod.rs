//! What a browser opens: the application, and the pages of accounts, drawn here, that need no scripts.

mod account;
mod assets;
mod embed;
mod embedding;
mod form;
mod history;
mod invitation;
mod lang;
mod layout;
mod oembed;
mod oidc;
mod people;
mod picture;
mod reference;
mod screens;
mod session;
mod setup;
mod sign_in;
mod tokens;
mod wall;

pub(crate) use assets::takes_page;

use crate::accounts::RETURN_PATH;
use crate::app::App;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::{get, post};
use std::sync::Arc;

/// The page on which the form stands that is sent to an address.
pub(crate) fn page_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts[..] {
        ["boards", board, "embed", ..] => format!("/boards/{board}/embed"),
        ["tokens", ..] => "/people".to_owned(),
        [page, _, ..] => ["/", page].concat(),
        _ => "/".to_owned(),
    }
}

/// Every page.
pub(crate) fn routes() -> Router<Arc<App>> {
    let style = || async {
        let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
        let sheets =
            concat!(include_str!("pages.css"), include_str!("embedding.css"), include_str!("screens/screens.css"));
        (headers, sheets)
    };
    Router::new()
        .route("/pages.css", get(style))
        .route("/setup", get(setup::show).post(setup::enter))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-in/oidc", get(oidc::begin))
        .route(RETURN_PATH, get(oidc::finish))
        .route("/sign-out", post(sign_in::leave))
        .route("/invitation", get(invitation::show).post(invitation::accept))
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/sessions", post(account::end_session))
        .route("/people", get(people::show).post(people::add))
        .route("/people/{slug}", post(people::change))
        .route("/people/{slug}/invitation", post(people::invite))
        .route("/people/{slug}/removal", post(people::remove))
        .route("/tokens", post(tokens::create))
        .route("/tokens/{slug}/revocation", post(tokens::revoke))
        .route("/embed/{board}", get(embed::show))
        .route("/embed/{board}/picture.png", get(picture::png))
        .route("/embed/{board}/picture.svg", get(picture::svg))
        .route("/oembed", get(oembed::answer))
        .route("/screens", get(screens::show).post(screens::pair))
        .route("/screens/{slug}", post(screens::change))
        .route("/screens/{slug}/removal", post(screens::remove))
        .route("/screens/{slug}/flash", post(screens::flash))
        .route("/screens/{slug}/skip", post(screens::skip))
        .route("/pair", get(screens::show))
        .route("/pair/{code}", get(screens::show_code))
        .route("/wall", get(wall::show))
        .route("/wall/plan", get(wall::plan))
        .route("/wall/token", post(wall::token))
        .merge(embedding::routes())
        .merge(reference::routes())
        .route("/history", get(history::show))
        .route("/history.csv", get(history::export))
        .route("/history/{seq}/restoration", post(history::restore))
        .merge(assets::routes())
}
