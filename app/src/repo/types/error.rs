//! Why the repository did not do something, each operation with its own few reasons. The words for them stand in
//! `words`.

use shared::field::FieldError;
use shared::sync::Refusal;
use shared::sync::store::StoreError;

/// Why somebody was not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// No network, or no server.
    #[error("no network")]
    Offline,
    /// Login or password is wrong.
    #[error("wrong login or password")]
    WrongPassword,
    /// The account is closed.
    #[error("account closed")]
    Closed,
    /// Too many attempts; wait.
    #[error("too many tries")]
    TooManyTries,
    /// The server knows this device by another key.
    #[error("the device is not accepted")]
    BadDevice,
    /// The network answers in the server's place.
    #[error("a captive portal")]
    Portal,
    /// Something else, with a short code.
    #[error("trouble {0}")]
    Trouble(&'static str),
}

/// Why something was not saved. What was typed is still in its draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// Values that break a rule, each with its field.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Nothing differs from what is saved already.
    #[error("nothing changed")]
    NothingChanged,
    /// The server would refuse it for this reason.
    #[error("not allowed")]
    Refused(Refusal),
    /// The record is not on this device (any more).
    #[error("no such record")]
    NotHere,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// The device's database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a file was not attached.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttachError {
    /// Larger than it may be, in bytes.
    #[error("larger than {max} bytes")]
    TooLarge {
        /// What is allowed.
        max: u64,
    },
    /// Neither a photo nor a PDF or Office document.
    #[error("not a supported kind of file")]
    NotSupported,
    /// The file cannot be read, or the picture is damaged.
    #[error("unreadable")]
    Unreadable,
    /// The file is empty.
    #[error("empty")]
    Empty,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// The device's database did not take it; [`StoreError::Full`] when there is no room.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an account or an invitation could not be dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeopleError {
    /// Something that has nothing to do with people.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Somebody else has this login.
    #[error("login taken")]
    LoginTaken,
    /// The password can be guessed.
    #[error("weak password")]
    WeakPassword,
    /// The invitation was used, replaced, or has ended.
    #[error("invitation over")]
    InvitationOver,
    /// Nobody would be left who can administer the installation.
    #[error("last administrator")]
    LastAdministrator,
    /// The account is closed.
    #[error("account closed")]
    AccountClosed,
    /// The server knows this device by another key.
    #[error("the device is not accepted")]
    BadDevice,
}

/// Why something that needs the server could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No network, or no server.
    #[error("no network")]
    Offline,
    /// The network answers in the server's place.
    #[error("a captive portal")]
    Portal,
    /// The person has to sign in again.
    #[error("sign in first")]
    SignInNeeded,
    /// The server does not have it, or not for this person.
    #[error("not found")]
    NotFound,
    /// Something else, with a short code.
    #[error("trouble {0}")]
    Trouble(&'static str),
}
