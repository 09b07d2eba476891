//! Requests that cannot be what they claim to be: each gets a clear answer, none changes anything.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use shared::api::{ErrorCode, path};
use shared::limit::{EXCHANGE_BYTES_MAX, PUSH_CHANGES_MAX};
use shared::sync::{Answer, EXCHANGE_TYPE, MIN_PROTOCOL, PROTOCOL, Request};
use std::io::Write;

use crate::member::{Member, new_record, red_cross};
use crate::world::{Answered, World, ask};

async fn packed(world: &World, member: &Member, bytes: &[u8], encoding: &str) -> Answered {
    let request = ask(Method::POST, &path::exchange(member.space), Some(&member.cookie))
        .header("content-type", EXCHANGE_TYPE)
        .header("content-encoding", encoding)
        .header("accept-encoding", "gzip, br");
    world.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut decoder = flate2::write::GzDecoder::new(Vec::new());
    decoder.write_all(bytes).unwrap();
    decoder.finish().unwrap()
}

#[tokio::test]
async fn bodies_may_be_packed_both_ways() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    let inserts: Vec<_> =
        (0..40).map(|n| officer.insert(new_record(), &red_cross(&format!("Số {n}")))).collect();
    let plain = serde_json::to_vec(&officer.request(&inserts)).unwrap();
    let answered = packed(&world, &officer, &gzip(&plain), "gzip").await;
    assert_eq!(answered.status, StatusCode::OK, "{answered:?}");
    assert_eq!(answered.header("content-encoding"), Some("gzip"));
    let answer: Answer = serde_json::from_slice(&gunzip(&answered.body)).unwrap();
    let Answer::Page(page) = answer else { panic!("no page") };
    assert_eq!(page.outcomes.len(), 40);
    let unpacked = officer.post(&world, &officer.request(&[])).await;
    assert_eq!(unpacked.header("content-encoding"), None, "only for who asks for it");
}

#[tokio::test]
async fn a_bomb_is_refused() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 100_000);
    let answered = packed(&world, &officer, &bomb, "gzip").await;
    assert_eq!((answered.status, answered.error()), (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge));
    let nested = packed(&world, &officer, &gzip(&gzip(b"{}")), "gzip").await;
    assert_eq!(nested.error(), ErrorCode::Malformed);
    for encoding in ["gzip, gzip", "br", "zstd", "x"] {
        assert_eq!(
            packed(&world, &officer, &bomb, encoding).await.error(),
            ErrorCode::Malformed,
            "{encoding}"
        );
    }
}

#[tokio::test]
async fn a_body_has_a_size() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    let answered = officer.post_bytes(&world, vec![b' '; EXCHANGE_BYTES_MAX + 1]).await;
    assert_eq!(answered.error(), ErrorCode::TooLarge);
    let change = officer.insert(new_record(), &red_cross("Nhiều"));
    let many = officer.request(&vec![change; PUSH_CHANGES_MAX + 1]);
    assert_eq!(officer.post(&world, &many).await.error(), ErrorCode::TooLarge);
}

#[tokio::test]
async fn nobody_sends_much_without_signing_in() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    // A body that fails when it is read: so the answer shows that nothing was read.
    let untouched = || {
        let chunks = [Err::<Vec<u8>, _>(std::io::Error::other("read"))];
        Body::from_stream(futures_util::stream::iter(chunks))
    };
    for cookie in [None, Some("giao-uoc=0"), Some("x=y; giao-uoc=")] {
        let request = ask(Method::POST, &path::exchange(officer.space), cookie)
            .header("content-type", EXCHANGE_TYPE)
            .body(untouched());
        assert_eq!(world.send(request.unwrap()).await.error(), ErrorCode::NotSignedIn);
    }
}

#[tokio::test]
async fn only_our_media_type_is_an_exchange() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    let body = serde_json::to_vec(&officer.request(&[])).unwrap();
    for kind in [None, Some("application/json"), Some("text/html"), Some("text/plain;charset=UTF-8")] {
        let mut request = ask(Method::POST, &path::exchange(officer.space), Some(&officer.cookie));
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answered = world.send(request.body(Body::from(body.clone())).unwrap()).await;
        assert_eq!(answered.error(), ErrorCode::Malformed, "{kind:?}");
    }
}

