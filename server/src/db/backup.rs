//! A copy of the running database: one moment of it, whole.

use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::Path;

use super::Sqlite;
use crate::store::StoreError;

/// All pages in one step: writers go on meanwhile (write-ahead log), and the copy never has to start over.
const ALL_PAGES: i32 = -1;

/// Copies the database of a server's directory into a file, while the server runs.
///
/// # Errors
/// When there is no database, the file cannot be written, or what was written is not sound.
pub fn copy_to(directory: &Path, file: &Path) -> Result<(), StoreError> {
    let source = Sqlite::open_reader(directory)?;
    let mut target = Connection::open(file)?;
    Backup::new(&source.connection, &mut target)?.step(ALL_PAGES)?;
    let verdict: String = target.query_row("pragma integrity_check", (), |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::Corrupt("backup")) }
}
