//! The three pictures, each with its figures.

use leptos::prelude::*;
use shared::domain::Span;
use shared::id::{SpaceId, UnitId};

use super::address::{Shown, Subject};
use super::drawing::{self, Column, Line};
use super::months::{Counts, Month};
use super::rows::{self, Row, Standing};
use super::scale::Fill;
use super::table::{Figure, Table};
use crate::pages::activities::Filter;
use crate::repo::Repo;
use crate::repo::types::{ActivityQuery, Board};
use crate::route::Route;
use crate::ui::{Empty, Icon};
use crate::{format, tr, tr_count};

/// The fills of figures beside their plans.
const OF_PLAN: [Fill; 3] = [Fill::Met, Fill::Below, Fill::Blank];
/// The fills of counted targets.
const COUNTED: [Fill; 4] = [Fill::Met, Fill::Below, Fill::Blank, Fill::NoPlan];

/// The units in their printed order, each with its short name.
pub(super) type Units = Vec<(UnitId, String)>;

/// A picture in its frame, with what it is of and what its fills mean.
fn figure(title: String, about: String, legend: AnyView, drawn: AnyView) -> AnyView {
    view! {
        <figure class="card chart">
            <figcaption class="body">
                <h2>{title}</h2>
                <p>{about}</p>
                {legend}
            </figcaption>
            {drawn}
        </figure>
    }
    .into_any()
}

fn nothing(label: &'static str, picture: Icon) -> AnyView {
    view! { <div class="card"><Empty picture label/></div> }.into_any()
}

/// The words of a span.
fn span_words(span: Span) -> &'static str {
    match span {
        Span::Half => tr!(target.half),
        Span::Full => tr!(target.full),
    }
}

/// Kỳ, and for whom.
fn about(whose: &str, year: i16, span: Span) -> String {
    [whose.to_owned(), tr!(target.of_year, year = year), span_words(span).to_owned()].join(" · ")
}

fn line(row: &Row, scale: super::scale::Scale) -> Line {
    let (said, more) = row.words();
    Line {
        name: row.name.clone(),
        detail: row.detail.clone(),
        to: row.to.clone(),
        bar: row.bar(scale),
        said,
        more,
        estimate: row.estimate,
    }
}

fn figures_of(rows: &[Row]) -> Vec<(String, String, Vec<Figure>)> {
    let one = |row: &Row| {
        let tag = row.estimate.then(|| tr!(target.estimate_tag).to_owned());
        let said = [Some(row.detail.clone()), tag, Some(row.note.clone())].into_iter().flatten();
        let detail = said.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        let mut cells = row.cells.clone();
        let beside = row.words().1.first().filter(|words| **words != row.note).cloned();
        cells.push(Figure::Words(beside.unwrap_or_default()));
        (row.name.clone(), detail, cells)
    };
    rows.iter().map(one).collect()
}

fn plan_heads(first: &str) -> Vec<String> {
    [first, tr!(target.plan), tr!(field.value), tr!(chart.reached), tr!(chart.beside_plan)]
        .map(str::to_owned)
        .to_vec()
}

/// Rows beside their plans, and what they come to together.
fn beside_plans(title: String, whose: String, first: &str, rows: &[Row], total: Option<&Row>) -> AnyView {
    let scale = rows::scale(rows);
    let drawn = drawing::lines(rows.iter().map(|row| line(row, scale)).collect(), Some(scale));
    let table = Table {
        caption: tr!(chart.figures, of = title),
        heads: plan_heads(first),
        rows: figures_of(rows),
        total: total.map(|row| {
            let all = figures_of(std::slice::from_ref(row)).into_iter().next();
            let (name, detail, cells) = all.unwrap_or_default();
            (if detail.is_empty() { name } else { format!("{name} ({detail})") }, cells)
        }),
    };
    view! {
        {figure(title, whose, drawing::legend(&OF_PLAN, true), drawn)}
        {table.draw()}
    }
    .into_any()
}

