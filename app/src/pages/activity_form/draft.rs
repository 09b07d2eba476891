//! What stands in the form, as it was typed, and the activity that it makes.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::domain::{Activity, Evidence, Kind, Record};
use shared::field::Problem;
use shared::id::{RecordId, UnitId};
use shared::text;

use crate::format::{self, DateProblem, NumberProblem};
use crate::pages::evidence_field::{one_line, paper};
use crate::repo::types::Opened;

/// The fields of the form in their order on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    Unit,
    Source,
    Title,
    HeldOn,
    Year,
    Place,
    Movement,
    Participants,
    Tags,
    Body,
    Links,
    Evidence,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A rule of the record.
    Rule(Problem),
    /// Not a day.
    Day(DateProblem),
    /// Not a count.
    Count(NumberProblem),
}

/// What was typed, kept as text so that nothing typed is ever lost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ActivityDraft {
    /// The activity that is edited; none when a new one is written.
    pub(super) opened: Option<Opened<Activity>>,
    pub(super) unit: Option<UnitId>,
    /// The emulation year that it counts towards.
    pub(super) year: i16,
    pub(super) title: String,
    pub(super) held_on: String,
    pub(super) place: String,
    pub(super) movement: String,
    pub(super) participants: String,
    pub(super) body: String,
    pub(super) tags: String,
    pub(super) movements: BTreeSet<RecordId>,
    pub(super) tasks: BTreeSet<RecordId>,
    pub(super) targets: BTreeSet<RecordId>,
    pub(super) evidence: BTreeSet<Evidence>,
    /// The document it was taken from, for a unit that works on paper.
    pub(super) source: String,
    /// A paper that is being written down and has not been put among the evidence yet.
    pub(super) paper: String,
}

impl Slot {
    /// The field of the record that the slot fills.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Source => "source",
            Self::Title => "title",
            Self::HeldOn => "held_on",
            Self::Year => "year",
            Self::Place => "place",
            Self::Movement => "movement",
            Self::Participants => "participants",
            Self::Body => "body",
            Self::Links => "links",
            Self::Tags => "tags",
            Self::Evidence => "evidence",
        }
    }

    /// The slot that a field of the record is typed in.
    pub(super) fn of(field: &str) -> Option<Self> {
        use Slot::{
            Body, Evidence, HeldOn, Links, Movement, Participants, Place, Source, Tags, Title, Unit, Year,
        };
        if matches!(field, "movements" | "tasks" | "targets") {
            return Some(Links);
        }
        [Unit, Source, Title, HeldOn, Year, Place, Movement, Participants, Tags, Body, Evidence]
            .into_iter()
            .find(|slot| slot.field() == field)
    }
}

impl ActivityDraft {
    /// An empty form for a unit in a year. Most is written down on its day; a day that could not be of that year would
    /// only have to be cleared first.
    pub(super) fn blank(unit: Option<UnitId>, year: i16, today: Date) -> Self {
        let of_year = (today.year() - year).abs() <= 1;
        let held_on = if of_year { format::typed_date(today) } else { String::new() };
        Self { unit, year, held_on, ..Self::default() }
    }

    /// The form of an activity that is there already.
    pub(super) fn of(opened: Opened<Activity>) -> Self {
        let activity = opened.record.clone();
        Self {
            opened: Some(opened),
            unit: Some(activity.unit),
            year: activity.year,
            title: activity.title,
            held_on: format::typed_date(activity.held_on),
            place: activity.place,
            movement: activity.movement,
            participants: activity.participants.map(|count| format::whole(count.into())).unwrap_or_default(),
            body: activity.body,
            tags: Vec::from_iter(activity.tags).join(", "),
            movements: activity.movements,
            tasks: activity.tasks,
            targets: activity.targets,
            evidence: activity.evidence,
            source: activity.source,
            paper: String::new(),
        }
    }

    /// The text of a slot; slots without text have none.
    pub(super) fn text(&self, slot: Slot) -> &str {
        match slot {
            Slot::Title => &self.title,
            Slot::HeldOn => &self.held_on,
            Slot::Place => &self.place,
            Slot::Movement => &self.movement,
            Slot::Participants => &self.participants,
            Slot::Body => &self.body,
            Slot::Tags => &self.tags,
            Slot::Evidence => &self.paper,
            Slot::Source => &self.source,
            Slot::Unit | Slot::Year | Slot::Links => "",
        }
    }

