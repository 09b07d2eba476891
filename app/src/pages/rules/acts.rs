//! What the centre does with a rule set: write it, issue it, copy it for the next year, repeal it.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::RuleSet;
use shared::id::{RecordId, SpaceId};

use super::{Known, path};
use crate::format;
use crate::pages::activity_detail::reason_problem;
use crate::pages::use_repo;
use crate::repo::types::{Listed, SaveError};
use crate::repo::{Repo, Save};
use crate::route::RulesAt;
use crate::ui::{
    Banner, Button, Control, Dialog, Icon, Kind, TextField, Tone, icon, live, toast, with_day_picker,
};
use crate::{tr, words};

/// A question that has to be answered first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Issue,
    Copy,
    Repeal,
}

/// What can be done with a rule set.
pub(super) fn card(known: Known, id: RecordId) -> AnyView {
    let repo = use_repo();
    let line = Memo::new(move |_| known.with(|known| known.as_ref()?.get(id).cloned()));
    let place = Memo::new(move |_| known.with(|known| known.as_ref().map(|it| (it.space, it.is_kept))));
    let (open, asking) = (RwSignal::new(false), RwSignal::new(Asking::Copy));
    let ask = Callback::new(move |what| {
        asking.set(what);
        open.set(true);
    });
    let compare = live(move || {
        let follows = line.with(|line| line.as_ref()?.held.record.follows)?;
        known.with(|known| known.as_ref()?.get(follows).map(|_| ()))?;
        Some(
            view! { <a class="btn" href=path(RulesAt::Compare(id))>{icon(Icon::Differ)}{tr!(rules.compare)}</a> },
        )
    });
    let buttons = live(move || {
        let (line, (_, is_kept)) = (line.get()?, place.get()?);
        Some(if is_kept {
            buttons(&line, ask)
        } else {
            view! { <p class="soft">{tr!(rules.whose)}</p> }.into_any()
        })
    });
    let title = move || match asking.get() {
        Asking::Issue => tr!(rules.issue_title),
        Asking::Copy => tr!(rules.copy_title),
        Asking::Repeal => tr!(rules.repeal_title),
    };
    view! {
        <section class="card" aria-label=tr!(rules.acts)>
            <div class="body stack">{buttons}{compare}</div>
        </section>
        <Dialog open title>
            {untrack(|| {
                let (space, _) = place.get()?;
                let rules = line.get()?.held.record;
                let subject = Subject { space, id, open };
                Some(match asking.get() {
                    Asking::Issue => issuing(subject, repo.clone()),
                    Asking::Copy => copying(subject, &rules, repo.clone()),
                    Asking::Repeal => repealing(subject, repo.clone()),
                })
            })}
        </Dialog>
    }
    .into_any()
}

fn buttons(line: &Listed<RuleSet>, ask: Callback<Asking>) -> AnyView {
    let id = line.held.id;
    let copy = |kind| {
        view! { <Button label=tr!(rules.copy) on_press=move |()| ask.run(Asking::Copy) kind picture=Icon::Plus/> }
            .into_any()
    };
    let repeal = move || {
        let label = tr!(rules.repeal);
        view! { <Button label on_press=move |()| ask.run(Asking::Repeal) kind=Kind::Quiet/> }.into_any()
    };
    if !line.is_in_force() {
        return copy(Kind::Plain);
    }
    if line.held.record.issued.is_some() {
        return view! {
            <p class="locks">{icon(Icon::Lock)}{words::lock(shared::access::Lock::Issued)}</p>
            {copy(Kind::Primary)}
            {repeal()}
        }
        .into_any();
    }
    view! {
        <a class="btn primary" href=path(RulesAt::Edit(id))>{icon(Icon::Pencil)}{tr!(activity.edit)}</a>
        <Button label=tr!(rules.issue) on_press=move |()| ask.run(Asking::Issue) kind=Kind::Seal/>
        {repeal()}
    }
    .into_any()
}

/// What a question is about.
#[derive(Clone, Copy)]
struct Subject {
    space: SpaceId,
    id: RecordId,
    open: RwSignal<bool>,
}

/// The end of a question: why it was not done, and its two buttons.
fn end(subject: Subject, failure: RwSignal<Option<String>>, act: AnyView) -> AnyView {
    let words = live(move || {
        failure
            .get()
            .map(|words| view! { <Banner tone=Tone::Err picture=Icon::Warning><span>{words}</span></Banner> })
    });
    view! {
        <div role="alert">{words}</div>
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| subject.open.set(false)/>
            {act}
        </div>
    }
    .into_any()
}

