//! The audit chain, and a copy of the running database.

use rusqlite::Connection;
use serde_json::json;
use server::db::{copy_to, file_in};
use shared::bytes::{Hex, Sha256};
use shared::domain::Kind;
use shared::sync::chained;
use std::fs;
use std::path::Path;

use crate::member::{Member, pair};
use crate::world::World;

/// Recomputes the chain of a space from what is stored; the last hash, or where it breaks.
fn recomputed(file: &Path, space: &[u8; 16]) -> Result<Sha256, u64> {
    let connection = Connection::open(file).unwrap();
    let sql = "select chain.seq, chain.hash, chain.kept, body, outcome, received from chain
               left join change on change.space = chain.space and change.seq = chain.seq
               where chain.space = ? order by chain.seq";
    let mut statement = connection.prepare(sql).unwrap();
    let mut rows = statement.query((space,)).unwrap();
    let mut hash = Hex([0; 32]);
    while let Some(row) = rows.next().unwrap() {
        let seq: u64 = u64::try_from(row.get::<_, i64>(0).unwrap()).unwrap();
        let entry = if let Some(kept) = row.get::<_, Option<[u8; 32]>>(2).unwrap() {
            kept.to_vec()
        } else {
            let (body, outcome): (String, String) = (row.get(3).unwrap(), row.get(4).unwrap());
            let received: i64 = row.get(5).unwrap();
            format!("{body}\n{outcome}\n{seq}\n{received}").into_bytes()
        };
        hash = chained(hash, &entry);
        if hash.0 != row.get::<_, [u8; 32]>(1).unwrap() {
            return Err(seq);
        }
    }
    Ok(hash)
}

async fn worked(world: &World) -> Member {
    let (mut officer, mut centre, record) = pair(world).await;
    for n in 0..5 {
        let ours = officer.edit(record, "participants", json!(n));
        let theirs = centre.edit(record, "title", json!(format!("Lần {n}")));
        officer.hand_in(world, &ours).await;
        centre.hand_in(world, &theirs).await;
    }
    officer.exchange(world, &[]).await;
    officer
}

#[tokio::test]
async fn the_chain_shows_every_tampering() {
    let world = World::new();
    let officer = worked(&world).await;
    let space = *officer.space.bytes();
    let head = officer.place.as_ref().unwrap().head;
    let world = world.restarted(|directory| {
        let file = file_in(directory);
        assert_eq!(recomputed(&file, &space), Ok(head.hash));
        let tampered = directory.join("tampered.db");
        for (what, sql) in [
            ("edited", "update change set body = replace(body, 'Lần 2', 'Lần 9')"),
            ("outcome", "update change set outcome = replace(outcome, 'merged', 'applied')"),
            ("deleted", "delete from chain where seq = 4"),
            ("reordered", "update change set seq = -seq; update change set seq = case -seq when 5 then 6 when 6 then 5 else -seq end"),
        ] {
            fs::copy(&file, &tampered).unwrap();
            Connection::open(&tampered).unwrap().execute_batch(sql).unwrap();
            assert_ne!(recomputed(&tampered, &space), Ok(head.hash), "{what}");
        }
    });
    drop(world);
}

#[tokio::test]
async fn a_backup_is_a_whole_database_of_one_moment() {
    let world = World::new();
    let mut officer = worked(&world).await;
    let head = officer.place.as_ref().unwrap().head;
    let copy = world.directory.path().join("copy.db");
    copy_to(world.directory.path(), &copy).unwrap();
    let record = officer.of_kind(Kind::Activity)[0].id;
    let edit = officer.edit(record, "place", json!("Sau khi sao"));
    officer.hand_in(&world, &edit).await;
    assert_eq!(recomputed(&copy, officer.space.bytes()), Ok(head.hash));
    let world = world.restarted(|directory| {
        fs::copy(&copy, file_in(directory)).unwrap();
    });
    let answer = officer.answer(&world, &officer.request(&[])).await;
    assert!(matches!(answer, shared::sync::Answer::NewEpoch { .. }), "{answer:?}");
    let nowhere = world.directory.path().join("nowhere");
    assert!(copy_to(&nowhere, &nowhere.join("x")).is_err());
}
