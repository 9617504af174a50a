//! [`Sheet`]: a spreadsheet while it is typed into: what is not saved yet, and every act that changes it.

use std::rc::Rc;

use miniserde::json::Value;
use tandem_shared::Quantity;
use yew::prelude::*;

use super::grid::{At, Grid};
use crate::api::Failure;
use crate::edit::number;
use crate::words;

/// Most steps that can be undone.
const UNDO_MAX: usize = 100;

/// A cell that was typed into.
#[derive(Clone, PartialEq)]
pub(super) struct Edit {
    /// Which.
    pub(super) at: At,
    /// What stands there, as it was typed.
    pub(super) text: String,
    /// The revision and value it is a change of.
    pub(super) base: (Option<u64>, Option<Quantity>),
}

/// Something that was done and is not saved.
#[derive(Clone)]
struct Step {
    said: String,
    /// The cell that is still being typed into: more of the same is the same step.
    typed: Option<At>,
    before: Rc<Vec<Edit>>,
}

/// How a cell that was typed into stands.
pub(super) enum Mark {
    /// As the server has it.
    Same,
    /// It will be saved.
    Changed,
    /// It will be saved if it is meant.
    Doubted(String),
    /// It cannot be saved.
    Wrong(String),
    /// The server did not take it.
    Refused(String),
    /// Somebody else changed it in the meantime.
    Clashed,
}

/// How saving stands.
#[derive(Clone, Default)]
pub(super) enum State {
    /// Nothing to say.
    #[default]
    Quiet,
    /// On the way.
    Saving,
    /// Everything is on disk.
    Saved,
    /// It was not taken.
    Failed(Failure),
}

/// The spreadsheet.
#[derive(Clone, Default)]
pub(super) struct Sheet {
    /// What the server last said; `None` before it answered.
    pub(super) grid: Option<Rc<Grid>>,
    /// What was typed.
    pub(super) edits: Rc<Vec<Edit>>,
    steps: Vec<Step>,
    /// The cell with the focus.
    pub(super) here: At,
    /// The arrows move within its text.
    pub(super) caret: bool,
    /// Which columns are shown.
    pub(super) group: usize,
    /// The KPIs whose parts are shown.
    pub(super) open: Vec<String>,
    /// Why all of it changes.
    pub(super) reason: String,
    /// Columns that are over can be typed into.
    pub(super) correcting: bool,
    /// What the last try to save met; `None` for the reason.
    pub(super) faults: Vec<(Option<At>, String)>,
    /// The edits that were asked about: saved if they are meant.
    asked: Option<Rc<Vec<Edit>>>,
    /// How saving stands.
    pub(super) state: State,
    /// What takes the focus once it is drawn, and how often anything did.
    pub(super) focus: (u32, &'static str),
}

/// What can happen.
pub(super) enum Act {
    /// The server told the cells.
    Loaded(Rc<Grid>),
    /// A cell got the focus.
    Go(At),
    /// It lost the focus: what was typed there is typed.
    Leave,
    /// Its text is to be changed, not replaced.
    Caret,
    /// It was typed into.
    Type(At, String),
    /// What was just typed is taken back.
    Back,
    /// A block was pasted, its first cell here.
    Paste(At, Vec<Vec<String>>),
    /// Cells are filled: with what, and what that is called.
    Fill(Vec<(At, Quantity)>, String),
    /// The last step is undone.
    Undo,
    /// Everything typed is dropped.
    Discard,
    /// The reason was typed.
    Reason(String),
    /// Columns that are over may be corrected, or not.
    Correct(bool),
    /// Other columns are shown.
    Group(usize),
    /// The parts of a KPI are shown, or not.
    Open(String),
    /// Saving is refused here.
    Refuse(Vec<(Option<At>, String)>),
    /// Saving stands differently.
    State(State),
    /// These edits are on disk.
    Saved(Rc<Vec<Edit>>),
    /// Their version of a cell counts.
    Theirs(At),
    /// Mine counts, here or wherever somebody was faster.
    Mine(Option<At>),
}

impl Reducible for Sheet {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        if matches!(act, Act::Go(at) if at == self.here && !self.caret)
            || matches!(act, Act::Leave) && !self.is_typing()
        {
            return self;
        }
        let mut next = (*self).clone();
        next.act(act);
        Rc::new(next)
    }
}

