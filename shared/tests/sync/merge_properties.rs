//! What holds for the merge whatever happens.

use proptest::prelude::*;
use serde_json::{Value, json};
use shared::sync::{Change, Edit, Outcome};

use crate::given::{Ledger, change, patch};

const FIELDS: [&str; 3] = ["title", "place", "movement"];

#[derive(Clone, Debug)]
struct Step {
    who: u8,
    field: usize,
    value: u8,
    /// How many of the earlier revisions the author has missed.
    behind: u8,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (1_u8..5, 0_usize..3, 0_u8..4, 0_u8..4).prop_map(|(who, field, value, behind)| Step {
        who,
        field,
        value,
        behind,
    });
    prop::collection::vec(step, 1..20)
}

/// Plays steps; each author sees the record as it stood some steps ago.
fn play(steps: &[Step]) -> (Ledger, Vec<Change>, Vec<Outcome>) {
    let mut ledger = Ledger::with_record();
    let mut states = vec![(ledger.seen(), FIELDS.map(|field| ledger.value(field)))];
    let (mut changes, mut outcomes) = (Vec::new(), Vec::new());
    for (n, step) in steps.iter().enumerate() {
        let at = states.len().saturating_sub(1 + usize::from(step.behind));
        let (seen, values) = &states[at];
        let after = json!(format!("Giá trị {}", step.value));
        let act = patch(FIELDS[step.field], values[step.field].clone(), after);
        let sent = Change { seen: Some(*seen), ..change(u8::try_from(n).unwrap() + 1, step.who, act) };
        outcomes.push(ledger.take(&sent).unwrap());
        changes.push(sent);
        states.push((ledger.seen(), FIELDS.map(|field| ledger.value(field))));
    }
    (ledger, changes, outcomes)
}

fn wanted(change: &Change) -> (&String, &Edit) {
    match &change.act {
        shared::sync::Act::Patch(edits) => edits.iter().next().unwrap(),
        _ => unreachable!("only patches are played"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every value that an author gave and nobody replaced knowingly is in force or a candidate.
    #[test]
    fn nothing_typed_is_unreachable(steps in steps()) {
        let (ledger, changes, _) = play(&steps);
        for (n, change) in changes.iter().enumerate() {
            let (field, edit) = wanted(change);
            let in_force = ledger.value(field) == edit.after;
            let candidate = ledger.conflicts.values().any(|conflict| {
                conflict.field == *field && (conflict.candidates.iter().any(|c| c.value == edit.after)
                    || conflict.in_force.value == edit.after)
            });
            let replaced = changes[n + 1..].iter().any(|later| {
                let (other, newer) = wanted(later);
                other == field && newer.before == edit.after
            });
            prop_assert!(in_force || candidate || replaced, "{field} {edit:?} is lost");
        }
    }

    /// An author who knew the record is never contradicted.
    #[test]
    fn what_was_seen_can_be_changed(steps in steps()) {
        let known: Vec<_> = steps.into_iter().map(|step| Step { behind: 0, ..step }).collect();
        let (ledger, _, outcomes) = play(&known);
        prop_assert!(ledger.conflicts.is_empty());
        let disputed = outcomes.iter().any(|outcome| matches!(outcome, Outcome::Conflict { .. }));
        prop_assert!(!disputed);
    }

    /// Edits of different fields end in the same record, in whatever order they arrive.
    #[test]
    fn disjoint_edits_commute(values in prop::array::uniform3(0_u8..9), order in Just(vec![0, 1, 2]).prop_shuffle()) {
        let state_after = |order: &[usize]| {
            let mut ledger = Ledger::with_record();
            let seen = Some(ledger.seen());
            for n in order {
                let before = ledger.value(FIELDS[*n]);
                let act = patch(FIELDS[*n], before, json!(format!("Giá trị {}", values[*n])));
                let who = u8::try_from(*n).unwrap() + 1;
                ledger.take(&Change { seen, ..change(who, who, act) }).unwrap();
            }
            assert!(ledger.conflicts.is_empty());
            FIELDS.map(|field| ledger.value(field))
        };
        prop_assert_eq!(state_after(&order), state_after(&[0, 1, 2]));
    }

    /// The record only ever holds values that somebody gave it.
    #[test]
    fn no_value_comes_from_nowhere(steps in steps()) {
        let (ledger, changes, _) = play(&steps);
        for field in FIELDS {
            let value = ledger.value(field);
            let given = changes.iter().map(wanted).any(|(name, edit)| name == field && edit.after == value);
            let initial = value == Ledger::with_record().value(field) || value == Value::Null;
            prop_assert!(given || initial);
        }
    }
}
