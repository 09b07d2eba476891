//! What a person may be: login and roles, for a unit in each of its clusters.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::{Grant, Role};
use shared::api::{AccountForm, AccountLine, is_login, login_for, login_of};
use shared::id::{PersonId, SpaceId, UnitId};

use super::acts::acts;
use super::invite::{Link, link_panel};
use super::list::standing_badge;
use crate::pages::admin::Desk;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::ui::{Banner, Button, Control, Icon, Kind, TextField, Tone, live, toast};
use crate::{tr, words};

/// The account of a person, or the form that makes one.
pub(super) fn access(desk: Desk, person: PersonId, unit: Option<UnitId>) -> AnyView {
    let account = Memo::new(move |_| desk.everybody.account(person));
    let link = RwSignal::new(None::<Link>);
    let is_changing = RwSignal::new(false);
    let inside = live(move || match account.get() {
        Some(account) if !is_changing.get() => untrack(|| shown(desk, account, link, is_changing)),
        account => untrack(|| form(desk, (person, unit), account, link, is_changing)),
    });
    view! { {inside}{live(move || link.get().map(link_panel))} }.into_any()
}

/// The account as it stands.
fn shown(desk: Desk, account: AccountLine, link: RwSignal<Option<Link>>, change: RwSignal<bool>) -> AnyView {
    let repo = use_repo();
    let grants = account.grants.iter().map(|grant| {
        let cluster = grant.space.and_then(|space| repo.cluster(space)).map(|cluster| cluster.name);
        let role = words::role(grant.role);
        let words = cluster.map_or_else(|| role.to_owned(), |cluster| format!("{role} – {cluster}"));
        view! { <li>{words}</li> }.into_any()
    });
    let grants = grants.collect::<Vec<_>>();
    view! {
        <p>{standing_badge(Some(&account))}</p>
        <dl class="kv facts">
            <dt>{tr!(sign_in.login)}</dt><dd>{account.login.clone()}</dd>
            <dt>{tr!(people.roles)}</dt><dd><ul>{grants}</ul></dd>
        </dl>
        {acts(desk, account, link, change)}
    }
    .into_any()
}

/// A role that can be ticked.
#[derive(Clone)]
struct Choice {
    grant: Grant,
    label: String,
    ticked: RwSignal<bool>,
}

/// The roles that somebody of this unit can have: at the centre one, in each cluster of a unit three.
fn choices(unit: Option<UnitId>, clusters: Vec<(SpaceId, String)>, held: &[Grant]) -> Vec<Choice> {
    let choice = |grant: Grant, label: String| {
        let ticked = RwSignal::new(held.contains(&grant));
        Choice { grant, label, ticked }
    };
    let Some(unit) = unit else {
        let grant = Grant { role: Role::Centre, space: None, unit: None };
        return vec![choice(grant, words::role(Role::Centre).to_owned())];
    };
    let is_one = clusters.len() == 1;
    let of_cluster = |(space, name): (SpaceId, String)| {
        [Role::Officer, Role::Leader, Role::HeadOffice].map(|role| {
            let words = words::role(role);
            let label = if is_one { words.to_owned() } else { format!("{words} – {name}") };
            choice(Grant { role, space: Some(space), unit: Some(unit) }, label)
        })
    };
    clusters.into_iter().flat_map(of_cluster).collect()
}

