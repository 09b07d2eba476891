//! The list: one row for each target of a unit, or for each unit of a target.

use std::sync::Arc;

use leptos::prelude::*;
use shared::id::{RecordId, UnitId};

use super::grid::Grid;
use super::reach::Reach;
use super::rows::{Face, Mark, Row};
use super::sheet::{Sheet, typed_form};
use super::slot::{Column, Slot};
use crate::route::Route;
use crate::ui::{Badge, Icon, Tone, icon, icon_sized, live};
use crate::{format, tr, tr_count};

/// Rows in their order; one that did not change is the same as before.
pub(super) type Rows = Memo<Arc<Vec<Arc<Row>>>>;

/// The list in its frame; `about` names what a row is.
pub(super) fn list(sheet: Sheet, rows: Rows, about: &'static str, totals: AnyView) -> AnyView {
    let grid = Grid::new(sheet);
    let keys = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(|row| (row.target, row.unit)).collect::<Vec<_>>())
    });
    Effect::new(move || {
        keys.track();
        grid.keep_one_tab_stop();
    });
    let content = view! {
        <thead role="rowgroup">
            <tr role="row">
                <th role="columnheader" scope="col" class="no">{tr!(target.number)}</th>
                <th role="columnheader" scope="col">{about}</th>
                <th role="columnheader" scope="col" class="num">{tr!(target.plan)}</th>
                <th role="columnheader" scope="col" class="num">{tr!(field.value)}</th>
                <th role="columnheader" scope="col">{tr!(target.reach)}</th>
                <th role="columnheader" scope="col">{tr!(activity.standing)}</th>
            </tr>
        </thead>
        <For each=move || keys.get() key=|key| *key let:key>{one(sheet, rows, key)}</For>
        {totals}
    };
    view! {
        <div class="sheet tgt">
            {grid.table("table grid", tr!(nav.targets), content.into_any())}
        </div>
        {super::paste::preview(grid)}
    }
    .into_any()
}

/// One row as it is now; none once it is gone.
type Shown = Memo<Option<Arc<Row>>>;

/// The elements of a row stay the same whatever becomes of it: a cell that is made anew, or whose attributes are, loses
/// the keyboard.
fn one(sheet: Sheet, rows: Rows, key: (RecordId, UnitId)) -> AnyView {
    let row: Shown =
        Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| (row.target, row.unit) == key).cloned()));
    let selected = Memo::new(move |_| sheet.selected.get() == Some(key));
    let unassigned = Memo::new(move |_| row.get().is_some_and(|row| row.unassigned));
    let drawn = move |draw: fn(&Row) -> AnyView| live(move || row.get().map(|row| draw(&row)));
    let choose = move |_| sheet.open(key.0, key.1);
    let figures = live(move || {
        let is_unassigned = unassigned.get();
        untrack(|| figures(sheet, row, key, is_unassigned))
    });
    view! {
        <tbody role="rowgroup">
            <tr role="row" data-row aria-selected=live(move || selected.get().to_string())>
                <td role="gridcell" class="no soft">{drawn(number)}</td>
                <th role="rowheader" scope="row" class="name">
                    <button type="button" class="pick" tabindex="-1" on:click=choose>{drawn(name)}</button>
                    {drawn(detail)}
                </th>
                {figures}
                <td role="gridcell" class="dat">{drawn(reach)}</td>
                <td role="gridcell" class="state">{drawn(state)}</td>
            </tr>
            {live(move || row.get().and_then(|row| fault(sheet, &row)))}
        </tbody>
    }
    .into_any()
}

fn number(row: &Row) -> AnyView {
    (row.number > 0).then(|| format::count(row.number)).into_any()
}

fn name(row: &Row) -> AnyView {
    row.name.clone().into_any()
}

fn detail(row: &Row) -> AnyView {
    view! { <small>{row.detail.clone()}</small> }.into_any()
}

