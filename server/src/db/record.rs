//! Records, and which of them are open conflicts.

use rusqlite::{OptionalExtension, Row as SqlRow};

use shared::access::unit_of;
use shared::domain::Kind;
use shared::id::{RecordId, SpaceId, UnitId};
use shared::sync::{Provenance, Row, Stored};

use super::Sqlite;
use super::tally::Counter;
use super::value::{id, int, json, kind, kind_name, maybe_id, maybe_json, rev, to_json};
use crate::store::{Beyond, Heading, Records, Stores, Tally, Visit};

impl Records for Sqlite {
    fn record(&self, space: SpaceId, record: RecordId) -> Stores<Option<Stored>> {
        let mut statement = self
            .connection
            .prepare_cached("select kind, rev, fields, marks from record where space = ? and id = ?")?;
        let stored = statement.query_row((space.bytes(), record.bytes()), |row| {
            Ok(Stored {
                id: record,
                kind: kind(row, 0)?,
                rev: rev(row, 1)?,
                fields: json(row, 2)?,
                marks: json(row, 3)?,
            })
        });
        Ok(stored.optional()?)
    }

    fn put_record(&self, space: SpaceId, stored: &Stored, by: Option<&Provenance>) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert into record (space, id, kind, unit, rev, fields, marks, by)
             values (?, ?, ?, ?, ?, ?, ?, ?)
             on conflict (space, id) do update set
                 rev = excluded.rev, fields = excluded.fields, marks = excluded.marks, by = excluded.by",
        )?;
        statement.execute((
            space.bytes(),
            stored.id.bytes(),
            kind_name(stored.kind),
            unit_of(stored.kind, &stored.fields).map(|unit| *unit.bytes()),
            int(stored.rev.0),
            to_json(&stored.fields)?,
            to_json(&stored.marks)?,
            by.map(to_json).transpose()?,
        ))?;
        Ok(())
    }

    fn row(&self, space: SpaceId, record: RecordId) -> Stores<Option<(Row, usize)>> {
        let mut statement = self
            .connection
            .prepare_cached("select id, kind, rev, fields, by from record where space = ? and id = ?")?;
        let row = statement.query_row((space.bytes(), record.bytes()), |row| {
            Ok((sent(row)?, row.get_ref(3)?.as_bytes()?.len()))
        });
        Ok(row.optional()?)
    }

    fn heading(&self, space: SpaceId, record: RecordId) -> Stores<Option<Heading>> {
        let mut statement = self
            .connection
            .prepare_cached("select rev, kind, unit, id from record where space = ? and id = ?")?;
        Ok(statement.query_row((space.bytes(), record.bytes()), heading).optional()?)
    }

    fn scan(&self, space: SpaceId, beyond: Beyond, visit: Visit<'_>) -> Stores<()> {
        let by_rev =
            "select rev, kind, unit, id from record where space = ? and rev > ? order by rev, kind, unit, id";
        let by_id = "select rev, kind, unit, id from record where space = ? and id > ? order by id";
        let mut statement;
        let mut rows = match beyond {
            Beyond::Rev(after) => {
                statement = self.connection.prepare_cached(by_rev)?;
                statement.query((space.bytes(), int(after.0)))?
            }
            Beyond::Id(after) => {
                statement = self.connection.prepare_cached(by_id)?;
                statement.query((space.bytes(), bound(after)))?
            }
        };
        while let Some(row) = rows.next()? {
            if visit(heading(row)?)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn tallies(&self, space: SpaceId, beyond: Beyond) -> Stores<Vec<Tally>> {
        // Counted here, in the order of the index: grouping in SQL would sort all of it first.
        let by_rev = "select kind, unit from record where space = ? and rev > ?";
        let by_id = "select kind, unit from record where space = ? and id > ?";
        let mut statement;
        let mut rows = match beyond {
            Beyond::Rev(after) => {
                statement = self.connection.prepare_cached(by_rev)?;
                statement.query((space.bytes(), int(after.0)))?
            }
            Beyond::Id(after) => {
                statement = self.connection.prepare_cached(by_id)?;
                statement.query((space.bytes(), bound(after)))?
            }
        };
        let mut counter = Counter::default();
        while let Some(row) = rows.next()? {
            counter.add(row)?;
        }
        Ok(counter.tallies)
    }

    fn rows_of(&self, space: SpaceId, of: Kind) -> Stores<Vec<Row>> {
        let mut statement = self.connection.prepare_cached(
            "select id, kind, rev, fields, by from record where space = ? and kind = ? order by id",
        )?;
        let rows = statement.query_map((space.bytes(), kind_name(of)), sent)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn is_member(
        &self,
        directory: SpaceId,
        cluster: SpaceId,
        unit: UnitId,
        year: Option<i16>,
    ) -> Stores<bool> {
        // Days are written so that their texts stand in the order of time.
        let mut statement = self.connection.prepare_cached(
            "select exists (select 1 from record
                            where space = ?1 and kind = 'membership' and fields ->> 'cluster' = ?2
                              and fields ->> 'unit' = ?3 and fields ->> 'void' is null
                              and (?4 is null or coalesce(fields ->> 'from', '') <= ?5)
                              and (?4 is null or coalesce(fields ->> 'to', ?4) >= ?4))",
        )?;
        let first = year.map(|year| format!("{year:04}-01-01"));
        let last = year.map(|year| format!("{year:04}-12-31"));
        let member = (directory.bytes(), cluster.to_string(), unit.to_string(), first, last);
        Ok(statement.query_row(member, |row| row.get(0))?)
    }

    fn open_conflicts(&self, space: SpaceId, subject: RecordId) -> Stores<Vec<RecordId>> {
        let mut statement = self
            .connection
            .prepare_cached("select conflict from open_conflict where space = ? and subject = ?")?;
        let conflicts = statement.query_map((space.bytes(), subject.bytes()), |row| id(row, 0))?;
        Ok(conflicts.collect::<Result<_, _>>()?)
    }

    fn set_open(&self, space: SpaceId, subject: RecordId, conflict: RecordId, open: bool) -> Stores<()> {
        let sql = if open {
            "insert or ignore into open_conflict (space, subject, conflict) values (?, ?, ?)"
        } else {
            "delete from open_conflict where space = ? and subject = ? and conflict = ?"
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.execute((space.bytes(), subject.bytes(), conflict.bytes()))?;
        Ok(())
    }
}

/// A bound that every id lies beyond, where there is none.
fn bound(after: Option<RecordId>) -> Vec<u8> {
    after.map(|id| id.bytes().to_vec()).unwrap_or_default()
}

fn heading(row: &SqlRow<'_>) -> rusqlite::Result<Heading> {
    Ok(Heading { rev: rev(row, 0)?, kind: kind(row, 1)?, unit: maybe_id(row, 2)?, id: id(row, 3)? })
}

fn sent(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: id(row, 0)?,
        kind: kind(row, 1)?,
        rev: rev(row, 2)?,
        fields: json(row, 3)?,
        by: maybe_json(row, 4)?,
    })
}
