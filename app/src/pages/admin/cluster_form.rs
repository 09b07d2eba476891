//! The form of a cluster.

use leptos::prelude::*;
use shared::domain::{Cluster, Founding, Labels, Level};
use shared::id::RecordId;

use super::{Desk, panel};
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, choice_field, day_field, text_field};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::Opened;
use crate::route::{Admin, List};
use crate::ui::Control;
use crate::{format, tr, words};

/// How clusters call themselves, their head and their deputy in the reports.
const LABELS: [[&str; 3]; 4] = [
    ["cụm", "Cụm trưởng", "Cụm phó"],
    ["cụm", "Trưởng Cụm", "Phó Trưởng Cụm"],
    ["khối", "Khối trưởng", "Khối phó"],
    ["khối", "Trưởng Khối", "Phó Trưởng Khối"],
];
/// Characters of a short name.
const SHORT_CHARS_MAX: usize = 60;

const LEVELS: [(&str, Level); 4] = [
    ("central", Level::Central),
    ("province", Level::Province),
    ("sector", Level::Sector),
    ("commune", Level::Commune),
];

impl Typed for Cluster {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let founded = self.founded.clone();
        let (number, issuer) =
            founded.as_ref().map(|it| (it.number.clone(), it.issuer.clone())).unwrap_or_default();
        let level = LEVELS.iter().find(|(_, level)| *level == self.level).map(|(name, _)| *name);
        vec![
            ("name", self.name.clone()),
            ("short", self.short.clone()),
            ("number_of", self.number.map(|number| number.to_string()).unwrap_or_default()),
            ("level", level.unwrap_or_default().to_owned()),
            ("province", self.province.clone()),
            ("word", self.word.clone()),
            ("head_title", self.head_title.clone()),
            ("deputy_title", self.deputy_title.clone()),
            ("founded", number),
            ("founded_on", founded.map(|it| format::typed_date(it.date)).unwrap_or_default()),
            ("issuer", issuer),
            ("year", self.year.to_string()),
        ]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let typed_number = typed.of("number_of").trim();
        let number = typed_number.parse().ok().filter(|number| *number > 0);
        if number.is_none() && !typed_number.is_empty() {
            faults.push(("number_of", tr!(admin.number_wrong).to_owned()));
        }
        let year = typed.of("year").trim().parse().unwrap_or_else(|_| {
            faults.push(("year", tr!(admin.year_wrong).to_owned()));
            self.year
        });
        let founded = founding(typed, year, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let name = typed.line("name");
        let level = LEVELS.iter().find(|(level, _)| *level == typed.of("level")).map(|(_, level)| *level);
        Ok(Self {
            short: short_or(typed, &name, SHORT_CHARS_MAX),
            name,
            number,
            province: typed.line("province"),
            level: level.unwrap_or(self.level),
            word: typed.line("word"),
            head_title: typed.line("head_title"),
            deputy_title: typed.line("deputy_title"),
            founded,
            year,
        })
    }

    fn typed_in(field: &str) -> &str {
        if field == "number" { "number_of" } else { field }
    }
}

/// The short name; where none is typed the name, if that is short enough.
pub(super) fn short_or(typed: &Texts, name: &str, max: usize) -> String {
    let short = typed.line("short");
    if short.is_empty() && name.chars().count() <= max { name.to_owned() } else { short }
}

/// The founding decision, of which all three parts are typed or none.
fn founding(typed: &Texts, year: i16, faults: &mut Vec<(&'static str, String)>) -> Option<Founding> {
    let (number, issuer) = (typed.line("founded"), typed.line("issuer"));
    let date = match typed.day("founded_on", year) {
        Ok(date) => date,
        Err(words) => {
            faults.push(("founded_on", words));
            return None;
        }
    };
    if number.is_empty() && issuer.is_empty() && date.is_none() {
        return None;
    }
    let missing =
        [("founded", number.is_empty()), ("founded_on", date.is_none()), ("issuer", issuer.is_empty())];
    let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing);
    faults.extend(missing.map(|(field, _)| (field, tr!(admin.founding_whole).to_owned())));
    Some(Founding { number, date: date?, issuer })
}

/// A cluster of which nothing is known yet.
fn blank(year: i16) -> Cluster {
    let [word, head_title, deputy_title] =
        LABELS.first().map(|labels| labels.map(str::to_owned)).unwrap_or_default();
    Cluster {
        name: String::new(),
        short: String::new(),
        number: None,
        province: String::new(),
        level: Level::Province,
        word,
        head_title,
        deputy_title,
        founded: None,
        year,
    }
}

/// The form.
pub(super) fn cluster_form(desk: Desk, record: Option<RecordId>) -> AnyView {
    let repo = use_repo();
    let year = untrack(|| repo.today()).year();
    let opened = match record {
        Some(id) => repo.open_record(desk.space, id),
        None => Some(Opened::new(blank(year))),
    };
    let Some(opened) = opened else { return panel::not_here() };
    let draft = DraftOf::Admin(desk.place.get_untracked());
    let form = Form::open::<Cluster>(&repo, desk.space, record, draft, opened);
    let title = if record.is_some() { tr!(admin.edit_cluster) } else { tr!(admin.new_cluster) };
    panel::form(desk, form, title, entries(form, year, labels(&repo)), |id| Admin::one(List::Clusters, id))
}

