//! Which draft belongs to which form: the one place that makes and reads their keys.

use serde_json::Value;
use shared::id::{RecordId, SpaceId};
use shared::sync::store::Draft;

use crate::route::Route;

/// What a draft is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftOf {
    /// A new activity in a cluster.
    NewActivity(SpaceId),
    /// Changes to an activity.
    Activity(RecordId),
    /// Figures typed into the targets of a cluster.
    Figures(SpaceId),
    /// The dates of a cluster's year.
    Year(SpaceId),
}

impl DraftOf {
    /// Its key.
    pub fn key(self) -> String {
        match self {
            Self::NewActivity(space) => format!("activity/new/{space}"),
            Self::Activity(id) => format!("activity/{id}"),
            Self::Figures(space) => format!("figures/{space}"),
            Self::Year(space) => format!("year/{space}"),
        }
    }

    /// What the draft under a key is about; none for the draft of another form.
    pub fn parse(key: &str) -> Option<Self> {
        if let Some(space) = key.strip_prefix("figures/") {
            return space.parse().ok().map(Self::Figures);
        }
        if let Some(space) = key.strip_prefix("year/") {
            return space.parse().ok().map(Self::Year);
        }
        let rest = key.strip_prefix("activity/")?;
        match rest.strip_prefix("new/") {
            Some(space) => space.parse().ok().map(Self::NewActivity),
            None => rest.parse().ok().map(Self::Activity),
        }
    }

    /// Where it is written on.
    pub fn route(self) -> Route {
        match self {
            Self::NewActivity(_) => Route::NewActivity,
            Self::Activity(id) => Route::EditActivity(id),
            Self::Figures(_) => Route::Targets,
            Self::Year(_) => Route::EditYear,
        }
    }
}

/// What the form has as its title so far; drafts keep it under `title`.
pub fn title(draft: &Draft) -> Option<String> {
    let title = draft.body.get("title").and_then(Value::as_str)?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn keys_say_what_they_are_about() {
        let space = SpaceId::derived([1; 16]);
        for draft in [
            DraftOf::NewActivity(space),
            DraftOf::Activity(RecordId::derived([2; 16])),
            DraftOf::Figures(space),
            DraftOf::Year(space),
        ] {
            assert_eq!(DraftOf::parse(&draft.key()), Some(draft));
        }
        assert_eq!(DraftOf::parse("activity/"), None);
        assert_eq!(DraftOf::parse("decision/1"), None);
    }
}
