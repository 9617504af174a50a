//! Idempotency keys: the same key is the same measurement, wherever it was.

use super::{Stores, cells, keyed, measurement, push};
use crate::store::MeasurementWrite;
use tandem_shared::Rollup::Sum;

/// What is left of two commits, as `(kpi, team, day, count, a, b)`.
async fn left(
    stores: &dyn Stores,
    first: Vec<MeasurementWrite>,
    second: Vec<MeasurementWrite>,
) -> Vec<(i64, i64, i32, u32, i64, i64)> {
    let store = stores.open("main").await;
    push(&*store, first).await.expect("written");
    push(&*store, second).await.expect("written");
    cells(&*store).await
}

pub(in crate::store) async fn repeated_on_the_same_day(stores: &dyn Stores) {
    let other = measurement(1, Sum, 0, 100);
    let first = vec![keyed("a", measurement(1, Sum, 0, 5)), other];
    assert_eq!(left(stores, first, vec![keyed("a", measurement(1, Sum, 0, 7))]).await, [(1, 0, 0, 2, 107, 0)]);
}

pub(in crate::store) async fn moved_to_another_day(stores: &dyn Stores) {
    let first = vec![keyed("a", measurement(1, Sum, 5, 5))];
    assert_eq!(left(stores, first, vec![keyed("a", measurement(1, Sum, 3, 7))]).await, [(1, 0, 3, 1, 7, 0)]);
}

pub(in crate::store) async fn moved_to_another_team(stores: &dyn Stores) {
    let first = vec![keyed("a", measurement(1, Sum, 0, 5)), measurement(1, Sum, 0, 1)];
    let second = MeasurementWrite { team: 4, ..keyed("a", measurement(1, Sum, 0, 5)) };
    assert_eq!(left(stores, first, vec![second]).await, [(1, 0, 0, 1, 1, 0), (1, 4, 0, 1, 5, 0)]);
}

pub(in crate::store) async fn twice_in_one_request(stores: &dyn Stores) {
    let twice = vec![keyed("a", measurement(1, Sum, 0, 5)), keyed("a", measurement(1, Sum, 1, 6))];
    assert_eq!(left(stores, vec![], twice).await, [(1, 0, 1, 1, 6, 0)]);
}

pub(in crate::store) async fn apart_in_each_kpi(stores: &dyn Stores) {
    let first = vec![keyed("a", measurement(1, Sum, 0, 5))];
    let second = vec![keyed("a", measurement(2, Sum, 0, 6))];
    assert_eq!(left(stores, first, second).await, [(1, 0, 0, 1, 5, 0), (2, 0, 0, 1, 6, 0)]);
}

pub(in crate::store) async fn kept_after_reopening(stores: &dyn Stores) {
    let store = stores.open("main").await;
    push(&*store, vec![keyed("a", measurement(1, Sum, 0, 5))]).await.expect("written");
    store.close().await;
    let store = stores.open("main").await;
    push(&*store, vec![keyed("a", measurement(1, Sum, 0, 6))]).await.expect("written");
    assert_eq!(cells(&*store).await, [(1, 0, 0, 1, 6, 0)]);
}
