//! What is entered for a unit that works on paper: who may enter it, and that the unit alone answers for it.

use jiff::civil::date;
use serde_json::{Value, json};
use shared::access::{Deed, Grant, Ground, Lock, Role, Subject, Viewer, may, may_decide, visible};
use shared::domain::{
    Activity, Basis, Confirmation, Figure, Keyed, Kind, Period, Phase, Plan, Record, Span, Target, Word,
    Year, is_from_paper, leans_on, problems_beside,
};
use shared::field::{FieldError, Fields, Problem};
use shared::id::{PersonId, RecordId, UnitId};
use shared::limit::REASON_CHARS_MAX;
use shared::number::Quantity;
use shared::sync::{Act, Edit, Edits, Outcome, Refusal};

use crate::given::{Ledger, change, change_id, record, space, unit};

fn other() -> UnitId {
    UnitId::derived([9; 16])
}

fn viewer(role: Role, of: Option<UnitId>) -> Viewer {
    let grant = Grant { role, space: Some(space()), unit: of };
    Viewer { person: PersonId::derived([7; 16]), grants: vec![grant] }
}

/// An officer and a leader of the unit, one of another unit, the head's office of another unit and of this one, the centre.
fn viewers() -> [Viewer; 6] {
    [
        viewer(Role::Officer, Some(unit())),
        viewer(Role::Leader, Some(unit())),
        viewer(Role::Officer, Some(other())),
        viewer(Role::HeadOffice, Some(other())),
        viewer(Role::HeadOffice, Some(unit())),
        viewer(Role::Centre, None),
    ]
}

fn judged(
    kind: Kind,
    act: &Act,
    fields: &Fields,
    reason: Option<&str>,
    is_closed: bool,
) -> [Result<(), Refusal>; 6] {
    let mut year = Year::empty(2024);
    if is_closed {
        let (from, to) = (date(2024, 12, 30), date(2024, 12, 31));
        year.set_period(Phase::Archive, Some(Period { from, to }));
    }
    let ground = Ground { year: Some(year), ..Ground::open(date(2024, 12, 30)) };
    let subject = Subject::of(space(), false, kind, fields);
    viewers().map(|viewer| may(&viewer, Deed { subject: &subject, act, fields, reason }, &ground))
}

fn confirmation(word: Word) -> Confirmation {
    let figure = Some(Quantity::whole(120));
    Confirmation { record: record(), year: 2024, unit: unit(), entered: change_id(5), round: 1, word, figure }
}

fn disputed(reason: &str) -> Word {
    Word::Disputed { reason: reason.to_owned() }
}

fn figure(source: &str) -> Figure {
    let blank = Figure::empty(RecordId::derived([6; 16]), unit(), 2024, Span::Half, Basis::Official);
    Figure { value: Some(Quantity::whole(120)), source: source.to_owned(), ..blank }
}

fn edit(field: &str, before: Value, after: Value) -> Act {
    Act::Patch(Edits::from([(field.to_owned(), Edit { before, after })]))
}

#[test]
fn an_activity_entered_on_behalf_names_the_document() {
    let given: Activity = serde_json::from_value(
        json!({ "unit": unit(), "year": 2024, "title": "Hiến máu", "held_on": "2024-03-08" }),
    )
    .unwrap();
    let bare = given.to_fields();
    let named = Activity { source: "Báo cáo 45/BC-HĐY".into(), ..given }.to_fields();
    let (no, source) = (|| Err(Refusal::NotAllowed), || Err(Refusal::NeedsSource));
    let locked = || Err(Refusal::Locked { lock: Lock::YearClosed });
    let ok = || Ok(());
    let rename = edit("title", json!("Hiến máu"), json!("Hiến máu đợt 2"));
    let hide = edit("source", json!("Báo cáo 45/BC-HĐY"), Value::Null);
    let cases = [
        (Act::Insert(bare.clone()), &bare, None, [ok(), ok(), no(), source(), ok(), source()]),
        (Act::Insert(named.clone()), &named, None, [ok(), ok(), no(), ok(), ok(), ok()]),
        // What the unit itself entered may be mended without a document; the one that was named stays named.
        (rename, &bare, None, [ok(), ok(), no(), ok(), ok(), ok()]),
        (hide, &named, None, [ok(), ok(), no(), source(), ok(), source()]),
        (Act::Void, &bare, Some("Trùng"), [ok(), ok(), no(), ok(), ok(), ok()]),
    ];
    for (act, fields, reason, expected) in cases {
        assert_eq!(judged(Kind::Activity, &act, fields, reason, false), expected, "{act:?}");
    }
    let closed = judged(Kind::Activity, &Act::Insert(named.clone()), &named, None, true);
    assert_eq!(closed, [locked(), locked(), no(), locked(), locked(), locked()]);
}

