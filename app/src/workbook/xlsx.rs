//! Workbooks: the cells of a sheet, one after the other. A sheet of which a cell stands in the last row and the last
//! column takes no more than its cells.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};
use jiff::civil::Date;
use shared::sheet::{COLUMNS_MAX, Cell, Fault, ROWS_MAX, Row};

use super::merged;
use super::speech::Unreadable;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Workbook<'_>, Unreadable> {
    Xlsx::new(Cursor::new(bytes)).map_err(unreadable)
}

fn unreadable(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Password,
        _ => Unreadable::Damaged,
    }
}

/// The names of a workbook's sheets.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    let workbook = open(bytes)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<_> = sheets.map(|sheet| sheet.name.clone()).collect();
    if names.is_empty() { Err(Unreadable::Empty) } else { Ok(names) }
}

/// The rows of a sheet that have anything in them, and how many rows there are beyond those.
pub(super) fn rows(bytes: &[u8], sheet: &str) -> Result<(Vec<Row>, usize), Unreadable> {
    let mut workbook = open(bytes)?;
    let mut read = Rows::default();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(unreadable)?;
    // By their places in the workbook's list: every cell names its style.
    let percents: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| is_percent(&format.format_code)))
        .collect();
    let mut blank = BTreeSet::new();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(unreadable)? {
        let percent = percents.get(style).copied().unwrap_or(false);
        let place = cell.get_position();
        match cell.get_value() {
            DataRef::Empty => {
                blank.insert(place);
            }
            value => read.put(place, cell_of(value, percent)),
        }
    }
    drop(cells);
    if !blank.is_empty() {
        let mut formulas = workbook.worksheet_cells_reader(sheet).map_err(unreadable)?;
        while let Some(formula) = formulas.next_formula().map_err(unreadable)? {
            if !formula.get_value().is_empty() && blank.contains(&formula.get_position()) {
                read.put(formula.get_position(), Cell::Faulty(Fault::NotCalculated));
            }
        }
    }
    let areas = workbook.merge_cells_by_sheet_name(sheet).map_err(unreadable)?;
    let mut rows = read.in_order();
    merged::spread(&mut rows, areas.iter().map(|area| (area.start, area.end)));
    Ok((rows, read.beyond.len()))
}

/// Rows while their cells come in.
#[derive(Default)]
struct Rows {
    rows: std::collections::BTreeMap<u32, Row>,
    beyond: BTreeSet<u32>,
}

impl Rows {
    fn put(&mut self, (row, column): (u32, u32), cell: Cell) {
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if cell == Cell::Blank || column >= COLUMNS_MAX {
            return;
        }
        if self.rows.len() >= ROWS_MAX && !self.rows.contains_key(&row) {
            self.beyond.insert(row);
            return;
        }
        let held =
            self.rows.entry(row).or_insert_with(|| Row { number: row.saturating_add(1), cells: Vec::new() });
        if held.cells.len() <= column {
            held.cells.resize(column + 1, Cell::Blank);
        }
        if let Some(place) = held.cells.get_mut(column) {
            *place = cell;
        }
    }

    fn in_order(&mut self) -> Vec<Row> {
        std::mem::take(&mut self.rows).into_values().collect()
    }
}

fn cell_of(value: &DataRef<'_>, percent: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::Blank,
        // Whole numbers of a workbook are doubles as well.
        #[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "it was a double in the file")]
        DataRef::Int(number) => Cell::number(*number as f64, percent),
        DataRef::Float(number) => Cell::number(*number, percent),
        DataRef::String(words) => Cell::text(words),
        DataRef::SharedString(words) => Cell::text(words),
        DataRef::Bool(yes) => Cell::Text(if *yes { "1" } else { "0" }.to_owned()),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            let narrow = |part: u8| i8::try_from(part).unwrap_or(0);
            let date = Date::new(i16::try_from(year).unwrap_or(0), narrow(month), narrow(day));
            date.map_or_else(|_| Cell::number(at.as_f64(), false), Cell::Day)
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            let day = text.get(..10).and_then(shared::day::parse);
            day.map_or_else(|| Cell::text(text), Cell::Day)
        }
        DataRef::Error(error) => Cell::Faulty(Fault::Error(error.to_string())),
    }
}

/// Whether a format shows percentages. A sign in quotes, or behind a backslash, is a word like others.
fn is_percent(format: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    for c in format.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}
