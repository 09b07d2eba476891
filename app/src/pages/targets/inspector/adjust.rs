//! Điều chỉnh: a plan changed after it was frozen. The unit wishes for it, who looks over the units approves it (I-07).

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::{Adjustment, Plan};
use shared::limit::REASON_CHARS_MAX;
use shared::number::Quantity;

use super::About;
use crate::pages::activity_detail::reason_problem;
use crate::pages::targets::reading::read;
use crate::pages::targets::sheet::typed_form;
use crate::pages::targets::slot::Column;
use crate::repo::Save;
use crate::ui::{Button, Control, Dialog, Kind, TextField, live};
use crate::{tr, words};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// The unit's wish.
    Wish,
    /// The decision.
    Decide,
}

/// The dialog in which a plan and a reason are given.
pub(super) fn adjust(about: About, asking: RwSignal<Option<Asking>>) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if asking.get().is_some() {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            asking.set(None);
        }
    });
    let title = move || match asking.get() {
        Some(Asking::Wish) => tr!(target.ask_adjust),
        Some(Asking::Decide) | None => tr!(target.adjust),
    };
    view! {
        <Dialog open title>
            {live(move || asking.get().map(|asking| untrack(|| question(about, asking, open))))}
        </Dialog>
    }
    .into_any()
}

fn question(about: About, asking: Asking, open: RwSignal<bool>) -> AnyView {
    let plan = about.cell().and_then(|cell| cell.plan).map(|held| held.record);
    let wished = plan.as_ref().and_then(|plan| plan.wished.clone());
    let start = wished.as_ref().map(|it| typed_form(it.plan)).unwrap_or_default();
    let (text, reason) = (
        RwSignal::new(start),
        RwSignal::new(wished.as_ref().map(|it| it.reason.clone()).unwrap_or_default()),
    );
    let (text_error, reason_error) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let send = move |()| {
        let Some(held) = untrack(|| about.held()) else { return };
        let given = shared::text::clean(&reason.get_untracked()).trim().to_owned();
        reason_error.set(reason_problem(&given));
        let typed = text.get_untracked();
        let figure = match read(&held.record, Column::Plan, &typed) {
            Ok(figure) => figure,
            Err(fault) => {
                text_error.set(Some(fault.words(&typed)));
                return;
            }
        };
        let missing = figure.is_none().then(|| tr!(problem.blank).to_owned());
        text_error.set(missing);
        let (Some(figure), None) = (figure, reason_error.get_untracked()) else { return };
        save(about, asking, figure, given, open, text_error);
    };
    let done = match asking {
        Asking::Wish => tr!(target.send_wish),
        Asking::Decide => tr!(target.decide_adjust),
    };
    let label = words::field("full").to_owned();
    view! {
        <p>{match asking { Asking::Wish => tr!(target.wish_note), Asking::Decide => tr!(target.adjust_note) }}</p>
        <TextField label value=text control=Control::Number error=text_error/>
        <TextField label=words::field("reason").to_owned() value=reason control=Control::Area error=reason_error max=REASON_CHARS_MAX/>
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| open.set(false)/>
            <Button label=done on_press=send kind=Kind::Primary size="end"/>
        </div>
    }
    .into_any()
}

fn save(
    about: About,
    asking: Asking,
    plan: Quantity,
    reason: String,
    open: RwSignal<bool>,
    error: RwSignal<Option<String>>,
) {
    let sheet = about.sheet;
    let repo = sheet.repo();
    let opened = repo.open(sheet.space, Plan::empty(about.target, about.unit, sheet.year));
    let mut after = opened.record.clone();
    let adjustment = Adjustment { plan, reason: reason.clone(), approver: None };
    match asking {
        Asking::Wish => after.wished = Some(adjustment),
        Asking::Decide => {
            let approver = untrack(|| repo.session()).map(|session| session.viewer.person);
            after.adjusted = Some(Adjustment { approver, ..adjustment });
            // The wish is answered; it stays in the history.
            after.wished = None;
        }
    }
    let saves = vec![Save::keyed(sheet.space, &opened, &after)];
    spawn_local(async move {
        match sheet.repo().save_all(sheet.space, &saves, Some(&reason)).await {
            Ok(()) => {
                let _ = open.try_set(false);
                sheet.told(saves, Some(reason));
            }
            Err(why) => {
                let _ = error.try_set(Some(words::save_error(&why)));
            }
        }
    });
}
