//! The steps of a report: send, withdraw, approve, return, accept; each is taken back for a moment.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::Role;
use shared::domain::{Report, ReportState, Span, Verdict};
use shared::id::PersonId;
use shared::limit::REASON_CHARS_MAX;
use shared::sync::Refusal;

use super::checks::{Beside, Check, checks};
use super::one::Reading;
use super::rights::{Leave, Rights, Step};
use crate::pages::activity_detail::reason_problem;
use crate::pages::draft_key::DraftOf;
use crate::pages::use_repo;
use crate::repo::types::{ActivityQuery, Opened, SaveError};
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::{
    Banner, Button, Control, Dialog, Icon, Kind, LinkButton, TextField, Tone, icon_sized, live, toast,
    toast_of, toast_with,
};
use crate::{tr, words};

/// A step that is asked about before it is taken.
#[derive(Clone)]
struct Asked {
    step: Step,
    /// The report as it was read.
    opened: Opened<Report>,
    /// Whether a reason is owed, though none belongs to the step.
    owes_reason: bool,
}

/// The buttons under a report, and the questions that some of them ask.
pub(super) fn steps(reading: Reading) -> AnyView {
    let repo = use_repo();
    let asked = RwSignal::new(None::<Asked>);
    let asking = RwSignal::new(false);
    let press = {
        let repo = repo.clone();
        Callback::new(move |(step, leave): (Step, Leave)| {
            let opened: Opened<Report> = repo.open(reading.about.space, reading.about.blank());
            let owes_reason = leave == Leave::WithReason;
            if owes_reason || matches!(step, Step::Send | Step::Return) {
                asked.set(Some(Asked { step, opened, owes_reason }));
                asking.set(true);
                return;
            }
            let (repo, Some(me)) = (repo.clone(), me(&repo)) else { return };
            spawn_local(async move {
                let after = step.done(&opened.record, me);
                if let Err(error) = take(&repo, reading, step, &opened, &after, None).await {
                    toast_of(Icon::Warning, words::save_error(&error));
                }
            });
        })
    };
    let buttons = {
        let repo = repo.clone();
        live(move || buttons(&repo, reading, press))
    };
    let title = move || {
        asked.with(|asked| asked.as_ref().map_or_else(String::new, |it| words_of(it.step).to_owned()))
    };
    let inside = move || {
        let asked = asked.get_untracked()?;
        Some(question(&repo, reading, asked, asking))
    };
    view! {
        {buttons}
        <Dialog open=asking title>{untrack(&inside)}</Dialog>
    }
    .into_any()
}

fn me(repo: &Repo) -> Option<PersonId> {
    untrack(|| repo.session()).map(|session| session.viewer.person)
}

fn words_of(step: Step) -> &'static str {
    match step {
        Step::Write => tr!(report.go_on),
        Step::Send => tr!(report.send),
        Step::Withdraw => tr!(report.withdraw),
        Step::Approve => tr!(report.approve),
        Step::Return => tr!(report.give_back),
        Step::ApproveAndTake => tr!(report.approve_and_take),
        Step::Take => tr!(report.take),
        Step::Untake => tr!(report.untake),
    }
}

/// The steps that the person may take now, the one that leads on at the end; and why not, where somebody would ask.
fn buttons(repo: &Repo, reading: Reading, press: Callback<(Step, Leave)>) -> Option<AnyView> {
    let session = repo.session()?;
    let board = reading.board.get()?;
    let (space, report) = (reading.about.space, reading.report.get());
    let rights = Rights { viewer: &session.viewer, space, ground: &board.ground };
    let is_centre = session.viewer.is(Role::Centre, space);
    // Nobody but the centre decides on the report of the head unit itself.
    let is_heads = repo.term(space, reading.about.year).is_some_and(|term| term.head == reading.about.unit);
    let approve = if is_centre && is_heads { Step::ApproveAndTake } else { Step::Approve };
    let takes = reading.state.get() == ReportState::Approved;
    let order = [Step::Withdraw, Step::Untake, Step::Write, Step::Return];
    let on = if takes { Step::Take } else { approve };
    let all = order.into_iter().chain([Step::Send, on]);
    let offered = all.map(|step| (step, rights.leave(&report, step)));
    let offered: Vec<_> = offered.filter(|(_, leave)| !matches!(leave, Leave::No(_))).collect();
    let notes = [why_closed(&rights, &report), whose(&rights, reading, is_heads)];
    let notes = notes
        .into_iter()
        .flatten()
        .map(|words| view! { <p class="locks">{icon_sized(Icon::Lock, "i sm")}{words}</p> }.into_any());
    let notes = notes.collect::<Vec<_>>();
    if offered.is_empty() && notes.is_empty() {
        return None;
    }
    let drawn = offered.into_iter().map(|offer| button(reading, offer, press)).collect::<Vec<_>>();
    Some(view! { <footer class="stack near">{notes}<div class="row">{drawn}</div></footer> }.into_any())
}

