//! Người dùng: who is in the directory, and who may sign in as what. People are records and work without a network;
//! accounts are the server's.

mod access;
mod acts;
mod detail;
mod form;
mod invite;
mod list;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::AccountLine;
use shared::id::PersonId;

use super::Desk;
use crate::pages::use_repo;
use crate::repo::types::{PeopleError, PersonLine};
use crate::route;
use crate::tr;
use crate::ui::{Empty, Icon};
pub(super) use list::list;

/// Accounts by their person, as the server told of them.
type Told = Result<Arc<BTreeMap<PersonId, AccountLine>>, PeopleError>;

/// Everybody, and the accounts.
#[derive(Clone, Copy)]
pub(super) struct Everybody {
    pub(super) people: Memo<Vec<PersonLine>>,
    /// None until the server has answered.
    told: RwSignal<Option<Told>>,
    /// Asks the server anew.
    ask: Callback<()>,
}

impl Everybody {
    /// Nobody has been asked for yet.
    pub(super) fn new() -> Self {
        let (repo, of_people) = (use_repo(), use_repo());
        let told = RwSignal::new(None);
        let ask = Callback::new(move |()| {
            let repo = repo.clone();
            spawn_local(async move {
                let answer = repo.accounts().await.map(|lines| {
                    Arc::new(lines.into_iter().map(|line| (line.person, line)).collect::<BTreeMap<_, _>>())
                });
                let _ = told.try_set(Some(answer));
            });
        });
        Self { people: Memo::new(move |_| of_people.everybody()), told, ask }
    }

    /// Somebody in the directory. Tracked.
    fn person(self, id: PersonId) -> Option<PersonLine> {
        self.people.with(|people| people.iter().find(|line| line.id == id).cloned())
    }

    /// What a person is called now.
    fn name(self, id: PersonId) -> String {
        let name = |people: &Vec<PersonLine>| {
            people.iter().find(|line| line.id == id).map(|line| line.person.name.clone())
        };
        self.people.try_with_untracked(name).flatten().unwrap_or_default()
    }

    /// The account of a person, if the server has told of one. Tracked.
    fn account(self, id: PersonId) -> Option<AccountLine> {
        self.told.with(|told| told.as_ref()?.as_ref().ok()?.get(&id).cloned())
    }

    /// Whether the server has told of the accounts; none until it has answered. Tracked.
    fn is_told(self) -> Option<bool> {
        self.told.with(|told| told.as_ref().map(Result::is_ok))
    }

    /// Takes what the server said of one account.
    fn take(self, line: AccountLine) {
        let _ = self.told.try_update(|told| {
            if let Some(Ok(accounts)) = told {
                Arc::make_mut(accounts).insert(line.person, line);
            }
        });
    }
}

/// What lies beside the list.
pub(super) fn panel(desk: Desk, place: route::Admin) -> AnyView {
    // Whoever was invited may have come meanwhile.
    desk.everybody.ask.run(());
    match (place.record, place.form) {
        (record, true) => form::person_form(desk, record),
        (Some(id), false) => detail::detail(desk, id),
        (None, false) => view! { <Empty picture=Icon::People label=tr!(people.choose)/> }.into_any(),
    }
}
