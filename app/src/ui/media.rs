//! What the stylesheet asks of the screen, for the few decisions that it cannot take itself.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Whether a media query holds, now and as it changes.
pub fn media(query: &str) -> Signal<bool> {
    let Ok(Some(list)) = window().match_media(query) else {
        return Signal::stored(false);
    };
    let (holds, set_holds) = signal(list.matches());
    let heard =
        Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(move |event: web_sys::MediaQueryListEvent| {
            let _ = set_holds.try_set(event.matches());
        });
    list.set_onchange(Some(heard.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((list, heard));
    on_cleanup(move || {
        let _ = kept.try_with_value(|(list, _)| list.set_onchange(None));
    });
    holds.into()
}
