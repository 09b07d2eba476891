//! Signing in and out.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};

use shared::api::{DeviceCard, Session, SignIn, login_of};
use shared::bytes::sha256;
use shared::limit::ANONYMOUS_BYTES_MAX;
use shared::text;
use shared::time::Timestamp;

use super::body;
use crate::actor::Actor;
use crate::card;
use crate::db::Sqlite;
use crate::error::Error;
use crate::session::{Signed, cookie, end_from, new_token, token_in};
use crate::state::Server;
use crate::store::{Account, Accounts, Device, Spaces};

/// Characters of a device's name.
const DEVICE_NAME_MAX: usize = 100;

/// `POST /api/sign-in`.
pub(super) async fn sign_in(State(server): State<Server>, body: Body) -> Result<Response, Error> {
    let bytes = body::read(body, ANONYMOUS_BYTES_MAX).await?;
    let SignIn { login, password, device } = serde_json::from_slice(&bytes).map_err(|_| Error::Malformed)?;
    let key = proven_key(&login, &device)?;
    let login = login_of(&login);
    server.tries.begin(&login, server.clock.now())?;
    let (directory, wanted) = (server.directory, login.clone());
    let account = server.readers.read(|store| Ok(store.account(directory, &wanted)?))?;
    let hash = account.as_ref().and_then(|account| account.hash.clone());
    let is_right = server.passwords.verify(password, hash).await?;
    let account = account.filter(|_| is_right).ok_or(Error::WrongPassword)?;
    if account.grants.is_empty() {
        return Err(Error::AccountClosed);
    }
    let now = server.clock.now();
    let opened = server.writer.run(move |store| open(store, account, (device, key), now)).await?;
    server.tries.succeeded(&login);
    admitted(&server, opened)
}

/// Tells a person of the session that was opened.
///
/// # Errors
/// When the token cannot stand in a header.
pub(super) fn admitted(server: &Server, (session, token): (Session, String)) -> Result<Response, Error> {
    let cookie = cookie(server.is_https, &token)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(session)).into_response())
}

/// The device's key, when the device has shown that it holds the private half.
///
/// # Errors
/// [`Error::BadDevice`], or that its name cannot be one.
pub(super) fn proven_key(login: &str, device: &DeviceCard) -> Result<VerifyingKey, Error> {
    let name = device.name.chars().count();
    if name == 0 || name > DEVICE_NAME_MAX || !text::is_clean(&device.name) {
        return Err(Error::Malformed);
    }
    let key = VerifyingKey::from_bytes(&device.key.0).map_err(|_| Error::BadDevice)?;
    let proof = Signature::from_bytes(&device.proof.0);
    let is_proven = key.verify(&DeviceCard::proof_bytes(login, device.id), &proof).is_ok();
    // A weak key would verify signatures that nobody made.
    if is_proven && !key.is_weak() { Ok(key) } else { Err(Error::BadDevice) }
}

/// Opens a session on a device whose key was proven; with it the token of its cookie.
///
/// # Errors
/// [`Error::BadDevice`] when the device first came with another key.
pub(super) fn open(
    store: &Sqlite,
    account: Account,
    (card, key): (DeviceCard, VerifyingKey),
    now: Timestamp,
) -> Result<(Session, String), Error> {
    let directory = store.identity()?.directory;
    let (token, digest) = new_token()?;
    let known = store.device(directory, card.id)?;
    if known.is_some_and(|known| known.key != card.key) {
        return Err(Error::BadDevice);
    }
    let device = Device { id: card.id, key: card.key, name: card.name.clone() };
    store.put_device(directory, &device, now)?;
    let expires = end_from(now);
    store.put_session(directory, digest, account.person, card.id, expires, now)?;
    // The stamp does not matter here: nothing is pulled on the way.
    let viewer = account.viewer();
    let actor = Actor { viewer, device: card.id, device_name: card.name, key, stamp: 0 };
    let signed = Signed { actor, login: account.login, token: digest, expires };
    Ok((card::describe(store, &signed, now)?, token))
}

/// `POST /api/sign-out`.
pub(super) async fn sign_out(State(server): State<Server>, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(token) = token_in(&headers, server.is_https) {
        let (directory, digest) = (server.directory, sha256(token.as_bytes()));
        server.writer.run(move |store| Ok(store.end_session(directory, digest)?)).await?;
    }
    let gone = cookie(server.is_https, "")?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}
