//! What the unit says: confirmed with one press, disputed with a reason that is asked for; either can be taken back at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Word;
use shared::id::SpaceId;

use super::sentence::what;
use crate::pages::asking::Question;
use crate::pages::undo::take_back_several;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{OnBehalf, SaveError};
use crate::ui::{Dialog, Icon, toast_of, toast_with};
use crate::{tr, tr_count, words};

/// The question why an entry is disputed.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    space: SpaceId,
    entry: RwSignal<Option<OnBehalf>>,
    open: RwSignal<bool>,
}

impl Asked {
    pub(super) fn new(space: SpaceId) -> Self {
        Self { space, entry: RwSignal::new(None), open: RwSignal::new(false) }
    }

    pub(super) fn space(self) -> SpaceId {
        self.space
    }

    /// Asks why the unit disputes this.
    pub(super) fn about(self, entry: OnBehalf) {
        self.entry.set(Some(entry));
        self.open.set(true);
    }

    /// The dialog in which it is asked.
    pub(super) fn dialog(self) -> AnyView {
        let repo = use_repo();
        view! {
            <Dialog open=self.open title=tr!(behalf.dispute_title)>
                {self.entry.get_untracked().map(|entry| question(self, &entry, repo.clone()))}
            </Dialog>
        }
        .into_any()
    }
}

fn question(asked: Asked, entry: &OnBehalf, repo: Repo) -> AnyView {
    let entries = vec![entry.clone()];
    let about = view! {
        <p><b class="strong">{entry.title.clone()}</b> " · " {what(entry)}</p>
        <p>{tr!(behalf.dispute_note)}</p>
    };
    let question = Question {
        about: about.into_any(),
        label: tr!(behalf.dispute_reason).to_owned(),
        act: tr!(behalf.dispute),
        open: asked.open,
    };
    question.draw(move |reason| {
        let (repo, entries) = (repo.clone(), entries.clone());
        Box::pin(async move { say(&repo, asked.space, entries, Word::Disputed { reason }).await })
    })
}

/// Confirms several entries at once.
pub(super) fn confirm(repo: Repo, space: SpaceId, entries: Vec<OnBehalf>) {
    spawn_local(async move {
        if let Err(why) = say(&repo, space, entries, Word::Confirmed).await {
            toast_of(Icon::Warning, words::save_error(&why));
        }
    });
}

async fn say(repo: &Repo, space: SpaceId, entries: Vec<OnBehalf>, word: Word) -> Result<(), SaveError> {
    let made = repo.answer(space, &entries, &word).await?;
    let told = match word {
        Word::Confirmed => tr_count!(made.len(), behalf.confirmed_toast),
        Word::Disputed { .. } => tr!(behalf.disputed_toast).to_owned(),
    };
    let repo = repo.clone();
    toast_with(told, tr!(act.undo), move || take_back_several(&repo, space, made.clone()));
    Ok(())
}
