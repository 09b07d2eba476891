//! The page for the moment when the program itself has stopped: nothing of it may be used to draw any more.

use leptos::prelude::{document, window};
use web_sys::Element;

use crate::i18n::{Locale, locale};

/// From now on a panic leaves a page that says so and leads back in, instead of one that answers to nothing.
pub fn show_when_stopped() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        // A panic while drawing this page must not come here again.
        let _ = draw();
    }));
}

/// Titles and words are written here once more, for the machinery that finds them may be what has stopped.
fn draw() -> Option<()> {
    let [title, note, reload] = match locale() {
        Locale::en => [
            "The program has stopped",
            "Nothing is lost: what was saved and the drafts are still on this device. Reload the page to go on.",
            "Reload the page",
        ],
        Locale::vi => [
            "Chương trình dừng lại giữa chừng",
            "Chưa có gì bị mất: những gì đã lưu và bản nháp vẫn ở trên máy này. Tải lại trang để làm tiếp.",
            "Tải lại trang",
        ],
    };
    let body = document().body()?;
    body.set_text_content(None);
    let place = element("main", "empty", None)?;
    place.set_attribute("role", "alert").ok()?;
    place.append_child(&*element("h1", "", Some(title))?).ok()?;
    place.append_child(&*element("p", "", Some(note))?).ok()?;
    let link = element("a", "btn primary", Some(reload))?;
    // A plain link: after a panic no handler of ours may be relied on.
    link.set_attribute("href", &window().location().pathname().ok()?).ok()?;
    place.append_child(&link).ok()?;
    body.append_child(&place).ok()?;
    Some(())
}

fn element(name: &str, class: &str, text: Option<&str>) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    element.set_class_name(class);
    element.set_text_content(text);
    Some(element)
}
