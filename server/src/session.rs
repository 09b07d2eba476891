//! Sessions: a random token in a cookie, its digest in the database.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use ed25519_dalek::VerifyingKey;

use shared::access::Viewer;
use shared::api::GUARD_HEADER;
use shared::bytes::{Hex, Sha256, sha256};
use shared::id::PersonId;
use shared::time::Timestamp;

use crate::actor::Actor;
use crate::error::Error;
use crate::random;
use crate::state::Server;
use crate::store::{Accounts, SessionRow};

/// A session ends when it was not used for so long: 12 hours.
const LASTS: i64 = 12 * 3_600_000;
/// It is prolonged at most this often, so that not every request writes.
const PROLONGED_EVERY: i64 = 10 * 60_000;
/// The cookie where browsers enforce its prefix, and where they cannot because there is no HTTPS.
const SECURE_NAME: &str = "__Host-giao-uoc";
const PLAIN_NAME: &str = "giao-uoc";

/// The signed-in person behind a request.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    /// The person on the device.
    pub(crate) actor: Actor,
    /// Tên đăng nhập.
    pub(crate) login: String,
    /// The digest of the session's token.
    pub(crate) token: Sha256,
    /// When the session ends.
    pub(crate) expires: Timestamp,
}

/// A new token: what goes into the cookie, and what is kept.
///
/// # Errors
/// When there is no randomness.
pub(crate) fn new_token() -> Result<(String, Sha256), Error> {
    let token = Hex(random::bytes::<32>()?).to_string();
    let digest = sha256(token.as_bytes());
    Ok((token, digest))
}

/// When a session that is used now ends.
pub(crate) fn end_from(now: Timestamp) -> Timestamp {
    now.plus_millis(LASTS)
}

/// The cookie that carries a token; an empty token takes the cookie away.
///
/// # Errors
/// When the token cannot stand in a header.
pub(crate) fn cookie(is_https: bool, token: &str) -> Result<HeaderValue, Error> {
    let (name, secure) = if is_https { (SECURE_NAME, "; Secure") } else { (PLAIN_NAME, "") };
    let seconds = if token.is_empty() { 0 } else { LASTS / 1000 };
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).map_err(|_| Error::Malformed)
}

/// The token that a request carries.
pub(crate) fn token_in(headers: &HeaderMap, is_https: bool) -> Option<String> {
    let name = if is_https { SECURE_NAME } else { PLAIN_NAME };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, token)| *found == name && token.len() == 64)
        .map(|(_, token)| token.to_owned())
}

/// Finds the session of a token.
///
/// # Errors
/// [`Error::NotSignedIn`] when there is none.
pub(crate) fn find(server: &Server, token: &str) -> Result<Signed, Error> {
    let digest = sha256(token.as_bytes());
    let now = server.clock.now();
    let found = server.readers.read(|store| Ok(store.session(server.directory, digest, now)?))?;
    signed(found.ok_or(Error::NotSignedIn)?, digest)
}

fn signed(row: SessionRow, token: Sha256) -> Result<Signed, Error> {
    let key = VerifyingKey::from_bytes(&row.key.0).map_err(|_| Error::BadDevice)?;
    let viewer = Viewer { person: row.person, grants: row.grants };
    Ok(Signed {
        actor: Actor { viewer, device: row.device, device_name: row.device_name, key, stamp: row.stamp },
        login: row.login,
        token,
        expires: row.expires,
    })
}

/// Lets only signed-in persons through, before a byte of the body is read, and prolongs their sessions.
///
/// # Errors
/// [`Error::NotSignedIn`] for everybody else; [`Error::OtherPerson`] for a request made for somebody else.
pub(crate) async fn require(
    State(server): State<Server>,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    let token = token_in(request.headers(), server.is_https).ok_or(Error::NotSignedIn)?;
    let mut signed = find(&server, &token)?;
    if made_for(request.headers()).is_some_and(|person| person != signed.actor.viewer.person) {
        return Err(Error::OtherPerson);
    }
    let is_prolonged = prolong(&server, &mut signed).await?;
    request.extensions_mut().insert(signed);
    let mut response = next.run(request).await;
    // A sign-out has its own word about the cookie.
    if is_prolonged && !response.headers().contains_key(header::SET_COOKIE) {
        response.headers_mut().insert(header::SET_COOKIE, cookie(server.is_https, &token)?);
    }
    Ok(response)
}

/// The person for whom a request is made, if it names one.
fn made_for(headers: &HeaderMap) -> Option<PersonId> {
    headers.get(GUARD_HEADER)?.to_str().ok()?.parse().ok()
}

async fn prolong(server: &Server, signed: &mut Signed) -> Result<bool, Error> {
    let now = server.clock.now();
    let expires = end_from(now);
    if expires.millis_since(signed.expires) < PROLONGED_EVERY {
        return Ok(false);
    }
    let (space, token) = (server.directory, signed.token);
    let (person, device) = (signed.actor.viewer.person, signed.actor.device);
    server
        .writer
        .run(move |store| Ok(store.put_session(space, token, person, device, expires, now)?))
        .await?;
    signed.expires = expires;
    Ok(true)
}
