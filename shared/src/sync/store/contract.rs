//! What every store must do, run against each of them.

use serde_json::json;

use super::{Batch, BlobCard, BlobWrite, Draft, OutboxKey, OutboxState, Store, StoreError};
use crate::bytes::{Hex, sha256};
use crate::domain::Kind;
use crate::field::Fields;
use crate::id::{ChangeId, DeviceId, Epoch, Lineage, PersonId, RecordId, Revision, ServerId, SpaceId};
use crate::sync::{Act, Change, Head, Outcome, Place, Refusal, Row, ScopeStamp, Segment, SegmentKey};
use crate::time::Timestamp;

/// Runs the contract on an empty store. Fails an assertion where the store does not keep it.
pub async fn store_contract<S: Store>(store: &S) -> Result<(), StoreError> {
    outbox_keeps_order_and_state(store).await?;
    archive_resend_and_forget(store).await?;
    a_raced_batch_writes_nothing(store).await?;
    segments_come_newest_first(store).await?;
    drafts_notes_and_blobs(store).await
}

async fn outbox_keeps_order_and_state<S: Store>(store: &S) -> Result<(), StoreError> {
    let queue = (1..=3).map(|n| (space(1), change(n))).collect();
    let receipt = store.commit(Batch { queue, strict: true, ..Batch::default() }).await?;
    assert_eq!(receipt.queued.len(), 3, "each change gets a place");
    assert!(receipt.queued.is_sorted(), "places rise in the order of the work");
    let rows = store.outbox(OutboxKey::default(), 10).await?;
    assert_eq!(rows.iter().map(|row| row.key).collect::<Vec<_>>(), receipt.queued);
    assert_eq!(rows.iter().map(|row| row.change.clone()).collect::<Vec<_>>(), [1, 2, 3].map(change));
    assert!(rows.iter().all(|row| row.state == OutboxState::Waiting { tries: 0 }));
    let key = receipt.queued.get(1).copied().unwrap_or_default();
    assert_eq!(store.outbox(key, 1).await?.len(), 1, "a limit is a limit");
    let refused = OutboxState::Refused { reason: Refusal::NeedsReason, at: at(9) };
    let missing = OutboxKey(key.0 + 1_000_000);
    let settle = vec![(key, refused.clone()), (missing, refused.clone())];
    store.commit(Batch { settle, ..Batch::default() }).await?;
    let rows = store.outbox(key, 1).await?;
    assert_eq!(rows.first().map(|row| &row.state), Some(&refused));
    assert_eq!(store.outbox(OutboxKey::default(), 10).await?.len(), 3, "no row comes from nothing");
    Ok(())
}

async fn archive_resend_and_forget<S: Store>(store: &S) -> Result<(), StoreError> {
    let rows = store.outbox(OutboxKey::default(), 10).await?;
    let keys: Vec<_> = rows.iter().map(|row| row.key).collect();
    store.commit(Batch { archive: keys.clone(), ..Batch::default() }).await?;
    assert_eq!(store.outbox(OutboxKey::default(), 10).await?.len(), 3, "only what was accepted may leave");
    let outcome = Outcome::Applied { rev: Revision(7) };
    let settle = keys
        .iter()
        .map(|key| (*key, OutboxState::Accepted { outcome: outcome.clone(), at: at(10) }))
        .collect();
    store.commit(Batch { settle, archive: keys.clone(), ..Batch::default() }).await?;
    assert!(store.outbox(OutboxKey::default(), 10).await?.is_empty());
    let sent = store.sent(OutboxKey::default(), 10).await?;
    assert_eq!(sent.iter().map(|row| row.key).collect::<Vec<_>>(), keys);
    let first = keys.first().copied().into_iter().collect::<Vec<_>>();
    let last = keys.last().copied().into_iter().collect::<Vec<_>>();
    store.commit(Batch { resend: first.clone(), forget: last, ..Batch::default() }).await?;
    let back = store.outbox(OutboxKey::default(), 10).await?;
    assert_eq!(back.iter().map(|row| row.key).collect::<Vec<_>>(), first, "it keeps its old place");
    assert!(back.iter().all(|row| row.state == OutboxState::Waiting { tries: 0 }));
    assert_eq!(store.sent(OutboxKey::default(), 10).await?.len(), 1);
    let receipt = store.commit(Batch { queue: vec![(space(1), change(4))], ..Batch::default() }).await?;
    assert!(receipt.queued.first() > keys.last(), "a place is never given twice");
    let settle =
        first.iter().map(|key| (*key, OutboxState::Accepted { outcome: outcome.clone(), at: at(11) }));
    store.commit(Batch { settle: settle.collect(), archive: first, ..Batch::default() }).await?;
    let sent = store.sent(OutboxKey::default(), 10).await?;
    let wanted = keys.iter().take(2).copied();
    assert!(sent.iter().map(|row| row.key).eq(wanted), "what was sent again joins what stayed");
    Ok(())
}

