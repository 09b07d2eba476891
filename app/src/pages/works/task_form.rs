//! The form of a key task: a new one at the end of its year's list, or one that is edited.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::KeyTask;
use shared::id::{RecordId, UnitId};
use shared::order::OrderKey;

use super::Place;
use super::movement_form::year_field;
use crate::format;
use crate::pages::activities::panel_heading;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, day_field, foot, recovered, saving_keys, text_field};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::Opened;
use crate::route::Route;
use crate::ui::{Control, Empty, Icon, icon, live, new_id};
use crate::{tr, words};

impl Typed for KeyTask {
    fn texts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("name", self.name.clone()),
            ("year", self.year.to_string()),
            ("lead", self.lead.map(|lead| lead.to_string()).unwrap_or_default()),
            ("supporting", joined(&self.supporting)),
            ("due", self.due.map(format::typed_date).unwrap_or_default()),
            ("body", self.body.clone()),
        ]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let year = typed.of("year").parse().unwrap_or(self.year);
        let due = typed.day("due", year).map_err(|words| vec![("due", words)])?;
        let lead = typed.of("lead").parse().ok();
        let mut supporting = parted(typed.of("supporting"));
        // Who leads does not support as well.
        supporting.retain(|unit| lead != Some(*unit));
        let (name, body) = (typed.line("name"), typed.text("body"));
        Ok(Self { year, name, order: self.order.clone(), lead, supporting, due, body })
    }
}

fn joined(units: &BTreeSet<UnitId>) -> String {
    units.iter().map(UnitId::to_string).collect::<Vec<_>>().join(",")
}

fn parted(text: &str) -> BTreeSet<UnitId> {
    text.split(',').filter_map(|unit| unit.parse().ok()).collect()
}

/// A task of which nothing is known yet, behind the last one of all years: so it is the last of whichever it is for.
fn blank(place: Place) -> KeyTask {
    let last = place
        .agenda
        .with_untracked(|agenda| agenda.tasks.iter().map(|it| it.held.record.order.clone()).max());
    let order = OrderKey::between(last.as_ref(), None);
    let (name, body) = (String::new(), String::new());
    KeyTask { year: place.year, name, order, lead: None, supporting: BTreeSet::new(), due: None, body }
}

/// The form.
pub(super) fn task_form(place: Place, record: Option<RecordId>) -> AnyView {
    let repo = use_repo();
    let opened = match record {
        Some(id) => repo.open_record(place.space, id),
        None => Some(Opened::new(blank(place))),
    };
    let Some(opened) = opened.filter(|_| place.oversees.get_untracked()) else {
        return view! { <Empty picture=Icon::List label=tr!(works.not_here)/> }.into_any();
    };
    let draft = record.map_or(DraftOf::NewTask(place.space), DraftOf::Task);
    let form = Form::open(&repo, place.space, record, draft, opened);
    let navigate = use_navigate();
    let go = Callback::new(move |to: Route| {
        navigate(&to.path(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let back = record.map_or(Route::Tasks, Route::Task);
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, Callback::new(move |()| go.run(back))))
    };
    let units = units_fields(form, &repo);
    let save = Callback::new(move |()| form.save(&repo, Callback::new(move |id| go.run(Route::Task(id)))));
    let title = if record.is_some() { tr!(task.edit) } else { tr!(task.new) };
    view! {
        <form class="flow" aria-labelledby="work-form" on:keydown=saving_keys(save) on:submit=move |event| event.prevent_default()>
            <header>
                <a class="back" href=back.path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-form", Signal::stored(title.to_owned()), place.alone)}
            </header>
            <div class="body">
                {recovered(form)}
                {text_field(form, "name", Control::Area, (200, 2), "")}
                {record.is_none().then(|| year_field(form.text("year"), place.year))}
                {units}
                {day_field(form, "due", tr!(field.due), place.year)}
                {text_field(form, "body", Control::Area, (10_000, 5), "")}
            </div>
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

/// Who leads, and who supports.
fn units_fields(form: Form, repo: &Repo) -> AnyView {
    let (lead, supporting) = (form.text("lead"), form.text("supporting"));
    let id = new_id();
    let units: Vec<_> =
        untrack(|| repo.units(form.space)).into_iter().map(|line| (line.id, line.unit.name)).collect();
    let options = units.iter().map(|(unit, name)| {
        let selected = lead.get_untracked() == unit.to_string();
        view! { <option value=unit.to_string() selected=selected>{name.clone()}</option> }.into_any()
    });
    let options = options.collect::<Vec<_>>();
    let boxes = units.into_iter().map(|(unit, name)| support_row(unit, name, lead, supporting));
    let boxes = boxes.collect::<Vec<_>>();
    view! {
        <div class="field">
            <label for=id.clone()>{words::field("lead").to_owned()}</label>
            <select class="input" id=id on:change=move |event| lead.set(event_target_value(&event))>
                <option value="">{tr!(task.for_all)}</option>
                {options}
            </select>
        </div>
        <fieldset class="field">
            <legend>{words::field("supporting").to_owned()}</legend>
            <div class="checks">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

fn support_row(unit: UnitId, name: String, lead: RwSignal<String>, supporting: RwSignal<String>) -> AnyView {
    let choose = move |event| {
        let is_chosen = event_target_checked(&event);
        supporting.update(|text| {
            let mut units = parted(text);
            if is_chosen {
                units.insert(unit);
            } else {
                units.remove(&unit);
            }
            *text = joined(&units);
        });
    };
    // Who leads is not asked about: it does not support as well.
    let leads = live(move || lead.get() == unit.to_string());
    view! {
        <label class="toggle" hidden=leads>
            <input
                type="checkbox"
                prop:checked=live(move || supporting.with(|text| parted(text).contains(&unit)))
                on:change=choose
            />
            <span>{name}</span>
        </label>
    }
    .into_any()
}
