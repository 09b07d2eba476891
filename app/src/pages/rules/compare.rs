//! A rule set beside the one that it follows: only what differs.

use leptos::prelude::*;
use shared::id::RecordId;

use super::rows::{Difference, differences};
use super::{Known, not_here, path_of, tables};
use crate::pages::export::export_button;
use crate::pages::list_head::rest;
use crate::tr;
use crate::ui::{Empty, Icon, icon};

pub(super) fn compare(known: Known, id: RecordId) -> AnyView {
    let sets = known.get().and_then(|known| {
        let newer = known.get(id)?.held.record.clone();
        let older = known.get(newer.follows?)?.held.record.clone();
        Some((older, newer))
    });
    let Some((older, newer)) = sets else { return not_here() };
    let found = differences(&older, &newer);
    let table = tables::differing(&older.name, &newer.name, &found);
    let body = if found.is_empty() {
        view! { <Empty picture=Icon::Check label=tr!(rules.no_difference)/> }.into_any()
    } else {
        let rows = found.into_iter().map(row).collect::<Vec<_>>();
        view! {
            <div class="sheet">
                <table class="changes">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(rules.setting)}</th>
                            <th scope="col">{tr!(rules.before)}<span class="soft">{older.name}</span></th>
                            <th scope="col">{tr!(rules.after)}<span class="soft">{newer.name.clone()}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="rules">
            <div class="head">
                <a class="back" href=path_of(id) aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                <div class="grow"><h1>{tr!(rules.compare)}</h1><p>{newer.name}</p></div>
                {rest(export_button(move || table.clone()))}
            </div>
            <section class="card" aria-label=tr!(rules.compare)>{body}</section>
        </div>
    }
    .into_any()
}

fn row((section, label, before, after): Difference) -> AnyView {
    let or_none = |words: Option<String>| words.unwrap_or_else(|| tr!(rules.not_there).to_owned());
    view! {
        <tr>
            <th scope="row"><span class="soft">{section.name()}</span>{label}</th>
            <td data-label=tr!(rules.before)>{or_none(before)}</td>
            <td data-label=tr!(rules.after)>{or_none(after)}</td>
        </tr>
    }
    .into_any()
}
