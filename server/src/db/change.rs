//! Accepted changes and those that wait.

use rusqlite::{OptionalExtension, params};

use shared::api::HistoryEntry;
use shared::id::{ChangeId, PersonId, RecordId, SpaceId};
use shared::sync::{Outcome, Provenance};
use shared::time::Timestamp;

use super::Sqlite;
use super::value::{id, int, json, maybe_id, time, to_json};
use crate::store::{Accepted, Changes, Stores};

impl Changes for Sqlite {
    fn outcome(&self, space: SpaceId, change: ChangeId) -> Stores<Option<Outcome>> {
        let mut statement =
            self.connection.prepare_cached("select outcome from change where space = ? and id = ?")?;
        let outcome = statement.query_row((space.bytes(), change.bytes()), |row| json(row, 0));
        Ok(outcome.optional()?)
    }

    fn provenance(&self, space: SpaceId, change: ChangeId) -> Stores<Option<Provenance>> {
        let mut statement = self.connection.prepare_cached(
            "select author, unit, device, device_time, received, device_name
             from change where space = ? and id = ?",
        )?;
        let by = statement.query_row((space.bytes(), change.bytes()), |row| {
            Ok(Provenance {
                change,
                author: id(row, 0)?,
                unit: maybe_id(row, 1)?,
                device: id(row, 2)?,
                device_name: row.get(5)?,
                device_time: time(row, 3)?,
                received: time(row, 4)?,
            })
        });
        Ok(by.optional()?)
    }

    fn follows(&self, space: SpaceId, record: RecordId, change: ChangeId) -> Stores<Option<ChangeId>> {
        let mut statement = self
            .connection
            .prepare_cached("select follows from change where space = ? and id = ? and record = ?")?;
        let follows =
            statement.query_row((space.bytes(), change.bytes(), record.bytes()), |row| maybe_id(row, 0));
        Ok(follows.optional()?.flatten())
    }

    fn add_change(&self, space: SpaceId, accepted: Accepted<'_>) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert into change (space, id, seq, record, about, follows, author, unit, device,
                                 device_time, received, body, outcome, device_name)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let change = accepted.change;
        statement.execute(params![
            space.bytes(),
            change.id.bytes(),
            int(accepted.seq.0),
            change.record.bytes(),
            accepted.about.bytes(),
            change.follows.map(|id| *id.bytes()),
            change.author.bytes(),
            change.unit.map(|id| *id.bytes()),
            change.device.bytes(),
            change.device_time.millis(),
            accepted.received.millis(),
            accepted.body,
            to_json(accepted.outcome)?,
            accepted.device_name,
        ])?;
        Ok(())
    }

    fn history(&self, space: SpaceId, about: RecordId) -> Stores<Vec<HistoryEntry>> {
        let mut statement = self.connection.prepare_cached(
            "select body, outcome, received, device_name
             from change where space = ? and about = ? order by seq limit 1000",
        )?;
        let entries = statement.query_map((space.bytes(), about.bytes()), |row| {
            Ok(HistoryEntry {
                change: json(row, 0)?,
                outcome: json(row, 1)?,
                received: time(row, 2)?,
                device_name: row.get(3)?,
            })
        })?;
        Ok(entries.collect::<Result<_, _>>()?)
    }

    fn hold(&self, space: SpaceId, change: ChangeId, author: PersonId, since: Timestamp) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert or ignore into held (space, change, author, since) values (?, ?, ?, ?)",
        )?;
        statement.execute((space.bytes(), change.bytes(), author.bytes(), since.millis()))?;
        Ok(())
    }

    fn release(&self, space: SpaceId, change: ChangeId) -> Stores<()> {
        let mut statement =
            self.connection.prepare_cached("delete from held where space = ? and change = ?")?;
        statement.execute((space.bytes(), change.bytes()))?;
        Ok(())
    }
}
