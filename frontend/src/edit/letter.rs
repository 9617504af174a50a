//! A write on its way to the server.

use miniserde::Deserialize;
use miniserde::json::Value;
use tandem_shared::Quantity;
use yew::AttrValue;

use super::quote;
use crate::parse;

/// A write on its way. Its path says what it changes; of two to the same path the newer stays.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Letter {
    /// Where to.
    pub path: String,
    /// The revision it changes.
    pub revision: Option<u64>,
    /// What it says, as JSON.
    pub body: String,
    /// What to tell once it has arrived.
    pub says: String,
    /// The body that takes it back.
    pub undo: Option<String>,
}

/// How a letter stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// On its way for the first time.
    Sending,
    /// Arrived; the board has not told it yet.
    Sent,
    /// The server is not reached: tried again and again.
    Waiting,
    /// The session has ended: tried again, as somebody may have signed in elsewhere.
    SignedOut,
    /// Somebody was faster.
    Clashed,
    /// The server does not take it, and says why.
    Refused(AttrValue),
}

/// What a letter says, read back.
#[derive(Deserialize)]
pub struct Typed {
    /// The figure or target.
    pub value: Option<Quantity>,
    /// Of a ratio.
    pub numerator: Option<Quantity>,
    /// Of a ratio.
    pub denominator: Option<Quantity>,
    /// Of a target: why.
    pub reason: Option<String>,
    /// Of a target: from when.
    pub from: Option<String>,
    /// Of a target: whose, if not everybody's.
    pub team: Option<String>,
    /// Of a target: how it falls due.
    pub curve: Option<Value>,
}

impl Letter {
    /// As it is kept.
    pub(super) fn write(&self) -> String {
        let revision = self.revision.map_or_else(|| "null".to_owned(), |revision| revision.to_string());
        let undo = self.undo.as_deref().map_or_else(|| "null".to_owned(), quote);
        let (path, body, says) = (quote(&self.path), quote(&self.body), quote(&self.says));
        [
            "{\"path\":",
            &*path,
            ",\"revision\":",
            &*revision,
            ",\"body\":",
            &*body,
            ",\"says\":",
            &*says,
            ",\"undo\":",
            &*undo,
            "}",
        ]
        .concat()
    }

    /// What it says, read back.
    #[must_use]
    pub fn typed(&self) -> Option<Typed> {
        parse::json(&self.body)
    }
}
