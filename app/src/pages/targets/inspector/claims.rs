//! Kiểm tra câu chữ: what plan a sentence like “vượt 185,7%” implies, in each way to read it.

use leptos::prelude::*;
use shared::claim::{Plans, Reading, Verb, claims as claims_in};
use shared::domain::{Basis, Target};
use shared::number::{Quantity, parse};

use super::About;
use crate::pages::targets::reach::sentence;
use crate::pages::targets::reading::measured;
use crate::pages::targets::rights::Entry;
use crate::pages::targets::sheet::typed_form;
use crate::pages::targets::slot::Column;
use crate::ui::{Control, TextField, live};
use crate::{format, tr};

/// The checker; folded away until somebody wants it.
pub(super) fn claims(about: About) -> AnyView {
    let text = RwSignal::new(String::new());
    let actual = RwSignal::new(String::new());
    Effect::new(move || {
        let counting = about.cell().and_then(|cell| cell.counting(about.span)?.record.value);
        if let Some(figure) = counting.filter(|_| actual.with_untracked(String::is_empty)) {
            actual.set(typed_form(figure));
        }
    });
    view! {
        <details class="claims">
            <summary>{tr!(claim.title)}</summary>
            <div class="stack">
                <TextField label=tr!(claim.sentence) value=text control=Control::Area lines=2 hint=tr!(claim.hint)/>
                <TextField label=tr!(field.value) value=actual control=Control::Number/>
                <div aria-live="polite" class="stack">{live(move || found(about, &text.get(), &actual.get()))}</div>
            </div>
        </details>
    }
    .into_any()
}

fn found(about: About, text: &str, actual: &str) -> Vec<AnyView> {
    let (Some(held), Ok(Some(actual))) = (about.held(), parse(actual)) else { return Vec::new() };
    let all = claims_in(text);
    if all.is_empty() && !text.trim().is_empty() {
        return vec![view! { <p class="soft">{tr!(claim.none)}</p> }.into_any()];
    }
    let one = |claim: shared::claim::Claim| {
        let readings = claim.readings(held.record.nature, actual);
        let lines = readings.iter().map(|reading| line(about, &held.record, actual, reading));
        let lines = lines.collect::<Vec<_>>();
        view! { <div class="claim"><b class="strong">{tr!(target.quoted, reason = claim.quote)}</b><ul class="stack">{lines}</ul></div> }
            .into_any()
    };
    all.into_iter().map(one).collect()
}

/// One way to read a claim.
fn line(about: About, target: &Target, actual: Quantity, reading: &Reading) -> AnyView {
    let meaning = match reading.meaning {
        Verb::Reached => tr!(claim.reached),
        Verb::Exceeded => tr!(claim.exceeded),
        Verb::Points => tr!(claim.points),
    };
    let (says, plan) = plans_words(target, &reading.plans);
    let slot = about.slot(Column::Plan);
    let is_open = about.sheet.entry(slot, Basis::Official).is_some_and(Entry::is_open);
    let use_it = plan.filter(|plan| is_open && target.problem(*plan).is_none()).map(|plan| {
        let take = move |_| {
            about.sheet.take(slot, Basis::Official, &typed_form(plan), Some(plan), None);
        };
        view! { <button type="button" class="btn small" on:click=take>{tr!(claim.use_plan, n = format::figure(plan))}</button> }
    });
    let said =
        plan.and_then(|plan| sentence(target, plan, actual)).map(|said| view! { <small>{said}</small> });
    view! { <li><p>{meaning} " " {says}</p>{said}{use_it}</li> }.into_any()
}

/// What plans a reading implies, and the one to take.
fn plans_words(target: &Target, plans: &Plans) -> (String, Option<Quantity>) {
    let whole = |plan: i128| Quantity::scaled(plan, 0);
    let shown = |plan: i128| whole(plan).map(format::figure).unwrap_or_default();
    match plans {
        Plans::Whole { first, last, roundest } if first == last => {
            (tr!(claim.only, n = shown(*first)), whole(*roundest))
        }
        Plans::Whole { first, last, roundest } => {
            let words =
                tr!(claim.range, first = shown(*first), last = shown(*last), roundest = shown(*roundest));
            (words, whole(*roundest))
        }
        Plans::About(plan) => (tr!(claim.about, n = measured(target, *plan)), Some(*plan)),
        Plans::Impossible { nearest } => {
            let near = |(plan, tenths): &(i128, i128)| {
                tr!(claim.near, plan = shown(*plan), percent = format::tenths(*tenths))
            };
            let near = nearest.iter().map(near).collect::<Vec<_>>().join(", ");
            (tr!(claim.impossible, near = near), None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::targets::reading::tests::{quantity, target};
    use shared::domain::{Nature, Sense};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_reading_says_which_plans_make_it_true() {
        let target = target(Nature::Count, Sense::Higher, "hợp tác xã");
        let cases = [
            (Plans::Whole { first: 7, last: 7, roundest: 7 }, "chỉ đúng khi kế hoạch là 7.", Some("7")),
            (
                Plans::Whole { first: 36_388, last: 36_564, roundest: 36_500 },
                "đúng khi kế hoạch từ 36.388 đến 36.564; tròn nhất là 36.500.",
                Some("36500"),
            ),
            (
                Plans::Impossible { nearest: vec![(4, 3_250), (5, 2_600)] },
                "không thể: kế hoạch 4 → 325,0%, kế hoạch 5 → 260,0%.",
                None,
            ),
        ];
        for (plans, words, plan) in cases {
            assert_eq!(plans_words(&target, &plans), (words.to_owned(), plan.map(quantity)));
        }
    }
}
