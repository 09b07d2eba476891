//! Telling the open connections that a space has moved on.

use std::sync::Arc;
use tokio::sync::broadcast;

use shared::access::{Viewer, visible};
use shared::api::Poke;

use crate::exchange::News;

/// News that a slow listener may lag behind before it is let go; it pulls when it comes back.
const LAG_MAX: usize = 256;

/// Carries news from the writer to the listeners.
#[derive(Clone)]
pub struct Pokes {
    sender: broadcast::Sender<Arc<News>>,
}

impl Default for Pokes {
    fn default() -> Self {
        Self { sender: broadcast::channel(LAG_MAX).0 }
    }
}

impl Pokes {
    /// Tells everybody who listens.
    pub fn send(&self, news: News) {
        if !news.subjects.is_empty() {
            // An error says only that nobody listens.
            self.sender.send(Arc::new(news)).ok();
        }
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<News>> {
        self.sender.subscribe()
    }
}

/// The poke that a viewer gets: none when nothing that the viewer sees was changed. So nobody learns that others
/// work, and a unit's devices do not wake each other for the sake of what only the centre sees.
pub fn poke_for(news: &News, viewer: &Viewer) -> Option<Poke> {
    let concerns = news.subjects.iter().any(|subject| visible(subject, viewer));
    concerns.then_some(Poke { space: news.space, rev: news.rev })
}
