//! [`use_load`]: an answer of the server, kept while the next one is on its way.

use std::any::Any;
use std::rc::Rc;

use miniserde::Deserialize;
use tandem_shared::Quantity;
use tandem_shared::view::TileView;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::clock::Minute;
use crate::shared::Shared;

/// What is known of an address.
pub struct Load<T> {
    /// The last answer, and the address it came from.
    pub answer: Option<(AttrValue, Shared<T>)>,
    /// Why the last question had no answer.
    pub failure: Option<Failure>,
}

/// What makes an address worth asking again, besides itself.
#[derive(Clone, PartialEq)]
pub enum When {
    /// Nothing.
    Once,
    /// A tile that changed.
    Tile(Shared<TileView>),
    /// A target that changed, or what teams say to it.
    Target(Option<Quantity>, Vec<String>),
    /// Time that passes.
    Minute(Option<Minute>),
}

/// An answer, read. Two are equal if the server wrote the same.
#[derive(Clone)]
struct Answer {
    path: AttrValue,
    text: String,
    value: Rc<dyn Any>,
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

/// Asks an address now, whenever it or `when` changes, and whenever the callback is called; an empty one asks nothing. An
/// equal answer draws nothing again.
#[hook]
pub fn use_load<T: Deserialize + 'static>(path: AttrValue, when: When) -> (Load<T>, Callback<()>) {
    let (answer, failure, again) = use_answer(path, when, |text| {
        let value: T = api::read(text)?;
        Ok(Rc::new(value))
    });
    let answer = answer.and_then(|answer| Some((answer.path, answer.value.downcast::<T>().ok()?.into())));
    (Load { answer, failure }, again)
}

/// The same for any type of answer, so that it is compiled once.
#[hook]
fn use_answer(
    path: AttrValue,
    when: When,
    read: fn(&str) -> Result<Rc<dyn Any>, Failure>,
) -> (Option<Answer>, Option<Failure>, Callback<()>) {
    let answer = use_state_eq(|| None::<Answer>);
    let failure = use_state_eq(|| None::<Failure>);
    // The newest question: answers to older ones come too late.
    let newest = use_mut_ref(|| 0_u32);
    let ask = use_callback(path.clone(), {
        let (set_answer, set_failure) = (answer.setter(), failure.setter());
        move |(), path: &AttrValue| {
            if path.is_empty() {
                return;
            }
            *newest.borrow_mut() += 1;
            let (newest, mine) = (newest.clone(), *newest.borrow());
            let (set_answer, set_failure, path) = (set_answer.clone(), set_failure.clone(), path.clone());
            spawn_local(async move {
                let text = api::get(&path).await;
                if *newest.borrow() != mine {
                    return;
                }
                match text.and_then(|text| Ok(Answer { value: read(&text)?, text, path })) {
                    Ok(answer) => {
                        set_answer.set(Some(answer));
                        set_failure.set(None);
                    }
                    Err(failure) => set_failure.set(Some(failure)),
                }
            });
        }
    });
    use_effect_with((path, when), {
        let ask = ask.clone();
        move |_| ask.emit(())
    });
    ((*answer).clone(), (*failure).clone(), ask)
}
