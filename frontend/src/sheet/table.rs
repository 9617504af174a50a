//! The spreadsheet as it is drawn. Its events are heard once, on the whole: which cell they met, its `data-` attributes say.

use std::rc::Rc;

use tandem_shared::{Quantity, UnitType};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

use super::block;
use super::grid::{At, Grid, Line};
use super::state::{Act, Mark, Sheet};
use crate::page;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::words;

/// The way to change a sheet.
pub(super) type Page = UseReducerDispatcher<Sheet>;

/// The spreadsheet; `head` is what stands over its lines.
pub(super) fn table(sheet: &Rc<Sheet>, grid: &Grid, page: &Page, head: &str) -> Html {
    let (lines, columns) = (sheet.lines(), sheet.columns());
    let column = |at: &usize| {
        let column = &grid.columns[*at];
        html! {
            <th key={&*column.id} scope="col">
                { &column.name }
                if column.over { <small>{ words::closed() }</small> }
            </th>
        }
    };
    let mut rows: Vec<Html> = Vec::new();
    for (index, &at) in lines.iter().enumerate() {
        let kpi = &grid.lines[at].kpi;
        let key = [kpi, ":", &at.to_string()].concat();
        rows.push(html! { <Row {key} sheet={sheet.clone()} page={page.clone()} line={at} /> });
        let is_last = lines.get(index + 1).is_none_or(|next| grid.lines[*next].team.is_none());
        if is_last && grid.lines[at].team.is_some() && grid.lines[at].adds_up {
            rows.push(gap(sheet, grid, at, &columns));
        }
    }
    html! {
        <div class="sheet">
            <table onkeydown={keyed(sheet, page)} oninput={typed(page)} onfocusin={reached(page)} onfocusout={left(page)} onmousedown={pressed(page)}
                onpaste={pasted(sheet, page)}>
                <thead><tr><th scope="col">{ head }</th>{ for columns.iter().map(column) }</tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}

/// A line of a sheet.
#[derive(Properties)]
struct RowProps {
    sheet: Rc<Sheet>,
    page: Page,
    line: usize,
}

/// Two are equal if the line is drawn the same: a letter typed draws only its own.
impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.line == other.line && self.sheet.draws_line_as(&other.sheet, self.line)
    }
}

#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { sheet, page, line: at } = props;
    let at = *at;
    let (Some(grid), columns) = (&sheet.grid, sheet.columns()) else { return Html::default() };
    let line = &grid.lines[at];
    let head = match &line.team {
        Some(team) => chips(std::slice::from_ref(team)),
        None => {
            html! { <><b dir="auto">{ &line.name }</b><small>{ unit(line) }{ " " }{ parts(sheet, grid, page, at) }</small></> }
        }
    };
    html! {
        <tr class={classes!(line.team.is_some().then_some("sheet__part"))}>
            <th scope="row">
                { head }
                { for line.locked.iter().chain(&line.note).map(|says| html! { <small>{ says }</small> }) }
            </th>
            { for columns.iter().map(|column| cell(sheet, grid, (at, *column))) }
        </tr>
    }
}

/// The button that shows the parts of a KPI.
fn parts(sheet: &Sheet, grid: &Grid, page: &Page, at: usize) -> Html {
    let kpi = &grid.lines[at].kpi;
    if grid.lines.get(at + 1).is_none_or(|next| next.team.is_none()) {
        return Html::default();
    }
    let open = sheet.open.contains(kpi);
    let (page, shown) = (page.clone(), kpi.clone());
    let onclick = Callback::from(move |_: MouseEvent| page.dispatch(Act::Open(shown.clone())));
    html! {
        <button type="button" aria-expanded={if open { "true" } else { "false" }} {onclick}>{ words::per_team() }</button>
    }
}

/// What is typed into a line.
fn unit(line: &Line) -> &str {
    match line.unit.kind {
        UnitType::Count => "",
        UnitType::Money => line.unit.currency.as_deref().unwrap_or_default(),
        UnitType::Percent => "%",
        UnitType::Ratio => "×",
        UnitType::Duration => words::as_in_a_span(),
    }
}

