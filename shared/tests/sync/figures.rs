//! What a target, a plan and a figure must be, field by field (`domain.md` I-12 to I-16).

use serde_json::{Value, json};
use shared::achievement::Achievement;
use shared::domain::{Kind, Nature, Sense, problems_beside};
use shared::field::{Fields, Problem};
use shared::number::Quantity;

use crate::given::{record, unit};

fn fields(value: Value) -> Fields {
    serde_json::from_value(value).unwrap()
}

fn with(base: &Value, change: &Value) -> Fields {
    let mut fields = fields(base.clone());
    for (name, value) in fields_of(change) {
        if value.is_null() {
            fields.remove(&name);
        } else {
            fields.insert(name, value);
        }
    }
    fields
}

fn fields_of(value: &Value) -> Fields {
    fields(value.clone())
}

/// Every problem, as `field: problem`.
fn problems(kind: Kind, fields: &Fields) -> Vec<(String, Problem)> {
    let found = kind.spec().unwrap().problems(fields);
    found.into_iter().map(|error| (error.field, error.problem)).collect()
}

fn target(nature: &str) -> Value {
    json!({ "year": 2024, "name": "Quà Tết", "measure": "phần quà", "nature": nature, "sense": "higher", "order": 10 })
}

fn plan() -> Value {
    json!({ "target": record(), "unit": unit(), "year": 2024, "full": "36500" })
}

fn figure() -> Value {
    json!({
        "target": record(), "unit": unit(), "year": 2024, "span": "full", "basis": "official", "value": "74958"
    })
}

#[test]
fn i_12_a_plan_is_above_zero_or_not_assigned() {
    let cases = [
        (json!({}), vec![]),
        (json!({ "full": null }), vec![]),
        (json!({ "full": "0" }), vec![("full", Problem::NotPositive)]),
        (json!({ "full": "-3" }), vec![("full", Problem::NotPositive)]),
        (json!({ "half": "0" }), vec![("half", Problem::NotPositive)]),
        (json!({ "full": null, "unassigned": true }), vec![]),
        (json!({ "unassigned": true }), vec![("unassigned", Problem::Contradicts)]),
    ];
    for (change, expected) in cases {
        let expected: Vec<_> =
            expected.into_iter().map(|(name, problem)| (name.to_owned(), problem)).collect();
        assert_eq!(problems(Kind::Plan, &with(&plan(), &change)), expected, "{change}");
    }
}

#[test]
fn i_13_a_figure_has_a_measure_a_span_and_a_basis() {
    let blank = |field: &str| vec![(field.to_owned(), Problem::Blank)];
    assert_eq!(problems(Kind::Target, &with(&target("count"), &json!({ "measure": " " }))), blank("measure"));
    assert_eq!(problems(Kind::Target, &with(&target("count"), &json!({ "name": "" }))), blank("name"));
    for missing in ["span", "basis", "target", "unit", "year"] {
        let found = problems(Kind::Figure, &with(&figure(), &json!({ missing: null })));
        assert_eq!(found, [(missing.to_owned(), Problem::WrongType)]);
    }
    assert_eq!(problems(Kind::Figure, &with(&figure(), &json!({}))), []);
    assert_eq!(problems(Kind::Figure, &with(&figure(), &json!({ "value": null }))), []);
    let negative = problems(Kind::Figure, &with(&figure(), &json!({ "value": "-1" })));
    assert_eq!(negative, [("value".to_owned(), Problem::Negative)]);
    for wrong in [json!(74958), json!("74.958,0"), json!("1.50"), json!("1e3")] {
        let found = problems(Kind::Figure, &with(&figure(), &json!({ "value": wrong })));
        assert_eq!(found, [("value".to_owned(), Problem::WrongType)]);
    }
}

#[test]
fn i_15_a_percentage_is_computed_and_no_record_takes_one() {
    for name in ["percent", "reached", "beyond", "dat", "vuot"] {
        for (kind, base) in [(Kind::Plan, plan()), (Kind::Figure, figure())] {
            let found = problems(kind, &with(&base, &json!({ name: "185.7" })));
            assert_eq!(found, [(name.to_owned(), Problem::Unknown)], "{kind:?}");
        }
    }
    let quantity = |text: &str| Quantity::try_from(text.to_owned()).unwrap();
    let of = |plan: &str, actual: &str| {
        Achievement::of(Nature::Count, Sense::Higher, Some(quantity(plan)), Some(quantity(actual)))
    };
    // 13 cooperatives of 7, and 74.958 gifts of 36.500, as the reports have them (`domain.md` §8).
    for (plan, actual, beyond) in [("7", "13", Some(857)), ("36500", "74958", Some(1054)), ("7", "7", None)] {
        assert_eq!(of(plan, actual).beyond(), beyond, "{actual}/{plan}");
    }
}

#[test]
fn i_16_a_figure_fits_the_nature_of_its_target() {
    let cases = [
        ("count", "13", None),
        ("count", "13.5", Some(Problem::NotWhole)),
        ("money", "52318.5", None),
        ("rate", "97.7", None),
        ("rate", "1000", None),
        ("rate", "1000.1", Some(Problem::OutOfRange)),
    ];
    for (nature, value, problem) in cases {
        let target = fields(target(nature));
        let check = |kind: Kind, base: Value, field: &str| {
            let found =
                problems_beside(kind, &with(&base, &json!({ field: value })), (Kind::Target, &target));
            let found: Vec<_> = found.into_iter().map(|error| (error.field, error.problem)).collect();
            let expected: Vec<_> = problem.map(|problem| (field.to_owned(), problem)).into_iter().collect();
            assert_eq!(found, expected, "{nature} {value}");
        };
        check(Kind::Figure, figure(), "value");
        check(Kind::Plan, plan(), "full");
    }
}

#[test]
fn a_figure_is_of_the_year_and_the_unit_of_its_target() {
    let check = |change: Value, fits: bool| {
        let found = problems_beside(
            Kind::Figure,
            &fields(figure()),
            (Kind::Target, &with(&target("count"), &change)),
        );
        assert_eq!(found.is_empty(), fits, "{change}");
    };
    check(json!({}), true);
    check(json!({ "unit": unit() }), true);
    check(json!({ "unit": record() }), false);
    check(json!({ "year": 2023 }), false);
    assert!(!problems_beside(Kind::Figure, &fields(figure()), (Kind::Activity, &Fields::new())).is_empty());
}
