//! The values side by side, each with who gave it and when.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::field::VOID;
use shared::id::ChangeId;
use shared::sync::Conflict;

use super::difference::pieces;
use super::ways::{Pick, Place, Way, typed_as, ways};
use crate::pages::activity_detail::{Author, times, void_words};
use crate::repo::Repo;
use crate::ui::live;
use crate::ui::new_id;
use crate::{format, tr, words};

/// From here on a text is read sentence by sentence, with what differs marked.
const LONG: usize = 80;

/// The values of a conflict; with `pick` as radio buttons, without as plain text.
pub(super) fn columns(
    repo: &Repo,
    conflict: &Conflict,
    pick: Option<RwSignal<Option<Pick>>>,
    known: &BTreeSet<ChangeId>,
    whole: RwSignal<bool>,
) -> AnyView {
    let all = ways(conflict);
    // Once decided, what was in force is history; what was chosen stands out.
    let decided = conflict.decision.as_ref().filter(|_| pick.is_none()).map(|it| &it.value);
    let group = new_id();
    let columns = all.iter().enumerate().map(|(at, way)| {
        let fresh = way.by.as_ref().is_some_and(|by| !known.contains(&by.change));
        let head_id = new_id();
        let face = face(repo, conflict, way, &all, whole);
        let option = match pick {
            Some(pick) => radio(&group, Pick::Way(at), at + 1, pick, &head_id, face),
            None => view! { <div class="opt"><div class="grow">{face}</div></div> }.into_any(),
        };
        view! {
            <div class="way" class:inf=way.place == Place::InForce>
                <div class="wh" id=head_id>
                    <b>{place_words(way.place, decided.is_some())}</b>
                    {(decided == Some(&way.value)).then(|| view! { <span class="badge plain" data-s="ok">{tr!(reconcile.chosen)}</span> })}
                    {fresh.then(|| view! { <span class="badge plain" data-s="diff">{tr!(reconcile.fresh)}</span> })}
                    {head_words(repo, conflict, way).into_iter().map(|line| view! { <span>{line}</span> }.into_any()).collect::<Vec<_>>()}
                </div>
                {option}
            </div>
        }
        .into_any()
    });
    let columns = columns.collect::<Vec<_>>();
    let other = pick.filter(|_| typed_as(&conflict.field).is_some()).map(|pick| {
        let words = view! { <b>{tr!(reconcile.other)}</b> }.into_any();
        view! { <div class="else">{radio(&group, Pick::Other, all.len() + 1, pick, "", words)}</div> }
    });
    let legend = words::field_of(conflict.subject_kind, &conflict.field).to_owned();
    let unfold = is_long(&all).then(|| {
        let words = live(move || if whole.get() { tr!(reconcile.fold) } else { tr!(reconcile.unfold) });
        view! {
            <button
                type="button"
                class="btn quiet"
                aria-pressed=live(move || whole.get().to_string())
                on:click=move |_| whole.update(|whole| *whole = !*whole)
            >
                {words}
            </button>
        }
        .into_any()
    });
    view! {
        <fieldset class="cmp">
            <legend class="vh">{legend}</legend>
            <div class="ways">{columns}</div>
            {unfold}
            {other}
        </fieldset>
    }
    .into_any()
}

fn radio(
    group: &str,
    stands_for: Pick,
    key: usize,
    pick: RwSignal<Option<Pick>>,
    head_id: &str,
    face: AnyView,
) -> AnyView {
    let face_id = new_id();
    view! {
        <label class="opt" class:on=live(move || pick.get() == Some(stands_for))>
            <input
                type="radio"
                name=group.to_owned()
                data-pick=key
                aria-labelledby=format!("{head_id} {face_id}").trim().to_owned()
                prop:checked=live(move || pick.get() == Some(stands_for))
                on:change=move |_| pick.set(Some(stands_for))
            />
            <span class="grow" id=face_id>{face}</span>
            <span class="key" aria-hidden="true">{key}</span>
        </label>
    }
    .into_any()
}