/// Named seeds: every one that ever made trouble stays here.
fn corpus(valid: &Value) -> Vec<(&'static str, Vec<u8>)> {
    let with = |pointer: &str, value: Value| {
        let mut bent = valid.clone();
        *bent.pointer_mut(pointer).unwrap() = value;
        serde_json::to_vec(&bent).unwrap()
    };
    let added = |name: &str| {
        let mut bent = valid.clone();
        bent[name] = json!(1);
        serde_json::to_vec(&bent).unwrap()
    };
    let text = serde_json::to_string(valid).unwrap();
    vec![
        ("nothing", Vec::new()),
        ("not json", b"<html><title>Wi-Fi</title></html>".to_vec()),
        ("null", b"null".to_vec()),
        ("cut", text.as_bytes()[..text.len() / 2].to_vec()),
        ("trailing", format!("{text}x").into_bytes()),
        ("deep", "[".repeat(10_000).into_bytes()),
        (
            "not utf-8",
            text.replace("Một", "\u{fffd}")
                .into_bytes()
                .iter()
                .map(|b| if *b == 0xef { 0xff } else { *b })
                .collect(),
        ),
        ("lone surrogate", text.replace("Một", "\\ud800").into_bytes()),
        ("duplicate key", text.replacen("\"limit\":500", "\"limit\":500,\"limit\":500", 1).into_bytes()),
        ("unknown field", added("future")),
        ("huge number", text.replace("\"limit\":500", "\"limit\":1e999").into_bytes()),
        ("negative limit", with("/limit", json!(-1))),
        ("limit too large", with("/limit", json!(70_000))),
        ("changes not a list", with("/changes", json!({}))),
        ("id not an id", with("/changes/0/id", json!("../../etc/passwd"))),
        ("unknown act", with("/changes/0/act", json!({ "delete": {} }))),
        ("signature too short", with("/changes/0/sig", json!("ab"))),
        ("depth unknown", with("/depth", json!("everything"))),
        ("clock not a number", with("/report/now", json!("hôm nay"))),
    ]
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_malformed() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    officer.exchange(&world, &[]).await;
    let insert = officer.insert(new_record(), &red_cross("Một"));
    let valid = serde_json::to_value(officer.request(&[insert])).unwrap();
    for (name, body) in corpus(&valid) {
        let answered = officer.post_bytes(&world, body).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{name}");
        assert_eq!(answered.error(), ErrorCode::Malformed, "{name}");
    }
    let before = officer.place.clone();
    officer.exchange(&world, &[]).await;
    assert_eq!(officer.place, before, "and nothing was written");
}

#[tokio::test]
async fn every_bent_byte_is_survived() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    officer.exchange(&world, &[]).await;
    let insert = officer.insert(new_record(), &red_cross("Một"));
    let valid = serde_json::to_vec(&officer.request(&[insert])).unwrap();
    for at in (0..valid.len()).step_by(3) {
        let mut bent = valid.clone();
        bent[at] ^= 1 << (at % 7);
        let answered = officer.post_bytes(&world, bent).await;
        let ok = [StatusCode::OK, StatusCode::BAD_REQUEST];
        assert!(ok.contains(&answered.status), "{at}: {answered:?}");
    }
    officer.rows.clear();
    officer.place = None;
    officer.exchange(&world, &[]).await;
    let titled =
        |title: &str| officer.rows.values().any(|row| row.fields.get("title") == Some(&json!(title)));
    assert!(!titled("Mot"), "a bent change carries no valid signature");
}

#[tokio::test]
async fn protocols_older_and_newer_are_told_what_is_read() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    let outdated = Answer::Outdated { min_protocol: MIN_PROTOCOL };
    let older = Request { protocol: MIN_PROTOCOL - 1, ..officer.request(&[]) };
    assert_eq!(officer.answer(&world, &older).await, outdated);
    let newer = Request { protocol: PROTOCOL + 1, ..officer.request(&[]) };
    let answer = officer.answer(&world, &newer).await;
    assert!(matches!(answer, Answer::Page(_)), "it can be read, so it is answered");
    for protocol in [MIN_PROTOCOL - 1, PROTOCOL + 1] {
        let unreadable = json!({ "protocol": protocol, "wants": "something else" });
        let answered = officer.post_bytes(&world, serde_json::to_vec(&unreadable).unwrap()).await;
        assert_eq!(answered.json::<Answer>(), outdated);
    }
}