/// Plan and figure; “Không giao chỉ tiêu” in the place of both.
fn figures(sheet: Sheet, row: Shown, (target, unit): (RecordId, UnitId), is_unassigned: bool) -> AnyView {
    let slot = |column| Slot { target, unit, span: sheet.shown.get_untracked().span, column };
    if is_unassigned {
        return view! {
            <td role="gridcell" class="num soft" colspan="2" tabindex="-1" aria-readonly="true" data-slot=slot(Column::Plan).name()>
                {tr!(field.unassigned)}
            </td>
        }
        .into_any();
    }
    let face = |column| Memo::new(move |_| row.get().map(|row| row.face(column).clone())).into();
    let under = live(move || row.get().map(|row| under(&row))).into_any();
    view! {
        {cell(slot(Column::Plan), face(Column::Plan), under)}
        {cell(slot(Column::Actual), face(Column::Actual), ().into_any())}
    }
    .into_any()
}

/// Under a plan: the registered one where another is in force, and a wish that nobody has answered.
fn under(row: &Row) -> AnyView {
    let registered = row.registered.as_ref().map(|plan| {
        view! { <small>{tr!(target.registered, n = plan)}</small> }
    });
    let wished = row.wished.then(|| view! { <small class="wish">{tr!(target.wish)}</small> });
    view! { {registered} {wished} }.into_any()
}

/// One cell.
pub(super) fn cell(slot: Slot, face: Signal<Option<Face>>, under: AnyView) -> AnyView {
    let column = slot.column;
    let is = move |what: fn(&Face) -> bool| {
        live(move || face.with(|face| face.as_ref().is_some_and(what)).then_some("true"))
    };
    view! {
        <td
            role="gridcell"
            class="figure-cell"
            tabindex="-1"
            data-slot=slot.name()
            data-column=if column == Column::Plan { "plan" } else { "actual" }
            data-name=if column == Column::Plan { tr!(target.plan) } else { tr!(field.value) }
            aria-readonly=is(|face| !face.is_open())
            aria-invalid=is(|face| face.fault.is_some())
        >
            {live(move || face.with(|face| face.as_ref().map(|face| inside(column, face))))}
            {under}
        </td>
    }
    .into_any()
}

fn inside(column: Column, face: &Face) -> AnyView {
    let (state, picture, word) = match face.mark {
        _ if face.fault.is_some() => ("err", Some(Icon::Warning), tr!(target.not_saved)),
        Mark::Refused => ("err", Some(Icon::Return), tr!(standing.refused)),
        Mark::Differing(_) => ("diff", Some(Icon::Differ), tr!(standing.differing)),
        Mark::Waiting => ("wait", Some(Icon::Send), tr!(standing.waiting)),
        Mark::None if !face.is_open() && column == Column::Actual => {
            ("", Some(Icon::Lock), tr!(target.locked))
        }
        Mark::None => ("", None, ""),
    };
    let class = match (face.is_open(), face.text.is_empty(), column) {
        (true, true, _) => "cell blank",
        (true, false, _) => "cell",
        // A registered plan is simply a figure beside which the result stands.
        (false, _, Column::Plan) => "cell flat",
        (false, _, Column::Actual) => "cell lock",
    };
    let estimate = face.estimate.then(|| view! { <span class="uoc">{tr!(target.estimate_tag)}</span> });
    // In few words for the eye, in full for a mouse that rests there and for whoever has it read out.
    let (short, why) = face.lock.clone().unzip();
    let short = short.filter(|_| column == Column::Actual);
    let short = short.map(|words| view! { <small class="lk" aria-hidden="true">{words}</small> });
    let told = why.clone().map(|why| view! { <span class="vh">". "{why}</span> });
    view! {
        <span class=class data-s=state title=why>
            {picture.map(|picture| icon_sized(picture, "i"))}
            {picture.map(|_| view! { <span class="vh">{word}</span> })}
            {estimate}
            <span class="fig">{face.words()}</span>
            {told}
        </span>
        {short}
    }
    .into_any()
}

