//! Giao ước as pages see it.

use shared::bytes::Sha256;
use shared::domain::{Article, Covenant, CovenantState, Remark, Signature};
use shared::id::{RecordId, UnitId};

use super::{Held, Listed};

/// The covenants of a cluster, of all years, with what belongs to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covenants {
    /// The newest year first; annexes behind their covenant.
    pub all: Vec<Held<Covenant>>,
    /// Articles in force, in order.
    pub articles: Vec<Held<Article>>,
    /// What units said of drafts, the oldest first; what was voided is not here.
    pub remarks: Vec<Held<Remark>>,
    /// Every signature; one that was taken back is out of force.
    pub signatures: Vec<Listed<Signature>>,
}

impl Covenants {
    /// A covenant or annex, if somebody has begun it.
    pub fn get(&self, id: RecordId) -> Option<&Held<Covenant>> {
        self.all.iter().find(|held| held.id == id)
    }

    /// The articles of a draft.
    pub fn articles_of(&self, id: RecordId) -> impl Iterator<Item = &Held<Article>> {
        self.articles.iter().filter(move |held| held.record.covenant == id)
    }

    /// What was said of a draft.
    pub fn remarks_of(&self, id: RecordId) -> impl Iterator<Item = &Held<Remark>> {
        self.remarks.iter().filter(move |held| held.record.covenant == id)
    }

    /// The signatures in force under a covenant, whatever text they are under.
    pub fn signatures_of(&self, id: RecordId) -> impl Iterator<Item = &Held<Signature>> {
        let in_force = self.signatures.iter().filter(|line| line.is_in_force());
        in_force.map(|line| &line.held).filter(move |held| held.record.covenant == id)
    }

    /// A unit's signature in force under a text.
    pub fn signature(&self, id: RecordId, text: Sha256, unit: UnitId) -> Option<&Held<Signature>> {
        self.signatures_of(id).find(|held| (held.record.text, held.record.unit) == (text, unit))
    }

    /// How far a covenant has come.
    pub fn state(&self, id: RecordId) -> CovenantState {
        let signatures = self.signatures_of(id).map(|held| &held.record);
        self.get(id).map_or(CovenantState::Draft, |held| held.record.state(signatures))
    }

    /// The number that a unit's next signature under a text gets.
    pub fn next_round(&self, id: RecordId, text: Sha256, unit: UnitId) -> u16 {
        let all = self.signatures.iter().map(|line| &line.held.record);
        let own = all.filter(|it| (it.covenant, it.text, it.unit) == (id, text, unit));
        own.map(|it| it.round).max().unwrap_or(0).saturating_add(1)
    }
}
