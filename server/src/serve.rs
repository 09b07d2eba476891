//! Starting the server and stopping it without losing anything.

use anyhow::Context;
use axum::serve::ListenerExt;
use std::fmt::Write as _;
use std::future::IntoFuture;
use std::io::Write as _;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::time::sleep;

use shared::api::{INVITATION_PAGE, Invitation};

use crate::accounts;
use crate::clock::Clock;
use crate::db::Sqlite;
use crate::options::Serve;
use crate::routes::router;
use crate::sample;
use crate::site::Site;
use crate::state::{Running, Server, Setup};

/// Requests that are running when the server is told to stop have this long to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the server until it is told to stop. It hands out `app`, unless the options name another.
///
/// # Errors
/// When the database or the address cannot be had.
pub async fn run(options: &Serve, app: Site) -> anyhow::Result<()> {
    let clock = Clock::system();
    let store = Sqlite::open(&options.data, clock.now())
        .with_context(|| format!("database in {}", options.data.display()))?;
    if options.sample {
        let started = Instant::now();
        if sample::load(&store, clock.now())? {
            tracing::info!(millis = started.elapsed().as_millis(), "sample data loaded");
        }
    }
    let first = store.transact(|store| accounts::set_up(store, clock.now()))?;
    let site = options.site.clone().map_or(app, Site::Dir);
    let setup = Setup { data: options.data.clone(), clock, site, is_https: options.https };
    let Running { server, stop, writer } = Server::start(store, setup)?;
    let listener =
        TcpListener::bind(options.listen).await.with_context(|| format!("listen on {}", options.listen))?;
    let address = listener.local_addr()?;
    // Pokes and small answers must not wait for more.
    let listener = listener.tap_io(|stream| {
        stream.set_nodelay(true).ok();
    });
    let mut greeting = format!("listening on http://{address}\n");
    if options.sample {
        greeting.push_str(&sample::sign_in_list()?);
    }
    if let Some(Invitation { token, .. }) = first {
        let link = format!("http://{address}{INVITATION_PAGE}#{token}");
        // Writing into a string cannot fail.
        writeln!(
            greeting,
            "\nChưa có ai dùng máy chủ này. Mở đường dẫn sau để bắt đầu (một lần, trong 24 giờ):\n\
             Nobody uses this server yet. Open this link to set it up (once, within 24 hours):\n\n  {link}"
        )
        .ok();
    }
    std::io::stdout().write_all(greeting.as_bytes())?;
    let mut stopping = server.stop.clone();
    let serving = axum::serve(listener, router(server)).with_graceful_shutdown(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        // That nobody listens is no fault.
        stop.send(true).ok();
    });
    tokio::select! {
        served = serving.into_future() => served?,
        () = async {
            stopping.changed().await.ok();
            sleep(PATIENCE).await;
        } => {
            // Nothing of what still hangs was acknowledged.
            tracing::warn!("stopped without waiting for the last requests");
            return Ok(());
        }
    }
    // The router is gone and with it the last handle of the writer: what waits there is still done.
    tokio::task::spawn_blocking(move || writer.join()).await?.ok();
    tracing::info!("stopped");
    Ok(())
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    if interrupted.await.is_err() {
        // Without signals the server runs until it is killed, which loses nothing that was acknowledged.
        std::future::pending::<()>().await;
    }
}
