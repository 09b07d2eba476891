//! Evidence as tiles: a photo as itself, other files and papers by name.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::bytes::Sha256;
use shared::domain::Evidence;
use shared::id::SpaceId;

use crate::repo::Repo;
use crate::repo::types::{FetchError, FilePlace};
use crate::ui::{Icon, icon, icon_sized, live};
use crate::{format, tr, tr_count, words};

/// What a piece of evidence is called.
pub(crate) fn evidence_name(item: &Evidence) -> String {
    match item {
        Evidence::File { name, .. } => name.clone(),
        Evidence::Paper { kept_at } => kept_at.clone(),
    }
}

/// How much evidence there is, in words: “3 ảnh, 412 kB”.
pub(crate) fn sizes_words(all: &BTreeSet<Evidence>) -> String {
    let (mut photos, mut files, mut papers, mut bytes) = (0, 0, 0, 0_u64);
    for item in all {
        match item {
            Evidence::File { mime, size, .. } => {
                bytes = bytes.saturating_add(*size);
                if is_photo(mime) { photos += 1 } else { files += 1 }
            }
            Evidence::Paper { .. } => papers += 1,
        }
    }
    let parts = [
        (photos > 0).then(|| tr_count!(photos, activity.photos)),
        (files > 0).then(|| tr_count!(files, change.files)),
        (papers > 0).then(|| tr_count!(papers, change.papers)),
        (bytes > 0).then(|| format::bytes(bytes)),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

fn is_photo(mime: &str) -> bool {
    mime.starts_with("image/")
}

/// One piece of evidence.
pub(crate) fn evidence_tile(repo: &Repo, space: SpaceId, item: &Evidence) -> AnyView {
    match item {
        Evidence::Paper { kept_at } => view! {
            <span class="paper-tile">
                {icon(Icon::File)}
                <span>{tr!(activity.kept_at, place = kept_at)}</span>
            </span>
        }
        .into_any(),
        Evidence::File { hash, size, mime, name } => {
            file_tile(repo.clone(), space, *hash, *size, is_photo(mime), name)
        }
    }
}

fn file_tile(repo: Repo, space: SpaceId, hash: Sha256, size: u64, photo: bool, name: &str) -> AnyView {
    let url = RwSignal::new(None::<Result<String, FetchError>>);
    fetch(repo.clone(), space, hash, url);
    let place = Memo::new(move |_| repo.file_place(hash));
    let note = move || match (place.get(), url.get()) {
        (FilePlace::OnlyHere, _) => Some(tr!(activity.file_only_here).to_owned()),
        (FilePlace::Elsewhere, Some(Err(why))) => {
            Some(tr!(activity.file_elsewhere, why = words::fetch_error(why)))
        }
        (FilePlace::Elsewhere | FilePlace::Both, _) => None,
    };
    let (shown, alt) = (name.to_owned(), name.to_owned());
    let face = live(move || match url.get() {
        Some(Ok(address)) if photo => {
            view! { <img src=address alt=alt.clone() loading="lazy" decoding="async"/> }.into_any()
        }
        _ => view! {
            {icon(if photo { Icon::Photo } else { Icon::File })}
            <span class="name">{shown.clone()}</span>
            <small>{format::bytes(size)}</small>
        }
        .into_any(),
    });
    let address = live(move || url.get().and_then(Result::ok));
    let label = tr!(activity.open_file, name = name);
    view! {
        <a class="file-tile" href=address target="_blank" rel="noopener" aria-label=label>{face}</a>
        {live(move || {
            note().map(|words| {
                view! { <span class="file-note">{icon_sized(Icon::Send, "i sm")}{words}</span> }.into_any()
            })
        })}
    }
    .into_any()
}

/// Gets an address for the file, and lets go of it when the tile goes.
fn fetch(repo: Repo, space: SpaceId, hash: Sha256, url: RwSignal<Option<Result<String, FetchError>>>) {
    spawn_local(async move {
        let had = repo.file_url(space, hash).await;
        let address = had.clone().ok();
        if url.try_set(Some(had)).is_some() {
            // The tile is gone already.
            revoke(address.as_deref());
        }
    });
    on_cleanup(move || {
        if let Some(Some(Ok(address))) = url.try_get_untracked() {
            revoke(Some(&address));
        }
    });
}

fn revoke(address: Option<&str>) {
    if let Some(address) = address.filter(|address| address.starts_with("blob:")) {
        // Fails for no address that was made here.
        let _ = web_sys::Url::revoke_object_url(address);
    }
}
