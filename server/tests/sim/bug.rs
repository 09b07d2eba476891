//! Mistakes that people make in sync engines, planted one at a time between the core and its surroundings.

use shared::sync::store::{Batch, OutboxState};
use shared::sync::{Answer, Outcome, Request};

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bug {
    /// “Saved” is shown before the transaction is complete; a crash between loses the work.
    ShownBeforeCommit,
    /// The server answers before its transaction is complete; a failure between loses what it acknowledged.
    AnsweredBeforeCommit,
    /// The cursor is stored in a transaction of its own before the page; a crash between skips the page.
    CursorBeforePage,
    /// The server's cursor runs one revision ahead of what it sent.
    CursorTooFar,
    /// A repeated change gets a new id, so that the server cannot know it.
    NoDedupe,
    /// Rows leave the outbox when they are sent, not when they are answered.
    DropOnSend,
    /// A refusal is taken for an acceptance.
    RefusalAsAck,
    /// Outcomes are matched by position in a list whose order is not the request's.
    OutcomesShifted,
    /// The newest device clock wins over the server's order.
    OrderByClock,
    /// After a restore the device drops what it pulled but does not hand in again what was accepted.
    EpochWithoutResend,
    /// A change is rebased when it is sent: its author is said to have started from what the server has now.
    RebasedAtSending,
    /// Saving is two transactions: the draft goes first, the change after it.
    DraftGoneBeforeChange,
    /// A page of an answer is stored without its last record.
    PageCutShort,
    /// Who makes what another has made meanwhile replaces it, as if it had been seen.
    SecondInsertReplaces,
    /// Who makes what another has made meanwhile is told that it is there, and what was typed is gone.
    SecondInsertDropped,
}

impl Bug {
    pub(crate) const ALL: [Self; 15] = [
        Self::ShownBeforeCommit,
        Self::AnsweredBeforeCommit,
        Self::CursorBeforePage,
        Self::CursorTooFar,
        Self::NoDedupe,
        Self::DropOnSend,
        Self::RefusalAsAck,
        Self::OutcomesShifted,
        Self::OrderByClock,
        Self::EpochWithoutResend,
        Self::RebasedAtSending,
        Self::DraftGoneBeforeChange,
        Self::PageCutShort,
        Self::SecondInsertReplaces,
        Self::SecondInsertDropped,
    ];

    /// Spoils an answer on its way to the core.
    pub(crate) fn spoil_answer(self, answer: &mut Answer) {
        let Answer::Page(page) = answer else { return };
        match self {
            Self::CursorTooFar if page.more > 0 => page.place.cursor = page.place.cursor.next(),
            Self::RefusalAsAck => {
                let rev = page.place.cursor;
                for settled in &mut page.outcomes {
                    if matches!(settled.outcome, Outcome::Refused { .. }) {
                        settled.outcome = Outcome::Applied { rev };
                    }
                }
            }
            Self::OutcomesShifted => {
                let mut outcomes: Vec<_> =
                    page.outcomes.iter().map(|settled| settled.outcome.clone()).collect();
                outcomes.reverse();
                for (settled, outcome) in page.outcomes.iter_mut().zip(outcomes) {
                    settled.outcome = outcome;
                }
            }
            Self::PageCutShort if page.records.len() > 2 => drop(page.records.pop()),
            _ => {}
        }
    }

    /// Spoils a batch on its way to the store: what comes back is committed one after the other.
    pub(crate) fn spoil_batch(self, mut batch: Batch) -> Vec<Batch> {
        match self {
            Self::CursorBeforePage if batch.segment.is_some() => {
                let cursor =
                    Batch { place: batch.place.take(), expect: batch.expect.take(), ..Batch::default() };
                vec![cursor, batch]
            }
            Self::DraftGoneBeforeChange if !batch.queue.is_empty() => {
                let drafts = Batch { drafts: std::mem::take(&mut batch.drafts), ..Batch::default() };
                vec![drafts, batch]
            }
            Self::EpochWithoutResend if batch.drop_base.is_some() => {
                batch.resend.clear();
                batch.settle.retain(|(_, state)| !matches!(state, OutboxState::Waiting { .. }));
                vec![batch]
            }
            _ => vec![batch],
        }
    }

    /// Spoils a request on its way to the network.
    pub(crate) fn spoils_request(self, request: &Request) -> bool {
        matches!(self, Self::NoDedupe | Self::RebasedAtSending) && !request.changes.is_empty()
    }
}
