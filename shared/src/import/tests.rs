use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

use super::{
    Alike, Asked, Column, Counts, Held, ImportOf, Known, Layout, Line, Picked, Says, State, UNIT_ROWS_MAX,
    Unclear,
};
use crate::access::{Grant, Ground, Lock, Role, Viewer};
use crate::domain::{
    Basis, Cluster, Figure, Keyed, Level, Membership, Nature, Period, Person, Phase, Plan, Record, Sense,
    Span, Target, Unit, Work, Year,
};
use crate::field::Problem;
use crate::id::{PersonId, RecordId, SpaceId, UnitId};
use crate::number::Quantity;
use crate::order::OrderKey;
use crate::sheet::{Cell, Fault, Row};
use crate::sync::Refusal;

fn record(n: u8) -> RecordId {
    RecordId::derived([n; 16])
}

fn unit(n: u8) -> UnitId {
    UnitId::of_record(record(n))
}

fn space() -> SpaceId {
    SpaceId::of_record(record(0x40))
}

fn quantity(text: &str) -> Quantity {
    Quantity::try_from(text.to_owned()).unwrap()
}

/// Units 1 to 3, and whoever imports: the centre.
fn known(of: ImportOf) -> Known {
    let names = [
        (1, ["Hội Nhà báo tỉnh Đồng Tháp", "Hội Nhà báo", "HNB"]),
        (2, ["Hội Chữ thập đỏ tỉnh Đồng Tháp", "Hội CTĐ", "Chữ thập đỏ"]),
        (3, ["Liên minh Hợp tác xã tỉnh Đồng Tháp", "LM HTX", "Liên minh HTX"]),
    ];
    let units = names.map(|(n, names)| (unit(n), names.map(str::to_owned).to_vec())).to_vec();
    let centre = Grant { role: Role::Centre, space: None, unit: None };
    let mut records = Vec::new();
    if of == ImportOf::Units {
        for (id, names) in &units {
            let [name, short, alias] = names.as_slice() else { continue };
            let unit =
                Unit { name: name.clone(), short: short.clone(), aliases: BTreeSet::from([alias.clone()]) };
            records.push(held(id.record(), &unit));
        }
    }
    Known {
        import: record(0x99),
        space: space(),
        in_directory: of != ImportOf::Targets,
        viewer: Viewer { person: PersonId::of_record(record(0x50)), grants: vec![centre] },
        ground: Ground::open(date(2024, 11, 1)),
        year: 2024,
        units,
        unit: None,
        cluster: None,
        source: "Báo cáo số 12/BC-HNB".into(),
        reason: String::new(),
        records,
    }
}

fn held<R: Record>(id: RecordId, record: &R) -> Held {
    Held { id, kind: R::KIND, fields: record.to_fields() }
}

fn cell(text: &str) -> Cell {
    match text.strip_prefix('#').map(str::parse::<f64>) {
        Some(Ok(number)) => Cell::number(number, false),
        _ => Cell::text(text),
    }
}

fn rows(cells: &[&[&str]]) -> Vec<Row> {
    let row =
        |(number, cells): (u32, &&[&str])| Row { number, cells: cells.iter().map(|it| cell(it)).collect() };
    (1..).zip(cells).map(row).collect()
}

/// What a sheet comes to, with its rows.
struct Reading {
    lines: Vec<Line>,
    counts: Counts,
    unclear: Vec<Unclear>,
    beyond: usize,
}

fn read(of: ImportOf, rows: &[Row], layout: &Layout, known: &Known, picked: &[Picked]) -> Reading {
    let mut lines = Vec::new();
    let super::Reading { counts, unclear, beyond } =
        super::read(of, rows, layout, known, picked, &mut |line| lines.push(line));
    Reading { lines, counts, unclear, beyond }
}

fn reading(of: ImportOf, cells: &[&[&str]], known: &Known, picked: &[Picked]) -> Reading {
    let rows = rows(cells);
    read(of, &rows, &Layout::guessed(of, &rows), known, picked)
}

