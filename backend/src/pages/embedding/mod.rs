//! `/boards/{board}/embed`: the board on other pages. Where, how it looks, what to paste, which pages may, and the key.

mod asked;
mod asking;
mod doctor;
mod editor;
mod host;
mod page;
mod policy;

pub(super) use asked::{HEIGHT, frame};

use super::form::Faults;
use super::layout::see_other;
use super::session::OwnForm;
use crate::app::App;
use crate::commands::{SeenKey, board_key, make_board_key, revoke_board_key, set_board_pages};
use crate::origin::Origin;
use asking::{ask_own, ask_page, is_private};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use doctor::{Seen, findings};
use editor::Editor;
use page::{Told, draw};
use serde::Deserialize;
use std::sync::Arc;
use tandem_shared::document::page_fault;
use tandem_shared::{Problem, ProblemKind};

/// The page and what can be done there.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/boards/{board}/embed", get(show))
        .route("/boards/{board}/embed/key", post(make))
        .route("/boards/{board}/embed/revocation", post(revoke))
        .route("/boards/{board}/embed/pages", post(allow))
        .route("/boards/{board}/embed/pages/removal", post(forbid))
        .route("/boards/{board}/embed/check", post(check))
}

/// The key somebody saw when they pressed the button; none where there was none.
#[derive(Deserialize)]
struct Pressed {
    #[serde(default)]
    key: String,
    revision: Option<u64>,
}

impl Pressed {
    fn seen(&self) -> Option<SeenKey<'_>> {
        Some((&self.key, self.revision?))
    }
}

/// Pages somebody typed, with spaces or commas between.
#[derive(Deserialize)]
struct Pages {
    pages: String,
}

/// The page that is to show the board; empty if none is named.
#[derive(Deserialize)]
struct Named {
    page: String,
}

async fn show(State(app): State<Arc<App>>, editor: Editor) -> Response {
    draw(&app, &editor, Told::default()).await
}

/// Makes the key, or another in its place; the page then shows its secret, for a while, to whoever made it.
async fn make(State(app): State<Arc<App>>, editor: Editor, OwnForm(pressed): OwnForm<Pressed>) -> Response {
    let (actor, board) = (&editor.visitor.actor, editor.board.as_str());
    let made = make_board_key(&app, actor, board, pressed.seen()).await;
    let made = made.map(|(key, secret)| app.accounts.keep_shown(&actor.name, &key, secret));
    done(&app, &editor, made, String::new()).await
}

async fn revoke(State(app): State<Arc<App>>, editor: Editor, OwnForm(pressed): OwnForm<Pressed>) -> Response {
    let seen = pressed.seen().unwrap_or_default();
    let revoked = revoke_board_key(&app, &editor.visitor.actor, &editor.board, seen).await;
    done(&app, &editor, revoked, String::new()).await
}

async fn allow(State(app): State<Arc<App>>, editor: Editor, OwnForm(typed): OwnForm<Pages>) -> Response {
    let wanted = origins(&typed.pages);
    let set = set_board_pages(&app, &editor.visitor.actor, &editor.board, |pages| {
        for page in wanted {
            if !pages.contains(&page) {
                pages.push(page);
            }
        }
    });
    done(&app, &editor, set.await, typed.pages).await
}

async fn forbid(State(app): State<Arc<App>>, editor: Editor, OwnForm(gone): OwnForm<Pages>) -> Response {
    let set = set_board_pages(&app, &editor.visitor.actor, &editor.board, |pages| {
        pages.retain(|page| *page != gone.pages);
    });
    done(&app, &editor, set.await, String::new()).await
}

/// Tries what can be tried from here, and says what keeps the board out.
async fn check(State(app): State<Arc<App>>, editor: Editor, OwnForm(named): OwnForm<Named>) -> Response {
    let told = match examine(&app, &editor, named.page.trim()).await {
        Ok(seen) => Told { findings: findings(&seen, editor.lang), ..Told::default() },
        Err(faults) => Told { faults, ..Told::default() },
    };
    draw(&app, &editor, Told { named: named.page, ..told }).await
}

async fn examine(app: &App, editor: &Editor, named: &str) -> Result<Seen, Faults> {
    let page = Origin::of(named).map(|page| (page, named.to_owned()));
    let fault = page_fault(&origin_of(named)).or(page.is_none().then_some("no browser reads this as an address"));
    if let Some(fault) = fault.filter(|_| !named.is_empty()) {
        return Err(Faults::at(page::CHECKED, fault));
    }
    let Some(ours) = Origin::of(&app.public_url) else {
        let detail = format!("Tandem was started with an address that is none: --public-url {}.", app.public_url);
        return Err(Problem::new(ProblemKind::Conflict, detail).into());
    };
    let allowed = board_key(&app.read_world(), &editor.board).map(|(_, pages)| pages.to_vec());
    let own = format!("{}/embed/{}", app.public_url, editor.board);
    let seen = tokio::task::spawn_blocking(move || Seen {
        is_private: is_private(ours.host()),
        own: ask_own(&own),
        page: page.map(|(origin, address)| (origin, ask_page(&address))),
        ours,
        allowed,
    });
    seen.await.map_err(|_| Problem::new(ProblemKind::Internal, "The check could not be made.").into())
}

/// Back to the page, or what went wrong, with what was typed.
async fn done(app: &App, editor: &Editor, result: Result<(), Problem>, typed: String) -> Response {
    match result {
        Ok(()) => see_other(&editor.path("")),
        Err(problem) => draw(app, editor, Told { faults: problem.into(), typed, ..Told::default() }).await,
    }
}

/// The origin of an address, or what was typed, which is none.
fn origin_of(typed: &str) -> String {
    Origin::of(typed).map_or_else(|| typed.to_owned(), |origin| origin.to_string())
}

/// The origins of what somebody typed: of a page's whole address, that is all that counts.
fn origins(typed: &str) -> Vec<String> {
    let typed = typed.split(|letter: char| letter == ',' || letter.is_whitespace()).filter(|text| !text.is_empty());
    let origins: Vec<String> = typed.map(origin_of).collect();
    // Nothing is refused like anything else that is no page.
    if origins.is_empty() { vec![String::new()] } else { origins }
}
