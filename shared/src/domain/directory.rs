//! The directory of an installation: units, clusters, membership, terms, people.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::kind::record_kind;
use crate::field::{FieldError, Limit, Problem};
use crate::id::{SpaceId, UnitId};

/// Cấp: who set the cluster up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Tỉnh, thành phố.
    Province,
}

/// Quyết định thành lập.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Đơn vị thành viên: a member organisation.
    Unit, check = check_unit;
    /// Tên pháp lý.
    name: String = Agreed Limit::Line(200),
    /// Tên ngắn.
    short: String = Agreed Limit::Line(100),
    /// Tên gọi khác.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    aliases: BTreeSet<String> = Set Limit::Items(50),
}

record_kind! {
    /// A unit's place in a cluster.
    Membership, check = no_problem;
    /// The cluster.
    cluster: SpaceId = Fixed Limit::Type,
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// Thứ tự in which members are printed, from 1.
    order: u16 = Agreed Limit::Type,
}

record_kind! {
    /// Nhiệm kỳ: the head and deputy of a cluster for one year. Both are organisations.
    Term, check = check_term;
    /// The cluster.
    cluster: SpaceId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Đơn vị Cụm trưởng.
    head: UnitId = Agreed Limit::Type,
    /// Đơn vị Cụm phó, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deputy: Option<UnitId> = Agreed Limit::Type,
    /// How they were chosen, in the report's words: bầu, thống nhất giao, đề cử suy tôn.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    how: String = Agreed Limit::Line(100),
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

fn check_cluster(cluster: &Cluster) -> Vec<FieldError> {
    let blank = [("name", &cluster.name), ("short", &cluster.short), ("word", &cluster.word)];
    blanks(&blank)
}

fn check_unit(unit: &Unit) -> Vec<FieldError> {
    blanks(&[("name", &unit.name), ("short", &unit.short)])
}

fn check_person(person: &Person) -> Vec<FieldError> {
    blanks(&[("name", &person.name)])
}

fn check_term(term: &Term) -> Vec<FieldError> {
    // The head cannot be its own deputy.
    if term.deputy == Some(term.head) {
        vec![FieldError::new("deputy", Problem::OutOfRange)]
    } else {
        Vec::new()
    }
}

fn no_problem(_: &Membership) -> Vec<FieldError> {
    Vec::new()
}

/// The fields that were left blank.
pub(super) fn blanks(fields: &[(&str, &String)]) -> Vec<FieldError> {
    fields
        .iter()
        .filter(|(_, value)| value.trim().is_empty())
        .map(|(name, _)| FieldError::new(name, Problem::Blank))
        .collect()
}