/// Tiến độ chỉ tiêu.
pub(super) fn targets(board: &Board, year: i16, shown: Shown, whose: &str) -> AnyView {
    let rows = match shown.unit {
        Some(unit) => rows::of_unit(board, unit, shown.span),
        None => rows::of_all(board, shown.span),
    };
    if rows.is_empty() {
        return nothing(tr!(chart.no_targets), Icon::Target);
    }
    let whose = about(whose, year, shown.span);
    beside_plans(tr!(chart.of_targets).to_owned(), whose, tr!(field.target), &rows, None)
}

/// So sánh đơn vị.
pub(super) fn units(board: &Board, year: i16, shown: Shown, units: &Units, whose: &str) -> AnyView {
    let Some(held) = rows::named(board, shown.target) else {
        return overall(board, year, shown, units, whose);
    };
    let rows = rows::of_target(board, held, units, shown.span);
    let total = rows::together(board, held, tr!(target.total).to_owned(), shown.span);
    let title = tr!(chart.of_units_in, target = held.record.name);
    beside_plans(title, about(whose, year, shown.span), tr!(field.unit), &rows, Some(&total))
}

/// The units compared by how many of their targets they reached.
fn overall(board: &Board, year: i16, shown: Shown, units: &Units, whose: &str) -> AnyView {
    let all = rows::standings(board, units, shown.span);
    let most = all.iter().map(|one| one.tally.counted()).max().unwrap_or(0);
    if most == 0 {
        return nothing(tr!(chart.no_targets), Icon::Target);
    }
    let line = |one: &Standing| {
        let tally = one.tally;
        let counted = tally.counted();
        let part =
            |count: usize, words: &dyn Fn(String) -> String| (count > 0).then(|| words(format::count(count)));
        let more = [
            part(tally.below, &|n| tr!(chart.n_below, n = n)),
            part(tally.blank, &|n| tr!(chart.n_blank, n = n)),
            part(tally.no_plan, &|n| tr!(chart.n_no_plan, n = n)),
        ];
        Line {
            name: one.name.clone(),
            detail: String::new(),
            to: one.to.clone(),
            bar: one.bar(most),
            said: tr!(chart.n_met, n = format::count(tally.met), all = format::count(counted)),
            more: vec![more.into_iter().flatten().collect::<Vec<_>>().join(" · ")],
            estimate: false,
        }
    };
    let title = tr!(chart.of_units).to_owned();
    let counts = |one: &Standing| {
        let tally = one.tally;
        [tally.met, tally.below, tally.blank, tally.no_plan, tally.unassigned].map(Figure::Count).to_vec()
    };
    let heads = [tr!(field.unit), tr!(chart.met), tr!(chart.below), tr!(standing.blank), tr!(target.no_plan)];
    let heads = heads.into_iter().chain([tr!(target.unassigned_short)]);
    let table = Table {
        caption: tr!(chart.figures, of = title),
        heads: heads.map(str::to_owned).collect(),
        rows: all.iter().map(|one| (one.name.clone(), String::new(), counts(one))).collect(),
        total: None,
    };
    let drawn = drawing::lines(all.iter().map(line).collect(), None);
    view! {
        {figure(title, about(whose, year, shown.span), drawing::legend(&COUNTED, false), drawn)}
        {table.draw()}
    }
    .into_any()
}

/// The name of a month, in full for a list and short for a column.
fn month_name(month: Month, year: i16, short: bool) -> String {
    match month {
        Month::Of(month) if short => tr!(chart.month_short, n = month),
        Month::Of(month) => tr!(chart.month, n = month),
        Month::Before => tr!(chart.before, year = year),
        Month::After => tr!(chart.after, year = year),
    }
}

/// The activities of a month.
fn activities_of(month: Month, year: i16, unit: Option<UnitId>) -> String {
    let (from, to) = month.days(year);
    let filter = Filter { unit, year: Some(year), from, to, ..Filter::default() };
    format!("{}{}", Route::Activities.path(), filter.query())
}

