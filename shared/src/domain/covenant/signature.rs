//! Chữ ký: who signed which text for a unit, by what authority, and the drawn or photographed mark.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::bytes::Sha256;
use crate::domain::evidence::{Evidence, evidence_problem, words_problem};
use crate::domain::kind::{Keyed, record_kind};
use crate::field::{FieldError, Limit, Problem};
use crate::id::{RecordId, UnitId};

/// Points of one drawn signature.
pub const POINTS_MAX: usize = 3_000;
/// The greatest coordinate of a drawn signature.
const SIDE_MAX: u16 = 2_000;
/// How often one unit may sign one text anew after taking its signature back.
const ROUNDS_MAX: u16 = 50;

/// By what authority somebody signs (I-09).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// By office.
    Post {
        /// Chức vụ.
        post: String,
    },
    /// By a written mandate.
    Mandate {
        /// Giấy ủy quyền số.
        number: String,
        /// Chức vụ of who was mandated.
        post: String,
    },
}

/// A signature as it was drawn: strokes of points, in units of a thousandth of the pad's width.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Drawing(pub Vec<Vec<(u16, u16)>>);

record_kind! {
    /// Chữ ký of one unit under one text. It is made and, with a reason, taken back; nothing about it is edited.
    Signature, check = check_signature;
    /// The covenant or annex.
    covenant: RecordId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// The hash of the text that was signed (I-08): under any other text it says nothing.
    text: Sha256 = Fixed Limit::Type,
    /// From 1; a unit that took its signature back signs anew.
    round: u16 = Fixed Limit::Type,
    /// Người ký.
    signer: String = Agreed Limit::Line(100),
    /// Tư cách.
    authority: Authority = Agreed Limit::Type,
    /// The day on which it was signed.
    #[serde(with = "crate::day")]
    signed_on: Date = Agreed Limit::Type,
    /// What was drawn; nothing when a paper was signed.
    #[serde(default, skip_serializing_if = "Drawing::is_blank")]
    drawing: Drawing = Agreed Limit::Type,
    /// The signed paper: its photo, or where it is kept.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    evidence: BTreeSet<Evidence> = Set Limit::Items(5),
}

/// How a unit stands to a covenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// It has signed the adopted text.
    This,
    /// It has signed another text than the one adopted now, and not this one.
    Another,
    /// It has not signed.
    Nothing,
}

impl Keyed for Signature {
    fn key(&self) -> String {
        Self::key_of(self.covenant, self.text, self.unit, self.round)
    }
}

impl Signature {
    /// The key of what a unit signs: two tablets that take one unit's signature under one text make one record, and a
    /// second signature beside the first becomes a difference that people see (I-09).
    pub fn key_of(covenant: RecordId, text: Sha256, unit: UnitId, round: u16) -> String {
        format!("signature/{covenant}/{text}/{unit}/{round}")
    }
}

impl Signed {
    /// How a unit stands to a text, from the signatures in force.
    pub fn of<'a>(unit: UnitId, text: Sha256, signatures: impl Iterator<Item = &'a Signature>) -> Self {
        let mut signed = Self::Nothing;
        for signature in signatures.filter(|it| it.unit == unit) {
            if signature.text == text {
                return Self::This;
            }
            signed = Self::Another;
        }
        signed
    }
}

impl Drawing {
    /// Whether nothing was drawn.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    fn problem(&self) -> Option<Problem> {
        let is = self.0.iter().map(|stroke| stroke.len().max(1)).sum();
        if is > POINTS_MAX {
            return Some(Problem::TooMany { max: POINTS_MAX, is });
        }
        let is_outside = |(x, y): &(u16, u16)| *x > SIDE_MAX || *y > SIDE_MAX;
        self.0.iter().flatten().any(is_outside).then_some(Problem::OutOfRange)
    }
}

fn check_signature(signature: &Signature) -> Vec<FieldError> {
    let mut found = crate::domain::directory::blanks(&[("signer", &signature.signer)]);
    let words = match &signature.authority {
        Authority::Post { post } => vec![post],
        Authority::Mandate { number, post } => vec![number, post],
    };
    let problem = words.into_iter().find_map(|words| words_problem(words, 200));
    found.extend(problem.map(|problem| FieldError::new("authority", problem)));
    if !(1..=ROUNDS_MAX).contains(&signature.round) {
        found.push(FieldError::new("round", Problem::OutOfRange));
    }
    if (signature.signed_on.year() - signature.year).abs() > 1 {
        found.push(FieldError::new("signed_on", Problem::OutOfRange));
    }
    found.extend(signature.drawing.problem().map(|problem| FieldError::new("drawing", problem)));
    found.extend(evidence_problem(&signature.evidence));
    if signature.drawing.is_blank() && signature.evidence.is_empty() {
        // A name alone is no signature.
        found.push(FieldError::new("drawing", Problem::Blank));
    }
    found
}
