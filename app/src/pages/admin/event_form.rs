//! The form of an event in a unit's history. What was entered is never edited: a mistake is taken back with a reason.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::{Turn, UNIT_NAME_CHARS_MAX, Unit, UnitEvent};
use shared::id::{RecordId, SpaceId, UnitId};

use super::finder::{Found, finder};
use super::{Desk, panel};
use crate::format;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, choice_field, day_field, text_field};
use crate::pages::use_repo;
use crate::repo::types::{Opened, SaveError};
use crate::repo::{Repo, Save};
use crate::route::{Admin, List, Part};
use crate::ui::{Button, Control, Icon, Kind, live, toast_of};
use crate::{tr, words};

const FOUND: Found = Found { unit: "into", typed: "into_typed" };
const FOUNDED: &str = "founded";
const RENAMED: &str = "renamed";
const MERGED: &str = "merged";
const SPLIT: &str = "split";
const DISSOLVED: &str = "dissolved";
/// The units into which one is split, between commas.
const PARTS: &str = "parts";

/// Stands for a day that is not typed yet.
const NO_DAY: Date = Date::constant(0, 1, 1);

impl Typed for UnitEvent {
    fn texts(&self) -> Vec<(&'static str, String)> {
        // Only a new one is typed: it begins with the name that the unit has.
        let before = match &self.turn {
            Turn::Renamed { before, .. } => before.clone(),
            Turn::Founded | Turn::Merged { .. } | Turn::Split { .. } | Turn::Dissolved => String::new(),
        };
        let empty = ["turn", "day", "after", FOUND.unit, FOUND.typed, PARTS, "document", "issuer", "note"];
        let empty = empty.into_iter().map(|field| (field, String::new()));
        empty.chain([("before", before)]).collect()
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let today = format::today();
        let day = match typed.day("day", today.year()) {
            Ok(Some(day)) if day <= today => day,
            Ok(Some(_)) => fault(&mut faults, "day", tr!(admin.day_ahead), NO_DAY),
            Ok(None) => fault(&mut faults, "day", tr!(problem.blank), NO_DAY),
            Err(words) => {
                faults.push(("day", words));
                NO_DAY
            }
        };
        let turn = turn_of(typed, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let (document, issuer, note) = (typed.line("document"), typed.line("issuer"), typed.text("note"));
        Ok(Self { unit: self.unit, day, turn, document, issuer, note })
    }

    fn typed_in(field: &str) -> &str {
        if field == "turn" { "after" } else { field }
    }
}

type Faults = Vec<(&'static str, String)>;

fn fault<T>(faults: &mut Faults, field: &'static str, words: &str, instead: T) -> T {
    faults.push((field, words.to_owned()));
    instead
}

fn turn_of(typed: &Texts, faults: &mut Faults) -> Turn {
    match typed.of("turn") {
        FOUNDED => Turn::Founded,
        DISSOLVED => Turn::Dissolved,
        RENAMED => {
            let (before, after) = (typed.line("before"), typed.line("after"));
            for (field, name) in [("before", &before), ("after", &after)] {
                if name.is_empty() {
                    faults.push((field, tr!(problem.blank).to_owned()));
                }
            }
            Turn::Renamed { before, after }
        }
        MERGED => match typed.of(FOUND.unit).parse() {
            Ok(into) => Turn::Merged { into },
            Err(_) => fault(faults, FOUND.unit, tr!(admin.unit_missing), Turn::Founded),
        },
        SPLIT => {
            let into = parted(typed.of(PARTS));
            if into.is_empty() {
                faults.push((FOUND.unit, tr!(admin.unit_missing).to_owned()));
            }
            Turn::Split { into }
        }
        _ => fault(faults, "turn", tr!(admin.turn_missing), Turn::Founded),
    }
}

fn parted(text: &str) -> BTreeSet<UnitId> {
    text.split(',').filter_map(|unit| unit.parse().ok()).collect()
}

fn joined(units: &BTreeSet<UnitId>) -> String {
    units.iter().map(UnitId::to_string).collect::<Vec<_>>().join(",")
}

/// The form.
pub(super) fn event_form(desk: Desk, unit: RecordId) -> AnyView {
    let repo = use_repo();
    let of = UnitId::of_record(unit);
    let name = desk.registry.with_untracked(|all| all.unit(of).map(|line| line.held.record.name.clone()));
    let Some(name) = name else { return panel::not_here() };
    let (document, issuer, note) = (String::new(), String::new(), String::new());
    let turn = Turn::Renamed { before: name, after: String::new() };
    let blank = UnitEvent { unit: of, day: NO_DAY, turn, document, issuer, note };
    let draft = DraftOf::Admin(desk.place.get_untracked());
    let form = Form::open::<UnitEvent>(&repo, desk.space, None, draft, Opened::new(blank));
    let turns = [
        ("", tr!(admin.choose_turn)),
        (FOUNDED, tr!(turn.founded)),
        (RENAMED, tr!(turn.renamed)),
        (MERGED, tr!(turn.merged)),
        (SPLIT, tr!(turn.split)),
        (DISSOLVED, tr!(turn.dissolved)),
    ];
    let turns = turns.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let turn = Memo::new(move |_| form.text("turn").get());
    let year = untrack(|| repo.today()).year();
    let fields = view! {
        {choice_field(form, "turn", turns.to_vec())}
        {day_field(form, "day", tr!(field.day), year)}
        {live(move || turn.with(|turn| untrack(|| of_turn(desk, form, turn))))}
        {text_field(form, "document", Control::Line, (200, 1), tr!(admin.founded_hint))}
        {text_field(form, "issuer", Control::Line, (200, 1), tr!(admin.issuer_hint))}
        {text_field(form, "note", Control::Area, (2_000, 3), "")}
        <p class="note">{tr!(admin.event_note)}</p>
    }
    .into_any();
    let unit_of = desk.space;
    panel::form(desk, form, tr!(admin.new_event), fields, move |id| {
        take_name(&repo, unit_of, id);
        Admin::one(List::Units, unit)
    })
}

/// What is asked for one kind of event alone.
fn of_turn(desk: Desk, form: Form, turn: &str) -> AnyView {
    match turn {
        RENAMED => view! {
            {text_field(form, "before", Control::Area, (UNIT_NAME_CHARS_MAX, 2), "")}
            {text_field(form, "after", Control::Area, (UNIT_NAME_CHARS_MAX, 2), tr!(admin.after_hint))}
        }
        .into_any(),
        MERGED => finder(desk, form, FOUND),
        SPLIT => parts(desk, form),
        _ => ().into_any(),
    }
}

/// The units into which one is split: each is found, then added.
fn parts(desk: Desk, form: Form) -> AnyView {
    let (parts, chosen) = (form.text(PARTS), form.text(FOUND.unit));
    // What is found joins the others, and the next can be looked for.
    Effect::new(move || {
        if let Ok(unit) = chosen.with(|id| id.parse::<UnitId>()) {
            let mut all = parts.with_untracked(|text| parted(text));
            all.insert(unit);
            parts.set(joined(&all));
            chosen.set(String::new());
            form.text(FOUND.typed).set(String::new());
        }
    });
    let rows = live(move || {
        let registry = desk.registry.get();
        let rows = parts.with(|text| parted(text)).into_iter().map(|unit| {
            let drop = move |()| {
                let mut all = parts.with_untracked(|text| parted(text));
                all.remove(&unit);
                parts.set(joined(&all));
            };
            let name = registry.name(unit);
            view! {
                <li>
                    <span class="grow">{name.clone()}</span>
                    <Button label=tr!(admin.drop_part, name = name) on_press=drop kind=Kind::Quiet/>
                </li>
            }
            .into_any()
        });
        view! { <ul class="chips">{rows.collect::<Vec<_>>()}</ul> }.into_any()
    });
    view! { {rows}{finder(desk, form, FOUND)} }.into_any()
}

/// Gives a unit its new name, if the event is the newest renaming of it; the old one becomes an alias.
fn take_name(repo: &Repo, space: SpaceId, event: RecordId) {
    let Some(opened) = repo.open_record::<UnitEvent>(space, event) else { return };
    let Turn::Renamed { before, after } = opened.record.turn else { return };
    let unit = opened.record.unit;
    let is_newest = untrack(|| repo.registry())
        .is_some_and(|all| all.renamings_of(unit).all(|other| other.day <= opened.record.day));
    if is_newest {
        rename(repo, space, unit, before, after);
    }
}

/// Gives a unit a new legal name.
pub(super) fn rename(repo: &Repo, space: SpaceId, unit: UnitId, before: String, after: String) {
    let Some(opened) = repo.open_record::<Unit>(space, unit.record()) else { return };
    let mut aliases = opened.record.aliases.clone();
    aliases.remove(&after);
    aliases.insert(before);
    let renamed = Unit { name: after, aliases, ..opened.record.clone() };
    let save = Save::of(unit.record(), &opened, &renamed);
    let repo = repo.clone();
    spawn_local(async move {
        match repo.put(space, &save, None).await {
            Ok(()) | Err(SaveError::NothingChanged) => {}
            Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
        }
    });
}

/// Where the event of a unit is shown.
pub(super) fn place_of(unit: UnitId, event: RecordId) -> Admin {
    Admin::one(List::Units, unit.record()).part(Part::Event, event)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn blank() -> UnitEvent {
        let turn = Turn::Renamed { before: "Hội A".into(), after: String::new() };
        let (document, issuer, note) = (String::new(), String::new(), String::new());
        UnitEvent { unit: UnitId::derived([1; 16]), day: NO_DAY, turn, document, issuer, note }
    }

    fn read(change: &[(&'static str, &str)]) -> Result<UnitEvent, Faults> {
        let mut texts: BTreeMap<_, _> = blank().texts().into_iter().collect();
        texts.extend(change.iter().map(|(field, text)| (*field, (*text).to_owned())));
        blank().read(&Texts::for_tests(texts))
    }

    #[wasm_bindgen_test]
    fn an_event_is_read_as_it_is_typed() {
        let [other, third] = [2, 3].map(|n| UnitId::derived([n; 16]));
        let (into, both) = (other.to_string(), format!("{other},{third}"));
        let cases = [
            (vec![("turn", FOUNDED)], Turn::Founded),
            (vec![("turn", DISSOLVED)], Turn::Dissolved),
            (
                vec![("turn", RENAMED), ("after", " Hội  B ")],
                Turn::Renamed { before: "Hội A".into(), after: "Hội B".into() },
            ),
            (vec![("turn", MERGED), ("into", &into)], Turn::Merged { into: other }),
            (vec![("turn", SPLIT), ("parts", &both)], Turn::Split { into: [other, third].into() }),
        ];
        for (mut change, turn) in cases {
            change.push(("day", "1/7/2025"));
            change.push(("document", " 12/QĐ-UBND "));
            let expected =
                UnitEvent { day: date(2025, 7, 1), turn, document: "12/QĐ-UBND".into(), ..blank() };
            assert_eq!(read(&change), Ok(expected), "{change:?}");
        }
    }

    #[wasm_bindgen_test]
    fn what_is_wrong_stands_at_its_field() {
        type Case<'a> = (&'a [(&'static str, &'a str)], &'a [&'a str]);
        let cases: [Case<'_>; 6] = [
            (&[], &["day", "turn"]),
            (&[("turn", FOUNDED), ("day", "31/02/2025")], &["day"]),
            (&[("turn", FOUNDED), ("day", "1/1/2199")], &["day"]),
            (&[("turn", RENAMED), ("day", "1/1/2025"), ("before", "")], &["before", "after"]),
            (&[("turn", MERGED), ("day", "1/1/2025")], &["into"]),
            (&[("turn", SPLIT), ("day", "1/1/2025")], &["into"]),
        ];
        for (changes, expected) in cases {
            let found = read(changes).err().unwrap_or_default();
            assert_eq!(found.iter().map(|(field, _)| *field).collect::<Vec<_>>(), expected, "{changes:?}");
        }
    }
}
