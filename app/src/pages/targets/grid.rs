//! Moving and typing in a grid of cells, as in a spreadsheet.
//!
//! Cells are plain elements and know nothing: one text field moves into the cell that is typed into, and the elements
//! say which neighbour comes next. So a keystroke touches its own cell only, whatever the size of the grid.

use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use shared::domain::Basis;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

use super::choosing::is_narrow;
use super::elements::{cell_of, field, first_of_row, focus, is_open, neighbour, put_away};
use super::paste::{Pasted, block};
use super::sheet::Sheet;
use super::slot::{Column, Slot};
use crate::{tr, words};

/// A grid on the page.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    pub(super) sheet: Sheet,
    root: NodeRef<html::Table>,
    /// The field in the cell that is typed into.
    input: StoredValue<Option<SendWrapper<HtmlInputElement>>>,
    editing: StoredValue<Option<(Slot, Basis)>>,
    /// A pasted block that waits for a yes.
    pub(super) pasted: RwSignal<Option<Pasted>>,
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Left,
    Right,
    Up,
    Down,
    First,
    Last,
}

impl Grid {
    /// To be called while a component is made.
    pub(super) fn new(sheet: Sheet) -> Self {
        let grid = Self {
            sheet,
            root: NodeRef::new(),
            input: StoredValue::new(field().map(SendWrapper::new)),
            editing: StoredValue::new(None),
            pasted: RwSignal::new(None),
        };
        // What is being typed when the page is left is not lost.
        on_cleanup(move || grid.finish(None));
        grid
    }

    /// The table with these rows, which hears every key.
    pub(super) fn table(self, class: &'static str, label: &'static str, rows: AnyView) -> AnyView {
        view! {
            <table
                class=class
                role="grid"
                aria-label=label
                node_ref=self.root
                on:keydown=move |event| self.pressed(&event)
                on:focusin=move |event| self.focused(&event)
                on:focusout=move |event| self.left(&event)
                on:input=move |_| self.typed()
                on:click=move |event| self.clicked(&event)
                on:dblclick=move |event| self.opened(&event)
                on:paste=move |event| self.pasted(&event)
            >
                {rows}
            </table>
        }
        .into_any()
    }

    /// One cell takes the keyboard; for when rows came or went.
    pub(super) fn keep_one_tab_stop(self) {
        request_animation_frame(move || {
            let Some(Some(root)) = self.root.try_get_untracked() else { return };
            let stops = root.query_selector("[data-slot][tabindex='0']").ok().flatten();
            let first = root.query_selector("[data-slot]").ok().flatten();
            if let (None, Some(first)) = (stops, first) {
                let _ = first.set_attribute("tabindex", "0");
            }
        });
    }

    /// The keyboard came to a cell.
    fn focused(self, event: &web_sys::FocusEvent) {
        let Some(cell) = event.target().and_then(cell_of) else { return };
        if let Some(Ok(stops)) =
            self.root.get_untracked().map(|root| root.query_selector_all("[data-slot][tabindex='0']"))
        {
            for stop in (0..stops.length()).filter_map(|at| stops.get(at)?.dyn_into::<Element>().ok()) {
                let _ = stop.set_attribute("tabindex", "-1");
            }
        }
        let _ = cell.set_attribute("tabindex", "0");
        if let Some(slot) = self.slot(&cell) {
            self.sheet.select(slot.target, slot.unit);
        }
    }

    /// The field lost the keyboard to something else on the page: what stands in it counts.
    fn left(self, event: &web_sys::FocusEvent) {
        let from_field = event.target().is_some_and(|it| it.dyn_ref::<HtmlInputElement>().is_some());
        // It may be taken away with its row, in the middle of drawing, which must not follow what is asked here.
        if from_field {
            untrack(|| self.finish(None));
        }
    }

    /// A keystroke in the field.
    fn typed(self) {
        if let (Some((slot, basis)), Some(input)) = (self.editing.get_value(), self.input.get_value()) {
            self.sheet.keeper.typing(Some((slot, basis, input.value())));
        }
    }

    /// A tap: where there is no room beside the list, the figure takes the whole screen.
    fn clicked(self, event: &web_sys::MouseEvent) {
        let cell = event.target().and_then(|target| cell_of(target.clone()).or_else(|| first_of_row(target)));
        let slot = cell.and_then(|cell| self.slot(&cell));
        if let Some(slot) = slot.filter(|_| is_narrow() && self.editing.get_value().is_none()) {
            self.sheet.open(slot.target, slot.unit);
        }
    }

    /// Opens the field in the cell that was pressed twice.
    fn opened(self, event: &web_sys::MouseEvent) {
        if let Some(cell) = event.target().and_then(cell_of) {
            self.begin(&cell, None);
        }
    }

    /// A key.
    fn pressed(self, event: &KeyboardEvent) {
        let Some(cell) = event.target().and_then(cell_of) else { return };
        if event.is_composing() {
            return;
        }
        let done = if self.editing.get_value().is_some() {
            self.while_editing(&cell, event)
        } else {
            self.while_moving(&cell, event)
        };
        if done {
            event.prevent_default();
        }
    }

    fn while_editing(self, cell: &Element, event: &KeyboardEvent) -> bool {
        match event.key().as_str() {
            "Enter" => self.finish(Some(if event.shift_key() { Step::Up } else { Step::Down })),
            "Tab" => self.finish(Some(if event.shift_key() { Step::Left } else { Step::Right })),
            "Escape" => {
                if let Some((slot, _)) = self.close() {
                    self.sheet.release(slot);
                }
                focus(cell);
            }
            _ => return false,
        }
        true
    }

