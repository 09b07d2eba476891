//! The shipped module: mounts the app.
fn main() {
    app::start();
}
