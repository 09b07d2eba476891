//! The record in question: what happened to it, where it is looked at, what may not become of it.

use leptos::prelude::*;
use shared::access::grounds_of;
use shared::domain::Kind;
use shared::domain::Work::Registration;
use shared::field::{Fields, VOID};
use shared::id::SpaceId;
use shared::sync::Conflict;

use crate::pages::place_of_record;
use crate::repo::Repo;
use crate::repo::types::ConflictLine;
use crate::route::Route;
use crate::ui::{Banner, Icon, Tone};
use crate::{tr, words};

/// Where the record in question is looked at.
pub(super) fn record_address(repo: &Repo, space: SpaceId, conflict: &Conflict) -> String {
    let Some(target) = repo.target_of(space, conflict.subject) else {
        return place_of_record(repo, space, conflict.subject_kind, conflict.subject).path();
    };
    let path = Route::Target(target).path();
    conflict.unit.map_or_else(|| path.clone(), |unit| format!("{path}?unit={unit}"))
}

/// What led here, in a sentence.
pub(super) fn what_happened(line: &ConflictLine) -> AnyView {
    let conflict = &line.conflict;
    let by = |at: &shared::sync::Candidate| at.by.clone();
    let all: Vec<_> =
        std::iter::once(&conflict.in_force).chain(&conflict.candidates).filter_map(by).collect();
    let one_unit = all.windows(2).all(|pair| matches!(pair, [a, b] if a.unit == b.unit));
    let one_person = all.windows(2).all(|pair| matches!(pair, [a, b] if a.author == b.author));
    let field = words::field_of(conflict.subject_kind, &conflict.field);
    let words = if conflict.field == VOID {
        tr!(reconcile.happened_void, thing = words::thing(conflict.subject_kind))
    } else if one_person {
        tr!(reconcile.happened_devices, field = field)
    } else if one_unit {
        tr!(reconcile.happened_unit, field = field)
    } else {
        tr!(reconcile.happened, field = field)
    };
    view! {
        <Banner tone=Tone::Diff picture=Icon::Differ>
            <span>{words} " " <b class="strong">{tr!(reconcile.nothing_lost)}</b></span>
        </Banner>
    }
    .into_any()
}

/// Why a plan takes no value that nobody gave it before: it is frozen (I-07).
pub(super) fn lock_of(repo: &Repo, space: SpaceId, kind: Kind, fields: &Fields) -> Option<String> {
    let (year, unit) = grounds_of(kind, fields).filter(|_| kind == Kind::Plan)?;
    repo.lock(space, year, unit?, Registration).map(words::lock)
}