    /// Near which day one typed without its year lies: today, or the middle of an emulation year that is long past.
    fn near(&self, today: Date) -> Date {
        let of_year = (today.year() - self.year).abs() <= 1;
        if of_year { today } else { Date::new(self.year, 7, 1).unwrap_or(today) }
    }

    /// What a slot's text becomes when the field is left: the day and the count in their usual form.
    pub(super) fn tidied(&self, slot: Slot, today: Date) -> Option<String> {
        let tidy = match slot {
            Slot::HeldOn => format::typed_date(day(&self.held_on, self.near(today)).ok()?),
            Slot::Participants => format::whole(format::parse_count(&self.participants).ok()??.into()),
            Slot::Unit
            | Slot::Source
            | Slot::Title
            | Slot::Year
            | Slot::Place
            | Slot::Movement
            | Slot::Body
            | Slot::Tags
            | Slot::Links
            | Slot::Evidence => return None,
        };
        (tidy != self.text(slot)).then_some(tidy)
    }

    /// Whether nothing was typed beyond the day that stood there at first. Whom it is for and the year that it counts
    /// towards are chosen again in a moment.
    pub(super) fn is_untouched(&self) -> bool {
        let held_on = self.held_on.clone();
        let untouched = match self.opened.clone() {
            Some(opened) => Self::of(opened),
            None => Self { unit: self.unit, year: self.year, held_on, ..Self::default() },
        };
        *self == untouched
    }

    /// All evidence, a paper that is still being written down included: saving must not lose it.
    fn with_paper(&self) -> BTreeSet<Evidence> {
        self.evidence.iter().cloned().chain(paper(&self.paper)).collect()
    }

    /// The activity, or every fault with its field.
    pub(super) fn parse(&self, today: Date) -> Result<Activity, Vec<(Slot, Fault)>> {
        let mut faults = Vec::new();
        let was = self.opened.as_ref().map(|opened| &opened.record);
        // A field that the person left alone keeps its value to the letter, whatever form it was stored in.
        let shown = self.opened.clone().map(Self::of).unwrap_or_default();
        let line = |slot: Slot, stored: Option<&String>| match stored {
            Some(stored) if self.text(slot) == shown.text(slot) => stored.clone(),
            Some(_) | None => one_line(self.text(slot)),
        };
        let held_on = day(&self.held_on, self.near(today)).map_err(|problem| {
            let blank = self.held_on.trim().is_empty();
            faults
                .push((Slot::HeldOn, if blank { Fault::Rule(Problem::Blank) } else { Fault::Day(problem) }));
        });
        let participants = format::parse_count(&self.participants).unwrap_or_else(|problem| {
            faults.push((Slot::Participants, Fault::Count(problem)));
            None
        });
        if self.unit.is_none() {
            faults.push((Slot::Unit, Fault::Rule(Problem::Blank)));
        }
        // A stand-in day lets the other fields be judged as well; the fault above keeps it from being saved.
        let held_on = held_on.unwrap_or(today);
        let activity = Activity {
            unit: self.unit.unwrap_or(UnitId::derived([0; 16])),
            year: self.year,
            title: line(Slot::Title, was.map(|was| &was.title)),
            held_on,
            place: line(Slot::Place, was.map(|was| &was.place)),
            movement: line(Slot::Movement, was.map(|was| &was.movement)),
            participants,
            body: match was {
                Some(was) if self.body == shown.body => was.body.clone(),
                Some(_) | None => text::clean(&self.body).trim_end().to_owned(),
            },
            tags: match was {
                Some(was) if self.tags == shown.tags => was.tags.clone(),
                Some(_) | None => tags(&self.tags),
            },
            movements: self.movements.clone(),
            tasks: self.tasks.clone(),
            targets: self.targets.clone(),
            evidence: self.with_paper(),
            source: line(Slot::Source, was.map(|was| &was.source)),
        };
        faults.extend(broken_rules(&activity, &faults));
        faults.sort_by_key(|(slot, _)| *slot);
        if faults.is_empty() { Ok(activity) } else { Err(faults) }
    }
}

fn broken_rules(activity: &Activity, known: &[(Slot, Fault)]) -> Vec<(Slot, Fault)> {
    let problems = Kind::Activity.spec().map(|spec| spec.problems(&activity.to_fields()));
    let broken =
        problems.into_iter().flatten().filter_map(|error| Some((Slot::of(&error.field)?, error.problem)));
    broken
        .filter(|(slot, _)| !known.iter().any(|(faulty, _)| faulty == slot))
        .map(|(slot, problem)| (slot, Fault::Rule(problem)))
        .collect()
}

