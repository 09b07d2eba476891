//! The words on screen, in Vietnamese and in English: `app/locales/vi.json` and `en.json`, checked when compiled.
//!
//! `tr!(chip.offline)` is the text under a key; `tr!(chip.waiting, n = 3)` fills `{n}` in;
//! `tr_count!(n, loss.items)` chooses between `loss.items.one` and `loss.items.other`. All need no closure:
//! when another language is chosen, the screen is drawn anew.

#[expect(
    deprecated,
    reason = "the replacement compiles the whole of ICU's data generator into every build, for two plain languages"
)]
mod generated {
    leptos_i18n::load_locales!();
}

use std::cell::Cell;
use std::fmt::Display;

use leptos::prelude::*;
use leptos_i18n::Locale as _;

pub use generated::i18n::Locale;

/// Where the chosen language is kept; not in the database, for the words are needed before it opens.
const KEPT_AS: &str = "language";

thread_local! {
    static SHOWN: Cell<Option<Locale>> = const { Cell::new(None) };
    // One language for the whole page, for as long as the page lives.
    static CHANGED: ArcTrigger = ArcTrigger::new();
}

/// The language now shown. Not tracked: what is on screen is drawn anew when it changes ([`drawn_anew`]), which is
/// far less code than a page of which every word listens.
pub fn locale() -> Locale {
    SHOWN.get().unwrap_or_else(|| {
        let locale = kept().unwrap_or_default();
        SHOWN.set(Some(locale));
        locale
    })
}

/// Shows another language, now and the next time.
pub fn choose(locale: Locale) {
    SHOWN.set(Some(locale));
    CHANGED.with(ArcTrigger::notify);
    if let Ok(Some(storage)) = window().local_storage() {
        // Private windows may refuse: then the choice lasts as long as the page.
        let _ = storage.set_item(KEPT_AS, locale.as_str());
    }
}

/// Draws in the language now shown, and again in the next one. Tells the browser and screen readers which it is.
pub fn drawn_anew(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let drawn = move || {
        CHANGED.with(Track::track);
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", locale().as_str());
        }
        untrack(&draw)
    };
    drawn.into_any()
}

fn kept() -> Option<Locale> {
    let storage = web_sys::window()?.local_storage().ok()??;
    let kept = storage.get_item(KEPT_AS).ok()??;
    Locale::get_all().iter().copied().find(|locale| locale.as_str() == kept)
}

/// Puts values in the places that a text names in braces.
pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(named, _)| *named == name) {
            filled.push_str(&value.to_string());
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// The words under a key of `app/locales`, in the language now shown, with values filled in.
#[macro_export]
macro_rules! tr {
    ($($key:ident).+) => { leptos_i18n::td_string!($crate::i18n::locale(), $($key).+) };
    ($($key:ident).+, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::fill(
            leptos_i18n::td_string!($crate::i18n::locale(), $($key).+),
            &[$((stringify!($name), &$value)),+],
        )
    };
}

/// As `tr!`, for a count that English words follow: the key has the texts `one` and `other`, both with `{n}`.
#[macro_export]
macro_rules! tr_count {
    ($count:expr, $($key:ident).+ $(, $name:ident = $value:expr)*) => {{
        let count = $count;
        let n = $crate::format::count(count);
        if count == 1 {
            $crate::tr!($($key).+.one, n = n $(, $name = $value)*)
        } else {
            $crate::tr!($($key).+.other, n = n $(, $name = $value)*)
        }
    }};
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::fill;

    /// Every text of a language by its key, as `outbox.again`.
    fn texts(json: &str) -> BTreeMap<String, String> {
        fn gather(at: &str, value: &Value, into: &mut BTreeMap<String, String>) {
            match value {
                Value::String(text) => {
                    into.insert(at.to_owned(), text.clone());
                }
                Value::Object(map) => {
                    for (key, value) in map {
                        gather(&format!("{at}.{key}"), value, into);
                    }
                }
                other => panic!("{at} is neither a text nor a group: {other}"),
            }
        }
        let mut found = BTreeMap::new();
        gather("", &serde_json::from_str(json).unwrap(), &mut found);
        found
    }

    /// The names in braces of a text.
    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    #[wasm_bindgen_test]
    fn both_languages_say_the_same_things() {
        let (vi, en) = (texts(include_str!("../locales/vi.json")), texts(include_str!("../locales/en.json")));
        assert_eq!(vi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        for (key, text) in &vi {
            assert!(!text.trim().is_empty(), "{key} is empty");
            assert_eq!(names(text), names(&en[key]), "{key}");
            // NFC, as everything that is stored and searched.
            assert_eq!(*text, shared::text::clean(text), "{key}");
            assert!(!text.contains('!') && !en[key].contains('!'), "{key} shouts");
        }
    }

    #[wasm_bindgen_test]
    fn values_stand_where_the_text_names_them() {
        let cases = [
            ("không có gì", "không có gì"),
            ("{n} mục", "3 mục"),
            ("{a} rồi {n}", " rồi 3"),
            ("dở {n", "dở 3"),
        ];
        for (text, expected) in cases {
            assert_eq!(fill(text, &[("n", &3)]), expected, "{text}");
        }
    }
}
