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
    pub(crate) count: Count,
    /// Steps without whose success this one makes no sense.
    pub(crate) needs: &'static [&'static str],
    /// Whether its log is worth reading when all is well.
    pub(crate) shown: bool,
    pub(crate) command: fn(&Place) -> Command,
}

impl Step {
    const fn new(name: &'static str, tier: Tier, count: Count, command: fn(&Place) -> Command) -> Self {
        Self { name, tier, count, needs: &[], shown: false, command }
    }

    const fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    const fn shown(self) -> Self {
        Self { shown: true, ..self }
    }
}

/// Every step. The site comes before anything native: the server embeds it, and is then compiled once.
pub(crate) const STEPS: [Step; 13] = [
    Step::new("fmt", Tier::Quick, Count::Nothing, |place| cargo(place, &["fmt", "--all", "--check"])),
    Step::new("tidy", Tier::Quick, Count::Nothing, |place| this_tool(place, &["tidy"])),
    Step::new("site", Tier::Full, Count::Nothing, |place| this_tool(place, &["site"])),
    Step::new("clippy", Tier::Quick, Count::Nothing, |place| {
        cargo(
            place,
            &["clippy", "--release", "--workspace", "--exclude=app", "--all-targets", "--", "-Dwarnings"],
        )
    }),
    Step::new("clippy-app", Tier::Full, Count::Nothing, |place| {
        let target = "--target=wasm32-unknown-unknown";
        cargo(
            place,
            &["clippy", "--package=app", target, "--profile=web", "--all-targets", "--", "-Dwarnings"],
        )
    }),
    Step::new("docs", Tier::Full, Count::Nothing, |place| {
        let args =
            ["doc", "--release", "--workspace", "--exclude=app", "--no-deps", "--document-private-items"];
        let mut command = cargo(place, &args);
        command.env("RUSTDOCFLAGS", "-Dwarnings");
        command
    }),
    Step::new("tests", Tier::Quick, Count::TestResults, |place| {
        cargo(place, &["test", "--release", "--workspace", "--exclude=app", "--no-fail-fast"])
    }),
    Step::new("build", Tier::Full, Count::Nothing, |place| this_tool(place, &["dev", "--build-only"]))
        .needs(&["site"]),
    Step::new("sizes", Tier::Full, Count::Nothing, |place| this_tool(place, &["sizes"]))
        .needs(&["build"])
        .shown(),
    Step::new("browser", Tier::Full, Count::Nothing, |place| this_tool(place, &["browser"])),
    Step::new("tests-app", Tier::Full, Count::TestResults, |place| {
        let target = "--target=wasm32-unknown-unknown";
        let kinds = ["--lib", "--bins", "--tests", "--no-fail-fast"];
        let mut command = cargo(place, &["test", "--package=app", target, "--profile=web"]);
        command.args(kinds);
        // As in .cargo/config.toml, but right for another target directory too.
        let runner = format!("{} test-runner", place.tool.display());
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
        command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", place.root.join("app/webdriver.json"));
        command
    })
    .needs(&["browser"]),
    Step::new("journeys", Tier::Full, Count::Journeys, |place| this_tool(place, &["journeys"]))
        .needs(&["build", "browser"]),
    Step::new("kills", Tier::Soak, Count::Nothing, |place| this_tool(place, &["dev", "kills"]))
        .needs(&["build", "browser"])
        .shown(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_needs_only_earlier_ones_of_its_tier_or_wider() {
        for (index, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                let earlier = STEPS[..index].iter().find(|earlier| earlier.name == *need);
                let earlier =
                    earlier.unwrap_or_else(|| panic!("{} needs {need}, which is not before it", step.name));
                assert!(earlier.tier != Tier::Soak || step.tier == Tier::Soak);
                assert!(earlier.tier == Tier::Quick || step.tier != Tier::Quick);
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
