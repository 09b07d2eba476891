//! What the columns of a sheet hold, told by their headings.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::ImportOf;
use crate::sheet::{COLUMNS_MAX, Cell, Row};
use crate::text::folded;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The name of what a row is about: the unit, the person, the target.
    Name,
    /// Tên ngắn of a unit.
    Short,
    /// Tên gọi khác of a unit, between semicolons.
    Aliases,
    /// Chức vụ of a person.
    Post,
    /// The unit that a row is of.
    Unit,
    /// Đơn vị tính.
    Measure,
    /// Loại số liệu: count, rate or money.
    Nature,
    /// Chiều: which way is better.
    Sense,
    /// Phạm vi: whether a target is common or one unit's own.
    Scope,
    /// Cách tính.
    Note,
    /// Kế hoạch 6 tháng.
    HalfPlan,
    /// Kế hoạch năm.
    FullPlan,
    /// Ước thực hiện 6 tháng.
    HalfEstimate,
    /// Thực hiện 6 tháng.
    HalfOfficial,
    /// Ước thực hiện năm.
    FullEstimate,
    /// Thực hiện năm.
    FullOfficial,
    /// Nguồn số liệu.
    Source,
}

/// Rows from the top among which the headings are looked for: letterheads take up to twenty.
const HEADING_ROWS: usize = 30;

impl ImportOf {
    /// The columns that it knows, in the order in which lists have them.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Units => &[Column::Name, Column::Short, Column::Aliases],
            Self::People => &[Column::Name, Column::Post, Column::Unit],
            Self::Targets => &[
                Column::Name,
                Column::Measure,
                Column::Nature,
                Column::Sense,
                Column::Scope,
                Column::Unit,
                Column::HalfPlan,
                Column::FullPlan,
                Column::HalfEstimate,
                Column::HalfOfficial,
                Column::FullEstimate,
                Column::FullOfficial,
                Column::Source,
                Column::Note,
            ],
        }
    }

    /// What a heading says that its column holds; none when it says something else.
    pub fn column_of(self, heading: &str) -> Option<Column> {
        let heading = plain(heading);
        self.columns().iter().copied().find(|column| self.headings(*column).contains(&heading.as_str()))
    }

    /// What a column is called in lists, without marks, signs and years.
    fn headings(self, column: Column) -> &'static [&'static str] {
        let own = OWN_HEADINGS.iter().find(|(of, held, _)| (*of, *held) == (self, column));
        let own = own.map(|(.., names)| *names);
        let common = || HEADINGS.iter().find(|(held, _)| *held == column).map(|(_, names)| *names);
        own.or_else(common).unwrap_or_default()
    }
}

/// What the thing that a row is about is called.
const OWN_HEADINGS: [(ImportOf, Column, &[&str]); 3] = [
    (
        ImportOf::Units,
        Column::Name,
        &[
            "don vi",
            "ten don vi",
            "ten",
            "ten phap ly",
            "ten co quan don vi",
            "co quan don vi",
            "co quan",
            "don vi thanh vien",
            "ten day du",
            "unit",
            "name",
            "legal name",
        ],
    ),
    (ImportOf::People, Column::Name, &["ho va ten", "ho ten", "ten", "nguoi dung", "full name", "name"]),
    (
        ImportOf::Targets,
        Column::Name,
        &["chi tieu", "ten chi tieu", "noi dung", "noi dung chi tieu", "chi tieu thi dua", "target"],
    ),
];

