//! What a person does to a record, and whether the person may.

use serde_json::Value;

use super::behalf::{may_activity, may_confirm};
use super::covenant::{ADOPTED, may_article, may_covenant, may_remark, may_sign};
use super::report::may_report;
use super::rules::{may_rules, may_year};
use super::{Ground, Lock, Subject, Viewer};
use crate::domain::{Basis, ISSUED, Kind, PINNED, Plan, Record, Report, Span, Work};
use crate::field::Fields;
use crate::id::{PersonId, UnitId};
use crate::sync::{Act, Refusal, after};

/// Something done to a record.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    /// What decides who may.
    pub subject: &'a Subject,
    /// What is done.
    pub act: &'a Act,
    /// The record's fields as they stood; of a new one, the ones it is made with.
    pub fields: &'a Fields,
    /// Lý do.
    pub reason: Option<&'a str>,
}

/// Whether a viewer may do this. Whether the record's unit is a member of the cluster stands in the directory: the server
/// looks there when the record is made ([`Refusal::NotMember`]).
///
/// # Errors
/// [`Refusal::NotAllowed`] when the viewer may not; [`Refusal::Locked`] when the time for it is over;
/// [`Refusal::NeedsReason`] and [`Refusal::NeedsSource`] when these are owed and missing.
pub fn may(viewer: &Viewer, deed: Deed<'_>, ground: &Ground) -> Result<(), Refusal> {
    let space = deed.subject.space;
    let own = deed.subject.unit.is_some_and(|unit| viewer.acts_for(unit, space));
    let oversees = viewer.oversees(space);
    match deed.subject.kind {
        Kind::Activity => may_activity(viewer, deed, (own, oversees), ground),
        Kind::Confirmation => may_confirm(viewer, deed, ground),
        // Deciding between values: the centre. The unit's own turn comes first only in the wording (`design.md` §4).
        Kind::Conflict => {
            allowed(oversees && matches!(deed.act, Act::Patch(_)))?;
            deed.reason_owed_if(true)
        }
        Kind::Year => may_year(deed, oversees, ground),
        Kind::RuleSet => may_rules(viewer, deed),
        Kind::Unlock => {
            allowed(oversees)?;
            deed.reason_owed_if(deed.is_void())
        }
        Kind::Target => may_target(deed, own, oversees, ground),
        Kind::Movement | Kind::KeyTask => {
            allowed(oversees)?;
            unlocked(ground.closed())?;
            deed.reason_owed_if(deed.is_void())
        }
        Kind::TaskProgress => may_progress(viewer, deed, (own, oversees), ground),
        Kind::Plan => may_plan(viewer, deed, (own, oversees), ground),
        Kind::Figure => may_figure(viewer, deed, (own, oversees), ground),
        Kind::Report => may_report(viewer, deed, (own, oversees), ground),
        Kind::Covenant => may_covenant(viewer, deed, oversees, ground),
        Kind::Article => may_article(deed, oversees, ground),
        Kind::Remark => may_remark(viewer, deed, oversees, ground),
        Kind::Signature => may_sign(deed, (own, oversees), ground),
        Kind::Cluster | Kind::Unit | Kind::UnitEvent | Kind::Membership | Kind::Term | Kind::Person => {
            // The head's office as well only reads: it changes with each year, the directory stays.
            allowed(viewer.administers())?;
            deed.reason_owed_if(deed.is_void())
        }
        // Kept by the server alone.
        Kind::Summary | Kind::Unknown => Err(Refusal::NotAllowed),
    }
}

/// A common target is the head's office's; once its time is over, changing it takes a reason. An own target is its
/// unit's, until the registered targets freeze (I-07).
fn may_target(deed: Deed<'_>, own: bool, oversees: bool, ground: &Ground) -> Result<(), Refusal> {
    unlocked(ground.closed())?;
    let lock = match deed.subject.unit {
        Some(unit) => ground.lock(Work::Registration, unit),
        None => ground.common(),
    };
    allowed(own || oversees)?;
    if oversees {
        return deed.reason_owed_if(deed.is_void() || lock.is_some());
    }
    unlocked(lock)?;
    deed.reason_owed_if(deed.is_void())
}

