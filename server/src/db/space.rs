//! The installation, its spaces and their chains.

use rusqlite::OptionalExtension;

use shared::bytes::Sha256;
use shared::id::{Epoch, Revision, SpaceId};

use super::Sqlite;
use super::value::{hex, id, int, rev};
use crate::store::{Identity, SpaceState, Spaces, Stores, epoch_key};

impl Spaces for Sqlite {
    fn identity(&self) -> Stores<Identity> {
        let mut statement =
            self.connection.prepare_cached("select server, epoch, directory, secret from server")?;
        let (server, epoch, directory, secret) =
            statement.query_row((), |row| Ok((id(row, 0)?, Epoch(row.get(1)?), id(row, 2)?, row.get(3)?)))?;
        // Making a key costs as much as signing with it, and it is the same all through an epoch.
        let known = self.key.borrow().clone().filter(|(of, _)| *of == epoch);
        let (_, key) = known.unwrap_or_else(|| (epoch, epoch_key(&secret, epoch)));
        self.key.replace(Some((epoch, key.clone())));
        Ok(Identity { server, epoch, directory, secret, key })
    }

    fn set_epoch(&self, epoch: Epoch) -> Stores<()> {
        self.connection.execute("update server set epoch = ?", (epoch.0,))?;
        Ok(())
    }

    fn space(&self, space: SpaceId) -> Stores<Option<SpaceState>> {
        let mut statement =
            self.connection.prepare_cached("select seq, hash, year from space where space = ?")?;
        let state = statement.query_row((space.bytes(),), |row| {
            Ok(SpaceState { seq: rev(row, 0)?, hash: hex(row, 1)?, year: row.get(2)? })
        });
        Ok(state.optional()?)
    }

    fn put_space(&self, space: SpaceId, state: &SpaceState) -> Stores<()> {
        let mut statement = self.connection.prepare_cached(
            "insert into space (space, seq, hash, year) values (?, ?, ?, ?)
             on conflict (space) do update set seq = excluded.seq, hash = excluded.hash, year = excluded.year",
        )?;
        statement.execute((space.bytes(), int(state.seq.0), state.hash.0, state.year))?;
        Ok(())
    }

    fn link(&self, space: SpaceId, seq: Revision) -> Stores<Option<Sha256>> {
        let mut statement =
            self.connection.prepare_cached("select hash from chain where space = ? and seq = ?")?;
        let hash = statement.query_row((space.bytes(), int(seq.0)), |row| hex(row, 0));
        Ok(hash.optional()?)
    }

    fn add_link(&self, space: SpaceId, seq: Revision, hash: Sha256, kept: Option<Sha256>) -> Stores<()> {
        let mut statement = self
            .connection
            .prepare_cached("insert into chain (space, seq, hash, kept) values (?, ?, ?, ?)")?;
        statement.execute((space.bytes(), int(seq.0), hash.0, kept.map(|kept| kept.0)))?;
        Ok(())
    }
}
