//! [`Errors`]: collects what is wrong, field by field.

use crate::{FieldError, SLUG_RULE, is_slug};

/// Longest name, in characters.
const NAME_MAX: usize = 120;
/// Longest text of several sentences, in characters.
const TEXT_MAX: usize = 2_000;

/// What is wrong with a body, with a JSON pointer each.
#[derive(Debug, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// Adds one.
    pub fn add(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.0.push(FieldError { pointer: pointer.into(), detail: detail.into() });
    }

    /// Adds one unless `fine`.
    pub fn require(&mut self, fine: bool, pointer: &str, detail: &str) {
        if !fine {
            self.add(pointer, detail);
        }
    }

    /// A name: not blank, one line, at most 120 characters.
    pub fn name(&mut self, pointer: &str, text: &str) {
        let length = text.chars().count();
        self.require(!text.trim().is_empty(), pointer, "write a name");
        self.require(length <= NAME_MAX, pointer, "shorten it to 120 characters");
        self.require(!text.chars().any(char::is_control), pointer, "keep it to one line without control characters");
    }

    /// A text: at most 2,000 characters.
    pub fn text(&mut self, pointer: &str, text: &str) {
        self.require(text.chars().count() <= TEXT_MAX, pointer, "shorten it to 2,000 characters");
    }

    /// A slug.
    pub fn slug(&mut self, pointer: &str, text: &str) {
        self.require(is_slug(text), pointer, SLUG_RULE);
    }

    /// All of them.
    #[must_use]
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }
}
