//! [`use_load`]: an answer of the server, kept while the next one is on its way.

use std::rc::Rc;

use miniserde::Deserialize;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::shared::Shared;

/// What is known of an address.
pub struct Load<T> {
    /// The last answer, and the address it came from.
    pub answer: Option<(AttrValue, Shared<T>)>,
    /// Why the last question had no answer.
    pub failure: Option<Failure>,
}

/// The same as the hook holds it.
struct State<T> {
    answer: Option<(AttrValue, Shared<T>)>,
    failure: Option<Failure>,
    /// How often the address was asked again.
    wanted: u32,
}

enum Act<T> {
    Answered(AttrValue, T),
    Failed(Failure),
    Again,
}

impl<T: PartialEq> Reducible for State<T> {
    type Action = Act<T>;

    fn reduce(self: Rc<Self>, act: Act<T>) -> Rc<Self> {
        let mut next = Self { answer: self.answer.clone(), failure: self.failure.clone(), wanted: self.wanted };
        match act {
            Act::Answered(path, answer) => {
                let known = self.answer.as_ref().is_some_and(|(at, known)| *at == path && **known == answer);
                if known && self.failure.is_none() {
                    return self;
                }
                if !known {
                    next.answer = Some((path, Shared::new(answer)));
                }
                next.failure = None;
            }
            Act::Failed(failure) => next.failure = Some(failure),
            Act::Again => next.wanted += 1,
        }
        Rc::new(next)
    }
}

/// Asks an address now, whenever it or `when` changes, and whenever the callback is called. An equal answer draws nothing
/// again.
#[hook]
pub fn use_load<T, V>(path: AttrValue, when: V) -> (Load<T>, Callback<()>)
where
    T: Deserialize + PartialEq + 'static,
    V: PartialEq + 'static,
{
    let load = use_reducer(|| State::<T> { answer: None, failure: None, wanted: 0 });
    // The newest question: answers to older ones come too late.
    let newest = use_mut_ref(|| 0_u32);
    let dispatch = load.dispatcher();
    use_effect_with((path, when, load.wanted), {
        let dispatch = dispatch.clone();
        move |(path, ..)| {
            let path = path.clone();
            *newest.borrow_mut() += 1;
            let mine = *newest.borrow();
            spawn_local(async move {
                let answer = api::get::<T>(&path).await;
                if *newest.borrow() == mine {
                    dispatch.dispatch(match answer {
                        Ok(answer) => Act::Answered(path, answer),
                        Err(failure) => Act::Failed(failure),
                    });
                }
            });
        }
    });
    let again = use_callback(dispatch, |(), dispatch| dispatch.dispatch(Act::Again));
    (Load { answer: load.answer.clone(), failure: load.failure.clone() }, again)
}