fn button(reading: Reading, (step, leave): (Step, Leave), press: Callback<(Step, Leave)>) -> AnyView {
    if step == Step::Write {
        let label = if reading.report.with_untracked(Report::is_blank) {
            tr!(report.begin)
        } else {
            tr!(report.go_on)
        };
        let to = Route::EditReport(reading.about.id);
        return view! { <LinkButton label to picture=Icon::Pencil/> }.into_any();
    }
    let (kind, picture) = match step {
        Step::Send => (Kind::Primary, Icon::Send),
        Step::Approve | Step::ApproveAndTake | Step::Take => (Kind::Seal, Icon::Check),
        Step::Return => (Kind::Plain, Icon::Return),
        Step::Write | Step::Withdraw | Step::Untake => (Kind::Quiet, Icon::Undo),
    };
    let go = move |()| press.run((step, leave.clone()));
    view! { <Button label=words_of(step) on_press=go kind picture/> }.into_any()
}

/// Why the unit's own people cannot write in it.
fn why_closed(rights: &Rights<'_>, report: &Report) -> Option<String> {
    match rights.leave(report, Step::Write) {
        Leave::No(Refusal::Locked { lock }) if !rights.is_on_behalf(report) => Some(words::lock(lock)),
        _ => None,
    }
}

/// Who decides, where the one who looks is not the one.
fn whose(rights: &Rights<'_>, reading: Reading, is_heads: bool) -> Option<String> {
    let waits = reading.state.get() == ReportState::Submitted;
    let looks_over = rights.viewer.oversees(rights.space);
    let report = reading.report.get();
    (waits && looks_over && is_heads && !rights.decides(&report))
        .then(|| tr!(report.centre_decides).to_owned())
}

