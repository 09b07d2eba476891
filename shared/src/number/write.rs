//! Figures as people read them.

use super::Quantity;

/// Which marks stand between groups of three and before the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// `74.958,5`
    Vietnamese,
    /// `74,958.5`
    English,
}

impl Marks {
    fn both(self) -> (char, char) {
        match self {
            Self::Vietnamese => ('.', ','),
            Self::English => (',', '.'),
        }
    }
}

/// A figure with the decimals that it has: `74.958`, `52.318,5`, `−3`.
pub fn written(figure: Quantity, marks: Marks) -> String {
    written_with(figure.units(), figure.units().1, marks)
}

/// Digits with so many of them behind the mark, shown with at least `decimals`: one column has one number of them.
pub fn written_with((units, scale): (i128, u32), decimals: u32, marks: Marks) -> String {
    let (group, point) = marks.both();
    let shown = scale.max(decimals);
    let digits = (units.unsigned_abs() * 10_u128.pow(shown - scale)).to_string();
    let fraction_digits = usize::try_from(shown).unwrap_or(0);
    let digits = format!("{digits:0>width$}", width = fraction_digits + 1);
    let (whole, fraction) = digits.split_at(digits.len() - fraction_digits);
    let mut text = String::with_capacity(digits.len() * 2);
    if units < 0 {
        text.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_the_country_writes_them() {
        let cases = [
            ("74958", "74.958", "74,958"),
            ("52318.5", "52.318,5", "52,318.5"),
            ("0.25", "0,25", "0.25"),
            ("-1234.5", "−1.234,5", "−1,234.5"),
            ("0", "0", "0"),
            ("999", "999", "999"),
        ];
        for (stored, vi, en) in cases {
            let figure = Quantity::try_from(stored.to_owned()).unwrap();
            assert_eq!(written(figure, Marks::Vietnamese), vi);
            assert_eq!(written(figure, Marks::English), en);
            assert_eq!(super::super::parse(vi), Ok(Some(figure)));
        }
        assert_eq!(written_with((1857, 1), 1, Marks::Vietnamese), "185,7");
        assert_eq!(written_with((100, 0), 1, Marks::Vietnamese), "100,0");
    }
}
