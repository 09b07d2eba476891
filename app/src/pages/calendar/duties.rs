//! What each one owes in a phase, in short words, and what its dates lock.

use jiff::civil::Date;
use shared::domain::{Phase, Work, Year};

use crate::{format, tr, words};

/// Who owes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    Unit,
    Head,
    Centre,
}

impl Party {
    pub(super) const ALL: [Self; 3] = [Self::Unit, Self::Head, Self::Centre];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unit => tr!(duty.unit),
            Self::Head => tr!(duty.head),
            Self::Centre => tr!(sign_in.centre),
        }
    }

    /// What is owed in a phase.
    pub(super) fn owes(self, phase: Phase) -> &'static str {
        match self {
            Self::Unit => unit_owes(phase),
            Self::Head => head_owes(phase),
            Self::Centre => centre_owes(phase),
        }
    }
}

fn unit_owes(phase: Phase) -> &'static str {
    match phase {
        Phase::Launch => tr!(duty.unit_launch),
        Phase::Signing => tr!(duty.unit_signing),
        Phase::Midyear => tr!(duty.unit_midyear),
        Phase::SelfScore => tr!(duty.unit_self_score),
        Phase::Appraisal => tr!(duty.unit_appraisal),
        Phase::Conference => tr!(duty.unit_conference),
        Phase::Submission => tr!(duty.unit_submission),
        Phase::Decision => tr!(duty.unit_decision),
        Phase::Archive => tr!(duty.unit_archive),
    }
}

fn head_owes(phase: Phase) -> &'static str {
    match phase {
        Phase::Launch => tr!(duty.head_launch),
        Phase::Signing => tr!(duty.head_signing),
        Phase::Midyear => tr!(duty.head_midyear),
        Phase::SelfScore => tr!(duty.head_self_score),
        Phase::Appraisal => tr!(duty.head_appraisal),
        Phase::Conference => tr!(duty.head_conference),
        Phase::Submission => tr!(duty.head_submission),
        Phase::Decision => tr!(duty.head_decision),
        Phase::Archive => tr!(duty.head_archive),
    }
}

fn centre_owes(phase: Phase) -> &'static str {
    match phase {
        Phase::Launch => tr!(duty.centre_launch),
        Phase::Signing => tr!(duty.centre_signing),
        Phase::Midyear => tr!(duty.centre_midyear),
        Phase::SelfScore => tr!(duty.centre_self_score),
        Phase::Appraisal => tr!(duty.centre_appraisal),
        Phase::Conference => tr!(duty.centre_conference),
        Phase::Submission => tr!(duty.centre_submission),
        Phase::Decision => tr!(duty.centre_decision),
        Phase::Archive => tr!(duty.centre_archive),
    }
}

/// The work that closes with a phase's last day.
fn closed_by(phase: Phase) -> &'static [Work] {
    match phase {
        Phase::Signing => &[Work::Registration, Work::Covenant],
        Phase::Midyear => &[Work::HalfFigures, Work::HalfReport],
        Phase::SelfScore => &[Work::YearEstimates, Work::YearReport],
        Phase::Launch
        | Phase::Appraisal
        | Phase::Conference
        | Phase::Submission
        | Phase::Decision
        | Phase::Archive => &[],
    }
}

/// The names of some work; none when there is none.
fn names(works: &[Work]) -> Option<String> {
    let lowered = works.iter().skip(1).map(|work| words::lowered(words::work(*work)));
    let first = words::work(*works.first()?).to_owned();
    Some(std::iter::once(first).chain(lowered).collect::<Vec<_>>().join(", "))
}

/// What the dates of a phase lock, whatever they are.
pub(super) fn locks(phase: Phase) -> Option<String> {
    if phase == Phase::Archive {
        return Some(tr!(calendar.archive_locks).to_owned());
    }
    names(closed_by(phase)).map(|work| tr!(calendar.locks, work = work))
}

/// What the dates of a phase lock or have locked, and whether they have.
pub(super) fn locks_in(year: &Year, phase: Phase, today: Date) -> Option<(bool, String)> {
    if phase == Phase::Archive {
        let Some(archive) = year.archive else { return Some((false, tr!(calendar.archive_open).to_owned())) };
        let day = format::date(archive.from);
        return Some(if year.is_closed(today) {
            (true, tr!(calendar.archive_locked, day = day))
        } else {
            (false, tr!(calendar.archive_will, day = day))
        });
    }
    let works = closed_by(phase);
    let name = names(works)?;
    Some(match year.deadline(*works.first()?) {
        None => (false, tr!(calendar.open, work = name)),
        Some(last) if last < today => (true, tr!(calendar.locked, work = name, day = format::date(last))),
        Some(last) => (false, tr!(calendar.will_lock, work = name, day = format::date(last))),
    })
}
