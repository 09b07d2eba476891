//! The declaration of record kinds, from which patch, merge, validation and wire form follow.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Activity, Article, Cluster, Confirmation, Covenant, Figure, KeyTask, Membership, Movement, Person, Plan,
    Remark, Report, RuleSet, Signature, Summary, Target, TaskProgress, Term, Unit, UnitEvent, Unlock, Year,
};
use crate::bytes::sha256;
use crate::field::{FieldError, FieldSpec, Fields, Policy, Problem, VOID};
use crate::id::{RecordId, SpaceId};
use crate::sync::Conflict;

/// The kinds of record that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Hoạt động.
    Activity,
    /// Số liệu khác nhau: values of one field that disagree, and the decision between them.
    Conflict,
    /// What a unit has reported, and what waits on its devices.
    Summary,
    /// Cụm thi đua or khối thi đua.
    Cluster,
    /// Đơn vị thành viên.
    Unit,
    /// Sự kiện in a unit's history.
    UnitEvent,
    /// A unit's place in a cluster.
    Membership,
    /// Head and deputy of a cluster for one year.
    Term,
    /// A person, by name and post only.
    Person,
    /// Năm thi đua: when what is due.
    Year,
    /// Mở khóa.
    Unlock,
    /// Chỉ tiêu.
    Target,
    /// Kế hoạch.
    Plan,
    /// Thực hiện: one figure.
    Figure,
    /// Phong trào thi đua or cuộc vận động.
    Movement,
    /// Nhiệm vụ trọng tâm.
    KeyTask,
    /// Tiến độ of one unit with one key task.
    TaskProgress,
    /// Báo cáo của đơn vị.
    Report,
    /// Giao ước thi đua, or one of its annexes.
    Covenant,
    /// Điều of a covenant's draft.
    Article,
    /// Góp ý for a draft.
    Remark,
    /// Chữ ký of a unit under a covenant.
    Signature,
    /// Bộ quy tắc.
    RuleSet,
    /// Xác nhận of what was entered on behalf.
    Confirmation,
    /// A kind that a newer server knows; kept, not shown.
    #[serde(other)]
    Unknown,
}

/// What a kind of record consists of.
#[derive(Debug)]
pub struct KindSpec {
    kind: Kind,
    /// Its fields in the order they are shown.
    pub fields: &'static [FieldSpec],
    /// Whether there is one record for each thing that records of this kind are about ([`Keyed`]).
    is_keyed: bool,
}

/// A typed record; implemented by `record_kind!` alone.
pub trait Record: Serialize + DeserializeOwned + Clone + PartialEq {
    /// Its kind.
    const KIND: Kind;
    /// Its fields in the order they are shown.
    const FIELDS: &'static [FieldSpec];

    /// Domain rules that a single field's bound cannot express.
    fn check(&self) -> Vec<FieldError>;

    /// The record as stored and sent; fields without a value are left out.
    fn to_fields(&self) -> Fields {
        serde_json::to_value(self).map(without_nulls).unwrap_or_default()
    }

    /// The typed record, or nothing when the fields do not make one.
    fn from_fields(fields: &Fields) -> Option<Self> {
        serde_json::from_value(object(fields)).ok()
    }
}

/// A kind of which there is one record for each thing that it is about. Its id follows from that, so two people who
/// make it without knowing of each other make the same record, and their values meet in the merge.
pub trait Keyed: Record {
    /// What the record is about, from its fixed fields alone.
    fn key(&self) -> String;

    /// Its id in a space.
    fn id(&self, space: SpaceId) -> RecordId {
        keyed_id(space, &self.key())
    }
}

/// The id of the record about this in a space.
pub fn keyed_id(space: SpaceId, key: &str) -> RecordId {
    let [id, _] = super::halves(sha256(format!("{space}/{key}").as_bytes()).0);
    RecordId::derived(id)
}

// Not generic, and inserting one by one: each kind of record would bring its own copy of a sort into the download.
fn without_nulls(value: Value) -> Fields {
    let mut fields = Fields::new();
    if let Value::Object(map) = value {
        for (name, value) in map {
            if !value.is_null() {
                fields.insert(name, value);
            }
        }
    }
    fields
}

fn object(fields: &Fields) -> Value {
    let mut map = serde_json::Map::new();
    for (name, value) in fields {
        map.insert(name.clone(), value.clone());
    }
    Value::Object(map)
}

impl KindSpec {
    const fn of<R: Record>() -> Self {
        Self { kind: R::KIND, fields: R::FIELDS, is_keyed: false }
    }

    const fn keyed<R: Keyed>() -> Self {
        Self { is_keyed: true, ..Self::of::<R>() }
    }

