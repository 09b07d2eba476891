//! What the sample data shows of a cluster's year, and that it can be tried at once.

use serde_json::json;
use shared::access::{Ground, Lock};
use shared::domain::{
    Activity, Basis, Figure, KeyTask, Kind, Movement, Plan, Report, ReportState, Span, Summary, Target, Work,
    Year,
};
use shared::id::UnitId;
use shared::number::Quantity;
use shared::sync::{Outcome, Refusal, Row};

use crate::member::{COOPERATIVES, Member, RED_CROSS};
use crate::world::{World, space, unit};

const CLUSTERS: [&str; 5] =
    ["dt-khoi-12", "th-cum-11", "th-cum-7", "tw-cum-chinh-tri-xa-hoi-lien-hiep", "hdt-khoi"];

async fn centre_of(world: &World, cluster: &str) -> Member {
    let mut centre = Member::new(world, "trang").await;
    centre.space = space(cluster);
    centre.exchange(world, &[]).await;
    centre
}

/// Plan, figure and percentage in tenths of a unit's target.
fn told(member: &Member, name: &str, of: UnitId, basis: Basis) -> (Plan, Option<Figure>, Option<i128>) {
    let targets = member.of_kind(Kind::Target);
    let target = targets.iter().find(|row| row.fields["name"] == json!(name)).unwrap().id;
    let mut plans = member.of_kind(Kind::Plan).into_iter().filter_map(Row::typed::<Plan>);
    let plan = plans.find(|plan| (plan.target, plan.unit) == (target, of)).unwrap();
    let mut figures = member.of_kind(Kind::Figure).into_iter().filter_map(Row::typed::<Figure>);
    let is_it = |it: &Figure| (it.target, it.unit, it.span, it.basis) == (target, of, Span::Full, basis);
    let figure = figures.find(is_it);
    let value = figure.as_ref().and_then(|figure| figure.value);
    let percent = value.zip(plan.full).and_then(|(value, full)| value.percent_tenths_of(full));
    (plan, figure, percent)
}

#[tokio::test]
async fn the_reports_figures_are_there_with_what_their_words_can_mean() {
    let world = World::new();
    let centre = centre_of(&world, "dt-khoi-12").await;
    let (red_cross, cooperatives) = (unit(RED_CROSS), unit(COOPERATIVES));
    let gifts = told(&centre, "Quà “Tết Nhân ái”", red_cross, Basis::Official);
    assert_eq!((gifts.0.full, gifts.2), (Some(Quantity::whole(36_500)), Some(2054)));
    let gifts = gifts.1.unwrap();
    assert_eq!(gifts.value, Some(Quantity::whole(74_958)));
    assert!(gifts.note.contains("vượt trên 205% kế hoạch") && gifts.note.contains("24.500"));
    let founded = told(&centre, "Hợp tác xã thành lập mới", cooperatives, Basis::Official);
    assert_eq!((founded.0.full, founded.2), (Some(Quantity::whole(7)), Some(1857)));
    let money = told(&centre, "Trị giá vận động nguồn lực", red_cross, Basis::Estimate);
    assert_eq!(money.2, Some(1163));
    let blank = told(&centre, "Tập huấn sơ cấp cứu", red_cross, Basis::Official);
    assert_eq!((blank.0.full, blank.1), (Some(Quantity::whole(24)), None));
    let unassigned = told(&centre, "Cứu trợ thiên tai", red_cross, Basis::Official);
    assert!(unassigned.0.unassigned && unassigned.1.is_some());
    let rows = centre.of_kind(Kind::Summary);
    let mut summaries = rows.iter().filter_map(|row| row.typed::<Summary>());
    let own = summaries.find(|it| it.unit == red_cross && it.year == 2024).unwrap();
    assert_eq!((own.planned, own.reported), (8, 7));
}

#[tokio::test]
async fn the_units_reports_stand_in_every_state_that_somebody_has_to_see() {
    use ReportState::{Accepted, Draft, Moved, Returned, Submitted};
    let world = World::new();
    let centre = centre_of(&world, "dt-khoi-12").await;
    let rows = centre.of_kind(Kind::Report);
    let reports: Vec<Report> = rows.iter().filter_map(|row| row.typed()).collect();
    let of = |state| reports.iter().filter(|report| report.state() == state).count();
    assert_eq!([Accepted, Draft, Moved, Returned, Submitted].map(of), [1, 1, 0, 1, 2]);
    let accepted = reports.iter().find(|report| report.state() == Accepted).unwrap();
    let figures = &accepted.submitted.as_ref().unwrap().figures;
    let blood = figures.iter().find(|figure| figure.name == "Hiến máu tình nguyện").unwrap();
    assert_eq!(blood.value, Some(Quantity::whole(6_290)), "as it stood then");
}

