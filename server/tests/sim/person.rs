//! The person at a device: opens a form, types, saves; now and then voids, restores, decides, or tries what is not
//! theirs to do.

use serde_json::{Value, json};
use shared::domain::{Kind, Record};
use shared::field::{Fields, VOID};
use shared::id::{ChangeId, RecordId};
use shared::sync::store::{Batch, Draft};
use shared::sync::{Act, Change, Conflict, Decision, Edit, Edits, Footing, View};
use shared::time::Timestamp;

use crate::centre::{YEAR, in_directory, space, unit};
use crate::device::Device;
use crate::dice::Dice;
use crate::{covenant, directory, figures, rules, works};

/// A form that was opened: what its author saw is fixed from here on.
pub(crate) struct Form {
    pub(crate) draft: String,
    record: RecordId,
    kind: Kind,
    act: Act,
    reason: Option<String>,
    footing: Footing,
}

const LINES: [&str; 3] = ["title", "place", "movement"];
const WORDS: [&str; 6] = ["Cao Lãnh", "Sa Đéc", "Hồng Ngự", "Tháp Mười", "Lai Vung", "Thanh Bình"];

/// Opens a form on what the device shows now.
pub(crate) fn open_form(device: &Device, dice: &mut Dice, now: Timestamp) -> Option<Form> {
    let projection = device.projection();
    let lineage = device.place().map(|place| place.lineage);
    let of_kind = |kind: Kind| {
        let views = projection.ids().filter_map(|id| Some((id, projection.view(id)?)));
        views.filter(move |(_, view)| view.kind == kind).collect::<Vec<_>>()
    };
    let activities = of_kind(Kind::Activity);
    let conflicts = of_kind(Kind::Conflict);
    let roll = dice.below(100);
    let (record, kind, act, reason) = if roll < 12 && !conflicts.is_empty() {
        let (id, view) = dice.pick(&conflicts);
        (*id, Kind::Conflict, decision(view, dice)?, Some("Theo biên bản".to_owned()))
    } else if in_directory() {
        // What stands in the directory leans on each other; rule sets stand by themselves.
        if dice.permille(350) { rules::deed(device, dice, now)? } else { directory::deed(device, dice, now) }
    } else if dice.permille(500) {
        figures::deed(device, &projection, dice, now)?
    } else if dice.permille(400) {
        works::deed(device, &projection, dice, now)?
    } else if dice.permille(300) {
        covenant::deed(device, &projection, dice, now)?
    } else if roll < 45 || activities.is_empty() {
        let id = RecordId::new(device.clock(now), &dice.entropy());
        (id, Kind::Activity, Act::Insert(activity(device, dice)), None)
    } else {
        let (id, view) = dice.pick(&activities);
        let (act, reason) = edit(view, dice);
        (*id, Kind::Activity, act, reason)
    };
    let footing = projection.footing(record, lineage);
    // A form's draft is its own: another tab that saves the same record must not take it away.
    let draft = format!("form/{record}/{}", dice.next());
    Some(Form { draft, record, kind, act, reason, footing })
}

/// The transaction that saves a form: its draft goes as its change comes.
pub(crate) fn saving(device: &Device, form: Form, dice: &mut Dice, now: Timestamp) -> (Change, Batch) {
    let grant = device.actor.viewer.grants.first();
    let change = Change {
        id: ChangeId::new(device.clock(now), &dice.entropy()),
        record: form.record,
        kind: form.kind,
        act: form.act,
        seen: form.footing.seen,
        follows: form.footing.follows,
        reason: form.reason,
        author: device.actor.viewer.person,
        unit: grant.and_then(|grant| grant.unit),
        device: device.actor.device,
        device_time: device.clock(now),
        sig: None,
    }
    .signed(&device.key);
    let queue = vec![(space(), change.clone())];
    (change, Batch { queue, drafts: vec![(form.draft, None)], strict: true, ..Batch::default() })
}

/// The transaction that keeps what is half written.
pub(crate) fn drafting(form: &Form, now: Timestamp) -> Batch {
    let draft = Draft { at: now, body: json!({ "record": form.record }) };
    Batch { drafts: vec![(form.draft.clone(), Some(draft))], ..Batch::default() }
}

fn activity(device: &Device, dice: &mut Dice) -> Fields {
    let own = device.actor.viewer.grants.first().and_then(|grant| grant.unit);
    // Now and then somebody enters what is another unit's: the server has to refuse that, and nothing may be lost.
    let for_unit =
        own.filter(|_| !dice.permille(60)).unwrap_or_else(|| unit(u8::try_from(dice.below(3)).unwrap()));
    let value = json!({
        "unit": for_unit, "year": YEAR, "held_on": "2024-05-01",
        "title": format!("Hoạt động {}", dice.below(1000)), "place": dice.pick(&WORDS),
        "body": "Câu một. Câu hai. Câu ba. Câu bốn. Câu năm.", "tags": ["quà"],
    });
    serde_json::from_value(value).unwrap()
}

fn edit(view: &View, dice: &mut Dice) -> (Act, Option<String>) {
    if view.fields.contains_key(VOID) {
        return (Act::Restore, Some("Khôi phục".to_owned()));
    }
    if dice.permille(80) {
        return (Act::Void, Some(format!("Nhập trùng {}", dice.below(100))));
    }
    let mut edits = Edits::new();
    for _ in 0..=dice.below(2) {
        let (field, after) = match dice.below(5) {
            0 => ("body", body(view, dice)),
            1 => ("tags", tags(view, dice)),
            _ => (*dice.pick(&LINES), json!(format!("{} {}", dice.pick(&WORDS), dice.below(1000)))),
        };
        let before = view.fields.get(field).cloned().unwrap_or(Value::Null);
        edits.insert(field.to_owned(), Edit { before, after });
    }
    (Act::Patch(edits), None)
}

fn body(view: &View, dice: &mut Dice) -> Value {
    let text = view.fields.get("body").and_then(Value::as_str).unwrap_or("Câu một.");
    let mut sentences: Vec<String> = shared::sync::sentences(text).into_iter().map(str::to_owned).collect();
    let at = dice.below(sentences.len());
    sentences[at] = format!("Câu {}. ", dice.below(1000));
    json!(sentences.concat())
}

fn tags(view: &View, dice: &mut Dice) -> Value {
    let mut tags: Vec<Value> = view.fields.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
    let tag = json!(format!("từ {}", dice.below(8)));
    match tags.iter().position(|held| *held == tag) {
        Some(at) => drop(tags.remove(at)),
        None => tags.push(tag),
    }
    json!(tags)
}

fn decision(view: &View, dice: &mut Dice) -> Option<Act> {
    let conflict: Conflict = view.typed()?;
    let mut given = conflict.candidates.clone();
    given.push(conflict.in_force.clone());
    let chosen = dice.pick(&given);
    let decision = Decision {
        value: chosen.value.clone(),
        chosen: chosen.by.as_ref().map(|provenance| provenance.change),
    };
    let before = conflict.to_fields().remove("decision").unwrap_or(Value::Null);
    let edit = Edit { before, after: json!(decision) };
    Some(Act::Patch(Edits::from([("decision".to_owned(), edit)])))
}
