//! What devices say of themselves.

use rusqlite::OptionalExtension;

use shared::id::{DeviceId, SpaceId, UnitId};
use shared::sync::DeviceReport;
use shared::time::Timestamp;

use super::Sqlite;
use super::value::count;
use crate::store::{Reports, Stores, UnitReport};

impl Reports for Sqlite {
    fn put_report(
        &self,
        space: SpaceId,
        unit: UnitId,
        device: DeviceId,
        report: &DeviceReport,
        seen: Timestamp,
    ) -> Stores<bool> {
        let mut known = self.connection.prepare_cached(
            "select waiting, refused, seen from report where space = ? and unit = ? and device = ?",
        )?;
        let key = (space.bytes(), unit.bytes(), device.bytes());
        let said = (report.waiting, report.refused, seen.millis());
        let before: Option<(u32, u32, i64)> =
            known.query_row(key, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        if before == Some(said) {
            return Ok(false);
        }
        let mut keep = self.connection.prepare_cached(
            "insert into report (space, unit, device, waiting, refused, seen) values (?, ?, ?, ?, ?, ?)
             on conflict (space, unit, device) do update set
                 waiting = excluded.waiting, refused = excluded.refused, seen = excluded.seen",
        )?;
        keep.execute((key.0, key.1, key.2, said.0, said.1, said.2))?;
        Ok(true)
    }

    fn unit_report(&self, space: SpaceId, unit: UnitId) -> Stores<UnitReport> {
        let mut statement = self.connection.prepare_cached(
            "select coalesce(sum(waiting), 0), coalesce(sum(refused), 0), max(seen)
             from report where space = ? and unit = ?",
        )?;
        Ok(statement.query_row((space.bytes(), unit.bytes()), |row| {
            Ok(UnitReport {
                waiting: u32::try_from(count(row, 0)?).unwrap_or(u32::MAX),
                refused: u32::try_from(count(row, 1)?).unwrap_or(u32::MAX),
                seen: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
            })
        })?)
    }
}
