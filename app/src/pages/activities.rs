//! Hoạt động: list, detail and form. The list keeps standing while what lies beside it changes.

mod access;
mod address;
mod blocks;
mod filter;
mod filters;
mod heading;
mod list;
mod row;
mod table;
mod watch;

use leptos::prelude::*;
use shared::id::RecordId;

pub(crate) use access::{may_write, own_unit};
pub(crate) use address::Here;
pub(crate) use filter::Filter;
pub(crate) use heading::panel_heading;

use super::activity_detail::activity_detail;
use super::activity_form::activity_form;
use super::use_repo;
use crate::route::Route;
use crate::tr;
use crate::ui::{Empty, Icon, live, media};
use list::list;

/// What lies beside the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    Detail(RecordId),
    Form(Option<RecordId>),
}

impl Beside {
    fn of(route: Route) -> Self {
        match route {
            Route::Activity(id) => Self::Detail(id),
            Route::EditActivity(id) => Self::Form(Some(id)),
            Route::NewActivity => Self::Form(None),
            _ => Self::Nothing,
        }
    }

    /// Its name in the stylesheet.
    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Detail(_) => "detail",
            Self::Form(_) => "form",
        }
    }

    fn record(self) -> Option<RecordId> {
        match self {
            Self::Detail(id) | Self::Form(Some(id)) => Some(id),
            Self::Nothing | Self::Form(None) => None,
        }
    }
}

/// List, detail and form, by the route.
#[component]
pub fn Activities(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let space = Memo::new(move |_| repo.opened());
    let beside = Memo::new(move |_| Beside::of(route.get()));
    // The list's heading is gone while only what lies beside it is shown.
    let alone = media("(max-width: 60rem)");
    let current = Memo::new(move |_| beside.get().record());
    live(move || {
        let Some(space) = space.get() else {
            return view! { <Empty picture=Icon::Camera label=tr!(place.none)/> }.into_any();
        };
        let panel = live(move || match beside.get() {
            Beside::Nothing => view! { <Empty picture=Icon::Camera label=tr!(activity.choose)/> }.into_any(),
            Beside::Detail(id) => untrack(|| activity_detail(space, id, alone)),
            Beside::Form(record) => untrack(|| activity_form(space, record, alone)),
        });
        view! {
            <div class="split" data-beside=live(move || beside.get().name())>
                {list(space, current)}
                <section class="card beside" aria-label=tr!(activity.beside)>{panel}</section>
            </div>
        }
        .into_any()
    })
}
