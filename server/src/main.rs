//! The `giao-uoc` executable.
fn main() {}