async fn a_raced_batch_writes_nothing<S: Store>(store: &S) -> Result<(), StoreError> {
    let first =
        Batch { expect: Some((space(1), None)), place: Some((space(1), Some(place(5)))), ..Batch::default() };
    store.commit(first).await?;
    let before = store.outbox(OutboxKey::default(), 10).await?.len();
    let late = Batch {
        expect: Some((space(1), None)),
        place: Some((space(1), Some(place(6)))),
        queue: vec![(space(1), change(5))],
        segment: Some(segment(1, &[1])),
        ..Batch::default()
    };
    assert_eq!(store.commit(late).await, Err(StoreError::Raced));
    assert_eq!(store.places().await?.get(&space(1)), Some(&place(5)));
    assert_eq!(store.outbox(OutboxKey::default(), 10).await?.len(), before);
    assert!(store.segments(space(1), None, 10).await?.is_empty());
    Ok(())
}

async fn segments_come_newest_first<S: Store>(store: &S) -> Result<(), StoreError> {
    let mut keys: Vec<SegmentKey> = Vec::new();
    for (of, rows) in [(1, vec![1, 2]), (2, vec![3]), (1, vec![2, 4, 5])] {
        let batch = Batch { segment: Some(segment(of, &rows)), ..Batch::default() };
        keys.extend(store.commit(batch).await?.segment);
    }
    assert!(keys.is_sorted() && keys.len() == 3);
    let counts = store.segment_counts(space(1)).await?;
    assert_eq!(counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [2, 3]);
    let newest = store.segments(space(1), None, 1).await?;
    assert_eq!(newest.first().map(|(_, held)| held), Some(&segment(1, &[2, 4, 5])));
    let below = newest.first().map(|(key, _)| *key);
    let older = store.segments(space(1), below, 5).await?;
    assert_eq!(older.iter().map(|(_, held)| held).collect::<Vec<_>>(), [&segment(1, &[1, 2])]);
    let merge = Batch {
        drop_segments: counts.iter().map(|(key, _)| *key).collect(),
        segment: Some(segment(1, &[1, 2, 4, 5])),
        ..Batch::default()
    };
    store.commit(merge).await?;
    assert_eq!(store.segment_counts(space(1)).await?.len(), 1);
    store.commit(Batch { drop_base: Some(space(1)), ..Batch::default() }).await?;
    assert!(store.segments(space(1), None, 5).await?.is_empty());
    assert_eq!(store.segments(space(2), None, 5).await?.len(), 1, "other spaces stay");
    Ok(())
}

async fn drafts_notes_and_blobs<S: Store>(store: &S) -> Result<(), StoreError> {
    let draft = Draft { at: at(1), body: json!({ "title": "Hội nghị" }) };
    let bytes = vec![7_u8; 1_000];
    let hash = sha256(&bytes);
    let card = BlobCard { space: space(1), size: 1_000, sent: 0, mime: "image/jpeg".into() };
    let batch = Batch {
        drafts: vec![("activity/new".into(), Some(draft.clone()))],
        notes: vec![("setting".into(), Some(json!([1, "hai"])))],
        blobs: vec![(hash, BlobWrite::Put(card.clone(), bytes.clone()))],
        ..Batch::default()
    };
    store.commit(batch).await?;
    assert_eq!(store.drafts().await?.get("activity/new"), Some(&draft));
    assert_eq!(store.note("setting").await?, Some(json!([1, "hai"])));
    assert_eq!(store.blob(hash).await?, Some(bytes));
    store.commit(Batch { blobs: vec![(hash, BlobWrite::Sent(600))], ..Batch::default() }).await?;
    assert_eq!(store.blobs().await?.get(&hash), Some(&BlobCard { sent: 600, ..card }));
    let batch = Batch {
        drafts: vec![("activity/new".into(), None)],
        notes: vec![("setting".into(), None)],
        blobs: vec![(hash, BlobWrite::Drop)],
        ..Batch::default()
    };
    store.commit(batch).await?;
    assert!(store.drafts().await?.is_empty());
    assert_eq!(store.note("setting").await?, None);
    assert_eq!(store.blob(hash).await?, None);
    Ok(())
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn space(n: u8) -> SpaceId {
    SpaceId::derived([n; 16])
}

fn change(n: u8) -> Change {
    Change {
        id: ChangeId::derived([n; 16]),
        record: RecordId::derived([n; 16]),
        kind: Kind::Activity,
        act: Act::Insert(Fields::from([("title".into(), json!(format!("Hoạt động {n}")))])),
        seen: None,
        follows: None,
        reason: None,
        author: PersonId::derived([1; 16]),
        unit: None,
        device: DeviceId::derived([1; 16]),
        device_time: at(i64::from(n)),
        sig: None,
    }
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

fn segment(of: u8, rows: &[u8]) -> Segment {
    let row = |n: &u8| Row {
        id: RecordId::derived([*n; 16]),
        kind: Kind::Activity,
        rev: Revision(u64::from(*n)),
        fields: Fields::from([("title".into(), json!("Hoạt động"))]),
        by: None,
    };
    Segment { space: space(of), rows: rows.iter().map(row).collect(), swept: Vec::new() }
}
