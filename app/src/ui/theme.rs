//! Light or dark: as the device says, unless the person says otherwise.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::media::media;
use crate::tr;

/// Where the choice is kept; not in the database, for it is needed before that opens.
const KEPT_AS: &str = "theme";

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

thread_local! {
    static THEME: ArcRwSignal<Theme> = ArcRwSignal::new(kept().unwrap_or_default());
}

impl Theme {
    /// The choice in force.
    pub fn now() -> Self {
        THEME.with(Get::get)
    }

    /// Chooses, now and for the next time.
    pub fn choose(self) {
        THEME.with(|theme| theme.set(self));
        if let Ok(Some(storage)) = window().local_storage() {
            // Private windows may refuse: then the choice lasts as long as the page.
            let _ = match self.name() {
                Some(name) => storage.set_item(KEPT_AS, name),
                None => storage.remove_item(KEPT_AS),
            };
        }
    }

    /// Tells the stylesheet, now and after each change.
    pub fn follow_in_document() {
        Effect::new(|| {
            let Some(root) = document().document_element() else { return };
            let _ = match Self::now().name() {
                Some(name) => root.set_attribute("data-theme", name),
                None => root.remove_attribute("data-theme"),
            };
        });
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

fn kept() -> Option<Theme> {
    let storage = web_sys::window()?.local_storage().ok()??;
    let kept = storage.get_item(KEPT_AS).ok()??;
    [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == Some(kept.as_str()))
}

/// A button that turns light to dark and back.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let device_is_dark = media("(prefers-color-scheme: dark)");
    let turn = move |_| {
        let dark = match Theme::now() {
            Theme::System => device_is_dark.get_untracked(),
            Theme::Light => false,
            Theme::Dark => true,
        };
        if dark { Theme::Light } else { Theme::Dark }.choose();
    };
    view! {
        <button type="button" class="theme" aria-label=tr!(menu.toggle_theme) on:click=turn>
            {icon(Icon::Theme)}
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use wasm_bindgen_test::wasm_bindgen_test;

    const FALLBACK: &str = include_str!("../../style/51-light-dark-fallback.css");

    /// Each `light-dark(a, b)` of the stylesheets with its two values.
    fn pairs() -> Vec<(String, String)> {
        let sheets =
            concat!(include_str!("../../style/20-tokens.css"), include_str!("../../style/50-components.css"));
        let pair = |rest: &str| {
            let (light, dark) = rest.split_once(')')?.0.split_once(',')?;
            Some((light.trim().to_owned(), dark.trim().to_owned()))
        };
        sheets.split("light-dark(").skip(1).filter_map(pair).collect()
    }

    /// The values of a block of the fallback, in their order.
    fn block(opened_by: &str) -> Vec<(String, String)> {
        let (_, rest) = FALLBACK.split_once(&format!("{opened_by} {{")).unwrap();
        let (block, _) = rest.split_once('}').unwrap();
        let one = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        };
        block.split(';').filter_map(one).collect()
    }

    #[wasm_bindgen_test]
    fn older_browsers_see_the_same_colours() {
        let (light, dark) = (block("    :root"), block(":root[data-theme=\"dark\"]"));
        assert_eq!(dark, block(":root:not([data-theme=\"light\"])"));
        let values = |block: &[(String, String)]| block.iter().map(|it| it.1.clone()).collect::<Vec<_>>();
        let (expected_light, expected_dark): (Vec<_>, Vec<_>) = pairs().into_iter().unzip();
        assert_eq!((values(&light), values(&dark)), (expected_light, expected_dark));
    }

    #[wasm_bindgen_test]
    fn the_fallback_names_the_tokens_as_they_are() {
        let tokens = include_str!("../../style/20-tokens.css");
        let light: BTreeMap<_, _> = block("    :root").into_iter().collect();
        for (name, value) in light {
            if let Some((_, rest)) = tokens.split_once(&format!("{name}:")) {
                let written = rest.trim_start().strip_prefix("light-dark(").unwrap();
                assert!(written.starts_with(&value), "{name}");
            }
        }
    }
}
