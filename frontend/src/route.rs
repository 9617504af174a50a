//! Where the reader is: the address of a page, and moving between pages without a reload.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent, Url};

use crate::bundle;
use crate::detail::Bucket;
use crate::page;

/// A page of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Every board on a card.
    Home {
        /// Id of the period asked for; without one, each board shows its own.
        period: Option<String>,
    },
    /// Where a new board is made.
    NewBoard,
    /// A board, in its own period or the one named.
    Board {
        /// The board's slug.
        board: String,
        /// Id of the period asked for.
        period: Option<String>,
    },
    /// A board while it is arranged.
    Edit {
        /// The board's slug.
        board: String,
    },
    /// The targets of all KPIs of a board in a year.
    Targets {
        /// The board's slug.
        board: String,
        /// Id of a period of the year asked for.
        period: Option<String>,
    },
    /// The values of all KPIs of a board on each day of a month.
    Values {
        /// The board's slug.
        board: String,
        /// Id of the month asked for.
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
        /// How its history is divided.
        by: Option<Bucket>,
    },
    /// The goals beside a board.
    Goals {
        /// The board's slug.
        board: String,
        /// Id of the period asked for.
        period: Option<String>,
        /// The goal being written, if any.
        form: Option<GoalForm>,
    },
    /// The next check-in over a board, and the records of those before.
    CheckIn {
        /// The board's slug.
        board: String,
        /// Slug of the record to show; without one, the last.
        record: Option<String>,
    },
}

/// A goal being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalForm {
    /// A new one.
    New,
    /// The one of this slug.
    Of(String),
}

impl Route {
    /// Reads a path and its query (`period=2026-Q3`); `None` for addresses that are not the application's.
    #[must_use]
    pub fn read(path: &str, query: &str) -> Option<Self> {
        let asked = |name: &str| query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix(name));
        let id = |name: &str| {
            asked(name)
                .filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
                .map(str::to_owned)
        };
        let period = id("period=");
        let mut steps = path.trim_matches('/').split('/');
        match (steps.next(), steps.next(), steps.next(), steps.next(), steps.next()) {
            (Some(""), None, ..) => Some(Self::Home { period }),
            (Some("new-board"), None, ..) => Some(Self::NewBoard),
            (Some("boards"), Some(board), Some("edit"), None, _) => Some(Self::Edit { board: board.into() }),
            (Some("boards"), Some(board), Some("targets"), None, _) => {
                Some(Self::Targets { board: board.into(), period })
            }
            (Some("boards"), Some(board), Some("values"), None, _) => {
                Some(Self::Values { board: board.into(), period })
            }
            (Some("boards"), Some(board), None, ..) => Some(Self::Board { board: board.into(), period }),
            (Some("boards"), Some(board), Some("kpis"), Some(kpi), None) => {
                let by = asked("by=").and_then(Bucket::read);
                Some(Self::Kpi { board: board.into(), kpi: kpi.into(), period, by })
            }
            (Some("boards"), Some(board), Some("goals"), goal, None) => {
                Some(Self::Goals { board: board.into(), period, form: goal.map(|goal| GoalForm::Of(goal.into())) })
            }
            (Some("boards"), Some(board), Some("new-goal"), None, None) => {
                Some(Self::Goals { board: board.into(), period, form: Some(GoalForm::New) })
            }
            (Some("boards"), Some(board), Some("check-in"), None, None) => {
                Some(Self::CheckIn { board: board.into(), record: id("record=") })
            }
            _ => None,
        }
    }

    /// Its address.
    #[must_use]
    pub fn href(&self) -> String {
        let mut href = match self {
            Self::Home { .. } => "/".to_owned(),
            Self::NewBoard => "/new-board".to_owned(),
            Self::Board { board, .. } => ["/boards/", board].concat(),
            Self::Edit { board } => ["/boards/", board, "/edit"].concat(),
            Self::Targets { board, .. } => ["/boards/", board, "/targets"].concat(),
            Self::Values { board, .. } => ["/boards/", board, "/values"].concat(),
            Self::Kpi { board, kpi, .. } => ["/boards/", board, "/kpis/", kpi].concat(),
            Self::Goals { board, form: None, .. } => ["/boards/", board, "/goals"].concat(),
            Self::Goals { board, form: Some(GoalForm::New), .. } => ["/boards/", board, "/new-goal"].concat(),
            Self::Goals { board, form: Some(GoalForm::Of(goal)), .. } => ["/boards/", board, "/goals/", goal].concat(),
            Self::CheckIn { board, .. } => ["/boards/", board, "/check-in"].concat(),
        };
        let (by, record) = match self {
            Self::Kpi { by, .. } => (by.map(Bucket::id), None),
            Self::CheckIn { record, .. } => (None, record.as_deref()),
            _ => (None, None),
        };
        for (name, value) in [("period=", self.period()), ("by=", by), ("record=", record)] {
            if let Some(value) = value {
                href.push(if href.contains('?') { '&' } else { '?' });
                href.push_str(name);
                href.push_str(value);
            }
        }
        href
    }

    /// The board it shows, if any.
    #[must_use]
    pub fn board(&self) -> Option<&str> {
        match self {
            Self::Home { .. } | Self::NewBoard => None,
            Self::Board { board, .. }
            | Self::Edit { board }
            | Self::Targets { board, .. }
            | Self::Values { board, .. }
            | Self::Kpi { board, .. }
            | Self::Goals { board, .. }
            | Self::CheckIn { board, .. } => Some(board),
        }
    }

    /// The period asked for, if any.
    #[must_use]
    pub fn period(&self) -> Option<&str> {
        match self {
            Self::Home { period }
            | Self::Board { period, .. }
            | Self::Targets { period, .. }
            | Self::Values { period, .. }
            | Self::Kpi { period, .. }
            | Self::Goals { period, .. } => period.as_deref(),
            Self::NewBoard | Self::Edit { .. } | Self::CheckIn { .. } => None,
        }
    }

    /// Whether another route stands where this one stands: a panel over its board, or the page itself.
    fn stands_with(&self, other: &Self) -> bool {
        let page = |route: &Self| match route {
            Self::Goals { form, .. } => (true, form.clone()),
            _ => (false, None),
        };
        let check_in = |route: &Self| matches!(route, Self::CheckIn { .. });
        self.board() == other.board() && page(self) == page(other) && check_in(self) == check_in(other)
    }

    /// Whether another route is only another look at the same page: no step of the history.
    #[must_use]
    pub fn is_same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Kpi { board, kpi, period, .. }, Self::Kpi { board: b, kpi: k, period: p, .. }) => {
                (board, kpi, period) == (b, k, p)
            }
            _ => self == other,
        }
    }

    /// The same KPI, its history divided in another way.
    #[must_use]
    pub fn by(mut self, bucket: Bucket) -> Self {
        if let Self::Kpi { by, .. } = &mut self {
            *by = Some(bucket);
        }
        self
    }

    /// The same page in another period.
    #[must_use]
    pub fn in_period(&self, id: &str) -> Self {
        let mut route = self.clone();
        match &mut route {
            Self::Home { period }
            | Self::Board { period, .. }
            | Self::Targets { period, .. }
            | Self::Values { period, .. }
            | Self::Kpi { period, .. }
            | Self::Goals { period, .. } => *period = Some(id.into()),
            Self::NewBoard | Self::Edit { .. } | Self::CheckIn { .. } => {}
        }
        route
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
    Route::read(&url.pathname(), &url.search()).filter(bundle::owns)
}

