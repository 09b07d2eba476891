//! Text in columns: which letters it is written in, what stands between its columns, and its cells.

use csv::{ReaderBuilder, StringRecord};
use shared::sheet::{COLUMNS_MAX, Cell, ROWS_MAX, Row};

use super::speech::Unreadable;

/// Bytes from the start in which the mark between columns is looked for.
const START_BYTES: usize = 8 * 1024;

/// The text of a file in one of the ways of Unicode. What else there is cannot be told apart: it is said, and how to write
/// the file anew, rather than guessed.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        wide(rest, u16::from_le_bytes)?
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        wide(rest, u16::from_be_bytes)?
    } else {
        let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        std::str::from_utf8(plain).map_err(|_| Unreadable::NotUnicode)?.to_owned()
    };
    // No text has it; programs and damaged files do.
    if text.contains('\0') { Err(Unreadable::NotSheet) } else { Ok(text) }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let units = bytes.chunks(2).map(|pair| match pair {
        [one, other] => unit([*one, *other]),
        _ => 0xfffd,
    });
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| Unreadable::NotUnicode)
}

/// The rows that have anything in them, and how many there are beyond those that are read.
pub(super) fn rows(text: &str) -> Result<(Vec<Row>, usize), Unreadable> {
    let (mark, text) = mark(text);
    let mut reader =
        ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut beyond, mut lines) = (Vec::new(), 0, Lines { text, seen: 0, line: 1 });
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| Unreadable::Damaged)? {
        let number = lines.at(record.position().map_or(0, csv::Position::byte));
        let cells: Vec<Cell> = record.iter().take(COLUMNS_MAX).map(cell).collect();
        if cells.iter().all(|cell| *cell == Cell::Blank) {
            continue;
        }
        if rows.len() == ROWS_MAX {
            beyond += 1;
            continue;
        }
        rows.push(Row { number, cells });
    }
    Ok((rows, beyond))
}

/// Counts the lines of a text up to a place. The reader's own count is one behind where lines end as on Windows.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, byte: u64) -> u32 {
        let bytes = self.text.as_bytes();
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        let rest = bytes.get(start..).unwrap_or_default();
        // What ends the line before, and empty lines, come first.
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = start.saturating_add(ends);
        let passed = self.text.get(self.seen..start).unwrap_or_default().matches('\n').count();
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.seen = start;
        self.line
    }
}

/// A cell. What was put before it so that no spreadsheet takes it for a formula is taken away again.
fn cell(text: &str) -> Cell {
    let bare = text.strip_prefix('\'').filter(|rest| super::writing::looks_like_formula(rest));
    Cell::text(bare.unwrap_or(text))
}

/// What stands between the columns, and the text without the line in which spreadsheets say so.
fn mark(text: &str) -> (u8, &str) {
    for (name, mark) in [("sep=;", b';'), ("sep=,", b','), ("sep=\t", b'\t')] {
        if let Some(rest) = text.strip_prefix(name) {
            return (mark, rest.trim_start_matches(['\r', '\n']));
        }
    }
    let start: String = text.chars().take(START_BYTES).collect();
    let count = |mark: char| {
        let mut quoted = false;
        let counts = |c: &char| {
            quoted ^= *c == '"';
            *c == mark && !quoted
        };
        start.chars().filter(counts).count()
    };
    let marks = [('\t', b'\t'), (';', b';'), (',', b',')];
    // The first of equals: where all are as many, there are none.
    let found = marks.into_iter().rev().max_by_key(|(mark, _)| count(*mark));
    (found.map_or(b';', |(_, mark)| mark), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn text_is_read_in_every_way_of_unicode_and_in_no_other() {
        let words = "Đơn vị;Tên ngắn\nHội Nhà báo;HNB\n";
        let wide = |start: &[u8], unit: fn(u16) -> [u8; 2]| {
            start.iter().copied().chain(words.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
        };
        let good = [
            words.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", words.as_bytes()].concat(),
            wide(b"\xff\xfe", u16::to_le_bytes),
            wide(b"\xfe\xff", u16::to_be_bytes),
        ];
        for bytes in good {
            assert_eq!(decoded(&bytes).unwrap(), words);
        }
        // As Excel writes it in Vietnam unless it is told otherwise; and a file cut in the middle of a letter.
        assert_eq!(decoded(b"\xd0\xf4n v\xf2 t\xcdnh"), Err(Unreadable::NotUnicode));
        assert_eq!(decoded(&words.as_bytes()[..1]), Err(Unreadable::NotUnicode));
        assert_eq!(decoded(b"MZ\0\x01\0"), Err(Unreadable::NotSheet));
    }

    #[wasm_bindgen_test]
    fn columns_stand_between_what_there_is_most_of() {
        let cells = |text: &str| {
            let (rows, beyond) = rows(text).unwrap();
            assert_eq!(beyond, 0);
            rows.into_iter()
                .map(|row| (row.number, row.cells.iter().map(Cell::shown).collect()))
                .collect::<Vec<(_, Vec<_>)>>()
        };
        let expected = |pairs: &[(u32, &[&str])]| {
            pairs
                .iter()
                .map(|(row, cells)| (*row, cells.iter().map(|it| (*it).to_owned()).collect()))
                .collect::<Vec<_>>()
        };
        assert_eq!(cells("Tên;Số\nQuà;1,5\n"), expected(&[(1, &["Tên", "Số"]), (2, &["Quà", "1,5"])]));
        assert_eq!(cells("sep=,\r\na,b;c\r\n"), expected(&[(1, &["a", "b;c"])]));
        assert_eq!(
            cells("a\tb\n\n;;\n\"c\nd\"\te"),
            expected(&[(1, &["a", "b"]), (3, &[";;"]), (4, &["c\nd", "e"])])
        );
        assert_eq!(
            cells("a;b\r\n\r\nc;\"d\r\ne\"\r\nf;g\r\n"),
            expected(&[(1, &["a", "b"]), (3, &["c", "d\ne"]), (5, &["f", "g"])])
        );
        assert_eq!(cells("một cột\nhai"), expected(&[(1, &["một cột"]), (2, &["hai"])]));
        assert_eq!(cells("'=1+1;'x"), expected(&[(1, &["=1+1", "'x"])]));
    }
}
