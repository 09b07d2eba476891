//! The person at a device and the covenant: writes articles, says something of the draft, adopts it, signs and takes back;
//! often under a text that somebody else has changed meanwhile.

use serde_json::{Value, json};
use shared::domain::{
    Adoption, Article, Authority, Covenant, CovenantText, Drawing, Keyed, Kind, Party, Record, Remark,
    Signature,
};
use shared::field::VOID;
use shared::id::RecordId;
use shared::order::OrderKey;
use shared::sync::{Act, Edit, Edits, Projection, View};
use shared::time::Timestamp;

use crate::centre::{YEAR, space, unit};
use crate::device::Device;
use crate::dice::Dice;
use crate::figures::{Deed, Desk};

/// Something to do about the covenant.
pub(crate) fn deed(device: &Device, shown: &Projection, dice: &mut Dice, now: Timestamp) -> Option<Deed> {
    let mut desk = Desk { device, shown, dice };
    let covenant: Option<Covenant> = desk.typed(id());
    match (desk.dice.below(20), covenant) {
        (0..3, _) if desk.oversees() || desk.dice.permille(60) => Some(desk.frame()),
        (3..7, Some(_)) if desk.oversees() || desk.dice.permille(60) => Some(desk.article(now)),
        (7..9, Some(covenant)) if desk.oversees() || desk.dice.permille(60) => desk.adopt(&covenant, now),
        (9..13, Some(_)) => Some(desk.remark(now)),
        (_, Some(Covenant { adopted: Some(adopted), .. })) => Some(desk.sign(&adopted, now)),
        _ => Some(desk.frame()),
    }
}

fn id() -> RecordId {
    Covenant::empty(YEAR, 0).id(space())
}

impl Desk<'_> {
    fn new_id(&mut self, now: Timestamp) -> RecordId {
        RecordId::new(self.device.clock(now), &self.dice.entropy())
    }

    fn why(&mut self) -> Option<String> {
        self.dice.permille(800).then(|| format!("Biên bản số {}", self.dice.below(100)))
    }

    fn held(&self, kind: Kind) -> Vec<(RecordId, View)> {
        let views = self.shown.ids().filter_map(|id| Some((id, self.shown.view(id)?)));
        views.filter(|(_, view)| view.kind == kind).collect()
    }

    fn frame(&mut self) -> Deed {
        let words = json!(format!("Câu {}.", self.dice.below(100)));
        let field = *self.dice.pick(&["basis", "opening", "closing"]);
        self.say(&Covenant::empty(YEAR, 0), &[(field, words)])
    }

    fn article(&mut self, now: Timestamp) -> Deed {
        let held = self.held(Kind::Article);
        let body = json!(format!("Điều về việc số {}.", self.dice.below(1000)));
        if held.len() < 2 || self.dice.permille(200) {
            let order = OrderKey::between(None, None);
            let article = Article { covenant: id(), year: YEAR, order, body: String::new() };
            let mut fields = article.to_fields();
            fields.insert("body".to_owned(), body);
            return (self.new_id(now), Kind::Article, Act::Insert(fields), None);
        }
        let (id, view) = self.dice.pick(&held).clone();
        (id, Kind::Article, self.edit(&view, ("body", body)), self.why())
    }

    fn remark(&mut self, now: Timestamp) -> Deed {
        let held = self.held(Kind::Remark);
        if held.len() < 2 || self.dice.permille(200) {
            let (body, answer) = (format!("Góp ý {}.", self.dice.below(100)), String::new());
            let unit = self.for_unit();
            let remark = Remark { covenant: id(), year: YEAR, unit, article: None, body, answer };
            return (self.new_id(now), Kind::Remark, Act::Insert(remark.to_fields()), None);
        }
        let field = if self.oversees() { "answer" } else { "body" };
        let words = json!(format!("Lời {}.", self.dice.below(100)));
        let (id, view) = self.dice.pick(&held).clone();
        (id, Kind::Remark, self.edit(&view, (field, words)), self.why())
    }

    fn adopt(&mut self, draft: &Covenant, now: Timestamp) -> Option<Deed> {
        let articles: Vec<(RecordId, Article)> = self
            .held(Kind::Article)
            .into_iter()
            .filter(|(_, view)| view.void_reason().is_none())
            .filter_map(|(id, view)| Some((id, view.typed()?)))
            .collect();
        let listed = articles.iter().map(|(id, article)| (*id, article)).collect();
        let parties = (0..3).map(|n| Party { unit: unit(n), name: format!("Hội số {n}") }).collect();
        let text = CovenantText::of(draft, listed, &[], &[], parties);
        let (on, by) = (now.vietnam_date(), self.device.actor.viewer.person);
        let adoption = Adoption { round: draft.next_round(), on, how: "Nhất trí".into(), by, text };
        let after = if self.dice.permille(100) { Value::Null } else { json!(adoption) };
        let act = self.edit(&self.shown.view(id())?, ("adopted", after));
        Some((id(), Kind::Covenant, act, self.why()))
    }

    fn sign(&mut self, adopted: &Adoption, now: Timestamp) -> Deed {
        let unit = self.for_unit();
        let mut signature = Signature {
            covenant: id(),
            year: YEAR,
            unit,
            text: adopted.text.digest(),
            round: 1,
            signer: format!("Người ký {}", self.dice.below(3)),
            authority: Authority::Post { post: "Chủ tịch".into() },
            signed_on: now.vietnam_date(),
            drawing: Drawing(vec![vec![(1, 2), (3, 4)]]),
            evidence: [].into(),
        };
        while let Some(view) = self.shown.view(signature.id(space())) {
            if view.void_reason().is_none() {
                return (signature.id(space()), Kind::Signature, Act::Void, self.why());
            }
            signature.round += 1;
        }
        (signature.id(space()), Kind::Signature, Act::Insert(signature.to_fields()), self.why())
    }

    fn edit(&mut self, view: &View, (field, after): (&str, Value)) -> Act {
        if view.fields.contains_key(VOID) {
            return Act::Restore;
        }
        if view.kind != Kind::Covenant && self.dice.permille(80) {
            return Act::Void;
        }
        let before = view.fields.get(field).cloned().unwrap_or(Value::Null);
        Act::Patch(Edits::from([(field.to_owned(), Edit { before, after })]))
    }
}
