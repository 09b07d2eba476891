//! What a field of a record may hold, declared once and checked on both sides.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

use crate::text;

/// The fields of a record by name, as they are stored and sent.
pub type Fields = BTreeMap<String, Value>;

/// The name under which every record holds why it was voided; absent or null while it is in force.
pub const VOID: &str = "void";

/// What happens when two people change one field without having seen each other (`design.md` §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Set when the record is made, never changed.
    Fixed,
    /// A unit's own value: the two devices of the unit must agree.
    Owned,
    /// A value that several parties agreed on: what is in force stays until a person decides.
    Agreed,
    /// A long narrative: merged by sentence.
    Text,
    /// A set: additions and removals merge.
    Set,
    /// A place in a list ([`crate::order::OrderKey`]): moved twice, the row stands where it was moved last. Nobody typed
    /// the place, and it is chosen again in a moment.
    Ordered,
}

/// The bound on a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// One line of at most so many characters.
    Line(usize),
    /// Several lines of at most so many characters in all.
    Text(usize),
    /// A list of at most so many items.
    Items(usize),
    /// Bounded by its type.
    Type,
}

/// The declaration of one field.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The name in storage and on the wire.
    pub name: &'static str,
    /// How edits merge.
    pub policy: Policy,
    /// What it may hold.
    pub limit: Limit,
}

/// What is wrong with a field; the words for it stand in the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Must be filled in.
    Blank,
    /// Longer than it may be.
    TooLong {
        /// Characters allowed.
        max: usize,
        /// Characters given.
        is: usize,
    },
    /// More items than there may be.
    TooMany {
        /// Items allowed.
        max: usize,
        /// Items given.
        is: usize,
    },
    /// A line break where there is room for one line only.
    LineBreak,
    /// Text not in the stored form ([`text::clean`]).
    NotClean,
    /// Outside what makes sense (a date before the year, a negative count).
    OutOfRange,
    /// Below zero, where only what is there can be counted.
    Negative,
    /// Zero or less, where something must be aimed at (I-12).
    NotPositive,
    /// A fraction of what is counted whole.
    NotWhole,
    /// Says the opposite of another field.
    Contradicts,
    /// Ends before it begins.
    EndsBeforeStart,
    /// The same as before, where something new is to be told.
    Unchanged,
    /// The unit itself, or one already named, where another belongs.
    SameUnit,
    /// Not in the directory.
    NotListed,
    /// No member of the cluster in that year (I-03, I-04).
    NotMemberThen,
    /// The unit is a member of the cluster in that time already.
    Overlaps,
    /// The unit is in another cluster of the same level in this year (I-01).
    OtherCluster {
        /// Năm thi đua.
        year: i16,
    },
    /// The unit is head or deputy in this year.
    Leads {
        /// Năm thi đua.
        year: i16,
    },
    /// Other records in force name it.
    InUse,
    /// Not the kind of value that belongs here.
    WrongType,
    /// No such field.
    Unknown,
    /// May not change after the record was made.
    Fixed,
}

/// A problem and the field it is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    /// A problem in a field.
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

impl FieldSpec {
    /// The problem that a value has with this field's bound, if any.
    pub fn problem(&self, value: &Value) -> Option<Problem> {
        match self.limit {
            Limit::Line(max) => text_problem(value, max).or_else(|| {
                value.as_str().is_some_and(|line| line.contains('\n')).then_some(Problem::LineBreak)
            }),
            Limit::Text(max) => text_problem(value, max),
            Limit::Items(max) => {
                let is = value.as_array().map_or(0, Vec::len);
                (is > max).then_some(Problem::TooMany { max, is })
            }
            Limit::Type => None,
        }
    }
}

fn text_problem(value: &Value, max: usize) -> Option<Problem> {
    let text = value.as_str()?;
    let is = text.chars().count();
    if is > max {
        Some(Problem::TooLong { max, is })
    } else if text::is_clean(text) {
        None
    } else {
        Some(Problem::NotClean)
    }
}
