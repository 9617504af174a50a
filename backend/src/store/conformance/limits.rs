//! The range of numbers: no sum may ever leave it.

use super::{Stores, cells, keyed, measurement, push};
use crate::store::{CommitError, MeasurementWrite, Store};
use tandem_shared::Rollup;

const HALF: i64 = i64::MAX / 2 + 1;

async fn overflows_at(store: &dyn Store, measurements: Vec<MeasurementWrite>) -> usize {
    let before = cells(store).await;
    let entries = store.changes_since(0, 100).await.expect("read");
    let refused = match push(store, measurements).await {
        Err(CommitError::Overflow { index }) => index,
        other => panic!("not refused as overflow: {other:?}"),
    };
    assert_eq!(cells(store).await, before, "nothing of it was written");
    assert_eq!(store.changes_since(0, 100).await.expect("read"), entries);
    refused
}

pub(in crate::store) async fn overflow_of_a_day_is_refused(stores: &dyn Stores) {
    let store = stores.open("main").await;
    push(&*store, vec![measurement(1, Rollup::Sum, 0, HALF), keyed("a", measurement(1, Rollup::Sum, 0, 3))])
        .await
        .expect("written");
    assert_eq!(overflows_at(&*store, vec![measurement(1, Rollup::Sum, 0, HALF)]).await, 0);
    let moved = keyed("a", measurement(1, Rollup::Sum, 9, 1));
    let more = vec![moved, measurement(2, Rollup::Sum, 0, 1), measurement(1, Rollup::Sum, 0, HALF)];
    assert_eq!(overflows_at(&*store, more).await, 2);
    push(&*store, vec![keyed("a", measurement(1, Rollup::Sum, 0, 4))]).await.expect("the key is where it was");
    assert_eq!(cells(&*store).await, [(1, 0, 0, 2, HALF + 4, 0)]);
}

pub(in crate::store) async fn overflow_of_a_kpi_is_refused(stores: &dyn Stores) {
    for (kpi, rollup) in [(1, Rollup::Sum), (2, Rollup::Average), (3, Rollup::Ratio)] {
        let store = stores.open(&format!("kpi {kpi}")).await;
        push(&*store, vec![measurement(kpi, rollup, 0, HALF)]).await.expect("written");
        let negative = MeasurementWrite { team: 5, ..measurement(kpi, rollup, 8, -HALF) };
        assert_eq!(overflows_at(&*store, vec![measurement(kpi, rollup, 7, 1), negative.clone()]).await, 1);
        store.close().await;
        let store = stores.open(&format!("kpi {kpi}")).await;
        assert_eq!(overflows_at(&*store, vec![negative.clone()]).await, 0, "known after reopening");
        assert_eq!(overflows_at(&*store, vec![measurement(kpi, rollup, 6, 5), negative]).await, 1);
        push(&*store, vec![measurement(kpi, rollup, 7, HALF - 1)]).await.expect("just fits");
        assert_eq!(overflows_at(&*store, vec![measurement(kpi, rollup, 6, 1)]).await, 0);
    }
    let store = stores.open("denominators").await;
    let ratio = |day| MeasurementWrite { denominator: HALF, ..measurement(1, Rollup::Ratio, day, 1) };
    assert_eq!(overflows_at(&*store, vec![ratio(0), ratio(1)]).await, 1);
}

pub(in crate::store) async fn overflow_spares_its_neighbours(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let large = |day| vec![measurement(1, Rollup::Sum, day, HALF)];
    let small = |day| vec![measurement(1, Rollup::Sum, day, 1)];
    let written = tokio::join!(
        push(&*store, small(0)),
        push(&*store, large(0)),
        push(&*store, large(0)),
        push(&*store, [small(5), large(5)].concat()),
        push(&*store, small(0)),
    );
    let kept = [&written.0, &written.1, &written.2, &written.3, &written.4].map(Result::is_ok);
    let large_ones = kept[1..4].iter().filter(|kept| **kept).count();
    assert_eq!((kept[0], kept[4], large_ones), (true, true, 1), "one of the large ones fits beside the small ones");
}

pub(in crate::store) async fn a_refused_request_takes_no_room(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let one = |day, value| measurement(1, Rollup::Sum, day, value);
    push(&*store, vec![one(0, HALF)]).await.expect("written");
    // Nothing is loaded in between: what the store remembers must be right by itself.
    for _ in 0..3 {
        let refused = push(&*store, vec![one(1, 5), one(0, 5), one(2, -HALF)]).await;
        assert!(matches!(refused, Err(CommitError::Overflow { index: 2 })), "{refused:?}");
    }
    push(&*store, vec![one(3, HALF - 1)]).await.expect("just fits");
    assert!(push(&*store, vec![one(3, 1)]).await.is_err());
}

pub(in crate::store) async fn extremes_and_levels_do_not_add_up(stores: &dyn Stores) {
    let store = stores.open("main").await;
    for (kpi, rollup) in [(1, Rollup::Last), (2, Rollup::Min), (3, Rollup::Max)] {
        let two = vec![measurement(kpi, rollup, 0, i64::MAX), measurement(kpi, rollup, 1, i64::MAX)];
        push(&*store, two.clone()).await.expect("no sum is made");
        push(&*store, two).await.expect("no sum is made");
    }
}
