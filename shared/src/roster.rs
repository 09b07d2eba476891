//! Danh sách đơn vị: organisations as a decision or a sheet lists them, one a line, however they are numbered.

use crate::text;

/// Lines that are read of one list: the largest province has fewer organisations.
pub const LINES_MAX: usize = 500;

/// An organisation of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name as it stands there, without number and bullet.
    pub name: String,
    /// Its short name where a second column gives one; else the same.
    pub short: String,
}

/// The organisations of a list: lines of a text, or rows copied from a sheet, in their order. Headings of columns and lines
/// without a letter are passed over.
pub fn named(list: &str) -> Vec<Named> {
    let list = text::clean(list);
    list.lines().filter_map(line).take(LINES_MAX).collect()
}

fn line(line: &str) -> Option<Named> {
    let cells = line.split('\t').map(bare).filter(|cell| cell.chars().any(char::is_alphabetic));
    // A number of its own column has no letter; a Roman one has nothing else.
    let mut cells = cells.filter(|cell| !is_roman(cell));
    let name = cells.next().filter(|name| !is_heading(name))?;
    let short = cells.next().unwrap_or_else(|| name.clone());
    Some(Named { name, short })
}

/// A cell without the number or bullet before it and the mark behind it, with single spaces.
pub(crate) fn bare(cell: &str) -> String {
    let cell = cell.trim().trim_start_matches(['-', '–', '+', '*', '•']).trim_start();
    let numbered = cell.trim_start_matches(|c: char| c.is_ascii_digit());
    // “12. Sở Nội vụ” and “12) Sở Nội vụ”, but “19/5” and “5 sao” are names.
    let rest = if numbered.len() < cell.len() { numbered.strip_prefix(['.', ')', '/']) } else { None };
    let rest = rest.filter(|rest| rest.starts_with(' ')).unwrap_or(cell);
    rest.trim_end_matches([';', ',', '.']).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_roman(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

fn is_heading(name: &str) -> bool {
    const HEADINGS: [&str; 6] = ["stt", "tt", "ten", "don vi", "ten don vi", "ten co quan, don vi"];
    HEADINGS.contains(&text::folded(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_read_as_decisions_and_sheets_list_them() {
        let cases: [(&str, &[(&str, &str)]); 8] = [
            ("Sở Nội vụ", &[("Sở Nội vụ", "Sở Nội vụ")]),
            (
                "1. Sở Nội vụ;\n2) Hội  Nhà báo.\n- Tỉnh đoàn",
                &[("Sở Nội vụ", "Sở Nội vụ"), ("Hội Nhà báo", "Hội Nhà báo"), ("Tỉnh đoàn", "Tỉnh đoàn")],
            ),
            (
                "STT\tTên đơn vị\tTên ngắn\n1\tHội Chữ thập đỏ tỉnh\tHội CTĐ\n2\tHội Luật gia\t",
                &[("Hội Chữ thập đỏ tỉnh", "Hội CTĐ"), ("Hội Luật gia", "Hội Luật gia")],
            ),
            ("II\tLiên minh Hợp tác xã", &[("Liên minh Hợp tác xã", "Liên minh Hợp tác xã")]),
            ("Công ty 19/5\n5 sao", &[("Công ty 19/5", "Công ty 19/5"), ("5 sao", "5 sao")]),
            ("\r\n  \n---\n12.\n", &[]),
            // Letters that are composed of parts, as some keyboards send them.
            ("Sơ\u{309} Nô\u{323}i vu\u{323}", &[("Sở Nội vụ", "Sở Nội vụ")]),
            ("Tên đơn vị", &[]),
        ];
        for (list, expected) in cases {
            let read = named(list);
            let read: Vec<_> = read.iter().map(|it| (it.name.as_str(), it.short.as_str())).collect();
            assert_eq!(read, expected, "{list:?}");
        }
    }

    #[test]
    fn a_list_without_end_is_read_in_part() {
        assert_eq!(named(&"Hội Nhà báo\n".repeat(9_000)).len(), LINES_MAX);
    }
}
