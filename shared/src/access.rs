//! Who may see and do what: one home for the rule, used by the server to judge and by the app to explain.

mod behalf;
mod covenant;
mod deed;
mod ground;
mod report;
mod rules;

use serde::{Deserialize, Serialize};

use crate::domain::Kind;
use crate::field::Fields;
use crate::id::{PersonId, SpaceId, UnitId};

pub use deed::{Deed, grounds_of, may, may_decide};
pub use ground::{Ground, Lock};
pub use report::{may_review, report_lock};
pub use rules::pin_lock;

/// Vai trò, held for a unit and a space, never by a person for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Cán bộ đơn vị.
    Officer,
    /// Thủ trưởng đơn vị.
    Leader,
    /// Thường trực cụm: the head unit's office.
    HeadOffice,
    /// Bộ phận tổng hợp.
    Centre,
}

/// A role, where and for whom it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The cluster's space; none means all (the centre).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub space: Option<SpaceId>,
    /// The unit it is held for; none for the centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
}

/// A person with all grants in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Who.
    pub person: PersonId,
    /// What the person may be.
    pub grants: Vec<Grant>,
}

/// What about a record decides who may see and touch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its space.
    pub space: SpaceId,
    /// Whether that space is the directory.
    pub in_directory: bool,
    /// Its kind.
    pub kind: Kind,
    /// The unit whose record it is, if it is one unit's.
    pub unit: Option<UnitId>,
}

impl Subject {
    /// The subject that a record with these fields is.
    pub fn of(space: SpaceId, in_directory: bool, kind: Kind, fields: &Fields) -> Self {
        Self { space, in_directory, kind, unit: unit_of(kind, fields) }
    }
}

/// The unit whose record it is, if it is one unit's.
pub fn unit_of(kind: Kind, fields: &Fields) -> Option<UnitId> {
    match kind {
        Kind::Activity
        | Kind::Conflict
        | Kind::Summary
        | Kind::Unlock
        | Kind::Target
        | Kind::Plan
        | Kind::Figure
        | Kind::TaskProgress
        | Kind::Report
        | Kind::Remark
        | Kind::Signature
        | Kind::Confirmation => fields.get("unit")?.as_str()?.parse().ok(),
        Kind::Cluster
        | Kind::Unit
        | Kind::UnitEvent
        | Kind::Membership
        | Kind::Term
        | Kind::Person
        | Kind::Year
        | Kind::Movement
        | Kind::KeyTask
        | Kind::Covenant
        | Kind::Article
        | Kind::RuleSet
        | Kind::Unknown => None,
    }
}

impl Viewer {
    /// Whether the person holds a role in a space, for any unit.
    pub fn is(&self, role: Role, space: SpaceId) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == role && grant.space.is_none_or(|granted| granted == space))
    }

    /// Whether the person acts for a unit in a space.
    pub fn acts_for(&self, unit: UnitId, space: SpaceId) -> bool {
        self.grants.iter().any(|grant| {
            matches!(grant.role, Role::Officer | Role::Leader)
                && grant.unit == Some(unit)
                && grant.space.is_none_or(|granted| granted == space)
        })
    }

    /// Whether the person holds any role for a unit in a space: the head's office is at home in the head unit.
    pub fn belongs_to(&self, unit: UnitId, space: SpaceId) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.unit == Some(unit) && grant.space.is_none_or(|granted| granted == space))
    }

    /// Whether the person looks over all units of a space: the head's office and the centre.
    pub fn oversees(&self, space: SpaceId) -> bool {
        self.is(Role::HeadOffice, space) || self.is(Role::Centre, space)
    }

    /// Whether the person looks after the whole installation, its directory and its people.
    pub fn administers(&self) -> bool {
        administers(&self.grants)
    }

    /// Whether the person has any business in a space at all.
    pub fn enters(&self, space: SpaceId) -> bool {
        self.grants.iter().any(|grant| grant.space.is_none_or(|granted| granted == space))
    }
}

/// Whether these grants are those of somebody who looks after the whole installation.
pub fn administers(grants: &[Grant]) -> bool {
    grants.iter().any(|grant| grant.role == Role::Centre && grant.space.is_none())
}

/// Whether a viewer may see a record (`design.md` §4, Scope). Every pull, count and conflict text passes here.
pub fn visible(subject: &Subject, viewer: &Viewer) -> bool {
    match subject.kind {
        // Names, posts and rules: whoever has signed in may read the directory.
        Kind::Cluster
        | Kind::Unit
        | Kind::UnitEvent
        | Kind::Membership
        | Kind::Term
        | Kind::Person
        | Kind::RuleSet => subject.in_directory,
        // What all work at, and how far each has come with it: the units of a cluster compete in the open.
        Kind::Year
        | Kind::Movement
        | Kind::KeyTask
        | Kind::TaskProgress
        | Kind::Covenant
        | Kind::Article
        | Kind::Remark
        | Kind::Signature => viewer.enters(subject.space),
        // What is common to all.
        Kind::Target if subject.unit.is_none() => viewer.enters(subject.space),
        Kind::Activity
        | Kind::Conflict
        | Kind::Unlock
        | Kind::Target
        | Kind::Plan
        | Kind::Figure
        | Kind::Report
        | Kind::Confirmation => {
            viewer.oversees(subject.space)
                || subject.unit.is_some_and(|unit| viewer.acts_for(unit, subject.space))
        }
        Kind::Summary => viewer.oversees(subject.space),
        Kind::Unknown => false,
    }
}
