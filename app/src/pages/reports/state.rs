//! How far a report has come, as a badge and as who said what.

use leptos::prelude::*;
use shared::domain::{Report, ReportState, Verdict};

use crate::pages::activity_detail::person_words;
use crate::repo::Repo;
use crate::ui::{Badge, Icon, Tone};
use crate::{format, tr, words};

/// What a state looks like.
pub(super) fn look(state: ReportState) -> (Tone, Icon) {
    match state {
        ReportState::Draft => (Tone::Plain, Icon::Pencil),
        ReportState::Moved => (Tone::Diff, Icon::Differ),
        ReportState::Returned => (Tone::Err, Icon::Return),
        ReportState::Submitted => (Tone::Wait, Icon::Send),
        ReportState::Approved => (Tone::Ink, Icon::Check),
        ReportState::Accepted => (Tone::Ok, Icon::Mark),
    }
}

/// The state in a word. A report of which nothing is written has not even been begun.
pub(super) fn badge(state: ReportState, is_blank: bool) -> AnyView {
    let (tone, picture) = look(state);
    let label = state_words(state, is_blank);
    view! { <Badge tone picture label/> }.into_any()
}

pub(super) fn state_words(state: ReportState, is_blank: bool) -> &'static str {
    if state == ReportState::Draft && is_blank { tr!(report.unwritten) } else { words::report_state(state) }
}

/// Who sent, approved, returned and accepted it as it stands.
pub(super) fn steps_taken(repo: &Repo, report: &Report) -> Vec<String> {
    let did = |who, what: String| tr!(report.did, who = person_words(repo, who), what = what);
    let sent = report.submitted.as_ref();
    let review = report.review();
    let taken = sent.zip(report.accepted.as_ref()).filter(|(sent, it)| it.of == sent.digest());
    let sent = sent.map(|it| did(it.by, tr!(report.did_send, n = format::whole(it.round.into()))));
    let review = review.map(|it| match &it.verdict {
        Verdict::Approved => did(it.by, tr!(report.did_approve).to_owned()),
        Verdict::Returned { reason } => did(it.by, tr!(report.did_return, reason = reason)),
    });
    let taken = taken.map(|(_, it)| did(it.by, tr!(report.did_accept).to_owned()));
    [sent, review, taken].into_iter().flatten().collect()
}
