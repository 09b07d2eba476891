//! The units of one cluster: a table where there is room, cards on a phone.

use leptos::prelude::*;

use shared::sheet::Table;

use super::figures::{Block, Line, totals};
use crate::pages::activities::Filter;
use crate::pages::{export, use_repo};
use crate::route::Route;
use crate::ui::{Badge, Icon, Tone};
use crate::{clock, format, tr};

/// A table with a row per unit and the sums below.
pub(super) fn table(block: &Block) -> AnyView {
    let rows = block.lines.iter().map(|line| {
        view! {
            <tr>
                <th scope="row">{unit_link(line)}<small>{targets(line)}</small></th>
                <td class="num">{figure(line.activities, Tone::Plain)}</td>
                <td class="num">{figure(line.waiting, Tone::Wait)}</td>
                <td class="num">{figure(line.refused, Tone::Err)}</td>
                <td class="num">{figure(line.conflicts, Tone::Diff)}</td>
                <td>{last_seen(line)}</td>
            </tr>
        }
        .into_any()
    });
    let sum = totals(block.lines.iter());
    let (caption, label) = (block.name.clone(), block.name.clone());
    view! {
        <div class="sheet" role="region" tabindex="0" aria-label=label>
            <table class="table">
                <caption class="vh">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(overview.unit)}</th>
                        <th scope="col" class="num">{tr!(overview.received)}</th>
                        <th scope="col" class="num">{tr!(overview.waiting)}</th>
                        <th scope="col" class="num">{tr!(overview.refused)}</th>
                        <th scope="col" class="num">{tr!(overview.conflicts)}</th>
                        <th scope="col">{tr!(overview.last_seen)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{tr!(overview.total)}</th>
                        <td class="num">{format::count(sum.activities)}</td>
                        <td class="num">{format::count(sum.waiting)}</td>
                        <td class="num">{format::count(sum.refused)}</td>
                        <td class="num">{format::count(sum.conflicts)}</td>
                        <td>{crate::tr_count!(sum.silent, overview.silent_sum)}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// The units of all clusters as they are taken along.
pub(super) fn written(blocks: &[Block]) -> Table {
    let rows = blocks.iter().flat_map(|block| {
        block.lines.iter().map(move |line| {
            vec![
                export::text(&block.name),
                export::text(&line.name),
                export::count(line.planned),
                export::count(line.reported),
                export::count(line.activities),
                export::count(line.waiting),
                export::count(line.refused),
                export::count(line.conflicts),
                export::text(line.last_seen.map(format::instant).unwrap_or_default()),
            ]
        })
    });
    let headings = [
        crate::words::field("cluster"),
        tr!(overview.unit),
        tr!(overview.planned),
        tr!(overview.reported),
        tr!(overview.received),
        tr!(overview.waiting),
        tr!(overview.refused),
        tr!(overview.conflicts),
        tr!(overview.last_seen),
    ];
    export::headed(tr!(nav.overview), headings.into_iter(), rows)
}

/// A card per unit.
pub(super) fn cards(block: &Block) -> AnyView {
    let cards = block.lines.iter().map(|line| {
        let facts = [
            (tr!(overview.received), figure(line.activities, Tone::Plain)),
            (tr!(overview.waiting), figure(line.waiting, Tone::Wait)),
            (tr!(overview.refused), figure(line.refused, Tone::Err)),
            (tr!(overview.conflicts), figure(line.conflicts, Tone::Diff)),
        ];
        let facts = facts
            .into_iter()
            .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }.into_any())
            .collect::<Vec<_>>();
        view! {
            <li class="unit">
                <b>{unit_link(line)}</b>
                <dl class="kv">{facts}<dt>{tr!(overview.targets)}</dt><dd>{targets(line)}</dd><dt>{tr!(overview.last_seen)}</dt><dd>{last_seen(line)}</dd></dl>
            </li>
        }
        .into_any()
    });
    view! { <ul class="units">{cards.collect::<Vec<_>>()}</ul> }.into_any()
}

/// The unit's activities. They lie in its cluster, which becomes the one worked in.
fn unit_link(line: &Line) -> AnyView {
    let repo = use_repo();
    let (space, unit) = (line.space, line.unit);
    let query = Filter { unit: Some(unit), ..Filter::default() }.query();
    let href = format!("{}{query}", Route::Activities.path());
    view! { <a class="unit-link" href=href on:click=move |_| repo.open_space(space)>{line.name.clone()}</a> }
        .into_any()
}

/// A count; what is above nothing and wants attention is marked, by weight and by colour.
fn figure(count: usize, tone: Tone) -> AnyView {
    let words = format::count(count);
    if count == 0 || tone == Tone::Plain {
        return words.into_any();
    }
    view! { <b class="marked" data-s=tone.name()>{words}</b> }.into_any()
}

/// How far the unit has come with its targets.
fn targets(line: &Line) -> String {
    tr!(overview.of_targets, planned = format::count(line.planned), reported = format::count(line.reported))
}

fn last_seen(line: &Line) -> AnyView {
    let words = match line.last_seen {
        None => tr!(overview.never).to_owned(),
        Some(at) if line.silent => format::stretch(clock::now().millis_since(at)),
        Some(at) => format::moment(at),
    };
    if line.silent {
        view! { <Badge tone=Tone::Wait picture=Icon::Clock label=words/> }.into_any()
    } else {
        words.into_any()
    }
}
