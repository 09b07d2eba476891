//! The effects that take time.

use shared::api::ErrorCode;
use shared::id::SpaceId;
use shared::sync::store::{Batch, BlobWrite, OutboxKey, Store, StoreError};
use shared::sync::{Answer, Event, Failure, READ_ROWS_MAX, Reading, Request, Segment, compaction};

use super::{Core, Kept, NOTE, News};
use crate::sync::api::{self, Unanswered};
use crate::{clock, json};

impl Core {
    pub(super) async fn read(&self, space: SpaceId, from: OutboxKey, all: bool) -> Event {
        match self.reading(space, from, all).await {
            Ok(reading) => Event::Read(Box::new(reading)),
            Err(_) => Event::StoreFailed,
        }
    }

    async fn reading(&self, space: SpaceId, from: OutboxKey, all: bool) -> Result<Reading, StoreError> {
        let store = self.account.store();
        let limit = if all { usize::MAX } else { READ_ROWS_MAX };
        let place = store.places().await?.remove(&space);
        let outbox = store.outbox(from, limit).await?;
        let sent = if all { store.sent(OutboxKey::default(), usize::MAX).await? } else { Vec::new() };
        let (waiting, refused) = (self.links.counts)(space);
        Ok(Reading {
            place,
            more: outbox.len() == limit,
            outbox,
            sent: sent.iter().filter(|row| row.space == space).map(|row| row.key).collect(),
            waiting,
            refused,
        })
    }

    pub(super) async fn exchange(&self, space: SpaceId, request: &Request) -> Event {
        match self.answer(space, request).await {
            Ok(answer) => {
                self.note(space, &answer);
                Event::Answered(Box::new(answer))
            }
            Err(failure) => Event::Unanswered(failure),
        }
    }

    async fn answer(&self, space: SpaceId, request: &Request) -> Result<Answer, Failure> {
        let person = self.account.card().person;
        if !self.verified.get() {
            // The cookie may be another person's, who signed in on this device meanwhile: under it, every change
            // would be refused for good.
            let session = api::session().await.map_err(|unanswered| self.failure(unanswered))?;
            if session.viewer.person != person || session.device != self.account.identity().id {
                return Err(Failure::SignInNeeded);
            }
            self.verified.set(true);
            (self.links.session)(session);
        }
        api::exchange(person, space, request).await.map_err(|unanswered| self.failure(unanswered))
    }

    fn failure(&self, unanswered: Unanswered) -> Failure {
        match unanswered {
            Unanswered::Offline => Failure::Offline,
            Unanswered::Unreachable => Failure::Unreachable,
            Unanswered::Portal => Failure::Portal,
            // No session, or somebody else's, who signed in on this device meanwhile.
            Unanswered::Refused(ErrorCode::NotSignedIn | ErrorCode::OtherPerson) => {
                self.verified.set(false);
                Failure::SignInNeeded
            }
            Unanswered::Refused(_) => {
                // A right may have ended: the next attempt asks first what the person may enter.
                self.verified.set(false);
                Failure::Server
            }
            Unanswered::Server => Failure::Server,
        }
    }

    fn note(&self, space: SpaceId, answer: &Answer) {
        let Answer::Page(page) = answer else { return };
        let now = clock::now();
        let to_come = (page.more > 0).then_some((space, page.more));
        let before = self.news.get();
        // The other space's download may still be under way.
        let to_come = to_come.or(before.to_come.filter(|(other, _)| *other != space));
        let skew_ms = Some(now.millis_since(page.now));
        self.tell(News { last_sync: Some(now), skew_ms, to_come, ..before });
    }

    pub(super) async fn commit(&self, mut batch: Batch) -> Event {
        let News { last_sync, skew_ms, .. } = self.news.get();
        let kept = json::tree(&Kept { last_sync, skew_ms });
        batch.notes.push((NOTE.to_owned(), Some(kept)));
        if let Some(space) = batch.drop_base {
            // The server forgot what it had received: each file is asked for anew.
            let cards = self.account.store().blobs().await.unwrap_or_default();
            let own = cards.into_iter().filter(|(_, card)| card.space == space);
            batch.blobs.extend(own.map(|(hash, _)| (hash, BlobWrite::Sent(0))));
        }
        let grown = batch.segment.as_ref().map(|segment| segment.space);
        match self.account.commit(batch).await {
            Ok(_) => {
                if let Some(space) = grown {
                    // What was received is safe; merging only saves time at the next start.
                    self.compact(space).await.ok();
                }
                Event::Committed
            }
            Err(StoreError::Raced) => Event::Raced,
            Err(_) => Event::StoreFailed,
        }
    }

    async fn compact(&self, space: SpaceId) -> Result<(), StoreError> {
        let store = self.account.store();
        let counts = store.segment_counts(space).await?;
        let sizes: Vec<_> = counts.iter().map(|(_, count)| *count).collect();
        let Some(newest) = compaction(&sizes) else {
            return Ok(());
        };
        let place = store.places().await?.remove(&space);
        let mut merged = store.segments(space, None, newest).await?;
        if merged.len() != newest {
            return Ok(());
        }
        merged.reverse();
        let drop_segments = merged.iter().map(|(key, _)| *key).collect();
        let segments = merged.into_iter().map(|(_, segment)| segment);
        let batch = Batch {
            // A page stored meanwhile would be newer than what is merged here.
            expect: Some((space, place)),
            drop_segments,
            segment: Some(Segment::merged(space, segments)),
            ..Batch::default()
        };
        self.account.commit(batch).await.map(|_| ())
    }
}
