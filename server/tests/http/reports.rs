//! Reports through the exchange: who may do what in which state, and what becomes of a word whose text has changed.

use jiff::civil::date;
use serde_json::{Value, json};
use shared::access::Lock;
use shared::domain::{
    Keyed, Kind, Period, Phase, Record, Report, ReportState, Span, Unlock, Verdict, Work, Year,
};
use shared::id::{PersonId, RecordId};
use shared::sync::{Act, Change, Outcome, Refusal, edits_between};

use crate::member::{COOPERATIVES, Member, RED_CROSS, SPACE};
use crate::targets::{YEAR, applied, refused};
use crate::world::{World, space, unit};

fn report(results: &str) -> Report {
    let (lessons, source) = ("Bài học.".into(), String::new());
    Report { results: results.into(), lessons, source, ..Report::empty(unit(RED_CROSS), YEAR, Span::Half) }
}

fn id() -> RecordId {
    report("").id(space(SPACE))
}

fn held(member: &Member) -> Report {
    member.rows[&id()].typed().unwrap()
}

fn me(member: &Member) -> PersonId {
    member.session.viewer.person
}

/// A change of the report as this device holds it.
fn step(member: &Member, change: impl FnOnce(&Report) -> Report) -> Change {
    let before = held(member);
    let after = change(&before);
    member.change(id(), Kind::Report, Act::Patch(edits_between(&before, &after)))
}

fn send(member: &Member) -> Change {
    step(member, |report| report.sent(me(member), Vec::new()))
}

fn judge(member: &Member, verdict: Verdict) -> Change {
    step(member, |report| report.judged(me(member), verdict))
}

fn returned() -> Verdict {
    Verdict::Returned { reason: "Thiếu nguyên nhân".into() }
}

fn locked(lock: Lock) -> Outcome {
    refused(Refusal::Locked { lock })
}

/// The unit's officer with a written report, the head's office, the centre.
async fn desks(world: &World) -> (Member, Member, Member) {
    let mut officer = Member::new(world, "hanh").await;
    let made = officer.make(&report("Kết quả một. Kết quả hai. Kết quả ba."));
    applied(world, &mut officer, &made).await;
    let mut members = [Member::new(world, "ngan").await, Member::new(world, "trang").await];
    for member in &mut members {
        member.exchange(world, &[]).await;
    }
    let [head, centre] = members;
    (officer, head, centre)
}

#[tokio::test]
async fn a_report_goes_from_the_unit_to_the_centre_and_back_where_it_has_to_be_mended() {
    let world = World::new();
    let (mut officer, mut head, mut centre) = desks(&world).await;
    let mut stranger = Member::new(&world, "khoa").await;
    stranger.exchange(&world, &[]).await;
    assert!(!stranger.rows.contains_key(&id()), "another unit's report is not for every eye");
    let sent = send(&officer);
    applied(&world, &mut officer, &sent).await;
    let late = officer.edit(id(), "lessons", json!("Muộn."));
    assert_eq!(officer.hand_in(&world, &late).await, locked(Lock::Submitted));
    head.exchange(&world, &[]).await;
    let early = step(&head, |report| report.taken(me(&head)));
    assert_eq!(head.hand_in(&world, &early).await, refused(Refusal::NotAllowed));
    let back = judge(&head, returned());
    applied(&world, &mut head, &back).await;
    officer.exchange(&world, &[]).await;
    assert_eq!(held(&officer).state(), ReportState::Returned);
    // The same change, once it may be made; meanwhile the head's office has touched the report.
    let outcome = officer.hand_in(&world, &late).await;
    assert!(matches!(outcome, Outcome::Merged { .. }), "{outcome:?}");
    let again = send(&officer);
    applied(&world, &mut officer, &again).await;
    let own = judge(&officer, Verdict::Approved);
    assert_eq!(officer.hand_in(&world, &own).await, refused(Refusal::NotAllowed));
    head.exchange(&world, &[]).await;
    let approved = judge(&head, Verdict::Approved);
    applied(&world, &mut head, &approved).await;
    officer.exchange(&world, &[]).await;
    let withdrawn = step(&officer, |report| Report { submitted: None, ..report.clone() });
    assert_eq!(officer.hand_in(&world, &withdrawn).await, locked(Lock::Approved));
    centre.exchange(&world, &[]).await;
    let taken = step(&centre, |report| report.taken(me(&centre)));
    applied(&world, &mut centre, &taken).await;
    officer.exchange(&world, &[]).await;
    assert_eq!(held(&officer).state(), ReportState::Accepted);
    let late = officer.edit(id(), "lessons", json!("Quá muộn."));
    assert_eq!(officer.hand_in(&world, &late).await, locked(Lock::Accepted));
    head.exchange(&world, &[]).await;
    let back = judge(&head, returned());
    assert_eq!(head.hand_in(&world, &back).await, locked(Lock::Accepted));
}

