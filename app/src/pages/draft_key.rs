//! Which draft belongs to which form: the one place that makes and reads their keys.

use serde_json::Value;
use shared::id::{RecordId, SpaceId, UnitId};
use shared::sync::store::Draft;

use crate::route::{Admin, Route, RulesAt};

/// Before the address of a place in Quản trị.
const ADMIN: &str = "admin";

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
    /// A new movement of a cluster.
    NewMovement(SpaceId),
    /// Changes to a movement.
    Movement(RecordId),
    /// A new key task of a cluster.
    NewTask(SpaceId),
    /// Changes to a key task.
    Task(RecordId),
    /// How far a unit has come with a key task.
    Progress(RecordId, UnitId),
    /// What is written in a report.
    Report(RecordId),
    /// The frame of a covenant's draft.
    Covenant(RecordId),
    /// A new article of a covenant's draft.
    NewArticle(RecordId),
    /// Changes to an article of a covenant's draft.
    Article(RecordId, RecordId),
    /// A word on a covenant's draft.
    Remark(RecordId),
    /// What is written in Quản trị, by its place.
    Admin(Admin),
    /// A new rule set.
    NewRules,
    /// Changes to a rule set.
    Rules(RecordId),
}

impl DraftOf {
    /// Its key.
    pub fn key(self) -> String {
        match self {
            Self::NewActivity(space) => format!("activity/new/{space}"),
            Self::Activity(id) => format!("activity/{id}"),
            Self::Figures(space) => format!("figures/{space}"),
            Self::Year(space) => format!("year/{space}"),
            Self::NewMovement(space) => format!("movement/new/{space}"),
            Self::Movement(id) => format!("movement/{id}"),
            Self::NewTask(space) => format!("task/new/{space}"),
            Self::Task(id) => format!("task/{id}"),
            Self::Progress(task, unit) => format!("progress/{task}/{unit}"),
            Self::Report(id) => format!("report/{id}"),
            Self::Covenant(id) => format!("covenant/{id}"),
            Self::NewArticle(id) => format!("article/new/{id}"),
            Self::Article(id, article) => format!("article/{id}/{article}"),
            Self::Remark(id) => format!("remark/{id}"),
            Self::Admin(place) => format!("{ADMIN}{}", Route::Admin(place)),
            Self::NewRules => "rules/new".to_owned(),
            Self::Rules(id) => format!("rules/{id}"),
        }
    }

    /// What the draft under a key is about; none for the draft of another form.
    pub fn parse(key: &str) -> Option<Self> {
        if let Some(path) = key.strip_prefix(ADMIN) {
            let place = Route::parse(path);
            return place.and_then(|route| {
                if let Route::Admin(place) = route { Some(Self::Admin(place)) } else { None }
            });
        }
        let parts: Vec<_> = key.split('/').collect();
        Some(match parts.as_slice() {
            ["figures", space] => Self::Figures(space.parse().ok()?),
            ["year", space] => Self::Year(space.parse().ok()?),
            ["activity", "new", space] => Self::NewActivity(space.parse().ok()?),
            ["activity", id] => Self::Activity(id.parse().ok()?),
            ["movement", "new", space] => Self::NewMovement(space.parse().ok()?),
            ["movement", id] => Self::Movement(id.parse().ok()?),
            ["task", "new", space] => Self::NewTask(space.parse().ok()?),
            ["task", id] => Self::Task(id.parse().ok()?),
            ["progress", task, unit] => Self::Progress(task.parse().ok()?, unit.parse().ok()?),
            ["report", id] => Self::Report(id.parse().ok()?),
            ["covenant", id] => Self::Covenant(id.parse().ok()?),
            ["article", "new", id] => Self::NewArticle(id.parse().ok()?),
            ["article", id, article] => Self::Article(id.parse().ok()?, article.parse().ok()?),
            ["remark", id] => Self::Remark(id.parse().ok()?),
            ["rules", "new"] => Self::NewRules,
            ["rules", id] => Self::Rules(id.parse().ok()?),
            _ => return None,
        })
    }

    /// Where it is written on.
    pub fn route(self) -> Route {
        match self {
            Self::NewActivity(_) => Route::NewActivity,
            Self::Activity(id) => Route::EditActivity(id),
            Self::Figures(_) => Route::Targets,
            Self::Year(_) => Route::EditYear,
            Self::NewMovement(_) => Route::NewMovement,
            Self::Movement(id) => Route::EditMovement(id),
            Self::NewTask(_) => Route::NewTask,
            Self::Task(id) => Route::EditTask(id),
            Self::Progress(task, _) => Route::Task(task),
            Self::Report(id) => Route::EditReport(id),
            Self::Covenant(id) => Route::EditCovenant(id),
            Self::NewArticle(id) => Route::Article(id, None),
            Self::Article(id, article) => Route::Article(id, Some(article)),
            Self::Remark(id) => Route::NewRemark(id),
            Self::Admin(place) => Route::Admin(place),
            Self::NewRules => Route::Rules(RulesAt::New),
            Self::Rules(id) => Route::Rules(RulesAt::Edit(id)),
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
    use crate::route::{List, Part};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn keys_say_what_they_are_about() {
        let space = SpaceId::derived([1; 16]);
        for draft in [
            DraftOf::NewActivity(space),
            DraftOf::Activity(RecordId::derived([2; 16])),
            DraftOf::Figures(space),
            DraftOf::Year(space),
            DraftOf::NewMovement(space),
            DraftOf::Movement(RecordId::derived([3; 16])),
            DraftOf::NewTask(space),
            DraftOf::Task(RecordId::derived([4; 16])),
            DraftOf::Progress(RecordId::derived([5; 16]), UnitId::derived([6; 16])),
            DraftOf::Report(RecordId::derived([7; 16])),
            DraftOf::Covenant(RecordId::derived([8; 16])),
            DraftOf::NewArticle(RecordId::derived([8; 16])),
            DraftOf::Article(RecordId::derived([8; 16]), RecordId::derived([9; 16])),
            DraftOf::Remark(RecordId::derived([8; 16])),
            DraftOf::Admin(Admin::new(List::Clusters)),
            DraftOf::Admin(Admin::one(List::Units, RecordId::derived([8; 16])).new_part(Part::Event)),
        ] {
            assert_eq!(DraftOf::parse(&draft.key()), Some(draft));
        }
        assert_eq!(DraftOf::parse("activity/"), None);
        assert_eq!(DraftOf::parse("decision/1"), None);
    }
}
