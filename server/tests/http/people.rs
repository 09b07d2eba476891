//! Accounts, invitations, and the first person of an installation.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde::Serialize;
use server::accounts;
use shared::access::{Grant, Role};
use shared::api::{
    Accept, AccountForm, AccountLine, Accounts, ErrorCode, FirstPerson, Invitation, Invited, Invitee,
    Session, Standing, path,
};
use shared::id::PersonId;

use crate::member::{Member, PASSWORD, RED_CROSS, SPACE, new_device, post_sign_in, sign_in_body};
use crate::world::{Answered, World, ask, space, unit};

const DAY: i64 = 24 * 3_600_000;
const STRONG: &str = "nước chảy đá mòn 47";

async fn call(
    world: &World,
    method: Method,
    path: &str,
    cookie: Option<&str>,
    body: &impl Serialize,
) -> Answered {
    let request = ask(method, path, cookie).header("content-type", "application/json");
    world.send(request.body(Body::from(serde_json::to_vec(body).unwrap())).unwrap()).await
}

async fn invite(world: &World, centre: &Member, person: PersonId) -> Invitation {
    call(world, Method::POST, &path::invitation(person), Some(&centre.cookie), &()).await.json()
}

/// Takes an invitation up on a new device.
async fn accept(
    world: &World,
    token: &str,
    login: &str,
    password: &str,
    first: Option<FirstPerson>,
) -> Answered {
    let (device, key) = new_device();
    let device = sign_in_body(login, password, device, &key).device;
    let (token, login, password) = (token.to_owned(), login.to_owned(), password.to_owned());
    call(world, Method::POST, path::ACCEPT, None, &Accept { token, login, password, device, first }).await
}

async fn signs_in(world: &World, login: &str, password: &str) -> bool {
    let (device, key) = new_device();
    post_sign_in(world, &sign_in_body(login, password, device, &key)).await.status == StatusCode::OK
}

async fn list(world: &World, centre: &Member) -> Vec<AccountLine> {
    let answered =
        world.send(ask(Method::GET, path::ACCOUNTS, Some(&centre.cookie)).body(Body::empty()).unwrap()).await;
    answered.json::<Accounts>().accounts
}

fn officer() -> Grant {
    Grant { role: Role::Officer, space: Some(space(SPACE)), unit: Some(unit(RED_CROSS)) }
}

#[tokio::test]
async fn an_empty_installation_is_set_up_by_whoever_has_the_link_once() {
    let world = World::empty();
    let Invitation { token, .. } = world.set_up().unwrap();
    let asked = call(&world, Method::POST, path::INVITED, None, &Invited { token: token.clone() }).await;
    assert_eq!(asked.json::<Invitee>(), Invitee::First);
    let first =
        || Some(FirstPerson { name: " Lê  Thu Trang ".to_owned(), post: "Trưởng phòng".to_owned() });
    for (login, password, first, expected) in [
        ("trang", "ngắn", first(), ErrorCode::WeakPassword),
        ("trang", STRONG, None, ErrorCode::Malformed),
        ("Trang!", STRONG, first(), ErrorCode::Malformed),
    ] {
        assert_eq!(accept(&world, &token, login, password, first).await.error(), expected, "{login}");
    }
    let nameless = Some(FirstPerson { name: " ".to_owned(), post: String::new() });
    assert_eq!(accept(&world, &token, "trang", STRONG, nameless).await.error(), ErrorCode::Malformed);
    let session: Session = accept(&world, &token, "trang", STRONG, first()).await.json();
    assert_eq!((session.name.as_str(), session.post.as_str()), ("Lê Thu Trang", "Trưởng phòng"));
    assert!(session.viewer.administers() && session.spaces.is_empty());
    assert!(signs_in(&world, "trang", STRONG).await);
    let again = accept(&world, &token, "trang", STRONG, first()).await;
    assert_eq!(again.error(), ErrorCode::InvitationOver);
    assert_eq!(world.set_up(), None, "set up already");
}

#[tokio::test]
async fn only_the_last_link_to_set_up_is_valid() {
    let world = World::empty();
    let old = world.set_up().unwrap();
    let new = world.set_up().unwrap();
    for (token, status) in [(old.token, StatusCode::GONE), (new.token, StatusCode::OK)] {
        let asked = call(&world, Method::POST, path::INVITED, None, &Invited { token }).await;
        assert_eq!(asked.status, status);
    }
}

