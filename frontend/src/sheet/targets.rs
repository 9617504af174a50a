//! The page of all targets of a year: read, typed, pasted, copied from last year; saved as one change with one reason.

use std::rc::Rc;

use tandem_shared::view::{Me, TargetSheet};
use tandem_shared::{PeriodUnit, Quantity, Unit, UnitType};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::bar::bar;
use super::grid::{At, Cell, Column, Grid, Line};
use super::page::{load, periods, use_sheet, waiting};
use super::state::{Act, Edit, Sheet, State};
use super::table::{Page, table};
use crate::api::{self, Failure, Verb};
use crate::edit::{number, quote};
use crate::fmt::date;
use crate::me::use_who;
use crate::page;
use crate::part::field::Field;
use crate::route::Route;
use crate::words;

/// Which targets.
#[derive(Properties, PartialEq)]
pub struct TargetsPageProps {
    /// Slug of the board.
    pub board: AttrValue,
    /// A period of the year; without one, the board's own.
    pub period: Option<AttrValue>,
}

/// All targets of a board's KPIs in a year.
#[component]
pub fn TargetsPage(props: &TargetsPageProps) -> Html {
    let here = Route::Targets { board: props.board.to_string(), period: props.period.as_deref().map(str::to_owned) };
    // Per cent more than last year, as it is typed.
    let more = use_state_eq(String::new);
    let who = use_who();
    let (sheet, page, source) = use_sheet(&here, &who, read);
    let board = Route::Board { board: props.board.to_string(), period: None }.href();
    let (Some(grid), Some(me)) = (sheet.grid.clone(), who.known().cloned()) else {
        return waiting(&sheet, words::all_targets());
    };
    page::set_title(&[&*words::targets_of(&grid.period), ": ", &grid.name, " — Tandem"].concat());
    let on_save = {
        let (sheet, grid, page) = (sheet.clone(), grid.clone(), page.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(refused) = sheet.check(&grid, true) {
                return page.dispatch(refused);
            }
            page.dispatch(Act::State(State::Saving));
            let (sheet, grid, page) = (sheet.clone(), grid.clone(), page.clone());
            let (source, me) = (source.clone(), me.clone());
            spawn_local(async move { save(&sheet, &grid, &page, &source, &me).await });
        })
    };
    html! {
        <div class="sheets">
            <div class="page">
                <header class="pagehead pagehead--acts">
                    <div>
                        <h1 id="sheet-name" tabindex="-1">{ words::targets_of(&grid.period) }</h1>
                        <p><span dir="auto">{ &grid.name }</span>{ ". " }{ words::sheet_how() }</p>
                    </div>
                    { periods(&here, &grid) }
                </header>
                { tools(&sheet, &grid, &page, &more) }
                { table(&sheet, &grid, &page, words::kpi()) }
            </div>
            { bar(&sheet, &grid, &page, words::save_targets(), true, &board, on_save) }
        </div>
    }
}

/// What stands over the table: which periods, copying last year's, and whether those that are over can be corrected.
fn tools(sheet: &Sheet, grid: &Rc<Grid>, page: &Page, more: &UseStateHandle<String>) -> Html {
    let group = |group: usize, says: &'static str| {
        let (page, chosen) = (page.clone(), sheet.group == group);
        let onclick = Callback::from(move |_: MouseEvent| page.dispatch(Act::Group(group)));
        html! { <button type="button" aria-pressed={if chosen { "true" } else { "false" }} {onclick}>{ says }</button> }
    };
    let percent = if more.trim().is_empty() { Ok(Quantity::ZERO) } else { number::plain(more) };
    let copy = |says: &'static str, all: bool| {
        let (sheet, grid, page) = (sheet.clone(), grid.clone(), page.clone());
        let percent = percent.clone();
        let onclick = Callback::from(move |_: MouseEvent| match &percent {
            Ok(percent) => page.dispatch(of_last_year(&sheet, &grid, *percent, all)),
            Err(_) => page::focus("#sheet-more"),
        });
        html! { <button type="button" class="tandem-btn" {onclick}>{ says }</button> }
    };
    let correct = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            page.dispatch(Act::Correct(event.target_unchecked_into::<HtmlInputElement>().checked()));
        })
    };
    let typed = {
        let set = more.setter();
        Callback::from(move |text| set.set(text))
    };
    let columns = sheet.columns();
    let copies = sheet.lines().iter().any(|line| columns.iter().any(|at| grid.cell((*line, *at)).last_year.is_some()));
    html! {
        <div class="sheet__tools">
            <div class="seg" role="group" aria-label={words::period()}>
                { group(0, words::quarters()) }{ group(1, words::months()) }
            </div>
            if copies {
                <fieldset>
                    <legend>{ words::copy_last_year() }</legend>
                    { Field::new("sheet-more", words::more_percent(), percent.as_ref().err().map(|why| &**why)).half().line(more, typed) }
                    { copy(words::fill_empty(), false) }
                    { copy(words::replace_all(), true) }
                </fieldset>
            }
            if columns.iter().any(|at| grid.columns[*at].over) {
                <label class="opt1"><input type="checkbox" checked={sheet.correcting} onchange={correct} />{ words::correct_closed() }</label>
            }
        </div>
    }
}

/// Fills what is shown and open with the targets of last year, this many per cent more: the empty cells, or all.
fn of_last_year(sheet: &Sheet, grid: &Grid, percent: Quantity, all: bool) -> Act {
    let mut cells = Vec::new();
    for line in sheet.lines() {
        for at in sheet.columns().into_iter().map(|column| (line, column)) {
            let open = sheet.lock(grid, at).is_none() && (all || sheet.text(grid, at).is_empty());
            let more =
                grid.cell(at).last_year.filter(|_| open).and_then(|last| raised(last, percent, &grid.lines[line].unit));
            cells.extend(more.map(|value| (at, value)));
        }
    }
    let said = words::from_last_year(cells.len(), &number::bare(percent));
    Act::Fill(cells, said)
}

