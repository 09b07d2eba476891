//! Bộ quy tắc: the list, one of them in sentences, its form, and it beside the one that it follows. Everybody reads them;
//! the centre writes.

mod acts;
mod award;
mod compare;
mod example;
mod fields;
mod form;
mod list;
mod one;
mod reading;
mod rows;
mod sentences;
mod tables;
mod typed;

use std::sync::Arc;

use leptos::prelude::*;
use shared::id::RecordId;

use super::use_repo;
use crate::repo::types::RuleSets;
use crate::route::{Route, RulesAt};
use crate::tr;
use crate::ui::{Bones, Empty, Icon, begin_at_top, live};

pub(in crate::pages) use sentences::sample_badge;

/// The rule sets, by the route.
#[component]
pub fn Rules(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let known = Memo::new(move |_| repo.rule_sets());
    let at = Memo::new(move |_| match route.get() {
        Route::Rules(at) => at,
        _ => RulesAt::List,
    });
    Effect::new(move |before: Option<RulesAt>| {
        let now = at.get();
        if before.is_some_and(|before| before != now) {
            begin_at_top();
        }
        now
    });
    let is_here = Memo::new(move |_| known.with(Option::is_some));
    live(move || {
        if !is_here.get() {
            return view! { <Bones rows=4/> }.into_any();
        }
        let at = at.get();
        untrack(|| match at {
            RulesAt::List => list::list(known),
            RulesAt::New => form::new(known),
            RulesAt::One(id) => one::one(known, id),
            RulesAt::Edit(id) => form::edit(known, id),
            RulesAt::Compare(id) => compare::compare(known, id),
        })
    })
}

/// What is known of the rule sets.
type Known = Memo<Option<Arc<RuleSets>>>;

/// Said of one that is not on this device.
fn not_here() -> AnyView {
    view! { <Empty picture=Icon::List label=tr!(works.not_here)/> }.into_any()
}

/// The path of a place among the rule sets.
fn path(at: RulesAt) -> String {
    Route::Rules(at).path()
}

/// The path of one rule set.
fn path_of(id: RecordId) -> String {
    path(RulesAt::One(id))
}
