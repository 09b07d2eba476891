//! The build tool behind `cargo dev` and `cargo verify`.
fn main() {}
