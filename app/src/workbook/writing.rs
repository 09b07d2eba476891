//! Lists into files. Nothing that somebody typed becomes a formula where another opens the file (`reliability.md` §6).

use rust_xlsxwriter::{
    ExcelDateTime, Format as Style, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use shared::day;
use shared::number::{Marks, written};
use shared::sheet::{Cell, Table};

use super::speech::Format;

/// Characters of a sheet's name.
const NAME_CHARS_MAX: usize = 31;
/// Digits that a workbook's numbers keep.
const DIGITS_KEPT: usize = 15;
/// How wide a column is at the least and at the most, in letters.
const WIDTH: std::ops::RangeInclusive<usize> = 8..=60;

/// The bytes of a file with a list; none when it cannot be written.
pub(super) fn write(table: &Table, format: Format) -> Option<Vec<u8>> {
    match format {
        Format::Xlsx => workbook(table).ok(),
        Format::CsvSemicolon => text(table, b';'),
        Format::CsvComma => text(table, b','),
    }
}

/// Whether a spreadsheet takes a text for a formula.
pub(super) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Text in columns, with the mark by which spreadsheets know Unicode.
fn text(table: &Table, mark: u8) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(mark)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(table.headings.iter().map(|heading| safe(heading))).ok()?;
    for row in &table.rows {
        writer.write_record(row.iter().map(shown)).ok()?;
    }
    writer.into_inner().ok()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => safe(words),
        // Without dots between groups, and the sign that spreadsheets know.
        Cell::Number { value, .. } => written(*value, Marks::Vietnamese).replace('.', "").replace('−', "-"),
        other => other.shown(),
    }
}

fn safe(words: &str) -> String {
    if looks_like_formula(words) { format!("'{words}") } else { words.to_owned() }
}

fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&table.name))?;
    let heading = Style::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin);
    for (column, words) in (0..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, words, &heading)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    let (wrapped, dated) =
        (Style::new().set_text_wrap().set_align(FormatAlign::Top), Style::new().set_num_format("dd/mm/yyyy"));
    for (number, row) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(row) {
            put(sheet, (number, column), cell, (&wrapped, &dated))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Ok(rows), Ok(columns)) = (u32::try_from(table.rows.len()), u16::try_from(table.headings.len()))
        && rows > 0
        && columns > 0
    {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    workbook.save_to_buffer()
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (wrapped, dated): (&Style, &Style),
) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Number { value, .. } => {
            let digits = value.to_string();
            let kept = digits.bytes().filter(u8::is_ascii_digit).count() <= DIGITS_KEPT;
            match digits.parse::<f64>() {
                Ok(number) if kept => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, written(*value, Marks::Vietnamese))?,
            };
        }
        Cell::Day(date) => {
            let at = ExcelDateTime::parse_from_str(&day::write(*date));
            match at {
                Ok(at) => sheet.write_datetime_with_format(row, column, &at, dated)?,
                Err(_) => sheet.write_string(row, column, cell.shown())?,
            };
        }
        // Always as words: a workbook's words are never formulas.
        Cell::Text(words) => {
            sheet.write_string_with_format(row, column, words, wrapped)?;
        }
        Cell::Faulty(_) => {
            sheet.write_string(row, column, cell.shown())?;
        }
    }
    Ok(())
}

/// A name without the signs that a sheet's may not have.
fn sheet_name(name: &str) -> String {
    let kept = name.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c });
    let kept: String = kept.take(NAME_CHARS_MAX).collect();
    let kept = kept.trim().trim_matches('\'');
    if kept.is_empty() { "1".to_owned() } else { kept.to_owned() }
}

fn width(table: &Table, column: usize) -> f64 {
    let cells = table.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.shown().chars().count());
    let heading = table.headings.get(column).map_or(0, |words| words.chars().count().min(24));
    let widest = cells.max().unwrap_or(0).max(heading).saturating_add(2).clamp(*WIDTH.start(), *WIDTH.end());
    f64::from(u16::try_from(widest).unwrap_or(8))
}
