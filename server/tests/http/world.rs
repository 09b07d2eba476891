//! A server with sample data in a scratch directory.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use server::accounts;
use server::clock::Clock;
use server::db::{Sqlite, file_in};
use server::routes::router;
use server::sample;
use server::site::Site;
use server::state::{Running, Server, Setup};
use shared::api::{ApiError, ErrorCode, GUARD_HEADER, Invitation};
use shared::bytes::sha256;
use shared::id::{RecordId, SpaceId, UnitId};
use shared::time::Timestamp;
use std::fs;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;
use tower::ServiceExt;

/// 2026-11-22T09:00Z.
pub(crate) const START: i64 = 1_795_338_000_000;

pub(crate) struct World {
    pub(crate) directory: TempDir,
    pub(crate) running: Running,
    router: Router,
    clock: Arc<AtomicI64>,
    is_https: bool,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Hashing the passwords of all sample people takes half a second: done once.
fn template() -> &'static TempDir {
    static TEMPLATE: OnceLock<TempDir> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let directory = TempDir::new().unwrap();
        let now = Timestamp::from_millis(START);
        let store = Sqlite::open(directory.path(), now).unwrap();
        assert!(sample::load(&store, now).unwrap());
        assert!(!sample::load(&store, now).unwrap(), "loaded only once");
        store.checkpoint().unwrap();
        directory
    })
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(false)
    }

    pub(crate) fn with(is_https: bool) -> Self {
        let directory = TempDir::new().unwrap();
        fs::copy(file_in(template().path()), file_in(directory.path())).unwrap();
        Self::open(directory, is_https, Arc::new(AtomicI64::new(START)))
    }

    /// A server that nobody has set up.
    pub(crate) fn empty() -> Self {
        Self::open(TempDir::new().unwrap(), false, Arc::new(AtomicI64::new(START)))
    }

    /// What a server hands out when it starts, for whoever sets it up.
    pub(crate) fn set_up(&self) -> Option<Invitation> {
        let store = Sqlite::open(self.directory.path(), self.now()).unwrap();
        store.transact(|store| accounts::set_up(store, self.now())).unwrap()
    }

    fn open(directory: TempDir, is_https: bool, clock: Arc<AtomicI64>) -> Self {
        let time = clock.clone();
        let setup = Setup {
            data: directory.path().to_owned(),
            clock: Clock::of(move || Timestamp::from_millis(time.load(Ordering::SeqCst))),
            site: Site::Dir(directory.path().join("site")),
            is_https,
        };
        let store = Sqlite::open(directory.path(), Timestamp::from_millis(START)).unwrap();
        let running = Server::start(store, setup).unwrap();
        let router = router(running.server.clone());
        Self { directory, running, router, clock, is_https }
    }

    /// Stops the server, lets something happen to its directory, and starts it again.
    pub(crate) fn restarted(self, meanwhile: impl FnOnce(&std::path::Path)) -> Self {
        let Self { directory, running, router, clock, is_https } = self;
        drop(router);
        drop(running.server);
        running.writer.join().unwrap();
        meanwhile(directory.path());
        Self::open(directory, is_https, clock)
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.clock.load(Ordering::SeqCst))
    }

    pub(crate) fn pass(&self, millis: i64) {
        self.clock.fetch_add(millis, Ordering::SeqCst);
    }

    /// Sends a request just as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answered { status: parts.status, headers: parts.headers, body }
    }

    /// Sends a request and gives the answer while its body is still coming.
    pub(crate) async fn open_stream(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }
}

/// A request as our page makes it.
pub(crate) fn ask(method: Method, path: &str, cookie: Option<&str>) -> axum::http::request::Builder {
    let mut request = Request::builder().method(&method).uri(path).header("host", "thidua.example");
    if method != Method::GET {
        request = request.header(GUARD_HEADER, "1").header("origin", "http://thidua.example");
    }
    match cookie {
        Some(cookie) => request.header("cookie", cookie),
        None => request,
    }
}

impl Answered {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The error that the answer tells of.
    #[track_caller]
    pub(crate) fn error(&self) -> ErrorCode {
        assert!(!self.status.is_success(), "{self:?}");
        self.json::<ApiError>().error
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

fn digest(what: &str, key: &str) -> [u8; 16] {
    sha256(format!("sample/{what}/{key}").as_bytes()).0[..16].try_into().unwrap()
}

/// The space of a cluster of the sample data.
pub(crate) fn space(key: &str) -> SpaceId {
    SpaceId::of_record(RecordId::derived(digest("cluster", key)))
}

/// A unit of the sample data.
pub(crate) fn unit(key: &str) -> UnitId {
    UnitId::of_record(RecordId::derived(digest("unit", key)))
}
