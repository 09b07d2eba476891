//! The covenants of a cluster, in memory.

use std::collections::BTreeSet;
use std::sync::Arc;

use shared::domain::{Article, Covenant, Kind, Signature, keyed_id};
use shared::id::{SpaceId, UnitId};

use super::Repo;
use super::directory::arrange;
use super::memory::Room;
use super::targets::held;
use super::topics::Topic;
use super::types::{Covenants, Held};
use super::works::listed;

impl Room {
    // Read anew each time, as what is worked at together.
    fn covenants(&self) -> Covenants {
        let mut found = Covenants::default();
        for id in &self.covenants {
            let Some(view) = self.projection.view(*id) else { continue };
            match view.kind {
                Kind::Signature => found.signatures.extend(listed(*id, &view, &self.projection)),
                _ if view.void_reason().is_some() => {}
                Kind::Covenant => found.all.extend(held(*id, &view, &self.projection)),
                Kind::Article => found.articles.extend(held(*id, &view, &self.projection)),
                Kind::Remark => found.remarks.extend(held(*id, &view, &self.projection)),
                _ => {}
            }
        }
        let age = |it: &Held<Covenant>| (it.record.year.saturating_neg(), it.record.part);
        arrange(&mut found.all, |one, other| age(one) < age(other));
        let place = |it: &Held<Article>| (it.record.order.clone(), it.id);
        arrange(&mut found.articles, |one, other| place(one) < place(other));
        arrange(&mut found.remarks, |one, other| one.id < other.id);
        found
    }

    /// Whether a year's covenant is adopted, and who of those it names has signed that text.
    pub(super) fn signed(&self, year: i16) -> (bool, BTreeSet<UnitId>) {
        let id = keyed_id(self.space, &Covenant::key_of(year, 0));
        let covenant: Option<Covenant> = self.projection.view(id).and_then(|view| view.typed());
        let Some(adopted) = covenant.and_then(|covenant| covenant.adopted) else {
            return (false, BTreeSet::new());
        };
        let text = adopted.text.digest();
        let stands = |unit: &UnitId| {
            let view = |round| {
                let key = Signature::key_of(id, text, *unit, round);
                self.projection.view(keyed_id(self.space, &key))
            };
            (1..).map_while(view).any(|view| view.void_reason().is_none())
        };
        (true, adopted.text.parties.iter().map(|party| party.unit).filter(stands).collect())
    }
}

impl Repo {
    /// The covenants of a cluster; none until it has arrived.
    pub fn covenants(&self, space: SpaceId) -> Option<Arc<Covenants>> {
        self.read(&[Topic::Covenants], |_, memory| Some(Arc::new(memory.room(space)?.covenants())))
    }
}
