//! Lịch sử: what became of a record, in sentences. What waits on this device is known at once, the rest comes from
//! the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{HistoryEntry, RecordHistory};
use shared::id::{RecordId, SpaceId};
use shared::sync::store::OutboxState;
use shared::sync::{Outcome, Provenance};

use super::sentence::{Author, sentences};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{ConflictLine, FetchError};
use crate::ui::{Badge, Bones, Button, Icon, Kind, Tone, live};
use crate::{format, tr, words};

/// The history of a record, under its heading.
pub(crate) fn history(space: SpaceId, id: RecordId) -> AnyView {
    view! {
        <section class="history" aria-labelledby="history" id="lich-su">
            <h3 id="history">{tr!(activity.history)}</h3>
            {history_lines(space, id)}
        </section>
    }
    .into_any()
}

/// The history of any record.
pub(crate) fn history_lines(space: SpaceId, id: RecordId) -> AnyView {
    let repo = use_repo();
    let known = RwSignal::new(None::<Result<RecordHistory, FetchError>>);
    // Asked again whenever the server has said something new of the record.
    let rev = {
        let repo = repo.clone();
        Memo::new(move |_| repo.about(space, id).and_then(|view| view.rev))
    };
    let again = {
        let repo = repo.clone();
        Callback::new(move |()| ask(repo.clone(), space, id, known))
    };
    Effect::new(move || {
        if rev.get().is_some() {
            again.run(());
        }
    });
    let own = {
        let repo = repo.clone();
        live(move || own_lines(&repo, space, id))
    };
    let told = live(move || match (known.get(), rev.get()) {
        (Some(Ok(history)), _) => accepted_lines(&repo, space, history),
        (Some(Err(why)), _) => view! {
            <li class="more-history">
                <p class="soft">{words::fetch_error(why)} " " {tr!(activity.history_rest)}</p>
                <Button label=tr!(act.retry) on_press=again kind=Kind::Quiet size="small"/>
            </li>
        }
        .into_any(),
        (None, Some(_)) => view! { <li><Bones rows=2/></li> }.into_any(),
        (None, None) => ().into_any(),
    });
    view! { <ol>{own}{told}</ol> }.into_any()
}

fn ask(repo: Repo, space: SpaceId, id: RecordId, known: RwSignal<Option<Result<RecordHistory, FetchError>>>) {
    spawn_local(async move {
        let answer = repo.history(space, id).await;
        let _ = known.try_set(Some(answer));
    });
}

/// What this device has not handed in yet, newest first.
fn own_lines(repo: &Repo, space: SpaceId, id: RecordId) -> AnyView {
    let about = |line: &ConflictLine| line.conflict.subject == id;
    let disputes: Vec<_> =
        repo.conflicts(space).iter().filter(|line| about(line)).map(|line| line.id).collect();
    let own = repo.outbox().into_iter().rev();
    // What only lacks files is told by the server already.
    let own = own.filter(|line| !matches!(line.state, OutboxState::Accepted { .. }));
    let own = own.filter(|line| line.change.record == id || disputes.contains(&line.change.record));
    let lines = own.map(|line| {
        let author = Author::of_change(repo, &line.change);
        let (tone, picture, state) = match &line.state {
            OutboxState::Refused { reason, .. } => (Tone::Err, Icon::Return, words::refusal(reason)),
            OutboxState::Waiting { .. } | OutboxState::Held { .. } | OutboxState::Accepted { .. } => {
                (Tone::Wait, Icon::Send, tr!(standing.waiting).to_owned())
            }
        };
        let at = format::moment(line.change.device_time);
        let where_ = author.device.clone();
        let texts = sentences(repo, space, &author, &line.change);
        view! {
            <li>
                {paragraphs(texts)}
                <p class="note">{tr!(activity.written, at = at, device = where_)}</p>
                <Badge tone picture label=state/>
            </li>
        }
        .into_any()
    });
    lines.collect::<Vec<_>>().into_any()
}

/// What the server has taken, newest first, decisions about differing figures among it.
fn accepted_lines(repo: &Repo, space: SpaceId, history: RecordHistory) -> AnyView {
    let mut entries = history.entries;
    entries.reverse();
    entries.iter().map(|entry| entry_line(repo, space, entry)).collect::<Vec<_>>().into_any()
}

fn entry_line(repo: &Repo, space: SpaceId, entry: &HistoryEntry) -> AnyView {
    let by = Provenance {
        change: entry.change.id,
        author: entry.change.author,
        unit: entry.change.unit,
        device: entry.change.device,
        device_name: entry.device_name.clone(),
        device_time: entry.change.device_time,
        received: entry.received,
    };
    let author = Author::of(repo, &by);
    let remark = match &entry.outcome {
        Outcome::Merged { .. } => Some(tr!(activity.merged)),
        Outcome::Conflict { .. } => Some(tr!(activity.disagreed)),
        Outcome::Applied { .. }
        | Outcome::Refused { .. }
        | Outcome::Held { .. }
        | Outcome::Relayed
        | Outcome::Unknown => None,
    };
    drawn(&sentences(repo, space, &author, &entry.change), &times(&by, &author), remark)
}

fn paragraphs(texts: Vec<String>) -> Vec<AnyView> {
    texts.into_iter().map(|text| view! { <p>{text}</p> }.into_any()).collect()
}

fn drawn(texts: &[String], times: &str, remark: Option<&'static str>) -> AnyView {
    let texts = paragraphs(texts.to_vec());
    let remark = remark.map(|words| view! { <p class="note">{words}</p> });
    view! { <li>{texts}<p class="note">{times.to_owned()}</p>{remark}</li> }.into_any()
}

/// When it was written, on which device, and when it came, where that was later.
pub(crate) fn times(by: &Provenance, author: &Author) -> String {
    /// Up to here writing and receiving are one moment to a reader.
    const TOGETHER_MILLIS: u64 = 60_000;
    let written = tr!(activity.written, at = format::moment(by.device_time), device = author.device);
    if by.received.millis_since(by.device_time).unsigned_abs() < TOGETHER_MILLIS {
        return written;
    }
    tr!(activity.written_received, written = written, at = format::moment(by.received))
}
