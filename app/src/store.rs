//! The device's database of one account: [`IdbStore`] keeps `shared`'s contract over `IndexedDB`.
//!
//! Architecture invariants: `schema` declares every object store there ever was; `writing` is the one place that
//! opens a transaction that writes; values are sealed before that transaction opens, so what can be read on the disk
//! is only ids, kinds, counts and states.

mod batch;
mod cell;
mod connection;
mod fault;
mod idb;
mod pack;
pub mod schema;
pub mod seal;
mod writing;

pub use connection::{Connection, delete};
pub use idb::{IdbStore, Unsent};
pub use writing::{Durability, Writing};
