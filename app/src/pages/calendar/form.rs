//! The form in which the year's dates are set: all phases at once, as a plan on paper lists them.

mod fields;
mod keeping;
mod state;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::{Phase, Year};
use shared::id::SpaceId;

use crate::pages::calendar::rules;
use crate::pages::draft_key::DraftOf;
use crate::pages::drafted::{Foot, recovered};
use crate::pages::undo::{take_back_edit, take_back_owing};
use crate::pages::use_repo;
use crate::repo::types::SaveError;
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::{Banner, Icon, Tone, live, toast_with};
use crate::{tr, words};
pub(super) use state::Form;

/// The form of the year's dates.
pub(super) fn year_form(space: SpaceId, year: i16) -> AnyView {
    let repo = use_repo();
    let (draft, since) = keeping::first_state(&repo, space, year);
    let form = Form::new(draft);
    keeping::keep_from_now_on(space, form, repo.clone());
    follow_from_now_on(space, year, form, repo.clone());
    let save = saver(space, form, repo.clone());
    // A person with a keyboard saves without leaving the field.
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            save.run(());
        }
    };
    let phases = Phase::ALL.map(|phase| fields::phase_fields(form, phase)).into_iter().collect_view();
    view! {
        <form
            class="calendar yearform pageform"
            aria-labelledby="year-form"
            on:keydown=keys
            on:submit=move |event| event.prevent_default()
        >
            <div class="head">
                <div>
                    <h1 id="year-form">{tr!(calendar.form, year = year)}</h1>
                    <p>{tr!(calendar.form_note)}</p>
                </div>
            </div>
            {recovered(since)}
            <div class="card">{rules::field(form, space, year)}{phases}</div>
            {foot(space, form, repo, save)}
        </form>
    }
    .into_any()
}

/// The year may change while the form is open, or arrive only then.
fn follow_from_now_on(space: SpaceId, year: i16, form: Form, repo: Repo) {
    Effect::new(move || {
        // Tells when to look; what a save goes on from comes with it from the repository.
        let _ = repo.board(space, year);
        form.follow(repo.open(space, Year::empty(year)));
    });
}

fn foot(space: SpaceId, form: Form, repo: Repo, save: Callback<()>) -> AnyView {
    let errors = Signal::derive(move || {
        let faults = form.faults.get();
        let line = |fault: &state::Faulty| {
            let words = tr!(problem.at, field = words::phase(fault.phase), problem = fault.fault.words());
            (state::control_id(fault.phase, fault.end), words)
        };
        let reason = form.reason_fault.get().map(|problem| {
            ("year-reason".to_owned(), tr!(problem.at, field = tr!(rules.pin_reason), problem = problem))
        });
        reason.into_iter().chain(faults.iter().map(line)).collect::<Vec<_>>()
    });
    // A warning only: some clusters sign at the conference of the year before.
    let early = Memo::new(move |_| form.year().out_of_order());
    let warning = live(move || {
        let early = early.get();
        (!early.is_empty()).then(|| {
            let names = early.into_iter().map(words::phase).collect::<Vec<_>>().join(", ");
            view! {
                <Banner tone=Tone::Wait picture=Icon::Warning live=true>
                    <span>{tr!(calendar.out_of_order, phases = names)}</span>
                </Banner>
            }
        })
    });
    let end = Foot {
        errors,
        warning: warning.into_any(),
        failure: form.failure,
        saving: form.saving,
        save_label: tr!(calendar.save),
        save,
        is_untouched: Callback::new(move |()| form.draft().is_untouched()),
        leave: leaver(space, form, repo),
    };
    end.draw()
}

/// Drops the draft and goes back to the calendar.
fn leaver(space: SpaceId, form: Form, repo: Repo) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| {
        form.closed.set_value(true);
        let (repo, navigate) = (repo.clone(), navigate.clone());
        spawn_local(async move {
            match repo.drop_draft(&DraftOf::Year(space).key()).await {
                Ok(()) => navigate(&Route::YearCalendar.path(), instead()),
                Err(error) => {
                    let _ = form.failure.try_set(Some(words::store_error(&error).to_owned()));
                }
            }
        });
    })
}

fn instead() -> NavigateOptions {
    NavigateOptions { replace: true, ..Default::default() }
}

/// What pressing “Lưu lịch” does.
fn saver(space: SpaceId, form: Form, repo: Repo) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| {
        if form.saving.get_untracked() {
            return;
        }
        form.failure.set(None);
        let faults = untrack(|| form.all_faults());
        let reason = form.told_reason();
        let is_faulty = !faults.is_empty() || reason.is_err();
        form.faults.set(faults);
        if is_faulty {
            return;
        }
        let reason = reason.unwrap_or_default();
        form.saving.set(true);
        // From here on a draft written late would come back after it was saved.
        form.closed.set_value(true);
        let edit = Save::keyed(space, &form.opened.get_value(), &untrack(|| form.year()));
        let (repo, navigate) = (repo.clone(), navigate.clone());
        spawn_local(async move {
            let saved = save(space, &repo, edit, reason.as_deref()).await;
            let _ = form.saving.try_set(false);
            match saved {
                // The person may have gone elsewhere meanwhile: then they stay there.
                Ok(()) if form.saving.try_get_untracked().is_some() => {
                    navigate(&Route::YearCalendar.path(), instead());
                }
                Ok(()) => {}
                Err(error) => {
                    let _ = form.closed.try_update_value(|closed| *closed = false);
                    let _ = form.failure.try_set(Some(words::save_error(&error)));
                }
            }
        });
    })
}

async fn save(space: SpaceId, repo: &Repo, edit: Save, reason: Option<&str>) -> Result<(), SaveError> {
    let key = DraftOf::Year(space).key();
    match repo.put_because(space, &edit, reason, Some(&key)).await {
        Ok(()) => {
            let (repo, owes) = (repo.clone(), reason.is_some());
            toast_with(tr!(standing.saved), tr!(act.undo), move || {
                if owes {
                    take_back_owing(&repo, space, &edit);
                } else {
                    take_back_edit(&repo, space, &edit);
                }
            });
            Ok(())
        }
        // Everything stands as it was: the person is done all the same.
        Err(SaveError::NothingChanged) => Ok(repo.drop_draft(&key).await?),
        Err(error) => Err(error),
    }
}
