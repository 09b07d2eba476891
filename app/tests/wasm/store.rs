//! The store of the app under the contract of `shared`, and what `IndexedDB` does beyond it.

use app::store::{Connection, Durability, IdbStore, Writing, schema};
use shared::bytes::Hex;
use shared::domain::Kind;
use shared::id::{ChangeId, DeviceId, Epoch, Lineage, PersonId, RecordId, Revision, ServerId, SpaceId};
use shared::sync::store::{Batch, OutboxKey, OutboxState, Store, StoreError, store_contract};
use shared::sync::{Act, Change, Head, Outcome, Place, ScopeStamp};
use shared::time::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

pub(crate) const KEY: [u8; 32] = [7; 32];
/// Occurs in every change below, and nowhere else.
pub(crate) const SECRET: &str = "Hội nghị biểu dương";

/// A store of its own, empty.
pub(crate) async fn empty(name: &str) -> IdbStore {
    app::store::delete(name).await.unwrap();
    IdbStore::open(name, &KEY).await.unwrap()
}

pub(crate) fn space() -> SpaceId {
    SpaceId::derived([1; 16])
}

pub(crate) fn change(n: u8) -> Change {
    Change {
        id: ChangeId::derived([n; 16]),
        record: RecordId::derived([n; 16]),
        kind: Kind::Activity,
        act: Act::Insert([("title".to_owned(), SECRET.into())].into()),
        seen: None,
        follows: None,
        reason: Some(SECRET.to_owned()),
        author: PersonId::derived([1; 16]),
        unit: None,
        device: DeviceId::derived([1; 16]),
        device_time: Timestamp::from_millis(1),
        sig: None,
    }
}

pub(crate) fn queue(n: u8) -> Batch {
    Batch { queue: vec![(space(), change(n))], strict: true, ..Batch::default() }
}

fn place(cursor: u64) -> Place {
    Place {
        lineage: Lineage { server: ServerId::derived([1; 16]), epoch: Epoch(1) },
        cursor: Revision(cursor),
        scope: ScopeStamp(1),
        sweep: None,
        head: Head { count: cursor, hash: Hex([3; 32]), sig: Hex([4; 64]) },
    }
}

async fn outbox_len(store: &IdbStore) -> usize {
    store.outbox(OutboxKey::default(), 1_000).await.unwrap().len()
}

#[wasm_bindgen_test]
async fn keeps_the_contract() {
    let store = empty("test-contract").await;
    store_contract(&store).await.unwrap();
}

#[wasm_bindgen_test]
async fn the_newest_sent_changes_come_in_order_however_they_were_sent() {
    let store = empty("test-newest-sent").await;
    // Together, one by one, and together again.
    for batch in [vec![1, 2, 3], vec![4], vec![5], vec![6], vec![7, 8]] {
        let queue = batch.into_iter().map(|n| (space(), change(n))).collect();
        let keys = store.commit(Batch { queue, ..Batch::default() }).await.unwrap().queued;
        let accepted = OutboxState::Accepted { outcome: Outcome::Unknown, at: Timestamp::from_millis(1) };
        let settle = keys.iter().map(|key| (*key, accepted.clone())).collect();
        store.commit(Batch { settle, archive: keys, ..Batch::default() }).await.unwrap();
    }
    for (limit, expected) in [
        (0, vec![]),
        (1, vec![8]),
        (2, vec![7, 8]),
        (3, vec![6, 7, 8]),
        (6, vec![3, 4, 5, 6, 7, 8]),
        (9, (1..=8).collect()),
    ] {
        let found = store.newest_sent(limit).await.unwrap();
        assert_eq!(found.iter().map(|row| row.key.0).collect::<Vec<_>>(), expected, "{limit}");
    }
}

#[wasm_bindgen_test]
async fn what_was_saved_is_there_when_opened_again() {
    let store = empty("test-reopen").await;
    store.commit(queue(1)).await.unwrap();
    drop(store);
    let store = IdbStore::open("test-reopen", &KEY).await.unwrap();
    let rows = store.outbox(OutboxKey::default(), 10).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.change.clone()).collect::<Vec<_>>(), [change(1)]);
    let other = IdbStore::open("test-reopen", &[8; 32]).await.unwrap();
    assert_eq!(
        other.outbox(OutboxKey::default(), 10).await,
        Err(StoreError::Unreadable),
        "another key opens nothing"
    );
    let unsent = other.unsent().await.unwrap();
    assert_eq!((unsent.waiting, unsent.refused), (1, 0), "counts can be read without the key");
}