/// A plan is its unit's until it freezes; then the unit may wish for an adjustment, and who looks over the units
/// approves one (I-07). Before that they may enter it for a unit that works on paper, naming the document.
fn may_plan(
    viewer: &Viewer,
    deed: Deed<'_>,
    (own, oversees): (bool, bool),
    ground: &Ground,
) -> Result<(), Refusal> {
    allowed(own || oversees)?;
    unlocked(ground.closed())?;
    let Some(unit) = deed.subject.unit else { return Err(Refusal::NotAllowed) };
    let after = after(deed.fields, deed.act);
    if deed.touches("adjusted") {
        allowed(oversees)?;
        let adjusted = Plan::from_fields(&after).and_then(|plan| plan.adjusted);
        let is_own_word = adjusted.is_none_or(|adjusted| adjusted.approver == Some(viewer.person));
        allowed(is_own_word)?;
        deed.reason_owed_if(true)?;
    }
    if deed.touches_beside(&["adjusted", "wished"]) {
        unlocked(ground.lock(Work::Registration, unit))?;
        deed.source_owed_if(!viewer.belongs_to(unit, deed.subject.space), &after)?;
    }
    deed.reason_owed_if(deed.is_void())
}

/// A figure is its unit's while its time lasts. Who looks over the units may enter one for a unit that works on paper,
/// naming the document, and after its time with a reason.
fn may_figure(
    viewer: &Viewer,
    deed: Deed<'_>,
    (own, oversees): (bool, bool),
    ground: &Ground,
) -> Result<(), Refusal> {
    allowed(own || oversees)?;
    unlocked(ground.closed())?;
    let Some(unit) = deed.subject.unit else { return Err(Refusal::NotAllowed) };
    let lock = ground.lock(work_of(deed.fields), unit);
    if oversees {
        deed.source_owed_if(!viewer.belongs_to(unit, deed.subject.space), &after(deed.fields, deed.act))?;
        return deed.reason_owed_if(deed.is_void() || lock.is_some());
    }
    unlocked(lock)?;
    deed.reason_owed_if(deed.is_void())
}

/// How far a unit has come with a key task is its own to say. Who looks over the units may enter it for one that works on
/// paper, naming the document.
fn may_progress(
    viewer: &Viewer,
    deed: Deed<'_>,
    (own, oversees): (bool, bool),
    ground: &Ground,
) -> Result<(), Refusal> {
    allowed(own || oversees)?;
    unlocked(ground.closed())?;
    let Some(unit) = deed.subject.unit else { return Err(Refusal::NotAllowed) };
    deed.source_owed_if(!viewer.belongs_to(unit, deed.subject.space), &after(deed.fields, deed.act))?;
    deed.reason_owed_if(deed.is_void())
}

/// Whether a person may give a record's field, by deciding a conflict, a value that nobody had given it before. A choice
/// between given values needs no such question: each of them was judged when it came. A frozen plan stays as it was
/// registered, and an adjustment is its approver's own word (I-07), whoever decides.
///
/// # Errors
/// [`Refusal::Locked`] when the plan is frozen; [`Refusal::NotAllowed`] when the adjustment names somebody else.
pub fn may_decide(
    decider: PersonId,
    subject: &Subject,
    (field, value): (&str, &Value),
    ground: &Ground,
) -> Result<(), Refusal> {
    match (subject.kind, subject.unit, field) {
        (Kind::Plan, _, "wished") => Ok(()),
        (Kind::Plan, _, "adjusted") => {
            let own_word = serde_json::to_value(decider).ok();
            allowed(value.is_null() || value.get("approver") == own_word.as_ref())
        }
        // Two adopted texts were each adopted by somebody; a third one is adopted first. So it is with rules that were issued,
        // and with those that a year is pinned to.
        (Kind::Covenant, _, ADOPTED) | (Kind::RuleSet, _, ISSUED) | (Kind::Year, _, PINNED) => {
            allowed(value.is_null())
        }
        (Kind::Signature | Kind::Confirmation, ..) => Err(Refusal::NotAllowed),
        (Kind::Plan, Some(unit), _) => unlocked(ground.lock(Work::Registration, unit)),
        // What was sent and what was said of it is somebody's own word; nobody else finds new ones.
        (Kind::Report, _, name) => allowed(!Report::STEPS.contains(&name)),
        _ => Ok(()),
    }
}

