//! The page the application lives in: window, document, language, focus.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, Window};

/// The window.
///
/// # Panics
/// Outside a browser window, where nothing can be drawn.
#[must_use]
pub fn window() -> Window {
    web_sys::window().expect("Tandem runs in a window")
}

/// The document.
///
/// # Panics
/// Outside a document, where nothing can be drawn.
#[must_use]
pub fn document() -> Document {
    window().document().expect("Tandem runs in a document")
}

/// A new element that boards are drawn into.
///
/// # Panics
/// Outside a document, where nothing can be drawn.
#[must_use]
pub fn element() -> Element {
    document().create_element("div").expect("a document makes elements of this name")
}

/// The language to speak: the reader's own, as the browser tells it.
#[must_use]
pub fn language() -> String {
    window().navigator().language().unwrap_or_else(|| "en".into())
}

/// Goes to the page to sign in, which leads back here.
pub fn sign_in() {
    let location = window().location();
    let here = [location.pathname().unwrap_or_default(), location.search().unwrap_or_default()].concat();
    let to = ["/sign-in?to=", &String::from(js_sys::encode_uri_component(&here))].concat();
    // A fixed path of our own cannot be refused.
    let _ = location.assign(&to);
}

/// Tells screen readers and hyphenation which language the page speaks.
pub fn set_language(tag: &str) {
    if let Some(root) = document().document_element() {
        // Setting an attribute with a fixed, well-formed name cannot fail.
        let _ = root.set_attribute("lang", tag);
    }
}

/// Names the page in the tab and the history.
pub fn set_title(title: &str) {
    document().set_title(title);
}

thread_local! {
    /// Whether the page holds what is not saved and does not stand on it.
    static HOLDS: Cell<fn() -> bool> = const { Cell::new(|| false) };
}

/// Has the browser ask before the page is closed, as long as `holds` says that it holds what is not saved. Heard until it is
/// closed: drafts outlive their editors.
pub fn ask_before_closing(holds: fn() -> bool) {
    HOLDS.set(holds);
    let window = window();
    if window.onbeforeunload().is_none() {
        let ask = Closure::<dyn Fn(Event)>::new(|event: Event| {
            if HOLDS.get()() {
                event.prevent_default();
            }
        });
        window.set_onbeforeunload(Some(ask.as_ref().unchecked_ref()));
        ask.forget();
    }
}

/// The build that made the page; somebody else's page has none.
#[must_use]
pub fn own_build() -> Option<String> {
    document().document_element()?.get_attribute("data-tandem")
}

/// When a page that nobody answered for was kept (RFC 3339); `None`, if the server sent it just now.
#[must_use]
pub fn kept() -> Option<String> {
    document().document_element()?.get_attribute("data-kept")
}

/// Whether the page is one of the server's.
#[must_use]
pub fn is_own() -> bool {
    own_build().is_some()
}

/// What stands on a page where somebody is writing.
const WRITING: &str = "form, dialog[open], .savebar button, input:focus, textarea:focus, select:focus";

/// Loads the page again if the server is of another build than the page, unless somebody is writing on it. Tried once
/// for each build: behind a proxy with servers of two builds, pages would load without end.
pub fn renew(build: &str) {
    const TRIED: &str = "tandem-build";
    if own_build().is_none_or(|own| own == build)
        || HOLDS.get()()
        || !matches!(document().query_selector(WRITING), Ok(None))
    {
        return;
    }
    let Ok(Some(storage)) = window().session_storage() else { return };
    let tried = storage.get_item(TRIED).ok().flatten();
    if tried.as_deref() != Some(build) && storage.set_item(TRIED, build).is_ok() {
        // Refused, the page goes on as it is.
        let _ = window().location().reload();
    }
}

/// Moves the focus to the first element that matches, so that a keyboard or screen reader follows a navigation.
pub fn focus(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        // A failed focus leaves it where it was, which is all that can be done.
        let _ = element.focus();
    }
}

/// Whether a key was pressed in a field of one line.
#[must_use]
pub fn is_input(event: &KeyboardEvent) -> bool {
    event.target().is_some_and(|it| it.dyn_into::<HtmlInputElement>().is_ok())
}

/// The same, once what is being drawn stands there.
pub fn focus_soon(selector: String) {
    gloo_timers::callback::Timeout::new(0, move || focus(&selector)).forget();
}
