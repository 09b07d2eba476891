//! A report as the document that it is (Nghị định 30/2020/NĐ-CP, `domain.md` §5): read on screen, printed on A4.
//!
//! The document speaks Vietnamese whatever language the screen speaks.

use leptos::prelude::*;
use shared::domain::{Basis, Report, Span};

use super::figures::{Row, briefly, figure, reached};
use crate::pages::letterhead::{dateline, letterhead};
use crate::tr;
use crate::ui::{Icon, icon_sized};

/// What the document says beside the report.
pub(super) struct Letterhead {
    /// The unit by its legal name.
    pub(super) unit: String,
    /// The cluster by its full name.
    pub(super) cluster: String,
    /// Whether it is not sent yet.
    pub(super) is_draft: bool,
}

/// The whole document.
pub(super) fn paper(report: &Report, rows: &[Row], head: &Letterhead) -> AnyView {
    let sections = Report::SECTIONS.into_iter().filter(|field| has_words(report, field, rows));
    let count = sections.clone().count();
    let drawn = sections.enumerate().map(|(at, field)| section(report, field, rows, (at, at + 1 == count)));
    let drawn = drawn.collect::<Vec<_>>();
    let empty = (count == 0).then(|| view! { <p class="blank no-print">{tr!(report.nothing_written)}</p> });
    let draft = head.is_draft.then(|| view! { <p class="mark-draft">"DỰ THẢO"</p> });
    view! {
        <article class="paper" lang="vi" aria-label=tr!(report.document)>
            {draft}
            {letterhead(&head.unit, Some(number(report)), dateline(&report.issued_at, report.dated, report.year))}
            <h2 class="type">"BÁO CÁO"</h2>
            <p class="subject">{heading(report)}</p>
            <div class="rule"></div>
            <p class="to">{format!("Kính gửi: Thường trực {}", head.cluster)}</p>
            {drawn}
            {empty}
            {ending(report)}
        </article>
    }
    .into_any()
}

/// A section that says nothing is left out; the results stand wherever there are figures.
fn has_words(report: &Report, field: &str, rows: &[Row]) -> bool {
    !report.section(field).trim().is_empty() || (field == "results" && !rows.is_empty())
}

/// What the document is called.
pub(super) fn heading(report: &Report) -> String {
    if !report.heading.trim().is_empty() {
        return report.heading.clone();
    }
    match report.span {
        Span::Half => format!("Kết quả thực hiện giao ước thi đua 6 tháng đầu năm {}", report.year),
        Span::Full => format!("Kết quả thực hiện giao ước thi đua năm {}", report.year),
    }
}

/// The number of the document, or dots for it.
fn number(report: &Report) -> String {
    format!("Số: {}", if report.number.is_empty() { "……/BC-……" } else { &report.number })
}

const ROMAN: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];

fn section(report: &Report, field: &'static str, rows: &[Row], (at, is_last): (usize, bool)) -> AnyView {
    let number = ROMAN.get(at).copied().unwrap_or_default();
    let name = title(field).to_uppercase();
    let lines: Vec<_> = report.section(field).lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines.len().checked_sub(1).filter(|_| is_last);
    let paragraphs = lines.iter().enumerate().map(|(at, line)| {
        let line = line.trim();
        // The document ends with this sign.
        let text = if last == Some(at) {
            format!("{}./.", line.trim_end_matches(['.', '/']))
        } else {
            line.to_owned()
        };
        view! { <p>{text}</p> }.into_any()
    });
    let paragraphs = paragraphs.collect::<Vec<_>>();
    let table = (field == "results" && !rows.is_empty()).then(|| table(rows));
    view! { <section><h3>{format!("{number}. {name}")}</h3>{table}{paragraphs}</section> }.into_any()
}

