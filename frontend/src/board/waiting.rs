//! What stands where a page of a board has no answer: that it is on its way, or why there is none.

use yew::prelude::*;

use crate::api::Failure;
use crate::words;

/// Why the last question had no answer, and the ways out.
pub fn failed(failure: &Failure, again: Callback<MouseEvent>) -> Html {
    html! {
        <div class="note" role="alert">
            <p>{ failure.say() }</p>
            <button type="button" class="tandem-btn tandem-btn--small" onclick={again}>{ words::try_again() }</button>
            if failure.is_refusal() { { " " }<a class="tandem-btn tandem-btn--small" href="/">{ words::all_boards() }</a> }
        </div>
    }
}

/// The page of a `name` before its first answer.
pub fn waiting(name: &str, loading: &str, failure: Option<Html>) -> Html {
    let busy = failure.is_none();
    html! {
        <div class="board" aria-busy={busy.then_some("true")}>
            <h1 class="tandem-vh">{ name }</h1>
            if busy { <p>{ loading }</p> } else { { for failure } }
        </div>
    }
}