/// The form while it is open.
#[derive(Clone, Copy)]
struct Editing {
    desk: Desk,
    person: PersonId,
    is_new: bool,
    login: RwSignal<String>,
    choices: StoredValue<Vec<Choice>>,
    login_fault: RwSignal<Option<String>>,
    problem: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Editing {
    fn of(desk: Desk, person: PersonId, account: Option<AccountLine>, choices: Vec<Choice>) -> Self {
        let is_new = account.is_none();
        let login = account.map_or_else(|| login_for(&desk.everybody.name(person)), |account| account.login);
        Self {
            desk,
            person,
            is_new,
            login: RwSignal::new(login),
            choices: StoredValue::new(choices),
            login_fault: RwSignal::new(None),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// What is typed and ticked; none when something is wrong with it, which is shown.
    fn read(self) -> Option<AccountForm> {
        let login = login_of(&self.login.get_untracked());
        let ticked = self.choices.with_value(|choices| {
            let ticked = choices.iter().filter(|choice| choice.ticked.get_untracked());
            ticked.map(|choice| choice.grant.clone()).collect::<Vec<_>>()
        });
        let is_wrong = !is_login(&login);
        self.login_fault.set(is_wrong.then(|| tr!(people.login_wrong).to_owned()));
        self.problem.set(ticked.is_empty().then(|| tr!(people.no_role).to_owned()));
        (!is_wrong && !ticked.is_empty()).then_some(AccountForm { login, grants: ticked })
    }

    /// Hands it to the server; somebody new is invited at once.
    fn save(self, repo: Repo, link: RwSignal<Option<Link>>, is_changing: RwSignal<bool>) {
        if self.busy.get_untracked() {
            return;
        }
        let Some(form) = self.read() else { return };
        self.busy.set(true);
        spawn_local(async move {
            let saved = match repo.put_account(self.person, &form).await {
                Ok(account) if self.is_new => {
                    let name = self.desk.everybody.name(self.person);
                    // That no link came is no reason to ask for the account once more: the next button makes one.
                    match Link::of(&repo, &name, &account).await {
                        Ok((made, account)) => Ok((Some(made), account)),
                        Err(_) => Ok((None, account)),
                    }
                }
                Ok(account) => Ok((None, account)),
                Err(why) => Err(why),
            };
            let _ = self.busy.try_set(false);
            match saved {
                Ok((made, account)) => {
                    toast(tr!(standing.saved));
                    let _ = is_changing.try_set(false);
                    if made.is_some() {
                        let _ = link.try_set(made);
                    }
                    self.desk.everybody.take(account);
                }
                Err(why) => {
                    let _ = self.problem.try_set(Some(words::people_error(why)));
                }
            }
        });
    }
}

fn form(
    desk: Desk,
    (person, unit): (PersonId, Option<UnitId>),
    account: Option<AccountLine>,
    link: RwSignal<Option<Link>>,
    is_changing: RwSignal<bool>,
) -> AnyView {
    let repo = use_repo();
    let clusters = unit.map(|unit| clusters_of(desk, unit)).unwrap_or_default();
    if unit.is_some() && clusters.is_empty() {
        return view! { <p>{tr!(people.no_cluster)}</p> }.into_any();
    }
    let held = account.as_ref().map(|account| account.grants.clone()).unwrap_or_default();
    let choices = choices(unit, clusters, &held);
    // Most people are their unit's officers.
    if let Some(first) = choices.first().filter(|_| held.is_empty()) {
        first.ticked.set(true);
    }
    let boxes = choices.iter().map(tick).collect::<Vec<_>>();
    let editing = Editing::of(desk, person, account, choices);
    let Editing { is_new, login, login_fault, problem, .. } = editing;
    let save = move |()| editing.save(repo.clone(), link, is_changing);
    let label = if is_new { tr!(people.give) } else { tr!(activity.done) };
    let login_field = is_new.then(|| {
        view! {
            <TextField label=tr!(sign_in.login) hint=tr!(people.login_hint) value=login control=Control::Login error=login_fault/>
        }
    });
    view! {
        <div class="stack">
            {login_field}
            <fieldset class="field"><legend>{tr!(people.roles)}</legend><div class="checks">{boxes}</div></fieldset>
            {live(move || problem.get().map(|words| view! {
                <Banner tone=Tone::Err picture=Icon::Warning live=true><span>{words}</span></Banner>
            }))}
            <div class="row">
                {(!is_new).then(|| view! { <Button label=tr!(act.later) on_press=move |()| is_changing.set(false)/> })}
                <Button label=label on_press=save kind=Kind::Primary size="end"/>
            </div>
        </div>
    }
    .into_any()
}

fn tick(choice: &Choice) -> AnyView {
    let ticked = choice.ticked;
    let change = move |event| ticked.set(event_target_checked(&event));
    view! {
        <label class="toggle">
            <input type="checkbox" prop:checked=live(move || ticked.get()) on:change=change/>
            <span>{choice.label.clone()}</span>
        </label>
    }
    .into_any()
}

/// The clusters of which a unit is a member, by their names.
fn clusters_of(desk: Desk, unit: UnitId) -> Vec<(SpaceId, String)> {
    let registry = desk.registry.get_untracked();
    let mut clusters: Vec<(SpaceId, String)> = Vec::new();
    for place in registry.places_of(unit).filter(|line| line.is_in_force()) {
        let space = place.held.record.cluster;
        let named = registry.cluster(space.record()).map(|line| line.held.record.name.clone());
        // A unit that left a cluster and came back is there twice.
        if let Some(name) = named.filter(|_| clusters.iter().all(|(known, _)| *known != space)) {
            clusters.push((space, name));
        }
    }
    clusters
}
