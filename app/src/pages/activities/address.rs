//! Addresses of this screen: whatever opens beside the list keeps the list's filter.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::route::Route;

/// Makes addresses that keep the query of the present one. Tracked.
#[derive(Clone, Copy)]
pub(crate) struct Here(Memo<String>);

impl Here {
    /// To be called while a component is made.
    pub(crate) fn new() -> Self {
        let location = use_location();
        Self(Memo::new(move |_| {
            let search = location.search.get();
            let query = search.trim_start_matches('?');
            if query.is_empty() { String::new() } else { format!("?{query}") }
        }))
    }

    /// The address of a route, with the query.
    pub(crate) fn to(self, route: Route) -> String {
        format!("{}{}", route.path(), self.0.get())
    }
}
