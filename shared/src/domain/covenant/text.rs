//! The text of a covenant, word for word, and what it is known by.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Article, Covenant};
use crate::bytes::{Sha256, sha256};
use crate::domain::evidence::words_problem;
use crate::domain::year::Period;
use crate::domain::{Movement, Target};
use crate::field::Problem;
use crate::id::{RecordId, UnitId};

/// Characters of a text in all: it travels twice in the change that replaces it.
pub const COVENANT_CHARS_MAX: usize = 30_000;
/// Units that a text names.
pub const PARTIES_MAX: usize = 60;
/// Keeps the hash of a covenant from being taken for one of anything else.
const HASHED_AS: &[u8] = b"giao-uoc/covenant/1\n";

/// A unit that a covenant is between, under the name that stands in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The unit.
    pub unit: UnitId,
    /// Its legal name then (I-05).
    pub name: String,
}

/// Chỉ tiêu chung, as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonTarget {
    /// Its name then.
    pub name: String,
    /// Đơn vị tính.
    pub measure: String,
}

/// The exact text that units adopt and sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CovenantText {
    /// Năm thi đua.
    pub year: i16,
    /// 0 for the covenant, from 1 for an annex.
    pub part: u16,
    /// Căn cứ.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// What stands before the articles.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opening: String,
    /// Các điều, in order.
    pub articles: Vec<String>,
    /// Chỉ tiêu chung.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<CommonTarget>,
    /// Phong trào hưởng ứng, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<String>,
    /// Cam kết thực hiện.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub closing: String,
    /// Hiệu lực.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Địa danh.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Ngày of the document.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// Số bản.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u16>,
    /// The units, in the order in which they are printed.
    pub parties: Vec<Party>,
}

impl CovenantText {
    /// The text that a draft makes.
    ///
    /// `articles` come with their ids: two people may have given two of them one place. Common targets and movements are
    /// those of the year, in the order in which they are listed.
    pub fn of(
        draft: &Covenant,
        mut articles: Vec<(RecordId, &Article)>,
        targets: &[&Target],
        movements: &[&Movement],
        parties: Vec<Party>,
    ) -> Self {
        articles.sort_by(|(id, one), (other_id, other)| (&one.order, id).cmp(&(&other.order, other_id)));
        let target = |it: &&Target| CommonTarget { name: it.name.clone(), measure: it.measure.clone() };
        let targets = targets.iter().filter(|_| draft.with_targets).map(target).collect();
        let movements = movements.iter().filter(|_| draft.with_movements).map(|it| it.name.clone()).collect();
        Self {
            year: draft.year,
            part: draft.part,
            basis: draft.basis.clone(),
            opening: draft.opening.clone(),
            articles: articles.into_iter().map(|(_, article)| article.body.clone()).collect(),
            targets,
            movements,
            closing: draft.closing.clone(),
            period: draft.period,
            place: draft.place.clone(),
            dated: draft.dated,
            copies: draft.copies,
            parties,
        }
    }

    /// What the text is known by: a changed comma makes another (I-08).
    pub fn digest(&self) -> Sha256 {
        let mut bytes = HASHED_AS.to_vec();
        bytes.extend(serde_json::to_vec(self).unwrap_or_default());
        sha256(&bytes)
    }

    /// What is wrong with it as a text to be adopted.
    pub(super) fn problem(&self) -> Option<Problem> {
        if self.articles.is_empty() || self.parties.is_empty() {
            return Some(Problem::Blank);
        }
        let is = self.parties.len();
        if is > PARTIES_MAX {
            return Some(Problem::TooMany { max: PARTIES_MAX, is });
        }
        let is = self.words().map(|words| words.chars().count()).sum();
        if is > COVENANT_CHARS_MAX {
            return Some(Problem::TooLong { max: COVENANT_CHARS_MAX, is });
        }
        let names = self.parties.iter().map(|party| &party.name);
        names
            .chain(&self.articles)
            .find_map(|words| words_problem(words, COVENANT_CHARS_MAX))
            .or_else(|| self.words().any(|words| !crate::text::is_clean(words)).then_some(Problem::NotClean))
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        let frame = [&self.basis, &self.opening, &self.closing, &self.place];
        let targets = self.targets.iter().flat_map(|it| [&it.name, &it.measure]);
        let parties = self.parties.iter().map(|it| &it.name);
        let all = frame.into_iter().chain(&self.articles).chain(targets).chain(&self.movements);
        all.chain(parties).map(String::as_str)
    }
}
