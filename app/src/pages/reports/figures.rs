//! The figures that a report draws in: as they stand, as they stood when it was sent, and as words for its text.
//!
//! A report is a Vietnamese document whatever language the screen speaks, so its figures are written as the country
//! writes them.

use shared::achievement::{Achievement, FULL};
use shared::domain::{Basis, Nature, REPORT_FIGURES_MAX, ReportedFigure, Span, Target};
use shared::id::UnitId;
use shared::number::{Marks, Quantity, written, written_with};

use crate::repo::types::Board;

/// The figures of a unit for a span as they stand now, in the order of the targets.
pub(super) fn standing(board: &Board, unit: UnitId, span: Span) -> Vec<ReportedFigure> {
    let figure = |held: &crate::repo::types::Held<Target>| {
        let cell = board.cell(held.id, unit);
        let plan = cell.and_then(|cell| cell.plan.as_ref()).map(|plan| &plan.record);
        let counting = cell.and_then(|cell| cell.counting(span)).map(|held| &held.record);
        let counting = counting.and_then(|figure| Some((figure.basis, figure.value?)));
        ReportedFigure::of((held.id, &held.record), plan, counting, span)
    };
    let concerning = board.targets.iter().filter(|held| Board::concerns(&held.record, unit));
    concerning.map(figure).take(REPORT_FIGURES_MAX).collect()
}

/// A figure of a report beside the one that stands now.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// As it was sent, or as it stands while nothing is sent.
    pub(super) figure: ReportedFigure,
    /// As it stands now, where that is another.
    pub(super) now: Option<ReportedFigure>,
    /// Whether its target is in force no more.
    pub(super) is_gone: bool,
}

/// The figures as they were sent, each with what has become of it since; what has come since stands at the end.
pub(super) fn rows(sent: Option<&[ReportedFigure]>, now: &[ReportedFigure]) -> Vec<Row> {
    let Some(sent) = sent else {
        let row = |figure: &ReportedFigure| Row { figure: figure.clone(), now: None, is_gone: false };
        return now.iter().map(row).collect();
    };
    let row = |then: &ReportedFigure| {
        let found = now.iter().find(|it| it.target == then.target);
        let moved = found.filter(|found| !says_the_same(found, then)).cloned();
        Row { figure: then.clone(), now: moved, is_gone: found.is_none() }
    };
    let is_new = |it: &&ReportedFigure| {
        (it.plan.is_some() || it.value.is_some()) && !sent.iter().any(|then| then.target == it.target)
    };
    let blank = |it: &ReportedFigure| ReportedFigure { plan: None, value: None, basis: None, ..it.clone() };
    let come = now.iter().filter(is_new);
    let come = come.map(|it| Row { figure: blank(it), now: Some(it.clone()), is_gone: false });
    sent.iter().map(row).chain(come).collect()
}

/// Whether two say the same; by another name, a target is still the same.
fn says_the_same(one: &ReportedFigure, other: &ReportedFigure) -> bool {
    let figures = |it: &ReportedFigure| (it.plan, it.unassigned, it.basis, it.value);
    figures(one) == figures(other) && one.measure == other.measure
}

impl Row {
    /// Whether there is anything to read in it.
    pub(super) fn says_something(&self) -> bool {
        let it = &self.figure;
        it.plan.is_some() || it.value.is_some() || it.unassigned || self.now.is_some()
    }

    /// Whether a reader has to know that it is not what stands now.
    pub(super) fn has_moved(&self) -> bool {
        self.now.is_some() || self.is_gone
    }
}

/// A figure as the document writes it.
pub(super) fn figure(figure: Quantity) -> String {
    written(figure, Marks::Vietnamese)
}

fn percent(tenths: i128) -> String {
    format!("{}%", written_with((tenths, 1), 1, Marks::Vietnamese))
}

fn measured(of: &ReportedFigure, value: Quantity) -> String {
    match of.nature {
        Nature::Rate => format!("{}%", figure(value)),
        Nature::Count | Nature::Money => format!("{} {}", figure(value), of.measure),
    }
}

/// Đạt and vượt in the columns of the document's table.
pub(super) fn reached(of: &ReportedFigure) -> (String, String) {
    let none = String::new;
    match of.achievement() {
        Achievement::Unassigned => (none(), "Không giao".to_owned()),
        Achievement::NoPlan | Achievement::Blank => (none(), none()),
        Achievement::Share { reached, missing } => {
            let beside = if missing.is_positive() {
                format!("Thiếu {}", figure(missing))
            } else if reached > FULL {
                percent(reached - FULL)
            } else {
                none()
            };
            (percent(reached), beside)
        }
        Achievement::Points { ahead } if ahead < Quantity::ZERO => {
            (none(), format!("Thiếu {} điểm phần trăm", figure(ahead.abs())))
        }
        Achievement::Points { ahead } => ("Đạt".to_owned(), format!("{} điểm phần trăm", figure(ahead))),
        Achievement::Within { room } if room < Quantity::ZERO => {
            (none(), format!("Quá mức {}", figure(room.abs())))
        }
        Achievement::Within { .. } => ("Trong mức".to_owned(), none()),
    }
}

