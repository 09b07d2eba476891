//! Why a request is not answered, and how that is said.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::api::{ApiError, ErrorCode};

use crate::store::StoreError;

/// Why a request is not answered. What lies behind it is logged, never sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Sign in first.
    #[error("not signed in")]
    NotSignedIn,
    /// Login or password is wrong.
    #[error("wrong login or password")]
    WrongPassword,
    /// The account is closed.
    #[error("account closed")]
    AccountClosed,
    /// The password can be guessed.
    #[error("weak password")]
    WeakPassword,
    /// Somebody else has this login.
    #[error("login taken")]
    LoginTaken,
    /// The invitation was used, replaced, or has ended.
    #[error("invitation over")]
    InvitationOver,
    /// Nobody would be left who can administer the installation.
    #[error("last administrator")]
    LastAdministrator,
    /// Too many attempts.
    #[error("too many tries; wait {seconds} s")]
    TooManyTries {
        /// How long to wait.
        seconds: u64,
    },
    /// The device's key or proof is wrong.
    #[error("bad device")]
    BadDevice,
    /// The session is not of the person for whom the request is made.
    #[error("another person's session")]
    OtherPerson,
    /// Not for this person, or not in this way.
    #[error("forbidden")]
    Forbidden,
    /// No such thing.
    #[error("not found")]
    NotFound,
    /// The request cannot be read.
    #[error("malformed request")]
    Malformed,
    /// Larger than it may be.
    #[error("too large")]
    TooLarge,
    /// The bytes do not have the hash that names them.
    #[error("wrong hash")]
    WrongHash,
    /// A chunk does not continue where the last one ended.
    #[error("wrong offset")]
    WrongOffset,
    /// Overloaded or stopping.
    #[error("unavailable")]
    Unavailable,
    /// The database failed; nothing was written.
    #[error("the database failed: {0}")]
    Store(#[from] StoreError),
}

impl Error {
    fn parts(&self) -> (StatusCode, ErrorCode) {
        match self {
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, ErrorCode::NotSignedIn),
            Self::WrongPassword => (StatusCode::UNAUTHORIZED, ErrorCode::WrongPassword),
            Self::AccountClosed => (StatusCode::FORBIDDEN, ErrorCode::AccountClosed),
            Self::WeakPassword => (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::WeakPassword),
            Self::LoginTaken => (StatusCode::CONFLICT, ErrorCode::LoginTaken),
            Self::InvitationOver => (StatusCode::GONE, ErrorCode::InvitationOver),
            Self::LastAdministrator => (StatusCode::CONFLICT, ErrorCode::LastAdministrator),
            Self::TooManyTries { .. } => (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyTries),
            Self::BadDevice => (StatusCode::FORBIDDEN, ErrorCode::BadDevice),
            Self::OtherPerson => (StatusCode::FORBIDDEN, ErrorCode::OtherPerson),
            Self::Forbidden => (StatusCode::FORBIDDEN, ErrorCode::Forbidden),
            Self::NotFound => (StatusCode::NOT_FOUND, ErrorCode::NotFound),
            Self::Malformed => (StatusCode::BAD_REQUEST, ErrorCode::Malformed),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge),
            Self::WrongHash => (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::WrongHash),
            Self::WrongOffset => (StatusCode::CONFLICT, ErrorCode::WrongOffset),
            Self::Unavailable | Self::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Store(error) = &self {
            tracing::error!(%error, "request failed");
        }
        let (status, code) = self.parts();
        let mut response = (status, Json(ApiError { error: code })).into_response();
        if let Self::TooManyTries { seconds } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
