//! `cargo verify`: runs the steps, keeps a log of each, and ends in one table.

use std::fs::{self, File};
use std::path::Path;
use std::process::{ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::counts::{self, Counts};
use crate::lanes::{self, Unmet};
use crate::place::Place;
use crate::setup;
use crate::steps::{Count, STEPS, Step, Tier};

/// How much of a failing log is shown.
const TAIL_LINES: usize = 60;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Format, tree, lints and native tests alone
    #[arg(long, conflicts_with = "soak")]
    quick: bool,
    /// Everything, with the long runs
    #[arg(long)]
    soak: bool,
    /// Runs only the named step and nothing it needs; may be repeated
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
}

impl Args {
    fn takes(&self, step: &Step) -> bool {
        if !self.only.is_empty() {
            return self.only.iter().any(|name| name == step.name);
        }
        match step.tier {
            Tier::Quick => true,
            Tier::Full => !self.quick,
            Tier::Soak => self.soak,
        }
    }
}

enum Outcome {
    Ran { ok: bool, counts: Counts, took: Duration },
    Skipped { because: &'static str },
}

pub(crate) fn run(place: &Place, args: &Args) -> Result<ExitCode> {
    let steps: Vec<&Step> = STEPS.iter().filter(|step| args.takes(step)).collect();
    for name in &args.only {
        if !STEPS.iter().any(|step| step.name == name) {
            let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            bail!("no step is called {name}; there are: {}", names.join(", "));
        }
    }
    setup::components(place)?;
    setup::wasm_target(place)?;
    fs::create_dir_all(place.logs()).with_context(|| place.logs().display().to_string())?;

    let work = |index: usize, unmet: Unmet| {
        let step = steps.get(index).context("no such step")?;
        let label = format!("[{:>2}/{}] {:<10}", index + 1, steps.len(), step.name);
        println!("{label} …");
        let outcome = match unmet {
            Some(because) => Outcome::Skipped { because },
            None => perform(place, step, args.soak)?,
        };
        let log = shown_log(place, step, &outcome)?;
        // In one piece: another step may end at the same moment.
        println!("{label} {}{log}", progress(&outcome));
        Ok(outcome)
    };
    let is_ok_at_all = |outcome: &Result<Outcome>| outcome.as_ref().is_ok_and(is_ok);
    let outcomes = lanes::run(&steps, is_ok_at_all, work).into_iter().collect::<Result<Vec<_>>>()?;
    let done: Vec<(&Step, Outcome)> = steps.into_iter().zip(outcomes).collect();
    println!("\n{}", table(&done));
    Ok(if done.iter().all(|(_, outcome)| is_ok(outcome)) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn is_ok(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Ran { ok: true, .. })
}

fn perform(place: &Place, step: &Step, soak: bool) -> Result<Outcome> {
    let path = log_path(place, step);
    let log = File::create(&path).with_context(|| path.display().to_string())?;
    let report = place.logs().join("journeys.json");
    if step.count == Count::Journeys && report.exists() {
        // The counts must be of this run.
        fs::remove_file(&report)?;
    }
    let mut command = (step.command)(place);
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).env("CARGO_TERM_COLOR", "never");
    if soak {
        command.env("GIAO_UOC_SOAK", "1");
    }
    let started = Instant::now();
    let status = command.status().with_context(|| format!("the step {} could not be started", step.name))?;
    let took = started.elapsed();
    let counts = count(step, &path, &report);
    Ok(Outcome::Ran {
        ok: status.success() && counts.failed == 0,
        counts: settle(counts, status.success()),
        took,
    })
}

/// A step that broke without naming a test, or is no test, still counts as one failure.
fn settle(counts: Counts, success: bool) -> Counts {
    if !success && counts.failed == 0 { Counts { failed: 1, ..counts } } else { counts }
}

fn count(step: &Step, log: &Path, report: &Path) -> Counts {
    match step.count {
        Count::Nothing => Counts::default(),
        Count::TestResults => {
            let log = fs::read(log).unwrap_or_default();
            counts::from_test_results(&String::from_utf8_lossy(&log))
        }
        // Without a report nothing is known to have passed.
        Count::Journeys => fs::read_to_string(report)
            .map_err(anyhow::Error::from)
            .and_then(|report| counts::from_journeys(&report))
            .unwrap_or(Counts { passed: 0, failed: 1 }),
    }
}

fn log_path(place: &Place, step: &Step) -> std::path::PathBuf {
    place.logs().join(format!("{}.log", step.name))
}

fn progress(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Ran { ok, took, .. } => {
            format!("{} in {:.1} s", if *ok { "ok" } else { "FAILED" }, took.as_secs_f64())
        }
        Outcome::Skipped { because } => format!("skipped: {because} did not succeed"),
    }
}

