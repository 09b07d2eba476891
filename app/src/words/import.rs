//! Spreadsheets: what is imported, what is told of rows and cells, why a file cannot be read.

use shared::import::{Column, ImportOf, Says, State};
use shared::sheet::Fault;

use super::{nature, problem, refusal};
use crate::workbook::speech::Unreadable;
use crate::{format, tr};

/// What the page is called on which something is imported.
pub fn import_title(of: ImportOf) -> &'static str {
    match of {
        ImportOf::Units => tr!(import.units),
        ImportOf::People => tr!(import.people),
        ImportOf::Targets => tr!(import.targets),
    }
}

/// The list into which it goes.
pub fn import_list(of: ImportOf) -> &'static str {
    match of {
        ImportOf::Units => tr!(import.to_units),
        ImportOf::People => tr!(import.to_people),
        ImportOf::Targets => tr!(import.to_targets),
    }
}

/// The heading of a column, in files that are written and in those that are read.
pub fn column(of: ImportOf, column: Column) -> &'static str {
    match (of, column) {
        (ImportOf::Units, Column::Name) => tr!(column.unit_name),
        (ImportOf::People, Column::Name) => tr!(column.person_name),
        (ImportOf::Targets, Column::Name) => tr!(column.target_name),
        (_, Column::Short) => tr!(column.short),
        (_, Column::Aliases) => tr!(column.aliases),
        (_, Column::Post) => tr!(column.post),
        (_, Column::Unit) => tr!(column.unit),
        (_, Column::Measure) => tr!(column.measure),
        (_, Column::Nature) => tr!(column.nature),
        (_, Column::Sense) => tr!(column.sense),
        (_, Column::Scope) => tr!(column.scope),
        (_, Column::Note) => tr!(column.note),
        (_, Column::HalfPlan) => tr!(column.half_plan),
        (_, Column::FullPlan) => tr!(column.full_plan),
        (_, Column::HalfEstimate) => tr!(column.half_estimate),
        (_, Column::HalfOfficial) => tr!(column.half_official),
        (_, Column::FullEstimate) => tr!(column.full_estimate),
        (_, Column::FullOfficial) => tr!(column.full_official),
        (_, Column::Source) => tr!(column.source),
    }
}

/// What may stand in a column.
pub fn column_note(of: ImportOf, column: Column) -> &'static str {
    match (of, column) {
        (_, Column::Name) => tr!(column.must),
        (_, Column::Aliases) => tr!(column.between),
        (ImportOf::People, Column::Unit) => tr!(column.of_person),
        (_, Column::Unit) => tr!(column.of_figures),
        (_, Column::Measure) => tr!(column.for_new),
        (_, Column::Nature) => tr!(column.natures),
        (_, Column::Sense) => tr!(column.senses),
        (_, Column::Scope) => tr!(column.scopes),
        (_, Column::FullPlan) => tr!(column.plans),
        (_, Column::Source) => tr!(column.sources),
        _ => "",
    }
}

/// How a row stands.
pub fn import_state(state: State) -> &'static str {
    match state {
        State::New => tr!(import.state_new),
        State::Changed => tr!(import.state_changed),
        State::Same => tr!(import.state_same),
        State::Unclear => tr!(import.state_unclear),
        State::Left => tr!(import.state_left),
        State::Failed => tr!(import.state_failed),
    }
}

/// What is told of a row or a cell.
pub fn import_says(says: &Says) -> String {
    match says {
        Says::Fault(fault) => cell_fault(fault),
        Says::Problem(what) => problem(*what),
        Says::NotNumber => tr!(import.not_number).to_owned(),
        Says::Ambiguous(readings) => {
            let readings = readings.iter().map(|reading| format::figure(*reading)).collect::<Vec<_>>();
            tr!(import.ambiguous, readings = readings.join(" / "))
        }
        Says::TooLong => tr!(import.too_long).to_owned(),
        Says::Percent => tr!(import.percent).to_owned(),
        Says::NotChoice => tr!(import.not_choice).to_owned(),
        Says::Unlisted => tr!(import.unlisted).to_owned(),
        Says::Unclear => tr!(import.is_unclear).to_owned(),
        Says::Twice(row) => tr!(import.twice, row = row.to_string()),
        Says::Refused(why) => refusal(why),
        Says::Rounded(figure) => tr!(import.rounded, figure = format::figure(*figure)),
        Says::Kept(held) => tr!(import.kept, held = held.clone()),
        Says::Before(before) => tr!(import.before, before = before.clone()),
        Says::Taken(taken) => tr!(import.taken_for, nature = nature(*taken)),
        Says::Namesake(unit) if unit.is_empty() => tr!(import.namesake, unit = tr!(sign_in.centre)),
        Says::Namesake(unit) => tr!(import.namesake, unit = unit.clone()),
    }
}

fn cell_fault(fault: &Fault) -> String {
    match fault {
        Fault::NotCalculated => tr!(import.not_calculated).to_owned(),
        Fault::Error(error) => tr!(import.formula_error, error = error.clone()),
        Fault::Merged => tr!(import.merged).to_owned(),
        Fault::TooLarge => tr!(import.too_long).to_owned(),
        Fault::TooLong => tr!(import.cell_too_long).to_owned(),
        Fault::OldLetters => tr!(import.old_letters).to_owned(),
    }
}

/// Why a file cannot be read, and what to do about it.
pub fn import_trouble(why: Option<Unreadable>, not_here: bool) -> &'static str {
    match why {
        None if not_here => tr!(import.not_here),
        None => tr!(import.stopped),
        Some(Unreadable::TooLarge) => tr!(import.too_large),
        Some(Unreadable::Bomb) => tr!(import.bomb),
        Some(Unreadable::Password) => tr!(import.password),
        Some(Unreadable::OldExcel) => tr!(import.old_excel),
        Some(Unreadable::Binary) => tr!(import.binary),
        Some(Unreadable::OpenDocument) => tr!(import.open_document),
        Some(Unreadable::Word) => tr!(import.word),
        Some(Unreadable::Pdf) => tr!(import.pdf),
        Some(Unreadable::Html) => tr!(import.html),
        Some(Unreadable::Picture) => tr!(import.picture),
        Some(Unreadable::NotUnicode) => tr!(import.not_unicode),
        Some(Unreadable::NotSheet) => tr!(import.not_sheet),
        Some(Unreadable::Damaged) => tr!(import.damaged),
        Some(Unreadable::Empty) => tr!(import.empty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, choose, locale};
    use leptos_i18n::Locale as _;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn headings_that_are_written_are_understood_in_every_language() {
        let before = locale();
        for language in Locale::get_all() {
            choose(*language);
            for of in ImportOf::ALL {
                for known in of.columns() {
                    assert_eq!(of.column_of(column(of, *known)), Some(*known), "{of:?} {known:?}");
                }
            }
        }
        choose(before);
    }
}
