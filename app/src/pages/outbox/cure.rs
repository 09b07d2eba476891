//! What helps a refused change: a reason, another attempt, or letting it go.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::limit::REASON_CHARS_MAX;
use shared::sync::store::OutboxKey;
use shared::text;

use super::export_outbox;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::ui::{Button, Control, Dialog, Icon, Kind, TextField, toast, toast_of};
use crate::{tr, words};

/// The questions that the page can ask about one change.
#[derive(Clone, Copy)]
pub(super) struct Cures {
    about: RwSignal<Option<OutboxKey>>,
    reason_open: RwSignal<bool>,
    withdraw_open: RwSignal<bool>,
    repo: StoredValue<Repo>,
}

impl Cures {
    pub(super) fn new() -> Self {
        Self {
            about: RwSignal::new(None),
            reason_open: RwSignal::new(false),
            withdraw_open: RwSignal::new(false),
            repo: StoredValue::new(use_repo()),
        }
    }

    pub(super) fn ask_reason(self, key: OutboxKey) {
        self.about.set(Some(key));
        self.reason_open.set(true);
    }

    pub(super) fn ask_withdraw(self, key: OutboxKey) {
        self.about.set(Some(key));
        self.withdraw_open.set(true);
    }

    /// Hands the change in again.
    pub(super) fn retry(self, key: OutboxKey, reason: Option<String>) {
        let repo = self.repo.get_value();
        spawn_local(async move {
            match repo.retry(key, reason.as_deref()).await {
                Ok(()) => toast(tr!(outbox.resent)),
                Err(error) => toast_of(Icon::Warning, words::save_error(&error)),
            }
        });
    }

    fn withdraw(self) {
        self.withdraw_open.set(false);
        let (Some(key), repo) = (self.about.get_untracked(), self.repo.get_value()) else { return };
        spawn_local(async move {
            match repo.withdraw(key).await {
                Ok(()) => toast(tr!(outbox.withdrawn)),
                Err(error) => toast_of(Icon::Warning, words::store_error(&error)),
            }
        });
    }
}

/// The dialogs of the page.
pub(super) fn dialogs(cures: Cures) -> AnyView {
    let withdraw = move |()| cures.withdraw();
    let export = move |()| export_outbox(cures.repo.get_value());
    let later = move |()| cures.withdraw_open.set(false);
    view! {
        <Dialog open=cures.reason_open title=tr!(outbox.reason_title)>
            <ReasonForm cures/>
        </Dialog>
        <Dialog open=cures.withdraw_open title=tr!(outbox.withdraw_title)>
            <p>{tr!(outbox.withdraw_note)}</p>
            <Button label=tr!(act.export) on_press=export picture=Icon::Usb/>
            <div class="row">
                <Button label=tr!(act.later) on_press=later kind=Kind::Primary/>
                <Button label=tr!(outbox.withdraw) on_press=withdraw size="end"/>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn ReasonForm(cures: Cures) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let hand_in = move |()| {
        let given = text::clean(reason.get_untracked().trim());
        let long = given.chars().count();
        if given.is_empty() {
            problem.set(Some(tr!(outbox.reason_missing).to_owned()));
        } else if long > REASON_CHARS_MAX {
            let too_long = shared::field::Problem::TooLong { max: REASON_CHARS_MAX, is: long };
            problem.set(Some(words::problem(too_long)));
        } else if let Some(key) = cures.about.get_untracked() {
            cures.reason_open.set(false);
            cures.retry(key, Some(given));
        }
    };
    view! {
        <TextField
            label=tr!(outbox.reason_label)
            hint=tr!(outbox.reason_hint)
            value=reason
            control=Control::Area
            max=REASON_CHARS_MAX
            error=problem
        />
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| cures.reason_open.set(false)/>
            <Button label=tr!(outbox.again) on_press=hand_in kind=Kind::Primary size="end"/>
        </div>
    }
}
