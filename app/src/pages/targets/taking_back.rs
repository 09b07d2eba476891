//! Saving cells, and taking a save back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::id::SpaceId;

use super::reading::Fault;
use super::sheet::Sheet;
use super::slot::Slot;
use crate::clock;
use crate::pages::draft_key::DraftOf;
use crate::repo::types::SaveError;
use crate::repo::{Repo, Save};
use crate::ui::{toast, toast_with};
use crate::{tr, words};

/// Something that was saved here, and can be taken back.
#[derive(Clone)]
pub(super) struct Saved {
    number: u64,
    saves: Vec<Save>,
    reason: Option<String>,
}

impl Sheet {
    /// Saves in one transaction, and says so once it is on the device.
    pub(super) fn put(self, saves: Vec<Save>, slots: Vec<Slot>, reason: Option<String>) {
        let repo = self.repo();
        let is_all = self.typed.with_untracked(|typed| typed.keys().all(|slot| slots.contains(slot)));
        spawn_local(async move {
            // The next cell has the keyboard first; until this is written the draft has it.
            clock::painted().await;
            match repo.save_all(self.space, &saves, reason.as_deref()).await {
                // The page was left in the middle of a cell and has kept it as a draft.
                Ok(()) if is_all && self.typed.is_disposed() => {
                    let _ = repo.drop_draft(&DraftOf::Figures(self.space).key()).await;
                }
                Ok(()) => {
                    self.release_all(&slots);
                    self.told(saves, reason);
                }
                Err(SaveError::NothingChanged) => self.release_all(&slots),
                Err(why) => self.refused(&slots, &words::save_error(&why)),
            }
        });
    }

    fn refused(self, slots: &[Slot], why: &str) {
        let _ = self.typed.try_update(|typed| {
            for slot in slots {
                if let Some(typed) = typed.get_mut(slot) {
                    typed.fault = Some(Fault::Refused(why.to_owned()));
                }
            }
        });
        toast(why);
    }

    /// Says that something is on the device, and offers to take it back.
    pub(super) fn told(self, saves: Vec<Save>, reason: Option<String>) {
        let Some(newest) = self.saved.try_update_value(|all| {
            let number = all.last().map_or(0, |last| last.number).wrapping_add(1);
            let newest = Saved { number, saves, reason };
            all.push(newest.clone());
            newest
        }) else {
            return;
        };
        let repo = self.repo();
        // The toast outlives the page.
        toast_with(tr!(standing.saved), tr!(act.undo), move || {
            let number = newest.number;
            let _ = self.saved.try_update_value(|all| all.retain(|saved| saved.number != number));
            undo(repo.clone(), self.space, newest.clone());
        });
    }

    /// Takes the last save back that was not taken back yet.
    pub(super) fn take_back(self) {
        if let Some(last) = self.saved.try_update_value(Vec::pop).flatten() {
            undo(self.repo(), self.space, last);
        }
    }
}

fn undo(repo: Repo, space: SpaceId, saved: Saved) {
    spawn_local(async move {
        match repo.take_back_all(space, &saved.saves, saved.reason.as_deref()).await {
            Ok(()) => toast(tr!(activity.undone)),
            Err(why) => toast(words::save_error(&why)),
        }
    });
}
