//! Noticing that the server was set back to an earlier state (`design.md` §4, Epoch).

use shared::id::{Epoch, Lineage};
use shared::sync::Place;

use super::ledger::Ledger;
use crate::error::Error;
use crate::store::{Store, epoch_key};

/// Where a device stands in the server's eyes.
pub(super) enum Standing {
    /// It can go on from there; none when it starts anew.
    At(Option<Place>),
    /// Its place belongs to a past that this server does not know; it is now of this lineage.
    SetBack(Lineage),
}

/// Compares a device's place with what the server knows of itself.
///
/// The chain's head is the witness: one that carries our own signature and is not in our chain can only come from a
/// future that was lost. Then the server opens a new epoch, once: heads of the old one prove nothing any more,
/// because each epoch signs with a key of its own.
pub(super) fn standing<S: Store>(ledger: &Ledger<'_, S>, place: Option<&Place>) -> Result<Standing, Error> {
    let Some(place) = place else {
        return Ok(Standing::At(None));
    };
    let ours = ledger.position.lineage();
    if place.lineage.server != ours.server {
        return Ok(Standing::SetBack(ours));
    }
    // Every revision is one entry of the chain, so an honest cursor never lies beyond its head.
    let is_sound = place.cursor.0 <= place.head.count;
    if place.lineage.epoch == ours.epoch && is_in_chain(ledger, place)? {
        return Ok(Standing::At(is_sound.then(|| place.clone())));
    }
    let key = epoch_key(&ledger.position.identity.secret, place.lineage.epoch).verifying_key();
    let is_genuine = place.head.is_signed_by(ledger.space(), &key);
    match (is_genuine, place.lineage.epoch >= ours.epoch) {
        (true, true) => open_after(ledger, place.lineage.epoch),
        // From before an epoch that is already open, or a claim without a proof.
        (_, _) if place.lineage.epoch != ours.epoch => Ok(Standing::SetBack(ours)),
        (_, _) => Ok(Standing::At(None)),
    }
}

fn is_in_chain<S: Store>(ledger: &Ledger<'_, S>, place: &Place) -> Result<bool, Error> {
    let count = place.head.count;
    let known = if count == 0 {
        Some(shared::bytes::Hex([0; 32]))
    } else {
        ledger.store.link(ledger.space(), shared::id::Revision(count))?
    };
    Ok(known == Some(place.head.hash))
}

fn open_after<S: Store>(ledger: &Ledger<'_, S>, epoch: Epoch) -> Result<Standing, Error> {
    let opened = Epoch(epoch.0.saturating_add(1));
    ledger.store.set_epoch(opened)?;
    tracing::warn!(epoch = opened.0, "the database was set back: a new epoch begins");
    Ok(Standing::SetBack(Lineage { epoch: opened, ..ledger.position.lineage() }))
}
