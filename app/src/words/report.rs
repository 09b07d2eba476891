//! How far a report has come, and what was done with it.

use serde_json::Value;
use shared::domain::ReportState;
use shared::sync::Edit;

use crate::{format, tr};

/// How far a report has come.
pub fn report_state(state: ReportState) -> &'static str {
    match state {
        ReportState::Draft => tr!(report.draft),
        ReportState::Moved => tr!(report.moved),
        ReportState::Returned => tr!(report.returned),
        ReportState::Submitted => tr!(report.submitted),
        ReportState::Approved => tr!(report.approved),
        ReportState::Accepted => tr!(report.accepted),
    }
}

/// What was done with a report, in words that follow a name: `gửi báo cáo, lần 2`. None for the edit of its text.
pub fn report_step(name: &str, edit: &Edit) -> Option<String> {
    // What stood there before is put back: nobody says it anew.
    let round = |value: &Value| value.get("round").and_then(Value::as_u64);
    let is_back = edit.after.is_null() || round(&edit.after) < round(&edit.before);
    Some(match name {
        "submitted" if is_back => tr!(report.did_withdraw).to_owned(),
        "submitted" => tr!(report.did_send, n = round_of(&edit.after)),
        "reviewed" if is_back => tr!(report.did_take_back).to_owned(),
        "reviewed" => match returned_for(&edit.after) {
            Some(reason) => tr!(report.did_return, reason = reason),
            None => tr!(report.did_approve).to_owned(),
        },
        "accepted" if is_back => tr!(report.did_unaccept).to_owned(),
        "accepted" => tr!(report.did_accept).to_owned(),
        _ => return None,
    })
}

/// How far a report had come, by one of the fields that say it.
pub(super) fn step_words(name: &str, value: &Value) -> String {
    match (name, value, returned_for(value)) {
        (_, Value::Null, _) => tr!(change.none).to_owned(),
        ("submitted", ..) => tr!(report.round, n = round_of(value)),
        ("reviewed", _, Some(reason)) => tr!(report.returned_for, reason = reason),
        ("reviewed", ..) => tr!(report.approved).to_owned(),
        _ => tr!(report.accepted).to_owned(),
    }
}

fn round_of(value: &Value) -> String {
    value.get("round").and_then(Value::as_u64).map(format::whole).unwrap_or_default()
}

fn returned_for(value: &Value) -> Option<&str> {
    value.get("verdict")?.get("returned")?.get("reason")?.as_str()
}
