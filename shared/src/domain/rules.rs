//! Bộ quy tắc: every threshold, quota, deadline and label of a year, with its legal basis (`design.md` §6). Provinces decide
//! almost all of it (`domain.md` §0.1), so all of it is data.

mod award;
mod deadline;
mod eligibility;
mod quota;
mod ranking;
mod threshold;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use award::{AWARD_CHARS_MAX, AWARDS_MAX, AwardKind, AwardRule, Pool, Selection, award_field};
pub use deadline::{Deadline, YearDay, deadline_field, proposed};
pub use eligibility::{Condition, unfulfilled};
pub use quota::{Quota, Rounding, STEPS_MAX, Step, UNITS_MAX};
pub use ranking::{Contender, Order, PointsBasis, Ranking, Standing, TieStep};
pub use threshold::{Base, FRACTION_MAX, Share, Tally, Threshold};

use super::directory::{Level, blanks};
use super::evidence::words_problem;
use super::kind::{Record, record_kind};
use super::submission::digest;
use super::year::Phase;
use crate::bytes::Sha256;
use crate::field::{FieldError, Limit, Problem};
use crate::id::{PersonId, RecordId, UnitId};
use crate::time::Timestamp;

/// Characters of a legal basis.
pub const BASIS_CHARS_MAX: usize = 4_000;
/// Characters of a label.
pub const LABEL_CHARS_MAX: usize = 60;
/// The longest time that a difference waits for its unit, in days.
pub const WAIT_DAYS_MAX: u8 = 60;
/// The most units that one delegate may carry.
pub const CARRIED_MAX: u8 = 5;

/// Who has a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voters {
    /// Mỗi đơn vị thành viên một phiếu; khách mời không bỏ phiếu (I-32, I-37).
    Members,
    /// Mỗi đơn vị đã ký giao ước một phiếu.
    Signatories,
}

/// How is decided (`domain.md` §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionForm {
    /// Bỏ phiếu kín.
    Secret,
    /// Biểu quyết giơ tay.
    ShowOfHands,
    /// Thống nhất.
    Consensus,
    /// Theo điểm, không bỏ phiếu.
    ByPoints,
}

/// Whether a unit votes about itself (I-39, `domain.md` §6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnVote {
    /// Được bỏ phiếu cho đơn vị mình.
    Allowed,
    /// Không bỏ phiếu cho đơn vị mình: its base has one less.
    Excluded,
    /// Chủ trì chuyển quyền điều hành khi xét đơn vị mình.
    ChairHandsOver,
}

/// Bỏ phiếu: when a conference may decide, who votes and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voting {
    /// The part of the member units that must be there.
    pub quorum: Share,
    /// Who has a vote.
    pub voters: Voters,
    /// Units that one delegate may stand for (I-38); 1 forbids a delegate to carry another unit.
    pub carried: u8,
    /// How is decided.
    pub form: DecisionForm,
    /// Whether a unit votes about itself.
    pub own_vote: OwnVote,
}

/// Luân phiên: whether the same unit may be head in the year after (I-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// Được làm liên tiếp.
    Free,
    /// Nhắc khi làm liên tiếp.
    Warned,
    /// Không được làm liên tiếp.
    Barred,
}

impl Rotation {
    /// What stands against a unit as the next head; none when it was not the last one, or may be again.
    pub fn against(self, last: Option<UnitId>, next: UnitId) -> Option<Self> {
        Some(self).filter(|_| self != Self::Free && last == Some(next))
    }
}

/// Tên gọi, as the province uses it. A cluster keeps its own words: these are what is proposed for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Cụm or khối.
    pub word: String,
    /// Trưởng Cụm, Khối trưởng, …
    pub head_title: String,
    /// Cụm phó, Khối phó, …
    pub deputy_title: String,
}

/// Ban hành: that a rule set holds as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// When.
    #[serde(with = "crate::day")]
    pub on: Date,
    /// Who did it.
    pub by: PersonId,
    /// The hash of what was issued.
    pub of: Sha256,
}

