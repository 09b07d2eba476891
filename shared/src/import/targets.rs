//! Targets with plans and figures: a row is of one target, and of one unit where it has figures.

use std::collections::BTreeMap;

use super::cells::{Cells, is_total};
use super::names::{Found, Names};
use super::people::unit_of;
use super::{Asked, Column, Held, Known, Layout, Line, Picked, Says, State, Unclear, key_of};
use crate::domain::{Basis, Figure, Keyed, Nature, Plan, Sense, Span, Target};
use crate::field::{Problem, VOID};
use crate::id::{RecordId, UnitId};
use crate::number::{Marks, Quantity, written};
use crate::sheet::{Cell, Row};
use crate::sync::Refusal;
use crate::text::folded;

/// Between the places of two targets in a list there is room for others.
const ORDER_STEP: u32 = 10;
const PLANS: [(Column, Span); 2] = [(Column::HalfPlan, Span::Half), (Column::FullPlan, Span::Full)];
const FIGURES: [(Column, Span, Basis); 4] = [
    (Column::HalfEstimate, Span::Half, Basis::Estimate),
    (Column::HalfOfficial, Span::Half, Basis::Official),
    (Column::FullEstimate, Span::Full, Basis::Estimate),
    (Column::FullOfficial, Span::Full, Basis::Official),
];
const OF_TARGET: [(&str, Column); 6] = [
    ("name", Column::Name),
    ("measure", Column::Measure),
    ("nature", Column::Nature),
    ("sense", Column::Sense),
    ("note", Column::Note),
    ("unit", Column::Unit),
];
const OF_PLAN: [(&str, Column); 5] = [
    ("half", Column::HalfPlan),
    ("full", Column::FullPlan),
    ("unassigned", Column::FullPlan),
    ("source", Column::Source),
    ("unit", Column::Unit),
];
const NATURES: [(&str, Nature); 11] = [
    ("so luong", Nature::Count),
    ("so", Nature::Count),
    ("count", Nature::Count),
    ("ty le", Nature::Rate),
    ("ti le", Nature::Rate),
    ("%", Nature::Rate),
    ("rate", Nature::Rate),
    ("so tien", Nature::Money),
    ("tien", Nature::Money),
    ("money", Nature::Money),
    ("amount of money", Nature::Money),
];
const SENSES: [(&str, Sense); 10] = [
    ("cang cao cang tot", Sense::Higher),
    ("cao", Sense::Higher),
    ("tang", Sense::Higher),
    ("higher is better", Sense::Higher),
    ("higher", Sense::Higher),
    ("cang thap cang tot", Sense::Lower),
    ("thap", Sense::Lower),
    ("giam", Sense::Lower),
    ("lower is better", Sense::Lower),
    ("lower", Sense::Lower),
];
/// Whether a target is common.
const SCOPES: [(&str, bool); 6] = [
    ("chung", true),
    ("common", true),
    ("rieng", false),
    ("cua don vi", false),
    ("own", false),
    ("unit", false),
];

pub(super) fn read<'a>(
    rows: impl Iterator<Item = &'a Row>,
    layout: &Layout,
    known: &Known,
    picked: &[Picked],
    take: &mut dyn FnMut(Line),
) -> Vec<Unclear> {
    let mut sheet = Sheet::new(known, picked);
    for row in rows {
        let cells = Cells { row, layout };
        let is_sum = matches!(cells.cell(Column::Name), Cell::Text(name) if is_total(name));
        if !is_sum && (cells.says(&[Column::Name]) || has_figures(cells)) {
            take(sheet.line(cells));
        }
    }
    let mut unclear = sheet.names.unclear();
    unclear.extend(sheet.units.unclear());
    unclear
}

struct Sheet<'a> {
    known: &'a Known,
    names: Names<'a>,
    units: Names<'a>,
    targets: BTreeMap<RecordId, Target>,
    /// Plans and figures.
    records: BTreeMap<RecordId, &'a Held>,
    /// Targets by name and unit, those among them that this sheet makes.
    by_name: BTreeMap<(String, Option<UnitId>), RecordId>,
    order: u32,
    /// The rows in which something was said of a target and a unit.
    seen: BTreeMap<(RecordId, Option<UnitId>), u32>,
}

