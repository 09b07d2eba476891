//! What was entered, by whom from which document, and what the unit says, in words.

use shared::domain::{Figure, Kind, Record};
use shared::number::Quantity;

use crate::repo::Repo;
use crate::repo::types::{Answer, OnBehalf};
use crate::{format, tr, words};

/// What stands in an entry: `Thực hiện 6 tháng: 120`, `Kế hoạch năm: 500`, `Ngày tổ chức: 08/03/2026`.
pub(super) fn what(entry: &OnBehalf) -> String {
    let field = |name: &str| {
        let value = entry.fields.get(name)?;
        Some(format!("{}: {}", words::field(name), words::value_words(&|_| None, name, value)))
    };
    let told: Vec<String> = match entry.kind {
        Kind::Figure => {
            Figure::from_fields(&entry.fields).map(|figure| of_figure(&figure)).into_iter().collect()
        }
        Kind::Plan => ["unassigned", "half", "full"].into_iter().filter_map(field).collect(),
        Kind::TaskProgress => field("state").into_iter().collect(),
        _ => ["held_on", "place", "participants"].into_iter().filter_map(field).collect(),
    };
    told.join(" · ")
}

fn of_figure(figure: &Figure) -> String {
    let value = figure.value.map_or_else(|| tr!(standing.blank).to_owned(), format::figure);
    format!("{}: {value}", words::figure(figure.span, figure.basis))
}

/// Who entered it, when and from which document.
pub(super) fn entered(repo: &Repo, entry: &OnBehalf) -> String {
    tr!(behalf.entered, who = who(repo, entry), at = format::moment(entry.by.2), source = entry.source())
}

/// Who entered it.
pub(super) fn who(repo: &Repo, entry: &OnBehalf) -> String {
    let (author, unit, _) = entry.by;
    person(repo, author, unit.and_then(|unit| repo.unit_short(unit)))
}

fn person(repo: &Repo, id: shared::id::PersonId, unit: Option<String>) -> String {
    let name = repo.person_name(id);
    let parts: Vec<_> = [name, unit].into_iter().flatten().collect();
    if parts.is_empty() { tr!(behalf.somebody).to_owned() } else { parts.join(", ") }
}

/// What the unit says: that it confirms, or what it disputes, who said it and when. Of an entry that another one has
/// followed, what stood there is said as well.
pub(super) fn said(repo: &Repo, answer: &Answer, is_older: bool) -> String {
    let figure = answer.figure.clone().and_then(|text| Quantity::try_from(text).ok()).map(format::figure);
    let stood = figure.filter(|_| is_older).map(|figure| tr!(behalf.stood, figure = figure));
    let words = match &answer.disputed {
        None => tr!(behalf.said_confirmed).to_owned(),
        Some(reason) => tr!(behalf.said_disputed, reason = reason),
    };
    let who = answer.by.map(|(author, at)| format!("{}, {}", person(repo, author, None), format::moment(at)));
    let taken_back = answer.taken_back.as_ref().map(|reason| tr!(behalf.taken_back, reason = reason));
    let parts = [Some(words), stood, who, taken_back];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
