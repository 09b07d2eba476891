//! Words for what other modules name: refusals, problems, errors, fields, kinds, values. Their one home.

mod change;
mod covenant;
mod directory;
mod field;
mod import;
mod people;
mod report;

use shared::access::Lock;
use shared::domain::{
    Basis, Cluster, Figure, Kind, MovementKind, Nature, Phase, Record, Report, Sense, Span, TaskState, Work,
};
use shared::field::{FieldError, Fields, Problem};
use shared::sync::Refusal;
use shared::sync::store::StoreError;

pub use change::{Names, change_title, value_words};
pub use covenant::{adopted_words, authority_words};
pub use directory::{founding_words, level, turn, turn_words};
pub use field::{field, field_of};
pub use import::{column, column_note, import_list, import_says, import_state, import_title, import_trouble};
pub use people::{people_error, role};
pub use report::{report_state, report_step};

use crate::i18n::{Locale, locale};
use crate::repo::types::{AttachError, FetchError, Link, Losses, SaveError, SignInError};
use crate::{format, tr, tr_count};

/// The name of a kind of record.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Activity => tr!(kind.activity),
        Kind::Conflict => tr!(kind.conflict),
        Kind::Year => tr!(kind.year),
        Kind::Unlock => tr!(kind.unlock),
        Kind::Target => tr!(kind.target),
        Kind::Plan => tr!(kind.plan),
        Kind::Figure => tr!(kind.figure),
        Kind::Movement => tr!(kind.movement),
        Kind::KeyTask => tr!(nav.tasks),
        Kind::TaskProgress => tr!(kind.progress),
        Kind::Report => tr!(kind.report),
        Kind::Covenant => tr!(kind.covenant),
        Kind::Article => tr!(kind.article),
        Kind::Remark => tr!(kind.remark),
        Kind::Signature => tr!(kind.signature),
        Kind::Confirmation => tr!(kind.confirmation),
        Kind::RuleSet => tr!(nav.rules),
        Kind::Cluster => tr!(kind.cluster),
        Kind::Unit => tr!(kind.unit),
        Kind::UnitEvent => tr!(kind.event),
        Kind::Membership => tr!(kind.membership),
        Kind::Term => tr!(kind.term),
        Kind::Person => tr!(kind.person),
        Kind::Summary | Kind::Unknown => tr!(kind.other),
    }
}

/// What is wrong with a field's value.
pub fn problem(problem: Problem) -> String {
    match problem {
        Problem::Blank => tr!(problem.blank).to_owned(),
        Problem::TooLong { max, is } => {
            tr!(problem.too_long, is = format::count(is), max = format::count(max))
        }
        Problem::TooMany { max, is } => {
            tr!(problem.too_many, is = format::count(is), max = format::count(max))
        }
        Problem::LineBreak => tr!(problem.line_break).to_owned(),
        Problem::NotClean => tr!(problem.not_clean).to_owned(),
        Problem::OutOfRange => tr!(problem.out_of_range).to_owned(),
        Problem::Negative => tr!(problem.negative).to_owned(),
        Problem::NotPositive => tr!(problem.not_positive).to_owned(),
        Problem::NotWhole => tr!(problem.not_whole).to_owned(),
        Problem::Contradicts => tr!(problem.contradicts).to_owned(),
        Problem::EndsBeforeStart => tr!(problem.ends_first).to_owned(),
        Problem::Unchanged => tr!(problem.unchanged).to_owned(),
        Problem::SameUnit => tr!(problem.same_unit).to_owned(),
        Problem::NotListed => tr!(problem.not_listed).to_owned(),
        Problem::NotMemberThen => tr!(problem.not_member_then).to_owned(),
        Problem::Overlaps => tr!(problem.overlaps).to_owned(),
        Problem::OtherCluster { year } => tr!(problem.other_cluster, year = year),
        Problem::Leads { year } => tr!(problem.leads, year = year),
        Problem::InUse => tr!(problem.in_use).to_owned(),
        Problem::WrongType => tr!(problem.wrong_type).to_owned(),
        Problem::Unknown => tr!(problem.unknown).to_owned(),
        Problem::Fixed => tr!(problem.fixed).to_owned(),
    }
}

