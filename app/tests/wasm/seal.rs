//! What lies on the disk cannot be read.

use app::store::schema::{STORES, VERSION};
use app::store::{Connection, schema};
use js_sys::Uint8Array;
use serde_json::json;
use shared::bytes::sha256;
use shared::domain::Kind;
use shared::id::{RecordId, Revision};
use shared::sync::store::{Batch, BlobCard, BlobWrite, Draft, OutboxState, Store};
use shared::sync::{Outcome, Row, Segment};
use shared::time::Timestamp;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::store::{SECRET, change, empty, space};

#[wasm_bindgen_test]
async fn stored_values_are_sealed() {
    let store = empty("test-sealed").await;
    let bytes = SECRET.as_bytes().to_vec();
    let card = BlobCard { space: space(), size: 1, sent: 0, mime: SECRET.to_owned() };
    let row = Row {
        id: RecordId::derived([1; 16]),
        kind: Kind::Activity,
        rev: Revision(1),
        fields: [("title".to_owned(), SECRET.into())].into(),
        by: None,
    };
    let batch = Batch {
        queue: vec![(space(), change(1)), (space(), change(2))],
        drafts: vec![(
            "activity/new".to_owned(),
            Some(Draft { at: Timestamp::from_millis(1), body: json!(SECRET) }),
        )],
        notes: vec![("session".to_owned(), Some(json!(SECRET)))],
        blobs: vec![(sha256(&bytes), BlobWrite::Put(card, bytes))],
        segment: Some(Segment { space: space(), rows: vec![row], swept: Vec::new() }),
        ..Batch::default()
    };
    let keys = store.commit(batch).await.unwrap().queued;
    let accepted = OutboxState::Accepted { outcome: Outcome::Unknown, at: Timestamp::from_millis(1) };
    let settle = vec![(keys[0], accepted)];
    store.commit(Batch { settle, archive: vec![keys[0]], ..Batch::default() }).await.unwrap();
    drop(store);

    let raw = Connection::open("test-sealed", schema::declared("test-sealed", VERSION)).await.unwrap();
    for store in STORES {
        let values = raw.get_all(store, None, None).await.unwrap();
        assert!(!values.is_empty(), "{store} was not tried");
        for value in values {
            let bytes = value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
            for readable in [SECRET, "title", "Activity", "{"] {
                let found = bytes.windows(readable.len()).any(|window| window == readable.as_bytes());
                assert!(!found || readable == "{", "{store} shows {readable}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn a_changed_or_exchanged_value_does_not_open() {
    let own = app::store::seal::Sealer::new(&[1; 32]);
    let sealed = own.seal(b"draft", SECRET.as_bytes()).unwrap();
    assert_eq!(own.open(b"draft", &sealed).unwrap(), SECRET.as_bytes());
    assert!(own.open(b"note", &sealed).is_err(), "under another name");
    assert!(app::store::seal::Sealer::new(&[2; 32]).open(b"draft", &sealed).is_err(), "with another key");
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1;
        assert!(own.open(b"draft", &changed).is_err(), "changed at {place}");
        assert!(own.open(b"draft", &sealed[..place]).is_err(), "cut at {place}");
    }
    assert_ne!(sealed, own.seal(b"draft", SECRET.as_bytes()).unwrap(), "no two seals are alike");
}
