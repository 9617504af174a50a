//! Fields of forms: label above, hint or error below, what was typed kept.

use super::lang::Lang;
use maud::{Markup, html};
use tandem_shared::Problem;

/// What is wrong with what was typed in a form.
#[derive(Debug, Default)]
pub(super) struct Faults {
    problem: Option<Problem>,
    /// Tells the ids of one form from those of another on the page.
    form: String,
}

impl From<Problem> for Faults {
    fn from(problem: Problem) -> Self {
        Self { problem: Some(problem), form: String::new() }
    }
}

impl Faults {
    /// Nothing, yet.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// The same, of one of several forms on the page.
    pub(super) fn within(self, form: &str) -> Self {
        Self { form: [form, "-"].concat(), ..self }
    }

    /// One field.
    pub(super) fn at(pointer: &str, detail: impl Into<String>) -> Self {
        let fault = tandem_shared::FieldError { pointer: pointer.to_owned(), detail: detail.into() };
        Problem::invalid(vec![fault]).into()
    }

    /// What is wrong with a field, by the beginning of its JSON pointer.
    pub(super) fn of(&self, pointer: &str) -> Option<&str> {
        let errors = &self.problem.as_ref()?.errors;
        errors.iter().find(|error| error.pointer.starts_with(pointer)).map(|error| error.detail.as_str())
    }

    /// On top of the form: what no field says, or where to look. `fields` are the form's, with their names for people.
    pub(super) fn summary(&self, lang: Lang, fields: &[(&str, &str)]) -> Markup {
        let Some(problem) = &self.problem else { return Markup::default() };
        let wrong: Vec<_> = fields.iter().filter(|(pointer, _)| self.of(pointer).is_some()).collect();
        let known = problem.errors.iter().filter(|error| fields.iter().any(|(at, _)| error.pointer.starts_with(at)));
        let all_known = !problem.errors.is_empty() && known.count() == problem.errors.len();
        html! {
            div.sum role="alert" {
                (warning())
                @if all_known {
                    span {
                        (lang.say("Not saved. Check ", "Nicht gespeichert. Bitte prüfen: "))
                        @for (index, (pointer, name)) in wrong.iter().enumerate() {
                            @if index > 0 { ", " }
                            a href={ "#" (self.id(pointer)) } { (name) }
                        }
                        "."
                    }
                } @else { span { (if problem.status == 412 { stale(lang) } else { &problem.detail }) } }
            }
        }
    }

    /// Whether there are any.
    pub(super) fn any(&self) -> bool {
        self.problem.is_some()
    }

    /// Id of a field.
    pub(super) fn id(&self, pointer: &str) -> String {
        [&self.form, "field-", name(pointer)].concat()
    }
}

/// What a program is told of a revision, for people.
fn stale(lang: Lang) -> &'static str {
    lang.say(
        "Somebody else changed this, or took it away, while the page was open. Nothing was saved: open the page again, and change what stands there now.",
        "Jemand anderes hat das geändert oder entfernt, während die Seite offen war. Nichts wurde gespeichert: Öffnen Sie die Seite neu, und ändern Sie, was jetzt dort steht.",
    )
}

/// A field around a control: the closure draws it, given its id, its classes and the id of its error.
pub(super) fn field(
    pointer: &str,
    label: &str,
    hint: &str,
    faults: &Faults,
    control: impl FnOnce(&str, &str, Option<&str>) -> Markup,
) -> Markup {
    let (id, fault) = (faults.id(pointer), faults.of(pointer));
    let about = [&id, "-about"].concat();
    let described = (fault.is_some() || !hint.is_empty()).then_some(about.as_str());
    html! {
        div.field {
            label for=(id) { (label) }
            (control(&id, if fault.is_some() { "in in--bad" } else { "in" }, described))
            @if let Some(fault) = fault {
                p.err id=(about) { (warning()) span { (fault) } }
            } @else if !hint.is_empty() {
                p.hint id=(about) { (hint) }
            }
        }
    }
}

/// A field of one line; `kind` as HTML names it, `complete` what browsers may fill in.
pub(super) fn line(
    (pointer, label, hint): (&str, &str, &str),
    (kind, complete): (&str, &str),
    value: &str,
    faults: &Faults,
) -> Markup {
    field(pointer, label, hint, faults, |id, class, about| {
        let value = if kind == "password" { "" } else { value };
        html! {
            input id=(id) class=(class) name=(name(pointer)) type=(kind) value=(value) autocomplete=(complete)
                aria-invalid=[faults.of(pointer).map(|_| "true")] aria-describedby=[about];
        }
    })
}

/// A choice of one.
pub(super) fn choice(
    (pointer, label, hint): (&str, &str, &str),
    options: &[(String, String)],
    chosen: &str,
    faults: &Faults,
) -> Markup {
    field(pointer, label, hint, faults, |id, class, about| {
        html! {
            select id=(id) class=(class) name=(name(pointer)) aria-describedby=[about] {
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
        }
    })
}

/// Something needs attention.
pub(super) fn warning() -> Markup {
    html! {
        svg.tandem-i.tandem-i--line viewBox="0 0 12 12" aria-hidden="true" {
            path d="M6 1.4 11.2 10.6H.8z" {} path d="M6 4.8v2.4M6 9v.1" {}
        }
    }
}

/// Name of a form's field: its pointer without the slash.
fn name(pointer: &str) -> &str {
    pointer.trim_start_matches('/')
}
