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

    /// A field around its control; `control` is given the id of what describes it and whether it is wrong.
    fn field(&self, pointer: &str, label: &str, class: &'static str, control: impl Fn(Option<String>) -> Html) -> Html {
        let wrong = self.wrong(|at| at == pointer);
        let says = wrong.map(|_| [pointer, "/fault"].concat());
        html! {
            <div class={classes!("field", class)}>
                <label for={pointer.to_owned()}>{ label }</label>
                { control(says.clone()) }
                { for wrong.map(|wrong| html! { <p class="err" id={says}>{ icon(Sign::Warn) }{ wrong }</p> }) }
            </div>
        }
    }

    /// A line of text.
    pub(super) fn text(&self, pointer: &str, label: &str, value: &str, class: &'static str) -> Html {
        self.field(pointer, label, class, |says| {
            let bad = says.is_some();
            html! {
                <input class={classes!("in", bad.then_some("in--bad"))} id={pointer.to_owned()} name={pointer.to_owned()}
                    value={value.to_owned()} aria-invalid={bad.then_some("true")} aria-describedby={says} />
            }
        })
    }

    /// One of several.
    pub(super) fn select<'b>(
        &self,
        pointer: &str,
        label: &str,
        chosen: &str,
        options: impl Iterator<Item = (&'b str, String)>,
    ) -> Html {
        let options: Html = options
            .map(|(value, name)| {
                html! { <option key={value} value={value.to_owned()} selected={value == chosen}>{ name }</option> }
            })
            .collect();
        self.field(pointer, label, "", |says| {
            let bad = says.is_some();
            html! {
                <select class={classes!("in", bad.then_some("in--bad"))} id={pointer.to_owned()} name={pointer.to_owned()}
                    aria-invalid={bad.then_some("true")} aria-describedby={says}>{ options.clone() }</select>
            }
        })
    }

    /// What else there is to say.
    pub(super) fn note(&self, note: &str) -> Html {
        self.field("/note", words::note_optional(), "wide", |says| {
            html! {
                <textarea class="in" id="/note" name="/note" value={note.to_owned()} aria-describedby={says} />
            }
        })
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
    let mut measures = vec![("", words::kept_by_hand().to_owned())];
    measures.extend(kpis.map(|kpi| (&*kpi.slug, kpi.name.clone())));
    if !measures.iter().any(|(slug, _)| *slug == result.kpi) {
        // Archived, or not told of yet.
        measures.push((&result.kpi, result.kpi.clone()));
    }
    let units = UNITS.iter().map(|(name, kind)| (*name, words::unit(*kind).to_owned()));
    html! {
        <fieldset class="kr" key={result.key}>
            <legend class="tandem-vh">{ words::key_result_no(&number) }</legend>
            { fields.text(&at("name"), words::key_result(), &result.name, "kr__name") }
            <div class="kr__weight">
                { fields.text(&at("weight"), words::weight(), &result.weight, "") }
                <output class="hint">{ for share.map(|share| words::share_of_all(&share)) }</output>
            </div>
            { fields.select(&at("measure/kpi"), words::measured_by(), &result.kpi, measures.into_iter()) }
            <button type="button" class="icon kr__remove" aria-label={words::remove_key_result(&number)} onclick={remove}>
                { icon(Sign::Close) }
            </button>
            if result.kpi.is_empty() {
                <div class="kr__way">
                    { fields.select(&at("measure/unit"), words::counted_in(), &result.unit, units) }
                    if result.unit == "money" {
                        { fields.text(&at("measure/unit/currency"), words::currency(), &result.currency, "") }
                    }
                    { fields.text(&at("measure/start"), words::start(), &result.start, "") }
                    { fields.text(&at("measure/target"), words::target_label(), &result.target, "") }
                    { fields.text(&at("measure/now"), words::now(), &result.now, "") }
                </div>
            }
        </fieldset>
    }
}
