//! The person at a device and the directory's rule sets: writes drafts, copies, issues, repeals; some of it not theirs to do.

use jiff::civil::date;
use serde_json::{Value, json};
use shared::domain::{Kind, Record, RuleSet};
use shared::field::{Fields, VOID};
use shared::id::RecordId;
use shared::sync::{Act, Edit, Edits, View};
use shared::time::Timestamp;

use crate::device::Device;
use crate::dice::Dice;
use crate::figures::Deed;

/// A rule set like those that people write.
fn rules(name: &str) -> RuleSet {
    let value = json!({
        "name": name, "level": "province", "effective": "2024-01-01", "basis": "Câu một. Câu hai. Câu ba.",
        "labels": { "word": "Khối", "head_title": "Khối trưởng", "deputy_title": "Khối phó" },
        "wait_days": 3,
        "voting": { "quorum": { "num": 2, "den": 3 }, "voters": "members", "carried": 1, "form": "secret",
                    "own_vote": "allowed" },
        "ranking": { "order": "points_first", "points": "raw" },
        "ties": ["group_a", "same_rank"], "rotation": "warned",
    });
    serde_json::from_value(value).unwrap()
}

/// Rules that were issued before the run, for years to be pinned to.
pub(crate) fn issued(n: u8) -> (RecordId, Fields) {
    let issued =
        rules(&format!("Bộ quy tắc {n}")).issued(date(2024, 1, 2), crate::centre::actor(4).viewer.person);
    (RecordId::derived([0x60 + n; 16]), issued.to_fields())
}

/// Something to do about the rule sets.
pub(crate) fn deed(device: &Device, dice: &mut Dice, now: Timestamp) -> Option<Deed> {
    let shown = device.projection();
    let views = shown.ids().filter_map(|id| Some((id, shown.view(id)?)));
    let held: Vec<(RecordId, View)> = views.filter(|(_, view)| view.kind == Kind::RuleSet).collect();
    let reason = dice.permille(800).then(|| format!("Công văn số {}", dice.below(100)));
    if held.len() < 2 || dice.permille(100) {
        let id = RecordId::new(device.clock(now), &dice.entropy());
        let name = format!("Bộ quy tắc {}", dice.below(1000));
        let made = match held.iter().find_map(|(id, view)| Some((*id, view.typed::<RuleSet>()?))) {
            Some((from, rules)) => rules.successor(from, name, date(2025, 1, 1)),
            None => rules(&name),
        };
        return Some((id, Kind::RuleSet, Act::Insert(made.to_fields()), reason));
    }
    let (id, view) = dice.pick(&held).clone();
    if view.fields.contains_key(VOID) {
        return Some((id, Kind::RuleSet, Act::Restore, reason));
    }
    if dice.permille(60) {
        return Some((id, Kind::RuleSet, Act::Void, reason));
    }
    let value = match dice.below(12) {
        0 => (
            "issued",
            json!(view.typed::<RuleSet>()?.issued(date(2024, 3, 1), device.actor.viewer.person).issued),
        ),
        1..4 => ("wait_days", json!(dice.below(70))),
        4..6 => ("rotation", json!(["free", "warned", "barred"][dice.below(3)])),
        6..8 => ("basis", words(&view, dice)),
        8 => ("ties", json!(["fewer_penalties", "lot"])),
        9 => ("voting", voting(&view, dice)),
        _ => ("name", json!(format!("Bộ quy tắc {}", dice.below(1000)))),
    };
    let before = view.fields.get(value.0).cloned().unwrap_or(Value::Null);
    let edits = Edits::from([(value.0.to_owned(), Edit { before, after: value.1 })]);
    Some((id, Kind::RuleSet, Act::Patch(edits), reason))
}

fn words(view: &View, dice: &mut Dice) -> Value {
    let text = view.fields.get("basis").and_then(Value::as_str).unwrap_or_default();
    let mut sentences: Vec<String> = shared::sync::sentences(text).into_iter().map(str::to_owned).collect();
    let at = dice.below(sentences.len().max(1));
    match sentences.get_mut(at) {
        Some(sentence) => *sentence = format!("Câu {}. ", dice.below(1000)),
        None => sentences.push("Câu một. ".to_owned()),
    }
    json!(sentences.concat())
}

fn voting(view: &View, dice: &mut Dice) -> Value {
    let mut voting = view.fields.get("voting").cloned().unwrap_or_default();
    // Some of these are refused: more than all of the members, a secret ballot that leaves one out.
    voting["quorum"] = json!({ "num": 1 + dice.below(4), "den": 3 });
    voting["own_vote"] = json!(["allowed", "excluded"][dice.below(2)]);
    voting
}
