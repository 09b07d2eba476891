//! The `giao-uoc` executable.

use anyhow::{Context, ensure};
use clap::Parser;
use server::options::{Backup, Command, LogForm, Options, Serve};
use server::site::{File, Site};
use server::{db, serve};
use std::io::IsTerminal;
use tracing_subscriber::fmt;

/// The app as it was last built; empty when it was not.
static APP: &[File] = include!(concat!(env!("BUNDLE_SITE"), "/embedded.rs"));

fn main() -> anyhow::Result<()> {
    match Options::parse().command {
        Command::Serve(options) => run(&options),
        Command::Backup(options) => back_up(&options),
    }
}

fn run(options: &Serve) -> anyhow::Result<()> {
    let log = fmt()
        .with_max_level(options.log_level)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match options.log {
        LogForm::Text => log.init(),
        LogForm::Json => log.json().init(),
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve::run(options, Site::Embedded(APP)))
}

fn back_up(options: &Backup) -> anyhow::Result<()> {
    let Backup { data, file } = options;
    ensure!(
        !file.exists(),
        "{0} đã tồn tại; hãy chọn tên khác. ({0} exists already; choose another name.)",
        file.display()
    );
    db::copy_to(data, file).with_context(|| format!("{} → {}", data.display(), file.display()))?;
    println!("Đã sao lưu vào {0}. (Backed up to {0}.)", file.display());
    Ok(())
}
