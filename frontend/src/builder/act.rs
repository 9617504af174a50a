//! [`Act`]: everything that can happen to what is edited, and what comes of it.

use std::rc::Rc;

use miniserde::json::{Object, Value};
use yew::prelude::*;

use super::body;
use super::draft::{Draft, Tile};
use super::editor::{Base, Chosen, Conflict, Doc, Editor, Fault, Lift, Sort, State, Step};
use crate::api::FieldFault;
use crate::words;

/// Most acts that can be undone.
const UNDO_MAX: usize = 100;

/// What can happen.
#[derive(Clone)]
pub(super) enum Act {
    /// The server told the documents.
    Loaded(Rc<Base>),
    /// The board is called something else.
    Name(String),
    /// It opens with another period.
    Period(String),
    /// A section is called something else.
    Title(u32, String),
    /// A KPI is defined differently; null takes a field away.
    Define(String, &'static str, Value),
    /// A tile shows another KPI at a place of it.
    Show(u32, usize, String),
    /// A tile shows a new KPI of these owners at a place of it.
    NewKpi(u32, usize, Vec<String>),
    /// A KPI of a tile goes with another, or with none.
    Pair(u32, String, String),
    /// A part of a contribution is taken away.
    RemovePart(u32, usize),
    /// A tile is added after what is chosen.
    Add(Sort),
    /// A section is added at the end.
    AddSection,
    /// A tile or section is taken away.
    Remove(u32),
    /// The inspector shows something else.
    Choose(Chosen),
    /// A tile or section is lifted, by pointer or by key.
    Lift(u32, bool),
    /// A new tile is dragged from the palette.
    LiftNew(Sort),
    /// What is lifted moves down or up.
    Step(bool),
    /// The halves of the lifted pair change places.
    Swap,
    /// What is lifted is dragged before or after something.
    Over(u32, bool),
    /// It is put down.
    Down,
    /// It is put back.
    Back,
    /// The last step is undone.
    Undo,
    /// Everything since the last saving is dropped.
    Discard,
    /// Saving stands differently.
    State(State),
    /// A document is on disk: as it stands there, and as it was sent.
    Saved(Doc, Rc<Object>, String),
    /// A new KPI has its address.
    Settled(String, String),
    /// A document was refused for these fields.
    Refused(Doc, Rc<[FieldFault]>),
    /// Their version of the document in conflict counts.
    Theirs,
    /// Mine counts.
    Mine,
}

impl Editor {
    /// Changes the draft, as one step that can be undone.
    fn edit(&mut self, doc: Doc, typed: Option<(u32, &'static str)>, said: String, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.clone();
        change(Rc::make_mut(&mut self.draft));
        self.push(Step { doc, said, typed, before: Some(before) });
    }

    fn push(&mut self, step: Step) {
        self.state = State::Quiet;
        match self.steps.last_mut() {
            Some(last) if last.typed.is_some() && last.typed == step.typed && last.doc == step.doc => {
                last.said = step.said;
            }
            _ => self.steps.push(step),
        }
        if let Some(old) = self.steps.len().checked_sub(UNDO_MAX + 1) {
            self.steps[old].before = None;
        }
    }

    fn focus(&mut self, selector: &str) {
        self.focus = (self.focus.0 + 1, selector.to_owned());
    }

    fn focus_grip(&mut self, id: u32) {
        self.focus(&["[data-grip=\"", &id.to_string(), "\"]"].concat());
    }

    /// Where what is lifted stands, in words.
    fn say_place(&mut self, id: u32) {
        let sections = &self.draft.sections;
        let (at, count, section) = match self.draft.place(id) {
            Some((s, at)) => (at, sections[s].blocks.len(), Some(sections[s].title.clone())),
            None => (sections.iter().position(|section| section.id == id).unwrap_or(0), sections.len(), None),
        };
        self.said = words::moving(&self.name_of(id), at + 1, count, section.as_deref()).into();
        self.focus_grip(id);
    }

    /// Which steps of a document are done for: the rest can no longer be undone, as what they began from is gone.
    fn settle_steps(&mut self, doc: &Doc) {
        self.steps.retain(|step| step.doc != *doc);
        for step in &mut self.steps {
            step.before = None;
        }
    }

    fn set_base(&mut self, doc: &Doc, document: &Rc<Object>) {
        let Some(base) = &self.base else { return };
        let (mut board, mut kpis) = (base.board.clone(), base.kpis.clone());
        match doc {
            Doc::Board => board = document.clone(),
            Doc::Kpi(slug) => drop(kpis.insert(slug.clone(), Value::Object((**document).clone()))),
        }
        self.base = Some(Rc::new(Base { board, kpis, teams: base.teams.clone(), tiles: base.tiles.clone() }));
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Loaded(base) => {
                *self = Self {
                    draft: Rc::new(Draft::read(&base.board)),
                    base: Some(base),
                    focus: std::mem::take(&mut self.focus),
                    ..Self::default()
                };
                self.focus("#edit-name");
            }
            Act::Name(name) => {
                let said = words::step_board(&name);
                self.edit(Doc::Board, Some((0, "name")), said, |draft| draft.name = name);
            }
            Act::Period(period) => {
                self.edit(Doc::Board, Some((0, "period")), words::step_period().into(), |draft| draft.period = period);
            }
            Act::Title(id, title) => {
                let said = words::step_title(&title);
                self.edit(Doc::Board, Some((id, "title")), said, |draft| {
                    if let Some(section) = draft.section_mut(id) {
                        section.title = title;
                    }
                });
            }
            Act::Define(slug, key, value) => self.define(slug, key, value),
            Act::Show(id, of, kpi) => {
                let said = words::step_shows(&self.kpi_name(&kpi));
                self.faults.retain(|fault| fault.id != id);
                // Walking through a list with the arrows is one step.
                self.edit(Doc::Board, Some((id, "kpi")), said, |draft| {
                    if let Some(tile) = draft.tile_mut(id) {
                        tile.set(of, &kpi);
                    }
                });
                self.chosen = Chosen { id, of };
            }
            Act::NewKpi(id, of, owners) => self.new_kpi(id, of, &owners),
            Act::Pair(id, kpi, with) => {
                let said = match &*with {
                    "" => words::step_split(&self.name_of(id)),
                    with => words::step_paired(&self.kpi_name(&kpi), &self.kpi_name(with)),
                };
                self.edit(Doc::Board, Some((id, "with")), said, |draft| draft.pair(id, &kpi, &with));
                if with.is_empty() {
                    self.chosen.of = 0;
                }
            }
            Act::RemovePart(id, of) => {
                self.edit(Doc::Board, None, words::step_part().into(), |draft| {
                    if let Some(Tile::Contribution(_, parts)) = draft.tile_mut(id) {
                        parts.remove(of - 1);
                    }
                });
                self.chosen = Chosen { id, of: 0 };
                self.focus("#inspector");
            }
            Act::Add(sort) => {
                let after = self.chosen.id;
                let mut id = 0;
                let said = words::step_added(words::sort(sort));
                self.edit(Doc::Board, None, said, |draft| id = draft.add(sort.tile(), after));
                self.chosen = Chosen { id, of: 0 };
                self.focus("#edit-kpi-0");
            }
            Act::AddSection => {
                let mut id = 0;
                self.edit(Doc::Board, None, words::step_section().into(), |draft| id = draft.add_section());
                self.chosen = Chosen { id, of: 0 };
                self.focus("#edit-title");
            }
            Act::Remove(id) => {
                let said = words::step_removed(&self.name_of(id));
                self.said = said.clone().into();
                self.edit(Doc::Board, None, said, |draft| draft.remove(id));
                self.chosen = Chosen::default();
                self.focus("#edit-name");
            }
            Act::Choose(chosen) => {
                let before = std::mem::replace(&mut self.chosen, chosen);
                if chosen.id == 0 {
                    let id = &*before.id.to_string();
                    self.focus(&["button[data-choose=\"", id, "\"], button[data-choose^=\"", id, " \"]"].concat());
                } else {
                    self.focus("#inspector");
                }
            }
            Act::Lift(id, dragged) => {
                self.lift = Some(Lift { id, new: None, dragged, before: self.draft.clone() });
                self.say_place(id);
            }
            Act::LiftNew(sort) => {
                self.lift = Some(Lift { id: 0, new: Some(sort), dragged: true, before: self.draft.clone() });
            }
            Act::Step(down) => self.lifted(|draft, id| draft.step(id, down)),
            Act::Swap => self.lifted(|draft, id| {
                if let Some(Tile::Pair(both)) = draft.tile_mut(id) {
                    both.swap(0, 1);
                }
            }),
            Act::Over(target, after) => self.over(target, after),
            Act::Down => self.put_down(),
            Act::Back => {
                if let Some(lift) = self.lift.take() {
                    self.draft = lift.before;
                    self.said = words::put_back(&self.name_of(lift.id)).into();
                    self.focus_grip(lift.id);
                }
            }
            Act::Undo => {
                if let Some(Step { said, before: Some(before), .. }) = self.steps.pop() {
                    self.draft = before;
                    self.said = words::step_undone(&said).into();
                    self.state = State::Quiet;
                    if self.draft.block(self.chosen.id).is_none() {
                        self.chosen = Chosen::default();
                    }
                    if self.steps.is_empty() {
                        self.focus("#edit-name");
                    }
                }
            }
            Act::Discard => {
                if let Some(base) = self.base.clone() {
                    self.act(Act::Loaded(base));
                    self.said = words::discarded().into();
                }
            }
            Act::State(state) => {
                match state {
                    State::Saving => self.faults.clear(),
                    State::Saved if !self.is_dirty() => self.focus(".savebar a"),
                    State::Conflict(_) => self.focus("#conflict"),
                    State::Archived => {
                        self.steps.clear();
                        self.focus("#edit-name");
                    }
                    _ => {}
                }
                self.state = state;
            }
            Act::Saved(doc, document, sent) => self.saved(&doc, &document, &sent),
            Act::Settled(kpi, slug) => {
                Rc::make_mut(&mut self.draft).settle(&kpi, &slug);
                for step in self.steps.iter_mut().filter(|step| step.doc == Doc::Kpi(kpi.clone())) {
                    step.doc = Doc::Kpi(slug.clone());
                }
                self.settle_steps(&Doc::Kpi(kpi));
            }
            Act::Refused(doc, errors) => self.refused(&doc, &errors),
            Act::Theirs => {
                if let State::Conflict(Conflict { doc, theirs, .. }) = std::mem::take(&mut self.state) {
                    self.set_base(&doc, &theirs);
                    self.settle_steps(&doc);
                    let draft = Rc::make_mut(&mut self.draft);
                    match &doc {
                        Doc::Board => draft.take_board(&theirs),
                        Doc::Kpi(slug) => drop(draft.kpis.remove(slug)),
                    }
                    self.chosen = Chosen::default();
                    self.focus("#edit-name");
                }
            }
            Act::Mine => {
                if let State::Conflict(Conflict { doc, theirs, .. }) = std::mem::take(&mut self.state) {
                    self.set_base(&doc, &theirs);
                }
            }
        }
    }