/// Goes to another page. The application hears of it as it hears of the browser's own steps.
pub fn go(route: &Route) {
    let window = page::window();
    if !bundle::owns(route) {
        // A fixed path of our own cannot be refused.
        let _ = window.location().assign(&route.href());
        return;
    }
    // Another page begins at its top; a panel opens over the board where it stands.
    let here = current();
    if here.as_ref().is_none_or(|here| !here.stands_with(route)) {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    let (Ok(history), Ok(step)) = (window.history(), Event::new("popstate")) else { return };
    // Refused only in sandboxes; the page then stays.
    let _ = if here.is_some_and(|here| here.is_same_page(route)) {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&route.href()))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&route.href()))
    };
    let _ = window.dispatch_event(&step);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_back_as_their_routes() {
        let routes = [
            Route::Home { period: None },
            Route::Home { period: Some("2026-Q3".into()) },
            Route::NewBoard,
            Route::Edit { board: "growth".into() },
            Route::Board { board: "growth".into(), period: None },
            Route::Board { board: "growth".into(), period: Some("2026-Q3".into()) },
            Route::Kpi { board: "growth".into(), kpi: "leads".into(), period: None, by: Some(Bucket::Week) },
            Route::Kpi { board: "growth".into(), kpi: "leads".into(), period: Some("FY27-P03".into()), by: None },
            Route::Kpi {
                board: "growth".into(),
                kpi: "leads".into(),
                period: Some("FY27-P03".into()),
                by: Some(Bucket::Quarter),
            },
            Route::Goals { board: "growth".into(), period: None, form: None },
            Route::Goals { board: "growth".into(), period: Some("2026-Q3".into()), form: Some(GoalForm::New) },
            Route::Goals { board: "growth".into(), period: None, form: Some(GoalForm::Of("new-goal".into())) },
            Route::Targets { board: "growth".into(), period: Some("FY27".into()) },
            Route::Values { board: "growth".into(), period: None },
            Route::CheckIn { board: "growth".into(), record: Some("growth-2026-11-17".into()) },
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
        let odd = Route::read("/boards/growth", "?x=1&period=%3Cscript%3E&by=eon");
        assert_eq!(odd, Some(Route::Board { board: "growth".into(), period: None }));
    }
}
