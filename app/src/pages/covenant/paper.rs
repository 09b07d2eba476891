//! A covenant as the document that it is: read on screen, printed on A4. It speaks Vietnamese whatever the screen speaks.

use leptos::prelude::*;
use shared::domain::{CovenantText, Drawing, Evidence, Signature, Signed};

use super::pad::drawn;
use crate::pages::letterhead::{dateline, day_in_words, letterhead};
use crate::{format, tr, words};

/// A unit of the text, and its signature.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) signed: Signed,
    pub(super) signature: Option<Signature>,
}

/// The whole document. `acts` stand beside the articles of a draft, by their place.
pub(super) fn paper(
    text: &CovenantText,
    cluster: &str,
    lines: Vec<Line>,
    (is_draft, acts): (bool, Vec<AnyView>),
) -> AnyView {
    let draft = is_draft.then(|| view! { <p class="mark-draft">"DỰ THẢO"</p> });
    view! {
        <article class="paper" lang="vi" aria-label=tr!(covenant.document)>
            {draft}
            {letterhead(cluster, None, dateline(&text.place, text.dated, text.year))}
            {heading(text)}
            {basis(text)}
            {paragraphs(&text.opening)}
            {articles(text, acts)}
            {common(text)}
            {paragraphs(&text.closing)}
            {terms(text)}
            {parties(lines)}
        </article>
    }
    .into_any()
}

fn heading(text: &CovenantText) -> AnyView {
    let covenant = format!("GIAO ƯỚC THI ĐUA NĂM {}", text.year);
    if text.part == 0 {
        return view! { <h2 class="type">{covenant}</h2> }.into_any();
    }
    view! { <h2 class="type">{format!("PHỤ LỤC {}", text.part)}</h2><p class="subject">{covenant}</p> }
        .into_any()
}

/// Each ground in a line of its own, in italics, ended by a semicolon.
fn basis(text: &CovenantText) -> AnyView {
    let lines = text.basis.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| {
        let line = line.trim_end_matches([';', '.']);
        let line =
            if line.starts_with("Căn cứ") { format!("{line};") } else { format!("Căn cứ {line};") };
        view! { <p><i>{line}</i></p> }.into_any()
    });
    view! { <section>{lines.collect::<Vec<_>>()}</section> }.into_any()
}

fn paragraphs(text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.map(|line| view! { <p>{line.trim().to_owned()}</p> }.into_any()).collect::<Vec<_>>();
    view! { <section>{lines}</section> }.into_any()
}

fn articles(text: &CovenantText, acts: Vec<AnyView>) -> AnyView {
    let mut acts = acts.into_iter();
    let drawn = text.articles.iter().zip(1_usize..).map(|(body, number)| {
        let mut lines = body.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or_default().to_owned();
        let rest = lines.map(|line| view! { <p>{line.to_owned()}</p> }.into_any()).collect::<Vec<_>>();
        view! {
            <li>
                <p><b>{format!("Điều {number}.")}</b>" "{first}</p>
                {rest}
                {acts.next()}
            </li>
        }
        .into_any()
    });
    view! { <ol class="articles">{drawn.collect::<Vec<_>>()}</ol> }.into_any()
}

/// The common targets and the movements of the year.
fn common(text: &CovenantText) -> AnyView {
    let targets = text.targets.iter().map(|it| format!("{} ({})", it.name, it.measure)).collect::<Vec<_>>();
    let movements = text.movements.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>();
    let listed = |title: String, items: Vec<String>| {
        (!items.is_empty()).then(|| {
            let items =
                items.into_iter().map(|item| view! { <li>{item}</li> }.into_any()).collect::<Vec<_>>();
            view! { <section><p>{title}</p><ul>{items}</ul></section> }.into_any()
        })
    };
    view! {
        {listed(format!("Các chỉ tiêu thi đua chung năm {}:", text.year), targets)}
        {listed("Các phong trào thi đua, cuộc vận động cùng hưởng ứng:".to_owned(), movements)}
    }
    .into_any()
}

/// How long it is in force, and in how many copies it is made.
fn terms(text: &CovenantText) -> AnyView {
    let from_to = text.period.map(|period| {
        let (from, to) = (day_in_words(period.from), day_in_words(period.to));
        view! { <p>{format!("Giao ước có hiệu lực từ {from} đến hết {to}.")}</p> }
    });
    let copies = text.copies.map(|copies| {
        view! { <p>{format!("Giao ước được lập thành {copies:02} bản có giá trị như nhau.")}</p> }
    });
    view! { <section>{from_to}{copies}</section> }.into_any()
}

fn parties(lines: Vec<Line>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let rows = lines.into_iter().zip(1_usize..).map(|(line, number)| party(line, number)).collect::<Vec<_>>();
    view! {
        <section class="parties">
            <h3>"ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC"</h3>
            <div class="scroll" tabindex="0" role="region" aria-label=tr!(covenant.parties)>
                <table class="figures">
                    <caption class="vh">{tr!(covenant.parties)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"TT"</th>
                            <th scope="col">"Đơn vị"</th>
                            <th scope="col">"Người đại diện, chức vụ"</th>
                            <th scope="col">"Chữ ký"</th>
                            <th scope="col">"Thời điểm ký"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn party(line: Line, number: usize) -> AnyView {
    let Line { name, signature, signed } = line;
    let (who, mark, when) = if let Some(it) = signature {
        let by = words::authority_words(&it.authority);
        let who = view! { {it.signer.clone()}<small>{by}</small> }.into_any();
        (who, mark(&it.drawing, &it.evidence, &name), format::date(it.signed_on))
    } else {
        let words =
            if signed == Signed::Another { tr!(covenant.signed_other) } else { tr!(covenant.unsigned) };
        (().into_any(), view! { <i class="no-print">{words}</i> }.into_any(), String::new())
    };
    view! {
        <tr>
            <td class="mid">{number.to_string()}</td>
            <th scope="row">{name}</th>
            <td>{who}</td>
            <td class="signature">{mark}</td>
            <td class="mid">{when}</td>
        </tr>
    }
    .into_any()
}

fn mark(drawing: &Drawing, evidence: &std::collections::BTreeSet<Evidence>, unit: &str) -> AnyView {
    if !drawing.is_blank() {
        return drawn(drawing, tr!(covenant.signature_of, unit = unit));
    }
    let kept = evidence.iter().find_map(|it| match it {
        Evidence::Paper { kept_at } => Some(kept_at.clone()),
        Evidence::File { .. } => None,
    });
    view! { <i>{tr!(covenant.paper)}</i><small>{kept}</small> }.into_any()
}
