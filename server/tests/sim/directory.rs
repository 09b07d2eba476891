//! The person at a device and the directory: founds clusters, keeps units with their names and history, members and who
//! leads them; some of it against the rules, some of it not theirs to do.

use serde_json::{Value, json};
use shared::domain::{Cluster, Keyed, Kind, Membership, Record, Term, Unit, UnitEvent};
use shared::field::VOID;
use shared::id::{RecordId, SpaceId, UnitId};
use shared::order::OrderKey;
use shared::sync::{Act, Edit, Edits, View};
use shared::time::Timestamp;

use crate::centre::{YEAR, space};
use crate::device::Device;
use crate::dice::Dice;
use crate::figures::Deed;

/// What a device shows of a kind.
type Held<'a> = &'a [(RecordId, View)];

/// So many of a kind are enough for everything to meet.
const ENOUGH: usize = 4;

/// What the device shows of a kind.
fn held(device: &Device, kind: Kind) -> Vec<(RecordId, View)> {
    let shown = device.projection();
    let views = shown.ids().filter_map(|id| Some((id, shown.view(id)?)));
    views.filter(|(_, view)| view.kind == kind).collect()
}

/// Something to do about clusters, units, members, terms and events.
pub(crate) fn deed(device: &Device, dice: &mut Dice, now: Timestamp) -> Deed {
    let kinds = [
        Kind::Cluster,
        Kind::Unit,
        Kind::Membership,
        Kind::Membership,
        Kind::Term,
        Kind::Term,
        Kind::UnitEvent,
    ];
    let kind = kinds[dice.below(kinds.len())];
    let reason = dice.permille(850).then(|| format!("Quyết định số {}", dice.below(100)));
    let fresh = RecordId::new(device.clock(now), &dice.entropy());
    let (clusters, units) = (held(device, Kind::Cluster), held(device, Kind::Unit));
    // A member needs a cluster and a unit, an event a unit: they come first.
    let kind = match kind {
        Kind::Membership | Kind::Term if clusters.len() < 2 => Kind::Cluster,
        Kind::Membership | Kind::Term | Kind::UnitEvent if units.len() < 3 => Kind::Unit,
        kind => kind,
    };
    let all = held(device, kind);
    if kind == Kind::Term {
        return term(&all, (&clusters, &units), &held(device, Kind::Membership), (dice, reason));
    }
    let enough = if kind == Kind::Membership { 2 * ENOUGH } else { ENOUGH };
    if all.len() < enough || dice.permille(60) {
        let fields = match kind {
            Kind::Cluster => cluster(dice).to_fields(),
            Kind::Unit => unit(dice).to_fields(),
            Kind::Membership => membership(&clusters, &units, dice).to_fields(),
            _ => event(&units, dice).to_fields(),
        };
        return (fresh, kind, Act::Insert(fields), reason);
    }
    let (id, view) = dice.pick(&all).clone();
    if view.fields.contains_key(VOID) {
        return (id, kind, Act::Restore, reason);
    }
    if dice.permille(80) {
        return (id, kind, Act::Void, reason);
    }
    let (field, after) = edit(kind, &view, dice);
    (id, kind, patch(&view, field, after), reason)
}

fn patch(view: &View, field: &str, after: Value) -> Act {
    let before = view.fields.get(field).cloned().unwrap_or(Value::Null);
    Act::Patch(Edits::from([(field.to_owned(), Edit { before, after })]))
}

/// A field, and what it becomes.
fn edit(kind: Kind, view: &View, dice: &mut Dice) -> (&'static str, Value) {
    let name = |dice: &mut Dice, of: &str| json!(format!("{of} {}", dice.below(1000)));
    match (kind, dice.below(4)) {
        (Kind::Cluster, 0) => ("level", json!(["province", "sector"][dice.below(2)])),
        (Kind::Cluster, 1) => ("year", json!(YEAR + i16::try_from(dice.below(2)).unwrap())),
        (Kind::Cluster, _) => ("name", name(dice, "Cụm thi đua")),
        (Kind::Unit, 0 | 1) => ("aliases", aliases(view, dice)),
        (Kind::Unit, 2) => ("short", name(dice, "Hội")),
        (Kind::Unit, _) => ("name", name(dice, "Hội Chữ thập đỏ")),
        (Kind::Membership, 0) => ("from", day(dice)),
        (Kind::Membership, 1) => ("to", day(dice)),
        (Kind::Membership, _) => {
            let here = view.fields.get("order").and_then(|order| serde_json::from_value(order.clone()).ok());
            let order: Option<OrderKey> = here;
            let order = if dice.permille(500) { (order, None) } else { (None, order) };
            ("order", json!(OrderKey::between(order.0.as_ref(), order.1.as_ref())))
        }
        // History is never edited (I-02): the centre has to refuse it.
        (_, 0) => ("day", json!("2025-01-01")),
        (_, _) => ("note", name(dice, "Ghi chú")),
    }
}

