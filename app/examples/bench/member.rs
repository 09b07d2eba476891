//! A person's account on this device, with the driver that exchanges for it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use app::account::{Account, Committed};
use app::device::{AccountCard, Device};
use app::random;
use app::sync::api;
use app::sync::driver::{Contact, Driver, Kept, Links, News};
use futures_channel::oneshot;
use serde_json::Value;
use shared::api::{Session, SignIn};
use shared::bytes::Hex;
use shared::id::{RecordId, SpaceId};
use shared::sync::store::{Batch, OutboxState, Queued, Receipt};
use shared::sync::{Depth, Edit, Edits, Projection, Subscription};
use wasm_bindgen::prelude::*;

use crate::work::{Author, Given};

/// Changes saved in one transaction, where work of many days is made at once.
const SAVED_AT_ONCE: usize = 500;

/// A person who has signed in.
#[wasm_bindgen]
pub struct Member {
    account: Rc<Account>,
    session: Session,
    author: Author,
    space: SpaceId,
    projection: Rc<RefCell<Projection>>,
    told: Rc<Told>,
    driver: RefCell<Option<Driver>>,
}

/// What the driver last said.
#[derive(Default)]
struct Told {
    contact: Cell<Contact>,
    /// An exchange has begun since somebody began to wait.
    began: Cell<bool>,
    waiting: RefCell<Vec<oneshot::Sender<()>>>,
}

impl Told {
    fn hear(&self, news: News) {
        self.contact.set(news.contact);
        match news.contact {
            Contact::Sending => self.began.set(true),
            Contact::Online if self.began.get() => {
                // Whoever waited may have gone.
                for waiting in self.waiting.take() {
                    waiting.send(()).ok();
                }
            }
            _ => {}
        }
    }
}

#[wasm_bindgen]
impl Member {
    /// Signs in over the network.
    pub async fn sign_in(login: String, password: String) -> Result<Member, JsError> {
        let device = Device::open().await?;
        // The server wants every device to have a name.
        device.identity().await?;
        device.rename("Bench").await?;
        let identity = device.identity().await?;
        let session = api::sign_in(&SignIn { password, device: identity.card(&login), login }).await?;
        let card = AccountCard {
            login: session.login.clone(),
            name: session.name.clone(),
            post: session.post.clone(),
            unit: String::new(),
            person: session.viewer.person,
            key: Hex(random::bytes()?),
        };
        let card = device.keep_account(card).await?;
        let author = Author {
            person: session.viewer.person,
            unit: session.unit,
            device: session.device,
            key: identity.key(),
        };
        let account = Rc::new(Account::open(card, identity).await?);
        let space = session.spaces.first().ok_or_else(|| JsError::new("the person has no cluster"))?.id;
        let projection = Rc::new(RefCell::new(Projection::default()));
        let follower = projection.clone();
        account.on_commit(move |committed| {
            if let Committed::Here(batch, receipt) = committed {
                follow(&mut follower.borrow_mut(), space, *batch, &receipt);
            }
        });
        let (told, driver) = (Rc::default(), RefCell::default());
        Ok(Self { account, session, author, space, projection, told, driver })
    }

    /// The space of the person's cluster.
    #[wasm_bindgen(getter)]
    pub fn space(&self) -> String {
        self.space.to_string()
    }

    /// Makes activities given as JSON on this device, signed, and sends nothing yet.
    pub async fn make(&self, activities: String) -> Result<(), JsError> {
        let given: Vec<Given> = serde_json::from_str(&activities)?;
        let given: Vec<_> = given.into_iter().map(|given| self.author.owned(given)).collect();
        for some in given.chunks(SAVED_AT_ONCE) {
            let sign = |given: &Given| Ok((self.space, self.author.insert(given)?.signed(&self.author.key)));
            let queue = some.iter().map(sign).collect::<Result<_, JsError>>()?;
            self.account.commit(Batch { queue, ..Batch::default() }).await?;
        }
        Ok(())
    }