fn states(reading: &Reading) -> Vec<(u32, State)> {
    reading.lines.iter().map(|line| (line.row, line.state)).collect()
}

fn says(reading: &Reading, row: u32) -> Told {
    let line = reading.lines.iter().find(|line| line.row == row).unwrap();
    line.notes.iter().map(|note| (note.column, note.says.clone())).collect()
}

/// What is told of which cell.
type Told = Vec<(Option<Column>, Says)>;

/// What the wishes of all rows make, of one kind.
fn made<R: Record>(reading: &Reading) -> Vec<R> {
    let wishes = reading.lines.iter().flat_map(|line| &line.wishes);
    wishes.filter(|wish| wish.kind == R::KIND).map(|wish| R::from_fields(&wish.after).unwrap()).collect()
}

/// The same import once its wishes have come true.
fn fulfilled(known: &Known, reading: &Reading) -> Known {
    let mut known = known.clone();
    for wish in reading.lines.iter().flat_map(|line| &line.wishes) {
        known.records.retain(|held| held.id != wish.id);
        known.records.push(Held { id: wish.id, kind: wish.kind, fields: wish.after.clone() });
        if let Some(unit) = known.records.last().and_then(Held::typed::<Unit>) {
            let names = std::iter::once(unit.name).chain([unit.short]).chain(unit.aliases).collect();
            let id = UnitId::of_record(wish.id);
            known.units.retain(|(held, _)| *held != id);
            known.units.push((id, names));
        }
    }
    known
}

#[test]
fn i05_units_are_taken_by_name_and_alias_and_asked_about_when_they_are_alike() {
    let known = known(ImportOf::Units);
    let sheet: &[&[&str]] = &[
        &["STT", "Tên đơn vị", "Tên ngắn", "Tên gọi khác"],
        &["1", "Hội Nhà báo tỉnh Đồng Tháp", "", ""],
        &["2", "chữ thập  đỏ", "", "Hội CTĐ tỉnh; HCTĐ"],
        &["3", "1. Hội Luật gia tỉnh Đồng Tháp;", "HLG", ""],
        &["4", "Hoi Nha bao tinh Dong Thap", "", ""],
        &["5", "HỘI LUẬT GIA TỈNH ĐỒNG THÁP", "", ""],
        &["", "", "", ""],
        &["6", "HNB", "", ""],
    ];
    let read = reading(ImportOf::Units, sheet, &known, &[]);
    let expected = [
        (2, State::Same),
        (3, State::Changed),
        (4, State::New),
        (5, State::Unclear),
        (6, State::Failed),
        (8, State::Failed),
    ];
    assert_eq!(states(&read), expected);
    assert_eq!(says(&read, 6), [(Some(Column::Name), Says::Twice(4))]);
    assert_eq!(says(&read, 8), [(Some(Column::Name), Says::Twice(2))]);
    let [unclear] = read.unclear.as_slice() else { panic!("{:?}", read.unclear) };
    assert_eq!(unclear.alike[0], Alike { id: record(1), name: "Hội Nhà báo tỉnh Đồng Tháp".into() });
    let units = made::<Unit>(&read);
    assert_eq!(units[0].aliases, ["Chữ thập đỏ", "HCTĐ", "Hội CTĐ tỉnh"].map(str::to_owned).into());
    assert_eq!((units[1].name.as_str(), units[1].short.as_str()), ("Hội Luật gia tỉnh Đồng Tháp", "HLG"));

    let picked = |meant| vec![Picked { asked: Asked::Unit, key: unclear.key.clone(), meant }];
    // It is a unit that an earlier row names.
    let read = reading(ImportOf::Units, sheet, &known, &picked(Some(record(1))));
    assert_eq!(says(&read, 5), [(Some(Column::Name), Says::Twice(2))]);
    let read = reading(ImportOf::Units, sheet, &known, &picked(None));
    assert_eq!(read.lines[3].state, State::New);
    assert_eq!(read.unclear.len(), 1, "a choice can be made again");
}

