//! No such address.

use leptos::prelude::*;

use crate::route::Route;
use crate::tr;
use crate::ui::{Icon, Kind, LinkButton, icon};

/// No such address, and the way back.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="empty">
            {icon(Icon::Search)}
            <h1>{tr!(not_found.title)}</h1>
            <p>{tr!(not_found.note)}</p>
            <LinkButton label=tr!(act.to_today) to=Route::Today kind=Kind::Primary/>
        </div>
    }
}
