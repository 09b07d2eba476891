//! The reports of a year: the own ones with what is to do about them, and those of all units for who looks over them.

use leptos::prelude::*;
use shared::id::SpaceId;

use super::{own, table};
use crate::pages::activities::own_unit;
use crate::pages::use_repo;
use crate::tr;
use crate::ui::live;

/// The reports of a cluster's year.
pub(super) fn list(space: SpaceId, year: i16) -> AnyView {
    let repo = use_repo();
    let board = {
        let repo = repo.clone();
        Memo::new(move |_| repo.board(space, year))
    };
    let unit = {
        let repo = repo.clone();
        Memo::new(move |_| own_unit(&repo, space))
    };
    let oversees = Memo::new(move |_| repo.oversees(space));
    let (owns, all) = (
        live(move || unit.get().map(|unit| own::cards((space, year), unit, board))),
        live(move || oversees.get().then(|| table::card((space, year), board))),
    );
    view! {
        <div class="reports">
            <div class="head">
                <div>
                    <h1>{tr!(report.title, year = year)}</h1>
                    <p>{tr!(report.title_note)}</p>
                </div>
            </div>
            <div class="stack">{owns}{all}</div>
        </div>
    }
    .into_any()
}
