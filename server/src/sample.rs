//! Sample data: the clusters, units and people of `sample/*.json`, through the same door as everybody's work.

mod data;
mod figures;
mod records;
mod reports;
mod works;

use std::collections::BTreeMap;
use std::fmt::Write;

use shared::bytes::sha256;
use shared::domain::{Kind, Record};
use shared::field::Fields;
use shared::id::{ChangeId, DeviceId, PersonId, RecordId, Revision, SpaceId, UnitId};
use shared::sync::{Act, Change};
use shared::time::Timestamp;

use crate::db::Sqlite;
use crate::error::Error;
use crate::exchange::{Ledger, enter};
use crate::password;
use crate::store::{Account, Accounts, SpaceState, Spaces};
use data::Data;

/// Why the sample data could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A file does not have its form.
    #[error("sample data: {0}")]
    Form(#[from] serde_json::Error),
    /// A file names something that no other file has.
    #[error("sample data names {0}, which is nowhere")]
    Unknown(String),
    /// A record breaks a rule.
    #[error("sample data: {key} breaks a rule: {why}")]
    Rule {
        /// Which one.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<crate::store::StoreError> for SampleError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Store(error.into())
    }
}

/// The id that a key of the files stands for; the same on every machine.
fn digest(what: &str, key: &str) -> [u8; 16] {
    let digest = sha256(format!("sample/{what}/{key}").as_bytes()).0;
    let (half, _) = digest.split_at(16);
    half.try_into().unwrap_or([0; 16])
}

/// Loads the sample data into an empty database; whether it was empty.
///
/// # Errors
/// When the data is out of order or the database fails; nothing is kept then.
pub fn load(store: &Sqlite, now: Timestamp) -> Result<bool, SampleError> {
    let data = Data::read()?;
    store.transact(|store| {
        let directory = store.identity()?.directory;
        let state = store.space(directory)?;
        if state.is_some_and(|state| state.seq > Revision::ZERO) {
            return Ok(false);
        }
        let mut loader = Loader { store, now, spaces: BTreeMap::new() };
        loader.open(directory, 0)?;
        for entry in records::directory(&data, directory)? {
            loader.add(directory, entry)?;
        }
        for cluster in &data.clusters {
            let space = records::space(&cluster.key);
            loader.open(space, cluster.year)?;
        }
        let of_clusters = [
            records::years(&data)?,
            figures::entries(&data)?,
            works::entries(&data)?,
            records::activities(&data)?,
            reports::entries(&data)?,
        ];
        for (space, entry) in of_clusters.into_iter().flatten() {
            loader.add(space, entry)?;
        }
        loader.close()?;
        accounts(store, directory, &data)?;
        Ok(true)
    })
}

/// Who can sign in, for whoever starts the server.
///
/// # Errors
/// When the data is out of order.
pub fn sign_in_list() -> Result<String, SampleError> {
    let data = Data::read()?;
    let mut list = format!(
        "\nDữ liệu mẫu – mật khẩu chung: {0}\nSample data – everybody's password: {0}\n\n",
        data.password
    );
    for person in &data.people {
        let unit = match &person.unit {
            Some(key) => data.unit(key)?.short.as_str(),
            None => "–",
        };
        let line = format!("  {:<8} {:<22} {:<34} {unit}", person.login, person.name, person.post);
        // Writing into a string cannot fail.
        writeln!(list, "{line}").ok();
    }
    Ok(list)
}

/// A record to make.
struct Entry {
    key: String,
    id: RecordId,
    kind: Kind,
    fields: Fields,
    author: PersonId,
    unit: Option<UnitId>,
}

impl Entry {
    /// A record that nobody's unit stands behind.
    fn of<R: Record>(id: RecordId, key: String, record: &R) -> Self {
        let (kind, fields) = (R::KIND, record.to_fields());
        Self { key, id, kind, fields, author: records::keeper(), unit: None }
    }
}

/// Makes records as a device would, without its signature.
struct Loader<'s> {
    store: &'s Sqlite,
    now: Timestamp,
    spaces: BTreeMap<SpaceId, Ledger<'s, Sqlite>>,
}

impl Loader<'_> {
    fn open(&mut self, space: SpaceId, year: i16) -> Result<(), SampleError> {
        self.store.put_space(space, &SpaceState::new(year))?;
        let ledger = Ledger::open(self.store, space, self.now, |_| true)?;
        self.spaces.insert(space, ledger);
        Ok(())
    }

    fn add(&mut self, space: SpaceId, entry: Entry) -> Result<(), SampleError> {
        let unknown = || SampleError::Unknown(entry.key.clone());
        let ledger = self.spaces.get_mut(&space).ok_or_else(unknown)?;
        let change = Change {
            id: ChangeId::derived(digest("change", &entry.key)),
            record: entry.id,
            kind: entry.kind,
            act: Act::Insert(entry.fields),
            seen: None,
            follows: None,
            reason: None,
            author: entry.author,
            unit: entry.unit,
            device: DeviceId::derived(digest("device", "sample")),
            device_time: self.now,
            sig: None,
        };
        let taken = enter(ledger, &change)?;
        taken.map(drop).map_err(|refusal| SampleError::Rule { key: entry.key, why: format!("{refusal:?}") })
    }

    fn close(self) -> Result<(), SampleError> {
        self.spaces.into_values().try_for_each(|ledger| {
            ledger.close()?;
            Ok(())
        })
    }
}

fn accounts(store: &Sqlite, directory: SpaceId, data: &Data) -> Result<(), SampleError> {
    // The password is one, and no secret: hashing it anew for each would take most of the first start.
    let hash = password::hash(&data.password)?;
    for person in &data.people {
        let account = Account {
            person: records::person(&person.key),
            login: person.login.clone(),
            hash: Some(hash.clone()),
            grants: records::grants(data, person)?,
        };
        store.put_account(directory, &account)?;
    }
    Ok(())
}
