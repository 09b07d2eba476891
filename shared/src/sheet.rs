//! Bảng tính: what stands in the cells of a workbook or of a text in columns, before anybody has said what it means.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::number::{FRACTION_DIGITS_MAX, Marks, Quantity, written};
use crate::{day, text};

/// Rows of one sheet that are read.
pub const ROWS_MAX: usize = 60_000;
/// Columns of one sheet that are read.
pub const COLUMNS_MAX: usize = 60;
/// Characters of one cell that are read: a longer one is no cell of a list.
pub const CELL_CHARS_MAX: usize = 5_000;

/// Characters of one cell that are written: a workbook's cell holds no more.
pub const WRITTEN_CHARS_MAX: usize = 32_767;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    #[default]
    Blank,
    /// Words, in the stored form, without the spaces around them.
    Text(String),
    /// A number that the workbook holds as one.
    Number {
        /// Its value; of a percentage what is shown: 85,7 where the workbook holds 0,857.
        value: Quantity,
        /// Whether it is shown as a percentage.
        percent: bool,
        /// Whether it is finer than figures may be, and was rounded.
        rounded: bool,
    },
    /// A day.
    Day(#[serde(with = "day")] Date),
    /// Something that cannot be used.
    Faulty(Fault),
}

/// Why a cell cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A formula without a result: whatever wrote the file did not calculate it.
    NotCalculated,
    /// A formula's own error, as spreadsheets write it: `#REF!`.
    Error(String),
    /// A number in a cell that is merged of several: of which of them it is cannot be told.
    Merged,
    /// A number larger than figures may be.
    TooLarge,
    /// More characters than a cell of a list has.
    TooLong,
    /// Letters of an alphabet from before Unicode (TCVN3, VNI), which reads as other words.
    OldLetters,
}

/// A row of a sheet that has anything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number in the sheet; the first is 1.
    pub number: u32,
    /// Its cells from the first column on, as far as there is anything.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A cell, blank where there is none.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Blank)
    }
}

impl Cell {
    /// The cell that holds these words.
    pub fn text(words: &str) -> Self {
        if words.chars().nth(CELL_CHARS_MAX).is_some() {
            return Self::Faulty(Fault::TooLong);
        }
        let clean = text::clean(words);
        match clean.trim() {
            "" => Self::Blank,
            words if has_old_letters(words) => Self::Faulty(Fault::OldLetters),
            words => Self::Text(words.to_owned()),
        }
    }

    /// The cell that shows words of our own records, which may be longer than what is read and in any letters. Nothing of
    /// them is lost, as far as a workbook's cell can hold them.
    pub fn words(words: &str) -> Self {
        let clean = text::clean(words);
        let clean = clean.trim();
        if clean.is_empty() {
            return Self::Blank;
        }
        if clean.chars().nth(WRITTEN_CHARS_MAX).is_none() {
            return Self::Text(clean.to_owned());
        }
        Self::Text(clean.chars().take(WRITTEN_CHARS_MAX - 1).chain(['…']).collect())
    }

    /// The cell that holds this number, shown as a percentage or not. A workbook's numbers have fifteen digits that can be
    /// trusted; what stands behind them comes from calculating in twos.
    pub fn number(double: f64, percent: bool) -> Self {
        match decimal(double, if percent { 2 } else { 0 }) {
            Some((value, rounded)) => Self::Number { value, percent, rounded },
            None => Self::Faulty(Fault::TooLarge),
        }
    }

    /// What a person sees in it.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank
            | Self::Faulty(Fault::NotCalculated | Fault::Merged | Fault::TooLarge | Fault::TooLong) => {
                String::new()
            }
            Self::Text(words) => words.clone(),
            Self::Number { value, percent, .. } => {
                let sign = if *percent { "%" } else { "" };
                format!("{}{sign}", written(*value, Marks::Vietnamese))
            }
            Self::Day(day) => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
            Self::Faulty(Fault::Error(error)) => error.clone(),
            Self::Faulty(Fault::OldLetters) => "…".to_owned(),
        }
    }
}

/// A double with its mark moved to the right, to fifteen digits and as fine as figures may be; whether that rounded it.
/// None when it is too large for a figure.
fn decimal(double: f64, moved: i32) -> Option<(Quantity, bool)> {
    if !double.is_finite() {
        return None;
    }
    // `-1.23450000000000e2`: fourteen digits behind the first.
    let written = format!("{double:.14e}");
    let (digits, exponent) = written.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, fraction) = digits.split_once('.')?;
    let mut units: i128 = format!("{whole}{fraction}").parse().ok()?;
    // Of a double the exponent has three digits at the most.
    let mut scale = 14 - exponent - moved;
    if units == 0 {
        return Some((Quantity::ZERO, false));
    }
    while units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    while scale < 0 {
        units = units.checked_mul(10)?;
        scale += 1;
    }
    let finest = i32::try_from(FRACTION_DIGITS_MAX).ok()?;
    let rounded = scale > finest;
    while scale > finest {
        // Rounded once: by the first digit that is cut.
        units = if scale - 1 == finest { rounded_tenth(units) } else { units / 10 };
        scale -= 1;
    }
    Some((Quantity::scaled(units, u32::try_from(scale).ok()?)?, rounded))
}