fn aliases(view: &View, dice: &mut Dice) -> Value {
    let mut all: Vec<Value> =
        view.fields.get("aliases").and_then(Value::as_array).cloned().unwrap_or_default();
    let alias = json!(format!("Tên {}", dice.below(8)));
    match all.iter().position(|held| *held == alias) {
        Some(at) => drop(all.remove(at)),
        None => all.push(alias),
    }
    json!(all)
}

fn day(dice: &mut Dice) -> Value {
    [json!("2023-03-01"), json!("2024-06-30"), json!("2025-01-01"), Value::Null][dice.below(4)].clone()
}

fn read<R: Record>(value: Value) -> R {
    serde_json::from_value(value).unwrap()
}

fn cluster(dice: &mut Dice) -> Cluster {
    read(json!({
        "name": format!("Cụm thi đua số {}", dice.below(20)), "short": "Cụm", "level": "province", "word": "cụm",
        "head_title": "Cụm trưởng", "deputy_title": "Cụm phó", "year": YEAR,
    }))
}

fn unit(dice: &mut Dice) -> Unit {
    read(
        json!({ "name": format!("Hội số {}", dice.below(1000)), "short": format!("Hội {}", dice.below(1000)) }),
    )
}

fn one_of(all: Held<'_>, dice: &mut Dice) -> RecordId {
    dice.pick(all).0
}

fn membership(clusters: Held<'_>, units: Held<'_>, dice: &mut Dice) -> Membership {
    let (cluster, unit) = (one_of(clusters, dice), one_of(units, dice));
    let from = if dice.permille(500) { Value::Null } else { json!("2024-01-01") };
    read(json!({
        "cluster": SpaceId::of_record(cluster), "unit": UnitId::of_record(unit),
        "from": from, "order": OrderKey::between(None, None),
    }))
}

fn event(units: Held<'_>, dice: &mut Dice) -> UnitEvent {
    let (of, into) = (one_of(units, dice), one_of(units, dice));
    let turn = match dice.below(3) {
        0 => json!("founded"),
        1 => json!({ "renamed": { "before": "Hội cũ", "after": format!("Hội {}", dice.below(100)) } }),
        _ => json!({ "merged": { "into": UnitId::of_record(into) } }),
    };
    read(json!({ "unit": UnitId::of_record(of), "day": "2024-07-01", "turn": turn }))
}

/// Who leads a cluster in a year: mostly members of it, now and then a stranger. Two that say it make one record.
fn term(
    terms: Held<'_>,
    (clusters, units): (Held<'_>, Held<'_>),
    members: Held<'_>,
    (dice, reason): (&mut Dice, Option<String>),
) -> Deed {
    let cluster = SpaceId::of_record(one_of(clusters, dice));
    let members: Vec<_> = members.iter().filter_map(|(_, view)| view.typed::<Membership>()).collect();
    let here: Vec<_> = members.iter().filter(|it| it.cluster == cluster).map(|it| it.unit).collect();
    let some = |dice: &mut Dice| {
        let is_stranger = here.is_empty() || dice.permille(150);
        if is_stranger { UnitId::of_record(one_of(units, dice)) } else { *dice.pick(&here) }
    };
    let head = some(dice);
    let deputy = dice.permille(300).then(|| some(dice));
    let year = YEAR + i16::try_from(dice.below(2)).unwrap();
    let term = Term { head, deputy, how: "thống nhất".to_owned(), ..Term::empty(cluster, year) };
    let id = term.id(space());
    let Some((_, view)) = terms.iter().find(|(held, _)| *held == id) else {
        return (id, Kind::Term, Act::Insert(term.to_fields()), reason);
    };
    let act = match dice.below(6) {
        _ if view.fields.contains_key(VOID) => Act::Restore,
        0 => Act::Void,
        1..4 => patch(view, "head", json!(head)),
        _ => patch(view, "deputy", json!(deputy)),
    };
    (id, Kind::Term, act, reason)
}
