//! The activities of a cluster as lists show them: in order, and searchable while somebody types.

use std::cell::{OnceCell, RefCell, RefMut};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;
use shared::day;
use shared::domain::Kind;
use shared::field::{Fields, VOID};
use shared::id::RecordId;
use shared::sync::{Row, Segment};
use shared::text;
use shared::time::Timestamp;

use super::types::{ActivityLine, ActivityQuery, Standing};

/// All activities of a cluster.
#[derive(Default)]
pub(super) struct ActivityIndex {
    entries: BTreeMap<RecordId, Rc<Entry>>,
    /// The entries in the order of the list; none while many come and go, put in order when it is asked for.
    order: RefCell<Option<Vec<Rc<Entry>>>>,
    /// What was found last: somebody who types on looks only among that.
    found: RefCell<Option<Found>>,
}

/// What a query found.
struct Found {
    query: ActivityQuery,
    /// The words of the query in the form that is searched.
    words: String,
    entries: Vec<Rc<Entry>>,
}

impl Found {
    /// Whether whatever a query asks for is among this: it asks for the same, with more letters at the end.
    fn holds(&self, query: &ActivityQuery, words: &str) -> bool {
        let ActivityQuery { space, unit, year, text: _, standing, differing, with_void } = &self.query;
        words.starts_with(&self.words)
            && (space, unit, year) == (&query.space, &query.unit, &query.year)
            && (standing, differing, with_void) == (&query.standing, &query.differing, &query.with_void)
    }
}

struct Entry {
    line: Arc<ActivityLine>,
    search: OnceCell<Search>,
}

impl ActivityIndex {
    /// Takes an activity, new or changed.
    pub(super) fn put(&mut self, line: ActivityLine) {
        let id = line.id;
        let entry = Rc::new(Entry { line: Arc::new(line), search: OnceCell::new() });
        self.found.replace(None);
        self.unlist(id);
        if let Some(order) = self.order.get_mut() {
            let place = order.partition_point(|held| held.place() < entry.place());
            order.insert(place, entry.clone());
        }
        self.entries.insert(id, entry);
    }

    /// Lets an activity go.
    pub(super) fn remove(&mut self, id: RecordId) {
        self.found.replace(None);
        self.unlist(id);
        self.entries.remove(&id);
    }

    fn unlist(&mut self, id: RecordId) {
        if let (Some(order), Some(held)) = (self.order.get_mut(), self.entries.get(&id)) {
            let place = order.partition_point(|other| other.place() < held.place());
            if order.get(place).is_some_and(|other| Rc::ptr_eq(other, held)) {
                order.remove(place);
            }
        }
    }

    /// Many activities are about to be taken: putting each in its place at once would cost more than doing it after.
    pub(super) fn expect_many(&mut self) {
        self.order.replace(None);
    }

    /// What the list shows of an activity.
    pub(super) fn line(&self, id: RecordId) -> Option<&Arc<ActivityLine>> {
        self.entries.get(&id).map(|entry| &entry.line)
    }

    /// The activities that a query asks for, in order.
    pub(super) fn find(&self, query: &ActivityQuery) -> Vec<Arc<ActivityLine>> {
        let words = text::folded(&query.text);
        let wanted = Wanted::of(&words);
        let fits = |entry: &&Rc<Entry>| {
            let line = &entry.line;
            (query.with_void || !line.void)
                && query.unit.is_none_or(|unit| line.unit == unit)
                && query.year.is_none_or(|year| line.year == year)
                && query.standing.is_none_or(|standing| line.standing == standing)
                && (!query.differing || line.differing)
                && (wanted.is_empty() || wanted.is_in(entry.search()))
        };
        let before = self.found.take().filter(|found| found.holds(query, &words));
        let entries: Vec<_> = match before {
            Some(found) => found.entries.iter().filter(fits).cloned().collect(),
            None => self.in_order().iter().filter(fits).cloned().collect(),
        };
        let lines = entries.iter().map(|entry| entry.line.clone()).collect();
        if !wanted.is_empty() {
            self.found.replace(Some(Found { query: query.clone(), words, entries }));
        }
        lines
    }