    fn define(&mut self, slug: String, key: &'static str, value: Value) {
        let Some(known) = self.kpi(&slug) else { return };
        let mut kpi = known.clone();
        match value {
            Value::Null => drop(kpi.remove(key)),
            value => drop(kpi.insert(key.to_owned(), value)),
        }
        let said = words::step_defined(words::definition(key), body::text(&kpi, "name"));
        let doc = Doc::Kpi(slug.clone());
        self.faults.retain(|fault| fault.doc != doc || !fault.field.starts_with(key));
        self.edit(doc, Some((0, key)), said, |draft| drop(draft.kpis.insert(slug, Value::Object(kpi))));
    }

    fn new_kpi(&mut self, id: u32, of: usize, owners: &[String]) {
        let text = |text: &str| Value::String(text.to_owned());
        let kpi = body::object_of(vec![
            ("name", text("")),
            ("unit", Value::Object(body::object_of(vec![("type", text("count"))]))),
            ("direction", text("higher")),
            ("rollup", text("sum")),
            ("owners", body::strings(owners)),
            ("interval", text("day")),
        ]);
        let draft = Rc::make_mut(&mut self.draft);
        // No slug begins like that.
        let slug = ["*", &draft.number().to_string()].concat();
        let said = words::step_new_kpi().into();
        self.edit(Doc::Board, None, said, |draft| {
            draft.kpis.insert(slug.clone(), Value::Object(kpi));
            if let Some(tile) = draft.tile_mut(id) {
                tile.set(of, &slug);
            }
        });
        self.chosen = Chosen { id, of };
        self.focus("#kpi-name");
    }

