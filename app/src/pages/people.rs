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
use shared::id::{PersonId, RecordId, SpaceId};

use super::use_repo;
use crate::repo::types::{PeopleError, PersonLine};
use crate::route::Route;
use crate::tr;
use crate::ui::{Bones, Empty, Icon, live, media};

/// Accounts by their person, as the server last told.
type Known = Result<Arc<BTreeMap<PersonId, AccountLine>>, PeopleError>;

/// Where the screen stands.
#[derive(Clone, Copy)]
struct Place {
    directory: SpaceId,
    people: Memo<Vec<PersonLine>>,
    /// None until the server has answered.
    accounts: RwSignal<Option<Known>>,
    /// Asks the server anew.
    ask: Callback<()>,
    /// Who is chosen.
    current: Memo<Option<RecordId>>,
    alone: Signal<bool>,
}

impl Place {
    /// The account of a person, if the server has told of one. Tracked.
    fn account(self, person: PersonId) -> Option<AccountLine> {
        self.accounts.with(|known| known.as_ref()?.as_ref().ok()?.get(&person).cloned())
    }

    /// Takes what the server said of one account.
    fn told(self, line: AccountLine) {
        let _ = self.accounts.try_update(|known| {
            if let Some(Ok(accounts)) = known {
                Arc::make_mut(accounts).insert(line.person, line);
            }
        });
    }
}

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
            Route::Person(id) => Self::Detail(id),
            Route::EditPerson(id) => Self::Form(Some(id)),
            Route::NewPerson => Self::Form(None),
            _ => Self::Nothing,
        }
    }

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

/// Người dùng.
#[component]
pub fn People(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let (repo, of_people) = (use_repo(), use_repo());
    let session = repo.session().filter(|session| session.viewer.administers());
    let Some(session) = session else {
        return view! { <Empty picture=Icon::Lock label=tr!(people.closed)/> }.into_any();
    };
    let accounts = RwSignal::new(None);
    let ask = Callback::new(move |()| {
        let repo = repo.clone();
        spawn_local(async move {
            let answer = repo.accounts().await.map(|lines| {
                Arc::new(lines.into_iter().map(|line| (line.person, line)).collect::<BTreeMap<_, _>>())
            });
            let _ = accounts.try_set(Some(answer));
        });
    });
    ask.run(());
    let beside = Memo::new(move |_| Beside::of(route.get()));
    let place = Place {
        directory: session.directory,
        people: Memo::new(move |_| of_people.everybody()),
        accounts,
        ask,
        current: Memo::new(move |_| beside.get().record()),
        alone: media("(max-width: 60rem)"),
    };
    let reading = use_repo();
    let is_reading = Memo::new(move |_| reading.loading().is_some());
    let panel = live(move || {
        let beside = beside.get();
        untrack(|| match beside {
            Beside::Nothing => view! { <Empty picture=Icon::People label=tr!(people.choose)/> }.into_any(),
            Beside::Detail(id) => detail::detail(place, id),
            Beside::Form(record) => form::person_form(place, record),
        })
    });
    let list = live(move || {
        // While the directory is being read, a list would be short without cause.
        let is_empty = is_reading.get() && place.people.with(Vec::is_empty);
        if is_empty { view! { <Bones rows=4/> }.into_any() } else { list::list(place) }
    });
    view! {
        <div class="split works" data-beside=live(move || beside.get().name())>
            {list}
            <section class="card beside" aria-label=tr!(works.beside)>{panel}</section>
        </div>
    }
    .into_any()
}
