//! Accounts, for whoever administers the installation. Nobody else learns that an account exists.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};

use shared::api::{AccountForm, AccountLine, Accounts, Invitation};
use shared::id::PersonId;
use shared::limit::ANONYMOUS_BYTES_MAX;

use super::{body, path};
use crate::accounts;
use crate::error::Error;
use crate::session::Signed;
use crate::state::Server;
use crate::store::Accounts as _;

fn administered(signed: &Signed) -> Result<(), Error> {
    if signed.actor.viewer.administers() { Ok(()) } else { Err(Error::Forbidden) }
}

/// The person whom an address names.
fn of(signed: &Signed, person: &str) -> Result<PersonId, Error> {
    administered(signed)?;
    path::parse(person)
}

/// `GET /api/accounts`.
pub(super) async fn list(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
) -> Result<Json<Accounts>, Error> {
    administered(&signed)?;
    let now = server.clock.now();
    let accounts = server.readers.read(|store| accounts::list(store, now))?;
    Ok(Json(Accounts { accounts }))
}

/// `PUT /api/accounts/{person}`.
pub(super) async fn put(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path(person): Path<String>,
    body: Body,
) -> Result<Json<AccountLine>, Error> {
    let person = of(&signed, &person)?;
    let bytes = body::read(body, ANONYMOUS_BYTES_MAX).await?;
    let form: AccountForm = serde_json::from_slice(&bytes).map_err(|_| Error::Malformed)?;
    let now = server.clock.now();
    server.writer.run(move |store| accounts::put(store, person, form, now)).await.map(Json)
}

/// `POST /api/accounts/{person}/invitation`.
pub(super) async fn invite(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path(person): Path<String>,
) -> Result<Json<Invitation>, Error> {
    let person = of(&signed, &person)?;
    let now = server.clock.now();
    server.writer.run(move |store| accounts::invite(store, person, now)).await.map(Json)
}

/// `POST /api/accounts/{person}/sign-out`.
pub(super) async fn sign_out(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path(person): Path<String>,
) -> Result<StatusCode, Error> {
    let person = of(&signed, &person)?;
    let directory = server.directory;
    server.writer.run(move |store| Ok(store.end_sessions(directory, person)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}
