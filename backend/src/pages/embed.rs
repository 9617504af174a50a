//! `GET /embed/{board}`: a board for the frame of another page, drawn here and then live. No cookies, nothing kept in the
//! browser: whoever holds the key in the address may look, on the pages the key names.

use super::assets::{page_headers, policy};
use super::lang::Lang;
use super::picture::tags;
use crate::BUILD;
use crate::api::{ApiError, Looker, compressed, no_view, period};
use crate::app::App;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use tandem_frontend::fmt::Locale;
use tandem_frontend::viewer::Picture;
use tandem_shared::Period;
use tandem_shared::view::{BoardView, TileView};

/// How the board is to look. A dress that cannot be read is left out: a board in another is better than none.
#[derive(Deserialize)]
#[serde(from = "HashMap<String, String>")]
pub(super) struct Look {
    theme: Option<String>,
    lang: Option<String>,
    pub(super) tiles: String,
    period: Option<String>,
    /// Of a picture, in pixels.
    width: Option<String>,
    key: String,
}

impl From<HashMap<String, String>> for Look {
    fn from(mut query: HashMap<String, String>) -> Self {
        let mut of = |name: &str| query.remove(name).filter(|value| !value.is_empty());
        Self {
            theme: of("theme"),
            lang: of("lang"),
            tiles: of("tiles").unwrap_or_default(),
            period: of("period"),
            width: of("width"),
            key: of("key").unwrap_or_default(),
        }
    }
}

impl Look {
    pub(super) fn theme(&self) -> Option<&str> {
        self.theme.as_deref().filter(|theme| matches!(*theme, "light" | "dark"))
    }

    /// The period; of another than was asked for, the figures would be wrong.
    pub(super) fn period(&self) -> Result<Option<Period>, ApiError> {
        period(self.period.as_deref())
    }

    pub(super) fn width(&self) -> Option<u32> {
        self.width.as_deref()?.parse().ok()
    }

    /// The locale to write in: the one asked for, else the reader's, if its language is spoken.
    pub(super) fn locale(&self, headers: &HeaderMap) -> &'static str {
        let reader = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let first = |list: &str| {
            let tag = list.split([',', ';']).next().unwrap_or_default().trim();
            matches!(tag.split('-').next(), Some("de" | "en")).then(|| Locale::of(tag).tag())
        };
        self.lang.as_deref().and_then(first).or_else(|| first(reader)).unwrap_or("en-GB")
    }
}

/// The page.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    lang: Lang,
    looker: Result<Looker, ApiError>,
    Path(board): Path<String>,
    Query(look): Query<Look>,
    OriginalUri(address): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let locale = look.locale(&headers);
    let drawn = looker.and_then(|looker| {
        looker.check(&board)?;
        let period = look.period()?;
        let built = app.view(&board, period).ok_or_else(|| no_view(&app, &board, period))?;
        let now = app.read_world().calendar().rfc3339(app.clock.now());
        let asked = period.map(|period| period.to_string());
        let mut view = only(&built.seen(looker.sight()).view, &look.tiles);
        // Whenever its figures last changed, they are those of now.
        view.as_of.clone_from(&now);
        // Within a script element only this letter could end it.
        let json = serde_json::to_string(&view).unwrap_or_default().replace('<', "\\u003c");
        let name = view.name.clone();
        let query = address.query().unwrap_or_default();
        let tags = Picture::new(view.clone(), &look.tiles, locale)
            .map(|picture| tags(&picture, &app.public_url, &board, query));
        let drawn = tandem_frontend::viewer::draw(view, asked.clone(), &look.tiles, locale, &now);
        Ok((drawn, name, tags, json, asked, now, looker.pages().join(" ")))
    });
    let (status, markup, pages) = match drawn {
        Ok((drawn, name, tags, view, period, now, pages)) => {
            let live = html! {
                div #drawn { (PreEscaped(drawn)) }
                div #live hidden data-board=(board) data-now=(now) data-period=[period] data-tiles=(look.tiles) data-key=(look.key) {}
                script #view type="application/json" { (PreEscaped(view)) }
            };
            let address = format!("{}{address}", app.public_url);
            let about = html! {
                @if let Some(tags) = tags { (tags) }
                link rel="alternate" type="application/json+oembed" title=(name) href={ (app.public_url) "/oembed?" (url_of(&address)) };
                link rel="preload" href="/tandem_viewer_bg.wasm" as="fetch" type="application/wasm" crossorigin;
                script type="module" src="/tandem_viewer.js" {}
            };
            (StatusCode::OK, page(&look, locale, &name, &about, &live), pages)
        }
        Err(ApiError(problem)) => {
            let title = lang.say("This board cannot be shown", "Dieses Board kann nicht gezeigt werden");
            // Whoever reads this can do nothing else about it.
            let detail = match problem.status {
                401 => lang.say(
                    "This key is not known, or no longer: ask a lead of the board for another.",
                    "Dieser Schlüssel ist nicht bekannt oder nicht mehr gültig: Bitten Sie eine Leitung des Boards um einen neuen.",
                ),
                _ => &problem.detail,
            };
            let says = html! {
                div.tandem.embed #drawn { div.note role="alert" { p { b { (title) } } p { (detail) } } }
                div #live hidden data-board=(board) {}
            };
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            // Whoever frames it may read why it is not there.
            (status, page(&look, locale, title, &html! {}, &says), "*".to_owned())
        }
    };
    let mut response = (status, page_headers(), compressed(&headers, markup.into_string())).into_response();
    // Ours too: the page that makes the key shows what it opens.
    let policy = policy(&["'self' ", &pages].concat());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Pages are origins, checked as they were written.
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
    );
    response
}

/// A board with these KPIs alone, named by their slugs, and the other half of their pairs; all of them if none is named.
fn only(board: &BoardView, kpis: &str) -> BoardView {
    let mut board = board.clone();
    if !kpis.is_empty() {
        let named = |tile: &TileView| tile.kpi.as_deref().is_some_and(|kpi| kpis.split(',').any(|named| named == kpi));
        let halves = |tile: &TileView| [&tile.quantity, &tile.quality].into_iter().flatten().any(|half| named(half));
        for section in &mut board.sections {
            section.tiles.retain(|tile| named(tile) || halves(tile));
        }
        board.sections.retain(|section| !section.tiles.is_empty());
    }
    board
}

/// The query that asks about an address.
fn url_of(address: &str) -> String {
    serde_urlencoded::to_string([("url", address)]).unwrap_or_default()
}

fn page(look: &Look, locale: &str, title: &str, head: &Markup, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale) data-tandem=(BUILD) data-theme=[look.theme()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(look.theme().unwrap_or("light dark"));
                // Links lead out of the frame, to the application.
                base target="_blank";
                title { (title) " — Tandem" }
                link rel="stylesheet" href="/viewer.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                (head)
                script defer src="/keep.js" {}
            }
            body.embed-page { (content) }
        }
    }
}
