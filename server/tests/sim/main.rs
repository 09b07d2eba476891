//! The simulator: the real apply over real `SQLite`, many replicas over the store in memory, a network and devices
//! that fail, and a person at each device who keeps working. One seed is one run; the same seed runs the same way.
//!
//! `GIAO_UOC_SEEDS=10000 cargo test --release -p server --test sim` runs more seeds; `GIAO_UOC_SEED=17` only one.

#[cfg(test)]
mod behalf;
#[cfg(test)]
mod bug;
#[cfg(test)]
mod centre;
#[cfg(test)]
mod check;
#[cfg(test)]
mod covenant;
#[cfg(test)]
mod device;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod person;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod works;
#[cfg(test)]
mod world;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ops::Range;

    use crate::bug::Bug;
    use crate::check::MEETINGS;
    use crate::world::{Faults, run};

    /// Seeds that every check runs.
    const SEEDS: u64 = 200;

    fn seeds() -> Range<u64> {
        let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
        match number("GIAO_UOC_SEED") {
            Some(seed) => seed..seed + 1,
            None => 0..number("GIAO_UOC_SEEDS").unwrap_or(SEEDS),
        }
    }

    #[test]
    fn every_seed_converges_and_nothing_is_lost_or_doubled() {
        let mut fired: BTreeMap<&str, u64> = BTreeMap::new();
        let mut met: BTreeMap<&str, u64> = BTreeMap::new();
        let mut changes = 0;
        for seed in seeds() {
            match run(seed, Faults::all(), None) {
                Ok(report) => {
                    changes += report.changes;
                    for (fault, times) in report.fired {
                        *fired.entry(fault).or_default() += times;
                    }
                    for (meeting, times) in report.met {
                        *met.entry(meeting).or_default() += times;
                    }
                }
                Err(broken) => panic!("seed {seed}: {broken}"),
            }
        }
        println!("{changes} changes; faults that fired: {fired:?}; what was met: {met:?}");
        if seeds().count() > 1 {
            let missing: Vec<_> = Faults::NAMES.iter().filter(|name| !fired.contains_key(**name)).collect();
            assert!(missing.is_empty(), "a run without {missing:?} proves nothing about them");
            let unmet: Vec<_> =
                MEETINGS.iter().filter(|name| met.get(**name).is_none_or(|n| *n == 0)).collect();
            assert!(unmet.is_empty(), "a run without {unmet:?} proves nothing about them");
        }
    }

    #[test]
    fn the_same_seed_runs_the_same_way() {
        for seed in [3, 5, 8] {
            let [first, second] =
                [(), ()].map(|()| run(seed, Faults::all(), None).map(|report| report.trace));
            assert_eq!(first, second);
        }
    }

    /// A simulator that finds nothing is worth nothing: each of these mistakes must be found.
    #[test]
    fn every_planted_bug_is_found() {
        let mut unfound = Vec::new();
        for bug in Bug::ALL {
            let found = (0..SEEDS).find_map(|seed| Some((seed, run(seed, Faults::all(), Some(bug)).err()?)));
            match found {
                Some((seed, broken)) => println!("{bug:?}: seed {seed}: {broken}"),
                None => unfound.push(bug),
            }
        }
        assert!(unfound.is_empty(), "not found: {unfound:?}");
    }
}