fn issuing(subject: Subject, repo: Repo) -> AnyView {
    let (failure, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let go = move |()| {
        busy.set(true);
        let repo = repo.clone();
        spawn_local(async move {
            let done = issue(&repo, subject).await;
            let _ = busy.try_set(false);
            match done {
                Ok(()) => {
                    let _ = subject.open.try_set(false);
                    toast(tr!(rules.done_issue));
                }
                Err(why) => {
                    let _ = failure.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    let act = view! { <Button label=tr!(rules.issue) on_press=go kind=Kind::Seal size="end" locked=busy/> };
    view! { <p>{tr!(rules.issue_note)}</p>{end(subject, failure, act.into_any())} }.into_any()
}

async fn issue(repo: &Repo, Subject { space, id, .. }: Subject) -> Result<(), SaveError> {
    let session = untrack(|| repo.session()).ok_or(SaveError::SignedOut)?;
    let opened = repo.open_record::<RuleSet>(space, id).ok_or(SaveError::NotHere)?;
    let after = opened.record.issued(repo.today(), session.viewer.person);
    repo.put(space, &Save::of(id, &opened, &after), None).await
}

fn copying(subject: Subject, rules: &RuleSet, repo: Repo) -> AnyView {
    let navigate = use_navigate();
    let next = rules.effective.year().max(repo.today().year()).saturating_add(1);
    let day = Date::new(next, 1, 1).ok().map(format::typed_date).unwrap_or_default();
    let (name, day) = (RwSignal::new(tr!(rules.name_of_year, year = next)), RwSignal::new(day));
    let [name_fault, day_fault, failure] = [const { None::<String> }; 3].map(RwSignal::new);
    let busy = RwSignal::new(false);
    let typed = move || format::parse_date(&day.get(), next).ok();
    let rules = rules.clone();
    let go = move |()| {
        let line =
            shared::text::clean(&name.get_untracked()).split_whitespace().collect::<Vec<_>>().join(" ");
        let from = untrack(typed);
        name_fault.set(line.is_empty().then(|| tr!(problem.blank).to_owned()));
        day_fault.set(from.is_none().then(|| tr!(problem.date).to_owned()));
        let (Some(from), false) = (from, line.is_empty()) else { return };
        busy.set(true);
        let (repo, navigate) = (repo.clone(), navigate.clone());
        let made = rules.successor(subject.id, line, from);
        spawn_local(async move {
            let done = repo.make(subject.space, &made, None, None).await;
            let _ = busy.try_set(false);
            match done {
                Ok(id) if subject.open.try_set(false).is_none() => {
                    navigate(&path(RulesAt::Edit(id)), NavigateOptions::default());
                }
                Ok(_) => {}
                Err(why) => {
                    let _ = failure.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    let entry = view! {
        <TextField label=words::field("effective").to_owned() value=day control=Control::Date error=day_fault max=20/>
    };
    let pick = tr!(works.pick, field = words::field("effective"));
    let act = view! { <Button label=tr!(rules.copy) on_press=go kind=Kind::Primary size="end" locked=busy/> };
    view! {
        <p>{tr!(rules.copy_note)}</p>
        <TextField label=words::field("name").to_owned() value=name error=name_fault max=200/>
        {with_day_picker(entry.into_any(), day, typed, pick)}
        {end(subject, failure, act.into_any())}
    }
    .into_any()
}

fn repealing(subject: Subject, repo: Repo) -> AnyView {
    let reason = RwSignal::new(String::new());
    let [fault, failure] = [const { None::<String> }; 2].map(RwSignal::new);
    let go = move |()| {
        let given = shared::text::clean(&reason.get_untracked()).trim().to_owned();
        fault.set(reason_problem(&given));
        if fault.with_untracked(Option::is_some) {
            return;
        }
        let repo = repo.clone();
        spawn_local(async move {
            match repo.void(subject.space, subject.id, &given).await {
                Ok(()) => {
                    let _ = subject.open.try_set(false);
                    toast(tr!(standing.saved));
                }
                Err(why) => {
                    let _ = failure.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    let max = shared::limit::REASON_CHARS_MAX;
    let act = view! { <Button label=tr!(rules.repeal) on_press=go kind=Kind::Primary size="end"/> };
    view! {
        <p>{tr!(rules.repeal_note)}</p>
        <TextField label=words::field("reason").to_owned() value=reason control=Control::Area error=fault max/>
        {end(subject, failure, act.into_any())}
    }
    .into_any()
}
