use axum::body::Body;
use axum::http::{Method, StatusCode};
use shared::access::Role;
use shared::api::{ErrorCode, Session, path};
use shared::sync::Depth;

use crate::member::{Member, PASSWORD, SPACE, new_device, post_sign_in, sign_in_body};
use crate::world::{World, ask, space};

const HOUR: i64 = 3_600_000;

async fn session(world: &World, cookie: &str) -> crate::world::Answered {
    world.send(ask(Method::GET, path::SESSION, Some(cookie)).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_person_signs_in_and_is_told_who_and_where() {
    let world = World::new();
    let member = Member::new(&world, "hanh").await;
    let told = &member.session;
    assert_eq!((told.name.as_str(), told.login.as_str()), ("Nguyễn Thị Hạnh", "hanh"));
    assert_eq!(
        told.spaces.iter().map(|card| (card.id, card.depth)).collect::<Vec<_>>(),
        [(space(SPACE), Depth::Full)]
    );
    assert_eq!(told.viewer.grants[0].role, Role::Officer);
    assert_eq!(told.expires.millis_since(told.now), 12 * HOUR);
    let again: Session = session(&world, &member.cookie).await.json();
    assert_eq!(&again, told);
}

#[tokio::test]
async fn the_centre_looks_over_every_cluster() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    assert_eq!(centre.session.spaces.len(), 5);
    assert!(centre.session.spaces.iter().all(|card| card.depth == Depth::Summary));
    assert_eq!(centre.session.unit, None);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    for is_https in [false, true] {
        let world = World::with(is_https);
        let (device, key) = new_device();
        let answered = post_sign_in(&world, &sign_in_body("hanh", PASSWORD, device, &key)).await;
        let cookie = answered.header("set-cookie").unwrap();
        let name = if is_https { "__Host-giao-uoc=" } else { "giao-uoc=" };
        assert!(cookie.starts_with(name), "{cookie}");
        for flag in ["; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200"] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        assert_eq!(cookie.contains("; Secure"), is_https, "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
        let token = cookie.split(['=', ';']).nth(1).unwrap();
        assert_eq!(token.len(), 64, "256 bits");
        let kept = std::fs::read(world.directory.path().join("giao-uoc.db-wal")).unwrap();
        assert!(!kept.windows(64).any(|window| window == token.as_bytes()), "only its digest is kept");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_get_the_same_answer() {
    let world = World::new();
    let (device, key) = new_device();
    let mut answers = Vec::new();
    for (login, password) in [("hanh", "sai-mat-khau"), ("khong-ai", PASSWORD)] {
        let answered = post_sign_in(&world, &sign_in_body(login, password, device, &key)).await;
        assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answered.error(), ErrorCode::WrongPassword);
        assert_eq!(answered.header("set-cookie"), None);
        answers.push((answered.headers, answered.body));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn guessing_becomes_slow_even_for_the_right_password() {
    let world = World::new();
    let (device, key) = new_device();
    for _ in 0..5 {
        let answered = post_sign_in(&world, &sign_in_body("hanh", "doan-mo", device, &key)).await;
        assert_eq!(answered.error(), ErrorCode::WrongPassword);
    }
    // Another way to write the login does not help.
    for login in ["hanh", " HANH "] {
        let answered = post_sign_in(&world, &sign_in_body(login, PASSWORD, device, &key)).await;
        assert_eq!(answered.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answered.error(), ErrorCode::TooManyTries);
        assert_eq!(answered.header("retry-after"), Some("1"));
    }
    Member::new(&world, "khoa").await;
    world.pass(1000);
    Member::new(&world, "hanh").await;
}

#[tokio::test]
async fn a_device_must_hold_the_key_it_first_came_with() {
    let world = World::new();
    let (device, key) = new_device();
    Member::on(&world, "hanh", device, key.clone()).await;
    // Another person on the same device is welcome.
    Member::on(&world, "thanh", device, key.clone()).await;
    let (_, other) = new_device();
    let thief = sign_in_body("hanh", PASSWORD, device, &other);
    assert_eq!(post_sign_in(&world, &thief).await.error(), ErrorCode::BadDevice);
    let mut unproven = sign_in_body("hanh", PASSWORD, device, &key);
    unproven.device.proof.0[5] ^= 1;
    assert_eq!(post_sign_in(&world, &unproven).await.error(), ErrorCode::BadDevice);
    let mut replayed = sign_in_body("thanh", PASSWORD, device, &key);
    replayed.device.proof = sign_in_body("hanh", PASSWORD, device, &key).device.proof;
    assert_eq!(post_sign_in(&world, &replayed).await.error(), ErrorCode::BadDevice);
    let mut weak = sign_in_body("hanh", PASSWORD, new_device().0, &key);
    weak.device.key.0 = [0; 32];
    assert_eq!(post_sign_in(&world, &weak).await.error(), ErrorCode::BadDevice);
}

#[tokio::test]
async fn a_session_lasts_twelve_hours_from_its_last_use() {
    let world = World::new();
    let member = Member::new(&world, "hanh").await;
    world.pass(5 * 60_000);
    assert_eq!(session(&world, &member.cookie).await.header("set-cookie"), None, "not for every request");
    world.pass(11 * HOUR);
    let answered = session(&world, &member.cookie).await;
    let prolonged = answered.header("set-cookie").unwrap();
    assert!(prolonged.starts_with(&member.cookie) && prolonged.contains("Max-Age=43200"), "{prolonged}");
    let told: Session = answered.json();
    assert_eq!(told.expires.millis_since(told.now), 12 * HOUR);
    world.pass(12 * HOUR - 1);
    assert_eq!(session(&world, &member.cookie).await.status, StatusCode::OK);
    world.pass(12 * HOUR);
    assert_eq!(session(&world, &member.cookie).await.error(), ErrorCode::NotSignedIn);
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let world = World::new();
    let member = Member::new(&world, "hanh").await;
    let other = Member::new(&world, "hanh").await;
    let out = ask(Method::POST, path::SIGN_OUT, Some(&member.cookie)).body(Body::empty());
    let answered = world.send(out.unwrap()).await;
    assert_eq!(answered.status, StatusCode::NO_CONTENT);
    assert!(answered.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(session(&world, &member.cookie).await.error(), ErrorCode::NotSignedIn);
    assert_eq!(session(&world, &other.cookie).await.status, StatusCode::OK);
    let nobody = ask(Method::POST, path::SIGN_OUT, None).body(Body::empty());
    assert_eq!(world.send(nobody.unwrap()).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn sessions_survive_a_restart() {
    let world = World::new();
    let member = Member::new(&world, "hanh").await;
    let world = world.restarted(|_| ());
    let told: Session = session(&world, &member.cookie).await.json();
    assert_eq!(told.lineage, member.session.lineage);
}

#[tokio::test]
async fn a_sign_in_is_small_and_whole() {
    let world = World::new();
    let (device, key) = new_device();
    let mut body = sign_in_body("hanh", PASSWORD, device, &key);
    body.password = "x".repeat(17 * 1024);
    assert_eq!(post_sign_in(&world, &body).await.error(), ErrorCode::TooLarge);
    body.password = PASSWORD.to_owned();
    body.device.name = "tên \u{202e}ngược".to_owned();
    assert_eq!(post_sign_in(&world, &body).await.error(), ErrorCode::Malformed);
    for text in ["", "{}", "[]", "null", "{\"login\":\"hanh\"}"] {
        let request = ask(Method::POST, path::SIGN_IN, None).body(Body::from(text)).unwrap();
        assert_eq!(world.send(request).await.error(), ErrorCode::Malformed, "{text}");
    }
}
