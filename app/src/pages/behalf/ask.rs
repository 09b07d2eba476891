//! What the unit says: confirmed with one press, disputed with a reason that is asked for; either can be taken back at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Word;
use shared::id::SpaceId;
use shared::limit::REASON_CHARS_MAX;

use super::sentence::what;
use crate::pages::activity_detail::{focus, reason_problem};
use crate::pages::undo::take_back_several;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{OnBehalf, SaveError};
use crate::ui::{Button, Control, Dialog, Icon, Kind, TextField, new_id, toast_of, toast_with};
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
    let (reason, error) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let (field, entries) = (new_id(), vec![entry.clone()]);
    let id = field.clone();
    let act = move |()| {
        let given = shared::text::clean(&reason.get_untracked()).trim().to_owned();
        if let Some(problem) = reason_problem(&given) {
            error.set(Some(problem));
            return focus(&id);
        }
        busy.set(true);
        let (repo, entries, word) = (repo.clone(), entries.clone(), Word::Disputed { reason: given });
        spawn_local(async move {
            let said = say(&repo, asked.space, entries, word).await;
            let _ = busy.try_set(false);
            match said {
                Ok(()) => {
                    let _ = asked.open.try_set(false);
                }
                Err(why) => {
                    let _ = error.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    view! {
        <p><b class="strong">{entry.title.clone()}</b> " · " {what(entry)}</p>
        <p>{tr!(behalf.dispute_note)}</p>
        <TextField
            label=tr!(behalf.dispute_reason)
            value=reason
            control=Control::Area
            error=error
            max=REASON_CHARS_MAX
            id=field
        />
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| asked.open.set(false)/>
            <Button label=tr!(behalf.dispute) on_press=act kind=Kind::Primary size="end" locked=busy/>
        </div>
    }
    .into_any()
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