#[test]
fn a_unit_answers_for_itself_and_nobody_in_its_place() {
    let (no, locked) = (|| Err(Refusal::NotAllowed), || Err(Refusal::Locked { lock: Lock::YearClosed }));
    let (reason, ok) = (|| Err(Refusal::NeedsReason), || Ok(()));
    for word in [Word::Confirmed, disputed("Thiếu đợt tháng 3")] {
        let fields = confirmation(word).to_fields();
        let made = Act::Insert(fields.clone());
        let judged = |act: &Act, why, is_closed| judged(Kind::Confirmation, act, &fields, why, is_closed);
        assert_eq!(judged(&made, None, false), [ok(), ok(), no(), no(), ok(), no()]);
        assert_eq!(judged(&made, None, true), [locked(), locked(), no(), no(), locked(), no()]);
        assert_eq!(judged(&Act::Void, None, false), [reason(), reason(), no(), no(), reason(), no()]);
        assert_eq!(judged(&Act::Void, Some("Bấm nhầm"), false), [ok(), ok(), no(), no(), ok(), no()]);
        for act in [edit("word", json!("confirmed"), json!("confirmed")), Act::Restore] {
            assert_eq!(judged(&act, Some("Sửa"), false), [no(), no(), no(), no(), no(), no()], "{act:?}");
        }
        let subject = Subject::of(space(), false, Kind::Confirmation, &fields);
        let seen = viewers().map(|viewer| visible(&subject, &viewer));
        assert_eq!(seen, [true, true, false, true, true, true], "not by other units");
        // Two tablets of one unit may contradict each other; between their words one is chosen, and no third one is found.
        let third = json!({ "disputed": { "reason": "Ý khác" } });
        let ground = Ground::open(date(2024, 5, 1));
        let found = may_decide(PersonId::derived([7; 16]), &subject, ("word", &third), &ground);
        assert_eq!(found, Err(Refusal::NotAllowed));
    }
}

#[test]
fn an_answer_says_something_and_is_of_what_was_entered_for_the_unit() {
    let spec = Kind::Confirmation.spec().unwrap();
    let problems =
        |word: Word, round: u16| spec.problems(&Confirmation { round, ..confirmation(word) }.to_fields());
    let at = |field: &str, problem| vec![FieldError::new(field, problem)];
    let is = REASON_CHARS_MAX + 1;
    let cases = [
        (Word::Confirmed, 1, Vec::new()),
        (disputed("Thiếu đợt tháng 3"), 50, Vec::new()),
        (disputed(" "), 1, at("word", Problem::Blank)),
        (disputed(&"a".repeat(is)), 1, at("word", Problem::TooLong { max: REASON_CHARS_MAX, is })),
        (Word::Confirmed, 0, at("round", Problem::OutOfRange)),
        (Word::Confirmed, 51, at("round", Problem::OutOfRange)),
    ];
    for (word, round, expected) in cases {
        assert_eq!(problems(word.clone(), round), expected, "{word:?} {round}");
    }
    let fields = confirmation(Word::Confirmed).to_fields();
    assert_eq!(leans_on(Kind::Confirmation, &fields), Some(record()));
    let strange = at("record", Problem::OutOfRange);
    let (own, foreign) = (figure("BC 45"), Figure { unit: other(), ..figure("BC 45") });
    let (late, plan) = (Figure { year: 2025, ..own.clone() }, Plan::empty(record(), unit(), 2024));
    let target = json!({
        "year": 2024, "unit": unit(), "name": "Quà", "measure": "phần", "nature": "count", "sense": "higher", "order": 1,
    });
    let target: Target = serde_json::from_value(target).unwrap();
    let cases = [
        (Kind::Figure, own.to_fields(), Vec::new()),
        (Kind::Plan, plan.to_fields(), Vec::new()),
        (Kind::Figure, foreign.to_fields(), strange.clone()),
        (Kind::Figure, late.to_fields(), strange.clone()),
        (Kind::Target, target.to_fields(), strange.clone()),
        (Kind::Confirmation, fields.clone(), strange),
    ];
    for (kind, beside, expected) in cases {
        assert_eq!(problems_beside(Kind::Confirmation, &fields, (kind, &beside)), expected, "{kind:?}");
    }
    let papers = [(Kind::Figure, "BC 45", true), (Kind::Figure, "", false), (Kind::Report, "BC 45", false)];
    for (kind, source, expected) in papers {
        assert_eq!(is_from_paper(kind, &figure(source).to_fields()), expected, "{kind:?} {source:?}");
    }
}

#[test]
fn two_tablets_that_contradict_each_other_are_both_kept() {
    let made = |n, word| {
        let confirmation = confirmation(word);
        let insert = change(n, n, Act::Insert(confirmation.to_fields()));
        shared::sync::Change { record: confirmation.id(space()), kind: Kind::Confirmation, ..insert }
    };
    let one = made(1, Word::Confirmed);
    let alike = made(2, Word::Confirmed);
    let against = made(3, disputed("Thiếu đợt tháng 3"));
    assert_eq!((one.record, one.record), (alike.record, against.record), "one record for one entry");
    let mut ledger = Ledger::empty();
    assert!(matches!(ledger.take(&one), Ok(Outcome::Applied { .. })));
    assert!(matches!(ledger.take(&alike), Ok(Outcome::Applied { .. } | Outcome::Merged { .. })));
    assert!(matches!(ledger.take(&against), Ok(Outcome::Conflict { .. })), "a difference that people see");
    assert_eq!(ledger.value("word"), json!("confirmed"), "what was said first stands meanwhile");
    let kept = ledger.conflicts.values().flat_map(|conflict| &conflict.candidates);
    let words: Vec<_> = kept.map(|candidate| candidate.value.clone()).collect();
    assert_eq!(words, [json!({ "disputed": { "reason": "Thiếu đợt tháng 3" } })]);
    let keys = [(change_id(5), 1), (change_id(5), 2), (change_id(6), 1)];
    let ids = keys
        .map(|(entered, round)| Confirmation { entered, round, ..confirmation(Word::Confirmed) }.id(space()));
    assert!(
        ids[0] != ids[1] && ids[0] != ids[2] && ids[1] != ids[2],
        "another entry asks for another answer"
    );
}
