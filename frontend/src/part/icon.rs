//! Icons on a grid of 12 units, in the colour of the text. No icon without a meaning.

use yew::prelude::*;

/// What an icon says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Status: ahead.
    Ahead,
    /// Status: on pace.
    OnPace,
    /// Status: behind.
    Behind,
    /// Status: no verdict yet.
    NoVerdict,
    /// To the period before.
    Previous,
    /// To the period after.
    Next,
    /// An age.
    Clock,
    /// Close.
    Close,
    /// A menu opens below.
    Down,
    /// Done, chosen.
    Tick,
    /// From an old figure to a new one.
    Becomes,
    /// Something needs attention.
    Warn,
    /// Takes hold of something to move it.
    Grip,
    /// Adds something.
    Plus,
    /// Not answered yet.
    Open,
    /// Can be typed over.
    Pencil,
    /// Where something comes from.
    Link,
}

/// An icon; always beside a word or inside a labelled control, so hidden from screen readers.
pub fn icon(sign: Sign) -> Html {
    let shape = match sign {
        Sign::Ahead => html! { <path d="M6 1 11.6 11H.4z" /> },
        Sign::OnPace => html! { <circle cx="6" cy="6" r="4.9" /> },
        Sign::Behind => html! { <path d="M6 11 .4 1h11.2z" /> },
        Sign::NoVerdict => html! { <circle cx="6" cy="6" r="4.7" /> },
        Sign::Previous => html! { <path d="M7.5 2.5 4 6l3.5 3.5" /> },
        Sign::Next => html! { <path d="M4.5 2.5 8 6 4.5 9.5" /> },
        Sign::Clock => html! { <><circle cx="6" cy="6" r="4.7" /><path d="M6 3.3V6l1.9 1.2" /></> },
        Sign::Close => html! { <path d="m3 3 6 6M9 3 3 9" /> },
        Sign::Down => html! { <path d="M2.5 4.5 6 8l3.5-3.5" /> },
        Sign::Tick => html! { <path d="m2 6.6 2.7 2.7L10 3.4" /> },
        Sign::Becomes => html! { <path d="M1.5 6h9M7.5 3l3 3-3 3" /> },
        Sign::Grip => html! { <path d="M4 2.5h.1M8 2.5h.1M4 6h.1M8 6h.1M4 9.5h.1M8 9.5h.1" /> },
        Sign::Plus => html! { <path d="M6 2v8M2 6h8" /> },
        Sign::Open => html! { <circle cx="6" cy="6" r="4.7" /> },
        Sign::Pencil => html! { <path d="M2 10l.6-2.6L8.4 1.6l2 2L4.6 9.4zM7.2 2.8l2 2" /> },
        Sign::Link => {
            html! { <path d="M5 7.2a2.2 2.2 0 0 0 3.2.2l1.7-1.7a2.2 2.2 0 0 0-3.1-3.1l-.6.6M7 4.8a2.2 2.2 0 0 0-3.2-.2L2.1 6.3a2.2 2.2 0 0 0 3.1 3.1l.6-.6" /> }
        }
        Sign::Warn => html! { <><path d="M6 1.4 11.2 10.6H.8z" /><path d="M6 4.8v2.4M6 9v.1" /></> },
    };
    let filled = matches!(sign, Sign::Ahead | Sign::OnPace | Sign::Behind | Sign::NoVerdict);
    let line = (!filled).then_some("tandem-i--line");
    html! { <svg class={classes!("tandem-i", line)} viewBox="0 0 12 12" aria-hidden="true">{ shape }</svg> }
}