/// What clusters and their heads are called in the rule sets that are in force, and elsewhere.
fn labels(repo: &Repo) -> Vec<[String; 3]> {
    let sets = untrack(|| repo.rule_sets());
    let of_rules = sets.iter().flat_map(|sets| sets.in_force()).map(|line| {
        let Labels { word, head_title, deputy_title } = line.held.record.labels.clone();
        [word, head_title, deputy_title]
    });
    let usual = LABELS.into_iter().map(|labels| labels.map(str::to_owned));
    let mut found: Vec<[String; 3]> = Vec::new();
    for labels in of_rules.chain(usual) {
        if !found.contains(&labels) {
            found.push(labels);
        }
    }
    found
}

fn entries(form: Form, year: i16, labels: Vec<[String; 3]>) -> AnyView {
    let levels = LEVELS.map(|(name, level)| (name.to_owned(), words::level(level).to_owned()));
    let labels = labels.into_iter().map(|labels| {
        let words = labels.join(" · ");
        let take = Callback::new(move |()| {
            for (field, label) in ["word", "head_title", "deputy_title"].into_iter().zip(labels.clone()) {
                form.text(field).set(label);
            }
        });
        (words, take)
    });
    view! {
        {text_field(form, "name", Control::Area, (200, 2), tr!(admin.cluster_name_hint))}
        {text_field(form, "short", Control::Line, (SHORT_CHARS_MAX, 1), tr!(admin.short_hint))}
        {text_field(form, "number_of", Control::Number, (5, 1), tr!(admin.number_hint))}
        {choice_field(form, "level", levels.to_vec())}
        {text_field(form, "province", Control::Line, (100, 1), tr!(admin.province_hint))}
        {text_field(form, "year", Control::Number, (4, 1), tr!(admin.year_hint))}
        <fieldset class="field">
            <legend>{tr!(admin.labels)}</legend>
            {panel::usual(tr!(admin.labels), labels.collect())}
            {text_field(form, "word", Control::Line, (20, 1), tr!(admin.word_hint))}
            {text_field(form, "head_title", Control::Line, (60, 1), "")}
            {text_field(form, "deputy_title", Control::Line, (60, 1), "")}
        </fieldset>
        <fieldset class="field">
            <legend>{words::field("founded").to_owned()}</legend>
            {text_field(form, "founded", Control::Line, (200, 1), tr!(admin.founded_hint))}
            {day_field(form, "founded_on", tr!(admin.founded_on), year)}
            {text_field(form, "issuer", Control::Line, (200, 1), tr!(admin.issuer_hint))}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn typed(change: &[(&'static str, &str)]) -> Texts {
        let mut texts: BTreeMap<_, _> = blank(2026).texts().into_iter().collect();
        texts.extend(change.iter().map(|(field, text)| (*field, (*text).to_owned())));
        Texts::for_tests(texts)
    }

    #[wasm_bindgen_test]
    fn a_cluster_is_read_as_it_is_typed() {
        let changes: [(&str, &str); 7] = [
            ("name", " Cụm  thi đua số 11 "),
            ("number_of", "11"),
            ("level", "sector"),
            ("founded", "1197/QĐ-UBND"),
            ("founded_on", "27/3/2024"),
            ("issuer", "Chủ tịch UBND tỉnh"),
            ("year", "2025"),
        ];
        let name = "Cụm thi đua số 11".to_owned();
        let (number, date) = ("1197/QĐ-UBND".to_owned(), date(2024, 3, 27));
        let founded = Some(Founding { number, date, issuer: "Chủ tịch UBND tỉnh".to_owned() });
        let expected = Cluster {
            short: name.clone(),
            name,
            number: Some(11),
            level: Level::Sector,
            founded,
            year: 2025,
            ..blank(2026)
        };
        assert_eq!(blank(2026).read(&typed(&changes)), Ok(expected));
    }

    #[wasm_bindgen_test]
    fn what_is_wrong_stands_at_its_field() {
        type Case<'a> = (&'a [(&'static str, &'a str)], &'a [&'a str]);
        let cases: [Case<'_>; 6] = [
            (&[], &[]),
            (&[("number_of", "0")], &["number_of"]),
            (&[("number_of", "mười")], &["number_of"]),
            (&[("year", "hai"), ("founded_on", "31/02/2024")], &["year", "founded_on"]),
            (&[("founded", "1197/QĐ-UBND")], &["founded_on", "issuer"]),
            (&[("founded_on", "27/3/2024")], &["founded", "issuer"]),
        ];
        for (changes, expected) in cases {
            let found = blank(2026).read(&typed(changes)).err().unwrap_or_default();
            assert_eq!(found.iter().map(|(field, _)| *field).collect::<Vec<_>>(), expected, "{changes:?}");
        }
    }
}
