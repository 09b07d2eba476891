//! Who may sign in: accounts, invitations. All of it is the server's, and needs the network.

use shared::api::{
    Accept, AccountForm, AccountLine, ErrorCode, FirstPerson, Invitation, Invited, Invitee, login_of,
};
use shared::domain::Person;
use shared::id::PersonId;
use shared::text;

use super::Repo;
use super::directory::arrange;
use super::sending::fetch_error;
use super::signing::introduced;
use super::topics::Topic;
use super::types::{FetchError, PeopleError, PersonLine, UnitLine};
use crate::sync::api::{self, Unanswered};

impl Repo {
    /// Whom an invitation is for.
    pub async fn invitee(&self, token: &str) -> Result<Invitee, PeopleError> {
        api::invitee(&Invited { token: token.to_owned() }).await.map_err(people_error)
    }

    /// Takes an invitation up and opens the person's account on this device.
    pub async fn accept(
        &self,
        token: &str,
        (login, password): (&str, &str),
        device_name: &str,
        first: Option<FirstPerson>,
    ) -> Result<(), PeopleError> {
        let trouble = |_| PeopleError::Fetch(FetchError::Trouble("L1"));
        let identity = introduced(device_name).await.map_err(trouble)?;
        let login = login_of(login);
        let accept = Accept {
            token: token.to_owned(),
            password: text::clean(password),
            device: identity.card(&login),
            login,
            first,
        };
        let session = api::accept(&accept).await.map_err(people_error)?;
        self.enter(session).await.map_err(trouble)
    }

    /// All accounts, by login.
    pub async fn accounts(&self) -> Result<Vec<AccountLine>, PeopleError> {
        api::accounts(self.asking()?).await.map(|accounts| accounts.accounts).map_err(people_error)
    }

    /// Gives a person an account, or changes the one there is.
    pub async fn put_account(
        &self,
        person: PersonId,
        form: &AccountForm,
    ) -> Result<AccountLine, PeopleError> {
        api::put_account(self.asking()?, person, form).await.map_err(people_error)
    }

    /// Invites a person to choose a password.
    pub async fn invite(&self, person: PersonId) -> Result<Invitation, PeopleError> {
        api::invite(self.asking()?, person).await.map_err(people_error)
    }

    /// Signs a person out on every device.
    pub async fn sign_out_of(&self, person: PersonId) -> Result<(), PeopleError> {
        api::sign_out_of(self.asking()?, person).await.map_err(people_error)
    }

    fn asking(&self) -> Result<PersonId, PeopleError> {
        let desk = self.desk().ok_or(PeopleError::Fetch(FetchError::SignInNeeded))?;
        Ok(desk.account.card().person)
    }

    /// Whether the directory has anybody of these units.
    pub fn has_people_of(&self, units: &[UnitLine]) -> bool {
        self.read(&[Topic::Directory], |_, memory| {
            let is_meant = |unit| units.iter().any(|line| line.id == unit);
            memory.directory.people().any(|(_, person)| person.unit.is_some_and(is_meant))
        })
    }

    /// Everybody in the directory, by name.
    pub fn everybody(&self) -> Vec<PersonLine> {
        self.read(&[Topic::Directory], |_, memory| {
            let line = |(id, person): (PersonId, &Person)| {
                let unit = person.unit.and_then(|unit| memory.directory.unit_short(unit));
                PersonLine { id, person: person.clone(), unit: unit.map(str::to_owned) }
            };
            // The keys are made once: a province has hundreds of people.
            let keyed = |line: PersonLine| (text::folded(last_name(&line.person.name)), line);
            let mut people: Vec<_> = memory.directory.people().map(line).map(keyed).collect();
            arrange(&mut people, |one, other| (&one.0, one.1.id) < (&other.0, other.1.id));
            people.into_iter().map(|(_, line)| line).collect()
        })
    }
}

/// By which Vietnamese names are put in order: the last word.
fn last_name(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

fn people_error(unanswered: Unanswered) -> PeopleError {
    match unanswered {
        Unanswered::Refused(ErrorCode::LoginTaken) => PeopleError::LoginTaken,
        Unanswered::Refused(ErrorCode::WeakPassword) => PeopleError::WeakPassword,
        Unanswered::Refused(ErrorCode::InvitationOver) => PeopleError::InvitationOver,
        Unanswered::Refused(ErrorCode::LastAdministrator) => PeopleError::LastAdministrator,
        Unanswered::Refused(ErrorCode::AccountClosed) => PeopleError::AccountClosed,
        Unanswered::Refused(ErrorCode::BadDevice) => PeopleError::BadDevice,
        other => PeopleError::Fetch(fetch_error(other)),
    }
}
