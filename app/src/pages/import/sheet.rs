//! The page's state.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use shared::id::{RecordId, SpaceId, UnitId};
use shared::import::{Counts, ImportOf, Known, Layout, Picked, State};

use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::ImportCard;
use crate::ui::{Banner, Icon, Tone, live};
use crate::workbook::client::Client;
use crate::workbook::speech::{ReadAnswer, Shown, Unreadable};

/// A file, as the person knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileFacts {
    pub(super) name: String,
    /// Bytes.
    pub(super) size: u64,
}

/// Why there is nothing to show of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The file.
    Unreadable(Unreadable),
    /// The program that reads it is not on this device yet.
    NotHere,
    /// Reading it took more than the device has.
    Stopped,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Phase {
    /// No file is chosen.
    Choosing,
    /// The file cannot be read.
    Unreadable(Trouble),
    /// It is being read.
    Opening,
    /// Its rows are shown.
    Shown,
    /// They are being taken.
    Taking {
        /// Rows that are taken.
        done: u64,
        /// Rows that will be.
        total: u64,
    },
    /// They are.
    Done(ImportCard),
}

/// The page's state.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) of: ImportOf,
    pub(super) space: SpaceId,
    pub(super) year: i16,
    pub(super) phase: RwSignal<Phase>,
    pub(super) file: RwSignal<Option<FileFacts>>,
    /// The names of the file's sheets, and which of them is read.
    pub(super) sheets: RwSignal<Vec<String>>,
    pub(super) at: RwSignal<usize>,
    /// What the columns hold, where the person said so.
    pub(super) layout: RwSignal<Option<Layout>>,
    /// What the person said that names mean.
    pub(super) picked: RwSignal<Vec<Picked>>,
    /// The unit of rows that name none.
    pub(super) unit: RwSignal<Option<UnitId>>,
    /// The cluster whose members the units become.
    pub(super) cluster: RwSignal<Option<SpaceId>>,
    pub(super) source: RwSignal<String>,
    pub(super) reason: RwSignal<String>,
    pub(super) read: RwSignal<Option<Arc<ReadAnswer>>>,
    /// Rows of one state only.
    pub(super) only: RwSignal<Option<State>>,
    pub(super) rows: RwSignal<Vec<Shown>>,
    pub(super) failure: RwSignal<Option<String>>,
    /// The person wants no more rows to be taken.
    pub(super) stopped: StoredValue<bool>,
    /// An import is being taken back.
    pub(super) busy: StoredValue<bool>,
    /// The import: ids of what its rows make follow from it.
    pub(super) import: StoredValue<Option<RecordId>>,
    /// Which reading is the newest: what earlier ones answer is passed over.
    pub(super) turn: StoredValue<u32>,
    client: StoredValue<Option<SendWrapper<Rc<Client>>>>,
    repo: StoredValue<Repo>,
}

impl Sheet {
    /// To be called while a component is made.
    pub(super) fn new(of: ImportOf, space: SpaceId, year: i16) -> Self {
        Self {
            of,
            space,
            year,
            phase: RwSignal::new(Phase::Choosing),
            file: RwSignal::new(None),
            sheets: RwSignal::default(),
            at: RwSignal::new(0),
            layout: RwSignal::new(None),
            picked: RwSignal::default(),
            unit: RwSignal::new(None),
            cluster: RwSignal::new(None),
            source: RwSignal::default(),
            reason: RwSignal::default(),
            read: RwSignal::new(None),
            only: RwSignal::new(None),
            rows: RwSignal::default(),
            failure: RwSignal::new(None),
            stopped: StoredValue::new(false),
            busy: StoredValue::new(false),
            import: StoredValue::new(None),
            turn: StoredValue::new(0),
            client: StoredValue::new(None),
            repo: StoredValue::new(use_repo()),
        }
    }

    /// The repository, for event handlers.
    pub(super) fn repo(self) -> Repo {
        self.repo.get_value()
    }

    /// How many rows stand how, as they were read last. Tracked.
    pub(super) fn counts(self) -> Counts {
        self.read.with(|read| read.as_ref().map(|read| read.counts).unwrap_or_default())
    }

    /// What went wrong.
    pub(super) fn trouble(self) -> AnyView {
        let told = move || {
            self.failure.get().map(|words| {
                view! { <Banner tone=Tone::Err picture=Icon::Warning live=true><span>{words}</span></Banner> }
            })
        };
        live(told).into_any()
    }

    /// The worker, which is started when it is first wanted; none when it cannot be, or the page is gone.
    pub(super) async fn client(self) -> Option<Rc<Client>> {
        if let Some(client) = self.client.try_get_value()? {
            return Some(client.take());
        }
        let client = Rc::new(Client::start().await.ok()?);
        self.client.try_set_value(Some(SendWrapper::new(client.clone())));
        Some(client)
    }

    /// Lets the worker go, with all that it holds.
    pub(super) fn let_go(self) {
        let _ = self.client.try_set_value(None);
    }

    /// What is known beside the sheet now.
    pub(super) fn known(self) -> Option<Known> {
        let import = self.import.try_get_value().flatten()?;
        let known = untrack(|| self.repo().import_known(self.of, self.space, self.year, import))?;
        Some(Known {
            unit: self.unit.get_untracked().or(known.unit),
            cluster: self.cluster.get_untracked(),
            source: shared::text::clean(self.source.get_untracked().trim()),
            reason: shared::text::clean(self.reason.get_untracked().trim()),
            ..known
        })
    }
}
