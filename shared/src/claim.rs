//! Percentages in sentences: what plan each reading of “vượt 185,7%” implies, and which readings cannot be
//! (`domain.md` §8). “Vượt” has three meanings in the field; the text alone often cannot decide.

use crate::domain::Nature;
use crate::number::{self, NumberProblem, Quantity};
use crate::text;

/// What a sentence says of a figure beside its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The word used.
    pub verb: Verb,
    /// “trên”, “hơn”: the percentage was cut off, not rounded.
    pub above: bool,
    /// The percentage as it stands there.
    pub percent: Quantity,
    /// Decimals of the percentage as it was written: `185,70` claims more than `185,7`.
    pub decimals: u32,
    /// The words themselves.
    pub quote: String,
}

/// The word for how a figure stands to its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Đạt.
    Reached,
    /// Vượt.
    Exceeded,
    /// Vượt … điểm phần trăm.
    Points,
}

/// One way to understand a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the percentage is taken to be.
    pub meaning: Verb,
    /// The plans that would make it true.
    pub plans: Plans,
}

/// The plans that one reading implies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plans {
    /// Whole plans from `first` to `last`; `roundest` is the one that somebody is likeliest to have set.
    Whole {
        /// The smallest.
        first: i128,
        /// The largest.
        last: i128,
        /// The roundest.
        roundest: i128,
    },
    /// About this plan; what is measured has no whole steps.
    About(Quantity),
    /// No plan makes it true; the nearest whole ones would show these percentages, in tenths.
    Impossible {
        /// Plan and percentage on either side.
        nearest: Vec<(i128, i128)>,
    },
}

/// Words between the verb and its percentage.
const BETWEEN: [&str; 7] = ["tren", "hon", "muc", "duoc", "toi", "khoang", "la"];
/// The words that say that a percentage was cut off.
const ABOVE: [&str; 2] = ["tren", "hon"];

/// Every claim that a text makes.
pub fn claims(text: &str) -> Vec<Claim> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| bare(&text::folded(word)).to_owned()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some((percent, decimals, glued)) = percentage(word) else { continue };
        let after = folded.get(at + 1..).unwrap_or_default();
        let (is_percent, points) = unit_of(glued, after);
        if !is_percent {
            continue;
        }
        let before = folded.get(..at).unwrap_or_default();
        let skipped = before.iter().rev().take_while(|word| BETWEEN.contains(&word.as_str())).count();
        let above = before.iter().rev().take(skipped).any(|word| ABOVE.contains(&word.as_str()));
        let verb = match before.len().checked_sub(skipped + 1).and_then(|place| before.get(place)) {
            Some(word) if word == "vuot" && points => Verb::Points,
            Some(word) if word == "vuot" => Verb::Exceeded,
            Some(word) if word == "dat" => Verb::Reached,
            Some(_) | None => continue,
        };
        let from = at - skipped - 1;
        let quote = words.get(from..=at).unwrap_or_default().join(" ");
        found.push(Claim { verb, above, percent, decimals, quote: bare(&quote).to_owned() });
    }
    found
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '“' | '”' | '"' | '\''))
}

/// The number of a word, its decimals, and whether the sign stands right behind it.
fn percentage(word: &str) -> Option<(Quantity, u32, bool)> {
    let word = bare(word);
    let (digits, glued) = match word.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (word, false),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let percent = match number::parse(digits) {
        Ok(percent) => percent?,
        // Nobody groups the digits of a percentage.
        Err(NumberProblem::Ambiguous(readings)) => *readings.first()?,
        Err(NumberProblem::NotNumber | NumberProblem::TooLong) => return None,
    };
    let decimals = digits.rsplit_once([',', '.']).map_or(0, |(_, fraction)| fraction.len());
    let decimals = u32::try_from(decimals).ok().filter(|decimals| *decimals <= 4)?;
    Some((percent, decimals, glued))
}

/// Whether a number counts percent, and whether percentage points.
fn unit_of(glued: bool, after: &[String]) -> (bool, bool) {
    let words = [after.first(), after.get(1), after.get(2)].map(|word| word.map_or("", String::as_str));
    match words {
        ["diem", "phan", "tram"] | ["diem", "%", _] => (true, true),
        ["phan", "tram", _] | ["%", ..] => (true, false),
        _ => (glued, false),
    }
}

impl Claim {
    /// Every way to understand the claim about a figure of this nature.
    pub fn readings(&self, nature: Nature, actual: Quantity) -> Vec<Reading> {
        let meanings: &[Verb] = match (self.verb, nature) {
            (Verb::Points, _) => &[Verb::Points],
            (Verb::Reached, _) => &[Verb::Reached],
            (Verb::Exceeded, Nature::Rate) => &[Verb::Points, Verb::Exceeded],
            (Verb::Exceeded, Nature::Count | Nature::Money) => &[Verb::Exceeded, Verb::Reached],
        };
        let plans = |meaning: &Verb| {
            Some(Reading { meaning: *meaning, plans: self.plans(*meaning, nature, actual)? })
        };
        meanings.iter().filter_map(plans).collect()
    }

