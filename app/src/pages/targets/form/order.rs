//! Where a target stands in the list, and taking it out of force.

use leptos::prelude::*;
use shared::domain::Target;
use shared::id::RecordId;

use super::fields::ORDER_STEP;
use super::{owes_reason, void_dialog};
use crate::pages::targets::address::Address;
use crate::pages::targets::sheet::Sheet;
use crate::repo::Save;
use crate::repo::types::{Held, Opened};
use crate::tr;
use crate::ui::{Icon, icon};

/// The buttons under the fields of a target.
pub(super) fn acts(sheet: Sheet, address: Address, id: RecordId, target: Target) -> AnyView {
    let open = RwSignal::new(false);
    // Once its time is over every change takes a reason: then the list is left as it is.
    let may_move = !untrack(|| owes_reason(sheet, &target));
    let step = |up: bool, picture: Icon, words: &'static str| {
        let go = move |_| shift(sheet, id, up);
        view! { <button type="button" class="btn small" on:click=go>{icon(picture)}{words}</button> }
            .into_any()
    };
    let moves = may_move
        .then(|| vec![step(true, Icon::Up, tr!(target.up)), step(false, Icon::Down, tr!(target.down))]);
    view! {
        <div class="row tight">
            {moves}
            <button type="button" class="btn small quiet end" on:click=move |_| open.set(true)>{tr!(target.void)}</button>
        </div>
        {void_dialog(sheet, address, id, open)}
    }
    .into_any()
}

/// Moves a target by one place among those of its kind; all that then stands elsewhere is saved at once.
fn shift(sheet: Sheet, id: RecordId, up: bool) {
    let targets = sheet.board.get_untracked().map(|board| board.targets.clone()).unwrap_or_default();
    let Some(unit) = targets.iter().find(|held| held.id == id).map(|held| held.record.unit) else { return };
    let mine: Vec<&Held<Target>> = targets.iter().filter(|held| held.record.unit == unit).collect();
    let Some(order) = moved(&mine.iter().map(|held| held.id).collect::<Vec<_>>(), id, up) else { return };
    let mut saves = Vec::new();
    for (place, id) in (1_u32..).zip(order) {
        let Some(opened): Option<Opened<Target>> = sheet.repo().open_record(sheet.space, id) else {
            continue;
        };
        let after = Target { order: place.saturating_mul(ORDER_STEP), ..opened.record.clone() };
        if after != opened.record {
            saves.push(Save::of(id, &opened, &after));
        }
    }
    sheet.put(saves, Vec::new(), None);
}

/// The list with one item moved by one place; none when it is at the end already.
fn moved(list: &[RecordId], id: RecordId, up: bool) -> Option<Vec<RecordId>> {
    let at = list.iter().position(|it| *it == id)?;
    let to = if up { at.checked_sub(1)? } else { at.checked_add(1).filter(|to| *to < list.len())? };
    let mut list = list.to_vec();
    list.swap(at, to);
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_target_moves_by_one_place() {
        let id = |at| RecordId::derived([at; 16]);
        let list = [id(1), id(2), id(3)];
        assert_eq!(moved(&list, id(2), true), Some(vec![id(2), id(1), id(3)]));
        assert_eq!(moved(&list, id(2), false), Some(vec![id(1), id(3), id(2)]));
        assert_eq!(moved(&list, id(1), true), None);
        assert_eq!(moved(&list, id(3), false), None);
    }
}
