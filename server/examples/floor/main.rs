//! The floor of the server: axum and `SQLite` with nothing between them that a product adds. No accounts, no merge, no
//! checks, no signatures. What it costs is the least that this stack can cost; `cargo dev bench` measures the server
//! as a ratio to it. The load generator is here too, so that it costs the shared processor as little as can be.
//!
//! ```text
//! floor serve DATABASE NORMAL|FULL PAGES    prints {"port":N}
//! floor load ADDRESS CONNECTIONS REQUESTS    prints one line of JSON
//! ```

mod load;
mod table;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as Named, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::Deserialize;
use table::Table;
use tokio::net::TcpListener;

/// Largest body.
const BODY_BYTES_MAX: usize = 64 << 20;
/// Shorter answers go out as they are.
const WORTH_PACKING: usize = 512;

struct Floor {
    table: Table,
    pages: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match *words {
        ["serve", database, synchronous, pages] => serve(database, synchronous, pages).await,
        ["load", address, connections, requests] => {
            let requests = load::read(Path::new(requests))?;
            println!("{}", load::run(address, connections.parse()?, requests).await?);
            Ok(())
        }
        _ => bail!("floor serve DATABASE NORMAL|FULL PAGES, or floor load ADDRESS CONNECTIONS REQUESTS"),
    }
}

async fn serve(database: &str, synchronous: &str, pages: &str) -> Result<()> {
    let table = Table::open(Path::new(database), synchronous)?;
    let floor = Arc::new(Floor { table, pages: pages.into() });
    let router = Router::new()
        .route("/api/sync", post(sync))
        .route("/count", get(count))
        .route("/p/{file}", get(page))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(floor);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{{\"port\":{}}}", listener.local_addr()?.port());
    // Without this, a kept connection waits for the other side's delayed acknowledgement.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router).await?;
    Ok(())
}

struct Failed(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{:#}", self.0)).into_response()
    }
}

#[derive(Deserialize)]
struct Place {
    since: i64,
    limit: i64,
}

/// Takes lines in and gives back what the sender has not seen, less what it has just sent: one round trip.
async fn sync(
    State(floor): State<Arc<Floor>>,
    Query(place): Query<Place>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failed> {
    let answer = tokio::task::spawn_blocking(move || -> Result<Response> {
        let taken = floor.table.take(&unpacked(&headers, &body)?)?;
        let (lines, last) = floor.table.lines(place.since, taken.before, place.limit)?;
        let all_seen = last == place.since || last == taken.before;
        packed(&headers, lines, if all_seen { taken.after } else { last })
    });
    Ok(answer.await??)
}

fn unpacked(headers: &HeaderMap, body: &Bytes) -> Result<Vec<u8>> {
    if headers.get(header::CONTENT_ENCODING).is_none_or(|encoding| encoding != "gzip") {
        return Ok(body.to_vec());
    }
    let mut plain = Vec::with_capacity(body.len().saturating_mul(4));
    GzDecoder::new(body.as_ref()).read_to_end(&mut plain)?;
    Ok(plain)
}

fn packed(headers: &HeaderMap, lines: Vec<u8>, seq: i64) -> Result<Response> {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|accepted| accepted.to_str().ok());
    let head = [("x-seq", seq.to_string()), ("cache-control", "no-store".to_owned())];
    if lines.len() <= WORTH_PACKING || !accepts.is_some_and(|accepted| accepted.contains("gzip")) {
        return Ok((head, lines).into_response());
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(lines.len() / 3), Compression::new(5));
    encoder.write_all(&lines)?;
    Ok((head, [("content-encoding", "gzip")], encoder.finish()?).into_response())
}

async fn count(State(floor): State<Arc<Floor>>) -> Result<String, Failed> {
    Ok(floor.table.count()?.to_string())
}

/// A page of the measurement, from the same origin as the floor.
async fn page(State(floor): State<Arc<Floor>>, Named(file): Named<String>) -> Result<Response, Failed> {
    let path = floor.pages.join(&file);
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    let bytes = std::fs::read(&path).with_context(|| file)?;
    Ok(([("content-type", kind), ("cache-control", "no-store")], bytes).into_response())
}
