//! Who did what, in a sentence: “Nguyễn Thị Hạnh sửa nơi tổ chức: A → B”.

use std::collections::BTreeSet;

use serde_json::Value;
use shared::domain::Kind;
use shared::field::VOID;
use shared::id::{DeviceId, PersonId, SpaceId};
use shared::sync::{Act, Change, Conflict, Edit, Provenance, sentences as split};

use crate::repo::Repo;
use crate::{tr, words};

/// Characters of a value that a sentence shows; the record shows the rest.
const SHOWN_MAX: usize = 80;

/// Characters of a value where several stand in one line.
const LISTED_MAX: usize = 60;

/// Who wrote something, and on which device, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Author {
    pub(crate) name: String,
    pub(crate) device: String,
}

impl Author {
    /// The words for where a value came from.
    pub(crate) fn of(repo: &Repo, by: &Provenance) -> Self {
        Self { name: person_words(repo, by.author), device: device_words(repo, by.device, &by.device_name) }
    }

    /// The words for who made a change on this device.
    pub(crate) fn of_change(repo: &Repo, change: &Change) -> Self {
        Self { name: person_words(repo, change.author), device: device_words(repo, change.device, "") }
    }
}

/// The person's name, or that it was somebody.
pub(crate) fn person_words(repo: &Repo, person: PersonId) -> String {
    repo.person_name(person).unwrap_or_else(|| tr!(activity.somebody).to_owned())
}

fn device_words(repo: &Repo, device: DeviceId, name: &str) -> String {
    if repo.session().is_some_and(|session| session.device == device) {
        return tr!(activity.this_device).to_owned();
    }
    if !name.is_empty() {
        return name.to_owned();
    }
    // The end of its id, as “Thiết bị này” shows it there: enough to tell two devices of one unit apart.
    let id = device.to_string();
    let code: String = id.chars().skip(id.len().saturating_sub(4)).collect();
    tr!(activity.other_device, code = code)
}

/// What a change did, a sentence for each field.
pub(super) fn sentences(repo: &Repo, space: SpaceId, author: &Author, change: &Change) -> Vec<String> {
    let who = &author.name;
    if change.kind == Kind::Conflict {
        return decision_sentence(repo, space, author, change).into_iter().collect();
    }
    if let Some(sentence) = year_sentence(repo, who, change).or_else(|| work_sentence(repo, who, change)) {
        return vec![sentence];
    }
    match &change.act {
        Act::Insert(_) => {
            let owner = shared::access::unit_of(change.kind, inserted(change));
            let other =
                owner.filter(|owner| change.unit != Some(*owner)).and_then(|owner| repo.unit_short(owner));
            vec![match other {
                Some(unit) => tr!(activity.wrote_for, who = who, unit = unit),
                None => tr!(activity.wrote, who = who, thing = words::thing(change.kind)),
            }]
        }
        Act::Patch(edits) => {
            edits.iter().map(|(name, edit)| edit_sentence(repo, who, (change.kind, name), edit)).collect()
        }
        Act::Void => {
            vec![tr!(activity.voided_by, who = who, reason = change.reason.clone().unwrap_or_default())]
        }
        Act::Restore => {
            vec![tr!(activity.restored_by, who = who, reason = change.reason.clone().unwrap_or_default())]
        }
    }
}

/// What was done to a year or to what was opened in it; none for the edit of a field, which is told as any other.
fn year_sentence(repo: &Repo, who: &str, change: &Change) -> Option<String> {
    let reason = change.reason.clone().unwrap_or_default();
    match (change.kind, &change.act) {
        (Kind::Year, Act::Insert(_)) => Some(tr!(calendar.set_by, who = who)),
        // Written and sent at once, as from a paper, or as samples are.
        (Kind::Report, Act::Insert(fields)) => {
            let sent = fields.contains_key("submitted");
            Some(if sent { tr!(report.wrote_sent, who = who) } else { tr!(report.wrote, who = who) })
        }
        (Kind::Unlock, Act::Insert(fields)) => {
            let words = |name: &str, value: &Value| words::value_words(&repo.names(), name, value);
            let text = |name: &str| fields.get(name).map(|value| words(name, value));
            let unit = shared::access::unit_of(change.kind, fields).and_then(|unit| repo.unit_short(unit));
            Some(tr!(
                unlock.opened_by,
                who = who,
                unit = unit.unwrap_or_default(),
                work = text("work").unwrap_or_default(),
                day = text("until").unwrap_or_default(),
                reason = text("reason").unwrap_or_default()
            ))
        }
        (Kind::Unlock, Act::Void) => Some(tr!(unlock.locked_by, who = who, reason = reason)),
        (Kind::Unlock, Act::Restore) => Some(tr!(unlock.restored_by, who = who, reason = reason)),
        _ => None,
    }
}

/// What was done to a movement, a key task, a unit's progress, or a record of a covenant or of the directory as a whole;
/// none for the edit of a field.
fn work_sentence(repo: &Repo, who: &str, change: &Change) -> Option<String> {
    let is_work = matches!(change.kind, Kind::Movement | Kind::KeyTask | Kind::TaskProgress);
    let is_covenant = matches!(change.kind, Kind::Covenant | Kind::Article | Kind::Remark | Kind::Signature);
    let in_directory = matches!(
        change.kind,
        Kind::Cluster | Kind::Unit | Kind::UnitEvent | Kind::Membership | Kind::Term | Kind::Person
    );
    if !is_work && !is_covenant && !in_directory {
        return None;
    }
    let (thing, reason) = (words::thing(change.kind), change.reason.clone().unwrap_or_default());
    match &change.act {
        Act::Insert(fields) if change.kind == Kind::TaskProgress => {
            let state = fields.get("state").map(|state| words::value_words(&repo.names(), "state", state));
            let unit = shared::access::unit_of(change.kind, fields).and_then(|unit| repo.unit_short(unit));
            let (unit, state) = (unit.unwrap_or_default(), words::lowered(&state.unwrap_or_default()));
            Some(tr!(task.said_by, who = who, unit = unit, state = state))
        }
        Act::Insert(_) => Some(tr!(works.made_by, who = who, thing = thing)),
        Act::Void => Some(tr!(works.voided_by, who = who, thing = thing, reason = reason)),
        Act::Restore => Some(tr!(works.restored_by, who = who, thing = thing, reason = reason)),
        Act::Patch(_) => None,
    }
}

