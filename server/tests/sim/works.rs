//! The person at a device and what the cluster works at: keeps the catalogue of movements, sets key tasks and moves them,
//! says how far a unit has come, links activities; some of it not theirs to do.

use serde_json::{Value, json};
use shared::domain::{Keyed, Kind, Record, TaskProgress};
use shared::field::VOID;
use shared::id::{RecordId, UnitId};
use shared::order::{OrderKey, moved};
use shared::sync::{Act, Edit, Edits, Projection, View};
use shared::time::Timestamp;

use crate::centre::{YEAR, space, unit};
use crate::device::Device;
use crate::dice::Dice;
use crate::figures::Deed;

struct Desk<'a> {
    device: &'a Device,
    shown: &'a Projection,
    dice: &'a mut Dice,
}

/// Something to do about movements, key tasks and what answers them.
pub(crate) fn deed(device: &Device, shown: &Projection, dice: &mut Dice, now: Timestamp) -> Option<Deed> {
    let mut desk = Desk { device, shown, dice };
    let oversees = desk.oversees();
    match desk.dice.below(20) {
        0..3 if oversees || desk.dice.permille(60) => Some(desk.movement(now)),
        3..6 if oversees || desk.dice.permille(60) => Some(desk.task(now)),
        6..9 if oversees || desk.dice.permille(60) => desk.shift(),
        9..15 => desk.progress(),
        _ => desk.link(),
    }
}

