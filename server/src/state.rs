//! What every route shares, and how it comes into being.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::watch;

use shared::id::SpaceId;

use crate::clock::Clock;
use crate::db::Sqlite;
use crate::error::Error;
use crate::password::Passwords;
use crate::pokes::Pokes;
use crate::readers::Readers;
use crate::site::Site;
use crate::store::{Spaces, StoreError};
use crate::tries::Tries;
use crate::writer::Writer;

/// What every route shares.
#[derive(Clone)]
pub struct Server(Arc<Shared>);

/// The parts of [`Server`].
pub struct Shared {
    /// Writes.
    pub writer: Writer,
    /// Reads.
    pub readers: Readers,
    /// Tells the time.
    pub clock: Clock,
    /// The directory's space.
    pub directory: SpaceId,
    /// Whether browsers reach the server over HTTPS.
    pub is_https: bool,
    /// Checks passwords.
    pub passwords: Passwords,
    /// Slows down guessing.
    pub tries: Tries,
    /// Wakes listeners.
    pub pokes: Pokes,
    /// The app.
    pub site: Site,
    /// Becomes true when the server stops.
    pub stop: watch::Receiver<bool>,
}

/// What can be chosen about a server.
pub struct Setup {
    /// Where its database lies.
    pub data: PathBuf,
    /// Tells the time.
    pub clock: Clock,
    /// The app.
    pub site: Site,
    /// Whether browsers reach the server over HTTPS.
    pub is_https: bool,
}

/// A server and the means to end it.
pub struct Running {
    /// The server.
    pub server: Server,
    /// Tells open connections that the server stops.
    pub stop: watch::Sender<bool>,
    /// The writing thread; it ends when every handle of the server is gone.
    pub writer: JoinHandle<()>,
}

impl Server {
    /// Starts the writer of a database and puts the parts together.
    ///
    /// # Errors
    /// When the database cannot be read or the system gives no thread.
    pub fn start(store: Sqlite, setup: Setup) -> Result<Running, Error> {
        let directory = store.identity()?.directory;
        let (writer, thread) = Writer::start(store).map_err(|error| StoreError::Engine(Box::new(error)))?;
        let (stop_sender, stop) = watch::channel(false);
        let server = Self(Arc::new(Shared {
            writer,
            readers: Readers::new(setup.data),
            clock: setup.clock,
            directory,
            is_https: setup.is_https,
            passwords: Passwords::default(),
            tries: Tries::default(),
            pokes: Pokes::default(),
            site: setup.site,
            stop,
        }));
        Ok(Running { server, stop: stop_sender, writer: thread })
    }
}

impl std::ops::Deref for Server {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}
