//! Fields to fill in: label above, hint or error below; what was typed is told at once.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::part::icon::{Sign, icon};

/// A field.
pub struct Field<'a> {
    /// Its id on the page.
    pub id: &'a str,
    /// What is to be typed.
    pub label: &'a str,
    /// Whether it takes the whole width.
    pub wide: bool,
    /// What helps.
    pub hint: &'a str,
    /// What is wrong with it.
    pub fault: Option<&'a str>,
}

impl<'a> Field<'a> {
    /// A wide field without a hint.
    #[must_use]
    pub fn new(id: &'a str, label: &'a str, fault: Option<&'a str>) -> Self {
        Self { id, label, wide: true, hint: "", fault }
    }

    /// The same, half as wide.
    #[must_use]
    pub fn half(self) -> Self {
        Self { wide: false, ..self }
    }

    /// The same, with a hint.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    fn around(&self, control: Html) -> Html {
        html! {
            <div class={classes!("field", self.wide.then_some("wide"))}>
                <label for={self.id.to_owned()}>{ self.label }</label>
                { control }
                if !self.hint.is_empty() { <p class="hint">{ self.hint }</p> }
                { error(&self.says(), self.fault) }
            </div>
        }
    }

    /// Id of what is wrong.
    fn says(&self) -> String {
        [self.id, "-err"].concat()
    }

    fn described(&self) -> (Classes, Option<&'static str>, Option<String>) {
        let bad = self.fault.is_some();
        (classes!("in", bad.then_some("in--bad")), bad.then_some("true"), bad.then(|| self.says()))
    }

    /// A line of text.
    pub fn line(&self, value: &str, on: Callback<String>) -> Html {
        self.input("text", value, on)
    }

    /// A day.
    pub fn day(&self, value: &str, on: Callback<String>) -> Html {
        self.input("date", value, on)
    }

    fn input(&self, kind: &'static str, value: &str, on: Callback<String>) -> Html {
        let (class, invalid, by) = self.described();
        let oninput = on.reform(|event: InputEvent| value_of(&event));
        self.around(html! {
            <input type={kind} id={self.id.to_owned()} {class} dir="auto" autocomplete="off" value={value.to_owned()} {oninput}
                aria-invalid={invalid} aria-describedby={by} />
        })
    }

    /// A text of several lines.
    pub fn text(&self, value: &str, on: Callback<String>) -> Html {
        let (class, invalid, by) = self.described();
        let oninput = on.reform(|event: InputEvent| value_of(&event));
        self.around(html! {
            <textarea id={self.id.to_owned()} {class} dir="auto" rows="4" value={value.to_owned()} {oninput}
                aria-invalid={invalid} aria-describedby={by} />
        })
    }

    /// A choice of many; value and name of each.
    pub fn choice(&self, value: &str, options: &[(String, String)], on: Callback<String>) -> Html {
        let (class, invalid, by) = self.described();
        let onchange = on.reform(|event: Event| value_of(&event));
        let option = |(id, name): &(String, String)| {
            html! { <option key={&**id} value={id.clone()} selected={id == value}>{ name }</option> }
        };
        self.around(html! {
            <select id={self.id.to_owned()} {class} data-value={value.to_owned()} {onchange}
                aria-invalid={invalid} aria-describedby={by}>{ for options.iter().map(option) }</select>
        })
    }

    /// A choice of two or three, all in sight.
    pub fn seg(&self, value: &str, options: &[(&'static str, &'static str)], on: Callback<String>) -> Html {
        let option = |(id, name): &(&'static str, &'static str)| {
            let (on, to) = (on.clone(), *id);
            let onchange = Callback::from(move |_: Event| on.emit(to.into()));
            html! { <label><input type="radio" name={self.id.to_owned()} checked={*id == value} {onchange} />{ *name }</label> }
        };
        html! {
            <fieldset class={classes!("field", self.wide.then_some("wide"))}>
                <legend class="lab">{ self.label }</legend>
                <div class="seg">{ for options.iter().map(option) }</div>
                { error(&self.says(), self.fault) }
            </fieldset>
        }
    }
}

/// What is wrong, below its field.
pub fn error(id: &str, fault: Option<&str>) -> Html {
    let Some(fault) = fault else { return Html::default() };
    html! { <p class="err" id={id.to_owned()}>{ icon(Sign::Warn) }<span>{ fault }</span></p> }
}

/// What stands in the control of an event. Inputs, lists and texts all have a `value`.
fn value_of(event: &Event) -> String {
    let value = event.target().and_then(|target| Reflect::get(&target, &JsValue::from_str("value")).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}
