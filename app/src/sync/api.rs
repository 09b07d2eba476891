//! Requests to the server. An answer counts only with our media type: a network that wants its user to sign in first
//! answers everything with a page of its own, and with status 200.

mod request;

use serde::de::DeserializeOwned;
use shared::api::{
    Accept, AccountForm, AccountLine, Accounts, ErrorCode, FileProgress, Invitation, Invited, Invitee,
    RecordHistory, Session, SignIn, path,
};
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
    parsed(&send(Method::Post, None, path::SIGN_IN, &json::text(sign_in)).await?, JSON)
}

/// Whom an invitation is for.
pub async fn invitee(invited: &Invited) -> Result<Invitee, Unanswered> {
    parsed(&send(Method::Post, None, path::INVITED, &json::text(invited)).await?, JSON)
}

/// Takes an invitation up.
pub async fn accept(accept: &Accept) -> Result<Session, Unanswered> {
    parsed(&send(Method::Post, None, path::ACCEPT, &json::text(accept)).await?, JSON)
}

/// All accounts.
pub async fn accounts(asking: PersonId) -> Result<Accounts, Unanswered> {
    parsed(&get(Some(asking), path::ACCOUNTS).await?, JSON)
}

/// Gives a person an account, or changes it.
pub async fn put_account(
    asking: PersonId,
    person: PersonId,
    form: &AccountForm,
) -> Result<AccountLine, Unanswered> {
    parsed(&send(Method::Put, Some(asking), &path::account(person), &json::text(form)).await?, JSON)
}

/// Invites a person.
pub async fn invite(asking: PersonId, person: PersonId) -> Result<Invitation, Unanswered> {
    parsed(&send(Method::Post, Some(asking), &path::invitation(person), "null".as_bytes()).await?, JSON)
}

/// Signs a person out on every device.
pub async fn sign_out_of(asking: PersonId, person: PersonId) -> Result<(), Unanswered> {
    send(Method::Post, Some(asking), &path::sign_out_of(person), "null".as_bytes()).await.map(|_| ())
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

/// Sends something small as JSON.
async fn send(
    method: Method,
    person: Option<PersonId>,
    path: &str,
    bytes: &[u8],
) -> Result<Reply, Unanswered> {
    let body = Some(Body { kind: JSON, is_gzip: false, bytes });
    call(Call { method, path, person, body, patience: MINUTE }).await
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
