//! The declaration of record kinds, from which patch, merge, validation and wire form follow.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::field::{FieldError, FieldSpec, Fields, Policy, Problem, VOID};

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
    /// A unit's place in a cluster.
    Membership,
    /// Head and deputy of a cluster for one year.
    Term,
    /// A person, by name and post only.
    Person,
    /// A kind that a newer server knows; kept, not shown.
    #[serde(other)]
    Unknown,
}

/// What a kind of record consists of.
#[derive(Debug)]
pub struct KindSpec {
    /// Its fields in the order they are shown.
    pub fields: &'static [FieldSpec],
    /// Every problem of a whole record.
    pub problems: fn(&Fields) -> Vec<FieldError>,
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
    pub(super) const fn of<R: Record>() -> Self {
        Self { fields: R::FIELDS, problems: problems::<R> }
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

fn problems<R: Record>(fields: &Fields) -> Vec<FieldError> {
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

/// The first field without which (or with whose value) the record cannot be read.
fn wrong_field<R: Record>(fields: &Fields) -> &'static str {
    let missing = R::FIELDS.iter().find(|spec| {
        !fields.contains_key(spec.name) && {
            let mut without = fields.clone();
            without.remove(spec.name);
            R::from_fields(&without).is_none()
        }
    });
    missing.or(R::FIELDS.first()).map_or("", |spec| spec.name)
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
    /// What records of this kind consist of; nothing for a kind that this version does not know.
    pub const fn spec(self) -> Option<&'static KindSpec> {
        use super::{Activity, Cluster, Membership, Person, Summary, Term, Unit};
        use crate::sync::Conflict;
        const ACTIVITY: KindSpec = KindSpec::of::<Activity>();
        const CONFLICT: KindSpec = KindSpec::of::<Conflict>();
        const SUMMARY: KindSpec = KindSpec::of::<Summary>();
        const CLUSTER: KindSpec = KindSpec::of::<Cluster>();
        const UNIT: KindSpec = KindSpec::of::<Unit>();
        const MEMBERSHIP: KindSpec = KindSpec::of::<Membership>();
        const TERM: KindSpec = KindSpec::of::<Term>();
        const PERSON: KindSpec = KindSpec::of::<Person>();
        match self {
            Self::Activity => Some(&ACTIVITY),
            Self::Conflict => Some(&CONFLICT),
            Self::Summary => Some(&SUMMARY),
            Self::Cluster => Some(&CLUSTER),
            Self::Unit => Some(&UNIT),
            Self::Membership => Some(&MEMBERSHIP),
            Self::Term => Some(&TERM),
            Self::Person => Some(&PERSON),
            Self::Unknown => None,
        }
    }
}
