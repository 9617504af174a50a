//! The boards in the browser: reads finished views from the server and draws them.
//!
//! | room | is |
//! |---|---|
//! | [`bundle`] | which pages are compiled into which module; `src/bin` has one each |
//! | [`app`], [`route`], [`shell`], [`home`], [`detail`] | the application around the boards |
//! | [`board`] | a board, live |
//! | [`builder`] | a board while it is arranged, and its KPIs while they are defined |
//! | [`sheet`] | many numbers at once: the targets of a year, the values of a month |
//! | [`edit`] | changing a target, typing a figure, and what has not reached the server yet |
//! | [`goals`] | the goals beside a board, and the form that writes them |
//! | [`checkin`] | the next check-in over a board, its actions and records |
//! | [`viewer`] | a board to be looked at, without anything to edit; the server draws it too |
//! | [`part`] | small pieces that every room uses: chip, status, bullet |
//! | [`chart`] | geometry, as pure functions of numbers |
//! | [`fmt`], [`words`] | numbers and dates by the browser's `Intl`; every word of the interface |
//! | [`api`], [`load`], [`me`], [`live`], [`together`], [`clock`] | the server: fetch, who is looking, event stream, many events at once, time |
//! | [`kept`] | drafts of pages that were left |

pub mod api;
pub mod app;
pub mod board;
pub mod builder;
pub mod bundle;
pub mod chart;
pub mod checkin;
pub mod clock;
pub mod detail;
pub mod edit;
pub mod fmt;
pub mod goals;
pub mod home;
pub mod kept;
pub mod live;
pub mod load;
pub mod me;
pub mod page;
pub mod parse;
pub mod part;
pub mod route;
#[cfg(test)]
mod sample;
pub mod shared;
pub mod sheet;
pub mod shell;
pub mod together;
pub mod viewer;
pub mod words;

/// Mounts the application into `#tandem`, with the pages of a bundle.
pub fn start<B: bundle::Bundle>() {
    bundle::run::<B>();
    words::choose(&page::language());
    page::set_language(words::pick("en", "de"));
    if let Some(root) = page::document().get_element_by_id("tandem") {
        root.set_inner_html("");
        yew::Renderer::<app::App<B>>::with_root(root).render();
    }
}
