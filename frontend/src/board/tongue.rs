//! [`Tongue`]: the language of one of several boards on a page.

use yew::prelude::*;

use crate::words;

/// What is spoken below, as a BCP 47 tag.
#[derive(Clone, PartialEq)]
pub struct Tongue(pub AttrValue);

/// Speaks it while this is drawn. Where nobody named one, the page's goes on.
#[hook]
pub(super) fn use_tongue() {
    if let Some(Tongue(tag)) = use_context() {
        words::choose(&tag);
    }
}