fn work_of(fields: &Fields) -> Work {
    let is = |name: &str, value: &str| fields.get(name).and_then(|it| it.as_str()) == Some(value);
    let span = if is("span", "half") { Span::Half } else { Span::Full };
    let basis = if is("basis", "estimate") { Basis::Estimate } else { Basis::Official };
    Work::of(span, basis)
}

pub(super) fn allowed(allowed: bool) -> Result<(), Refusal> {
    if allowed { Ok(()) } else { Err(Refusal::NotAllowed) }
}

pub(super) fn unlocked(lock: Option<Lock>) -> Result<(), Refusal> {
    lock.map_or(Ok(()), |lock| Err(Refusal::Locked { lock }))
}

impl Deed<'_> {
    pub(super) fn is_void(&self) -> bool {
        matches!(self.act, Act::Void | Act::Restore)
    }

    /// Whether the deed makes the record. One that is made again is judged as the edit that it is.
    pub(super) fn is_new(&self) -> bool {
        matches!(self.act, Act::Insert(made) if made == self.fields)
    }

    /// Whether the deed gives a field a value.
    pub(super) fn touches(&self, field: &str) -> bool {
        match self.act {
            Act::Insert(fields) => fields.contains_key(field),
            Act::Patch(edits) => edits.contains_key(field),
            Act::Void | Act::Restore => false,
        }
    }

    /// Whether the deed gives any field a value beside these; the fixed fields of a new record aside.
    pub(super) fn touches_beside(&self, fields: &[&str]) -> bool {
        let fixed = |name: &str| {
            let spec = self.subject.kind.spec().and_then(|spec| spec.field(name));
            spec.is_some_and(|spec| spec.policy == crate::field::Policy::Fixed)
        };
        let counts = |name: &String| !fields.contains(&name.as_str()) && !fixed(name);
        match self.act {
            Act::Insert(made) => made.keys().any(counts),
            Act::Patch(edits) => edits.keys().any(counts),
            Act::Void | Act::Restore => true,
        }
    }

    pub(super) fn reason_owed_if(&self, owed: bool) -> Result<(), Refusal> {
        let is_missing = self.reason.is_none_or(|reason| reason.trim().is_empty());
        if owed && is_missing { Err(Refusal::NeedsReason) } else { Ok(()) }
    }

    pub(super) fn source_owed_if(&self, owed: bool, after: &Fields) -> Result<(), Refusal> {
        let source = after.get("source").and_then(|source| source.as_str()).unwrap_or_default();
        let is_missing = source.trim().is_empty() && !self.is_void();
        if owed && is_missing { Err(Refusal::NeedsSource) } else { Ok(()) }
    }
}

/// The unit and the year whose ground decides about a record with these fields.
pub fn grounds_of(kind: Kind, fields: &Fields) -> Option<(i16, Option<UnitId>)> {
    match kind {
        Kind::Activity
        | Kind::Target
        | Kind::Plan
        | Kind::Figure
        | Kind::Movement
        | Kind::KeyTask
        | Kind::TaskProgress
        | Kind::Report
        | Kind::Covenant
        | Kind::Article
        | Kind::Remark
        | Kind::Signature
        | Kind::Confirmation => {
            let year = fields.get("year")?.as_i64()?.try_into().ok()?;
            Some((year, super::unit_of(kind, fields)))
        }
        Kind::Year
        | Kind::Unlock
        | Kind::Conflict
        | Kind::Summary
        | Kind::Cluster
        | Kind::Unit
        | Kind::UnitEvent
        | Kind::Membership
        | Kind::Term
        | Kind::Person
        | Kind::RuleSet
        | Kind::Unknown => None,
    }
}
