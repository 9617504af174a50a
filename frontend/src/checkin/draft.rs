//! [`Draft`]: a check-in as it is typed, kept on the device until it is finished.

use std::collections::BTreeMap;

use miniserde::json::{self, Array, Object, Value};
use tandem_shared::view::AgendaView;
use web_sys::Storage;

use crate::page;
use crate::parse;

/// Things that are typed one after the other, each in fields of its own.
pub(super) struct List {
    /// What the names of the fields begin with, of the one that is typed.
    new: &'static str,
    /// The same, of those that were added.
    add: &'static str,
    /// Its fields, as the server names them; what makes one is the first.
    pub(super) fields: &'static [&'static str],
}

/// What is agreed.
pub(super) static ACTIONS: List = List { new: "new:", add: "add:", fields: &["text", "owner", "team", "due", "goal"] };
/// What was won; credited to all teams, or to one.
pub(super) static WINS: List = List { new: "won:", add: "win:", fields: &["title", "teams"] };

impl List {
    /// Name of a field of the one that is typed.
    pub(super) fn typed(&self, field: &str) -> String {
        [self.new, field].concat()
    }

    /// Name of a field of an added one.
    pub(super) fn added(&self, at: usize, field: &str) -> String {
        [self.add, &at.to_string(), ":", field].concat()
    }
}

/// Every field by its name: `note:win`, `sure:win:sales`, `here:lea`, those of lists; and the `key` that tells the server
/// whether it was sent before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft(BTreeMap<String, String>);

impl Draft {
    /// What was kept for a board, or an empty one under a fresh key.
    pub(super) fn kept(board: &str) -> Self {
        let text = storage().and_then(|storage| storage.get_item(&place(board)).ok()).flatten();
        let kept = text.and_then(|text| parse::json(&text)).map(Self).unwrap_or_default();
        if kept.0.contains_key("key") { kept } else { Self::fresh() }
    }

    fn fresh() -> Self {
        // As whole numbers: printing a float is heavy.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 2³²")]
        let random = || (js_sys::Math::random() * 4_294_967_296.0) as u32;
        let mut fresh = Self::default();
        fresh.set("key".to_owned(), [random(), random()].map(|part| part.to_string()).join("-"));
        fresh
    }

    /// Keeps it for a board.
    pub(super) fn keep(&self, board: &str) {
        if let Some(storage) = storage() {
            // A full or forbidden storage keeps nothing; the page still does.
            let _ = storage.set_item(&place(board), &json::to_string(&self.0));
        }
    }

    /// What stands in a field.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Writes into a field.
    pub(super) fn set(&mut self, name: String, text: String) {
        self.0.insert(name, text);
    }

    /// How many of a list were added.
    pub(super) fn added(&self, list: &List) -> usize {
        (0_usize..).take_while(|at| self.0.contains_key(&list.added(*at, list.fields[0]))).count()
    }

    /// Moves what is typed to those that were added.
    pub(super) fn add(&mut self, list: &List) {
        let at = self.added(list);
        for field in list.fields {
            let text = self.0.remove(&list.typed(field)).unwrap_or_default();
            self.0.insert(list.added(at, field), text);
        }
    }

    /// Takes an added one out; `back`: into the fields, to be typed over.
    pub(super) fn take(&mut self, list: &List, at: usize, back: bool) {
        for field in list.fields {
            if let Some(text) = self.0.get(&list.added(at, field)).cloned().filter(|_| back) {
                self.0.insert(list.typed(field), text);
            }
        }
        for later in at..self.added(list) {
            for field in list.fields {
                match self.0.remove(&list.added(later + 1, field)) {
                    Some(text) => self.0.insert(list.added(later, field), text),
                    None => self.0.remove(&list.added(later, field)),
                };
            }
        }
    }

    /// Whether something stands in the fields of a list, not added yet.
    pub(super) fn is_typing(&self, list: &List) -> bool {
        !self.text(&list.typed(list.fields[0])).trim().is_empty()
    }

    /// Whether somebody is here: everybody, until said otherwise.
    pub(super) fn is_here(&self, person: &str) -> bool {
        self.text(&["here:", person].concat()) != "no"
    }

    /// The check-in as the server reads it; an action or a win that is typed goes along, as the last.
    pub(super) fn json(&self, agenda: &AgendaView, led_by: Option<&str>) -> String {
        let mut body = Object::new();
        let text = |text: &str| Value::String(text.to_owned());
        body.insert("key".to_owned(), text(self.text("key")));
        if let Some(led_by) = led_by {
            body.insert("led_by".to_owned(), text(led_by));
        }
        let (here, away): (Vec<&str>, Vec<&str>) =
            agenda.people.iter().map(|person| &*person.slug).partition(|slug| self.is_here(slug));
        for (name, people) in [("present", here), ("excused", away)] {
            body.insert(name.to_owned(), Value::Array(people.into_iter().map(text).collect()));
        }
        let goals: Array = agenda
            .goals
            .iter()
            .map(|goal| {
                let mut said = Object::new();
                said.insert("goal".to_owned(), text(&goal.slug));
                said.insert("note".to_owned(), text(self.text(&["note:", &goal.slug].concat())));
                let mut sure = Object::new();
                for team in &goal.said {
                    let level = self.text(&["sure:", &goal.slug, ":", &team.team.slug].concat());
                    if !level.is_empty() {
                        sure.insert(team.team.slug.clone(), text(level));
                    }
                }
                said.insert("confidence".to_owned(), Value::Object(sure));
                Value::Object(said)
            })
            .collect();
        body.insert("goals".to_owned(), Value::Array(goals));
        for (name, list) in [("actions", &ACTIONS), ("wins", &WINS)] {
            body.insert(name.to_owned(), self.list(list));
        }
        json::to_string(&body)
    }

    fn list(&self, list: &List) -> Value {
        let mut all = self.clone();
        if all.is_typing(list) {
            all.add(list);
        }
        let item = |at| {
            let mut fields = Object::new();
            for field in list.fields {
                let said = Value::String(all.text(&list.added(at, field)).to_owned());
                match (*field, said) {
                    // What nothing was said of is the server's to fill in.
                    ("goal" | "teams", Value::String(none)) if none.is_empty() => None,
                    ("teams", said) => fields.insert("teams".to_owned(), Value::Array(one(said))),
                    (field, said) => fields.insert(field.to_owned(), said),
                };
            }
            Value::Object(fields)
        };
        Value::Array((0..all.added(list)).map(item).collect())
    }
}

fn one(value: Value) -> Array {
    let mut array = Array::new();
    array.push(value);
    array
}

/// Forgets what was kept for a board.
pub(super) fn forget(board: &str) -> Draft {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&place(board));
    }
    Draft::fresh()
}

fn place(board: &str) -> String {
    ["tandem:check-in:", board].concat()
}

fn storage() -> Option<Storage> {
    page::window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_is_taken_back_and_taken_out() {
        let mut draft = Draft::default();
        for text in ["one", "two", "three"] {
            draft.set("new:text".into(), text.into());
            draft.add(&ACTIONS);
        }
        assert_eq!((draft.added(&ACTIONS), draft.is_typing(&ACTIONS), draft.added(&WINS)), (3, false, 0));
        draft.take(&ACTIONS, 0, true);
        assert_eq!((draft.text("new:text"), draft.text("add:0:text"), draft.added(&ACTIONS)), ("one", "two", 2));
        draft.take(&ACTIONS, 1, false);
        assert_eq!((draft.text("new:text"), draft.text("add:0:text"), draft.added(&ACTIONS)), ("one", "two", 1));
    }
}