#[wasm_bindgen_test]
async fn an_aborted_transaction_is_an_error() {
    let store = empty("test-abort").await;
    drop(store);
    let connection = open("test-abort").await;
    let writing = Writing::begin(&connection, &[schema::META], Durability::Strict).unwrap();
    writing.put(schema::META, &"a".into(), &1.into()).unwrap();
    // A second `add` under the same key fails, and the browser undoes the whole transaction.
    writing.store(schema::META).unwrap().add_with_key(&2.into(), &"a".into()).unwrap();
    let end = writing.finish().await;
    assert!(matches!(&end, Err(StoreError::Browser(name)) if name == "ConstraintError"), "{end:?}");
    assert!(connection.get_all(schema::META, None, None).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_dropped_transaction_is_undone() {
    drop(empty("test-drop").await);
    let connection = open("test-drop").await;
    let writing = Writing::begin(&connection, &[schema::META], Durability::Relaxed).unwrap();
    writing.put(schema::META, &"a".into(), &1.into()).unwrap();
    drop(writing);
    assert!(connection.get_all(schema::META, None, None).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn strict_is_asked_of_the_browser() {
    drop(empty("test-durability").await);
    let connection = open("test-durability").await;
    for (durability, expected) in [(Durability::Strict, "strict"), (Durability::Relaxed, "relaxed")] {
        let writing = Writing::begin(&connection, &[schema::META], durability).unwrap();
        let store: JsValue = writing.store(schema::META).unwrap().into();
        let transaction = js_sys::Reflect::get(&store, &"transaction".into()).unwrap();
        let is = js_sys::Reflect::get(&transaction, &"durability".into()).unwrap();
        assert_eq!(is.as_string().as_deref(), Some(expected));
        writing.finish().await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn of_two_tabs_the_slower_is_told() {
    let (one, two) = (empty("test-race").await, IdbStore::open("test-race", &KEY).await.unwrap());
    let move_to = |cursor| Batch {
        expect: Some((space(), None)),
        place: Some((space(), Some(place(cursor)))),
        ..queue(u8::try_from(cursor).unwrap())
    };
    let ends = futures_util::future::join(one.commit(move_to(1)), two.commit(move_to(2))).await;
    let raced = [&ends.0, &ends.1].into_iter().filter(|end| matches!(end, Err(StoreError::Raced))).count();
    assert_eq!(raced, 1, "{ends:?}");
    assert_eq!(outbox_len(&one).await, 1);
    assert_eq!(one.places().await.unwrap(), two.places().await.unwrap());
}

#[wasm_bindgen_test]
async fn two_tabs_never_hand_out_one_place_twice() {
    let (one, two) = (empty("test-places").await, IdbStore::open("test-places", &KEY).await.unwrap());
    let saves = (0..40).map(|n| if n % 2 == 0 { one.commit(queue(n)) } else { two.commit(queue(n)) });
    let receipts = futures_util::future::join_all(saves).await;
    let mut keys: Vec<_> = receipts.into_iter().flat_map(|receipt| receipt.unwrap().queued).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 40);
    assert_eq!(outbox_len(&one).await, 40);
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_closed_is_opened_again() {
    let store = empty("test-dead").await;
    store.commit(queue(1)).await.unwrap();
    store.held().unwrap().close();
    assert_eq!(outbox_len(&store).await, 1, "reading");
    store.held().unwrap().close();
    store.commit(queue(2)).await.unwrap();
    assert_eq!(outbox_len(&store).await, 2, "writing");
}

#[wasm_bindgen_test]
async fn without_locks_one_tab_holds_the_lease_until_it_runs_out() {
    let (one, two) = (empty("test-lease").await, IdbStore::open("test-lease", &KEY).await.unwrap());
    let at = Timestamp::from_millis;
    let cases = [
        (&one, "a", 1_000, true),
        (&two, "b", 5_000, false),
        (&one, "a", 9_000, true),
        (&two, "b", 18_999, false),
        (&two, "b", 19_001, true),
        (&one, "a", 20_000, false),
        // The clock was set back by years: nobody waits for years.
        (&one, "a", -100_000_000, true),
    ];
    for (tab, name, now, expected) in cases {
        assert_eq!(tab.lease(name, at(now), 10_000).await, Ok(expected), "{name} at {now}");
    }
}

pub(crate) async fn open(name: &str) -> Connection {
    Connection::open(name, schema::declared(name, schema::VERSION)).await.unwrap()
}