    /// Every problem of a whole record.
    // Not a function that the declaration points to: whoever reads a declaration would load the rules of every kind.
    pub fn problems(&self, fields: &Fields) -> Vec<FieldError> {
        match self.kind {
            Kind::Activity => problems::<Activity>(fields),
            Kind::Conflict => problems::<Conflict>(fields),
            Kind::Summary => problems::<Summary>(fields),
            Kind::Cluster => problems::<Cluster>(fields),
            Kind::Unit => problems::<Unit>(fields),
            Kind::UnitEvent => problems::<UnitEvent>(fields),
            Kind::Membership => problems::<Membership>(fields),
            Kind::Term => problems::<Term>(fields),
            Kind::Person => problems::<Person>(fields),
            Kind::Year => problems::<Year>(fields),
            Kind::Unlock => problems::<Unlock>(fields),
            Kind::Target => problems::<Target>(fields),
            Kind::Plan => problems::<Plan>(fields),
            Kind::Figure => problems::<Figure>(fields),
            Kind::Movement => problems::<Movement>(fields),
            Kind::KeyTask => problems::<KeyTask>(fields),
            Kind::TaskProgress => problems::<TaskProgress>(fields),
            Kind::Report => problems::<Report>(fields),
            Kind::Covenant => problems::<Covenant>(fields),
            Kind::Article => problems::<Article>(fields),
            Kind::Remark => problems::<Remark>(fields),
            Kind::Signature => problems::<Signature>(fields),
            Kind::RuleSet => problems::<RuleSet>(fields),
            Kind::Confirmation => problems::<Confirmation>(fields),
            Kind::Unknown => Vec::new(),
        }
    }

    /// What a record with these fields is about; none when they cannot be read, or the kind is not keyed.
    fn key(&self, fields: &Fields) -> Option<String> {
        match self.kind {
            Kind::Term => key_of::<Term>(fields),
            Kind::Year => key_of::<Year>(fields),
            Kind::Unlock => key_of::<Unlock>(fields),
            Kind::Plan => key_of::<Plan>(fields),
            Kind::Figure => key_of::<Figure>(fields),
            Kind::TaskProgress => key_of::<TaskProgress>(fields),
            Kind::Report => key_of::<Report>(fields),
            Kind::Covenant => key_of::<Covenant>(fields),
            Kind::Signature => key_of::<Signature>(fields),
            Kind::Confirmation => key_of::<Confirmation>(fields),
            Kind::Activity
            | Kind::Conflict
            | Kind::Summary
            | Kind::Cluster
            | Kind::Unit
            | Kind::UnitEvent
            | Kind::Membership
            | Kind::Person
            | Kind::Target
            | Kind::Movement
            | Kind::KeyTask
            | Kind::Article
            | Kind::Remark
            | Kind::RuleSet
            | Kind::Unknown => None,
        }
    }

    /// Whether a record with these fields may have this id: anything goes, unless the kind is keyed.
    pub fn fits_id(&self, space: SpaceId, id: RecordId, fields: &Fields) -> bool {
        !self.is_keyed || self.key(fields).is_some_and(|key| keyed_id(space, &key) == id)
    }

    /// The declaration of a field, or nothing when the kind has none of that name.
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// How edits of a field merge; the void mark of every record is agreed on.
    pub fn policy(&self, name: &str) -> Option<Policy> {
        if name == VOID { Some(Policy::Agreed) } else { self.field(name).map(|field| field.policy) }
    }
}

fn key_of<R: Keyed>(fields: &Fields) -> Option<String> {
    R::from_fields(fields).map(|record| record.key())
}

/// Every problem of a whole record of one kind.
pub(crate) fn problems<R: Record>(fields: &Fields) -> Vec<FieldError> {
    let mut found: Vec<_> = fields
        .iter()
        .filter(|(name, _)| *name != VOID)
        .filter_map(|(name, value)| {
            let spec = R::FIELDS.iter().find(|field| field.name == name);
            let problem = spec.map_or(Some(Problem::Unknown), |spec| spec.problem(value))?;
            Some(FieldError::new(name, problem))
        })
        .collect();
    match R::from_fields(fields) {
        Some(record) => found.extend(record.check()),
        None => found.push(FieldError::new(wrong_field::<R>(fields), Problem::WrongType)),
    }
    found
}

/// The field for which the record cannot be read: one whose value spoils it, or one that it lacks. Of several the first;
/// where that cannot be told (a value that may not be left out, of another type), the record's first field.
fn wrong_field<R: Record>(fields: &Fields) -> &'static str {
    let spoils = |spec: &&FieldSpec| {
        let mut without = fields.clone();
        without.remove(spec.name).is_some() && R::from_fields(&without).is_some()
    };
    let lacks = |spec: &&FieldSpec| {
        let said = serde_json::from_value::<R>(object(fields)).err().map(|error| error.to_string());
        said.is_some_and(|said| said.starts_with(&format!("missing field `{}`", spec.name)))
    };
    let found = R::FIELDS.iter().find(spoils).or_else(|| R::FIELDS.iter().find(lacks));
    found.or(R::FIELDS.first()).map_or("", |spec| spec.name)
}

