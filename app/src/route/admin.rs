//! The addresses below `/quan-tri`. They are all built alike: a list, one of its records, a part of that record; and
//! whether it is being written.

use shared::id::{BadId, RecordId};

/// A place in Quản trị.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admin {
    /// The list.
    pub list: List,
    /// One of its records; none for the list itself, and for a new record.
    pub record: Option<RecordId>,
    /// A part of that record.
    pub part: Option<Part>,
    /// Which one of these parts; none for a new one.
    pub of_part: Option<RecordId>,
    /// Whether it is being written.
    pub form: bool,
}

/// A list of Quản trị.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Cụm, khối.
    Clusters,
    /// Đơn vị.
    Units,
    /// Người dùng.
    People,
}

/// What belongs to a record of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Thành viên of a cluster.
    Member,
    /// Nhiệm kỳ of a cluster.
    Term,
    /// Sự kiện of a unit.
    Event,
    /// Members of a cluster, pasted as a list.
    Roster,
}

const NEW: &str = "moi";
const EDIT: &str = "sua";

impl List {
    const ALL: [Self; 3] = [Self::Clusters, Self::Units, Self::People];

    const fn word(self) -> &'static str {
        match self {
            Self::Clusters => "cum",
            Self::Units => "don-vi",
            Self::People => "nguoi-dung",
        }
    }
}

impl Part {
    const ALL: [Self; 4] = [Self::Member, Self::Term, Self::Event, Self::Roster];

    const fn word(self) -> &'static str {
        match self {
            Self::Member => "thanh-vien",
            Self::Term => "nhiem-ky",
            Self::Event => "su-kien",
            Self::Roster => "danh-sach",
        }
    }
}

impl Admin {
    /// A list.
    pub const fn list(list: List) -> Self {
        Self { list, record: None, part: None, of_part: None, form: false }
    }

    /// A new record of a list.
    pub const fn new(list: List) -> Self {
        Self { form: true, ..Self::list(list) }
    }

    /// A record of a list.
    pub const fn one(list: List, id: RecordId) -> Self {
        Self { record: Some(id), ..Self::list(list) }
    }

    /// It being written.
    #[must_use]
    pub const fn edited(self) -> Self {
        Self { form: true, ..self }
    }

    /// A new part of it.
    #[must_use]
    pub const fn new_part(self, part: Part) -> Self {
        Self { part: Some(part), of_part: None, form: true, ..self }
    }

    /// A part of it.
    #[must_use]
    pub const fn part(self, part: Part, id: RecordId) -> Self {
        Self { part: Some(part), of_part: Some(id), form: false, ..self }
    }

    /// Where Back leads.
    #[must_use]
    pub const fn above(self) -> Self {
        match (self.part, self.of_part) {
            (Some(_), Some(_)) | (None, _) if self.form => Self { form: false, ..self },
            (Some(_), _) => Self { part: None, of_part: None, form: false, ..self },
            (None, _) => Self::list(self.list),
        }
    }

    pub(super) fn parse<'a>(words: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut words = words.peekable();
        let first = words.next().unwrap_or(List::Clusters.word());
        let mut place = Self::list(List::ALL.into_iter().find(|list| list.word() == first)?);
        place.record = read(&mut words, &mut place.form).ok()?;
        if let Some(word) = words.next_if(|word| !place.form && *word != EDIT) {
            place.part = Some(Part::ALL.into_iter().find(|part| part.word() == word)?);
            place.of_part = read(&mut words, &mut place.form).ok()?;
            // A part is one, or a new one: there is no list of them alone.
            if place.of_part.is_none() && !place.form {
                return None;
            }
        }
        if place.record.is_some() && !place.form {
            place.form = words.next_if_eq(&EDIT).is_some();
        }
        words.next().is_none().then_some(place)
    }

    pub(super) fn path(self) -> String {
        let mut path = format!("/quan-tri/{}", self.list.word());
        let mut add = |word: &str| {
            path.push('/');
            path.push_str(word);
        };
        if let Some(id) = self.record {
            add(&id.to_string());
        }
        if let Some(part) = self.part {
            add(part.word());
        }
        if let Some(id) = self.of_part {
            add(&id.to_string());
        }
        let last = if self.part.is_some() { self.of_part } else { self.record };
        if self.form {
            add(if last.is_some() { EDIT } else { NEW });
        }
        path
    }
}

/// The next word as an id, if there is one; or that it asks for a new record.
fn read<'a>(words: &mut impl Iterator<Item = &'a str>, is_new: &mut bool) -> Result<Option<RecordId>, BadId> {
    match words.next() {
        None => Ok(None),
        Some(NEW) => {
            *is_new = true;
            Ok(None)
        }
        Some(word) => word.parse().map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn parse(path: &str) -> Option<Admin> {
        Admin::parse(path.split('/').filter(|word| !word.is_empty()).skip(1))
    }

    #[wasm_bindgen_test]
    fn every_place_has_its_own_address() {
        let [one, other] = [1, 2].map(|n| RecordId::derived([n; 16]));
        let cluster = Admin::one(List::Clusters, one);
        let unit = Admin::one(List::Units, one);
        let places = [
            Admin::list(List::Clusters),
            Admin::list(List::Units),
            Admin::new(List::Clusters),
            Admin::new(List::Units),
            cluster,
            cluster.edited(),
            cluster.new_part(Part::Member),
            cluster.part(Part::Member, other),
            cluster.part(Part::Member, other).edited(),
            cluster.new_part(Part::Term),
            cluster.part(Part::Term, other).edited(),
            cluster.new_part(Part::Roster),
            unit,
            unit.edited(),
            unit.new_part(Part::Event),
            unit.part(Part::Event, other),
            Admin::new(List::People),
            Admin::one(List::People, one).edited(),
        ];
        for place in places {
            assert_eq!(parse(&place.path()), Some(place), "{}", place.path());
        }
        assert_eq!(parse("/quan-tri"), Some(Admin::list(List::Clusters)));
        for wrong in ["x", "cum/1", "cum/moi/sua", "cum/moi/thanh-vien"] {
            assert_eq!(parse(&format!("/quan-tri/{wrong}")), None, "{wrong}");
        }
        for wrong in ["thanh-vien", "x", "sua/sua", "thanh-vien/moi/sua"] {
            assert_eq!(parse(&format!("{}/{wrong}", cluster.path())), None, "{wrong}");
        }
    }

    #[wasm_bindgen_test]
    fn back_leads_to_what_lies_above() {
        let [one, other] = [1, 2].map(|n| RecordId::derived([n; 16]));
        let cluster = Admin::one(List::Clusters, one);
        let member = cluster.part(Part::Member, other);
        let cases = [
            (cluster, Admin::list(List::Clusters)),
            (cluster.edited(), cluster),
            (Admin::new(List::Units), Admin::list(List::Units)),
            (cluster.new_part(Part::Member), cluster),
            (member, cluster),
            (member.edited(), member),
        ];
        for (from, to) in cases {
            assert_eq!(from.above(), to, "{}", from.path());
        }
    }
}