    /// Moves what is lifted.
    fn lifted(&mut self, change: impl FnOnce(&mut Draft, u32)) {
        if let Some(id) = self.lift.as_ref().map(|lift| lift.id) {
            change(Rc::make_mut(&mut self.draft), id);
            self.say_place(id);
        }
    }

    fn over(&mut self, target: u32, after: bool) {
        let Some(lift) = &mut self.lift else { return };
        let draft = Rc::make_mut(&mut self.draft);
        if let (0, Some(sort)) = (lift.id, lift.new) {
            lift.id = draft.add(sort.tile(), target);
        }
        draft.over(lift.id, target, after);
        let id = lift.id;
        self.say_place(id);
    }

    fn put_down(&mut self) {
        let Some(lift) = self.lift.take().filter(|lift| lift.id != 0) else { return };
        let name = self.name_of(lift.id);
        if lift.before.written() != self.draft.written() {
            let said = match lift.new {
                Some(sort) => {
                    self.chosen = Chosen { id: lift.id, of: 0 };
                    words::step_added(words::sort(sort))
                }
                None => words::step_moved(&name),
            };
            self.push(Step { doc: Doc::Board, said, typed: None, before: Some(lift.before) });
        }
        self.said = words::put_down(&name).into();
        self.focus_grip(lift.id);
    }

