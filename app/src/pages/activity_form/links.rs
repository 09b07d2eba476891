//! What an activity is for: movements, key tasks and targets of its year, chosen from a list that can be searched.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::id::RecordId;
use shared::text;

use super::draft::Slot;
use super::fields::{control_id, error_of};
use super::state::Form;
use crate::repo::Repo;
use crate::repo::types::Board;
use crate::ui::{Button, Dialog, Icon, Kind, error_line, icon, icon_sized, live, new_id};
use crate::{format, tr, tr_count, words};

type Chosen = RwSignal<BTreeSet<RecordId>>;

/// What has been chosen.
#[derive(Clone, Copy)]
pub(super) struct Links {
    pub(super) movements: Chosen,
    pub(super) tasks: Chosen,
    pub(super) targets: Chosen,
}

/// One of the three lists: what there is to choose, and what has been chosen of it.
#[derive(Clone)]
struct Group {
    title: &'static str,
    picture: Icon,
    chosen: Chosen,
    options: Vec<(RecordId, String)>,
}

impl Links {
    pub(super) fn new(
        movements: BTreeSet<RecordId>,
        tasks: BTreeSet<RecordId>,
        targets: BTreeSet<RecordId>,
    ) -> Self {
        let [movements, tasks, targets] = [movements, tasks, targets].map(RwSignal::new);
        Self { movements, tasks, targets }
    }

    fn all(self) -> [(Icon, Chosen); 3] {
        [(Icon::Flag, self.movements), (Icon::List, self.tasks), (Icon::Target, self.targets)]
    }
}

/// What is chosen, and the button that opens the list.
pub(super) fn links_field(form: Form, repo: Repo) -> AnyView {
    let open = RwSignal::new(false);
    let id = control_id(Slot::Links);
    let error_id = format!("{id}-error");
    let label = words::field(Slot::Links.field()).to_owned();
    let named = repo.clone();
    let chips = live(move || {
        let all = form.links.all().map(|(picture, chosen)| {
            chosen.get().into_iter().map(|id| chip(&named, picture, chosen, id)).collect::<Vec<_>>()
        });
        let chips = all.into_iter().flatten().collect::<Vec<_>>();
        (!chips.is_empty()).then(|| view! { <ul class="chips" aria-label=tr!(links.chosen)>{chips}</ul> })
    });
    let invalid = live(move || form.fault(Slot::Links).map(|_| "true"));
    view! {
        <div class="field">
            <span class="label">{label}</span>
            {chips}
            <button
                type="button"
                class="btn choose"
                id=id
                aria-haspopup="dialog"
                aria-describedby=error_id.clone()
                aria-invalid=invalid
                on:click=move |_| open.set(true)
            >
                {icon(Icon::Plus)}
                {tr!(links.choose)}
            </button>
            {error_line(error_id, error_of(form, Slot::Links))}
        </div>
        <Dialog open title=tr!(links.choose)>{untrack(|| lists(form, open, &repo))}</Dialog>
    }
    .into_any()
}

fn chip(repo: &Repo, picture: Icon, chosen: Chosen, id: RecordId) -> AnyView {
    let name = repo.name_of(&id.to_string()).unwrap_or_else(|| tr!(links.not_here).to_owned());
    let label = tr!(activity.remove, name = name);
    view! {
        <li>
            {icon_sized(picture, "i sm")}
            <span>{name}</span>
            <button type="button" class="btn icon" aria-label=label on:click=move |_| choose(chosen, id, false)>
                {icon_sized(Icon::Close, "i sm")}
            </button>
        </li>
    }
    .into_any()
}

fn choose(chosen: Chosen, id: RecordId, is_chosen: bool) {
    chosen.update(|chosen| {
        if is_chosen {
            chosen.insert(id);
        } else {
            chosen.remove(&id);
        }
    });
}

/// Movements, key tasks and targets of the activity's year; targets only those that concern its unit.
fn groups(form: Form, repo: &Repo) -> [Group; 3] {
    let (year, unit) = (form.year.get(), form.unit.get());
    let agenda = repo.agenda(form.space).unwrap_or_default();
    let movements = agenda.movements.iter().filter(|it| it.is_in_force() && it.held.record.year == year);
    let movements = movements.map(|it| (it.held.id, it.held.record.name.clone())).collect();
    let tasks = agenda.tasks.iter().filter(|it| it.is_in_force() && it.held.record.year == year);
    let tasks = tasks.map(|it| (it.held.id, it.held.record.name.clone())).collect();
    let board = repo.board(form.space, year);
    let targets = board.iter().flat_map(|board| &board.targets);
    let targets = targets.filter(|held| unit.is_some_and(|unit| Board::concerns(&held.record, unit)));
    let targets = targets.map(|held| (held.id, held.record.name.clone())).collect();
    let group = |title, (picture, chosen), options| Group { title, picture, chosen, options };
    let [of_movements, of_tasks, of_targets] = form.links.all();
    [
        group(tr!(field.movements), of_movements, movements),
        group(tr!(nav.tasks), of_tasks, tasks),
        group(tr!(nav.targets), of_targets, targets),
    ]
}

