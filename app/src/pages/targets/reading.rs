//! What was typed into a cell, and what is wrong with it.

use shared::domain::{Nature, Target};
use shared::field::Problem;
use shared::number::{self, NumberProblem, Quantity};

use super::slot::Column;
use crate::{format, tr, words};

/// Why a figure was not taken. What was typed stays in its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not a number.
    NotNumber,
    /// It can be read in several ways: a question.
    Ambiguous(Vec<Quantity>),
    /// It breaks a rule.
    Rule(Problem),
    /// Somebody else's figure, and no document is named.
    NoSource,
    /// Its time is over, and no reason is given.
    NoReason,
    /// It was typed, but never saved.
    LeftOver,
    /// The repository did not take it, for this reason.
    Refused(String),
}

/// The figure that was typed for a target; nothing when the cell is empty.
pub(super) fn read(target: &Target, column: Column, text: &str) -> Result<Option<Quantity>, Fault> {
    let bare = text.trim();
    // The sign stands in the column already; whoever types it as well means the same.
    let bare = if target.nature == Nature::Rate { bare.trim_end_matches('%') } else { bare };
    match number::parse(bare) {
        Ok(None) => Ok(None),
        Ok(Some(figure)) => match problem(target, column, figure) {
            Some(problem) => Err(Fault::Rule(problem)),
            None => Ok(Some(figure)),
        },
        Err(NumberProblem::NotNumber) => Err(Fault::NotNumber),
        Err(NumberProblem::TooLong) => Err(Fault::Rule(Problem::OutOfRange)),
        Err(NumberProblem::Ambiguous(readings)) => Err(ambiguous(target, column, readings)),
    }
}

/// Only the readings that the target could have; when none could, what is wrong with the first.
fn ambiguous(target: &Target, column: Column, readings: Vec<Quantity>) -> Fault {
    let first = readings.first().and_then(|first| problem(target, column, *first));
    let possible: Vec<_> =
        readings.into_iter().filter(|figure| problem(target, column, *figure).is_none()).collect();
    match first {
        Some(problem) if possible.is_empty() => Fault::Rule(problem),
        _ => Fault::Ambiguous(possible),
    }
}

fn problem(target: &Target, column: Column, figure: Quantity) -> Option<Problem> {
    target.problem(figure).or_else(|| {
        let is_no_plan = column == Column::Plan && !figure.is_positive();
        is_no_plan.then_some(Problem::NotPositive)
    })
}

impl Fault {
    /// What is wrong with what was typed, and what to do.
    pub(super) fn words(&self, typed: &str) -> String {
        match self {
            Self::NotNumber => tr!(problem.number).to_owned(),
            Self::Ambiguous(_) => tr!(target.ambiguous, text = typed.trim()),
            Self::Rule(problem) => words::problem(*problem),
            Self::NoSource => tr!(target.source_missing).to_owned(),
            Self::NoReason => tr!(target.reason_missing).to_owned(),
            Self::LeftOver => tr!(target.left_over).to_owned(),
            Self::Refused(why) => why.clone(),
        }
    }

    /// The figures that it may have been meant as.
    pub(super) fn readings(&self) -> &[Quantity] {
        match self {
            Self::Ambiguous(readings) => readings,
            _ => &[],
        }
    }
}

/// A figure of a target with its unit of measure: `20 căn`, `90%`.
pub(super) fn measured(target: &Target, figure: Quantity) -> String {
    match target.nature {
        Nature::Rate => format!("{}%", format::figure(figure)),
        Nature::Count | Nature::Money => format!("{} {}", format::figure(figure), target.measure),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use shared::domain::Sense;
    use wasm_bindgen_test::wasm_bindgen_test;

    pub(in crate::pages::targets) fn target(nature: Nature, sense: Sense, measure: &str) -> Target {
        Target {
            year: 2024,
            unit: None,
            name: "Chỉ tiêu".to_owned(),
            measure: measure.to_owned(),
            nature,
            sense,
            order: 0,
            note: String::new(),
        }
    }

    pub(in crate::pages::targets) fn quantity(text: &str) -> Quantity {
        Quantity::try_from(text.to_owned()).unwrap()
    }

    #[wasm_bindgen_test]
    fn what_is_typed_is_a_figure_a_question_or_a_mistake() {
        use Column::{Actual, Plan};
        use Nature::{Count, Money, Rate};
        let some = |text: &str| Ok(Some(quantity(text)));
        let asks = |texts: &[&str]| {
            Err(Fault::Ambiguous(texts.iter().map(|text| quantity(text)).collect::<Vec<_>>()))
        };
        let rule = |problem| Err(Fault::Rule(problem));
        let cases = [
            (Count, Actual, "74.958", some("74958")),
            (Count, Actual, "", Ok(None)),
            (Count, Actual, "0", some("0")),
            (Count, Plan, "0", rule(Problem::NotPositive)),
            (Count, Actual, "-3", rule(Problem::Negative)),
            (Count, Actual, "2,5", rule(Problem::NotWhole)),
            // Half a house cannot be meant: there is nothing to ask.
            (Count, Actual, "1.5", rule(Problem::NotWhole)),
            (Count, Actual, "74,958", asks(&["74958"])),
            (Money, Actual, "1.5", asks(&["1.5"])),
            (Money, Actual, "74,958", asks(&["74.958", "74958"])),
            (Money, Actual, "ba", Err(Fault::NotNumber)),
            (Rate, Actual, "97,7%", some("97.7")),
            (Rate, Actual, "1001", rule(Problem::OutOfRange)),
        ];
        for (nature, column, text, expected) in cases {
            assert_eq!(
                read(&target(nature, Sense::Higher, "x"), column, text),
                expected,
                "{nature:?} {column:?} {text}"
            );
        }
    }
}
