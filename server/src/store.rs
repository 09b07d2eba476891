//! What the server asks of its database: traits that every engine implements.
//!
//! Architecture invariant: a method touches one space, and SQL lives only in the engines (`db`).

mod account;
mod change;
mod file;
mod invitation;
mod record;
mod report;
mod space;

pub use account::{Account, Accounts, Device, SessionRow};
pub use change::{Accepted, Changes};
pub use file::{FileState, Files};
pub use invitation::Invitations;
pub use record::{Beyond, Heading, Records, Tally, Visit};
pub use report::{Reports, UnitReport};
pub use space::{Identity, SpaceState, Spaces, epoch_key};

/// Why the database did not do something. Nothing of the transaction was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine reports an error: no room, no disk, locked too long.
    #[error("{0}")]
    Engine(Box<dyn std::error::Error + Send + Sync>),
    /// What was stored cannot be read back.
    #[error("stored {0} cannot be read")]
    Corrupt(&'static str),
    /// The database was written by a newer version of the program.
    #[error("the database is newer than this program")]
    Newer,
}

/// What the database answers.
pub type Stores<T> = Result<T, StoreError>;

/// All that an exchange asks of the database.
pub trait Store: Spaces + Changes + Records + Reports + Files {}

impl<S: Spaces + Changes + Records + Reports + Files> Store for S {}
