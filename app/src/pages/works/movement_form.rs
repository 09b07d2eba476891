//! The form of a movement: a new one, or one that is edited.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::{Movement, MovementKind, Period};
use shared::id::RecordId;

use super::Place;

use crate::format;
use crate::pages::activities::panel_heading;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, day_field, foot, recovered, saving_keys, text_field};
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::route::Route;
use crate::ui::{Choice, Control, Empty, Icon, Seg, icon};
use crate::{tr, words};

const MOVEMENT: &str = "movement";
const CAMPAIGN: &str = "campaign";

impl Typed for Movement {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let day = |day: Option<jiff::civil::Date>| day.map(format::typed_date).unwrap_or_default();
        let kind = match self.kind {
            MovementKind::Movement => MOVEMENT,
            MovementKind::Campaign => CAMPAIGN,
        };
        vec![
            ("name", self.name.clone()),
            ("kind", kind.to_owned()),
            ("year", self.year.to_string()),
            ("launched_by", self.launched_by.clone()),
            ("period", day(self.period.map(|period| period.from))),
            ("until", day(self.period.map(|period| period.to))),
            ("document", self.document.clone()),
            ("signed_on", day(self.signed_on)),
            ("note", self.note.clone()),
        ]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let year = typed.of("year").parse().unwrap_or(self.year);
        let mut day = |field| {
            typed.day(field, year).unwrap_or_else(|words| {
                faults.push((field, words));
                None
            })
        };
        let (from, to, signed_on) = (day("period"), day("until"), day("signed_on"));
        if from.is_some() != to.is_some() && faults.is_empty() {
            let field = if from.is_none() { "period" } else { "until" };
            faults.push((field, tr!(movement.end_missing).to_owned()));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let is_campaign = typed.of("kind") == CAMPAIGN;
        // The list puts quotation marks around names; typed ones would stand there twice.
        let name = typed.line("name");
        let name =
            name.strip_prefix(['“', '"']).and_then(|it| it.strip_suffix(['”', '"'])).unwrap_or(&name).trim();
        Ok(Self {
            year,
            name: name.to_owned(),
            kind: if is_campaign { MovementKind::Campaign } else { MovementKind::Movement },
            launched_by: typed.line("launched_by"),
            period: from.zip(to).map(|(from, to)| Period { from, to }),
            document: typed.line("document"),
            signed_on,
            note: typed.text("note"),
        })
    }
}

/// A movement of which nothing is known yet.
fn blank(year: i16) -> Movement {
    let [name, launched_by, document, note] = [const { String::new() }; 4];
    Movement {
        year,
        name,
        kind: MovementKind::Movement,
        launched_by,
        period: None,
        document,
        signed_on: None,
        note,
    }
}

