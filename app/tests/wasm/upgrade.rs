//! Upgrades, and tabs that stand in their way.

use app::store::schema::{self, STORES, VERSION};
use app::store::{Connection, IdbStore};
use rexie::{ObjectStore, Rexie, RexieBuilder};
use shared::sync::store::{OutboxKey, Store, StoreError};
use wasm_bindgen_test::wasm_bindgen_test;

use super::store::{KEY, change, empty, open, queue};

/// The schema as version 1 shipped it. It never changes: devices in the field hold it.
fn version_1(name: &str) -> RexieBuilder {
    ["outbox", "sent", "segments", "drafts", "blobs", "blob_cards", "meta"]
        .iter()
        .fold(RexieBuilder::new(name).version(1), |builder, store| {
            builder.add_object_store(ObjectStore::new(store).auto_increment(*store == "outbox"))
        })
}

#[wasm_bindgen_test]
async fn every_store_that_ever_was_is_still_declared() {
    app::store::delete("test-schema-1").await.unwrap();
    let first = version_1("test-schema-1").build().await.unwrap();
    for store in first.store_names() {
        assert!(STORES.contains(&store.as_str()), "{store} would be deleted with all that is in it");
    }
    first.close();
}

#[wasm_bindgen_test]
async fn an_upgrade_keeps_every_row() {
    let name = "test-upgrade";
    app::store::delete(name).await.unwrap();
    let first = version_1(name).build().await.unwrap();
    assert_eq!(first.version(), Ok(1));
    first.close();
    let store = IdbStore::open(name, &KEY).await.unwrap();
    store.commit(queue(1)).await.unwrap();
    drop(store);
    let before = open(name).await.get_all(schema::OUTBOX, None, None).await.unwrap();

    let next = Connection::open(name, schema::declared(name, VERSION + 1)).await.unwrap();
    let after = next.get_all(schema::OUTBOX, None, None).await.unwrap();
    assert_eq!(before.len(), 1);
    let bytes = |rows: &[wasm_bindgen::JsValue]| -> Vec<Vec<u8>> {
        rows.iter().map(|row| js_sys::Uint8Array::new(row).to_vec()).collect()
    };
    assert_eq!(bytes(&after), bytes(&before), "not a byte of the outbox may change");
    drop(next);

    let old = IdbStore::open(name, &KEY).await;
    assert_eq!(old.err(), Some(StoreError::Newer), "an older program does not touch a newer database");
}

#[wasm_bindgen_test]
async fn an_upgrade_that_another_tab_blocks_is_told_soon_and_changes_nothing() {
    let name = "test-blocked";
    let store = empty(name).await;
    store.commit(queue(1)).await.unwrap();
    drop(store);
    // A tab that does not react to the upgrade, as a frozen one.
    let mut frozen = idb::Factory::new().unwrap().open(name, None).unwrap().await.unwrap();
    frozen.on_version_change(|_| {});
    let begun = app::clock::now();
    let blocked = Connection::open(name, schema::declared(name, VERSION + 1)).await;
    assert_eq!(blocked.err(), Some(StoreError::Blocked));
    assert!(app::clock::now().millis_since(begun) <= 3_500);
    frozen.close();
    // The upgrade comes through as soon as the other tab lets go.
    let upgraded = Connection::open(name, schema::declared(name, VERSION + 1)).await.unwrap();
    assert_eq!(upgraded.get_all(schema::OUTBOX, None, None).await.unwrap().len(), 1);
}

#[wasm_bindgen_test]
async fn a_tab_makes_way_for_an_upgrade() {
    let name = "test-makes-way";
    let old = empty(name).await;
    old.commit(queue(1)).await.unwrap();
    let upgraded = Connection::open(name, schema::declared(name, VERSION + 1)).await.unwrap();
    assert_eq!(upgraded.get_all(schema::OUTBOX, None, None).await.unwrap().len(), 1);
    assert_eq!(old.outbox(OutboxKey::default(), 10).await.err(), Some(StoreError::Newer));
    assert_eq!(
        old.commit(queue(2)).await.err(),
        Some(StoreError::Newer),
        "nothing is saved, and that is said"
    );
}

#[wasm_bindgen_test]
async fn a_database_deleted_under_us_comes_back_empty_and_whole() {
    let name = "test-deleted";
    let store = empty(name).await;
    store.commit(queue(1)).await.unwrap();
    Rexie::delete(name).await.unwrap();
    assert_eq!(store.outbox(OutboxKey::default(), 10).await.unwrap(), []);
    store.commit(queue(2)).await.unwrap();
    let rows = store.outbox(OutboxKey::default(), 10).await.unwrap();
    assert_eq!(rows.first().map(|row| row.change.clone()), Some(change(2)));
}
