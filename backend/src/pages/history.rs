//! `/history`: who changed what, when, why and from where; an earlier version can be brought back.

use super::form::{Faults, choice, line};
use super::lang::Lang;
use super::layout::{page, see_other};
use super::session::{Admin, OwnForm};
use crate::api::ApiError;
use crate::app::App;
use crate::commands::{Precondition, restore_document};
use crate::store::{Change, ChangeFilter};
use crate::world::World;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use tandem_shared::document::Kind;
use tandem_shared::{Problem, ProblemKind};

/// Changes on one page.
const PAGE: usize = 50;
/// Changes read at once for an export.
const EXPORT_PAGE: usize = 1_000;
/// Most fields of which a change is told.
const FIELDS_MAX: usize = 4;
/// Most characters of a field's value that are told.
const VALUE_MAX: usize = 60;

/// Which changes.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    slug: String,
    #[serde(default)]
    actor: String,
    before: Option<u64>,
}

impl Asked {
    fn filter(&self) -> ChangeFilter {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        ChangeFilter {
            before: self.before,
            kind: Kind::from_name(&self.kind),
            slug: given(&self.slug),
            actor: given(&self.actor),
        }
    }

    /// The query of another page of the same.
    fn query(&self, before: Option<u64>) -> String {
        let before = before.map(|before| before.to_string());
        let pairs = [
            ("kind", Some(&self.kind)),
            ("slug", Some(&self.slug)),
            ("actor", Some(&self.actor)),
            ("before", before.as_ref()),
        ];
        let pairs: Vec<_> =
            pairs.into_iter().filter(|(_, value)| value.is_some_and(|value| !value.is_empty())).collect();
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }
}

/// A change, and the body before it.
struct Told {
    change: Change,
    before: Option<String>,
}

/// The changes, newest first.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(_): Admin,
    Query(asked): Query<Asked>,
) -> Response {
    draw(&app, lang, StatusCode::OK, &asked, &Faults::none()).await
}

async fn draw(app: &App, lang: Lang, status: StatusCode, asked: &Asked, faults: &Faults) -> Response {
    let title = lang.say("Who changed what", "Wer was geändert hat");
    let (changes, next) = match read(app, asked).await {
        Ok(read) => read,
        Err(error) => return unreadable(&error),
    };
    let world = app.read_world();
    let any = |text: &str| (String::new(), text.to_owned());
    let kinds: Vec<_> = std::iter::once(any(lang.say("everything", "alles")))
        .chain(Kind::ALL.map(|kind| (kind.name().to_owned(), kind_name(lang, kind).to_owned())))
        .collect();
    let people = world.documents(Kind::Person, "").map(|person| format!("@{}", person.slug));
    let tokens = world.documents(Kind::Token, "").filter_map(|token| Some(world.token(&token.slug)?.name.clone()));
    let actors: Vec<_> = std::iter::once(any(lang.say("everybody", "alle")))
        .chain(people.chain(tokens).chain(["admin".to_owned()]).map(|actor| {
            let name = world.name_of(&actor).to_owned();
            (actor, name)
        }))
        .collect();
    let content = html! {
        header.pagehead {
            h1 { (title) }
            p { (lang.say(
                "Every version of everything people edit. Nothing is ever rewritten: an earlier version comes back as a new one.",
                "Jede Fassung von allem, was Menschen bearbeiten. Nichts wird überschrieben: Eine frühere Fassung kommt als neue zurück.")) }
        }
        (faults.summary(lang, &[]))
        form.panel.filter method="get" action="/history" {
            div.blk.form.form--four {
                (choice(("/kind", lang.say("What", "Was"), ""), &kinds, &asked.kind, &Faults::none()))
                (choice(("/actor", lang.say("Who", "Wer"), ""), &actors, &asked.actor, &Faults::none()))
                (line(("/slug", lang.say("Address name", "Adressname"), ""), ("text", "off"), &asked.slug, &Faults::none()))
                div.go {
                    a.tandem-btn href={ "/history.csv?" (asked.query(None)) } { "CSV" }
                    button.tandem-btn.tandem-btn--primary { (lang.say("Show", "Zeigen")) }
                }
            }
        }
        section.panel {
            @if changes.is_empty() { p.blk { (lang.say("Nothing that fits.", "Nichts, das passt.")) } }
            @else {
                table.tb.log {
                    thead { tr {
                        th { (lang.say("When", "Wann")) } th { (lang.say("Who", "Wer")) } th { (lang.say("What", "Was")) }
                        th { (lang.say("Change and reason", "Änderung und Grund")) } th { span.tandem-vh { (lang.say("Actions", "Aktionen")) } }
                    } }
                    tbody { @for told in &changes { (row(&world, lang, told)) } }
                }
            }
            @if let Some(next) = next {
                footer { a href={ "/history?" (asked.query(Some(next))) } { (lang.say("Older", "Ältere")) } }
            }
        }
    };
    page(lang, status, title, &content)
}

