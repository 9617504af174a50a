//! [`use_together`]: many events, one question to the server.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Calls within this time are one, in ms.
const TOGETHER_MS: u32 = 500;

/// Passes calls on as one, a moment after the first of them: who never stops calling is heard all the same.
#[hook]
pub fn use_together(call: Callback<()>) -> Callback<()> {
    let waiting = use_memo((), |()| Rc::new(RefCell::new(None::<Timeout>)));
    use_callback(call, move |(), call| {
        let (call, done) = (call.clone(), Rc::clone(&waiting));
        waiting.borrow_mut().get_or_insert_with(|| {
            Timeout::new(TOGETHER_MS, move || {
                // Dropped while it runs, which it may be: forgotten, each would stay in memory for good.
                drop(done.borrow_mut().take());
                call.emit(());
            })
        });
    })
}