#[test]
fn i01_units_become_members_once_and_of_one_cluster_of_a_level() {
    let mut known = known(ImportOf::Units);
    let cluster = |name: &str| Cluster {
        name: name.into(),
        short: name.into(),
        number: None,
        province: String::new(),
        level: Level::Province,
        word: "cụm".into(),
        head_title: "Cụm trưởng".into(),
        deputy_title: "Cụm phó".into(),
        founded: None,
        year: 2024,
    };
    let (here, there) = (SpaceId::of_record(record(0x21)), SpaceId::of_record(record(0x22)));
    let order = OrderKey::between(None, None);
    let member =
        |cluster, n| Membership { cluster, unit: unit(n), from: None, to: None, order: order.clone() };
    known.records.extend([
        held(here.record(), &cluster("Cụm 1")),
        held(there.record(), &cluster("Cụm 2")),
        held(record(0x31), &member(here, 1)),
        held(record(0x32), &member(there, 2)),
    ]);
    known.cluster = Some(here);
    let sheet: &[&[&str]] = &[&["Đơn vị"], &["HNB"], &["Hội CTĐ"], &["LM HTX"], &["Hội Luật gia"]];
    let read = reading(ImportOf::Units, sheet, &known, &[]);
    let expected = [(2, State::Same), (3, State::Failed), (4, State::New), (5, State::New)];
    assert_eq!(states(&read), expected);
    assert_eq!(says(&read, 3), [(Some(Column::Name), Says::Problem(Problem::OtherCluster { year: 2024 }))]);
    let members = made::<Membership>(&read);
    assert_eq!(members.len(), 2);
    assert!(order < members[0].order && members[0].order < members[1].order, "in the order of the sheet");
    let again = reading(ImportOf::Units, sheet, &fulfilled(&known, &read), &[]);
    assert_eq!(states(&again)[2..], [(4, State::Same), (5, State::Same)]);
}

#[test]
fn people_are_of_the_unit_that_their_row_names() {
    let mut known = known(ImportOf::People);
    let person = |name: &str, unit, post: &str| Person { name: name.into(), unit, post: post.into() };
    known.records = vec![held(record(0x61), &person("Nguyễn Thị Hạnh", Some(unit(1)), "Chuyên viên"))];
    let read = reading(
        ImportOf::People,
        &[
            &["Họ và tên", "Chức vụ", "Đơn vị"],
            &["Nguyễn Thị Hạnh", "Chuyên viên", "HNB"],
            &["nguyễn thị hạnh", "Phó Chủ tịch", "HNB"],
            &["Nguyễn Thị Hạnh", "Văn thư", "LM HTX"],
            &["Lê Văn Trang", "Chuyên viên", ""],
            &["Trần Văn An", "", "Sở Tài chính"],
            &["", "Chủ tịch", "HNB"],
        ],
        &known,
        &[],
    );
    let expected = [
        (2, State::Same),
        (3, State::Failed),
        (4, State::New),
        (5, State::New),
        (6, State::Failed),
        (7, State::Failed),
    ];
    assert_eq!(states(&read), expected);
    assert!(says(&read, 3).contains(&(Some(Column::Name), Says::Twice(2))));
    assert_eq!(says(&read, 4), [(Some(Column::Name), Says::Namesake("Hội Nhà báo tỉnh Đồng Tháp".into()))]);
    assert_eq!(says(&read, 6), [(Some(Column::Unit), Says::Unlisted)]);
    assert_eq!(says(&read, 7), [(Some(Column::Name), Says::Problem(Problem::Blank))]);
    let people = made::<Person>(&read);
    assert_eq!(
        people,
        [person("Nguyễn Thị Hạnh", Some(unit(3)), "Văn thư"), person("Lê Văn Trang", None, "Chuyên viên")]
    );

    // A post that is another one now.
    let read = reading(
        ImportOf::People,
        &[&["Họ tên", "Chức vụ", "Đơn vị"], &["Nguyễn Thị Hạnh", "Phó Chủ tịch", "HNB"]],
        &known,
        &[],
    );
    assert_eq!(states(&read), [(2, State::Changed)]);
    assert_eq!(says(&read, 2), [(Some(Column::Post), Says::Before("Chuyên viên".into()))]);
}

