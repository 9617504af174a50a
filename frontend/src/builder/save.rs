//! Reading what is edited, and saving it: the KPIs first, then the board that shows them.

use std::rc::Rc;

use miniserde::Deserialize;
use miniserde::json::{Object, Value};
use tandem_shared::view::{Side, TeamView};
use yew::prelude::*;

use super::act::Act;
use super::body;
use super::draft::Draft;
use super::editor::{Base, Conflict, Doc, Editor, State};
use super::slug::slug;
use crate::api::{self, Failure, FieldFault, Verb};
use crate::board::Board;
use crate::words;

/// A page of a list of documents.
#[derive(Deserialize)]
struct Page {
    items: Vec<Object>,
    /// Of documents a slug, of versions a number.
    next: Option<Value>,
}

/// Reads all that editing a board needs.
pub(super) async fn load(board: String) -> Result<Base, Failure> {
    let path = ["/api/v1/boards/", &board].concat();
    let document: Object = api::read(&api::get(&[&path, "/document"].concat()).await?)?;
    let mut kpis = Object::new();
    for kpi in all("/api/v1/kpis").await? {
        kpis.insert(body::text(&kpi, "slug").to_owned(), Value::Object(kpi));
    }
    let teams = all("/api/v1/teams").await?;
    let view = Board::new(api::read(&api::get(&path).await?)?, None);
    Ok(Base {
        board: Rc::new(document),
        kpis,
        teams: teams.iter().map(team).collect(),
        tiles: view.tiles().cloned().collect(),
    })
}

fn team(team: &Object) -> TeamView {
    let side = match body::text(team, "side") {
        "sales" => Side::Sales,
        "marketing" => Side::Marketing,
        _ => Side::Other,
    };
    TeamView { slug: body::text(team, "slug").to_owned(), name: body::text(team, "name").to_owned(), side }
}

/// Every document of a list, page by page.
async fn all(path: &'static str) -> Result<Vec<Object>, Failure> {
    let mut items = Vec::new();
    let mut address = path.to_owned();
    loop {
        let page: Page = api::read(&api::get(&address).await?)?;
        items.extend(page.items);
        match page.next {
            Some(Value::String(next)) => address = [path, "?after=", &next].concat(),
            _ => return Ok(items),
        }
    }
}

/// A document on its way to the server: each act is told to the page, and done here, too.
struct Saving {
    editor: Rc<Editor>,
    page: UseReducerDispatcher<Editor>,
}

impl Saving {
    fn tell(&mut self, act: Act) {
        self.page.dispatch(act.clone());
        self.editor = self.editor.clone().reduce(act);
    }

    /// Writes a document; `false` where it was not taken, and the page knows why.
    async fn put(&mut self, doc: Doc, path: &str, sent: String, revision: Option<u64>) -> bool {
        let state = match api::send(Verb::Put, path, revision, Some(&sent)).await.and_then(|text| api::read(&text)) {
            Ok(document) => {
                self.tell(Act::Saved(doc, Rc::new(document), sent));
                return true;
            }
            Err(Failure::Refused { errors, .. }) if !errors.is_empty() => {
                self.tell(Act::Refused(doc, errors));
                return false;
            }
            Err(Failure::Stale(current)) => {
                let newest = api::get(&[path, "/history?limit=1"].concat()).await;
                let newest = newest.and_then(|text| api::read::<Page>(&text)).ok();
                let said = |newest: &Object, key| body::text(newest, key).to_owned();
                let by = newest.as_ref().and_then(|page| page.items.first());
                let by = by.map(|newest| (said(newest, "by"), said(newest, "at")));
                State::Conflict(Conflict { doc, theirs: Rc::new(body::object(Some(&current))), by })
            }
            Err(failure) => State::Failed(failure),
        };
        self.tell(Act::State(state));
        false
    }
}

/// Saves everything that is not saved yet, one document after the other, until one is refused.
pub(super) async fn save(board: String, editor: Editor, page: UseReducerDispatcher<Editor>) {
    let mut saving = Saving { editor: Rc::new(editor), page };
    saving.tell(Act::State(State::Saving));
    let missing = missing(&saving.editor);
    if !missing.is_empty() {
        return saving.tell(Act::Refused(Doc::Board, missing.into()));
    }
    let Some(base) = saving.editor.base.clone() else { return };
    for mut kpi in saving.editor.draft.kpis.keys().cloned().collect::<Vec<_>>() {
        let Some(definition) = body::inner(&saving.editor.draft.kpis, &kpi).cloned() else { continue };
        if kpi.starts_with('*') {
            // A new KPI that no tile shows any more was given up.
            if !saving.editor.draft.shows(&kpi) {
                continue;
            }
            let name = body::text(&definition, "name");
            if name.trim().is_empty() {
                let fault = FieldFault { pointer: "/name".into(), detail: words::write_a_name().into() };
                return saving.tell(Act::Refused(Doc::Kpi(kpi), [fault].into()));
            }
            // Refused, it keeps its address for the next try.
            let slug = slug(name, "kpi", |slug| saving.editor.kpi(slug).is_some());
            saving.tell(Act::Settled(kpi, slug.clone()));
            kpi = slug;
        }
        let path = ["/api/v1/kpis/", &kpi].concat();
        let revision = body::inner(&base.kpis, &kpi).map(body::revision);
        if !saving.put(Doc::Kpi(kpi), &path, miniserde::json::to_string(&definition), revision).await {
            return;
        }
    }
    let sent = saving.editor.draft.written();
    if sent != Draft::read(&base.board).written() {
        let path = ["/api/v1/boards/", &board].concat();
        if !saving.put(Doc::Board, &path, sent, Some(body::revision(&base.board))).await {
            return;
        }
    }
    saving.tell(Act::State(State::Saved));
}

/// Places of tiles where no KPI was chosen.
fn missing(editor: &Editor) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    for (s, section) in editor.draft.sections.iter().enumerate() {
        for (t, block) in section.blocks.iter().enumerate() {
            for (field, _) in block.tile.kpis().into_iter().filter(|(_, kpi)| kpi.is_empty()) {
                let pointer = ["/sections/", &s.to_string(), "/tiles/", &t.to_string(), "/", &field].concat();
                faults.push(FieldFault { pointer, detail: words::choose_a_kpi().into() });
            }
        }
    }
    faults
}
