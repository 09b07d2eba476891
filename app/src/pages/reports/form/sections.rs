//! The sections of a report: each says what it is for; a figure is put in at the cursor, and percentages are held against
//! the figures while one writes.

use leptos::prelude::*;
use shared::domain::{RESULTS_CHARS_MAX, Report, ReportedFigure, SECTION_CHARS_MAX};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::state::{Form, control_id};
use crate::pages::reports::claims::{judged, quoted};
use crate::pages::reports::figures::phrase;
use crate::ui::{Control, Dialog, Icon, TextField, icon, icon_sized, live};
use crate::{tr, words};

/// All sections in their order.
pub(super) fn cards(form: Form, figures: Memo<Vec<ReportedFigure>>) -> AnyView {
    let into = RwSignal::new("results");
    let choosing = RwSignal::new(false);
    let choose = Callback::new(move |field: &'static str| {
        into.set(field);
        choosing.set(true);
    });
    let sections = Report::SECTIONS.map(|field| section(form, field, figures, choose));
    view! {
        <section class="card" aria-labelledby="report-sections">
            <header><h2 id="report-sections">{tr!(report.sections)}</h2></header>
            <div class="body stack">{sections.into_iter().collect_view()}</div>
        </section>
        <Dialog open=choosing title=tr!(report.insert)>{choice(form, into, choosing, figures)}</Dialog>
    }
    .into_any()
}

/// What a section is for.
fn purpose(field: &str) -> &'static str {
    match field {
        "setting" => tr!(report.for_setting),
        "results" => tr!(report.for_results),
        "emulation" => tr!(report.for_emulation),
        "shortcomings" => tr!(report.for_shortcomings),
        "causes" => tr!(report.for_causes),
        "lessons" => tr!(report.for_lessons),
        "directions" => tr!(report.for_directions),
        _ => tr!(report.for_proposals),
    }
}

fn section(
    form: Form,
    field: &'static str,
    figures: Memo<Vec<ReportedFigure>>,
    choose: Callback<&'static str>,
) -> AnyView {
    let (max, lines) = if field == "results" { (RESULTS_CHARS_MAX, 12) } else { (SECTION_CHARS_MAX, 5) };
    let text = form.text(field);
    let name = words::field(field).to_owned();
    let label = tr!(report.insert_into, section = name);
    let claims = Memo::new(move |_| figures.with(|figures| text.with(|text| judged(text, figures))));
    let told = live(move || {
        let line = |(quote, judgement): (String, crate::pages::reports::claims::Judgement)| {
            let (tone, picture) =
                if judgement.is_doubtful() { ("wait", Icon::Warning) } else { ("ok", Icon::Check) };
            let words = judgement.words();
            view! {
                <li data-s=tone>{icon_sized(picture, "i sm")}<span><b>{quoted(&quote)}</b> " " {words}</span></li>
            }
            .into_any()
        };
        let all = claims.get();
        (!all.is_empty()).then(|| {
            let lines = all.into_iter().map(line).collect::<Vec<_>>();
            view! { <ul class="checks" aria-label=tr!(claim.title)>{lines}</ul> }
        })
    });
    view! {
        <div class="section">
            <TextField label=name hint=purpose(field) value=text control=Control::Area max lines id=control_id(field)/>
            <button type="button" class="btn quiet small" aria-label=label on:click=move |_| choose.run(field)>
                {icon(Icon::Target)}{tr!(report.insert)}
            </button>
            {told}
        </div>
    }
    .into_any()
}

/// The figures to choose from.
fn choice(
    form: Form,
    into: RwSignal<&'static str>,
    choosing: RwSignal<bool>,
    figures: Memo<Vec<ReportedFigure>>,
) -> AnyView {
    let list = live(move || {
        let phrases = figures.with(|figures| {
            let told = |it: &ReportedFigure| Some((it.name.clone(), phrase(it)?));
            figures.iter().filter_map(told).collect::<Vec<_>>()
        });
        if phrases.is_empty() {
            return view! { <p>{tr!(report.no_figures)}</p> }.into_any();
        }
        let line = |(name, phrase): (String, String)| {
            let shown = phrase.clone();
            let take = move |_| {
                choosing.set(false);
                insert(form, into.get_untracked(), &phrase);
            };
            view! { <li><button type="button" on:click=take><span>{name}<small>{shown}</small></span></button></li> }
                .into_any()
        };
        let lines = phrases.into_iter().map(line).collect::<Vec<_>>();
        view! { <ul class="menu">{lines}</ul> }.into_any()
    });
    view! { <p class="note">{tr!(report.insert_note)}</p>{list} }.into_any()
}

/// Puts words into a section where its cursor stands, and lets the person write on behind them.
fn insert(form: Form, field: &'static str, words: &str) {
    let element = document().get_element_by_id(&control_id(field));
    let element = element.and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok());
    let text = form.text(field);
    // What the browser counts are UTF-16 units.
    let at = |end: Option<u32>| end.and_then(|end| usize::try_from(end).ok());
    let range = element.as_ref().map(|element| {
        let start = at(element.selection_start().ok().flatten());
        (start, at(element.selection_end().ok().flatten()))
    });
    let (joined, cursor) = text.with_untracked(|text| {
        let length = text.encode_utf16().count();
        let (start, end) = range.unwrap_or_default();
        let start = start.unwrap_or(length).min(length);
        joined(text, (start, end.unwrap_or(start).clamp(start, length)), words)
    });
    text.set(joined);
    request_animation_frame(move || {
        let Some(element) = element else { return };
        // Fails only for an element outside the document.
        let _ = element.focus();
        if let Ok(cursor) = u32::try_from(cursor) {
            let _ = element.set_selection_range(cursor, cursor);
        }
    });
}

/// A text with words in place of a stretch of it, set off by spaces, and where the cursor stands behind them. All places
/// are counted in UTF-16 units.
fn joined(text: &str, (start, end): (usize, usize), words: &str) -> (String, usize) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |range: Option<&[u16]>| String::from_utf16_lossy(range.unwrap_or_default());
    let (before, after) = (part(units.get(..start)), part(units.get(end..)));
    let needs_gap =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '.' | ';' | ':' | ')'));
    let lead = if needs_gap(before.chars().next_back()) { " " } else { "" };
    let tail = if after.chars().next().is_some_and(char::is_alphanumeric) { " " } else { "" };
    let front = format!("{before}{lead}{words}");
    let cursor = front.encode_utf16().count();
    (format!("{front}{tail}{after}"), cursor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn words_are_put_in_where_the_cursor_stands() {
        let cases = [
            ("", (0, 0), "13 căn", 6),
            ("Xây ", (4, 4), "Xây 13 căn", 10),
            ("Xây", (3, 3), "Xây 13 căn", 10),
            ("Xây nhà.", (3, 3), "Xây 13 căn nhà.", 10),
            ("Xây X nhà", (4, 5), "Xây 13 căn nhà", 10),
            ("Câu một.", (8, 8), "Câu một. 13 căn", 15),
            ("(", (1, 1), "(13 căn", 7),
            ("😀 xong", (3, 3), "😀 13 căn xong", 9),
        ];
        for (text, range, expected, cursor) in cases {
            assert_eq!(joined(text, range, "13 căn"), (expected.to_owned(), cursor), "{text}");
        }
    }
}
