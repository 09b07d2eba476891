//! Drafts: what was typed into cells and is not saved stays on the device, whatever happens to the page.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::json;
use shared::domain::Basis;
use shared::id::SpaceId;

use super::reading::Fault;
use super::sheet::Typed;
use super::slot::Slot;
use crate::pages::draft_key::DraftOf;
use crate::pages::keeping::Keeper;
use crate::repo::Repo;
use crate::tr;

/// The name under which the draft holds the cells.
const CELLS: &str = "cells";

type Cells = BTreeMap<Slot, Typed>;

/// Keeps what was typed into cells.
#[derive(Clone, Copy)]
pub(super) struct CellKeeper {
    /// What is being typed now.
    typing: StoredValue<Option<(Slot, Basis, String)>>,
    keeper: Keeper,
}

/// What was left when the page was last open.
pub(super) fn left_over(repo: &Repo, space: SpaceId) -> Cells {
    let draft = untrack(|| repo.draft(&DraftOf::Figures(space).key()));
    let cells = draft.and_then(|draft| draft.body.get(CELLS).cloned());
    let cells: Vec<(Slot, Typed)> =
        cells.and_then(|cells| serde_json::from_value(cells).ok()).unwrap_or_default();
    let left = |(slot, typed)| (slot, Typed { fault: Some(Fault::LeftOver), ..typed });
    cells.into_iter().map(left).collect()
}

impl CellKeeper {
    /// To be called while a component is made: what is due is written when it goes.
    pub(super) fn new(space: SpaceId, typed: RwSignal<Cells>, repo: Repo) -> Self {
        let typing = StoredValue::new(None);
        let now = move || {
            let mut cells = typed.get_untracked();
            if let Some((slot, basis, text)) = typing.get_value() {
                cells.insert(slot, Typed { basis, text, fault: None });
            }
            cells
        };
        let keeper = Keeper::new(move || Box::pin(written(space, now(), repo.clone())));
        Self { typing, keeper }
    }

    /// Something is being typed; nothing once it is taken or let go.
    pub(super) fn typing(self, now: Option<(Slot, Basis, String)>) {
        self.typing.set_value(now);
        self.due();
    }

    /// What is kept has to be written.
    pub(super) fn due(self) {
        self.keeper.due();
    }
}

async fn written(space: SpaceId, cells: Cells, repo: Repo) {
    let key = DraftOf::Figures(space).key();
    // A failure is told by the save that follows; the text is still in its cell.
    let _ = if cells.is_empty() {
        repo.drop_draft(&key).await
    } else {
        let cells: Vec<_> = cells.into_iter().collect();
        repo.keep_draft(&key, json!({ "title": tr!(target.draft), CELLS: cells })).await
    };
}
