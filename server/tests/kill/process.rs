//! The real executable, started and killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server; killed when it is let go.
pub(crate) struct Process {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub(crate) address: String,
}

impl Process {
    pub(crate) fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_giao-uoc"))
            .args(["serve", "--sample", "--listen", "127.0.0.1:0", "--log-level", "error", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut addresses = lines
            .map_while(Result::ok)
            .filter_map(|line| Some(line.strip_prefix("listening on http://")?.trim().to_owned()));
        let address = addresses.next().unwrap();
        Self { child, address }
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
