//! The centre: the real apply over a real database, and what may be asked of it afterwards.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use ed25519_dalek::SigningKey;
use server::actor::Actor;
use server::db::{Sqlite, copy_to, file_in};
use server::exchange::{Incoming, exchange};
use server::store::{Beyond, Records, SpaceState, Spaces, StoreError};
use shared::access::{Grant, Role, Subject, Viewer, visible};
use shared::domain::{Kind, Membership, Record};
use shared::id::{ChangeId, DeviceId, Epoch, PersonId, RecordId, Revision, SpaceId, UnitId};
use shared::order::OrderKey;
use shared::sync::{Answer, Mark, Marks, Request, Row, Stored};
use shared::time::Timestamp;
use std::ops::ControlFlow;

/// Năm thi đua of the simulated cluster.
pub(crate) const YEAR: i16 = 2024;

pub(crate) struct Centre {
    store: Option<Sqlite>,
    /// Where the database lies when it has to survive being set back.
    directory: Option<PathBuf>,
    now: Timestamp,
}

thread_local! {
    /// The space in which a run takes place, where that is the directory: its id is the server's own.
    static DIRECTORY: Cell<Option<SpaceId>> = const { Cell::new(None) };
}

/// The space in which people work: the cluster's, or in some runs the directory.
pub(crate) fn space() -> SpaceId {
    DIRECTORY.get().unwrap_or_else(|| SpaceId::derived([0x5a; 16]))
}

/// Whether the run takes place in the directory.
pub(crate) fn in_directory() -> bool {
    DIRECTORY.get().is_some()
}

/// A member unit.
pub(crate) fn unit(n: u8) -> UnitId {
    UnitId::derived([0x10 + n; 16])
}

/// Members of the cluster.
const UNITS: u8 = 3;

fn put_member(store: &Sqlite, n: u8) -> Result<(), StoreError> {
    let order = OrderKey::between(None, None);
    let member = Membership { cluster: space(), unit: unit(n), from: None, to: None, order };
    let inserted = Mark { rev: Revision::ZERO, by: ChangeId::derived([0; 16]) };
    let stored = Stored {
        id: RecordId::derived([0x20 + n; 16]),
        kind: Kind::Membership,
        rev: Revision::ZERO,
        fields: member.to_fields(),
        marks: Marks { inserted, later: BTreeMap::new() },
    };
    store.put_record(store.identity()?.directory, &stored, None)
}

/// Rules to which years can be pinned.
fn put_rules(store: &Sqlite, n: u8) -> Result<(), StoreError> {
    let inserted = Mark { rev: Revision::ZERO, by: ChangeId::derived([0; 16]) };
    let (id, fields) = crate::rules::issued(n);
    let marks = Marks { inserted, later: BTreeMap::new() };
    let stored = Stored { id, kind: Kind::RuleSet, rev: Revision::ZERO, fields, marks };
    store.put_record(store.identity()?.directory, &stored, None)
}

/// The key of a device.
pub(crate) fn key(device: usize) -> SigningKey {
    SigningKey::from_bytes(&[u8::try_from(device).unwrap() + 1; 32])
}

/// The person at a device: two officers of one unit, one of another, the head's office, the centre. In the directory the
/// officers of the one unit are at the centre as well: nobody else writes there.
pub(crate) fn actor(device: usize) -> Actor {
    let (role, unit) = match device {
        0 | 1 if in_directory() => (Role::Centre, None),
        0 | 1 => (Role::Officer, Some(unit(0))),
        2 => (Role::Officer, Some(unit(1))),
        3 => (Role::HeadOffice, Some(unit(2))),
        _ => (Role::Centre, None),
    };
    let id = u8::try_from(device).unwrap() + 1;
    let person = PersonId::derived([id; 16]);
    // Whoever keeps the directory looks after the whole installation.
    let within = Some(space()).filter(|_| !(in_directory() && role == Role::Centre));
    Actor {
        viewer: Viewer { person, grants: vec![Grant { role, space: within, unit }] },
        device: DeviceId::derived([id; 16]),
        device_name: format!("Máy {id}"),
        key: key(device).verifying_key(),
        stamp: 1,
    }
}

