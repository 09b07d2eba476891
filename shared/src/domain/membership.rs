//! A unit's place in a cluster, and who leads the cluster in a year.

use jiff::civil::Date;

use super::directory::YEARS;
use super::kind::{Keyed, record_kind};
use crate::field::{FieldError, Limit, Problem};
use crate::id::{SpaceId, UnitId};
use crate::order::{ORDER_CHARS_MAX, OrderKey};

record_kind! {
    /// A unit's place in a cluster. Leaving sets its last day; coming back makes another (I-02).
    Membership, check = check_membership;
    /// The cluster.
    cluster: SpaceId = Fixed Limit::Type,
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// The first day; none when it is not known, and for members since the cluster was founded.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    from: Option<Date> = Agreed Limit::Type,
    /// The last day; none while it is a member.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    to: Option<Date> = Agreed Limit::Type,
    /// Thứ tự in which members are printed.
    order: OrderKey = Ordered Limit::Line(ORDER_CHARS_MAX),
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

impl Term {
    /// A term of which nothing is known yet.
    pub fn empty(cluster: SpaceId, year: i16) -> Self {
        Self { cluster, year, head: UnitId::nobody(), deputy: None, how: String::new() }
    }
}

impl Keyed for Term {
    fn key(&self) -> String {
        format!("term/{}/{}", self.cluster, self.year)
    }
}

impl Membership {
    /// Whether it holds in an emulation year: on one day of it at least.
    pub fn is_in(&self, year: i16) -> bool {
        self.from.is_none_or(|from| from.year() <= year) && self.to.is_none_or(|to| to.year() >= year)
    }

    /// Whether both hold on some day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let reaches = |from: Option<Date>, to: Option<Date>| match (from, to) {
            (Some(from), Some(to)) => from <= to,
            (None, _) | (_, None) => true,
        };
        reaches(self.from, other.to) && reaches(other.from, self.to)
    }
}

fn check_membership(membership: &Membership) -> Vec<FieldError> {
    let mut found = Vec::new();
    for (name, day) in [("from", membership.from), ("to", membership.to)] {
        if day.is_some_and(|day| !YEARS.contains(&day.year())) {
            found.push(FieldError::new(name, Problem::OutOfRange));
        }
    }
    if membership.from.zip(membership.to).is_some_and(|(from, to)| to < from) {
        found.push(FieldError::new("to", Problem::EndsBeforeStart));
    }
    found
}

fn check_term(term: &Term) -> Vec<FieldError> {
    let mut found = Vec::new();
    if !YEARS.contains(&term.year) {
        found.push(FieldError::new("year", Problem::OutOfRange));
    }
    // I-03.
    if term.deputy == Some(term.head) {
        found.push(FieldError::new("deputy", Problem::SameUnit));
    }
    found
}
