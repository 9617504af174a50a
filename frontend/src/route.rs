//! Where the reader is: the address of a page, and moving between pages without a reload.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent, Url};
use yew::Callback;

use crate::page;

/// A page of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Every board on a card.
    Home,
    /// A board, in its own period or the one named.
    Board {
        /// The board's slug.
        board: String,
        /// Id of the period asked for.
        period: Option<String>,
    },
    /// A KPI in detail, over its board.
    Kpi {
        /// The board's slug.
        board: String,
        /// The KPI's slug.
        kpi: String,
        /// Id of the period asked for.
        period: Option<String>,
    },
}

impl Route {
    /// Reads a path and its query (`period=2026-Q3`); `None` for addresses that are not the application's.
    #[must_use]
    pub fn read(path: &str, query: &str) -> Option<Self> {
        let period = query
            .trim_start_matches('?')
            .split('&')
            .find_map(|pair| pair.strip_prefix("period="))
            .filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            .map(str::to_owned);
        let mut steps = path.trim_matches('/').split('/');
        match (steps.next(), steps.next(), steps.next(), steps.next(), steps.next()) {
            (Some(""), None, ..) => Some(Self::Home),
            (Some("boards"), Some(board), None, ..) => Some(Self::Board { board: board.into(), period }),
            (Some("boards"), Some(board), Some("kpis"), Some(kpi), None) => {
                Some(Self::Kpi { board: board.into(), kpi: kpi.into(), period })
            }
            _ => None,
        }
    }

    /// Its address.
    #[must_use]
    pub fn href(&self) -> String {
        let (mut href, period) = match self {
            Self::Home => ("/".to_owned(), None),
            Self::Board { board, period } => (["/boards/", board].concat(), period.as_ref()),
            Self::Kpi { board, kpi, period } => (["/boards/", board, "/kpis/", kpi].concat(), period.as_ref()),
        };
        if let Some(period) = period {
            href.push_str("?period=");
            href.push_str(period);
        }
        href
    }

    /// The board it shows, if any.
    #[must_use]
    pub fn board(&self) -> Option<&str> {
        match self {
            Self::Home => None,
            Self::Board { board, .. } | Self::Kpi { board, .. } => Some(board),
        }
    }

    /// The period asked for, if any.
    #[must_use]
    pub fn period(&self) -> Option<&str> {
        match self {
            Self::Home => None,
            Self::Board { period, .. } | Self::Kpi { period, .. } => period.as_deref(),
        }
    }
}

/// The route of the page's address; `None` if there is none such.
#[must_use]
pub fn current() -> Option<Route> {
    let location = page::window().location();
    Route::read(&location.pathname().ok()?, &location.search().unwrap_or_default())
}

/// The route a click on a link leads to, if it is an ordinary click on a link of the application.
///
/// Every `<a href>` is a real link: with a modifier, another button or a target it stays the browser's.
#[must_use]
pub fn clicked(event: &MouseEvent) -> Option<Route> {
    let plain = event.button() == 0
        && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok()??;
    if !plain || link.has_attribute("target") || link.has_attribute("download") {
        return None;
    }
    let location = page::window().location();
    let url = Url::new_with_base(&link.get_attribute("href")?, &location.href().ok()?).ok()?;
    if url.origin() != location.origin().ok()? || !url.hash().is_empty() {
        return None;
    }
    Route::read(&url.pathname(), &url.search())
}

/// Puts a route into the address bar as a new step of the history.
pub fn push(route: &Route) {
    if let Ok(history) = page::window().history() {
        // Refused only in sandboxes; the page then changes without its address.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&route.href()));
    }
}

/// Where every component goes to another page: a context of the application.
#[derive(Clone, PartialEq)]
pub struct Go(pub Callback<Route>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_back_as_their_routes() {
        let routes = [
            Route::Home,
            Route::Board { board: "growth".into(), period: None },
            Route::Board { board: "growth".into(), period: Some("2026-Q3".into()) },
            Route::Kpi { board: "growth".into(), kpi: "leads".into(), period: None },
            Route::Kpi { board: "growth".into(), kpi: "leads".into(), period: Some("FY27-P03".into()) },
        ];
        for route in routes {
            let href = route.href();
            let (path, query) = href.split_once('?').unwrap_or((&href, ""));
            assert_eq!(Route::read(path, query), Some(route));
        }
    }

    #[test]
    fn other_addresses_are_left_to_the_browser() {
        for path in ["/docs", "/api/v1/boards", "/boards", "/boards/a/b", "/boards/a/kpis/b/c"] {
            assert_eq!(Route::read(path, ""), None, "{path}");
        }
        let odd = Route::read("/boards/growth", "?x=1&period=%3Cscript%3E");
        assert_eq!(odd, Some(Route::Board { board: "growth".into(), period: None }));
    }
}
