//! The person at a device and the year's figures: sets dates, opens what they closed, names targets, registers plans,
//! enters figures, writes reports; some of it for a unit that works on paper, some of it too late or not theirs to do.

use serde_json::{Value, json};
use shared::domain::{Basis, Figure, Keyed, Kind, Phase, Plan, Record, Span, Unlock, Work, Year};
use shared::field::VOID;
use shared::id::{RecordId, UnitId};
use shared::sync::{Act, Edit, Edits, Projection, View};
use shared::time::Timestamp;

use crate::centre::{YEAR, space, unit};
use crate::device::Device;
use crate::dice::Dice;

/// What is done to which record, and why.
pub(crate) type Deed = (RecordId, Kind, Act, Option<String>);

/// Somebody at a desk, and what the desk shows.
pub(crate) struct Desk<'a> {
    pub(crate) device: &'a Device,
    pub(crate) shown: &'a Projection,
    pub(crate) dice: &'a mut Dice,
}

/// Something to do about the year's figures.
pub(crate) fn deed(device: &Device, shown: &Projection, dice: &mut Dice, now: Timestamp) -> Option<Deed> {
    let mut desk = Desk { device, shown, dice };
    let year = desk.typed::<Year>(Year::empty(YEAR).id(space()));
    let is_closed = year.is_some_and(|year| year.is_closed(now.vietnam_date()));
    match desk.dice.below(20) {
        // Whoever can, opens a closed year soon: in a closed one nothing happens.
        _ if is_closed && desk.oversees() => Some(desk.dates(Phase::Archive)),
        0..3 if desk.oversees() || desk.dice.permille(100) => {
            let phase = *desk.dice.pick(&[Phase::Signing, Phase::SelfScore, Phase::Midyear, Phase::Archive]);
            Some(desk.dates(phase))
        }
        3..5 if desk.oversees() || desk.dice.permille(100) => Some(desk.unlock()),
        5..7 => Some(desk.target(now)),
        7..10 => Some(desk.report()),
        10..12 => desk.answer(),
        12..16 => desk.plan(),
        _ => desk.figure(),
    }
}

