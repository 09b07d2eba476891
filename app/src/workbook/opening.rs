//! What a file is, told by its bytes: its name says what somebody called it.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use shared::sheet::Row;
use zip::ZipArchive;

use super::speech::Unreadable;
use super::{csv, xlsx};

/// Bytes of a file: a list of 60,000 rows has a tenth of it.
pub const FILE_BYTES_MAX: usize = 30 * 1024 * 1024;
/// Bytes of all that is packed in a workbook.
const UNPACKED_BYTES_MAX: u64 = 160 * 1024 * 1024;
/// Bytes of the part of a workbook that is held in memory as a whole: its words.
const WORDS_BYTES_MAX: u64 = 48 * 1024 * 1024;

/// A file that can be read.
#[derive(Debug)]
pub enum Book {
    /// A workbook.
    Xlsx {
        /// Its bytes.
        bytes: Vec<u8>,
        /// The names of its sheets.
        sheets: Vec<String>,
    },
    /// Text in columns.
    Csv(String),
}

impl Book {
    /// Opens a file.
    ///
    /// # Errors
    /// Why it cannot be read, as far as its bytes tell.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        if bytes.len() > FILE_BYTES_MAX {
            return Err(Unreadable::TooLarge);
        }
        match kind(&bytes)? {
            Kind::Packed => {
                look_inside(&bytes)?;
                let sheets = xlsx::sheets(&bytes)?;
                Ok(Self::Xlsx { bytes, sheets })
            }
            Kind::Text => Ok(Self::Csv(csv::decoded(&bytes)?)),
        }
    }

    /// The names of its sheets. Text has one, without a name.
    pub fn sheets(&self) -> Vec<String> {
        match self {
            Self::Xlsx { sheets, .. } => sheets.clone(),
            Self::Csv(_) => vec![String::new()],
        }
    }

    /// The rows of a sheet that have anything in them, and how many there are beyond those that are read.
    ///
    /// # Errors
    /// When it cannot be read, or nothing stands in it.
    pub fn rows(&self, sheet: usize) -> Result<(Vec<Row>, usize), Unreadable> {
        let (rows, beyond) = match self {
            Self::Xlsx { bytes, sheets } => xlsx::rows(bytes, sheets.get(sheet).ok_or(Unreadable::Damaged)?)?,
            Self::Csv(text) => csv::rows(text)?,
        };
        if rows.is_empty() { Err(Unreadable::Empty) } else { Ok((rows, beyond)) }
    }
}

/// What could be a list.
enum Kind {
    /// A package, as workbooks are.
    Packed,
    /// Text.
    Text,
}

fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    const PICTURES: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    let starts = |start: &[u8]| bytes.starts_with(start);
    if bytes.is_empty() {
        Err(Unreadable::Empty)
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        Ok(Kind::Packed)
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Err(of_old_office(bytes))
    } else if starts(b"%PDF") {
        Err(Unreadable::Pdf)
    } else if PICTURES.iter().any(|start| starts(start)) {
        Err(Unreadable::Picture)
    } else if starts(b"{\\rtf") {
        Err(Unreadable::Word)
    } else if is_markup(bytes) {
        Err(Unreadable::Html)
    } else {
        Ok(Kind::Text)
    }
}

/// Documents of old, and new ones that are locked, lie in one container; the names of its parts tell them apart.
fn of_old_office(bytes: &[u8]) -> Unreadable {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|part| part == wide)
    };
    if names("EncryptedPackage") {
        Unreadable::Password
    } else if names("WordDocument") {
        Unreadable::Word
    } else {
        Unreadable::OldExcel
    }
}

fn is_markup(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..256).unwrap_or(bytes)).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    ["<!doctype", "<html", "<?xml", "<table", "<meta"].iter().any(|tag| start.starts_with(tag))
}

/// Whether a package is a workbook that can be unpacked without harm. What it says of its sizes is not believed.
fn look_inside(bytes: &[u8]) -> Result<(), Unreadable> {
    let damaged = |_| Unreadable::Damaged;
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<String> = package.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("word/") {
        return Err(Unreadable::Word);
    }
    if has("xl/workbook.bin") {
        return Err(Unreadable::Binary);
    }
    if !has("xl/") {
        let is_open_document = has("content.xml") || has("mimetype");
        return Err(if is_open_document { Unreadable::OpenDocument } else { Unreadable::NotSheet });
    }
    let mut all = 0;
    for place in 0..package.len() {
        let part = package.by_index(place).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.to_lowercase();
        let (bare, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        let is_words = bare.ends_with("sharedstrings");
        // Pictures and the like are never unpacked.
        if !is_words && extension != "xml" {
            continue;
        }
        let most = if is_words { WORDS_BYTES_MAX } else { UNPACKED_BYTES_MAX };
        let size =
            std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(|_| Unreadable::Damaged)?;
        all += size;
        if size > most || all > UNPACKED_BYTES_MAX {
            return Err(Unreadable::Bomb);
        }
    }
    Ok(())
}
