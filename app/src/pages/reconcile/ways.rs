//! The values among which a person decides, and what a decision amounts to.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::day;
use shared::domain::{Kind, Report};
use shared::field::{Fields, Problem, VOID};
use shared::number;
use shared::sync::{Candidate, Conflict, Decision, Provenance};
use shared::text;

use crate::format::{self, DateProblem, NumberProblem};

/// Where a value stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Lúc đầu.
    Base,
    /// Đang dùng.
    InForce,
    /// Đề nghị khác.
    Candidate,
}

/// One of the values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    pub(super) place: Place,
    pub(super) value: Value,
    pub(super) by: Option<Provenance>,
}

/// What the person has picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// The value at this place, from 0.
    Way(usize),
    /// Another value, which is typed.
    Other,
}

/// How another value is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Line,
    Text,
    Day,
    Count,
    Figure,
    Tags,
}

/// What is wrong with a value that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Day(DateProblem),
    Count(NumberProblem),
    /// Not a figure, or one that can be read in several ways.
    Figure(bool),
    Rule(Problem),
}

/// The values of a conflict in their order on screen.
pub(super) fn ways(conflict: &Conflict) -> Vec<Way> {
    let given = |place, candidate: &Candidate| Way {
        place,
        value: candidate.value.clone(),
        by: candidate.by.clone(),
    };
    let base = Way { place: Place::Base, value: conflict.base.clone(), by: None };
    // Whether a record is in force has two answers only; a third column would repeat one of them.
    let base = (conflict.field != VOID).then_some(base);
    base.into_iter()
        .chain([given(Place::InForce, &conflict.in_force)])
        .chain(conflict.candidates.iter().map(|candidate| given(Place::Candidate, candidate)))
        .collect()
}

impl Way {
    /// The decision for this value.
    pub(super) fn decision(&self) -> Decision {
        Decision { value: self.value.clone(), chosen: self.by.as_ref().map(|by| by.change) }
    }
}

/// How another value of a field is typed; evidence cannot be typed, and whether a record is in force is only chosen.
pub(super) fn typed_as(field: &str) -> Option<Typed> {
    match field {
        "title" | "place" | "movement" | "name" | "measure" | "source" | "launched_by" | "document"
        | "heading" | "number" | "issued_at" | "post" | "signer" => Some(Typed::Line),
        "body" | "note" => Some(Typed::Text),
        section if Report::SECTIONS.contains(&section) => Some(Typed::Text),
        "held_on" | "due" | "signed_on" | "dated" => Some(Typed::Day),
        "participants" => Some(Typed::Count),
        "value" | "half" | "full" => Some(Typed::Figure),
        "tags" => Some(Typed::Tags),
        _ => None,
    }
}

/// The value that was typed, as it is stored.
pub(super) fn read(typed: Typed, words: &str) -> Result<Value, Fault> {
    let line = |words: &str| text::clean(words).split_whitespace().collect::<Vec<_>>().join(" ");
    let or_nothing = |words: String| if words.is_empty() { Value::Null } else { Value::String(words) };
    match typed {
        Typed::Line => Ok(or_nothing(line(words))),
        Typed::Text => Ok(or_nothing(text::clean(words).trim_end().to_owned())),
        Typed::Day => format::parse_date(words.trim(), format::today().year())
            .map(|typed| Value::String(day::write(typed)))
            .map_err(Fault::Day),
        Typed::Count => format::parse_count(words).map(|count| json!(count)).map_err(Fault::Count),
        Typed::Figure => match number::parse(words) {
            Ok(figure) => Ok(json!(figure)),
            Err(why) => Err(Fault::Figure(matches!(why, number::NumberProblem::Ambiguous(_)))),
        },
        Typed::Tags => {
            let tags: BTreeSet<_> =
                words.split([',', ';', '\n']).map(line).filter(|tag| !tag.is_empty()).collect();
            Ok(if tags.is_empty() { Value::Null } else { json!(tags) })
        }
    }
}

