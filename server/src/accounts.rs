//! Who may sign in: accounts and invitations, and the rules about them.
//!
//! Architecture invariant: at any time somebody can administer the installation, or a link to set it up is valid.

use std::path::Path;

use shared::access::{Grant, Role, administers};
use shared::api::{
    AccountForm, AccountLine, FirstPerson, INVITATION_LASTS, INVITATION_PAGE, Invitation, Invitee, Standing,
    is_login, login_of,
};
use shared::bytes::Sha256;
use shared::domain::{Person, Record, Unit};
use shared::id::{ChangeId, DeviceId, PersonId, RecordId, SpaceId};
use shared::sync::{Act, Change};
use shared::text;
use shared::time::Timestamp;

use crate::clock::Clock;
use crate::db::Sqlite;
use crate::error::Error;
use crate::exchange::{Ledger, enter};
use crate::random;
use crate::session::new_token;
use crate::store::{Account, Accounts, Invitations, Records, Spaces};

/// What is asked of the database about accounts.
pub(crate) trait Store: Accounts + Invitations + Records + Spaces {}

impl<S: Accounts + Invitations + Records + Spaces> Store for S {}

/// Roles of one person.
const GRANTS_MAX: usize = 100;

/// All accounts, by login.
pub(crate) fn list<S: Store>(store: &S, now: Timestamp) -> Result<Vec<AccountLine>, Error> {
    let directory = store.identity()?.directory;
    store.accounts(directory)?.into_iter().map(|account| line(store, directory, account, now)).collect()
}

fn line<S: Store>(
    store: &S,
    directory: SpaceId,
    account: Account,
    now: Timestamp,
) -> Result<AccountLine, Error> {
    let Account { person, login, hash, grants } = account;
    Ok(AccountLine {
        person,
        login,
        grants,
        standing: if hash.is_some() { Standing::Active } else { Standing::New },
        invited_until: store.invited_until(directory, person, now)?,
        sessions: store.devices_of(directory, person, now)?,
    })
}

/// Gives a person an account, or changes the one there is. Without grants it is closed: its sessions end, and so does its
/// invitation.
///
/// # Errors
/// [`Error::NotFound`] for somebody who is not in the directory; [`Error::Malformed`] for a login or grants that cannot
/// be; [`Error::LoginTaken`]; [`Error::LastAdministrator`].
pub(crate) fn put<S: Store>(
    store: &S,
    person: PersonId,
    form: AccountForm,
    now: Timestamp,
) -> Result<AccountLine, Error> {
    let directory = store.identity()?.directory;
    let named = in_directory::<S, Person>(store, directory, person.record())?.ok_or(Error::NotFound)?;
    let AccountForm { login, grants } = form;
    let is_known = |space: SpaceId| store.space(space).map(|state| state.is_some());
    if !is_login(&login) || grants.len() > GRANTS_MAX {
        return Err(Error::Malformed);
    }
    for grant in &grants {
        let holds = match (grant.role, grant.space, grant.unit) {
            (Role::Centre, None, None) => named.unit.is_none(),
            (Role::Officer | Role::Leader | Role::HeadOffice, Some(space), Some(unit)) => {
                let is_unit = in_directory::<S, Unit>(store, directory, unit.record())?.is_some();
                named.unit == Some(unit) && is_unit && space != directory && is_known(space)?
            }
            _ => false,
        };
        if !holds {
            return Err(Error::Malformed);
        }
    }
    if store.account(directory, &login)?.is_some_and(|account| account.person != person) {
        return Err(Error::LoginTaken);
    }
    let known = store.account_of(directory, person)?;
    // A login stays: it is how people sign in on devices that do not hear of a change.
    if known.as_ref().is_some_and(|known| known.login != login) {
        return Err(Error::Malformed);
    }
    let hash = known.and_then(|known| known.hash);
    let is_closed = grants.is_empty();
    let account = Account { person, login, hash, grants };
    store.put_account(directory, &account)?;
    if !has_administrator(store, directory)? {
        return Err(Error::LastAdministrator);
    }
    if is_closed {
        store.end_sessions(directory, person)?;
        store.end_invitation(directory, person)?;
    }
    line(store, directory, account, now)
}

fn in_directory<S: Store, R: Record>(
    store: &S,
    directory: SpaceId,
    id: RecordId,
) -> Result<Option<R>, Error> {
    let row = store.row(directory, id)?;
    Ok(row.filter(|(row, _)| row.kind == R::KIND).and_then(|(row, _)| row.typed::<R>()))
}

/// Whether somebody with a password administers the installation.
fn has_administrator<S: Store>(store: &S, directory: SpaceId) -> Result<bool, Error> {
    let accounts = store.accounts(directory)?;
    Ok(accounts.iter().any(|account| account.hash.is_some() && administers(&account.grants)))
}