    fn saved(&mut self, doc: &Doc, document: &Rc<Object>, sent: &str) {
        self.set_base(doc, document);
        // What was typed while it was on its way is not saved yet.
        let still = match doc {
            Doc::Board => self.draft.written() == sent,
            Doc::Kpi(slug) => self.draft.kpis.get(slug).is_none_or(|kpi| miniserde::json::to_string(kpi) == sent),
        };
        if still {
            self.settle_steps(doc);
            if let Doc::Kpi(slug) = doc {
                Rc::make_mut(&mut self.draft).kpis.remove(slug);
            }
        }
    }

    fn refused(&mut self, doc: &Doc, errors: &[FieldFault]) {
        self.state = State::Quiet;
        for error in errors {
            let (id, field) = match doc {
                Doc::Board => self.located(&error.pointer),
                Doc::Kpi(_) => (0, error.pointer.trim_start_matches('/').to_owned()),
            };
            self.faults.push(Fault { doc: doc.clone(), id, field, detail: error.detail.clone() });
        }
        self.focus(".sum button");
    }

    /// The tile or section of a pointer into the board, and the rest of the pointer.
    fn located(&self, pointer: &str) -> (u32, String) {
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        let index = |at: usize| steps.get(at).and_then(|step| step.parse::<usize>().ok());
        let section = index(1).and_then(|s| self.draft.sections.get(s));
        match (section, section.zip(index(3)).and_then(|(section, t)| section.blocks.get(t))) {
            (_, Some(block)) => (block.id, steps[4..].join("/")),
            (Some(section), None) => (section.id, steps[2..].join("/")),
            (None, None) => (0, steps.join("/")),
        }
    }
}

impl Reducible for Editor {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        next.act(act);
        Rc::new(next)
    }
}
