//! The bytes of attachments.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use shared::api::{ErrorCode, FileProgress, path};
use shared::bytes::{Sha256, sha256};
use shared::domain::Evidence;
use shared::limit::{ATTACHMENT_BYTES_MAX, CHUNK_BYTES_MAX};
use shared::sync::Outcome;

use crate::member::{Member, new_record, red_cross};
use crate::world::{Answered, World, ask};

fn bytes(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

/// Hands in an activity that names a file.
async fn name(world: &World, member: &mut Member, hash: Sha256, mime: &str) {
    let mut activity = red_cross("Có ảnh");
    let file = Evidence::File { hash, size: 1, mime: mime.to_owned(), name: "ảnh.jpg".to_owned() };
    activity.evidence = [file].into();
    let insert = member.insert(new_record(), &activity);
    assert!(matches!(member.hand_in(world, &insert).await, Outcome::Applied { .. }));
}

async fn put(world: &World, member: &Member, hash: Sha256, offset: u64, size: u64, part: &[u8]) -> Answered {
    let path = format!("{}?offset={offset}&size={size}", path::file(member.space, hash));
    let request = ask(Method::PUT, &path, Some(&member.cookie)).body(Body::from(part.to_vec()));
    world.send(request.unwrap()).await
}

async fn get(world: &World, member: &Member, path: &str) -> Answered {
    world.send(ask(Method::GET, path, Some(&member.cookie)).body(Body::empty()).unwrap()).await
}

async fn progress(world: &World, member: &Member, hash: Sha256) -> FileProgress {
    get(world, member, &path::file_progress(member.space, hash)).await.json()
}

#[tokio::test]
async fn a_photo_goes_up_in_chunks_and_on_after_a_break() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let photo = bytes(600_000);
    let (hash, size) = (sha256(&photo), 600_000);
    name(&world, &mut officer, hash, "image/jpeg").await;
    assert_eq!(progress(&world, &officer, hash).await, FileProgress { received: 0, complete: false });
    let first: FileProgress = put(&world, &officer, hash, 0, size, &photo[..250_000]).await.json();
    assert_eq!(first, FileProgress { received: 250_000, complete: false });
    let download = path::file(officer.space, hash);
    assert_eq!(get(&world, &officer, &download).await.error(), ErrorCode::NotFound, "not half a photo");
    let world = world.restarted(|_| ());
    assert_eq!(progress(&world, &officer, hash).await.received, 250_000);
    // The answer to a chunk was lost: it comes again.
    let again: FileProgress = put(&world, &officer, hash, 0, size, &photo[..250_000]).await.json();
    assert_eq!(again.received, 250_000);
    let gap = put(&world, &officer, hash, 400_000, size, &photo[400_000..]).await;
    assert_eq!((gap.status, gap.error()), (StatusCode::CONFLICT, ErrorCode::WrongOffset));
    put(&world, &officer, hash, 250_000, size, &photo[250_000..500_000]).await;
    let last: FileProgress = put(&world, &officer, hash, 500_000, size, &photo[500_000..]).await.json();
    assert_eq!(last, FileProgress { received: size, complete: true });
    let repeated: FileProgress = put(&world, &officer, hash, 500_000, size, &photo[500_000..]).await.json();
    assert_eq!(repeated, last);
    let centre = Member::new(&world, "trang").await;
    let whole = get(&world, &centre, &download).await;
    assert_eq!(sha256(&whole.body), hash);
    assert_eq!(whole.header("content-type"), Some("image/jpeg"));
    assert_eq!(whole.header("content-length"), Some("600000"));
    assert_eq!(whole.header("content-disposition"), Some("attachment"));
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
}

#[tokio::test]
async fn bytes_that_are_not_what_their_name_says_are_dropped() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let photo = bytes(1000);
    let hash = sha256(&photo);
    name(&world, &mut officer, hash, "image/png").await;
    let mut spoilt = photo.clone();
    spoilt[500] ^= 1;
    put(&world, &officer, hash, 0, 1000, &spoilt[..600]).await;
    let wrong = put(&world, &officer, hash, 600, 1000, &spoilt[600..]).await;
    assert_eq!((wrong.status, wrong.error()), (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::WrongHash));
    assert_eq!(progress(&world, &officer, hash).await, FileProgress { received: 0, complete: false });
    let right: FileProgress = put(&world, &officer, hash, 0, 1000, &photo).await.json();
    assert!(right.complete);
}

