//! One table: records under their id, in the order in which they were last written.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use rusqlite::{Connection, params};
use serde::Deserialize;

const SCHEMA: &str = "
create table if not exists record(id text primary key, seq integer not null, ts integer not null, body text not null)
    without rowid;
create unique index if not exists record_seq on record(seq);
";
const UPSERT: &str = "insert into record(id, seq, ts, body) values(?1, ?2, ?3, ?4)
    on conflict(id) do update set seq = excluded.seq, ts = excluded.ts, body = excluded.body";
const LINES: &str = "select seq, body from record where seq > ?1 and seq <= ?2 order by seq limit ?3";

pub(crate) struct Table {
    writer: Mutex<(Connection, i64)>,
    reader: Mutex<Connection>,
}

/// The order's end before and after something was taken in.
pub(crate) struct Taken {
    pub(crate) before: i64,
    pub(crate) after: i64,
}

/// What the table reads of a record.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    ts: i64,
}

impl Table {
    pub(crate) fn open(path: &Path, synchronous: &str) -> Result<Self> {
        let writer = connection(path, synchronous)?;
        writer.execute_batch(SCHEMA)?;
        let seq = writer.query_row("select coalesce(max(seq), 0) from record", [], |row| row.get(0))?;
        Ok(Self { writer: Mutex::new((writer, seq)), reader: Mutex::new(connection(path, synchronous)?) })
    }

    /// Takes records in, one a line, in one transaction.
    pub(crate) fn take(&self, lines: &[u8]) -> Result<Taken> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let (connection, seq) = &mut *writer;
        let before = *seq;
        let mut next = before;
        let transaction = connection.transaction()?;
        {
            let mut upsert = transaction.prepare_cached(UPSERT)?;
            for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                let head: Head<'_> = serde_json::from_slice(line)?;
                next = next.saturating_add(1);
                upsert.execute(params![head.id, next, head.ts, std::str::from_utf8(line)?])?;
            }
        }
        transaction.commit()?;
        *seq = next;
        Ok(Taken { before, after: next })
    }

    /// Records after one place, up to another, and the place of the last of them.
    pub(crate) fn lines(&self, since: i64, until: i64, limit: i64) -> Result<(Vec<u8>, i64)> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let mut select = reader.prepare_cached(LINES)?;
        let mut rows = select.query(params![since, until, limit])?;
        let (mut lines, mut last) = (Vec::new(), since);
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            lines.extend_from_slice(row.get_ref(1)?.as_str()?.as_bytes());
            lines.push(b'\n');
        }
        Ok((lines, last))
    }

    pub(crate) fn count(&self) -> Result<i64> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(reader.query_row("select count(*) from record", [], |row| row.get(0))?)
    }
}

fn connection(path: &Path, synchronous: &str) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "busy_timeout", 5_000)?;
    Ok(connection)
}
