//! Which activities the list shows: everything about it stands in the address, so Back and bookmarks work.

use jiff::civil::Date;
use leptos_router::params::ParamsMap;
use shared::day;
use shared::id::{RecordId, SpaceId, UnitId};

use crate::repo::types::{ActivityLine, ActivityQuery, Standing};

/// A standing that the list can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    /// Chờ gửi.
    Waiting,
    /// Không được nhận.
    Refused,
    /// Số liệu khác nhau.
    Differing,
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) text: String,
    pub(crate) unit: Option<UnitId>,
    pub(crate) only: Option<Only>,
    /// A movement: by its id one of the catalogue, else one that was typed.
    pub(crate) movement: String,
    pub(crate) task: Option<RecordId>,
    pub(crate) year: Option<i16>,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) with_void: bool,
}

impl Only {
    /// All of them in the order of the menu.
    pub(super) const ALL: [Self; 3] = [Self::Waiting, Self::Refused, Self::Differing];

    /// The word in the address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Differing => "differing",
        }
    }

    /// What a word of the address, or of a menu, means.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|only| only.word() == word)
    }
}

impl Filter {
    /// What the address asks for; what it cannot mean is passed over.
    pub(crate) fn read(query: &ParamsMap) -> Self {
        let get = |name| query.get_str(name).unwrap_or_default();
        Self {
            text: get("q").to_owned(),
            unit: get("unit").parse().ok(),
            only: Only::of(get("state")),
            movement: get("movement").to_owned(),
            task: get("task").parse().ok(),
            year: get("year").parse().ok(),
            from: day::parse(get("from")),
            to: day::parse(get("to")),
            with_void: get("void") == "1",
        }
    }

    /// The query of the address, with its question mark; nothing when nothing is narrowed.
    pub(crate) fn query(&self) -> String {
        let mut pairs = Vec::new();
        let mut put = |name: &str, value: String| {
            if !value.is_empty() {
                pairs.push(format!("{name}={}", js_sys::encode_uri_component(&value)));
            }
        };
        put("q", self.text.clone());
        put("unit", self.unit.map(|unit| unit.to_string()).unwrap_or_default());
        put("state", self.only.map(Only::word).unwrap_or_default().to_owned());
        put("movement", self.movement.clone());
        put("task", self.task.map(|task| task.to_string()).unwrap_or_default());
        put("year", self.year.map(|year| year.to_string()).unwrap_or_default());
        put("from", self.from.map(day::write).unwrap_or_default());
        put("to", self.to.map(day::write).unwrap_or_default());
        put("void", if self.with_void { "1".to_owned() } else { String::new() });
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// How many things narrow the list, the words searched for aside.
    pub(super) fn narrowed(&self) -> usize {
        [
            self.unit.is_some(),
            self.only.is_some(),
            !self.movement.is_empty(),
            self.task.is_some(),
            self.year.is_some(),
            self.from.is_some(),
            self.to.is_some(),
            self.with_void,
        ]
        .into_iter()
        .filter(|set| *set)
        .count()
    }

    /// Whether the list shows less than all, or voided ones as well.
    pub(super) fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// What the repository is asked for.
    pub(super) fn asks(&self, space: SpaceId) -> ActivityQuery {
        ActivityQuery {
            unit: self.unit,
            year: self.year,
            text: self.text.clone(),
            standing: match self.only {
                Some(Only::Waiting) => Some(Standing::Waiting),
                Some(Only::Refused) => Some(Standing::Refused),
                Some(Only::Differing) | None => None,
            },
            differing: self.only == Some(Only::Differing),
            with_void: self.with_void,
            ..ActivityQuery::of(space)
        }
    }

    /// Whether a line that the repository gave belongs here; it knows neither movements nor tasks nor
    /// days.
    pub(super) fn keeps(&self, line: &ActivityLine) -> bool {
        self.keeps_movement(line)
            && self.task.is_none_or(|task| line.tasks.contains(&task))
            && self.from.is_none_or(|from| from <= line.held_on)
            && self.to.is_none_or(|to| line.held_on <= to)
    }

    fn keeps_movement(&self, line: &ActivityLine) -> bool {
        match self.movement.parse() {
            Ok(id) => line.movements.contains(&id),
            Err(_) => self.movement.is_empty() || line.movement == self.movement,
        }
    }

    /// Whether [`Filter::keeps`] keeps everything.
    pub(super) fn keeps_all(&self) -> bool {
        self.movement.is_empty() && self.task.is_none() && self.from.is_none() && self.to.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_address_says_all_and_is_read_back() {
        let filter = Filter {
            text: "hiến máu & quà".to_owned(),
            unit: Some(UnitId::derived([3; 16])),
            only: Some(Only::Differing),
            movement: "“Tết Nhân ái”".to_owned(),
            task: Some(RecordId::derived([4; 16])),
            year: Some(2024),
            from: Some(date(2024, 1, 1)),
            to: Some(date(2024, 6, 30)),
            with_void: true,
        };
        let mut read = ParamsMap::new();
        for pair in filter.query().trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = js_sys::decode_uri_component(value).map(String::from).unwrap_or_default();
            read.insert(name.to_owned(), value);
        }
        assert_eq!(Filter::read(&read), filter);
        assert_eq!(Filter::default().query(), "");
    }

    #[wasm_bindgen_test]
    fn nonsense_in_the_address_narrows_nothing() {
        let mut read = ParamsMap::new();
        for name in ["unit", "state", "task", "year", "from", "to", "void"] {
            read.insert(name.to_owned(), "không rõ".to_owned());
        }
        assert_eq!(Filter::read(&read), Filter::default());
    }
}
