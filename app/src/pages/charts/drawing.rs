//! Bars as SVG. Every length is a share of the width, every piece has a pattern of its own, and what it says stands in
//! words beside it: nothing is told by colour, and nothing is cut when a name is long.

use leptos::prelude::*;

use super::scale::{Bar, Fill, Piece, Scale, percent, share};
use crate::ui::{Icon, icon_sized};
use crate::{format, tr};

/// How thick a lying bar is, in pixels.
const THICK: u32 = 22;
/// How high the tallest standing bar is, in pixels.
const TALL: u32 = 190;

/// One thing of a picture.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) detail: String,
    /// Where its source is.
    pub(super) to: String,
    pub(super) bar: Bar,
    /// The figure.
    pub(super) said: String,
    /// What else there is to say.
    pub(super) more: Vec<String>,
    /// Ước.
    pub(super) estimate: bool,
}

impl Fill {
    fn class(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Below => "below",
            Self::Blank => "blank",
            Self::NoPlan => "no-plan",
            Self::Plain => "plain",
        }
    }

    /// The pattern that fills it; solid ones have their colour from the stylesheet.
    fn paint(self) -> Option<&'static str> {
        match self {
            Self::Below => Some("url(#chart-below)"),
            Self::NoPlan => Some("url(#chart-no-plan)"),
            Self::Met | Self::Blank | Self::Plain => None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Met => tr!(chart.met),
            Self::Below => tr!(chart.below),
            Self::Blank => tr!(standing.blank),
            Self::NoPlan => tr!(target.no_plan),
            Self::Plain => tr!(nav.activities),
        }
    }
}

/// The patterns of all pictures of a page.
pub(super) fn patterns() -> AnyView {
    const PATTERNS: &str = concat!(
        r#"<defs><pattern id="chart-below" width="9" height="9" patternUnits="userSpaceOnUse" "#,
        r#"patternTransform="rotate(45)"><rect class="under" width="9" height="9"/>"#,
        r#"<rect class="stripe" width="4" height="9"/></pattern>"#,
        r#"<pattern id="chart-no-plan" width="8" height="8" patternUnits="userSpaceOnUse">"#,
        r#"<circle class="stripe" cx="4" cy="4" r="1.6"/></pattern></defs>"#
    );
    view! { <svg class="patterns" width="0" height="0" aria-hidden="true" inner_html=PATTERNS></svg> }
        .into_any()
}

/// What the fills of a picture mean.
pub(super) fn legend(fills: &[Fill], with_plan: bool) -> AnyView {
    let one = |fill: &Fill| {
        let swatch = piece(Piece { fill: *fill, from: 0, width: super::scale::WIDTH });
        view! {
            <li class="row tight"><svg width="34" height="18" aria-hidden="true">{swatch}</svg>{fill.words()}</li>
        }
        .into_any()
    };
    let plan = with_plan.then(|| {
        view! {
            <li class="row tight">
                <svg width="8" height="24" aria-hidden="true"><line class="mk" x1="4" x2="4" y2="24"></line></svg>
                {tr!(chart.plan_mark)}
            </li>
        }
    });
    view! { <ul class="row">{fills.iter().map(one).collect::<Vec<_>>()}{plan}</ul> }.into_any()
}

fn piece(piece: Piece) -> AnyView {
    view! {
        <rect
            class=piece.fill.class()
            fill=piece.fill.paint()
            x=percent(piece.from)
            width=percent(piece.width)
            height="100%"
        ></rect>
    }
    .into_any()
}

/// One bar in its track.
fn lying(bar: &Bar) -> AnyView {
    let pieces = bar.pieces.iter().copied().map(piece).collect::<Vec<_>>();
    let plan = bar.plan.map(|at| {
        let at = percent(at);
        view! { <line class="mk" x1=at.clone() x2=at y1="-4" y2=THICK + 4></line> }
    });
    // It goes on beyond the edge.
    let cut = bar.cut.then(|| {
        view! {
            <svg x="100%" overflow="visible"><path class="cut" d="M-22 0l8 11-8 11M-13 0l8 11-8 11"></path></svg>
        }
    });
    view! {
        <svg class="track" width="100%" height=THICK aria-hidden="true">
            <rect class="ground" width="100%" height="100%"></rect>
            {pieces}
            {plan}
            {cut}
        </svg>
    }
    .into_any()
}

