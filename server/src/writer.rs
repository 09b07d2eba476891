//! The one writer: a thread that owns the writing connection and commits in groups.
//!
//! Architecture invariant: a job's caller hears of it only after the commit that contains it. A job that fails undoes
//! itself alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{self, JoinHandle};
use tokio::sync::{mpsc, oneshot};

use crate::db::Sqlite;
use crate::error::Error;

/// Jobs that may wait; beyond that the server says that it is busy.
const WAITING_MAX: usize = 1024;
/// Jobs in one commit: bounds how long the first of them waits.
const GROUP_MAX: usize = 64;

/// Does its work, and returns what to do once the commit succeeded (true) or failed.
type Job = Box<dyn FnOnce(&Sqlite) -> Reply + Send>;
type Reply = Box<dyn FnOnce(bool) + Send>;

/// Hands work to the writer.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the thread; it ends when every handle is gone and all that waited is done.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Sqlite) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (jobs, mut waiting) = mpsc::channel(WAITING_MAX);
        let thread = thread::Builder::new().name("writer".to_owned()).spawn(move || {
            while let Some(first) = waiting.blocking_recv() {
                commit_group(&store, first, &mut waiting);
            }
            if let Err(error) = store.checkpoint() {
                tracing::warn!(%error, "the log stays beside the database");
            }
        })?;
        Ok((Self { jobs }, thread))
    }

    /// Runs some work in a transaction and answers once it is durable.
    ///
    /// # Errors
    /// The work's own; or that there is too much to do, or that the commit failed.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Sqlite) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run_then(work, |_| ()).await
    }

    /// The same, and does something more once it is durable, even if nobody waits for the answer any longer.
    ///
    /// # Errors
    /// As [`Writer::run`].
    pub async fn run_then<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Sqlite) -> Result<T, Error> + Send + 'static,
        then: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |store| {
            let done = guarded(store, work);
            Box::new(move |is_committed| {
                let done = if is_committed { done } else { Err(Error::Unavailable) };
                if let Ok(value) = &done {
                    then(value);
                }
                // Nobody may be waiting any more; the work is done all the same.
                answer.send(done).ok();
            })
        });
        self.jobs.try_send(job).map_err(|_| Error::Unavailable)?;
        answered.await.map_err(|_| Error::Unavailable)?
    }
}

/// A fault in one job must not end the one thread that everybody needs.
fn guarded<T>(store: &Sqlite, work: impl FnOnce(&Sqlite) -> Result<T, Error>) -> Result<T, Error> {
    store.savepoint(|store| {
        catch_unwind(AssertUnwindSafe(|| work(store))).unwrap_or_else(|_| {
            tracing::error!("a job of the writer failed by a fault of the program");
            Err(Error::Unavailable)
        })
    })
}

fn commit_group(store: &Sqlite, first: Job, waiting: &mut mpsc::Receiver<Job>) {
    if let Err(error) = store.begin() {
        // The jobs are dropped undone, and so their callers hear that it cannot be done now.
        tracing::error!(%error, "no transaction could be begun");
        return;
    }
    let mut replies = vec![first(store)];
    // After some failures (no room, no disk) SQLite gives up the whole transaction by itself.
    while replies.len() < GROUP_MAX && store.is_in_transaction() {
        match waiting.try_recv() {
            Ok(job) => replies.push(job(store)),
            Err(_) => break,
        }
    }
    let committed = store.commit();
    if let Err(error) = &committed {
        tracing::error!(%error, "a commit failed; nothing of it was kept");
        if store.is_in_transaction()
            && let Err(error) = store.roll_back()
        {
            tracing::error!(%error, "and it could not be rolled back");
        }
    }
    for reply in replies {
        reply(committed.is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{SpaceState, Spaces};
    use shared::id::SpaceId;
    use shared::time::Timestamp;

    fn space(n: u8) -> SpaceId {
        SpaceId::derived([n; 16])
    }

    fn put(n: u8) -> impl FnOnce(&Sqlite) -> Result<(), Error> + Send {
        move |store| Ok(store.put_space(space(n), &SpaceState::new(i16::from(n)))?)
    }

    #[tokio::test]
    async fn a_job_that_fails_or_faults_harms_no_other() {
        let (writer, thread) = Writer::start(Sqlite::in_memory(Timestamp::default()).unwrap()).unwrap();
        let (entered, gate) = (oneshot::channel(), std::sync::mpsc::channel::<()>());
        let (tell, wait) = (entered.0, gate.1);
        // The first job waits, so that the others gather behind it and share its commit.
        let first = writer.run(move |store| {
            tell.send(()).ok();
            wait.recv().ok();
            put(1)(store)
        });
        let others = async {
            entered.1.await.unwrap();
            let failing = writer.run(|store| {
                put(2)(store)?;
                Err::<(), _>(Error::Forbidden)
            });
            let faulty = writer.run(|store| -> Result<(), Error> {
                put(3)(store)?;
                panic!("a fault of the program")
            });
            let good = writer.run(put(4));
            let open = async { gate.0.send(()).unwrap() };
            tokio::join!(failing, faulty, good, open)
        };
        let (first, (failing, faulty, good, ())) = tokio::join!(first, others);
        assert!(first.is_ok() && good.is_ok());
        assert!(matches!(failing, Err(Error::Forbidden)));
        assert!(matches!(faulty, Err(Error::Unavailable)));
        let kept = writer.run(|store| Ok([1, 2, 3, 4].map(|n| store.space(space(n)).unwrap().is_some())));
        assert_eq!(kept.await.unwrap(), [true, false, false, true]);
        drop(writer);
        thread.join().unwrap();
    }

    #[tokio::test]
    async fn nobody_hears_of_what_was_not_committed() {
        let (writer, _thread) = Writer::start(Sqlite::in_memory(Timestamp::default()).unwrap()).unwrap();
        let spoilt = writer.run_then(
            |store| {
                put(1)(store)?;
                // As SQLite does by itself when the disk is full: the whole transaction is gone.
                store.roll_back()?;
                Ok(())
            },
            |()| panic!("told of it all the same"),
        );
        assert!(matches!(spoilt.await, Err(Error::Store(_) | Error::Unavailable)));
        assert!(writer.run(|store| Ok(store.space(space(1))?)).await.unwrap().is_none());
        assert!(writer.run(put(1)).await.is_ok(), "and it goes on");
    }

    #[tokio::test]
    async fn too_much_at_once_is_refused() {
        let (writer, _thread) = Writer::start(Sqlite::in_memory(Timestamp::default()).unwrap()).unwrap();
        let (tell, entered) = oneshot::channel();
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let writer = writer.clone();
            async move {
                let held = writer.run(move |_| {
                    tell.send(()).ok();
                    gate.recv().ok();
                    Ok(())
                });
                held.await
            }
        });
        entered.await.unwrap();
        let mut waiting = tokio::task::JoinSet::new();
        for n in 0..WAITING_MAX {
            let writer = writer.clone();
            waiting.spawn(async move { writer.run(move |_| Ok(n)).await });
        }
        while writer.jobs.capacity() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(writer.run(|_| Ok(())).await, Err(Error::Unavailable)));
        open.send(()).unwrap();
        first.await.unwrap().unwrap();
        while let Some(done) = waiting.join_next().await {
            assert!(done.unwrap().is_ok());
        }
    }
}
