//! [`use_me`]: who is looking, and what they may do. The pages offer only that; the server decides.

use tandem_shared::view::Me;
use yew::prelude::*;

use crate::api::Failure;
use crate::load::{When, use_load};
use crate::page;
use crate::shared::Shared;

/// Who is looking; nobody known before the server says so.
#[derive(Clone, PartialEq, Default)]
pub struct Who(Option<Shared<Me>>);

impl Who {
    /// As the server told.
    #[must_use]
    pub fn known(&self) -> Option<&Me> {
        self.0.as_deref()
    }

    /// Whether they may do something, by [`Me`].
    #[must_use]
    pub fn may(&self, what: impl Fn(&Me) -> bool) -> bool {
        self.known().is_some_and(what)
    }
}

/// Asks who is looking; somebody who must sign in first is sent there, and comes back afterwards.
#[hook]
pub fn use_me() -> Who {
    let (load, _) = use_load::<Me>(AttrValue::Static("/api/v1/me"), When::Once);
    let locked_out = matches!(load.failure, Some(Failure::Refused { status: 401, .. }));
    use_effect_with(locked_out, |locked_out| {
        if *locked_out {
            page::sign_in();
        }
    });
    Who(load.answer.map(|(_, me)| me))
}

/// Who is looking, below the application.
#[hook]
pub fn use_who() -> Who {
    use_context().unwrap_or_default()
}