/// The day that was typed. Without a year the one nearest to `near` is meant: in January, 27/11 was last year.
fn day(typed: &str, near: Date) -> Result<Date, DateProblem> {
    let read = |year| format::parse_date(typed, year);
    let days = [near.year() - 1, near.year(), near.year() + 1].into_iter().filter_map(|year| read(year).ok());
    days.min_by_key(|day| near.duration_since(*day).abs())
        .ok_or_else(|| read(near.year()).err().unwrap_or(DateProblem::NoSuchDay))
}

fn tags(typed: &str) -> BTreeSet<String> {
    typed.split([',', ';', '\n']).map(one_line).filter(|tag| !tag.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn unit() -> UnitId {
        UnitId::derived([7; 16])
    }

    fn stored() -> Activity {
        Activity {
            unit: unit(),
            year: 2024,
            title: "Hiến  máu".to_owned(),
            held_on: date(2024, 11, 23),
            place: String::new(),
            movement: String::new(),
            participants: Some(74_958),
            body: "Một câu. ".to_owned(),
            tags: BTreeSet::from(["máu".to_owned()]),
            movements: BTreeSet::new(),
            tasks: BTreeSet::new(),
            targets: BTreeSet::new(),
            evidence: BTreeSet::new(),
            source: String::new(),
        }
    }

    #[wasm_bindgen_test]
    fn untouched_fields_keep_what_is_stored_to_the_letter() {
        let today = date(2024, 11, 27);
        let mut draft = ActivityDraft::of(Opened { record: stored(), seen: None, follows: None });
        assert_eq!(draft.parse(today), Ok(stored()));
        assert!(draft.is_untouched());
        draft.place = " Cao\nLãnh ".to_owned();
        let expected = Activity { place: "Cao Lãnh".to_owned(), ..stored() };
        assert_eq!(draft.parse(today), Ok(expected));
    }

    #[wasm_bindgen_test]
    fn every_fault_is_found_at_once_and_in_the_order_of_the_form() {
        let today = date(2024, 11, 27);
        let draft = ActivityDraft {
            year: 2024,
            held_on: "31/02".to_owned(),
            participants: "1.5".to_owned(),
            place: "x".repeat(201),
            ..ActivityDraft::default()
        };
        let expected = vec![
            (Slot::Unit, Fault::Rule(Problem::Blank)),
            (Slot::Title, Fault::Rule(Problem::Blank)),
            (Slot::HeldOn, Fault::Day(DateProblem::NoSuchDay)),
            (Slot::Place, Fault::Rule(Problem::TooLong { max: 200, is: 201 })),
            (Slot::Participants, Fault::Count(NumberProblem::Ambiguous)),
        ];
        assert_eq!(draft.parse(today), Err(expected));
    }

    #[wasm_bindgen_test]
    fn a_day_without_a_year_is_the_nearest_one() {
        let cases =
            [("27/11", date(2024, 11, 27)), ("6/1", date(2025, 1, 6)), ("27/11/2025", date(2025, 11, 27))];
        for (typed, expected) in cases {
            assert_eq!(day(typed, date(2025, 1, 5)), Ok(expected), "{typed}");
        }
        let of = |year| ActivityDraft { year, held_on: "27/11".to_owned(), ..ActivityDraft::default() };
        for (year, expected) in [(2025, "27/11/2025"), (2021, "27/11/2021")] {
            let tidied = of(year).tidied(Slot::HeldOn, date(2026, 1, 5));
            assert_eq!(tidied.as_deref(), Some(expected), "a year long past is meant itself");
        }
    }

    #[wasm_bindgen_test]
    fn what_was_typed_decomposed_or_with_hidden_marks_is_stored_clean() {
        let today = date(2024, 11, 27);
        let draft = ActivityDraft {
            unit: Some(unit()),
            year: 2024,
            title: "Ho\u{0300}a\u{202e} giải 🎉".to_owned(),
            held_on: "27/11".to_owned(),
            tags: "một; hai,, một".to_owned(),
            ..ActivityDraft::default()
        };
        let parsed = draft.parse(today).unwrap_or_else(|_| stored());
        assert_eq!(parsed.title, "Hòa giải 🎉");
        assert_eq!(parsed.tags, BTreeSet::from(["một".to_owned(), "hai".to_owned()]));
    }
}