/// Đạt, with its bar.
fn reach(row: &Row) -> AnyView {
    if row.unassigned {
        return view! { <span class="soft">{tr!(target.not_counted)}</span> }.into_any();
    }
    reached(&row.reach)
}

/// The words and the bar of how a figure stands to its plan.
pub(super) fn reached(reach: &Reach) -> AnyView {
    let class = if reach.met == Some(true) { "over" } else { "" };
    view! {
        <div><b class="strong">{reach.reached.clone()}</b><small class=class>{reach.beside.clone()}</small></div>
        {bar(reach)}
    }
    .into_any()
}

fn bar(reach: &Reach) -> AnyView {
    let (plan, beyond) = reach.bar;
    let class = if reach.met == Some(false) { "low" } else { "fg" };
    let tick = (beyond > 0).then(|| {
        view! {
            <rect class=if reach.met == Some(true) { "over" } else { "low" } x=plan.to_string() width=beyond.to_string() height="10"></rect>
            <path class="mk" d=format!("M{plan} 0V10") vector-effect="non-scaling-stroke"></path>
        }
    });
    view! {
        <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bg" width="1000" height="10"></rect>
            <rect class=class width=plan.to_string() height="10"></rect>
            {tick}
        </svg>
    }
    .into_any()
}

fn state(row: &Row) -> AnyView {
    let (tone, picture, word) = match row.mark() {
        _ if row.fault().is_some() => (Tone::Err, Icon::Warning, tr!(target.not_saved)),
        Mark::Refused => (Tone::Err, Icon::Return, tr!(standing.refused)),
        Mark::Differing(_) => (Tone::Diff, Icon::Differ, tr!(target.differing)),
        Mark::Waiting => (Tone::Wait, Icon::Send, tr!(standing.waiting)),
        Mark::None if row.is_blank() => (Tone::Plain, Icon::Clock, tr!(target.no_figure)),
        Mark::None => (Tone::Ok, Icon::Check, tr!(standing.received)),
    };
    let badge = view! { <Badge tone picture label=word/> }.into_any();
    let badge = match row.mark() {
        Mark::Differing(conflict) => {
            view! { <a class="to" tabindex="-1" href=Route::Conflict(conflict).path()>{badge}</a> }.into_any()
        }
        _ => badge,
    };
    let evidence = (row.evidence > 0)
        .then(|| view! { <small class="mc">{tr_count!(row.evidence, target.evidence)}</small> });
    view! { {badge} {evidence} }.into_any()
}

/// Under a row: what is wrong with what was typed, and the figures that it may have been meant as.
fn fault(sheet: Sheet, row: &Row) -> Option<AnyView> {
    let (column, face, fault) = row.fault()?;
    let slot = Slot { target: row.target, unit: row.unit, span: sheet.shown.get_untracked().span, column };
    Some(
        view! {
            <tr role="row" class="says">
                <td role="gridcell" colspan="6">{question(sheet, slot, &face.text, fault)}</td>
            </tr>
        }
        .into_any(),
    )
}

/// What is wrong with what was typed into a cell, with a button for each way to read it.
pub(super) fn question(sheet: Sheet, slot: Slot, text: &str, fault: &super::reading::Fault) -> AnyView {
    let words = fault.words(text);
    let basis = untrack(|| sheet.basis(slot));
    let readings = fault.readings().iter().copied().map(|figure| {
        let take = move |_| {
            sheet.take(slot, basis, &typed_form(figure), Some(figure), None);
        };
        view! { <button type="button" class="btn small" on:click=take>{format::figure(figure)}</button> }
            .into_any()
    });
    view! {
        <div class="row tight" role="alert">
            <p class="error">{icon(Icon::Warning)}{words}</p>
            {readings.collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}
