//! What every implementation of [`Store`] must do: one list of cases for all of them.

pub(super) mod change_log;
pub(super) mod documents;
pub(super) mod keys;
pub(super) mod limits;
pub(super) mod loading;
mod mirror;
mod model;
pub(super) mod rollups;

use super::{Commit, CommitError, DocumentWrite, Expected, MeasurementWrite, Millis, Snapshot, Store, Write};
use async_trait::async_trait;
use tandem_shared::Rollup;
use tandem_shared::document::Kind;

/// Where stores of one implementation live.
#[async_trait]
pub(super) trait Stores: Sync {
    /// Opens the store of this name: the first time empty; later, after it was closed, with what was written.
    async fn open(&self, name: &str) -> Box<dyn Store>;
}

/// Makes a test of each case, on the [`Stores`] that an expression gives.
macro_rules! conformance {
    ($stores:expr) => {
        conformance!($stores,
            change_log: commits_are_numbered_upwards, changes_resume_after_any, facts_name_senders_and_days,
                facts_and_documents_keep_their_order, empty_writes_leave_no_trace;
            documents: created_and_replaced, stale_is_refused_and_told, what_exists_is_not_created,
                archived_comes_back, archived_has_no_revision_to_replace, any_takes_whatever_is_there,
                all_or_nothing, history_in_pages_newest_first, demo_is_marked, ids_carry_the_time;
            keys: repeated_on_the_same_day, moved_to_another_day, moved_to_another_team, twice_in_one_request,
                apart_in_each_kpi, kept_after_reopening;
            limits: overflow_of_a_day_is_refused, overflow_of_a_kpi_is_refused, overflow_spares_its_neighbours, a_refused_request_takes_no_room,
                extremes_and_levels_do_not_add_up;
            loading: sees_each_commit_once, settings_are_kept, purged_measurements_are_gone,
                a_purged_document_makes_room_for_another,
                many_at_once_are_all_there, closed_is_closed;
            rollups: equal_a_naive_recomputation
        );
    };
    ($stores:expr, $($module:ident: $($case:ident),+);+) => {
        $(mod $module {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                crate::store::conformance::$module::$case(&$stores).await;
            })+
        })+
    };
}
pub(super) use conformance;

/// Noon of some day in November 2026.
const NOON: Millis = 1_795_521_600_000;

/// A commit by the CRM.
fn commit(write: Write) -> Commit {
    Commit { at: NOON, actor: "crm".into(), origin: None, write }
}

/// A document to be created, with a body that names it.
fn document(kind: Kind, slug: &str) -> DocumentWrite {
    DocumentWrite {
        kind,
        slug: slug.into(),
        expected: Expected::Absent,
        body: format!(r#"{{"name":"{slug}"}}"#),
        archived: false,
        demo: false,
        reason: None,
    }
}

/// A measurement of `kpi` without team on `day`, at noon.
fn measurement(kpi: i64, rollup: Rollup, day: i32, value: i64) -> MeasurementWrite {
    MeasurementWrite { kpi, rollup, team: 0, day, at: NOON, value, denominator: 0, key: None, note: None }
}

/// The same with a key.
fn keyed(key: &str, measurement: MeasurementWrite) -> MeasurementWrite {
    MeasurementWrite { key: Some(key.into()), ..measurement }
}

/// Writes one document, which must succeed.
async fn put(store: &dyn Store, write: DocumentWrite) -> u64 {
    store.commit(commit(Write::Documents(vec![write]))).await.expect("written")
}

/// Writes measurements.
async fn push(store: &dyn Store, measurements: Vec<MeasurementWrite>) -> Result<u64, CommitError> {
    store.commit(commit(Write::Measurements(measurements))).await
}

/// Everything that is in the store. Takes the place of a sink set before.
async fn load(store: &dyn Store) -> Snapshot {
    store.load(Box::new(|_| {})).await.expect("loaded")
}

/// Every cell of the store as `(kpi, team, day, count, a, b)`.
async fn cells(store: &dyn Store) -> Vec<(i64, i64, i32, u32, i64, i64)> {
    let cells = load(store).await.cells;
    cells.into_iter().map(|c| (c.kpi, c.team, c.day, c.cell.count, c.cell.a, c.cell.b)).collect()
}
