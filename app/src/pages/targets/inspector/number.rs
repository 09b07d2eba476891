//! A large field for a figure, with its unit of measure beside it.

use leptos::html;
use leptos::prelude::*;
use shared::number::parse;

use crate::ui::live;

/// What becomes of what is typed into the field.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    /// Something was typed.
    pub(super) typed: Callback<()>,
    /// Enter: take it and go on.
    pub(super) entered: Callback<()>,
    /// Esc: as it was.
    pub(super) restored: Callback<()>,
}

/// The text of a field that shows what is saved, or what was typed elsewhere and not taken, wherever nothing else was
/// typed into it.
#[derive(Clone, Copy)]
pub(super) struct Following {
    pub(super) text: RwSignal<String>,
    /// What it showed of its own.
    base: StoredValue<String>,
    /// What it showed because it had been typed elsewhere.
    lent: StoredValue<Option<String>>,
}

impl Following {
    pub(super) fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            base: StoredValue::new(String::new()),
            lent: StoredValue::new(None),
        }
    }

    /// Shows what is saved now, or what is held of what was typed.
    pub(super) fn follow(self, stands: &str, held: Option<String>) {
        let text = self.text.get_untracked();
        let own = self.base.with_value(|base| *base == text)
            || self.lent.with_value(|lent| lent.as_ref() == Some(&text));
        // What was typed plainly stands there with its marks once it is saved.
        let is_same = parse(&text).is_ok_and(|typed| parse(stands) == Ok(typed));
        let wanted = held.clone().unwrap_or_else(|| stands.to_owned());
        if (own || is_same) && text != wanted {
            self.text.set(wanted);
        }
        self.base.set_value(stands.to_owned());
        self.lent.set_value(held);
    }

    /// Whether something stands there that is not saved.
    pub(super) fn is_touched(self) -> bool {
        self.text.with_untracked(|text| self.base.with_value(|base| text.trim() != base))
    }

    /// What stands there is being saved: leaving the field does not save it again.
    pub(super) fn settle(self) {
        self.base.set_value(self.text.get_untracked());
    }

    /// As it was.
    pub(super) fn restore(self) {
        self.lent.set_value(None);
        self.text.set(self.base.get_value());
    }
}

/// The field; never rewritten while it has the focus, but by the person's own Esc.
pub(super) fn number(
    id: &'static str,
    label: Signal<String>,
    measure: Signal<String>,
    text: RwSignal<String>,
    doing: Doing,
    described_by: String,
    invalid: Signal<bool>,
) -> AnyView {
    let element = NodeRef::<html::Input>::new();
    Effect::new(move || {
        let (Some(element), wanted) = (element.get(), text.get()) else { return };
        if element.value() != wanted {
            element.set_value(&wanted);
        }
    });
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => doing.entered.run(()),
            "Escape" => doing.restored.run(()),
            _ => return,
        }
        event.prevent_default();
    };
    let type_in = move |event| {
        text.set(event_target_value(&event));
        doing.typed.run(());
    };
    view! {
        <label for=id>{live(move || label.get())}</label>
        <div class="withunit">
            <input
                class="input num"
                id=id
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described_by
                aria-invalid=live(move || invalid.get().then_some("true"))
                node_ref=element
                on:input=type_in
                on:keydown=keys
            />
            <span>{live(move || measure.get())}</span>
        </div>
    }
    .into_any()
}
