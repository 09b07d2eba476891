//! A change as a sentence: what was, what is.

use serde_json::Value;
use shared::day;
use shared::domain::{Kind, Report, TaskState};
use shared::number::Quantity;
use shared::sync::{Act, Change, Edit};

use super::field;
use super::report::{report_step, step_words};
use crate::{format, tr, tr_count};

/// Characters of a value that a sentence shows; the record shows the rest.
const SHOWN_MAX: usize = 60;

/// Fields of rule sets that say too much for a sentence; their comparison shows what changed.
const RULES: [&str; 8] =
    ["labels", "deadlines", "voting", "awards", "overlap", "ranking", "ties", "rotation"];

/// What the unit or record is called that a value names by its id.
pub type Names<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What a change does to the record of this title: `Số người tham gia: 120 → 140`.
pub fn change_title(names: Names<'_>, title: &str, change: &Change) -> String {
    let spelled;
    let title = match change.kind {
        // A year is called by its number, an unlock, a report and a member by their unit, progress by its task: alone
        // these would say nothing, or something else.
        Kind::Year
        | Kind::Unlock
        | Kind::TaskProgress
        | Kind::Covenant
        | Kind::Article
        | Kind::Remark
        | Kind::Signature
        | Kind::Confirmation
        | Kind::UnitEvent
        | Kind::Membership
        | Kind::Term
        | Kind::Report => {
            spelled = format!("{} · {title}", super::kind(change.kind));
            &spelled
        }
        _ => title,
    };
    match &change.act {
        Act::Insert(_) => title.to_owned(),
        Act::Void => tr!(change.void, title = title),
        Act::Restore => tr!(change.restore, title = title),
        Act::Patch(_) if change.kind == Kind::Conflict => tr!(change.decide, title = title),
        Act::Patch(edits) => {
            let mut edits = edits.iter();
            let first = edits.next().map(|(name, edit)| edit_words(names, name, edit));
            let rest = edits.len();
            match first {
                None => title.to_owned(),
                Some(first) if rest == 0 => format!("{title}. {first}"),
                Some(first) => format!("{title}. {first}, {}", tr_count!(rest, outbox.and_more)),
            }
        }
    }
}

fn edit_words(names: Names<'_>, name: &str, edit: &Edit) -> String {
    if name == "order" {
        return tr!(change.moved).to_owned();
    }
    if let Some(step) = report_step(name, edit) {
        return super::capitalised(&step);
    }
    if RULES.contains(&name) {
        return tr!(change.text, field = field(name));
    }
    let long = |value: &Value| value.as_str().is_some_and(|text| text.chars().count() > SHOWN_MAX);
    if long(&edit.before) || long(&edit.after) {
        return tr!(change.text, field = field(name));
    }
    tr!(
        change.edit,
        field = field(name),
        before = value_words(names, name, &edit.before),
        after = value_words(names, name, &edit.after)
    )
}