/// What is wrong with a field, with the field's name.
pub fn field_error(error: &FieldError) -> String {
    let what = if error.field == "held_on" && error.problem == Problem::OutOfRange {
        tr!(problem.year).to_owned()
    } else {
        problem(error.problem)
    };
    tr!(problem.at, field = field(&error.field), problem = what)
}

fn field_errors(errors: &[FieldError]) -> String {
    errors.iter().map(field_error).collect::<Vec<_>>().join("; ")
}

/// Why a change was not accepted, and what to do.
pub fn refusal(why: &Refusal) -> String {
    match why {
        Refusal::NotAllowed => tr!(refusal.not_allowed).to_owned(),
        Refusal::NotYours => tr!(refusal.not_yours).to_owned(),
        Refusal::BadSignature => tr!(refusal.bad_signature).to_owned(),
        Refusal::Invalid { errors } => tr!(refusal.invalid, what = field_errors(errors)),
        Refusal::NotMember => tr!(refusal.not_member).to_owned(),
        Refusal::NeedsReason => tr!(refusal.needs_reason).to_owned(),
        Refusal::NeedsSource => tr!(refusal.needs_source).to_owned(),
        Refusal::Locked { lock } => self::lock(*lock),
        Refusal::Voided => tr!(refusal.voided).to_owned(),
        Refusal::Exists => tr!(refusal.exists).to_owned(),
        Refusal::DecisionStale => tr!(refusal.stale).to_owned(),
        Refusal::TooLarge => tr!(refusal.too_large).to_owned(),
        Refusal::Unknown => tr!(refusal.unknown).to_owned(),
    }
}

/// Why work is closed, and who can open it.
pub fn lock(lock: Lock) -> String {
    match lock {
        Lock::PastDeadline { work, last } => {
            tr!(lock.past_deadline, work = self::work(work), day = format::date(last))
        }
        Lock::YearClosed => tr!(lock.year_closed).to_owned(),
        Lock::Signed => tr!(lock.signed).to_owned(),
        Lock::Adopted => tr!(lock.adopted).to_owned(),
        Lock::Submitted => tr!(lock.submitted).to_owned(),
        Lock::Approved => tr!(lock.approved).to_owned(),
        Lock::Accepted => tr!(lock.accepted).to_owned(),
        Lock::Issued => tr!(lock.issued).to_owned(),
    }
}

/// The same in few words, for a cell.
pub fn lock_short(lock: Lock) -> String {
    match lock {
        Lock::PastDeadline { last, .. } => tr!(lock.past_short, day = format::date(last)),
        Lock::YearClosed => tr!(lock.closed_short).to_owned(),
        Lock::Signed => tr!(lock.signed_short).to_owned(),
        Lock::Adopted => tr!(lock.adopted_short).to_owned(),
        Lock::Submitted => tr!(lock.submitted_short).to_owned(),
        Lock::Approved => tr!(lock.approved_short).to_owned(),
        Lock::Accepted => tr!(lock.accepted_short).to_owned(),
        Lock::Issued => tr!(lock.issued_short).to_owned(),
    }
}

/// The plan of a span, as its field is called.
pub fn span_plan(span: Span) -> &'static str {
    match span {
        Span::Half => tr!(field.half),
        Span::Full => tr!(field.full),
    }
}

/// The figure of a span and basis.
pub fn figure(span: Span, basis: Basis) -> &'static str {
    match (span, basis) {
        (Span::Half, Basis::Estimate) => tr!(target.half_estimate),
        (Span::Half, Basis::Official) => tr!(target.half_official),
        (Span::Full, Basis::Estimate) => tr!(target.full_estimate),
        (Span::Full, Basis::Official) => tr!(target.full_official),
    }
}

