//! “Hỏi lại đơn vị”: a text with all that the unit must know to answer, to be pasted wherever people talk.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::field::VOID;
use shared::id::SpaceId;

use super::columns::place_words;
use super::ways::{Way, ways};
use crate::pages::activity_detail::{Author, disputed_value};
use crate::repo::Repo;
use crate::repo::types::ConflictLine;
use crate::route::Route;
use crate::ui::{copied, live, new_id, toast};
use crate::{format, tr, words};

/// Days within which the unit is asked to answer: as long as a difference within one unit waits for that unit
/// (`design.md` §4).
const DAYS: i64 = 3;

/// Asking the unit.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    ask: Callback<()>,
    /// The text, where the browser did not take it.
    by_hand: RwSignal<Option<String>>,
}

impl Asking {
    pub(super) fn new(repo: Repo, space: SpaceId, line: Signal<ConflictLine>) -> Self {
        let by_hand = RwSignal::new(None);
        let ask = Callback::new(move |()| {
            let text = untrack(|| line.with(|line| letter(&repo, space, line)));
            spawn_local(async move {
                if copied(&text).await {
                    let _ = by_hand.try_set(None);
                    toast(tr!(reconcile.ask_copied));
                } else {
                    let _ = by_hand.try_set(Some(text));
                }
            });
        });
        Self { ask, by_hand }
    }

    /// Copies the text.
    pub(super) fn ask(self) {
        self.ask.run(());
    }

    /// The text for copying by hand, where the browser did not take it.
    pub(super) fn shown(self) -> AnyView {
        let id = new_id();
        let drawn = move || {
            let (text, id) = (self.by_hand.get()?, id.clone());
            let lines = text.lines().count();
            let field = view! {
                <div class="field">
                    <label for=id.clone()>{tr!(reconcile.ask_by_hand)}</label>
                    <textarea class="input" id=id rows=lines readonly prop:value=text></textarea>
                </div>
            };
            Some(field.into_any())
        };
        view! { <div aria-live="polite">{live(drawn)}</div> }.into_any()
    }
}

/// Which unit, record and field, the values with who gave them and when, and by when an answer is needed.
fn letter(repo: &Repo, space: SpaceId, line: &ConflictLine) -> String {
    let conflict = &line.conflict;
    let unit = conflict.unit.and_then(|unit| repo.unit_name(unit)).unwrap_or_default();
    let day = repo.activity(space, conflict.subject).map(|(activity, _)| format::date(activity.held_on));
    let by = format::date(format::today().saturating_add(jiff::SignedDuration::from_hours(24 * DAYS)));
    let address = window().location().origin().unwrap_or_default();
    let thing = words::capitalised(words::thing(conflict.subject_kind));
    let head = [
        tr!(reconcile.ask_unit, unit = unit),
        match day {
            Some(day) => tr!(reconcile.ask_dated, thing = thing, title = line.title, day = day),
            None => tr!(reconcile.ask_undated, thing = thing, title = line.title),
        },
        tr!(reconcile.ask_field, field = words::field_of(conflict.subject_kind, &conflict.field)),
    ];
    let values = ways(conflict).into_iter().map(|way| value_line(repo, conflict, &way));
    let foot = [tr!(reconcile.ask_by, day = by), format!("{address}{}", Route::Conflict(line.id).path())];
    head.into_iter().chain(values).chain(foot).collect::<Vec<_>>().join("\n")
}

fn value_line(repo: &Repo, conflict: &shared::sync::Conflict, way: &Way) -> String {
    let place = place_words(way.place, false);
    let value = disputed_value(repo, conflict, &way.value);
    let Some(by) = way.by.as_ref().filter(|_| conflict.field != VOID || !way.value.is_null()) else {
        return tr!(reconcile.ask_value, place = place, value = value);
    };
    let author = Author::of(repo, by);
    let unit = by.unit.and_then(|unit| repo.unit_short(unit));
    tr!(
        reconcile.ask_value_by,
        place = place,
        value = value,
        who = author.name,
        unit = unit.unwrap_or_else(|| tr!(sign_in.centre).to_owned()),
        written = format::instant(by.device_time),
        received = format::instant(by.received)
    )
}
