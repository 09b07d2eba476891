//! The desk: the values side by side, the choice, what follows from it, the reason, the decision.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Kind;
use shared::id::{ChangeId, SpaceId};
use shared::limit::REASON_CHARS_MAX;
use shared::sync::{Conflict, Decision};

use super::about::{lock_of, record_address, what_happened};
use super::ask::Asking;
use super::columns::columns;
use super::decided::{verdict, who_decides};
use super::waiting::waiting;
use super::ways::{Fault, Pick, Typed, broken_rule, read, typed_as, ways};
use super::{Step, is_typing};
use crate::format::{DateProblem, NumberProblem};
use crate::pages::activities::panel_heading;
use crate::pages::activity_detail::{disputed_field, disputed_value, focus, reason_problem};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{ConflictLine, SaveError};
use crate::route::Route;
use crate::ui::{
    Banner, Button, Control, Icon, Kind as ButtonKind, TextField, Tone, error_line, icon, live, new_id, toast,
};
use crate::{tr, words};

/// What the person has done so far.
#[derive(Clone, Copy)]
struct Work {
    space: SpaceId,
    line: Signal<ConflictLine>,
    pick: RwSignal<Option<Pick>>,
    other: RwSignal<String>,
    reason: RwSignal<String>,
    pick_error: RwSignal<Option<String>>,
    other_error: RwSignal<Option<String>>,
    reason_error: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// A decided conflict is being decided anew.
    again: RwSignal<bool>,
    go: Callback<Step>,
    asking: Asking,
}

/// One conflict on the desk.
pub(super) fn desk(
    space: SpaceId,
    line: Signal<ConflictLine>,
    go: Callback<Step>,
    alone: Signal<bool>,
) -> AnyView {
    let repo = use_repo();
    let work = Work {
        space,
        line,
        pick: RwSignal::new(None),
        other: RwSignal::new(String::new()),
        reason: RwSignal::new(String::new()),
        pick_error: RwSignal::new(None),
        other_error: RwSignal::new(None),
        reason_error: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
        again: RwSignal::new(false),
        go,
        asking: Asking::new(repo.clone(), space, line),
    };
    let oversees = {
        let repo = repo.clone();
        Memo::new(move |_| repo.oversees(space))
    };
    let deciding = Memo::new(move |_| oversees.get() && (line.with(|line| line.open) || work.again.get()));
    let decide = decider(work, repo.clone());
    // The keys of the desk work at once, and a screen reader begins with what is to be decided.
    Effect::new(move || request_animation_frame(|| focus("desk-title")));
    let known = line.with_untracked(|line| changes(&line.conflict));
    let moved = watch_for_news(work);
    let keys = move |event: web_sys::KeyboardEvent| press(&event, work, deciding, decide);
    let (values, stands, whole) = (repo.clone(), repo.clone(), RwSignal::new(false));
    let content = live(move || {
        let pick = deciding.get().then_some(work.pick);
        line.with(|line| columns(&values, &line.conflict, pick, &known, whole))
    });
    let lower = live(move || match (deciding.get(), oversees.get()) {
        (true, _) => decision(work, decide),
        (false, true) => decide_again(work),
        (false, false) => onlooker(work, &repo),
    });
    view! {
        <div class="deskin" on:keydown=keys>
            {head(work, alone)}
            {live(move || line.with(|line| line.open).then(|| line.with(what_happened)))}
            {live(moved)}
            {live(move || line.with(|line| verdict(&stands, line)))}
            {content}
            {lower}
        </div>
    }
    .into_any()
}

fn changes(conflict: &Conflict) -> BTreeSet<ChangeId> {
    ways(conflict).into_iter().filter_map(|way| way.by.map(|by| by.change)).collect()
}

/// A choice made before something new arrived is a choice between other things.
fn watch_for_news(work: Work) -> impl Fn() -> Option<AnyView> {
    let rev = Memo::new(move |_| work.line.with(|line| line.rev));
    let seen = rev.get_untracked();
    let news = RwSignal::new(false);
    Effect::new(move || {
        if rev.get() != seen && work.line.with_untracked(|line| line.open) {
            work.pick.set(None);
            news.set(true);
        }
    });
    move || {
        let words = view! { <span>{tr!(reconcile.moved)}</span> };
        news.get().then(|| {
            view! { <Banner tone=Tone::Diff picture=Icon::Differ live=true>{words}</Banner> }.into_any()
        })
    }
}

