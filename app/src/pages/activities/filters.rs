//! What narrows the list, behind one button; each choice is in the address.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use shared::id::{RecordId, SpaceId};

use super::filter::{Filter, Only};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::ActivityQuery;
use crate::ui::{Button, Control, Kind, TextField, live, new_id};
use crate::{format, tr, words};

/// The button and what it opens.
pub(super) fn filters(space: SpaceId, filter: RwSignal<Filter>, follow: Callback<()>) -> AnyView {
    let narrowed = Memo::new(move |_| filter.with(Filter::narrowed));
    // Open at first when something is narrowed: nobody should wonder where the rest has gone.
    let open = RwSignal::new(narrowed.get_untracked() > 0);
    let id = new_id();
    let controls = id.clone();
    let label = live(move || match narrowed.get() {
        0 => tr!(activity.filter).to_owned(),
        n => tr!(activity.filter_n, n = format::count(n)),
    });
    view! {
        <button
            type="button"
            class="btn filter"
            aria-expanded=live(move || open.get().to_string())
            aria-controls=controls
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {label}
        </button>
        <div class="filters" id=id hidden=live(move || !open.get())>
            {live(move || open.get().then(|| choices(space, filter, follow)))}
        </div>
    }
    .into_any()
}

fn choices(space: SpaceId, filter: RwSignal<Filter>, follow: Callback<()>) -> AnyView {
    let repo = use_repo();
    let change = move |edit: &dyn Fn(&mut Filter)| {
        filter.update(|filter| edit(filter));
        follow.run(());
    };
    let clear =
        move |()| change(&|filter| *filter = Filter { text: filter.text.clone(), ..Filter::default() });
    let unit = untrack(|| repo.oversees(space)).then(|| {
        let repo = repo.clone();
        let all = move || {
            let units = repo.units(space).into_iter();
            units.map(|line| (line.id.to_string(), line.unit.short)).collect::<Vec<_>>()
        };
        let chosen = move || filter.with(|it| it.unit.map(|unit| unit.to_string()).unwrap_or_default());
        select(words::field("unit"), all, chosen, move |value| change(&|it| it.unit = value.parse().ok()))
    });
    let standings =
        || Only::ALL.map(|only| (only.word().to_owned(), standing_words(only).to_owned())).to_vec();
    let standing = move || filter.with(|it| it.only.map(Only::word).unwrap_or_default().to_owned());
    let movement = move || filter.with(|it| it.movement.clone());
    let task = move || filter.with(|it| it.task.map(|task| task.to_string()).unwrap_or_default());
    let year = move || filter.with(|it| it.year.map(|year| year.to_string()).unwrap_or_default());
    let known = {
        let repo = repo.clone();
        Memo::new(move |_| known(&repo, space))
    };
    let movements = move || known.with(|known| known.movements.clone());
    let tasks = move || known.with(|known| known.tasks.clone());
    let years = move || {
        let years = known.with(|known| known.years.clone());
        years.iter().rev().map(|year| (year.to_string(), year.to_string())).collect()
    };
    view! {
        {unit}
        {select(tr!(activity.standing), standings, standing, move |value| change(&|it| it.only = Only::of(&value)))}
        {select(words::field("movement"), movements, movement, move |value| change(&|it| it.movement.clone_from(&value)))}
        {select(tr!(nav.tasks), tasks, task, move |value| change(&|it| it.task = value.parse().ok()))}
        {select(words::field("year"), years, year, move |value| change(&|it| it.year = value.parse().ok()))}
        {day(tr!(activity.from), move || filter.with(|it| it.from), move |day| change(&|it| it.from = day))}
        {day(tr!(activity.to), move || filter.with(|it| it.to), move |day| change(&|it| it.to = day))}
        <label class="toggle">
            <input
                type="checkbox"
                prop:checked=live(move || filter.with(|it| it.with_void))
                on:change=move |event| change(&|it| it.with_void = event_target_checked(&event))
            />
            {tr!(activity.with_void)}
        </label>
        <Button label=tr!(activity.clear_filters) on_press=clear kind=Kind::Quiet/>
    }
    .into_any()
}