fn row(world: &World, lang: Lang, told: &Told) -> Markup {
    let change = &told.change;
    let (Some(kind), Some(slug)) = (change.kind, &change.slug) else { return Markup::default() };
    let now = world.document(kind, slug);
    let revision = change.revision.unwrap_or_default();
    let is_current = now.is_some_and(|now| now.revision == revision);
    let restorable = !is_current && !change.archived && !matches!(kind, Kind::Target | Kind::Token | Kind::Screen);
    let body = fields(&change.body);
    let name = match kind {
        Kind::Target => target_name(world, slug),
        _ => body.get("name").and_then(Value::as_str).unwrap_or(slug).to_owned(),
    };
    html! {
        tr {
            td.nw { (lang.time(world.calendar(), change.at)) }
            td { b { (world.name_of(&change.actor)) } @if let Some(origin) = &change.origin { span.xs { (origin) } } }
            td { b { (name) } span.xs { (kind_name(lang, kind)) ", " (lang.say("version", "Fassung")) " " (revision) } }
            td {
                @if change.archived { (lang.say("removed", "entfernt")) }
                @else if let Some(before) = &told.before { (differences(lang, &fields(before), &body)) }
                @else { (lang.say("created", "angelegt")) }
                @if let Some(reason) = &change.reason { span.xs { "“" (reason) "”" } }
            }
            td.r {
                @if restorable {
                    form method="post" action={ "/history/" (change.seq) "/restoration" } {
                        input type="hidden" name="kind" value=(kind.name());
                        input type="hidden" name="slug" value=(slug);
                        input type="hidden" name="revision" value=(revision);
                        input type="hidden" name="current" value=(now.filter(|now| !now.archived).map_or(0, |now| now.revision));
                        button.tandem-btn.tandem-btn--quiet.tandem-btn--small
                            aria-label=(lang.say(format!("Bring back version {revision} of {name}"), format!("Fassung {revision} von {name} zurückholen"))) { (lang.say("Bring back", "Zurückholen")) }
                    }
                } @else if is_current { span.badge.badge--word { (lang.say("in force", "gilt")) } }
            }
        }
    }
}

/// `Leads handed over, 2026-Q4` for `leads:2026-Q4`.
fn target_name(world: &World, slug: &str) -> String {
    let (kpi, rest) = slug.split_once(':').unwrap_or((slug, ""));
    let name = world.any_kpi(kpi).map_or(kpi, |kpi| &kpi.definition().name);
    [name, ", ", &rest.replace(':', ", ")].concat()
}

/// What became of which field.
fn differences(lang: Lang, before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Markup {
    let (before, after) = (leaves(before), leaves(after));
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed: Vec<&String> = names.into_iter().filter(|name| before.get(*name) != after.get(*name)).collect();
    let short = |text: Option<&String>| match text {
        None => "–".to_owned(),
        Some(text) if text.chars().count() <= VALUE_MAX => text.clone(),
        Some(text) => text.chars().take(VALUE_MAX).chain(['…']).collect(),
    };
    html! {
        @for name in changed.iter().take(FIELDS_MAX) {
            span.diff { code { (name) } " " (short(before.get(*name))) " → " b { (short(after.get(*name))) } }
        }
        @if changed.len() > FIELDS_MAX {
            span.diff { (lang.say(format!("and {} more fields", changed.len() - FIELDS_MAX), format!("und {} weitere Felder", changed.len() - FIELDS_MAX))) }
        }
    }
}

/// A document field by field, as people read it: `scope.boards` is `growth, demand`; what is inside a list is counted from 1.
fn leaves(fields: &BTreeMap<String, Value>) -> BTreeMap<String, String> {
    fn add(name: String, value: &Value, leaves: &mut BTreeMap<String, String>) {
        match value {
            Value::Null => {}
            Value::Object(fields) => {
                fields.iter().for_each(|(field, value)| add([&name, ".", field].concat(), value, leaves));
            }
            Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
                (1..).zip(items).for_each(|(at, item)| add(format!("{name}.{at}"), item, leaves));
            }
            Value::Array(items) => {
                leaves.insert(name, items.iter().map(plain).collect::<Vec<_>>().join(", "));
            }
            _ => {
                leaves.insert(name, plain(value));
            }
        }
    }
    let mut leaves = BTreeMap::new();
    fields.iter().for_each(|(name, value)| add(name.clone(), value, &mut leaves));
    leaves
}

