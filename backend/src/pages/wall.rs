//! `/wall`: a screen on a wall. One that is not paired shows a code; one that is, its boards, drawn here and then live.

use super::assets::page_headers;
use super::lang::Lang;
use crate::BUILD;
use crate::access::Sight;
use crate::accounts::{NewPairing, POLL_MILLIS, Polled};
use crate::api::{ApiError, compressed};
use crate::app::App;
use crate::screens::Seen;
use crate::views::{Built, wall_plan};
use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use qrcode::{Color, QrCode};
use serde::Deserialize;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::document::Screen;
use tandem_shared::view::WallPlan;
use tandem_shared::{Problem, ProblemKind};

/// The secret of a screen that has one.
#[derive(Deserialize)]
pub(super) struct Secret {
    #[serde(default)]
    key: String,
}

/// What a screen says of itself while it asks for its plan.
#[derive(Deserialize)]
pub(super) struct Says {
    /// The board it shows; empty while it is dark.
    #[serde(default)]
    shows: String,
    #[serde(default)]
    width: u32,
    #[serde(default)]
    height: u32,
    #[serde(default)]
    build: String,
}

/// A paired screen, and what it shows of what is there.
struct Paired {
    slug: String,
    screen: Screen,
    boards: Vec<Arc<Built>>,
    plan: WallPlan,
}

/// The page.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    lang: Lang,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Query(Secret { key }): Query<Secret>,
    headers: HeaderMap,
) -> Response {
    let (status, markup) = if key.is_empty() {
        match app.accounts.begin_pairing(peer.ip()) {
            Some(pairing) => (StatusCode::OK, waiting(&app, lang, &pairing)),
            None => (StatusCode::TOO_MANY_REQUESTS, full(lang)),
        }
    } else if let Some(paired) = paired(&app, &key) {
        (StatusCode::OK, showing(&app, paired, &key))
    } else {
        (StatusCode::UNAUTHORIZED, gone(lang))
    };
    let mut response = (status, page_headers(), compressed(&headers, markup.into_string())).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What a paired screen should show now and is to do; it says what it shows.
pub(super) async fn plan(
    State(app): State<Arc<App>>,
    Query(Secret { key }): Query<Secret>,
    Query(says): Query<Says>,
) -> Result<Response, ApiError> {
    let unknown = || Problem::new(ProblemKind::Unauthorized, "This screen is not paired any more.");
    let Paired { slug, screen, plan, .. } = paired(&app, &key).ok_or_else(unknown)?;
    let seen = Seen {
        at: app.clock.now().as_millisecond(),
        shows: Some(says.shows).filter(|board| screen.shows(board)),
        size: (says.width, says.height),
        is_current: says.build == BUILD,
    };
    app.screens.hear(&slug, seen);
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(plan)).into_response())
}

fn paired(app: &App, key: &str) -> Option<Paired> {
    let slug = app.accounts.screen(key)?;
    let screen = app.read_world().screen(&slug)?.clone();
    let boards: Vec<_> = screen.boards.iter().filter_map(|turn| app.view(&turn.board, None)).collect();
    let is_there = |board: &str| boards.iter().any(|built| built.view.slug == board);
    let plan = wall_plan(&app.read_world(), app.clock.now(), &slug, &app.screens.known(&slug), is_there)?;
    Some(Paired { slug, screen, boards, plan })
}

fn showing(app: &App, Paired { screen, boards, plan, .. }: Paired, key: &str) -> Markup {
    let now = app.read_world().calendar().rfc3339(app.clock.now());
    let seen: Vec<_> = boards.iter().map(|built| built.seen(Sight::of(&screen))).collect();
    let views: Vec<_> = seen.iter().map(|built| String::from_utf8_lossy(built.json())).collect();
    let (views, told) = (within_script(&format!("[{}]", views.join(","))), json_of(&plan));
    let views_drawn = seen.iter().map(|built| built.view.clone());
    let drawn = tandem_frontend::viewer::draw_wall(plan, views_drawn, &screen.locale, &now);
    let content = html! {
        div #drawn { (PreEscaped(drawn)) }
        div #live hidden data-now=(now) data-key=(key) data-sound[screen.sound] {}
        script #plan type="application/json" { (PreEscaped(told)) }
        script #view type="application/json" { (PreEscaped(views)) }
        link rel="preload" href="/tandem_wall_bg.wasm" as="fetch" type="application/wasm" crossorigin;
        script type="module" src="/tandem_wall.js" {}
    };
    page(&screen.locale, screen.theme.name(), ("shows", ""), &screen.name, &content)
}

fn json_of(plan: &WallPlan) -> String {
    within_script(&serde_json::to_string(plan).expect("plans have string keys only"))
}

