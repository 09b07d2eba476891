//! A person in the directory, new or being changed: name, post, unit.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::Person;
use shared::id::RecordId;

use crate::pages::activities::panel_heading;
use crate::pages::admin::Desk;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, foot, recovered, saving_keys, text_field};
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::route::{Admin, List, Route};
use crate::ui::{Control, Empty, Icon, icon, new_id};
use crate::{tr, words};

const NAME: &str = "person_name";
const POST: &str = "person_post";
const UNIT: &str = "unit";

impl Typed for Person {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let unit = self.unit.map(|unit| unit.to_string()).unwrap_or_default();
        vec![(NAME, self.name.clone()), (POST, self.post.clone()), (UNIT, unit)]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        Ok(Self { name: typed.line(NAME), unit: typed.of(UNIT).parse().ok(), post: typed.line(POST) })
    }

    fn typed_in(field: &str) -> &str {
        match field {
            "name" => NAME,
            "post" => POST,
            other => other,
        }
    }
}

/// The form.
pub(super) fn person_form(desk: Desk, record: Option<RecordId>) -> AnyView {
    let repo = use_repo();
    let blank = Person { name: String::new(), unit: None, post: String::new() };
    let opened = match record {
        Some(id) => repo.open_record::<Person>(desk.space, id),
        None => Some(Opened::new(blank)),
    };
    let Some(opened) = opened else {
        return view! { <Empty picture=Icon::People label=tr!(works.not_here)/> }.into_any();
    };
    let draft = record.map_or(DraftOf::NewPerson(desk.space), DraftOf::Person);
    let form = Form::open(&repo, desk.space, record, draft, opened);
    let navigate = use_navigate();
    let go = Callback::new(move |to: Route| {
        navigate(&to.path(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let one = |id| Route::Admin(Admin::one(List::People, id));
    let back = record.map_or(Route::Admin(Admin::list(List::People)), one);
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, Callback::new(move |()| go.run(back))))
    };
    let unit = unit_field(form, desk);
    let save = Callback::new(move |()| form.save(&repo, Callback::new(move |id| go.run(one(id)))));
    let title = if record.is_some() { tr!(people.edit) } else { tr!(people.new) };
    view! {
        <form class="flow" aria-labelledby="person-form" on:keydown=saving_keys(save) on:submit=move |event| event.prevent_default()>
            <header>
                <a class="back" href=back.path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("person-form", Signal::stored(title.to_owned()), desk.alone)}
            </header>
            <div class="body">
                {recovered(form)}
                {text_field(form, NAME, Control::Line, (100, 1), "")}
                {unit}
                {text_field(form, POST, Control::Line, (200, 1), tr!(people.post_hint))}
            </div>
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

fn unit_field(form: Form, desk: Desk) -> AnyView {
    let (unit, id) = (form.text(UNIT), new_id());
    let chosen = unit.get_untracked();
    let registry = desk.registry.get_untracked();
    let options = registry.units.iter().filter(|line| line.is_in_force()).map(|line| {
        let value = line.held.id.to_string();
        let selected = value == chosen;
        view! { <option value=value selected=selected>{line.held.record.name.clone()}</option> }.into_any()
    });
    let options = options.collect::<Vec<_>>();
    view! {
        <div class="field">
            <label for=id.clone()>{words::field(UNIT).to_owned()}</label>
            <select class="input" id=id on:change=move |event| unit.set(event_target_value(&event))>
                <option value="">{tr!(sign_in.centre)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
