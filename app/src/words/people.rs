//! Accounts and roles.

use shared::access::Role;

use super::fetch_error;
use crate::repo::types::PeopleError;
use crate::tr;

/// Why an account or an invitation could not be dealt with.
pub fn people_error(error: PeopleError) -> String {
    match error {
        PeopleError::Fetch(error) => fetch_error(error),
        PeopleError::LoginTaken => tr!(people_error.login_taken).to_owned(),
        PeopleError::WeakPassword => tr!(people_error.weak).to_owned(),
        PeopleError::InvitationOver => tr!(invitation.over_note).to_owned(),
        PeopleError::LastAdministrator => tr!(people_error.last).to_owned(),
        PeopleError::AccountClosed => tr!(sign_in_error.closed).to_owned(),
        PeopleError::BadDevice => tr!(sign_in_error.device).to_owned(),
    }
}

/// The name of a role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Officer => tr!(role.officer),
        Role::Leader => tr!(role.leader),
        Role::HeadOffice => tr!(role.head_office),
        Role::Centre => tr!(role.centre),
    }
}
