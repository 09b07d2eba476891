//! The elements of a grid: which cell something belongs to, and which comes next.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// The field that is typed into; it has no handlers of its own, for the table hears of everything.
pub(super) fn field() -> Option<HtmlInputElement> {
    let input: HtmlInputElement = document().create_element("input").ok()?.dyn_into().ok()?;
    input.set_class_name("input num");
    for (name, value) in [("inputmode", "decimal"), ("autocomplete", "off"), ("spellcheck", "false")] {
        input.set_attribute(name, value).ok()?;
    }
    Some(input)
}

/// Takes the field out of its cell.
pub(super) fn put_away(input: &HtmlInputElement) {
    if let Some(cell) = input.parent_element() {
        // Fails only for a name that is no class.
        let _ = cell.class_list().remove_1("editing");
    }
    input.remove();
}

/// The cell that an element of it belongs to.
pub(super) fn cell_of(target: web_sys::EventTarget) -> Option<Element> {
    target.dyn_into::<Element>().ok()?.closest("[data-slot]").ok().flatten()
}

/// The first cell of the row that an element belongs to, unless the element leads somewhere itself.
pub(super) fn first_of_row(target: web_sys::EventTarget) -> Option<Element> {
    let element = target.dyn_into::<Element>().ok()?;
    if element.closest("a, button, .matrix").ok()?.is_some() {
        return None;
    }
    cells_of(&element.closest("tr[data-row]").ok()??).into_iter().next()
}

pub(super) fn is_open(cell: &Element) -> bool {
    cell.get_attribute("aria-readonly").is_none()
}

pub(super) fn focus(cell: &Element) {
    if let Some(cell) = cell.dyn_ref::<HtmlElement>() {
        // Fails only for an element outside the document.
        let _ = cell.focus();
    }
}

/// The cell so many rows down and so many columns to the right; columns end at the row's ends, rows do not.
pub(super) fn neighbour(cell: &Element, down: isize, right: isize) -> Option<Element> {
    let row = cell.closest("tr").ok()??;
    let at = cells_of(&row).iter().position(|it| it.is_same_node(Some(cell)))?;
    let row = if down == 0 {
        row
    } else {
        let rows = all(&row.closest("table").ok()??, "tr[data-row]");
        let place = rows.iter().position(|it| it.is_same_node(Some(&row)))?.checked_add_signed(down)?;
        rows.get(place)?.clone()
    };
    let cells = cells_of(&row);
    let last = cells.len().checked_sub(1)?;
    let to = at.saturating_add_signed(right).min(last);
    cells.get(to).cloned()
}

fn cells_of(row: &Element) -> Vec<Element> {
    all(row, "[data-slot]")
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}
