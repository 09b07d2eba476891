//! The bytes of attachments, and which records name them.

use rusqlite::OptionalExtension;

use shared::bytes::Sha256;
use shared::id::{RecordId, SpaceId};

use super::Sqlite;
use super::value::{count, id, int};
use crate::store::{FileState, Files, Stores};

impl Files for Sqlite {
    fn add_file_ref(&self, space: SpaceId, hash: Sha256, record: RecordId, mime: &str) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert or ignore into file_ref (space, hash, record, mime) values (?, ?, ?, ?)",
        )?;
        statement.execute((space.bytes(), hash.0, record.bytes(), mime))?;
        Ok(())
    }

    fn file_refs(&self, space: SpaceId, hash: Sha256) -> Stores<Vec<(RecordId, String)>> {
        let mut statement = self
            .connection
            .prepare_cached("select record, mime from file_ref where space = ? and hash = ?")?;
        let refs = statement.query_map((space.bytes(), hash.0), |row| Ok((id(row, 0)?, row.get(1)?)))?;
        Ok(refs.collect::<Result<_, _>>()?)
    }

    fn file(&self, space: SpaceId, hash: Sha256) -> Stores<Option<FileState>> {
        let mut statement = self
            .connection
            .prepare_cached("select size, received, complete from file where space = ? and hash = ?")?;
        let state = statement.query_row((space.bytes(), hash.0), |row| {
            Ok(FileState { size: count(row, 0)?, received: count(row, 1)?, complete: row.get(2)? })
        });
        Ok(state.optional()?)
    }

    fn add_chunk(&self, space: SpaceId, hash: Sha256, state: FileState, bytes: &[u8]) -> Stores<()> {
        let received = state.received.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.connection.execute(
            "insert into file (space, hash, size, received, complete) values (?, ?, ?, ?, 0)
             on conflict (space, hash) do update set received = excluded.received",
            (space.bytes(), hash.0, int(state.size), int(received)),
        )?;
        if !bytes.is_empty() {
            self.connection.execute(
                "insert into file_chunk (space, hash, start, bytes) values (?, ?, ?, ?)",
                (space.bytes(), hash.0, int(state.received), bytes),
            )?;
        }
        Ok(())
    }

    fn chunks(&self, space: SpaceId, hash: Sha256, each: &mut dyn FnMut(&[u8])) -> Stores<()> {
        let mut statement = self
            .connection
            .prepare_cached("select bytes from file_chunk where space = ? and hash = ? order by start")?;
        let mut rows = statement.query((space.bytes(), hash.0))?;
        while let Some(row) = rows.next()? {
            each(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
        }
        Ok(())
    }

    fn chunk(&self, space: SpaceId, hash: Sha256, start: u64) -> Stores<Option<Vec<u8>>> {
        let mut statement = self
            .connection
            .prepare_cached("select bytes from file_chunk where space = ? and hash = ? and start = ?")?;
        let bytes = statement.query_row((space.bytes(), hash.0, int(start)), |row| row.get(0));
        Ok(bytes.optional()?)
    }

    fn complete_file(&self, space: SpaceId, hash: Sha256) -> Stores<()> {
        self.connection
            .execute("update file set complete = 1 where space = ? and hash = ?", (space.bytes(), hash.0))?;
        Ok(())
    }

    fn drop_file(&self, space: SpaceId, hash: Sha256) -> Stores<()> {
        let key = (space.bytes(), hash.0);
        self.connection.execute("delete from file_chunk where space = ? and hash = ?", key)?;
        self.connection.execute("delete from file where space = ? and hash = ?", key)?;
        Ok(())
    }
}
