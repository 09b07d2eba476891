//! The parts of the program that do not come with its main part, which opens the device's data and lets people sign in.
//! Each part comes when it is to be drawn, or before that, as soon as the browser has nothing else to do.

use std::future::Future;
use std::pin::Pin;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::clock;
use crate::repo::Opened;
use crate::route::Route;

/// How long to wait where a browser does not say when it is idle (Safari).
const IDLE_MILLIS: u32 = 2_000;

/// Draws a part, for the address at which we are.
pub type Draw = fn(Memo<Option<Route>>) -> AnyView;

/// Goes on with an account that has been opened: reads what the first screen did not need, and exchanges.
pub type GoOn = fn(Opened) -> Pin<Box<dyn Future<Output = ()>>>;

/// Brings a part's code in, and says where it begins; nothing when it could not be had. May be called again.
pub type Load<T> = fn() -> Pin<Box<dyn Future<Output = Option<T>>>>;

/// How far a part has come.
#[derive(Clone, Copy)]
pub enum State {
    /// Nobody has asked for it yet, or it is on its way.
    Coming,
    /// It could not be had when it was asked for.
    Missing,
    /// It is there.
    Here(Draw),
}

/// A part of the program.
#[derive(Clone)]
pub struct Part {
    load: Load<Draw>,
    state: ArcRwSignal<State>,
}

impl Part {
    /// A part that nobody has asked for yet.
    pub fn new(load: Load<Draw>) -> Self {
        Self { load, state: ArcRwSignal::new(State::Coming) }
    }

    /// How far it has come. Tracked.
    pub fn state(&self) -> State {
        self.state.get()
    }

    /// Asks for it, unless it is there.
    pub fn bring(&self) {
        if self.is_here() {
            return;
        }
        self.state.set(State::Coming);
        let part = self.clone();
        spawn_local(async move {
            if !part.come().await && !part.is_here() {
                part.state.set(State::Missing);
            }
        });
    }

    /// Brings it in and says whether it could be had. That it could not is shown only to somebody who asked for it.
    async fn come(&self) -> bool {
        let Some(draw) = (self.load)().await else {
            return false;
        };
        // Asked for twice, it comes twice; told again, it would be drawn again.
        if !self.is_here() {
            self.state.set(State::Here(draw));
        }
        true
    }

    fn is_here(&self) -> bool {
        matches!(self.state.get_untracked(), State::Here(_))
    }
}

/// Every part.
#[derive(Clone)]
pub struct Parts {
    /// The frame, and the screens that everybody uses: Việc hôm nay, Chờ gửi, Thiết bị này.
    pub inside: Part,
    /// Hoạt động.
    pub activities: Part,
    /// Chỉ tiêu, Biểu đồ, Lịch năm and Báo cáo, which share most of what they need.
    pub year: Part,
    /// Giao ước, Phong trào and Nhiệm vụ trọng tâm, which share most of what they need.
    pub work: Part,
    /// Tổng hợp.
    pub overview: Part,
    /// Đối soát.
    pub reconcile: Part,
    /// Quản trị with Bộ quy tắc, and Lời mời.
    pub admin: Part,
}

impl Parts {
    /// Brings all of them in, so that none has to be waited for: the frame while the device's data is opened or somebody
    /// signs in, the others one after another when nothing else is to do.
    pub fn bring_all(self) {
        spawn_local(async move {
            self.inside.come().await;
            idle().await;
            for part in [self.activities, self.year, self.work, self.overview, self.reconcile, self.admin] {
                part.come().await;
            }
        });
    }
}

/// The address for a screen that is only drawn at an address of its own.
pub fn known(route: Memo<Option<Route>>) -> Signal<Route> {
    Signal::derive(move || route.get().unwrap_or(Route::Today))
}

/// Waits until the browser has drawn and has nothing to do.
async fn idle() {
    let (tell, told) = oneshot::channel::<()>();
    let run = Closure::once_into_js(move || tell.send(()).is_ok());
    match window().request_idle_callback(run.unchecked_ref()) {
        // It can only be forgotten together with the page.
        Ok(_) => told.await.unwrap_or_default(),
        Err(_) => clock::pause(IDLE_MILLIS).await,
    }
}
