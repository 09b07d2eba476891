//! Figures: exact decimal numbers, as they are stored, read from what people type, and written for people.
//!
//! Nothing here is binary floating point: `97,7 − 90` is `7,7` (`domain.md` §8).

mod read;
mod write;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

pub use read::{NumberProblem, parse};
pub use write::{Marks, written, written_with};

/// Digits before the decimal mark.
pub const WHOLE_DIGITS_MAX: u32 = 15;
/// Digits after the decimal mark.
pub const FRACTION_DIGITS_MAX: u32 = 6;

/// Số liệu: an exact decimal number without needless zeros, so that equal figures are equal on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Quantity(Decimal);

/// The text is not a figure in the stored form (`-12.5`), or larger or finer than figures may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a figure in the stored form")]
pub struct BadQuantity;

impl Quantity {
    /// Nothing of it; not the same as a blank (I-24).
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(Decimal::from(number))
    }

    /// `units` divided by ten as often as `scale` says; none when that is larger or finer than a figure may be.
    pub fn scaled(units: i128, scale: u32) -> Option<Self> {
        Self::bounded(Decimal::try_from_i128_with_scale(units, scale).ok()?)
    }

    fn bounded(number: Decimal) -> Option<Self> {
        let number = number.normalize();
        let limit = 10_i128.pow(WHOLE_DIGITS_MAX);
        let fits = number.scale() <= FRACTION_DIGITS_MAX && number.trunc().mantissa().abs() < limit;
        fits.then_some(Self(number))
    }

    /// The digits as one whole number, and how many of them stand behind the mark.
    pub fn units(self) -> (i128, u32) {
        (self.0.mantissa(), self.0.scale())
    }

    /// Whether there is nothing behind the mark.
    pub fn is_whole(self) -> bool {
        self.0.scale() == 0
    }

    /// Whether it is above zero.
    pub fn is_positive(self) -> bool {
        self > Self::ZERO
    }

    /// The difference; none when it is too large to be a figure.
    pub fn minus(self, other: Self) -> Option<Self> {
        Self::bounded(self.0.checked_sub(other.0)?)
    }

    /// The sum; none when it is too large to be a figure.
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::bounded(self.0.checked_add(other.0)?)
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// `self ÷ whole × 100` in tenths of a percent, rounded half up; exact. None when `whole` is zero (I-12).
    pub fn percent_tenths_of(self, whole: Self) -> Option<i128> {
        let (part, whole) = aligned(self, whole);
        if whole == 0 {
            return None;
        }
        let (part, whole) = if whole < 0 { (-part, -whole) } else { (part, whole) };
        // Half up, away from zero below it: twice the quotient plus one, halved.
        let doubled = part.abs() * 2_000 + whole;
        let tenths = doubled / (2 * whole);
        Some(if part < 0 { -tenths } else { tenths })
    }
}

/// Two figures as whole numbers of one common unit. Bounded figures cannot overflow: 10^15 × 10^6 × 10^6.
pub(crate) fn aligned(one: Quantity, other: Quantity) -> (i128, i128) {
    let ((a, a_scale), (b, b_scale)) = (one.units(), other.units());
    let scale = a_scale.max(b_scale);
    (a * 10_i128.pow(scale - a_scale), b * 10_i128.pow(scale - b_scale))
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.0.to_string()
    }
}

impl TryFrom<String> for Quantity {
    type Error = BadQuantity;
    fn try_from(text: String) -> Result<Self, BadQuantity> {
        let number = Decimal::from_str_exact(&text).map_err(|_| BadQuantity)?;
        let quantity = Self::bounded(number).ok_or(BadQuantity)?;
        // Two texts for one figure would make two equal values differ.
        if String::from(quantity) == text { Ok(quantity) } else { Err(BadQuantity) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_figure_has_one_stored_form() {
        for good in ["0", "74958", "-3", "185.7", "0.000001", "999999999999999.999999"] {
            assert_eq!(String::from(quantity(good)), good);
        }
        for bad in ["", "1.50", "01", "1,5", "+1", "-0", "1e3", "1000000000000000", "0.0000001", " 1", "NaN"]
        {
            assert_eq!(Quantity::try_from(bad.to_owned()), Err(BadQuantity), "{bad}");
        }
    }

    #[test]
    fn percentages_are_exact_and_rounded_half_up() {
        let cases = [
            ("13", "7", Some(1857)),
            ("74958", "36500", Some(2054)),
            ("74958", "24500", Some(3060)),
            ("97.7", "90", Some(1086)),
            ("1", "2000", Some(1)),
            ("1", "2001", Some(0)),
            ("-1", "2000", Some(-1)),
            ("0", "7", Some(0)),
            ("5", "0", None),
            ("999999999999999.999999", "0.000001", Some(999_999_999_999_999_999_999_000)),
        ];
        for (part, whole, expected) in cases {
            assert_eq!(quantity(part).percent_tenths_of(quantity(whole)), expected, "{part}/{whole}");
        }
    }

    #[test]
    fn differences_are_decimal() {
        assert_eq!(quantity("97.7").minus(quantity("90")), Some(quantity("7.7")));
        assert_eq!(quantity("999999999999999").plus(quantity("1")), None);
    }
}