fn target(name: &str, measure: &str, nature: Nature) -> Target {
    let (unit, note) = (None, String::new());
    Target {
        year: 2024,
        unit,
        name: name.into(),
        measure: measure.into(),
        nature,
        sense: Sense::Higher,
        order: 10,
        note,
    }
}

/// Two targets, with a figure of unit 1 for the first.
fn with_targets() -> Known {
    let mut known = known(ImportOf::Targets);
    let figure = Figure {
        value: Some(quantity("70000")),
        source: "Sổ".into(),
        ..Figure::empty(record(0x71), unit(1), 2024, Span::Full, Basis::Official)
    };
    known.records = vec![
        held(record(0x71), &target("Tặng quà", "phần quà", Nature::Count)),
        held(record(0x72), &target("Tỷ lệ hội viên", "%", Nature::Rate)),
        held(figure.id(space()), &figure),
    ];
    known
}

#[test]
fn i12_i13_i14_targets_plans_and_figures_come_from_their_columns() {
    let known = with_targets();
    let read = reading(
        ImportOf::Targets,
        &[
            &["Chỉ tiêu", "ĐVT", "Loại", "Đơn vị", "KH 6 tháng", "Kế hoạch", "Ước TH", "Thực hiện"],
            &["I. Công tác xã hội", "", "", "", "", "", "", ""],
            &["Tặng quà", "phần quà", "", "HNB", "", "36.500", "", "#74958"],
            &["tặng  quà", "suất", "", "LM HTX", "#10", "#20", "#15", "-"],
            &["Thành lập hợp tác xã", "hợp tác xã", "", "LM HTX", "", "#7", "", "#13"],
            &["Thành lập hợp tác xã", "hợp tác xã", "", "HNB", "", "không giao", "", ""],
            &["Quỹ vì người nghèo", "triệu đồng", "", "HNB", "", "#1.5", "", ""],
            &["Tỷ lệ hội viên", "", "", "HNB", "", "97,7%", "", ""],
            &["Tổng cộng", "", "", "", "", "#99", "", "#99"],
        ],
        &known,
        &[],
    );
    let expected = [
        (2, State::Left),
        (3, State::New),
        (4, State::New),
        (5, State::New),
        (6, State::New),
        (7, State::New),
        (8, State::New),
    ];
    assert_eq!(states(&read), expected, "{:#?}", read.lines);
    assert_eq!(says(&read, 3), [(Some(Column::FullOfficial), Says::Before("70.000".into()))]);
    assert_eq!(says(&read, 4), [(Some(Column::Measure), Says::Kept("phần quà".into()))]);
    let targets = made::<Target>(&read);
    let named = |it: &Target| (it.name.clone(), it.measure.clone(), it.nature, it.unit);
    assert_eq!(
        targets.iter().map(named).collect::<Vec<_>>(),
        [
            ("Thành lập hợp tác xã".to_owned(), "hợp tác xã".to_owned(), Nature::Count, None),
            ("Quỹ vì người nghèo".to_owned(), "triệu đồng".to_owned(), Nature::Money, None),
        ]
    );
    assert!(targets[0].order < targets[1].order && targets[0].order > 10);
    let plans = made::<Plan>(&read);
    let planned = |it: &Plan| (it.unit, it.half.map(String::from), it.full.map(String::from), it.unassigned);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        plans.iter().map(planned).collect::<Vec<_>>(),
        [
            (unit(1), None, some("36500"), false),
            (unit(3), some("10"), some("20"), false),
            (unit(3), None, some("7"), false),
            (unit(1), None, None, true),
            (unit(1), None, some("1.5"), false),
            (unit(1), None, some("97.7"), false),
        ]
    );
    assert!(plans.iter().all(|plan| plan.source == "Báo cáo số 12/BC-HNB"), "entered for the units");
    let figures = made::<Figure>(&read);
    let counted = |it: &Figure| (it.unit, it.basis, it.value.map(String::from));
    assert_eq!(
        figures.iter().map(counted).collect::<Vec<_>>(),
        [
            (unit(1), Basis::Official, some("74958")),
            (unit(3), Basis::Estimate, some("15")),
            (unit(3), Basis::Official, some("13")),
        ]
    );
    assert_eq!(plans[2].target, figures[2].target, "of the target that its own row makes");
}

