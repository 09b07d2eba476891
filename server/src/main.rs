//! The `giao-uoc` executable.

use anyhow::{Context, ensure};
use clap::Parser;
use server::options::{Admin, Backup, Command, LogForm, Options, Reset, Serve};
use server::site::{File, Site};
use server::{accounts, db, serve};
use std::io::IsTerminal;
use tracing_subscriber::fmt;

/// The app as it was last built; empty when it was not.
static APP: &[File] = include!(concat!(env!("BUNDLE_SITE"), "/embedded.rs"));

fn main() -> anyhow::Result<()> {
    match Options::parse().command {
        Command::Serve(options) => run(&options),
        Command::Backup(options) => back_up(&options),
        Command::Admin(Admin::Reset(options)) => reset(&options),
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

fn reset(options: &Reset) -> anyhow::Result<()> {
    let Reset { data, url, login } = options;
    let file = db::file_in(data);
    ensure!(file.exists(), "không thấy {0}. (There is no {0}.)", file.display());
    let link = accounts::reset(data, login)
        .with_context(|| format!("không cấp được cho “{login}”. (No link for “{login}”.)"))?;
    println!("Đường dẫn dùng một lần, trong 24 giờ. (A link for one use, within 24 hours.)\n");
    println!("  {}{link}", url.trim_end_matches('/'));
    Ok(())
}