fn id(at: At) -> String {
    ["cell-", &at.0.to_string(), "-", &at.1.to_string()].concat()
}

fn cell(sheet: &Sheet, grid: &Grid, at: At) -> Html {
    let lock = sheet.lock(grid, at);
    let (class, says) = match sheet.mark(grid, at) {
        Mark::Same => (lock.is_some().then_some("sheet__shut"), String::new()),
        Mark::Changed => (Some("sheet__new"), was(grid, at)),
        Mark::Doubted(why) => (Some("sheet__ask"), why),
        Mark::Wrong(why) | Mark::Refused(why) => (Some("sheet__bad"), why),
        Mark::Clashed => (Some("sheet__ask"), words::changed_meanwhile().into()),
    };
    let why = (!says.is_empty()).then(|| [&*id(at), "-why"].concat());
    let (line, column) = (at.0.to_string(), at.1.to_string());
    let (bad, shut) = (class == Some("sheet__bad"), lock.is_some());
    // A time span says its unit in letters.
    let keyboard = if grid.lines[at.0].unit.kind == UnitType::Duration { "text" } else { "decimal" };
    html! {
        <td key={at.1} {class}>
            <input id={id(at)} data-line={line} data-column={column} aria-label={grid.name_of(at)}
                value={sheet.text(grid, at)} autocomplete="off" spellcheck="false" inputmode={keyboard}
                readonly={shut} title={lock} aria-describedby={why.clone()} aria-invalid={bad.then_some("true")} />
            if let Some(id) = why {
                <small {id}>if bad { { icon(Sign::Warn) } }{ says }</small>
            }
        </td>
    }
}

/// What stood there before.
fn was(grid: &Grid, at: At) -> String {
    match grid.cell(at).value {
        None => words::new_here().into(),
        value => words::was(&grid.lines[at.0].write(value)),
    }
}

/// What the parts above leave of their whole.
fn gap(sheet: &Sheet, grid: &Grid, last: usize, columns: &[usize]) -> Html {
    let kpi = &grid.lines[last].kpi;
    let of_kpi: Vec<usize> = (0..grid.lines.len()).filter(|line| grid.lines[*line].kpi == *kpi).collect();
    let full = |sum: Quantity| grid.lines[last].write(Some(sum));
    let says = |column: &usize| {
        let value = |line: &usize| sheet.value(grid, (*line, *column));
        let (whole, parts) = (of_kpi.first().and_then(value), &of_kpi[1..]);
        let parts: Vec<Quantity> = parts.iter().filter_map(value).collect();
        if parts.is_empty() {
            return String::new();
        }
        let sum = parts.into_iter().try_fold(Quantity::ZERO, Quantity::checked_add);
        let Some(sum) = sum else { return String::new() };
        match whole.and_then(|whole| sum.checked_sub(whole)) {
            None => words::together(&full(sum)),
            Some(Quantity::ZERO) => words::adds_up().into(),
            Some(more) if more > Quantity::ZERO => words::too_much(&full(more)),
            Some(less) => words::missing_of_whole(&full(Quantity::from_parts(-less.parts()))),
        }
    };
    html! {
        <tr key={["sum-", kpi].concat()} class="sheet__part sheet__sum">
            <th scope="row">{ words::teams_together() }</th>
            { for columns.iter().map(|column| html! { <td key={*column}>{ says(column) }</td> }) }
        </tr>
    }
}

/// The cell an event met, and its field.
fn met(event: &Event) -> Option<(At, HtmlInputElement)> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let number = |name: &str| field.get_attribute(name)?.parse::<usize>().ok();
    Some(((number("data-line")?, number("data-column")?), field))
}

/// Reaches a cell anew once its text is another: what is typed then replaces it.
fn reach_again(at: At, field: &HtmlInputElement) {
    // What has the focus can lose it.
    let _ = field.blur();
    page::focus_soon(["#", &id(at)].concat());
}

