//! The exchange over HTTP.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use shared::id::SpaceId;
use shared::limit::EXCHANGE_BYTES_MAX;
use shared::sync::{Answer, EXCHANGE_TYPE, MIN_PROTOCOL, PROTOCOL, Request};

use super::body;
use super::path::parse;
use crate::actor::Actor;
use crate::compression;
use crate::error::Error;
use crate::exchange::{Incoming, exchange as carry_out};
use crate::session::Signed;
use crate::state::Server;

/// Work on more bytes than this leaves the threads that serve requests.
const LONG: usize = 16 * 1024;

/// `POST /api/spaces/{space}/exchange`.
pub(super) async fn exchange(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path(space): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let space: SpaceId = parse(&space)?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|found| found != EXCHANGE_TYPE) {
        return Err(Error::Malformed);
    }
    let is_packed = is_packed(&headers)?;
    let bytes = body::read(body, EXCHANGE_BYTES_MAX).await?;
    let actor = signed.actor.clone();
    let read = aside(bytes.len(), move || read(&bytes, is_packed, &actor)).await?;
    let answer = match read {
        Ok(incoming) => {
            let now = server.clock.now();
            let pokes = server.pokes.clone();
            let done = server.writer.run_then(
                move |store| carry_out(store, &signed.actor, space, &incoming, now),
                move |done| pokes.send(done.news.clone()),
            );
            done.await?.answer
        }
        Err(outdated) => outdated,
    };
    let may_pack = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|accepted| accepted.to_str().ok())
        .is_some_and(|accepted| accepted.contains("gzip"));
    let length = match &answer {
        Answer::Page(page) => page.records.len().saturating_mul(500),
        Answer::NewEpoch { .. } | Answer::Outdated { .. } => 0,
    };
    aside(length, move || respond(&answer, may_pack)).await
}

async fn aside<T: Send + 'static>(
    length: usize,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    if length < LONG {
        return work();
    }
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Error::Unavailable))
}

fn is_packed(headers: &HeaderMap) -> Result<bool, Error> {
    match headers.get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        None | Some(b"identity") => Ok(false),
        Some(b"gzip") => Ok(true),
        Some(_) => Err(Error::Malformed),
    }
}

/// The request; or what to answer to one that speaks a protocol which this server cannot read.
fn read(bytes: &Bytes, is_packed: bool, actor: &Actor) -> Result<Result<Incoming, Answer>, Error> {
    /// The one field that every protocol has.
    #[derive(Deserialize)]
    struct Spoken {
        protocol: u16,
    }
    let unpacked;
    let bytes = if is_packed {
        unpacked = compression::unpack(bytes, EXCHANGE_BYTES_MAX)?;
        unpacked.as_slice()
    } else {
        bytes
    };
    if let Ok(request) = serde_json::from_slice::<Request>(bytes) {
        return Incoming::check(request, actor).map(Ok);
    }
    let spoken: Spoken = serde_json::from_slice(bytes).map_err(|_| Error::Malformed)?;
    if (MIN_PROTOCOL..=PROTOCOL).contains(&spoken.protocol) {
        return Err(Error::Malformed);
    }
    Ok(Err(Answer::Outdated { min_protocol: MIN_PROTOCOL }))
}

fn respond(answer: &Answer, may_pack: bool) -> Result<Response, Error> {
    let plain = serde_json::to_vec(answer).map_err(|_| Error::Unavailable)?;
    let kind: (HeaderName, HeaderValue) = (header::CONTENT_TYPE, HeaderValue::from_static(EXCHANGE_TYPE));
    let packed = may_pack.then(|| compression::pack(&plain)).flatten();
    Ok(match packed {
        Some(packed) => {
            let gzip = (header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            ([kind, gzip], packed).into_response()
        }
        None => ([kind], plain).into_response(),
    })
}
