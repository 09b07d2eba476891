//! Requests to the server. An answer counts only with our media type: a network that wants its user to sign in first
//! answers everything with a page of its own, and with status 200.

mod request;

use serde::de::DeserializeOwned;
use shared::api::{ErrorCode, FileProgress, RecordHistory, Session, SignIn, path};
use shared::bytes::Sha256;
use shared::id::{PersonId, RecordId, SpaceId};
use shared::sync::{Answer, EXCHANGE_TYPE, Request};

use super::compress;
use crate::json;
use request::{Body, Call, JSON, Method, Reply, call};

/// Why there is no answer that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// The device knows that it has no network.
    #[error("no network")]
    Offline,
    /// A connection lost, or no answer in time: what became of the request is unknown.
    #[error("no answer")]
    Unreachable,
    /// Something answered that is not our server.
    #[error("a captive portal")]
    Portal,
    /// The server could not do it now.
    #[error("the server is in trouble")]
    Server,
    /// The server answered that it will not.
    #[error("refused")]
    Refused(ErrorCode),
}

const MINUTE: u32 = 60_000;

/// Pushes a batch and pulls a page, for one person: under another's session the server takes and tells nothing.
pub async fn exchange(person: PersonId, space: SpaceId, request: &Request) -> Result<Answer, Unanswered> {
    let plain = json::text(request);
    let packed = compress::gzip(&plain).await;
    let body =
        Body { kind: EXCHANGE_TYPE, is_gzip: packed.is_some(), bytes: packed.as_deref().unwrap_or(&plain) };
    let path = path::exchange(space);
    let reply = call(Call {
        method: Method::Post,
        path: &path,
        person: Some(person),
        body: Some(body),
        // A full batch and a full page over the thinnest of networks.
        patience: 3 * MINUTE,
    });
    parsed(&reply.await?, EXCHANGE_TYPE)
}

/// Signs a person in.
pub async fn sign_in(sign_in: &SignIn) -> Result<Session, Unanswered> {
    let bytes = json::text(sign_in);
    let body = Body { kind: JSON, is_gzip: false, bytes: &bytes };
    let reply = call(Call {
        method: Method::Post,
        path: path::SIGN_IN,
        person: None,
        body: Some(body),
        patience: MINUTE,
    });
    parsed(&reply.await?, JSON)
}

/// Ends the session.
pub async fn sign_out() -> Result<(), Unanswered> {
    let call = call(Call {
        method: Method::Post,
        path: path::SIGN_OUT,
        person: None,
        body: None,
        patience: MINUTE / 2,
    });
    call.await.map(|_| ())
}

/// Whose session requests carry now.
pub async fn session() -> Result<Session, Unanswered> {
    parsed(&get(None, path::SESSION).await?, JSON)
}

/// The accepted changes of a record.
pub async fn history(
    person: PersonId,
    space: SpaceId,
    record: RecordId,
) -> Result<RecordHistory, Unanswered> {
    parsed(&get(Some(person), &path::history(space, record)).await?, JSON)
}

/// How much of an attachment the server has.
pub async fn file_progress(
    person: PersonId,
    space: SpaceId,
    hash: Sha256,
) -> Result<FileProgress, Unanswered> {
    parsed(&get(Some(person), &path::file_progress(space, hash)).await?, JSON)
}

/// Hands in a chunk of an attachment.
pub async fn put_chunk(
    person: PersonId,
    space: SpaceId,
    hash: Sha256,
    (offset, size): (u64, u64),
    chunk: &[u8],
) -> Result<FileProgress, Unanswered> {
    let path = format!("{}?offset={offset}&size={size}", path::file(space, hash));
    let reply = call(Call {
        method: Method::Put,
        path: &path,
        person: Some(person),
        body: Some(Body { kind: "application/octet-stream", is_gzip: false, bytes: chunk }),
        patience: 3 * MINUTE,
    });
    parsed(&reply.await?, JSON)
}

/// The bytes of an attachment. Its media type is the server's word alone, so the caller checks the hash.
pub async fn file(person: PersonId, space: SpaceId, hash: Sha256) -> Result<Vec<u8>, Unanswered> {
    let path = path::file(space, hash);
    let person = Some(person);
    let reply = call(Call { method: Method::Get, path: &path, person, body: None, patience: 10 * MINUTE });
    Ok(reply.await?.bytes)
}

async fn get(person: Option<PersonId>, path: &str) -> Result<Reply, Unanswered> {
    call(Call { method: Method::Get, path, person, body: None, patience: MINUTE }).await
}

/// A value of a reply that is really ours.
fn parsed<T: DeserializeOwned>(reply: &Reply, kind: &str) -> Result<T, Unanswered> {
    if reply.kind != kind {
        return Err(Unanswered::Portal);
    }
    // Our type, but cut or garbled on the way: nothing of it counts.
    json::read(&reply.bytes).ok_or(Unanswered::Unreachable)
}
