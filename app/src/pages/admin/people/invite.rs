//! A link that is handed to a person, by whatever way people write to each other.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{AccountLine, INVITATION_PAGE, Invitation};
use shared::time::Timestamp;

use crate::repo::Repo;
use crate::repo::types::PeopleError;
use crate::ui::{Button, Kind, copied, new_id, toast};
use crate::{format, tr};

/// An invitation as it is handed on.
#[derive(Clone, PartialEq)]
pub(super) struct Link {
    text: String,
    until: Timestamp,
}

impl Link {
    /// Makes an invitation for a person; earlier ones are over. With it the account as it stands then.
    pub(super) async fn of(
        repo: &Repo,
        name: &str,
        account: &AccountLine,
    ) -> Result<(Self, AccountLine), PeopleError> {
        let Invitation { token, until } = repo.invite(account.person).await?;
        let origin = window().location().origin().unwrap_or_default();
        let (login, at) = (account.login.clone(), format::moment(until));
        let link = format!("{origin}{INVITATION_PAGE}#{token}");
        let text = tr!(people.invite_text, name = name, login = login, until = at, link = link);
        let account = AccountLine { invited_until: Some(until), ..account.clone() };
        Ok((Self { text, until }, account))
    }
}

/// The invitation, ready to be copied into a message. It is shown this once: nobody can read it again.
pub(super) fn link_panel(link: Link) -> AnyView {
    let (id, text) = (new_id(), link.text.clone());
    let shown = id.clone();
    let copy = move |()| {
        let (text, shown) = (text.clone(), shown.clone());
        spawn_local(async move {
            if copied(&text).await {
                toast(tr!(act.copied));
            } else {
                // The browser keeps the clipboard to itself: the person can copy what has the focus.
                crate::pages::activity_detail::focus(&shown);
            }
        });
    };
    let until = format::moment(link.until);
    view! {
        <div class="stack invite" role="status">
            <label for=id.clone()>{tr!(people.link)}</label>
            <textarea class="input" id=id readonly rows="6">{link.text}</textarea>
            <p class="hint">{tr!(people.link_note, until = until)}</p>
            <Button label=tr!(people.copy) on_press=copy kind=Kind::Primary/>
        </div>
    }
    .into_any()
}