/// A value without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn fields(body: &str) -> BTreeMap<String, Value> {
    serde_json::from_str(body).unwrap_or_default()
}

/// A page of changes with what was there before each, and where the next page begins.
async fn read(app: &App, asked: &Asked) -> anyhow::Result<(Vec<Told>, Option<u64>)> {
    let mut changes = app.store.changes_of(asked.filter(), PAGE + 1).await?;
    let next = (changes.len() > PAGE).then(|| changes.truncate(PAGE)).and(changes.last().map(|change| change.seq));
    let mut told = Vec::with_capacity(changes.len());
    for change in changes {
        let before = match (change.kind, &change.slug, change.revision) {
            (Some(kind), Some(slug), Some(revision)) if revision > 1 => {
                app.store.history(kind, slug, Some(revision), 1).await?.into_iter().next().map(|before| before.body)
            }
            _ => None,
        };
        told.push(Told { change, before });
    }
    Ok((told, next))
}

/// The same as CSV.
pub(super) async fn export(State(app): State<Arc<App>>, Admin(_): Admin, Query(mut asked): Query<Asked>) -> Response {
    match write_csv(&app, &mut asked).await {
        Ok(csv) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"tandem-history.csv\""),
            ];
            (headers, csv).into_response()
        }
        Err(error) => unreadable(&error),
    }
}

async fn write_csv(app: &App, asked: &mut Asked) -> anyhow::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["seq", "at", "who", "from", "kind", "slug", "version", "removed", "reason", "body"])?;
    loop {
        let changes = app.store.changes_of(asked.filter(), EXPORT_PAGE).await?;
        let Some(last) = changes.last() else { return Ok(csv.into_inner()?) };
        asked.before = Some(last.seq);
        let world = app.read_world();
        for change in &changes {
            csv.write_record([
                change.seq.to_string().as_str(),
                &world.calendar().rfc3339_ms(change.at),
                &harmless(world.name_of(&change.actor)),
                &harmless(change.origin.as_deref().unwrap_or_default()),
                change.kind.map_or("", Kind::name),
                change.slug.as_deref().unwrap_or_default(),
                &change.revision.unwrap_or_default().to_string(),
                if change.archived { "yes" } else { "" },
                &harmless(change.reason.as_deref().unwrap_or_default()),
                &change.body,
            ])?;
        }
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { ["'", text].concat() } else { text.to_owned() }
}

/// Which version to bring back, and which one is in force as the page knew it; 0 for none.
#[derive(Deserialize)]
pub(super) struct Wanted {
    kind: String,
    slug: String,
    revision: u64,
    current: u64,
}

/// Brings a version back, as a new one.
pub(super) async fn restore(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(visitor): Admin,
    Path(_): Path<u64>,
    OwnForm(Wanted { kind, slug, revision, current }): OwnForm<Wanted>,
) -> Response {
    let precondition = Precondition { if_match: Some(current).filter(|current| *current > 0), only_new: false };
    let restored = match Kind::from_name(&kind) {
        Some(kind) => restore_document(&app, &visitor.actor, kind, &slug, revision, precondition).await,
        None => Err(Problem::new(ProblemKind::NotFound, "There is no such kind of document.")),
    };
    let asked = Asked { kind, slug, ..Asked::default() };
    match restored {
        Ok(_) => see_other(&format!("/history?{}", asked.query(None))),
        Err(problem) => {
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            draw(&app, lang, status, &asked, &problem.into()).await
        }
    }
}

fn unreadable(error: &anyhow::Error) -> Response {
    tracing::error!(%error, "the history could not be read");
    ApiError(Problem::new(ProblemKind::Internal, "The history cannot be read; the log says why.")).into_response()
}

fn kind_name(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Calendar => lang.say("calendar", "Kalender"),
        Kind::Team => "Team",
        Kind::Kpi => "KPI",
        Kind::Target => lang.say("target", "Ziel"),
        Kind::Acknowledgement => lang.say("acknowledgement", "Bestätigung"),
        Kind::Goal => lang.say("goal", "Vorhaben"),
        Kind::Board => "Board",
        Kind::Comment => lang.say("comment", "Kommentar"),
        Kind::Action => lang.say("action", "Aufgabe"),
        Kind::CheckIn => "Check-in",
        Kind::Win => lang.say("win", "Erfolg"),
        Kind::Person => lang.say("person", "Person"),
        Kind::Token => "Token",
        Kind::Screen => lang.say("screen", "Bildschirm"),
    }
}
