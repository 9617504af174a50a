//! Documents: created, replaced, archived, refused, remembered.

use super::{NOON, Stores, commit, document, load, put};
use crate::store::{CommitError, DocumentWrite, Expected, Store, StoredDocument, Write};
use std::collections::HashSet;
use tandem_shared::document::Kind;

fn revised(slug: &str, expected: Expected, body: &str) -> DocumentWrite {
    DocumentWrite { expected, body: body.into(), ..document(Kind::Team, slug) }
}

async fn the_document(store: &dyn Store, slug: &str) -> StoredDocument {
    load(store).await.documents.into_iter().find(|document| document.slug == slug).expect("there")
}

async fn refused(store: &dyn Store, writes: Vec<DocumentWrite>) -> (usize, Option<StoredDocument>) {
    match store.commit(commit(Write::Documents(writes))).await {
        Err(CommitError::Stale { index, current }) => (index, current.map(|current| *current)),
        other => panic!("not refused as stale: {other:?}"),
    }
}

pub(in crate::store) async fn created_and_replaced(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "sales")).await;
    put(&*store, document(Kind::Kpi, "sales")).await;
    let first = the_document(&*store, "sales").await;
    assert_eq!((first.revision, first.archived, first.at), (1, false, NOON));
    assert_eq!((first.kind, first.body.as_str()), (Kind::Team, r#"{"name":"sales"}"#));
    assert!(first.no > 0, "0 stands for no team");

    put(&*store, revised("sales", Expected::Revision(1), "{}")).await;
    store.close().await;
    let second = the_document(&*stores.open("main").await, "sales").await;
    assert_eq!(second, StoredDocument { revision: 2, body: "{}".into(), ..first });
}

pub(in crate::store) async fn stale_is_refused_and_told(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "sales")).await;
    put(&*store, revised("sales", Expected::Revision(1), r#""theirs""#)).await;
    let (index, current) = refused(&*store, vec![revised("sales", Expected::Revision(1), r#""mine""#)]).await;
    assert_eq!((index, current), (0, Some(the_document(&*store, "sales").await)));
    assert_eq!(the_document(&*store, "sales").await.body, r#""theirs""#);
    assert_eq!(refused(&*store, vec![revised("nobody", Expected::Revision(1), "{}")]).await, (0, None));
}

pub(in crate::store) async fn what_exists_is_not_created(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "sales")).await;
    let (index, current) = refused(&*store, vec![document(Kind::Team, "sales")]).await;
    assert_eq!((index, current), (0, Some(the_document(&*store, "sales").await)));
}

pub(in crate::store) async fn archived_comes_back(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "sales")).await;
    let first = the_document(&*store, "sales").await;
    put(&*store, DocumentWrite { archived: true, ..revised("sales", Expected::Revision(1), "{}") }).await;
    assert!(the_document(&*store, "sales").await.archived);
    put(&*store, document(Kind::Team, "sales")).await;
    let back = the_document(&*store, "sales").await;
    assert_eq!(back, StoredDocument { revision: 3, ..first }, "the same document, with its number and id");
}

pub(in crate::store) async fn archived_has_no_revision_to_replace(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "sales")).await;
    put(&*store, DocumentWrite { archived: true, ..revised("sales", Expected::Revision(1), "{}") }).await;
    assert_eq!(refused(&*store, vec![revised("sales", Expected::Revision(2), "{}")]).await, (0, None));
}

pub(in crate::store) async fn any_takes_whatever_is_there(stores: &dyn Stores) {
    let store = stores.open("main").await;
    for revision in 1..=3 {
        put(&*store, revised("sales", Expected::Any, "{}")).await;
        assert_eq!(the_document(&*store, "sales").await.revision, revision);
    }
}

pub(in crate::store) async fn all_or_nothing(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "sales")).await;
    let before = load(&*store).await;
    let three = vec![
        document(Kind::Team, "marketing"),
        revised("sales", Expected::Revision(7), "{}"),
        document(Kind::Team, "success"),
    ];
    let (index, current) = refused(&*store, three).await;
    assert_eq!((index, current.map(|current| current.revision)), (1, Some(1)));
    assert_eq!(load(&*store).await.documents, before.documents);
    assert_eq!(store.changes_since(0, 100).await.expect("read").len(), 1, "nothing of it is in the log");
    let next = put(&*store, document(Kind::Team, "marketing")).await;
    assert_eq!(next, before.seq + 1, "the refused one took no number");
}

pub(in crate::store) async fn history_in_pages_newest_first(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, document(Kind::Team, "marketing")).await;
    for revision in 1..=5_u64 {
        let reason = Some(format!("reason {revision}"));
        put(&*store, DocumentWrite { reason, ..revised("sales", Expected::Any, &revision.to_string()) }).await;
    }
    let revisions = async |before, limit| -> Vec<u64> {
        let page = store.history(Kind::Team, "sales", before, limit).await.expect("read");
        page.iter().filter_map(|change| change.revision).collect()
    };
    assert_eq!(revisions(None, 2).await, [5, 4]);
    assert_eq!(revisions(Some(4), 2).await, [3, 2]);
    assert_eq!(revisions(Some(2), 2).await, [1]);
    assert_eq!(revisions(Some(1), 2).await, [0; 0]);
    let third = store.history(Kind::Team, "sales", Some(4), 1).await.expect("read").remove(0);
    assert_eq!((third.actor.as_str(), third.reason.as_deref(), third.body.as_str()), ("crm", Some("reason 3"), "3"));
    assert_eq!(store.history(Kind::Kpi, "sales", None, 9).await.expect("read"), []);
}

pub(in crate::store) async fn demo_is_marked(stores: &dyn Stores) {
    let store = stores.open("main").await;
    put(&*store, DocumentWrite { demo: true, ..document(Kind::Team, "sales") }).await;
    put(&*store, document(Kind::Team, "marketing")).await;
    assert!(the_document(&*store, "sales").await.demo);
    assert!(!the_document(&*store, "marketing").await.demo);
    put(&*store, revised("sales", Expected::Revision(1), "{}")).await;
    assert!(!the_document(&*store, "sales").await.demo, "a person made it their own");
}

pub(in crate::store) async fn ids_carry_the_time(stores: &dyn Stores) {
    let store = stores.open("main").await;
    let teams = (0..50).map(|n| document(Kind::Team, &format!("team-{n}"))).collect();
    store.commit(commit(Write::Documents(teams))).await.expect("written");
    let documents = load(&*store).await.documents;
    for document in &documents {
        let id = uuid::Uuid::parse_str(&document.id).expect("a UUID");
        assert_eq!(id.get_version_num(), 7);
        let (seconds, nanos) = id.get_timestamp().expect("has a time").to_unix();
        assert_eq!(seconds * 1_000 + u64::from(nanos / 1_000_000), NOON.cast_unsigned());
    }
    assert_eq!(documents.iter().map(|document| &document.id).collect::<HashSet<_>>().len(), 50);
}
