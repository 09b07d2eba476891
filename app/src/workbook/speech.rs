//! What the page asks of the worker, and what the worker answers. Both travel as JSON; bytes of files beside them.

use serde::{Deserialize, Serialize};
use shared::import::{Column, Counts, ImportOf, Known, Layout, Note, Picked, State, Unclear, Wish};
use shared::sheet::Table;

/// Something that the page asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Opens the file whose bytes come along.
    Open,
    /// Reads one sheet of the file: with the layout that its headings tell, or with the one that a person chose.
    Read(Box<ReadAsk>),
    /// Shows rows of what was read.
    Show(ShowAsk),
    /// Hands over what the rows are to make, from a wish on, at most so many rows.
    Take {
        /// How many rows that make something come before.
        from: usize,
        /// How many rows at the most.
        most: usize,
    },
    /// Writes a list into a file.
    Write(Table, Format),
}

/// Which sheet is read, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadAsk {
    /// Which sheet, by its place.
    pub sheet: usize,
    /// What its rows are.
    pub of: ImportOf,
    /// What its columns hold, where a person said so.
    pub layout: Option<Layout>,
    /// What is known beside it.
    pub known: Known,
    /// What a person said that names mean.
    pub picked: Vec<Picked>,
}

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ShowAsk {
    /// Rows of one state only.
    pub state: Option<State>,
    /// How many of them come before.
    pub from: usize,
    /// How many at the most.
    pub most: usize,
}

/// What a file is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A workbook of Excel.
    Xlsx,
    /// Text in columns between semicolons, as spreadsheets of Vietnam read it.
    CsvSemicolon,
    /// Text in columns between commas.
    CsvComma,
}

impl Format {
    /// How names of such files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::CsvSemicolon | Self::CsvComma => "csv",
        }
    }

    /// The media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::CsvSemicolon | Self::CsvComma => "text/csv",
        }
    }
}

/// What the worker answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answer {
    /// The names of the file's sheets.
    Opened(Vec<String>),
    /// The file, or the sheet, cannot be read.
    Unreadable(Unreadable),
    /// What a sheet comes to.
    Read(Box<ReadAnswer>),
    /// The rows that were asked for.
    Shown(Vec<Shown>),
    /// What rows are to make, each with its number.
    Taken(Vec<(u32, Vec<Wish>)>),
    /// The file, whose bytes come along.
    Written,
    /// It could not be done: the page and the worker are not of one build, or asked in no order.
    Failed,
}

/// What a sheet comes to, without its rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadAnswer {
    /// How it was read.
    pub layout: Layout,
    /// How many rows stand how.
    pub counts: Counts,
    /// Rows that were not looked at, for there are too many.
    pub beyond: usize,
    /// Whether a reason is owed for some of them.
    pub needs_reason: bool,
    /// Names that a person has to say more about.
    pub unclear: Vec<Unclear>,
    /// The first rows as they stand, for a person who says what the columns hold.
    pub sample: Vec<(u32, Vec<String>)>,
}

/// A row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its number in the sheet.
    pub row: u32,
    /// How it stands.
    pub state: State,
    /// The cells that have a meaning.
    pub cells: Vec<(Column, String)>,
    /// What is told of it.
    pub notes: Vec<Note>,
}

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    /// It is larger than any list.
    TooLarge,
    /// It grows beyond all bounds when it is unpacked.
    Bomb,
    /// It is locked with a password.
    Password,
    /// A workbook from before 2007.
    OldExcel,
    /// A binary workbook.
    Binary,
    /// A spreadsheet of another program.
    OpenDocument,
    /// A text document.
    Word,
    /// A PDF.
    Pdf,
    /// A page of the web under another name.
    Html,
    /// A picture.
    Picture,
    /// Text that is not Unicode.
    NotUnicode,
    /// Nothing that could be a list.
    NotSheet,
    /// A workbook that is damaged.
    Damaged,
    /// Nothing stands in it.
    Empty,
}
