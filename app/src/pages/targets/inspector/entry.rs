//! Thực hiện: the figure, whether it is an estimate, where it comes from, what there is to say about it.

use leptos::html;
use leptos::prelude::*;
use shared::domain::{Basis, Nature};
use wasm_bindgen::JsCast;

use super::About;
use super::evidence::evidence;
use super::number::{Doing, Following, number};
use crate::pages::targets::list::question;
use crate::pages::targets::reading::measured;
use crate::pages::targets::rights::Entry;
use crate::pages::targets::sheet::Beside;
use crate::pages::targets::slot::{Column, Slot};
use crate::ui::{Button, Choice, Control, Icon, Kind, Seg, TextField, icon_sized, live};
use crate::{tr, words};

/// What is in the fields.
#[derive(Clone, Copy)]
struct Fields {
    about: About,
    basis: RwSignal<Basis>,
    figure: Following,
    source: RwSignal<String>,
    note: RwSignal<String>,
    /// What is saved beside the figure, to know what was typed.
    base: RwSignal<Beside>,
}

/// The fields of the figure.
pub(super) fn entry(about: About) -> AnyView {
    let slot = about.slot(Column::Actual);
    let basis = RwSignal::new(untrack(|| about.sheet.basis(slot)));
    let fields = Fields {
        about,
        basis,
        figure: Following::new(),
        source: RwSignal::new(String::new()),
        note: RwSignal::new(String::new()),
        base: RwSignal::new(Beside::default()),
    };
    Effect::new(move || fields.follow());
    let element = NodeRef::<html::Div>::new();
    let leave = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        // Whoever goes on to “Ước” or to the source has not finished with the figure.
        let stays = element.get_untracked().is_some_and(|own| own.contains(to.as_ref()));
        // A field that is taken away while something is drawn is left in the middle of it: what is drawn must not
        // follow what is asked here.
        if !stays {
            untrack(|| fields.commit());
        }
    };
    let entry = Memo::new(move |_| about.sheet.entry(slot, basis.get()));
    let unassigned = Memo::new(move |_| about.cell().is_some_and(|cell| cell.is_unassigned()));
    let open = Memo::new(move |_| entry.get().is_none_or(Entry::is_open));
    // Made anew only for another kind of content: who is typing must not be disturbed by what arrives.
    let content = live(move || match (unassigned.get(), open.get()) {
        (true, _) => view! { <p class="soft">{tr!(target.unassigned_note)}</p> }.into_any(),
        (false, true) => untrack(|| open_fields(&fields, slot)),
        (false, false) => live(move || shut(&fields, slot)).into_any(),
    });
    let choices = vec![
        Choice::new(Basis::Estimate, tr!(target.estimate)),
        Choice::new(Basis::Official, tr!(target.official)),
    ];
    view! {
        <div class="stack entry" tabindex="-1" node_ref=element on:focusout=leave>
            <Seg label=tr!(target.basis) choices chosen=basis on_choose=move |chosen| fields.choose(chosen)/>
            {content}
        </div>
        {live(move || (!unassigned.get()).then(|| untrack(|| evidence(about, basis))))}
    }
    .into_any()
}

fn open_fields(fields: &Fields, slot: Slot) -> AnyView {
    let fields = *fields;
    let about = fields.about;
    let sheet = about.sheet;
    let label = Signal::derive(move || words::figure(about.span, fields.basis.get()).to_owned());
    let measure = Signal::derive(move || about.held().map(|held| held.record.measure).unwrap_or_default());
    let held = Memo::new(move |_| sheet.typed.with(|typed| typed.get(&slot).cloned()));
    let invalid =
        Signal::derive(move || held.with(|held| held.as_ref().is_some_and(|it| it.fault.is_some())));
    let doing = Doing {
        typed: Callback::new(move |()| {
            let now = (slot, fields.basis.get_untracked(), fields.figure.text.get_untracked());
            sheet.keeper.typing(Some(now));
        }),
        entered: Callback::new(move |()| fields.go_on()),
        restored: Callback::new(move |()| fields.restore()),
    };
    let says = live(move || {
        held.get().and_then(|typed| {
            let fault = typed.fault.as_ref()?;
            Some(question(sheet, slot, &typed.text, fault))
        })
    });
    let owes = Memo::new(move |_| sheet.entry(slot, fields.basis.get()).is_some_and(Entry::owes_source));
    let source_label = move || if owes.get() { tr!(target.paper) } else { tr!(field.source) };
    view! {
        <div class="field">
            {number("target-value", label, measure, fields.figure.text, doing, "target-value-hint".to_owned(), invalid)}
            <p class="hint" id="target-value-hint">{live(move || hint(about))}</p>
            {says}
        </div>
        <TextField label=source_label value=fields.source max=200/>
        <TextField label=words::field("note").to_owned() value=fields.note control=Control::Area lines=2/>
        <Button label=tr!(target.next) on_press=move |()| fields.go_on() kind=Kind::Primary size="wide"/>
    }
    .into_any()
}