    /// Gives fields new values, `{ record: { field: value } }`, each record in a strict transaction of its own.
    pub async fn edit(&self, wanted: String) -> Result<(), JsError> {
        let wanted: BTreeMap<RecordId, BTreeMap<String, Value>> = serde_json::from_str(&wanted)?;
        for (record, values) in wanted {
            let change = self.patch(record, values)?;
            let batch = Batch { queue: vec![(self.space, change)], strict: true, ..Batch::default() };
            self.account.commit(batch).await?;
        }
        Ok(())
    }

    fn patch(
        &self,
        record: RecordId,
        values: BTreeMap<String, Value>,
    ) -> Result<shared::sync::Change, JsError> {
        let projection = self.projection.borrow();
        let held = projection.view(record).ok_or_else(|| JsError::new("the record is not here"))?;
        let edit = |(field, after): (String, Value)| {
            let before = held.fields.get(&field).cloned().unwrap_or_default();
            (field, Edit { before, after })
        };
        let edits: Edits = values.into_iter().map(edit).collect();
        let footing = projection.footing(record, Some(self.session.lineage));
        self.author.patch(record, edits, footing)
    }

    /// Begins to exchange: the directory and the person's cluster.
    pub fn start(&self) {
        let (counted, heard, space) = (self.projection.clone(), self.told.clone(), self.space);
        let links = Links {
            counts: Box::new(move |of| if of == space { counts(&counted.borrow()) } else { (0, 0) }),
            unsent_files: Box::new(Vec::new),
            tell: Box::new(move |news| heard.hear(news)),
            session: Box::new(|_| {}),
        };
        let subscriptions = [self.session.directory, self.space]
            .map(|space| Subscription { space, depth: Depth::Full })
            .to_vec();
        let driver = Driver::start(self.account.clone(), Kept::default(), subscriptions, links);
        self.driver.replace(Some(driver));
    }

    /// Exchanges the cluster's space now, as after a save or a poke.
    pub fn nudge(&self) {
        self.told.began.set(false);
        if let Some(driver) = self.driver.borrow().as_ref() {
            driver.saved(self.space);
        }
    }

    /// Waits until all is exchanged.
    pub async fn settled(&self) -> Result<(), JsError> {
        if self.told.began.get() && self.told.contact.get() == Contact::Online {
            return Ok(());
        }
        let (send, settled) = oneshot::channel();
        self.told.waiting.borrow_mut().push(send);
        Ok(settled.await?)
    }

    /// How the device stands with the server.
    #[wasm_bindgen(getter)]
    pub fn contact(&self) -> String {
        format!("{:?}", self.told.contact.get())
    }

    /// Changes that have not left the outbox, refused ones included.
    #[wasm_bindgen(getter)]
    pub fn unsettled(&self) -> usize {
        self.projection.borrow().outbox().count()
    }

    /// Records that the server has sent.
    #[wasm_bindgen(getter)]
    pub fn received(&self) -> usize {
        self.projection.borrow().base_len()
    }

    /// The value of a field as JSON, as its reader sees it.
    pub fn value(&self, record: String, field: String) -> Result<String, JsError> {
        let view = self.projection.borrow().view(record.parse()?);
        let value = view.and_then(|view| view.fields.get(&field).cloned()).unwrap_or_default();
        Ok(value.to_string())
    }
}

/// Keeps the projection in step, as the app does.
fn follow(projection: &mut Projection, space: SpaceId, batch: Batch, receipt: &Receipt) {
    if batch.drop_base == Some(space) {
        projection.drop_base();
    }
    let is_page = batch.drop_segments.is_empty();
    if let Some(segment) = batch.segment.filter(|segment| segment.space == space && is_page) {
        projection.take(&segment);
    }
    for ((space, change), key) in batch.queue.into_iter().zip(&receipt.queued) {
        projection.queue(Queued { key: *key, space, change, state: OutboxState::Waiting { tries: 0 } });
    }
    for (key, state) in batch.settle {
        projection.settle(key, state);
    }
    for key in batch.archive {
        projection.archive(key);
    }
}

/// Changes that wait, and that were refused.
fn counts(projection: &Projection) -> (u32, u32) {
    let count = |wanted: fn(&OutboxState) -> bool| {
        u32::try_from(projection.outbox().filter(|row| wanted(&row.state)).count()).unwrap_or(u32::MAX)
    };
    (count(OutboxState::is_waiting), count(|state| matches!(state, OutboxState::Refused { .. })))
}
