//! Before there is anything to work with: opening, the first download, a database that does not open.

use leptos::prelude::*;

use crate::pages::use_repo;
use crate::repo::types::Stage;
use crate::ui::{Banner, Bones, Icon, Steps, Tone, icon};
use crate::{format, tr, words};

/// The screen while the device's data is not open.
pub(super) fn stage(stage: Stage) -> AnyView {
    match stage {
        Stage::Broken(error) => {
            let why = StoredValue::new(error);
            let note = move || tr!(stage.broken_note, why = why.with_value(words::store_error));
            view! {
                <main class="opening">
                    {mark()}
                    <h1>{tr!(stage.broken)}</h1>
                    <Banner tone=Tone::Wait picture=Icon::Warning live=true><span>{note}</span></Banner>
                    <p><a class="btn primary" href=address>{tr!(act.reload)}</a></p>
                </main>
            }
            .into_any()
        }
        Stage::Opening | Stage::SignedOut | Stage::Ready => {
            view! { <main class="opening" aria-label=tr!(stage.opening)><Bones/></main> }.into_any()
        }
    }
}

/// The screen during the first download: x of y, and that losing the network does no harm.
pub(super) fn first_download() -> AnyView {
    let repo = use_repo();
    let progress = Memo::new(move |_| repo.loading().unwrap_or_default());
    let of = Signal::derive(move || (progress.get().done, progress.get().total));
    let words = move || {
        let (done, total) = of.get();
        tr!(stage.loading, done = format::whole(done), total = format::whole(total))
    };
    view! {
        <section class="opening">
            <h1>{tr!(stage.prepare)}</h1>
            <p role="status">{words}</p>
            <Steps of label=words/>
            <p class="soft">{tr!(stage.loading_note)}</p>
        </section>
    }
    .into_any()
}

fn mark() -> AnyView {
    view! { <span class="mark">{icon(Icon::Mark)}</span> }.into_any()
}

/// Where we are: a link to it loads the page anew.
pub(super) fn address() -> String {
    window().location().pathname().unwrap_or_default()
}
