//! Which unit or target a cell names. A name or an alias as it is kept is taken; what is only alike is proposed, and never
//! taken without a person's word (I-05).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::find::{Likeness, proposals};
use crate::id::RecordId;

/// Things that are proposed for one name.
const ALIKE_MAX: usize = 4;
/// This much alike, a name is not taken for a new one without a person's word.
const UNCLEAR_MIN: Likeness = 800;
/// Names about which a person is asked at once: more of them mean that the file is another one.
const UNCLEAR_MAX: usize = 200;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// A unit.
    Unit,
    /// A target.
    Target,
}

/// What a person said that a name means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// What it is of.
    pub asked: Asked,
    /// The name, as it is compared ([`key_of`]).
    pub key: String,
    /// What is meant: something that is there, or none of it. Of what can be made, that is something new; else nothing is
    /// made of the rows that name it.
    pub meant: Option<RecordId>,
}

/// Something that may be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// What.
    pub id: RecordId,
    /// Its name.
    pub name: String,
}

/// A name that a person has to say more about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unclear {
    /// What it is of.
    pub asked: Asked,
    /// The name, as it is compared.
    pub key: String,
    /// The name, as it stands in the first row that has it.
    pub name: String,
    /// That row.
    pub row: u32,
    /// How many rows have it.
    pub rows: usize,
    /// What may be meant, the likeliest first.
    pub alike: Vec<Alike>,
    /// What was said that it means, if something was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picked: Option<Picked>,
}

/// A name as it is compared: capitals and spaces make no other name, tone marks do.
pub fn key_of(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This.
    One(RecordId),
    /// Something that is not there.
    New,
    /// Somebody has to say.
    Unclear,
    /// Nothing that is there, as somebody said.
    NoneOfThem,
}

/// The names of things of one sort.
pub(super) struct Names<'a> {
    asked: Asked,
    /// By their names as they are compared; none for a name of several.
    exact: BTreeMap<String, Option<RecordId>>,
    all: Vec<(RecordId, String)>,
    picked: &'a [Picked],
    /// Names that were looked for and not there as such.
    looked: BTreeMap<String, Unclear>,
}

impl<'a> Names<'a> {
    pub(super) fn new(
        asked: Asked,
        all: impl IntoIterator<Item = (RecordId, String)>,
        picked: &'a [Picked],
    ) -> Self {
        let all: Vec<_> = all.into_iter().filter(|(_, name)| !name.trim().is_empty()).collect();
        let mut exact: BTreeMap<String, Option<RecordId>> = BTreeMap::new();
        for (id, name) in &all {
            let held = exact.entry(key_of(name)).or_insert(Some(*id));
            // Two that share a name cannot be told apart by it.
            *held = held.filter(|held| held == id);
        }
        Self { asked, exact, all, picked, looked: BTreeMap::new() }
    }

    /// What a name in a row means.
    pub(super) fn find(&mut self, name: &str, row: u32) -> Found {
        let key = key_of(name);
        if let Some(Some(id)) = self.exact.get(&key) {
            return Found::One(*id);
        }
        let unclear = self.looked.entry(key).or_insert_with_key(|key| {
            let found = proposals(name, self.all.iter().cloned(), ALIKE_MAX);
            let is_near = self.exact.contains_key(key) || found.iter().any(|it| it.likeness >= UNCLEAR_MIN);
            let name_of = |id| self.all.iter().find(|(held, _)| *held == id).map(|(_, name)| name.clone());
            let alike = found.into_iter().filter(|_| is_near);
            let alike = alike.map(|it| Alike { id: it.id, name: name_of(it.id).unwrap_or(it.name) });
            let is_it = |picked: &&Picked| (picked.asked, &picked.key) == (self.asked, key);
            let picked = self.picked.iter().find(is_it).cloned();
            let (asked, key, name) = (self.asked, key.clone(), name.to_owned());
            Unclear { asked, key, name, row, rows: 0, alike: alike.collect(), picked }
        });
        unclear.rows += 1;
        match &unclear.picked {
            Some(Picked { meant: Some(id), .. }) => Found::One(*id),
            Some(Picked { meant: None, .. }) => Found::NoneOfThem,
            None if unclear.alike.is_empty() => Found::New,
            None => Found::Unclear,
        }
    }

    /// The names that a person has to say more about, or has, in the order of the rows.
    pub(super) fn unclear(self) -> Vec<Unclear> {
        let asked = |it: &Unclear| it.picked.is_some() || !it.alike.is_empty();
        let mut found: Vec<_> = self.looked.into_values().filter(asked).collect();
        found.sort_by_key(|it| it.row);
        found.truncate(UNCLEAR_MAX);
        found
    }
}
