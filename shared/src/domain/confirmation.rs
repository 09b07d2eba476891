//! Xác nhận: what a unit says of what somebody else entered for it (nhập hộ).

use serde::{Deserialize, Serialize};

use super::evidence::words_problem;
use super::kind::{Keyed, Kind, record_kind};
use crate::field::{FieldError, Fields, Limit, Problem};
use crate::id::{ChangeId, RecordId, UnitId};
use crate::limit::REASON_CHARS_MAX;
use crate::number::Quantity;

/// How often one unit may answer for one entry anew after taking its word back or thinking better of it.
const ROUNDS_MAX: u16 = 50;

/// The field that names the document from which somebody else entered a record.
const SOURCE: &str = "source";

/// What a unit says of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Xác nhận: it is right.
    Confirmed,
    /// Không đồng ý: it is not.
    Disputed {
        /// What is wrong with it.
        reason: String,
    },
}

record_kind! {
    /// Xác nhận of one unit for one record as one change left it. It is made and, with a reason, taken back; nothing about
    /// it is edited, and whoever changes the record afterwards is not confirmed by it.
    Confirmation, check = check_confirmation;
    /// The record that was entered for the unit.
    record: RecordId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// The change that left the record as the unit saw it.
    entered: ChangeId = Fixed Limit::Type,
    /// From 1; a unit that thought better of it answers anew.
    round: u16 = Fixed Limit::Type,
    /// What it says.
    word: Word = Agreed Limit::Type,
    /// The figure that stood there, to be read when another one does; none where the record has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    figure: Option<Quantity> = Agreed Limit::Type,
}

impl Keyed for Confirmation {
    fn key(&self) -> String {
        Self::key_of(self.record, self.entered, self.round)
    }
}

impl Confirmation {
    /// The key of an answer: two tablets of a unit that answer for the same entry make one record, and where one of them
    /// confirms what the other disputes, that is a difference that people see.
    pub fn key_of(record: RecordId, entered: ChangeId, round: u16) -> String {
        format!("confirmation/{record}/{entered}/{round}")
    }
}

/// Whether somebody may have entered such a record for a unit that works on paper: it names the document that it was taken
/// from. Whether somebody else did, its last author says.
pub fn is_from_paper(kind: Kind, fields: &Fields) -> bool {
    can_be_from_paper(kind)
        && fields.get(SOURCE).and_then(|source| source.as_str()).is_some_and(|source| !source.is_empty())
}

/// Whether records of a kind are entered on behalf, and then confirmed or disputed by their unit.
pub(super) fn can_be_from_paper(kind: Kind) -> bool {
    matches!(kind, Kind::Activity | Kind::Plan | Kind::Figure | Kind::TaskProgress)
}

fn check_confirmation(confirmation: &Confirmation) -> Vec<FieldError> {
    let mut found = Vec::new();
    if !(1..=ROUNDS_MAX).contains(&confirmation.round) {
        found.push(FieldError::new("round", Problem::OutOfRange));
    }
    if let Word::Disputed { reason } = &confirmation.word {
        let problem = words_problem(reason, REASON_CHARS_MAX);
        found.extend(problem.map(|problem| FieldError::new("word", problem)));
    }
    found
}
