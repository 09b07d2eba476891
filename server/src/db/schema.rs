//! The schema and the settings of every connection.

use rusqlite::Connection;
use std::time::Duration;

use shared::id::{Epoch, ServerId, SpaceId};

use super::Sqlite;
use crate::store::{SpaceState, Spaces, StoreError};

/// Every schema step there ever was, in order. Append only.
const MIGRATIONS: [&str; 5] = [
    include_str!("../../migrations/0001_first.sql"),
    include_str!("../../migrations/0002_members.sql"),
    include_str!("../../migrations/0003_device_names.sql"),
    include_str!("../../migrations/0004_held.sql"),
    include_str!("../../migrations/0005_invitations.sql"),
];
/// Another process (a backup, a second server by mistake) may hold the lock for a moment.
pub(super) const BUSY: Duration = Duration::from_secs(5);

pub(super) fn settle(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.execute_batch(
        "pragma journal_mode = wal;
         pragma synchronous = full;
         pragma foreign_keys = on;
         pragma cache_size = -16000;",
    )?;
    Ok(())
}

/// Takes the missing steps; the caller's transaction makes them one.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let done: usize = connection
        .query_row("pragma user_version", (), |row| row.get::<_, u32>(0))
        .map(|version| usize::try_from(version).unwrap_or(usize::MAX))?;
    let Some(missing) = MIGRATIONS.get(done..) else {
        return Err(StoreError::Newer);
    };
    for step in missing {
        connection.execute_batch(step)?;
    }
    connection.execute_batch(&format!("pragma user_version = {}", MIGRATIONS.len()))?;
    Ok(())
}

impl Sqlite {
    /// Lets a new installation be this one; an existing one stays what it is.
    pub(super) fn found(
        &self,
        server: ServerId,
        directory: SpaceId,
        secret: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "insert or ignore into server (one, server, epoch, secret, directory) values (1, ?, ?, ?, ?)",
            (server.bytes(), Epoch::default().0, secret, directory.bytes()),
        )?;
        let directory = self.identity()?.directory;
        if self.space(directory)?.is_none() {
            // The directory has no year of its own.
            self.put_space(directory, &SpaceState::new(0))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::time::Timestamp;

    #[test]
    fn opening_again_keeps_the_installation() {
        let directory = tempfile::tempdir().unwrap();
        let open = || Sqlite::open(directory.path(), Timestamp::default()).unwrap().identity().unwrap();
        let first = open();
        let again = open();
        assert_eq!(
            (first.server, first.directory, first.secret),
            (again.server, again.directory, again.secret)
        );
    }

    #[test]
    fn a_database_of_a_newer_program_is_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let store = Sqlite::open(directory.path(), Timestamp::default()).unwrap();
        store.connection.execute_batch("pragma user_version = 1000").unwrap();
        let opened = Sqlite::open(directory.path(), Timestamp::default());
        assert!(matches!(opened, Err(crate::error::Error::Store(StoreError::Newer))));
    }
}
