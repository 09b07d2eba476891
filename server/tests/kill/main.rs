//! `kill -9` at random moments while devices hand in work: what was acknowledged is there afterwards, once.
//!
//! `GIAO_UOC_KILLS=100 cargo test --release -p server --test kill -- --nocapture` kills a hundred times. A kill does
//! not prove anything about a loss of power: the operating system still writes what it was given.

#[cfg(test)]
mod client;
#[cfg(test)]
mod process;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use shared::sync::Outcome;

    use crate::client::Client;
    use crate::process::Process;

    /// Kills in every check.
    const KILLS: u64 = 6;
    const LOGINS: [&str; 3] = ["hanh", "thanh", "khoa"];
    /// The longest time that a server lives, in milliseconds.
    const LIFE_MILLIS_MAX: u64 = 400;

    #[test]
    fn no_acknowledged_change_is_lost_or_doubled() {
        let kills = std::env::var("GIAO_UOC_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
        let seed = std::env::var("GIAO_UOC_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
        let data = tempfile::tempdir().unwrap();
        let server = Process::start(data.path());
        let mut clients: Vec<_> =
            LOGINS.iter().zip(1..).map(|(login, n)| Client::sign_in(&server.address, login, n)).collect();
        drop(server);
        let mut dice: u64 = seed;
        let mut cut = 0;
        for _ in 0..kills {
            let server = Process::start(data.path());
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            cut += work_until_killed(server, &mut clients, (dice >> 33) % LIFE_MILLIS_MAX);
        }
        let server = Process::start(data.path());
        let mut acknowledged = 0;
        for client in &mut clients {
            acknowledged += client.acknowledged.len();
            still_there(client, &server.address);
        }
        println!(
            "{kills} kills, {cut} exchanges cut, {acknowledged} changes acknowledged, none lost or doubled"
        );
        assert!(acknowledged > 0 && cut > 0, "nothing was proved");
    }

    /// Lets every client hand in work until its server dies; says how many exchanges that cut.
    fn work_until_killed(mut server: Process, clients: &mut [Client], life_millis: u64) -> usize {
        let address = server.address.clone();
        let (ended, ends) = mpsc::channel();
        thread::scope(|scope| {
            for client in clients.iter_mut() {
                let (ended, address) = (ended.clone(), &address);
                scope.spawn(move || {
                    client.work_until_cut(address);
                    ended.send(()).unwrap();
                });
            }
            // The moment of the kill; earlier only if a client ended on its own, which no client may.
            assert!(
                ends.recv_timeout(Duration::from_millis(life_millis)).is_err(),
                "a client gave up by itself"
            );
            server.kill();
        });
        ends.try_iter().count()
    }

    fn still_there(client: &mut Client, address: &str) {
        let again: BTreeMap<_, _> = client.hand_in_everything(address).into_iter().collect();
        for (id, outcome) in &client.acknowledged {
            assert_eq!(again.get(id), Some(outcome), "an acknowledged change has another outcome now");
        }
        let unanswered = again.iter().filter(|(id, _)| !client.acknowledged.contains_key(id));
        for (id, outcome) in unanswered {
            assert!(matches!(outcome, Outcome::Applied { .. }), "{id:?}: {outcome:?}");
        }
        let held = client.pull_everything(address);
        let made: Vec<_> = client.records().collect();
        for record in &made {
            assert_eq!(held.iter().filter(|id| *id == record).count(), 1, "{record:?}");
        }
    }
}
