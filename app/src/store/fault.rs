//! What the browser's errors mean, by their names.

use shared::sync::store::StoreError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// The meaning of an exception.
pub(super) fn meaning(exception: &JsValue) -> StoreError {
    match exception.dyn_ref::<DomException>() {
        Some(exception) => of_name(&exception.name()),
        None => StoreError::Browser("unknown".to_owned()),
    }
}

fn of_name(name: &str) -> StoreError {
    match name {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::Newer,
        // The connection is gone: another tab upgrades, the system closed it in the background (iOS), or the database
        // was deleted under us and has no stores any more.
        "InvalidStateError" | "UnknownError" | "NotFoundError" => StoreError::Closed,
        name => StoreError::Browser(name.to_owned()),
    }
}

/// The meaning of an error of the `idb` library.
pub(super) fn of_idb(error: &::idb::Error) -> StoreError {
    use ::idb::Error as E;
    match error {
        E::DomException(exception) => of_name(&exception.name()),
        E::AddFailed(value)
        | E::ClearFailed(value)
        | E::CountFailed(value)
        | E::DeleteFailed(value)
        | E::GetAllFailed(value)
        | E::GetAllKeysFailed(value)
        | E::GetFailed(value)
        | E::GetKeyFailed(value)
        | E::IndexedDbNotFound(value)
        | E::IndexedDbOpenFailed(value)
        | E::KeyRangeCreateFailed(value)
        | E::ObjectStoreNotFound(value)
        | E::RequestResultNotFound(value)
        | E::TransactionOpenFailed(value)
        | E::UpdateFailed(value) => meaning(value),
        other => StoreError::Browser(other.to_string()),
    }
}

/// The meaning of an error of rexie.
pub(super) fn of_rexie(error: &rexie::Error) -> StoreError {
    match error {
        rexie::Error::IdbError(error) => of_idb(error),
        other => StoreError::Browser(other.to_string()),
    }
}