#[test]
fn i12_i13_i16_i24_what_breaks_a_rule_is_told_at_its_cell() {
    let known = with_targets();
    let head: &[&str] = &["Chỉ tiêu", "ĐVT", "Đơn vị", "Kế hoạch", "Thực hiện"];
    let at = |column| move |says| vec![(Some(column), says)];
    let cases: [(&[&str], Told); 13] = [
        (&["Tặng quà", "", "HNB", "#0", ""], at(Column::FullPlan)(Says::Problem(Problem::NotPositive))),
        (&["Tặng quà", "", "LM HTX", "", "#1.5"], at(Column::FullOfficial)(Says::Problem(Problem::NotWhole))),
        (&["Tặng quà", "", "LM HTX", "", "-3"], at(Column::FullOfficial)(Says::Problem(Problem::Negative))),
        (&["Tặng quà", "", "HNB", "ba chục", ""], at(Column::FullPlan)(Says::NotNumber)),
        (
            &["Tặng quà", "", "HNB", "74,958", ""],
            at(Column::FullPlan)(Says::Ambiguous(vec![quantity("74.958"), quantity("74958")])),
        ),
        (&["Tặng quà", "", "HNB", "9999999999999999999", ""], at(Column::FullPlan)(Says::TooLong)),
        (
            &["Tỷ lệ hội viên", "", "HNB", "", "#1001"],
            at(Column::FullOfficial)(Says::Problem(Problem::OutOfRange)),
        ),
        (&["Tặng quà", "", "", "#5", ""], at(Column::Unit)(Says::Problem(Problem::Blank))),
        (&["Tặng quà", "", "Sở Y tế", "#5", ""], at(Column::Unit)(Says::Unlisted)),
        (&["", "", "HNB", "#5", ""], at(Column::Name)(Says::Problem(Problem::Blank))),
        (&["Chỉ tiêu lạ", "", "HNB", "#5", ""], at(Column::Measure)(Says::Problem(Problem::Blank))),
        (&["Tặng quà", "", "Hoi Nha bao", "#5", ""], at(Column::Unit)(Says::Unclear)),
        (&["Tang qua", "", "HNB", "#5", ""], at(Column::Name)(Says::Unclear)),
    ];
    for (row, expected) in cases {
        let read = reading(ImportOf::Targets, &[head, row], &known, &[]);
        assert_eq!(says(&read, 2), expected, "{row:?}");
        let unclear = expected[0].1 == Says::Unclear;
        assert_eq!(read.lines[0].state, if unclear { State::Unclear } else { State::Failed }, "{row:?}");
        assert_eq!(read.lines[0].wishes, []);
    }
}

