//! The form of a term: who leads the cluster in a year, and how they were chosen.

use leptos::prelude::*;
use shared::domain::{Keyed, Rotation, Term};
use shared::id::{RecordId, SpaceId, UnitId};

use super::{Desk, panel};
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, choice_field, text_field};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Opened, Registry};
use crate::route::{Admin, List};
use crate::tr;
use crate::ui::{Banner, Control, Icon, Tone, live};

/// How reports say that head and deputy were chosen (`domain.md` §10).
const WAYS: [&str; 4] = ["bầu", "nhất trí bầu", "thống nhất giao", "đề cử suy tôn"];
/// Years of which a term can be told.
const YEARS: std::ops::RangeInclusive<i16> = 1945..=2200;

impl Typed for Term {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let head = Some(self.head).filter(|head| *head != UnitId::nobody());
        let id = |unit: Option<UnitId>| unit.map(|unit| unit.to_string()).unwrap_or_default();
        vec![("head", id(head)), ("deputy", id(self.deputy)), ("how", self.how.clone())]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let unit = |field| typed.of(field).parse().ok();
        let Some(head) = unit("head") else { return Err(vec![("head", tr!(admin.unit_missing).to_owned())]) };
        Ok(Self { head, deputy: unit("deputy"), how: typed.line("how"), ..self.clone() })
    }
}

/// The id of a cluster's term in a year.
pub(super) fn term_id(desk: Desk, cluster: SpaceId, year: i16) -> RecordId {
    Term::empty(cluster, year).id(desk.space)
}

/// The form of a term that is there, or of the one of this id that nobody has told yet.
pub(super) fn term_form(desk: Desk, cluster: RecordId, id: RecordId) -> AnyView {
    let repo = use_repo();
    let cluster = SpaceId::of_record(cluster);
    let opened = repo.open_record::<Term>(desk.space, id).or_else(|| {
        // The address names the term, whose id follows from its year.
        let year = YEARS.into_iter().find(|year| term_id(desk, cluster, *year) == id)?;
        Some(Opened::new(Term::empty(cluster, year)))
    });
    let Some(opened) = opened else { return panel::not_here() };
    let year = opened.record.year;
    let draft = DraftOf::Admin(desk.place.get_untracked());
    let form = Form::open::<Term>(&repo, desk.space, Some(id), draft, opened);
    let members = desk.registry.with_untracked(|all| members_in(all, cluster, year));
    let with_none =
        |none: &str| [(String::new(), none.to_owned())].into_iter().chain(members.clone()).collect();
    let ways =
        WAYS.map(|way| (way.to_owned(), Callback::new(move |()| form.text("how").set(way.to_owned()))));
    let of_rules = repo.clone();
    let fields = view! {
        <p class="strong">{tr!(admin.running, year = year)}</p>
        {choice_field(form, "head", with_none(tr!(admin.choose_unit_short)))}
        {live(move || again(desk, form, &of_rules, (cluster, year)))}
        {choice_field(form, "deputy", with_none(tr!(admin.without_deputy)))}
        {text_field(form, "how", Control::Line, (100, 1), tr!(admin.how_hint))}
        {panel::usual(tr!(field.how), ways.to_vec())}
    }
    .into_any();
    let to = Admin::one(List::Clusters, cluster.record());
    panel::form(desk, form, tr!(admin.term_form), fields, move |_| to)
}

/// The members of a year in printed order, to choose from.
fn members_in(registry: &Registry, cluster: SpaceId, year: i16) -> Vec<(String, String)> {
    let members = registry.members_of(cluster).filter(|line| line.held.record.is_in(year));
    members.map(|line| (line.held.record.unit.to_string(), registry.name(line.held.record.unit))).collect()
}

/// Tells of a unit that would be head twice in a row what the year's rule set says of that (I-06); without one, units take
/// turns. What a conference has decided all the same can be kept: the directory says what was.
fn again(desk: Desk, form: Form, repo: &Repo, (cluster, year): (SpaceId, i16)) -> Option<AnyView> {
    let head: UnitId = form.text("head").with(|head| head.parse().ok())?;
    let before = year.checked_sub(1)?;
    let last = desk.registry.with(|all| {
        let mut terms = all.terms_of(cluster);
        terms.find(|line| line.held.record.year == before).map(|line| line.held.record.head)
    });
    let rules = repo.rules_of(cluster, year);
    let rotation = rules.map_or(Rotation::Warned, |rules| rules.held.record.rotation);
    let (tone, words) = match rotation.against(last, head)? {
        Rotation::Barred => (Tone::Err, tr!(admin.head_barred, year = before)),
        Rotation::Warned | Rotation::Free => (Tone::Wait, tr!(admin.head_again, year = before)),
    };
    Some(view! { <Banner tone picture=Icon::Warning><span>{words}</span></Banner> }.into_any())
}