/// The end of a step's log, where it is worth reading.
fn shown_log(place: &Place, step: &Step, outcome: &Outcome) -> Result<String> {
    let Outcome::Ran { ok, .. } = outcome else {
        return Ok(String::new());
    };
    if *ok && !step.shown {
        return Ok(String::new());
    }
    let path = log_path(place, step);
    let log = fs::read(&path).with_context(|| path.display().to_string())?;
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().collect();
    let mut lines: Vec<String> = lines
        .iter()
        .skip(lines.len().saturating_sub(TAIL_LINES))
        .map(|line| format!("\n    {line}"))
        .collect();
    if !*ok {
        lines.push(format!("\n    (whole log: {})", path.display()));
    }
    Ok(lines.concat())
}

/// One row a step, and the sums as a plain line at the end.
fn table(done: &[(&Step, Outcome)]) -> String {
    let mut rows = vec![row("step", "tests passed", "failed", "seconds", "")];
    let mut sum = Counts::default();
    for (step, outcome) in done {
        rows.push(match outcome {
            Outcome::Skipped { because } => row(step.name, "-", "-", "-", &format!("skipped: {because}")),
            Outcome::Ran { ok, counts, took } => {
                sum = Counts { passed: sum.passed + counts.passed, failed: sum.failed + counts.failed };
                let tests = step.count != Count::Nothing;
                let passed = if tests { counts.passed.to_string() } else { "-".to_owned() };
                let failed = if tests || !ok { counts.failed.to_string() } else { "-".to_owned() };
                let seconds = format!("{:.1}", took.as_secs_f64());
                row(step.name, &passed, &failed, &seconds, if *ok { "ok" } else { "FAILED" })
            }
        });
    }
    rows.push(format!("\n{} passed, {} failed", sum.passed, sum.failed));
    rows.join("\n")
}

fn row(step: &str, passed: &str, failed: &str, seconds: &str, state: &str) -> String {
    format!("{step:<12} {passed:>12} {failed:>7} {seconds:>9}  {state}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_without_a_failed_test_counts_as_one() {
        let check = |passed: u64, failed: u64, success: bool, expected: u64| {
            assert_eq!(settle(Counts { passed, failed }, success), Counts { passed, failed: expected });
        };
        check(3, 0, true, 0);
        check(3, 0, false, 1);
        check(3, 2, false, 2);
    }

    #[test]
    fn the_table_ends_in_the_sums() {
        let [fmt, tests, journeys] =
            ["fmt", "tests", "journeys"].map(|name| STEPS.iter().find(|step| step.name == name).unwrap());
        let ran = |ok: bool, passed: u64, failed: u64| Outcome::Ran {
            ok,
            counts: Counts { passed, failed },
            took: Duration::from_millis(1500),
        };
        let done = [
            (fmt, ran(false, 0, 1)),
            (tests, ran(true, 12, 0)),
            (journeys, Outcome::Skipped { because: "build" }),
        ];
        let expected = "\
step         tests passed  failed   seconds
fmt                     -       1       1.5  FAILED
tests                  12       0       1.5  ok
journeys                -       -         -  skipped: build

12 passed, 1 failed";
        assert_eq!(table(&done), expected);
    }
}
