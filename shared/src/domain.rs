//! Every kind of record, declared once: fields, merge policy, bounds, checks.

mod activity;
mod confirmation;
mod covenant;
mod directory;
mod evidence;
mod kind;
mod leaning;
mod membership;
mod movement;
mod report;
mod rules;
mod submission;
mod summary;
mod target;
mod task;
mod unit;
mod year;

pub use activity::{Activity, LINKS_MAX, TAG_CHARS_MAX};
pub use confirmation::{Confirmation, Word, is_from_paper};
pub use covenant::{
    ANNEXES_MAX, ARTICLE_CHARS_MAX, Adoption, Article, Authority, COVENANT_CHARS_MAX, CommonTarget, Covenant,
    CovenantState, CovenantText, Drawing, PARTIES_MAX, POINTS_MAX, Party, Remark, Signature, Signed,
};
pub use directory::{Cluster, DECISION_CHARS_MAX, Founding, Level, Person};
pub use evidence::{EVIDENCE_CHARS_MAX, Evidence};
pub(crate) use kind::problems;
pub(crate) use kind::record_kind;
pub use kind::{Keyed, Kind, KindSpec, Record, keyed_id};
pub use leaning::{leans_on, problems_beside};
pub use membership::{Membership, Term};
pub use movement::{Movement, MovementKind};
pub use report::{RESULTS_CHARS_MAX, Report, ReportState, SECTION_CHARS_MAX};
pub(crate) use rules::ISSUED;
pub use rules::{
    AWARD_CHARS_MAX, AWARDS_MAX, AwardKind, AwardRule, BASIS_CHARS_MAX, Base, CARRIED_MAX, Condition,
    Contender, Deadline, DecisionForm, FRACTION_MAX, Issue, LABEL_CHARS_MAX, Labels, Order, OwnVote,
    PointsBasis, Pool, Quota, Ranking, Rotation, Rounding, RuleSet, STEPS_MAX, Selection, Share, Standing,
    Step, Tally, Threshold, TieStep, UNITS_MAX, Voters, Voting, WAIT_DAYS_MAX, YearDay, award_field,
    deadline_field, proposed, unfulfilled,
};
pub use submission::{Acceptance, REPORT_FIGURES_MAX, ReportedFigure, Review, Submission, Verdict};
pub(crate) use summary::halves;
pub use summary::{HeldChange, Summary};
pub use target::{Adjustment, Basis, Figure, Nature, Plan, Sense, Span, Target};
pub use task::{KeyTask, TaskProgress, TaskState};
pub use unit::{ALIAS_CHARS_MAX, Turn, UNIT_NAME_CHARS_MAX, Unit, UnitEvent};
pub(crate) use year::PINNED;
pub use year::{Period, Phase, Unlock, Work, Year};
