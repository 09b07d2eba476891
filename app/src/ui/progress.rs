//! How far something has come: the figures stand beside every bar, for the bar alone says nothing to some.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::badge::Tone;
use super::live::live;

/// Parts of a whole as a whole number of hundredths; nothing of nothing is nothing.
fn hundredths(part: u64, whole: u64) -> u64 {
    part.min(whole).saturating_mul(100).checked_div(whole).unwrap_or(0)
}

/// A bar, with an optional tick at a hundredth of its length.
#[component]
pub fn Bar(
    /// Part and whole.
    #[prop(into)]
    of: Signal<(u64, u64)>,
    /// Amber for what falls short.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Where a tick stands.
    #[prop(default = None)]
    tick: Option<u64>,
) -> impl IntoView {
    let filled = move || {
        let (part, whole) = of.get();
        hundredths(part, whole).to_string()
    };
    let class = move || match tone.get() {
        Tone::Wait | Tone::Err => "low",
        Tone::Ok => "over",
        Tone::Plain | Tone::Diff | Tone::Ink | Tone::Seal => "fg",
    };
    let tick = tick.map(|at| {
        view! { <path class="mk" d=format!("M{at} 0V10") vector-effect="non-scaling-stroke"></path> }
    });
    view! {
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bg" width="100" height="10"></rect>
            <rect class=live(class) width=live(filled) height="10"></rect>
            {tick}
        </svg>
    }
    .into_any()
}

/// A name, figures in words, and their bar.
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: TextProp,
    /// The figures in words.
    #[prop(into)]
    figures: TextProp,
    /// Part and whole.
    #[prop(into)]
    of: Signal<(u64, u64)>,
    /// Amber for what falls short.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Where a tick stands.
    #[prop(default = None)]
    tick: Option<u64>,
) -> impl IntoView {
    view! {
        <div class="meter">
            <div>
                <span>{live(move || label.get())}</span>
                <b class="strong">{live(move || figures.get())}</b>
            </div>
            <Bar of tone tick/>
        </div>
    }
    .into_any()
}

/// How many pieces a row of steps has.
const STEPS: u64 = 16;

/// x of y as a row of pieces: the first download, files on their way.
#[component]
pub fn Steps(
    /// Part and whole.
    #[prop(into)]
    of: Signal<(u64, u64)>,
    /// The same in words.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let on = move || {
        let (part, whole) = of.get();
        part.min(whole).saturating_mul(STEPS).checked_div(whole).unwrap_or(0)
    };
    let pieces = (0..STEPS)
        .map(|at| view! { <i class=live(move || if at < on() { "on" } else { "" })></i> })
        .collect_view();
    view! { <div class="steps" role="img" aria-label=live(move || label.get())>{pieces}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::hundredths;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_bar_never_leaves_its_frame() {
        for ((part, whole), expected) in
            [((0, 0), 0), ((1, 0), 0), ((1, 3), 33), ((5, 4), 100), ((u64::MAX, u64::MAX), 1)]
        {
            assert_eq!(hundredths(part, whole), expected, "{part}/{whole}");
        }
    }
}
