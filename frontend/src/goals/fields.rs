//! The fields of the form: label above, what is wrong below. A field's name is the JSON pointer of what it writes.

use yew::prelude::*;

use super::choices::{Choices, Named};
use super::draft::{Draft, DraftResult, UNITS};
use super::save::Fault;
use crate::fmt::number;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::words;
use tandem_shared::view::{Side, TeamView};

/// What every field needs to know.
pub(super) struct Fields<'a> {
    /// What is wrong, if anything.
    pub(super) fault: Option<&'a Fault>,
    /// What can be chosen, once known.
    pub(super) choices: Option<&'a Choices>,
}

impl Fields<'_> {
    /// What is wrong with a field.
    fn wrong(&self, is_it: impl Fn(&str) -> bool) -> Option<&str> {
        let Some(Fault::Wrong(_, errors)) = self.fault else { return None };
        errors.iter().find(|error| is_it(&error.pointer)).map(|error| &*error.detail)
    }

    /// A field around its control; both told what is wrong with it.
    fn field(
        &self,
        pointer: &str,
        label: &str,
        class: &'static str,
        control: fn(Control) -> Html,
        value: &str,
        options: Options,
    ) -> Html {
        let wrong = self.wrong(|at| at == pointer);
        let says = wrong.map(|_| AttrValue::from([pointer, "/fault"].concat()));
        let bad = wrong.is_some();
        let control = control(Control {
            id: pointer.to_owned().into(),
            class: classes!("in", bad.then_some("in--bad")),
            invalid: bad.then_some("true"),
            says: says.clone(),
            value,
            options,
        });
        html! {
            <div class={classes!("field", class)}>
                <label for={pointer.to_owned()}>{ label }</label>
                { control }
                if let Some(wrong) = wrong { <p class="err" id={says}>{ icon(Sign::Warn) }{ wrong }</p> }
            </div>
        }
    }

    /// A line of text.
    pub(super) fn text(&self, pointer: &str, label: &str, value: &str, class: &'static str) -> Html {
        self.field(pointer, label, class, line, value, Options::new())
    }

    /// A text of several lines.
    pub(super) fn note(&self, pointer: &str, label: &str, value: &str) -> Html {
        self.field(pointer, label, "wide", lines, value, Options::new())
    }

    /// One of several.
    pub(super) fn select(&self, pointer: &str, label: &str, chosen: &str, options: Options) -> Html {
        self.field(pointer, label, "", select, chosen, options)
    }

    /// The teams that own it.
    pub(super) fn owners(&self, owners: &[String]) -> Html {
        let wrong = self.wrong(|at| at.starts_with("/owners"));
        let team = |team: &Named| {
            let chip =
                TeamView { slug: team.slug.clone(), name: team.name.clone(), side: team.side.unwrap_or(Side::Other) };
            html! {
                <label class="opt1" key={&*team.slug}>
                    <input type="checkbox" name="owner" value={team.slug.clone()} checked={owners.contains(&team.slug)} />
                    { chips(&[chip]) }
                </label>
            }
        };
        html! {
            <fieldset class="field wide goalform__owners">
                <legend class="lab">{ words::owned_by() }</legend>
                { for self.choices.iter().flat_map(|choices| &choices.teams).map(team) }
                { for wrong.map(|wrong| html! { <p class="err">{ icon(Sign::Warn) }{ wrong }</p> }) }
            </fieldset>
        }
    }
}

/// Value and name of each option.
pub(super) type Options<'a> = Vec<(&'a str, AttrValue)>;

/// What is typed into or chosen from.
struct Control<'a> {
    id: AttrValue,
    class: Classes,
    invalid: Option<&'static str>,
    says: Option<AttrValue>,
    value: &'a str,
    options: Options<'a>,
}

fn line(control: Control) -> Html {
    let Control { id, class, invalid, says, value, .. } = control;
    html! {
        <input id={id.clone()} name={id} {class} value={value.to_owned()} aria-invalid={invalid} aria-describedby={says} />
    }
}

