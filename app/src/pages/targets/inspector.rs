//! Beside the list: everything about the figure of the chosen row, with a large field for a thumb.

mod adjust;
mod claims;
mod entry;
mod evidence;
mod number;
mod plan;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::{Span, Target};
use shared::id::{RecordId, UnitId};

use super::reach::sentence;
use super::sheet::Sheet;
use super::slot::{Column, Slot};
use crate::pages::activities::panel_heading;
use crate::pages::behalf::behalf_note;
use crate::repo::types::{Cell, Held};
use crate::route::Route;
use crate::ui::{Banner, Icon, Tone, copied, icon, live, toast};
use crate::{format, tr, words};

/// What the inspector is about.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub(super) sheet: Sheet,
    pub(super) target: RecordId,
    pub(super) unit: UnitId,
    pub(super) span: Span,
}

impl About {
    fn slot(self, column: Column) -> Slot {
        Slot { target: self.target, unit: self.unit, span: self.span, column }
    }

    /// The target as it stands. Tracked.
    fn held(self) -> Option<Held<Target>> {
        self.sheet.target(self.target)
    }

    /// What the unit has for it. Tracked.
    fn cell(self) -> Option<Cell> {
        self.sheet.board.with(|board| board.as_ref()?.cell(self.target, self.unit).cloned())
    }
}

/// The panel of one target and unit; none when the target is not here.
pub(super) fn inspector(about: About, alone: Signal<bool>) -> Option<AnyView> {
    untrack(|| about.held())?;
    let title = Signal::derive(move || about.held().map(|held| held.record.name).unwrap_or_default());
    let sheet = about.sheet;
    let back = live(move || {
        let shown = sheet.shown.get();
        let unit = shown.unit.filter(|_| !shown.all_units);
        let route = if shown.all_units { Route::Target(about.target) } else { Route::Targets };
        super::address::Shown { unit, ..shown }.at(route)
    });
    let whose = sheet.repo().unit_name(about.unit);
    let edit = live(move || edit_link(about));
    Some(
        view! {
            <div class="flow insp">
                <header>
                    <a class="back" href=back aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                    <div class="grow">
                        {panel_heading("target-title", title, alone)}
                        <p class="note">{whose}</p>
                    </div>
                    {edit}
                </header>
                <div class="body">
                    {live(move || news(about))}
                    {entry::entry(about)}
                    {on_behalf(about)}
                    {live(move || told(about))}
                    {plan::plan(about)}
                    {live(move || facts(about))}
                    {claims::claims(about)}
                </div>
            </div>
        }
        .into_any(),
    )
}

fn edit_link(about: About) -> Option<AnyView> {
    let held = about.held()?;
    super::form::may_edit(about.sheet, &held.record).then(|| {
        let href = about.sheet.shown.get().at(Route::EditTarget(about.target));
        view! { <a class="btn icon" href=href aria-label=tr!(target.edit)>{icon(Icon::Pencil)}</a> }
            .into_any()
    })
}

/// What needs a person: a refusal, figures that differ.
fn news(about: About) -> Vec<AnyView> {
    let repo = about.sheet.repo();
    let Some(cell) = about.cell() else { return Vec::new() };
    let figure =
        cell.counting(about.span).or_else(|| cell.figures.iter().find(|it| it.record.span == about.span));
    let both = [
        figure.map(|held| (held.id, held.standing, held.differing)),
        cell.plan.as_ref().map(|held| (held.id, held.standing, held.differing)),
    ];
    let mut found = Vec::new();
    for (id, _, differing) in both.into_iter().flatten() {
        let refused = repo.about(about.sheet.space, id).map(|view| view.refused).unwrap_or_default();
        for (_, why) in refused {
            let words = view! {
                <span>{tr!(target.refused, why = words::refusal(&why))} " " <a href=Route::Outbox.path()>{tr!(activity.to_outbox)}</a></span>
            };
            found.push(view! { <Banner tone=Tone::Err picture=Icon::Return>{words}</Banner> }.into_any());
        }
        if let Some(conflict) = differing {
            let words = view! {
                <span>{tr!(standing.differing)} ". " {tr!(activity.in_force_stays)} " " <a href=Route::Conflict(conflict).path()>{tr!(nav.reconcile)}</a></span>
            };
            found.push(view! { <Banner tone=Tone::Diff picture=Icon::Differ>{words}</Banner> }.into_any());
        }
    }
    found
}

/// Whether somebody else entered the figure or the plan, and what the unit says of that.
fn on_behalf(about: About) -> AnyView {
    let figure = Signal::derive(move || about.cell()?.counting(about.span).map(|held| held.id));
    let plan = Signal::derive(move || about.cell()?.plan.map(|held| held.id));
    view! { {behalf_note(about.sheet.space, figure)} {behalf_note(about.sheet.space, plan)} }.into_any()
}

/// The sentence that cannot be misread, to be taken into a report.
fn told(about: About) -> Option<AnyView> {
    let (held, cell) = (about.held()?, about.cell()?);
    if cell.is_unassigned() {
        return None;
    }
    let plan = cell.plan(about.span)?;
    let actual = cell.counting(about.span)?.record.value?;
    let sentence = sentence(&held.record, plan, actual)?;
    Some(quoted(sentence))
}

/// A sentence with a button that copies it.
fn quoted(sentence: String) -> AnyView {
    let text = sentence.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            // Not copied, the sentence stands there to be marked by hand.
            toast(if copied(&text).await { tr!(act.copied) } else { tr!(target.not_copied) });
        });
    };
    view! {
        <div class="told-sentence">
            <p>{sentence}</p>
            <button type="button" class="btn small" on:click=copy>{tr!(target.copy)}</button>
        </div>
    }
    .into_any()
}

/// How the target is counted, who touched the figure last.
fn facts(about: About) -> Option<AnyView> {
    let repo = about.sheet.repo();
    let held = about.held()?;
    let note = (!held.record.note.is_empty()).then(|| view! { <p class="note">{held.record.note}</p> });
    let figure = about.cell().and_then(|cell| cell.counting(about.span).cloned());
    let view = figure.and_then(|figure| repo.about(about.sheet.space, figure.id));
    let last = view.and_then(|view| {
        if let Some(at) = view.saved_here {
            return Some(tr!(standing.saved_at, at = format::moment(at)));
        }
        let by = view.by?;
        let who = repo.person_name(by.author)?;
        let unit = by.unit.and_then(|unit| repo.unit_short(unit));
        let who = [Some(who), unit].into_iter().flatten().collect::<Vec<_>>().join(", ");
        Some(tr!(activity.last_by, who = who, when = format::moment(by.received)))
    });
    let last = last.map(|words| view! { <p class="note">{words}</p> });
    Some(view! { <div class="stack facts-of">{note} {last}</div> }.into_any())
}
