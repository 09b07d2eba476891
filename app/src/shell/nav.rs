//! The sections: a bar at the bottom for fingers, a column at the side for a mouse.

use leptos::prelude::*;

use crate::pages::today;
use crate::pages::use_repo;
use crate::route::{Admin, List, Route, Screen};
use crate::ui::{Icon, icon, live};
use crate::{format, tr};

/// Where Quản trị begins.
pub(super) const ADMIN: Route = Route::Admin(Admin::list(List::Clusters));

/// The links to the screens that this person has.
pub(super) fn sections(screen: Memo<Screen>, menu_open: RwSignal<bool>) -> AnyView {
    let repo = use_repo();
    let oversees = {
        let repo = repo.clone();
        Memo::new(move |_| repo.opened().is_some_and(|space| repo.oversees(space)))
    };
    let keeps = {
        let repo = repo.clone();
        Memo::new(move |_| repo.kept_directory().is_some())
    };
    let tasks = today::task_count();
    let open_conflicts = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let lines = repo.decided_spaces().into_iter().flat_map(|space| repo.conflicts(space));
            lines.filter(|line| line.open).count()
        })
    };
    let unsent = Memo::new(move |_| repo.chip().waiting + repo.chip().refused);
    view! {
        <nav class="nav" aria-label=tr!(nav.label)>
            <ul>
                {section(screen, Route::Today, Icon::Today, tasks.into(), "")}
                {section(screen, Route::Activities, Icon::Camera, Signal::stored(0), "")}
                {section(screen, Route::Targets, Icon::Target, Signal::stored(0), "")}
                {live(move || oversees.get().then(|| overseeing(screen, open_conflicts.into())))}
                {beside(screen, unsent.into())}
                {live(move || keeps.get().then(|| section(screen, ADMIN, Icon::Cluster, Signal::stored(0), "wide")))}
                <li class="narrow">
                    <button type="button" aria-haspopup="dialog" on:click=move |_| menu_open.set(true)>
                        {icon(Icon::More)}
                        {tr!(nav.more)}
                    </button>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}

/// The screens of those who look over all units.
fn overseeing(screen: Memo<Screen>, open_conflicts: Signal<usize>) -> AnyView {
    view! {
        {section(screen, Route::Overview, Icon::Chart, Signal::stored(0), "")}
        {section(screen, Route::Reconcile, Icon::Differ, open_conflicts, "")}
    }
    .into_any()
}

/// On a phone these are reached through the top bar and “Thêm”.
fn beside(screen: Memo<Screen>, unsent: Signal<usize>) -> AnyView {
    view! {
        {section(screen, Route::Movements, Icon::Flag, Signal::stored(0), "side")}
        {section(screen, Route::Tasks, Icon::List, Signal::stored(0), "side")}
        {section(screen, Route::Covenants, Icon::Sign, Signal::stored(0), "wide")}
        {section(screen, Route::Reports, Icon::File, Signal::stored(0), "wide")}
        {section(screen, Route::YearCalendar, Icon::Calendar, Signal::stored(0), "wide")}
        {section(screen, Route::Outbox, Icon::Outbox, unsent, "wide")}
        {section(screen, Route::Device, Icon::Device, Signal::stored(0), "wide")}
    }
    .into_any()
}

fn section(
    screen: Memo<Screen>,
    to: Route,
    picture: Icon,
    count: Signal<usize>,
    class: &'static str,
) -> AnyView {
    // For who keeps the directory, the rule sets are a part of Quản trị; the pictures are mostly of the targets; what is
    // to be confirmed is one of the things to do.
    let home = |screen| match screen {
        Screen::Rules => Screen::Admin,
        Screen::Charts => Screen::Targets,
        Screen::Behalf => Screen::Today,
        own => own,
    };
    let current = live(move || (home(screen.get()) == to.screen()).then_some("page"));
    let number = live(move || {
        let count = count.get();
        (count > 0).then(|| {
            view! {
                <span class="n" aria-hidden="true">{format::count(count)}</span>
                <span class="vh">{tr!(nav.waits, n = format::count(count))}</span>
            }
            .into_any()
        })
    });
    view! {
        <li class=class>
            <a href=to.path() aria-current=current>
                {icon(picture)}
                <span class="long">{name(to, false)}</span>
                <span class="short">{name(to, true)}</span>
                {number}
            </a>
        </li>
    }
    .into_any()
}

fn name(route: Route, short: bool) -> &'static str {
    match route.screen() {
        Screen::Today | Screen::SignIn | Screen::Invitation | Screen::NotFound if short => {
            tr!(nav.today_short)
        }
        Screen::Today | Screen::SignIn | Screen::Invitation | Screen::NotFound => tr!(nav.today),
        Screen::Activities => tr!(nav.activities),
        Screen::Targets => tr!(nav.targets),
        Screen::Charts => tr!(nav.charts),
        Screen::Movements => tr!(nav.movements),
        Screen::Tasks => tr!(nav.tasks),
        Screen::Overview => tr!(nav.overview),
        Screen::Reconcile => tr!(nav.reconcile),
        Screen::Admin => tr!(nav.admin),
        Screen::YearCalendar => tr!(nav.year),
        Screen::Rules => tr!(nav.rules),
        Screen::Import => tr!(nav.import),
        Screen::Reports => tr!(nav.reports),
        Screen::Covenants => tr!(nav.covenants),
        Screen::Behalf => tr!(nav.behalf),
        Screen::Outbox => tr!(nav.outbox),
        Screen::Device if short => tr!(nav.device_short),
        Screen::Device => tr!(nav.device),
    }
}
