//! The form of a unit: its names as they are now. What became of it is told by events.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::domain::{ALIAS_CHARS_MAX, UNIT_NAME_CHARS_MAX, Unit};
use shared::find::proposals;
use shared::id::{RecordId, UnitId};

use super::cluster_form::short_or;
use super::{Desk, panel};
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, text_field};
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::route::{Admin, List, Route};
use crate::tr;
use crate::ui::{Banner, Control, Icon, Tone, live};

/// Characters of a short name.
pub(super) const SHORT_CHARS_MAX: usize = 100;
/// A unit whose name is this much like the one that is typed may be the same, in thousandths.
const SAME_MIN: u16 = 900;

impl Typed for Unit {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let aliases = self.aliases.iter().cloned().collect::<Vec<_>>().join("\n");
        vec![("name", self.name.clone()), ("short", self.short.clone()), ("aliases", aliases)]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let name = typed.line("name");
        let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let aliases = typed.text("aliases");
        let aliases: BTreeSet<_> = aliases.lines().map(line).filter(|it| !it.is_empty()).collect();
        Ok(Self { short: short_or(typed, &name, SHORT_CHARS_MAX), name, aliases })
    }
}

/// The form.
pub(super) fn unit_form(desk: Desk, record: Option<RecordId>) -> AnyView {
    let repo = use_repo();
    let new = || {
        let (name, short) = (String::new(), String::new());
        Some(Opened::new(Unit { name, short, aliases: BTreeSet::new() }))
    };
    let opened = record.map_or_else(new, |id| repo.open_record(desk.space, id));
    let Some(opened) = opened else { return panel::not_here() };
    let draft = DraftOf::Admin(desk.place.get_untracked());
    let form = Form::open::<Unit>(&repo, desk.space, record, draft, opened);
    let title = if record.is_some() { tr!(admin.edit_unit) } else { tr!(admin.new_unit) };
    let hint = if record.is_some() { tr!(admin.rename_hint) } else { "" };
    let fields = view! {
        {text_field(form, "name", Control::Area, (UNIT_NAME_CHARS_MAX, 2), hint)}
        {live(move || alike(desk, form, record))}
        {text_field(form, "short", Control::Line, (SHORT_CHARS_MAX, 1), tr!(admin.short_hint))}
        {text_field(form, "aliases", Control::Area, (50 * ALIAS_CHARS_MAX, 4), tr!(admin.aliases_hint))}
    }
    .into_any();
    panel::form(desk, form, title, fields, |id| Admin::one(List::Units, id))
}

/// The unit that this one may be, entered once more under another name.
fn alike(desk: Desk, form: Form, record: Option<RecordId>) -> Option<AnyView> {
    let registry = desk.registry.get();
    let typed = form.text("name").get();
    let others = registry.names().into_iter().filter(|(id, _)| Some(id.record()) != record);
    let found = proposals(&typed, others, 1).into_iter().find(|it| it.likeness >= SAME_MIN)?;
    let to = Route::Admin(Admin::one(List::Units, UnitId::record(found.id))).path();
    Some(
        view! {
            <Banner tone=Tone::Wait picture=Icon::Warning>
                <span class="grow">
                    {tr!(admin.may_be_there)} " " <a class="link" href=to>{registry.name(found.id)}</a>
                </span>
            </Banner>
        }
        .into_any(),
    )
}
