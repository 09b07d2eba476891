//! The directory of an installation: clusters and people. Units and their places in clusters have modules of their own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::evidence::words_problem;
use super::kind::record_kind;
use crate::field::{FieldError, Limit, Problem};
use crate::id::UnitId;

/// Cấp: who set the cluster up. A unit is in one cluster of each level at the most (I-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Tỉnh, thành phố.
    Province,
    /// Ngành.
    Sector,
    /// Xã, phường, đặc khu.
    Commune,
}

impl Level {
    /// All levels, from the highest on.
    pub const ALL: [Self; 4] = [Self::Central, Self::Province, Self::Sector, Self::Commune];
}

/// Quyết định thành lập.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Founding {
    /// Số quyết định.
    pub number: String,
    /// Ngày ký.
    #[serde(with = "crate::day")]
    pub date: Date,
    /// Cơ quan ban hành.
    pub issuer: String,
}

record_kind! {
    /// Cụm thi đua / khối thi đua. Its space has the id of this record.
    Cluster, check = check_cluster;
    /// Tên cụm, in full.
    name: String = Agreed Limit::Line(200),
    /// Tên ngắn for narrow screens.
    short: String = Agreed Limit::Line(60),
    /// Số; none for a cluster that goes by its name alone, as the central ones do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<u16> = Agreed Limit::Type,
    /// Tỉnh, thành phố, where it belongs to one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    province: String = Agreed Limit::Line(100),
    /// Cấp.
    level: Level = Agreed Limit::Type,
    /// The cluster's own word for itself: cụm or khối.
    word: String = Agreed Limit::Line(20),
    /// What its head is called: Trưởng Cụm, Khối trưởng, …
    head_title: String = Agreed Limit::Line(60),
    /// What its deputy is called.
    deputy_title: String = Agreed Limit::Line(60),
    /// Quyết định thành lập, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    founded: Option<Founding> = Agreed Limit::Type,
    /// Năm thi đua now running.
    year: i16 = Agreed Limit::Type,
}

record_kind! {
    /// A person, by name and post only; how to sign in is not a record.
    Person, check = check_person;
    /// Họ và tên.
    name: String = Agreed Limit::Line(100),
    /// The unit the person works for; none for the central office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<UnitId> = Agreed Limit::Type,
    /// Chức vụ.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    post: String = Agreed Limit::Line(200),
}

/// Characters of the number and of the issuer of a founding decision.
pub const DECISION_CHARS_MAX: usize = 200;
/// The years of which anything can be told: emulation began in 1948.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1945..=2200;

fn check_cluster(cluster: &Cluster) -> Vec<FieldError> {
    let labels = [
        ("word", &cluster.word),
        ("head_title", &cluster.head_title),
        ("deputy_title", &cluster.deputy_title),
    ];
    let mut found = blanks(&[("name", &cluster.name), ("short", &cluster.short)]);
    found.extend(blanks(&labels));
    if cluster.number == Some(0) {
        found.push(FieldError::new("number", Problem::NotPositive));
    }
    if !YEARS.contains(&cluster.year) {
        found.push(FieldError::new("year", Problem::OutOfRange));
    }
    found.extend(cluster.founded.as_ref().and_then(founding_problem));
    found
}

fn founding_problem(founding: &Founding) -> Option<FieldError> {
    let words = [&founding.number, &founding.issuer];
    let wrong = words.into_iter().find_map(|words| words_problem(words, DECISION_CHARS_MAX));
    let problem = wrong.or((!YEARS.contains(&founding.date.year())).then_some(Problem::OutOfRange));
    problem.map(|problem| FieldError::new("founded", problem))
}

fn check_person(person: &Person) -> Vec<FieldError> {
    blanks(&[("name", &person.name)])
}

/// The fields that were left blank.
pub(super) fn blanks(fields: &[(&str, &String)]) -> Vec<FieldError> {
    fields
        .iter()
        .filter(|(_, value)| value.trim().is_empty())
        .map(|(name, _)| FieldError::new(name, Problem::Blank))
        .collect()
}
