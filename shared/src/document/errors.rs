//! [`Errors`]: collects what is wrong, field by field.

use crate::{FieldError, SLUG_RULE, Unit, UnitType, is_slug};

/// Longest name, in characters.
const NAME_MAX: usize = 120;
/// Longest line, in characters.
const LINE_MAX: usize = 300;
/// Longest text of several sentences, in characters.
const TEXT_MAX: usize = 2_000;
/// Longest reason, in characters.
const REASON_MAX: usize = 500;

/// What is wrong with a body, with a JSON pointer each.
#[derive(Debug, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// Most teams of one thing.
    pub(super) const TEAMS_MAX: usize = 10;

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
        self.one_line(pointer, text, NAME_MAX, "write a name");
    }

    /// One line, at most 300 characters; `missing` says what to write where it is blank.
    pub fn line(&mut self, pointer: &str, text: &str, missing: &str) {
        self.one_line(pointer, text, LINE_MAX, missing);
    }

    fn one_line(&mut self, pointer: &str, text: &str, most: usize, missing: &str) {
        let visible = |letter: char| !letter.is_whitespace() && !is_hidden(letter);
        self.require(text.chars().any(visible), pointer, missing);
        let fits = text.chars().count() <= most;
        self.require(fits, pointer, &format!("shorten it to {most} characters"));
        let is_one = is_plain(text) && !text.contains(BREAKS);
        self.require(is_one, pointer, "keep it to one line without control characters");
    }

    /// A text: at most 2,000 characters, as they are read.
    pub fn text(&mut self, pointer: &str, text: &str) {
        self.require(text.chars().count() <= TEXT_MAX, pointer, "shorten it to 2,000 characters");
        self.require(is_plain(text), pointer, PLAIN_RULE);
    }

    /// Why something changed: at most 500 characters, as they are read.
    pub fn reason(&mut self, pointer: &str, text: &str) {
        self.require(text.chars().count() <= REASON_MAX, pointer, "a reason is a text of at most 500 characters");
        self.require(is_plain(text), pointer, PLAIN_RULE);
    }

    /// A slug.
    pub fn slug(&mut self, pointer: &str, text: &str) {
        self.require(is_slug(text), pointer, SLUG_RULE);
    }

    /// A unit: money has a currency, nothing else has.
    pub fn unit(&mut self, pointer: &str, unit: &Unit) {
        let pointer = format!("{pointer}/currency");
        let is_code = |code: &String| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        if unit.kind == UnitType::Money {
            let detail = "money needs a currency by its ISO 4217 code, such as \"EUR\"";
            self.require(unit.currency.as_ref().is_some_and(is_code), &pointer, detail);
        } else {
            let detail = "only money has a currency: remove it, or use the type \"money\"";
            self.require(unit.currency.is_none(), &pointer, detail);
        }
    }

    /// The slugs of the teams that own something: 1 to 10, each once.
    pub fn owners(&mut self, owners: &[String]) {
        self.require(!owners.is_empty(), "/owners", "somebody must own it: name at least one team");
        self.slugs("/owners", owners, Self::TEAMS_MAX, "at most 10 teams can own it");
    }

    /// Slugs, each once and at most `most`; `too_many` says what to do about more.
    pub fn slugs(&mut self, pointer: &str, slugs: &[String], most: usize, too_many: &str) {
        self.require(slugs.len() <= most, pointer, too_many);
        for (index, slug) in slugs.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            self.slug(&pointer, slug);
            self.require(!slugs[..index].contains(slug), &pointer, "named twice: remove one");
        }
    }

    /// What `check` adds, with `pointer` before each of its pointers.
    pub fn nested(&mut self, pointer: &str, check: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        check(&mut inner);
        self.0.extend(
            inner.0.into_iter().map(|error| FieldError { pointer: [pointer, &error.pointer].concat(), ..error }),
        );
    }

    /// All of them.
    #[must_use]
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }
}

/// Characters that take no room: zero-width spaces, joiners and marks.
fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// What begins a new line, or a column.
const BREAKS: [char; 3] = ['\n', '\r', '\t'];

/// What a text has to be like that is none as [`is_plain`] has it.
pub const PLAIN_RULE: &str =
    "type it anew, without control characters and without those that turn the writing direction";

/// Whether a text is read as it is written: nothing in it turns the writing direction, and nothing controls a terminal.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let controls = |letter: char| letter.is_control() && !BREAKS.contains(&letter);
    !text.chars().any(|letter| controls(letter) || turns_text(letter))
}

/// Characters that turn the writing direction of what follows, so that a name could disguise itself as another.
fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
