//! What crosses the wire beside the exchange: signing in, attachments, history, pokes, errors.

mod people;

use serde::{Deserialize, Serialize};

use crate::access::Viewer;
use crate::bytes::Hex;
use crate::id::{DeviceId, Lineage, Revision, SpaceId, UnitId};
use crate::sync::{Change, Depth, Outcome};
use crate::time::Timestamp;

pub use people::{
    Accept, AccountForm, AccountLine, Accounts, FirstPerson, INVITATION_LASTS, INVITATION_PAGE, Invitation,
    Invited, Invitee, LOGIN_CHARS, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, Standing, is_login, login_for,
    login_of,
};

/// Every request that changes something carries this header, so that no foreign page's form can make one. Its value is
/// the id of the person for whom the request is made, where it is made for one: two people in two tabs of a browser
/// share its cookie, and the server must not take the work of one for the other's.
pub const GUARD_HEADER: &str = "x-giao-uoc";

/// The addresses of the server.
pub mod path {
    use crate::bytes::Sha256;
    use crate::id::{PersonId, RecordId, SpaceId};

    /// `POST` [`super::SignIn`] → [`super::Session`].
    pub const SIGN_IN: &str = "/api/sign-in";
    /// `POST`, nothing → nothing.
    pub const SIGN_OUT: &str = "/api/sign-out";
    /// `GET` → [`super::Session`].
    pub const SESSION: &str = "/api/session";
    /// `POST` [`super::Invited`] → [`super::Invitee`].
    pub const INVITED: &str = "/api/invitation";
    /// `POST` [`super::Accept`] → [`super::Session`].
    pub const ACCEPT: &str = "/api/invitation/accept";
    /// `GET` → [`super::Accounts`].
    pub const ACCOUNTS: &str = "/api/accounts";
    /// `GET` → server-sent events, each a [`super::Poke`].
    pub const POKES: &str = "/api/pokes";

    /// `POST` [`crate::sync::Request`] → [`crate::sync::Answer`].
    pub fn exchange(space: SpaceId) -> String {
        format!("/api/spaces/{space}/exchange")
    }

    /// `PUT` [`super::AccountForm`] → [`super::AccountLine`].
    pub fn account(person: PersonId) -> String {
        format!("/api/accounts/{person}")
    }

    /// `POST`, nothing → [`super::Invitation`].
    pub fn invitation(person: PersonId) -> String {
        format!("/api/accounts/{person}/invitation")
    }

    /// `POST`, nothing → nothing: signs a person out everywhere.
    pub fn sign_out_of(person: PersonId) -> String {
        format!("/api/accounts/{person}/sign-out")
    }

    /// `GET` → [`super::RecordHistory`].
    pub fn history(space: SpaceId, record: RecordId) -> String {
        format!("/api/spaces/{space}/records/{record}/history")
    }

    /// `GET` → the bytes of an attachment. `PUT ?offset=&size=` a chunk → [`super::FileProgress`].
    pub fn file(space: SpaceId, hash: Sha256) -> String {
        format!("/api/spaces/{space}/files/{hash}")
    }

    /// `GET` → [`super::FileProgress`].
    pub fn file_progress(space: SpaceId, hash: Sha256) -> String {
        format!("/api/spaces/{space}/files/{hash}/progress")
    }
}

/// A device introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceCard {
    /// Its id, made on the device.
    pub id: DeviceId,
    /// What its owner calls it.
    pub name: String,
    /// Its public key (Ed25519).
    pub key: Hex<32>,
    /// Its signature over [`DeviceCard::proof_bytes`]: shows that it holds the private key.
    pub proof: Hex<64>,
}

impl DeviceCard {
    /// What the proof signs: a proof for one login is useless for another.
    pub fn proof_bytes(login: &str, id: DeviceId) -> Vec<u8> {
        format!("giao-uoc/sign-in/1\n{login}\n{id}").into_bytes()
    }
}

/// Signs a person in on a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Tên đăng nhập.
    pub login: String,
    /// Mật khẩu.
    pub password: String,
    /// The device.
    pub device: DeviceCard,
}

/// A space that a person works in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceCard {
    /// The space.
    pub id: SpaceId,
    /// How much of it the device keeps when it is not the opened one.
    pub depth: Depth,
}

/// Who is signed in. Kept on the device, so that work goes on without a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The person with all grants.
    pub viewer: Viewer,
    /// Họ và tên.
    pub name: String,
    /// Tên đăng nhập.
    pub login: String,
    /// The person's unit; none for the central office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// Chức vụ.
    pub post: String,
    /// The device.
    pub device: DeviceId,
    /// The server.
    pub lineage: Lineage,
    /// The directory's space, which every device keeps in full.
    pub directory: SpaceId,
    /// The clusters' spaces that the person may enter.
    pub spaces: Vec<SpaceCard>,
    /// When the right to send ends; saving goes on.
    pub expires: Timestamp,
    /// The server's clock.
    pub now: Timestamp,
}

/// How much of an attachment the server has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProgress {
    /// Bytes received so far, from the start.
    pub received: u64,
    /// Whether all bytes are there and their hash is right.
    pub complete: bool,
}

/// A space has moved on; pull it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poke {
    /// The space.
    pub space: SpaceId,
    /// Its newest revision.
    pub rev: Revision,
}

/// An accepted change of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The change.
    pub change: Change,
    /// What became of it.
    pub outcome: Outcome,
    /// When the server received it.
    pub received: Timestamp,
    /// What the device was called then; empty when that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub device_name: String,
}

/// Lịch sử thay đổi of one record, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordHistory {
    /// Its accepted changes.
    pub entries: Vec<HistoryEntry>,
}

/// Why a request was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Sign in first.
    NotSignedIn,
    /// Login or password is wrong.
    WrongPassword,
    /// The account is closed.
    AccountClosed,
    /// The password can be guessed.
    WeakPassword,
    /// Somebody else has this login.
    LoginTaken,
    /// The invitation was used, replaced, or has ended.
    InvitationOver,
    /// Nobody would be left who can administer the installation.
    LastAdministrator,
    /// Too many attempts; wait.
    TooManyTries,
    /// The device's key or proof is wrong, or it belongs to another key.
    BadDevice,
    /// The session is another person's than the one for whom the request is made.
    OtherPerson,
    /// Not for this person.
    Forbidden,
    /// No such thing.
    NotFound,
    /// The request cannot be read.
    Malformed,
    /// Larger than it may be.
    TooLarge,
    /// The bytes do not have the hash that names them.
    WrongHash,
    /// A chunk does not continue where the last one ended.
    WrongOffset,
    /// The server cannot do it now; try again.
    Unavailable,
    /// A code that this version does not know.
    #[serde(other)]
    Unknown,
}

/// The body of every answer that is not a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// Why.
    pub error: ErrorCode,
}
