//! The entry form: a new activity, or one that is edited.

mod draft;
mod fields;
mod keeping;
mod links;
mod saving;
mod state;
mod watching;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::id::{RecordId, SpaceId};
use shared::time::Timestamp;

use super::activities::{Here, may_write, own_unit, panel_heading};
use super::draft_key::DraftOf;
use super::drafted::{Foot, recovered};
use super::evidence_field::{Gathering, evidence_field};
use super::use_repo;
use crate::repo::Repo;
use crate::route::Route;
use crate::ui::{Banner, Bones, Control, Empty, Icon, Tone, icon, icon_sized, live};
use crate::{format, tr, words};
use draft::{ActivityDraft, Slot};
use fields::{
    control_id, day_field, error_of, fault_words, source_field, text_field, unit_field, year_field,
};
use state::{Form, Kept};

/// The form of a new activity, or of one that is there already.
pub(super) fn activity_form(space: SpaceId, record: Option<RecordId>, alone: Signal<bool>) -> AnyView {
    let repo = use_repo();
    // At the start the record may not have been read yet. Once open, the form stays, whatever becomes of the record.
    let is_ready = {
        let repo = repo.clone();
        Memo::new(move |was: Option<&bool>| was == Some(&true) || first_state(&repo, space, record).is_some())
    };
    let waits = {
        let repo = repo.clone();
        Memo::new(move |_| repo.loading().is_some())
    };
    live(move || {
        let first = is_ready.get().then(|| untrack(|| first_state(&repo, space, record))).flatten();
        match first {
            Some((draft, since)) => untrack(|| opened_form(space, record, alone, draft, since)),
            None if waits.get() => view! { <Bones rows=4/> }.into_any(),
            None => view! { <Empty picture=Icon::Camera label=tr!(activity.not_here)/> }.into_any(),
        }
    })
    .into_any()
}

fn opened_form(
    space: SpaceId,
    record: Option<RecordId>,
    alone: Signal<bool>,
    draft: ActivityDraft,
    since: Option<Timestamp>,
) -> AnyView {
    let repo = use_repo();
    let form = Form::new(&repo, space, record, draft);
    keeping::keep_from_now_on(form, repo.clone());
    let save = saving::saver(form, repo.clone());
    // A person with a keyboard saves without leaving the field.
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            save.run(());
        }
    };
    view! {
        <form class="flow form" aria-labelledby="form-title" on:keydown=keys on:submit=move |event| event.prevent_default()>
            {head(form, alone)}
            {watching::notices(form, repo.clone())}
            <div class="body">
                {recovered(since)}
                {kept_failure(form)}
                {entries(form, repo.clone())}
            </div>
            {foot(form, repo, save)}
        </form>
    }
    .into_any()
}

/// What the form begins with: the draft that was left, the activity as it stands, or nothing. None when the record is
/// not on this device, or not the person's to edit.
fn first_state(
    repo: &Repo,
    space: SpaceId,
    record: Option<RecordId>,
) -> Option<(ActivityDraft, Option<Timestamp>)> {
    let left = repo.draft(&record.map_or(DraftOf::NewActivity(space), DraftOf::Activity).key());
    let left = left.and_then(|draft| Some((serde_json::from_value(draft.body).ok()?, Some(draft.at))));
    if left.is_some() {
        return left;
    }
    let Some(id) = record else {
        let year = repo.cluster(space)?.year;
        return Some((ActivityDraft::blank(own_unit(repo, space), year, format::today()), None));
    };
    let (activity, view) = repo.activity(space, id)?;
    let opened = view.opened(activity);
    may_write(repo, space, opened.record.unit).then(|| (ActivityDraft::of(opened), None))
}

fn head(form: Form, alone: Signal<bool>) -> AnyView {
    let back = form.record.map_or(Route::Activities, Route::Activity);
    let here = Here::new();
    let title = if form.record.is_some() { tr!(activity.edit_title) } else { tr!(activity.new_title) };
    let title = Signal::stored(title.to_owned());
    let kept = live(move || match form.kept.get() {
        Kept::Nothing | Kept::Typing | Kept::Writing | Kept::Failed(_) => None,
        Kept::At(at) => Some(
            view! { {icon_sized(Icon::Check, "i sm")}{tr!(activity.draft_kept, at = format::clock(at))} },
        ),
    });
    view! {
        <header>
            <a class="back" href=live(move || here.to(back)) aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
            {panel_heading("form-title", title, alone)}
            <span class="saved" role="status">{kept}</span>
        </header>
    }
    .into_any()
}

