//! The network: the only part of the app that knows it exists.
//!
//! Architecture invariants: pages never come here; of all tabs of an account one exchanges, under a lock; an answer
//! counts only when it is ours ([`api`]).

pub mod api;
mod compress;
pub mod driver;
mod lock;
mod pokes;
pub mod tabs;
mod upload;

pub use compress::{gunzip, gzip};
