//! The form of a member: which unit, from when until when.

use leptos::prelude::*;
use shared::domain::Membership;
use shared::id::{RecordId, SpaceId, UnitId};
use shared::order::OrderKey;

use super::finder::{Found, finder};
use super::{Desk, panel};
use crate::format;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, day_field};
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::route::{Admin, List};
use crate::tr;

const FOUND: Found = Found { unit: "unit", typed: "unit_typed" };

impl Typed for Membership {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let day = |day: Option<jiff::civil::Date>| day.map(format::typed_date).unwrap_or_default();
        let unit = Some(self.unit).filter(|unit| *unit != UnitId::nobody());
        vec![
            (FOUND.unit, unit.map(|unit| unit.to_string()).unwrap_or_default()),
            (FOUND.typed, String::new()),
            ("from", day(self.from)),
            ("to", day(self.to)),
        ]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let unit = typed.of(FOUND.unit).parse().unwrap_or_else(|_| {
            faults.push((FOUND.unit, tr!(admin.unit_missing).to_owned()));
            UnitId::nobody()
        });
        let year = format::today().year();
        let mut day = |field| {
            typed.day(field, year).unwrap_or_else(|words| {
                faults.push((field, words));
                None
            })
        };
        let (from, to) = (day("from"), day("to"));
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self { unit, from, to, cluster: self.cluster, order: self.order.clone() })
    }
}

/// The form of a new member of a cluster, or of one that is there.
pub(super) fn member_form(desk: Desk, cluster: RecordId, record: Option<RecordId>) -> AnyView {
    let repo = use_repo();
    let cluster = SpaceId::of_record(cluster);
    let new = || {
        let last = desk.registry.with_untracked(|all| all.order_of(cluster).pop());
        let order = OrderKey::between(last.as_ref().map(|(_, order)| order), None);
        Some(Opened::new(Membership { cluster, unit: UnitId::nobody(), from: None, to: None, order }))
    };
    let opened = record.map_or_else(new, |id| repo.open_record(desk.space, id));
    let Some(opened) = opened else { return panel::not_here() };
    let unit = opened.record.unit;
    let draft = DraftOf::Admin(desk.place.get_untracked());
    let form = Form::open::<Membership>(&repo, desk.space, record, draft, opened);
    let year = untrack(|| repo.today()).year();
    let (title, who) = if record.is_some() {
        let name = desk.registry.with_untracked(|all| all.name(unit));
        (tr!(admin.edit_member), view! { <p class="strong">{name}</p> }.into_any())
    } else {
        (tr!(admin.add_member), finder(desk, form, FOUND))
    };
    let fields = view! {
        {who}
        <div class="pair">
            {day_field(form, "from", tr!(field.from), year)}
            {day_field(form, "to", tr!(field.to), year)}
        </div>
        <p class="note">{tr!(admin.member_note)}</p>
    }
    .into_any();
    panel::form(desk, form, title, fields, move |_| Admin::one(List::Clusters, cluster.record()))
}
