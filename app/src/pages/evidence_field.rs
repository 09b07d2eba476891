//! Evidence being gathered: photos and files from this device, papers by where they are kept.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Evidence;
use shared::id::SpaceId;
use shared::sync::store::StoreError;
use wasm_bindgen::JsCast;

use super::activity_detail::{evidence_name, evidence_tile, sizes_words};
use crate::repo::Repo;
use crate::repo::types::{AttachError, DeviceFacts};
use crate::ui::{Button, Icon, Kind, TextField, error_line, icon, live, media};
use crate::{format, tr, words};

/// What the browser's chooser offers; what is chosen is judged by its bytes.
const FILES: &str = "image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods";

/// What evidence is gathered for.
#[derive(Clone, Copy)]
pub(super) struct Gathering {
    pub(super) space: SpaceId,
    /// What there is.
    pub(super) all: Signal<BTreeSet<Evidence>>,
    pub(super) add: Callback<Evidence>,
    pub(super) remove: Callback<Evidence>,
    /// A paper that is being written down.
    pub(super) paper: RwSignal<String>,
    /// Whether leaving its field is enough: where nothing else keeps what is half written.
    pub(super) on_leave: bool,
    /// The id of its field.
    pub(super) id: &'static str,
    /// What is wrong with it all.
    pub(super) error: Signal<Option<String>>,
}

/// Taking in files: how far it has come, and what was not taken.
#[derive(Clone, Copy)]
struct Intake {
    to: Gathering,
    running: RwSignal<Option<(usize, usize)>>,
    troubles: RwSignal<Vec<String>>,
}

/// The fields in which evidence is gathered.
pub(super) fn evidence_field(to: Gathering, repo: Repo) -> AnyView {
    let intake = Intake { to, running: RwSignal::new(None), troubles: RwSignal::new(Vec::new()) };
    let full = RwSignal::new(false);
    watch_room(full, repo.clone());
    let touch = media("(pointer: coarse)");
    let error_id = format!("{}-error", to.id);
    let tiles = {
        let repo = repo.clone();
        let all = Memo::new(move |_| to.all.get());
        live(move || all.get().into_iter().map(|item| attached(to, &repo, item)).collect::<Vec<_>>())
    };
    let choosers = live(move || {
        if full.get() {
            return vec![view! { <li class="hint">{tr!(notice.full)}</li> }.into_any()];
        }
        let camera = touch.get().then(|| chooser(intake, repo.clone(), true));
        camera.into_iter().chain([chooser(intake, repo.clone(), false)]).collect::<Vec<_>>()
    });
    view! {
        <fieldset class="field" aria-describedby=error_id.clone()>
            <legend>{words::field("evidence").to_owned()}</legend>
            <ul class="photos">{tiles}{choosers}</ul>
            <p class="hint" role="status">{live(move || intake_words(intake))}</p>
            {live(move || troubles(intake))}
            {error_line(error_id.clone(), to.error)}
        </fieldset>
        {paper_field(to)}
    }
    .into_any()
}

/// One piece of evidence, which can be taken out again.
fn attached(to: Gathering, repo: &Repo, item: Evidence) -> AnyView {
    let tile = evidence_tile(repo, to.space, &item);
    let label = tr!(activity.remove, name = evidence_name(&item));
    let remove = move |_| to.remove.run(item.clone());
    view! {
        <li class="held">
            {tile}
            <button type="button" class="btn icon" aria-label=label on:click=remove>{icon(Icon::Close)}</button>
        </li>
    }
    .into_any()
}

/// Near the end of the device's room photos would push out the text that matters more.
fn watch_room(full: RwSignal<bool>, repo: Repo) {
    spawn_local(async move {
        let Some(DeviceFacts { usage: Some(usage), quota: Some(quota), .. }) = repo.device().await else {
            return;
        };
        let _ = full.try_set(quota > 0 && usage.saturating_mul(10) >= quota.saturating_mul(9));
    });
}

fn chooser(intake: Intake, repo: Repo, camera: bool) -> AnyView {
    let chosen = move |event: web_sys::Event| {
        let input = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let files: Vec<_> = input
            .files()
            .map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect())
            .unwrap_or_default();
        take_in(intake, repo.clone(), files);
        // The same file can then be chosen again after it was removed.
        input.set_value("");
    };
    let label = if camera { tr!(activity.take_photo) } else { tr!(activity.choose_files) };
    view! {
        <li class="tile">
            <label>
                {icon(if camera { Icon::Camera } else { Icon::Photo })}
                <span>{label}</span>
                <input
                    type="file"
                    class="vh"
                    multiple=!camera
                    accept=if camera { "image/*" } else { FILES }
                    capture=camera.then_some("environment")
                    on:change=chosen
                />
            </label>
        </li>
    }
    .into_any()
}

fn take_in(intake: Intake, repo: Repo, files: Vec<web_sys::File>) {
    let Intake { to, running, troubles } = intake;
    troubles.set(Vec::new());
    spawn_local(async move {
        let total = files.len();
        for (at, file) in files.into_iter().enumerate() {
            // One after the other: two large photos at once may be more than a small tablet can hold.
            if running.try_set(Some((at + 1, total))).is_some() {
                return;
            }
            let name = file.name();
            match repo.attach(to.space, file).await {
                Ok(item) => {
                    to.add.try_run(item);
                }
                Err(error) => {
                    let words = tr!(activity.not_attached, name = name, why = words::attach_error(&error));
                    let _ = troubles.try_update(|all| all.push(words));
                    if error == AttachError::Store(StoreError::Full) {
                        break;
                    }
                }
            }
        }
        let _ = running.try_set(None);
    });
}

fn intake_words(intake: Intake) -> String {
    match intake.running.get() {
        Some((at, total)) => tr!(activity.shrinking, at = format::count(at), total = format::count(total)),
        None => intake.to.all.with(sizes_words),
    }
}

fn troubles(intake: Intake) -> AnyView {
    let troubles = intake.troubles.get();
    let lines = troubles
        .into_iter()
        .map(|words| view! { <li class="error">{words}</li> }.into_any())
        .collect::<Vec<_>>();
    view! { <div role="alert"><ul>{lines}</ul></div> }.into_any()
}

/// A paper is evidence too: what it is and where it is kept.
fn paper_field(to: Gathering) -> AnyView {
    let add = move || {
        if let Some(paper) = paper(&to.paper.get_untracked()) {
            to.add.run(paper);
        }
        to.paper.set(String::new());
    };
    let leave = move |()| {
        if to.on_leave {
            add();
        }
    };
    view! {
        <div class="withbutton">
            <TextField
                label=tr!(activity.paper)
                value=to.paper
                hint=tr!(activity.paper_hint)
                max=shared::domain::EVIDENCE_CHARS_MAX
                id=to.id.to_owned()
                on_leave=Callback::new(leave)
            />
            <Button label=tr!(activity.add_paper) on_press=move |()| add() kind=Kind::Plain/>
        </div>
    }
    .into_any()
}

/// A paper as it was written down; none when nothing was.
pub(super) fn paper(written: &str) -> Option<Evidence> {
    let kept_at = one_line(written);
    (!kept_at.is_empty()).then_some(Evidence::Paper { kept_at })
}

/// What was typed as one stored line: a title wraps on screen but has no line breaks.
pub(super) fn one_line(typed: &str) -> String {
    shared::text::clean(typed).split_whitespace().collect::<Vec<_>>().join(" ")
}
