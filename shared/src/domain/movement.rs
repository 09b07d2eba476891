//! Phong trào thi đua và cuộc vận động: what a cluster's units answer in a year.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::record_kind;
use super::year::Period;
use crate::field::{FieldError, Limit, Problem};

/// Loại.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Phong trào thi đua.
    Movement,
    /// Cuộc vận động.
    Campaign,
}

record_kind! {
    /// Phong trào thi đua or cuộc vận động, in the catalogue of a cluster's year.
    Movement, check = check;
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Tên, without its quotation marks.
    name: String = Agreed Limit::Line(200),
    /// Loại.
    kind: MovementKind = Agreed Limit::Type,
    /// Cơ quan phát động.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    launched_by: String = Agreed Limit::Line(200),
    /// Thời gian: it may have begun years ago and last for years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<Period> = Agreed Limit::Type,
    /// Văn bản, by number: Chỉ thị 05-CT/TW.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    document: String = Agreed Limit::Line(200),
    /// Ngày ký of the document.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    signed_on: Option<Date> = Agreed Limit::Type,
    /// Ghi chú.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String = Text Limit::Text(2_000),
}

/// A movement runs for some years; many more are a slip of the finger.
const YEARS_MAX: i16 = 30;

fn check(movement: &Movement) -> Vec<FieldError> {
    let mut found = super::directory::blanks(&[("name", &movement.name)]);
    let is_near = |day: Date| (day.year() - movement.year).abs() <= YEARS_MAX;
    if let Some(Period { from, to }) = movement.period {
        if to < from {
            found.push(FieldError::new("period", Problem::EndsBeforeStart));
        } else if !is_near(from) || !is_near(to) || from.year() > movement.year || to.year() < movement.year {
            // Of another year, it does not belong into this one's catalogue.
            found.push(FieldError::new("period", Problem::OutOfRange));
        }
    }
    // A document may be older than what it is invoked for, but not younger than the year's end.
    if movement.signed_on.is_some_and(|day| !is_near(day) || day.year() > movement.year) {
        found.push(FieldError::new("signed_on", Problem::OutOfRange));
    }
    found
}