/// Hoạt động theo tháng.
pub(super) fn activities(
    repo: &Repo,
    (space, year): (SpaceId, i16),
    shown: Shown,
    (units, oversees): (&Units, bool),
    (whose, narrow): (&str, bool),
) -> AnyView {
    let query = ActivityQuery { unit: shown.unit, year: Some(year), ..ActivityQuery::of(space) };
    let held: Vec<_> = repo.activities(&query).iter().map(|line| (line.unit, line.held_on)).collect();
    let mine: Vec<_> = units.iter().map(|(unit, _)| *unit).collect();
    let counts = Counts::of(year, &mine, &held);
    let all = counts.shown(shown.unit);
    // Whoever sees one unit only asks for no unit.
    let of_unit = shown.unit.filter(|_| oversees);
    let columns = counts.months.iter().zip(all).map(|(month, count)| {
        let name = month_name(*month, year, false);
        Column {
            told: format!("{name}: {}", tr_count!(*count, chart.activities)),
            name: if narrow { name } else { month_name(*month, year, true) },
            to: activities_of(*month, year, of_unit),
            count: *count,
        }
    });
    let columns = columns.collect();
    let drawn = if narrow { drawing::lying_columns(columns) } else { drawing::columns(columns) };
    let title = tr!(chart.of_activities).to_owned();
    let sum: usize = all.iter().sum();
    let said = [whose.to_owned(), tr!(target.of_year, year = year), tr_count!(sum, chart.activities)];
    view! {
        {figure(title.clone(), said.join(" · "), ().into_any(), drawn)}
        {months_table(repo, year, &counts, shown.unit, title, units).draw()}
    }
    .into_any()
}

/// Months below each other for one unit; units × months for all.
fn months_table(
    repo: &Repo,
    year: i16,
    counts: &Counts,
    unit: Option<UnitId>,
    title: String,
    units: &Units,
) -> Table {
    let caption = tr!(chart.figures, of = title);
    let sum = |counts: &[usize]| Figure::Count(counts.iter().sum());
    if unit.is_some() {
        let all = counts.shown(unit);
        let row = |(month, count): (&Month, &usize)| {
            (month_name(*month, year, false), String::new(), vec![Figure::Count(*count)])
        };
        return Table {
            caption,
            heads: [tr!(chart.month_head), tr!(nav.activities)].map(str::to_owned).to_vec(),
            rows: counts.months.iter().zip(all).map(row).collect(),
            total: Some((tr!(target.total).to_owned(), vec![sum(all)])),
        };
    }
    let cells = |counts: &[usize]| {
        counts.iter().map(|count| Figure::Count(*count)).chain([sum(counts)]).collect::<Vec<_>>()
    };
    let name = |unit: UnitId| {
        let known = units.iter().find(|(of, _)| *of == unit).map(|(_, name)| name.clone());
        known.or_else(|| repo.unit_short(unit)).unwrap_or_default()
    };
    let months = counts.months.iter().map(|month| month_name(*month, year, true));
    let heads = [tr!(field.unit).to_owned()].into_iter().chain(months);
    Table {
        caption,
        heads: heads.chain([tr!(target.total).to_owned()]).collect(),
        rows: counts.rows.iter().map(|(unit, row)| (name(*unit), String::new(), cells(row))).collect(),
        total: Some((tr!(target.total).to_owned(), cells(&counts.all))),
    }
}

/// The day up to which a picture is true: what is printed is read on another day.
pub(super) fn as_of() -> String {
    tr!(chart.as_of, day = format::date(format::today()))
}

/// The subjects that a person has: who sees one unit only has nothing to compare.
pub(super) fn subjects(oversees: bool) -> Vec<Subject> {
    let all = [Subject::Targets, Subject::Units, Subject::Activities];
    all.into_iter().filter(|subject| oversees || *subject != Subject::Units).collect()
}