/// Which of a unit's figures or reports a record is: an estimate of six months, the official one of the year.
pub fn which(kind: Kind, fields: &Fields) -> Option<&'static str> {
    match kind {
        Kind::Figure => Figure::from_fields(fields).map(|read| figure(read.span, read.basis)),
        Kind::Report => Report::from_fields(fields).map(|read| work(Work::of_report(read.span))),
        _ => None,
    }
}

/// What a record is called in a sentence: hoạt động, chỉ tiêu, kế hoạch, số liệu.
pub fn thing(kind: Kind) -> &'static str {
    match kind {
        Kind::Target => tr!(thing.target),
        Kind::Plan => tr!(thing.plan),
        Kind::Figure => tr!(thing.figure),
        Kind::Movement => tr!(thing.movement),
        Kind::KeyTask => tr!(thing.task),
        Kind::TaskProgress => tr!(thing.progress),
        Kind::Report => tr!(thing.report),
        Kind::Covenant => tr!(thing.covenant),
        Kind::Article => tr!(thing.article),
        Kind::Remark => tr!(thing.remark),
        Kind::Signature => tr!(thing.signature),
        Kind::Confirmation => tr!(thing.confirmation),
        Kind::RuleSet => tr!(thing.rules),
        Kind::Cluster => tr!(thing.cluster),
        Kind::Unit => tr!(thing.unit),
        Kind::UnitEvent => tr!(thing.event),
        Kind::Membership => tr!(thing.membership),
        Kind::Term => tr!(thing.term),
        Kind::Person => tr!(thing.person),
        _ => tr!(thing.activity),
    }
}

/// Phong trào or cuộc vận động.
pub fn movement_kind(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Movement => tr!(movement.movement),
        MovementKind::Campaign => tr!(movement.campaign),
    }
}

/// How far a unit has come with a key task, without the reason.
pub fn task_state(state: &TaskState) -> &'static str {
    match state {
        TaskState::NotBegun => tr!(task.not_begun),
        TaskState::GoingOn => tr!(task.going_on),
        TaskState::Done => tr!(task.done),
        TaskState::Dropped { .. } => tr!(task.dropped),
    }
}

/// What kind of figure a target counts.
pub fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Count => tr!(target.count),
        Nature::Rate => tr!(target.rate),
        Nature::Money => tr!(target.money),
    }
}

/// Which way is better.
pub fn sense(sense: Sense) -> &'static str {
    match sense {
        Sense::Higher => tr!(target.higher),
        Sense::Lower => tr!(target.lower),
    }
}

/// Work of a unit that has its time.
pub fn work(work: Work) -> &'static str {
    match work {
        Work::Registration => tr!(work.registration),
        Work::Covenant => tr!(work.covenant),
        Work::HalfFigures => tr!(work.half_figures),
        Work::HalfReport => tr!(work.half_report),
        Work::YearEstimates => tr!(work.year_estimates),
        Work::YearReport => tr!(work.year_report),
        Work::YearFigures => tr!(work.year_figures),
    }
}

/// A phase of the emulation year.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        // A conflict has a field of this name, which is another kind of decision.
        Phase::Decision => tr!(field.decision_phase),
        Phase::Launch
        | Phase::Signing
        | Phase::Midyear
        | Phase::SelfScore
        | Phase::Appraisal
        | Phase::Conference
        | Phase::Submission
        | Phase::Archive => field(phase.field()),
    }
}

/// Why this device's database did not do something.
pub fn store_error(error: &StoreError) -> &'static str {
    match error {
        StoreError::Raced => tr!(store.raced),
        StoreError::Full => tr!(store.full),
        StoreError::Closed => tr!(store.closed),
        StoreError::Blocked => tr!(store.blocked),
        StoreError::Newer => tr!(store.newer),
        StoreError::Unreadable => tr!(store.unreadable),
        StoreError::Browser(_) => tr!(store.browser),
    }
}

