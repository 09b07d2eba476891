//! The frame in which a person signs with a finger, a pen or a mouse; and what was drawn there, shown.

use std::fmt::Write as _;

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use shared::domain::{Drawing, POINTS_MAX};

use crate::tr;
use crate::ui::live;

/// Width and height of the frame in its own units; a signature is drawn in these wherever it is shown.
const WIDTH: u16 = 1_000;
const HEIGHT: u16 = 400;
/// Points nearer to the last one than this add nothing that an eye could see.
const STEP: u16 = 5;

/// What was drawn, as a picture that is called `label`.
pub(super) fn drawn(drawing: &Drawing, label: String) -> AnyView {
    let view_box = format!("0 0 {WIDTH} {HEIGHT}");
    view! { <svg class="drawn" viewBox=view_box role="img" aria-label=label><path class="pen" d=path(drawing)></path></svg> }
        .into_any()
}

/// The strokes as the path of a picture.
fn path(Drawing(strokes): &Drawing) -> String {
    let mut path = String::new();
    for stroke in strokes {
        for (at, (x, y)) in stroke.iter().enumerate() {
            path.push_str(if at == 0 { "M" } else { "L" });
            let _ = write!(path, "{x} {y}");
        }
        // A dot is a stroke that goes nowhere; round ends make it visible.
        if let [(x, y)] = stroke.as_slice() {
            let _ = write!(path, "L{x} {y}");
        }
    }
    path
}

/// The frame.
pub(super) fn pad(drawing: RwSignal<Drawing>) -> AnyView {
    let frame = NodeRef::<html::Div>::new();
    let at = move |event: &PointerEvent| {
        let frame = frame.get_untracked()?.get_bounding_client_rect();
        let place = (f64::from(event.client_x()) - frame.left(), f64::from(event.client_y()) - frame.top());
        point(place, (frame.width(), frame.height()))
    };
    let begin = move |event: PointerEvent| {
        let Some(point) = at(&event).filter(|_| event.is_primary()) else { return };
        event.prevent_default();
        if let Some(frame) = frame.get_untracked() {
            // The stroke goes on where the finger leaves the frame.
            let _ = frame.set_pointer_capture(event.pointer_id());
        }
        drawing.update(|Drawing(strokes)| strokes.push(vec![point]));
    };
    let go_on = move |event: PointerEvent| {
        let is_down = event.buttons() & 1 == 1;
        let Some(point) = at(&event).filter(|_| is_down && event.is_primary()) else { return };
        drawing.update(|drawing| extend(drawing, point));
    };
    let shown = live(move || drawing.with(path));
    let hint = live(move || drawing.with(Drawing::is_blank).then(|| tr!(covenant.pad_hint)));
    let view_box = format!("0 0 {WIDTH} {HEIGHT}");
    view! {
        <div class="pad" node_ref=frame role="img" aria-label=tr!(covenant.pad) on:pointerdown=begin on:pointermove=go_on>
            <svg viewBox=view_box aria-hidden="true">
                <path class="line" d="M60 310H940"></path>
                <path class="pen" d=shown></path>
            </svg>
            <span>{hint}</span>
        </div>
    }
    .into_any()
}

/// A place in the frame in the frame's units; none in a frame without room.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::as_conversions,
    reason = "clamped"
)]
fn point((x, y): (f64, f64), (width, height): (f64, f64)) -> Option<(u16, u16)> {
    let scaled = |at: f64, side: f64, units: u16| {
        let units = f64::from(units);
        (at / side * units).clamp(0.0, units) as u16
    };
    (width > 0.0 && height > 0.0).then(|| (scaled(x, width, WIDTH), scaled(y, height, HEIGHT)))
}

/// Goes on with the last stroke, as long as there is room for more.
fn extend(Drawing(strokes): &mut Drawing, (x, y): (u16, u16)) {
    let count: usize = strokes.iter().map(Vec::len).sum();
    let Some(stroke) = strokes.last_mut().filter(|_| count < POINTS_MAX) else { return };
    let is_far = stroke.last().is_none_or(|(x0, y0)| x.abs_diff(*x0).saturating_add(y.abs_diff(*y0)) >= STEP);
    if is_far {
        stroke.push((x, y));
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn strokes_become_a_path_and_a_dot_stays_visible() {
        let drawing = Drawing(vec![vec![(1, 2), (30, 40)], vec![(5, 6)]]);
        assert_eq!(path(&drawing), "M1 2L30 40M5 6L5 6");
        assert_eq!(path(&Drawing::default()), "");
    }

    #[wasm_bindgen_test]
    fn a_place_is_told_in_the_frames_units_and_stays_inside() {
        assert_eq!(point((50.0, 20.0), (100.0, 40.0)), Some((500, 200)));
        assert_eq!(point((-3.0, 900.0), (100.0, 40.0)), Some((0, 400)));
        assert_eq!(point((1.0, 1.0), (0.0, 40.0)), None);
    }

    #[wasm_bindgen_test]
    fn points_that_nobody_could_tell_apart_are_left_out_and_a_signature_ends_somewhere() {
        let mut drawing = Drawing(vec![vec![(10, 10)]]);
        extend(&mut drawing, (12, 11));
        extend(&mut drawing, (14, 12));
        extend(&mut drawing, (20, 12));
        assert_eq!(drawing, Drawing(vec![vec![(10, 10), (14, 12), (20, 12)]]));
        let mut full = Drawing(vec![vec![(1, 1); POINTS_MAX]]);
        extend(&mut full, (500, 300));
        assert_eq!(full, Drawing(vec![vec![(1, 1); POINTS_MAX]]));
    }
}
