//! Server-sent events: “pull this space”.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::time::{Interval, interval};

use crate::error::Error;
use crate::exchange::News;
use crate::pokes::poke_for;
use crate::session::{self, Signed, token_in};
use crate::state::Server;

/// Proxies drop what is silent for longer.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// `GET /api/pokes`.
pub(super) async fn pokes(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let listener = Listener {
        news: server.pokes.listen(),
        stop: server.stop.clone(),
        heartbeat: interval(HEARTBEAT),
        token: token_in(&headers, server.is_https).ok_or(Error::NotSignedIn)?,
        server,
        signed,
    };
    let events = stream::unfold(listener, |mut listener| async {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(([unbuffered], Sse::new(events)).into_response())
}

/// Somebody's open connection.
struct Listener {
    server: Server,
    signed: Signed,
    token: String,
    news: broadcast::Receiver<Arc<News>>,
    stop: watch::Receiver<bool>,
    heartbeat: Interval,
}

impl Listener {
    /// The next event; none when the connection is to be closed. Whoever comes back pulls anyway.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                _ = self.stop.changed() => return None,
                _ = self.heartbeat.tick() => {
                    // The first one comes at once, so that the browser knows that it is connected.
                    self.signed = session::find(&self.server, &self.token).ok()?;
                    return Some(Event::default().comment(""));
                }
                news = self.news.recv() => {
                    if let Some(poke) = poke_for(&*news.ok()?, &self.signed.actor.viewer) {
                        return Event::default().json_data(poke).ok();
                    }
                }
            }
        }
    }
}