#[test]
fn what_a_workbook_holds_is_taken_for_what_it_shows() {
    let known = with_targets();
    let head = rows(&[&["Chỉ tiêu", "Đơn vị", "Thực hiện"]]).remove(0);
    let row =
        |name: &str, cell: Cell| Row { number: 2, cells: vec![Cell::text(name), Cell::text("LM HTX"), cell] };
    let cases = [
        ("Tỷ lệ hội viên", Cell::number(0.857, true), Some("85.7"), vec![]),
        (
            "Tỷ lệ hội viên",
            Cell::number(600.0 / 7.0, false),
            Some("85.714286"),
            vec![Says::Rounded(quantity("85.714286"))],
        ),
        ("Tặng quà", Cell::number(0.5, true), None, vec![Says::Percent]),
        ("Tặng quà", Cell::Day(date(2024, 5, 1)), None, vec![Says::NotNumber]),
        ("Tặng quà", Cell::Faulty(Fault::NotCalculated), None, vec![Says::Fault(Fault::NotCalculated)]),
        ("Tặng quà", Cell::Faulty(Fault::Merged), None, vec![Says::Fault(Fault::Merged)]),
    ];
    for (name, cell, value, expected) in cases {
        let rows = [head.clone(), row(name, cell)];
        let layout = Layout::guessed(ImportOf::Targets, &rows);
        let read = read(ImportOf::Targets, &rows, &layout, &known, &[]);
        let told: Vec<_> = read.lines[0].notes.iter().map(|note| note.says.clone()).collect();
        assert_eq!(told, expected, "{name}");
        let figures = made::<Figure>(&read);
        assert_eq!(figures.first().and_then(|it| it.value), value.map(quantity), "{name}");
    }
}

#[test]
fn i07_i17_rights_and_locks_are_those_of_every_other_save() {
    let mut known = with_targets();
    let mut year = Year::empty(2024);
    year.set_period(Phase::Signing, Some(Period { from: date(2024, 1, 10), to: date(2024, 1, 24) }));
    year.set_period(Phase::Midyear, Some(Period { from: date(2024, 6, 1), to: date(2024, 6, 20) }));
    known.ground = Ground { year: Some(year), ..Ground::open(date(2024, 7, 1)) };
    let sheet: &[&[&str]] = &[
        &["Chỉ tiêu", "Đơn vị", "Kế hoạch", "Thực hiện 6 tháng", "Thực hiện", "Nguồn"],
        &["Tặng quà", "HNB", "#5", "", "", ""],
        &["Tặng quà", "LM HTX", "", "#5", "", ""],
        &["Tặng quà", "Hội CTĐ", "", "", "#5", "Sổ"],
    ];
    let locked = |work, last| Says::Refused(Refusal::Locked { lock: Lock::PastDeadline { work, last } });
    let plan = locked(Work::Registration, date(2024, 1, 24));
    let half = locked(Work::HalfFigures, date(2024, 6, 20));

    // The centre owes a reason once the time is over, and the document always.
    let read = reading(ImportOf::Targets, sheet, &known, &[]);
    assert_eq!(says(&read, 2), [(Some(Column::FullPlan), plan.clone())]);
    assert_eq!(says(&read, 3), [(Some(Column::HalfOfficial), Says::Refused(Refusal::NeedsReason))]);
    assert_eq!(states(&read)[2], (4, State::New));
    known.reason = "Đơn vị gửi muộn vì bão".into();
    known.source = String::new();
    let read = reading(ImportOf::Targets, sheet, &known, &[]);
    assert_eq!(says(&read, 3), [(Some(Column::HalfOfficial), Says::Refused(Refusal::NeedsSource))]);
    assert_eq!(states(&read)[2], (4, State::New), "the row names its document");

    // A unit's officer enters its own, in time, without a document.
    let grant = Grant { role: Role::Officer, space: Some(space()), unit: Some(unit(3)) };
    known.viewer.grants = vec![grant];
    let read = reading(ImportOf::Targets, sheet, &known, &[]);
    assert_eq!(says(&read, 3), [(Some(Column::HalfOfficial), half)]);
    assert_eq!(says(&read, 2), [(Some(Column::FullPlan), Says::Refused(Refusal::NotAllowed))]);
    known.ground.today = date(2024, 6, 10);
    known.unit = Some(unit(3));
    let own: &[&[&str]] = &[
        &["Chỉ tiêu", "ĐVT", "Thực hiện 6 tháng"],
        &["Tặng quà", "", "#5"],
        // What a unit adds is its own.
        &["Trồng cây", "cây", "#300"],
    ];
    known.ground.year = None;
    let read = reading(ImportOf::Targets, own, &known, &[]);
    assert_eq!(states(&read), [(2, State::New), (3, State::New)], "{:#?}", read.lines);
    assert_eq!(made::<Target>(&read)[0].unit, Some(unit(3)));
    assert!(made::<Figure>(&read).iter().all(|figure| figure.unit == unit(3) && figure.source.is_empty()));
}

