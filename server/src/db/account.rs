//! Accounts, devices and sessions, in the directory's space.

use rusqlite::{OptionalExtension, ToSql, params};

use shared::access::Grant;
use shared::bytes::Sha256;
use shared::id::{DeviceId, PersonId, SpaceId};
use shared::time::Timestamp;

use super::Sqlite;
use super::value::{count, hex, id, json, time, to_json};
use crate::store::{Account, Accounts, Device, SessionRow, Stores};

impl Accounts for Sqlite {
    fn account(&self, space: SpaceId, login: &str) -> Stores<Option<Account>> {
        let found = self.accounts_where(space, "login = ?2", login)?;
        Ok(found.into_iter().next())
    }

    fn account_of(&self, space: SpaceId, person: PersonId) -> Stores<Option<Account>> {
        let found = self.accounts_where(space, "id = ?2", person.bytes())?;
        Ok(found.into_iter().next())
    }

    fn has_accounts(&self, space: SpaceId) -> Stores<bool> {
        let mut statement =
            self.connection.prepare_cached("select exists (select 1 from person where space = ?)")?;
        Ok(statement.query_row([space.bytes()], |row| row.get(0))?)
    }

    fn accounts(&self, space: SpaceId) -> Stores<Vec<Account>> {
        self.accounts_where(space, "?2", true)
    }

    fn put_account(&self, space: SpaceId, account: &Account) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert into person (space, id, login, hash, stamp) values (?, ?, ?, ?, 0)
             on conflict (space, id) do update set login = excluded.login, hash = excluded.hash",
        )?;
        let hash = account.hash.as_deref().unwrap_or_default();
        statement.execute((space.bytes(), account.person.bytes(), &account.login, hash))?;
        self.set_grants(space, account.person, &account.grants)
    }

    fn set_grants(&self, space: SpaceId, person: PersonId, grants: &[Grant]) -> Stores<()> {
        let key = (space.bytes(), person.bytes());
        self.connection.execute("delete from person_grant where space = ? and person = ?", key)?;
        let mut add = self
            .connection
            .prepare_cached("insert into person_grant (space, person, ordinal, body) values (?, ?, ?, ?)")?;
        for (ordinal, grant) in grants.iter().enumerate() {
            let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX);
            add.execute((key.0, key.1, ordinal, to_json(grant)?))?;
        }
        self.connection.execute("update person set stamp = stamp + 1 where space = ? and id = ?", key)?;
        Ok(())
    }

    fn device(&self, space: SpaceId, device: DeviceId) -> Stores<Option<Device>> {
        let mut statement =
            self.connection.prepare_cached("select key, name from device where space = ? and id = ?")?;
        let device = statement.query_row((space.bytes(), device.bytes()), |row| {
            Ok(Device { id: device, key: hex(row, 0)?, name: row.get(1)? })
        });
        Ok(device.optional()?)
    }

    fn put_device(&self, space: SpaceId, device: &Device, now: Timestamp) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert into device (space, id, key, name, first, last) values (?1, ?2, ?3, ?4, ?5, ?5)
             on conflict (space, id) do update set name = excluded.name, last = excluded.last",
        )?;
        statement.execute((space.bytes(), device.id.bytes(), device.key.0, &device.name, now.millis()))?;
        Ok(())
    }

    fn session(&self, space: SpaceId, token: Sha256, now: Timestamp) -> Stores<Option<SessionRow>> {
        let mut statement = self.connection.prepare_cached(
            "select person.id, person.login, person.stamp, device.id, device.name, device.key, session.expires
             from session
             join person on person.space = session.space and person.id = session.person
             join device on device.space = session.space and device.id = session.device
             where session.space = ? and session.token = ? and session.expires > ?",
        )?;
        let found = statement.query_row((space.bytes(), token.0, now.millis()), |row| {
            Ok(SessionRow {
                person: id(row, 0)?,
                login: row.get(1)?,
                grants: Vec::new(),
                stamp: count(row, 2)?,
                device: id(row, 3)?,
                device_name: row.get(4)?,
                key: hex(row, 5)?,
                expires: time(row, 6)?,
            })
        });
        let Some(session) = found.optional()? else {
            return Ok(None);
        };
        let grants = grants(self, space, session.person)?;
        Ok(Some(SessionRow { grants, ..session }))
    }

    fn put_session(
        &self,
        space: SpaceId,
        token: Sha256,
        person: PersonId,
        device: DeviceId,
        expires: Timestamp,
        now: Timestamp,
    ) -> Stores<()> {
        self.connection
            .execute("delete from session where space = ? and expires <= ?", (space.bytes(), now.millis()))?;
        self.connection.execute(
            "insert into session (space, token, person, device, expires) values (?, ?, ?, ?, ?)
             on conflict (space, token) do update set expires = excluded.expires",
            params![space.bytes(), token.0, person.bytes(), device.bytes(), expires.millis()],
        )?;
        Ok(())
    }

    fn end_session(&self, space: SpaceId, token: Sha256) -> Stores<()> {
        self.connection
            .execute("delete from session where space = ? and token = ?", (space.bytes(), token.0))?;
        Ok(())
    }

    fn end_sessions(&self, space: SpaceId, person: PersonId) -> Stores<()> {
        self.connection
            .execute("delete from session where space = ? and person = ?", (space.bytes(), person.bytes()))?;
        Ok(())
    }

    fn devices_of(&self, space: SpaceId, person: PersonId, now: Timestamp) -> Stores<u32> {
        let mut statement = self.connection.prepare_cached(
            "select count(distinct device) from session where space = ? and person = ? and expires > ?",
        )?;
        Ok(statement.query_row((space.bytes(), person.bytes(), now.millis()), |row| row.get(0))?)
    }
}

impl Sqlite {
    /// The accounts to which a condition applies, by login.
    fn accounts_where(&self, space: SpaceId, condition: &str, wanted: impl ToSql) -> Stores<Vec<Account>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "select id, login, hash from person where space = ?1 and {condition} order by login"
        ))?;
        let found = statement.query_map((space.bytes(), wanted), |row| {
            let hash = Some(row.get(2)?).filter(|hash: &String| !hash.is_empty());
            Ok(Account { person: id(row, 0)?, login: row.get(1)?, hash, grants: Vec::new() })
        })?;
        let mut accounts = found.collect::<Result<Vec<_>, _>>()?;
        for account in &mut accounts {
            account.grants = grants(self, space, account.person)?;
        }
        Ok(accounts)
    }
}

fn grants(store: &Sqlite, space: SpaceId, person: PersonId) -> Stores<Vec<Grant>> {
    let mut statement = store
        .connection
        .prepare_cached("select body from person_grant where space = ? and person = ? order by ordinal")?;
    let grants = statement.query_map((space.bytes(), person.bytes()), |row| json(row, 0))?;
    Ok(grants.collect::<Result<_, _>>()?)
}