/// The one failure that must be loud: what is typed is on screen and nowhere else.
fn kept_failure(form: Form) -> AnyView {
    let why = move || match form.kept.get() {
        Kept::Failed(error) => Some(tr!(activity.draft_not_kept, why = words::store_error(&error))),
        Kept::Nothing | Kept::Typing | Kept::Writing | Kept::At(_) => None,
    };
    let shown = live(move || {
        why().map(|words| {
            view! { <Banner tone=Tone::Err picture=Icon::Warning><span>{words}</span></Banner> }
        })
    });
    view! { <div role="alert">{shown}</div> }.into_any()
}

fn entries(form: Form, repo: Repo) -> AnyView {
    let is_new = form.record.is_none();
    let chooses_unit = is_new && untrack(|| repo.oversees(form.space));
    view! {
        {chooses_unit.then(|| unit_field(form, repo.clone()))}
        {source_field(form)}
        {text_field(form, Slot::Title, Control::Area, 200, 2)}
        <div class="pair when">
            {day_field(form)}
            {if is_new { year_field(form) } else { ().into_any() }}
        </div>
        {text_field(form, Slot::Place, Control::Line, 200, 1)}
        {links::links_field(form, repo.clone())}
        {text_field(form, Slot::Movement, Control::Line, 200, 1)}
        {links::proposal(form, repo.clone())}
        <div class="pair">
            {text_field(form, Slot::Participants, Control::Number, 20, 1)}
            {text_field(form, Slot::Tags, Control::Line, 1_000, 1)}
        </div>
        {text_field(form, Slot::Body, Control::Area, 20_000, 5)}
        {evidence_field(evidence(form), repo)}
    }
    .into_any()
}

fn foot(form: Form, repo: Repo, save: Callback<()>) -> AnyView {
    let errors = Signal::derive(move || {
        let faults = form.faults.get();
        let line = |(slot, fault): &(Slot, draft::Fault)| {
            let words = fault_words(form, *slot, fault);
            let words = tr!(problem.at, field = words::field(slot.field()), problem = words);
            (control_id(*slot), words)
        };
        faults.iter().map(line).collect::<Vec<_>>()
    });
    let end = Foot {
        errors,
        warning: ().into_any(),
        failure: form.failure,
        saving: form.saving,
        save_label: tr!(activity.done),
        save,
        is_untouched: Callback::new(move |()| form.draft().is_untouched()),
        leave: leaver(form, repo),
    };
    end.draw()
}

/// Drops the draft and leaves the form.
fn leaver(form: Form, repo: Repo) -> Callback<()> {
    let navigate = use_navigate();
    let here = Here::new();
    let to = form.record.map_or(Route::Activities, Route::Activity);
    Callback::new(move |()| {
        form.closed.set_value(true);
        let (repo, navigate, to) = (repo.clone(), navigate.clone(), untrack(|| here.to(to)));
        spawn_local(async move {
            match repo.drop_draft(&form.key()).await {
                Ok(()) => navigate(&to, NavigateOptions { replace: true, ..Default::default() }),
                Err(error) => {
                    let _ = form.failure.try_set(Some(words::store_error(&error).to_owned()));
                }
            }
        });
    })
}

/// The evidence of the form.
fn evidence(form: Form) -> Gathering {
    let add = move |item| {
        form.evidence.update(|all| {
            all.insert(item);
        });
    };
    let remove = move |item| {
        form.evidence.update(|all| {
            all.remove(&item);
        });
    };
    Gathering {
        space: form.space,
        all: form.evidence.into(),
        add: Callback::new(add),
        remove: Callback::new(remove),
        paper: form.text(Slot::Evidence),
        on_leave: false,
        id: "activity-evidence",
        error: error_of(form, Slot::Evidence),
    }
}
