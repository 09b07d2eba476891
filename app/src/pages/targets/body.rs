//! The page beside its inspector: heading, choices, and the rows of what is looked at.

use std::sync::Arc;

use leptos::prelude::*;

use super::address::Address;
use super::rows::{Making, Row};
use super::sheet::Sheet;
use super::{View, head, list, matrix, totals};
use crate::repo::types::{Board, UnitLine};
use crate::route::Route;
use crate::ui::{Bones, Empty, Icon, icon, live};
use crate::{format, tr};

/// What lies under the heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// The targets are on their way.
    Coming,
    /// There are none.
    Nothing,
    /// The rows of this kind of view.
    Rows(std::mem::Discriminant<View>),
}

/// Heading, choices and rows.
pub(super) fn body(
    sheet: Sheet,
    address: Address,
    view: Memo<Option<View>>,
    units: Memo<Vec<UnitLine>>,
    oversees: Memo<bool>,
) -> AnyView {
    let first = view.get_untracked().unwrap_or(View::All);
    // Kept while the session ends: what stands there goes with the page.
    let view = Memo::new(move |_| view.get().unwrap_or(first));
    let rows = Memo::new(move |was: Option<&Arc<Vec<Arc<Row>>>>| {
        kept(was, rows_of(sheet, view.get(), &units.get()))
    });
    sheet.order_by(rows);
    let blanks = Memo::new(move |_| {
        let all = sheet.board.with(|board| board.as_ref().map_or(0, |board| board.targets.len()));
        let count = if view.get().unit().is_some() { rows.with(|rows| rows.len()) } else { all };
        (count, rows.with(|rows| rows.iter().filter(|row| row.is_blank()).count()))
    });
    let bar = live(move || oversees.get().then(|| untrack(|| head::overseer(sheet, address, view, units))));
    let content = Memo::new(move |_| match view.get() {
        _ if blanks.get().0 > 0 => Content::Rows(std::mem::discriminant(&view.get())),
        _ if sheet.repo().loading().is_some() => Content::Coming,
        _ => Content::Nothing,
    });
    let content = live(move || match content.get() {
        Content::Coming => {
            view! { <div class="card"><div class="body"><Bones rows=5/></div></div> }.into_any()
        }
        Content::Nothing => untrack(|| nothing_yet(address)),
        Content::Rows(_) => untrack(|| match view.get() {
            View::All => matrix::matrix(sheet, units),
            View::Unit(_) => list::list(sheet, rows, tr!(field.target), ().into_any()),
            View::Across(_) => {
                let total = live(move || across_total(sheet, view.get())).into_any();
                list::list(sheet, rows, tr!(field.unit), total)
            }
        }),
    });
    view! {
        {head::head(sheet, address, view, blanks)}
        {bar}
        {content}
    }
    .into_any()
}

/// The rows of a view.
fn rows_of(sheet: Sheet, view: View, units: &[UnitLine]) -> Vec<Row> {
    let typed = sheet.typed.get();
    let span = sheet.shown.get().span;
    sheet.board.with(|board| {
        let Some(board) = board.as_deref() else { return Vec::new() };
        let making = |unit, make: &dyn Fn(&Making<'_>) -> Vec<Row>| {
            let rights = sheet.rights(unit);
            rights
                .map(|rights| make(&Making { board, rights: &rights, typed: &typed, span }))
                .unwrap_or_default()
        };
        match view {
            View::All => Vec::new(),
            View::Unit(unit) => making(unit, &|making| {
                let mine = board.targets.iter().filter(|it| Board::concerns(&it.record, unit));
                (1..).zip(mine).map(|(n, it)| making.row(it, unit, n, it.record.name.clone())).collect()
            }),
            View::Across(target) => {
                let Some(target) = board.targets.iter().find(|held| held.id == target) else {
                    return Vec::new();
                };
                let row = |(n, line): (usize, &UnitLine)| {
                    making(line.id, &|making| vec![making.row(target, line.id, n, line.unit.name.clone())])
                };
                (1..).zip(units).flat_map(row).collect()
            }
        }
    })
}

/// A row that did not change stays the same one, so that nothing of it is drawn again.
fn kept(was: Option<&Arc<Vec<Arc<Row>>>>, now: Vec<Row>) -> Arc<Vec<Arc<Row>>> {
    let same = |row: &Row| was?.iter().find(|it| ***it == *row).cloned();
    Arc::new(now.into_iter().map(|row| same(&row).unwrap_or_else(|| Arc::new(row))).collect())
}

fn nothing_yet(address: Address) -> AnyView {
    let add = live(move || address.shown.get().at(Route::NewTarget));
    view! {
        <div class="card">
            <Empty picture=Icon::Target label=tr!(target.empty)>
                <a class="btn primary" href=add>{icon(Icon::Plus)}{tr!(target.new)}</a>
            </Empty>
        </div>
    }
    .into_any()
}

/// All units together, below a target's list.
fn across_total(sheet: Sheet, view: View) -> Option<AnyView> {
    let View::Across(target) = view else { return None };
    let (held, span) = (sheet.target(target)?, sheet.shown.get().span);
    let total = sheet.board.with(|board| totals::total(board.as_ref()?, &held, span))?;
    let figure =
        |figure| if totals::sums(held.record.nature) { format::figure(figure) } else { "–".to_owned() };
    let plan = total.plan.map_or_else(|| "–".to_owned(), figure);
    let reach = total.reach(&held.record).map(|reach| list::reached(&reach));
    let entered = tr!(target.entered, n = format::count(total.entered), all = format::count(total.plans.0));
    Some(
        view! {
            <tfoot role="rowgroup">
                <tr role="row">
                    <td role="gridcell" class="no"></td>
                    <th role="rowheader" scope="row">{tr!(target.total)}</th>
                    <td role="gridcell" class="num">{plan}</td>
                    <td role="gridcell" class="num">{figure(total.actual)}</td>
                    <td role="gridcell" class="dat">{reach}</td>
                    <td role="gridcell"><small>{entered}</small></td>
                </tr>
            </tfoot>
        }
        .into_any(),
    )
}
