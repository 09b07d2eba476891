//! Lists so short that looking through them is the fastest way.

use shared::id::RecordId;

/// Puts a record on a list, once.
pub(super) fn list(ids: &mut Vec<RecordId>, id: RecordId) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// Takes a record off a list. Whether it was there.
pub(super) fn unlist(ids: &mut Vec<RecordId>, id: RecordId) -> bool {
    let at = ids.iter().position(|held| *held == id);
    at.map(|at| ids.remove(at)).is_some()
}

/// Puts a value under a key, or takes away what is there.
pub(super) fn keep<K: PartialEq, V>(list: &mut Vec<(K, V)>, key: K, value: Option<V>) {
    let held = list.iter().position(|(held, _)| *held == key);
    match (held, value) {
        (Some(at), Some(value)) => {
            if let Some((_, held)) = list.get_mut(at) {
                *held = value;
            }
        }
        (Some(at), None) => {
            list.remove(at);
        }
        (None, Some(value)) => list.push((key, value)),
        (None, None) => {}
    }
}
