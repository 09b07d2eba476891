//! A request after the checks that need no database: what is slow here runs beside the one writer.

use shared::field::{FieldError, Problem};
use shared::limit::{CHANGE_BYTES_MAX, PUSH_CHANGES_MAX, REASON_CHARS_MAX};
use shared::sync::{Change, Refusal, Request};
use shared::text;

use crate::actor::Actor;
use crate::error::Error;

/// A request whose changes were checked one by one.
#[derive(Debug)]
pub struct Incoming {
    request: Request,
    checks: Vec<Check>,
}

#[derive(Debug)]
struct Check {
    body: String,
    refusal: Option<Refusal>,
}

/// A change as it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrived<'a> {
    pub(super) change: &'a Change,
    /// The change as JSON.
    pub(super) body: &'a str,
    /// Why it cannot be taken, whatever the database says.
    pub(super) refusal: Option<&'a Refusal>,
}

impl Incoming {
    /// Checks the changes of a request: size, reason, signature.
    ///
    /// # Errors
    /// When there are more changes than an exchange may carry.
    pub fn check(request: Request, actor: &Actor) -> Result<Self, Error> {
        if request.changes.len() > PUSH_CHANGES_MAX {
            return Err(Error::TooLarge);
        }
        let checks = request.changes.iter().map(|change| check(change, actor)).collect();
        Ok(Self { request, checks })
    }

    pub(super) fn request(&self) -> &Request {
        &self.request
    }

    pub(super) fn changes(&self) -> impl Iterator<Item = Arrived<'_>> {
        let both = self.request.changes.iter().zip(&self.checks);
        both.map(|(change, check)| Arrived { change, body: &check.body, refusal: check.refusal.as_ref() })
    }
}

fn check(change: &Change, actor: &Actor) -> Check {
    let body = serde_json::to_string(change).unwrap_or_default();
    let refusal = if body.is_empty() || body.len() > CHANGE_BYTES_MAX {
        Some(Refusal::TooLarge)
    } else if change.author != actor.viewer.person || change.device != actor.device {
        Some(Refusal::NotYours)
    } else if change.is_signed_by(&actor.key) {
        change.reason.as_deref().and_then(reason_problem)
    } else {
        Some(Refusal::BadSignature)
    };
    Check { body, refusal }
}

fn reason_problem(reason: &str) -> Option<Refusal> {
    let is = reason.chars().count();
    let problem = if is > REASON_CHARS_MAX {
        Problem::TooLong { max: REASON_CHARS_MAX, is }
    } else if text::is_clean(reason) {
        return None;
    } else {
        Problem::NotClean
    };
    Some(Refusal::Invalid { errors: vec![FieldError::new("reason", problem)] })
}
