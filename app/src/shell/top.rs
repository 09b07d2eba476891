//! The top bar: where one works, the sync chip, who one is.

use leptos::prelude::*;
use shared::id::SpaceId;

use crate::pages::use_repo;
use crate::repo::types::{Link, SpaceLine};
use crate::route::Route;
use crate::tr;
use crate::ui::{ChipLink, Dialog, Icon, LinkButton, SyncChip, ThemeButton, icon, icon_sized, live};

/// The top bar.
pub(super) fn top_bar(menu_open: RwSignal<bool>) -> AnyView {
    view! {
        <header class="top">
            <span class="mark">{icon(Icon::Mark)}</span>
            <Place/>
            <span class="end"></span>
            <Chip/>
            <Who menu_open/>
            <ThemeButton/>
        </header>
    }
    .into_any()
}

/// The chip with what the repository knows.
#[component]
fn Chip() -> impl IntoView {
    let repo = use_repo();
    let chip = Memo::new(move |_| repo.chip());
    view! {
        <SyncChip
            waiting=Signal::derive(move || chip.get().waiting)
            refused=Signal::derive(move || chip.get().refused)
            last_sync=Signal::derive(move || chip.get().last_sync)
            link=Signal::derive(move || chip_link(chip.get().link))
        />
    }
}

fn chip_link(link: Link) -> ChipLink {
    match link {
        // Sending lasts a moment: changing words for it would only tire the eye.
        Link::Online | Link::Sending => ChipLink::Online,
        Link::Offline => ChipLink::Offline,
        Link::Portal => ChipLink::Portal,
        Link::SignInNeeded => ChipLink::SignIn,
        Link::Outdated => ChipLink::Outdated,
        Link::Trouble(_) => ChipLink::Trouble,
    }
}

/// Who works here; opens the menu.
#[component]
fn Who(menu_open: RwSignal<bool>) -> impl IntoView {
    let repo = use_repo();
    let person = Memo::new(move |_| {
        let session = repo.session()?;
        let unit = session.unit.and_then(|unit| repo.unit_short(unit));
        Some((session.name, unit))
    });
    let name = move || person.get().map(|(name, _)| name);
    let unit =
        move || person.get().and_then(|(_, unit)| unit).unwrap_or_else(|| tr!(sign_in.centre).to_owned());
    view! {
        <button type="button" class="who" aria-haspopup="dialog" on:click=move |_| menu_open.set(true)>
            <div>
                <b class="strong">{live(name)}</b>
                <span>{live(unit)}</span>
            </div>
        </button>
    }
}

/// Which cluster and year, and the way to the year's calendar; with several, a press offers the others.
#[component]
fn Place() -> impl IntoView {
    let repo = use_repo();
    let open = RwSignal::new(false);
    let here = {
        let repo = repo.clone();
        Memo::new(move |_| {
            repo.opened_cluster().map(|(_, cluster)| (cluster.name, cluster.short, cluster.year))
        })
    };
    let spaces = {
        let repo = repo.clone();
        Memo::new(move |_| repo.spaces())
    };
    let several = Memo::new(move |_| spaces.with(|spaces| spaces.len() > 1));
    let long = move || here.get().map_or_else(|| tr!(app.name).to_owned(), |(name, ..)| name);
    let short = move || here.get().map_or_else(|| tr!(app.name).to_owned(), |(_, short, _)| short);
    let year = move || {
        here.get().map(|(.., year)| {
            if several.get() {
                tr!(place.year_change, year = year)
            } else {
                tr!(place.year_open, year = year)
            }
        })
    };
    let lines = move || {
        view! {
            <span class="lines">
                <b>
                    <span class="long">{live(long)}</span>
                    <span class="short">{live(short)}</span>
                </b>
                <span>{live(year)}</span>
            </span>
        }
        .into_any()
    };
    let button = move || {
        if several.get() {
            view! {
                <button
                    type="button"
                    class="place"
                    aria-haspopup="dialog"
                    aria-label=live(move || tr!(place.label, name = long()))
                    on:click=move |_| open.set(true)
                >
                    {lines()}
                    {icon_sized(Icon::Down, "i sm")}
                </button>
            }
            .into_any()
        } else {
            view! { <a class="place" href=Route::YearCalendar.path()>{lines()}</a> }.into_any()
        }
    };
    let choose = Callback::new(move |space: SpaceId| {
        open.set(false);
        repo.open_space(space);
    });
    view! {
        {live(button)}
        <Dialog open title=tr!(place.choose)>
            <ul class="menu">{live(move || spaces.get().into_iter().map(|space| space_line(space, choose)).collect_view().into_any())}</ul>
            <LinkButton label=tr!(nav.year) to=Route::YearCalendar picture=Icon::Calendar/>
        </Dialog>
    }
}

fn space_line(space: SpaceLine, choose: Callback<SpaceId>) -> AnyView {
    let (name, year) = match space.cluster {
        Some(cluster) => (cluster.name, tr!(place.year, year = cluster.year)),
        None => (tr!(place.waiting).to_owned(), String::new()),
    };
    let id = space.id;
    view! {
        <li>
            <button type="button" aria-current=space.opened.then_some("true") on:click=move |_| choose.run(id)>
                <span class="grow">{name} <small>{year}</small></span>
                {space.opened.then(|| icon(Icon::Check))}
            </button>
        </li>
    }
    .into_any()
}
