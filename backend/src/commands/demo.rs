//! Loading and removing the demo workspace.

use super::refused;
use crate::access::Actor;
use crate::app::App;
use crate::calendar::day_of;
use crate::demo::{Feed, TIME_ZONE, Workspace, workspace};
use crate::store::{Commit, DocumentNo, DocumentWrite, Expected, MeasurementWrite, NO_TEAM, StoredDocument, Write};
use crate::world::World;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::sync::Arc;
use tandem_shared::document::Kind;
use tandem_shared::{Problem, ProblemKind};

/// Name of the setting that says how far loading the demo workspace came: it takes many commits.
const SETTING: &str = "demo";
const LOADING: &str = "loading";
const LOADED: &str = "loaded";

/// What the demo workspace consists of.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DemoSize {
    /// Documents loaded or removed.
    pub(crate) documents: usize,
    /// Measurements loaded.
    pub(crate) measurements: usize,
}

/// Writes the demo workspace as it stands now, unless a document of somebody's has one of its names.
pub(crate) async fn load_demo(app: &App) -> Result<DemoSize, Problem> {
    if is_half_loaded(app).await {
        let rest = app.read_world().demo_documents().map(|document| document.no).collect();
        commit(app, "demo", app.clock.now().as_millisecond(), Write::Purge(rest)).await?;
    }
    if app.read_world().demo_documents().next().is_some() {
        let detail = "The demo workspace is there already: remove it first to load it afresh.";
        return Err(Problem::new(ProblemKind::Conflict, detail));
    }
    let zone = TimeZone::get(TIME_ZONE).unwrap_or(TimeZone::UTC);
    let Workspace { documents, feeds } = workspace(app.clock.now().to_zoned(zone));
    // The organisation's own calendar and teams stay as they are; every other name must be free.
    let may_be_own = |kind| matches!(kind, Kind::Calendar | Kind::Team);
    let own = |kind, slug: &str| {
        app.read_world().document(kind, slug).is_some_and(|document| !document.archived && !document.demo)
    };
    if let Some(taken) = documents.iter().find(|new| !may_be_own(new.kind) && own(new.kind, &new.slug)) {
        let (kind, slug) = (taken.kind.name(), &taken.slug);
        let detail = format!(
            "Nothing was loaded: there is a {kind} \"{slug}\" of yours, and the demo has one of this name. Load it into an empty store instead."
        );
        return Err(Problem::new(ProblemKind::Conflict, detail));
    }
    mark(app, LOADING).await?;
    let mut size = DemoSize { documents: 0, measurements: 0 };
    for document in documents {
        if own(document.kind, &document.slug) {
            continue;
        }
        let write = DocumentWrite {
            kind: document.kind,
            slug: document.slug,
            expected: Expected::Any,
            body: document.body,
            archived: false,
            demo: true,
            reason: document.reason.map(str::to_owned),
        };
        commit(app, document.author, document.at.as_millisecond(), Write::Documents(vec![write])).await?;
        size.documents += 1;
    }
    for feed in feeds {
        let measurements = resolve(&app.read_world(), &feed);
        let Some(newest) = measurements.iter().map(|measurement| measurement.at).max() else { continue };
        size.measurements += measurements.len();
        commit(app, feed.sender, newest, Write::Measurements(measurements)).await?;
    }
    mark(app, LOADED).await?;
    Ok(size)
}

/// Whether loading the demo workspace began and never ended.
pub(crate) async fn is_half_loaded(app: &App) -> bool {
    app.store.setting(SETTING).await.is_ok_and(|mark| mark.as_deref() == Some(LOADING))
}

async fn mark(app: &App, state: &str) -> Result<(), Problem> {
    app.store.set_setting(SETTING, Some(state)).await.map_err(|error| {
        tracing::error!(%error, "the demo workspace could not be marked");
        Problem::new(ProblemKind::StorageFull, "Nothing can be written to the store: make room and try again.")
    })
}

async fn commit(app: &App, author: &str, at: i64, write: Write) -> Result<(), Problem> {
    app.store.commit(Commit { at, actor: Arc::from(author), origin: None, write }).await.map_err(refused)?;
    Ok(())
}

fn resolve(world: &World, feed: &Feed) -> Vec<MeasurementWrite> {
    let of_one = |new: &crate::demo::Measurement| {
        let (kpi, state) = world.kpi_no(new.kpi)?;
        Some(MeasurementWrite {
            kpi,
            rollup: state.definition().rollup,
            team: NO_TEAM,
            day: day_of(new.day),
            at: new.at.as_millisecond(),
            value: new.value.parts(),
            denominator: new.denominator.parts(),
            key: None,
            note: None,
        })
    };
    feed.measurements.iter().filter_map(of_one).collect()
}

/// Removes the demo workspace with every measurement of its KPIs. A team of it that owns a KPI of somebody's, or that
/// somebody leads, stays.
pub(crate) async fn remove_demo(app: &App, actor: &Actor) -> Result<DemoSize, Problem> {
    actor.check_admin()?;
    let gone: Vec<DocumentNo> = {
        let world = app.read_world();
        let is_own = |kpi: &str| world.document(Kind::Kpi, kpi).is_some_and(|document| !document.demo);
        let owners: Vec<&String> =
            world.kpis().filter(|kpi| is_own(kpi.slug())).flat_map(|kpi| &kpi.definition().owners).collect();
        let led = |team: &str| world.people().any(|person| person.teams.iter().any(|led| led == team));
        let needed = |document: &StoredDocument| {
            document.kind == Kind::Team && (owners.contains(&&document.slug) || led(&document.slug))
        };
        world.demo_documents().filter(|document| !needed(document)).map(|document| document.no).collect()
    };
    if gone.is_empty() {
        return Err(Problem::new(ProblemKind::NotFound, "There is no demo workspace here."));
    }
    let size = DemoSize { documents: gone.len(), measurements: 0 };
    app.commit(actor, Write::Purge(gone)).await.map_err(refused)?;
    Ok(size)
}