#[tokio::test]
async fn an_invitation_lets_a_person_choose_a_password_once() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let officer = Member::new(&world, "hanh").await;
    let person = officer.session.viewer.person;
    let invitation = invite(&world, &centre, person).await;
    assert_eq!(invitation.until.millis_since(world.now()), DAY);
    let line = list(&world, &centre).await.into_iter().find(|line| line.person == person).unwrap();
    assert_eq!(
        (line.standing, line.invited_until, line.sessions),
        (Standing::Active, Some(invitation.until), 1)
    );
    let asked = Invited { token: invitation.token.clone() };
    let invitee = call(&world, Method::POST, path::INVITED, None, &asked).await.json::<Invitee>();
    let named = Invitee::Person { name: "Nguyễn Thị Hạnh".into(), login: "hanh".into(), again: true };
    assert_eq!(invitee, named);
    assert!(signs_in(&world, "hanh", PASSWORD).await, "the old password holds until then");
    let other = accept(&world, &invitation.token, "khoa", STRONG, None).await;
    assert_eq!(other.error(), ErrorCode::Malformed, "for one person only");
    let taken: Session = accept(&world, &invitation.token, "hanh", STRONG, None).await.json();
    assert_eq!(taken.viewer, officer.session.viewer);
    let request = ask(Method::GET, path::SESSION, Some(&officer.cookie)).body(Body::empty()).unwrap();
    assert_eq!(world.send(request).await.error(), ErrorCode::NotSignedIn, "signed out elsewhere");
    assert!(!signs_in(&world, "hanh", PASSWORD).await);
    assert!(signs_in(&world, "hanh", STRONG).await);
    let again = accept(&world, &invitation.token, "hanh", STRONG, None).await;
    assert_eq!(again.error(), ErrorCode::InvitationOver);
}

#[tokio::test]
async fn an_invitation_ends_with_a_day_or_with_the_next_one() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let person = Member::new(&world, "hanh").await.session.viewer.person;
    let first = invite(&world, &centre, person).await;
    let second = invite(&world, &centre, person).await;
    let over = accept(&world, &first.token, "hanh", STRONG, None).await;
    assert_eq!(over.error(), ErrorCode::InvitationOver);
    world.pass(DAY);
    let over = accept(&world, &second.token, "hanh", STRONG, None).await;
    assert_eq!(over.error(), ErrorCode::InvitationOver);
    assert!(signs_in(&world, "hanh", PASSWORD).await);
}

#[tokio::test]
async fn nobody_but_the_centre_learns_of_accounts() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let person = centre.session.viewer.person;
    let form = AccountForm { login: "trang".into(), grants: Vec::new() };
    for login in ["hanh", "thanh", "ngan"] {
        let cookie = Member::new(&world, login).await.cookie;
        for (method, path) in [
            (Method::GET, path::ACCOUNTS.to_owned()),
            (Method::PUT, path::account(person)),
            (Method::POST, path::invitation(person)),
            (Method::POST, path::sign_out_of(person)),
        ] {
            let answered = call(&world, method, &path, Some(&cookie), &form).await;
            assert_eq!(answered.error(), ErrorCode::Forbidden, "{login} {path}");
            let answered = call(&world, Method::POST, &path::invitation(person), None, &form).await;
            assert_eq!(answered.error(), ErrorCode::NotSignedIn, "{path}");
        }
    }
}

