//! `cargo dev`: build, serve, and build again when a source changes.

use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::place::Place;
use crate::watch::{self, Event};
use crate::{process, scripts, site};

/// How often to look whether the server has ended by itself.
const GLANCE: Duration = Duration::from_millis(300);
/// A save touches several files, and an editor writes each more than once.
const QUIET: Duration = Duration::from_millis(200);

#[derive(clap::Args)]
#[command(after_help = after_help(), args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    /// Stops once target/release/giao-uoc is built, with the app inside it
    #[arg(long)]
    build_only: bool,
    /// Where the server listens
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where the server keeps its data [default: target/dev-data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    script: Option<Script>,
}

#[derive(clap::Subcommand)]
enum Script {
    #[command(external_subcommand)]
    Named(Vec<String>),
}

/// Names the programs of `e2e`, when there are any.
fn after_help() -> String {
    let present = Place::find().map(|place| scripts::present(&place.root)).unwrap_or_default();
    let rows = present.iter().map(|script| format!("  {:<8} {}", script.name, script.about));
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("Programs in e2e, run with `cargo dev <name> [args]`:\n{}", rows.join("\n"))
}

pub(crate) fn run(place: &Place, args: &Args) -> Result<ExitCode> {
    if let Some(Script::Named(words)) = &args.script {
        let (name, rest) = words.split_first().context("the name of a program in e2e is missing")?;
        let script = scripts::find(&place.root, name)?;
        build(place)?;
        return scripts::run(place, script, rest);
    }
    build(place)?;
    if args.build_only {
        return Ok(ExitCode::SUCCESS);
    }
    serve(place, args)
}

/// The site, then the executable that embeds it.
fn build(place: &Place) -> Result<()> {
    site::build(place)?;
    // By the name of the binary, not of its package: so cargo resolves the features of the
    // whole workspace, as it does for the tests, and builds no dependency twice.
    process::run(&mut process::cargo(place, &["build", "--release", "--bin=giao-uoc"]))?;
    println!("executable: {}", place.executable().display());
    Ok(())
}

fn serve(place: &Place, args: &Args) -> Result<ExitCode> {
    let (sender, events) = channel();
    let stop: Sender<Event> = sender.clone();
    ctrlc::set_handler(move || {
        // Nobody listens any more only when the end has come already.
        let _ = stop.send(Event::Stop);
    })
    .context("Ctrl-C cannot be caught")?;
    let _watcher = watch::start(place, sender)?;

    let mut server = start_server(place, args)?;
    let status = rebuild_until_the_end(place, &events, &mut server)?;
    Ok(if status.is_none_or(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn start_server(place: &Place, args: &Args) -> Result<Child> {
    let data = args.data.clone().unwrap_or_else(|| place.target.join("dev-data"));
    let mut command = Command::new(place.executable());
    command.arg("serve").arg("--sample").arg("--listen").arg(&args.listen);
    command.arg("--data").arg(data).arg("--site").arg(&place.site);
    command.current_dir(&place.root).spawn().context("the server could not be started")
}

/// Returns the server's status when it ended by itself, nothing when it was asked to.
fn rebuild_until_the_end(
    place: &Place,
    events: &Receiver<Event>,
    server: &mut Child,
) -> Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = server.try_wait()? {
            println!("the server has ended ({status})");
            return Ok(Some(status));
        }
        match events.recv_timeout(GLANCE) {
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) | Ok(Event::Stop) => {
                return stop(server).map(|()| None);
            }
            Ok(Event::Changed(path)) => {
                while let Ok(event) = events.recv_timeout(QUIET) {
                    if matches!(event, Event::Stop) {
                        return stop(server).map(|()| None);
                    }
                }
                let shown = path.strip_prefix(&place.root).unwrap_or(&path);
                println!("{} has changed, building the app again", shown.display());
                if let Err(error) = site::build(place) {
                    eprintln!("error: {error:#}; the last good app is still served");
                }
            }
        }
    }
}

/// Asks the server to finish its exchanges and waits for it.
fn stop(server: &mut Child) -> Result<()> {
    if server.try_wait()?.is_none() {
        // In a terminal Ctrl-C reached it already; asking twice does no harm.
        rustix::process::kill_process(
            rustix::process::Pid::from_child(server),
            rustix::process::Signal::TERM,
        )
        .context("the server could not be stopped")?;
        server.wait()?;
    }
    Ok(())
}