impl<'a> Sheet<'a> {
    fn new(known: &'a Known, picked: &'a [Picked]) -> Self {
        let of_year = |held: &Held| held.typed::<Target>().filter(|target| target.year == known.year);
        let targets: BTreeMap<_, _> =
            known.records.iter().filter_map(|held| Some((held.id, of_year(held)?))).collect();
        let by_name = targets.iter().map(|(id, target)| ((key_of(&target.name), target.unit), *id)).collect();
        let named = targets.iter().map(|(id, target)| (*id, target.name.clone()));
        Self {
            known,
            names: Names::new(Asked::Target, named, picked),
            units: known.unit_names(picked),
            order: targets.values().map(|target| target.order).max().unwrap_or(0),
            records: known.records.iter().map(|held| (held.id, held)).collect(),
            by_name,
            targets,
            seen: BTreeMap::new(),
        }
    }

    fn line(&mut self, cells: Cells<'_>) -> Line {
        let mut line = Line::new(cells.row.number);
        let Some(name) = cells.words(Column::Name, &mut line) else {
            line.note(Column::Name, Says::Problem(Problem::Blank));
            return line;
        };
        let unit = unit_of(cells, self.known, &mut self.units, &mut line);
        if line.state == State::Left {
            return line;
        }
        let Some((id, target)) = self.target(cells, &name, unit, &mut line) else { return line };
        let with_figures = has_figures(cells);
        if with_figures && unit.is_none() {
            // Of whom it is has been told to be unclear, unless nothing stands there.
            if !line.notes.iter().any(|note| note.column == Some(Column::Unit)) {
                line.note(Column::Unit, Says::Problem(Problem::Blank));
            }
            return line;
        }
        let about = (id, unit.filter(|_| with_figures));
        if let Some(first) = self.seen.insert(about, line.row) {
            line.note(Column::Name, Says::Twice(first));
            return line;
        }
        if let Some(unit) = unit.filter(|_| with_figures) {
            self.figures(cells, (id, &target), unit, &mut line);
        }
        line
    }

    /// The target that a row is of; a new one where there is none of its name.
    fn target(
        &mut self,
        cells: Cells<'_>,
        name: &str,
        unit: Option<UnitId>,
        line: &mut Line,
    ) -> Option<(RecordId, Target)> {
        let key = key_of(name);
        let own = unit.and_then(|unit| self.by_name.get(&(key.clone(), Some(unit))));
        let same = own.or_else(|| self.by_name.get(&(key, None))).copied();
        let found = match same {
            Some(id) => Found::One(id),
            None => self.names.find(name, line.row),
        };
        match found {
            Found::One(id) => {
                let target = self.targets.get(&id)?.clone();
                keep(cells, &target, line);
                Some((id, target))
            }
            Found::Unclear => {
                line.note(Column::Name, Says::Unclear);
                None
            }
            Found::New | Found::NoneOfThem => self.new_target(cells, name, unit, line),
        }
    }

    fn new_target(
        &mut self,
        cells: Cells<'_>,
        name: &str,
        unit: Option<UnitId>,
        line: &mut Line,
    ) -> Option<(RecordId, Target)> {
        let Some(measure) = cells.words(Column::Measure, line) else {
            if has_figures(cells) {
                // I-13: every figure has a unit of measure.
                line.note(Column::Measure, Says::Problem(Problem::Blank));
            } else {
                // The heading of some rows below it.
                line.state = State::Left;
            }
            return None;
        };
        let nature = cells.choice(Column::Nature, &NATURES, line);
        let nature = nature.unwrap_or_else(|| {
            let guess = nature_of(&measure);
            if cells.cell(Column::Nature) == &Cell::Blank {
                line.note(Column::Nature, Says::Taken(guess));
            }
            guess
        });
        let oversees = self.known.viewer.oversees(self.known.space);
        let is_common = cells.choice(Column::Scope, &SCOPES, line).unwrap_or(oversees);
        let own = if is_common { None } else { unit };
        if !is_common && own.is_none() {
            line.note(Column::Unit, Says::Problem(Problem::Blank));
        }
        self.order = self.order.saturating_add(ORDER_STEP);
        let target = Target {
            year: self.known.year,
            unit: own,
            name: name.to_owned(),
            measure: if nature == Nature::Rate { "%".to_owned() } else { measure },
            nature,
            sense: cells.choice(Column::Sense, &SENSES, line).unwrap_or(Sense::Higher),
            order: self.order,
            note: cells.words(Column::Note, line).unwrap_or_default(),
        };
        let id = self.known.made(line.row, "target");
        line.wish(self.known, id, (None, &target), &OF_TARGET);
        self.by_name.insert((key_of(name), own), id);
        self.targets.insert(id, target.clone());
        Some((id, target))
    }

