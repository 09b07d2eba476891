//! What pages receive from the repository and hand to it.

mod behalf;
mod board;
mod covenants;
mod error;
mod imports;
mod registry;
mod rules;
mod works;

use std::sync::Arc;

use shared::domain::{Cluster, HeldChange, Person, Summary, Unit};
use shared::id::{ChangeId, PersonId, RecordId, Revision, SpaceId, UnitId};
use shared::sync::store::{OutboxKey, OutboxState, StoreError};
use shared::sync::{Change, Conflict, Decision, Provenance, Refusal, Seen};
use shared::time::Timestamp;

pub use behalf::{Answer, BehalfState, OnBehalf};
pub use board::{Board, Cell, Held, UnlockLine};
pub use covenants::Covenants;
pub use error::{AttachError, FetchError, PeopleError, SaveError, SignInError};
pub use imports::{Built, ImportCard, ImportError, TakeBackError};
pub use registry::Registry;
pub use rules::RuleSets;
pub use works::{Agenda, Listed};

/// How far the app has come in opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The device's databases are being opened; show nothing yet.
    Opening,
    /// Nobody works on this device now: choose a person or sign in.
    SignedOut,
    /// Somebody works; [`super::Repo::session`] says who.
    Ready,
    /// The device's database cannot be opened. Nothing in it is lost.
    Broken(StoreError),
}

/// x of y.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many are there.
    pub done: u64,
    /// How many there will be.
    pub total: u64,
}

/// An account on this device, with what is unsent in it as counts only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// Tên đăng nhập.
    pub login: String,
    /// Họ và tên.
    pub name: String,
    /// Chức vụ.
    pub post: String,
    /// The name of the person's unit; empty for the central office.
    pub unit: String,
    /// Changes that wait to be sent.
    pub waiting: usize,
    /// Changes that were refused.
    pub refused: usize,
}

/// A cluster that the person may enter.
#[derive(Clone, Debug, PartialEq)]
pub struct SpaceLine {
    /// Its space.
    pub id: SpaceId,
    /// The cluster; none until the directory has arrived.
    pub cluster: Option<Cluster>,
    /// Whether it is the one being worked in.
    pub opened: bool,
}

/// How the device stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Link {
    /// The last exchange succeeded.
    Online,
    /// No network, or no server.
    #[default]
    Offline,
    /// The network answers in the server's place: it wants a sign-in of its own first.
    Portal,
    /// Saving goes on; sending waits until the person signs in again.
    SignInNeeded,
    /// This version is too old for the server: work goes on, sending waits for the update.
    Outdated,
    /// An exchange is running.
    Sending,
    /// Something else, with a short code that can be read over a telephone.
    Trouble(&'static str),
}

/// What the sync chip shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chip {
    /// Chờ gửi.
    pub waiting: usize,
    /// Cần xử lý: refused changes only.
    pub refused: usize,
    /// The last exchange, by this device's clock.
    pub last_sync: Option<Timestamp>,
    /// How the device stands with the server.
    pub link: Link,
}

/// Where a record's newest work stands; [`shared::sync::Standing`] without the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Đã tiếp nhận: the server has all of it.
    Received,
    /// Chờ gửi: some of it is on this device only.
    Waiting,
    /// Không được nhận: some of it was refused and waits for a person.
    Refused,
}

/// Which activities to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityQuery {
    /// The cluster.
    pub space: SpaceId,
    /// One unit's only.
    pub unit: Option<UnitId>,
    /// One emulation year's only.
    pub year: Option<i16>,
    /// Words that must occur, as typed; tone marks, case and the bar of đ do not matter.
    pub text: String,
    /// Only those that stand so.
    pub standing: Option<Standing>,
    /// Only those with an open conflict.
    pub differing: bool,
    /// Voided ones as well.
    pub with_void: bool,
}

impl ActivityQuery {
    /// All activities in force of a cluster.
    pub fn of(space: SpaceId) -> Self {
        Self {
            space,
            unit: None,
            year: None,
            text: String::new(),
            standing: None,
            differing: false,
            with_void: false,
        }
    }
}

/// An activity as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityLine {
    /// The record.
    pub id: RecordId,
    /// The unit that did it.
    pub unit: UnitId,
    /// Năm thi đua.
    pub year: i16,
    /// Tên hoạt động.
    pub title: String,
    /// Ngày tổ chức.
    pub held_on: jiff::civil::Date,
    /// Nơi tổ chức.
    pub place: String,
    /// Phong trào.
    pub movement: String,
    /// Phong trào, cuộc vận động of the catalogue that it answers.
    pub movements: Vec<RecordId>,
    /// Nhiệm vụ trọng tâm that it serves.
    pub tasks: Vec<RecordId>,
    /// Từ khóa, with commas between them.
    pub tags: String,
    /// Files among its evidence.
    pub files: usize,
    /// Papers among its evidence.
    pub papers: usize,
    /// Where it stands.
    pub standing: Standing,
    /// When the server received its newest work; none while the server has not said.
    pub received: Option<Timestamp>,
    /// Whether a conflict about it is open.
    pub differing: bool,
    /// Whether it is out of force.
    pub void: bool,
}