#[tokio::test]
async fn a_wrong_size_does_not_block_the_right_one() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let photo = bytes(1000);
    let hash = sha256(&photo);
    name(&world, &mut officer, hash, "image/png").await;
    put(&world, &officer, hash, 0, 5000, &photo[..600]).await;
    assert_eq!(put(&world, &officer, hash, 600, 1000, &photo[600..]).await.error(), ErrorCode::WrongOffset);
    let right: FileProgress = put(&world, &officer, hash, 0, 1000, &photo).await.json();
    assert!(right.complete);
}

#[tokio::test]
async fn a_file_is_for_those_who_see_a_record_that_names_it() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let photo = bytes(1000);
    let hash = sha256(&photo);
    let unnamed = put(&world, &officer, hash, 0, 1000, &photo).await;
    assert_eq!(unnamed.error(), ErrorCode::NotFound, "the change that names it comes first");
    name(&world, &mut officer, hash, "image/png").await;
    put(&world, &officer, hash, 0, 1000, &photo).await;
    for login in ["khoa", "huong"] {
        let stranger = Member::new(&world, login).await;
        for path in [path::file(officer.space, hash), path::file_progress(officer.space, hash)] {
            assert_eq!(get(&world, &stranger, &path).await.error(), ErrorCode::NotFound);
        }
        let path = format!("{}?offset=0&size=1000", path::file(officer.space, hash));
        let request = ask(Method::PUT, &path, Some(&stranger.cookie)).body(Body::from(photo.clone()));
        assert_eq!(world.send(request.unwrap()).await.error(), ErrorCode::NotFound);
    }
    let elsewhere = path::file(crate::world::space("th-cum-11"), hash);
    assert_eq!(get(&world, &officer, &elsewhere).await.error(), ErrorCode::NotFound);
}

#[tokio::test]
async fn what_a_browser_might_run_goes_out_as_mere_bytes() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    for (mime, sent) in [
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/pdf", "application/pdf"),
    ] {
        let page = format!("<script>alert('{mime}')</script>").into_bytes();
        let (hash, size) = (sha256(&page), u64::try_from(page.len()).unwrap());
        name(&world, &mut officer, hash, mime).await;
        put(&world, &officer, hash, 0, size, &page).await;
        let answered = get(&world, &officer, &path::file(officer.space, hash)).await;
        assert_eq!(answered.header("content-type"), Some(sent));
        assert_eq!(answered.header("content-disposition"), Some("attachment"));
        assert!(answered.header("content-security-policy").unwrap().contains("sandbox"));
    }
}

#[tokio::test]
async fn files_have_their_bounds() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let hash = sha256(b"");
    name(&world, &mut officer, hash, "image/png").await;
    let over = put(&world, &officer, hash, 0, ATTACHMENT_BYTES_MAX + 1, b"x").await;
    assert_eq!((over.status, over.error()), (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge));
    let chunk = put(&world, &officer, hash, 0, 1_000_000, &vec![0; CHUNK_BYTES_MAX + 1]).await;
    assert_eq!(chunk.error(), ErrorCode::TooLarge);
    assert_eq!(put(&world, &officer, hash, 5, 7, b"abc").await.error(), ErrorCode::Malformed);
    assert_eq!(put(&world, &officer, hash, u64::MAX, 7, b"abc").await.error(), ErrorCode::Malformed);
    for query in ["", "?offset=0", "?offset=-1&size=5", "?offset=0&size=99999999999999999999"] {
        let path = format!("{}{query}", path::file(officer.space, hash));
        let request = ask(Method::PUT, &path, Some(&officer.cookie)).body(Body::from("x")).unwrap();
        assert_eq!(world.send(request).await.error(), ErrorCode::Malformed, "{query}");
    }
    let empty: FileProgress = put(&world, &officer, hash, 0, 0, b"").await.json();
    assert!(empty.complete, "an empty file is a file");
}
