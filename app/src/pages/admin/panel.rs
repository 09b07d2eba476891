//! What lies beside a list: the frames of details and forms, and the fields that only these forms have.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::id::RecordId;

use super::Desk;
use crate::pages::activities::panel_heading;
use crate::pages::typed::{Form, foot, recovered, saving_keys};
use crate::pages::use_repo;
use crate::route::{Admin, Route};
use crate::tr;
use crate::ui::{Empty, Icon, icon};

/// A detail under its title.
pub(super) fn detail(desk: Desk, title: Signal<String>, body: AnyView) -> AnyView {
    let back = Route::Admin(desk.place.get_untracked().above()).path();
    view! {
        <article class="flow" aria-labelledby="work-title">
            <header>
                <a class="back" href=back aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-title", title, desk.alone)}
            </header>
            {body}
        </article>
    }
    .into_any()
}

/// That there is no such record.
pub(super) fn not_here() -> AnyView {
    view! { <Empty picture=Icon::List label=tr!(works.not_here)/> }.into_any()
}

/// A form under its title; `then` says where to go once it is saved.
pub(super) fn form(
    desk: Desk,
    form: Form,
    title: &'static str,
    fields: AnyView,
    then: impl Fn(RecordId) -> Admin + Send + Sync + 'static,
) -> AnyView {
    let (repo, navigate) = (use_repo(), use_navigate());
    let go = Callback::new(move |to: Admin| {
        navigate(&Route::Admin(to).path(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let back = desk.place.get_untracked().above();
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, Callback::new(move |()| go.run(back))))
    };
    let then = Callback::new(move |id| go.run(then(id)));
    let save = Callback::new(move |()| form.save(&repo, then));
    view! {
        <form class="flow" aria-labelledby="work-form" on:keydown=saving_keys(save) on:submit=move |event| event.prevent_default()>
            <header>
                <a class="back" href=Route::Admin(back).path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-form", Signal::stored(title.to_owned()), desk.alone)}
            </header>
            <div class="body">{recovered(form)}{fields}</div>
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

/// What is often typed into a field, to be taken by a press.
pub(super) fn usual(label: &'static str, usual: Vec<(String, Callback<()>)>) -> AnyView {
    let buttons = usual.into_iter().map(|(words, take)| {
        view! { <button type="button" class="btn quiet" on:click=move |_| take.run(())>{words}</button> }
            .into_any()
    });
    view! { <div class="usual" role="group" aria-label=label>{buttons.collect::<Vec<_>>()}</div> }.into_any()
}