/// Names, bars and figures, one below the other; each leads to its source.
pub(super) fn lines(lines: Vec<Line>, scale: Option<Scale>) -> AnyView {
    let axis = scale.map(axis);
    let one = |line: Line| {
        let Line { name, detail, to, bar, said, more, estimate } = line;
        let drawn = (!bar.pieces.is_empty() || bar.plan.is_some()).then(|| lying(&bar));
        let estimate = estimate.then(|| view! { <span class="uoc">{tr!(target.estimate_tag)}</span>" " });
        let detail = (!detail.is_empty()).then(|| view! { <small>{detail}</small> });
        let more = (!more.is_empty()).then(|| view! { " "<small>{more.join(" · ")}</small> });
        view! {
            <li>
                <a href=to>
                    <span class="name">{name}" "{detail}</span>
                    <span class="plot">{drawn}</span>
                    <span class="said">{estimate}<b>{said}</b>{more}</span>
                    {icon_sized(Icon::Forward, "i go")}
                </a>
            </li>
        }
        .into_any()
    };
    view! { {axis}<ul class="items lines">{lines.into_iter().map(one).collect::<Vec<_>>()}</ul> }.into_any()
}

/// Above the bars: nothing, the plan, twice the plan. Not percent, for rates are compared in points (I-16).
fn axis(scale: Scale) -> AnyView {
    let double = scale.double().map(|_| {
        view! { <text x="100%" y="15" text-anchor="end">{tr!(chart.double)}</text> }
    });
    view! {
        <div class="axis" aria-hidden="true">
            <svg width="100%" height="20">
                <text x="0" y="15">"0"</text>
                <text x=percent(scale.plan()) y="15" text-anchor="middle">{tr!(target.plan)}</text>
                {double}
            </svg>
        </div>
    }
    .into_any()
}

/// One month.
pub(super) struct Column {
    pub(super) name: String,
    /// What a screen reader says, and where its source is.
    pub(super) told: String,
    pub(super) to: String,
    pub(super) count: usize,
}

/// Standing bars, one beside the other, where there is room; each leads to its source.
pub(super) fn columns(columns: Vec<Column>) -> AnyView {
    let most = columns.iter().map(|column| column.count).max().unwrap_or(0);
    let one = |column: Column| {
        let high = share(column.count, most);
        let bar = (high > 0).then(|| {
            let from = percent(super::scale::WIDTH - high);
            view! { <rect class="plain" x="14%" width="72%" y=from height=percent(high)></rect> }
        });
        view! {
            <li>
                <a href=column.to aria-label=column.told>
                    <b>{format::count(column.count)}</b>
                    <svg width="100%" height=TALL aria-hidden="true">
                        {bar}
                        <line class="base" x2="100%" y1="100%" y2="100%"></line>
                    </svg>
                    <span>{column.name}</span>
                </a>
            </li>
        }
        .into_any()
    };
    view! { <ol class="columns">{columns.into_iter().map(one).collect::<Vec<_>>()}</ol> }.into_any()
}

/// The same lying, where columns would be too narrow for a thumb.
pub(super) fn lying_columns(columns: Vec<Column>) -> AnyView {
    let most = columns.iter().map(|column| column.count).max().unwrap_or(0);
    let one = |column: Column| Line {
        name: column.name,
        detail: String::new(),
        to: column.to,
        bar: super::scale::stacked(&[(Fill::Plain, column.count)], most),
        said: format::count(column.count),
        more: Vec::new(),
        estimate: false,
    };
    lines(columns.into_iter().map(one).collect(), None)
}
