//! The addresses of the server.

mod accounts;
mod body;
mod exchange;
mod files;
mod health;
mod history;
mod invitation;
mod path;
mod pokes;
mod session;
mod sign_in;
mod site;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};
use shared::api::path as at;

use crate::error::Error;
use crate::state::Server;
use crate::{guard, headers, log, session as sessions};

/// All routes.
pub fn router(server: Server) -> Router {
    let signed_in = Router::new()
        .route(at::SESSION, get(session::session))
        .route(at::POKES, get(pokes::pokes))
        .route(at::ACCOUNTS, get(accounts::list))
        .route("/api/accounts/{person}", put(accounts::put))
        .route("/api/accounts/{person}/invitation", post(accounts::invite))
        .route("/api/accounts/{person}/sign-out", post(accounts::sign_out))
        .route("/api/spaces/{space}/exchange", post(exchange::exchange))
        .route("/api/spaces/{space}/records/{record}/history", get(history::history))
        .route("/api/spaces/{space}/files/{hash}", get(files::get).put(files::put))
        .route("/api/spaces/{space}/files/{hash}/progress", get(files::progress))
        .route_layer(from_fn_with_state(server.clone(), sessions::require));
    let anybody = Router::new()
        .route(at::SIGN_IN, post(sign_in::sign_in))
        .route(at::SIGN_OUT, post(sign_in::sign_out))
        .route(at::INVITED, post(invitation::invited))
        .route(at::ACCEPT, post(invitation::accept))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/api/{*unknown}", axum::routing::any(unknown));
    signed_in
        .merge(anybody)
        .fallback(site::asset)
        .method_not_allowed_fallback(unknown)
        .layer(from_fn(guard::check))
        .layer(from_fn(log::request))
        .layer(from_fn_with_state(server.clone(), headers::add))
        .with_state(server)
}

async fn unknown() -> Error {
    Error::NotFound
}
