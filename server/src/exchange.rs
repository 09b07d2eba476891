//! The exchange: changes in, a page out. Knows nothing of HTTP, so that the simulator drives it as it is.
//!
//! Architecture invariant: one call runs inside one transaction. The caller answers only after that transaction is
//! committed, so what was answered is durable.

mod accept;
mod admit;
mod count;
mod directory;
mod epoch;
mod incoming;
mod ledger;
mod own;
mod page;
mod summary;

use shared::id::SpaceId;
use shared::sync::{Answer, MIN_PROTOCOL, Page, Settled};
use shared::time::Timestamp;

use crate::actor::Actor;
use crate::error::Error;
use crate::store::Store;
use epoch::Standing;

pub use incoming::Incoming;
pub(crate) use ledger::Ledger;
pub use ledger::News;
pub(crate) use own::enter;

/// An exchange that was carried out.
#[derive(Debug)]
pub struct Exchanged {
    /// What to answer once it is committed.
    pub answer: Answer,
    /// What to tell others once it is committed.
    pub news: News,
}

/// Carries out an exchange within the running transaction.
///
/// # Errors
/// When the actor has no business in the space, or the database fails. Nothing is to be kept then.
pub fn exchange<S: Store>(
    store: &S,
    actor: &Actor,
    space: SpaceId,
    incoming: &Incoming,
    now: Timestamp,
) -> Result<Exchanged, Error> {
    let request = incoming.request();
    if request.protocol < MIN_PROTOCOL {
        let answer = Answer::Outdated { min_protocol: MIN_PROTOCOL };
        return Ok(Exchanged { answer, news: News::none(space) });
    }
    let mut ledger = Ledger::open(store, space, now, |identity| {
        space == identity.directory || actor.viewer.enters(space)
    })?;
    let place = match epoch::standing(&ledger, request.place.as_ref())? {
        Standing::At(place) => place,
        Standing::SetBack(lineage) => {
            let answer = Answer::NewEpoch { server: lineage.server, epoch: lineage.epoch };
            return Ok(Exchanged { answer, news: News::none(space) });
        }
    };
    let mut outcomes = Vec::with_capacity(request.changes.len());
    for arrived in incoming.changes() {
        let outcome = admit::judge(&mut ledger, actor, arrived)?;
        outcomes.push(Settled { id: arrived.change.id, outcome });
    }
    summary::report(&mut ledger, actor, &request.report)?;
    summary::note_held(&mut ledger)?;
    let (position, news) = ledger.close()?;
    let page = page::pull(store, actor, &position, place, request.depth, request.limit)?;
    let answer = Answer::Page(Box::new(Page {
        outcomes,
        records: page.records,
        sweep: page.sweep,
        place: page.place,
        more: page.more,
        // Nothing is known yet of copies off this machine, so devices keep all that they handed in.
        backed_up_through: shared::id::Revision::ZERO,
        now,
    }));
    Ok(Exchanged { answer, news })
}
