//! A form beside the text: what all forms about a covenant share.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::About;
use crate::pages::typed::{Form, foot, recovered, saving_keys};
use crate::pages::use_repo;
use crate::route::Route;
use crate::tr;
use crate::ui::{Empty, Icon, icon};

/// Goes back to the covenant; the form leaves no trace in the browser's history.
pub(super) fn back_to(about: About) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&Route::Covenant(about.id).path(), options);
    })
}

/// The form with its heading, its fields and its end.
pub(super) fn form_panel(
    form: Form,
    about: About,
    (id, title): (&'static str, &'static str),
    fields: AnyView,
) -> AnyView {
    let (repo, go) = (use_repo(), back_to(about));
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, go))
    };
    let save = Callback::new(move |()| form.save(&repo, Callback::new(move |_| go.run(()))));
    view! {
        <form class="card flow" aria-labelledby=id on:keydown=saving_keys(save) on:submit=move |event| event.prevent_default()>
            <header>
                <a class="back" href=Route::Covenant(about.id).path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                <h2 id=id>{title}</h2>
            </header>
            <div class="body">{recovered(form)}{fields}</div>
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

/// That the person cannot write here.
pub(super) fn closed() -> AnyView {
    view! { <div class="card"><Empty picture=Icon::Sign label=tr!(works.not_here)/></div> }.into_any()
}
