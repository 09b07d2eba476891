//! What every answer carries, and what is not there.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use shared::api::{ErrorCode, GUARD_HEADER, path};
use shared::sync::EXCHANGE_TYPE;
use std::fs;

use crate::member::{Member, RED_CROSS, new_record, red_cross};
use crate::world::{World, ask, unit};

/// A built app of three files.
fn with_site(world: &World) {
    let site = world.directory.path().join("site");
    fs::create_dir_all(&site).unwrap();
    let list = "index.html\ttext/html; charset=utf-8\trevalidate\tbr\ta1\n\
                app.1.js\ttext/javascript; charset=utf-8\timmutable\tgz\tb2\n";
    let files = [
        ("files.tsv", list),
        ("index.html", "page"),
        ("index.html.br", "small"),
        ("app.1.js", "script"),
        ("app.1.js.gz", "zip"),
    ];
    for (name, text) in files {
        fs::write(site.join(name), text).unwrap();
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    for is_https in [false, true] {
        let world = World::with(is_https);
        with_site(&world);
        let pages = ["/", "/app.1.js", "/app.9.js", "/healthz", "/readyz"];
        let routes = [path::SESSION, path::POKES, path::SIGN_IN, "/api/x"];
        for (path, is_route) in pages.map(|p| (p, false)).into_iter().chain(routes.map(|p| (p, true))) {
            let answered = world.send(ask(Method::GET, path, None).body(Body::empty()).unwrap()).await;
            let policy = answered.header("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'; "), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert_eq!(
                policy.contains("script-src 'self' 'wasm-unsafe-eval'"),
                !is_route,
                "{path}: {policy}"
            );
            for unsafe_word in ["'unsafe-inline'", "'unsafe-eval'", "*", "http:"] {
                assert!(!policy.contains(unsafe_word), "{path}: {policy}");
            }
            assert_eq!(answered.header("x-content-type-options"), Some("nosniff"), "{path}");
            assert_eq!(answered.header("referrer-policy"), Some("no-referrer"), "{path}");
            assert_eq!(answered.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
            assert_eq!(answered.header("strict-transport-security").is_some(), is_https, "{path}");
            assert_eq!(answered.header("access-control-allow-origin"), None, "{path}");
            if is_route {
                assert_eq!(answered.header("cache-control"), Some("no-store"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn the_app_is_handed_out_and_what_is_missing_is_missing() {
    let world = World::new();
    with_site(&world);
    let get = async |path: &str, name: &'static str, value: &str| {
        let request = ask(Method::GET, path, None).header(name, value).body(Body::empty());
        world.send(request.unwrap()).await
    };
    let page = get("/hoat-dong/0198", "accept-encoding", "gzip, br").await;
    assert_eq!((page.status, page.body.as_slice()), (StatusCode::OK, b"small".as_slice()));
    assert_eq!(page.header("content-encoding"), Some("br"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    assert_eq!(page.header("vary"), Some("accept-encoding"));
    let known = get("/", "if-none-match", page.header("etag").unwrap()).await;
    assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let script = get("/app.1.js", "accept-encoding", "").await;
    assert_eq!(script.body, b"script");
    assert_eq!(script.header("cache-control"), Some("public, max-age=31536000, immutable"));
    for missing in [
        "/app.2.js",
        "/files.tsv",
        "/giao-uoc.db",
        "/../giao-uoc.db",
        "/api",
        "/api/",
        "/api/x/y",
        "/favicon.ico",
    ] {
        let answered = get(missing, "accept-encoding", "br").await;
        assert_eq!(
            (answered.status, answered.error()),
            (StatusCode::NOT_FOUND, ErrorCode::NotFound),
            "{missing}"
        );
    }
    let posted = ask(Method::POST, "/", None).body(Body::empty()).unwrap();
    assert_eq!(world.send(posted).await.error(), ErrorCode::NotFound);
}

#[tokio::test]
async fn ids_that_are_none_are_simply_not_found() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    let space = officer.space;
    for path in [
        "/api/spaces/x/exchange".to_owned(),
        format!("/api/spaces/{space}/records/x/history"),
        format!("/api/spaces/{space}/files/xyz"),
        format!("/api/spaces/{space}/files/{}/progress", "AB".repeat(32)),
        format!("/api/spaces/{space}"),
        format!("/api/spaces/{space}/nothing"),
    ] {
        let method = if path.ends_with("exchange") { Method::POST } else { Method::GET };
        let request = ask(method, &path, Some(&officer.cookie)).header("content-type", EXCHANGE_TYPE);
        let answered = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answered.error(), ErrorCode::NotFound, "{path}");
    }
    // A method that a route does not know.
    let delete = ask(Method::DELETE, path::SESSION, Some(&officer.cookie)).body(Body::empty());
    assert_eq!(world.send(delete.unwrap()).await.error(), ErrorCode::NotFound);
}

#[tokio::test]
async fn foreign_pages_change_nothing() {
    let world = World::new();
    let officer = Member::new(&world, "hanh").await;
    let request = |guard: bool, origin: Option<&str>| {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path::exchange(officer.space))
            .header("host", "thidua.example")
            .header("cookie", &officer.cookie)
            .header("content-type", EXCHANGE_TYPE);
        if guard {
            request = request.header(GUARD_HEADER, "1");
        }
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        request.body(Body::from(serde_json::to_vec(&officer.request(&[])).unwrap())).unwrap()
    };
    for (guard, origin) in [
        (false, None),
        (false, Some("http://thidua.example")),
        (true, Some("http://evil.example")),
        (true, Some("null")),
        (true, Some("http://thidua.example.evil.example")),
    ] {
        let answered = world.send(request(guard, origin)).await;
        assert_eq!((answered.status, answered.error()), (StatusCode::FORBIDDEN, ErrorCode::Forbidden));
    }
    for origin in [None, Some("https://thidua.example")] {
        assert_eq!(world.send(request(true, origin)).await.status, StatusCode::OK);
    }
}

/// All routes for which somebody must have signed in.
fn signed_in_routes() -> [(Method, String); 7] {
    let space = crate::world::space("dt-khoi-12");
    let hash = shared::bytes::sha256(b"x");
    [
        (Method::GET, path::SESSION.to_owned()),
        (Method::GET, path::POKES.to_owned()),
        (Method::POST, path::exchange(space)),
        (Method::GET, path::history(space, unit(RED_CROSS).record())),
        (Method::GET, path::file(space, hash)),
        (Method::PUT, format!("{}?offset=0&size=1", path::file(space, hash))),
        (Method::GET, path::file_progress(space, hash)),
    ]
}

#[tokio::test]
async fn every_route_asks_who_is_there() {
    let world = World::new();
    let made_up = format!("giao-uoc={}", "0".repeat(64));
    for (method, path) in signed_in_routes() {
        for cookie in [None, Some(made_up.as_str())] {
            let request = ask(method.clone(), &path, cookie).header("content-type", EXCHANGE_TYPE);
            let answered = world.send(request.body(Body::from("x")).unwrap()).await;
            assert_eq!(answered.status, StatusCode::UNAUTHORIZED, "{method} {path}");
            assert_eq!(answered.error(), ErrorCode::NotSignedIn, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn nothing_is_taken_or_told_in_the_session_of_somebody_else() {
    let world = World::new();
    let (officer, other) = (Member::new(&world, "hanh").await, Member::new(&world, "thanh").await);
    for (method, path) in signed_in_routes() {
        let made_for = |member: &Member| {
            let request = Request::builder().method(&method).uri(&path).header("cookie", &officer.cookie);
            request.header(GUARD_HEADER, member.session.viewer.person.to_string())
        };
        let answered = world.send(made_for(&other).body(Body::from("x")).unwrap()).await;
        assert_eq!(answered.error(), ErrorCode::OtherPerson, "{method} {path}");
        assert_eq!(answered.status, StatusCode::FORBIDDEN, "{method} {path}");
        let own = world.open_stream(made_for(&officer).body(Body::from("x")).unwrap()).await;
        assert_ne!(own.status(), StatusCode::FORBIDDEN, "{method} {path}");
    }
    let insert = officer.insert(new_record(), &red_cross("Của Hạnh"));
    let request = Request::post(path::exchange(officer.space))
        .header("cookie", &other.cookie)
        .header("content-type", EXCHANGE_TYPE)
        .header(GUARD_HEADER, officer.session.viewer.person.to_string())
        .body(Body::from(serde_json::to_vec(&officer.request(&[insert])).unwrap()));
    assert_eq!(
        world.send(request.unwrap()).await.error(),
        ErrorCode::OtherPerson,
        "not one by one as NotYours"
    );
}

#[tokio::test]
async fn the_server_tells_that_it_lives_and_works() {
    let world = World::new();
    for path in ["/healthz", "/readyz"] {
        let answered = world.send(ask(Method::GET, path, None).body(Body::empty()).unwrap()).await;
        assert_eq!(answered.status, StatusCode::OK, "{path}");
    }
}
