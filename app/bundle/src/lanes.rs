//! Runs the steps of `cargo verify`: those of one lane one after the other, the lanes beside each other.
//!
//! Linking the app keeps one core busy for minutes; the other one does not wait for it.

use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use crate::steps::{Lane, Step};

/// A step that a step needs and that did not succeed.
pub(crate) type Unmet = Option<&'static str>;

/// What `work` made of each step, in their order. It gets the step's place in `steps`, and what it needs in vain.
pub(crate) fn run<T: Send>(
    steps: &[&Step],
    is_ok: impl Fn(&T) -> bool + Sync,
    work: impl Fn(usize, Unmet) -> T + Sync,
) -> Vec<T> {
    let ended: Mutex<Vec<Option<T>>> = Mutex::new(steps.iter().map(|_| None).collect());
    let turn = Condvar::new();
    let unmet = |step: &Step, ended: &[Option<T>]| {
        let failed = |need: &str| {
            let at = steps.iter().position(|step| step.name == need);
            at.and_then(|at| ended.get(at)?.as_ref()).is_some_and(|outcome| !is_ok(outcome))
        };
        step.needs.iter().copied().find(|need| failed(need))
    };
    let is_early = |step: &Step, ended: &mut Vec<Option<T>>| {
        let mut all = steps.iter().zip(ended.iter());
        all.any(|(earlier, outcome)| step.waits_for(earlier.name) && outcome.is_none())
    };
    thread::scope(|scope| {
        for lane in Lane::ALL {
            let (ended, turn, unmet, is_early, work) = (&ended, &turn, &unmet, &is_early, &work);
            scope.spawn(move || {
                for (index, step) in steps.iter().enumerate().filter(|(_, step)| step.lane == lane) {
                    let before = ended.lock().unwrap_or_else(PoisonError::into_inner);
                    let before = turn.wait_while(before, |ended| is_early(step, ended));
                    let unmet = unmet(step, &before.unwrap_or_else(PoisonError::into_inner));
                    let outcome = work(index, unmet);
                    let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(slot) = ended.get_mut(index) {
                        *slot = Some(outcome);
                    }
                    turn.notify_all();
                }
            });
        }
    });
    ended.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::STEPS;

    #[test]
    fn a_step_runs_after_what_it_waits_for_and_not_without_what_it_needs() {
        for broken in ["site", "clippy", "none"] {
            let steps: Vec<&Step> = STEPS.iter().collect();
            let began = Mutex::new(Vec::new());
            let results = run(
                &steps,
                |(_, ok)| *ok,
                |index, unmet| {
                    let name = steps[index].name;
                    began.lock().unwrap().push(name);
                    (name, unmet.is_none() && name != broken)
                },
            );
            let began = began.into_inner().unwrap();
            let place = |name: &str| began.iter().position(|begun| *begun == name);
            assert_eq!(began.len(), steps.len());
            for (step, (name, ok)) in steps.iter().zip(&results) {
                assert_eq!(step.name, *name);
                for earlier in steps.iter().filter(|earlier| step.waits_for(earlier.name)) {
                    assert!(place(earlier.name) < place(name), "{name} began before {}", earlier.name);
                }
                let is_met = |need: &&str| results.iter().any(|(name, ok)| name == need && *ok);
                assert_eq!(*ok, step.name != broken && step.needs.iter().all(is_met), "{name}");
            }
        }
    }
}
