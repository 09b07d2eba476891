//! What pages read: the repository over the account that works on this device.

use app::repo::types::{ActivityQuery, Stage};
use app::repo::{Repo, in_one_piece};
use leptos::prelude::{Owner, untrack};
use wasm_bindgen::prelude::*;

/// The repository of whoever works here.
#[wasm_bindgen]
pub struct Reader {
    repo: Repo,
    /// Signals live as long as this.
    _owner: Owner,
}

#[wasm_bindgen]
impl Reader {
    /// Opens what this device holds.
    pub fn start() -> Self {
        let owner = Owner::new();
        let repo = owner.with(|| Repo::start(in_one_piece));
        Self { repo, _owner: owner }
    }

    /// Whether all of it has been read.
    #[wasm_bindgen(getter)]
    pub fn ready(&self) -> bool {
        untrack(|| self.repo.stage() == Stage::Ready && self.repo.loading().is_none())
    }

    /// How many activities of the opened cluster hold these words.
    pub fn find(&self, text: &str) -> usize {
        untrack(|| {
            let query = self.repo.opened().map(ActivityQuery::of);
            query.map_or(0, |query| {
                self.repo.activities(&ActivityQuery { text: text.to_owned(), ..query }).len()
            })
        })
    }
}
