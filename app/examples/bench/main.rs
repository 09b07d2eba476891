//! What `cargo dev bench` measures of the app below its screens, as a module for pages of its own: the device's store
//! ([`storage`]), and a person's account with the driver that exchanges for it ([`member`]), what pages read ([`reader`]).

mod member;
mod reader;
mod storage;
mod work;

/// A page loads the module and calls what it exports.
fn main() {}