/// A tenth, rounded half away from zero.
fn rounded_tenth(units: i128) -> i128 {
    let half = if units < 0 { -5 } else { 5 };
    (units + half) / 10
}

/// Whether words are written in letters of TCVN3 or VNI. Their files read as Latin-1, so that marks and signs stand
/// between letters where no language has them: “Héi CCB tØnh”, “§¬n vÞ”, “Hoäi Noâng daân”.
fn has_old_letters(words: &str) -> bool {
    /// Signs that stand for Vietnamese letters in TCVN3, and for nothing between letters in Unicode.
    const SIGNS: &str = "¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾ÆØÞßæçëîïñö÷øûüþÿ";
    let letters: Vec<char> = words.chars().collect();
    let is_sign = |c: &char| SIGNS.contains(*c);
    let is_old = |pair: &[char]| match pair {
        [one, other] => {
            (is_sign(one) && other.is_alphabetic() && !is_sign(other))
                || (is_sign(other) && one.is_alphabetic() && !is_sign(one))
        }
        _ => false,
    };
    letters.windows(2).filter(|pair| is_old(pair)).count() >= 2
}

/// A list to be written into a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it is called: the name of the sheet.
    pub name: String,
    /// The headings of its columns.
    pub headings: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_to_the_digits_that_can_be_trusted() {
        let cases = [
            (74_958.0, false, "74958", false),
            (0.1 + 0.2, false, "0.3", false),
            (0.857, true, "85.7", false),
            (1.0, true, "100", false),
            (600.0 / 7.0, false, "85.714286", true),
            (-2.5, false, "-2.5", false),
            (-0.0, false, "0", false),
            (1e14, false, "100000000000000", false),
            (999_999_999_999_999.0, false, "999999999999999", false),
            (0.000_000_4, false, "0", true),
            (0.000_000_5, false, "0.000001", true),
            (-0.000_000_5, false, "-0.000001", true),
            (1_234_567.25, false, "1234567.25", false),
        ];
        for (double, percent, expected, is_rounded) in cases {
            let Cell::Number { value, rounded, .. } = Cell::number(double, percent) else {
                panic!("{double} is no number");
            };
            assert_eq!((String::from(value).as_str(), rounded), (expected, is_rounded), "{double}");
        }
        for double in [1e15, -1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(Cell::number(double, false), Cell::Faulty(Fault::TooLarge), "{double}");
        }
    }

    #[test]
    fn words_of_our_own_are_written_whatever_their_length_and_letters() {
        let long = "x".repeat(CELL_CHARS_MAX + 1);
        for words in ["§¬n vÞ tÝnh", "Hội\nNhà báo", &long, &"x".repeat(WRITTEN_CHARS_MAX)] {
            assert_eq!(Cell::words(words), Cell::Text(words.to_owned()));
        }
        assert_eq!(Cell::words(" \n"), Cell::Blank);
        let Cell::Text(cut) = Cell::words(&"x".repeat(WRITTEN_CHARS_MAX + 1)) else { panic!("no words") };
        assert_eq!((cut.chars().count(), cut.chars().last()), (WRITTEN_CHARS_MAX, Some('…')));
    }

    #[test]
    fn words_are_taken_clean_and_old_alphabets_are_known() {
        assert_eq!(Cell::text("  Hội  Nhà báo\u{200b} "), Cell::Text("Hội  Nhà báo".to_owned()));
        assert_eq!(Cell::text(" \u{feff}\n"), Cell::Blank);
        assert_eq!(Cell::text(&"x".repeat(CELL_CHARS_MAX + 1)), Cell::Faulty(Fault::TooLong));
        for old in ["§¬n vÞ tÝnh", "Héi Ch÷ thËp ®á tØnh §ång Th¸p", "ChØ tiªu thi ®ua"] {
            assert_eq!(Cell::text(old), Cell::Faulty(Fault::OldLetters), "{old}");
        }
        for good in [
            "Đơn vị tính",
            "Hội Chữ thập đỏ",
            "§ 5 khoản 2",
            "Công ty A® Việt",
            "20 °C",
            "Ủy ban",
            "Krông Nô",
            "Ðoàn Ðội Ðảng",
        ] {
            assert_eq!(Cell::text(good), Cell::Text(good.to_owned()));
        }
    }
}
