//! The file on its way through the worker: opened, read, shown.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::sheet::{FileFacts, Phase, Sheet, Trouble};
use crate::repo::Repo;
use crate::workbook::client::Silence;
use crate::workbook::opening::FILE_BYTES_MAX;
use crate::workbook::speech::{Answer, Ask, ReadAsk, ShowAsk, Unreadable};

/// Characters of a file's name that are kept: it stands in the reason of every change.
const NAME_CHARS_MAX: usize = 200;
/// Rows that are shown at once.
pub(super) const ROWS_AT_ONCE: usize = 50;

impl Sheet {
    /// Opens a file that was chosen, and reads its first sheet.
    pub(super) fn open(self, file: web_sys::File) {
        spawn_local(async move {
            if let Err(trouble) = self.opened(&file).await {
                // A worker that stopped takes what it held along.
                self.let_go();
                let _ = self.phase.try_set(Phase::Unreadable(trouble));
            }
        });
    }

    async fn opened(self, file: &web_sys::File) -> Result<(), Trouble> {
        let facts = facts_of(file);
        let is_large = facts.size > u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
        let _ = self.file.try_set(Some(facts.clone()));
        if is_large {
            return Err(Trouble::Unreadable(Unreadable::TooLarge));
        }
        let _ = self.phase.try_set(Phase::Opening);
        let buffer = JsFuture::from(file.array_buffer()).await;
        let buffer = buffer.map_err(|_| Trouble::Unreadable(Unreadable::Damaged))?;
        let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
        let client = self.client().await.ok_or(Trouble::NotHere)?;
        let (answer, _) = client.ask(&Ask::Open, Some(&bytes)).await.map_err(trouble)?;
        let sheets = match answer {
            Answer::Opened(sheets) => sheets,
            Answer::Unreadable(why) => return Err(Trouble::Unreadable(why)),
            _ => return Err(Trouble::Stopped),
        };
        let _ = self.sheets.try_set(sheets);
        let _ = self.at.try_set(0);
        let _ = self.layout.try_set(None);
        let _ = self.picked.try_set(Vec::new());
        let _ = self.import.try_set_value(Repo::new_id().ok());
        // What somebody enters for another unit is taken from a document; this file, unless another is named.
        let _ = self.source.try_update(|source| {
            if source.trim().is_empty() {
                facts.name.clone_into(source);
            }
        });
        self.read_now().await?;
        let _ = self.phase.try_set(Phase::Shown);
        Ok(())
    }

    /// Reads the sheet again, with what the person has said since.
    pub(super) fn read_again(self) {
        spawn_local(async move {
            if let Err(trouble) = self.read_now().await {
                self.let_go();
                let _ = self.phase.try_set(Phase::Unreadable(trouble));
            }
        });
    }

    /// The same, until it is done.
    pub(super) async fn read_now(self) -> Result<(), Trouble> {
        let turn = self.turn.try_get_value().ok_or(Trouble::Stopped)?.wrapping_add(1);
        let _ = self.turn.try_set_value(turn);
        let ask = ReadAsk {
            sheet: self.at.get_untracked(),
            of: self.of,
            layout: self.layout.get_untracked(),
            known: self.known().ok_or(Trouble::Stopped)?,
            picked: self.picked.get_untracked(),
        };
        let client = self.client().await.ok_or(Trouble::NotHere)?;
        let (answer, _) = client.ask(&Ask::Read(Box::new(ask)), None).await.map_err(trouble)?;
        if self.turn.try_get_value() != Some(turn) {
            return Ok(());
        }
        match answer {
            Answer::Read(read) => {
                let _ = self.read.try_set(Some(Arc::new(*read)));
                self.show(0).await
            }
            Answer::Unreadable(why) => Err(Trouble::Unreadable(why)),
            _ => Err(Trouble::Stopped),
        }
    }

    /// Shows the rows from one on, behind those that are shown.
    pub(super) async fn show(self, from: usize) -> Result<(), Trouble> {
        let client = self.client().await.ok_or(Trouble::NotHere)?;
        let state = self.only.try_get_untracked().ok_or(Trouble::Stopped)?;
        let ask = Ask::Show(ShowAsk { state, from, most: ROWS_AT_ONCE });
        let (answer, _) = client.ask(&ask, None).await.map_err(trouble)?;
        if let Answer::Shown(more) = answer {
            let _ = self.rows.try_update(|rows| {
                rows.truncate(from);
                rows.extend(more);
            });
        }
        Ok(())
    }

    /// Shows rows of one state only, or all.
    pub(super) fn show_only(self, state: Option<shared::import::State>) {
        self.only.set(state);
        self.show_from(0);
    }

    /// Shows the rows from one on.
    pub(super) fn show_from(self, from: usize) {
        spawn_local(async move {
            if self.show(from).await.is_err() {
                let _ = self.phase.try_set(Phase::Unreadable(Trouble::Stopped));
            }
        });
    }
}

pub(super) fn trouble(silence: Silence) -> Trouble {
    match silence {
        Silence::NotHere => Trouble::NotHere,
        Silence::Stopped => Trouble::Stopped,
    }
}

fn facts_of(file: &web_sys::File) -> FileFacts {
    // Sizes of files are whole numbers that a double holds exactly.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::as_conversions,
        reason = "see above"
    )]
    let size = file.size() as u64;
    let name = shared::text::clean(&file.name()).chars().take(NAME_CHARS_MAX).collect();
    FileFacts { name, size }
}
