//! Changes that the server makes by itself: sample data, the person who sets an installation up.

use shared::sync::{Change, Outcome, Provenance, Refusal};

use super::accept::accept;
use super::ledger::Ledger;
use crate::error::Error;
use crate::store::Store;

/// Takes a change that makes a record; no device has signed it, and nobody's rights are asked.
///
/// # Errors
/// The outer error is the database's; the inner one says which rule the record breaks.
pub(crate) fn enter<S: Store>(
    ledger: &mut Ledger<'_, S>,
    change: &Change,
) -> Result<Result<Outcome, Refusal>, Error> {
    let shared::sync::Act::Insert(fields) = &change.act else { return Ok(Err(Refusal::NotAllowed)) };
    if let Err(refusal) = ledger.beside(change.kind, fields)? {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = ledger.in_register(change.record, change.kind, fields)? {
        return Ok(Err(refusal));
    }
    let body = serde_json::to_string(change).map_err(|_| Error::Malformed)?;
    let by = Provenance {
        change: change.id,
        author: change.author,
        unit: change.unit,
        device: change.device,
        device_name: String::new(),
        device_time: change.device_time,
        received: ledger.now,
    };
    accept(ledger, change, &body, &by, None)
}
