//! Forms that are nothing but texts, by the name of their field: kept as they are typed, and saved as a record.

mod fields;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::domain::{Kind, Record};
use shared::field::{FieldError, Fields};
use shared::id::{RecordId, SpaceId};
use shared::time::Timestamp;

use crate::format::{self, DateProblem};
use crate::pages::draft_key::DraftOf;
use crate::pages::keeping::Keeper;
use crate::pages::undo::{take_back_edit, take_back_new};
use crate::repo::types::{Opened, SaveError};
use crate::repo::{Repo, Save};
use crate::ui::toast_with;
use crate::{json, tr, words};
pub(in crate::pages) use fields::{choice_field, day_field, foot, recovered, text_field};

/// A record whose form is nothing but texts.
pub(in crate::pages) trait Typed:
    Record + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The fields of the form as they are typed, in the order on the page.
    fn texts(&self) -> Lines;

    /// The record with what is typed instead, or what is wrong where, in words.
    fn read(&self, typed: &Texts) -> Result<Self, Lines>;

    /// The text in which a field of the record is typed.
    fn typed_in(field: &str) -> &str {
        field
    }
}

/// Fields with words: what is typed in them, or what is wrong in them.
type Lines = Vec<(&'static str, String)>;

/// What a form has to know of a kind of record. All else of a form knows no kind, and is in the download once.
#[derive(Clone, Copy)]
struct Manner {
    kind: Kind,
    /// A record as this version writes it, and its texts; none when the fields make no record.
    begun: fn(&Fields) -> Option<(Fields, Lines)>,
    /// The record with what is typed instead.
    read: fn(&Fields, &Texts) -> Result<Fields, Lines>,
    typed_in: fn(&str) -> &str,
}

impl Manner {
    const fn of<R: Typed>() -> Self {
        Self {
            kind: R::KIND,
            begun: |fields| R::from_fields(fields).map(|record| (record.to_fields(), record.texts())),
            read: |fields, typed| {
                let record = R::from_fields(fields).ok_or_else(Lines::new)?;
                record.read(typed).map(|after| after.to_fields())
            },
            typed_in: R::typed_in,
        }
    }
}

/// What is typed, by field.
pub(in crate::pages) struct Texts(BTreeMap<&'static str, String>);

impl Texts {
    /// What is typed in a field.
    pub(in crate::pages) fn of(&self, field: &str) -> &str {
        self.0.get(field).map(String::as_str).unwrap_or_default()
    }

    /// The same as one stored line.
    pub(in crate::pages) fn line(&self, field: &str) -> String {
        shared::text::clean(self.of(field)).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The same as a stored text of several lines.
    pub(in crate::pages) fn text(&self, field: &str) -> String {
        shared::text::clean(self.of(field)).trim_end().to_owned()
    }

    /// The day that is typed, if one is; `year` is meant where none is typed.
    pub(in crate::pages) fn day(&self, field: &str, year: i16) -> Result<Option<jiff::civil::Date>, String> {
        let typed = self.of(field).trim();
        if typed.is_empty() {
            return Ok(None);
        }
        format::parse_date(typed, year).map(Some).map_err(|problem| match problem {
            DateProblem::Unclear => tr!(problem.date).to_owned(),
            DateProblem::NoSuchDay => tr!(problem.no_date).to_owned(),
        })
    }
}

#[cfg(test)]
impl Texts {
    /// What somebody might have typed.
    pub(in crate::pages) fn for_tests(texts: BTreeMap<&'static str, String>) -> Self {
        Self(texts)
    }
}

#[derive(Clone, Copy)]
struct Slot {
    field: &'static str,
    text: RwSignal<String>,
    /// The text with which the record stands.
    begun: StoredValue<String>,
    fault: RwSignal<Option<String>>,
}

/// A form while it is open.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Form {
    pub(in crate::pages) space: SpaceId,
    manner: Manner,
    /// The record that is written; none while a new one is.
    id: Option<RecordId>,
    draft: DraftOf,
    opened: StoredValue<Opened<Fields>>,
    slots: StoredValue<Vec<Slot>>,
    failure: RwSignal<Option<String>>,
    pub(in crate::pages) saving: RwSignal<bool>,
    /// The draft has been saved or dropped: nothing may bring it back.
    closed: StoredValue<bool>,
    /// Since when what was typed has been waiting here.
    since: StoredValue<Option<Timestamp>>,
}

/// The name under which things to do and losses call a draft.
const TITLE: &str = "title";
const OPENED: &str = "opened";
const TEXTS: &str = "texts";

impl Form {
    /// A form that goes on with what was left of it, or begins with the record as it stands; kept from now on.
    pub(in crate::pages) fn open<R: Typed>(
        repo: &Repo,
        space: SpaceId,
        id: Option<RecordId>,
        draft: DraftOf,
        stands: Opened<R>,
    ) -> Self {
        let Opened { record, seen, follows } = stands;
        let stands = Opened { record: record.to_fields(), seen, follows };
        Self::begin(repo, (space, id), draft, Manner::of::<R>(), (stands, record.texts()))
    }

    fn begin(
        repo: &Repo,
        (space, id): (SpaceId, Option<RecordId>),
        draft: DraftOf,
        manner: Manner,
        (stands, standing): (Opened<Fields>, Lines),
    ) -> Self {
        let left = untrack(|| repo.draft(&draft.key())).and_then(|mut left| {
            let mut opened: Opened<Fields> =
                serde_json::from_value(left.body.get_mut(OPENED)?.take()).ok()?;
            let (record, begun) = (manner.begun)(&opened.record)?;
            opened.record = record;
            let texts: BTreeMap<String, String> =
                serde_json::from_value(left.body.get_mut(TEXTS)?.take()).ok()?;
            Some((opened, begun, texts, left.at))
        });
        let (opened, begun, mut texts, since) = match left {
            Some((opened, begun, texts, at)) => (opened, begun, texts, Some(at)),
            None => (stands, standing, BTreeMap::new(), None),
        };
        let slot = |(field, text): (&'static str, String)| Slot {
            field,
            text: RwSignal::new(texts.remove(field).unwrap_or_else(|| text.clone())),
            begun: StoredValue::new(text),
            fault: RwSignal::new(None),
        };
        let slots = begun.into_iter().map(slot).collect();
        let form = Self {
            space,
            manner,
            id,
            draft,
            opened: StoredValue::new(opened),
            slots: StoredValue::new(slots),
            failure: RwSignal::new(None),
            saving: RwSignal::new(false),
            closed: StoredValue::new(false),
            since: StoredValue::new(since),
        };
        form.keep_from_now_on(repo.clone());
        form
    }

    fn slot(self, field: &str) -> Option<Slot> {
        self.slots.with_value(|slots| slots.iter().find(|slot| slot.field == field).copied())
    }

    /// What is typed in a field.
    pub(in crate::pages) fn text(self, field: &str) -> RwSignal<String> {
        self.slot(field).map_or_else(RwSignal::default, |slot| slot.text)
    }

    /// What is wrong with a field.
    pub(in crate::pages) fn fault(self, field: &str) -> RwSignal<Option<String>> {
        self.slot(field).map_or_else(RwSignal::default, |slot| slot.fault)
    }

    /// All that is typed. Tracked.
    fn texts(self) -> Texts {
        Texts(self.slots.with_value(|slots| slots.iter().map(|slot| (slot.field, slot.text.get())).collect()))
    }

    fn is_untouched(self) -> bool {
        let is_as_begun =
            |slot: &Slot| slot.begun.with_value(|begun| untrack(|| slot.text.with(|text| text == begun)));
        self.slots.with_value(|slots| slots.iter().all(is_as_begun))
    }

    fn keep_from_now_on(self, repo: Repo) {
        let keeper = Keeper::new(move || Box::pin(self.written(repo.clone())));
        Effect::new(move |began: Option<()>| {
            let _ = self.texts();
            if began.is_some() {
                keeper.due();
            }
        });
    }

    /// Writes the draft as it stands now, or lets it go when nothing in it is new.
    fn written(self, repo: Repo) -> impl Future<Output = ()> {
        let is_open = self.closed.try_get_value() == Some(false);
        let body = is_open.then(|| if self.is_untouched() { None } else { Some(self.body()) });
        let key = self.draft.key();
        async move {
            let done = match body {
                None => return,
                Some(None) => repo.drop_draft(&key).await,
                Some(Some(body)) => repo.keep_draft(&key, body).await,
            };
            // The one failure that must be loud: what is typed is on screen and nowhere else.
            if let Err(error) = done {
                let words = tr!(activity.draft_not_kept, why = words::store_error(&error));
                let _ = self.failure.try_set(Some(words));
            }
        }
    }

    fn body(self) -> Value {
        let texts = untrack(|| self.texts());
        let name = Some(texts.line("name")).filter(|name| !name.is_empty());
        let title = name.unwrap_or_else(|| words::kind(self.manner.kind).to_owned());
        let opened = self.opened.with_value(json::tree);
        let body = [
            (TITLE.to_owned(), Value::from(title)),
            (OPENED.to_owned(), opened),
            (TEXTS.to_owned(), json::tree(&texts.0)),
        ];
        Value::Object(body.into_iter().collect())
    }

    /// The record as it is typed; faults are shown at their fields.
    fn read(self) -> Option<Fields> {
        let typed = untrack(|| self.texts());
        let Manner { kind, read, typed_in, .. } = self.manner;
        let read = self.opened.with_value(|opened| read(&opened.record, &typed));
        let (after, mut faults) = match read {
            Ok(after) => (Some(after), Vec::new()),
            Err(faults) => {
                (None, faults.into_iter().map(|(field, words)| (field.to_owned(), words)).collect())
            }
        };
        if let Some(after) = &after {
            let problems = kind.spec().map(|spec| spec.problems(after)).unwrap_or_default();
            faults = problems
                .iter()
                .map(|error| (typed_in(&error.field).to_owned(), words::problem(error.problem)))
                .collect();
        }
        self.blame(&faults);
        after.filter(|_| faults.is_empty())
    }

    /// Shows faults at their fields.
    fn blame(self, faults: &[(String, String)]) {
        for slot in self.slots.try_get_value().unwrap_or_default() {
            let fault = faults.iter().find(|(field, _)| field == slot.field);
            let _ = slot.fault.try_set(fault.map(|(_, words)| words.clone()));
        }
    }

    /// Shows why it was not saved: at its fields, where their values do not go with those of other records.
    fn fail(self, error: &SaveError) {
        if let SaveError::Invalid(errors) = error {
            let typed_in = self.manner.typed_in;
            let fault =
                |error: &FieldError| (typed_in(&error.field).to_owned(), words::problem(error.problem));
            let faults: Vec<_> = errors.iter().map(fault).collect();
            self.blame(&faults);
            let slots = self.slots.try_get_value().unwrap_or_default();
            if faults.iter().all(|(field, _)| slots.iter().any(|slot| slot.field == field)) {
                return;
            }
        }
        let _ = self.failure.try_set(Some(words::save_error(error)));
    }

    /// Saves; `then` goes on with the record's id.
    pub(in crate::pages) fn save(self, repo: &Repo, then: Callback<RecordId>) {
        if self.saving.get_untracked() {
            return;
        }
        self.failure.set(None);
        let Some(after) = self.read() else { return };
        self.saving.set(true);
        // From here on a draft written late would come back after it was saved.
        self.closed.set_value(true);
        let repo = repo.clone();
        spawn_local(async move {
            let saved = self.saved(&repo, after).await;
            // The person may have gone elsewhere meanwhile: then they stay there.
            let is_here = self.saving.try_set(false).is_none();
            match saved {
                Ok(id) if is_here => then.run(id),
                Ok(_) => {}
                Err(error) => {
                    let _ = self.closed.try_update_value(|closed| *closed = false);
                    self.fail(&error);
                }
            }
        });
    }

    async fn saved(self, repo: &Repo, after: Fields) -> Result<RecordId, SaveError> {
        let (space, key) = (self.space, self.draft.key());
        let undo = repo.clone();
        let Some(id) = self.id else {
            let id = repo.make_of(space, self.manner.kind, after, None, Some(&key)).await?;
            toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_new(&undo, space, id));
            return Ok(id);
        };
        let opened = self.opened.try_get_value().ok_or(SaveError::NotHere)?;
        let was_there = opened.was_there();
        let edit = Save::of_fields(id, self.manner.kind, opened, after);
        match repo.put(space, &edit, Some(&key)).await {
            Ok(()) => {
                toast_with(tr!(standing.saved), tr!(act.undo), move || {
                    if was_there {
                        take_back_edit(&undo, space, &edit);
                    } else {
                        take_back_new(&undo, space, id);
                    }
                });
                Ok(id)
            }
            // Everything stands as it was: the person is done all the same.
            Err(SaveError::NothingChanged) => {
                repo.drop_draft(&key).await?;
                Ok(id)
            }
            Err(error) => Err(error),
        }
    }

    /// Drops the draft; `then` goes on.
    pub(in crate::pages) fn discard(self, repo: &Repo, then: Callback<()>) {
        self.closed.set_value(true);
        let (repo, key) = (repo.clone(), self.draft.key());
        spawn_local(async move {
            match repo.drop_draft(&key).await {
                Ok(()) => then.run(()),
                Err(error) => {
                    let _ = self.failure.try_set(Some(words::store_error(&error).to_owned()));
                }
            }
        });
    }
}

/// A person with a keyboard saves without leaving the field.
pub(in crate::pages) fn saving_keys(save: Callback<()>) -> impl Fn(web_sys::KeyboardEvent) {
    move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            save.run(());
        }
    }
}
