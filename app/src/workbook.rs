//! Spreadsheets: what is read from the files that people bring, and written into those that they take along.
//!
//! Both are done in a worker by a module of its own (`workbook/main.rs`), so that the page never waits and nobody loads
//! it who never needs it. [`client`] is the page's side of it, [`speech`] what both say to each other; the rest runs in
//! the worker. What rows mean is told by [`shared::import`].

pub mod client;
mod csv;
mod merged;
pub mod opening;
pub mod session;
pub mod speech;
#[cfg(test)]
mod tests;
pub mod worker;
mod writing;
mod xlsx;
