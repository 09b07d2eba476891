//! A rule set as texts, and the texts as a rule set.

use jiff::civil::Date;
use shared::domain::{
    Deadline, DecisionForm, Labels, Level, Order, OwnVote, Phase, PointsBasis, Ranking, Record, Rotation,
    RuleSet, Share, TieStep, Voters, Voting, YearDay,
};
use shared::field::{FieldError, Problem};

use super::award::{self, SLOTS, YES, code, decode};
use super::reading::{Unclear, read_day, read_fraction};
use super::sentences::{day, fraction};
use crate::format;
use crate::pages::typed::{Texts, Typed};
use crate::{tr, words};

/// The texts of the first and the last day of each phase. The first one is where the rules tell what is wrong with both.
pub(super) const DAYS: [(Phase, &str, &str); 9] = [
    (Phase::Launch, "deadlines.launch", "until.launch"),
    (Phase::Signing, "deadlines.signing", "until.signing"),
    (Phase::Midyear, "deadlines.midyear", "until.midyear"),
    (Phase::SelfScore, "deadlines.self_score", "until.self_score"),
    (Phase::Appraisal, "deadlines.appraisal", "until.appraisal"),
    (Phase::Conference, "deadlines.conference", "until.conference"),
    (Phase::Submission, "deadlines.submission", "until.submission"),
    (Phase::Decision, "deadlines.decision", "until.decision"),
    (Phase::Archive, "deadlines.archive", "until.archive"),
];

/// A rule set of which nothing is set yet but what most provinces do.
pub(super) fn blank(today: Date) -> RuleSet {
    let none = String::new;
    let next = Date::new(today.year().saturating_add(1), 1, 1).unwrap_or(today);
    let voting = Voting {
        quorum: Share::at_least(2, 3),
        voters: Voters::Members,
        carried: 1,
        form: DecisionForm::Secret,
        own_vote: OwnVote::Allowed,
    };
    RuleSet {
        name: none(),
        level: Level::Province,
        effective: next,
        expires: None,
        basis: none(),
        sample: false,
        follows: None,
        labels: Labels { word: none(), head_title: none(), deputy_title: none() },
        deadlines: Vec::new(),
        wait_days: 3,
        voting,
        awards: Vec::new(),
        overlap: false,
        ranking: Ranking { order: Order::PointsFirst, points: PointsBasis::Raw },
        ties: vec![TieStep::SameRank],
        rotation: Rotation::Warned,
        issued: None,
    }
}

impl Typed for RuleSet {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let yes = |holds: bool| if holds { YES.to_owned() } else { String::new() };
        let quorum = self.voting.quorum;
        let mut texts = vec![
            ("name", self.name.clone()),
            ("level", code(&self.level)),
            ("effective", format::typed_date(self.effective)),
            ("expires", self.expires.map(format::typed_date).unwrap_or_default()),
            ("basis", self.basis.clone()),
            ("labels.word", self.labels.word.clone()),
            ("labels.head_title", self.labels.head_title.clone()),
            ("labels.deputy_title", self.labels.deputy_title.clone()),
            ("rotation", code(&self.rotation)),
        ];
        for (phase, from, to) in DAYS {
            let deadline = self.deadline(phase);
            let text = |of: fn(Deadline) -> YearDay| deadline.map(|it| day(of(it))).unwrap_or_default();
            texts.push((from, text(|it| it.from)));
            texts.push((to, text(|it| it.to)));
        }
        texts.extend([
            ("wait_days", self.wait_days.to_string()),
            ("voting.quorum", fraction(quorum.num, quorum.den)),
            ("voting.strict", yes(quorum.strict)),
            ("voting.voters", code(&self.voting.voters)),
            ("voting.carried", self.voting.carried.to_string()),
            ("voting.form", code(&self.voting.form)),
            ("voting.own_vote", code(&self.voting.own_vote)),
        ]);
        for (at, slots) in SLOTS.iter().enumerate() {
            let blank = award::blank();
            texts.extend(award::texts(slots, self.awards.get(at).unwrap_or(&blank)));
        }
        texts.extend([
            ("overlap", yes(self.overlap)),
            ("first", code(&self.ranking.order)),
            ("points", code(&self.ranking.points)),
            ("ties", self.ties.iter().map(code).collect::<Vec<_>>().join(" ")),
        ]);
        texts
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let effective = read_date(typed, "effective", self.effective.year(), &mut faults);
        let expires = read_date(typed, "expires", self.effective.year(), &mut faults);
        if effective.is_none() && faults.is_empty() {
            faults.push(("effective", tr!(problem.blank).to_owned()));
        }
        let deadlines = read_deadlines(typed, &mut faults);
        let voting = read_voting(typed, self.voting, &mut faults);
        let wait_days = read_number(typed, "wait_days", &mut faults);
        let awards = award::read_all(typed, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let read = Self {
            name: typed.line("name"),
            level: decode(typed.of("level")).unwrap_or(self.level),
            effective: effective.unwrap_or(self.effective),
            expires,
            basis: typed.text("basis"),
            labels: Labels {
                word: typed.line("labels.word"),
                head_title: typed.line("labels.head_title"),
                deputy_title: typed.line("labels.deputy_title"),
            },
            deadlines,
            wait_days: wait_days.unwrap_or(self.wait_days),
            voting,
            awards,
            overlap: typed.of("overlap") == YES,
            ranking: Ranking {
                order: decode(typed.of("first")).unwrap_or(self.ranking.order),
                points: decode(typed.of("points")).unwrap_or(self.ranking.points),
            },
            ties: typed.of("ties").split(' ').filter_map(decode).collect(),
            rotation: decode(typed.of("rotation")).unwrap_or(self.rotation),
            ..self.clone()
        };
        let problems = Self::KIND.spec().map(|spec| spec.problems(&read.to_fields())).unwrap_or_default();
        let faults: Faults = problems.iter().filter_map(|error| fault(self, error)).collect();
        if faults.is_empty() { Ok(read) } else { Err(faults) }
    }
}

