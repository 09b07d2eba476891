//! The shipped module: mounts the app.

mod cuts;

fn main() {
    app::start(cuts::parts(), cuts::GO_ON);
}
