//! What a row of a sheet comes to.

use serde::{Deserialize, Serialize};

use super::Column;
use crate::access::{Deed, Subject, may};
use crate::domain::{Kind, Nature, Record, keyed_id, problems};
use crate::field::{FieldError, Fields, Problem};
use crate::id::RecordId;
use crate::number::Quantity;
use crate::sheet::Fault;
use crate::sync::{Act, Refusal, after, edits_of};

use super::Known;

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something new is made of it.
    New,
    /// It changes what is there.
    Changed,
    /// All of it is there already.
    Same,
    /// Somebody has to say what it means; until then nothing is made of it.
    Unclear,
    /// Somebody said that nothing is to be made of it.
    Left,
    /// Something in it is wrong; nothing is made of it.
    Failed,
}

/// How many rows stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows of which something new is made.
    pub new: usize,
    /// Rows that change what is there.
    pub changed: usize,
    /// Rows all of which is there.
    pub same: usize,
    /// Rows that somebody has to say more about.
    pub unclear: usize,
    /// Rows that were left out.
    pub left: usize,
    /// Rows in which something is wrong.
    pub failed: usize,
}

impl Counts {
    pub(super) fn add(&mut self, state: State) {
        let count = match state {
            State::New => &mut self.new,
            State::Changed => &mut self.changed,
            State::Same => &mut self.same,
            State::Unclear => &mut self.unclear,
            State::Left => &mut self.left,
            State::Failed => &mut self.failed,
        };
        *count += 1;
    }

    /// Rows of which something is made.
    pub fn taken(&self) -> usize {
        self.new + self.changed
    }

    /// All rows that say something.
    pub fn all(&self) -> usize {
        self.taken() + self.same + self.unclear + self.left + self.failed
    }
}

/// What there is to say of a row, or of one of its cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// The cell cannot be used.
    Fault(Fault),
    /// It breaks a rule.
    Problem(Problem),
    /// It is no number.
    NotNumber,
    /// It could be read in two ways.
    Ambiguous(Vec<Quantity>),
    /// It has more digits than a figure may have.
    TooLong,
    /// It is a percentage where things are counted.
    Percent,
    /// None of the words that stand for something here.
    NotChoice,
    /// No such unit in the list.
    Unlisted,
    /// Something by that name is there, and which one is meant has to be said.
    Unclear,
    /// The row says the same as an earlier one.
    Twice(u32),
    /// The person may not, or its time is over.
    Refused(Refusal),
    /// Finer than figures may be; rounded to this.
    Rounded(Quantity),
    /// What stands there is something else, and stays.
    Kept(String),
    /// What stood there before.
    Before(String),
    /// What the file does not say, and is taken for this.
    Taken(Nature),
    /// Somebody of this name is in another unit.
    Namesake(String),
}

impl Says {
    /// Whether nothing can be made of the row.
    pub fn is_wrong(&self) -> bool {
        !matches!(
            self,
            Self::Unclear
                | Self::Rounded(_)
                | Self::Kept(_)
                | Self::Before(_)
                | Self::Taken(_)
                | Self::Namesake(_)
        )
    }
}

/// Something that is told of a row, at its cell where it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Of which cell; none of the row as a whole.
    pub column: Option<Column>,
    /// What.
    pub says: Says,
}

/// A record as it is to become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Which.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// As it stood when the sheet was read; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Fields>,
    /// As it is to be.
    pub after: Fields,
}

/// A row with what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the sheet.
    pub row: u32,
    /// How it stands.
    pub state: State,
    /// What is told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// The records that are made of it, in the order in which they need each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Wish>,
}

impl Line {
    pub(super) fn new(row: u32) -> Self {
        Self { row, state: State::Same, notes: Vec::new(), wishes: Vec::new() }
    }

    pub(super) fn note(&mut self, column: impl Into<Option<Column>>, says: Says) {
        self.notes.push(Note { column: column.into(), says });
    }

    /// Whether something about it is wrong so far.
    pub(super) fn is_wrong(&self) -> bool {
        self.notes.iter().any(|note| note.says.is_wrong())
    }

    /// Tells what is wrong with a record, at the cells that its fields come from.
    pub(super) fn tell(&mut self, problems: Vec<FieldError>, columns: &[(&str, Column)]) {
        for FieldError { field, problem } in problems {
            let column = columns.iter().find(|(name, _)| *name == field).map(|(_, column)| *column);
            self.note(column, Says::Problem(problem));
        }
    }

    /// Wishes for a record, unless it is like that already. Tells what rules and rights have against it.
    pub(super) fn wish<R: Record>(
        &mut self,
        known: &Known,
        id: RecordId,
        (before, after): (Option<&R>, &R),
        columns: &[(&str, Column)],
    ) {
        if before == Some(after) {
            return;
        }
        let (before, after) = (before.map(Record::to_fields), after.to_fields());
        self.tell(problems::<R>(&after), columns);
        let act = match &before {
            None => Act::Insert(after.clone()),
            Some(before) => Act::Patch(edits_of(R::FIELDS, before, &after)),
        };
        if let Err(refusal) = known.may(R::KIND, &act, before.as_ref().unwrap_or(&after)) {
            let touched = columns.iter().find(|(name, _)| match &act {
                Act::Patch(edits) => edits.contains_key(*name),
                _ => after.contains_key(*name),
            });
            self.note(touched.map(|(_, column)| *column), Says::Refused(refusal));
        }
        self.wishes.push(Wish { id, kind: R::KIND, before, after });
    }

    /// The line once everything about it has been told.
    pub(super) fn closed(mut self) -> Self {
        self.state = if self.is_wrong() {
            State::Failed
        } else if self.notes.iter().any(|note| note.says == Says::Unclear) {
            State::Unclear
        } else if self.state == State::Left {
            State::Left
        } else if self.wishes.is_empty() {
            State::Same
        } else if self.wishes.iter().any(|wish| wish.before.is_none()) {
            State::New
        } else {
            State::Changed
        };
        if !matches!(self.state, State::New | State::Changed) {
            self.wishes.clear();
        }
        // One thing refused for one reason is told once.
        let mut told: Vec<Note> = Vec::new();
        for note in self.notes {
            if !told.contains(&note) {
                told.push(note);
            }
        }
        self.notes = told;
        self
    }
}

impl Known {
    /// Whether the person may, as the server will judge.
    fn may(&self, kind: Kind, act: &Act, fields: &Fields) -> Result<(), Refusal> {
        let shown = match act {
            Act::Insert(made) => made,
            _ => &after(fields, act),
        };
        let subject = Subject::of(self.space, self.in_directory, kind, shown);
        let reason = Some(self.reason.as_str()).filter(|reason| !reason.trim().is_empty());
        may(&self.viewer, Deed { subject: &subject, act, fields, reason }, &self.ground)
    }

    /// The id of what a row makes.
    pub(super) fn made(&self, row: u32, what: &str) -> RecordId {
        keyed_id(self.space, &format!("import/{}/{row}/{what}", self.import))
    }
}
