//! Accepted changes and those that wait.

use rusqlite::{OptionalExtension, params};

use shared::api::HistoryEntry;
use shared::domain::HeldChange;
use shared::id::{ChangeId, RecordId, SpaceId, UnitId};
use shared::limit::HELD_SHOWN_MAX;
use shared::sync::{Outcome, Provenance};
use shared::time::Timestamp;

use super::Sqlite;
use super::value::{id, int, json, kind, kind_name, maybe_id, time, to_json};
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

    fn hold(&self, space: SpaceId, unit: Option<UnitId>, held: &HeldChange) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert into held (space, change, author, since, unit, device_name, record, kind, waiting_for)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)
             on conflict (space, change) do update set
                 unit = excluded.unit, device_name = excluded.device_name, record = excluded.record,
                 kind = excluded.kind, waiting_for = excluded.waiting_for
             where waiting_for is not excluded.waiting_for or device_name <> excluded.device_name",
        )?;
        statement.execute(params![
            space.bytes(),
            held.change.bytes(),
            held.author.bytes(),
            held.since.millis(),
            unit.map(|unit| *unit.bytes()),
            held.device_name,
            held.record.bytes(),
            kind_name(held.kind),
            to_json(&held.waiting_for)?,
        ])?;
        Ok(())
    }

    fn release(&self, space: SpaceId, change: ChangeId) -> Stores<Option<UnitId>> {
        let mut statement = self
            .connection
            .prepare_cached("delete from held where space = ? and change = ? returning unit")?;
        let unit = statement.query_row((space.bytes(), change.bytes()), |row| maybe_id(row, 0));
        Ok(unit.optional()?.flatten())
    }

    fn holding_units(&self, space: SpaceId, since: Timestamp) -> Stores<Vec<UnitId>> {
        let mut statement = self.connection.prepare_cached(
            "select distinct unit from held where space = ? and since <= ? and unit is not null",
        )?;
        let units = statement.query_map((space.bytes(), since.millis()), |row| id(row, 0))?;
        Ok(units.collect::<Result<_, _>>()?)
    }

    fn held(&self, space: SpaceId, unit: UnitId, since: Timestamp) -> Stores<Vec<HeldChange>> {
        let mut statement = self.connection.prepare_cached(
            "select change, author, since, device_name, record, kind, waiting_for from held
             where space = ? and unit = ? and since <= ? order by since, change limit ?",
        )?;
        let most = i64::try_from(HELD_SHOWN_MAX).unwrap_or(i64::MAX);
        let held = statement.query_map((space.bytes(), unit.bytes(), since.millis(), most), |row| {
            Ok(HeldChange {
                change: id(row, 0)?,
                author: id(row, 1)?,
                since: time(row, 2)?,
                device_name: row.get(3)?,
                record: id(row, 4)?,
                kind: kind(row, 5)?,
                waiting_for: json(row, 6)?,
            })
        })?;
        Ok(held.collect::<Result<_, _>>()?)
    }
}
