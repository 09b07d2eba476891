//! Counts of tests, read from what the runners themselves wrote.

use anyhow::{Context, Result};
use serde_json::Value;

/// Tests that passed and tests that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

/// Sums the lines `test result: ok. 3 passed; 0 failed; …` of cargo's and wasm-bindgen's test runners.
pub(crate) fn from_test_results(log: &str) -> Counts {
    let mut counts = Counts::default();
    for line in log.lines() {
        let Some((_, results)) = line.split_once("test result: ") else {
            continue;
        };
        for part in results.split(['.', ';']) {
            let Some((number, word)) = part.trim().split_once(' ') else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match word {
                "passed" => counts.passed += number,
                "failed" => counts.failed += number,
                _ => {}
            }
        }
    }
    counts
}

/// Reads the `stats` of Playwright's JSON report; a test that passed only when repeated has failed.
pub(crate) fn from_journeys(report: &str) -> Result<Counts> {
    let report: Value = serde_json::from_str(report).context("the journeys' report is not JSON")?;
    let stat = |name: &str| {
        report
            .pointer(&format!("/stats/{name}"))
            .and_then(Value::as_u64)
            .with_context(|| format!("the journeys' report has no stats.{name}"))
    };
    Ok(Counts { passed: stat("expected")?, failed: stat("unexpected")? + stat("flaky")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_results_are_summed() {
        let check = |log: &str, passed: u64, failed: u64| {
            assert_eq!(from_test_results(log), Counts { passed, failed }, "{log}");
        };
        check("", 0, 0);
        check("running 2 tests\nno tests to run!\n", 0, 0);
        check(
            "test a ... ok\n\
             test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.02s\n\
             test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n",
            13,
            2,
        );
        check("test result: ok. 1 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.10s", 1, 0);
    }

    #[test]
    fn a_flaky_journey_has_failed() -> Result<()> {
        let report = r#"{"stats":{"expected":5,"skipped":1,"unexpected":1,"flaky":2,"duration":1.5}}"#;
        assert_eq!(from_journeys(report)?, Counts { passed: 5, failed: 3 });
        assert!(from_journeys("{}").is_err());
        assert!(from_journeys("<html>").is_err());
        Ok(())
    }
}