/// JSON for a script element, which only this letter could end.
fn within_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// A screen that shows a code. It is called by what it holds, which its script asks with.
fn waiting(app: &App, lang: Lang, NewPairing { device, code }: &NewPairing) -> Markup {
    let (short, whole) = (format!("{}/pair", app.public_url), format!("{}/pair/{code}", app.public_url));
    let shown = short.split_once("://").map_or(&*short, |(_, shown)| shown);
    let content = html! {
        main.tandem.wall.pairing {
            p.pairing__top { b { "Tandem" } (lang.say(" on this screen", " auf diesem Bildschirm")) }
            div.pairing__code {
                h1 { (lang.say("Code for this screen", "Code dieses Bildschirms")) }
                p.pairing__letters #code { (code) }
                ol {
                    li { (lang.say("Scan, or open ", "Scannen oder öffnen: ")) b { (shown) } }
                    li { (lang.say("Sign in and type the code", "Anmelden und den Code eingeben")) }
                    li { (lang.say("Choose what this screen shows", "Wählen, was dieser Bildschirm zeigt")) }
                }
            }
            (qr(&whole, lang.say("The address as a QR code", "Die Adresse als QR-Code")))
            p.pairing__foot #state role="status" { (lang.say("Waiting. A new code comes every 10 minutes.", "Wartet. Alle 10 Minuten kommt ein neuer Code.")) }
        }
    };
    page(lang.tag(), "dark", ("code", device.show()), lang.say("Pair this screen", "Bildschirm koppeln"), &content)
}

/// Too many screens wait: its script asks again, unless it is paired and shows its boards.
fn full(lang: Lang) -> Markup {
    let title = lang.say(
        "Too many screens wait for their code to be typed",
        "Zu viele Bildschirme warten auf die Eingabe ihres Codes",
    );
    let text = lang.say(
        "20 at one address are the most. Type one of their codes, or wait: a code ends after 10 minutes. This screen asks again every minute.",
        "Höchstens 20 an einer Adresse. Geben Sie einen dieser Codes ein, oder warten Sie: Ein Code endet nach 10 Minuten. Dieser Bildschirm fragt jede Minute wieder.",
    );
    page(
        lang.tag(),
        "dark",
        ("full", ""),
        title,
        &html! { main.tandem.wall.pairing { div.pairing__says { h1 { (title) } p { (text) } } } },
    )
}

/// The screen was removed: its script forgets the secret, and begins anew.
fn gone(lang: Lang) -> Markup {
    let title = lang.say("This screen is not paired any more", "Dieser Bildschirm ist nicht mehr gekoppelt");
    let content = html! { main.tandem.wall.pairing { div.pairing__says { h1 { (title) } p { a href="/wall" { (lang.say("New code", "Neuer Code")) } } } } };
    page(lang.tag(), "dark", ("gone", ""), title, &content)
}

fn page(locale: &str, theme: &str, (state, device): (&str, &str), title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale) data-tandem=(BUILD) data-theme=(theme) data-screen=(state) data-device=(device) data-interval=(POLL_MILLIS) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(theme);
                title { (title) " — Tandem" }
                // Before anything is drawn: a screen that is paired shows no code. Its boards wait for no script.
                script src="/wall.js" defer[state == "shows"] {}
                link rel="stylesheet" href="/wall.css";
                // Nobody sees a tab of it.
                link rel="icon" href="data:,";
            }
            body.wall-page { (content) }
        }
    }
}

/// A text as a QR code, dark on light whatever the theme: phones read no other.
fn qr(text: &str, label: &str) -> Markup {
    /// Light around it, in modules, as the standard asks for.
    const MARGIN: usize = 4;
    let Ok(code) = QrCode::new(text) else { return Markup::default() };
    let width = code.width();
    let mut dark = String::new();
    for (index, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        // Writing to a string cannot fail.
        let _ = write!(dark, "M{} {}h1v1h-1z", index % width + MARGIN, index / width + MARGIN);
    }
    let side = width + 2 * MARGIN;
    html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark) fill="#000" {}
        }
    }
}

/// What a waiting screen asks with (RFC 8628, 3.4).
#[derive(Deserialize)]
pub(super) struct Ask {
    device_code: String,
}

/// Whether a waiting screen was paired (RFC 8628, 3.5).
pub(super) async fn token(
    State(app): State<Arc<App>>,
    ask: Result<axum::Form<Ask>, FormRejection>,
) -> Result<Response, ApiError> {
    let told = |error: &str| (StatusCode::BAD_REQUEST, Json(serde_json::json!({ "error": error }))).into_response();
    let Ok(axum::Form(ask)) = ask else { return Ok(told("invalid_request")) };
    let polled = app.accounts.poll_pairing(&ask.device_code).await.map_err(crate::commands::unwritten)?;
    let mut response = match polled {
        Polled::Paired(secret) => {
            Json(serde_json::json!({ "access_token": secret.show(), "token_type": "Bearer" })).into_response()
        }
        Polled::Pending => told("authorization_pending"),
        Polled::TooOften => told("slow_down"),
        Polled::Over => told("expired_token"),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