fn lines(control: Control) -> Html {
    let Control { id, class, invalid, says, value, .. } = control;
    html! {
        <textarea id={id.clone()} name={id} {class} value={value.to_owned()} aria-invalid={invalid} aria-describedby={says} />
    }
}

fn select(control: Control) -> Html {
    let Control { id, class, invalid, says, value: chosen, options } = control;
    let option = |(value, name): (&str, AttrValue)| {
        html! { <option key={value} value={value.to_owned()} selected={value == chosen}>{ name }</option> }
    };
    html! {
        <select id={id.clone()} name={id} {class} aria-invalid={invalid} aria-describedby={says}>
            { for options.into_iter().map(option) }
        </select>
    }
}

/// The key results, each with what it counts among all.
pub(super) fn results(fields: &Fields, draft: &Draft, remove: Callback<usize>) -> Html {
    let shares = draft.shares();
    let wrong = fields.wrong(|at| at == "/key_results");
    let row = |(index, result): (usize, &DraftResult)| {
        let share = shares.as_ref().and_then(|shares| shares.get(index)).map(|share| number::percent(*share, true));
        let onclick = remove.reform(move |_: MouseEvent| index);
        self::result(fields, index, result, share, onclick)
    };
    html! {
        <section class="goalform__results" aria-labelledby="form-results">
            <h2 id="form-results">{ words::key_results() }</h2>
            <p class="sub">{ words::weights_say() }</p>
            { for wrong.map(|wrong| html! { <p class="err">{ icon(Sign::Warn) }{ wrong }</p> }) }
            { for draft.results.iter().enumerate().map(row) }
        </section>
    }
}

fn result(
    fields: &Fields,
    index: usize,
    result: &DraftResult,
    share: Option<String>,
    remove: Callback<MouseEvent>,
) -> Html {
    let number = (index + 1).to_string();
    let at = |field: &str| ["/key_results/", &index.to_string(), "/", field].concat();
    let kpis = fields.choices.iter().flat_map(|choices| &choices.kpis);
    let mut measures: Options = vec![("", words::kept_by_hand().into())];
    measures.extend(kpis.map(|kpi| (&*kpi.slug, AttrValue::from(kpi.name.clone()))));
    if !measures.iter().any(|(slug, _)| *slug == result.kpi) {
        // Archived, or not told of yet.
        measures.push((&result.kpi, result.kpi.clone().into()));
    }
    let units = UNITS.iter().map(|(name, kind)| (*name, words::unit_of(*kind).into())).collect();
    let numbers = [
        ("measure/unit/currency", words::currency(), &result.currency),
        ("measure/start", words::start(), &result.start),
        ("measure/target", words::target_label(), &result.target),
        ("measure/now", words::now(), &result.now),
    ];
    let numbers = numbers.into_iter().skip(usize::from(result.unit != "money"));
    html! {
        <fieldset class="kr" key={result.key}>
            <legend class="tandem-vh">{ words::key_result_no(&number) }</legend>
            { fields.text(&at("name"), words::key_result(), &result.name, "kr__name") }
            <div class="kr__weight">
                { fields.text(&at("weight"), words::weight(), &result.weight, "") }
                <output class="hint">{ for share.map(|share| words::share_of_all(&share)) }</output>
            </div>
            { fields.select(&at("measure/kpi"), words::measured_by(), &result.kpi, measures) }
            <button type="button" class="icon kr__remove" aria-label={words::remove_key_result(&number)} onclick={remove}>
                { icon(Sign::Close) }
            </button>
            if result.kpi.is_empty() {
                <div class="kr__way">
                    { fields.select(&at("measure/unit"), words::counted_in(), &result.unit, units) }
                    { for numbers.map(|(field, label, value)| fields.text(&at(field), label, value, "")) }
                </div>
            }
        </fieldset>
    }
}
