//! One person: the record, and below it the account.

use leptos::prelude::*;
use shared::id::{PersonId, RecordId};

use super::access::access;
use crate::pages::activity_detail::history;
use crate::pages::admin::{Desk, facts, panel};
use crate::pages::use_repo;
use crate::repo::types::Standing;
use crate::route::{Admin, List, Route};
use crate::tr;
use crate::ui::{Badge, Bones, Icon, Tone, icon, live};

/// One person.
pub(super) fn detail(desk: Desk, id: RecordId) -> AnyView {
    let person = PersonId::of_record(id);
    let line = Memo::new(move |_| desk.everybody.person(person));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    let body = live(move || {
        if !is_here.get() {
            return panel::not_here();
        }
        view! {
            <div class="body detail" tabindex="0">
                {live(move || line.get().map(|line| {
                    let unit = line.unit.unwrap_or_else(|| tr!(sign_in.centre).to_owned());
                    facts(vec![("person_post", line.person.post), ("unit", unit)])
                }))}
                {account(desk, person, line)}
                {history(desk.space, id)}
            </div>
            <footer class="row">
                <a class="btn end" href=Route::Admin(Admin::one(List::People, id).edited()).path()>{icon(Icon::Pencil)}{tr!(activity.edit)}</a>
            </footer>
        }
        .into_any()
    });
    let title = Signal::derive(move || line.get().map(|line| line.person.name).unwrap_or_default());
    panel::detail(desk, title, body.into_any())
}

/// The account, as soon as both the server knows the person and we know what it says.
fn account(desk: Desk, person: PersonId, line: Memo<Option<crate::repo::types::PersonLine>>) -> AnyView {
    let repo = use_repo();
    let standing = Memo::new(move |_| repo.about(desk.space, person.record()).map(|view| view.standing));
    // Not drawn anew for what is told of one account: a link that was just made would be gone.
    let is_told = Memo::new(move |_| desk.everybody.is_told());
    let unit = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.person.unit)));
    let inside = live(move || {
        match standing.get() {
            Some(Standing::Waiting) => {
                return view! {
                    <Badge tone=Tone::Wait picture=Icon::Send label=tr!(standing.waiting)/>
                    <p class="soft">{tr!(people.waits)}</p>
                }
                .into_any();
            }
            Some(Standing::Refused) => {
                return view! {
                    <Badge tone=Tone::Err picture=Icon::Return label=tr!(standing.refused)/>
                    <p><a class="link" href=Route::Outbox.path()>{tr!(activity.to_outbox)}</a></p>
                }
                .into_any();
            }
            Some(Standing::Received) | None => {}
        }
        match is_told.get() {
            None => view! { <Bones rows=2/> }.into_any(),
            Some(false) => view! { <p class="soft">{tr!(people.needs_network)}</p> }.into_any(),
            Some(true) => {
                let unit = unit.get();
                untrack(|| access(desk, person, unit))
            }
        }
    });
    view! {
        <section class="told account" aria-labelledby="account">
            <h3 id="account">{tr!(people.account)}</h3>
            <div class="stack">{inside}</div>
        </section>
    }
    .into_any()
}
