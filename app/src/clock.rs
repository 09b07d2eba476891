//! This device's clock and timers: their one home. The clock is shown and noted, it never orders anything.

use std::future::Future;
use std::pin::pin;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::request_animation_frame;
use shared::time::Timestamp;

/// What this device's clock says.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "whole milliseconds far below 2^53"
)]
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// Waits.
pub async fn pause(millis: u32) {
    TimeoutFuture::new(millis).await;
}

/// Waits until what was changed on the page stands on the screen, so that work which nobody waits for does not come
/// before it. A hidden page draws nothing, and is waited for no longer than a person would notice.
pub async fn painted() {
    const LONGEST_MILLIS: u32 = 100;
    let (tell, told) = oneshot::channel::<()>();
    request_animation_frame(move || drop(tell));
    within(LONGEST_MILLIS, async {
        // The frame comes to its end, and the next task is after it.
        let _ = told.await;
        pause(0).await;
    })
    .await;
}

/// The output of a future, or nothing when it takes longer than so many milliseconds; then it is dropped.
pub async fn within<F: Future>(millis: u32, future: F) -> Option<F::Output> {
    match select(pin!(future), TimeoutFuture::new(millis)).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(((), _)) => None,
    }
}