impl Sheet {
    /// The lines shown.
    pub(super) fn lines(&self) -> Vec<usize> {
        let lines = self.grid.iter().flat_map(|grid| grid.lines.iter().enumerate());
        lines.filter(|(_, line)| line.team.is_none() || self.open.contains(&line.kpi)).map(|(at, _)| at).collect()
    }

    /// The columns shown.
    pub(super) fn columns(&self) -> Vec<usize> {
        let columns = self.grid.iter().flat_map(|grid| grid.columns.iter().enumerate());
        columns.filter(|(_, column)| column.group == self.group).map(|(at, _)| at).collect()
    }

    /// Why a cell cannot be typed into.
    pub(super) fn lock(&self, grid: &Grid, at: At) -> Option<String> {
        let over = grid.columns[at.1].over && !self.correcting;
        let fixed = grid.cell(at).fixed.then(|| words::worked_out().to_owned());
        let locked = grid.lines[at.0].locked.clone().or(fixed);
        locked.or_else(|| over.then(|| words::is_over(&grid.columns[at.1].name)))
    }

    /// Whether the cell with the focus is being typed into.
    pub(super) fn is_typing(&self) -> bool {
        self.steps.last().is_some_and(|step| step.typed == Some(self.here))
    }

    /// Whether a line looks as it does in another state of the sheet.
    pub(super) fn draws_line_as(&self, other: &Self, line: usize) -> bool {
        let typed = |sheet: &Self| (sheet.is_typing() && sheet.here.0 == line).then_some(sheet.here.1);
        let edits = |sheet: &Self| sheet.edits.iter().filter(|edit| edit.at.0 == line).cloned().collect::<Vec<_>>();
        let faults = |sheet: &Self| {
            let of_line = |(at, _): &&(Option<At>, String)| at.is_some_and(|at| at.0 == line);
            sheet.faults.iter().filter(of_line).cloned().collect::<Vec<_>>()
        };
        let grid = |sheet: &Self| sheet.grid.as_ref().map(Rc::as_ptr);
        (grid(self), self.group, self.correcting, &self.open)
            == (grid(other), other.group, other.correcting, &other.open)
            && typed(self) == typed(other)
            && edits(self) == edits(other)
            && faults(self) == faults(other)
    }

    fn edit(&self, at: At) -> Option<&Edit> {
        self.edits.iter().find(|edit| edit.at == at)
    }

    /// What stands in a cell: as it was read, while it is being typed as it is.
    pub(super) fn text(&self, grid: &Grid, at: At) -> String {
        let line = &grid.lines[at.0];
        let Some(edit) = self.edit(at) else { return line.write(grid.cell(at).value) };
        match line.read(&edit.text) {
            Ok(value) if self.here != at || !self.is_typing() => line.write(value),
            _ => edit.text.clone(),
        }
    }

    /// The value of a cell, if it can be read.
    pub(super) fn value(&self, grid: &Grid, at: At) -> Option<Quantity> {
        self.edit(at)
            .map_or(Ok(grid.cell(at).value), |edit| grid.lines[at.0].read(&edit.text))
            .unwrap_or(grid.cell(at).value)
    }

    /// How a cell stands.
    pub(super) fn mark(&self, grid: &Grid, at: At) -> Mark {
        let Some(edit) = self.edit(at) else { return Mark::Same };
        let (line, cell) = (&grid.lines[at.0], grid.cell(at));
        let value = match line.read(&edit.text) {
            Ok(value) if value == cell.value => return Mark::Same,
            Ok(None) if line.keeps && cell.value.is_some() => return Mark::Wrong(words::type_a_number().into()),
            Ok(value) => value,
            // Half a number is not wrong yet.
            Err(_) if self.here == at && self.is_typing() => return Mark::Changed,
            Err(why) => return Mark::Wrong(why),
        };
        if edit.base != cell.base() {
            Mark::Clashed
        } else if let Some(why) = self.lock(grid, at) {
            Mark::Wrong(why)
        } else if let Some(why) = value.and_then(|it| number::doubt(cell.value.or(cell.last_year), it, &line.unit)) {
            Mark::Doubted(why)
        } else {
            let refused = self.faults.iter().find(|(fault, _)| *fault == Some(at));
            refused.map_or(Mark::Changed, |(_, why)| Mark::Refused(why.clone()))
        }
    }

