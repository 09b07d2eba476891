//! What the device says of itself: room, persistence, clock, version, name.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::use_repo;
use crate::repo::types::DeviceFacts;
use crate::shell::{Room, room, worth_telling};
use crate::ui::{Badge, Button, Icon, Meter, Tone, toast, toast_of};
use crate::{format, tr};

/// Where the bar has its tick.
const TOLD_AT: u64 = 80;

/// The cards beside the loss.
pub(super) fn cards(facts: DeviceFacts, ask_again: Callback<()>) -> AnyView {
    view! {
        {space(&facts)}
        {persistence(&facts, ask_again)}
        {details(facts)}
    }
    .into_any()
}

fn space(facts: &DeviceFacts) -> AnyView {
    let (tone, picture, word) = match room(facts) {
        Room::Enough => (Tone::Ok, Icon::Check, tr!(device.roomy)),
        Room::Low(_) => (Tone::Wait, Icon::Warning, tr!(device.low)),
        Room::Full => (Tone::Err, Icon::Warning, tr!(device.full)),
    };
    let body = match (facts.usage, facts.quota) {
        (Some(usage), Some(quota)) => {
            let bar = if matches!(room(facts), Room::Enough) { Tone::Plain } else { Tone::Wait };
            view! {
                <Meter
                    label=tr!(device.used, used = format::bytes(usage))
                    figures=tr!(device.of, quota = format::bytes(quota))
                    of=Signal::stored((usage, quota))
                    tone=Signal::stored(bar)
                    tick=Some(TOLD_AT)
                />
                <p>{tr!(device.free, free = format::bytes(quota.saturating_sub(usage)))}</p>
            }
            .into_any()
        }
        _ => view! { <p>{tr!(device.unknown)}</p> }.into_any(),
    };
    let known = facts.quota.is_some();
    view! {
        <section class="card">
            <header>
                <h2>{tr!(device.space)}</h2>
                {known.then(|| view! { <Badge tone picture label=word/> })}
            </header>
            <div class="body stack near">
                {body}
                <p class="note">{tr!(device.space_note)}</p>
            </div>
        </section>
    }
    .into_any()
}

/// Asks the browser to keep the data, while it has not promised to.
fn persistence(facts: &DeviceFacts, ask_again: Callback<()>) -> Option<AnyView> {
    if facts.persisted != Some(false) {
        return None;
    }
    let repo = use_repo();
    let ask = Callback::new(move |()| {
        let repo = repo.clone();
        spawn_local(async move {
            let promised = repo.persist().await;
            if promised {
                toast(tr!(device.persist_yes));
            } else {
                toast_of(Icon::Warning, tr!(device.persist_no));
            }
            ask_again.run(());
        });
    });
    Some(
        view! {
            <section class="card">
                <div class="body stack near">
                    <p>{tr!(device.persist_note)}</p>
                    <Button label=tr!(device.persist_ask) on_press=ask size="wide"/>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn details(facts: DeviceFacts) -> AnyView {
    let persisted = match facts.persisted {
        Some(true) => {
            view! { <Badge tone=Tone::Ok picture=Icon::Check label=tr!(device.persist_on)/> }.into_any()
        }
        Some(false) => {
            view! { <Badge tone=Tone::Wait picture=Icon::Warning label=tr!(device.persist_off)/> }.into_any()
        }
        None => tr!(device.unknown).into_any(),
    };
    let synced = facts.last_sync.map_or_else(|| tr!(time.never).to_owned(), format::moment);
    let clock = match (worth_telling(&facts), facts.skew_ms) {
        (Some(skew), _) => {
            let by = format::stretch(skew);
            let words =
                if skew > 0 { tr!(device.clock_fast, by = by) } else { tr!(device.clock_slow, by = by) };
            view! { <Badge tone=Tone::Wait picture=Icon::Warning label=words/> }.into_any()
        }
        (None, Some(_)) => tr!(device.clock_right).into_any(),
        (None, None) => tr!(device.clock_unknown).into_any(),
    };
    let version = if facts.update_ready {
        tr!(device.newer, version = facts.version)
    } else {
        tr!(device.newest, version = facts.version)
    };
    view! {
        <section class="card">
            <div class="body">
                <dl class="kv st">
                    <dt>{tr!(device.name)}</dt>
                    <dd>{facts.name}</dd>
                    <dt>{tr!(device.last_sync)}</dt>
                    <dd>{synced}</dd>
                    <dt>{tr!(device.persist)}</dt>
                    <dd>{persisted}</dd>
                    <dt>{tr!(device.clock)}</dt>
                    <dd>{clock}</dd>
                    <dt>{tr!(device.version)}</dt>
                    <dd>{version}</dd>
                    <dt>{tr!(device.id)}</dt>
                    <dd>{short(&facts.id)}</dd>
                </dl>
            </div>
        </section>
    }
    .into_any()
}

/// The end of an id is enough to tell devices apart over a telephone; the beginning is only the time.
fn short(id: &str) -> String {
    let from = id.len().saturating_sub(8);
    id.get(from..).unwrap_or(id).to_uppercase()
}