#[tokio::test]
async fn what_two_devices_brought_together_is_to_be_sent_anew() {
    let world = World::new();
    let (mut officer, mut head, _) = desks(&world).await;
    let mut tablet = Member::new(&world, "thanh").await;
    tablet.exchange(&world, &[]).await;
    // Sent from one device without knowing what the other has written meanwhile.
    let sent = send(&officer);
    let written = tablet.edit(id(), "results", json!("Kết quả một. Kết quả hai. Kết quả ba, mới."));
    applied(&world, &mut tablet, &written).await;
    let outcome = officer.hand_in(&world, &sent).await;
    assert!(matches!(outcome, Outcome::Merged { .. }), "{outcome:?}");
    assert_eq!(held(&officer).state(), ReportState::Moved);
    head.exchange(&world, &[]).await;
    let approved = judge(&head, Verdict::Approved);
    assert_eq!(head.hand_in(&world, &approved).await, refused(Refusal::DecisionStale));
    let again = send(&officer);
    applied(&world, &mut officer, &again).await;
    // Approved as it was read before it was withdrawn and sent anew.
    head.exchange(&world, &[]).await;
    let approved = judge(&head, Verdict::Approved);
    let withdrawn = step(&officer, |report| Report { submitted: None, ..report.clone() });
    applied(&world, &mut officer, &withdrawn).await;
    let mended = officer.edit(id(), "lessons", json!("Bài học khác."));
    applied(&world, &mut officer, &mended).await;
    let again = send(&officer);
    applied(&world, &mut officer, &again).await;
    assert_eq!(head.hand_in(&world, &approved).await, refused(Refusal::DecisionStale));
    assert_eq!(held(&head).state(), ReportState::Submitted);
}

#[tokio::test]
async fn a_report_made_again_unseen_does_not_get_round_its_lock() {
    let world = World::new();
    let (mut officer, ..) = desks(&world).await;
    // Another device of the unit, which has seen nothing yet.
    let mut tablet = Member::new(&world, "thanh").await;
    let blind =
        tablet.make(&Report { causes: "Nguyên nhân.".into(), ..report("Viết trên máy khác.") });
    let sent = send(&officer);
    applied(&world, &mut officer, &sent).await;
    assert_eq!(tablet.hand_in(&world, &blind).await, locked(Lock::Submitted));
    let withdrawn = step(&officer, |report| Report { submitted: None, ..report.clone() });
    applied(&world, &mut officer, &withdrawn).await;
    let outcome = tablet.hand_in(&world, &blind).await;
    assert!(matches!(outcome, Outcome::Conflict { .. }), "both texts are kept: {outcome:?}");
    officer.exchange(&world, &[]).await;
    assert_eq!(held(&officer).causes, "Nguyên nhân.");
}

#[tokio::test]
async fn a_report_made_again_is_judged_as_the_edit_that_it_is() {
    let world = World::new();
    let (mut officer, head, _) = desks(&world).await;
    let sent = send(&officer);
    applied(&world, &mut officer, &sent).await;
    let approved = held(&officer).judged(me(&head), Verdict::Approved);
    let bare = Report { reviewed: approved.reviewed, ..Report::empty(unit(RED_CROSS), YEAR, Span::Half) };
    let forged = officer.make(&bare);
    assert_eq!(officer.hand_in(&world, &forged).await, refused(Refusal::NotAllowed));
    // A text of nothing cannot be read, and does not bring the rest in unread.
    let Act::Insert(mut fields) = forged.act else { unreachable!() };
    fields.insert("results".to_owned(), Value::Null);
    let forged = officer.change(id(), Kind::Report, Act::Insert(fields));
    let outcome = officer.hand_in(&world, &forged).await;
    assert!(matches!(outcome, Outcome::Refused { reason: Refusal::Invalid { .. } }), "{outcome:?}");
    assert_eq!(held(&officer).state(), ReportState::Submitted);
}

#[tokio::test]
async fn nobody_learns_of_a_report_by_giving_another_record_its_id() {
    let world = World::new();
    desks(&world).await;
    let mut stranger = Member::new(&world, "khoa").await;
    let own = Report { unit: unit(COOPERATIVES), ..report("") }.to_fields();
    let mut bare = own.clone();
    bare.remove("span");
    let unwritten = Report { span: Span::Full, ..report("") }.id(space(SPACE));
    for fields in [own, bare, report("").to_fields()] {
        let mut heard = Vec::new();
        for id in [id(), unwritten] {
            let posing = stranger.change(id, Kind::Report, Act::Insert(fields.clone()));
            heard.push(stranger.hand_in(&world, &posing).await);
        }
        assert!(matches!(heard[0], Outcome::Refused { .. }), "{heard:?}");
        assert_eq!(heard[0], heard[1], "whether there is one, or none");
    }
}

