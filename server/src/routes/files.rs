//! The bytes of attachments.

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use futures_util::stream;
use serde::Deserialize;

use shared::api::FileProgress;
use shared::bytes::Sha256;
use shared::id::SpaceId;
use shared::limit::{ATTACHMENT_BYTES_MAX, CHUNK_BYTES_MAX};

use super::body;
use super::path::parse;
use crate::error::Error;
use crate::session::Signed;
use crate::sight::see_file;
use crate::state::Server;
use crate::store::Files;
use crate::upload::{self, Chunk};

/// Types that go out under their own name; all others as mere bytes.
const HARMLESS: [&str; 10] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];
const MERE_BYTES: &str = "application/octet-stream";

/// Where a chunk belongs.
#[derive(Deserialize)]
pub(super) struct Place {
    offset: u64,
    size: u64,
}

/// `GET /api/spaces/{space}/files/{hash}/progress`.
pub(super) async fn progress(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path((space, hash)): Path<(String, String)>,
) -> Result<Json<FileProgress>, Error> {
    let (space, hash): (SpaceId, Sha256) = (parse(&space)?, parse(&hash)?);
    let progress = server.readers.read(|store| {
        see_file(store, &signed.actor, space, hash)?;
        Ok(upload::progress(store, space, hash)?)
    });
    progress.map(Json)
}

/// `PUT /api/spaces/{space}/files/{hash}?offset=&size=`.
pub(super) async fn put(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path((space, hash)): Path<(String, String)>,
    place: Result<Query<Place>, axum::extract::rejection::QueryRejection>,
    body: Body,
) -> Result<Json<FileProgress>, Error> {
    let (space, hash): (SpaceId, Sha256) = (parse(&space)?, parse(&hash)?);
    let Query(Place { offset, size }) = place.map_err(|_| Error::Malformed)?;
    if size > ATTACHMENT_BYTES_MAX {
        return Err(Error::TooLarge);
    }
    // Asked before the body is read, and again where it counts.
    server.readers.read(|store| see_file(store, &signed.actor, space, hash))?;
    let bytes = body::read(body, CHUNK_BYTES_MAX).await?.to_vec();
    let end = u64::try_from(bytes.len()).ok().and_then(|length| offset.checked_add(length));
    if end.is_none_or(|end| end > size) {
        return Err(Error::Malformed);
    }
    let chunk = Chunk { offset, size, bytes };
    let taken = server.writer.run(move |store| {
        see_file(store, &signed.actor, space, hash)?;
        upload::take(store, space, hash, &chunk)
    });
    let progress = taken.await?;
    if progress.received < size || progress.complete {
        return Ok(Json(progress));
    }
    upload::verify(&server, space, hash).await.map(Json)
}

/// `GET /api/spaces/{space}/files/{hash}`.
pub(super) async fn get(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path((space, hash)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (space, hash): (SpaceId, Sha256) = (parse(&space)?, parse(&hash)?);
    let (mime, state) = server.readers.read(|store| {
        let mime = see_file(store, &signed.actor, space, hash)?;
        let state = store.file(space, hash)?.filter(|state| state.complete);
        Ok((mime, state.ok_or(Error::NotFound)?))
    })?;
    // Never shown as a page of ours, whatever is in it.
    let kind = HARMLESS.into_iter().find(|harmless| *harmless == mime).unwrap_or(MERE_BYTES);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        (header::CONTENT_LENGTH, HeaderValue::from(state.size)),
    ];
    Ok((headers, chunks(server, space, hash)).into_response())
}

/// The bytes, a chunk at a time: a file is never in memory as a whole.
fn chunks(server: Server, space: SpaceId, hash: Sha256) -> Body {
    Body::from_stream(stream::try_unfold(0, move |start| {
        let readers = server.readers.clone();
        async move {
            let chunk = readers.read_long(move |store| Ok(store.chunk(space, hash, start)?)).await?;
            let next = chunk.map(|bytes| {
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                (bytes, start.saturating_add(length))
            });
            Ok::<_, Error>(next)
        }
    }))
}
