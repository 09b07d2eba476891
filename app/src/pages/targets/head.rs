//! Above the list: the span, what to look at, and what is owed for entry on behalf.

use leptos::prelude::*;
use shared::domain::{Basis, Span};
use shared::id::{RecordId, UnitId};
use shared::import::ImportOf;
use shared::limit::REASON_CHARS_MAX;

use super::address::{Address, Shown};
use super::sheet::Sheet;
use super::slot::Column;
use super::table::table;
use super::{View, form};
use crate::pages::charts::address::{Shown as Pictured, Subject};
use crate::pages::export::tools;
use crate::pages::list_head::{print, rest};
use crate::repo::types::UnitLine;
use crate::route::Route;
use crate::ui::{Choice, Icon, Seg, TextField, icon, live};
use crate::{format, tr, tr_count};

/// The heading with its choices.
pub(super) fn head(
    sheet: Sheet,
    address: Address,
    view: Memo<View>,
    blanks: Memo<(usize, usize)>,
) -> AnyView {
    let spans = vec![Choice::new(Span::Half, tr!(target.half)), Choice::new(Span::Full, tr!(target.full))];
    let span = Memo::new(move |_| address.shown.get().span);
    let route = move || view.get_untracked().route();
    let choose = move |span| {
        let shown = address.shown.get_untracked();
        address.go.run((route(), Shown { span, ..shown }, false));
    };
    let sentence = live(move || {
        let (all, blank) = blanks.get();
        let year = tr!(target.of_year, year = sheet.year);
        let all = tr_count!(all, target.count_of);
        match view.get() {
            View::Unit(_) if blank > 0 => {
                format!("{year} · {all} · {}", tr!(target.blanks, n = format::count(blank)))
            }
            _ => format!("{year} · {all}"),
        }
    });
    // On paper nothing else says whose figures these are, and of which span.
    let whose = live(move || {
        let span = if span.get() == Span::Half { tr!(target.half) } else { tr!(target.full) };
        let whose = match view.get() {
            View::Unit(unit) => sheet.repo().unit_name(unit),
            View::All => Some(tr!(target.all_units).to_owned()),
            View::Across(target) => sheet.target(target).map(|held| held.record.name),
        };
        whose.map(|whose| format!("{whose} · {span}"))
    });
    let may_add = Memo::new(move |_| {
        let oversees = sheet.repo().oversees(sheet.space);
        oversees || matches!(view.get(), View::Unit(unit) if form::may_make_own(sheet, unit))
    });
    let add = live(move || {
        may_add.get().then(|| {
            let href = address.shown.get().at(Route::NewTarget);
            view! { <a class="btn" href=href>{icon(Icon::Plus)}{tr!(target.new)}</a> }.into_any()
        })
    });
    let pictures = live(move || {
        let (subject, target) = match view.get() {
            View::Unit(_) | View::All => (Subject::Targets, None),
            View::Across(target) => (Subject::Units, Some(target)),
        };
        Pictured { subject, span: span.get(), unit: view.get().unit(), target }.at()
    });
    let buttons = view! {
        <a class="btn" href=pictures>{icon(Icon::Bars)}{tr!(nav.charts)}</a>
        {print()}
        {tools(ImportOf::Targets, Callback::new(move |()| table(sheet)))}
        {add}
    }
    .into_any();
    view! {
        <div class="head">
            <div><h1>{tr!(nav.targets)}</h1><p class="only-print">{whose}</p><p role="status">{sentence}</p></div>
            <Seg label=tr!(target.span) choices=spans chosen=span on_choose=choose/>
            {rest(buttons)}
        </div>
    }
    .into_any()
}