/// Movements, key tasks and years that occur; movements and tasks each with the word in the address.
#[derive(Clone, Default, PartialEq)]
struct Known {
    movements: Vec<(String, String)>,
    tasks: Vec<(String, String)>,
    years: BTreeSet<i16>,
}

fn known(repo: &Repo, space: SpaceId) -> Known {
    let all = repo.activities(&ActivityQuery { with_void: true, ..ActivityQuery::of(space) });
    let agenda = repo.agenda(space).unwrap_or_default();
    let answered = all.iter().flat_map(|line| line.movements.iter().copied()).collect();
    let served = all.iter().flat_map(|line| line.tasks.iter().copied()).collect();
    let by_name: BTreeSet<_> =
        all.iter().map(|line| line.movement.clone()).filter(|it| !it.is_empty()).collect();
    let catalogue = agenda.movements.iter().map(|it| &it.held);
    let catalogue = catalogue.map(|it| (it.id, (it.record.name.clone(), it.record.year))).collect();
    let listed = agenda.tasks.iter().map(|it| &it.held);
    let listed = listed.map(|it| (it.id, (it.record.name.clone(), it.record.year))).collect();
    let by_name = by_name.into_iter().map(|name| (name.clone(), tr!(activity.typed_name, name = name)));
    Known {
        movements: named(&answered, catalogue).into_iter().chain(by_name).collect(),
        tasks: named(&served, listed),
        years: all.iter().map(|line| line.year).collect(),
    }
}

/// What occurs, by name and year: the same name may occur in several years.
fn named(found: &BTreeSet<RecordId>, names: BTreeMap<RecordId, (String, i16)>) -> Vec<(String, String)> {
    let mut rows: Vec<_> = names.into_iter().filter(|(id, _)| found.contains(id)).collect();
    rows.sort_by(|(_, one), (_, other)| one.cmp(other));
    rows.into_iter().map(|(id, (name, year))| (id.to_string(), format!("{name} ({year})"))).collect()
}

fn standing_words(only: Only) -> &'static str {
    match only {
        Only::Waiting => tr!(standing.waiting),
        Only::Refused => tr!(standing.refused),
        Only::Differing => tr!(standing.differing),
    }
}

fn select(
    label: &str,
    all: impl Fn() -> Vec<(String, String)> + Send + 'static,
    chosen: impl Fn() -> String + Copy + Send + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let id = new_id();
    let (label, choose) = (label.to_owned(), Box::new(choose));
    let options = live(move || {
        let chosen = chosen();
        all()
            .into_iter()
            .map(|(value, words)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{words}</option> }.into_any()
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id on:change=move |event| choose(event_target_value(&event))>
                <option value="" selected=live(move || chosen().is_empty())>{tr!(activity.any)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// A bound of the days shown; taken when the field is left.
fn day(
    label: &'static str,
    chosen: impl Fn() -> Option<jiff::civil::Date> + Copy + Send + Sync + 'static,
    choose: impl Fn(Option<jiff::civil::Date>) + Send + Sync + 'static,
) -> AnyView {
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    // Follows the filter, not the typing: it changes when the field is left, when filters are cleared, and with Back.
    Effect::new(move || {
        error.set(None);
        text.set(chosen().map(format::typed_date).unwrap_or_default());
    });
    let leave = move |()| {
        let typed = text.get_untracked();
        if typed.trim().is_empty() {
            error.set(None);
            return choose(None);
        }
        match format::parse_date(&typed, format::today().year()) {
            Ok(day) => {
                choose(Some(day));
                text.set(format::typed_date(day));
            }
            Err(_) => error.set(Some(tr!(problem.date).to_owned())),
        }
    };
    view! { <TextField label value=text control=Control::Date error on_leave=Callback::new(leave)/> }
        .into_any()
}
