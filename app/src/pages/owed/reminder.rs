//! A text that reminds the units of what they owe.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Work;

use super::{missing_words, time_left};
use crate::ui::{Dialog, copied, toast};
use crate::{format, tr, tr_count, words};

/// A unit that owes some work, and for how many targets.
pub(in crate::pages) struct Debtor {
    pub(in crate::pages) unit: String,
    pub(in crate::pages) missing: usize,
}

/// A text that reminds the units of some work, ready to be pasted into a message.
pub(in crate::pages) fn reminder(
    cluster: &str,
    year: i16,
    work: Work,
    (last, today): (Option<Date>, Date),
    debtors: &[Debtor],
) -> String {
    let (name, count) = (words::work(work), debtors.len());
    let mut lines = vec![tr!(owed.reminder_head, cluster = cluster, year = year)];
    lines.push(match last {
        None => tr!(owed.reminder_open, work = name),
        Some(last) if last < today => tr!(owed.reminder_over, work = name, day = format::date(last)),
        Some(last) => {
            let left = time_left(last, today).to_lowercase();
            tr!(owed.reminder_due, work = name, day = format::date(last), left = left)
        }
    });
    lines.push(tr_count!(count, owed.reminder_units));
    for debtor in debtors {
        lines.push(format!("- {}: {}", debtor.unit, missing_words(work, debtor.missing)));
    }
    let is_over = last.is_some_and(|last| last < today);
    lines.push(if is_over { tr!(owed.reminder_ask_over) } else { tr!(owed.reminder_ask) }.to_owned());
    lines.join("\n")
}

/// Copies a text that reminds those who owe something. Where the browser does not let it, the text is shown.
pub(in crate::pages) fn remind_button(title: &str, text: String) -> AnyView {
    let open = RwSignal::new(false);
    let shown = text.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if copied(&text).await {
                toast(tr!(owed.copied));
            } else {
                let _ = open.try_set(true);
            }
        });
    };
    view! {
        <button
            type="button"
            class="btn small"
            aria-label=tr!(owed.copy_label, title = title)
            on:click=copy
        >
            {tr!(owed.copy)}
        </button>
        <Dialog open title=tr!(owed.copy)>
            <p>{tr!(owed.copy_by_hand)}</p>
            <textarea class="input" rows="8" readonly aria-label=tr!(owed.copy) prop:value=shown.clone()></textarea>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const TODAY: Date = date(2024, 6, 20);

    #[wasm_bindgen_test]
    fn a_reminder_names_who_owes_what_and_by_when() {
        let debtors = [("Hội Chữ thập đỏ tỉnh", 2), ("Hội Khuyến học tỉnh", 1)]
            .map(|(unit, missing)| Debtor { unit: unit.to_owned(), missing });
        let cases = [
            (Some(date(2024, 6, 25)), "hạn 25/06/2024 (còn 5 ngày)", "trước khi hết hạn"),
            (Some(date(2024, 6, 15)), "đã hết hạn ngày 15/06/2024", "mở lại"),
            (None, "Số liệu 6 tháng", "trước khi hết hạn"),
        ];
        for (last, due, ask) in cases {
            let text = reminder("Khối thi đua số 12", 2024, Work::HalfFigures, (last, TODAY), &debtors);
            let lines: Vec<_> = text.lines().collect();
            let [head, when, count, first, second, end] = lines.as_slice() else { panic!("{text}") };
            assert!(head.contains("Khối thi đua số 12") && head.contains("2024"), "{text}");
            assert!(when.contains(due) && count.contains('2') && end.contains(ask), "{text}");
            assert!(first.starts_with("- Hội Chữ thập đỏ tỉnh: còn 2 chỉ tiêu"), "{text}");
            assert!(second.starts_with("- Hội Khuyến học tỉnh: còn 1 chỉ tiêu"), "{text}");
        }
    }
}