record_kind! {
    /// Bộ quy tắc. Issued, it never changes: another one follows it.
    RuleSet, check = check;
    /// Tên.
    name: String = Agreed Limit::Line(200),
    /// Cấp of the clusters that it is for.
    level: Level = Agreed Limit::Type,
    /// Ngày hiệu lực.
    #[serde(with = "crate::day")]
    effective: Date = Agreed Limit::Type,
    /// Hết hiệu lực: the last day; none while it holds on.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    expires: Option<Date> = Agreed Limit::Type,
    /// Căn cứ pháp lý.
    basis: String = Text Limit::Text(BASIS_CHARS_MAX),
    /// Dữ liệu mẫu: its numbers are examples, to be compared with the province's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sample: bool = Fixed Limit::Type,
    /// Bản trước: the one that it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    follows: Option<RecordId> = Fixed Limit::Type,
    /// Tên gọi.
    labels: Labels = Agreed Limit::Type,
    /// Thời hạn of the phases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    deadlines: Vec<Deadline> = Agreed Limit::Items(9),
    /// Số ngày that a difference inside one unit waits for that unit (`design.md` §4).
    wait_days: u8 = Agreed Limit::Type,
    /// Bỏ phiếu.
    voting: Voting = Agreed Limit::Type,
    /// Khen thưởng.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    awards: Vec<AwardRule> = Agreed Limit::Items(AWARDS_MAX),
    /// Whether a unit may be proposed for a flag and a certificate of one year.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    overlap: bool = Agreed Limit::Type,
    /// Xếp thứ.
    ranking: Ranking = Agreed Limit::Type,
    /// Đồng điểm: what is done about units that stand alike, step by step.
    ties: Vec<TieStep> = Agreed Limit::Items(7),
    /// Luân phiên.
    rotation: Rotation = Agreed Limit::Type,
    /// Ban hành; none while it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issued: Option<Issue> = Agreed Limit::Type,
}

/// The field that says that a rule set is issued.
pub(crate) const ISSUED: &str = "issued";
/// Keeps the hash of a rule set from being taken for one of anything else.
const RULES_HASHED_AS: &[u8] = b"giao-uoc/rules/1\n";

impl RuleSet {
    /// The hash of all that it says.
    pub fn content(&self) -> Sha256 {
        let mut fields = self.to_fields();
        fields.remove(ISSUED);
        digest(RULES_HASHED_AS, &fields)
    }

    /// The same set, issued as it stands.
    #[must_use]
    pub fn issued(&self, on: Date, by: PersonId) -> Self {
        Self { issued: Some(Issue { on, by, of: self.content() }), ..self.clone() }
    }

    /// A draft that follows this one: the same rules for a later time, somebody's own and no sample any more.
    #[must_use]
    pub fn successor(&self, id: RecordId, name: String, effective: Date) -> Self {
        let (expires, follows) = (None, Some(id));
        Self { name, effective, expires, sample: false, follows, issued: None, ..self.clone() }
    }

    /// Whether it holds for an emulation year: for some day of it.
    pub fn holds_in(&self, year: i16) -> bool {
        self.effective.year() <= year && self.expires.is_none_or(|last| last.year() >= year)
    }

    /// The dates that it has for a phase.
    pub fn deadline(&self, phase: Phase) -> Option<Deadline> {
        self.deadlines.iter().find(|deadline| deadline.phase == phase).copied()
    }

    /// The last day on which a difference that arose inside a unit is that unit's to look at first (`design.md` §4).
    pub fn waits_until(&self, since: Timestamp) -> Date {
        let day = since.vietnam_date();
        day.checked_add(Span::new().days(self.wait_days)).unwrap_or(day)
    }

    /// How many of so many ballots count for a nominee, if that unit is one of the voters.
    pub fn tally_for_nominee(&self, tally: Tally) -> Tally {
        if self.voting.own_vote == OwnVote::Excluded { tally.without_one() } else { tally }
    }
}

fn check(rules: &RuleSet) -> Vec<FieldError> {
    let mut found = blanks(&[("name", &rules.name), ("basis", &rules.basis)]);
    let mut tell = |field: &str, problem: Option<Problem>| {
        found.extend(problem.map(|problem| FieldError::new(field, problem)));
    };
    let ends_first = rules.expires.is_some_and(|last| last < rules.effective);
    tell("expires", ends_first.then_some(Problem::EndsBeforeStart));
    tell("labels.word", words_problem(&rules.labels.word, LABEL_CHARS_MAX));
    tell("labels.head_title", words_problem(&rules.labels.head_title, LABEL_CHARS_MAX));
    tell("labels.deputy_title", words_problem(&rules.labels.deputy_title, LABEL_CHARS_MAX));
    tell("wait_days", (rules.wait_days > WAIT_DAYS_MAX).then_some(Problem::OutOfRange));
    let voting = rules.voting;
    tell("voting.quorum", voting.quorum.problem());
    let is_carried = (1..=CARRIED_MAX).contains(&voting.carried);
    tell("voting.carried", (!is_carried).then_some(Problem::OutOfRange));
    // Nobody could tell whose ballot to leave out (`design.md` §3).
    let is_secret = voting.form == DecisionForm::Secret && voting.own_vote == OwnVote::Excluded;
    tell("voting.own_vote", is_secret.then_some(Problem::Contradicts));
    tell("ties", ranking::chain_problem(&rules.ties));
    // What was issued is what stands here, or nobody issued it.
    let is_other = rules.issued.as_ref().is_some_and(|issue| issue.of != rules.content());
    tell(ISSUED, is_other.then_some(Problem::Contradicts));
    found.extend(deadline::check(&rules.deadlines));
    found.extend(award::check(&rules.awards));
    found
}
