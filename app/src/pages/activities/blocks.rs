//! A long list of rows of unequal height: titles wrap and are never cut, so no row can be reckoned by its number.
//!
//! Rows stand in blocks. Only the blocks near what is in sight hold elements; the others keep the height that they
//! had, or a guess. The browser's own scroll anchoring evens out what a guess missed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::repo::types::{ActivityLine, ActivityLines};
use crate::tr;
use crate::ui::live;

/// Draws one row.
type Row = Callback<Arc<ActivityLine>, AnyView>;

/// Rows in a block: few enough to draw at once, many enough that ten thousand rows make a few hundred blocks.
const BLOCK: usize = 20;
/// Blocks drawn before anything was measured.
const AT_FIRST: usize = 2;
/// The height of a row before any was drawn, in pixels.
const GUESS: usize = 84;
/// How far beyond what is in sight blocks are drawn, so that a quick flick finds them ready.
const AHEAD: &str = "900px 0px";

/// The rows in `frame`, which scrolls.
pub(super) fn blocks(frame: NodeRef<html::Section>, rows: Memo<ActivityLines>, row: Row) -> AnyView {
    let total = Memo::new(move |_| rows.with(|rows| rows.len()));
    let count = Memo::new(move |_| total.get().div_ceil(BLOCK));
    let usual = RwSignal::new(GUESS);
    let watch = Watch::new();
    let begin = watch.clone();
    Effect::new(move || {
        if let Some(frame) = frame.get() {
            begin.look_from(&frame);
        }
    });
    let end = watch.clone();
    on_cleanup(move || end.stop());
    view! {
        <div class="blocks" role="list" aria-label=tr!(nav.activities) on:keydown=move_focus>
            <For each=move || 0..count.get() key=|at| *at let:at>
                {block(at, total, usual, rows, row, watch.clone())}
            </For>
        </div>
    }
    .into_any()
}

fn block(
    at: usize,
    total: Memo<usize>,
    usual: RwSignal<usize>,
    rows: Memo<ActivityLines>,
    row: Row,
    watch: Watch,
) -> AnyView {
    let near = RwSignal::new(at < AT_FIRST);
    let height = RwSignal::new(None::<i32>);
    let element = NodeRef::<html::Div>::new();
    let first = at.saturating_mul(BLOCK);
    let (begin, end) = (watch.clone(), watch);
    Effect::new(move || {
        let Some(element) = element.get() else { return };
        begin.add(at, &element, move |is_near, tall| {
            if !is_near && near.get_untracked() {
                height.set(Some(tall));
            }
            if is_near != near.get_untracked() {
                near.set(is_near);
            }
        });
    });
    if at == 0 {
        learn_height(element, total, usual);
    }
    on_cleanup(move || end.remove(at));
    // Rebuilt in place when the list changes: a row's elements stay, only what differs in them is touched.
    let drawn = live(move || {
        if !near.get() {
            return Vec::new();
        }
        rows.with(|rows| {
            let own = rows.iter().enumerate().skip(first).take(BLOCK);
            own.map(|(at, it)| listed(at, it.clone(), total, row)).collect::<Vec<_>>()
        })
    });
    let kept = live(move || {
        if near.get() {
            return None;
        }
        let guess = || total.get().saturating_sub(first).min(BLOCK).saturating_mul(usual.get());
        let tall = height.get().and_then(|tall| usize::try_from(tall).ok()).unwrap_or_else(guess);
        Some(format!("{tall}px"))
    });
    view! {
        // Set through the object model, which the content security policy allows.
        <div role="none" class="block" data-at=at node_ref=element style:height=kept>
            {drawn}
        </div>
    }
    .into_any()
}

/// Takes the rows of the first block for the usual ones: what was never drawn is likely to be as high.
fn learn_height(first: NodeRef<html::Div>, total: Memo<usize>, usual: RwSignal<usize>) {
    Effect::new(move || {
        let Some(count) = total.get().min(BLOCK).checked_sub(1) else { return };
        request_animation_frame(move || {
            let tall =
                first.try_get_untracked().flatten().and_then(|it| usize::try_from(it.client_height()).ok());
            let tall = tall.map(|tall| tall / (count + 1)).filter(|tall| *tall > 0);
            if let Some(tall) =
                tall.filter(|tall| usual.try_get_untracked().is_some_and(|usual| usual != *tall))
            {
                usual.set(tall);
            }
        });
    });
}

fn listed(at: usize, line: Arc<ActivityLine>, total: Memo<usize>, row: Row) -> AnyView {
    view! {
        <div role="listitem" aria-setsize=live(move || total.get()) aria-posinset=at + 1>{row.run(line)}</div>
    }
    .into_any()
}

type Told = Box<dyn Fn(bool, i32)>;
type Heard = Closure<dyn Fn(js_sys::Array)>;

/// Tells blocks when they come near what is in sight, and when they leave.
#[derive(Clone)]
struct Watch(SendWrapper<Rc<RefCell<Watching>>>);

#[derive(Default)]
struct Watching {
    observer: Option<(web_sys::IntersectionObserver, Heard)>,
    blocks: HashMap<usize, (web_sys::Element, Rc<Told>)>,
}

impl Watch {
    fn new() -> Self {
        Self(SendWrapper::new(Rc::default()))
    }

    fn look_from(&self, frame: &web_sys::Element) {
        let blocks = self.clone();
        let heard = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            for entry in
                entries.iter().filter_map(|it| it.dyn_into::<web_sys::IntersectionObserverEntry>().ok())
            {
                blocks.tell(&entry);
            }
        });
        let how = web_sys::IntersectionObserverInit::new();
        how.set_root(Some(frame));
        how.set_root_margin(AHEAD);
        let made = web_sys::IntersectionObserver::new_with_options(heard.as_ref().unchecked_ref(), &how);
        let Ok(observer) = made else { return };
        let mut watching = self.0.borrow_mut();
        for (element, _) in watching.blocks.values() {
            observer.observe(element);
        }
        watching.observer = Some((observer, heard));
    }

    fn add(&self, at: usize, element: &web_sys::Element, told: impl Fn(bool, i32) + 'static) {
        let mut watching = self.0.borrow_mut();
        if let Some((observer, _)) = &watching.observer {
            observer.observe(element);
        }
        watching.blocks.insert(at, (element.clone(), Rc::new(Box::new(told))));
    }

    fn tell(&self, entry: &web_sys::IntersectionObserverEntry) {
        let element = entry.target();
        let at = element.get_attribute("data-at").and_then(|at| at.parse::<usize>().ok());
        // Let go of the borrow before telling: drawing a block may add or remove others.
        let told = at.and_then(|at| self.0.borrow().blocks.get(&at).map(|(_, told)| told.clone()));
        if let Some(told) = told {
            told(entry.is_intersecting(), element.client_height());
        }
    }

    fn remove(&self, at: usize) {
        let mut watching = self.0.borrow_mut();
        let left = watching.blocks.remove(&at);
        if let (Some((observer, _)), Some((element, _))) = (&watching.observer, left) {
            observer.unobserve(&element);
        }
    }

    fn stop(&self) {
        if let Some((observer, _)) = self.0.borrow_mut().observer.take() {
            observer.disconnect();
        }
    }
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
