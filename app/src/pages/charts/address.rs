//! What is drawn stands in the address, so that Back, bookmarks and links from elsewhere work.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;
use shared::domain::Span;
use shared::id::{RecordId, UnitId};

use crate::route::Route;

/// What a picture is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Subject {
    /// Tiến độ chỉ tiêu: of one unit, or of all together.
    Targets,
    /// So sánh đơn vị: by one target, or by all.
    Units,
    /// Hoạt động theo tháng.
    Activities,
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) struct Shown {
    pub(in crate::pages) subject: Subject,
    /// Kỳ, of figures.
    pub(in crate::pages) span: Span,
    /// One unit's; none for all together.
    pub(in crate::pages) unit: Option<UnitId>,
    /// The target by which units are compared; none for all targets.
    pub(in crate::pages) target: Option<RecordId>,
}

impl Shown {
    /// What is shown of a subject when nothing else was chosen.
    pub(in crate::pages) fn of(subject: Subject) -> Self {
        Self { subject, span: Span::Full, unit: None, target: None }
    }

    /// What the address asks for; what it cannot mean is passed over.
    pub(super) fn read(query: &ParamsMap) -> Self {
        let get = |name| query.get_str(name).unwrap_or_default();
        let subject = match get("xem") {
            "don-vi" => Subject::Units,
            "hoat-dong" => Subject::Activities,
            _ => Subject::Targets,
        };
        Self {
            subject,
            span: if get("ky") == "6-thang" { Span::Half } else { Span::Full },
            unit: get("unit").parse().ok(),
            target: get("chi-tieu").parse().ok(),
        }
    }

    fn query(self) -> String {
        let subject = match self.subject {
            Subject::Targets => None,
            Subject::Units => Some("don-vi"),
            Subject::Activities => Some("hoat-dong"),
        };
        let pairs = [
            subject.map(|subject| format!("xem={subject}")),
            (self.span == Span::Half).then(|| "ky=6-thang".to_owned()),
            self.unit.map(|unit| format!("unit={unit}")),
            self.target.map(|target| format!("chi-tieu={target}")),
        ];
        let query = pairs.into_iter().flatten().collect::<Vec<_>>().join("&");
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The address at which this is drawn.
    pub(in crate::pages) fn at(self) -> String {
        format!("{}{}", Route::Charts.path(), self.query())
    }
}

/// What the address shows, and the way to something else.
#[derive(Clone, Copy)]
pub(super) struct Address {
    /// What it shows now.
    pub(super) shown: Memo<Shown>,
    /// Shows something else.
    pub(super) go: Callback<Shown>,
}

impl Address {
    /// To be called while a component is made.
    pub(super) fn new() -> Self {
        let query = use_location().query;
        let navigate = use_navigate();
        let go = Callback::new(move |shown: Shown| {
            navigate(&shown.at(), NavigateOptions { scroll: false, ..NavigateOptions::default() });
        });
        Self { shown: Memo::new(move |_| query.with(Shown::read)), go }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_address_says_what_is_drawn() {
        let (unit, target) = (UnitId::derived([1; 16]), RecordId::derived([2; 16]));
        let plain = Shown::of(Subject::Targets);
        let cases = [
            (plain, "/bieu-do".to_owned()),
            (
                Shown { unit: Some(unit), span: Span::Half, ..plain },
                format!("/bieu-do?ky=6-thang&unit={unit}"),
            ),
            (
                Shown { target: Some(target), ..Shown::of(Subject::Units) },
                format!("/bieu-do?xem=don-vi&chi-tieu={target}"),
            ),
            (Shown::of(Subject::Activities), "/bieu-do?xem=hoat-dong".to_owned()),
        ];
        for (shown, path) in cases {
            assert_eq!(shown.at(), path);
            let mut map = ParamsMap::new();
            for pair in path.split_once('?').map_or("", |(_, query)| query).split('&') {
                if let Some((name, value)) = pair.split_once('=') {
                    map.insert(name.to_owned(), value.to_owned());
                }
            }
            assert_eq!(Shown::read(&map), shown);
        }
    }
}