fn lists(form: Form, open: RwSignal<bool>, repo: &Repo) -> AnyView {
    let typed = RwSignal::new(String::new());
    let groups = groups(form, repo);
    let names: Vec<_> =
        groups.iter().flat_map(|group| &group.options).map(|(_, name)| text::folded(name)).collect();
    let count = if names.is_empty() {
        let none = tr!(links.none, year = form.year.get());
        view! { <p class="soft">{none}</p> }.into_any()
    } else {
        let found = move || {
            let words = typed.with(|typed| text::folded(typed));
            match names.iter().filter(|name| holds(name, &words)).count() {
                0 => tr!(links.none_found).to_owned(),
                found => tr_count!(found, links.found),
            }
        };
        view! { <p class="note" role="status">{live(found)}</p> }.into_any()
    };
    let sections = groups.into_iter().map(|group| section(group, typed)).collect::<Vec<_>>();
    view! {
        <div class="find" role="search">
            {icon(Icon::Search)}
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=tr!(activity.search_hint)
                aria-label=tr!(links.search)
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
        {count}
        <div class="checks" tabindex="0" role="group" aria-label=tr!(links.choose)>{sections}</div>
        <div class="row">
            <Button label=tr!(activity.done) on_press=move |()| open.set(false) kind=Kind::Primary size="end"/>
        </div>
    }
    .into_any()
}

/// Whether a text holds every word, both in the form that is searched.
fn holds(text: &str, words: &str) -> bool {
    words.split_whitespace().all(|word| text.contains(word))
}

fn section(group: Group, typed: RwSignal<String>) -> AnyView {
    let Group { title, picture, chosen, options } = group;
    if options.is_empty() {
        return ().into_any();
    }
    let id = new_id();
    let boxes = options.into_iter().map(|(id, name)| check_row(id, name, chosen, typed)).collect::<Vec<_>>();
    let count = live(move || {
        let count = chosen.with(BTreeSet::len);
        (count > 0).then(|| view! { <span class="count">{format::count(count)}</span> })
    });
    view! {
        <section aria-labelledby=id.clone()>
            <h3 id=id.clone()>{icon_sized(picture, "i sm")}{title}{count}</h3>
            {boxes}
        </section>
    }
    .into_any()
}

fn check_row(id: RecordId, name: String, chosen: Chosen, typed: RwSignal<String>) -> AnyView {
    let folded = text::folded(&name);
    let hidden = live(move || typed.with(|typed| !holds(&folded, &text::folded(typed))));
    view! {
        <label class="toggle" hidden=hidden>
            <input
                type="checkbox"
                prop:checked=live(move || chosen.with(|chosen| chosen.contains(&id)))
                on:change=move |event| choose(chosen, id, event_target_checked(&event))
            />
            <span>{name}</span>
        </label>
    }
    .into_any()
}

/// A movement of the catalogue by the name that was typed: proposed, never taken by itself.
pub(super) fn proposal(form: Form, repo: Repo) -> AnyView {
    let found = Memo::new(move |_| {
        let name = form.text(Slot::Movement).get();
        let held = repo.agenda(form.space)?.movement_named(form.year.get(), &name).cloned()?;
        let is_chosen = form.links.movements.with(|chosen| chosen.contains(&held.id));
        (!is_chosen).then_some((held.id, held.record.name))
    });
    let offer = live(move || {
        let (id, name) = found.get()?;
        let take = move |()| choose(form.links.movements, id, true);
        Some(view! {
            <p>{tr!(links.proposed, name = name)}</p>
            <Button label=tr!(links.take) on_press=take picture=Icon::Flag size="small"/>
        })
    });
    view! { <div class="proposed" aria-live="polite">{offer}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn every_word_that_is_typed_must_occur_in_a_name() {
        let name = text::folded("Cả nước chung tay vì người nghèo");
        for (typed, expected) in
            [("", true), ("nguoi ngheo", true), ("NGHÈO chung", true), ("nha nghèo", false)]
        {
            assert_eq!(holds(&name, &text::folded(typed)), expected, "{typed}");
        }
    }
}
