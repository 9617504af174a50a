//! The change log: one growing order of everything written.

use super::{Stores, commit, document, load, measurement, push, put};
use crate::store::{Commit, Write};
use tandem_shared::Rollup;
use tandem_shared::document::Kind;

pub(in crate::store) async fn commits_are_numbered_upwards(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let mut last = 0;
    for n in 0..6 {
        let seq = if n % 2 == 0 {
            put(&*store, document(Kind::Team, &format!("team-{n}"))).await
        } else {
            push(&*store, vec![measurement(1, Rollup::Sum, 0, 1)]).await.expect("written")
        };
        assert!(seq > last);
        last = seq;
    }
    store.close().await;
    let store = stores.open("main").await;
    assert_eq!(load(&*store).await.seq, last);
    assert!(put(&*store, document(Kind::Team, "late")).await > last);
}

pub(in crate::store) async fn changes_resume_after_any(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let three = ["sales", "marketing", "success"].map(|slug| document(Kind::Team, slug)).to_vec();
    let seq = store.commit(commit(Write::Documents(three))).await.expect("written");
    push(&*store, vec![measurement(1, Rollup::Sum, 0, 1)]).await.expect("written");
    let all = store.changes_since(0, 100).await.expect("read");
    assert_eq!(all.len(), 4, "an entry a document, one for the facts");
    assert!(all.is_sorted_by(|one, next| one.seq < next.seq));
    assert_eq!(all[2].seq, seq, "a commit is answered with its last entry");
    for (index, change) in all.iter().enumerate() {
        assert_eq!(store.changes_since(change.seq, 100).await.expect("read"), all[index + 1..]);
        assert_eq!(store.changes_since(change.seq - 1, 1).await.expect("read"), all[index..=index]);
    }
    let stored = load(&*store).await.documents.remove(0);
    assert_eq!(all[0].id.as_deref(), Some(stored.id.as_str()));
    assert_eq!((all[0].kind, all[0].slug.as_deref()), (Some(Kind::Team), Some("sales")));
}

pub(in crate::store) async fn facts_name_senders_and_days(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let days = [3, 1, 3].map(|day| measurement(7, Rollup::Sum, day, 1));
    push(&*store, [days.to_vec(), vec![measurement(2, Rollup::Sum, 9, 1)]].concat()).await.expect("written");
    let change = store.changes_since(0, 100).await.expect("read").remove(0);
    assert_eq!((change.kind, change.slug, change.id, change.revision), (None, None, None, None));
    assert_eq!(change.actor, "crm");
    assert_eq!(change.body, r#"[{"kpi":2,"days":[9]},{"kpi":7,"days":[1,3]}]"#);
}

pub(in crate::store) async fn facts_and_documents_keep_their_order(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let facts = |actor: &str| Commit {
        actor: actor.into(),
        ..commit(Write::Measurements(vec![measurement(1, Rollup::Sum, 0, 1)]))
    };
    let written = tokio::join!(
        store.commit(facts("crm")),
        store.commit(facts("sheet")),
        store.commit(facts("crm")),
        store.commit(commit(Write::Documents(vec![document(Kind::Team, "sales")]))),
        store.commit(facts("late")),
    );
    let seqs = [written.0, written.1, written.2, written.3, written.4].map(|seq| seq.expect("written"));
    let log = store.changes_since(0, 100).await.expect("read");
    let actors = |seq| log.iter().find(|change| change.seq == seq).map_or("", |change| change.actor.as_str());
    for (seq, actor) in seqs.into_iter().zip(["crm", "sheet", "crm", "crm", "late"]) {
        assert!(actors(seq).split(", ").any(|name| name == actor), "{actor} is not in entry {seq}: {log:?}");
    }
    assert_eq!(log.iter().filter(|change| change.kind.is_some()).count(), 1);
    assert_eq!(super::cells(&*store).await, [(1, 0, 0, 4, 4, 0)]);
}

pub(in crate::store) async fn empty_writes_leave_no_trace(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let seq = put(&*store, document(Kind::Team, "sales")).await;
    for empty in [Write::Documents(vec![]), Write::Measurements(vec![]), Write::Purge(vec![])] {
        assert_eq!(store.commit(commit(empty)).await.expect("nothing to refuse"), seq);
    }
    assert_eq!(store.changes_since(0, 100).await.expect("read").len(), 1);
}