/// A field's value in words.
pub fn value_words(names: Names<'_>, name: &str, value: &Value) -> String {
    match (name, value) {
        (step, _) if Report::STEPS.contains(&step) => step_words(step, value),
        ("unassigned" | "with_targets" | "with_movements", Value::Null | Value::Bool(false)) => {
            tr!(change.no).to_owned()
        }
        ("unassigned" | "with_targets" | "with_movements", Value::Bool(true)) => tr!(change.yes).to_owned(),
        ("adopted", Value::Object(_)) => typed(value).map(|it| super::adopted_words(&it)).unwrap_or_default(),
        ("authority", Value::Object(_)) => {
            typed(value).map(|it| super::authority_words(&it)).unwrap_or_default()
        }
        ("drawing", Value::Array(_)) => tr!(covenant.drawn).to_owned(),
        ("wished" | "adjusted" | "adopted", Value::Null) => tr!(change.none).to_owned(),
        ("wished" | "adjusted", Value::Object(_)) => adjustment_words(value),
        (_, Value::Null) => tr!(standing.blank).to_owned(),
        ("issued", Value::Object(issue)) => {
            let on = issue.get("on").and_then(Value::as_str).and_then(day::parse);
            on.map(format::date).unwrap_or_default()
        }
        (
            "held_on" | "effective" | "expires" | "until" | "due" | "signed_on" | "dated" | "from" | "to"
            | "day",
            Value::String(day),
        ) => day::parse(day).map_or_else(|| day.clone(), format::date),
        ("half" | "full" | "value", Value::String(text)) => figure_words(text),
        ("nature", Value::String(_)) => typed(value).map(super::nature).unwrap_or_default().to_owned(),
        ("work", Value::String(_)) => typed(value).map(super::work).unwrap_or_default().to_owned(),
        ("kind", Value::String(_)) => typed(value).map(super::movement_kind).unwrap_or_default().to_owned(),
        ("state", _) => typed(value).as_ref().map(state_words).unwrap_or_default(),
        ("level", Value::String(_)) => typed(value).map(super::level).unwrap_or_default().to_owned(),
        ("founded", Value::Object(_)) => {
            typed(value).map(|it| super::founding_words(&it)).unwrap_or_default()
        }
        ("lead" | "rules" | "head" | "deputy", Value::String(id)) => {
            names(id).unwrap_or_else(|| tr!(change.unnamed).to_owned())
        }
        ("sense", Value::String(_)) => typed(value).map(super::sense).unwrap_or_default().to_owned(),
        (_, Value::String(text)) if text.is_empty() => tr!(standing.blank).to_owned(),
        (_, Value::String(text)) => text.clone(),
        ("year", Value::Number(year)) => year.to_string(),
        (_, Value::Number(number)) => number.as_u64().map_or_else(|| number.to_string(), format::whole),
        ("evidence", Value::Array(items)) => evidence_words(items),
        ("supporting" | "movements" | "tasks" | "targets", Value::Array(items)) => named_words(names, items),
        (_, Value::Array(items)) => list_words(items),
        (_, Value::Object(_)) => typed(value).map_or_else(|| value.to_string(), format::period),
        (_, Value::Bool(_)) => value.to_string(),
    }
}

fn typed<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// A figure with the marks of the shown language.
fn figure_words(text: &str) -> String {
    Quantity::try_from(text.to_owned()).map_or_else(|_| text.to_owned(), format::figure)
}

/// An adjustment: the plan and why.
fn adjustment_words(value: &Value) -> String {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    tr!(change.adjustment, plan = figure_words(text("plan")), reason = text("reason"))
}

/// How far a unit has come; of what was dropped also why.
fn state_words(state: &TaskState) -> String {
    let words = super::task_state(state);
    match state {
        TaskState::Dropped { reason } => format!("{words} (“{reason}”)"),
        TaskState::NotBegun | TaskState::GoingOn | TaskState::Done => words.to_owned(),
    }
}

/// What a list of ids names; what is not on this device is counted.
fn named_words(names: Names<'_>, items: &[Value]) -> String {
    let mut words: Vec<_> = items.iter().filter_map(Value::as_str).filter_map(names).collect();
    let rest = items.len() - words.len();
    if rest > 0 {
        words.push(tr_count!(rest, change.unnamed_items));
    }
    if words.is_empty() { tr!(standing.blank).to_owned() } else { words.join(", ") }
}

fn list_words(items: &[Value]) -> String {
    let words: Vec<_> = items.iter().filter_map(Value::as_str).collect();
    if words.is_empty() { tr!(standing.blank).to_owned() } else { words.join(", ") }
}