#[test]
fn what_is_there_is_left_alone_when_a_sheet_is_read_again() {
    let known = with_targets();
    let sheet: &[&[&str]] = &[
        &["Chỉ tiêu", "ĐVT", "Đơn vị", "Kế hoạch", "Ước TH", "Thực hiện"],
        &["Tặng quà", "phần quà", "HNB", "#36500", "", "#74958"],
        &["Trồng cây", "cây", "LM HTX", "#300", "#250", "#310"],
        &["Trồng cây", "cây", "HNB", "không giao", "", ""],
    ];
    let read = reading(ImportOf::Targets, sheet, &known, &[]);
    let again = reading(ImportOf::Targets, sheet, &fulfilled(&known, &read), &[]);
    assert_eq!(states(&again), [(2, State::Same), (3, State::Same), (4, State::Same)], "{:#?}", again.lines);
}

#[test]
fn a_file_of_units_without_end_is_read_in_part() {
    let known = known(ImportOf::Units);
    let mut sheet = rows(&[&["Đơn vị"]]);
    let name = |n: u32| Row { number: n + 2, cells: vec![Cell::Text(format!("Đơn vị {n}"))] };
    sheet.extend((0..2_050).map(name));
    let layout = Layout::guessed(ImportOf::Units, &sheet);
    let read = read(ImportOf::Units, &sheet, &layout, &known, &[]);
    assert_eq!((read.lines.len(), read.beyond), (UNIT_ROWS_MAX, 50));
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        3 => Just(Cell::Blank),
        3 => "\\PC{0,12}".prop_map(|text| Cell::text(&text)),
        2 => prop::sample::select(vec!["HNB", "Tặng quà", "không giao", "cây", "1.5", "74,958", "97%"]).prop_map(Cell::text),
        3 => any::<f64>().prop_map(|number| Cell::number(number, false)),
        2 => (-10_i32..100_000).prop_map(|number| Cell::number(f64::from(number), false)),
        1 => Just(Cell::Faulty(Fault::NotCalculated)),
    ]
}

proptest! {
    #[test]
    fn whatever_stands_in_a_sheet_only_good_rows_make_something(
        of in prop::sample::select(ImportOf::ALL.to_vec()),
        cells in prop::collection::vec(prop::collection::vec(any_cell(), 0..16), 0..12),
    ) {
        let known = if of == ImportOf::Targets { with_targets() } else { known(of) };
        let layout = Layout {
            last_heading: 0,
            columns: of.columns().iter().map(|column| Some(*column)).collect(),
            headings: Vec::new(),
        };
        let rows: Vec<Row> = (1..).zip(cells).map(|(number, cells)| Row { number, cells }).collect();
        let read = read(of, &rows, &layout, &known, &[]);
        prop_assert_eq!(read.counts.all(), read.lines.len());
        let mut ids = BTreeSet::new();
        for line in &read.lines {
            let is_taken = matches!(line.state, State::New | State::Changed);
            prop_assert_eq!(is_taken, !line.wishes.is_empty());
            if line.notes.iter().any(|note| note.says.is_wrong()) {
                prop_assert_eq!(line.state, State::Failed);
            }
            for wish in &line.wishes {
                prop_assert!(ids.insert(wish.id), "a record is wished for once");
                let problems = wish.kind.spec().map(|spec| spec.problems(&wish.after)).unwrap_or_default();
                prop_assert_eq!(problems, vec![]);
            }
        }
        // Read again once it is there, it changes nothing.
        let again = super::tests::read(of, &rows, &layout, &fulfilled(&known, &read), &[]);
        prop_assert_eq!(again.counts.taken(), 0, "{:#?}", again.lines);
    }
}