/// What a section is called in the document.
fn title(field: &str) -> &'static str {
    match field {
        "setting" => "Đặc điểm, thuận lợi, khó khăn",
        "results" => "Kết quả thực hiện",
        "emulation" => "Phong trào thi đua",
        "shortcomings" => "Tồn tại, hạn chế",
        "causes" => "Nguyên nhân",
        "lessons" => "Bài học kinh nghiệm",
        "directions" => "Phương hướng, nhiệm vụ trọng tâm",
        _ => "Kiến nghị, đề xuất",
    }
}

fn table(rows: &[Row]) -> AnyView {
    let drawn = rows.iter().enumerate().map(|(at, row)| table_row(at + 1, row)).collect::<Vec<_>>();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=tr!(report.figures)>
            <table class="figures">
                <caption class="vh">{tr!(report.figures)}</caption>
                <thead>
                    <tr>
                        <th scope="col">"TT"</th>
                        <th scope="col">"Chỉ tiêu"</th>
                        <th scope="col">"ĐVT"</th>
                        <th scope="col">"Kế hoạch"</th>
                        <th scope="col">"Thực hiện"</th>
                        <th scope="col">"Đạt"</th>
                        <th scope="col">"Vượt, thiếu"</th>
                    </tr>
                </thead>
                <tbody>{drawn}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn table_row(number: usize, row: &Row) -> AnyView {
    let it = &row.figure;
    let or_blank = |value: Option<shared::number::Quantity>| value.map(figure).unwrap_or_default();
    let (share, beside) = reached(it);
    let estimate = (it.basis == Some(Basis::Estimate)).then(|| view! { <small>"(ước)"</small> });
    let moved = row.has_moved().then(|| moved_words(row)).map(|words| {
        view! { <small class="moved">{icon_sized(Icon::Differ, "i sm")}{words}</small> }
    });
    view! {
        <tr class:moved=row.has_moved()>
            <td class="mid">{number.to_string()}</td>
            <th scope="row">{it.name.clone()}{moved}</th>
            <td class="mid">{it.measure.clone()}</td>
            <td class="num">{or_blank(it.plan)}</td>
            <td class="num">{or_blank(it.value)}{estimate}</td>
            <td class="num">{share}</td>
            <td class="num">{beside}</td>
        </tr>
    }
    .into_any()
}

/// What has become of a figure since the report was sent.
pub(super) fn moved_words(row: &Row) -> String {
    let then = briefly(&row.figure);
    match &row.now {
        Some(now) => tr!(report.figure_moved, then = then, now = briefly(now)),
        None => tr!(report.figure_gone, then = then),
    }
}

/// To whom it goes, and who signs.
fn ending(report: &Report) -> AnyView {
    let post = if report.post.is_empty() {
        "THỦ TRƯỞNG ĐƠN VỊ".to_owned()
    } else {
        report.post.to_uppercase()
    };
    view! {
        <div class="ft">
            <div class="receivers">
                <b><i>"Nơi nhận:"</i></b>
                <p>"- Như trên;"</p>
                <p>"- Lưu: VT."</p>
            </div>
            <div class="sign">
                <b>{post}</b>
                <b class="name">{report.signer.clone()}</b>
            </div>
        </div>
    }
    .into_any()
}

/// What the report is called on screen: `Báo cáo 6 tháng, năm 2024`.
pub(super) fn name(report: &Report) -> String {
    match report.span {
        Span::Half => tr!(report.name_half, year = report.year),
        Span::Full => tr!(report.name_full, year = report.year),
    }
}

#[cfg(test)]
mod tests {
    use shared::id::UnitId;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_report_without_a_heading_has_the_usual_one() {
        let blank = Report::empty(UnitId::derived([1; 16]), 2024, Span::Half);
        assert_eq!(heading(&blank), "Kết quả thực hiện giao ước thi đua 6 tháng đầu năm 2024");
        let own = Report { heading: "Sơ kết".into(), ..blank };
        assert_eq!(heading(&own), "Sơ kết");
    }
}
