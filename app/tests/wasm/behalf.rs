//! What was entered for units from paper, as pages are told of it.

use app::repo::types::BehalfState::{Confirmed, Disputed, Own, Waiting};
use app::repo::types::Opened;
use app::store::IdbStore;
use serde_json::json;
use shared::domain::{Activity, Confirmation, Keyed, Kind, Record, Word};
use shared::field::{Fields, VOID};
use shared::id::{ChangeId, DeviceId, PersonId, RecordId, Revision, UnitId};
use shared::sync::store::{Batch, Store};
use shared::sync::{Provenance, Row, Segment};
use shared::time::Timestamp;
use wasm_bindgen_test::wasm_bindgen_test;

use super::repo::{activity, device_of, opened, space, unit, until};

fn id(n: u8) -> RecordId {
    RecordId::derived([n; 16])
}

fn change(n: u8) -> ChangeId {
    ChangeId::derived([n; 16])
}

/// A row whose last change is the one of its number, by somebody who acted for a unit.
fn row(n: u8, (id, kind): (RecordId, Kind), fields: Fields, by: Option<UnitId>) -> Row {
    let by = Provenance {
        change: change(n),
        author: PersonId::derived([77; 16]),
        unit: by,
        device: DeviceId::derived([9; 16]),
        device_name: String::new(),
        device_time: Timestamp::from_millis(0),
        received: Timestamp::from_millis(0),
    };
    Row { id, kind, rev: Revision(u64::from(n)), fields, by: Some(by) }
}

fn entry(n: u8, source: &str, by: Option<UnitId>) -> Row {
    let activity = Activity { source: source.to_owned(), ..activity(&format!("Việc {n}"), 1) };
    row(n, (id(n), Kind::Activity), activity.to_fields(), by)
}

/// What the unit said of the entry of a record that a change brought.
fn said(n: u8, (record, entered): (u8, u8), word: Word) -> Row {
    let (record, entered) = (id(record), change(entered));
    let said = Confirmation { record, year: 2024, unit: unit(), entered, round: 1, word, figure: None };
    row(n, (said.id(space()), Kind::Confirmation), said.to_fields(), Some(unit()))
}

#[wasm_bindgen_test]
async fn what_a_unit_says_holds_for_the_entry_that_it_saw() {
    let card = device_of(31).await;
    let store = IdbStore::open(&card.database(), &card.key.0).await.unwrap();
    let other = Some(UnitId::derived([8; 16]));
    let disputed = || Word::Disputed { reason: "Thiếu".to_owned() };
    let mut void = entry(4, "BC 4", other);
    void.fields.insert(VOID.to_owned(), json!("Trùng"));
    let rows = vec![
        entry(1, "BC 1", other),
        entry(2, "BC 2", Some(unit())),
        entry(3, "", None),
        void,
        entry(5, "BC 5", None),
        entry(6, "BC 6", None),
        entry(7, "BC 7", other),
        said(21, (5, 5), disputed()),
        // Of the entry before the one that stands.
        said(22, (6, 19), disputed()),
        said(23, (7, 7), Word::Confirmed),
    ];
    let segment = Some(Segment { space: space(), rows, swept: Vec::new() });
    store.commit(Batch { segment, ..Batch::default() }).await.unwrap();
    let repo = opened().await;
    let states = || {
        let entries = repo.on_behalf(space());
        [1, 2, 3, 4, 5, 6, 7].map(|n| entries.iter().find(|it| it.id == id(n)).map(|it| it.state))
    };
    let read = [Some(Waiting), Some(Own), None, None, Some(Disputed), Some(Waiting), Some(Confirmed)];
    until("read", || states() == read).await;
    let older = repo.on_behalf_of(space(), id(6)).unwrap();
    assert_eq!(older.answers.len(), 1, "what was said of the entry before stays readable");
    assert_eq!((older.standing_answer(), older.source()), (None, "BC 6"));

    // The unit answers for two at once, the disputed one among them, without a network.
    let chosen: Vec<_> =
        repo.on_behalf(space()).into_iter().filter(|it| [id(1), id(5)].contains(&it.id)).collect();
    let made = repo.answer(space(), &chosen, &Word::Confirmed).await.unwrap();
    assert_eq!((states()[0], states()[4], made.len()), (Some(Confirmed), Some(Confirmed), 2));
    assert_eq!(repo.chip().waiting, 2);
    let both = repo.on_behalf_of(space(), id(5)).unwrap();
    assert_eq!(both.answers.iter().map(|it| it.round).collect::<Vec<_>>(), [1, 2], "both words stay");
    // Taken back, what it said before stands again.
    for id in made {
        repo.void(space(), id, "Bấm nhầm").await.unwrap();
    }
    assert_eq!((states()[0], states()[4]), (Some(Waiting), Some(Disputed)));

    // Whoever mends it for itself has its own word in it.
    let (held, view) = repo.activity(space(), id(5)).unwrap();
    let opened: Opened<Activity> = view.opened(held.clone());
    let mended = Activity { place: "Sa Đéc".to_owned(), ..held };
    repo.edit(space(), id(5), &opened, &mended, None, None).await.unwrap();
    assert_eq!(states()[4], Some(Own));
    assert_eq!(repo.on_behalf_of(space(), id(5)).unwrap().answers.len(), 2);
}
