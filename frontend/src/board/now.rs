//! The time of a live board: it stands as of now, whenever its figures last changed.

use yew::prelude::*;

use super::tongue::use_tongue;
use crate::clock::{self, Minute};
use crate::fmt::date::{self, Shape};
use crate::words;

/// Where it is that time.
#[derive(Properties, PartialEq)]
pub(super) struct NowProps {
    /// IANA time zone to tell it in.
    pub zone: AttrValue,
}

/// `as of 09:12`, now.
#[component]
pub(super) fn Now(props: &NowProps) -> Html {
    use_tongue();
    // Only to be drawn again when the minute turns.
    let _minute = use_context::<Minute>();
    as_of(clock::now(), &props.zone)
}

/// `as of 09:12`; on pointing, and on paper, with its day.
pub(super) fn as_of(millis: f64, zone: &str) -> Html {
    let said = |shape| words::as_of(&date::moment(millis, shape, zone));
    html! { <span title={said(Shape::Moment)}>{ said(Shape::Time) }</span> }
}
