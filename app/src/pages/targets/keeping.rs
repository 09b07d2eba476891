//! Drafts: what was typed into cells and is not saved stays on the device, whatever happens to the page.

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use shared::domain::Basis;
use shared::id::SpaceId;

use super::reading::Fault;
use super::sheet::Typed;
use super::slot::Slot;
use crate::pages::draft_key::DraftOf;
use crate::repo::Repo;
use crate::tr;

/// How long after the last keystroke it is kept.
const PAUSE: Duration = Duration::from_millis(300);
/// The name under which the draft holds the cells.
const CELLS: &str = "cells";

/// Keeps what was typed.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    space: SpaceId,
    typed: RwSignal<BTreeMap<Slot, Typed>>,
    /// What is being typed now.
    typing: StoredValue<Option<(Slot, Basis, String)>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    repo: StoredValue<Repo>,
}

/// What was left when the page was last open.
pub(super) fn left_over(repo: &Repo, space: SpaceId) -> BTreeMap<Slot, Typed> {
    let draft = untrack(|| repo.draft(&DraftOf::Figures(space).key()));
    let cells = draft.and_then(|draft| draft.body.get(CELLS).cloned());
    let cells: Vec<(Slot, Typed)> =
        cells.and_then(|cells| serde_json::from_value(cells).ok()).unwrap_or_default();
    let left = |(slot, typed)| (slot, Typed { fault: Some(Fault::LeftOver), ..typed });
    cells.into_iter().map(left).collect()
}

impl Keeper {
    /// To be called while a component is made: what is due is written when it goes.
    pub(super) fn new(space: SpaceId, typed: RwSignal<BTreeMap<Slot, Typed>>, repo: Repo) -> Self {
        let keeper = Self {
            space,
            typed,
            typing: StoredValue::new(None),
            timer: StoredValue::new(None),
            repo: StoredValue::new(repo),
        };
        // A phone may end a hidden page without a word.
        let hiding = window_event_listener_untyped("pagehide", move |_| keeper.keep());
        let unseen = window_event_listener_untyped("visibilitychange", move |_| keeper.keep());
        on_cleanup(move || {
            keeper.keep();
            hiding.remove();
            unseen.remove();
        });
        keeper
    }

    /// Something is being typed; nothing once it is taken or let go.
    pub(super) fn typing(self, now: Option<(Slot, Basis, String)>) {
        self.typing.set_value(now);
        self.due();
    }

    /// What is kept has to be written, a moment from now.
    pub(super) fn due(self) {
        let later = set_timeout_with_handle(move || self.keep(), PAUSE).ok();
        if let Some(Some(earlier)) = self.timer.try_update_value(|timer| std::mem::replace(timer, later)) {
            earlier.clear();
        }
    }

    fn keep(self) {
        // Nothing is due, or the page is gone and has written it already.
        let Some(Some(timer)) = self.timer.try_update_value(Option::take) else { return };
        timer.clear();
        let mut cells = self.typed.get_untracked();
        if let Some((slot, basis, text)) = self.typing.get_value() {
            cells.insert(slot, Typed { basis, text, fault: None });
        }
        let (key, repo) = (DraftOf::Figures(self.space).key(), self.repo.get_value());
        spawn_local(async move {
            // A failure is told by the save that follows; the text is still in its cell.
            let _ = if cells.is_empty() {
                repo.drop_draft(&key).await
            } else {
                let cells: Vec<_> = cells.into_iter().collect();
                repo.keep_draft(&key, json!({ "title": tr!(target.draft), CELLS: cells })).await
            };
        });
    }
}
