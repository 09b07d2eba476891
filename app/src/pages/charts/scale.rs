//! Where things stand in a picture. Whole numbers only: a picture must not say what the figures beside it do not.
//!
//! Positions are hundredths of a percent of the width, so that a picture fits any screen and any paper.

use shared::achievement::FULL;

/// The whole width.
pub(super) const WIDTH: i128 = 10_000;

/// Farther than twice the plan no bar goes: one target of 1.000 % would leave nothing of the others.
const END_MAX: i128 = 2 * FULL;
/// Room behind the plan, so that its mark does not stand at the edge.
const END_MIN: i128 = 6 * FULL / 5;

/// What a piece of a bar stands for. Each has a pattern of its own, not only a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// Đạt.
    Met,
    /// Chưa đạt.
    Below,
    /// Chưa nhập.
    Blank,
    /// Chưa có kế hoạch.
    NoPlan,
    /// A count.
    Plain,
}

/// A piece of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) fill: Fill,
    /// Where it begins.
    pub(super) from: i128,
    /// How wide it is.
    pub(super) width: i128,
}

/// What stands for one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bar {
    /// From left to right; none where there is nothing to draw.
    pub(super) pieces: Vec<Piece>,
    /// Where the plan is marked.
    pub(super) plan: Option<i128>,
    /// Whether it goes on beyond the edge.
    pub(super) cut: bool,
}

/// One scale for all bars of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// Tenths of a percent of the plan at the right edge.
    end: i128,
}

impl Scale {
    /// The scale on which all of these, in tenths of a percent of their plans, can be seen.
    pub(super) fn of(reached: impl IntoIterator<Item = i128>) -> Self {
        let farthest = reached.into_iter().max().unwrap_or(0);
        // As it rounds up to the next tenth of the plan, a bar ends before the edge.
        let step = FULL / 10;
        let rounded = farthest.clamp(0, END_MAX).saturating_add(step - 1) / step * step;
        Self { end: rounded.clamp(END_MIN, END_MAX) }
    }

    /// Where the plan is.
    pub(super) fn plan(self) -> i128 {
        self.place(FULL)
    }

    /// Where twice the plan is, if the picture goes so far.
    pub(super) fn double(self) -> Option<i128> {
        (self.end >= END_MAX).then_some(WIDTH)
    }

    fn place(self, tenths: i128) -> i128 {
        tenths.clamp(0, self.end) * WIDTH / self.end
    }

    /// The bar of so many tenths of a percent of the plan.
    pub(super) fn bar(self, tenths: i128, met: bool) -> Bar {
        let fill = if met { Fill::Met } else { Fill::Below };
        let piece = Piece { fill, from: 0, width: self.place(tenths) };
        let pieces = if piece.width > 0 { vec![piece] } else { Vec::new() };
        Bar { pieces, plan: Some(self.plan()), cut: tenths > self.end }
    }

    /// The bar of something that has a plan and no figure.
    pub(super) fn blank(self) -> Bar {
        let piece = Piece { fill: Fill::Blank, from: 0, width: self.plan() };
        Bar { pieces: vec![piece], plan: Some(self.plan()), cut: false }
    }
}

/// Counts one behind the other, on a scale that ends at `most`.
pub(super) fn stacked(counts: &[(Fill, usize)], most: usize) -> Bar {
    let mut before = 0_usize;
    let mut pieces = Vec::new();
    for (fill, count) in counts.iter().copied().filter(|(_, count)| *count > 0) {
        let from = share(before, most);
        before = before.saturating_add(count);
        // From sums, not from widths: what is rounded in one piece must not move the next.
        pieces.push(Piece { fill, from, width: share(before, most) - from });
    }
    Bar { pieces, plan: None, cut: false }
}

/// The part of the width that is `count` of `most`; nothing of nothing.
pub(super) fn share(count: usize, most: usize) -> i128 {
    let whole = |count: usize| i128::try_from(count).unwrap_or(i128::MAX / WIDTH);
    (whole(count).min(whole(most)) * WIDTH).checked_div(whole(most)).unwrap_or(0)
}

/// A place as an attribute says it: `62.5%`.
pub(super) fn percent(place: i128) -> String {
    let (whole, rest) = (place / 100, (place % 100).abs());
    match rest {
        0 => format!("{whole}%"),
        rest => format!("{whole}.{rest:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn one_scale_holds_all_bars() {
        // What is reached, where the plan stands, whether twice the plan is in sight.
        let cases: [(&[i128], i128, bool); 9] = [
            (&[], 8_333, false),
            (&[0], 8_333, false),
            (&[850], 8_333, false),
            (&[1_163, 850], 8_333, false),
            (&[1_857], 5_263, false),
            (&[2_000], 5_000, true),
            (&[2_054, 3], 5_000, true),
            (&[1_000_000, 40], 5_000, true),
            (&[-40], 8_333, false),
        ];
        for (reached, plan, double) in cases {
            let scale = Scale::of(reached.iter().copied());
            assert_eq!((scale.plan(), scale.double().is_some()), (plan, double), "{reached:?}");
        }
    }

    #[wasm_bindgen_test]
    fn a_bar_ends_where_its_figure_is() {
        let scale = Scale::of([2_500]);
        // Tenths of a percent, where it ends, whether it goes on beyond the edge.
        for (tenths, width, cut) in [
            (0, None, false),
            (-300, None, false),
            (1, Some(5), false),
            (850, Some(4_250), false),
            (1_000, Some(5_000), false),
            (2_000, Some(10_000), false),
            (2_001, Some(10_000), true),
            (i128::MAX / WIDTH, Some(10_000), true),
        ] {
            let bar = scale.bar(tenths, true);
            assert_eq!((bar.pieces.first().map(|piece| piece.width), bar.cut), (width, cut), "{tenths}");
            assert_eq!(bar.plan, Some(5_000));
        }
        assert_ne!(scale.bar(850, true), scale.bar(850, false));
        assert_eq!(scale.blank().pieces.first().map(|piece| piece.fill), Some(Fill::Blank));
    }

    #[wasm_bindgen_test]
    fn counts_stand_one_behind_the_other_without_gaps() {
        let cases: [(&[usize], usize); 6] = [
            (&[0, 0, 0], 0),
            (&[1, 1, 1], 3),
            (&[3, 0, 4], 7),
            (&[40, 0, 0], 40),
            (&[1, 2, 0], 40),
            (&[5, 9], 3),
        ];
        for (counts, most) in cases {
            let bar = stacked(&counts.iter().map(|count| (Fill::Met, *count)).collect::<Vec<_>>(), most);
            let mut end = 0;
            for piece in &bar.pieces {
                assert_eq!(piece.from, end, "{counts:?} of {most}");
                end += piece.width;
            }
            let sum = counts.iter().sum::<usize>();
            assert_eq!(end, share(sum, most), "{counts:?} of {most}");
            assert_eq!(bar.pieces.len(), counts.iter().filter(|count| **count > 0).count());
        }
        assert_eq!((share(0, 0), share(5, 0), share(7, 7), share(9, 7)), (0, 0, WIDTH, WIDTH));
    }

    #[wasm_bindgen_test]
    fn places_are_written_for_attributes() {
        for (place, text) in [(0, "0%"), (5, "0.05%"), (8_333, "83.33%"), (10_000, "100%"), (6_250, "62.50%")]
        {
            assert_eq!(percent(place), text);
        }
    }
}