/// A key in a cell: it moves, begins to change the text, takes back, or leaves.
fn keyed(sheet: &Sheet, page: &Page) -> Callback<KeyboardEvent> {
    let (lines, columns) = (sheet.lines(), sheet.columns());
    let (caret, typing, dirty) = (sheet.caret, sheet.is_typing(), sheet.is_dirty());
    let page = page.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(((line, column), field)) = met(&event).filter(|_| !event.is_composing()) else { return };
        let place = |shown: &[usize], here| shown.iter().position(|shown| *shown == here).unwrap_or(0);
        let (row, at) = (place(&lines, line), place(&columns, column));
        let (bottom, right) = (lines.len() - 1, columns.len() - 1);
        let (shift, command) = (event.shift_key(), event.ctrl_key() || event.meta_key());
        let (row, at) = match (&*event.key(), command) {
            ("Enter", _) if shift => (row.saturating_sub(1), at),
            ("Enter", _) => (bottom.min(row + 1), at),
            ("ArrowUp", false) => (row.saturating_sub(1), at),
            ("ArrowDown", false) => (bottom.min(row + 1), at),
            ("ArrowLeft", false) if !caret && !shift => (row, at.saturating_sub(1)),
            ("ArrowRight", false) if !caret && !shift => (row, right.min(at + 1)),
            ("Home", _) if !caret && !shift => (if command { 0 } else { row }, 0),
            ("End", _) if !caret && !shift => (if command { bottom } else { row }, right),
            ("F2", _) => {
                event.prevent_default();
                let end = u32::try_from(field.value().encode_utf16().count()).ok();
                // A text field has a caret.
                let _ = field.set_selection_range(end.unwrap_or(0), end.unwrap_or(0));
                return page.dispatch(Act::Caret);
            }
            ("Escape", _) | ("z", true) if typing => {
                event.prevent_default();
                page.dispatch(Act::Back);
                return reach_again((line, column), &field);
            }
            ("Escape", _) => return page::focus(if dirty { ".savebar input, .savebar button" } else { "#sheet-name" }),
            ("z", true) => {
                event.prevent_default();
                page.dispatch(Act::Undo);
                return reach_again((line, column), &field);
            }
            _ => return,
        };
        event.prevent_default();
        page::focus(&["#", &id((lines[row], columns[at]))].concat());
    })
}

/// A cell was typed into.
fn typed(page: &Page) -> Callback<InputEvent> {
    let page = page.clone();
    Callback::from(move |event: InputEvent| {
        if let Some((at, field)) = met(&event) {
            page.dispatch(Act::Type(at, field.value()));
        }
    })
}

/// A cell got the focus: what is typed now replaces its text.
fn reached(page: &Page) -> Callback<FocusEvent> {
    let page = page.clone();
    Callback::from(move |event: FocusEvent| {
        if let Some((at, field)) = met(&event) {
            page.dispatch(Act::Go(at));
            field.select();
        }
    })
}

/// A cell lost it.
fn left(page: &Page) -> Callback<FocusEvent> {
    let page = page.clone();
    Callback::from(move |_: FocusEvent| page.dispatch(Act::Leave))
}

/// A press chooses a cell; another one sets the caret.
fn pressed(page: &Page) -> Callback<MouseEvent> {
    let page = page.clone();
    Callback::from(move |event: MouseEvent| {
        let Some((_, field)) = met(&event) else { return };
        if page::document().active_element().as_ref() == Some(field.as_ref()) {
            return page.dispatch(Act::Caret);
        }
        event.prevent_default();
        // A field that is drawn takes the focus.
        let _ = field.focus();
    })
}

/// A block is pasted; within a text only its letters are.
fn pasted(sheet: &Sheet, page: &Page) -> Callback<Event> {
    let (page, caret) = (page.clone(), sheet.caret);
    Callback::from(move |event: Event| {
        let Some((at, field)) = met(&event) else { return };
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let block = data.and_then(|data| data.get_data("text").ok()).map(|text| block::read(&text)).unwrap_or_default();
        let is_word = matches!(block.as_slice(), [row] if row.len() == 1);
        if !(block.is_empty() || caret && is_word) {
            event.prevent_default();
            page.dispatch(Act::Paste(at, block));
            reach_again(at, &field);
        }
    })
}
