//! A person in the directory, new or being changed: name, post, unit.

use leptos::prelude::*;
use shared::domain::Person;
use shared::id::RecordId;

use crate::pages::admin::{Desk, panel};
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, choice_field, text_field};
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::route::{Admin, List};
use crate::tr;
use crate::ui::Control;

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
    let Some(opened) = opened else { return panel::not_here() };
    let draft = DraftOf::Admin(desk.place.get_untracked());
    let form = Form::open(&repo, desk.space, record, draft, opened);
    let title = if record.is_some() { tr!(people.edit) } else { tr!(people.new) };
    let fields = view! {
        {text_field(form, NAME, Control::Line, (100, 1), "")}
        {choice_field(form, UNIT, units(desk))}
        {text_field(form, POST, Control::Line, (200, 1), tr!(people.post_hint))}
    }
    .into_any();
    panel::form(desk, form, title, fields, |id| Admin::one(List::People, id))
}

/// The units in force, and the central office before them.
fn units(desk: Desk) -> Vec<(String, String)> {
    let registry = desk.registry.get_untracked();
    let units = registry.units.iter().filter(|line| line.is_in_force());
    let units = units.map(|line| (line.held.id.to_string(), line.held.record.name.clone()));
    std::iter::once((String::new(), tr!(sign_in.centre).to_owned())).chain(units).collect()
}
