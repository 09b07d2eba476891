//! Reports among the things to do: what came back to the unit, and what waits for a decision.

use shared::access::{Role, may_review};
use shared::domain::{Report, ReportState, Verdict, Work};
use shared::id::{SpaceId, UnitId};

use super::owing::first_names;
use super::tasks::Task;
use crate::repo::Repo;
use crate::route::Route;
use crate::ui::{Icon, Tone};
use crate::{tr, tr_count, words};

/// The unit's reports that have to be mended: returned, or changed after they were sent.
pub(super) fn returned(repo: &Repo, space: SpaceId, (unit, year): (UnitId, i16)) -> Vec<Task> {
    let task = |id, report: &Report, state| {
        let name = words::work(Work::of_report(report.span));
        let (title, note) = match state {
            ReportState::Returned => (tr!(report.task_returned, name = name), reason(report)?),
            ReportState::Moved => (tr!(report.task_moved, name = name), tr!(report.moved_note).to_owned()),
            ReportState::Draft | ReportState::Submitted | ReportState::Approved | ReportState::Accepted => {
                return None;
            }
        };
        Some(Task::plain(Route::Report(id), Tone::Err, Icon::Return, title, note))
    };
    let own = repo.reports(space, year).into_iter().filter(|(held, _)| held.record.unit == unit);
    own.filter_map(|(held, state)| task(held.id, &held.record, state)).collect()
}

fn reason(report: &Report) -> Option<String> {
    match &report.review()?.verdict {
        Verdict::Returned { reason } => Some(tr!(target.quoted, reason = reason)),
        Verdict::Approved => None,
    }
}

/// The reports on which the person may decide now, a line for those to approve and one for those to accept.
pub(super) fn waiting(repo: &Repo, space: SpaceId, year: i16) -> Vec<Task> {
    let Some(session) = repo.session() else { return Vec::new() };
    let (viewer, all) = (&session.viewer, repo.reports(space, year));
    // The centre decides where nobody else may; otherwise the head's office comes first.
    let head = repo.term(space, year).map(|term| term.head);
    let is_centre = viewer.is(Role::Centre, space);
    let in_state = |state| all.iter().filter(move |(_, is)| *is == state).map(|(held, _)| held);
    let to_review = in_state(ReportState::Submitted).filter(|held| {
        let unit = held.record.unit;
        may_review(viewer, unit, space) && (!is_centre || head.is_none_or(|head| head == unit))
    });
    let to_take = in_state(ReportState::Approved).filter(|_| is_centre);
    let line = |units: Vec<(UnitId, Route)>, is_review: bool| {
        let (_, first) = units.first()?;
        let to = if units.len() == 1 { *first } else { Route::Reports };
        let names: Vec<_> =
            units.iter().map(|(unit, _)| repo.unit_short(*unit).unwrap_or_default()).collect();
        let title = if is_review {
            tr_count!(names.len(), report.to_review)
        } else {
            tr_count!(names.len(), report.to_take)
        };
        let note = first_names(&names, |rest| tr_count!(rest, today.silent_more));
        Some(Task::plain(to, Tone::Wait, Icon::File, title, note))
    };
    let places = |held: &crate::repo::types::Held<Report>| (held.record.unit, Route::Report(held.id));
    [line(to_review.map(places).collect(), true), line(to_take.map(places).collect(), false)]
        .into_iter()
        .flatten()
        .collect()
}