/// The result of [`super::Repo::activities`], newest day first.
pub type ActivityLines = Arc<Vec<Arc<ActivityLine>>>;

/// All about a record beside its values.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The revision that this device last received; none while the server does not know the record.
    pub rev: Option<Revision>,
    /// The same with whose revision it is: what a form keeps in [`Opened`].
    pub seen: Option<Seen>,
    /// This device's latest change of it that the server had not answered for.
    pub follows: Option<ChangeId>,
    /// Where it stands.
    pub standing: Standing,
    /// Open conflicts about it, with the field of each.
    pub differing: Vec<(RecordId, String)>,
    /// Why it is out of force, if it is.
    pub void: Option<String>,
    /// Who touched it last, as far as the server has said.
    pub by: Option<Provenance>,
    /// When it was last saved on this device, while that is not yet settled.
    pub saved_here: Option<Timestamp>,
    /// Its refused changes with the reason of each.
    pub refused: Vec<(OutboxKey, Refusal)>,
}

/// A record as a form opened it. A draft may live for weeks and the record move on meanwhile, so a save is judged
/// against this: where a touched field no longer stands as it stood here, the change must go out as having seen only
/// [`Opened::seen`], so that nobody's newer value is overwritten unseen.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Opened<R> {
    /// What the person had before them.
    #[serde(alias = "activity")]
    pub record: R,
    /// [`View::seen`] of that moment.
    pub seen: Option<Seen>,
    /// [`View::follows`] of that moment.
    #[serde(default)]
    pub follows: Option<ChangeId>,
}

impl<R> Opened<R> {
    /// A record that nobody had made when the form was opened.
    pub fn new(record: R) -> Self {
        Self { record, seen: None, follows: None }
    }

    /// Whether the record was there when the form was opened.
    pub fn was_there(&self) -> bool {
        self.seen.is_some() || self.follows.is_some()
    }
}

impl View {
    /// What a form keeps when it opens the record now.
    pub fn opened<R>(&self, record: R) -> Opened<R> {
        Opened { record, seen: self.seen, follows: self.follows }
    }
}

/// A conflict as the reconciliation list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ConflictLine {
    /// The record.
    pub id: RecordId,
    /// The conflict.
    pub conflict: Conflict,
    /// What the record in question is called.
    pub title: String,
    /// Its revision; a decision made on an older one is refused as stale.
    pub rev: Revision,
    /// Whether nobody has decided yet, here or elsewhere.
    pub open: bool,
    /// A decision made on this device that the server has not answered yet.
    pub pending_decision: Option<Decision>,
}

/// Somebody in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Who.
    pub id: PersonId,
    /// The record.
    pub person: Person,
    /// The short name of the person's unit; none for the central office.
    pub unit: Option<String>,
}

/// A unit's year in one cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryLine {
    /// The cluster.
    pub space: SpaceId,
    /// The figures.
    pub summary: Summary,
}

/// A change that has waited too long for another part, as the centre is shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldLine {
    /// The unit for which it was written.
    pub unit: UnitId,
    /// What the record is called; empty when it is not on this device.
    pub title: String,
    /// The change.
    pub held: HeldChange,
}

/// A member of a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitLine {
    /// The unit.
    pub id: UnitId,
    /// Its names.
    pub unit: Unit,
}

/// An item of the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxLine {
    /// Its place.
    pub key: OutboxKey,
    /// The cluster.
    pub space: SpaceId,
    /// What the record is called.
    pub title: String,
    /// The change.
    pub change: Change,
    /// Where it stands.
    pub state: OutboxState,
    /// How many of the files it names the server has.
    pub files: Progress,
}

/// What would be lost if this device fell into water now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Changes that wait to be sent.
    pub waiting: usize,
    /// Changes that were refused.
    pub refused: usize,
    /// Drafts.
    pub drafts: usize,
    /// Files that the server does not have whole.
    pub files: usize,
    /// When the oldest of it was written, by this device's clock.
    pub since: Option<Timestamp>,
}

/// What the page about this device shows.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceFacts {
    /// What its owner calls it.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Bytes used, as the browser reports them.
    pub usage: Option<u64>,
    /// Bytes allowed, as the browser reports them.
    pub quota: Option<u64>,
    /// Whether the browser promised not to clear the data by itself; none when it does not say.
    pub persisted: Option<bool>,
    /// How far this device's clock is ahead of the server's; negative when it is behind.
    pub skew_ms: Option<i64>,
    /// The version of this program.
    pub version: &'static str,
    /// The wire format it speaks.
    pub protocol: u16,
    /// The last exchange, by this device's clock.
    pub last_sync: Option<Timestamp>,
    /// Whether a newer version waits to be taken.
    pub update_ready: bool,
}

/// Where the bytes of a file are, as far as this device knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// On this device; the server does not have all of it yet.
    OnlyHere,
    /// On this device and whole at the server.
    Both,
    /// Not on this device (yet).
    Elsewhere,
}
