use rust_xlsxwriter::{Format as Style, Formula, Workbook};
use shared::number::Quantity;
use shared::sheet::{Cell, Fault, Table};
use std::io::{Cursor, Write};
use wasm_bindgen_test::wasm_bindgen_test;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::opening::{Book, FILE_BYTES_MAX};
use super::speech::{Format, Unreadable};
use super::writing::write;

fn number(text: &str) -> Cell {
    let value = Quantity::try_from(text.to_owned()).unwrap();
    Cell::Number { value, percent: false, rounded: false }
}

fn table() -> Table {
    let words = |text: &str| Cell::text(text);
    Table {
        name: "Chỉ tiêu: 2024/2025 [mẫu] và một cái tên rất dài".into(),
        headings: ["Chỉ tiêu", "Thực hiện", "Ngày"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![
                words("=HYPERLINK(\"http://x\")"),
                number("74958"),
                Cell::Day(jiff::civil::date(2024, 11, 27)),
            ],
            vec![words("+84 123"), number("-0.5"), Cell::Blank],
            vec![words("@cmd; \"x\"\nhai dòng"), number("999999999999999.999999"), words("-2")],
            vec![words("Tỷ lệ"), number("97.7"), words("'nháy")],
        ],
    }
}

fn opened(bytes: Vec<u8>) -> Vec<Vec<Cell>> {
    let (rows, beyond) = Book::open(bytes).unwrap().rows(0).unwrap();
    assert_eq!(beyond, 0);
    rows.into_iter().map(|row| row.cells).collect()
}

#[wasm_bindgen_test]
fn what_is_written_is_read_again_and_no_word_became_a_formula() {
    let table = table();
    for format in [Format::Xlsx, Format::CsvSemicolon, Format::CsvComma] {
        let read = opened(write(&table, format).unwrap());
        let headings: Vec<_> = table.headings.iter().map(|heading| Cell::text(heading)).collect();
        assert_eq!(read[0], headings, "{format:?}");
        for (at, row) in table.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                let found = read[at + 1].get(column).cloned().unwrap_or_default();
                // Text has words only, and a workbook's numbers fifteen digits.
                let is_same = found == *cell
                    || found.shown().replace('.', "").replace('−', "-")
                        == cell.shown().replace('.', "").replace('−', "-");
                assert!(is_same, "{format:?}: {found:?} for {cell:?}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn text_for_spreadsheets_has_nothing_that_they_would_calculate() {
    let text = String::from_utf8(write(&table(), Format::CsvSemicolon).unwrap()).unwrap();
    assert!(text.starts_with("\u{feff}Chỉ tiêu;Thực hiện;Ngày\r\n"), "{text}");
    for cell in text.split(['\n', ';']) {
        let bare = cell.trim_start_matches('"');
        let is_number = bare.trim().replace(',', ".").parse::<f64>().is_ok();
        assert!(is_number || !bare.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[wasm_bindgen_test]
fn cells_of_a_workbook_are_read_as_they_are_shown() {
    let mut workbook = Workbook::new();
    let percent = Style::new().set_num_format("0.0%");
    let quoted = Style::new().set_num_format("0\" %\"");
    let dated = Style::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Hội Nhà báo").unwrap();
    sheet.write_number_with_format(0, 1, 0.857, &percent).unwrap();
    sheet.write_number_with_format(0, 2, 12.0, &quoted).unwrap();
    sheet.write_number_with_format(0, 3, 45_623.0, &dated).unwrap();
    sheet.write_formula(0, 4, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(0, 5, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_boolean(0, 6, true).unwrap();
    sheet.merge_range(1, 0, 2, 0, "Hội Luật gia", &Style::new()).unwrap();
    sheet.write_string(1, 1, "a").unwrap();
    sheet.write_string(2, 1, "b").unwrap();
    // Far away from all others: no reason to hold what lies between.
    sheet.write_string(1_048_575, 1, "xa").unwrap();
    sheet.write_string(4, 16_383, "rộng").unwrap();
    let cells = opened(workbook.save_to_buffer().unwrap());
    let percent =
        Cell::Number { value: Quantity::try_from("85.7".to_owned()).unwrap(), percent: true, rounded: false };
    let day = Cell::Day(jiff::civil::date(2024, 11, 27));
    assert_eq!(cells[0][..5], [Cell::text("Hội Nhà báo"), percent, number("12"), day, number("2")]);
    assert_eq!(cells[0][5..], [Cell::Faulty(Fault::Error("#DIV/0!".into())), Cell::text("1")]);
    assert_eq!(
        cells[1..],
        [
            vec![Cell::text("Hội Luật gia"), Cell::text("a")],
            vec![Cell::text("Hội Luật gia"), Cell::text("b")],
            vec![Cell::Blank, Cell::text("xa")],
        ]
    );
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        package.start_file(*name, options).unwrap();
        package.write_all(bytes).unwrap();
    }
    package.finish().unwrap().into_inner()
}

#[wasm_bindgen_test]
fn what_is_no_list_is_told_by_its_bytes() {
    const OLD: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let old = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [OLD, &[0; 64], &wide].concat()
    };
    let whole = write(&table(), Format::Xlsx).unwrap();
    let cases = [
        (Vec::new(), Unreadable::Empty),
        (b"\n;;\n".to_vec(), Unreadable::Empty),
        (vec![b'a'; FILE_BYTES_MAX + 1], Unreadable::TooLarge),
        (old("EncryptedPackage"), Unreadable::Password),
        (old("WordDocument"), Unreadable::Word),
        (old("Workbook"), Unreadable::OldExcel),
        (package(&[("word/document.xml", b"<x/>")]), Unreadable::Word),
        (package(&[("xl/workbook.bin", b"x")]), Unreadable::Binary),
        (package(&[("mimetype", b"x"), ("content.xml", b"<x/>")]), Unreadable::OpenDocument),
        (package(&[("a.txt", b"x")]), Unreadable::NotSheet),
        (package(&[("xl/workbook.xml", b"<x/>")]), Unreadable::Damaged),
        (whole[..whole.len() / 2].to_vec(), Unreadable::Damaged),
        (b"PK\x03\x04".to_vec(), Unreadable::Damaged),
        (b"%PDF-1.7".to_vec(), Unreadable::Pdf),
        (b"\x89PNG\r\n".to_vec(), Unreadable::Picture),
        (b"{\\rtf1}".to_vec(), Unreadable::Word),
        (b"\xef\xbb\xbf <html><table>".to_vec(), Unreadable::Html),
        (b"\xd0\xf4n v\xf2".to_vec(), Unreadable::NotUnicode),
        (b"MZ\0\0".to_vec(), Unreadable::NotSheet),
    ];
    for (bytes, expected) in cases {
        let start = bytes.get(..40).unwrap_or(&bytes).to_vec();
        let found = Book::open(bytes).and_then(|book| book.rows(0)).unwrap_err();
        assert_eq!(found, expected, "{start:?}");
    }
}

#[wasm_bindgen_test]
fn what_grows_beyond_bounds_is_not_unpacked() {
    let huge = vec![b' '; 50 * 1024 * 1024];
    let bomb = package(&[("xl/workbook.xml", b"<x/>"), ("xl/sharedStrings.xml", &huge)]);
    assert!(bomb.len() < 100_000, "it is small until it is unpacked");
    assert_eq!(Book::open(bomb).unwrap_err(), Unreadable::Bomb);
}
