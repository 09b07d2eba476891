//! Kế hoạch: typed while the registration is open, afterwards only shown, with what became of it.

use leptos::prelude::*;
use shared::domain::{Adjustment, Basis, Plan, Span, Target};
use shared::number::Quantity;

use super::About;
use super::adjust::{Asking, adjust};
use super::number::{Doing, Following, number};
use crate::pages::targets::list::question;
use crate::pages::targets::reading::measured;
use crate::pages::targets::rights::{Entry, Rights};
use crate::pages::targets::slot::{Column, Slot};
use crate::repo::Save;
use crate::ui::{Icon, icon_sized, live};
use crate::{tr, words};

/// The plan of the chosen row.
pub(super) fn plan(about: About) -> AnyView {
    let slot = about.slot(Column::Plan);
    let open = Memo::new(move |_| about.sheet.entry(slot, Basis::Official).is_none_or(Entry::is_open));
    let content = live(move || if open.get() { untrack(|| typed(about, slot)) } else { shown(about, slot) });
    let asking = RwSignal::new(None::<Asking>);
    view! {
        <div class="stack planned">
            {content}
            {live(move || acts(about, asking))}
        </div>
        {adjust(about, asking)}
    }
    .into_any()
}

fn typed(about: About, slot: Slot) -> AnyView {
    let sheet = about.sheet;
    let figure = Following::new();
    let text = figure.text;
    Effect::new(move || {
        let stands = sheet.stands(slot, Basis::Official);
        if !sheet.is_saving(slot) {
            figure.follow(&stands, sheet.not_taken(slot, Basis::Official));
        }
    });
    let commit = move || {
        // A field that is taken away with its row loses the focus once more.
        if text.is_disposed() || !figure.is_touched() {
            return true;
        }
        sheet.keeper.typing(None);
        let is_taken = sheet.commit(slot, Basis::Official, &text.get_untracked(), None);
        if is_taken {
            figure.settle();
        }
        is_taken
    };
    let doing = Doing {
        typed: Callback::new(move |()| {
            sheet.keeper.typing(Some((slot, Basis::Official, text.get_untracked())));
        }),
        entered: Callback::new(move |()| {
            if commit() {
                sheet.next((about.target, about.unit));
            }
        }),
        restored: Callback::new(move |()| {
            figure.restore();
            sheet.release(slot);
        }),
    };
    let held = Memo::new(move |_| sheet.typed.with(|typed| typed.get(&slot).cloned()));
    let invalid =
        Signal::derive(move || held.with(|held| held.as_ref().is_some_and(|it| it.fault.is_some())));
    let label = Signal::derive(move || words::span_plan(about.span).to_owned());
    let measure = Signal::derive(move || about.held().map(|held| held.record.measure).unwrap_or_default());
    let unassigned = Memo::new(move |_| about.cell().is_some_and(|cell| cell.is_unassigned()));
    let field = live(move || {
        (!unassigned.get()).then(|| {
            view! {
                <div class="field" on:focusout=move |_| { untrack(commit); }>
                    {number("target-plan", label, measure, text, doing, String::new(), invalid)}
                    {live(move || {
                        held.get().and_then(|typed| Some(question(sheet, slot, &typed.text, typed.fault.as_ref()?)))
                    })}
                </div>
            }
            .into_any()
        })
    });
    view! {
        {field}
        <label class="toggle">
            <input
                type="checkbox"
                prop:checked=live(move || unassigned.get())
                on:change=move |event| assign(about, !event_target_checked(&event))
            />
            {tr!(field.unassigned)}
        </label>
    }
    .into_any()
}

/// “Không giao chỉ tiêu” takes the plans away; taking it back leaves a blank.
fn assign(about: About, assigned: bool) {
    let sheet = about.sheet;
    let opened = sheet.repo().open(sheet.space, Plan::empty(about.target, about.unit, sheet.year));
    let mut after = opened.record.clone();
    after.unassigned = !assigned;
    if !assigned {
        (after.half, after.full) = (None, None);
    }
    if let Some(source) = untrack(|| sheet.source_owed(about.slot(Column::Plan))) {
        after.source = source;
    }
    sheet.put(vec![Save::keyed(sheet.space, &opened, &after)], Vec::new(), None);
}

/// The plan once nobody may type it: as registered, as adjusted, as wished, and why it is closed.
fn shown(about: About, slot: Slot) -> AnyView {
    let Some(held) = about.held() else { return ().into_any() };
    let plan = about.cell().and_then(|cell| cell.plan).map(|held| held.record);
    let registered = plan.as_ref().and_then(|plan| match about.span {
        Span::Half => plan.half,
        Span::Full => plan.full,
    });
    let is_full = about.span == Span::Full;
    let adjusted = plan.as_ref().and_then(|plan| plan.adjusted.clone()).filter(|_| is_full);
    let wished = plan.as_ref().and_then(|plan| plan.wished.clone()).filter(|_| is_full);
    let unassigned = plan.as_ref().is_some_and(|plan| plan.unassigned);
    let figure = |plan: Option<Quantity>| match plan {
        _ if unassigned => tr!(field.unassigned).to_owned(),
        Some(plan) => measured(&held.record, plan),
        None => tr!(target.no_plan).to_owned(),
    };
    let why = about.sheet.entry(slot, Basis::Official).and_then(Entry::why);
    let approver = adjusted.as_ref().and_then(|it| about.sheet.repo().person_name(it.approver?));
    let by = approver.map(|name| tr!(target.approved_by, name = name));
    view! {
        <div class="field">
            <span class="label">{words::span_plan(about.span)}</span>
            <dl class="kv">
                <dt>{tr!(target.as_registered)}</dt><dd>{figure(registered)}</dd>
                {adjusted.map(|it| one(&held.record, tr!(field.adjusted), &it, by))}
                {wished.map(|it| one(&held.record, tr!(field.wished), &it, None))}
            </dl>
            {why.map(|why| view! { <p class="why">{icon_sized(Icon::Lock, "i sm")}{why}</p> })}
        </div>
    }
    .into_any()
}

fn one(target: &Target, name: &'static str, adjustment: &Adjustment, by: Option<String>) -> AnyView {
    let reason = tr!(target.quoted, reason = adjustment.reason);
    view! {
        <dt>{name}</dt>
        <dd>{measured(target, adjustment.plan)}<small>{reason}</small>{by.map(|by| view! { <small>{by}</small> })}</dd>
    }
    .into_any()
}

/// What can be done about a frozen plan: the unit wishes, who looks over the units decides.
fn acts(about: About, asking: RwSignal<Option<Asking>>) -> Option<AnyView> {
    let rights = about.sheet.rights(about.unit).filter(Rights::is_frozen)?;
    let cell = about.cell()?;
    let plan = cell.plan.filter(|held| about.span == Span::Full && !held.record.unassigned)?.record;
    plan.full?;
    let (words, ask) = match (rights.oversees, plan.wished.is_some()) {
        (true, true) => (tr!(target.approve), Asking::Decide),
        (true, false) => (tr!(target.adjust), Asking::Decide),
        (false, _) => (tr!(target.ask_adjust), Asking::Wish),
    };
    rights.own.then_some(()).or_else(|| rights.oversees.then_some(()))?;
    Some(
        view! {
            <button type="button" class="btn wide" on:click=move |_| asking.set(Some(ask))>{words}</button>
        }
        .into_any(),
    )
}
