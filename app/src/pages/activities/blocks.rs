//! A long list of rows of unequal height: titles wrap and are never cut, so no row can be reckoned by its number.
//!
//! Rows stand in blocks. Only the blocks near what is in sight hold elements; the others keep the height that they
//! had, or a guess, and so does the rest of the list, for which no blocks were made yet. The browser's own scroll
//! anchoring evens out what a guess missed.

use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::row::Place;
use super::watch::{Block, TAIL, Tail, Watch};
use crate::repo::types::{ActivityLine, ActivityLines};
use crate::tr;
use crate::ui::live;

/// Draws one row.
type Row = Callback<Place, AnyView>;

/// Rows in a block: few enough to draw within a frame on a slow machine.
const BLOCK: usize = 8;
/// Blocks drawn before anything was measured.
const AT_FIRST: usize = 3;
/// The height of a row before any was drawn, in pixels.
const GUESS: usize = 84;

/// The rows in `frame`, which scrolls.
pub(super) fn blocks(frame: NodeRef<html::Section>, rows: Memo<ActivityLines>, row: Row) -> AnyView {
    let tail = Tail::new(Memo::new(move |_| rows.with(|rows| rows.len().div_ceil(BLOCK))));
    let usual = RwSignal::new(GUESS);
    let watch = Watch::new();
    let (begin, change) = (watch.clone(), watch.clone());
    let end_of_list = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let (Some(frame), Some(end)) = (frame.get(), end_of_list.get()) {
            begin.add(TAIL, &end, Rc::new(tail));
            begin.look_from(&frame);
        }
    });
    Effect::new(move || {
        rows.track();
        change.change();
    });
    let end = watch.clone();
    on_cleanup(move || end.stop());
    print_whole(tail, watch.clone());
    let rest = live(move || {
        let missing = tail.needed.get().saturating_sub(tail.made.get());
        format!("{}px", missing.saturating_mul(BLOCK).saturating_mul(usual.get()))
    });
    view! {
        <div class="blocks" role="list" aria-label=tr!(nav.activities) on:keydown=move_focus>
            <For each=move || 0..tail.made.get() key=|at| *at let:at>
                {block(at, usual, rows, row, watch.clone())}
            </For>
            <div role="none" data-at=TAIL node_ref=end_of_list style:height=rest></div>
        </div>
    }
    .into_any()
}

/// Paper shows what was never scrolled to as well.
fn print_whole(tail: Tail, watch: Watch) {
    let (before, after) = (watch.clone(), watch);
    let begin = window_event_listener_untyped("beforeprint", move |_| {
        before.show_whole(true);
        tail.make_all();
    });
    let end = window_event_listener_untyped("afterprint", move |_| after.show_whole(false));
    on_cleanup(move || {
        begin.remove();
        end.remove();
    });
}

/// A block's rows, while it is near what is in sight.
#[derive(Clone, Copy)]
struct Part {
    at: usize,
    rows: Memo<ActivityLines>,
    near: RwSignal<bool>,
    own: RwSignal<Own>,
    height: RwSignal<Option<i32>>,
}

/// What a block shows.
#[derive(Default)]
struct Own {
    lines: Vec<Arc<ActivityLine>>,
    /// Rows of the whole list.
    total: usize,
}

impl Own {
    /// By address: comparing titles would cost more than it saves.
    fn is_same(&self, other: &Self) -> bool {
        let pairs = || self.lines.iter().zip(&other.lines);
        self.total == other.total
            && self.lines.len() == other.lines.len()
            && pairs().all(|(own, other)| Arc::ptr_eq(own, other))
    }
}

impl Part {
    fn first(self) -> usize {
        self.at.saturating_mul(BLOCK)
    }
}

// Whatever is asked of a block may come after its page was left.
impl Block for Part {
    fn come(&self) {
        if self.near.try_get_untracked() == Some(false) {
            let _ = self.near.try_set(true);
            self.take();
        }
    }

    fn leave(&self, height: i32) {
        // A list that is hidden as a whole has no height.
        if height > 0 && self.near.try_get_untracked() == Some(true) {
            let _ = self.height.try_set(Some(height));
            let _ = self.near.try_set(false);
            let _ = self.own.try_set(Own::default());
        }
    }

