//! The files of sample data as they are written.

use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

use shared::access::Role;
use shared::domain::{
    Basis, Founding, Level, MovementKind, Nature, Period, Phase, RuleSet, Sense, Span, TaskState,
};
use shared::number::Quantity;

use super::SampleError;

/// All files.
pub(super) struct Data {
    pub(super) clusters: Vec<ClusterData>,
    pub(super) rules: Vec<RulesData>,
    pub(super) units: Vec<UnitData>,
    pub(super) people: Vec<PersonData>,
    pub(super) password: String,
    pub(super) activities: Vec<ActivityData>,
    pub(super) targets: Vec<TargetData>,
    pub(super) works: Vec<WorksData>,
    pub(super) reports: Vec<ReportData>,
}

#[derive(Deserialize)]
pub(super) struct ClusterData {
    pub(super) key: String,
    pub(super) number: Option<u16>,
    pub(super) name: String,
    pub(super) short: String,
    pub(super) province: Option<String>,
    #[serde(deserialize_with = "level")]
    pub(super) level: Level,
    pub(super) word: String,
    pub(super) head_title: String,
    pub(super) deputy_title: String,
    pub(super) founded: Option<Founding>,
    pub(super) year: i16,
    pub(super) phases: BTreeMap<Phase, Period>,
    /// The rule set by which its year is run.
    pub(super) rules: String,
    pub(super) members: Vec<String>,
    pub(super) terms: Vec<TermData>,
}

/// A rule set, as it is stored.
#[derive(Deserialize)]
pub(super) struct RulesData {
    pub(super) key: String,
    pub(super) issued_on: Date,
    pub(super) set: RuleSet,
}

#[derive(Deserialize)]
pub(super) struct TermData {
    pub(super) year: i16,
    pub(super) head: String,
    pub(super) deputy: Option<String>,
    pub(super) how: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct UnitData {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) short: String,
    pub(super) aliases: BTreeSet<String>,
}

#[derive(Deserialize)]
pub(super) struct PersonData {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) login: String,
    pub(super) unit: Option<String>,
    pub(super) post: String,
    pub(super) grants: Vec<GrantData>,
}

