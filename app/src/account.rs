//! The account of the person who works: its database, and who is told of what is committed to it.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use shared::sync::store::{Batch, Receipt, Store, StoreError};

use crate::device::{AccountCard, Identity};
use crate::store::IdbStore;
use crate::sync::tabs::{Tabs, Trace, Word};

/// What was committed, and by whom.
pub enum Committed {
    /// By this tab: the batch, and what the store handed out for it.
    Here(Box<Batch>, Receipt),
    /// By another tab: the names of what it touched.
    Elsewhere(Trace),
}

type Listener = Rc<dyn Fn(Committed)>;
type WordListener = Rc<dyn Fn(Word)>;

/// An account, open.
pub struct Account {
    card: AccountCard,
    identity: Identity,
    store: IdbStore,
    tabs: Tabs,
    listener: Rc<RefCell<Option<Listener>>>,
    words: Rc<RefCell<Option<WordListener>>>,
}

impl Account {
    /// Opens an account's database and joins the tabs that work on it.
    pub async fn open(card: AccountCard, identity: Identity) -> Result<Self, StoreError> {
        let database = card.database();
        let store = IdbStore::open(&database, &card.key.0).await?;
        let listener: Rc<RefCell<Option<Listener>>> = Rc::default();
        let words: Rc<RefCell<Option<WordListener>>> = Rc::default();
        let (to_listener, to_words) = (listener.clone(), words.clone());
        let tabs = Tabs::join(&database, move |word| match word {
            Word::Committed(trace) => tell(&to_listener, Committed::Elsewhere(trace)),
            word => {
                let listener = to_words.borrow().clone();
                if let Some(listener) = listener {
                    listener(word);
                }
            }
        });
        Ok(Self { card, identity, store, tabs, listener, words })
    }

    /// Whose it is.
    pub fn card(&self) -> &AccountCard {
        &self.card
    }

    /// The device.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Its database, for reading.
    pub fn store(&self) -> &IdbStore {
        &self.store
    }

    /// The other tabs that work on it.
    pub fn tabs(&self) -> &Tabs {
        &self.tabs
    }

    /// Who keeps the projection is told of every commit, of this tab and of others, in their order.
    pub fn on_commit(&self, listener: impl Fn(Committed) + 'static) {
        self.listener.replace(Some(Rc::new(listener)));
    }

    /// What other tabs say beside their commits.
    pub fn on_word(&self, listener: impl Fn(Word) + 'static) {
        self.words.replace(Some(Rc::new(listener)));
    }

    /// Commits a batch and tells whoever keeps a projection, in this tab and in others. The only way to write.
    pub fn commit(&self, batch: Batch) -> LocalBoxFuture<'_, Result<Receipt, StoreError>> {
        // Boxed: committed from many places, compiled once.
        Box::pin(async move {
            let told = Box::new(batch.clone());
            let receipt = self.store.commit(batch).await?;
            self.tabs.tell(&Word::Committed(Trace::of(&told, &receipt)));
            tell(&self.listener, Committed::Here(told, receipt.clone()));
            Ok(receipt)
        })
    }

    /// Stops listening: another account is opened.
    pub fn leave(&self) {
        self.listener.replace(None);
        self.words.replace(None);
        self.tabs.leave();
    }
}

fn tell(listener: &RefCell<Option<Listener>>, committed: Committed) {
    // Not borrowed while it runs: it may well commit something itself.
    let listener = listener.borrow().clone();
    if let Some(listener) = listener {
        listener(committed);
    }
}
