//! Minh chứng: what a figure is known from. Each piece is saved by itself, as soon as it is there.

use leptos::prelude::*;
use shared::domain::{Basis, Evidence, Figure};
use std::collections::BTreeSet;

use super::About;
use crate::pages::activity_detail::{evidence_tile, sizes_words};
use crate::pages::evidence_field::{Gathering, evidence_field};
use crate::pages::targets::rights::Entry;
use crate::pages::targets::slot::Column;
use crate::repo::Save;
use crate::repo::types::Held;
use crate::ui::live;
use crate::{tr, words};

/// What can be done about the evidence of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// There is no figure to prove.
    NoFigure,
    /// It is looked at.
    Look,
    /// It is gathered.
    Gather,
}

impl Way {
    /// What is owed beside a figure is owed beside its evidence: the document comes with the figure, the reason stands
    /// above the list.
    fn of(figure: Option<&Figure>, entry: Option<Entry>, has_reason: bool) -> Self {
        let Some(figure) = figure.filter(|figure| figure.value.is_some()) else { return Self::NoFigure };
        let may = entry.is_some_and(|entry| {
            let owes_source = entry.owes_source() && figure.source.is_empty();
            entry.is_open() && !owes_source && (has_reason || !entry.owes_reason())
        });
        if may { Self::Gather } else { Self::Look }
    }
}

/// The evidence of the figure that is shown.
pub(super) fn evidence(about: About, basis: RwSignal<Basis>) -> AnyView {
    let sheet = about.sheet;
    let slot = about.slot(Column::Actual);
    let figure = Memo::new(move |_| figure(about, basis.get()).map(|held| held.record));
    let way = Memo::new(move |_| {
        let has_reason = sheet.reason.with(|reason| !reason.trim().is_empty());
        figure.with(|figure| Way::of(figure.as_ref(), sheet.entry(slot, basis.get()), has_reason))
    });
    let all = Signal::derive(move || {
        figure.with(|figure| figure.as_ref().map(|figure| figure.evidence.clone()).unwrap_or_default())
    });
    let paper = RwSignal::new(String::new());
    let to = Gathering {
        space: sheet.space,
        all,
        add: Callback::new(move |item| change(about, basis, |all| all.insert(item))),
        remove: Callback::new(move |item| change(about, basis, |all| all.remove(&item))),
        paper,
        on_leave: true,
        id: "target-evidence",
        error: Signal::stored(None),
    };
    let content = live(move || match way.get() {
        Way::NoFigure => view! { <p class="note">{tr!(target.evidence_later)}</p> }.into_any(),
        Way::Gather => untrack(|| evidence_field(to, sheet.repo())),
        Way::Look => looked_at(about, all.get()),
    });
    view! { <div class="stack">{content}</div> }.into_any()
}

fn figure(about: About, basis: Basis) -> Option<Held<Figure>> {
    about.cell()?.figure(about.span, basis).cloned()
}

fn looked_at(about: About, all: BTreeSet<Evidence>) -> AnyView {
    let repo = about.sheet.repo();
    let said = if all.is_empty() { tr!(target.no_evidence).to_owned() } else { sizes_words(&all) };
    let tiles = all
        .iter()
        .map(|item| view! { <li>{evidence_tile(&repo, about.sheet.space, item)}</li> }.into_any())
        .collect::<Vec<_>>();
    view! {
        <div class="field">
            <span class="label">{words::field("evidence").to_owned()}</span>
            <ul class="photos">{tiles}</ul>
            <p class="hint">{said}</p>
        </div>
    }
    .into_any()
}

/// Saves the figure with other evidence, unless it stays the same.
fn change(about: About, basis: RwSignal<Basis>, change: impl FnOnce(&mut BTreeSet<Evidence>) -> bool) {
    let (sheet, basis) = (about.sheet, basis.get_untracked());
    let slot = about.slot(Column::Actual);
    let blank = Figure::empty(about.target, about.unit, sheet.year, about.span, basis);
    let opened = sheet.repo().open(sheet.space, blank);
    let mut after = opened.record.clone();
    if !change(&mut after.evidence) {
        return;
    }
    let save = Save::keyed(sheet.space, &opened, &after);
    sheet.put(vec![save], Vec::new(), sheet.owed_reason(slot, basis));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::targets::reading::tests::quantity;
    use crate::pages::targets::rights::Shut;
    use shared::domain::Span;
    use shared::id::{RecordId, UnitId};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn evidence_is_gathered_where_the_figure_could_be_typed() {
        let (target, unit) = (RecordId::derived([1; 16]), UnitId::derived([2; 16]));
        let blank = Figure::empty(target, unit, 2024, Span::Full, Basis::Official);
        let known = Figure { value: Some(quantity("13")), ..blank.clone() };
        let named = Figure { source: "Báo cáo 12".to_owned(), ..known.clone() };
        let open = |source, reason| Some(Entry::Open { source, reason });
        let cases = [
            (None, open(false, false), false, Way::NoFigure),
            (Some(&blank), open(false, false), false, Way::NoFigure),
            (Some(&known), open(false, false), false, Way::Gather),
            (Some(&known), open(true, false), false, Way::Look),
            (Some(&named), open(true, false), false, Way::Gather),
            (Some(&named), open(true, true), false, Way::Look),
            (Some(&named), open(true, true), true, Way::Gather),
            (Some(&known), Some(Entry::Shut(Shut::NotYours)), true, Way::Look),
            (Some(&known), None, true, Way::Look),
        ];
        for (figure, entry, has_reason, expected) in cases {
            assert_eq!(Way::of(figure, entry, has_reason), expected, "{entry:?}");
        }
    }
}
