//! What would be lost if this device fell into water now: in one sentence, then item by item.

use leptos::prelude::*;
use shared::sync::store::{Draft, OutboxState};

use crate::pages::draft_key::{self, DraftOf};
use crate::pages::outbox::export_outbox;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Losses, OutboxLine};
use crate::ui::{Badge, Button, Icon, Kind, Tone, live, toast_of};
use crate::{format, tr, tr_count, words};

/// Items listed one by one; the outbox has the rest.
const SHOWN_MAX: usize = 50;

/// The big sentence, the items, and what to do about them.
pub(super) fn card() -> AnyView {
    let repo = use_repo();
    let losses = {
        let repo = repo.clone();
        Memo::new(move |_| repo.losses())
    };
    let items = {
        let repo = repo.clone();
        Memo::new(move |_| (repo.outbox(), repo.drafts()))
    };
    let send = {
        let repo = repo.clone();
        Callback::new(move |()| {
            repo.send_now();
            toast_of(Icon::Sync, tr!(outbox.asked));
        })
    };
    let export = {
        let repo = repo.clone();
        Callback::new(move |()| export_outbox(repo.clone()))
    };
    let nothing = Memo::new(move |_| losses.get() == Losses::default());
    // Nothing to carry away: then the button would only puzzle.
    let carry = move || {
        (!nothing.get()).then(|| {
            view! { <Button label=tr!(act.export) on_press=export kind=Kind::Primary picture=Icon::Usb size="big"/> }
        })
    };
    let note = move || (!nothing.get()).then(|| view! { <p class="note">{tr!(device.export_note)}</p> });
    let sentence = move || if nothing.get() { no_loss() } else { loss(losses.get()) };
    let list = move || items.with(|(outbox, drafts)| item_list(&repo, outbox, drafts));
    view! {
        <div class="card">
            <div class="body hero">
                {live(sentence)}
                {live(list)}
                <div class="row">
                    {live(carry)}
                    <Button label=tr!(device.send) on_press=send picture=Icon::Sync size="big"/>
                </div>
                {live(note)}
            </div>
        </div>
    }
    .into_any()
}

fn no_loss() -> AnyView {
    view! {
        <p class="figure-line strong">{tr!(device.lead_none)}</p>
        <p>{tr!(device.none_note)}</p>
    }
    .into_any()
}

fn loss(losses: Losses) -> AnyView {
    let items = losses.waiting + losses.refused + losses.drafts;
    let (figure, files) = match (items, losses.files) {
        (0, files) => (tr_count!(files, device.only_files), None),
        (items, 0) => (tr_count!(items, device.items), None),
        (items, files) => (tr_count!(items, device.items), Some(tr_count!(files, device.photos))),
    };
    let since = losses.since.map(|since| tr!(device.since, at = format::moment(since)));
    let rest = [files, since].into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! {
        <p class="soft">{tr!(device.lead)}</p>
        <p class="l"><b class="figure">{figure}</b> " " <span>{rest}</span></p>
    }
    .into_any()
}

fn item_list(repo: &Repo, outbox: &[OutboxLine], drafts: &[(String, Draft)]) -> AnyView {
    let unsettled = outbox.iter().filter_map(|line| outbox_item(repo, line));
    let items: Vec<_> = unsettled.chain(drafts.iter().map(draft_item)).take(SHOWN_MAX).collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! { <ul class="lo">{items}</ul> }.into_any()
}

fn outbox_item(repo: &Repo, line: &OutboxLine) -> Option<AnyView> {
    let title = words::change_title(&repo.names(), &line.title, &line.change);
    let mut note = tr!(device.saved_at, at = format::moment(line.change.device_time));
    let missing = usize::try_from(line.files.total.saturating_sub(line.files.done)).unwrap_or(usize::MAX);
    if missing > 0 {
        note = format!("{note}. {}", tr_count!(missing, device.files_line));
    }
    let (tone, picture, word) = match &line.state {
        OutboxState::Refused { reason, .. } => {
            note = format!("{note}. {}", words::refusal(reason));
            (Tone::Err, Icon::Return, tr!(standing.refused))
        }
        OutboxState::Waiting { .. } | OutboxState::Held { .. } => {
            (Tone::Wait, Icon::Send, tr!(standing.waiting))
        }
        // The server has the words; only files of it may still be here alone.
        OutboxState::Accepted { .. } if missing == 0 => return None,
        OutboxState::Accepted { .. } => (Tone::Wait, Icon::Photo, tr!(outbox.sending)),
    };
    Some(item(title, note, tone, picture, word))
}

fn draft_item((key, draft): &(String, Draft)) -> AnyView {
    let title = draft_key::title(draft).unwrap_or_else(|| match DraftOf::parse(key) {
        Some(_) => words::capitalised(tr!(today.draft_new)),
        None => tr!(device.draft).to_owned(),
    });
    let note = tr!(device.typed_at, at = format::moment(draft.at));
    item(title, note, Tone::Ink, Icon::Pencil, tr!(standing.draft))
}

fn item(title: String, note: String, tone: Tone, picture: Icon, word: &'static str) -> AnyView {
    view! {
        <li>
            <div class="grow">
                <b>{title}</b>
                <span>{note}</span>
            </div>
            <Badge tone picture label=word/>
        </li>
    }
    .into_any()
}
