//! Which blocks of a long list are near what is in sight, and their turns when the list changes.
//!
//! A keystroke must not wait for all that it changes: the first of the blocks that are drawn gets its rows at once,
//! each further one in a task of its own. Blocks are made only as far as somebody has looked: beyond them stands one
//! empty element, the tail, and when that comes near, more are made.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How far beyond what is in sight blocks are drawn, so that a quick flick finds them ready.
const AHEAD: &str = "900px 0px";
/// Blocks made at first, and in one task when the tail is near.
const STEP: usize = 8;
/// The tail's name among the blocks: it stands behind all of them.
pub(super) const TAIL: usize = usize::MAX;

type Heard = Closure<dyn Fn(js_sys::Array)>;

/// What is said to a block.
pub(super) trait Block {
    /// It came near.
    fn come(&self);
    /// It left, and was so high.
    fn leave(&self, height: i32);
    /// Whether it holds rows.
    fn is_drawn(&self) -> bool;
    /// The list has changed: it takes its rows anew.
    fn take(&self);
}

/// Tells blocks when they come near what is in sight and when they leave, and gives them their turns.
#[derive(Clone)]
pub(super) struct Watch(SendWrapper<Rc<RefCell<Watching>>>);

#[derive(Default)]
struct Watching {
    observer: Option<(web_sys::IntersectionObserver, Heard)>,
    blocks: BTreeMap<usize, (web_sys::Element, Rc<dyn Block>)>,
    /// Blocks that wait for their turn.
    waiting: Vec<usize>,
    /// Whether a task is on its way.
    is_coming: Cell<bool>,
    /// Whether blocks come as soon as they are made.
    is_whole: Cell<bool>,
}

impl Watch {
    pub(super) fn new() -> Self {
        Self(SendWrapper::new(Rc::default()))
    }

    pub(super) fn look_from(&self, frame: &web_sys::Element) {
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

    pub(super) fn add(&self, at: usize, element: &web_sys::Element, block: Rc<dyn Block>) {
        let is_whole = {
            let mut watching = self.0.borrow_mut();
            if let Some((observer, _)) = &watching.observer {
                observer.observe(element);
            }
            watching.blocks.insert(at, (element.clone(), block.clone()));
            watching.is_whole.get()
        };
        if is_whole && at != TAIL {
            block.come();
        }
    }

    /// Has every block come, wherever it is, and those that are made until the list need not be whole any more.
    pub(super) fn show_whole(&self, is_whole: bool) {
        self.0.borrow().is_whole.set(is_whole);
        if is_whole {
            let made: Vec<_> = self.0.borrow().blocks.keys().copied().filter(|at| *at != TAIL).collect();
            for block in made.into_iter().filter_map(|at| self.block(at)) {
                block.come();
            }
        }
    }

    fn tell(&self, entry: &web_sys::IntersectionObserverEntry) {
        let element = entry.target();
        let at = element.get_attribute("data-at").and_then(|at| at.parse::<usize>().ok());
        match at.and_then(|at| self.block(at)) {
            Some(block) if entry.is_intersecting() => block.come(),
            // The browser tells of each new element where it is; on paper all are in sight.
            Some(block) if !self.0.borrow().is_whole.get() => block.leave(element.client_height()),
            Some(_) | None => {}
        }
    }

    /// Not borrowed while it is spoken to: drawing a block may add or remove others.
    fn block(&self, at: usize) -> Option<Rc<dyn Block>> {
        self.0.borrow().blocks.get(&at).map(|(_, block)| block.clone())
    }

    /// The list has changed: the first block that is drawn takes its rows now, all others in their turn.
    pub(super) fn change(&self) {
        let drawn: Vec<_> = {
            let watching = self.0.borrow();
            let drawn = watching.blocks.iter().filter(|(_, (_, block))| block.is_drawn());
            drawn.map(|(at, _)| *at).rev().collect()
        };
        self.0.borrow_mut().waiting = drawn;
        self.turn();
    }

    /// Gives the next block its turn, and the one after it in another task.
    fn turn(&self) {
        let next = self.0.borrow_mut().waiting.pop();
        if let Some(block) = next.and_then(|at| self.block(at)) {
            block.take();
        }
        if !self.0.borrow().waiting.is_empty() && !self.0.borrow().is_coming.replace(true) {
            let watch = self.clone();
            set_timeout(
                move || {
                    watch.0.borrow().is_coming.set(false);
                    watch.turn();
                },
                Duration::ZERO,
            );
        }
    }

    pub(super) fn remove(&self, at: usize) {
        let mut watching = self.0.borrow_mut();
        let left = watching.blocks.remove(&at);
        if let (Some((observer, _)), Some((element, _))) = (&watching.observer, left) {
            observer.unobserve(&element);
        }
    }

    pub(super) fn stop(&self) {
        let mut watching = self.0.borrow_mut();
        watching.waiting.clear();
        if let Some((observer, _)) = watching.observer.take() {
            observer.disconnect();
        }
    }
}

/// The end of the list, as far as no blocks have been made for it.
#[derive(Clone, Copy)]
pub(super) struct Tail {
    /// Blocks made.
    pub(super) made: RwSignal<usize>,
    /// Blocks that the whole list needs.
    pub(super) needed: Memo<usize>,
    near: RwSignal<bool>,
}

impl Tail {
    pub(super) fn new(needed: Memo<usize>) -> Self {
        let made = RwSignal::new(STEP.min(needed.get_untracked()));
        Self { made, needed, near: RwSignal::new(false) }
    }

    /// Makes all blocks at once.
    pub(super) fn make_all(self) {
        if let Some(needed) = self.needed.try_get_untracked() {
            let _ = self.made.try_set(needed);
        }
    }

    /// Makes more blocks as long as the tail is near; nothing once the page was left.
    fn go_on(self) {
        let (Some(made), Some(needed)) = (self.made.try_get_untracked(), self.needed.try_get_untracked())
        else {
            return;
        };
        if self.near.try_get_untracked() == Some(true) && made < needed {
            let _ = self.made.try_set(needed.min(made.saturating_add(STEP)));
            set_timeout(move || self.go_on(), Duration::ZERO);
        }
    }
}

impl Block for Tail {
    fn come(&self) {
        let _ = self.near.try_set(true);
        self.go_on();
    }

    fn leave(&self, _: i32) {
        let _ = self.near.try_set(false);
    }

    fn is_drawn(&self) -> bool {
        true
    }

    /// Blocks that the list does not need any more go; what it needs of others comes as far as somebody looks.
    fn take(&self) {
        let (Some(made), Some(needed)) = (self.made.try_get_untracked(), self.needed.try_get_untracked())
        else {
            return;
        };
        if made > needed || made < STEP.min(needed) {
            let _ = self.made.try_set(needed.min(made.max(STEP)));
        }
        self.go_on();
    }
}
