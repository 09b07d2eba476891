//! Server-sent events.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::json;
use shared::api::{Poke, path};
use std::time::Duration;
use tokio::time::timeout;

use crate::member::{Member, new_record, pair, red_cross};
use crate::world::{World, ask};

struct Ear {
    body: Body,
}

impl Ear {
    async fn open(world: &World, member: &Member) -> Self {
        let request = ask(Method::GET, path::POKES, Some(&member.cookie)).body(Body::empty());
        let response = world.open_stream(request.unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        let mut ear = Self { body: response.into_body() };
        assert_eq!(ear.next().await.as_deref(), Some(": \n\n"), "the connection says that it is open");
        ear
    }

    /// What comes next; nothing when the connection is closed.
    async fn next(&mut self) -> Option<String> {
        let frame =
            timeout(Duration::from_secs(10), self.body.frame()).await.expect("something within 10 s")?;
        Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
    }

    async fn poke(&mut self) -> Poke {
        let text = self.next().await.unwrap();
        serde_json::from_str(text.trim().strip_prefix("data: ").unwrap()).unwrap()
    }
}

#[tokio::test]
async fn a_poke_arrives_for_who_sees_what_changed() {
    let world = World::new();
    let (mut officer, centre, record) = pair(&world).await;
    let stranger = Member::new(&world, "khoa").await;
    let mut centre_ear = Ear::open(&world, &centre).await;
    let mut stranger_ear = Ear::open(&world, &stranger).await;
    let edit = officer.edit(record, "place", json!("Cao Lãnh"));
    officer.hand_in(&world, &edit).await;
    let poke = centre_ear.poke().await;
    assert_eq!(poke.space, officer.space);
    assert_eq!(poke.rev.0, officer.place.as_ref().unwrap().head.count);
    // The stranger's first poke is about the stranger's own unit: nothing was told of the other one.
    let mut own = Member::new(&world, "khoa").await;
    let mut activity = red_cross("Của hợp tác xã");
    activity.unit = own.session.unit.unwrap();
    let insert = own.insert(new_record(), &activity);
    own.hand_in(&world, &insert).await;
    assert_eq!(stranger_ear.poke().await.rev.0, own.place.as_ref().unwrap().head.count);
}

#[tokio::test]
async fn nobody_is_poked_when_nothing_changed() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let mut ear = Ear::open(&world, &centre).await;
    centre.exchange(&world, &[]).await;
    officer.exchange(&world, &[]).await;
    let refused = officer.edit(record, "title", json!(""));
    officer.exchange(&world, &[refused]).await;
    let edit = officer.edit(record, "title", json!("Thật"));
    officer.exchange(&world, &[edit]).await;
    assert_eq!(ear.poke().await.rev.0, officer.place.as_ref().unwrap().head.count);
}

#[tokio::test]
async fn a_listener_is_let_go_when_the_server_stops() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let mut ear = Ear::open(&world, &centre).await;
    world.running.stop.send(true).unwrap();
    assert_eq!(ear.next().await, None);
}

#[tokio::test]
async fn the_heartbeat_notices_that_the_session_has_ended() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let mut ear = Ear::open(&world, &centre).await;
    let out = ask(Method::POST, path::SIGN_OUT, Some(&centre.cookie)).body(Body::empty());
    world.send(out.unwrap()).await;
    // From here on the next heartbeat is all that anybody waits for.
    tokio::time::pause();
    assert_eq!(ear.body.frame().await.map(|_| ()), None);
}
