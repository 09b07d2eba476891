//! Every kind of record, declared once: fields, merge policy, bounds, checks.

mod activity;
mod directory;
mod kind;
mod summary;

pub use activity::{Activity, EVIDENCE_CHARS_MAX, Evidence, TAG_CHARS_MAX};
pub use directory::{Cluster, Founding, Level, Membership, Person, Term, Unit};
pub(crate) use kind::record_kind;
pub use kind::{Kind, KindSpec, Record};
pub(crate) use summary::halves;
pub use summary::{HeldChange, Summary};
