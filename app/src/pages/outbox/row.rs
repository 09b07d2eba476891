//! One change: what, whose, since when, how often tried, where it stands, why, and the one thing to do.

use leptos::prelude::*;
use shared::sync::store::OutboxState;
use shared::sync::{Outcome, Refusal};

use super::cure::Cures;
use crate::pages::place_of;
use crate::repo::Repo;
use crate::repo::types::{Link, OutboxLine};
use crate::route::Route;
use crate::ui::{Badge, Button, Icon, Kind, LinkButton, Tone};
use crate::{format, tr, words};

/// The row of a change.
pub(super) fn row(repo: &Repo, line: &OutboxLine, cures: Cures) -> AnyView {
    let who = repo.person_name(line.change.author).unwrap_or_default();
    let kind = words::kind(line.change.kind);
    let unit = line.change.unit.and_then(|unit| repo.unit_short(unit));
    let whose =
        [Some(who), unit].into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ");
    let (badge, why) = standing(repo, line);
    view! {
        <tr>
            <th scope="row">
                {words::change_title(&repo.names(), &line.title, &line.change)}
                <small>{tr!(outbox.by, kind = kind, who = whose)}</small>
            </th>
            <td><span class="cap">{tr!(outbox.saved)} ": "</span>{format::moment(line.change.device_time)}</td>
            <td class="num">
                {tries(&line.state).map(|tries| view! { <span class="cap">{tr!(outbox.tries)} ": "</span> {tries} })}
            </td>
            <td>
                {badge}
                {why.map(|why| view! { <small class="wy">{why}</small> })}
            </td>
            <td>{action(repo, line, cures)}</td>
        </tr>
    }
    .into_any()
}

/// How often it was sent in vain; what was answered has nothing to count any more.
fn tries(state: &OutboxState) -> Option<String> {
    match state {
        OutboxState::Waiting { tries } | OutboxState::Held { tries, .. } => {
            Some(format::whole(u64::from(*tries)))
        }
        OutboxState::Refused { .. } | OutboxState::Accepted { .. } => None,
    }
}

fn standing(repo: &Repo, line: &OutboxLine) -> (AnyView, Option<String>) {
    let files = line.files;
    match &line.state {
        OutboxState::Refused { reason, .. } => {
            (badge(Tone::Err, Icon::Return, tr!(outbox.refused).to_owned()), Some(words::refusal(reason)))
        }
        OutboxState::Held { .. } => (
            badge(Tone::Wait, Icon::Clock, tr!(outbox.waits_change).to_owned()),
            Some(tr!(outbox.waits_change_note).to_owned()),
        ),
        OutboxState::Waiting { .. } => {
            let (picture, words) = match repo.chip().link {
                Link::Offline | Link::Portal => (Icon::Send, tr!(outbox.waits_network)),
                Link::Sending => (Icon::Sync, tr!(outbox.sending)),
                Link::Online | Link::SignInNeeded | Link::Outdated | Link::Trouble(_) => {
                    (Icon::Send, tr!(outbox.waits_turn))
                }
            };
            (badge(Tone::Wait, picture, words.to_owned()), None)
        }
        OutboxState::Accepted { .. } if files.done < files.total => {
            let words =
                tr!(outbox.files, done = format::whole(files.done), total = format::whole(files.total));
            (badge(Tone::Wait, Icon::Photo, words), Some(tr!(outbox.files_note).to_owned()))
        }
        OutboxState::Accepted { outcome: Outcome::Conflict { .. }, .. } => {
            (badge(Tone::Diff, Icon::Differ, tr!(outbox.conflict_at).to_owned()), None)
        }
        OutboxState::Accepted { outcome, at } => {
            let merged = matches!(outcome, Outcome::Merged { .. }).then(|| tr!(outbox.merged_at).to_owned());
            (badge(Tone::Ok, Icon::Check, tr!(outbox.received_at, at = format::clock(*at))), merged)
        }
    }
}

fn badge(tone: Tone, picture: Icon, words: String) -> AnyView {
    view! { <Badge tone picture label=words/> }.into_any()
}

/// The one thing that helps; for a refused change also the way to let it go.
fn action(repo: &Repo, line: &OutboxLine, cures: Cures) -> AnyView {
    let OutboxState::Refused { reason, .. } = &line.state else {
        return look(repo, line);
    };
    let key = line.key;
    let cure = match reason {
        Refusal::NeedsReason => button(tr!(outbox.reason), move |()| cures.ask_reason(key)),
        Refusal::Invalid { .. } | Refusal::TooLarge | Refusal::NeedsSource => match place_of(repo, line) {
            Route::Activity(id) => link(tr!(outbox.fix), Route::EditActivity(id)),
            Route::Report(id) => link(tr!(outbox.fix), Route::EditReport(id)),
            place => link(tr!(outbox.fix), place),
        },
        Refusal::DecisionStale => link(tr!(outbox.decide), place_of(repo, line)),
        Refusal::NotYours | Refusal::BadSignature => link(tr!(act.sign_in), Route::SignIn),
        // Once it is opened again, the same change goes through.
        Refusal::Locked { .. }
        | Refusal::NotAllowed
        | Refusal::NotMember
        | Refusal::Voided
        | Refusal::Exists
        | Refusal::Unknown => button(tr!(outbox.again), move |()| cures.retry(key, None)),
    };
    let drop = move |()| cures.ask_withdraw(key);
    view! {
        {cure}
        <Button label=tr!(outbox.withdraw) on_press=drop kind=Kind::Quiet size="small"/>
    }
    .into_any()
}

fn look(repo: &Repo, line: &OutboxLine) -> AnyView {
    let place = place_of(repo, line);
    if place == Route::Outbox {
        return ().into_any();
    }
    view! { <LinkButton label=tr!(outbox.look) to=place kind=Kind::Quiet/> }.into_any()
}

fn button(label: &'static str, press: impl Fn(()) + Send + Sync + 'static) -> AnyView {
    view! { <Button label=label on_press=press/> }.into_any()
}

fn link(label: &'static str, to: Route) -> AnyView {
    view! { <LinkButton label=label to=to/> }.into_any()
}