fn head(work: Work, alone: Signal<bool>) -> AnyView {
    let repo = use_repo();
    let title = Signal::derive(move || work.line.with(|line| line.title.clone()));
    let about = live(move || {
        work.line.with(|line| {
            let unit = line.conflict.unit.and_then(|unit| repo.unit_name(unit));
            let fields = repo.fields(work.space, line.conflict.subject);
            let which = fields.and_then(|(kind, fields)| words::which(kind, &fields));
            let turn = waiting(&repo, work.space, line);
            let parts =
                unit.into_iter().chain(disputed_field(&line.conflict)).chain(which.map(str::to_owned));
            let parts = parts.chain(turn);
            parts.collect::<Vec<_>>().join(" · ")
        })
    });
    let records = use_repo();
    let record = live(move || work.line.with(|line| record_address(&records, work.space, &line.conflict)));
    let is_activity = work.line.with_untracked(|line| line.conflict.subject_kind == Kind::Activity);
    let seen = if is_activity { tr!(reconcile.record) } else { tr!(target.see) };
    view! {
        <header>
            <a class="back" href=Route::Reconcile.path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
            <div class="grow">
                {panel_heading("desk-title", title, alone)}
                <p class="soft">{about}</p>
            </div>
            <a class="btn quiet" href=record>{icon(Icon::Clock)}{seen}</a>
        </header>
    }
    .into_any()
}

/// Result, reason, decision.
fn decision(work: Work, decide: Callback<()>) -> AnyView {
    let repo = use_repo();
    let (pick_id, typed) = (new_id(), work.line.with_untracked(|line| typed_as(&line.conflict.field)));
    let other =
        live(move || (work.pick.get() == Some(Pick::Other)).then(|| other_field(work, typed)).flatten());
    let result = live(move || match chosen(work) {
        Some(Ok(decision)) => work.line.with(|line| {
            let value = disputed_value(&repo, &line.conflict, &decision.value);
            match disputed_field(&line.conflict) {
                Some(field) => tr!(reconcile.result, field = field, value = value),
                None => tr!(reconcile.result_void, value = value),
            }
        }),
        Some(Err(_)) | None => tr!(reconcile.no_result).to_owned(),
    });
    let failure = live(move || {
        let words = work.failure.get();
        words
            .map(|words| view! { <Banner tone=Tone::Err picture=Icon::Warning><span>{words}</span></Banner> })
    });
    let deciding = move || if work.busy.get() { tr!(standing.saving) } else { tr!(reconcile.decide) };
    let later = move |()| work.go.run(Step::Next);
    view! {
        <div class="dec">
            {other}
            <div class="res" aria-live="polite">
                <b>{result}</b>
                <span class="soft">{tr!(reconcile.rest_kept)}</span>
            </div>
            {error_line(pick_id, work.pick_error.into())}
            <TextField
                label=words::field("reason").to_owned()
                value=work.reason
                control=Control::Area
                lines=2
                error=work.reason_error
                max=REASON_CHARS_MAX
                id="decision-reason"
            />
            <div role="alert">{failure}</div>
            <div class="row">
                <p class="note grow">{tr!(reconcile.both_told)}</p>
                <Button label=tr!(reconcile.ask) on_press=move |()| work.asking.ask() kind=ButtonKind::Quiet/>
                <Button label=tr!(reconcile.later) on_press=later/>
                <Button label=deciding on_press=decide kind=ButtonKind::Primary locked=work.busy/>
            </div>
            {work.asking.shown()}
            <p class="note keys">{tr!(reconcile.keys)}</p>
        </div>
    }
    .into_any()
}

fn other_field(work: Work, typed: Option<Typed>) -> Option<AnyView> {
    let control = match typed? {
        Typed::Line | Typed::Tags => Control::Line,
        Typed::Text => Control::Area,
        Typed::Day => Control::Date,
        Typed::Count | Typed::Figure => Control::Number,
    };
    let label = tr!(reconcile.other_value);
    let field = view! {
        <TextField label value=work.other control error=work.other_error lines=5 id="decision-other"/>
    };
    Some(field.into_any())
}

/// The decision as it would be now; none while nothing is picked.
fn chosen(work: Work) -> Option<Result<Decision, Fault>> {
    let pick = work.pick.get()?;
    work.line.with(|line| match pick {
        Pick::Way(at) => ways(&line.conflict).get(at).map(|way| Ok(way.decision())),
        Pick::Other => {
            let typed = typed_as(&line.conflict.field)?;
            Some(read(typed, &work.other.get()).map(|value| Decision { value, chosen: None }))
        }
    })
}