#[derive(Deserialize)]
pub(super) struct GrantData {
    pub(super) role: Role,
    pub(super) cluster: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct ActivityData {
    pub(super) cluster: String,
    pub(super) unit: String,
    pub(super) author: String,
    pub(super) title: String,
    pub(super) held_on: Date,
    pub(super) place: String,
    pub(super) movement: String,
    pub(super) participants: Option<u32>,
    pub(super) body: String,
    pub(super) tags: BTreeSet<String>,
    /// Movements, key tasks and targets of its year, by name.
    #[serde(default)]
    pub(super) movements: BTreeSet<String>,
    #[serde(default)]
    pub(super) tasks: BTreeSet<String>,
    #[serde(default)]
    pub(super) targets: BTreeSet<String>,
}

#[derive(Deserialize)]
pub(super) struct TargetData {
    pub(super) cluster: String,
    pub(super) unit: Option<String>,
    pub(super) name: String,
    pub(super) measure: String,
    pub(super) nature: Nature,
    pub(super) sense: Sense,
    pub(super) note: String,
    pub(super) entries: Vec<EntryData>,
}

/// What one unit planned and reached.
#[derive(Deserialize)]
pub(super) struct EntryData {
    pub(super) unit: String,
    pub(super) author: String,
    pub(super) plan: Option<PlanData>,
    pub(super) figures: Vec<FigureData>,
}

#[derive(Deserialize)]
pub(super) struct PlanData {
    pub(super) half: Option<Quantity>,
    pub(super) full: Option<Quantity>,
    #[serde(default)]
    pub(super) unassigned: bool,
    #[serde(default)]
    pub(super) source: String,
    pub(super) adjusted: Option<AdjustmentData>,
}

#[derive(Deserialize)]
pub(super) struct AdjustmentData {
    pub(super) plan: Quantity,
    pub(super) reason: String,
    pub(super) approver: String,
}

#[derive(Deserialize)]
pub(super) struct FigureData {
    pub(super) span: Span,
    pub(super) basis: Basis,
    pub(super) value: Quantity,
    pub(super) source: String,
    #[serde(default)]
    pub(super) note: String,
}

/// What a cluster's units work at together.
#[derive(Deserialize)]
pub(super) struct WorksData {
    pub(super) cluster: String,
    pub(super) movements: Vec<MovementData>,
    /// In their order.
    pub(super) tasks: Vec<TaskData>,
}

#[derive(Deserialize)]
pub(super) struct MovementData {
    pub(super) year: i16,
    pub(super) name: String,
    pub(super) kind: MovementKind,
    pub(super) launched_by: String,
    pub(super) period: Option<Period>,
    #[serde(default)]
    pub(super) document: String,
    pub(super) signed_on: Option<Date>,
    pub(super) note: String,
}

#[derive(Deserialize)]
pub(super) struct TaskData {
    pub(super) year: i16,
    pub(super) name: String,
    pub(super) lead: Option<String>,
    pub(super) supporting: Vec<String>,
    pub(super) due: Option<Date>,
    pub(super) body: String,
    pub(super) progress: Vec<ProgressData>,
}

/// How far a unit has come.
#[derive(Deserialize)]
pub(super) struct ProgressData {
    pub(super) unit: String,
    pub(super) author: String,
    pub(super) state: TaskState,
    pub(super) note: String,
    #[serde(default)]
    pub(super) source: String,
}

/// A unit's report, and how far it has come.
#[derive(Deserialize)]
pub(super) struct ReportData {
    pub(super) cluster: String,
    pub(super) unit: String,
    pub(super) author: String,
    pub(super) span: Span,
    /// Its document and sections, by field.
    pub(super) text: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) sent: bool,
    /// Figures that stood otherwise when it was sent, by target.
    #[serde(default)]
    pub(super) stood: BTreeMap<String, Quantity>,
    /// Who decided on it.
    #[serde(default)]
    pub(super) reviewer: String,
    /// Why it was returned; approved where there is a reviewer and no reason.
    #[serde(default)]
    pub(super) returned: String,
    /// Who accepted it.
    #[serde(default)]
    pub(super) taken: String,
}

#[derive(Deserialize)]
struct People {
    password: String,
    people: Vec<PersonData>,
}

fn level<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Level, D::Error> {
    /// The files speak Vietnamese.
    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Written {
        TrungUong,
        Tinh,
    }
    Ok(match Written::deserialize(from)? {
        Written::TrungUong => Level::Central,
        Written::Tinh => Level::Province,
    })
}

impl Data {
    pub(super) fn read() -> Result<Self, SampleError> {
        let people: People = serde_json::from_str(include_str!("../../sample/people.json"))?;
        Ok(Self {
            clusters: serde_json::from_str(include_str!("../../sample/clusters.json"))?,
            rules: serde_json::from_str(include_str!("../../sample/rules.json"))?,
            units: serde_json::from_str(include_str!("../../sample/units.json"))?,
            people: people.people,
            password: people.password,
            activities: serde_json::from_str(include_str!("../../sample/activities.json"))?,
            targets: serde_json::from_str(include_str!("../../sample/targets.json"))?,
            works: serde_json::from_str(include_str!("../../sample/works.json"))?,
            reports: serde_json::from_str(include_str!("../../sample/reports.json"))?,
        })
    }

    pub(super) fn unit(&self, key: &str) -> Result<&UnitData, SampleError> {
        let found = self.units.iter().find(|unit| unit.key == key);
        found.ok_or_else(|| SampleError::Unknown(key.to_owned()))
    }

    pub(super) fn cluster(&self, key: &str) -> Result<&ClusterData, SampleError> {
        let found = self.clusters.iter().find(|cluster| cluster.key == key);
        found.ok_or_else(|| SampleError::Unknown(key.to_owned()))
    }

    pub(super) fn person(&self, key: &str) -> Result<&PersonData, SampleError> {
        let found = self.people.iter().find(|person| person.key == key);
        found.ok_or_else(|| SampleError::Unknown(key.to_owned()))
    }
}
