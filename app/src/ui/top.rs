//! Where a new screen begins.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Shows the top of what is inside the frame, and has the keyboard go on there.
pub fn begin_at_top() {
    let Some(main) = document().get_element_by_id("main") else { return };
    main.set_scroll_top(0);
    if let Ok(main) = main.dyn_into::<HtmlElement>() {
        // Fails only for an element outside the document.
        let _ = main.focus();
    }
}