impl Desk<'_> {
    pub(crate) fn oversees(&self) -> bool {
        self.device.actor.viewer.oversees(space())
    }

    pub(crate) fn typed<R: Record>(&self, id: RecordId) -> Option<R> {
        self.shown.view(id)?.typed()
    }

    fn some_unit(&mut self) -> UnitId {
        unit(u8::try_from(self.dice.below(3)).unwrap())
    }

    /// The unit to enter something for: one's own, for who looks over the units any, and now and then a wrong one.
    pub(crate) fn for_unit(&mut self) -> UnitId {
        let own = self.device.actor.viewer.grants.first().and_then(|grant| grant.unit);
        let is_own = !self.oversees() && !self.dice.permille(60);
        own.filter(|_| is_own).unwrap_or_else(|| self.some_unit())
    }

    fn reason(&mut self) -> Option<String> {
        self.dice.permille(700).then(|| format!("Công văn số {}", self.dice.below(100)))
    }

    fn targets(&self) -> Vec<(RecordId, View)> {
        let views = self.shown.ids().filter_map(|id| Some((id, self.shown.view(id)?)));
        views.filter(|(_, view)| view.kind == Kind::Target).collect()
    }

    /// Makes the one record about something, or changes the one that is shown.
    pub(crate) fn say<R: Keyed>(&mut self, empty: &R, values: &[(&str, Value)]) -> Deed {
        let id = empty.id(space());
        let reason = self.reason();
        let Some(view) = self.shown.view(id) else {
            let mut fields = empty.to_fields();
            let given = values.iter().filter(|(_, value)| !value.is_null());
            fields.extend(given.map(|(name, value)| ((*name).to_owned(), value.clone())));
            return (id, R::KIND, Act::Insert(fields), reason);
        };
        (id, R::KIND, self.change(&view, values), reason)
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

    /// Moves the dates of a phase: its last day is over, or far off, or it has none. Now and then the year is run by other
    /// rules instead.
    fn dates(&mut self, phase: Phase) -> Deed {
        if self.dice.permille(200) {
            let rules = crate::rules::issued(u8::try_from(self.dice.below(2)).unwrap()).0;
            return self.say(&Year::empty(YEAR), &[("rules", json!(rules))]);
        }
        let day = 1 + self.dice.below(28);
        let (past, far) = (format!("2023-10-{day:02}"), format!("2024-12-{day:02}"));
        let is_over = self.dice.permille(if phase == Phase::Archive { 150 } else { 450 });
        let dates = match (phase, is_over) {
            _ if self.dice.permille(100) => Value::Null,
            (Phase::Archive, false) => json!({ "from": far, "to": "2024-12-31" }),
            (Phase::Archive, true) | (_, false) => json!({ "from": past, "to": far }),
            (_, true) => json!({ "from": "2023-09-05", "to": past }),
        };
        self.say(&Year::empty(YEAR), &[(phase.field(), dates)])
    }

    fn unlock(&mut self) -> Deed {
        let (unit, work) = (self.some_unit(), *self.dice.pick(&Work::ALL));
        let until = if self.dice.permille(700) { "2024-06-30" } else { "2023-11-01" };
        let reason = format!("Bão số {}", self.dice.below(20));
        let until = shared::day::parse(until).unwrap();
        let unlock = Unlock { unit, year: YEAR, work, until, reason: reason.clone() };
        self.say(&unlock, &[("until", json!(shared::day::write(until))), ("reason", json!(reason))])
    }

    fn target(&mut self, now: Timestamp) -> Deed {
        let targets = self.targets();
        let name = json!(format!("Chỉ tiêu {}", self.dice.below(1000)));
        if targets.len() < 3 || self.dice.permille(120) {
            let id = RecordId::new(self.device.clock(now), &self.dice.entropy());
            let is_common = self.oversees() || self.dice.permille(60);
            let nature = *self.dice.pick(&["count", "rate", "money"]);
            let mut fields = json!({
                "year": YEAR, "name": name, "measure": "phần quà", "nature": nature, "sense": "higher",
                "order": self.dice.below(100),
            });
            if !is_common {
                fields["unit"] = json!(self.for_unit());
            }
            return (id, Kind::Target, Act::Insert(serde_json::from_value(fields).unwrap()), self.reason());
        }
        let (id, view) = self.dice.pick(&targets);
        let value = match self.dice.below(4) {
            0 => ("order", json!(self.dice.below(100))),
            1 => ("measure", json!(format!("đơn vị {}", self.dice.below(100)))),
            2 => ("note", json!(format!("Cách tính {}. Câu hai.", self.dice.below(100)))),
            _ => ("name", name),
        };
        (*id, Kind::Target, self.change(view, &[value]), self.reason())
    }

    /// A figure as it is stored. Two who enter the same thing often enter the same figure; now and then it is a
    /// fraction of what can only be whole.
    fn quantity(&mut self) -> Value {
        match self.dice.below(20) {
            0..6 => json!("120"),
            6 => json!(format!("{}.5", self.dice.below(100))),
            _ => json!((1 + self.dice.below(900)).to_string()),
        }
    }

    pub(crate) fn source(&mut self) -> Value {
        json!(format!("Báo cáo số {}", self.dice.below(1000)))
    }

    fn plan(&mut self) -> Option<Deed> {
        let (target, _) = self.dice.pick(&Some(self.targets()).filter(|found| !found.is_empty())?).clone();
        let plan = Plan::empty(target, self.for_unit(), YEAR);
        let waived = self.typed::<Plan>(plan.id(space())).is_some_and(|plan| plan.unassigned);
        let mut values = match self.dice.below(10) {
            0 => vec![("half", self.quantity())],
            // A form takes the plan away where none is assigned; not every page is this one.
            1 => vec![("unassigned", json!(true)), ("full", Value::Null), ("half", Value::Null)],
            2 => vec![("unassigned", json!(true))],
            3 => vec![("wished", json!({ "plan": self.quantity(), "reason": "Bão số 3" }))],
            4 => {
                let approver = self.device.actor.viewer.person;
                let plan = self.quantity();
                vec![("adjusted", json!({ "plan": plan, "reason": "Bão số 3", "approver": approver }))]
            }
            _ if waived => vec![("unassigned", Value::Null), ("full", self.quantity())],
            _ => vec![("full", self.quantity())],
        };
        if self.oversees() && !self.dice.permille(100) || self.dice.permille(100) {
            values.push(("source", self.source()));
        }
        Some(self.say(&plan, &values))
    }

    fn figure(&mut self) -> Option<Deed> {
        let (target, _) = self.dice.pick(&Some(self.targets()).filter(|found| !found.is_empty())?).clone();
        let (span, basis) = *self.dice.pick(&[
            (Span::Full, Basis::Estimate),
            (Span::Full, Basis::Official),
            (Span::Full, Basis::Official),
            (Span::Half, Basis::Official),
        ]);
        let figure = Figure::empty(target, self.for_unit(), YEAR, span, basis);
        let mut values = match self.dice.below(10) {
            0 => vec![("note", json!(format!("Câu một. Câu {}.", self.dice.below(100))))],
            1 => {
                vec![("evidence", json!([{ "paper": { "kept_at": format!("Tủ {}", self.dice.below(9)) } }]))]
            }
            2 => vec![("value", Value::Null)],
            _ => vec![("value", self.quantity())],
        };
        if self.oversees() && !self.dice.permille(100) || self.dice.permille(200) {
            values.push(("source", self.source()));
        }
        Some(self.say(&figure, &values))
    }
}