/// The form.
pub(super) fn movement_form(place: Place, record: Option<RecordId>) -> AnyView {
    let repo = use_repo();
    let opened = match record {
        Some(id) => repo.open_record(place.space, id),
        None => Some(Opened::new(blank(place.year))),
    };
    let Some(opened) = opened.filter(|_| place.oversees.get_untracked()) else {
        return view! { <Empty picture=Icon::Flag label=tr!(works.not_here)/> }.into_any();
    };
    let draft = record.map_or(DraftOf::NewMovement(place.space), DraftOf::Movement);
    let form = Form::open(&repo, place.space, record, draft, opened);
    let navigate = use_navigate();
    let go = Callback::new(move |to: Route| {
        navigate(&to.path(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let back = record.map_or(Route::Movements, Route::Movement);
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, Callback::new(move |()| go.run(back))))
    };
    let save =
        Callback::new(move |()| form.save(&repo, Callback::new(move |id| go.run(Route::Movement(id)))));
    let title = if record.is_some() { tr!(movement.edit) } else { tr!(movement.new) };
    view! {
        <form class="flow" aria-labelledby="work-form" on:keydown=saving_keys(save) on:submit=move |event| event.prevent_default()>
            <header>
                <a class="back" href=back.path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-form", Signal::stored(title.to_owned()), place.alone)}
            </header>
            <div class="body">{recovered(form)}{entries(form, place, record.is_none())}</div>
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

fn entries(form: Form, place: Place, is_new: bool) -> AnyView {
    let kind = form.text("kind");
    let choices = vec![
        Choice::new(MOVEMENT, words::movement_kind(MovementKind::Movement)),
        Choice::new(CAMPAIGN, words::movement_kind(MovementKind::Campaign)),
    ];
    let chosen = Signal::derive(move || if kind.get() == CAMPAIGN { CAMPAIGN } else { MOVEMENT });
    view! {
        {text_field(form, "name", Control::Area, (200, 2), tr!(movement.name_hint))}
        <div class="field">
            <span class="label">{words::field("kind").to_owned()}</span>
            <Seg label=words::field("kind").to_owned() choices chosen on_choose=move |it: &'static str| kind.set(it.to_owned())/>
        </div>
        {is_new.then(|| year_field(form.text("year"), place.year))}
        {text_field(form, "launched_by", Control::Line, (200, 1), "")}
        <div class="pair">
            {day_field(form, "period", tr!(movement.from), place.year)}
            {day_field(form, "until", tr!(movement.to), place.year)}
        </div>
        {text_field(form, "document", Control::Line, (200, 1), tr!(movement.document_hint))}
        {day_field(form, "signed_on", tr!(field.signed_on), place.year)}
        {text_field(form, "note", Control::Area, (2_000, 3), "")}
    }
    .into_any()
}

/// The running year or the next one: the conference sets what comes next before the year turns.
pub(super) fn year_field(text: RwSignal<String>, running: i16) -> AnyView {
    let next = running.saturating_add(1);
    let choices = vec![Choice::new(running, running.to_string()), Choice::new(next, next.to_string())];
    let chosen = Signal::derive(move || text.get().parse().unwrap_or(running));
    view! {
        <div class="field">
            <span class="label">{words::field("year").to_owned()}</span>
            <Seg label=words::field("year").to_owned() choices chosen on_choose=move |year: i16| text.set(year.to_string())/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn typed(change: &[(&'static str, &str)]) -> Texts {
        let mut texts: BTreeMap<_, _> = blank(2024).texts().into_iter().collect();
        texts.extend(change.iter().map(|(field, text)| (*field, (*text).to_owned())));
        Texts::for_tests(texts)
    }

    #[wasm_bindgen_test]
    fn a_movement_is_read_as_it_is_typed() {
        let changes: [(&str, &str); 6] = [
            ("name", " “Tết  Nhân ái” "),
            ("kind", CAMPAIGN),
            ("year", "2025"),
            ("period", "1/1/2021"),
            ("until", "31/12/2025"),
            ("signed_on", "15-5-2016"),
        ];
        let expected = Movement {
            year: 2025,
            name: "Tết Nhân ái".to_owned(),
            kind: MovementKind::Campaign,
            period: Some(Period { from: date(2021, 1, 1), to: date(2025, 12, 31) }),
            signed_on: Some(date(2016, 5, 15)),
            ..blank(2024)
        };
        assert_eq!(blank(2024).read(&typed(&changes)), Ok(expected));
    }

    #[wasm_bindgen_test]
    fn what_is_wrong_stands_at_its_field() {
        type Case<'a> = (&'a [(&'static str, &'a str)], &'a [&'a str]);
        let cases: [Case<'_>; 4] = [
            (&[("name", "X")], &[]),
            (&[("period", "31/02")], &["period"]),
            (&[("period", "1/1/2021")], &["until"]),
            (&[("until", "cuối năm"), ("signed_on", "x")], &["until", "signed_on"]),
        ];
        for (changes, expected) in cases {
            let found = blank(2024).read(&typed(changes)).err().unwrap_or_default();
            assert_eq!(found.iter().map(|(field, _)| *field).collect::<Vec<_>>(), expected, "{changes:?}");
        }
    }
}