/// So many per cent more, as finely as somebody would say it: whole things, amounts and minutes; tenths of a rate.
fn raised(last: Quantity, percent: Quantity, unit: &Unit) -> Option<Quantity> {
    if percent == Quantity::ZERO {
        return Some(last);
    }
    let value = last.to_f64() * (1.0 + percent.to_f64() / 100.0);
    let grain = match unit.kind {
        UnitType::Count | UnitType::Money if value.abs() < 10.0 => 0.1,
        UnitType::Count | UnitType::Money => 1.0,
        UnitType::Percent => 0.1,
        UnitType::Ratio => 0.01,
        UnitType::Duration if value.abs() < 600.0 => 1.0,
        UnitType::Duration => 60.0,
    };
    Quantity::nearest((value / grain).round() * grain)
}

/// The cells of an answer.
fn read(text: &str, me: &Me) -> Result<Grid, Failure> {
    Ok(grid(api::read::<TargetSheet>(text)?, me))
}

fn grid(view: TargetSheet, me: &Me) -> Grid {
    let columns = view.periods.into_iter().map(|period| Column {
        name: date::period_id(&period.id),
        group: usize::from(matches!(period.unit, PeriodUnit::Month | PeriodUnit::FiscalPeriod)),
        id: period.id,
        over: period.over,
    });
    let columns: Vec<Column> = columns.collect();
    let lines = view.rows.into_iter().map(|row| {
        let owners: Vec<&str> = row.owners.iter().map(|team| &*team.name).collect();
        let cells = row.cells.into_iter().map(|cell| Cell {
            value: cell.value,
            revision: cell.revision,
            by: cell.by.zip(cell.at),
            last_year: cell.last_year,
            ..Cell::default()
        });
        Line {
            locked: (!me.edits_of(&row.owners)).then(|| words::shut_for_others(&words::and(&owners))),
            note: None,
            keeps: false,
            cells: cells.collect(),
            kpi: row.kpi,
            name: row.name,
            unit: row.unit,
            team: row.team,
            adds_up: row.adds_up,
        }
    });
    let around = [view.previous, view.next];
    Grid { name: view.name, period: view.year, around, lines: lines.collect(), columns }
}

/// Sends every change as one; then shows what stands there now.
async fn save(sheet: &Sheet, grid: &Grid, page: &Page, source: &str, me: &Me) {
    let changed: Vec<At> = sheet.changes(grid).into_iter().map(|(at, _)| at).collect();
    let edits = sheet.edits.iter().filter(|edit| changed.contains(&edit.at));
    let rows: Vec<String> = edits.clone().map(|edit| row(grid, edit)).collect();
    let body = ["{\"reason\":", &*quote(sheet.reason.trim()), ",\"targets\":[", &rows.join(","), "]}"].concat();
    match api::send(Verb::Post, "/api/v1/targets", None, Some(&body)).await {
        Ok(_) => {
            page.dispatch(Act::Saved(sheet.edits.clone()));
            page.dispatch(load(source, me, read).await);
        }
        Err(Failure::Stale(_)) => page.dispatch(load(source, me, read).await),
        Err(Failure::Refused { errors, .. }) if !errors.is_empty() => {
            let edits: Vec<&Edit> = edits.collect();
            let fault = |pointer: &str| {
                let index = pointer.strip_prefix("/targets/")?.split('/').next()?.parse::<usize>().ok()?;
                Some(edits.get(index)?.at)
            };
            page.dispatch(Act::Refuse(
                errors.iter().map(|error| (fault(&error.pointer), error.detail.clone())).collect(),
            ));
        }
        Err(failure) => page.dispatch(Act::State(State::Failed(failure))),
    }
}

/// A change as JSON.
fn row(grid: &Grid, edit: &Edit) -> String {
    let (line, column) = (&grid.lines[edit.at.0], &grid.columns[edit.at.1]);
    let value = line.read(&edit.text).ok().flatten();
    let text = |value: Option<String>| value.map_or_else(|| "null".to_owned(), |value| quote(&value));
    [
        "{\"kpi\":",
        &*quote(&line.kpi),
        ",\"period\":",
        &quote(&column.id),
        ",\"team\":",
        &text(line.team.as_ref().map(|team| team.slug.clone())),
        ",\"value\":",
        &text(value.map(|value| value.to_string())),
        ",\"revision\":",
        &edit.base.0.map_or_else(|| "null".to_owned(), |revision| revision.to_string()),
        if column.over { ",\"correction\":true}" } else { "}" },
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_years_targets_rise_as_somebody_would_say_it() {
        let q = |text: &str| text.parse::<Quantity>().expect("a quantity");
        for (kind, last, percent, raised_to) in [
            (UnitType::Count, "1234", "10", "1357"),
            (UnitType::Count, "1234.5", "0", "1234.5"),
            (UnitType::Count, "3", "10", "3.3"),
            (UnitType::Money, "84250", "-5", "80038"),
            (UnitType::Percent, "63", "10", "69.3"),
            (UnitType::Ratio, "3.1", "2.5", "3.18"),
            (UnitType::Duration, "6720", "-10", "6060"),
            (UnitType::Duration, "90", "-10", "81"),
        ] {
            let unit = Unit { kind, currency: None };
            assert_eq!(raised(q(last), q(percent), &unit), Some(q(raised_to)), "{kind:?} {last} + {percent} %");
        }
        assert_eq!(raised(q("922337203685477"), q("900"), &Unit::default()), None);
    }
}
