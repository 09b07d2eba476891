//! Signing in and out, changing the person, choosing the cluster.

use shared::api::{ErrorCode, Session, SignIn};
use shared::bytes::Hex;
use shared::id::SpaceId;
use shared::sync::store::StoreError;
use shared::text;
use wasm_bindgen_futures::spawn_local;

use super::Repo;
use super::desk::OPENED;
use super::directory::arrange;
use super::topics::{Topic, set};
use super::types::{KnownPerson, SignInError, Stage};
use crate::device::{AccountCard, Device, Identity};
use crate::store::{IdbStore, Unsent};
use crate::sync::api::{self, Unanswered};
use crate::sync::tabs::Word;
use crate::{clock, json, random};

impl Repo {
    /// Signs a person in, with the network. What the person had on this device before is there again.
    pub async fn sign_in(&self, login: &str, password: &str, device_name: &str) -> Result<(), SignInError> {
        let identity = introduced(device_name).await.map_err(store_trouble)?;
        let login = login.trim();
        let request =
            SignIn { login: login.to_owned(), password: password.to_owned(), device: identity.card(login) };
        let session = api::sign_in(&request).await.map_err(sign_in_error)?;
        self.enter(session).await.map_err(store_trouble)
    }

    /// Opens the account of whoever was let in.
    pub(super) async fn enter(&self, session: Session) -> Result<(), StoreError> {
        self.take_over(session).await?;
        self.tell_session_changed();
        // A refusal shows on the page about this device; work goes on.
        self.persist().await;
        self.first_answer().await;
        Ok(())
    }

    /// Waits a little for the directory: without the name and the year of the cluster a first screen has little to
    /// show. Without it, it opens all the same.
    async fn first_answer(&self) {
        const LOOKS: usize = 100;
        const LOOK_MILLIS: u32 = 100;
        for _ in 0..LOOKS {
            let knows = self.desk().is_none_or(|desk| {
                let memory = desk.memory.borrow();
                desk.opened.get().is_none_or(|space| memory.directory.has_cluster(space))
            });
            if knows {
                return;
            }
            clock::pause(LOOK_MILLIS).await;
        }
    }

    async fn take_over(&self, session: Session) -> Result<(), StoreError> {
        let device = Device::open().await?;
        let key = random::bytes().map_err(|error| StoreError::Browser(error.to_string()))?;
        let known = device.accounts().await?.into_iter().find(|card| card.person == session.viewer.person);
        let card = device
            .keep_account(AccountCard {
                login: session.login.clone(),
                name: session.name.clone(),
                post: session.post.clone(),
                unit: known.map(|card| card.unit).unwrap_or_default(),
                person: session.viewer.person,
                key: Hex(key),
            })
            .await?;
        device.set_current(Some(&card.login)).await?;
        drop(device);
        let open = self.desk().filter(|desk| desk.account.card().person == card.person);
        match open {
            // The same person again, whose session had run out: the desk stays as it is.
            Some(desk) => {
                desk.take_session(session);
                if let Some(driver) = desk.driver.borrow().as_ref() {
                    driver.session_changed();
                }
            }
            None => Box::pin(self.open_account(card, Some(session))).await?,
        }
        self.refresh_people().await
    }