/// What pressing “Quyết định” does.
fn decider(work: Work, repo: Repo) -> Callback<()> {
    Callback::new(move |()| {
        if work.busy.get_untracked() {
            return;
        }
        let Some((decision, reason)) = untrack(|| complete(work, &repo)) else { return };
        work.busy.set(true);
        let (repo, id) = (repo.clone(), work.line.with_untracked(|line| line.id));
        spawn_local(async move {
            let done = repo.decide(work.space, id, decision, &reason).await;
            let _ = work.busy.try_set(false);
            match done {
                Ok(()) => {
                    toast(tr!(reconcile.saved));
                    if work.again.try_set(false).is_none() {
                        work.go.run(Step::Done);
                    }
                }
                Err(why) => refused(work, &why),
            }
        });
    })
}

fn refused(work: Work, why: &SaveError) {
    let _ = work.failure.try_set(Some(words::save_error(why)));
}

/// Decision and reason, when both are in order; otherwise says at each place what is missing.
fn complete(work: Work, repo: &Repo) -> Option<(Decision, String)> {
    for error in [work.pick_error, work.other_error, work.reason_error, work.failure] {
        error.set(None);
    }
    let reason = shared::text::clean(&work.reason.get()).trim().to_owned();
    work.reason_error.set(reason_problem(&reason));
    let decision = match chosen(work) {
        None => {
            work.pick_error.set(Some(tr!(reconcile.choose_first).to_owned()));
            None
        }
        Some(Err(fault)) => {
            work.other_error.set(Some(fault_words(fault, &work.other.get())));
            None
        }
        Some(Ok(decision)) => Some(decision),
    };
    let broken = decision.as_ref().and_then(|decision| {
        let line = work.line.get();
        let (kind, fields) = repo.fields(work.space, line.conflict.subject)?;
        let locked = lock_of(repo, work.space, kind, &fields);
        let locked = locked.filter(|_| !line.conflict.is_given(&decision.value));
        let broken = broken_rule(kind, fields, &line.conflict.field, &decision.value);
        broken.map(|problem| fault_words(Fault::Rule(problem), "")).or(locked)
    });
    if let Some(problem) = broken {
        let place = if work.pick.get() == Some(Pick::Other) { work.other_error } else { work.pick_error };
        place.set(Some(problem));
        return None;
    }
    if work.reason_error.with(Option::is_some) {
        focus("decision-reason");
        return None;
    }
    Some((decision?, reason))
}

fn fault_words(fault: Fault, typed: &str) -> String {
    match fault {
        Fault::Day(DateProblem::Unclear) => tr!(problem.date).to_owned(),
        Fault::Day(DateProblem::NoSuchDay) => tr!(problem.no_date).to_owned(),
        Fault::Count(NumberProblem::NotNumber) | Fault::Figure(false) => tr!(problem.number).to_owned(),
        Fault::Count(NumberProblem::TooLarge) => tr!(problem.out_of_range).to_owned(),
        Fault::Count(NumberProblem::Ambiguous) | Fault::Figure(true) => {
            tr!(problem.ambiguous, text = typed.trim())
        }
        Fault::Rule(problem) => words::problem(problem),
    }
}

/// The keys of the desk: a digit picks, H asks the unit, Ctrl+Enter decides. Digits and letters sleep inside text
/// fields.
fn press(event: &web_sys::KeyboardEvent, work: Work, deciding: Memo<bool>, decide: Callback<()>) {
    if !deciding.get_untracked() {
        return;
    }
    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
        event.prevent_default();
        return decide.run(());
    }
    if is_typing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if event.key().eq_ignore_ascii_case("h") {
        event.prevent_default();
        return work.asking.ask();
    }
    let Some(digit) = event.key().parse::<usize>().ok().and_then(|digit| digit.checked_sub(1)) else {
        return;
    };
    let (count, has_other) = work
        .line
        .with_untracked(|line| (ways(&line.conflict).len(), typed_as(&line.conflict.field).is_some()));
    if digit < count {
        work.pick.set(Some(Pick::Way(digit)));
    } else if digit == count && has_other {
        work.pick.set(Some(Pick::Other));
        request_animation_frame(|| focus("decision-other"));
    } else {
        return;
    }
    event.prevent_default();
}

fn decide_again(work: Work) -> AnyView {
    let again = move |()| work.again.set(true);
    view! {
        <div class="dec">
            <p class="soft">{tr!(reconcile.again_note)}</p>
            <div class="row"><Button label=tr!(reconcile.again) on_press=again picture=Icon::Undo/></div>
        </div>
    }
    .into_any()
}

fn onlooker(work: Work, repo: &Repo) -> AnyView {
    if !work.line.with(|line| line.open) {
        return ().into_any();
    }
    let head = repo.cluster(work.space).map(|cluster| cluster.head_title).unwrap_or_default();
    who_decides(&head)
}
