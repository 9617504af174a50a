//! A board to be looked at: on a page of the server that it has drawn already, or in elements of any page.

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// On the server's own pages all begins by itself.
fn main() {
    tandem_frontend::viewer::start();
}

/// Asks the server at this origin from now on.
#[wasm_bindgen]
pub fn serve(origin: String) {
    tandem_frontend::api::ask_at(origin);
}

/// See [`tandem_frontend::viewer::show`].
#[wasm_bindgen]
pub fn show(place: Option<Element>, asked: &str, tell: Function) -> Option<Element> {
    tandem_frontend::viewer::show(place, asked, tell)
}

/// See [`tandem_frontend::viewer::hide`].
#[wasm_bindgen]
pub fn hide(place: &Element) {
    tandem_frontend::viewer::hide(place);
}
