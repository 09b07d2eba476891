//! The addresses of imports.

use shared::import::ImportOf;

const NAMES: [(ImportOf, &str); 3] =
    [(ImportOf::Units, "don-vi"), (ImportOf::People, "nguoi-dung"), (ImportOf::Targets, "chi-tieu")];

/// What an address imports.
pub(super) fn parse(name: &str) -> Option<ImportOf> {
    NAMES.iter().find(|(_, held)| *held == name).map(|(of, _)| *of)
}

/// The path of the page on which something is imported.
pub(super) fn path(of: ImportOf) -> String {
    let name = NAMES.iter().find(|(held, _)| *held == of).map_or("", |(_, name)| *name);
    format!("/nhap-tep/{name}")
}