impl Desk<'_> {
    fn oversees(&self) -> bool {
        self.device.actor.viewer.oversees(space())
    }

    fn of_kind(&self, kind: Kind) -> Vec<(RecordId, View)> {
        let views = self.shown.ids().filter_map(|id| Some((id, self.shown.view(id)?)));
        views.filter(|(_, view)| view.kind == kind).collect()
    }

    fn reason(&mut self) -> Option<String> {
        self.dice.permille(800).then(|| format!("Công văn số {}", self.dice.below(100)))
    }

    fn some_unit(&mut self) -> UnitId {
        unit(u8::try_from(self.dice.below(3)).unwrap())
    }

    fn words(&mut self) -> Value {
        json!(format!("Câu một. Câu {}. Câu ba.", self.dice.below(100)))
    }

    fn new_id(&mut self, now: Timestamp) -> RecordId {
        RecordId::new(self.device.clock(now), &self.dice.entropy())
    }

    fn change(&mut self, view: &View, values: &[(&str, Value)]) -> Act {
        if view.fields.contains_key(VOID) {
            return Act::Restore;
        }
        if self.dice.permille(60) {
            return Act::Void;
        }
        let edit = |(name, after): &(&str, Value)| {
            let before = view.fields.get(*name).cloned().unwrap_or(Value::Null);
            ((*name).to_owned(), Edit { before, after: after.clone() })
        };
        Act::Patch(values.iter().map(edit).collect::<Edits>())
    }

    fn movement(&mut self, now: Timestamp) -> Deed {
        let held = self.of_kind(Kind::Movement);
        let name = json!(format!("Phong trào {}", self.dice.below(1000)));
        if held.len() < 2 || self.dice.permille(150) {
            let fields = json!({ "year": YEAR, "name": name, "kind": "movement" });
            let act = Act::Insert(serde_json::from_value(fields).unwrap());
            return (self.new_id(now), Kind::Movement, act, None);
        }
        let (id, view) = self.dice.pick(&held);
        let day = 1 + self.dice.below(28);
        let value = match self.dice.below(5) {
            0 => ("kind", json!("campaign")),
            1 => ("period", json!({ "from": "2021-01-01", "to": format!("2024-12-{day:02}") })),
            2 => ("note", self.words()),
            3 => ("signed_on", json!(format!("2016-05-{day:02}"))),
            _ => ("name", name),
        };
        (*id, Kind::Movement, self.change(view, &[value]), self.reason())
    }

    fn task(&mut self, now: Timestamp) -> Deed {
        let held = self.of_kind(Kind::KeyTask);
        if held.len() < 3 || self.dice.permille(100) {
            let rows = self.rows();
            let order = OrderKey::between(rows.last().map(|(_, key)| key), None);
            let name = format!("Nhiệm vụ {}", self.dice.below(1000));
            let fields = json!({ "year": YEAR, "name": name, "order": order });
            let act = Act::Insert(serde_json::from_value(fields).unwrap());
            return (self.new_id(now), Kind::KeyTask, act, None);
        }
        let (id, view) = self.dice.pick(&held);
        let value = match self.dice.below(4) {
            0 => ("lead", json!(self.some_unit())),
            1 => ("supporting", json!([self.some_unit()])),
            2 => ("body", self.words()),
            _ => ("due", json!(format!("2024-06-{:02}", 1 + self.dice.below(28)))),
        };
        (*id, Kind::KeyTask, self.change(view, &[value]), self.reason())
    }

    /// The tasks with their places, in order.
    fn rows(&self) -> Vec<(RecordId, OrderKey)> {
        let order = |view: &View| {
            let text = view.fields.get("order")?.as_str()?.to_owned();
            OrderKey::try_from(text).ok()
        };
        let held = self.of_kind(Kind::KeyTask);
        let mut rows: Vec<_> = held.iter().filter_map(|(id, view)| Some((*id, order(view)?))).collect();
        rows.sort_by(|(one, a), (other, b)| (a, one).cmp(&(b, other)));
        rows
    }

    fn shift(&mut self) -> Option<Deed> {
        let rows = self.rows();
        let (row, _) = *self.dice.pick(&Some(rows.iter().collect::<Vec<_>>()).filter(|it| !it.is_empty())?);
        let (id, key) = moved(&rows, *row, self.dice.below(rows.len())).into_iter().next()?;
        let view = self.shown.view(id)?;
        let before = view.fields.get("order").cloned().unwrap_or(Value::Null);
        let edits = Edits::from([("order".to_owned(), Edit { before, after: json!(key) })]);
        Some((id, Kind::KeyTask, Act::Patch(edits), None))
    }

    fn progress(&mut self) -> Option<Deed> {
        let tasks = Some(self.of_kind(Kind::KeyTask)).filter(|found| !found.is_empty())?;
        let (task, _) = self.dice.pick(&tasks).clone();
        let own = self.device.actor.viewer.grants.first().and_then(|grant| grant.unit);
        let is_own = !self.oversees() && !self.dice.permille(60);
        let of = own.filter(|_| is_own).unwrap_or_else(|| self.some_unit());
        let empty = TaskProgress::empty(task, of, YEAR);
        let mut values = match self.dice.below(5) {
            0 => vec![("state", json!("done"))],
            1 => {
                vec![("state", json!({ "dropped": { "reason": format!("Bão số {}", self.dice.below(20)) } }))]
            }
            2 => vec![("note", self.words())],
            _ => vec![("state", json!("going_on")), ("note", self.words())],
        };
        if self.oversees() && !self.dice.permille(100) {
            values.push(("source", json!(format!("Báo cáo số {}", self.dice.below(100)))));
        }
        let (id, reason) = (empty.id(space()), self.reason());
        let Some(view) = self.shown.view(id) else {
            let mut fields = empty.to_fields();
            fields.extend(values.into_iter().map(|(name, value)| (name.to_owned(), value)));
            return Some((id, Kind::TaskProgress, Act::Insert(fields), reason));
        };
        Some((id, Kind::TaskProgress, self.change(&view, &values), reason))
    }

    fn link(&mut self) -> Option<Deed> {
        let activities = Some(self.of_kind(Kind::Activity)).filter(|found| !found.is_empty())?;
        let (field, kind) = *self.dice.pick(&[
            ("movements", Kind::Movement),
            ("tasks", Kind::KeyTask),
            ("targets", Kind::Target),
        ]);
        let known = Some(self.of_kind(kind)).filter(|found| !found.is_empty())?;
        let link = json!(self.dice.pick(&known).0);
        let (id, view) = self.dice.pick(&activities).clone();
        let mut links: Vec<Value> =
            view.fields.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
        match links.iter().position(|held| *held == link) {
            Some(at) => drop(links.remove(at)),
            None => links.push(link),
        }
        let before = view.fields.get(field).cloned().unwrap_or(Value::Null);
        let edits = Edits::from([(field.to_owned(), Edit { before, after: json!(links) })]);
        Some((id, Kind::Activity, Act::Patch(edits), None))
    }
}
