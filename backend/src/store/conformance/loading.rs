//! Loading, listening, purging, closing.

use super::mirror::Mirror;
use super::{NOON, Stores, cells, commit, document, keyed, load, measurement, push, put};
use crate::store::{Commit, CommitError, DocumentWrite, Expected, FeedState, MeasurementWrite, Snapshot, Write};
use std::sync::Arc;
use tandem_shared::Rollup::{Last, Sum};
use tandem_shared::document::Kind;

pub(super) fn assert_same(left: &Snapshot, right: &Snapshot) {
    assert_eq!(left.seq, right.seq);
    assert_eq!(left.documents, right.documents);
    assert_eq!(left.agreed, right.agreed);
    assert_eq!(left.cells, right.cells);
    assert_eq!(left.feeds, right.feeds);
}

pub(in crate::store) async fn sees_each_commit_once(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Target, "leads-2026")).await;
    push(&*store, vec![measurement(1, Sum, 0, 1), measurement(1, Sum, 1, 1)]).await.expect("written");
    let mirror = Mirror::of(&*store).await;
    let raised = DocumentWrite {
        expected: Expected::Revision(1),
        reason: Some("more budget".into()),
        ..document(Kind::Target, "leads-2026")
    };
    put(&*store, raised).await;
    // The first of the two is purged below.
    for team in ["sales", "marketing"] {
        put(&*store, document(Kind::Acknowledgement, &format!("leads-2026:2:{team}"))).await;
    }
    for n in 0..20 {
        let writes = vec![keyed("a", measurement(1, Sum, n % 3, 1)), measurement(i64::from(n % 4), Last, n, 1)];
        let seq = push(&*store, writes).await.expect("written");
        assert_eq!(mirror.seq(), seq, "told before the writer is answered");
    }
    assert!(store.commit(commit(Write::Documents(vec![document(Kind::Target, "leads-2026")]))).await.is_err());
    store.commit(commit(Write::Purge(vec![2]))).await.expect("written");
    store.close().await;
    let stored = load(&*stores.open("main").await).await;
    assert_eq!(stored.agreed.len(), 3);
    assert_same(&mirror.state(), &stored);
}

pub(in crate::store) async fn settings_are_kept(stores: &dyn Stores) {
    let store = stores.open("main").await;
    assert_eq!(store.setting("admin").await.expect("read"), None);
    store.set_setting("admin", Some("one")).await.expect("written");
    store.set_setting("other", Some("two")).await.expect("written");
    store.set_setting("admin", Some("three")).await.expect("written");
    store.set_setting("gone", Some("four")).await.expect("written");
    store.set_setting("gone", None).await.expect("removed");
    store.close().await;
    let store = stores.open("main").await;
    assert_eq!(store.setting("admin").await.expect("read").as_deref(), Some("three"));
    assert_eq!(store.setting("other").await.expect("read").as_deref(), Some("two"));
    assert_eq!(store.setting("gone").await.expect("read"), None);
    assert_eq!(store.settings("adm").await.expect("read"), [("admin".to_owned(), "three".to_owned())]);
    assert_eq!(store.settings("").await.expect("read").len(), 2);
    assert_eq!(store.changes_since(0, 9).await.expect("read"), [], "settings are no business of the log");
}

pub(in crate::store) async fn purged_measurements_are_gone(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let both =
        vec![keyed("a", measurement(1, Sum, 3, 5)), measurement(1, Sum, 4, i64::MAX - 5), measurement(2, Sum, 0, 6)];
    push(&*store, both).await.expect("written");
    let seq = store.commit(commit(Write::Purge(vec![1]))).await.expect("written");
    assert_eq!(cells(&*store).await, [(2, 0, 0, 1, 6, 0)]);
    let change = store.changes_since(seq - 1, 9).await.expect("read").remove(0);
    assert_eq!((change.kind, change.body.as_str()), (None, r#"[{"kpi":1,"days":[3,4]}]"#));
    assert_eq!(load(&*store).await.feeds.len(), 1);
    // Neither the old key nor the old sum stands in the way.
    push(&*store, vec![keyed("a", measurement(1, Sum, 0, i64::MAX))]).await.expect("written");
    assert_eq!(cells(&*store).await, [(1, 0, 0, 1, i64::MAX, 0), (2, 0, 0, 1, 6, 0)]);
}

pub(in crate::store) async fn a_purged_document_makes_room_for_another(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "sales")).await;
    put(&*store, document(Kind::Target, "leads:2026")).await;
    let first = load(&*store).await.documents;
    store.commit(commit(Write::Purge(first.iter().map(|document| document.no).collect()))).await.expect("written");
    put(&*store, document(Kind::Target, "leads:2026")).await;
    let stored = load(&*store).await;
    let [second] = stored.documents.as_slice() else { panic!("one is left: {:?}", stored.documents) };
    assert_eq!((second.slug.as_str(), second.revision), ("leads:2026", 1));
    assert!(first.iter().all(|document| document.no != second.no && document.id != second.id), "another document");
    let history = store.history(Kind::Target, "leads:2026", None, 9).await.expect("read");
    assert_eq!(history.len(), 1, "the purged one's versions are not this one's");
    assert_eq!(stored.agreed.len(), 1);
    assert_eq!(store.changes_since(0, 9).await.expect("read").len(), 4, "the log keeps everything");
}

pub(in crate::store) async fn many_at_once_are_all_there(stores: &dyn Stores) {
    const EACH: i64 = 25;
    let store: Arc<dyn crate::store::Store> = stores.open("main").await.into();
    let mirror = Mirror::of(&*store).await;
    let senders: Vec<_> = (0..64_i64)
        .map(|sender| {
            let store = store.clone();
            tokio::spawn(async move {
                for n in 0..EACH {
                    let one = MeasurementWrite { at: NOON + n, ..measurement(sender % 5, Sum, 0, 1) };
                    let write = Write::Measurements(vec![one]);
                    let actor = format!("sender {sender}").into();
                    store.commit(Commit { at: NOON + 100 + n, actor, origin: None, write }).await.expect("written");
                }
                put(&*store, document(Kind::Team, &format!("team-{sender}"))).await;
            })
        })
        .collect();
    for sender in senders {
        sender.await.expect("ended well");
    }
    store.close().await;
    let stored = load(&*stores.open("main").await).await;
    assert_eq!(stored.cells.iter().map(|cell| cell.cell.a).sum::<i64>(), 64 * EACH);
    assert_eq!(stored.documents.len(), 64);
    assert_eq!(stored.feeds.len(), 64);
    let (newest_at, received_at) = (NOON + EACH - 1, NOON + 99 + EACH);
    let feed = |feed: &FeedState| (feed.measurements, feed.newest_at, feed.received_at);
    assert!(stored.feeds.iter().all(|one| feed(one) == (EACH.cast_unsigned(), newest_at, received_at)));
    assert_same(&mirror.state(), &stored);
}

pub(in crate::store) async fn closed_is_closed(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let (written, ()) = tokio::join!(push(&*store, vec![measurement(1, Sum, 0, 1)]), store.close());
    written.expect("what was accepted is written");
    assert!(matches!(push(&*store, vec![measurement(1, Sum, 0, 1)]).await, Err(CommitError::Closed(_))));
    assert!(store.changes_since(0, 1).await.is_err());
    assert!(store.load(Box::new(|_| {})).await.is_err());
    store.close().await;
    assert_eq!(cells(&*stores.open("main").await).await, [(1, 0, 0, 1, 1, 0)]);
}
