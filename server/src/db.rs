//! `SQLite`: opening, migrating, transactions. SQL lives in this module and nowhere else.

mod account;
mod backup;
mod change;
mod file;
mod invitation;
mod record;
mod report;
mod schema;
mod space;
mod tally;
mod transaction;
mod value;

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, OpenFlags};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

use shared::id::{Epoch, ServerId, SpaceId};
use shared::time::Timestamp;

use crate::error::Error;
use crate::random;
use crate::store::StoreError;
use schema::{BUSY, migrate, settle};

pub use backup::copy_to;

/// A connection to the server's database.
pub struct Sqlite {
    connection: Connection,
    /// The signing key of the epoch it was made for.
    key: RefCell<Option<(Epoch, SigningKey)>>,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(Box::new(error))
    }
}

/// The database's file in the server's directory.
pub fn file_in(directory: &Path) -> PathBuf {
    directory.join("giao-uoc.db")
}

impl Sqlite {
    /// Opens the database in a directory, makes both if they are not there, and brings the schema up to date.
    ///
    /// # Errors
    /// When the directory or the file cannot be made, opened or migrated.
    pub fn open(directory: &Path, now: Timestamp) -> Result<Self, Error> {
        make_private(directory).map_err(|error| StoreError::Engine(Box::new(error)))?;
        let connection = Connection::open(file_in(directory)).map_err(StoreError::from)?;
        Self::prepared(connection, now)
    }

    /// A database that lives as long as the connection: for the simulator and for tests.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn in_memory(now: Timestamp) -> Result<Self, Error> {
        Self::prepared(Connection::open_in_memory().map_err(StoreError::from)?, now)
    }

    /// Opens an existing database for reading alone.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open_reader(directory: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file_in(directory), flags)?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self { connection, key: RefCell::default() })
    }

    fn prepared(connection: Connection, now: Timestamp) -> Result<Self, Error> {
        settle(&connection)?;
        let store = Self { connection, key: RefCell::default() };
        let server = ServerId::new(now, &random::bytes()?);
        let directory = SpaceId::new(now, &random::bytes()?);
        let secret = random::bytes::<32>()?;
        store.transact(|store| {
            migrate(&store.connection)?;
            store.found(server, directory, &secret)
        })?;
        Ok(store)
    }

    /// Brings the write-ahead log back into the main file.
    ///
    /// # Errors
    /// The engine's.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.run("pragma wal_checkpoint(truncate)")
    }

    fn run(&self, sql: &str) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch(sql)?)
    }
}

/// Makes a directory that only the server's own account may enter; one that is there keeps its rights.
fn make_private(directory: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}
