//! The module of the worker: answers what the page asks.

fn main() {
    app::workbook::worker::start();
}
