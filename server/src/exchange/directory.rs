//! Writing the directory: its rules, and the spaces of its clusters.

use shared::domain::{Cluster, Kind, Record};
use shared::field::Fields;
use shared::id::{RecordId, SpaceId};
use shared::register::Register;
use shared::sync::{Refusal, Stored};

use super::ledger::Ledger;
use crate::error::Error;
use crate::store::{SpaceState, Store};

impl<S: Store> Ledger<'_, S> {
    /// Whether a record of the directory may become this, beside all others there (I-01 to I-04). Records of other spaces
    /// may as far as the directory is concerned.
    pub(super) fn in_register(
        &self,
        id: RecordId,
        kind: Kind,
        fields: &Fields,
    ) -> Result<Result<(), Refusal>, Error> {
        if !Register::KINDS.contains(&kind) {
            return Ok(Ok(()));
        }
        if kind == Kind::Cluster && self.is_taken(id)? {
            return Ok(Err(Refusal::Exists));
        }
        if self.register.borrow().is_none() {
            let register = self.read_register()?;
            self.register.replace(Some(register));
        }
        let register = self.register.borrow();
        let errors =
            register.as_ref().map(|register| register.problems(id, kind, fields)).unwrap_or_default();
        Ok(if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid { errors }) })
    }

    fn read_register(&self) -> Result<Register, Error> {
        let mut register = Register::default();
        for kind in Register::KINDS {
            for row in self.store.rows_of(self.space(), kind)? {
                register.put(row.id, row.kind, &row.fields);
            }
        }
        Ok(register)
    }

    /// Whether the space of a cluster that nobody has made yet is there already: it is another one's, or the directory's.
    fn is_taken(&self, id: RecordId) -> Result<bool, Error> {
        let is_new = self.store.heading(self.space(), id)?.is_none();
        Ok(is_new && self.store.space(SpaceId::of_record(id))?.is_some())
    }

    /// Follows what was kept in the directory. With its record a cluster's space comes to be, so that its year and all
    /// else can be written at once; and its running year is the one that the record names.
    pub(super) fn note_in_directory(&self, stored: &Stored) -> Result<(), Error> {
        if let Some(register) = self.register.borrow_mut().as_mut() {
            register.put(stored.id, stored.kind, &stored.fields);
        }
        let cluster = (stored.kind == Kind::Cluster).then(|| Cluster::from_fields(&stored.fields)).flatten();
        let Some(Cluster { year, .. }) = cluster else { return Ok(()) };
        let space = SpaceId::of_record(stored.id);
        let state = match self.store.space(space)? {
            None => SpaceState::new(year),
            Some(state) if state.year != year => SpaceState { year, ..state },
            Some(_) => return Ok(()),
        };
        self.store.put_space(space, &state)?;
        Ok(())
    }
}
