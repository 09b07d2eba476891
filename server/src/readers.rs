//! Connections that only read: they see the last commit and never wait for the writer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::db::Sqlite;
use crate::error::Error;

/// Idle connections that are kept.
const IDLE_MAX: usize = 8;

/// Hands out reading connections.
#[derive(Clone)]
pub struct Readers {
    directory: PathBuf,
    idle: Arc<Mutex<Vec<Sqlite>>>,
}

impl Readers {
    /// Readers of the database in a directory.
    pub fn new(directory: PathBuf) -> Self {
        Self { directory, idle: Arc::default() }
    }

    /// Reads something short on the spot; all of it is of one moment.
    ///
    /// # Errors
    /// The work's own, or the engine's.
    pub fn read<T>(&self, work: impl FnOnce(&Sqlite) -> Result<T, Error>) -> Result<T, Error> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let store = match kept {
            Some(store) => store,
            None => Sqlite::open_reader(&self.directory)?,
        };
        let done = store.snapshot(work);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(store);
        }
        done
    }

    /// Reads something that may take long, beside the threads that serve requests.
    ///
    /// # Errors
    /// As [`Readers::read`].
    pub async fn read_long<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Sqlite) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let readers = self.clone();
        let done = tokio::task::spawn_blocking(move || readers.read(work)).await;
        done.unwrap_or(Err(Error::Unavailable))
    }
}
