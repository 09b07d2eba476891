//! What the page shows stands in its address, so that Back and bookmarks work.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;
use shared::domain::Span;
use shared::id::UnitId;

use crate::route::Route;

/// What of the year's targets is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) struct Shown {
    /// The unit whose list it is, where the person may choose.
    pub(in crate::pages) unit: Option<UnitId>,
    /// Kỳ.
    pub(in crate::pages) span: Span,
    /// Cả cụm: all units at once.
    pub(in crate::pages) all_units: bool,
}

impl Shown {
    /// What the address asks for; what it cannot mean is passed over.
    pub(in crate::pages) fn read(query: &ParamsMap) -> Self {
        let get = |name| query.get_str(name).unwrap_or_default();
        Self {
            unit: get("unit").parse().ok(),
            span: if get("ky") == "6-thang" { Span::Half } else { Span::Full },
            all_units: get("xem") == "ca-cum",
        }
    }

    /// The query of the address, with its question mark; nothing for what is shown by itself.
    pub(in crate::pages) fn query(self) -> String {
        let pairs = [
            self.unit.map(|unit| format!("unit={unit}")),
            (self.span == Span::Half).then(|| "ky=6-thang".to_owned()),
            self.all_units.then(|| "xem=ca-cum".to_owned()),
        ];
        let query = pairs.into_iter().flatten().collect::<Vec<_>>().join("&");
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The address of a route that shows this.
    pub(in crate::pages) fn at(self, route: Route) -> String {
        format!("{}{}", route.path(), self.query())
    }
}

/// What the address shows, and the way to another one.
#[derive(Clone, Copy)]
pub(super) struct Address {
    /// What it shows now.
    pub(super) shown: Memo<Shown>,
    /// Goes to a route that shows something; with `true` without a step for Back.
    pub(super) go: Callback<(Route, Shown, bool)>,
}

impl Address {
    /// To be called while a component is made.
    pub(super) fn new() -> Self {
        let query = use_location().query;
        let navigate = use_navigate();
        let go = Callback::new(move |(route, shown, replace): (Route, Shown, bool)| {
            let how = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
            navigate(&shown.at(route), how);
        });
        Self { shown: Memo::new(move |_| query.with(Shown::read)), go }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_address_says_what_is_shown() {
        let unit = UnitId::derived([1; 16]);
        let plain = Shown { unit: None, span: Span::Full, all_units: false };
        let cases = [
            (plain, String::new()),
            (Shown { span: Span::Half, ..plain }, "?ky=6-thang".to_owned()),
            (Shown { unit: Some(unit), ..plain }, format!("?unit={unit}")),
            (Shown { span: Span::Half, all_units: true, ..plain }, "?ky=6-thang&xem=ca-cum".to_owned()),
        ];
        for (shown, query) in cases {
            assert_eq!(shown.query(), query);
            let mut map = ParamsMap::new();
            for pair in query.trim_start_matches('?').split('&') {
                if let Some((name, value)) = pair.split_once('=') {
                    map.insert(name.to_owned(), value.to_owned());
                }
            }
            assert_eq!(Shown::read(&map), shown);
        }
    }
}
