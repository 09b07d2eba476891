//! One award in the form: its texts, and how they are read.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::domain::{AWARDS_MAX, AwardKind, AwardRule, Base, Pool, Quota, Rounding, Share, Threshold};

use super::reading::{Unclear, read_fraction, read_quota, write_quota};
use super::sentences::fraction;
use crate::pages::typed::{Form, Texts};
use crate::{json, tr};

/// The names of the texts of one award.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slots {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) pool: &'static str,
    pub(super) quota: &'static str,
    pub(super) rounding: &'static str,
    pub(super) threshold: &'static str,
    pub(super) strict: &'static str,
    pub(super) base: &'static str,
    pub(super) turnout: &'static str,
    pub(super) points_min: &'static str,
    pub(super) conditions: &'static str,
}

macro_rules! slots {
    ($($at:literal)*) => {
        [$(Slots {
            name: concat!("awards.", $at, ".name"),
            kind: concat!("awards.", $at, ".kind"),
            pool: concat!("awards.", $at, ".pool"),
            quota: concat!("awards.", $at, ".quota"),
            rounding: concat!("awards.", $at, ".rounding"),
            threshold: concat!("awards.", $at, ".threshold"),
            strict: concat!("awards.", $at, ".strict"),
            base: concat!("awards.", $at, ".base"),
            turnout: concat!("awards.", $at, ".turnout"),
            points_min: concat!("awards.", $at, ".points_min"),
            conditions: concat!("awards.", $at, ".conditions"),
        }),*]
    };
}

/// The texts of all awards that there may be.
pub(super) const SLOTS: [Slots; AWARDS_MAX] = slots!("0" "1" "2" "3" "4" "5");

/// Set where something holds that is either so or not.
pub(super) const YES: &str = "1";

/// The wire name of a value of an enum, which is what its text holds.
pub(super) fn code(value: &impl Serialize) -> String {
    json::tree(value).as_str().map(str::to_owned).unwrap_or_default()
}

/// The value that a text holds.
pub(super) fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    json::from_tree(&Value::from(text))
}

/// A flag for the first quota, as most clusters have it.
pub(super) fn blank() -> AwardRule {
    let threshold = Threshold { num: 1, den: 2, strict: true, base: Base::Members, turnout: None };
    AwardRule {
        name: String::new(),
        kind: AwardKind::Flag,
        pool: Pool::Members,
        quota: Quota::Steps(Vec::new()),
        threshold,
        points_min: None,
        conditions: BTreeSet::new(),
    }
}

/// The texts of an award.
pub(super) fn texts(slots: &Slots, award: &AwardRule) -> Vec<(&'static str, String)> {
    let rounding = match award.quota {
        Quota::Part { rounding, .. } => rounding,
        Quota::Steps(_) => Rounding::Down,
    };
    let share = |share: Option<Share>| share.map(|it| fraction(it.num, it.den)).unwrap_or_default();
    let Threshold { num, den, strict, base, turnout } = award.threshold;
    let conditions = award.conditions.iter().map(code).collect::<Vec<_>>().join(" ");
    vec![
        (slots.name, award.name.clone()),
        (slots.kind, code(&award.kind)),
        (slots.pool, code(&award.pool)),
        (slots.quota, write_quota(&award.quota)),
        (slots.rounding, code(&rounding)),
        (slots.threshold, fraction(num, den)),
        (slots.strict, if strict { YES.to_owned() } else { String::new() }),
        (slots.base, code(&base)),
        (slots.turnout, share(turnout)),
        (slots.points_min, share(award.points_min)),
        (slots.conditions, conditions),
    ]
}

/// Whether anything that matters is typed for an award.
fn is_begun(slots: &Slots, text: impl Fn(&str) -> bool) -> bool {
    text(slots.name) || text(slots.quota)
}

/// How many awards are typed: up to the last one that is begun.
pub(super) fn count(text: impl Fn(&str) -> bool) -> usize {
    SLOTS.iter().rposition(|slots| is_begun(slots, &text)).map_or(0, |last| last + 1)
}

/// The awards that are typed. Faults are added to the others.
pub(super) fn read_all(typed: &Texts, faults: &mut Vec<(&'static str, String)>) -> Vec<AwardRule> {
    let count = count(|field| !typed.of(field).trim().is_empty());
    SLOTS.iter().take(count).map(|slots| read(slots, typed, faults)).collect()
}

fn read(slots: &Slots, typed: &Texts, faults: &mut Vec<(&'static str, String)>) -> AwardRule {
    let rounding = decode(typed.of(slots.rounding)).unwrap_or(Rounding::Down);
    let mut fault = |field, words: &str| faults.push((field, words.to_owned()));
    let quota = read_quota(typed.of(slots.quota), rounding).unwrap_or_else(|Unclear| {
        fault(slots.quota, tr!(rules.bad_quota));
        None
    });
    let quota = quota.unwrap_or(Quota::Steps(Vec::new()));
    let mut part = |field| {
        read_fraction(typed.of(field)).unwrap_or_else(|Unclear| {
            fault(field, tr!(rules.bad_fraction));
            None
        })
    };
    let (votes, turnout, points) = (part(slots.threshold), part(slots.turnout), part(slots.points_min));
    // Nothing typed asks for nothing, which the rules refuse at this field.
    let (num, den) = votes.unwrap_or((0, 1));
    let at_least = |(num, den)| Share::at_least(num, den);
    let base = decode(typed.of(slots.base)).unwrap_or(Base::Members);
    let strict = typed.of(slots.strict) == YES;
    AwardRule {
        name: typed.line(slots.name),
        kind: decode(typed.of(slots.kind)).unwrap_or(AwardKind::Flag),
        pool: decode(typed.of(slots.pool)).unwrap_or(Pool::Members),
        quota,
        threshold: Threshold { num, den, strict, base, turnout: turnout.map(at_least) },
        points_min: points.map(at_least),
        conditions: typed.of(slots.conditions).split(' ').filter_map(decode).collect(),
    }
}

/// Lets the texts of one award be those of another; blank ones without another.
pub(super) fn copy(form: Form, to: &Slots, from: Option<&Slots>) {
    let blank = texts(to, &blank());
    match from {
        Some(from) => {
            for ((to, _), (from, _)) in blank.into_iter().zip(texts(from, &self::blank())) {
                form.text(to).set(form.text(from).get_untracked());
            }
        }
        None => blank.into_iter().for_each(|(to, text)| form.text(to).set(text)),
    }
}
