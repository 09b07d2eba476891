//! What a page sees of a space while its own work is under way.

use serde_json::json;
use shared::domain::Kind;
use shared::id::{RecordId, Revision};
use shared::sync::store::{OutboxKey, OutboxState, Queued};
use shared::sync::{Act, Change, Outcome, Projection, Refusal, Row, Segment, Standing, Sweep};
use shared::time::Timestamp;

use crate::given::{change, fields, patch, record, space};

fn row(rev: u64, place: &str) -> Row {
    let mut fields = fields();
    fields.insert("place".into(), json!(place));
    Row { id: record(), kind: Kind::Activity, rev: Revision(rev), fields, by: None }
}

fn segment(rows: Vec<Row>) -> Segment {
    Segment { space: space(), rows, swept: Vec::new() }
}

fn queued(key: u64, change: Change) -> Queued {
    Queued { key: OutboxKey(key), space: space(), change, state: OutboxState::Waiting { tries: 0 } }
}

fn place(projection: &Projection) -> String {
    projection.view(record()).unwrap().fields["place"].as_str().unwrap().to_owned()
}

#[test]
fn own_work_shows_over_what_the_server_said_until_it_has_said_it_itself() {
    let mut projection = Projection::default();
    projection.take(&segment(vec![row(1, "Cao Lãnh")]));
    projection.queue(queued(1, change(1, 1, patch("place", json!("Cao Lãnh"), json!("Sa Đéc")))));
    assert_eq!(place(&projection), "Sa Đéc");
    assert_eq!(projection.view(record()).unwrap().standing, Standing::Waiting);
    let outcome = Outcome::Applied { rev: Revision(2) };
    projection.settle(OutboxKey(1), OutboxState::Accepted { outcome, at: Timestamp::default() });
    assert_eq!(place(&projection), "Sa Đéc", "accepted but not pulled: no step back");
    assert_eq!(projection.view(record()).unwrap().standing, Standing::Received);
    projection.take(&segment(vec![row(3, "Lai Vung")]));
    assert_eq!(place(&projection), "Lai Vung", "pulled: the server's word");
    projection.archive(OutboxKey(1));
    assert_eq!(projection.outbox().count(), 0);
}

/// The simulator's seed 3804: two devices had made the same record. The author of the later one saw nothing while the
/// other's was still to come, made it once more, left a field blank, and so took the own word back without knowing.
#[test]
fn a_record_that_met_anothers_shows_its_authors_word_until_the_other_is_here() {
    let mut projection = Projection::default();
    projection.queue(queued(1, change(1, 1, Act::Insert(fields()))));
    let edit = Change {
        follows: Some(change(1, 1, Act::Void).id),
        ..change(2, 1, patch("place", json!("Cao Lãnh"), json!("Sa Đéc")))
    };
    projection.queue(queued(2, edit));
    for key in [1, 2] {
        let outcome =
            Outcome::Conflict { rev: Revision(key + 5), conflicts: vec![RecordId::derived([9; 16])] };
        projection.settle(OutboxKey(key), OutboxState::Accepted { outcome, at: Timestamp::default() });
    }
    assert_eq!(place(&projection), "Sa Đéc");
    projection.take(&segment(vec![row(5, "Lai Vung")]));
    assert_eq!(place(&projection), "Lai Vung", "here: what the server kept in force");
}

#[test]
fn a_refused_record_stays_visible_to_its_author() {
    let mut projection = Projection::default();
    projection.queue(queued(1, change(1, 1, Act::Insert(fields()))));
    let reason = Refusal::NotAllowed;
    projection
        .settle(OutboxKey(1), OutboxState::Refused { reason: reason.clone(), at: Timestamp::default() });
    assert_eq!(projection.view(record()).unwrap().standing, Standing::Refused(reason));
    assert_eq!(projection.ids().collect::<Vec<_>>(), [record()]);
}

#[test]
fn newest_first_and_oldest_first_show_the_same() {
    let other = Row { id: RecordId::derived([77; 16]), ..row(2, "Mỹ Phú") };
    let gone = Row { id: RecordId::derived([200; 16]), ..row(2, "Đã khuất") };
    let swept = Sweep { after: Some(RecordId::derived([100; 16])), through: None };
    let history = [
        segment(vec![row(1, "Cao Lãnh"), gone.clone()]),
        Segment { swept: vec![swept], ..segment(vec![other.clone()]) },
        segment(vec![row(3, "Sa Đéc")]),
    ];
    let mut forward = Projection::default();
    for segment in &history {
        forward.take(segment);
    }
    let mut backward = Projection::default();
    for segment in history.iter().rev() {
        backward.take_older(segment.clone());
    }
    let mut merged = Projection::default();
    merged.take(&Segment::merged(space(), history));
    for projection in [&forward, &backward, &merged] {
        assert_eq!(place(projection), "Sa Đéc");
        assert!(projection.view(other.id).is_some());
        assert!(projection.view(gone.id).is_none(), "it left the reader's scope");
        assert_eq!(projection.base_len(), 2);
    }
}
