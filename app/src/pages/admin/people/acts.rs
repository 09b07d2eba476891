//! What can be done with an account.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{AccountForm, AccountLine, Standing};

use super::invite::Link;
use crate::pages::admin::Desk;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::PeopleError;
use crate::ui::{Banner, Button, Dialog, Icon, Kind, Tone, live, toast};
use crate::{tr, tr_count, words};

/// The buttons under an account.
pub(super) fn acts(
    desk: Desk,
    account: AccountLine,
    link: RwSignal<Option<Link>>,
    change: RwSignal<bool>,
) -> AnyView {
    let (busy, problem) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let asking = RwSignal::new(false);
    let work = Work { desk, on: StoredValue::new((use_repo(), account.clone())), busy, problem };
    let is_shut = account.grants.is_empty();
    let again = account.standing == Standing::Active;
    // Whoever holds an invitation needs no other one.
    let is_plain = again || account.invited_until.is_some();
    let label = if again { tr!(people.reset) } else { tr!(people.invite_again) };
    let invite = move |()| work.run(move |repo, account| invited(repo, desk, account, link));
    let sign_out = {
        let sessions = usize::try_from(account.sessions).unwrap_or(usize::MAX);
        let press = move |()| work.run(signed_out);
        (sessions > 0).then(|| view! { <Button label=tr_count!(sessions, people.sign_out) on_press=press/> })
    };
    let shut = move |()| {
        asking.set(false);
        work.run(shut_down);
    };
    let change_label = if is_shut { tr!(people.open) } else { tr!(people.change) };
    view! {
        {live(move || problem.get().map(|words| view! {
            <Banner tone=Tone::Err picture=Icon::Warning live=true><span>{words}</span></Banner>
        }))}
        <div class="row">
            {(!is_shut).then(|| view! { <Button label=label on_press=invite kind=if is_plain { Kind::Plain } else { Kind::Primary } picture=Icon::Send/> })}
            <Button label=change_label on_press=move |()| change.set(true)/>
            {sign_out}
            {(!is_shut).then(|| view! { <Button label=tr!(people.shut_act) on_press=move |()| asking.set(true) kind=Kind::Quiet/> })}
        </div>
        <Dialog open=asking title=tr!(people.shut_title)>
            <p>{tr!(people.shut_note)}</p>
            <div class="row">
                <Button label=tr!(act.later) on_press=move |()| asking.set(false)/>
                <Button label=tr!(people.shut_act) on_press=shut kind=Kind::Primary size="end"/>
            </div>
        </Dialog>
    }
    .into_any()
}

/// One thing at a time, and what went wrong with it.
#[derive(Clone, Copy)]
struct Work {
    desk: Desk,
    on: StoredValue<(Repo, AccountLine)>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
}

impl Work {
    fn run<F>(self, act: impl FnOnce(Repo, AccountLine) -> F)
    where
        F: Future<Output = Result<AccountLine, PeopleError>> + 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        let (repo, account) = self.on.get_value();
        let done = act(repo, account);
        spawn_local(async move {
            let done = done.await;
            let _ = self.busy.try_set(false);
            match done {
                Ok(line) => self.desk.everybody.take(line),
                Err(why) => {
                    let _ = self.problem.try_set(Some(words::people_error(why)));
                }
            }
        });
    }
}

async fn invited(
    repo: Repo,
    desk: Desk,
    account: AccountLine,
    link: RwSignal<Option<Link>>,
) -> Result<AccountLine, PeopleError> {
    let (made, account) = Link::of(&repo, &desk.everybody.name(account.person), &account).await?;
    let _ = link.try_set(Some(made));
    Ok(account)
}

async fn signed_out(repo: Repo, account: AccountLine) -> Result<AccountLine, PeopleError> {
    repo.sign_out_of(account.person).await?;
    toast(tr!(people.signed_out));
    Ok(AccountLine { sessions: 0, ..account })
}

async fn shut_down(repo: Repo, account: AccountLine) -> Result<AccountLine, PeopleError> {
    let form = AccountForm { login: account.login.clone(), grants: Vec::new() };
    let line = repo.put_account(account.person, &form).await?;
    toast(tr!(people.shut));
    Ok(line)
}
