//! The definition of a KPI: what counts, whose it is, how it is judged.

use miniserde::json::{Object, Value};
use yew::prelude::*;

use super::act::Act;
use super::body;
use super::desk::Desk;
use super::editor::Doc;
use super::inspector::owned;
use crate::part::chip::chips;
use crate::part::field::{Field, error};
use crate::words;

/// The fields of a KPI's definition, or whose it is for those who may not change it.
pub(super) fn definition(desk: &Desk, slug: &str, kpi: &Object) -> Html {
    let owners = body::texts(kpi, "owners");
    let teams = desk.editor.teams(&owners);
    let is_new = slug.starts_with('*');
    if !is_new && !desk.me.edits_of(&teams) {
        let names: Vec<&str> = teams.iter().map(|team| &*team.name).collect();
        return html! { <><hr /><p class="hint wide">{ words::belongs_to(&names.join(", ")) }</p></> };
    }
    let fault = |field: &str| desk.editor.fault(&Doc::Kpi(slug.to_owned()), 0, field);
    let set = |key: &'static str, value: fn(String) -> Value| {
        let slug = slug.to_owned();
        desk.typed(move |text| Act::Define(slug.clone(), key, value(text)))
    };
    let choice = |key: &'static str, id: &str, label: &str, options: &[(&str, &str)]| {
        Field::new(id, label, fault(key)).choice(body::text(kpi, key), &owned(options), set(key, Value::String))
    };
    html! {
        <>
            <hr />
            <h3 class="wide">{ words::definition_title() }</h3>
            { Field::new("kpi-name", words::name(), fault("name")).line(body::text(kpi, "name"), set("name", Value::String)) }
            { Field::new("kpi-counts", words::counts(), fault("description")).text(body::text(kpi, "description"), set("description", optional)) }
            { owners_field(desk, slug, &owners) }
            { Field::new("kpi-source", words::from_where(), fault("source")).line(body::text(kpi, "source"), set("source", optional)) }
            { Field::new("kpi-direction", words::better_when(), fault("direction"))
                .seg(body::text(kpi, "direction"), &words::directions(), direction(desk, slug)) }
            if body::text(kpi, "direction") == "within" { { range(desk, slug, kpi) } }
            { Field::new("kpi-tolerance", words::tolerance_percent(), fault("tolerance")).half()
                .line(&body::number(kpi, "tolerance"), set("tolerance", optional)) }
            { Field::new("kpi-interval", words::too_old_after(), fault("interval")).half()
                .choice(body::text(kpi, "interval"), &owned(&words::intervals()), set("interval", Value::String)) }
            { unit(desk, slug, kpi) }
            { choice("rollup", "kpi-rollup", words::rolls_up(), &words::rollups()) }
            <p class="hint wide">{ words::fixed_once_measured() }</p>
        </>
    }
}

/// A text, or no field where nothing is written.
fn optional(text: String) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(text) }
}

fn owners_field(desk: &Desk, slug: &str, owners: &[String]) -> Html {
    let team = |team: &tandem_shared::view::TeamView| {
        let checked = owners.contains(&team.slug);
        let mut next: Vec<String> = owners.iter().filter(|owner| **owner != team.slug).cloned().collect();
        if !checked {
            next.push(team.slug.clone());
        }
        let (page, define) = (desk.page.clone(), Act::Define(slug.to_owned(), "owners", body::strings(&next)));
        let onchange = Callback::from(move |_: Event| page.dispatch(define.clone()));
        html! { <label class="opt1" key={&*team.slug}><input type="checkbox" {checked} {onchange} />{ chips(std::slice::from_ref(team)) }</label> }
    };
    let doc = Doc::Kpi(slug.to_owned());
    let fault = desk.editor.faults.iter().find(|fault| fault.doc == doc && fault.field.starts_with("owners"));
    html! {
        <fieldset class="wide">
            <legend class="lab">{ words::owned_by() }</legend>
            { for desk.editor.base.iter().flat_map(|base| &*base.teams).map(team) }
            { error("kpi-owners-err", fault.map(|fault| &*fault.detail)) }
        </fieldset>
    }
}

/// A direction; only within a range has a KPI a range.
fn direction(desk: &Desk, slug: &str) -> Callback<String> {
    let (page, slug) = (desk.page.clone(), slug.to_owned());
    Callback::from(move |direction: String| {
        if direction != "within" {
            page.dispatch(Act::Define(slug.clone(), "range", Value::Null));
        }
        page.dispatch(Act::Define(slug.clone(), "direction", Value::String(direction)));
    })
}

fn range(desk: &Desk, slug: &str, kpi: &Object) -> Html {
    let range = body::object(kpi.get("range"));
    let end = |key: &'static str, label: &'static str| {
        let field = ["range/", key].concat();
        let doc = Doc::Kpi(slug.to_owned());
        let fault =
            desk.editor.fault(&doc, 0, &field).or_else(|| desk.editor.fault(&doc, 0, "range").filter(|_| key == "low"));
        Field::new(&["kpi-", key].concat(), label, fault)
            .half()
            .line(&body::number(&range, key), inside(desk, slug, &range, "range", key))
    };
    html! { <>{ end("low", words::range_low()) }{ end("high", words::range_high()) }</> }
}

fn unit(desk: &Desk, slug: &str, kpi: &Object) -> Html {
    let unit = body::object(kpi.get("unit"));
    let doc = Doc::Kpi(slug.to_owned());
    let fault = |field: &str| desk.editor.fault(&doc, 0, field);
    let kind = body::text(&unit, "type");
    let (page, own) = (desk.page.clone(), slug.to_owned());
    let choose = Callback::from(move |kind: String| {
        // Only money has a currency.
        let mut unit = Object::new();
        if kind == "money" {
            unit.insert("currency".into(), Value::String("EUR".into()));
        }
        unit.insert("type".into(), Value::String(kind));
        page.dispatch(Act::Define(own.clone(), "unit", Value::Object(unit)));
    });
    let mut field = Field::new("kpi-unit", words::unit(), fault("unit").or_else(|| fault("unit/type")));
    field.wide = kind != "money";
    html! {
        <>
            { field.choice(kind, &owned(&words::units()), choose) }
            if kind == "money" {
                { Field::new("kpi-currency", words::currency(), fault("unit/currency")).half()
                    .line(body::text(&unit, "currency"), inside(desk, slug, &unit, "unit", "currency")) }
            }
        </>
    }
}

/// Changes a field of an object within the definition.
fn inside(desk: &Desk, slug: &str, object: &Object, key: &'static str, field: &'static str) -> Callback<String> {
    let (slug, object) = (slug.to_owned(), object.clone());
    desk.typed(move |text| {
        let mut object = object.clone();
        object.insert(field.to_owned(), Value::String(text));
        Act::Define(slug.clone(), key, Value::Object(object))
    })
}