    /// All entries in the order of the list.
    fn in_order(&self) -> RefMut<'_, Vec<Rc<Entry>>> {
        RefMut::map(self.order.borrow_mut(), |order| {
            order.get_or_insert_with(|| {
                let mut entries: Vec<_> = self.entries.values().cloned().collect();
                entries.sort_unstable_by_key(|entry| entry.place());
                entries
            })
        })
    }

    /// Prepares some more entries for the search, beginning after a record; none when all are prepared. Done while
    /// nobody waits, so that the first keystroke finds it done.
    pub(super) fn prepare(&self, after: Option<RecordId>, limit: usize) -> Option<RecordId> {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = after.map_or(Unbounded, Excluded);
        let mut last = None;
        for (id, entry) in self.entries.range((from, Unbounded)).take(limit) {
            entry.search();
            last = Some(*id);
        }
        last
    }
}

impl Entry {
    /// The newest day first; within a day the newest record.
    fn place(&self) -> (Reverse<Date>, Reverse<RecordId>) {
        (Reverse(self.line.held_on), Reverse(self.line.id))
    }

    fn search(&self) -> &Search {
        self.search.get_or_init(|| Search::of(&self.line))
    }
}

/// The text of an entry in the form that is searched, and which pairs of letters occur in it: most entries are ruled
/// out by that alone.
struct Search {
    text: String,
    pairs: Pairs,
}

impl Search {
    fn of(line: &ActivityLine) -> Self {
        let ActivityLine { title, place, movement, tags, .. } = line;
        let text = text::folded(&[title, place, movement, tags].map(String::as_str).join("\n"));
        let pairs = Pairs::of(&text);
        Self { text, pairs }
    }
}

/// A set of pairs of neighbouring bytes, 256 bits wide; other pairs may share a bit.
#[derive(Clone, Copy, Default)]
struct Pairs([u64; 4]);

impl Pairs {
    fn of(text: &str) -> Self {
        let mut pairs = Self::default();
        for pair in text.as_bytes().windows(2) {
            if let [first, second] = pair {
                let bit = first.wrapping_mul(37).wrapping_add(second.wrapping_mul(101));
                if let Some(word) = pairs.0.get_mut(usize::from(bit >> 6)) {
                    *word |= 1 << (bit & 63);
                }
            }
        }
        pairs
    }

    fn covers(self, others: Self) -> bool {
        self.0.iter().zip(others.0).all(|(own, other)| own & other == other)
    }
}

/// The words that are searched for, in the form that is searched.
struct Wanted {
    words: Vec<(String, Pairs)>,
}

impl Wanted {
    fn of(folded: &str) -> Self {
        Self { words: folded.split_whitespace().map(|word| (word.to_owned(), Pairs::of(word))).collect() }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn is_in(&self, search: &Search) -> bool {
        self.words
            .iter()
            .all(|(word, pairs)| search.pairs.covers(*pairs) && search.text.contains(word.as_str()))
    }
}

impl ActivityLine {
    /// What the list shows of an activity that the server has sent, read straight from its fields: a list of thousands
    /// is built from this.
    pub(super) fn of(id: RecordId, fields: &Fields, received: Option<Timestamp>) -> Option<Self> {
        let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let items =
            |name: &str| fields.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let evidence = items("evidence");
        let files = evidence.iter().filter(|item| item.get("file").is_some()).count();
        let tags: Vec<_> = items("tags").iter().filter_map(Value::as_str).collect();
        Some(Self {
            id,
            unit: text("unit").parse().ok()?,
            year: fields.get("year")?.as_i64()?.try_into().ok()?,
            title: text("title").to_owned(),
            held_on: day::parse(text("held_on"))?,
            place: text("place").to_owned(),
            movement: text("movement").to_owned(),
            movements: ids(items("movements")),
            tasks: ids(items("tasks")),
            tags: tags.join(", "),
            files,
            papers: evidence.len() - files,
            standing: Standing::Received,
            received,
            differing: false,
            void: fields.contains_key(VOID),
        })
    }
}

/// The records that a field names; most name none.
fn ids(items: &[Value]) -> Vec<RecordId> {
    items.iter().filter_map(|item| item.as_str()?.parse().ok()).collect()
}

/// The lines of a segment's activities, in its order: reading them here, before the projection takes the rows, saves a copy
/// of each.
pub(super) fn lines_of(segment: &Segment) -> Vec<ActivityLine> {
    let activities = segment.rows.iter().filter(|row| row.kind == Kind::Activity);
    let received = |row: &Row| row.by.as_ref().map(|by| by.received);
    activities.filter_map(|row| ActivityLine::of(row.id, &row.fields, received(row))).collect()
}
