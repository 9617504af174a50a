//! [`Desk`]: what every part of the editor needs: what is edited, who edits, and how to tell what was done.

use tandem_shared::view::Me;
use yew::prelude::*;

use super::act::Act;
use super::editor::Editor;

/// The editor with the way to change it.
pub(super) struct Desk<'a> {
    /// What is edited.
    pub(super) editor: &'a Editor,
    /// Takes acts.
    pub(super) page: UseReducerDispatcher<Editor>,
    /// Who edits.
    pub(super) me: &'a Me,
}

impl Desk<'_> {
    /// Does something on a click.
    pub(super) fn click(&self, act: Act) -> Callback<MouseEvent> {
        let page = self.page.clone();
        Callback::from(move |_: MouseEvent| page.dispatch(act.clone()))
    }

    /// Does something with what was typed or chosen.
    pub(super) fn typed(&self, act: impl Fn(String) -> Act + 'static) -> Callback<String> {
        let page = self.page.clone();
        Callback::from(move |text| page.dispatch(act(text)))
    }
}