/// What a record's own rules would say against a value; the server would refuse it.
pub(super) fn broken_rule(kind: Kind, mut fields: Fields, field: &str, value: &Value) -> Option<Problem> {
    if field == VOID {
        return None;
    }
    if value.is_null() {
        fields.remove(field);
    } else {
        fields.insert(field.to_owned(), value.clone());
    }
    let found = kind.spec().map(|spec| spec.problems(&fields))?;
    found.into_iter().find(|error| error.field == field).map(|error| error.problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use shared::domain::{Activity, Record};
    use shared::id::{RecordId, UnitId};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn conflict(field: &str) -> Conflict {
        Conflict {
            subject: RecordId::derived([1; 16]),
            subject_kind: Kind::Activity,
            field: field.to_owned(),
            unit: None,
            base: json!(11),
            in_force: Candidate { value: json!(12), by: None },
            candidates: vec![
                Candidate { value: json!(13), by: None },
                Candidate { value: json!(14), by: None },
            ],
            decision: None,
            decided_by: None,
            reason: String::new(),
        }
    }

    #[wasm_bindgen_test]
    fn values_stand_in_their_order_and_void_has_no_beginning() {
        let values = |field| ways(&conflict(field)).into_iter().map(|way| way.value).collect::<Vec<_>>();
        assert_eq!(values("participants"), [json!(11), json!(12), json!(13), json!(14)]);
        assert_eq!(values(VOID), [json!(12), json!(13), json!(14)]);
    }

    #[wasm_bindgen_test]
    fn another_value_is_read_by_the_kind_of_its_field() {
        let cases = [
            (Typed::Line, " Cao\nLãnh ", Ok(json!("Cao Lãnh"))),
            (Typed::Line, "  ", Ok(Value::Null)),
            (Typed::Day, "27/11/2024", Ok(json!("2024-11-27"))),
            (Typed::Day, "31/02/2024", Err(Fault::Day(DateProblem::NoSuchDay))),
            (Typed::Count, "74.958", Ok(json!(74_958))),
            (Typed::Count, "", Ok(Value::Null)),
            (Typed::Count, "1.5", Err(Fault::Count(NumberProblem::Ambiguous))),
            (Typed::Figure, "74.958", Ok(json!("74958"))),
            (Typed::Figure, "", Ok(Value::Null)),
            (Typed::Figure, "1.5", Err(Fault::Figure(true))),
            (Typed::Tags, "b; a,, b", Ok(json!(["a", "b"]))),
        ];
        for (typed, words, expected) in cases {
            assert_eq!(read(typed, words), expected, "{typed:?} {words}");
        }
        assert_eq!(typed_as("evidence"), None);
        assert_eq!(typed_as(VOID), None);
    }

    #[wasm_bindgen_test]
    fn a_value_that_the_record_cannot_hold_is_found_before_it_is_sent() {
        let activity = Activity {
            unit: UnitId::derived([1; 16]),
            year: 2024,
            title: "Hiến máu".to_owned(),
            held_on: date(2024, 11, 27),
            place: String::new(),
            movement: String::new(),
            participants: None,
            body: String::new(),
            tags: BTreeSet::new(),
            movements: BTreeSet::new(),
            tasks: BTreeSet::new(),
            targets: BTreeSet::new(),
            evidence: BTreeSet::new(),
            source: String::new(),
        };
        let broken = |field, value: &Value| broken_rule(Kind::Activity, activity.to_fields(), field, value);
        assert_eq!(broken("held_on", &json!("1999-01-01")), Some(Problem::OutOfRange));
        assert_eq!(broken("title", &json!("x".repeat(201))), Some(Problem::TooLong { max: 200, is: 201 }));
        assert_eq!(broken("participants", &json!(5)), None);
        assert_eq!(broken(VOID, &json!("trùng")), None);
    }
}
