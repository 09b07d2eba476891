//! The addresses of the rule sets, below `/quan-tri/quy-tac`.

use shared::id::RecordId;

/// A place among the rule sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesAt {
    /// The list.
    List,
    /// A new one.
    New,
    /// One of them.
    One(RecordId),
    /// One being written.
    Edit(RecordId),
    /// One beside the one that it follows.
    Compare(RecordId),
}

/// The words with which their addresses begin.
const LIST: &str = "/quan-tri/quy-tac";

impl RulesAt {
    /// The place at a path; none for a path of something else.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let mut words = path.strip_prefix(LIST)?.split('/').filter(|word| !word.is_empty());
        let place = match (words.next(), words.next()) {
            (None, _) => Self::List,
            (Some("moi"), None) => Self::New,
            (Some(id), None) => Self::One(id.parse().ok()?),
            (Some(id), Some("sua")) => Self::Edit(id.parse().ok()?),
            (Some(id), Some("so-sanh")) => Self::Compare(id.parse().ok()?),
            (Some(_), Some(_)) => return None,
        };
        words.next().is_none().then_some(place)
    }

    pub(super) fn path(self) -> String {
        match self {
            Self::List => LIST.to_owned(),
            Self::New => format!("{LIST}/moi"),
            Self::One(id) => format!("{LIST}/{id}"),
            Self::Edit(id) => format!("{LIST}/{id}/sua"),
            Self::Compare(id) => format!("{LIST}/{id}/so-sanh"),
        }
    }

    /// Whether people type there.
    pub(super) const fn is_entry(self) -> bool {
        matches!(self, Self::New | Self::Edit(_))
    }
}
