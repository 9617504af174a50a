//! The frame of every page drawn here: head, bar, content.

use super::assets::page_headers;
use super::lang::Lang;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// A page; nobody's cache keeps it, as it is somebody's own.
pub(super) fn page(lang: Lang, status: StatusCode, title: &str, content: &Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " — Tandem" }
                link rel="stylesheet" href="/tandem.css";
                link rel="stylesheet" href="/pages.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
            }
            body.tandem-page {
                div.tandem.app {
                    a.skip.tandem-btn.tandem-btn--primary href="#main" { (lang.say("To the content", "Zum Inhalt")) }
                    header.bar { div.bar__in {
                        a.bar__name href="/" { "Tandem" }
                        span.bar__gap {}
                        a.tandem-btn.tandem-btn--quiet href="/" { (lang.say("All boards", "Alle Boards")) }
                    } }
                    main.page #main tabindex="-1" { (content) }
                }
            }
        }
    };
    (status, page_headers(), markup.into_string()).into_response()
}

/// A page that says one thing, and where to go from there.
pub(super) fn notice(lang: Lang, status: StatusCode, title: &str, text: &str, to: (&str, &str)) -> Response {
    let content = html! {
        section.panel.narrow {
            header { h1 { (title) } }
            p.blk { (text) }
            p.blk { a.tandem-btn href=(to.0) { (to.1) } }
        }
    };
    page(lang, status, title, &content)
}

/// Back to a page after something was done there, so that a reload does not do it twice.
pub(super) fn see_other(path: &str) -> Response {
    axum::response::Redirect::to(path).into_response()
}
