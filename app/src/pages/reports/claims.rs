//! Percentages in a report's text, held against the unit's figures: which are true, which say “vượt” for “đạt”, and which
//! no figure bears out (`domain.md` §8).

use shared::claim::{Claim, Plans, Reading, Verb, claims as claims_in};
use shared::domain::ReportedFigure;
use shared::sync::sentences;

use super::figures::{figure, phrase};
use crate::tr;

/// What the figures say of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// True of this target.
    True(String),
    /// True of this target only if the word is taken to mean something else; how to say it.
    Misread {
        /// The target.
        target: String,
        /// The words that cannot be misread.
        better: String,
    },
    /// A target whose figure stands in the same sentence, of which it is not true; how to say it.
    False {
        /// The target.
        target: String,
        /// The words that cannot be misread.
        better: String,
    },
    /// No target is known of which it is said.
    Unknown,
}

/// Every claim of a text with what the figures say of it.
pub(super) fn judged(text: &str, figures: &[ReportedFigure]) -> Vec<(String, Judgement)> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        for claim in claims_in(sentence) {
            found.push((claim.quote.clone(), judge(&claim, sentence, figures)));
        }
    }
    found
}

fn judge(claim: &Claim, sentence: &str, figures: &[ReportedFigure]) -> Judgement {
    // A figure that stands in the sentence is what the sentence is about.
    let is_named = |it: &&ReportedFigure| it.value.is_some_and(|value| stands_in(&figure(value), sentence));
    let named: Vec<_> = figures.iter().filter(is_named).collect();
    let candidates: Vec<_> = if named.is_empty() { figures.iter().collect() } else { named.clone() };
    let says = |literally: bool| {
        candidates.iter().find(|it| {
            readings(claim, it)
                .any(|reading| is_true(&reading, it) && (reading.meaning == claim.verb) == literally)
        })
    };
    let better = |it: &ReportedFigure| phrase(it).unwrap_or_default();
    if let Some(it) = says(true) {
        return Judgement::True(it.name.clone());
    }
    if let Some(it) = says(false) {
        return Judgement::Misread { target: it.name.clone(), better: better(it) };
    }
    match named.iter().find(|it| it.plan.is_some()) {
        Some(it) => Judgement::False { target: it.name.clone(), better: better(it) },
        None => Judgement::Unknown,
    }
}

fn readings<'a>(claim: &'a Claim, of: &'a ReportedFigure) -> impl Iterator<Item = Reading> + 'a {
    let readings = of.value.map(|value| claim.readings(of.nature, value));
    readings.into_iter().flatten()
}

/// Whether the plan is one that makes a reading true.
fn is_true(reading: &Reading, of: &ReportedFigure) -> bool {
    let (Some(plan), Some(value)) = (of.plan, of.value) else { return false };
    match &reading.plans {
        Plans::Whole { first, last, .. } => {
            let (units, scale) = plan.units();
            scale == 0 && (*first..=*last).contains(&units)
        }
        Plans::About(about) if reading.meaning == Verb::Points => *about == plan,
        // The plan that a rounded percentage implies is near the true one; the percentage tells whether it is that one.
        Plans::About(about) => {
            let both = value.percent_tenths_of(plan).zip(value.percent_tenths_of(*about));
            both.is_some_and(|(is, said)| is == said || (said % 10 == 0 && (is - said).abs() <= 5))
        }
        Plans::Impossible { .. } => false,
    }
}

/// Whether a figure stands in a text as a number of its own, not as a part of a longer one.
fn stands_in(figure: &str, text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit();
    text.match_indices(figure).any(|(at, _)| {
        let (before, after) =
            (text.get(..at).unwrap_or_default(), text.get(at + figure.len()..).unwrap_or_default());
        let mut next = after.chars();
        let goes_on = match (next.next(), next.next()) {
            (Some(first), _) if is_part(first) => true,
            (Some('.' | ','), Some(second)) => is_part(second),
            _ => false,
        };
        let begins =
            before.chars().next_back().is_none_or(|last| !is_part(last) && last != '.' && last != ',');
        begins && !goes_on
    })
}

