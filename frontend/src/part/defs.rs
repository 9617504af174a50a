//! Hatchings that charts refer to, once a page.

use yew::prelude::*;

/// What is missing: hatched in the colour of behind.
pub const LESS: &str = "url(#tandem-less)";
/// Where a figure should not be: hatched in grey.
pub const OVER: &str = "url(#tandem-over)";

/// The definitions, drawn nowhere themselves.
pub fn defs() -> Html {
    let hatch = |id: &'static str, class: &'static str, width: &'static str| {
        html! {
            <pattern {id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width={width} height="4" {class} />
            </pattern>
        }
    };
    html! {
        <svg class="tandem-defs" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                { hatch("tandem-less", "tandem-hatch-less", "1.5") }
                { hatch("tandem-over", "tandem-hatch-over", "1") }
            </defs>
        </svg>
    }
}