    fn while_moving(self, cell: &Element, event: &KeyboardEvent) -> bool {
        let (key, command) = (event.key(), event.ctrl_key() || event.meta_key());
        let step = match key.as_str() {
            "ArrowLeft" => Some(Step::Left),
            "ArrowRight" => Some(Step::Right),
            "ArrowUp" => Some(Step::Up),
            "ArrowDown" => Some(Step::Down),
            "Home" => Some(Step::First),
            "End" => Some(Step::Last),
            _ => None,
        };
        if let Some(step) = step.filter(|_| !command && !event.alt_key()) {
            go(cell, step);
            return true;
        }
        match key.as_str() {
            "z" | "Z" if command && !event.shift_key() => self.sheet.take_back(),
            "Enter" | "F2" if !command => self.begin(cell, None),
            "Delete" | "Backspace" if !command => self.clear(cell),
            "Escape" => match self.slot(cell) {
                Some(slot) => self.sheet.release(slot),
                None => return false,
            },
            // Typing replaces. A space would only scroll.
            key if !command && !event.alt_key() && key.chars().count() == 1 && key != " " => {
                self.begin(cell, Some(key));
            }
            _ => return false,
        }
        true
    }

    /// A figure taken away is a blank again.
    fn clear(self, cell: &Element) {
        if let Some(slot) = self.slot(cell).filter(|_| is_open(cell)) {
            let basis = untrack(|| self.sheet.basis(slot));
            self.sheet.commit(slot, basis, "", None);
        }
    }

    /// Text from elsewhere: one figure is typed, a block is shown before it is taken.
    fn pasted(self, event: &web_sys::Event) {
        let Some(cell) = event.target().and_then(cell_of) else { return };
        let data =
            event.dyn_ref::<web_sys::ClipboardEvent>().and_then(web_sys::ClipboardEvent::clipboard_data);
        let Some(text) = data.and_then(|data| data.get_data("text/plain").ok()) else { return };
        let rows = block(&text);
        let is_one = rows.len() <= 1 && rows.iter().all(|row| row.len() <= 1);
        if is_one && self.editing.get_value().is_some() {
            return;
        }
        event.prevent_default();
        match rows.first().and_then(|row| row.first()) {
            Some(only) if is_one => self.begin(&cell, Some(only)),
            Some(_) => {
                self.close();
                self.pasted.set(Some(Pasted::of(self, &cell, &rows)));
            }
            None => {}
        }
    }

    /// Opens the field in a cell, with the text that is typed or the figure that stands there.
    fn begin(self, cell: &Element, text: Option<&str>) {
        let (Some(slot), Some(input)) = (self.slot(cell), self.input.get_value()) else { return };
        if !is_open(cell) || self.editing.get_value().is_some() {
            return;
        }
        let sheet = self.sheet;
        let basis = untrack(|| sheet.basis(slot));
        let held = sheet.typed.with_untracked(|typed| typed.get(&slot).map(|typed| typed.text.clone()));
        let stands = held.unwrap_or_else(|| untrack(|| sheet.stands(slot, basis)));
        input.set_value(text.unwrap_or(&stands));
        let _ = input.set_attribute("aria-label", &self.label(slot));
        if cell.append_child(&input).is_err() {
            return;
        }
        let _ = cell.class_list().add_1("editing");
        self.editing.set_value(Some((slot, basis)));
        let _ = input.focus();
        if text.is_none() {
            input.select();
        }
        self.typed();
    }

    fn label(self, slot: Slot) -> String {
        let column = match slot.column {
            Column::Plan => words::span_plan(slot.span),
            Column::Actual => tr!(field.value),
        };
        let name = untrack(|| self.sheet.target(slot.target)).map(|held| held.record.name);
        format!("{column}, {}", name.unwrap_or_default())
    }

    /// Takes what stands in the field; with a step, the keyboard goes on when it was understood.
    fn finish(self, step: Option<Step>) {
        let Some(Some(input)) = self.input.try_get_value() else { return };
        let Some((slot, basis)) = self.end() else { return };
        let is_understood = self.sheet.commit(slot, basis, &input.value(), None);
        // The keyboard moves while the page stands as it was measured: were the field taken out before, all would be
        // measured twice for one key.
        if let (Some(step), Some(cell)) = (step, input.parent_element()) {
            if is_understood {
                go(&cell, step);
            } else {
                focus(&cell);
            }
        }
        put_away(&input);
    }

    /// Takes the field out of its cell.
    fn close(self) -> Option<(Slot, Basis)> {
        let was = self.end()?;
        if let Some(Some(input)) = self.input.try_get_value() {
            put_away(&input);
        }
        Some(was)
    }

    /// Nothing is typed any more.
    fn end(self) -> Option<(Slot, Basis)> {
        let was = self.editing.try_update_value(Option::take)??;
        self.sheet.keeper.typing(None);
        Some(was)
    }

    /// The cell of an element of this grid.
    pub(super) fn slot(self, cell: &Element) -> Option<Slot> {
        let span = self.sheet.shown.get_untracked().span;
        Slot::named(&cell.get_attribute("data-slot")?, span)
    }
}

/// The keyboard goes to the next cell, or stays where there is none.
fn go(cell: &Element, step: Step) {
    let to = match step {
        Step::Left => neighbour(cell, 0, -1),
        Step::Right => neighbour(cell, 0, 1),
        Step::Up => neighbour(cell, -1, 0),
        Step::Down => neighbour(cell, 1, 0),
        Step::First => neighbour(cell, 0, isize::MIN),
        Step::Last => neighbour(cell, 0, isize::MAX),
    };
    focus(to.as_ref().unwrap_or(cell));
}
