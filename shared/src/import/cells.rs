//! What single cells hold, with what there is to say of them.

use super::{Column, Layout, Line, Says};
use crate::number::{NumberProblem, Quantity, parse};
use crate::sheet::{Cell, Row};
use crate::text::folded;

/// A row with the meaning of its columns.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) row: &'a Row,
    pub(super) layout: &'a Layout,
}

impl<'a> Cells<'a> {
    pub(super) fn cell(self, column: Column) -> &'a Cell {
        self.layout.place(column).map_or(&Cell::Blank, |place| self.row.cell(place))
    }

    /// Whether the row says anything in these columns.
    pub(super) fn says(self, columns: &[Column]) -> bool {
        columns.iter().any(|column| *self.cell(*column) != Cell::Blank)
    }

    /// The words of a cell; none where there are none, or they cannot be used.
    pub(super) fn words(self, column: Column, line: &mut Line) -> Option<String> {
        match self.cell(column) {
            Cell::Blank => None,
            Cell::Faulty(fault) => {
                line.note(column, Says::Fault(fault.clone()));
                None
            }
            Cell::Text(words) => Some(words.split_whitespace().collect::<Vec<_>>().join(" ")),
            other => Some(other.shown()),
        }
    }

    /// One of some words, each with what it stands for; none where the cell is blank or says something else.
    pub(super) fn choice<C: Copy>(self, column: Column, choices: &[(&str, C)], line: &mut Line) -> Option<C> {
        let words = self.words(column, line)?;
        let plain = folded(&words);
        let found = choices.iter().find(|(name, _)| *name == plain.trim()).map(|(_, choice)| *choice);
        if found.is_none() {
            line.note(column, Says::NotChoice);
        }
        found
    }

    /// The figure of a cell; none where it is blank or cannot be used. `rate`: whether percentages belong here.
    pub(super) fn figure(self, column: Column, rate: bool, line: &mut Line) -> Option<Quantity> {
        let words = match self.cell(column) {
            Cell::Blank => return None,
            Cell::Number { percent: true, .. } if !rate => {
                line.note(column, Says::Percent);
                return None;
            }
            Cell::Number { value, rounded, .. } => {
                if *rounded {
                    line.note(column, Says::Rounded(*value));
                }
                return Some(*value);
            }
            Cell::Text(words) => words.as_str(),
            Cell::Faulty(fault) => {
                line.note(column, Says::Fault(fault.clone()));
                return None;
            }
            Cell::Day(_) => {
                line.note(column, Says::NotNumber);
                return None;
            }
        };
        // A dash stands for nothing in tables.
        if matches!(words, "-" | "–" | "—" | "…" | "...") {
            return None;
        }
        let bare = if rate { words.strip_suffix('%').unwrap_or(words) } else { words };
        match parse(bare) {
            Ok(figure) => figure,
            Err(problem) => {
                line.note(
                    column,
                    match problem {
                        NumberProblem::NotNumber => Says::NotNumber,
                        NumberProblem::Ambiguous(readings) => Says::Ambiguous(readings),
                        NumberProblem::TooLong => Says::TooLong,
                    },
                );
                None
            }
        }
    }
}

/// Whether a row sums up others.
pub(super) fn is_total(name: &str) -> bool {
    const TOTALS: [&str; 6] = ["tong", "cong", "tong cong", "tong so", "toan cum", "total"];
    TOTALS.contains(&folded(name).trim().trim_end_matches(':'))
}