    fn plans(&self, meaning: Verb, nature: Nature, actual: Quantity) -> Option<Plans> {
        if !actual.is_positive() {
            return None;
        }
        if meaning == Verb::Points {
            return actual.minus(self.percent).filter(|plan| plan.is_positive()).map(Plans::About);
        }
        // The percentages that would be written so, in half units of its last decimal: from `low`, up to below `high`.
        let scale = self.decimals + 1;
        let (units, own) = self.percent.units();
        let written = units * 10_i128.pow(scale - own.min(scale));
        let written = written + if meaning == Verb::Exceeded { 100 * 10_i128.pow(scale) } else { 0 };
        let (low, high) = if self.above { (written, written + 10) } else { (written - 5, written + 5) };
        if low <= 0 {
            return None;
        }
        let (figure, figure_scale) = actual.units();
        let hundredfold = figure * 100 * 10_i128.pow(scale);
        if nature != Nature::Count || !actual.is_whole() {
            // Two more decimals than the figure itself are enough to recognise a plan by.
            let middle = low.midpoint(high);
            return Quantity::scaled(hundredfold * 100 / middle, figure_scale + 2).map(Plans::About);
        }
        let (first, last) = (hundredfold / high + 1, hundredfold / low);
        if first <= last {
            return Some(Plans::Whole { first, last, roundest: roundest(first, last) });
        }
        let shown = |plan: i128| {
            let percent =
                i64::try_from(plan).ok().and_then(|plan| actual.percent_tenths_of(Quantity::whole(plan)));
            percent.map(|percent| (plan, percent))
        };
        Some(Plans::Impossible { nearest: [last, first].into_iter().filter_map(shown).collect() })
    }
}

/// The number between the two that ends in most zeros, or fives and zeros.
fn roundest(first: i128, last: i128) -> i128 {
    let steps = (0..20).rev().flat_map(|zeros| [5, 1].map(|digit| digit * 10_i128.pow(zeros)));
    let multiple = |step: i128| (first + step - 1) / step * step;
    steps.map(multiple).find(|number| (first..=last).contains(number)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::try_from(text.to_owned()).unwrap()
    }

    /// Verb, above, percentage, decimals.
    type Told = (Verb, bool, &'static str, u32);

    #[test]
    fn claims_are_found_in_sentences() {
        let cases: [(&str, &[Told]); 9] = [
            ("thành lập mới 13 hợp tác xã, vượt 185,7% chỉ tiêu", &[(Verb::Exceeded, false, "185.7", 1)]),
            ("74.958 phần quà (vượt trên 205% kế hoạch).", &[(Verb::Exceeded, true, "205", 0)]),
            (
                "đạt 97,7%, đạt vượt 7,7%",
                &[(Verb::Reached, false, "97.7", 1), (Verb::Exceeded, false, "7.7", 1)],
            ),
            ("Vượt 7,7 điểm phần trăm", &[(Verb::Points, false, "7.7", 1)]),
            ("dat hon 95 % ke hoach", &[(Verb::Reached, true, "95", 0)]),
            ("đạt mức 100 phần trăm", &[(Verb::Reached, false, "100", 0)]),
            ("đạt 13 hợp tác xã", &[]),
            ("tăng 12% so với cùng kỳ", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = claims(text)
                .into_iter()
                .map(|claim| (claim.verb, claim.above, claim.percent, claim.decimals))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(verb, above, percent, decimals)| (*verb, *above, quantity(percent), *decimals))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(claims("nên vượt trên 205% kế hoạch")[0].quote, "vượt trên 205%");
    }

    fn check(text: &str, nature: Nature, actual: &str, expected: &[(Verb, Plans)]) {
        let claim = claims(text).remove(0);
        let readings: Vec<_> = claim
            .readings(nature, quantity(actual))
            .into_iter()
            .map(|reading| (reading.meaning, reading.plans))
            .collect();
        assert_eq!(readings, expected, "{text} of {actual}");
    }

    #[test]
    fn thirteen_co_operatives_had_a_plan_of_seven() {
        let literal = Plans::Impossible { nearest: vec![(4, 3250), (5, 2600)] };
        let seven = Plans::Whole { first: 7, last: 7, roundest: 7 };
        check("vượt 185,7%", Nature::Count, "13", &[(Verb::Exceeded, literal), (Verb::Reached, seven)]);
    }

    #[test]
    fn both_readings_of_the_gifts_have_a_round_plan() {
        let literal = Plans::Whole { first: 24_497, last: 24_576, roundest: 24_500 };
        let reached = Plans::Whole { first: 36_388, last: 36_564, roundest: 36_500 };
        check(
            "vượt trên 205%",
            Nature::Count,
            "74958",
            &[(Verb::Exceeded, literal), (Verb::Reached, reached)],
        );
    }

    #[test]
    fn a_rate_is_exceeded_by_points_or_by_percent() {
        let points = Plans::About(quantity("90"));
        let percent = Plans::About(quantity("90.714"));
        check("vượt 7,7%", Nature::Rate, "97.7", &[(Verb::Points, points), (Verb::Exceeded, percent)]);
    }

    #[test]
    fn what_is_not_counted_has_a_plan_near_by() {
        check(
            "đạt 116,3%",
            Nature::Money,
            "52318.5",
            &[(Verb::Reached, Plans::About(quantity("44985.812")))],
        );
        check("đạt 50%", Nature::Count, "0", &[]);
    }

    #[test]
    fn a_reading_and_its_plan_agree() {
        // Whatever plan is named, the percentage computed from it is the one that was claimed.
        for (actual, percent) in [(13, "185,7"), (17, "85,0"), (12_840, "107,0"), (1, "33,3"), (999, "99,9")]
        {
            let claim = claims(&format!("đạt {percent}%")).remove(0);
            let figure = Quantity::whole(actual);
            for reading in claim.readings(Nature::Count, figure) {
                let Plans::Whole { first, last, .. } = reading.plans else { continue };
                for plan in [first, last] {
                    let shown = figure.percent_tenths_of(Quantity::whole(plan.try_into().unwrap())).unwrap();
                    assert_eq!(Quantity::scaled(shown, 1), Some(claim.percent));
                }
            }
        }
    }
}