/// Declares a kind of record: its struct, its fields with merge policy and bound.
///
/// Each field reads `name: Type = Policy Limit`. The type must also implement `fn check(&self)` of [`Record`],
/// which is given after the fields as `check = function;`.
macro_rules! record_kind {
    (
        $(#[$doc:meta])*
        $name:ident, check = $check:path;
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $policy:ident $limit:expr),* $(,)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::domain::Record for $name {
            const KIND: $crate::domain::Kind = $crate::domain::Kind::$name;
            const FIELDS: &'static [$crate::field::FieldSpec] = &[
                $($crate::field::FieldSpec {
                    name: stringify!($field),
                    policy: $crate::field::Policy::$policy,
                    limit: $limit,
                },)*
            ];

            fn check(&self) -> Vec<$crate::field::FieldError> {
                $check(self)
            }
        }
    };
}
pub(crate) use record_kind;

impl Kind {
    /// Whether there is one record for each thing that records of this kind are about.
    pub fn is_keyed(self) -> bool {
        self.spec().is_some_and(|spec| spec.is_keyed)
    }

    /// What records of this kind consist of; nothing for a kind that this version does not know.
    pub const fn spec(self) -> Option<&'static KindSpec> {
        const ACTIVITY: KindSpec = KindSpec::of::<Activity>();
        const CONFLICT: KindSpec = KindSpec::of::<Conflict>();
        const SUMMARY: KindSpec = KindSpec::of::<Summary>();
        const CLUSTER: KindSpec = KindSpec::of::<Cluster>();
        const UNIT: KindSpec = KindSpec::of::<Unit>();
        const UNIT_EVENT: KindSpec = KindSpec::of::<UnitEvent>();
        const MEMBERSHIP: KindSpec = KindSpec::of::<Membership>();
        const TERM: KindSpec = KindSpec::keyed::<Term>();
        const PERSON: KindSpec = KindSpec::of::<Person>();
        const YEAR: KindSpec = KindSpec::keyed::<Year>();
        const UNLOCK: KindSpec = KindSpec::keyed::<Unlock>();
        const TARGET: KindSpec = KindSpec::of::<Target>();
        const PLAN: KindSpec = KindSpec::keyed::<Plan>();
        const FIGURE: KindSpec = KindSpec::keyed::<Figure>();
        const MOVEMENT: KindSpec = KindSpec::of::<Movement>();
        const KEY_TASK: KindSpec = KindSpec::of::<KeyTask>();
        const TASK_PROGRESS: KindSpec = KindSpec::keyed::<TaskProgress>();
        const REPORT: KindSpec = KindSpec::keyed::<Report>();
        const COVENANT: KindSpec = KindSpec::keyed::<Covenant>();
        const ARTICLE: KindSpec = KindSpec::of::<Article>();
        const REMARK: KindSpec = KindSpec::of::<Remark>();
        const SIGNATURE: KindSpec = KindSpec::keyed::<Signature>();
        const RULE_SET: KindSpec = KindSpec::of::<RuleSet>();
        const CONFIRMATION: KindSpec = KindSpec::keyed::<Confirmation>();
        match self {
            Self::Activity => Some(&ACTIVITY),
            Self::Conflict => Some(&CONFLICT),
            Self::Summary => Some(&SUMMARY),
            Self::Cluster => Some(&CLUSTER),
            Self::Unit => Some(&UNIT),
            Self::UnitEvent => Some(&UNIT_EVENT),
            Self::Membership => Some(&MEMBERSHIP),
            Self::Term => Some(&TERM),
            Self::Person => Some(&PERSON),
            Self::Year => Some(&YEAR),
            Self::Unlock => Some(&UNLOCK),
            Self::Target => Some(&TARGET),
            Self::Plan => Some(&PLAN),
            Self::Figure => Some(&FIGURE),
            Self::Movement => Some(&MOVEMENT),
            Self::KeyTask => Some(&KEY_TASK),
            Self::TaskProgress => Some(&TASK_PROGRESS),
            Self::Report => Some(&REPORT),
            Self::Covenant => Some(&COVENANT),
            Self::Article => Some(&ARTICLE),
            Self::Remark => Some(&REMARK),
            Self::Signature => Some(&SIGNATURE),
            Self::RuleSet => Some(&RULE_SET),
            Self::Confirmation => Some(&CONFIRMATION),
            Self::Unknown => None,
        }
    }
}
