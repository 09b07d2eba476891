//! “Lấy lại”: a save is taken back by an ordinary change, so that it stays in the history.

use leptos::task::spawn_local;
use shared::id::{RecordId, SpaceId};

use crate::repo::types::SaveError;
use crate::repo::{Repo, Save};
use crate::ui::{Icon, toast, toast_of};
use crate::{tr, words};

/// Takes a new record back: it is voided, for nothing is ever deleted.
pub(super) fn take_back_new(repo: &Repo, space: SpaceId, id: RecordId) {
    take_back_several(repo, space, vec![id]);
}

/// Takes new records back, one after another; the first that cannot be taken back is told of.
pub(super) fn take_back_several(repo: &Repo, space: SpaceId, ids: Vec<RecordId>) {
    let (repo, reason) = (repo.clone(), tr!(activity.undo_reason));
    spawn_local(async move {
        for id in ids {
            if let Err(why) = repo.void(space, id, reason).await {
                return tell(Err(why));
            }
        }
        tell(Ok(()));
    });
}

/// Takes back that a record was put in force again.
pub(super) fn take_back_restore(repo: &Repo, space: SpaceId, id: RecordId) {
    take_back_new(repo, space, id);
}

/// Takes a void back: the record is in force again.
pub(super) fn take_back_void(repo: &Repo, space: SpaceId, id: RecordId) {
    let (repo, reason) = (repo.clone(), tr!(activity.undo_reason));
    spawn_local(async move { tell(repo.restore(space, id, reason).await) });
}

/// Takes an edit back, field by field.
pub(super) fn take_back_edit(repo: &Repo, space: SpaceId, edit: &Save) {
    let (repo, edit) = (repo.clone(), edit.clone());
    spawn_local(async move { tell(repo.take_back_all(space, &[edit], None).await) });
}

/// Takes back an edit that owed a reason, and so does its taking back.
pub(super) fn take_back_owing(repo: &Repo, space: SpaceId, edit: &Save) {
    let (repo, edit, reason) = (repo.clone(), edit.clone(), tr!(activity.undo_reason));
    spawn_local(async move { tell(repo.take_back_all(space, &[edit], Some(reason)).await) });
}

fn tell(done: Result<(), SaveError>) {
    match done {
        Ok(()) => toast(tr!(activity.undone)),
        Err(error) => toast_of(Icon::Warning, words::save_error(&error)),
    }
}
