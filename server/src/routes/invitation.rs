//! Taking up an invitation. Its secret has 256 bits: nobody guesses one, so tries need no counting.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;

use shared::api::{Accept, Invited, Invitee, login_of};
use shared::bytes::sha256;
use shared::limit::ANONYMOUS_BYTES_MAX;

use super::body;
use super::sign_in::{admitted, open, proven_key};
use crate::accounts;
use crate::error::Error;
use crate::state::Server;

/// `POST /api/invitation`.
pub(super) async fn invited(State(server): State<Server>, body: Body) -> Result<Json<Invitee>, Error> {
    let bytes = body::read(body, ANONYMOUS_BYTES_MAX).await?;
    let Invited { token } = serde_json::from_slice(&bytes).map_err(|_| Error::Malformed)?;
    let now = server.clock.now();
    let digest = sha256(token.as_bytes());
    server.readers.read(|store| accounts::invitee(store, digest, now)).map(|(_, invitee)| Json(invitee))
}

/// `POST /api/invitation/accept`.
pub(super) async fn accept(State(server): State<Server>, body: Body) -> Result<Response, Error> {
    let bytes = body::read(body, ANONYMOUS_BYTES_MAX).await?;
    let Accept { token, login, password, device, first } =
        serde_json::from_slice(&bytes).map_err(|_| Error::Malformed)?;
    let key = proven_key(&login, &device)?;
    let login = login_of(&login);
    let (now, digest) = (server.clock.now(), sha256(token.as_bytes()));
    // Before the costly hash: only whoever holds an invitation makes the server work.
    server.readers.read(|store| accounts::invitee(store, digest, now))?;
    let hash = server.passwords.keep(password, login.clone()).await?;
    let opened = server.writer.run(move |store| {
        let account = accounts::accept(store, (digest, &login), (hash, first.as_ref()), now)?;
        open(store, account, (device, key), now)
    });
    admitted(&server, opened.await?)
}