#[tokio::test]
async fn two_devices_write_different_paragraphs_of_one_section() {
    let world = World::new();
    let (mut officer, ..) = desks(&world).await;
    let mut tablet = Member::new(&world, "thanh").await;
    tablet.exchange(&world, &[]).await;
    let first = officer.edit(id(), "results", json!("Kết quả một, mới. Kết quả hai. Kết quả ba."));
    let last = tablet.edit(id(), "results", json!("Kết quả một. Kết quả hai. Kết quả ba, mới."));
    applied(&world, &mut officer, &first).await;
    let outcome = tablet.hand_in(&world, &last).await;
    assert!(matches!(outcome, Outcome::Merged { .. }), "{outcome:?}");
    assert_eq!(held(&tablet).results, "Kết quả một, mới. Kết quả hai. Kết quả ba, mới.");
}

#[tokio::test]
async fn the_head_units_own_report_is_for_the_centre_to_approve() {
    let world = World::new();
    let mut head = Member::new(&world, "ngan").await;
    let own = Report { unit: unit(COOPERATIVES), ..report("Kết quả.") };
    let made = head.make(&own.sent(me(&head), Vec::new()));
    applied(&world, &mut head, &made).await;
    let approve = |member: &Member| {
        let before: Report = member.rows[&made.record].typed().unwrap();
        let after = before.judged(me(member), Verdict::Approved).taken(me(member));
        member.change(made.record, Kind::Report, Act::Patch(edits_between(&before, &after)))
    };
    assert_eq!(head.hand_in(&world, &approve(&head)).await, refused(Refusal::NotAllowed));
    let mut centre = Member::new(&world, "trang").await;
    centre.exchange(&world, &[]).await;
    let both = approve(&centre);
    applied(&world, &mut centre, &both).await;
    let taken: Report = centre.rows[&made.record].typed().unwrap();
    assert_eq!(taken.state(), ReportState::Accepted);
}

#[tokio::test]
async fn a_report_has_its_last_day_and_is_opened_again_like_other_work() {
    let world = World::new();
    let (mut officer, mut head, _) = desks(&world).await;
    let mut year = Year::empty(YEAR);
    let yesterday = date(2026, 11, 21);
    year.set_period(Phase::Midyear, Some(Period { from: date(2026, 6, 20), to: yesterday }));
    let dates = head.make(&year);
    applied(&world, &mut head, &dates).await;
    let late = locked(Lock::PastDeadline { work: Work::HalfReport, last: yesterday });
    let sent = send(&officer);
    assert_eq!(officer.hand_in(&world, &sent).await, late);
    let (work, until, reason) = (Work::HalfReport, date(2026, 11, 22), "Bão số 3".into());
    let unlock = head.make(&Unlock { unit: unit(RED_CROSS), year: YEAR, work, until, reason });
    applied(&world, &mut head, &unlock).await;
    applied(&world, &mut officer, &sent).await;
    head.exchange(&world, &[]).await;
    let back = judge(&head, returned());
    applied(&world, &mut head, &back).await;
    world.pass(86_400_000);
    let mut officer = Member::new(&world, "hanh").await;
    officer.exchange(&world, &[]).await;
    let mended = officer.edit(id(), "causes", json!("Nguyên nhân."));
    applied(&world, &mut officer, &mended).await;
    let again = send(&officer);
    applied(&world, &mut officer, &again).await;
}

#[tokio::test]
async fn a_report_on_paper_is_entered_for_its_unit_with_its_document_and_a_return_has_a_reason() {
    let world = World::new();
    let mut head = Member::new(&world, "ngan").await;
    let bare = report("Theo bản giấy.");
    let made = head.make(&bare);
    assert_eq!(head.hand_in(&world, &made).await, refused(Refusal::NeedsSource));
    let named = Report { source: "Báo cáo 12/BC-HCTĐ".into(), ..bare };
    let made = head.make(&named.sent(me(&head), Vec::new()));
    applied(&world, &mut head, &made).await;
    let silent = judge(&head, Verdict::Returned { reason: String::new() });
    let outcome = head.hand_in(&world, &silent).await;
    assert!(matches!(outcome, Outcome::Refused { reason: Refusal::Invalid { .. } }), "{outcome:?}");
    let void = head.void(id(), "Nhầm");
    assert_eq!(head.hand_in(&world, &void).await, refused(Refusal::NotAllowed));
    let forged = step(&head, |report| report.judged(PersonId::derived([9; 16]), Verdict::Approved));
    assert_eq!(head.hand_in(&world, &forged).await, refused(Refusal::NotAllowed));
    let wrong = head.edit(id(), "reviewed", Value::from("duyệt"));
    let outcome = head.hand_in(&world, &wrong).await;
    assert!(matches!(outcome, Outcome::Refused { reason: Refusal::Invalid { .. } }), "{outcome:?}");
    assert_eq!(held(&head).to_fields().get("reviewed"), None);
}
