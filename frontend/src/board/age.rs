//! Where a figure came from and how long ago; grows by itself each minute.

use yew::prelude::*;

use super::tongue::use_tongue;
use crate::clock::{self, Minute};
use crate::fmt::{Moment, Shape, date};
use crate::words;

/// What to date.
#[derive(Properties, PartialEq)]
pub struct AgeProps {
    /// When it was measured (RFC 3339); none for a live board, which stands as of now, whenever its figures last changed.
    #[prop_or_default]
    pub time: Option<AttrValue>,
    /// Who sent it, said before its age.
    #[prop_or_default]
    pub source: Option<AttrValue>,
    /// Whether to say how old it is (`3 days old`) instead of when it came.
    #[prop_or_default]
    pub old: bool,
}

/// The text.
#[component]
pub fn Age(props: &AgeProps) -> Html {
    use_tongue();
    // Only to be drawn again when the minute turns; the clock itself knows better.
    let _minute = use_context::<Minute>();
    let Some(time) = &props.time else { return as_of(clock::local(clock::now())) };
    let age = if props.old { date::old(time, clock::now()) } else { date::age(time, clock::now()) };
    match &props.source {
        Some(source) => html! { <>{ words::source(source, &age) }</> },
        None => html! { <>{ age }</> },
    }
}

/// `as of 09:12`; on pointing, and on paper, with its day.
pub(super) fn as_of(moment: Moment) -> Html {
    let said = |shape| words::as_of(&moment.write(shape));
    html! { <span title={said(Shape::Moment)}>{ said(Shape::Time) }</span> }
}
