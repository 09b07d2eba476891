//! A day: typed into a field, or picked from the browser's own calendar beside it.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::day;

use super::icon::{Icon, icon_sized};
use super::live::live;
use crate::format;

/// A field into which a day is typed, with the browser's calendar beside it. `day` is the day that stands in the field,
/// while one does; `label` says to a screen reader what is picked.
pub fn with_day_picker(
    field: AnyView,
    text: RwSignal<String>,
    day: impl Fn() -> Option<Date> + Send + 'static,
    label: String,
) -> AnyView {
    let picked = live(move || day().map(day::write).unwrap_or_default());
    let pick = move |event| {
        if let Some(day) = day::parse(&event_target_value(&event)) {
            text.set(format::typed_date(day));
        }
    };
    view! {
        <div class="withpick">
            {field}
            <span class="pickday">
                {icon_sized(Icon::Today, "i")}
                <input type="date" aria-label=label prop:value=picked on:change=pick/>
            </span>
        </div>
    }
    .into_any()
}
