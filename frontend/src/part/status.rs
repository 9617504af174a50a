//! A verdict: shape, colour and word, always all three.

use tandem_shared::formula::Status;
use yew::prelude::*;

use crate::part::icon::{Sign, icon};
use crate::words;

/// The sign and the class of a status.
#[must_use]
pub fn look(status: Status) -> (Sign, &'static str) {
    match status {
        Status::Ahead => (Sign::Ahead, "tandem-status--ahead"),
        Status::OnPace => (Sign::OnPace, "tandem-status--onpace"),
        Status::Behind => (Sign::Behind, "tandem-status--behind"),
        Status::NoVerdict => (Sign::NoVerdict, "tandem-status--none"),
    }
}

/// The verdict; `title` tells on pointing why there is none.
pub fn verdict(status: Status, title: Option<AttrValue>) -> Html {
    let (sign, class) = look(status);
    html! {
        <span class={classes!("tandem-status", class)} {title}>{ icon(sign) }{ words::status(status) }</span>
    }
}
