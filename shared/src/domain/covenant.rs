//! Giao ước thi đua: its draft by articles, the text that was adopted, and what was said of the draft.

mod signature;
mod text;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::evidence::words_problem;
use super::kind::{Keyed, record_kind};
use super::year::Period;
use crate::field::{FieldError, Limit, Problem};
use crate::id::{PersonId, RecordId, UnitId};
use crate::order::{ORDER_CHARS_MAX, OrderKey};

pub use signature::{Authority, Drawing, POINTS_MAX, Signature, Signed};
pub use text::{COVENANT_CHARS_MAX, CommonTarget, CovenantText, PARTIES_MAX, Party};

/// Characters of one article.
pub const ARTICLE_CHARS_MAX: usize = 5_000;
/// Phụ lục of one covenant.
pub const ANNEXES_MAX: u16 = 50;

record_kind! {
    /// Giao ước thi đua of a cluster's year, or one of its annexes (`domain.md` §4.3). What is written here and in its
    /// articles is a draft until it is adopted; what was adopted is kept word for word in [`Adoption`].
    Covenant, check = check_covenant;
    /// Năm thi đua, whenever it is signed (I-11).
    year: i16 = Fixed Limit::Type,
    /// 0 for the covenant itself, from 1 for its annexes (phụ lục).
    part: u16 = Fixed Limit::Type,
    /// Căn cứ.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    basis: String = Agreed Limit::Text(5_000),
    /// What stands before the articles.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    opening: String = Agreed Limit::Text(5_000),
    /// Cam kết thực hiện: what stands behind them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    closing: String = Agreed Limit::Text(5_000),
    /// Hiệu lực.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<Period> = Agreed Limit::Type,
    /// Địa danh in which it is signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    place: String = Agreed Limit::Line(100),
    /// Ngày of the document.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    dated: Option<Date> = Agreed Limit::Type,
    /// Số bản.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copies: Option<u16> = Agreed Limit::Type,
    /// Whether the common targets of the year stand in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    with_targets: bool = Agreed Limit::Type,
    /// Whether the movements of the year stand in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    with_movements: bool = Agreed Limit::Type,
    /// Thông qua: the text that was adopted, if one was. It stays in force until people decide for another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adopted: Option<Adoption> = Agreed Limit::Type,
}

record_kind! {
    /// Điều of a covenant's draft.
    Article, check = check_article;
    /// The covenant or annex.
    covenant: RecordId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Where it stands.
    order: OrderKey = Ordered Limit::Line(ORDER_CHARS_MAX),
    /// Nội dung.
    body: String = Agreed Limit::Text(ARTICLE_CHARS_MAX),
}

record_kind! {
    /// Góp ý: what a unit says of a draft, and what became of it.
    Remark, check = check_remark;
    /// The covenant or annex.
    covenant: RecordId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// The unit whose word it is.
    unit: UnitId = Fixed Limit::Type,
    /// The article it is about; none when it is about the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<RecordId> = Fixed Limit::Type,
    /// What it says.
    body: String = Owned Limit::Text(2_000),
    /// Trả lời of the head's office; blank while there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    answer: String = Agreed Limit::Text(2_000),
}

/// Thông qua nội dung: an event of its own, before any signature (`domain.md` §4.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// Bản văn số, from 1.
    pub round: u32,
    /// The day on which it was adopted.
    #[serde(with = "crate::day")]
    pub on: Date,
    /// How: nhất trí, biểu quyết, …
    pub how: String,
    /// Who entered it.
    pub by: PersonId,
    /// The text, word for word.
    pub text: CovenantText,
}

/// How far a covenant has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CovenantState {
    /// Dự thảo.
    Draft,
    /// Đã thông qua, ký k/n.
    Adopted {
        /// Units that have signed the adopted text.
        signed: usize,
        /// Units that it names.
        of: usize,
    },
}

impl Keyed for Covenant {
    fn key(&self) -> String {
        Self::key_of(self.year, self.part)
    }
}

impl Covenant {
    /// The key of a year's covenant (part 0) or of one of its annexes.
    pub fn key_of(year: i16, part: u16) -> String {
        format!("covenant/{year}/{part}")
    }

    /// A draft in which nothing stands yet.
    pub fn empty(year: i16, part: u16) -> Self {
        let [basis, opening, closing, place] = [const { String::new() }; 4];
        let (period, dated, copies, adopted) = (None, None, None, None);
        let (with_targets, with_movements) = (part == 0, part == 0);
        Self {
            year,
            part,
            basis,
            opening,
            closing,
            period,
            place,
            dated,
            copies,
            with_targets,
            with_movements,
            adopted,
        }
    }

    /// How far it has come, from its signatures in force.
    pub fn state<'a>(&self, signatures: impl Iterator<Item = &'a Signature>) -> CovenantState {
        let Some(adopted) = &self.adopted else { return CovenantState::Draft };
        let text = adopted.text.digest();
        let holding = signatures.filter(|it| it.text == text).map(|it| it.unit);
        let holding: std::collections::BTreeSet<UnitId> = holding.collect();
        let parties = &adopted.text.parties;
        let signed = parties.iter().filter(|party| holding.contains(&party.unit)).count();
        CovenantState::Adopted { signed, of: parties.len() }
    }

    /// Whether something about a year's covenant may have happened on a day: it is drafted in the year before, and may be
    /// late.
    pub fn is_near(year: i16, day: Date) -> bool {
        (day.year() - year).abs() <= 1
    }

    /// What the next adoption is numbered.
    pub fn next_round(&self) -> u32 {
        self.adopted.as_ref().map_or(1, |adopted| adopted.round.saturating_add(1))
    }
}

fn check_covenant(covenant: &Covenant) -> Vec<FieldError> {
    let mut found = Vec::new();
    if covenant.part > ANNEXES_MAX {
        found.push(FieldError::new("part", Problem::OutOfRange));
    }
    let is_near = |day| Covenant::is_near(covenant.year, day);
    if let Some(Period { from, to }) = covenant.period {
        if to < from {
            found.push(FieldError::new("period", Problem::EndsBeforeStart));
        } else if !is_near(from) || !is_near(to) {
            found.push(FieldError::new("period", Problem::OutOfRange));
        }
    }
    if covenant.dated.is_some_and(|day| !is_near(day)) {
        found.push(FieldError::new("dated", Problem::OutOfRange));
    }
    if covenant.copies == Some(0) {
        found.push(FieldError::new("copies", Problem::NotPositive));
    }
    let problem = covenant.adopted.as_ref().and_then(|adopted| adoption_problem(covenant, adopted));
    found.extend(problem.map(|problem| FieldError::new("adopted", problem)));
    found
}

fn adoption_problem(covenant: &Covenant, adopted: &Adoption) -> Option<Problem> {
    let is_of_it = (adopted.text.year, adopted.text.part) == (covenant.year, covenant.part);
    if !is_of_it || adopted.round == 0 || !Covenant::is_near(covenant.year, adopted.on) {
        return Some(Problem::OutOfRange);
    }
    words_problem(&adopted.how, 200).or_else(|| adopted.text.problem())
}

fn check_article(article: &Article) -> Vec<FieldError> {
    super::directory::blanks(&[("body", &article.body)])
}

fn check_remark(remark: &Remark) -> Vec<FieldError> {
    super::directory::blanks(&[("body", &remark.body)])
}