/// What the other columns are called, whatever the rows are about.
const HEADINGS: [(Column, &[&str]); 16] = [
    (Column::Short, &["ten ngan", "ten viet tat", "viet tat", "ten goi tat", "short name"]),
    (Column::Aliases, &["ten goi khac", "ten khac", "bi danh", "other names", "aliases"]),
    (Column::Post, &["chuc vu", "chuc danh", "post", "position"]),
    (
        Column::Unit,
        &[
            "don vi",
            "ten don vi",
            "don vi thanh vien",
            "co quan don vi",
            "ten co quan don vi",
            "co quan",
            "don vi cong tac",
            "unit",
        ],
    ),
    (Column::Measure, &["don vi tinh", "dvt", "dv tinh", "measure", "unit of measure"]),
    (Column::Nature, &["loai", "loai so lieu", "kind", "kind of figure"]),
    (Column::Sense, &["chieu", "chieu danh gia", "chieu tot", "better"]),
    (Column::Scope, &["pham vi", "scope"]),
    (Column::Note, &["cach tinh", "how it is counted"]),
    (
        Column::HalfPlan,
        &[
            "ke hoach 6 thang",
            "kh 6 thang",
            "ke hoach 6 thang dau nam",
            "ke hoach 6t",
            "kh 6t",
            "half year plan",
            "plan half year",
        ],
    ),
    (
        Column::FullPlan,
        &[
            "ke hoach",
            "ke hoach nam",
            "ke hoach ca nam",
            "kh",
            "kh nam",
            "ke hoach giao",
            "chi tieu giao",
            "chi tieu ke hoach",
            "dang ky",
            "plan",
            "plan for the year",
            "plan year",
        ],
    ),
    (
        Column::HalfEstimate,
        &[
            "uoc 6 thang",
            "uoc thuc hien 6 thang",
            "uoc th 6 thang",
            "uoc thuc hien 6 thang dau nam",
            "half year estimate",
            "estimate half year",
        ],
    ),
    (
        Column::HalfOfficial,
        &[
            "thuc hien 6 thang",
            "th 6 thang",
            "ket qua 6 thang",
            "thuc hien 6 thang dau nam",
            "half year actual",
            "actual half year",
        ],
    ),
    (
        Column::FullEstimate,
        &[
            "uoc thuc hien",
            "uoc thuc hien nam",
            "uoc thuc hien ca nam",
            "uoc th",
            "uoc th nam",
            "uoc nam",
            "estimate",
            "estimate for the year",
            "estimate year",
        ],
    ),
    (
        Column::FullOfficial,
        &[
            "thuc hien",
            "thuc hien nam",
            "thuc hien ca nam",
            "th",
            "th nam",
            "ket qua",
            "ket qua nam",
            "ket qua thuc hien",
            "actual",
            "actual for the year",
            "actual year",
        ],
    ),
    (Column::Source, &["nguon", "nguon so lieu", "van ban", "tai lieu", "source"]),
];

/// A heading as it is compared: its words without marks, signs, and the year they speak of.
fn plain(heading: &str) -> String {
    let folded = folded(heading);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_year =
        |word: &str| word.len() == 4 && word.starts_with("20") && word.bytes().all(|it| it.is_ascii_digit());
    words.filter(|word| !is_year(word)).collect::<Vec<_>>().join(" ")
}

/// Where the headings of a sheet stand, and what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The number of the last row of headings; what follows is read. None: the sheet begins with what is read.
    pub last_heading: u32,
    /// What each column holds, from the first on; none for what is passed over.
    pub columns: Vec<Option<Column>>,
    /// The headings, from the first column on.
    pub headings: Vec<String>,
}