/// The plan beside the figure, and the keys.
fn hint(about: About) -> String {
    let plan = about.cell().and_then(|cell| cell.plan(about.span));
    let held = about.held();
    let plan = plan.zip(held).map(|(plan, held)| {
        let figure = match held.record.nature {
            Nature::Rate => measured(&held.record, plan),
            Nature::Count | Nature::Money => crate::format::figure(plan),
        };
        tr!(target.plan_is, n = figure)
    });
    let plan = plan.unwrap_or_else(|| tr!(target.no_plan).to_owned());
    format!("{plan} · {}", tr!(target.keys))
}

/// What stands there while nothing may be typed, and why.
fn shut(fields: &Fields, slot: Slot) -> AnyView {
    let about = fields.about;
    let basis = fields.basis.get();
    let stands = about.sheet.stands(slot, basis);
    let value = if stands.is_empty() { tr!(standing.blank).to_owned() } else { stands };
    let measure = about.held().map(|held| held.record.measure).unwrap_or_default();
    let why = about.sheet.entry(slot, basis).and_then(Entry::why);
    let source = fields.source.get();
    let source = (!source.is_empty())
        .then(|| view! { <p class="note">{words::field("source").to_owned()} ": " {source}</p> });
    view! {
        <div class="field">
            <span class="label">{words::figure(about.span, basis)}</span>
            <p class="shut"><b class="strong">{value}</b> " " {measure}</p>
            {why.map(|why| view! { <p class="why">{icon_sized(Icon::Lock, "i sm")}{why}</p> })}
            {source}
        </div>
    }
    .into_any()
}

impl Fields {
    /// Shows what the repository has, wherever nothing else was typed.
    fn follow(self) {
        let slot = self.about.slot(Column::Actual);
        let basis = self.basis.get();
        let stands = self.about.sheet.stands(slot, basis);
        let beside = self.about.cell().and_then(|cell| cell.figure(slot.span, basis).cloned());
        let beside = beside.map_or_else(Beside::default, |held| Beside {
            source: held.record.source,
            note: held.record.note,
        });
        if self.about.sheet.is_saving(slot) {
            return;
        }
        self.figure.follow(&stands, self.about.sheet.not_taken(slot, basis));
        let was = self.base.get_untracked();
        let follow = |field: RwSignal<String>, was: &str, now: &str| {
            if field.with_untracked(|field| field == was) && was != now {
                field.set(now.to_owned());
            }
        };
        follow(self.source, &was.source, &beside.source);
        follow(self.note, &was.note, &beside.note);
        self.base.set(beside);
    }

    /// Another basis: what was typed goes with it, what was only shown does not.
    fn choose(self, basis: Basis) {
        self.basis.set(basis);
    }

    fn is_touched(self) -> bool {
        let beside = self.base.get_untracked();
        let now = Beside { source: self.source.get_untracked(), note: self.note.get_untracked() };
        self.figure.is_touched() || now.source.trim() != beside.source || now.note.trim() != beside.note
    }

    /// Takes what was typed. Whether it was understood.
    fn commit(self) -> bool {
        let sheet = self.about.sheet;
        // A field that is taken away with its row loses the focus once more.
        if self.base.is_disposed() {
            return true;
        }
        sheet.keeper.typing(None);
        if !self.is_touched() {
            // What is on its way into storage stays in its cell until it is there: it may come back refused.
            if !sheet.is_saving(self.about.slot(Column::Actual)) {
                sheet.release(self.about.slot(Column::Actual));
            }
            return true;
        }
        let source = self.source.get_untracked();
        // The document for all that is entered now counts where none is named for this one.
        let source = if source.trim().is_empty() { sheet.paper.get_untracked() } else { source };
        let beside = Beside { source, note: self.note.get_untracked() };
        let (slot, basis) = (self.about.slot(Column::Actual), self.basis.get_untracked());
        let is_taken = sheet.commit(slot, basis, &self.figure.text.get_untracked(), Some(beside));
        if is_taken {
            self.figure.settle();
            let now = Beside { source: self.source.get_untracked(), note: self.note.get_untracked() };
            self.base.set(now);
        }
        is_taken
    }

    fn go_on(self) {
        if self.commit() {
            self.about.sheet.next((self.about.target, self.about.unit));
        }
    }

    fn restore(self) {
        let beside = self.base.get_untracked();
        self.figure.restore();
        self.source.set(beside.source);
        self.note.set(beside.note);
        self.about.sheet.keeper.typing(None);
        self.about.sheet.release(self.about.slot(Column::Actual));
    }
}