impl Judgement {
    /// Whether somebody should look at the words.
    pub(super) fn is_doubtful(&self) -> bool {
        !matches!(self, Self::True(_))
    }

    /// What to tell about a claim.
    pub(super) fn words(&self) -> String {
        match self {
            Self::True(target) => tr!(report.claim_true, target = target),
            Self::Misread { target, better } => tr!(report.claim_misread, target = target, better = better),
            Self::False { target, better } => tr!(report.claim_false, target = target, better = better),
            Self::Unknown => tr!(report.claim_unknown).to_owned(),
        }
    }
}

/// How many doubtful claims a text makes, in words; none when it makes none.
pub(super) fn doubts(count: usize) -> Option<String> {
    (count > 0).then(|| crate::tr_count!(count, report.doubts))
}

/// A claim as it is quoted beside what is said of it.
pub(super) fn quoted(quote: &str) -> String {
    tr!(target.quoted, reason = quote)
}

#[cfg(test)]
mod tests {
    use shared::domain::{Nature, Sense};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::figures::tests::reported;
    use super::*;

    #[wasm_bindgen_test]
    fn a_percentage_is_true_misread_or_not_borne_out() {
        let count = (Nature::Count, Sense::Higher);
        let named = |name: &str, it: ReportedFigure| ReportedFigure { name: name.to_owned(), ..it };
        let figures = [
            named("Quà Tết", reported(count, "phần quà", "36500", "74958")),
            named("Hợp tác xã", reported(count, "hợp tác xã", "7", "13")),
            named("Nguồn lực", reported((Nature::Money, Sense::Higher), "triệu đồng", "45000", "52318.5")),
            named("Chi hội", reported((Nature::Rate, Sense::Higher), "%", "90", "97.7")),
        ];
        let truth = |name: &str| Judgement::True(name.to_owned());
        let said = |text: &str| judged(text, &figures).into_iter().map(|(_, it)| it).collect::<Vec<_>>();
        assert_eq!(
            said("74.958 phần quà, đạt 205,4% kế hoạch (vượt 105,4%)."),
            [truth("Quà Tết"), truth("Quà Tết")]
        );
        assert_eq!(said("Đạt 116,3% kế hoạch vận động."), [truth("Nguồn lực")]);
        assert_eq!(said("Tỷ lệ vượt 7,7 điểm phần trăm."), [truth("Chi hội")]);
        let misread = said("13 hợp tác xã (vượt 185,7% chỉ tiêu kế hoạch đề ra).");
        let better = "13 hợp tác xã, đạt 185,7% kế hoạch (vượt 85,7%)".to_owned();
        assert_eq!(misread, [Judgement::Misread { target: "Hợp tác xã".to_owned(), better: better.clone() }]);
        assert_eq!(
            said("Thành lập 13 hợp tác xã, đạt 260% kế hoạch."),
            [Judgement::False { target: "Hợp tác xã".to_owned(), better }]
        );
        assert_eq!(said("Đạt 61,2% kế hoạch."), [Judgement::Unknown]);
        assert_eq!(said("Tăng 12% so với cùng kỳ."), []);
    }

    #[wasm_bindgen_test]
    fn a_figure_stands_in_a_text_as_a_number_of_its_own() {
        for (figure, text, expected) in [
            ("13", "thành lập 13 hợp tác xã", true),
            ("13", "có 13.", true),
            ("13", "có 130 hộ", false),
            ("13", "có 1.13 hộ", false),
            ("13", "có 13,5 tỷ", false),
            ("74.958", "(74.958 phần quà)", true),
        ] {
            assert_eq!(stands_in(figure, text), expected, "{text}");
        }
    }
}