#[tokio::test]
async fn what_was_entered_for_a_unit_names_its_document_in_every_cluster() {
    let world = World::new();
    for cluster in CLUSTERS {
        let centre = centre_of(&world, cluster).await;
        let targets = centre.of_kind(Kind::Target);
        assert!(targets.len() >= 3, "{cluster}");
        assert!(targets.iter().any(|row| row.typed::<Target>().unwrap().unit.is_none()), "{cluster}");
        let entered = [Kind::Plan, Kind::Figure].into_iter().flat_map(|kind| centre.of_kind(kind));
        for row in entered {
            let by = row.by.as_ref().unwrap();
            let is_own = by.unit.is_some_and(|unit| row.fields["unit"] == json!(unit));
            assert!(is_own || row.fields.contains_key("source"), "{row:?}");
        }
    }
}

#[tokio::test]
async fn the_reports_movements_and_tasks_are_there_in_their_own_words() {
    let world = World::new();
    let told = [
        ("dt-khoi-12", "Tết Nhân ái", 3),
        ("th-cum-11", "Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau", 3),
        ("th-cum-7", "Thực hiện Chỉ thị 05-CT/TƯ của Bộ Chính trị", 3),
        ("tw-cum-chinh-tri-xa-hoi-lien-hiep", "Bình dân học vụ số", 6),
        ("hdt-khoi", "Đền ơn đáp nghĩa", 5),
    ];
    for (cluster, name, tasks) in told {
        let centre = centre_of(&world, cluster).await;
        let movements = centre.of_kind(Kind::Movement).into_iter().filter_map(Row::typed::<Movement>);
        assert!(movements.into_iter().any(|movement| movement.name == name), "{cluster}");
        let mut found: Vec<_> =
            centre.of_kind(Kind::KeyTask).into_iter().filter_map(Row::typed::<KeyTask>).collect();
        found.sort_by(|one, other| one.order.cmp(&other.order));
        assert_eq!(found.len(), tasks, "{cluster}");
        let all = centre.of_kind(Kind::Movement).len() + centre.of_kind(Kind::KeyTask).len();
        let links = centre.of_kind(Kind::Activity).into_iter().filter_map(Row::typed::<Activity>);
        let links = links.flat_map(|it| it.movements.into_iter().chain(it.tasks));
        assert!(links.into_iter().all(|link| centre.rows.contains_key(&link)) && all > 0, "{cluster}");
        if cluster.starts_with("tw") {
            assert!(found[0].name.starts_with("Tổ chức thành công Đại hội"), "{:?}", found[0]);
            assert!(found[5].name.ends_with("theo kế hoạch"), "{:?}", found[5]);
            assert!(!centre.of_kind(Kind::TaskProgress).is_empty());
        }
    }
}

#[tokio::test]
async fn the_program_can_be_tried_today_and_one_year_shows_what_closed_looks_like() {
    let world = World::new();
    for cluster in CLUSTERS {
        let centre = centre_of(&world, cluster).await;
        let years = centre.of_kind(Kind::Year);
        assert_eq!(years.len(), 1, "{cluster}");
        let year: Year = years[0].typed().unwrap();
        assert_eq!(year.out_of_order(), [], "{cluster}");
        let ground = Ground { year: Some(year), ..Ground::open(world.now().vietnam_date()) };
        let is_locked = |work| ground.lock(work, unit(RED_CROSS)).is_some();
        assert_eq!(ground.closed().is_some(), cluster == "th-cum-7", "{cluster}");
        assert!(cluster != "dt-khoi-12" || !Work::ALL.into_iter().any(is_locked), "{cluster}");
    }
    let mut officer = Member::new(&world, "hanh").await;
    officer.exchange(&world, &[]).await;
    for (kind, field) in [(Kind::Plan, "full"), (Kind::Figure, "value")] {
        let id = officer.of_kind(kind).iter().find(|row| row.fields.contains_key(field)).unwrap().id;
        let edit = officer.edit(id, field, json!("30"));
        assert!(matches!(officer.hand_in(&world, &edit).await, Outcome::Applied { .. }));
    }
    let mut closed = Member::new(&world, "hai").await;
    closed.space = space("th-cum-7");
    closed.exchange(&world, &[]).await;
    let id = closed.of_kind(Kind::Figure)[0].id;
    let edit = closed.edit(id, "value", json!("1"));
    let reason = Refusal::Locked { lock: Lock::YearClosed };
    assert_eq!(closed.hand_in(&world, &edit).await, Outcome::Refused { reason });
}