    fn is_drawn(&self) -> bool {
        self.near.try_get_untracked() == Some(true)
    }

    fn take(&self) {
        let own = self.rows.try_with_untracked(|rows| Own {
            lines: rows.iter().skip(self.first()).take(BLOCK).cloned().collect(),
            total: rows.len(),
        });
        let Some(own) = own else { return };
        if self.own.try_with_untracked(|held| held.is_same(&own)) == Some(false) {
            let _ = self.own.try_set(own);
        }
    }
}

fn block(at: usize, usual: RwSignal<usize>, rows: Memo<ActivityLines>, row: Row, watch: Watch) -> AnyView {
    let near = RwSignal::new(at < AT_FIRST);
    let part = Part { at, rows, near, own: RwSignal::new(Own::default()), height: RwSignal::new(None) };
    if near.get_untracked() {
        part.take();
    }
    let element = NodeRef::<html::Div>::new();
    let (begin, end) = (watch.clone(), watch);
    Effect::new(move || {
        if let Some(element) = element.get() {
            begin.add(at, &element, Rc::new(part));
        }
    });
    if at == 0 {
        learn_height(element, part.own, usual);
    }
    on_cleanup(move || end.remove(at));
    let count = Memo::new(move |_| part.own.with(|own| own.lines.len()));
    let kept = live(move || {
        if near.get() {
            return None;
        }
        // Only the last block has fewer rows, and it is seen last: nobody waits for its height.
        let guess = || BLOCK.saturating_mul(usual.get());
        let tall = part.height.get().and_then(|tall| usize::try_from(tall).ok()).unwrap_or_else(guess);
        Some(format!("{tall}px"))
    });
    view! {
        // Set through the object model, which the content security policy allows.
        <div role="none" class="block" data-at=at node_ref=element style:height=kept>
            <For each=move || 0..count.get() key=|nth| *nth let:nth>
                {listed(part, nth, row)}
            </For>
        </div>
    }
    .into_any()
}

/// Takes the rows of the first block for the usual ones: what was never drawn is likely to be as high. A small
/// difference is not worth moving hundreds of blocks.
fn learn_height(first: NodeRef<html::Div>, own: RwSignal<Own>, usual: RwSignal<usize>) {
    Effect::new(move || {
        let count = own.with(|own| own.lines.len());
        if count == 0 {
            return;
        }
        request_animation_frame(move || {
            let tall =
                first.try_get_untracked().flatten().and_then(|it| usize::try_from(it.client_height()).ok());
            let tall = tall.map(|tall| tall / count).filter(|tall| *tall > 0);
            if let (Some(tall), Some(held)) = (tall, usual.try_get_untracked())
                && tall.abs_diff(held) > held / 8
            {
                usual.set(tall);
            }
        });
    });
}

fn listed(part: Part, nth: usize, row: Row) -> AnyView {
    let place = Memo::new_with_compare(
        move |_| part.own.with(|own| own.lines.get(nth).cloned()),
        |before, now| !matches!((before, now), (Some(Some(before)), Some(Some(now))) if Arc::ptr_eq(before, now)),
    );
    let total = live(move || part.own.with(|own| own.total));
    view! {
        <div role="listitem" aria-setsize=total aria-posinset=part.first() + nth + 1>{row.run(place)}</div>
    }
    .into_any()
}

/// Arrow keys, Home and End move between rows; each row holds one link.
fn move_focus(event: web_sys::KeyboardEvent) {
    let (Some(list), Some(from)) = (
        event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()),
        event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()),
    ) else {
        return;
    };
    let Ok(links) = list.query_selector_all("a") else { return };
    let links: Vec<web_sys::HtmlElement> =
        (0..links.length()).filter_map(|at| links.get(at)?.dyn_into().ok()).collect();
    let Some(at) = links.iter().position(|link| link.is_same_node(Some(&from))) else { return };
    let to = match event.key().as_str() {
        "ArrowDown" => links.get(at.saturating_add(1)),
        "ArrowUp" => at.checked_sub(1).and_then(|at| links.get(at)),
        "Home" => links.first(),
        "End" => links.last(),
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to {
        // Fails only for an element outside the document.
        let _ = to.focus();
    }
}
