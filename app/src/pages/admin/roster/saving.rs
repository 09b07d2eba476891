//! A list being taken, and taken back as a whole.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::{Membership, Unit};
use shared::id::{RecordId, SpaceId, UnitId};
use shared::order::OrderKey;

use super::Sheet;
use super::reading::{Fate, Line};
use crate::pages::undo::take_back_several;
use crate::repo::types::{Opened, SaveError};
use crate::repo::{Repo, Save};
use crate::ui::toast_with;
use crate::{tr, tr_count, words};

/// Takes the lines that are clear; the others have been told of.
pub(super) fn save(sheet: Sheet, lines: &[Line], repo: Repo, go: Callback<()>) {
    if sheet.busy.get_untracked() {
        return;
    }
    sheet.failure.set(None);
    if lines.iter().any(|line| line.fate == Fate::Unclear) {
        return sheet.failure.set(Some(tr!(roster.choose_first).to_owned()));
    }
    let (members, units) = match records(sheet, lines) {
        Ok(records) => records,
        Err(why) => return sheet.failure.set(Some(words::save_error(&why))),
    };
    if members.is_empty() {
        return sheet.failure.set(Some(tr!(roster.nothing).to_owned()));
    }
    sheet.busy.set(true);
    sheet.closed.set_value(true);
    let space = sheet.desk.space;
    spawn_local(async move {
        let count = members.len();
        let done = taken(&repo, space, &units, &members).await;
        let _ = sheet.busy.try_set(false);
        match done {
            Ok(()) => {
                // The list is in the directory now; a draft that stays would only ask to be looked at.
                repo.drop_draft(&sheet.draft.key()).await.ok();
                let undo: Vec<_> = members.iter().chain(&units).map(|(id, _)| *id).collect();
                toast_with(tr_count!(count, roster.saved), tr!(act.undo), move || {
                    take_back_several(&repo, space, undo.clone());
                });
                go.run(());
            }
            Err(why) => {
                let _ = sheet.closed.try_set_value(false);
                let _ = sheet.failure.try_set(Some(words::save_error(&why)));
            }
        }
    });
}

/// Units first: a member is taken only of a unit that is known. What comes between leaves the list as a draft, in which
/// the new units are known ones.
async fn taken(repo: &Repo, space: SpaceId, units: &Made, members: &Made) -> Result<(), SaveError> {
    for made in [units, members] {
        let saves: Vec<_> = made.iter().map(|(_, save)| save.clone()).collect();
        if !saves.is_empty() {
            repo.save_all(space, &saves, None).await?;
        }
    }
    Ok(())
}

type Made = Vec<(RecordId, Save)>;

/// The members behind those that are there, in the order of the list, and the units that are new.
fn records(sheet: Sheet, lines: &[Line]) -> Result<(Made, Made), SaveError> {
    let cluster = sheet.cluster;
    let places = sheet.desk.registry.with_untracked(|all| all.order_of(cluster));
    let mut last = places.into_iter().next_back().map(|(_, order)| order);
    let (mut members, mut units) = (Vec::new(), Vec::new());
    for line in lines {
        let unit = match line.fate {
            Fate::Known(unit) => unit,
            Fate::New => {
                let record =
                    Unit { name: line.name.clone(), short: line.short.clone(), aliases: BTreeSet::new() };
                let made = made(&record)?;
                let unit = UnitId::of_record(made.0);
                units.push(made);
                unit
            }
            Fate::Unclear | Fate::TooLong | Fate::Member | Fate::Twice | Fate::Elsewhere(_) => continue,
        };
        let order = OrderKey::between(last.as_ref(), None);
        last = Some(order.clone());
        members.push(made(&member(cluster, unit, order))?);
    }
    Ok((members, units))
}

fn member(cluster: SpaceId, unit: UnitId, order: OrderKey) -> Membership {
    Membership { cluster, unit, from: None, to: None, order }
}

fn made<R: shared::domain::Record>(record: &R) -> Result<(RecordId, Save), SaveError> {
    let id = Repo::new_id()?;
    Ok((id, Save::of(id, &Opened::new(record.clone()), record)))
}
