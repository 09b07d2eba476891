//! Đạt, vượt, còn thiếu: how a figure stands to its plan, in words and as a bar.

use shared::achievement::{Achievement, FULL};
use shared::domain::Target;
use shared::number::Quantity;

use super::reading::measured;
use crate::{format, tr, words};

/// How a figure stands to its plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pages) struct Reach {
    /// What is reached: `185,7%`, `trong mức`; a dash while nothing can be said.
    pub(in crate::pages) reached: String,
    /// What that means: `vượt 85,7%`, `còn thiếu 3 căn`.
    pub(in crate::pages) beside: String,
    /// Whether the plan is reached; none while that cannot be said.
    pub(in crate::pages) met: Option<bool>,
    /// Actual ÷ plan in tenths of a percent, whatever the nature: where the bar ends. None while that cannot be said.
    pub(in crate::pages) tenths: Option<i128>,
    /// Thousandths of the bar up to the plan, and beyond it.
    pub(in crate::pages) bar: (i128, i128),
}

/// How an actual figure stands to a plan of a target.
pub(in crate::pages) fn reach(target: &Target, plan: Option<Quantity>, actual: Option<Quantity>) -> Reach {
    let found = Achievement::of(target.nature, target.sense, plan, actual);
    let (reached, beside) = match found {
        Achievement::Unassigned | Achievement::Blank => ("–".to_owned(), String::new()),
        Achievement::NoPlan => ("–".to_owned(), tr!(target.no_plan).to_owned()),
        Achievement::Share { reached, .. } => (format::tenths(reached), gap(target, found)),
        Achievement::Points { .. } => {
            let actual = actual.map(|actual| measured(target, actual));
            (actual.unwrap_or_default(), gap(target, found))
        }
        Achievement::Within { room } if room < Quantity::ZERO => {
            (tr!(target.beyond, n = format::figure(room.abs())), String::new())
        }
        Achievement::Within { room } => {
            (tr!(target.within).to_owned(), tr!(target.room, n = format::figure(room)))
        }
    };
    let tenths = plan.zip(actual).and_then(|(plan, actual)| actual.percent_tenths_of(plan));
    let met = found.is_met();
    let tenths = met.and(tenths);
    Reach { reached, beside, met, tenths, bar: tenths.map_or((0, 0), bar) }
}

/// What is beyond the plan, or missing to it.
fn gap(target: &Target, found: Achievement) -> String {
    match found {
        Achievement::Share { missing, .. } if missing.is_positive() => {
            tr!(target.missing, n = measured(target, missing))
        }
        Achievement::Points { ahead } if ahead.is_positive() => {
            tr!(target.points, n = format::figure(ahead))
        }
        Achievement::Points { ahead } if ahead < Quantity::ZERO => {
            tr!(target.points_missing, n = format::figure(ahead.abs()))
        }
        _ => match found.beyond() {
            Some(over) => tr!(target.over, n = format::tenths(over)),
            None => tr!(target.exactly).to_owned(),
        },
    }
}

/// The bar of so many tenths of a percent: it ends at the plan, or where the figure is, whichever is farther.
fn bar(tenths: i128) -> (i128, i128) {
    if tenths <= FULL {
        return (tenths.max(0), 0);
    }
    let plan = FULL * FULL / tenths;
    (plan, FULL - plan)
}

/// The sentence that cannot be misread: `13/7 hợp tác xã, đạt 185,7% (vượt 85,7%)`. None while there is nothing to say.
pub(super) fn sentence(target: &Target, plan: Quantity, actual: Quantity) -> Option<String> {
    let found = Achievement::of(target.nature, target.sense, Some(plan), Some(actual));
    let of = || {
        let figures = tr!(target.of, actual = format::figure(actual), plan = format::figure(plan));
        format!("{figures} {}", target.measure)
    };
    Some(match found {
        Achievement::Share { reached, .. } => {
            let (reached, gap) = (format::tenths(reached), gap(target, found));
            tr!(target.sentence, of = of(), reached = reached, gap = gap)
        }
        Achievement::Points { .. } => {
            let (actual, plan) = (measured(target, actual), measured(target, plan));
            tr!(target.sentence_points, actual = actual, plan = plan, gap = gap(target, found))
        }
        Achievement::Within { .. } => {
            let reach = reach(target, Some(plan), Some(actual));
            let words = [of(), words::lowered(&reach.reached), reach.beside];
            words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Achievement::Unassigned | Achievement::NoPlan | Achievement::Blank => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::{quantity, target};
    use super::*;
    use shared::domain::{Nature, Sense};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_figure_beside_its_plan_is_told_by_its_nature() {
        use Nature::{Count, Money, Rate};
        use Sense::{Higher, Lower};
        let cases = [
            (Count, Higher, "hợp tác xã", "7", "13", "185,7%", "vượt 85,7%"),
            (Count, Higher, "căn", "20", "17", "85,0%", "còn thiếu 3 căn"),
            (Count, Higher, "căn", "20", "20", "100,0%", "đúng kế hoạch"),
            // Shown as 100,0 %, and yet not reached.
            (Count, Higher, "hộ", "100000", "99999", "100,0%", "còn thiếu 1 hộ"),
            (Money, Higher, "triệu đồng", "45000", "52318.5", "116,3%", "vượt 16,3%"),
            (Rate, Higher, "%", "90", "97.7", "97,7%", "vượt 7,7 điểm phần trăm"),
            (Rate, Higher, "%", "90", "88", "88%", "còn thiếu 2 điểm phần trăm"),
            (Count, Lower, "vụ", "5", "4", "Trong mức", "còn 1"),
            (Count, Lower, "vụ", "5", "7", "Quá mức 2", ""),
        ];
        for (nature, sense, measure, plan, actual, reached, beside) in cases {
            let is = reach(&target(nature, sense, measure), Some(quantity(plan)), Some(quantity(actual)));
            assert_eq!((is.reached.as_str(), is.beside.as_str()), (reached, beside));
        }
        let none = reach(&target(Count, Higher, "căn"), Some(quantity("5")), None);
        assert_eq!((none.reached.as_str(), none.met, none.bar), ("–", None, (0, 0)));
    }

    #[wasm_bindgen_test]
    fn the_sentence_names_figures_and_plan() {
        let say = |nature, sense, measure: &str, plan: &str, actual: &str| {
            sentence(&target(nature, sense, measure), quantity(plan), quantity(actual))
        };
        assert_eq!(
            say(Nature::Count, Sense::Higher, "hợp tác xã", "7", "13").as_deref(),
            Some("13/7 hợp tác xã, đạt 185,7% (vượt 85,7%)")
        );
        assert_eq!(
            say(Nature::Rate, Sense::Higher, "%", "90", "97.7").as_deref(),
            Some("97,7% so với kế hoạch 90%, vượt 7,7 điểm phần trăm")
        );
        assert_eq!(
            say(Nature::Count, Sense::Lower, "vụ", "5", "4").as_deref(),
            Some("4/5 vụ, trong mức, còn 1")
        );
    }

    #[wasm_bindgen_test]
    fn the_bar_ends_at_the_plan_or_where_the_figure_is() {
        assert_eq!(bar(850), (850, 0));
        assert_eq!(bar(1_000), (1_000, 0));
        assert_eq!(bar(2_000), (500, 500));
    }
}
