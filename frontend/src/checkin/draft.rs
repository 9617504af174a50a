//! [`Draft`]: a check-in as it is typed, kept on the device until it is finished.

use std::collections::BTreeMap;

use miniserde::json::{self, Array, Object, Value};
use tandem_shared::view::AgendaView;
use web_sys::Storage;

use crate::page;

/// Fields of an action, as the server names them.
pub(super) const ACTION: [&str; 5] = ["text", "owner", "team", "due", "goal"];

/// Every field by its name: `note:win`, `sure:win:sales`, `here:lea`, `new:text`, `add:0:text`; and the `key` that
/// tells the server whether it was sent before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft(BTreeMap<String, String>);

impl Draft {
    /// What was kept for a board, or an empty one under a fresh key.
    pub(super) fn kept(board: &str) -> Self {
        let text = storage().and_then(|storage| storage.get_item(&place(board)).ok()).flatten();
        let kept = text.and_then(|text| json::from_str(&text).ok()).map(Self).unwrap_or_default();
        if kept.0.contains_key("key") { kept } else { Self::fresh() }
    }

    fn fresh() -> Self {
        let random = || js_sys::Math::random().to_string();
        Self(BTreeMap::from([("key".to_owned(), [&*random(), "-", &random()].concat())]))
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

    /// How many actions were added.
    pub(super) fn added(&self) -> usize {
        (0_usize..).take_while(|at| self.0.contains_key(&action(*at, "text"))).count()
    }

    /// Moves the action that is typed to those that were added.
    pub(super) fn add(&mut self) {
        let at = self.added();
        for field in ACTION {
            let text = self.0.remove(&["new:", field].concat()).unwrap_or_default();
            self.0.insert(action(at, field), text);
        }
    }

    /// Takes an added action out; `back`: into the fields, to be typed over.
    pub(super) fn take(&mut self, at: usize, back: bool) {
        for field in ACTION {
            if let Some(text) = self.0.get(&action(at, field)).cloned().filter(|_| back) {
                self.0.insert(["new:", field].concat(), text);
            }
        }
        for later in at..self.added() {
            for field in ACTION {
                match self.0.remove(&action(later + 1, field)) {
                    Some(text) => self.0.insert(action(later, field), text),
                    None => self.0.remove(&action(later, field)),
                };
            }
        }
    }

    /// Whether an action stands in the fields, not added yet.
    pub(super) fn is_typing(&self) -> bool {
        !self.text("new:text").trim().is_empty()
    }

    /// Whether somebody is here: everybody, until said otherwise.
    pub(super) fn is_here(&self, person: &str) -> bool {
        self.text(&["here:", person].concat()) != "no"
    }

    /// The check-in as the server reads it; what is typed of an action goes along, as the last.
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
        let mut all = self.clone();
        if all.is_typing() {
            all.add();
        }
        let actions: Array = (0..all.added())
            .map(|at| {
                let mut fields = Object::new();
                for field in ACTION {
                    let said = all.text(&action(at, field));
                    if field != "goal" || !said.is_empty() {
                        fields.insert(field.to_owned(), text(said));
                    }
                }
                Value::Object(fields)
            })
            .collect();
        body.insert("actions".to_owned(), Value::Array(actions));
        json::to_string(&body)
    }
}

/// Forgets what was kept for a board.
pub(super) fn forget(board: &str) -> Draft {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&place(board));
    }
    Draft::fresh()
}

/// Name of a field of an added action.
pub(super) fn action(at: usize, field: &str) -> String {
    ["add:", &at.to_string(), ":", field].concat()
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
    fn actions_are_added_taken_back_and_taken_out() {
        let mut draft = Draft::default();
        for text in ["one", "two", "three"] {
            draft.set("new:text".into(), text.into());
            draft.add();
        }
        assert_eq!((draft.added(), draft.is_typing()), (3, false));
        draft.take(0, true);
        assert_eq!((draft.text("new:text"), draft.text("add:0:text"), draft.added()), ("one", "two", 2));
        draft.take(1, false);
        assert_eq!((draft.text("new:text"), draft.text("add:0:text"), draft.added()), ("one", "two", 1));
    }
}
