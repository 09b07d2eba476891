//! The list of people, with how each signs in.

use leptos::prelude::*;
use shared::api::{AccountLine, Standing};
use shared::import::ImportOf;

use crate::pages::admin::{Desk, tables};
use crate::pages::export::tools;
use crate::pages::list_head::ListHead;
use crate::repo::types::PersonLine;
use crate::route::{Admin, List, Route};
use crate::ui::{Badge, Banner, Button, Empty, Icon, Kind, TextField, Tone, live};
use crate::{format, tr, tr_count, words};

/// The list.
pub(in crate::pages::admin) fn list(desk: Desk) -> AnyView {
    let query = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let query = shared::text::folded(&query.get());
        let is_meant = |line: &PersonLine| {
            let unit = line.unit.as_deref().unwrap_or_default();
            let text = shared::text::folded(&format!("{} {} {unit}", line.person.name, line.person.post));
            shared::text::matches(&text, &query)
        };
        desk.everybody
            .people
            .with(|people| people.iter().filter(|line| is_meant(line)).cloned().collect::<Vec<_>>())
    });
    let rows = live(move || {
        let people = shown.get();
        if people.is_empty() {
            return view! { <Empty picture=Icon::People label=tr!(people.none)/> }.into_any();
        }
        let rows = people.into_iter().map(|line| row(desk, line)).collect::<Vec<_>>();
        view! { <ul class="items">{rows}</ul> }.into_any()
    });
    let count = live(move || tr_count!(shown.with(Vec::len), people.count));
    let trouble = live(move || {
        desk.everybody.told.with(|told| told.as_ref()?.as_ref().err().copied()).map(|why| {
            view! {
                <Banner tone=Tone::Wait picture=Icon::Offline>
                    <span class="grow">{tr!(people.no_accounts)} " " {words::people_error(why)}</span>
                    <Button label=tr!(act.retry) on_press=desk.everybody.ask kind=Kind::Quiet size="small"/>
                </Banner>
            }
        })
    });
    let head = ListHead {
        title: tr!(nav.admin),
        whose: ().into_any(),
        count: count.into_any(),
        keeps: desk.keeps,
        is_alone: desk.is_bare,
        tools: tools(ImportOf::People, Callback::new(move |()| tables::people(desk))),
        add: (Route::Admin(Admin::new(List::People)), tr!(people.new)),
    };
    view! {
        {head.draw()}
        {trouble}
        <div class="card no-print"><div class="body"><TextField label=tr!(people.find) value=query/></div></div>
        <section class="card" aria-label=tr!(nav.people)>{rows}</section>
    }
    .into_any()
}

fn row(desk: Desk, line: PersonLine) -> AnyView {
    let PersonLine { id, person, unit } = line;
    let unit = unit.unwrap_or_else(|| tr!(sign_in.centre).to_owned());
    let about = [person.post, unit].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let account = Memo::new(move |_| desk.everybody.account(id));
    let knows = Memo::new(move |_| desk.everybody.is_told() == Some(true));
    let badge = live(move || knows.get().then(|| standing_badge(account.get().as_ref())));
    let current = live(move || (desk.place.get().record == Some(id.record())).then_some("true"));
    view! {
        <li>
            <a class="item" href=Route::Admin(Admin::one(List::People, id.record())).path() aria-current=current>
                <div class="grow"><b>{person.name}</b><span>{about}</span></div>
                {badge}
            </a>
        </li>
    }
    .into_any()
}

/// How a person stands with signing in.
pub(super) fn standing_badge(account: Option<&AccountLine>) -> AnyView {
    let (tone, picture, label) = match account {
        None => (Tone::Plain, Icon::Lock, tr!(people.no_account).to_owned()),
        Some(account) if account.grants.is_empty() => (Tone::Plain, Icon::Lock, tr!(people.shut).to_owned()),
        Some(account) => match (account.standing, account.invited_until) {
            (Standing::Active, _) => (Tone::Ok, Icon::Check, tr!(people.active).to_owned()),
            (Standing::New, Some(until)) => {
                (Tone::Wait, Icon::Send, tr!(people.invited, until = format::moment(until)))
            }
            (Standing::New, None) => (Tone::Wait, Icon::Warning, tr!(people.lapsed).to_owned()),
        },
    };
    view! { <Badge tone picture label/> }.into_any()
}
