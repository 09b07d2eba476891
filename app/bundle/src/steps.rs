//! The table of what `cargo verify` does, in order.

use std::process::Command;

use crate::place::Place;
use crate::process::{cargo, this_tool};

/// When a step is part of the run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tier {
    /// Always, `--quick` included.
    Quick,
    /// Without `--quick`.
    Full,
    /// With `--soak` only.
    Soak,
}

/// Which directory below `target` a step works in. Steps of different lanes run beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// What runs on this machine.
    Native,
    /// What runs in a browser.
    Web,
}

impl Lane {
    pub(crate) const ALL: [Self; 2] = [Self::Native, Self::Web];
}

/// How the results of a step are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// It holds or it does not; it has no tests.
    Nothing,
    /// `test result: …` lines in its log.
    TestResults,
    /// `target/verify/journeys.json`, written by Playwright.
    Journeys,
}

pub(crate) struct Step {
    /// Also the name of its log.
    pub(crate) name: &'static str,
    pub(crate) tier: Tier,
    pub(crate) lane: Lane,
    pub(crate) count: Count,
    /// Steps that must have ended, however they did.
    after: &'static [&'static str],
    /// Steps without whose success this one makes no sense.
    pub(crate) needs: &'static [&'static str],
    /// Whether its log is worth reading when all is well.
    pub(crate) shown: bool,
    pub(crate) command: fn(&Place) -> Command,
}

impl Step {
    const fn new(name: &'static str, tier: Tier, count: Count, command: fn(&Place) -> Command) -> Self {
        let lane = Lane::Native;
        Self { name, tier, lane, count, after: &[], needs: &[], shown: false, command }
    }

    const fn in_web(self) -> Self {
        Self { lane: Lane::Web, ..self }
    }

    const fn after(self, after: &'static [&'static str]) -> Self {
        Self { after, ..self }
    }

    const fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    const fn shown(self) -> Self {
        Self { shown: true, ..self }
    }

    /// Whether the other step has to end before this one begins.
    pub(crate) fn waits_for(&self, other: &str) -> bool {
        self.after.contains(&other) || self.needs.contains(&other)
    }
}

const WASM: &str = "--target=wasm32-unknown-unknown";

/// The tests of the app. Its executable has none.
fn app_tests(place: &Place) -> Command {
    let kinds = ["--lib", "--no-fail-fast"];
    let mut command = cargo(place, &["test", "--package=app", WASM, "--profile=web"]);
    command.args(kinds);
    // As in .cargo/config.toml, but right for another target directory too.
    let runner = format!("{} test-runner", place.tool.display());
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", place.root.join("app/webdriver.json"));
    command
}

/// Every step. What waits for a browser comes when nothing else keeps the cores busy.
pub(crate) const STEPS: [Step; 14] = [
    Step::new("fmt", Tier::Quick, Count::Nothing, |place| cargo(place, &["fmt", "--all", "--check"])),
    Step::new("tidy", Tier::Quick, Count::Nothing, |place| this_tool(place, &["tidy"])),
    Step::new("site", Tier::Full, Count::Nothing, |place| this_tool(place, &["site"])).in_web(),
    Step::new("clippy", Tier::Quick, Count::Nothing, |place| {
        cargo(
            place,
            &["clippy", "--release", "--workspace", "--exclude=app", "--all-targets", "--", "-Dwarnings"],
        )
    }),
    Step::new("clippy-app", Tier::Full, Count::Nothing, |place| {
        cargo(place, &["clippy", "--package=app", WASM, "--profile=web", "--all-targets", "--", "-Dwarnings"])
    })
    .in_web(),
    Step::new("link-app", Tier::Full, Count::Nothing, |place| {
        let mut command = app_tests(place);
        command.arg("--no-run");
        command
    })
    .in_web(),
    Step::new("browser", Tier::Full, Count::Nothing, |place| this_tool(place, &["browser"])).in_web(),
    Step::new("docs", Tier::Full, Count::Nothing, |place| {
        let args =
            ["doc", "--release", "--workspace", "--exclude=app", "--no-deps", "--document-private-items"];
        let mut command = cargo(place, &args);
        command.env("RUSTDOCFLAGS", "-Dwarnings");
        command
    }),
    Step::new("tests", Tier::Quick, Count::TestResults, |place| {
        // Neither examples nor the snippets of comments: there are no tests in them.
        cargo(place, &["test", "--release", "--workspace", "--exclude=app", "--tests", "--no-fail-fast"])
    }),
    Step::new("build", Tier::Full, Count::Nothing, |place| this_tool(place, &["dev", "--build-only"]))
        .after(&["link-app"])
        .needs(&["site"]),
    Step::new("sizes", Tier::Full, Count::Nothing, |place| this_tool(place, &["sizes"]))
        .needs(&["build"])
        .shown(),
    Step::new("tests-app", Tier::Full, Count::TestResults, app_tests)
        .in_web()
        .after(&["sizes"])
        .needs(&["link-app", "browser"]),
    Step::new("journeys", Tier::Full, Count::Journeys, |place| this_tool(place, &["journeys"]))
        .in_web()
        .needs(&["build", "browser"]),
    Step::new("kills", Tier::Soak, Count::Nothing, |place| this_tool(place, &["dev", "kills"]))
        .in_web()
        .needs(&["build", "browser"])
        .shown(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_awaits_only_earlier_ones() {
        for (index, step) in STEPS.iter().enumerate() {
            for need in step.needs.iter().chain(step.after) {
                let earlier = STEPS[..index].iter().find(|earlier| earlier.name == *need);
                let earlier =
                    earlier.unwrap_or_else(|| panic!("{} awaits {need}, which is not before it", step.name));
                let needed = step.needs.contains(need);
                assert!(!needed || earlier.tier != Tier::Soak || step.tier == Tier::Soak);
                assert!(!needed || earlier.tier == Tier::Quick || step.tier != Tier::Quick);
            }
        }
    }

    #[test]
    fn names_are_used_once() {
        for (index, step) in STEPS.iter().enumerate() {
            assert!(STEPS[..index].iter().all(|earlier| earlier.name != step.name), "{}", step.name);
        }
    }
}
