//! A closed loop: some kept connections, each sending its prepared requests one after another.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Requests from a file: each behind its length as four bytes, the lowest first.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<u8>>> {
    let file = std::fs::read(path).with_context(|| path.display().to_string())?;
    let mut rest = file.as_slice();
    let mut requests = Vec::new();
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length))?;
        let (request, tail) = tail.split_at_checked(length).context("the last request is cut off")?;
        requests.push(request.to_vec());
        rest = tail;
    }
    ensure!(!requests.is_empty(), "no requests");
    Ok(requests)
}

/// What one connection saw.
#[derive(Default)]
struct Seen {
    millis: Vec<f64>,
    refused: usize,
    bytes: usize,
}

/// Request `n` goes over connection `n % connections`, so requests that belong together keep their order.
pub(crate) async fn run(
    address: &str,
    connections: usize,
    requests: Vec<Vec<u8>>,
) -> Result<serde_json::Value> {
    let requests = Arc::new(requests);
    let start = Instant::now();
    let mut running = JoinSet::new();
    for connection in 0..connections {
        let (address, requests) = (address.to_owned(), requests.clone());
        running.spawn(async move {
            let own = requests.iter().skip(connection).step_by(connections);
            send(&address, own).await
        });
    }
    let (mut millis, mut refused, mut bytes) = (Vec::new(), 0_usize, 0_usize);
    while let Some(seen) = running.join_next().await {
        let seen = seen??;
        refused += seen.refused;
        bytes += seen.bytes;
        millis.extend(seen.millis);
    }
    let seconds = start.elapsed().as_secs_f64();
    Ok(json!({ "seconds": seconds, "refused": refused, "bytes": bytes, "millis": millis }))
}

async fn send(address: &str, requests: impl Iterator<Item = &Vec<u8>>) -> Result<Seen> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut seen = Seen::default();
    let mut answer = Vec::new();
    for request in requests {
        let sent = Instant::now();
        stream.write_all(request).await?;
        let status = read_answer(&mut stream, &mut answer).await?;
        seen.millis.push(sent.elapsed().as_secs_f64() * 1e3);
        seen.refused += usize::from(status >= 400);
        seen.bytes += answer.len();
    }
    Ok(seen)
}

/// Reads one answer to its end and returns its status.
async fn read_answer(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<u16> {
    answer.clear();
    let mut head: Option<Head> = None;
    loop {
        if let Some(head) = head.as_ref().filter(|head| head.is_complete(answer)) {
            return Ok(head.status);
        }
        if stream.read_buf(answer).await? == 0 {
            bail!("the server hung up");
        }
        if head.is_none() {
            head = Head::read(answer)?;
        }
    }
}

struct Head {
    bytes: usize,
    status: u16,
    /// Nothing when the body comes in chunks.
    body: Option<usize>,
}

impl Head {
    fn read(answer: &[u8]) -> Result<Option<Self>> {
        let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).to_ascii_lowercase();
        let status = text.split(' ').nth(1).context("no status")?.parse()?;
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let body = match field("transfer-encoding:") {
            Some(_) => None,
            None => Some(field("content-length:").map_or(Ok(0), str::parse)?),
        };
        Ok(Some(Self { bytes: end + 4, status, body }))
    }

    fn is_complete(&self, answer: &[u8]) -> bool {
        match self.body {
            Some(length) => answer.len() >= self.bytes + length,
            None => answer.ends_with(b"0\r\n\r\n"),
        }
    }
}
