//! Roll-ups: always what a naive recomputation from every measurement gives.

use super::loading::assert_same;
use super::mirror::Mirror;
use super::model::Model;
use super::{Stores, load, push};
use crate::store::{CommitError, MeasurementWrite, Store, TouchedCell};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use tandem_shared::Rollup;
use tokio::runtime::Handle;
use tokio::task::block_in_place;

/// KPI `n` rolls up by number `n` of these.
const ROLLUPS: [Rollup; 6] = [Rollup::Sum, Rollup::Last, Rollup::Average, Rollup::Min, Rollup::Max, Rollup::Ratio];

/// Requests that are sent at the same time, after which the store may be closed and opened again.
type Burst = (Vec<Vec<MeasurementWrite>>, bool);

/// Few KPIs, teams, days, times and keys, so that everything meets; a few numbers at the edge of the range.
fn any_measurement() -> impl Strategy<Value = MeasurementWrite> {
    let number = || prop_oneof![12 => -5..5_i64, 1 => (i64::MAX / 3 - 5)..(i64::MAX / 3), 1 => Just(-i64::MAX / 2)];
    let key = prop_oneof![Just(None), (0..4_u8).prop_map(|key| Some(key.to_string()))];
    (0..6_usize, 0..2_i64, 0..3_i32, 0..4_i64, number(), number(), key).prop_map(
        |(kpi, team, day, at, value, denominator, key)| MeasurementWrite {
            kpi: i64::try_from(kpi).unwrap_or(0),
            rollup: ROLLUPS[kpi],
            team,
            day,
            at,
            value,
            denominator: if ROLLUPS[kpi] == Rollup::Ratio { denominator } else { 0 },
            key,
            note: None,
        },
    )
}

fn any_bursts() -> impl Strategy<Value = Vec<Burst>> {
    vec((vec(vec(any_measurement(), 1..6), 1..5), prop::bool::weighted(0.2)), 1..10)
}

pub(in crate::store) async fn equal_a_naive_recomputation(stores: &dyn Stores) {
    let names = AtomicU32::new(0);
    let config = Config { cases: 96, failure_persistence: None, ..Config::default() };
    let runtime = Handle::current();
    let checked = block_in_place(|| {
        TestRunner::new(config).run(&any_bursts(), |bursts| {
            let name = names.fetch_add(1, Ordering::Relaxed).to_string();
            runtime.block_on(check(stores, &name, bursts));
            Ok(())
        })
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
}

async fn check(stores: &dyn Stores, name: &str, bursts: Vec<Burst>) {
    let mut model = Model::default();
    let mut store = stores.open(name).await;
    let mut mirror = Mirror::of(&*store).await;
    for (requests, reopen) in bursts {
        for (request, answer) in requests.iter().zip(send_at_once(&*store, &requests).await) {
            match (model.push(request), answer) {
                (Ok(()), Ok(_)) => {}
                (Err(expected), Err(CommitError::Overflow { index })) if index == expected => {}
                (expected, answer) => panic!("expected {expected:?}, was answered {answer:?}"),
            }
        }
        if reopen {
            store.close().await;
            store = stores.open(name).await;
            assert_same(&mirror.state(), &load(&*store).await);
            mirror = Mirror::of(&*store).await;
        }
        let state = load(&*store).await;
        let by_place = |touched: &TouchedCell| {
            let cell = touched.cell;
            ((touched.kpi, touched.team, touched.day), (cell.count, i128::from(cell.a), i128::from(cell.b)))
        };
        let stored: BTreeMap<_, _> = state.cells.iter().map(by_place).collect();
        assert_eq!(stored, model.cells());
        assert_same(&std::mem::replace(&mut mirror, Mirror::of(&*store).await).state(), &state);
    }
    store.close().await;
}

/// Sends all requests before the first is answered; they arrive in this order.
async fn send_at_once(store: &dyn Store, requests: &[Vec<MeasurementWrite>]) -> Vec<Result<u64, CommitError>> {
    let mut waiting: Vec<_> = requests.iter().map(|request| (Box::pin(push(store, request.clone())), None)).collect();
    std::future::poll_fn(|context| {
        for (future, answer) in &mut waiting {
            if answer.is_none()
                && let Poll::Ready(result) = pin!(future).poll(context)
            {
                *answer = Some(result);
            }
        }
        if waiting.iter().all(|(_, answer)| answer.is_some()) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    waiting.into_iter().filter_map(|(_, answer)| answer).collect()
}