/// For those who look over all units: whose figures, and the document that they are taken from.
pub(super) fn overseer(
    sheet: Sheet,
    address: Address,
    view: Memo<View>,
    units: Memo<Vec<UnitLine>>,
) -> AnyView {
    let all = Memo::new(move |_| address.shown.get().all_units);
    let choices = vec![Choice::new(false, tr!(target.by_unit)), Choice::new(true, tr!(target.all_units))];
    let choose = move |all_units| {
        let shown = address.shown.get_untracked();
        address.go.run((
            Route::Targets,
            Shown { all_units, unit: shown.unit.filter(|_| !all_units), ..shown },
            false,
        ));
    };
    let chooser =
        live(
            move || {
                if all.get() { targets(sheet, address, view) } else { unit_chooser(address, view, units) }
            },
        );
    let owed = Memo::new(move |_| owed(sheet, view.get(), &units.get(), address.shown.get().span));
    let fields = live(move || {
        let (source, reason) = owed.get();
        let retry = Callback::new(move |()| sheet.retry());
        let paper = source.then(|| {
            view! { <TextField label=tr!(target.paper_for_all) value=sheet.paper max=200 on_leave=retry/> }
        });
        let reason = reason.then(|| {
            view! { <TextField label=tr!(target.late_reason) value=sheet.reason max=REASON_CHARS_MAX on_leave=retry/> }
        });
        view! { {paper} {reason} }.into_any()
    });
    view! {
        <div class="over-bar no-print">
            <Seg label=tr!(target.view) choices chosen=all on_choose=choose/>
            {chooser}
            {fields}
        </div>
    }
    .into_any()
}

/// Whether a document, and whether a reason, is owed for what may be typed here.
fn owed(sheet: Sheet, view: View, units: &[UnitLine], span: Span) -> (bool, bool) {
    let one = |unit: UnitId| {
        let rights = sheet.rights(unit);
        let entry = |basis| rights.as_ref().map(|rights| rights.entry(Column::Actual, span, basis));
        let both = [entry(Basis::Estimate), entry(Basis::Official)];
        let any = |owes: fn(super::rights::Entry) -> bool| both.into_iter().flatten().any(owes);
        (any(super::rights::Entry::owes_source), any(super::rights::Entry::owes_reason))
    };
    match view {
        View::Unit(unit) => one(unit),
        View::All | View::Across(_) => units
            .iter()
            .map(|line| one(line.id))
            .fold((false, false), |(source, reason), it| (source || it.0, reason || it.1)),
    }
}

fn unit_chooser(address: Address, view: Memo<View>, units: Memo<Vec<UnitLine>>) -> AnyView {
    let choose = move |event| {
        let shown = address.shown.get_untracked();
        let unit = event_target_value(&event).parse().ok();
        address.go.run((Route::Targets, Shown { unit, ..shown }, false));
    };
    let options = live(move || {
        let chosen = view.get().unit();
        let option = |line: UnitLine| {
            let selected = chosen == Some(line.id);
            view! { <option value=line.id.to_string() selected=selected>{line.unit.name}</option> }.into_any()
        };
        units.get().into_iter().map(option).collect::<Vec<_>>()
    });
    view! { <select class="input" aria-label=tr!(field.unit) on:change=choose>{options}</select> }.into_any()
}

/// All targets at once, or one of them with plan and result.
fn targets(sheet: Sheet, address: Address, view: Memo<View>) -> AnyView {
    let choose = move |event| {
        let shown = Shown { unit: None, ..address.shown.get_untracked() };
        let route =
            event_target_value(&event).parse().map_or(Route::Targets, |id: RecordId| Route::Target(id));
        address.go.run((route, shown, false));
    };
    let options = live(move || {
        let chosen = view.get();
        sheet.board.with(|board| {
            let common = board.iter().flat_map(|board| &board.targets).filter(|held| held.record.unit.is_none());
            common
                .map(|held| {
                    let selected = chosen == View::Across(held.id);
                    view! { <option value=held.id.to_string() selected=selected>{held.record.name.clone()}</option> }
                        .into_any()
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <select class="input" aria-label=tr!(field.target) on:change=choose>
            <option value="" selected=live(move || view.get() == View::All)>{tr!(target.every_target)}</option>
            {options}
        </select>
    }
    .into_any()
}
