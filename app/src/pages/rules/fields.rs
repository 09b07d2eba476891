//! The controls of the form that are no plain text fields. What is chosen is kept as text, as everything that is typed.

use leptos::prelude::*;
use shared::domain::{Condition, TieStep};

use super::award::{YES, code, decode};
use super::sentences as say;
use crate::pages::typed::{Form, text_field};
use crate::ui::{Button, Choice, Control, Kind, Seg, error_line, live, new_id};
use crate::{tr, words};

/// The choices that values of an enum are.
pub(super) fn options<T: serde::Serialize + Copy, const N: usize>(
    values: [T; N],
    say: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    values.map(|value| (code(&value), say(value).to_owned())).into()
}

/// A part of a whole, and whether it takes more than that.
pub(super) fn fraction(form: Form, field: &'static str, strict: &'static str) -> AnyView {
    let text = form.text(strict);
    let choices = vec![Choice::new(false, tr!(rules.from_on)), Choice::new(true, tr!(rules.over))];
    let chosen = Signal::derive(move || text.with(|text| text == YES));
    let choose = move |is: bool| text.set(if is { YES.to_owned() } else { String::new() });
    view! {
        <div class="pair">
            {text_field(form, field, Control::Line, (30, 1), tr!(rules.fraction_hint))}
            <div class="field">
                <span class="label">{tr!(rules.strictness)}</span>
                <Seg label=tr!(rules.strictness) choices chosen on_choose=choose/>
            </div>
        </div>
    }
    .into_any()
}

/// Something that is either so or not.
pub(super) fn toggle(form: Form, field: &'static str, words: &'static str) -> AnyView {
    let text = form.text(field);
    let choose =
        move |event| text.set(if event_target_checked(&event) { YES.to_owned() } else { String::new() });
    view! {
        <label class="toggle">
            <input type="checkbox" prop:checked=live(move || text.with(|text| text == YES)) on:change=choose/>
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// What a text of several words holds, in order.
fn chosen<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    text.split(' ').filter_map(decode).collect()
}

fn joined<T: serde::Serialize>(values: &[T]) -> String {
    values.iter().map(code).collect::<Vec<_>>().join(" ")
}

/// The conditions of an award.
pub(super) fn conditions(form: Form, field: &'static str) -> AnyView {
    let text = form.text(field);
    let toggle = |condition: Condition| {
        let is_wanted = live(move || text.with(|text| chosen(text).contains(&condition)));
        let choose = move |event| {
            let mut held: Vec<Condition> = text.with_untracked(|text| chosen(text));
            held.retain(|it| *it != condition);
            if event_target_checked(&event) {
                held.push(condition);
            }
            held.sort_unstable();
            text.set(joined(&held));
        };
        view! {
            <label class="toggle">
                <input type="checkbox" prop:checked=is_wanted on:change=choose/>
                <span>{say::condition(condition)}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="field">
            <legend class="label">{words::field(field).to_owned()}</legend>
            {Condition::ALL.map(toggle).into_iter().collect::<Vec<_>>()}
        </fieldset>
    }
    .into_any()
}

/// The steps between units that stand alike: those that are taken, in order, and those that may be added.
pub(super) fn ties(form: Form) -> AnyView {
    const FIELD: &str = "ties";
    let text = form.text(FIELD);
    let error = Signal::derive(move || form.fault(FIELD).get());
    let taken = Memo::new(move |_| text.with(|text| chosen::<TieStep>(text)));
    let set = move |steps: &[TieStep]| text.set(joined(steps));
    let rows = live(move || {
        let steps = taken.get();
        let row = |step: TieStep| {
            let drop = move |()| {
                let mut left = taken.get_untracked();
                left.retain(|it| *it != step);
                set(&left);
            };
            let label = tr!(rules.drop_step, step = say::tie_step(step));
            view! {
                <li>
                    <span class="grow">{say::tie_step(step)}</span>
                    <button type="button" class="btn small quiet" aria-label=label on:click=move |_| drop(())>{tr!(rules.drop)}</button>
                </li>
            }
            .into_any()
        };
        steps.into_iter().map(row).collect::<Vec<_>>()
    });
    let more = live(move || {
        let steps = taken.get();
        let left = TieStep::ALL.into_iter().filter(|step| !steps.contains(step));
        let button = |step: TieStep| {
            let add = move |()| {
                let mut steps = taken.get_untracked();
                // What ends the chain stays at its end.
                let at = steps.iter().position(|held| held.ends()).unwrap_or(steps.len());
                if step.ends() {
                    steps.retain(|held| !held.ends());
                    steps.push(step);
                } else {
                    steps.insert(at, step);
                }
                set(&steps);
            };
            view! { <Button label=say::tie_step(step) on_press=add kind=Kind::Quiet size="small"/> }
                .into_any()
        };
        left.map(button).collect::<Vec<_>>()
    });
    let error_id = new_id();
    let described = error_id.clone();
    view! {
        <fieldset class="field" id=format!("work-{FIELD}") tabindex="-1" aria-describedby=described>
            <legend class="label">{words::field(FIELD).to_owned()}</legend>
            <p class="hint">{tr!(rules.ties_hint)}</p>
            <ol class="steps">{rows}</ol>
            <p class="label">{tr!(rules.add_step)}</p>
            <div class="row wrap">{more}</div>
            {error_line(error_id, error)}
        </fieldset>
    }
    .into_any()
}
