//! The movements and key tasks of the sample data, with how far units have come.

use shared::domain::{KeyTask, Keyed, Movement, TaskProgress};
use shared::id::{RecordId, SpaceId};
use shared::order::OrderKey;

use super::data::{Data, MovementData, ProgressData, TaskData};
use super::records::{known_unit, space, written};
use super::{Entry, SampleError, digest};

/// Movements, tasks and progress, each with its space, and each task before what leans on it.
pub(super) fn entries(data: &Data) -> Result<Vec<(SpaceId, Entry)>, SampleError> {
    let mut entries = Vec::new();
    for works in &data.works {
        let cluster = &data.cluster(&works.cluster)?.key;
        let space = space(cluster);
        for found in &works.movements {
            let key = key("movement", cluster, found.year, &found.name);
            entries.push((space, Entry::of(id(&key), key, &movement(found))));
        }
        let mut last = None;
        for found in &works.tasks {
            let order = OrderKey::between(last.as_ref(), None);
            let key = key("task", cluster, found.year, &found.name);
            let id = id(&key);
            entries.push((space, Entry::of(id, key, &task(data, found, order.clone())?)));
            for progress in &found.progress {
                entries.push((space, progressed(data, space, (id, found.year), progress)?));
            }
            last = Some(order);
        }
    }
    Ok(entries)
}

/// The movement of a year by this name.
pub(super) fn movement_of(
    data: &Data,
    cluster: &str,
    year: i16,
    name: &str,
) -> Result<RecordId, SampleError> {
    let mut works = data.works.iter().filter(|works| works.cluster == cluster);
    let is_there = works.any(|it| it.movements.iter().any(|it| it.year == year && it.name == name));
    known(is_there, "movement", (cluster, year, name))
}

/// The key task of a year by this name.
pub(super) fn task_of(data: &Data, cluster: &str, year: i16, name: &str) -> Result<RecordId, SampleError> {
    let mut works = data.works.iter().filter(|works| works.cluster == cluster);
    let is_there = works.any(|it| it.tasks.iter().any(|it| it.year == year && it.name == name));
    known(is_there, "task", (cluster, year, name))
}

fn known(
    is_there: bool,
    what: &str,
    (cluster, year, name): (&str, i16, &str),
) -> Result<RecordId, SampleError> {
    is_there.then(|| id(&key(what, cluster, year, name))).ok_or_else(|| SampleError::Unknown(name.to_owned()))
}

fn key(what: &str, cluster: &str, year: i16, name: &str) -> String {
    format!("{what}/{cluster}/{year}/{name}")
}

fn id(key: &str) -> RecordId {
    RecordId::derived(digest("record", key))
}

fn movement(found: &MovementData) -> Movement {
    Movement {
        year: found.year,
        name: found.name.clone(),
        kind: found.kind,
        launched_by: found.launched_by.clone(),
        period: found.period,
        document: found.document.clone(),
        signed_on: found.signed_on,
        note: found.note.clone(),
    }
}

fn task(data: &Data, found: &TaskData, order: OrderKey) -> Result<KeyTask, SampleError> {
    let lead = found.lead.as_ref().map(|key| known_unit(data, key)).transpose()?;
    let supporting = found.supporting.iter().map(|key| known_unit(data, key)).collect::<Result<_, _>>()?;
    let (name, body) = (found.name.clone(), found.body.clone());
    Ok(KeyTask { year: found.year, name, order, lead, supporting, due: found.due, body })
}

fn progressed(
    data: &Data,
    space: SpaceId,
    (task, year): (RecordId, i16),
    found: &ProgressData,
) -> Result<Entry, SampleError> {
    let progress = TaskProgress {
        state: found.state.clone(),
        note: found.note.clone(),
        source: found.source.clone(),
        ..TaskProgress::empty(task, known_unit(data, &found.unit)?, year)
    };
    written(data, &found.author, progress.id(space), progress.key(), &progress)
}
