//! What is typed into the form of a target.

use leptos::prelude::*;
use shared::domain::{Nature, Sense, Target};
use shared::field::Problem;
use shared::id::UnitId;

use crate::pages::targets::sheet::Sheet;
use crate::ui::{Choice, Control, Seg, TextField, live};
use crate::{tr, words};

/// What is in the fields.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    name: RwSignal<String>,
    measure: RwSignal<String>,
    note: RwSignal<String>,
    nature: RwSignal<Nature>,
    sense: RwSignal<Sense>,
    unit: RwSignal<Option<UnitId>>,
    pub(super) reason: RwSignal<String>,
    name_error: RwSignal<Option<String>>,
    measure_error: RwSignal<Option<String>>,
    pub(super) reason_error: RwSignal<Option<String>>,
    pub(super) failure: RwSignal<Option<String>>,
    pub(super) busy: RwSignal<bool>,
}

/// How a percentage is measured.
const PERCENT: &str = "%";
/// Targets stand so far apart that one can be moved between two others.
pub(super) const ORDER_STEP: u32 = 10;

/// A new target at the end of the list.
pub(super) fn blank(sheet: Sheet, unit: Option<UnitId>) -> Target {
    let last = sheet.board.with_untracked(|board| {
        board.iter().flat_map(|board| &board.targets).map(|held| held.record.order).max()
    });
    let (name, measure, note) = (String::new(), String::new(), String::new());
    let order = last.unwrap_or(0).saturating_add(ORDER_STEP);
    Target { year: sheet.year, unit, name, measure, nature: Nature::Count, sense: Sense::Higher, order, note }
}

impl Fields {
    pub(super) fn of(target: &Target) -> Self {
        let none = || RwSignal::new(None);
        Self {
            name: RwSignal::new(target.name.clone()),
            measure: RwSignal::new(target.measure.clone()),
            note: RwSignal::new(target.note.clone()),
            nature: RwSignal::new(target.nature),
            sense: RwSignal::new(target.sense),
            unit: RwSignal::new(target.unit),
            reason: RwSignal::new(String::new()),
            name_error: none(),
            measure_error: none(),
            reason_error: none(),
            failure: none(),
            busy: RwSignal::new(false),
        }
    }

    /// The target as it is typed; says at each field what is missing.
    pub(super) fn read(self, opened: &Target) -> Target {
        let line = |field: RwSignal<String>| {
            let text = shared::text::clean(&field.get_untracked());
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let nature = self.nature.get_untracked();
        let measure = if nature == Nature::Rate { PERCENT.to_owned() } else { line(self.measure) };
        let name = line(self.name);
        let blank = |text: &str| text.is_empty().then(|| words::problem(Problem::Blank));
        self.name_error.set(blank(&name));
        self.measure_error.set(blank(&measure));
        self.failure.set(None);
        Target {
            name,
            measure,
            nature,
            sense: self.sense.get_untracked(),
            unit: self.unit.get_untracked(),
            note: shared::text::clean(&self.note.get_untracked()).trim_end().to_owned(),
            ..opened.clone()
        }
    }

    pub(super) fn has_errors(self) -> bool {
        [self.name_error, self.measure_error, self.reason_error]
            .iter()
            .any(|error| error.with_untracked(Option::is_some))
    }
}

/// The fields on the page.
pub(super) fn entries(sheet: Sheet, fields: Fields, is_new: bool, unit: Option<UnitId>) -> AnyView {
    let natures = [Nature::Count, Nature::Rate, Nature::Money];
    let natures = natures.into_iter().map(|it| Choice::new(it, words::nature(it))).collect::<Vec<_>>();
    let senses = [Sense::Higher, Sense::Lower];
    let senses = senses.into_iter().map(|it| Choice::new(it, words::sense(it))).collect::<Vec<_>>();
    let measure = live(move || {
        (fields.nature.get() != Nature::Rate).then(|| {
            view! {
                <TextField label=words::field("measure").to_owned() value=fields.measure hint=tr!(target.measure_hint) error=fields.measure_error max=40/>
            }
            .into_any()
        })
    });
    let oversees = sheet.repo().oversees(sheet.space);
    let whose = (is_new && oversees).then(|| whose(sheet, fields, unit));
    let label = |words: &str| view! { <span class="label">{words.to_owned()}</span> };
    view! {
        {whose}
        <TextField label=tr!(field.target_name) value=fields.name error=fields.name_error max=200/>
        <div class="field">{label(words::field("nature"))}<Seg label=words::field("nature").to_owned() choices=natures chosen=fields.nature on_choose=move |it| fields.nature.set(it)/></div>
        {measure}
        <div class="field">{label(words::field("sense"))}<Seg label=words::field("sense").to_owned() choices=senses chosen=fields.sense on_choose=move |it| fields.sense.set(it)/></div>
        <TextField label=words::field("note").to_owned() value=fields.note control=Control::Area hint=tr!(target.note_hint) max=1_000/>
    }
    .into_any()
}

/// Common to all, or one unit's own: cannot be changed afterwards.
fn whose(sheet: Sheet, fields: Fields, unit: Option<UnitId>) -> AnyView {
    fields.unit.set(None);
    let own = unit.and_then(|unit| Some((unit, sheet.repo().unit_short(unit)?)));
    let choices = [Some(Choice::new(None, tr!(target.common)))];
    let own = own.map(|(unit, name)| Choice::new(Some(unit), tr!(target.only_of, unit = name)));
    let choices: Vec<_> = choices.into_iter().chain([own]).flatten().collect();
    view! {
        <div class="field">
            <Seg label=tr!(target.whose) choices chosen=fields.unit on_choose=move |it| fields.unit.set(it)/>
        </div>
    }
    .into_any()
}