/// What is asked before a step is taken.
fn question(repo: &Repo, reading: Reading, asked: Asked, asking: RwSignal<bool>) -> AnyView {
    let Asked { step, opened, owes_reason } = asked;
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let found = if step == Step::Send { found(repo, reading, &opened.record) } else { Vec::new() };
    let is_blocked = found.iter().any(|check| check.blocks);
    let needs_reason = owes_reason || step == Step::Return;
    let (note, list) = (note_of(step, &found), list_of(found));
    let field = needs_reason.then(|| {
        let hint = if step == Step::Return { tr!(report.return_hint) } else { tr!(report.late_hint) };
        view! {
            <TextField label=words::field("reason").to_owned() hint value=reason control=Control::Area error max=REASON_CHARS_MAX/>
        }
    });
    let failure = live(move || {
        error.get().filter(|_| !needs_reason).map(|words| {
            view! { <Banner tone=Tone::Err picture=Icon::Warning><span>{words}</span></Banner> }
        })
    });
    let repo = repo.clone();
    let act = move |()| {
        let given = shared::text::clean(&reason.get_untracked()).trim().to_owned();
        if let Some(problem) = reason_problem(&given).filter(|_| needs_reason) {
            error.set(Some(problem));
            return;
        }
        let (repo, opened, Some(me)) = (repo.clone(), opened.clone(), me(&repo)) else { return };
        let figures = reading.now.get_untracked();
        busy.set(true);
        spawn_local(async move {
            let after = match step {
                Step::Send => opened.record.sent(me, figures),
                Step::Return => opened.record.judged(me, Verdict::Returned { reason: given.clone() }),
                _ => step.done(&opened.record, me),
            };
            let why = Some(given.as_str()).filter(|_| owes_reason);
            let done = take(&repo, reading, step, &opened, &after, why).await;
            let _ = busy.try_set(false);
            match done {
                Ok(()) => {
                    let _ = asking.try_set(false);
                }
                Err(why) => {
                    let _ = error.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    let go = (!is_blocked).then(|| {
        let kind = if step == Step::Send { Kind::Primary } else { Kind::Plain };
        view! { <Button label=words_of(step) on_press=act kind size="end" locked=busy/> }
    });
    view! {
        <p>{note}</p>
        {list}
        {field}
        <div role="alert">{failure}</div>
        <div class="row"><Button label=tr!(act.later) on_press=move |()| asking.set(false)/>{go}</div>
    }
    .into_any()
}

fn note_of(step: Step, found: &[Check]) -> &'static str {
    match step {
        Step::Send if found.iter().any(|check| check.blocks) => tr!(report.send_blocked),
        Step::Send if found.is_empty() => tr!(report.send_note),
        Step::Send => tr!(report.send_warned),
        Step::Return => tr!(report.return_note),
        _ => tr!(report.reason_note),
    }
}

fn list_of(found: Vec<Check>) -> Option<AnyView> {
    let line = |check: Check| {
        let (tone, picture) = if check.blocks { ("err", Icon::Close) } else { ("wait", Icon::Warning) };
        view! { <li data-s=tone>{icon_sized(picture, "i sm")}<span>{check.words}</span></li> }.into_any()
    };
    let some = !found.is_empty();
    let lines = found.into_iter().map(line).collect::<Vec<_>>();
    some.then(|| view! { <ul class="checks" aria-label=tr!(report.checks)>{lines}</ul> }.into_any())
}

/// What is missing before it is sent.
fn found(repo: &Repo, reading: Reading, report: &Report) -> Vec<Check> {
    let about = reading.about;
    let viewer = untrack(|| repo.session()).map(|session| session.viewer);
    let is_other = viewer.is_some_and(|viewer| !viewer.belongs_to(about.unit, about.space));
    let beside = Beside {
        owes_source: is_other && report.source.trim().is_empty(),
        last_activity: last_activity(repo, reading),
        has_draft: untrack(|| repo.draft(&DraftOf::Report(about.id).key())).is_some(),
        is_differing: untrack(|| repo.about(about.space, about.id))
            .is_some_and(|view| !view.differing.is_empty()),
    };
    reading.now.with_untracked(|figures| checks(report, figures, beside))
}

/// The last day of what the unit did in the report's span, as far as it is entered.
fn last_activity(repo: &Repo, reading: Reading) -> Option<Date> {
    let about = reading.about;
    let query =
        ActivityQuery { unit: Some(about.unit), year: Some(about.year), ..ActivityQuery::of(about.space) };
    let days = untrack(|| repo.activities(&query));
    let days = days.iter().map(|line| line.held_on);
    let is_of = |day: &Date| match about.span {
        Span::Half => day.year() < about.year || (day.year() == about.year && day.month() <= 6),
        Span::Full => true,
    };
    days.filter(is_of).max()
}

/// Takes a step, and offers to take it back.
async fn take(
    repo: &Repo,
    reading: Reading,
    step: Step,
    opened: &Opened<Report>,
    after: &Report,
    reason: Option<&str>,
) -> Result<(), SaveError> {
    let about = reading.about;
    let save = Save::of(about.id, opened, after);
    repo.put_because(about.space, &save, reason, None).await?;
    let repo = repo.clone();
    toast_with(done_words(step), tr!(act.undo), move || {
        let (repo, save) = (repo.clone(), save.clone());
        spawn_local(async move {
            let done = repo.take_back_all(about.space, &[save], Some(tr!(activity.undo_reason))).await;
            match done {
                Ok(()) => toast(tr!(activity.undone)),
                Err(error) => toast_of(Icon::Warning, words::save_error(&error)),
            }
        });
    });
    Ok(())
}

fn done_words(step: Step) -> &'static str {
    match step {
        Step::Send => tr!(report.done_send),
        Step::Withdraw => tr!(report.done_withdraw),
        Step::Approve | Step::ApproveAndTake => tr!(report.done_approve),
        Step::Return => tr!(report.done_return),
        Step::Take => tr!(report.done_take),
        Step::Write | Step::Untake => tr!(standing.saved),
    }
}