type Faults = Vec<(&'static str, String)>;

fn read_date(typed: &Texts, field: &'static str, year: i16, faults: &mut Faults) -> Option<Date> {
    typed.day(field, year).unwrap_or_else(|words| {
        faults.push((field, words));
        None
    })
}

fn read_number(typed: &Texts, field: &'static str, faults: &mut Faults) -> Option<u8> {
    let number = typed.of(field).trim().parse::<u8>().ok();
    if number.is_none() {
        faults.push((field, tr!(problem.number).to_owned()));
    }
    number
}

fn read_voting(typed: &Texts, before: Voting, faults: &mut Faults) -> Voting {
    let quorum = read_fraction(typed.of("voting.quorum")).unwrap_or_else(|Unclear| {
        faults.push(("voting.quorum", tr!(rules.bad_fraction).to_owned()));
        None
    });
    // Nothing typed asks for nothing, which the rules refuse at this field.
    let (num, den) = quorum.unwrap_or((0, 1));
    Voting {
        quorum: Share { num, den, strict: typed.of("voting.strict") == YES },
        voters: decode(typed.of("voting.voters")).unwrap_or(before.voters),
        carried: read_number(typed, "voting.carried", faults).unwrap_or(before.carried),
        form: decode(typed.of("voting.form")).unwrap_or(before.form),
        own_vote: decode(typed.of("voting.own_vote")).unwrap_or(before.own_vote),
    }
}

fn read_deadlines(typed: &Texts, faults: &mut Faults) -> Vec<Deadline> {
    let mut found = Vec::new();
    for (phase, from, to) in DAYS {
        let mut end = |field| {
            read_day(typed.of(field)).unwrap_or_else(|Unclear| {
                faults.push((field, tr!(rules.bad_day).to_owned()));
                None
            })
        };
        match (end(from), end(to)) {
            (Some(from), Some(to)) => found.push(Deadline { phase, from, to }),
            (None, None) => {}
            (first, _) => {
                let field = if first.is_none() { from } else { to };
                if !faults.iter().any(|(held, _)| *held == from || *held == to) {
                    faults.push((field, tr!(calendar.other_end).to_owned()));
                }
            }
        }
    }
    found
}

/// A problem at the text in which its field is typed, in words that say what to do.
fn fault(rules: &RuleSet, error: &FieldError) -> Option<(&'static str, String)> {
    let (field, _) = rules.texts().into_iter().find(|(field, _)| *field == error.field)?;
    let part = field.rsplit('.').next().unwrap_or(field);
    let words = match (part, error.problem) {
        ("own_vote", Problem::Contradicts) => tr!(rules.secret_excluded),
        ("ties", Problem::Blank) => tr!(rules.ties_end),
        ("ties", Problem::Contradicts) => tr!(rules.ties_twice),
        ("quota", Problem::Blank) => tr!(rules.quota_blank),
        ("quota", Problem::Contradicts) => tr!(rules.quota_order),
        ("quota", _) => tr!(rules.quota_range),
        ("pool", _) => tr!(rules.pool_circular),
        ("name", Problem::Contradicts) => tr!(rules.name_twice),
        ("threshold" | "turnout" | "points_min" | "quorum", _) => tr!(rules.bad_share),
        ("carried", _) => tr!(rules.carried_range),
        ("wait_days", _) => tr!(rules.wait_range),
        (_, Problem::OutOfRange) => tr!(rules.bad_day),
        (_, problem) => return Some((field, words::problem(problem))),
    };
    Some((field, words.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use shared::domain::{AwardKind, Base, Pool, Quota, Rounding, Threshold};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn rules() -> RuleSet {
        let award = shared::domain::AwardRule {
            name: "Bằng khen".to_owned(),
            kind: AwardKind::Certificate,
            pool: Pool::Members,
            quota: Quota::Part { num: 40, den: 100, rounding: Rounding::Half },
            threshold: Threshold {
                num: 1,
                den: 2,
                strict: true,
                base: Base::Valid,
                turnout: Some(Share::at_least(2, 3)),
            },
            points_min: Some(Share::at_least(90, 100)),
            conditions: [shared::domain::Condition::Registered].into(),
        };
        let end = YearDay { shift: 1, month: 1, day: 31 };
        let conference = Deadline { phase: Phase::Conference, from: YearDay { shift: 0, ..end }, to: end };
        let labels =
            Labels {
                word: "Khối".into(), head_title: "Khối trưởng".into(), deputy_title: "Khối phó".into()
            };
        RuleSet {
            name: "Bộ quy tắc năm 2027".to_owned(),
            basis: "Quy chế của tỉnh.".to_owned(),
            labels,
            awards: vec![award],
            deadlines: vec![conference],
            ..blank(date(2026, 11, 22))
        }
    }

    fn typed(changes: &[(&'static str, &str)]) -> Texts {
        let mut texts: BTreeMap<_, _> = rules().texts().into_iter().collect();
        texts.extend(changes.iter().map(|(field, text)| (*field, (*text).to_owned())));
        Texts::for_tests(texts)
    }

    #[wasm_bindgen_test]
    fn what_is_typed_is_read_back_as_it_was() {
        assert_eq!(rules().read(&typed(&[])), Ok(rules()));
        let empty = blank(date(2026, 11, 22)).texts();
        let names: std::collections::BTreeSet<_> = empty.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), empty.len(), "every text has its own name");
    }

    #[wasm_bindgen_test]
    fn what_is_wrong_stands_at_its_field() {
        type Case<'a> = (&'a [(&'static str, &'a str)], &'a [&'a str]);
        let cases: [Case<'_>; 14] = [
            (&[("name", "")], &["name"]),
            (&[("effective", "31/02/2027")], &["effective"]),
            (&[("effective", "")], &["effective"]),
            (&[("labels.word", "")], &["labels.word"]),
            (&[("voting.quorum", "hai phần ba")], &["voting.quorum"]),
            (&[("voting.quorum", "")], &["voting.quorum"]),
            (&[("voting.own_vote", "excluded")], &["voting.own_vote"]),
            (
                &[("awards.0.threshold", "120%"), ("awards.0.points_min", "9/8")],
                &["awards.0.threshold", "awards.0.points_min"],
            ),
            (&[("awards.0.quota", "nhiều")], &["awards.0.quota"]),
            (&[("awards.1.quota", "2")], &["awards.1.name"]),
            (&[("deadlines.launch", "5/1")], &["until.launch"]),
            (&[("deadlines.launch", "30/2"), ("until.launch", "1/3")], &["deadlines.launch"]),
            (&[("ties", "group_a")], &["ties"]),
            (&[("wait_days", "ba"), ("voting.carried", "0")], &["wait_days"]),
        ];
        for (changes, expected) in cases {
            let found = rules().read(&typed(changes)).err().unwrap_or_default();
            assert_eq!(found.iter().map(|(field, _)| *field).collect::<Vec<_>>(), expected, "{changes:?}");
        }
    }

    #[wasm_bindgen_test]
    fn the_settings_are_told_on_an_example_by_the_functions_that_decide() {
        let mut rules = rules();
        rules.awards[0].threshold =
            Threshold { num: 80, den: 100, strict: false, base: Base::Members, turnout: None };
        let found = super::super::example::sentences(&rules, 11);
        assert_eq!(found[0], "11 đơn vị: đủ thành phần từ 8 đơn vị.");
        assert_eq!(found[1], "Bằng khen: tối đa 4; cần từ 9 phiếu trên 11 (tổng số thành viên).");
    }

    #[wasm_bindgen_test]
    fn only_what_differs_is_compared() {
        let (older, mut newer) = (rules(), rules());
        assert_eq!(super::super::rows::differences(&older, &newer), []);
        newer.wait_days = 5;
        newer.awards.clear();
        let found = super::super::rows::differences(&older, &newer);
        let sides: Vec<_> = found
            .iter()
            .map(|(_, label, before, after)| (label.as_str(), before.is_some(), after.is_some()))
            .collect();
        assert_eq!(sides.len(), 5, "{found:?}");
        assert!(sides[0].1 && sides[0].2);
        assert!(sides[1..].iter().all(|(_, before, after)| *before && !after), "{found:?}");
    }
}
