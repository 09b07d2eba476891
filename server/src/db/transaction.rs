//! Transactions: all or nothing.

use super::Sqlite;
use crate::store::StoreError;

impl Sqlite {
    /// Runs some work as one transaction: wholly, or not at all when it fails.
    ///
    /// # Errors
    /// The work's own, or the engine's.
    pub fn transact<T, E: From<StoreError>>(&self, work: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        self.within("begin immediate", "commit", "rollback", work)
    }

    /// Runs some work inside the running transaction such that it can fail alone.
    ///
    /// # Errors
    /// The work's own, or the engine's.
    pub fn savepoint<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.within("savepoint job", "release job", "rollback to job; release job", work)
    }

    /// Reads something of one moment.
    ///
    /// # Errors
    /// The work's own, or the engine's.
    pub fn snapshot<T, E: From<StoreError>>(&self, work: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        self.within("begin", "commit", "rollback", work)
    }

    fn within<T, E: From<StoreError>>(
        &self,
        begin: &str,
        end: &str,
        undo: &str,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run(begin)?;
        let done = work(self).and_then(|value| {
            self.run(end)?;
            Ok(value)
        });
        if done.is_err()
            && let Err(error) = self.run(undo)
        {
            // After some failures SQLite has rolled back by itself; then there is nothing left to undo.
            tracing::debug!(%error, "nothing to roll back");
        }
        done
    }

    /// Begins a transaction that [`Sqlite::commit`] or [`Sqlite::roll_back`] ends.
    pub(crate) fn begin(&self) -> Result<(), StoreError> {
        self.run("begin immediate")
    }

    /// Makes all since [`Sqlite::begin`] durable.
    pub(crate) fn commit(&self) -> Result<(), StoreError> {
        self.run("commit")
    }

    /// Undoes all since [`Sqlite::begin`].
    pub(crate) fn roll_back(&self) -> Result<(), StoreError> {
        self.run("rollback")
    }

    /// Whether a transaction is running.
    pub(crate) fn is_in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{SpaceState, Spaces};
    use shared::id::SpaceId;
    use shared::time::Timestamp;

    fn year(store: &Sqlite, space: SpaceId) -> Option<i16> {
        store.space(space).unwrap().map(|state| state.year)
    }

    #[test]
    fn what_fails_leaves_nothing_and_what_it_stood_in_goes_on() {
        let store = Sqlite::in_memory(Timestamp::default()).unwrap();
        let spaces = [1, 2, 3].map(|n| SpaceId::derived([n; 16]));
        let put = |n: usize, year| store.put_space(spaces[n], &SpaceState::new(year));
        let fails = || StoreError::Corrupt("test");
        store
            .transact(|store| {
                put(0, 2024)?;
                let failed = store.savepoint(|_| put(1, 2025).and_then(|()| Err::<(), _>(fails())));
                assert!(failed.is_err());
                store.savepoint(|_| put(2, 2026))
            })
            .unwrap();
        assert_eq!(spaces.map(|space| year(&store, space)), [Some(2024), None, Some(2026)]);
        let failed = store.transact(|_| put(1, 2025).and_then(|()| Err::<(), _>(fails())));
        assert!(failed.is_err());
        assert_eq!(year(&store, spaces[1]), None);
        assert!(!store.is_in_transaction());
    }
}
