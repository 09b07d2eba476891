//! What fields are called.

use shared::domain::Kind;
use shared::field::VOID;

use crate::tr;

/// The name of a field of a kind of record: what is called `body` is told differently of an activity and of an article.
pub fn field_of(kind: Kind, name: &str) -> &str {
    match (kind, name) {
        (Kind::KeyTask | Kind::Article | Kind::Remark, "body") => tr!(field.text),
        _ => field(name),
    }
}

/// The name of a field that means the same in every record.
pub fn field(name: &str) -> &str {
    match name {
        "title" => tr!(field.title),
        "held_on" => tr!(field.held_on),
        "place" => tr!(field.place),
        "movement" => tr!(field.movement),
        "participants" => tr!(field.participants),
        "body" => tr!(field.body),
        "tags" => tr!(field.tags),
        "links" => tr!(field.links),
        "evidence" => tr!(field.evidence),
        "unit" => tr!(field.unit),
        "year" => tr!(field.year),
        "reason" => tr!(field.reason),
        "decision" => tr!(field.decision),
        "name" => tr!(field.name),
        "measure" => tr!(field.measure),
        "nature" => tr!(field.nature),
        "sense" => tr!(field.sense),
        "order" => tr!(field.order),
        "note" => tr!(field.note),
        "half" => tr!(field.half),
        "full" => tr!(field.full),
        "unassigned" => tr!(field.unassigned),
        "source" => tr!(field.source),
        "wished" => tr!(field.wished),
        "adjusted" => tr!(field.adjusted),
        "value" => tr!(field.value),
        "target" => tr!(field.target),
        "kind" => tr!(field.kind),
        "launched_by" => tr!(field.launched_by),
        "period" => tr!(field.period),
        "document" => tr!(field.document),
        "signed_on" => tr!(field.signed_on),
        "lead" => tr!(field.lead),
        "supporting" => tr!(field.supporting),
        "due" => tr!(field.due),
        "person_name" => tr!(field.person_name),
        "person_post" => tr!(field.person_post),
        "state" => tr!(field.state),
        "task" | "tasks" => tr!(nav.tasks),
        "movements" => tr!(field.movements),
        "targets" => tr!(nav.targets),
        "until" => tr!(field.until),
        "work" => tr!(field.work),
        VOID => tr!(field.void),
        _ => document_field(name),
    }
}

/// Fields of the directory.
fn directory_field(name: &str) -> &str {
    match name {
        "short" => tr!(field.short),
        "aliases" => tr!(field.aliases),
        "province" => tr!(field.province),
        "level" => tr!(field.level),
        "word" => tr!(field.word),
        "head_title" => tr!(field.head_title),
        "deputy_title" => tr!(field.deputy_title),
        "founded" => tr!(field.founded),
        "cluster" => tr!(field.cluster),
        "from" => tr!(field.from),
        "to" => tr!(field.to),
        "head" => tr!(field.head),
        "deputy" => tr!(field.deputy),
        "how" => tr!(field.how),
        "day" => tr!(field.day),
        "turn" => tr!(field.turn),
        "issuer" => tr!(field.issuer),
        "number_of" => tr!(field.number_of),
        "labels" => tr!(field.labels),
        "founded_on" => tr!(admin.founded_on),
        "into" => tr!(field.into),
        "before" => tr!(field.before),
        "after" => tr!(field.after),
        // A part of a rule set is called by its own name: `awards.0.quota`.
        other => match other.rsplit_once('.') {
            Some((_, part)) => field(part),
            None => rules_field(other),
        },
    }
}

/// Fields of rule sets.
fn rules_field(name: &str) -> &str {
    match name {
        "effective" => tr!(field.effective),
        "expires" => tr!(field.expires),
        "deadlines" => tr!(field.deadlines),
        "wait_days" => tr!(field.wait_days),
        "voting" => tr!(field.voting),
        "quorum" => tr!(field.quorum),
        "voters" => tr!(field.voters),
        "carried" => tr!(field.carried),
        "form" => tr!(field.form),
        "own_vote" => tr!(field.own_vote),
        "awards" => tr!(field.awards),
        "pool" => tr!(field.pool),
        "quota" => tr!(field.quota),
        "threshold" => tr!(field.threshold),
        "base" => tr!(field.base),
        "turnout" => tr!(field.turnout),
        "rounding" => tr!(field.rounding),
        "points_min" => tr!(field.points_min),
        "conditions" => tr!(field.conditions),
        "overlap" => tr!(field.overlap),
        "ranking" => tr!(field.ranking),
        "first" => tr!(field.first),
        "points" => tr!(field.points),
        "ties" => tr!(field.ties),
        "rotation" => tr!(field.rotation),
        "issued" => tr!(field.issued),
        "rules" => tr!(nav.rules),
        other => other,
    }
}

/// Fields of the year, of reports and of covenants.
fn document_field(name: &str) -> &str {
    match name {
        "launch" => tr!(field.launch),
        "signing" => tr!(field.signing),
        "midyear" => tr!(field.midyear),
        "self_score" => tr!(field.self_score),
        "appraisal" => tr!(field.appraisal),
        "conference" => tr!(field.conference),
        "submission" => tr!(field.submission),
        "archive" => tr!(field.archive),
        "heading" => tr!(field.heading),
        "number" => tr!(field.number),
        "issued_at" => tr!(field.issued_at),
        "dated" => tr!(field.dated),
        "post" => tr!(field.post),
        "signer" => tr!(field.signer),
        "setting" => tr!(field.setting),
        "results" => tr!(field.results),
        "emulation" => tr!(field.emulation),
        "shortcomings" => tr!(field.shortcomings),
        "causes" => tr!(field.causes),
        "lessons" => tr!(field.lessons),
        "directions" => tr!(field.directions),
        "proposals" => tr!(field.proposals),
        "submitted" => tr!(field.submitted),
        "reviewed" => tr!(field.reviewed),
        "accepted" => tr!(field.accepted),
        "basis" => tr!(field.basis),
        "opening" => tr!(field.opening),
        "closing" => tr!(field.closing),
        "copies" => tr!(field.copies),
        "with_targets" => tr!(field.with_targets),
        "with_movements" => tr!(field.with_movements),
        "adopted" => tr!(field.adopted),
        "answer" => tr!(field.answer),
        "authority" => tr!(field.authority),
        "drawing" => tr!(field.drawing),
        "covenant" => tr!(nav.covenants),
        other => directory_field(other),
    }
}
