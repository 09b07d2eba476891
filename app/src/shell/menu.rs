//! The person's menu: who works here, language, light or dark, the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::nav::ADMIN;
use crate::i18n::{self, Locale, locale};
use crate::pages::use_repo;
use crate::route::{Route, RulesAt};
use crate::ui::{Button, Choice, Dialog, Icon, Kind, Seg, Theme, icon, live};
use crate::{tr, tr_count};

/// The person's menu, and the question before signing out.
pub(super) fn person_menu(open: RwSignal<bool>) -> AnyView {
    let repo = use_repo();
    let leaving = RwSignal::new(false);
    let keeps = {
        let repo = repo.clone();
        Memo::new(move |_| repo.kept_directory().is_some())
    };
    let person = Memo::new(move |_| {
        let session = repo.session()?;
        let unit = repo.own_unit_name(&session);
        Some((session.name, session.post, unit))
    });
    let close = move |_| open.set(false);
    let leave = move |_| {
        open.set(false);
        leaving.set(true);
    };
    view! {
        <Dialog open title=tr!(menu.person)>
            {live(move || person.get().map(|(name, post, unit)| who(name, post, unit)))}
            <LanguageChoice/>
            <ThemeChoice/>
            <ul class="menu">
                {link(Route::Movements, Icon::Flag, || tr!(nav.movements), close)}
                {link(Route::Tasks, Icon::List, || tr!(nav.tasks), close)}
                {link(Route::Covenants, Icon::Sign, || tr!(nav.covenants), close)}
                {link(Route::Reports, Icon::File, || tr!(nav.reports), close)}
                {link(Route::YearCalendar, Icon::Calendar, || tr!(nav.year), close)}
                {link(Route::Rules(RulesAt::List), Icon::List, || tr!(nav.rules), close)}
                {link(Route::Outbox, Icon::Outbox, || tr!(nav.outbox), close)}
                {link(Route::Device, Icon::Device, || tr!(nav.device), close)}
                {live(move || keeps.get().then(|| link(ADMIN, Icon::Cluster, || tr!(nav.admin), close)))}
                {link(Route::SignIn, Icon::People, || tr!(menu.switch), close)}
                <li class="apart">
                    <button type="button" on:click=leave>
                        {icon(Icon::SignOut)}
                        {tr!(menu.sign_out)}
                    </button>
                </li>
            </ul>
        </Dialog>
        <Leave open=leaving/>
    }
    .into_any()
}

fn who(name: String, post: String, unit: Option<String>) -> AnyView {
    let unit = unit.unwrap_or_else(|| tr!(sign_in.centre).to_owned());
    view! { <p><b class="strong">{name}</b><br/><span class="soft">{post}<br/>{unit}</span></p> }.into_any()
}

fn link(
    to: Route,
    picture: Icon,
    words: impl Fn() -> &'static str + Send + 'static,
    close: impl Fn(web_sys::MouseEvent) + 'static,
) -> AnyView {
    view! { <li><a href=to.path() on:click=close>{icon(picture)}{words}</a></li> }.into_any()
}

/// Vietnamese or English.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let choices = vec![Choice::new(Locale::vi, tr!(menu.vi)), Choice::new(Locale::en, tr!(menu.en))];
    view! {
        <div class="field">
            <span class="label">{tr!(menu.language)}</span>
            <Seg label=tr!(menu.language) choices chosen=Signal::stored(locale()) on_choose=i18n::choose/>
        </div>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let choices = vec![
        Choice::new(Theme::System, tr!(menu.theme_system)),
        Choice::new(Theme::Light, tr!(menu.theme_light)),
        Choice::new(Theme::Dark, tr!(menu.theme_dark)),
    ];
    view! {
        <div class="field">
            <span class="label">{tr!(menu.theme)}</span>
            <Seg label=tr!(menu.theme) choices chosen=Signal::derive(Theme::now) on_choose=Theme::choose/>
        </div>
    }
}

/// Asks before signing out, and says what stays.
#[component]
fn Leave(open: RwSignal<bool>) -> impl IntoView {
    let repo = use_repo();
    let unsent = {
        let repo = repo.clone();
        Memo::new(move |_| repo.chip().waiting + repo.chip().refused)
    };
    let sign_out = Callback::new(move |()| {
        open.set(false);
        let repo = repo.clone();
        spawn_local(async move { repo.sign_out().await });
    });
    view! {
        <Dialog open title=tr!(menu.sign_out_title)>
            {live(move || {
                let unsent = unsent.get();
                let words = (unsent > 0).then(|| tr_count!(unsent, menu.sign_out_waiting));
                words.map(|words| view! { <p class="strong">{words}</p> }.into_any())
            })}
            <p>{tr!(menu.sign_out_note)}</p>
            <div class="row">
                <Button label=tr!(act.later) on_press=move |()| open.set(false)/>
                <Button label=tr!(menu.sign_out) on_press=sign_out kind=Kind::Primary size="end"/>
            </div>
        </Dialog>
    }
}