fn evidence_words(items: &[Value]) -> String {
    let papers = items.iter().filter(|item| item.get("paper").is_some()).count();
    let files = items.len() - papers;
    let parts = [
        (files > 0).then(|| tr_count!(files, change.files)),
        (papers > 0).then(|| tr_count!(papers, change.papers)),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() { tr!(standing.blank).to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_step_of_a_report_is_told_as_what_was_done() {
        let approved = json!({ "round": 2, "verdict": "approved" });
        let returned = json!({ "round": 1, "verdict": { "returned": { "reason": "Thiếu" } } });
        let sent = |round: u64| json!({ "round": round });
        let cases = [
            ("submitted", Value::Null, sent(1), "gửi báo cáo, lần 1"),
            ("submitted", sent(1), sent(2), "gửi báo cáo, lần 2"),
            ("submitted", sent(2), sent(1), "rút lại báo cáo"),
            ("submitted", sent(1), Value::Null, "rút lại báo cáo"),
            ("reviewed", Value::Null, returned.clone(), "trả lại báo cáo: “Thiếu”"),
            ("reviewed", returned.clone(), approved.clone(), "duyệt báo cáo"),
            // Taken back, what was said of the round before stands there again.
            ("reviewed", approved, returned, "rút lại ý kiến về báo cáo"),
            ("accepted", Value::Null, json!({ "of": "00" }), "tiếp nhận báo cáo"),
        ];
        for (field, before, after, expected) in cases {
            let told = report_step(field, &Edit { before, after });
            assert_eq!(told.as_deref(), Some(expected), "{field}");
        }
        assert_eq!(report_step("results", &Edit { before: Value::Null, after: json!("A") }), None);
    }

    #[wasm_bindgen_test]
    fn values_of_plans_figures_and_dates_are_words() {
        let cases = [
            ("value", json!("74958"), "74.958"),
            ("full", json!("185.7"), "185,7"),
            ("half", Value::Null, "Chưa nhập"),
            ("unassigned", json!(true), "Có"),
            ("unassigned", Value::Null, "Không"),
            ("adjusted", json!({ "plan": "36500", "reason": "Bão số 3" }), "36.500 (“Bão số 3”)"),
            ("wished", Value::Null, "Không có"),
            ("nature", json!("rate"), "Tỷ lệ"),
            ("sense", json!("lower"), "Càng thấp càng tốt"),
            ("until", json!("2024-02-05"), "05/02/2024"),
            ("signing", json!({ "from": "2024-01-10", "to": "2024-01-24" }), "10/01/2024 – 24/01/2024"),
            ("signing", json!({ "from": "2024-01-10", "to": "2024-01-10" }), "10/01/2024"),
            ("signing", Value::Null, "Chưa nhập"),
            ("work", json!("registration"), "Đăng ký chỉ tiêu"),
            ("kind", json!("campaign"), "Cuộc vận động"),
            ("state", json!("going_on"), "Đang làm"),
            ("state", json!({ "dropped": { "reason": "Bão số 3" } }), "Không làm nữa (“Bão số 3”)"),
            ("due", json!("2024-06-30"), "30/06/2024"),
            ("period", json!({ "from": "2021-01-10", "to": "2025-01-24" }), "10/01/2021 – 24/01/2025"),
            ("lead", json!("a"), "Hội A"),
            ("lead", Value::Null, "Chưa nhập"),
            ("supporting", json!(["a", "x", "y"]), "Hội A, 2 mục không có trên máy này"),
            ("movements", json!([]), "Chưa nhập"),
            ("dated", json!("2024-07-05"), "05/07/2024"),
            ("submitted", json!({ "round": 2 }), "Gửi lần 2"),
            ("reviewed", json!({ "verdict": "approved" }), "Đã duyệt"),
            ("reviewed", json!({ "verdict": { "returned": { "reason": "Thiếu" } } }), "Trả lại: “Thiếu”"),
            ("accepted", Value::Null, "Không có"),
        ];
        for (field, value, expected) in cases {
            let names = |id: &str| (id == "a").then(|| "Hội A".to_owned());
            assert_eq!(value_words(&names, field, &value), expected, "{field}");
        }
    }
}