    /// What is not saved.
    pub(super) fn changes(&self, grid: &Grid) -> Vec<(At, Mark)> {
        let marked = self.edits.iter().map(|edit| (edit.at, self.mark(grid, edit.at)));
        marked.filter(|(_, mark)| !matches!(mark, Mark::Same)).collect()
    }

    /// Whether anything is not saved.
    pub(super) fn is_dirty(&self) -> bool {
        self.grid.as_ref().is_some_and(|grid| !self.changes(grid).is_empty())
    }

    /// What was done last, the newest first.
    pub(super) fn said(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().rev().map(|step| &*step.said)
    }

    /// Whether everything can be sent; else what is in the way. Doubts are in the way once.
    pub(super) fn check(&self, grid: &Grid, needs_reason: bool) -> Result<(), Act> {
        let meant = self.asked.as_ref().is_some_and(|asked| Rc::ptr_eq(asked, &self.edits));
        let mut faults: Vec<(Option<At>, String)> = Vec::new();
        for (at, mark) in self.changes(grid) {
            match mark {
                Mark::Wrong(why) => faults.push((Some(at), why)),
                Mark::Doubted(why) if !meant => faults.push((Some(at), why)),
                Mark::Clashed => faults.push((Some(at), words::changed_meanwhile().into())),
                _ => {}
            }
        }
        if needs_reason && self.reason.trim().is_empty() {
            faults.push((None, words::add_a_reason().into()));
        }
        if faults.is_empty() { Ok(()) } else { Err(Act::Refuse(faults)) }
    }

    fn step(&mut self, said: String, typed: Option<At>) {
        self.state = State::Quiet;
        match self.steps.last_mut() {
            Some(last) if typed.is_some() && last.typed == typed => last.said = said,
            _ => self.steps.push(Step { said, typed, before: self.edits.clone() }),
        }
        if self.steps.len() > UNDO_MAX {
            self.steps.remove(0);
        }
    }

    /// Writes into a cell, within a step.
    fn set(&mut self, at: At, text: String) {
        let Some(grid) = &self.grid else { return };
        self.faults.retain(|(fault, _)| *fault != Some(at));
        let edits = Rc::make_mut(&mut self.edits);
        match edits.iter_mut().find(|edit| edit.at == at) {
            Some(edit) => edit.text = text,
            None => edits.push(Edit { at, text, base: grid.cell(at).base() }),
        }
    }

    fn forget(&mut self, at: At) {
        Rc::make_mut(&mut self.edits).retain(|edit| edit.at != at);
    }

