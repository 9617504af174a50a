//! The page of many values: what each KPI measured on each day of a month, to be typed or pasted over.

use tandem_shared::view::{Me, ValueRow, ValueSheet};
use tandem_shared::{Quantity, Unit};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::bar::bar;
use super::grid::{At, Cell, Column, Grid, Line};
use super::page::{load, periods, use_sheet, waiting};
use super::state::{Act, Sheet, State};
use super::table::{Page, table};
use crate::api::{self, Failure, Verb};
use crate::edit::quote;
use crate::fmt::{Shape, date};
use crate::me::use_who;
use crate::page;
use crate::route::Route;
use crate::words;

/// Which values.
#[derive(Properties, PartialEq)]
pub struct ValuesPageProps {
    /// Slug of the board.
    pub board: AttrValue,
    /// A month, or a period whose last month is meant; without one, now.
    pub period: Option<AttrValue>,
}

/// The values of a board's KPIs in a month.
#[component]
pub fn ValuesPage(props: &ValuesPageProps) -> Html {
    let here = Route::Values { board: props.board.to_string(), period: props.period.as_deref().map(str::to_owned) };
    let who = use_who();
    let (sheet, page, source) = use_sheet(&here, &who, read);
    // The newest days are at the right end.
    use_effect_with(sheet.grid.is_some(), |_| {
        if let Ok(Some(table)) = page::document().query_selector(".sheet") {
            table.set_scroll_left(i32::MAX);
        }
    });
    let (Some(grid), Some(me)) = (sheet.grid.clone(), who.known().cloned()) else {
        return waiting(&sheet, words::many_values());
    };
    let title = words::values_of(&date::period_id(&grid.period));
    page::set_title(&[&*title, ": ", &grid.name, " — Tandem"].concat());
    let on_save = {
        let (sheet, grid, page) = (sheet.clone(), grid.clone(), page.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(refused) = sheet.check(&grid, false) {
                return page.dispatch(refused);
            }
            page.dispatch(Act::State(State::Saving));
            let (sheet, grid, page) = (sheet.clone(), grid.clone(), page.clone());
            let (source, me) = (source.clone(), me.clone());
            spawn_local(async move { save(&sheet, &grid, &page, &source, &me).await });
        })
    };
    let board = Route::Board { board: props.board.to_string(), period: None }.href();
    html! {
        <div class="sheets">
            <div class="page">
                <header class="pagehead pagehead--acts">
                    <div>
                        <h1 id="sheet-name" tabindex="-1">{ title }</h1>
                        <p><span dir="auto">{ &grid.name }</span>{ ". " }{ words::values_how() }{ " " }{ words::sheet_how() }</p>
                    </div>
                    { periods(&here, &grid) }
                </header>
                { table(&sheet, &grid, &page, words::kpi()) }
            </div>
            { bar(&sheet, &grid, &page, words::save_values(), false, &board, on_save) }
        </div>
    }
}

/// The cells of an answer.
fn read(text: &str, me: &Me) -> Result<Grid, Failure> {
    let view: ValueSheet = api::read(text)?;
    let columns = view.days.into_iter().map(|day| Column {
        name: date::write(&day, Shape::Weekday),
        id: day,
        group: 0,
        over: false,
    });
    Ok(Grid {
        name: view.name,
        period: view.month,
        around: [view.previous, view.next],
        columns: columns.collect(),
        lines: view.rows.into_iter().flat_map(|row| lines(&row, me)).collect(),
    })
}

/// The line of a KPI; of a ratio one for each part.
fn lines(row: &ValueRow, me: &Me) -> Vec<Line> {
    let owners: Vec<&str> = row.owners.iter().map(|team| &*team.name).collect();
    let sources: Vec<&str> = row.sources.iter().map(|source| &**source).collect();
    let line = |name: String, unit: Unit, values: Vec<Option<Quantity>>| {
        let cells = values.into_iter().zip(&row.days).map(|(value, day)| Cell {
            value,
            fixed: value.is_some() && !row.typeable,
            figure: day.value,
            ..Cell::default()
        });
        Line {
            kpi: row.kpi.clone(),
            name,
            unit,
            team: None,
            adds_up: false,
            locked: (!me.edits_of(&row.owners)).then(|| words::shut_for_others(&words::and(&owners))),
            note: (!sources.is_empty()).then(|| words::sent_by(&words::and(&sources))),
            keeps: true,
            cells: cells.collect(),
        }
    };
    if row.is_ratio {
        vec![
            line(words::counts_of(&row.name), Unit::default(), row.days.iter().map(|day| day.numerator).collect()),
            line(words::out_of(&row.name), Unit::default(), row.days.iter().map(|day| day.denominator).collect()),
        ]
    } else {
        vec![line(row.name.clone(), row.unit.clone(), row.days.iter().map(|day| day.value).collect())]
    }
}

/// Sends every figure as one; then shows what stands there now.
async fn save(sheet: &Sheet, grid: &Grid, page: &Page, source: &str, me: &Me) {
    // Both parts of a ratio are one figure.
    let mut figures: Vec<At> = Vec::new();
    for (at, _) in sheet.changes(grid) {
        let is_part = at.0 > 0 && grid.lines[at.0 - 1].kpi == grid.lines[at.0].kpi;
        let at = if is_part { (at.0 - 1, at.1) } else { at };
        if !figures.contains(&at) {
            figures.push(at);
        }
    }
    let rows: Vec<String> = figures.iter().map(|at| row(sheet, grid, *at)).collect();
    let body = ["[", &*rows.join(","), "]"].concat();
    match api::send(Verb::Post, "/api/v1/figures", None, Some(&body)).await {
        Ok(_) => {
            page.dispatch(Act::Saved(sheet.edits.clone()));
            page.dispatch(load(source, me, read).await);
        }
        Err(Failure::Refused { status: 409, .. }) => page.dispatch(load(source, me, read).await),
        Err(Failure::Refused { errors, .. }) if !errors.is_empty() => {
            let fault = |pointer: &str| {
                let mut steps = pointer.split('/').skip(1);
                let (line, column) = *figures.get(steps.next()?.parse::<usize>().ok()?)?;
                Some((line + usize::from(steps.next() == Some("denominator")), column))
            };
            page.dispatch(Act::Refuse(
                errors.iter().map(|error| (fault(&error.pointer), error.detail.clone())).collect(),
            ));
        }
        Err(failure) => page.dispatch(Act::State(State::Failed(failure))),
    }
}

/// A figure as JSON.
fn row(sheet: &Sheet, grid: &Grid, at: At) -> String {
    let (line, day) = (&grid.lines[at.0], &grid.columns[at.1].id);
    let text = |value: Option<Quantity>| value.map_or_else(|| "null".to_owned(), |value| quote(&value.to_string()));
    let value = |line: usize| text(sheet.value(grid, (line, at.1)));
    let is_ratio = grid.lines.get(at.0 + 1).is_some_and(|next| next.kpi == line.kpi);
    let figure = if is_ratio {
        ["\"numerator\":", &*value(at.0), ",\"denominator\":", &*value(at.0 + 1)].concat()
    } else {
        ["\"value\":", &*value(at.0)].concat()
    };
    let was = text(grid.cell(at).figure);
    ["{\"kpi\":", &*quote(&line.kpi), ",\"day\":", &quote(day), ",", &figure, ",\"was\":", &was, "}"].concat()
}