/// What became of a field. Of a long text only the sentences that differ are told.
fn edit_sentence(repo: &Repo, who: &str, (kind, name): (Kind, &str), edit: &Edit) -> String {
    // A place in a list is told by no number: its neighbours may have moved since.
    if name == "order" {
        return tr!(works.moved_by, who = who);
    }
    if let Some(step) = words::report_step(name, edit) {
        return tr!(report.did, who = who, what = step);
    }
    let field = words::lowered(words::field_of(kind, name));
    if !is_long(&edit.before) && !is_long(&edit.after) {
        let (before, after) = (shown(repo, name, &edit.before), shown(repo, name, &edit.after));
        return tr!(activity.edited, who = who, field = field, before = before, after = after);
    }
    let [before, after] = [&edit.before, &edit.after].map(|value| value.as_str().unwrap_or_default());
    let (gone, come) = (lacking(before, after), lacking(after, before));
    match (gone.is_empty(), come.is_empty()) {
        (false, false) => tr!(activity.edited_text, who = who, field = field, before = gone, after = come),
        (true, false) => tr!(activity.edited_added, who = who, field = field, after = come),
        (false, true) => tr!(activity.edited_removed, who = who, field = field, before = gone),
        (true, true) => tr!(activity.edited_order, who = who, field = field),
    }
}

fn is_long(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.chars().count() > SHOWN_MAX)
}

/// The sentences of a text that another text lacks, cut where they grow long.
fn lacking(text: &str, other: &str) -> String {
    let known: BTreeSet<_> = split(other).into_iter().map(str::trim).collect();
    let own = split(text).into_iter().map(str::trim).filter(|sentence| !known.contains(sentence));
    cut(&own.collect::<Vec<_>>().join(" "), 2 * SHOWN_MAX)
}

fn cut(words: &str, max: usize) -> String {
    if words.chars().count() <= max {
        return words.to_owned();
    }
    words.chars().take(max).chain(['…']).collect()
}

fn inserted(change: &Change) -> &shared::field::Fields {
    static NOTHING: shared::field::Fields = shared::field::Fields::new();
    match &change.act {
        Act::Insert(fields) => fields,
        Act::Patch(_) | Act::Void | Act::Restore => &NOTHING,
    }
}

/// What was decided between differing figures, and why.
fn decision_sentence(repo: &Repo, space: SpaceId, author: &Author, change: &Change) -> Option<String> {
    let Act::Patch(edits) = &change.act else { return None };
    let value = edits.get("decision")?.after.get("value").unwrap_or(&Value::Null);
    let conflicts = repo.conflicts(space);
    let conflict = &conflicts.iter().find(|line| line.id == change.record)?.conflict;
    let value = disputed_value(repo, conflict, value);
    let reason = change.reason.clone().unwrap_or_default();
    let Some(field) = disputed_field(conflict) else {
        return Some(tr!(activity.decided_void, who = author.name, value = value, reason = reason));
    };
    Some(tr!(
        activity.decided_by,
        who = author.name,
        field = words::lowered(&field),
        value = value,
        reason = reason
    ))
}

/// The name of a disputed field; none where it is in dispute whether the record is in force, for the values say that.
pub(crate) fn disputed_field(conflict: &Conflict) -> Option<String> {
    (conflict.field != VOID).then(|| words::field_of(conflict.subject_kind, &conflict.field).to_owned())
}

/// A value of a disputed field in words. Of a long text only what differs from the beginning is told.
pub(crate) fn disputed_value(repo: &Repo, conflict: &Conflict, value: &Value) -> String {
    if conflict.field == VOID {
        return void_words(conflict.subject_kind, value);
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let own = lacking(&text(value), &text(&conflict.base));
    if is_long(value) && !own.is_empty() { own } else { shown(repo, &conflict.field, value) }
}

/// The disputed values in words, the one in force first.
pub(crate) fn disputed_values(repo: &Repo, conflict: &Conflict) -> Vec<String> {
    let all = std::iter::once(&conflict.in_force).chain(&conflict.candidates);
    all.map(|candidate| cut(&disputed_value(repo, conflict, &candidate.value), LISTED_MAX)).collect()
}

/// What the void mark of a record says, in words.
pub(crate) fn void_words(kind: Kind, value: &Value) -> String {
    match value.as_str() {
        Some(reason) => tr!(reconcile.void, reason = reason),
        None => tr!(reconcile.in_force, thing = words::thing(kind)),
    }
}

fn shown(repo: &Repo, field: &str, value: &Value) -> String {
    cut(&words::value_words(&repo.names(), field, value), SHOWN_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn of_a_long_text_only_what_differs_is_told() {
        let (before, after) =
            ("Mở đầu. Trao 10 suất quà. Kết thúc.", "Mở đầu. Trao 12 suất quà. Kết thúc. Thêm.");
        assert_eq!(lacking(before, after), "Trao 10 suất quà.");
        assert_eq!(lacking(after, before), "Trao 12 suất quà. Thêm.");
        assert_eq!(lacking(before, before), "");
        assert_eq!(cut("một hai", 3), "một…");
    }
}