    fn focus(&mut self, selector: &'static str) {
        self.focus = (self.focus.0 + 1, selector);
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Loaded(grid) => self.load(grid),
            Act::Go(at) => (self.here, self.caret) = (at, false),
            Act::Leave => {
                if let Some(step) = self.steps.last_mut() {
                    step.typed = None;
                }
            }
            Act::Caret => self.caret = true,
            Act::Type(at, text) => {
                let Some(grid) = self.grid.clone() else { return };
                self.here = at;
                self.step([&grid.name_of(at), ": ", &*text].concat(), Some(at));
                self.set(at, text);
            }
            Act::Back if self.is_typing() => self.act(Act::Undo),
            Act::Back => {}
            Act::Paste(at, block) => self.paste(at, block),
            Act::Fill(cells, said) => {
                let Some(grid) = self.grid.clone() else { return };
                self.step(said, None);
                for (at, value) in cells {
                    self.set(at, grid.lines[at.0].write(Some(value)));
                }
            }
            Act::Undo => {
                if let Some(step) = self.steps.pop() {
                    (self.edits, self.state) = (step.before, State::Quiet);
                    self.faults.clear();
                }
            }
            Act::Discard => {
                (self.edits, self.steps, self.faults) = Default::default();
                (self.reason, self.state) = Default::default();
                self.focus("#sheet-name");
            }
            Act::Reason(reason) => {
                self.reason = reason;
                self.faults.retain(|(fault, _)| fault.is_some());
            }
            Act::Correct(yes) => self.correcting = yes,
            Act::Group(group) => self.group = group,
            Act::Open(kpi) => match self.open.iter().position(|open| *open == kpi) {
                Some(at) => drop(self.open.remove(at)),
                None => self.open.push(kpi),
            },
            Act::Refuse(faults) => {
                (self.faults, self.state) = (faults, State::Quiet);
                self.asked = Some(self.edits.clone());
                self.focus(".savebar .sum");
            }
            Act::State(state) => self.state = state,
            Act::Saved(sent) => {
                Rc::make_mut(&mut self.edits).retain(|edit| !sent.contains(edit));
                (self.steps, self.faults, self.reason) = Default::default();
                self.state = State::Saved;
                self.focus(".savebar a");
            }
            Act::Theirs(at) => {
                self.step(words::keep_theirs().into(), None);
                self.forget(at);
                self.focus(".savebar .conflict h2, .savebar button");
            }
            Act::Mine(at) => {
                let Some(grid) = self.grid.clone() else { return };
                self.step(words::use_mine().into(), None);
                let mine = Rc::make_mut(&mut self.edits).iter_mut();
                for edit in mine.filter(|edit| at.is_none_or(|at| edit.at == at)) {
                    edit.base = grid.cell(edit.at).base();
                }
                self.focus(".savebar .conflict h2, .savebar button");
            }
        }
    }

    /// Takes the cells as they are now. What was typed stays, where its cell still is; what it began from can no longer be
    /// undone.
    fn load(&mut self, grid: Rc<Grid>) {
        match self.grid.take() {
            None => {
                let parts = grid.lines.iter().filter(|line| line.team.is_some());
                let used =
                    parts.filter(|line| line.cells.iter().any(|cell| cell.value.is_some() || cell.last_year.is_some()));
                self.open = used.map(|line| line.kpi.clone()).collect();
                self.focus("#sheet-name");
            }
            Some(before) => {
                let moved = |edit: &Edit| Some(Edit { at: grid.find(&before, edit.at)?, ..edit.clone() });
                self.edits = Rc::new(self.edits.iter().filter_map(moved).collect());
                self.steps.clear();
                self.faults.clear();
                self.here = (0, 0);
            }
        }
        let changes = self.changes(&grid);
        if changes.iter().any(|(_, mark)| matches!(mark, Mark::Clashed)) {
            self.state = State::Quiet;
            self.focus("#conflict");
        } else if matches!(self.state, State::Saving) {
            // Not what was typed was changed, but what it goes with.
            self.state = State::Failed(Failure::Stale(Rc::new(Value::Null)));
        }
        // What stands there by now need not be sent.
        Rc::make_mut(&mut self.edits).retain(|edit| changes.iter().any(|(at, _)| *at == edit.at));
        self.grid = Some(grid);
    }

    /// Puts a block's cells over those shown from a cell on. Its empty cells leave what is there, and so does what is shut.
    fn paste(&mut self, at: At, block: Vec<Vec<String>>) {
        let Some(grid) = self.grid.clone() else { return };
        let (lines, columns) = (self.lines(), self.columns());
        let from = |shown: &[usize], here| shown.iter().position(|shown| *shown == here).unwrap_or(0);
        let (top, left) = (from(&lines, at.0), from(&columns, at.1));
        let (mut cells, mut shut, mut outside) = (Vec::new(), 0, 0);
        for (down, row) in block.into_iter().enumerate() {
            for (right, text) in row.into_iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
                match (lines.get(top + down), columns.get(left + right)) {
                    (Some(&line), Some(&column)) if self.lock(&grid, (line, column)).is_none() => {
                        cells.push(((line, column), text));
                    }
                    (Some(_), Some(_)) => shut += 1,
                    _ => outside += 1,
                }
            }
        }
        self.step(words::pasted(cells.len(), shut, outside), None);
        for (at, text) in cells {
            self.set(at, text);
        }
    }
}