/// Invites a person to choose a password, the first one or another. Earlier invitations are over.
///
/// # Errors
/// [`Error::NotFound`] for somebody without an account; [`Error::AccountClosed`].
pub(crate) fn invite<S: Store>(store: &S, person: PersonId, now: Timestamp) -> Result<Invitation, Error> {
    let directory = store.identity()?.directory;
    let account = store.account_of(directory, person)?.ok_or(Error::NotFound)?;
    if account.grants.is_empty() {
        return Err(Error::AccountClosed);
    }
    issue(store, directory, person, now)
}

/// The path of a link with which the person of a login chooses a new password; for whoever has the machine.
///
/// # Errors
/// [`Error::NotFound`] for a login that nobody has; [`Error::AccountClosed`]; or the database's.
pub fn reset(data: &Path, login: &str) -> Result<String, Error> {
    let now = Clock::system().now();
    let store = Sqlite::open(data, now)?;
    store.transact(|store| {
        let directory = store.identity()?.directory;
        let account = store.account(directory, &login_of(login))?.ok_or(Error::NotFound)?;
        let Invitation { token, .. } = invite(store, account.person, now)?;
        Ok(format!("{INVITATION_PAGE}#{token}"))
    })
}

/// An invitation for whoever sets the installation up; none when somebody has.
///
/// # Errors
/// When the database fails.
pub fn set_up(store: &Sqlite, now: Timestamp) -> Result<Option<Invitation>, Error> {
    let directory = store.identity()?.directory;
    if store.has_accounts(directory)? {
        return Ok(None);
    }
    // One such link at a time: an earlier one may have been read by somebody else.
    store.end_invitations(directory)?;
    issue(store, directory, PersonId::new(now, &random::bytes()?), now).map(Some)
}

fn issue<S: Store>(
    store: &S,
    directory: SpaceId,
    person: PersonId,
    now: Timestamp,
) -> Result<Invitation, Error> {
    let (token, digest) = new_token()?;
    let until = now.plus_millis(INVITATION_LASTS);
    store.put_invitation(directory, person, digest, until)?;
    Ok(Invitation { token, until })
}

/// Whom an invitation is for.
///
/// # Errors
/// [`Error::InvitationOver`] when it is for nobody any longer.
pub(crate) fn invitee<S: Store>(
    store: &S,
    token: Sha256,
    now: Timestamp,
) -> Result<(PersonId, Invitee), Error> {
    let directory = store.identity()?.directory;
    let person = store.invited(directory, token, now)?.ok_or(Error::InvitationOver)?;
    let invitee = match store.account_of(directory, person)? {
        Some(account) => {
            let named = in_directory::<S, Person>(store, directory, person.record())?;
            let name = named.map(|person| person.name).unwrap_or_default();
            Invitee::Person { name, login: account.login, again: account.hash.is_some() }
        }
        None if !store.has_accounts(directory)? => Invitee::First,
        None => return Err(Error::InvitationOver),
    };
    Ok((person, invitee))
}

/// Gives the person of an invitation this password, and ends the invitation and all sessions. Whoever sets the installation
/// up comes into the directory with it.
///
/// # Errors
/// [`Error::InvitationOver`]; [`Error::AccountClosed`]; [`Error::Malformed`] when what is told of the person cannot be.
pub(crate) fn accept<S: Store + crate::store::Store>(
    store: &S,
    (token, login): (Sha256, &str),
    (hash, first): (String, Option<&FirstPerson>),
    now: Timestamp,
) -> Result<Account, Error> {
    let directory = store.identity()?.directory;
    let (person, invitee) = invitee(store, token, now)?;
    let account = match (store.account_of(directory, person)?, first) {
        (Some(account), None) if account.login == login => account,
        (None, Some(first)) if invitee == Invitee::First && is_login(login) => {
            enter_first(store, directory, (person, first), now)?;
            let grants = vec![Grant { role: Role::Centre, space: None, unit: None }];
            Account { person, login: login.to_owned(), hash: None, grants }
        }
        _ => return Err(Error::Malformed),
    };
    if account.grants.is_empty() {
        return Err(Error::AccountClosed);
    }
    let account = Account { hash: Some(hash), ..account };
    store.put_account(directory, &account)?;
    store.end_invitation(directory, person)?;
    store.end_sessions(directory, person)?;
    Ok(account)
}

fn enter_first<S: crate::store::Store>(
    store: &S,
    directory: SpaceId,
    (person, first): (PersonId, &FirstPerson),
    now: Timestamp,
) -> Result<(), Error> {
    let line = |text: &str| text::clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let record = Person { name: line(&first.name), unit: None, post: line(&first.post) };
    let change = Change {
        id: ChangeId::new(now, &random::bytes()?),
        record: person.record(),
        kind: Person::KIND,
        act: Act::Insert(record.to_fields()),
        seen: None,
        follows: None,
        reason: None,
        author: person,
        unit: None,
        device: DeviceId::new(now, &random::bytes()?),
        device_time: now,
        sig: None,
    };
    let mut ledger = Ledger::open(store, directory, now, |_| true)?;
    let taken = enter(&mut ledger, &change)?;
    ledger.close()?;
    taken.map(drop).map_err(|_| Error::Malformed)
}
