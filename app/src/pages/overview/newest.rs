//! Activities as they arrive, of the cluster that is open: this device holds the others as sums only.

use leptos::prelude::*;
use std::sync::Arc;

use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{ActivityLine, ActivityQuery};
use crate::route::Route;
use crate::ui::{Empty, Icon, live};
use crate::{format, tr};

/// Rows shown.
const SHOWN: usize = 12;

/// What arrived last, newest first; a new arrival moves in at the top by itself.
pub(super) fn newest_card() -> AnyView {
    let repo = use_repo();
    let lines = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let space = repo.opened()?;
            let all = repo.activities(&ActivityQuery { with_void: true, ..ActivityQuery::of(space) });
            Some(newest(&all))
        })
    };
    let name = {
        let repo = repo.clone();
        Memo::new(move |_| repo.opened_cluster().map(|(_, cluster)| cluster.short))
    };
    let drawn = live(move || {
        let all = lines.get().unwrap_or_default();
        all.iter().map(|line| arrival(&repo, line)).collect::<Vec<_>>()
    });
    let none = live(move || {
        let none = lines.with(|lines| lines.as_ref().is_none_or(Vec::is_empty));
        none.then(|| view! { <Empty picture=Icon::Camera label=tr!(overview.none_arrived)/> }.into_any())
    });
    view! {
        <section class="card" aria-labelledby="newest">
            <header>
                <h2 id="newest">{tr!(overview.newest)}</h2>
                <span class="note">{live(move || name.get())}</span>
            </header>
            {none}
            <ul class="items newest">
                {drawn}
            </ul>
        </section>
    }
    .into_any()
}

fn arrival(repo: &Repo, line: &ActivityLine) -> AnyView {
    let unit = repo.unit_short(line.unit).unwrap_or_default();
    let at = line.received.map(format::moment).unwrap_or_default();
    view! {
        <li>
            <a class="item" href=Route::Activity(line.id).path()>
                <div class="grow">
                    <b>{line.title.clone()}</b>
                    <span>{unit} " · " {tr!(overview.arrived, at = at)}</span>
                </div>
            </a>
        </li>
    }
    .into_any()
}

fn newest(all: &[Arc<ActivityLine>]) -> Vec<Arc<ActivityLine>> {
    let mut arrived: Vec<_> = all.iter().filter(|line| line.received.is_some()).collect();
    if arrived.len() > SHOWN {
        arrived.select_nth_unstable_by_key(SHOWN, |line| std::cmp::Reverse(line.received));
        arrived.truncate(SHOWN);
    }
    arrived.sort_by_key(|line| std::cmp::Reverse((line.received, line.id)));
    arrived.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::types::Standing;
    use shared::id::{RecordId, UnitId};
    use shared::time::Timestamp;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_last_to_arrive_comes_first_whatever_its_day() {
        let line = |received: Option<i64>| {
            Arc::new(ActivityLine {
                id: RecordId::derived([9; 16]),
                unit: UnitId::derived([1; 16]),
                year: 2024,
                title: String::new(),
                held_on: jiff::civil::date(2024, 1, 1),
                place: String::new(),
                movement: String::new(),
                movements: Vec::new(),
                tasks: Vec::new(),
                tags: String::new(),
                files: 0,
                papers: 0,
                standing: Standing::Received,
                received: received.map(Timestamp::from_millis),
                differing: false,
                void: false,
            })
        };
        let all: Vec<_> = (0..40).map(|at| line((at != 7).then_some(at * 37 % 40))).collect();
        let times: Vec<_> =
            newest(&all).iter().filter_map(|line| line.received).map(Timestamp::millis).collect();
        assert_eq!(times, (28..40).rev().collect::<Vec<_>>());
    }
}
