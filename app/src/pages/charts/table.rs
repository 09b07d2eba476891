//! The figures of a picture as a table: what is read out, copied, checked and taken along.

use leptos::prelude::*;
use shared::number::Quantity;
use shared::sheet::{Cell, Table as Written};

use crate::pages::export::{self, export_of};
use crate::{format, tr};

/// A table of figures.
#[derive(Clone)]
pub(super) struct Table {
    pub(super) caption: String,
    /// What a row is, then the columns.
    pub(super) heads: Vec<String>,
    /// Name, what stands under it, figures.
    pub(super) rows: Vec<(String, String, Vec<Figure>)>,
    /// The last row.
    pub(super) total: Option<(String, Vec<Figure>)>,
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Figure {
    Value(Quantity),
    Count(usize),
    /// A percentage, in tenths of a percent.
    Percent(i128),
    Words(String),
    /// There is none.
    Dash,
}

impl Figure {
    /// A figure that may not be there.
    pub(super) fn of(value: Option<Quantity>) -> Self {
        value.map_or(Self::Dash, Self::Value)
    }

    fn shown(self) -> String {
        match self {
            Self::Value(value) => format::figure(value),
            Self::Count(count) => format::count(count),
            Self::Percent(tenths) => format::tenths(tenths),
            Self::Words(words) => words,
            Self::Dash => "–".to_owned(),
        }
    }

    /// As it is taken along: a percentage too large for a figure goes in words.
    fn written(&self) -> Cell {
        match self {
            Self::Value(value) => export::figure(Some(*value)),
            Self::Count(count) => export::count(*count),
            Self::Percent(tenths) => match Quantity::scaled(*tenths, 1) {
                Some(value) => Cell::Number { value, percent: true, rounded: false },
                None => export::text(format::tenths(*tenths)),
            },
            Self::Words(words) => export::text(words),
            Self::Dash => Cell::Blank,
        }
    }
}

impl Table {
    pub(super) fn draw(self) -> AnyView {
        let taken = self.clone();
        let Self { caption, heads, rows, total } = self;
        let head = |(at, words): (usize, String)| {
            let class = if at > 0 { "num" } else { "" };
            view! { <th scope="col" class=class>{words}</th> }.into_any()
        };
        let cells = |figures: Vec<Figure>| {
            figures
                .into_iter()
                .map(|figure| view! { <td class="num">{figure.shown()}</td> }.into_any())
                .collect::<Vec<_>>()
        };
        let row = |(name, detail, figures): (String, String, Vec<Figure>)| {
            let detail = (!detail.is_empty()).then(|| view! { " "<small>{detail}</small> });
            view! { <tr><th scope="row">{name}{detail}</th>{cells(figures)}</tr> }.into_any()
        };
        let foot = total.map(|(name, figures)| {
            view! { <tfoot><tr><th scope="row">{name}</th>{cells(figures)}</tr></tfoot> }
        });
        let (name, label) = (caption.clone(), caption.clone());
        view! {
            <section class="stack">
                <div class="row">
                    <h2 class="grow">{name}</h2>
                    {export_of(caption.clone(), move || taken.written())}
                </div>
                <div class="sheet" role="region" tabindex="0" aria-label=label>
                    <table class="table">
                        <caption class="vh">{caption}</caption>
                        <thead><tr>{heads.into_iter().enumerate().map(head).collect::<Vec<_>>()}</tr></thead>
                        <tbody>{rows.into_iter().map(row).collect::<Vec<_>>()}</tbody>
                        {foot}
                    </table>
                </div>
            </section>
        }
        .into_any()
    }

    /// As it is taken along: what stands under a name gets a column of its own, where any row has it, and the sign of a
    /// percentage goes into the heading. The sum stays behind: a spreadsheet would take it for one more row.
    fn written(&self) -> Written {
        let has_details = self.rows.iter().any(|(_, detail, _)| !detail.is_empty());
        let is_percent = |column: usize| {
            let mut figures = self.rows.iter().filter_map(|(_, _, figures)| figures.get(column));
            figures.any(|figure| matches!(figure, Figure::Percent(_)))
        };
        let (first, others) = self.heads.split_at(self.heads.len().min(1));
        let others = others
            .iter()
            .enumerate()
            .map(|(column, head)| if is_percent(column) { format!("{head} (%)") } else { head.clone() });
        let detail = has_details.then(|| tr!(chart.detail).to_owned());
        let headings = first.iter().cloned().chain(detail).chain(others).collect();
        let row = |(name, detail, figures): &(String, String, Vec<Figure>)| {
            let detail = has_details.then(|| export::text(detail));
            let figures = figures.iter().map(Figure::written);
            std::iter::once(export::text(name)).chain(detail).chain(figures).collect()
        };
        Written { name: self.caption.clone(), headings, rows: self.rows.iter().map(row).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn figures_are_taken_along_as_numbers_and_details_in_a_column_of_their_own() {
        let table = |detail: &str| Table {
            caption: "Số liệu".to_owned(),
            heads: ["Chỉ tiêu", "Kế hoạch", "Đạt", "Số"].map(str::to_owned).to_vec(),
            rows: vec![(
                "Quà".to_owned(),
                detail.to_owned(),
                vec![Figure::Dash, Figure::Percent(1857), Figure::Count(3)],
            )],
            total: Some(("Tổng".to_owned(), Vec::new())),
        };
        let written = table("phần quà").written();
        assert_eq!(written.headings, ["Chỉ tiêu", tr!(chart.detail), "Kế hoạch", "Đạt (%)", "Số"]);
        let shown: Vec<_> = written.rows[0].iter().map(Cell::shown).collect();
        assert_eq!(shown, ["Quà", "phần quà", "", "185,7%", "3"]);
        assert!(matches!(written.rows[0][3], Cell::Number { percent: true, .. }));
        assert_eq!((written.rows.len(), table("").written().headings.len()), (1, 4));
    }
}
