//! Domain types, rules and the sync core of Giao Ước.
//!
//! Architecture invariant: nothing here performs IO, reads a clock, draws a random number or knows an async
//! runtime. Times, ids and seeds come in as arguments, so that the app, the server and the simulator run one and
//! the same merge.
//!
//! Reading order: [`id`] and [`time`] name things; [`text`], [`number`], [`order`] and [`field`] say what a value may be;
//! [`domain`] declares each kind of record once; [`achievement`] and [`claim`] compare figures with plans; [`register`]
//! holds the directory to its rules, [`find`] finds in it and [`roster`] reads lists of organisations; [`sheet`] holds the cells of a workbook, [`import`] says what
//! its rows mean; [`access`] decides who may see and do what; [`sync`]
//! carries changes between devices; [`api`] is everything else that crosses the wire.

pub mod access;
pub mod achievement;
pub mod api;
pub mod bytes;
pub mod claim;
pub mod day;
pub mod domain;
pub mod field;
pub mod find;
pub mod id;
pub mod import;
pub mod limit;
pub mod number;
pub mod order;
pub mod register;
pub mod roster;
pub mod sheet;
pub mod sync;
pub mod text;
pub mod time;
