//! Parts of a view that change.
//!
//! Every closure in a `view!` is a type of its own and brings a copy of the machinery that draws it again, more than a
//! kilobyte each before compression. Boxed, all that yield the same type share one copy.

/// A boxed closure that yields a part of a view, or an attribute's value.
pub type Live<T> = Box<dyn FnMut() -> T + Send>;

/// Boxes a closure for a `view!`; let it yield [`leptos::prelude::AnyView`] or an option of it, a text, or an
/// attribute's value.
pub fn live<T>(draw: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(draw)
}
