//! One field, one edit: what the field's policy makes of it.

use serde_json::Value;

use crate::field::{FieldSpec, Policy};
use crate::sync::Edit;
use crate::sync::sentence::merge_text;

/// What becomes of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The field already says so.
    Nothing,
    /// The field gets this value.
    Take(Value),
    /// A person decides; meanwhile the field gets the undisputed part, if there is one.
    Dispute(Option<Value>),
}

/// Judges an edit. `known` says that its author knew the field as it stands.
pub(super) fn judge(
    policy: Policy,
    current: &Value,
    edit: &Edit,
    known: bool,
    bound: Option<&FieldSpec>,
) -> Verdict {
    if *current == edit.after {
        return Verdict::Nothing;
    }
    if known {
        return Verdict::Take(edit.after.clone());
    }
    let fits = |value: &Value| bound.is_none_or(|spec| spec.problem(value).is_none());
    match policy {
        Policy::Owned | Policy::Agreed | Policy::Fixed => Verdict::Dispute(None),
        Policy::Ordered => Verdict::Take(edit.after.clone()),
        Policy::Set => {
            let merged = merge_sets(current, edit);
            // Two halves that fit may make a whole that does not: then a person chooses.
            if fits(&merged) { take_unless_same(merged, current) } else { Verdict::Dispute(None) }
        }
        Policy::Text => {
            let [base, ours, theirs] =
                [&edit.before, current, &edit.after].map(|value| value.as_str().unwrap_or_default());
            let merged = merge_text(base, ours, theirs);
            let value = Value::String(merged.text);
            match (merged.overlaps, fits(&value)) {
                (_, false) => Verdict::Dispute(None),
                (false, true) => take_unless_same(value, current),
                (true, true) => Verdict::Dispute((value != *current).then_some(value)),
            }
        }
    }
}

fn take_unless_same(value: Value, current: &Value) -> Verdict {
    if value == *current { Verdict::Nothing } else { Verdict::Take(value) }
}

/// What stands there, with the edit's additions and without its removals.
fn merge_sets(current: &Value, edit: &Edit) -> Value {
    let [current, before, after] = [current, &edit.before, &edit.after].map(|value| match value {
        Value::Array(items) => items.as_slice(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => &[],
    });
    let kept = current.iter().filter(|item| after.contains(item) || !before.contains(item));
    let added = after.iter().filter(|item| !before.contains(item) && !current.contains(item));
    Value::Array(kept.chain(added).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(policy: Policy, current: Value, before: Value, after: Value, known: bool, expected: Verdict) {
        let edit = Edit { before, after };
        assert_eq!(
            judge(policy, &current, &edit, known, None),
            expected,
            "{policy:?} {current} {edit:?} {known}"
        );
    }

    #[test]
    fn each_policy_judges_as_the_design_says() {
        use Policy::{Agreed, Ordered, Owned, Set, Text};
        check(Owned, json!("b"), json!("a"), json!("c"), true, Verdict::Take(json!("c")));
        check(Owned, json!("b"), json!("a"), json!("b"), false, Verdict::Nothing);
        check(Owned, json!("b"), json!("a"), json!("c"), false, Verdict::Dispute(None));
        check(Ordered, json!("8"), json!("4"), json!("C"), false, Verdict::Take(json!("C")));
        check(Agreed, json!(8), json!(7), json!(9), false, Verdict::Dispute(None));
        check(
            Set,
            json!(["a", "c"]),
            json!(["a", "b"]),
            json!(["b", "d"]),
            false,
            Verdict::Take(json!(["c", "d"])),
        );
        check(Set, Value::Null, Value::Null, json!(["d"]), false, Verdict::Take(json!(["d"])));
        check(Set, json!(["a"]), json!(["a", "b"]), json!(["a"]), false, Verdict::Nothing);
        check(
            Text,
            json!("A. M. B."),
            json!("A. M. C."),
            json!("D. M. C."),
            false,
            Verdict::Take(json!("D. M. B.")),
        );
        check(Text, json!("X."), json!("A."), json!("Y."), false, Verdict::Dispute(None));
    }
}
