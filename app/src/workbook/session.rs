//! The worker's side: the file that is open, and what was read of it. The page asks for a few rows at a time, so that it
//! never holds all of them.

use shared::import::{Layout, Line, Note, Says, State, Wish, read};
use shared::sheet::{Cell, Row};
use shared::sync::Refusal;

use super::opening::Book;
use super::speech::{Answer, Ask, ReadAnswer, ReadAsk, ShowAsk, Shown, Unreadable};
use super::writing;
use crate::json;

/// Rows that are shown of a sheet whose columns have no meaning yet.
const SAMPLE_ROWS: usize = 8;

/// What the worker knows.
#[derive(Debug, Default)]
pub struct Session {
    book: Option<Book>,
    /// The sheet that was read last, by its place, with its rows and how many there are beyond them.
    sheet: Option<(usize, Vec<Row>, usize)>,
    layout: Layout,
    lines: Vec<Kept>,
}

/// A row of what was read, as small as it can be: there may be fifty thousand.
#[derive(Debug)]
struct Kept {
    row: u32,
    state: State,
    notes: Box<[Note]>,
    /// What it is to make, as JSON.
    wishes: Box<[u8]>,
}

impl Kept {
    fn of(line: Line) -> Self {
        let wishes = if line.wishes.is_empty() { Vec::new() } else { json::text(&line.wishes) };
        Self { row: line.row, state: line.state, notes: line.notes.into(), wishes: wishes.into() }
    }

    fn is_taken(&self) -> bool {
        matches!(self.state, State::New | State::Changed)
    }
}

impl Session {
    /// Answers the page; with bytes where a file is written.
    pub fn answer(&mut self, ask: Ask, bytes: Option<Vec<u8>>) -> (Answer, Option<Vec<u8>>) {
        let answer = match ask {
            Ask::Open => self.open(bytes.unwrap_or_default()),
            Ask::Read(ask) => self.read(*ask).unwrap_or_else(Answer::Unreadable),
            Ask::Show(ask) => Answer::Shown(self.show(ask)),
            Ask::Take { from, most } => Answer::Taken(self.take(from, most)),
            Ask::Write(table, format) => {
                let bytes = writing::write(&table, format);
                let answer = if bytes.is_some() { Answer::Written } else { Answer::Failed };
                return (answer, bytes);
            }
        };
        (answer, None)
    }

    fn open(&mut self, bytes: Vec<u8>) -> Answer {
        *self = Self::default();
        match Book::open(bytes) {
            Ok(book) => {
                let sheets = book.sheets();
                self.book = Some(book);
                Answer::Opened(sheets)
            }
            Err(why) => Answer::Unreadable(why),
        }
    }

    fn read(&mut self, ask: ReadAsk) -> Result<Answer, Unreadable> {
        let Some(book) = &self.book else { return Ok(Answer::Failed) };
        if self.sheet.as_ref().is_none_or(|(held, ..)| *held != ask.sheet) {
            self.sheet = None;
            let (rows, beyond) = book.rows(ask.sheet)?;
            self.sheet = Some((ask.sheet, rows, beyond));
        }
        let Some((_, rows, beyond)) = &self.sheet else { return Ok(Answer::Failed) };
        self.layout = ask.layout.unwrap_or_else(|| Layout::guessed(ask.of, rows));
        self.lines = Vec::new();
        let lines = &mut self.lines;
        let mut take = |line| lines.push(Kept::of(line));
        let reading = read(ask.of, rows, &self.layout, &ask.known, &ask.picked, &mut take);
        let owed = Says::Refused(Refusal::NeedsReason);
        let needs_reason = self.lines.iter().flat_map(|line| line.notes.iter()).any(|note| note.says == owed);
        let sample = rows.iter().take(SAMPLE_ROWS);
        let sample = sample.map(|row| (row.number, row.cells.iter().map(Cell::shown).collect()));
        Ok(Answer::Read(Box::new(ReadAnswer {
            layout: self.layout.clone(),
            counts: reading.counts,
            beyond: reading.beyond.saturating_add(*beyond),
            needs_reason,
            unclear: reading.unclear,
            sample: sample.collect(),
        })))
    }

    fn show(&self, ask: ShowAsk) -> Vec<Shown> {
        let Some((_, rows, _)) = &self.sheet else { return Vec::new() };
        let meant = self.lines.iter().filter(|line| ask.state.is_none_or(|state| line.state == state));
        let shown = |line: &Kept| {
            let row =
                rows.binary_search_by_key(&line.row, |row| row.number).ok().and_then(|place| rows.get(place));
            let columns = self.layout.columns.iter().enumerate();
            let cells = columns.filter_map(|(place, column)| {
                let cell = row.map(|row| row.cell(place).shown());
                Some(((*column)?, cell.unwrap_or_default()))
            });
            Shown { row: line.row, state: line.state, cells: cells.collect(), notes: line.notes.to_vec() }
        };
        meant.skip(ask.from).take(ask.most).map(shown).collect()
    }

    fn take(&self, from: usize, most: usize) -> Vec<(u32, Vec<Wish>)> {
        let wishes = |line: &Kept| (line.row, json::read(&line.wishes).unwrap_or_default());
        self.lines.iter().filter(|line| line.is_taken()).skip(from).take(most).map(wishes).collect()
    }
}
