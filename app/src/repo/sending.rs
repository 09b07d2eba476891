//! The outbox: trying again, taking back, sending now.

use shared::api::{ErrorCode, RecordHistory};
use shared::id::{RecordId, SpaceId};
use shared::sync::Outcome;
use shared::sync::store::{Batch, OutboxKey, OutboxState, StoreError};
use shared::text;

use super::Repo;
use super::types::{FetchError, SaveError};
use crate::clock;
use crate::sync::api::{self, Unanswered};

impl Repo {
    /// Hands a refused change in again, with another reason if one was owed.
    pub async fn retry(&self, key: OutboxKey, reason: Option<&str>) -> Result<(), SaveError> {
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let row = desk.memory.borrow().row(key).cloned().ok_or(SaveError::NotHere)?;
        if !matches!(row.state, OutboxState::Refused { .. }) {
            return Err(SaveError::NothingChanged);
        }
        let batch = match reason.map(text::clean).filter(|reason| !reason.trim().is_empty()) {
            None => Batch { settle: vec![(key, OutboxState::Waiting { tries: 0 })], ..Batch::default() },
            Some(reason) => {
                // The same change under the same id, so that what follows it still does; the server stores no
                // outcome of what it refused. The old row goes in the transaction that brings the new one.
                let mut change = row.change;
                change.reason = Some(reason);
                let change = change.signed(&desk.account.identity().key());
                Batch { queue: vec![(row.space, change)], ..taken_out(key) }
            }
        };
        desk.save(batch).await?;
        if let Some(driver) = desk.driver.borrow().as_ref() {
            driver.hurry();
        }
        Ok(())
    }

    /// Lets a refused change go for good. Ask first, and offer [`Repo::export_outbox`].
    pub async fn withdraw(&self, key: OutboxKey) -> Result<(), StoreError> {
        let desk = self.desk().ok_or(StoreError::Closed)?;
        let is_refused =
            desk.memory.borrow().row(key).is_some_and(|row| matches!(row.state, OutboxState::Refused { .. }));
        if !is_refused {
            return Ok(());
        }
        desk.save(taken_out(key)).await?;
        Ok(())
    }

    /// Tries to exchange now, whatever was waited for.
    pub fn send_now(&self) {
        if let Some(desk) = self.desk()
            && let Some(driver) = desk.driver.borrow().as_ref()
        {
            driver.hurry();
        }
    }

    /// The accepted changes of a record, from the server.
    pub async fn history(&self, space: SpaceId, record: RecordId) -> Result<RecordHistory, FetchError> {
        let desk = self.desk().ok_or(FetchError::SignInNeeded)?;
        api::history(desk.account.card().person, space, record).await.map_err(fetch_error)
    }
}

/// What takes a change out of the outbox for good. A store lets only accepted changes leave, so it is called accepted
/// on its way out; it never stands there as such.
fn taken_out(key: OutboxKey) -> Batch {
    let accepted = OutboxState::Accepted { outcome: Outcome::Unknown, at: clock::now() };
    Batch { settle: vec![(key, accepted)], archive: vec![key], forget: vec![key], ..Batch::default() }
}

/// The meaning of a missing answer for somebody who wants to see something.
pub(super) fn fetch_error(unanswered: Unanswered) -> FetchError {
    match unanswered {
        Unanswered::Offline | Unanswered::Unreachable => FetchError::Offline,
        Unanswered::Portal => FetchError::Portal,
        Unanswered::Server => FetchError::Trouble("M1"),
        Unanswered::Refused(ErrorCode::NotSignedIn | ErrorCode::OtherPerson) => FetchError::SignInNeeded,
        Unanswered::Refused(ErrorCode::NotFound | ErrorCode::Forbidden) => FetchError::NotFound,
        Unanswered::Refused(_) => FetchError::Trouble("M2"),
    }
}
