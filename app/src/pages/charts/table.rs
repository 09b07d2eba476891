//! The figures of a picture as a table: what is read out, copied and checked.

use leptos::prelude::*;

/// A table of figures.
pub(super) struct Table {
    pub(super) caption: String,
    /// What a row is, then the columns.
    pub(super) heads: Vec<String>,
    /// Name, what stands under it, figures.
    pub(super) rows: Vec<(String, String, Vec<String>)>,
    /// The last row.
    pub(super) total: Option<(String, Vec<String>)>,
}

impl Table {
    pub(super) fn draw(self) -> AnyView {
        let Self { caption, heads, rows, total } = self;
        let head = |(at, words): (usize, String)| {
            let class = if at > 0 { "num" } else { "" };
            view! { <th scope="col" class=class>{words}</th> }.into_any()
        };
        let cells = |figures: Vec<String>| {
            figures
                .into_iter()
                .map(|figure| view! { <td class="num">{figure}</td> }.into_any())
                .collect::<Vec<_>>()
        };
        let row = |(name, detail, figures): (String, String, Vec<String>)| {
            let detail = (!detail.is_empty()).then(|| view! { " "<small>{detail}</small> });
            view! { <tr><th scope="row">{name}{detail}</th>{cells(figures)}</tr> }.into_any()
        };
        let foot = total.map(|(name, figures)| {
            view! { <tfoot><tr><th scope="row">{name}</th>{cells(figures)}</tr></tfoot> }
        });
        let (name, label) = (caption.clone(), caption.clone());
        view! {
            <section class="stack">
                <h2>{name}</h2>
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
}