impl Layout {
    /// The layout that the headings of a sheet tell: the row, or two rows one above the other, in which most columns are
    /// known. Without known headings, no column has a meaning until a person gives it one.
    pub fn guessed(of: ImportOf, rows: &[Row]) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(COLUMNS_MAX);
        let mut best =
            Self { columns: vec![None; width], headings: vec![String::new(); width], last_heading: 0 };
        let mut most = 0;
        for (at, row) in rows.iter().take(HEADING_ROWS).enumerate() {
            let alone = Self::of_rows(of, width, row, None);
            let joined = rows.get(at + 1).map(|below| Self::of_rows(of, width, row, Some(below)));
            for layout in std::iter::once(alone).chain(joined) {
                let known = layout.columns.iter().flatten().count();
                if known > most && layout.columns.contains(&Some(Column::Name)) {
                    (most, best) = (known, layout);
                }
            }
        }
        best
    }

    fn of_rows(of: ImportOf, width: usize, row: &Row, below: Option<&Row>) -> Self {
        let (mut columns, mut headings, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
        for at in 0..width {
            let words = |row: &Row| match row.cell(at) {
                Cell::Text(words) => words.clone(),
                Cell::Blank | Cell::Number { .. } | Cell::Day(_) | Cell::Faulty(_) => String::new(),
            };
            let (over, under) = (words(row), below.map(words).unwrap_or_default());
            let heading = if under.is_empty() || over == under { over } else { format!("{over} {under}") };
            let heading = heading.trim().to_owned();
            // The first column of a name holds it: what follows are often sums.
            let column = of.column_of(&heading).filter(|column| taken.insert(*column));
            columns.push(column);
            headings.push(heading);
        }
        let last = below.unwrap_or(row);
        Self { last_heading: last.number, columns, headings }
    }

    /// The place of a column; none when the sheet does not have it.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|held| *held == Some(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        Row { number, cells: cells.iter().map(|cell| Cell::text(cell)).collect() }
    }

    #[test]
    fn headings_say_what_columns_hold() {
        let cases = [
            (ImportOf::Units, "TÊN CƠ QUAN, ĐƠN VỊ", Some(Column::Name)),
            (ImportOf::Units, "Tên viết tắt", Some(Column::Short)),
            (ImportOf::Units, "STT", None),
            (ImportOf::People, "Họ và tên", Some(Column::Name)),
            (ImportOf::People, "Đơn vị công tác", Some(Column::Unit)),
            (ImportOf::Targets, "Đơn vị", Some(Column::Unit)),
            (ImportOf::Targets, "ĐVT", Some(Column::Measure)),
            (ImportOf::Targets, "Kế hoạch năm 2024", Some(Column::FullPlan)),
            (ImportOf::Targets, "KH 2024", Some(Column::FullPlan)),
            (ImportOf::Targets, "Ước TH 6 tháng", Some(Column::HalfEstimate)),
            (ImportOf::Targets, "Thực hiện (6 tháng)", Some(Column::HalfOfficial)),
            (ImportOf::Targets, "Đạt %", None),
        ];
        for (of, heading, expected) in cases {
            assert_eq!(of.column_of(heading), expected, "{heading}");
        }
    }

    #[test]
    fn headings_are_found_below_a_letterhead_and_in_two_rows() {
        let rows = [
            row(1, &["UBND TỈNH", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
            row(4, &["Biểu tổng hợp chỉ tiêu"]),
            row(6, &["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Kế hoạch", "Thực hiện", "Thực hiện", "Đạt %"]),
            row(7, &["STT", "Chỉ tiêu", "ĐVT", "6 tháng", "Năm", "6 tháng", "Năm", ""]),
            row(8, &["1", "Quà", "phần", "10", "20", "5", "30", ""]),
        ];
        let layout = Layout::guessed(ImportOf::Targets, &rows);
        assert_eq!(layout.last_heading, 7);
        let expected = [
            None,
            Some(Column::Name),
            Some(Column::Measure),
            Some(Column::HalfPlan),
            Some(Column::FullPlan),
            Some(Column::HalfOfficial),
            Some(Column::FullOfficial),
            None,
        ];
        assert_eq!(layout.columns, expected);
        assert_eq!(layout.place(Column::HalfOfficial), Some(5));
        assert_eq!(layout.headings[3], "Kế hoạch 6 tháng");
    }

    #[test]
    fn a_sheet_without_headings_has_columns_without_meaning() {
        let layout = Layout::guessed(ImportOf::Units, &[row(1, &["Hội Nhà báo", "HNB"])]);
        assert_eq!(
            layout,
            Layout { last_heading: 0, columns: vec![None; 2], headings: vec![String::new(); 2] }
        );
        assert_eq!(Layout::guessed(ImportOf::Units, &[]), Layout::default());
    }

    #[test]
    fn no_heading_of_a_list_means_two_columns() {
        for of in ImportOf::ALL {
            let mut seen = BTreeSet::new();
            for column in of.columns() {
                for heading in of.headings(*column) {
                    assert!(seen.insert(*heading), "{of:?}: {heading}");
                    assert_eq!(plain(heading), *heading);
                }
            }
        }
    }
}