    /// Notes the name of the person's unit for the choice of people: at the first sign-in it has not arrived yet.
    pub(super) async fn note_unit(&self) -> Result<(), StoreError> {
        let Some(desk) = self.desk() else { return Ok(()) };
        let card = desk.account.card().clone();
        let unit = desk.session.borrow().unit;
        let name = unit.and_then(|unit| desk.memory.borrow().directory.unit_name(unit).map(str::to_owned));
        match name {
            Some(unit) if unit != card.unit => {
                Device::open().await?.keep_account(AccountCard { unit, ..card }).await.map(|_| ())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Lets another person of this device work; sending asks for the password when the server knows another.
    pub async fn switch_person(&self, login: &str) -> Result<(), StoreError> {
        let device = Device::open().await?;
        let found = device.accounts().await?.into_iter().find(|card| card.login == login);
        let Some(card) = found else {
            return Ok(());
        };
        device.set_current(Some(&card.login)).await?;
        drop(device);
        self.note_unit().await.ok();
        Box::pin(self.open_account(card, None)).await?;
        self.refresh_people().await
    }

    /// Nobody works on this device any more. What is unsent stays, sealed, for its author.
    pub async fn sign_out(&self) {
        self.note_unit().await.ok();
        self.close_desk();
        set(&self.inner.signals.stage, Stage::SignedOut);
        if let Ok(device) = Device::open().await {
            // Not noted, the person is here again at the next start, and can leave again.
            device.set_current(None).await.ok();
        }
        // Without a network the session ends by itself.
        api::sign_out().await.ok();
        self.tell_session_changed();
        self.refresh_people().await.ok();
    }

    /// Chooses the cluster to work in.
    pub fn open_space(&self, space: SpaceId) {
        let Some(desk) = self.desk() else { return };
        if desk.opened.replace(Some(space)) == Some(space) {
            return;
        }
        desk.make_room(space);
        self.inner.signals.notify(Topic::Spaces);
        desk.keep_spaces();
        spawn_local(async move {
            // Not noted, the app opens the former one at the next start.
            desk.keep_note(OPENED, Some(json::tree(&space))).await.ok();
        });
    }

    /// Reads anew who has an account here, and what each has unsent.
    pub(super) async fn refresh_people(&self) -> Result<(), StoreError> {
        let cards = Device::open().await?.accounts().await?;
        let mut people = Vec::new();
        for card in cards {
            // An account that cannot be opened now is shown all the same.
            let unsent = match IdbStore::open(&card.database(), &card.key.0).await {
                Ok(store) => store.unsent().await.unwrap_or_default(),
                Err(_) => Unsent::default(),
            };
            people.push(KnownPerson {
                login: card.login,
                name: card.name,
                post: card.post,
                unit: card.unit,
                waiting: unsent.waiting,
                refused: unsent.refused,
            });
        }
        arrange(&mut people, |one: &KnownPerson, other| text::folded(&one.name) < text::folded(&other.name));
        set(&self.inner.signals.people, people);
        Ok(())
    }

    fn tell_session_changed(&self) {
        if let Some(everybody) = self.inner.everybody.borrow().as_ref() {
            everybody.tell(&Word::SessionChanged);
        }
    }
}

/// Who the device is, under the name that its owner gives it now.
pub(super) async fn introduced(name: &str) -> Result<Identity, StoreError> {
    let device = Device::open().await?;
    let identity = device.identity().await?;
    let name = text::clean(name);
    let name = name.trim();
    if name.is_empty() || name == identity.name {
        return Ok(identity);
    }
    device.rename(name).await?;
    device.identity().await
}

fn store_trouble(error: StoreError) -> SignInError {
    SignInError::Trouble(match error {
        StoreError::Full => "L2",
        StoreError::Blocked => "L3",
        StoreError::Newer => "L4",
        StoreError::Unreadable => "L5",
        StoreError::Raced | StoreError::Closed | StoreError::Browser(_) => "L1",
    })
}

fn sign_in_error(unanswered: Unanswered) -> SignInError {
    match unanswered {
        Unanswered::Offline | Unanswered::Unreachable => SignInError::Offline,
        Unanswered::Portal => SignInError::Portal,
        Unanswered::Server => SignInError::Trouble("M1"),
        Unanswered::Refused(ErrorCode::WrongPassword) => SignInError::WrongPassword,
        Unanswered::Refused(ErrorCode::AccountClosed) => SignInError::Closed,
        Unanswered::Refused(ErrorCode::TooManyTries) => SignInError::TooManyTries,
        Unanswered::Refused(ErrorCode::BadDevice) => SignInError::BadDevice,
        Unanswered::Refused(_) => SignInError::Trouble("M2"),
    }
}
