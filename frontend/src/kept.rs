//! Drafts of pages that were left without saving: they wait as long as the page is open.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::page;

thread_local! {
    /// By the address of their page.
    static KEPT: RefCell<Vec<(String, Rc<dyn Any>)>> = const { RefCell::new(Vec::new()) };
}

/// The draft of a page as it was left.
#[must_use]
pub fn kept<T: Clone + Default + 'static>(page: &str) -> T {
    let draft = KEPT.with_borrow(|kept| kept.iter().find(|(known, _)| known == page).map(|(_, draft)| draft.clone()));
    draft.and_then(|draft| draft.downcast_ref::<T>().cloned()).unwrap_or_default()
}

/// Keeps what is not saved while its page is left, and has the browser ask before the tab with it is closed; without a
/// draft, forgets it.
pub fn keep(page: &str, draft: Option<Rc<dyn Any>>) {
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|(known, _)| known != page);
        kept.extend(draft.map(|draft| (page.to_owned(), draft)));
    });
    page::ask_before_closing(|| KEPT.with_borrow(|kept| !kept.is_empty()));
}