pub(super) fn place_words(place: Place, decided: bool) -> &'static str {
    match place {
        Place::InForce if decided => tr!(reconcile.in_force_then),
        Place::Base => tr!(reconcile.base),
        Place::InForce => tr!(reconcile.in_force_head),
        Place::Candidate => tr!(reconcile.candidate),
    }
}

/// Who gave a value, on which device, when it was written and when it came.
fn head_words(repo: &Repo, conflict: &Conflict, way: &Way) -> Vec<String> {
    // Nobody in particular put a record in force: it counts since it was made.
    if conflict.field == VOID && way.value.is_null() && way.place == Place::InForce {
        return vec![tr!(reconcile.counts, thing = words::thing(conflict.subject_kind))];
    }
    let Some(by) = &way.by else {
        return match way.place {
            Place::Base => vec![tr!(reconcile.base_note).to_owned()],
            Place::InForce | Place::Candidate => vec![tr!(reconcile.nobody_known).to_owned()],
        };
    };
    let author = Author::of(repo, by);
    let unit = by.unit.and_then(|unit| repo.unit_short(unit));
    let office = || tr!(sign_in.centre).to_owned();
    vec![format!("{}, {}", author.name, unit.unwrap_or_else(office)), times(by, &author)]
}

/// A value as it is read: short ones as words, long ones with the differing sentences marked.
fn face(repo: &Repo, conflict: &Conflict, way: &Way, all: &[Way], whole: RwSignal<bool>) -> AnyView {
    let field = conflict.field.as_str();
    let words = |value| words::value_words(&repo.names(), field, value);
    if field == VOID {
        return view! { <b>{void_words(conflict.subject_kind, &way.value)}</b> }.into_any();
    }
    if !is_long(all) {
        let same = all.iter().filter(|other| other.value == way.value).count() > 1;
        let same = same.then(|| view! { <small>{tr!(reconcile.same)}</small> });
        return view! { <b>{words(&way.value)}</b>{same} }.into_any();
    }
    let Some(text) = way.value.as_str() else {
        return view! { <b>{words(&way.value)}</b> }.into_any();
    };
    let others: Vec<_> = compared_with(way, all).filter_map(|other| other.value.as_str()).collect();
    let pieces = pieces(text, &others).into_iter().map(|piece| {
        if piece.differs { view! { <mark>{piece.text}</mark> }.into_any() } else { alike(piece.text, whole) }
    });
    view! {
        <span class="text">{pieces.collect::<Vec<_>>()}</span>
        <small>{tr!(reconcile.characters, n = format::count(text.chars().count()))}</small>
    }
    .into_any()
}

/// Whether the values are texts that are read sentence by sentence.
fn is_long(all: &[Way]) -> bool {
    let long = |text: &str| text.chars().count() > LONG || text.contains('\n');
    all.iter().any(|way| way.value.as_str().is_some_and(long))
}

/// A stretch that nobody disputes; its middle folds away, so that what differs stands side by side.
fn alike(text: String, whole: RwSignal<bool>) -> AnyView {
    let folded = folded(&text);
    live(move || if whole.get() { text.clone() } else { folded.clone() }).into_any()
}

fn folded(text: &str) -> String {
    /// Characters kept at each end.
    const ENDS: usize = 28;
    let length = text.chars().count();
    if length <= 3 * ENDS {
        return text.to_owned();
    }
    let start = text.chars().take(ENDS);
    let end = text.chars().skip(length - ENDS);
    start.chain(" … ".chars()).chain(end).collect()
}

/// What a text is read against: the beginning, and the beginning against everything that came of it.
fn compared_with<'a>(way: &Way, all: &'a [Way]) -> impl Iterator<Item = &'a Way> {
    let is_base = way.place == Place::Base;
    all.iter().filter(move |other| (other.place == Place::Base) != is_base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn only_long_stretches_fold_and_keep_both_ends() {
        assert_eq!(folded("Ngắn."), "Ngắn.");
        let text = format!("Bắt đầu{}kết thúc", "ơ".repeat(200));
        let short = folded(&text);
        assert!(short.starts_with("Bắt đầu") && short.ends_with("kết thúc") && short.contains(" … "));
        assert!(short.chars().count() < 70);
    }
}
