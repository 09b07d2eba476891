//! The form in which a report is written: one long page, section by section, with the unit's figures at hand.

mod document;
mod keeping;
mod sections;
mod state;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::Report;
use shared::limit::REASON_CHARS_MAX;

use super::About;
use super::one::Reading;
use super::paper::name;
use super::rights::{Leave, Rights, Step};
use crate::pages::draft_key::DraftOf;
use crate::pages::drafted::{Foot, recovered};
use crate::pages::undo::take_back_edit;
use crate::pages::use_repo;
use crate::repo::types::SaveError;
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::{Banner, Icon, Kind, LinkButton, TextField, Tone, live, toast_with};
use crate::{tr, words};
use state::Form;

/// What the person may do here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// Write; and whether a document and a reason are owed for it.
    Open { for_other: bool, late: bool },
    /// Only read, and why.
    Closed(String),
}

/// The form of a report.
pub(super) fn form(about: About) -> AnyView {
    let repo = use_repo();
    let reading = Reading::of(about);
    let (draft, since) = keeping::first_state(&repo, about);
    let form = Form::new(draft);
    keeping::keep_from_now_on(about, form, repo.clone());
    follow_from_now_on(about, reading, form, repo.clone());
    let entry = {
        let repo = repo.clone();
        Memo::new(move |_| entry(&repo, reading))
    };
    let save = saver(about, form, entry, repo.clone());
    // A person with a keyboard saves without leaving the field.
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            save.run(());
        }
    };
    let unit = {
        let repo = repo.clone();
        live(move || repo.unit_name(about.unit).unwrap_or_default())
    };
    view! {
        <form
            class="report-form pageform"
            aria-labelledby="report-form"
            on:keydown=keys
            on:submit=move |event| event.prevent_default()
        >
            <div class="head">
                <div>
                    <h1 id="report-form">{name(&about.blank())}</h1>
                    <p>{unit}</p>
                </div>
                <LinkButton label=tr!(report.read) to=Route::Report(about.id) kind=Kind::Quiet/>
            </div>
            {recovered(since)}
            {live(move || closed(&entry.get()))}
            {document::card(form, entry)}
            {sections::cards(form, reading.now)}
            {foot(about, form, entry, repo, save)}
        </form>
    }
    .into_any()
}

/// Whether the report may be written in now.
fn entry(repo: &Repo, reading: Reading) -> Entry {
    let (Some(session), Some(board)) = (repo.session(), reading.board.get()) else {
        return Entry::Open { for_other: false, late: false };
    };
    let space = reading.about.space;
    let rights = Rights { viewer: &session.viewer, space, ground: &board.ground };
    let report = reading.report.get();
    // The document is asked for in the form itself; beyond that a reason may be owed.
    let named = Report { source: "…".to_owned(), ..report.clone() };
    let for_other = rights.is_on_behalf(&report);
    match rights.leave(&named, Step::Write) {
        Leave::No(why) => Entry::Closed(words::refusal(&why)),
        leave => Entry::Open { for_other, late: leave == Leave::WithReason },
    }
}

fn closed(entry: &Entry) -> Option<AnyView> {
    let Entry::Closed(why) = entry else { return None };
    let why = why.clone();
    Some(
        view! {
            <Banner tone=Tone::Wait picture=Icon::Lock live=true>
                <span>{why} " " {tr!(report.typing_stays)}</span>
            </Banner>
        }
        .into_any(),
    )
}

/// The report may change while the form is open, or arrive only then.
fn follow_from_now_on(about: About, reading: Reading, form: Form, repo: Repo) {
    Effect::new(move || {
        // Tells when to look; what a save goes on from comes with it from the repository.
        reading.report.track();
        form.follow(repo.open(about.space, about.blank()));
    });
}

fn foot(about: About, form: Form, entry: Memo<Entry>, repo: Repo, save: Callback<()>) -> AnyView {
    let reason = live(move || {
        matches!(entry.get(), Entry::Open { late: true, .. }).then(|| {
            view! {
                <TextField
                    label=tr!(target.late_reason)
                    value=form.reason
                    max=REASON_CHARS_MAX
                    id="report-reason"
                />
            }
        })
    });
    let end = Foot {
        errors: form.faults.into(),
        warning: reason.into_any(),
        failure: form.failure,
        saving: form.saving,
        save_label: tr!(report.save),
        save,
        is_untouched: Callback::new(move |()| form.draft().is_untouched()),
        leave: leaver(about, form, repo),
    };
    end.draw()
}

/// Drops the draft and goes to the report.
fn leaver(about: About, form: Form, repo: Repo) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| {
        form.closed.set_value(true);
        let (repo, navigate) = (repo.clone(), navigate.clone());
        spawn_local(async move {
            match repo.drop_draft(&DraftOf::Report(about.id).key()).await {
                Ok(()) => navigate(&Route::Report(about.id).path(), instead()),
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

/// What pressing “Lưu báo cáo” does.
fn saver(about: About, form: Form, entry: Memo<Entry>, repo: Repo) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| {
        if form.saving.get_untracked() {
            return;
        }
        form.failure.set(None);
        let (for_other, late) = match entry.get_untracked() {
            Entry::Open { for_other, late } => (for_other, late),
            Entry::Closed(why) => return form.failure.set(Some(why)),
        };
        let (after, faults) = untrack(|| form.read(for_other, late));
        let is_faulty = !faults.is_empty();
        form.faults.set(faults);
        if is_faulty {
            return;
        }
        form.saving.set(true);
        // From here on a draft written late would come back after it was saved.
        form.closed.set_value(true);
        let edit = Save::of(about.id, &form.opened.get_value(), &after);
        let reason = late.then(|| form.reason.get_untracked());
        let (repo, navigate) = (repo.clone(), navigate.clone());
        spawn_local(async move {
            let saved = save(about, &repo, edit, reason.as_deref()).await;
            let _ = form.saving.try_set(false);
            match saved {
                // The person may have gone elsewhere meanwhile: then they stay there.
                Ok(()) if form.saving.try_get_untracked().is_some() => {
                    navigate(&Route::Report(about.id).path(), instead());
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

async fn save(about: About, repo: &Repo, edit: Save, reason: Option<&str>) -> Result<(), SaveError> {
    let key = DraftOf::Report(about.id).key();
    match repo.put_because(about.space, &edit, reason, Some(&key)).await {
        Ok(()) => {
            let repo = repo.clone();
            toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_edit(&repo, about.space, &edit));
            Ok(())
        }
        // Everything stands as it was: the person is done all the same.
        Err(SaveError::NothingChanged) => Ok(repo.drop_draft(&key).await?),
        Err(error) => Err(error),
    }
}