    /// The plans and figures of a row.
    fn figures(&self, cells: Cells<'_>, (id, target): (RecordId, &Target), unit: UnitId, line: &mut Line) {
        let rate = target.nature == Nature::Rate;
        let source = cells.words(Column::Source, line);
        let source_beside = |held: &str| match &source {
            Some(source) => source.clone(),
            None if self.known.viewer.belongs_to(unit, self.known.space) => held.to_owned(),
            None => self.known.source.clone(),
        };
        let mut plan = self.held(Plan::empty(id, unit, target.year), line);
        for (column, span) in PLANS {
            if is_unassigned(cells.cell(column)) {
                plan.after.unassigned = true;
            } else if let Some(figure) = cells.figure(column, rate, line) {
                let value = if span == Span::Half { &mut plan.after.half } else { &mut plan.after.full };
                tell_before(*value, figure, column, line);
                *value = Some(figure);
            }
        }
        if plan.is_touched() {
            plan.after.source = source_beside(&plan.after.source);
            line.tell(target.problems_of_plan(&plan.after), &OF_PLAN);
            plan.wish(self.known, &OF_PLAN, line);
        }
        for (column, span, basis) in FIGURES {
            let Some(value) = cells.figure(column, rate, line) else { continue };
            let mut figure = self.held(Figure::empty(id, unit, target.year, span, basis), line);
            if let Some(before) = figure.after.value {
                tell_before(Some(before), value, column, line);
            }
            figure.after.value = Some(value);
            if figure.is_touched() {
                figure.after.source = source_beside(&figure.after.source);
                let columns = [("value", column), ("source", Column::Source), ("unit", Column::Unit)];
                line.tell(target.problems_of_figure(&figure.after), &columns);
                figure.wish(self.known, &columns, line);
            }
        }
    }

    /// The record about the same thing as a blank one, as it stands; the blank one where there is none.
    fn held<R: Keyed>(&self, blank: R, line: &mut Line) -> Beside<R> {
        let id = blank.id(self.known.space);
        let held = self.records.get(&id);
        if held.is_some_and(|held| held.fields.contains_key(VOID)) {
            line.note(None, Says::Refused(Refusal::Voided));
        }
        let before = held.and_then(|held| held.typed::<R>());
        Beside { id, after: before.clone().unwrap_or(blank.clone()), before, blank }
    }
}

/// A record as it stands and as it is to be.
struct Beside<R> {
    id: RecordId,
    before: Option<R>,
    after: R,
    blank: R,
}

impl<R: Keyed> Beside<R> {
    fn is_touched(&self) -> bool {
        self.after != *self.before.as_ref().unwrap_or(&self.blank)
    }

    fn wish(self, known: &Known, columns: &[(&str, Column)], line: &mut Line) {
        line.wish(known, self.id, (self.before.as_ref(), &self.after), columns);
    }
}

/// Whether a row says any plan or figure.
fn has_figures(cells: Cells<'_>) -> bool {
    let plans = PLANS.iter().map(|(column, _)| *column);
    plans.chain(FIGURES.iter().map(|(column, ..)| *column)).any(|column| cells.says(&[column]))
}

/// What a sheet says of a target that is there differently is told, and not taken: changing it concerns all its figures.
fn keep(cells: Cells<'_>, target: &Target, line: &mut Line) {
    if let Some(measure) = cells.words(Column::Measure, line)
        && key_of(&measure) != key_of(&target.measure)
    {
        line.note(Column::Measure, Says::Kept(target.measure.clone()));
    }
}

fn tell_before(before: Option<Quantity>, after: Quantity, column: Column, line: &mut Line) {
    if let Some(before) = before.filter(|before| *before != after) {
        line.note(column, Says::Before(written(before, Marks::Vietnamese)));
    }
}

/// Không giao chỉ tiêu: never a plan of 0 (I-12).
fn is_unassigned(cell: &Cell) -> bool {
    const WORDS: [&str; 4] = ["khong giao", "khong giao chi tieu", "not assigned", "khong"];
    matches!(cell, Cell::Text(words) if WORDS.contains(&folded(words).trim()))
}

/// What a unit of measure lets think of the figures; what is asked is told.
fn nature_of(measure: &str) -> Nature {
    let plain = folded(measure);
    if measure.contains('%') || plain.contains("phan tram") {
        Nature::Rate
    } else if plain.split_whitespace().any(|word| word == "dong" || word == "vnd") {
        Nature::Money
    } else {
        Nature::Count
    }
}
