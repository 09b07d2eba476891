//! How often one may try to sign in: after a few tries each further one has to wait longer.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use shared::time::Timestamp;

use crate::error::Error;

/// Tries that cost nothing.
const FREE: u32 = 5;
/// The longest wait, in seconds.
const WAIT_MAX: u64 = 15 * 60;
/// Logins remembered at once; whoever invents more makes the oldest ones be forgotten.
const LOGINS_MAX: usize = 10_000;

/// The tries of each login since its last success.
#[derive(Default)]
pub struct Tries {
    logins: Mutex<HashMap<String, Tried>>,
}

#[derive(Clone, Copy)]
struct Tried {
    times: u32,
    last: Timestamp,
}

impl Tried {
    fn wait(self) -> u64 {
        let doublings = self.times.saturating_sub(FREE);
        if self.times < FREE { 0 } else { 1_u64.checked_shl(doublings).unwrap_or(WAIT_MAX).min(WAIT_MAX) }
    }

    fn seconds_left(self, now: Timestamp) -> u64 {
        let passed = u64::try_from(now.millis_since(self.last)).unwrap_or(0) / 1000;
        self.wait().saturating_sub(passed)
    }
}

impl Tries {
    /// Counts a try before it is made, so that many at the same moment gain nothing.
    ///
    /// # Errors
    /// When this login has to wait.
    pub fn begin(&self, login: &str, now: Timestamp) -> Result<(), Error> {
        let mut logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        let tried = logins.get(login).copied().unwrap_or(Tried { times: 0, last: now });
        let seconds = tried.seconds_left(now);
        if seconds > 0 {
            return Err(Error::TooManyTries { seconds });
        }
        if logins.len() >= LOGINS_MAX {
            forget_oldest(&mut logins);
        }
        let times = tried.times.saturating_add(1);
        logins.insert(login.to_owned(), Tried { times, last: now });
        Ok(())
    }

    /// Forgets the tries of a login that succeeded.
    pub fn succeeded(&self, login: &str) {
        self.logins.lock().unwrap_or_else(PoisonError::into_inner).remove(login);
    }
}

fn forget_oldest(logins: &mut HashMap<String, Tried>) {
    let mut times: Vec<_> = logins.values().map(|tried| tried.last).collect();
    times.sort_unstable();
    if let Some(middle) = times.get(times.len() / 2).copied() {
        logins.retain(|_, tried| tried.last > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn waits(tries: &Tries, login: &str, seconds: i64) -> Option<u64> {
        match tries.begin(login, at(seconds)) {
            Err(Error::TooManyTries { seconds }) => Some(seconds),
            Ok(()) | Err(_) => None,
        }
    }

    #[test]
    fn each_further_try_waits_longer_and_success_forgets() {
        let tries = Tries::default();
        for _ in 0..5 {
            assert_eq!(waits(&tries, "hanh", 0), None);
        }
        assert_eq!(waits(&tries, "hanh", 0), Some(1));
        assert_eq!(waits(&tries, "khoa", 0), None);
        assert_eq!(waits(&tries, "hanh", 1), None);
        assert_eq!(waits(&tries, "hanh", 1), Some(2));
        assert_eq!(waits(&tries, "hanh", 3), None);
        assert_eq!(waits(&tries, "hanh", 4), Some(3));
        tries.succeeded("hanh");
        assert_eq!(waits(&tries, "hanh", 4), None);
    }

    #[test]
    fn the_wait_is_bounded() {
        let tried = Tried { times: 4_000_000_000, last: at(0) };
        assert_eq!(tried.wait(), WAIT_MAX);
    }

    #[test]
    fn invented_logins_do_not_fill_the_memory() {
        let tries = Tries::default();
        for number in 0..25_000 {
            assert_eq!(waits(&tries, &format!("x{number}"), number), None);
        }
        assert!(tries.logins.lock().unwrap().len() <= LOGINS_MAX);
    }
}
