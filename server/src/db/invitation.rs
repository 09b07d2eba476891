//! Invitations, in the directory's space.

use rusqlite::{OptionalExtension, params};

use shared::bytes::Sha256;
use shared::id::{PersonId, SpaceId};
use shared::time::Timestamp;

use super::Sqlite;
use super::value::{id, time};
use crate::store::{Invitations, Stores};

impl Invitations for Sqlite {
    fn put_invitation(&self, space: SpaceId, person: PersonId, token: Sha256, ends: Timestamp) -> Stores<()> {
        self.connection.execute(
            "insert into invitation (space, person, token, ends) values (?, ?, ?, ?)
             on conflict (space, person) do update set token = excluded.token, ends = excluded.ends",
            params![space.bytes(), person.bytes(), token.0, ends.millis()],
        )?;
        Ok(())
    }

    fn invited(&self, space: SpaceId, token: Sha256, now: Timestamp) -> Stores<Option<PersonId>> {
        let mut statement = self
            .connection
            .prepare_cached("select person from invitation where space = ? and token = ? and ends > ?")?;
        let found = statement.query_row((space.bytes(), token.0, now.millis()), |row| id(row, 0));
        Ok(found.optional()?)
    }

    fn invited_until(&self, space: SpaceId, person: PersonId, now: Timestamp) -> Stores<Option<Timestamp>> {
        let mut statement = self
            .connection
            .prepare_cached("select ends from invitation where space = ? and person = ? and ends > ?")?;
        let found = statement.query_row((space.bytes(), person.bytes(), now.millis()), |row| time(row, 0));
        Ok(found.optional()?)
    }

    fn end_invitation(&self, space: SpaceId, person: PersonId) -> Stores<()> {
        self.connection.execute(
            "delete from invitation where space = ? and person = ?",
            (space.bytes(), person.bytes()),
        )?;
        Ok(())
    }

    fn end_invitations(&self, space: SpaceId) -> Stores<()> {
        self.connection.execute("delete from invitation where space = ?", [space.bytes()])?;
        Ok(())
    }
}