#[tokio::test]
async fn an_account_is_for_somebody_in_the_directory_with_roles_that_fit() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let hanh = Member::new(&world, "hanh").await.session.viewer.person;
    let foreign = Grant { unit: Some(unit("dt-lien-minh-hop-tac-xa")), ..officer() };
    let nowhere = Grant { space: Some(centre.session.directory), ..officer() };
    let above = Grant { role: Role::Centre, space: None, unit: None };
    let unbound = Grant { space: None, ..officer() };
    for (login, grants, expected) in [
        ("khoa", vec![officer()], ErrorCode::LoginTaken),
        ("Hạnh", vec![officer()], ErrorCode::Malformed),
        ("hanh.nt", vec![officer()], ErrorCode::Malformed),
        ("hanh", vec![foreign], ErrorCode::Malformed),
        ("hanh", vec![nowhere], ErrorCode::Malformed),
        ("hanh", vec![above], ErrorCode::Malformed),
        ("hanh", vec![unbound], ErrorCode::Malformed),
    ] {
        let form = AccountForm { login: login.into(), grants };
        let answered = call(&world, Method::PUT, &path::account(hanh), Some(&centre.cookie), &form).await;
        assert_eq!(answered.error(), expected, "{form:?}");
    }
    let leader = Grant { role: Role::Leader, ..officer() };
    let form = AccountForm { login: "hanh".into(), grants: vec![officer(), leader.clone()] };
    let stranger = PersonId::new(world.now(), &[9; 10]);
    let answered = call(&world, Method::PUT, &path::account(stranger), Some(&centre.cookie), &form).await;
    assert_eq!(answered.error(), ErrorCode::NotFound);
    let line: AccountLine =
        call(&world, Method::PUT, &path::account(hanh), Some(&centre.cookie), &form).await.json();
    assert_eq!(line.grants, vec![officer(), leader]);
    assert!(signs_in(&world, "hanh", PASSWORD).await, "the password stays");
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_comes_back_with_its_password() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let member = Member::new(&world, "hanh").await;
    let person = member.session.viewer.person;
    let invitation = invite(&world, &centre, person).await;
    let closed = AccountForm { login: "hanh".into(), grants: Vec::new() };
    let at = path::account(person);
    call(&world, Method::PUT, &at, Some(&centre.cookie), &closed).await.json::<AccountLine>();
    let request = ask(Method::GET, path::SESSION, Some(&member.cookie)).body(Body::empty()).unwrap();
    assert_eq!(world.send(request).await.error(), ErrorCode::NotSignedIn);
    let over = accept(&world, &invitation.token, "hanh", STRONG, None).await;
    assert_eq!(over.error(), ErrorCode::InvitationOver);
    let (device, key) = new_device();
    let answered = post_sign_in(&world, &sign_in_body("hanh", PASSWORD, device, &key)).await;
    assert_eq!(answered.error(), ErrorCode::AccountClosed);
    let wrong = post_sign_in(&world, &sign_in_body("hanh", "doan-mo", device, &key)).await;
    assert_eq!(wrong.error(), ErrorCode::WrongPassword, "that it is closed is not for strangers");
    let again = call(&world, Method::POST, &path::invitation(person), Some(&centre.cookie), &()).await;
    assert_eq!(again.error(), ErrorCode::AccountClosed);
    let opened = AccountForm { login: "hanh".into(), grants: vec![officer()] };
    call(&world, Method::PUT, &at, Some(&centre.cookie), &opened).await.json::<AccountLine>();
    assert!(signs_in(&world, "hanh", PASSWORD).await);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let person = centre.session.viewer.person;
    let at = path::account(person);
    for line in list(&world, &centre).await {
        let others = AccountForm { login: line.login, grants: Vec::new() };
        if line.person != person {
            call(&world, Method::PUT, &path::account(line.person), Some(&centre.cookie), &others).await;
        }
    }
    let form = AccountForm { login: "trang".into(), grants: Vec::new() };
    let answered = call(&world, Method::PUT, &at, Some(&centre.cookie), &form).await;
    assert_eq!(answered.error(), ErrorCode::LastAdministrator);
    let request = ask(Method::GET, path::SESSION, Some(&centre.cookie)).body(Body::empty()).unwrap();
    assert_eq!(world.send(request).await.status, StatusCode::OK, "nothing was done");
}

#[tokio::test]
async fn whoever_has_the_machine_can_reset_a_password() {
    let world = World::new();
    let data = world.directory.path();
    assert!(accounts::reset(data, "khong-ai").is_err());
    let link = accounts::reset(data, " TRANG ").unwrap();
    let (_, token) = link.split_once("/loi-moi#").unwrap();
    // The link's day begins by the machine's clock, which is ahead of the test's.
    let session = accept(&world, token, "trang", STRONG, None).await;
    assert_eq!(session.status, StatusCode::OK, "{session:?}");
    assert!(!signs_in(&world, "trang", PASSWORD).await);
}

#[tokio::test]
async fn a_person_is_signed_out_everywhere() {
    let world = World::new();
    let centre = Member::new(&world, "trang").await;
    let devices = [Member::new(&world, "hanh").await, Member::new(&world, "hanh").await];
    let at = path::sign_out_of(devices[0].session.viewer.person);
    let answered = call(&world, Method::POST, &at, Some(&centre.cookie), &()).await;
    assert_eq!(answered.status, StatusCode::NO_CONTENT);
    for device in devices {
        let request = ask(Method::GET, path::SESSION, Some(&device.cookie)).body(Body::empty()).unwrap();
        assert_eq!(world.send(request).await.error(), ErrorCode::NotSignedIn);
    }
}
