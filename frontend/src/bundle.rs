//! [`Bundle`]: the application comes in several WebAssembly modules, so that who looks at a board does not load what edits it.

use std::cell::Cell;

use yew::prelude::*;

use crate::route::Route;
use crate::shell::Boards;

/// Some of the application's pages, compiled into a module of their own. Links between bundles are the browser's.
pub trait Bundle: 'static {
    /// Whether a page is one of its own.
    fn owns(route: &Route) -> bool;

    /// One of its own pages; nothing for others.
    fn draw(here: &Route, boards: &Boards) -> Html;
}

thread_local! {
    static OWNS: Cell<fn(&Route) -> bool> = const { Cell::new(|_| true) };
}

/// The bundle that runs here.
pub(crate) fn run<B: Bundle>() {
    OWNS.set(B::owns);
}

/// Whether a page is in the bundle that runs here.
pub(crate) fn owns(route: &Route) -> bool {
    OWNS.get()(route)
}