impl Centre {
    /// An empty centre; one that will be set back keeps its database in a file.
    pub(crate) fn new(in_file: bool, in_directory: bool) -> Self {
        static RUNS: AtomicU64 = AtomicU64::new(0);
        let now = Timestamp::from_millis(1_700_000_000_000);
        let run = RUNS.fetch_add(1, Ordering::Relaxed);
        let directory =
            in_file.then(|| std::env::temp_dir().join(format!("giao-uoc-sim-{}-{run}", std::process::id())));
        let store = match &directory {
            None => Sqlite::in_memory(now),
            Some(directory) => Sqlite::open(directory, now),
        };
        let store = store.unwrap();
        DIRECTORY.set(in_directory.then(|| store.identity().unwrap().directory));
        store
            .transact(|store| {
                store.put_space(space(), &SpaceState::new(YEAR))?;
                if in_directory {
                    return Ok(());
                }
                (0..UNITS).try_for_each(|n| put_member(store, n))?;
                (0..2).try_for_each(|n| put_rules(store, n))
            })
            .unwrap();
        Self { store: Some(store), directory, now }
    }

    fn store(&self) -> &Sqlite {
        self.store.as_ref().unwrap()
    }

    pub(crate) fn exchange(&mut self, actor: &Actor, request: Request, now: Timestamp) -> Answer {
        self.now = now;
        let incoming = Incoming::check(request, actor).unwrap();
        let exchanged =
            self.store().transact(|store| exchange(store, actor, space(), &incoming, now)).unwrap();
        exchanged.answer
    }

    /// A request that is carried out up to the commit, and then the power fails.
    ///
    /// Returns the answer that nobody may ever get.
    pub(crate) fn fail_before_commit(&self, actor: &Actor, request: Request, now: Timestamp) -> Answer {
        let incoming = Incoming::check(request, actor).unwrap();
        let mut answer = None;
        let failed = self.store().transact(|store| {
            answer = Some(exchange(store, actor, space(), &incoming, now)?.answer);
            Err::<(), _>(server::error::Error::NotFound)
        });
        assert!(failed.is_err());
        answer.unwrap()
    }

    fn backup(&self) -> Option<PathBuf> {
        self.directory.as_ref().map(|directory| directory.join("backup"))
    }

    /// Copies the database as it is.
    pub(crate) fn back_up(&self) -> bool {
        match (&self.directory, self.backup()) {
            (Some(directory), Some(file)) => {
                copy_to(directory, &file).unwrap();
                true
            }
            _ => false,
        }
    }

    /// Puts the copy in the database's place; nobody tells the server.
    pub(crate) fn set_back(&mut self) {
        let (Some(directory), Some(backup)) = (self.directory.clone(), self.backup()) else { return };
        self.store = None;
        for suffix in ["-wal", "-shm"] {
            let mut beside = file_in(&directory).into_os_string();
            beside.push(suffix);
            let _ = std::fs::remove_file(beside);
        }
        std::fs::copy(backup, file_in(&directory)).unwrap();
        self.store = Some(Sqlite::open(&directory, self.now).unwrap());
    }

    /// Every record, as a reader with these grants is to see it; all of them without a reader.
    pub(crate) fn rows(&self, viewer: Option<&Viewer>) -> Vec<Row> {
        let mut seen: Vec<RecordId> = Vec::new();
        self.store()
            .scan(space(), Beyond::Rev(Revision::ZERO), &mut |heading| {
                let subject = Subject {
                    space: space(),
                    in_directory: in_directory(),
                    kind: heading.kind,
                    unit: heading.unit,
                };
                if viewer.is_none_or(|viewer| visible(&subject, viewer)) {
                    seen.push(heading.id);
                }
                Ok(ControlFlow::Continue(()))
            })
            .unwrap();
        seen.into_iter().map(|id| self.store().row(space(), id).unwrap().unwrap().0).collect()
    }

    /// The epoch that it is in.
    pub(crate) fn epoch(&self) -> Epoch {
        self.store().identity().unwrap().epoch
    }

    /// A record as it stands.
    pub(crate) fn row(&self, id: RecordId) -> Option<Row> {
        self.store().row(space(), id).unwrap().map(|(row, _)| row)
    }

    /// How often a change was accepted.
    pub(crate) fn accepted(&self, record: RecordId) -> Vec<shared::api::HistoryEntry> {
        use server::store::Changes;
        self.store().history(space(), record).unwrap()
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        self.store = None;
        if let Some(directory) = &self.directory {
            let _ = std::fs::remove_dir_all(directory);
        }
    }
}