/// A figure in words that cannot be misread, to be put into a text: `13 hợp tác xã, đạt 185,7% kế hoạch (vượt 85,7%)`.
/// None while there is no figure.
pub(super) fn phrase(of: &ReportedFigure) -> Option<String> {
    let value = measured(of, of.value?);
    let said = if of.basis == Some(Basis::Estimate) { format!("ước {value}") } else { value };
    let plan = || of.plan.map(|plan| measured(of, plan)).unwrap_or_default();
    Some(match of.achievement() {
        Achievement::Unassigned | Achievement::NoPlan | Achievement::Blank => said,
        Achievement::Share { reached, missing } if missing.is_positive() => {
            format!("{said}, đạt {} kế hoạch (còn thiếu {})", percent(reached), measured(of, missing))
        }
        Achievement::Share { reached, .. } if reached > FULL => {
            format!("{said}, đạt {} kế hoạch (vượt {})", percent(reached), percent(reached - FULL))
        }
        Achievement::Points { ahead } if ahead.is_positive() => {
            format!("{said}, vượt {} điểm phần trăm so với kế hoạch {}", figure(ahead), plan())
        }
        Achievement::Points { ahead } if ahead < Quantity::ZERO => {
            format!("{said}, thấp hơn kế hoạch {} là {} điểm phần trăm", plan(), figure(ahead.abs()))
        }
        Achievement::Share { .. } | Achievement::Points { .. } => format!("{said}, đạt đúng kế hoạch"),
        Achievement::Within { room } if room < Quantity::ZERO => {
            format!("{said}, quá mức {} của kế hoạch {}", figure(room.abs()), plan())
        }
        Achievement::Within { .. } => format!("{said}, trong mức kế hoạch {}", plan()),
    })
}

/// Plan and actual in a few words, to be set against what they were: `13/7, chính thức`.
pub(super) fn briefly(of: &ReportedFigure) -> String {
    let or_dash = |it: Option<Quantity>| it.map_or_else(|| "–".to_owned(), figure);
    let both = format!("{}/{}", or_dash(of.value), or_dash(of.plan));
    match of.basis {
        _ if of.unassigned => format!("{}, không giao chỉ tiêu", or_dash(of.value)),
        Some(Basis::Estimate) => format!("{both} (ước)"),
        Some(Basis::Official) | None => both,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use shared::domain::Sense;
    use shared::id::RecordId;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    pub(in crate::pages::reports) fn quantity(text: &str) -> Quantity {
        Quantity::try_from(text.to_owned()).unwrap()
    }

    pub(in crate::pages::reports) fn reported(
        (nature, sense): (Nature, Sense),
        measure: &str,
        plan: &str,
        value: &str,
    ) -> ReportedFigure {
        let some = |text: &str| (!text.is_empty()).then(|| quantity(text));
        ReportedFigure {
            target: RecordId::derived([1; 16]),
            name: "Chỉ tiêu".to_owned(),
            measure: measure.to_owned(),
            nature,
            sense,
            plan: some(plan),
            unassigned: false,
            basis: some(value).map(|_| Basis::Official),
            value: some(value),
        }
    }

    const COUNT: (Nature, Sense) = (Nature::Count, Sense::Higher);

    #[wasm_bindgen_test]
    fn a_figure_is_told_in_words_that_cannot_be_misread() {
        let rate = (Nature::Rate, Sense::Higher);
        let cases = [
            (
                reported(COUNT, "phần quà", "36500", "74958"),
                Some("74.958 phần quà, đạt 205,4% kế hoạch (vượt 105,4%)"),
            ),
            (reported(COUNT, "căn", "20", "17"), Some("17 căn, đạt 85,0% kế hoạch (còn thiếu 3 căn)")),
            (reported(COUNT, "căn", "20", "20"), Some("20 căn, đạt đúng kế hoạch")),
            (reported(rate, "%", "90", "97.7"), Some("97,7%, vượt 7,7 điểm phần trăm so với kế hoạch 90%")),
            (reported((Nature::Count, Sense::Lower), "vụ", "5", "4"), Some("4 vụ, trong mức kế hoạch 5 vụ")),
            (reported(COUNT, "lớp", "", "3"), Some("3 lớp")),
            (reported(COUNT, "lớp", "24", ""), None),
        ];
        for (figure, expected) in cases {
            assert_eq!(phrase(&figure).as_deref(), expected);
        }
        let estimate = ReportedFigure {
            basis: Some(Basis::Estimate),
            ..reported(COUNT, "đơn vị máu", "12000", "12500")
        };
        assert_eq!(
            phrase(&estimate).as_deref(),
            Some("ước 12.500 đơn vị máu, đạt 104,2% kế hoạch (vượt 4,2%)")
        );
    }

    #[wasm_bindgen_test]
    fn what_has_changed_since_it_was_sent_is_told_with_both_values() {
        let sent = reported(COUNT, "căn", "20", "17");
        let named = ReportedFigure { name: "Tên khác".to_owned(), ..sent.clone() };
        let now = ReportedFigure { value: Some(quantity("18")), ..sent.clone() };
        let come = ReportedFigure { target: RecordId::derived([2; 16]), ..now.clone() };
        let moved = |sent: &[ReportedFigure], now: &[ReportedFigure]| -> Vec<(String, Option<String>)> {
            let moved = rows(Some(sent), now).into_iter().filter(Row::has_moved);
            moved.map(|row| (briefly(&row.figure), row.now.as_ref().map(briefly))).collect()
        };
        let own = std::slice::from_ref(&sent);
        let pair = |then: &str, now: Option<&str>| (then.to_owned(), now.map(str::to_owned));
        assert_eq!(moved(own, own), []);
        assert_eq!(moved(own, &[named]), []);
        assert_eq!(moved(own, std::slice::from_ref(&now)), [pair("17/20", Some("18/20"))]);
        assert_eq!(moved(own, &[]), [pair("17/20", None)]);
        assert_eq!(moved(own, &[sent.clone(), come]), [pair("–/–", Some("18/20"))]);
        assert!(rows(None, &[now]).iter().all(|row| !row.has_moved()));
    }
}
