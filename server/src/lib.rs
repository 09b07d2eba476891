//! The thin backend of Giao Ước: sessions, authorisation, ordering, storage; hands out the app.
//!
//! Reading order: [`store`] says what is kept and [`db`] keeps it; [`exchange`] takes changes in and hands pages out;
//! [`writer`] makes that durable; [`routes`] carries it over HTTP to whom `session` knows; [`serve`] starts and
//! stops it all.

pub mod accounts;
pub mod actor;
mod card;
pub mod clock;
mod compression;
pub mod db;
pub mod error;
pub mod exchange;
mod guard;
mod headers;
mod log;
pub mod options;
pub mod password;
pub mod pokes;
pub mod random;
pub mod readers;
pub mod routes;
pub mod sample;
pub mod serve;
mod session;
mod sight;
pub mod site;
pub mod state;
pub mod store;
pub mod tries;
mod upload;
pub mod writer;
