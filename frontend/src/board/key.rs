//! How to read a tile, in one line.

use yew::prelude::*;

use crate::part::defs::LESS;
use crate::words;

/// The key; `over`: of a period that is over.
pub(super) fn key(over: bool) -> Html {
    let entry = |mark: Html, word: &'static str| {
        html! { <li><svg viewBox="0 0 26 14" aria-hidden="true">{ mark }</svg>{ word }</li> }
    };
    let pace =
        html! { <><rect class="m" y="3" width="22" height="8" /><rect class="pace" x="15" width="2" height="14" /></> };
    let more = html! { <rect class="more" y="3" width="26" height="8" /> };
    let less = html! { <rect class="less" x=".5" y="3.5" width="25" height="7" fill={LESS} /> };
    let target = html! { <path class="target" d="M0 11H12V4H26" /> };
    html! {
        <ul class="key" aria-label={words::key()}>
            { entry(pace, if over { words::key_pace_at_end() } else { words::key_pace() }) }
            { entry(more, words::key_more()) }
            { entry(less, words::key_less()) }
            { entry(target, words::key_target()) }
        </ul>
    }
}
