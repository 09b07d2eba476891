//! The mark of a signature: drawn in a frame, or a photo of the paper that was signed.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Drawing;
use wasm_bindgen::JsCast;

use super::entry::Entry;
use crate::pages::activity_detail::{evidence_name, evidence_tile};
use crate::pages::covenant::pad::pad;
use crate::repo::Repo;
use crate::ui::{Button, Icon, Kind, error_line, icon, live, new_id};
use crate::{tr, words};

/// The frame to sign in, or the photo of the paper.
pub(super) fn mark(entry: Entry, repo: Repo) -> AnyView {
    let fault = new_id();
    let photos = {
        let repo = repo.clone();
        let space = entry.reading.about.space;
        live(move || {
            let tiles = entry.evidence.get().into_iter().map(|item| {
                let tile = evidence_tile(&repo, space, &item);
                let name = evidence_name(&item);
                let label = tr!(activity.remove, name = name);
                let remove = move |_| {
                    entry.evidence.update(|all| {
                        all.remove(&item);
                    });
                };
                view! {
                    <li class="held">
                        {tile}
                        <button type="button" class="btn icon" aria-label=label on:click=remove>{icon(Icon::Close)}</button>
                    </li>
                }
                .into_any()
            });
            let tiles = tiles.collect::<Vec<_>>();
            (!tiles.is_empty()).then(|| view! { <ul class="photos">{tiles}</ul> })
        })
    };
    let frame = live(move || entry.evidence.with(BTreeSet::is_empty).then(|| pad(entry.drawing)));
    let clear = move |()| entry.drawing.set(Drawing::default());
    view! {
        <div class="stack near">
            {frame}
            {photos}
            <div class="row">
                <Button label=tr!(covenant.again) on_press=clear kind=Kind::Quiet picture=Icon::Undo/>
                {chooser(entry, repo)}
            </div>
            {error_line(fault, entry.fault("drawing"))}
        </div>
    }
    .into_any()
}

fn chooser(entry: Entry, repo: Repo) -> AnyView {
    let chosen = move |event: web_sys::Event| {
        let input = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can then be chosen again after it was removed.
        input.set_value("");
        let Some(file) = file else { return };
        let (repo, space) = (repo.clone(), entry.reading.about.space);
        spawn_local(async move {
            match repo.attach(space, file).await {
                Ok(item) => {
                    let _ = entry.evidence.try_update(|all| all.insert(item));
                    let _ = entry.drawing.try_set(Drawing::default());
                }
                Err(error) => {
                    let words = tr!(covenant.no_photo, why = words::attach_error(&error));
                    let _ = entry.failure.try_set(Some(words));
                }
            }
        });
    };
    view! {
        <label class="btn quiet">
            {icon(Icon::Camera)}
            <span>{tr!(covenant.take_photo)}</span>
            <input type="file" class="vh" accept="image/*" capture="environment" on:change=chosen/>
        </label>
    }
    .into_any()
}
