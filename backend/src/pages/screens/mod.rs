//! `/screens`: the screens on walls, and pairing another by the code on it.

mod entry;
mod form;
mod list;

use self::entry::{Entry, REVISION};
use self::list::{Sent, Told, draw};
use super::form::Faults;
use super::lang::Lang;
use super::layout::see_other;
use super::session::{Lead, Nothing, OwnForm};
use crate::accounts::{Claim, Unclaimed};
use crate::app::App;
use crate::commands::{Precondition, delete_document, pair_screen, put_document};
use crate::screens::Screens;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::document::Kind;
use tandem_shared::{FieldError, Problem, ProblemKind};

/// The page's address.
const LIST: &str = "/screens";

/// All of them.
pub(super) async fn show(State(app): State<Arc<App>>, lang: Lang, Lead(_): Lead) -> Response {
    draw(&app, lang, StatusCode::OK, &Told::default())
}

/// The same, for somebody who scanned the code of a screen.
pub(super) async fn show_code(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(_): Lead,
    Path(code): Path<String>,
) -> Response {
    draw(&app, lang, StatusCode::OK, &Told { entry: Entry::of_code(code), ..Told::default() })
}

/// Pairs the screen whose code was typed.
pub(super) async fn pair(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(visitor): Lead,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    if let Some(entry) = entry.moved() {
        return draw(&app, lang, StatusCode::OK, &Told { entry, ..Told::default() });
    }
    let address = peer.ip().to_canonical().to_string();
    let claimed = || claim(&app, lang, (&visitor.actor.name, &address), entry.typed("code"));
    let paired = match entry.body().and_then(|body| Ok((claimed()?, body))) {
        Ok((claim, body)) => pair_screen(&app, &visitor.actor, claim, body).await,
        Err(problem) => Err(problem),
    };
    done(&app, lang, paired.map(|slug| anchor(&slug)), |faults| Told { entry, faults, ..Told::default() })
}

/// The waiting screen with the code that somebody typed, whose tries are counted by name and address.
fn claim(app: &App, lang: Lang, (name, address): (&str, &str), code: &str) -> Result<Claim, Problem> {
    let wrong = |detail: String| Problem::invalid(vec![FieldError { pointer: "/code".to_owned(), detail }]);
    // Nothing was guessed.
    if code.is_empty() {
        let detail =
            lang.say("type the code that is on the screen now", "der Code fehlt, der jetzt auf dem Bildschirm steht");
        return Err(wrong(detail.to_owned()));
    }
    app.accounts.claim_pairing(name, address, code).map_err(|unclaimed| {
        wrong(match unclaimed {
            Unclaimed::Wrong(left) => lang.say(
                format!("no screen shows this code (any more): type the one that is on it now. Tries left: {left}, then 15 minutes pause"),
                format!("kein Bildschirm zeigt diesen Code (mehr): den eingeben, der jetzt darauf steht. Noch {left} Versuche, dann 15 Minuten Pause"),
            ),
            Unclaimed::Pause => lang.say(
                "too many codes that no screen shows: try again in 15 minutes".to_owned(),
                "zu viele Codes, die kein Bildschirm zeigt: in 15 Minuten noch einmal versuchen".to_owned(),
            ),
            Unclaimed::Taken => lang.say(
                "this code was typed a moment ago: its screen is in the list and can be changed there".to_owned(),
                "dieser Code wurde eben eingegeben: sein Bildschirm steht in der Liste und lässt sich dort ändern".to_owned(),
            ),
        })
    })
}

/// Changes name, boards and looks; the screen follows by itself.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(visitor): Lead,
    Path(slug): Path<String>,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    if let Some(entry) = entry.moved() {
        let faults = Faults::none().within(&slug);
        return draw(&app, lang, StatusCode::OK, &Told { of: Sent::Change(slug), entry, faults });
    }
    let revision = entry.typed(REVISION).parse().unwrap_or_default();
    let precondition = Precondition { if_match: Some(revision), only_new: false };
    let put = match entry.body() {
        Ok(body) => {
            put_document(&app, &visitor.actor, Kind::Screen, &slug, precondition, body).await.map(|_| anchor(&slug))
        }
        Err(problem) => Err(problem),
    };
    let now = app.read_world().document(Kind::Screen, &slug).filter(|it| !it.archived).map(|it| it.revision);
    let (put, entry) = match (put, now) {
        (Err(problem), Some(now)) if problem.status == StatusCode::PRECONDITION_FAILED => {
            (Err(Problem::new(ProblemKind::Conflict, overtaken(lang))), entry.over(now))
        }
        (put, _) => (put, entry),
    };
    done(&app, lang, put, |faults| Told { faults: faults.within(&slug), of: Sent::Change(slug), entry })
}

/// Somebody else was faster.
fn overtaken(lang: Lang) -> &'static str {
    lang.say(
        "Somebody else changed this screen while the page was open; what it shows now stands above. Nothing was saved yet: what you typed is here, and saving again puts it in the place of theirs.",
        "Jemand anderes hat diesen Bildschirm geändert, während die Seite offen war; was er jetzt zeigt, steht oben. Noch ist nichts gespeichert: Was Sie eingegeben haben, steht hier, und erneutes Speichern ersetzt das andere.",
    )
}

/// Takes a screen back: it shows a code again.
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(visitor): Lead,
    Path(slug): Path<String>,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    let revision = app.read_world().document(Kind::Screen, &slug).map(|document| document.revision);
    let precondition = Precondition { if_match: revision, only_new: false };
    let removed = delete_document(&app, &visitor.actor, Kind::Screen, &slug, precondition).await;
    if removed.is_ok() {
        app.screens.forget(&slug);
    }
    done(&app, lang, removed.map(|()| LIST.to_owned()), |faults| Told {
        of: Sent::Button(slug),
        faults,
        ..Told::default()
    })
}

/// Has a screen say which one it is.
pub(super) async fn flash(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(_): Lead,
    Path(slug): Path<String>,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    ask(&app, lang, slug, Screens::flash)
}

/// Has a screen show its next board.
pub(super) async fn skip(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(_): Lead,
    Path(slug): Path<String>,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    ask(&app, lang, slug, Screens::skip)
}

/// Asks something of a screen that is there.
fn ask(app: &App, lang: Lang, slug: String, what: impl FnOnce(&Screens, &str)) -> Response {
    if app.read_world().screen(&slug).is_none() {
        return draw(app, lang, StatusCode::NOT_FOUND, &Told { of: Sent::Button(slug), ..Told::default() });
    }
    what(&app.screens, &slug);
    see_other(&anchor(&slug))
}

/// Where a screen stands on the page.
fn anchor(slug: &str) -> String {
    [LIST, "#", slug].concat()
}

/// On to an address, or what went wrong on the page.
fn done(app: &App, lang: Lang, result: Result<String, Problem>, told: impl FnOnce(Faults) -> Told) -> Response {
    match result {
        Ok(to) => see_other(&to),
        Err(problem) => {
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            draw(app, lang, status, &told(problem.into()))
        }
    }
}