/// Why something was not saved.
pub fn save_error(error: &SaveError) -> String {
    match error {
        SaveError::Invalid(errors) if errors.is_empty() => tr!(save.invalid).to_owned(),
        SaveError::Invalid(errors) => field_errors(errors),
        SaveError::NothingChanged => tr!(save.nothing).to_owned(),
        SaveError::Refused(why) => refusal(why),
        SaveError::NotHere => tr!(save.not_here).to_owned(),
        SaveError::SignedOut => tr!(save.signed_out).to_owned(),
        SaveError::Store(error) => store_error(error).to_owned(),
    }
}

/// Why a file was not attached.
pub fn attach_error(error: &AttachError) -> String {
    match error {
        AttachError::TooLarge { max } => tr!(attach.too_large, max = format::bytes(*max)),
        AttachError::NotSupported => tr!(attach.not_supported).to_owned(),
        AttachError::Unreadable => tr!(attach.unreadable).to_owned(),
        AttachError::Empty => tr!(attach.empty).to_owned(),
        AttachError::SignedOut => tr!(save.signed_out).to_owned(),
        AttachError::Store(error) => store_error(error).to_owned(),
    }
}

/// Why something was not had from the server.
pub fn fetch_error(error: FetchError) -> String {
    match error {
        FetchError::Offline => tr!(fetch.offline).to_owned(),
        FetchError::Portal => tr!(fetch.portal).to_owned(),
        FetchError::SignInNeeded => tr!(fetch.sign_in).to_owned(),
        FetchError::NotFound => tr!(fetch.not_found).to_owned(),
        FetchError::Trouble(code) => tr!(fetch.trouble, code = code),
    }
}

/// Why somebody was not signed in; `first` when the device knows nobody yet.
pub fn sign_in_error(error: SignInError, first: bool) -> String {
    match error {
        SignInError::Offline if first => tr!(sign_in_error.offline_first).to_owned(),
        SignInError::Offline => tr!(sign_in_error.offline).to_owned(),
        SignInError::WrongPassword => tr!(sign_in_error.wrong).to_owned(),
        SignInError::Closed => tr!(sign_in_error.closed).to_owned(),
        SignInError::TooManyTries => tr!(sign_in_error.tries).to_owned(),
        SignInError::BadDevice => tr!(sign_in_error.device).to_owned(),
        SignInError::Portal => tr!(sign_in_error.portal).to_owned(),
        SignInError::Trouble(code) => tr!(sign_in_error.trouble, code = code),
    }
}

/// What would be lost if this device broke now: “2 mục và 1 tệp”; none when nothing would.
pub fn loss(losses: Losses) -> Option<String> {
    let items = losses.waiting + losses.refused + losses.drafts;
    match (items, losses.files) {
        (0, 0) => None,
        (0, files) => Some(tr_count!(files, device.only_files)),
        (items, 0) => Some(tr_count!(items, device.items)),
        (items, files) => {
            Some(format!("{} {}", tr_count!(items, device.items), tr_count!(files, device.photos)))
        }
    }
}

/// How the device stands with the server, in a sentence.
pub fn link(link: Link) -> String {
    match link {
        Link::Online => tr!(link.online).to_owned(),
        Link::Sending => tr!(link.sending).to_owned(),
        Link::Offline => tr!(link.offline).to_owned(),
        Link::Portal => tr!(link.portal).to_owned(),
        Link::SignInNeeded => tr!(link.sign_in).to_owned(),
        Link::Outdated => tr!(link.outdated).to_owned(),
        Link::Trouble(code) => tr!(link.trouble, code = code),
    }
}

/// The cluster's own word for itself in the shown language, in lower case: cụm, khối; cluster, block.
pub fn cluster_word(cluster: &Cluster) -> String {
    match locale() {
        Locale::vi => cluster.word.to_lowercase(),
        // The two words there are mean the same; English keeps the difference as the glossary does.
        Locale::en if cluster.word.to_lowercase().starts_with("khối") => "block".to_owned(),
        Locale::en => "cluster".to_owned(),
    }
}

/// The same words with a capital at their beginning.
pub fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The same words with a small letter at their beginning, as inside a sentence.
pub fn lowered(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
