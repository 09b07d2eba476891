//! What was entered for units that work on paper, as pages see it.

use serde_json::Value;
use shared::domain::Kind;
use shared::field::Fields;
use shared::id::{ChangeId, PersonId, RecordId, UnitId};
use shared::number::Quantity;
use shared::time::Timestamp;

use super::Standing;

/// How a unit stands to a record that somebody else entered for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BehalfState {
    /// The unit has had its own hand in it since, or nobody else ever had.
    Own,
    /// Chờ xác nhận.
    Waiting,
    /// Đã xác nhận.
    Confirmed,
    /// Không đồng ý.
    Disputed,
}

/// What a unit said of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub id: RecordId,
    /// The change that left the record as the unit saw it.
    pub entered: ChangeId,
    /// Which of its answers for this entry, from 1.
    pub round: u16,
    /// What is wrong with the entry; none when it was confirmed.
    pub disputed: Option<String>,
    /// The figure that stood there, as stored.
    pub figure: Option<String>,
    /// Who said it and when, as far as it is known.
    pub by: Option<(PersonId, Timestamp)>,
    /// Why it was taken back, if it was.
    pub taken_back: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// An open conflict: two devices of the unit said different things.
    pub differing: Option<RecordId>,
}

/// A record that names the document from which it was entered for its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct OnBehalf {
    /// Which.
    pub id: RecordId,
    /// What it is.
    pub kind: Kind,
    /// The unit for which it was entered.
    pub unit: UnitId,
    /// Năm thi đua.
    pub year: i16,
    /// What it is called.
    pub title: String,
    /// What stands in it.
    pub fields: Fields,
    /// The change that left it as it stands.
    pub entered: ChangeId,
    /// Who that was, for which unit, and when.
    pub by: (PersonId, Option<UnitId>, Timestamp),
    /// How the unit stands to it.
    pub state: BehalfState,
    /// All that the unit said of it, of earlier entries as well, by entry and round.
    pub answers: Vec<Answer>,
    /// Whether its year is closed, so that nothing more can be said.
    pub is_closed: bool,
}

impl OnBehalf {
    /// The document.
    pub fn source(&self) -> &str {
        self.fields.get("source").and_then(Value::as_str).unwrap_or_default()
    }

    /// The figure in it; of a plan the one of the year, or of the half-year alone.
    pub fn figure(&self) -> Option<Quantity> {
        let name = ["value", "full", "half"].into_iter().find(|name| self.fields.contains_key(*name))?;
        Quantity::try_from(self.fields.get(name)?.as_str()?.to_owned()).ok()
    }

    /// What the unit says of it as it stands now.
    pub fn standing_answer(&self) -> Option<&Answer> {
        self.answers.iter().rfind(|answer| answer.entered == self.entered && answer.taken_back.is_none())
    }
}
