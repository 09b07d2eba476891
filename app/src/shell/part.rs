//! What is drawn with code that may still have to come.

use leptos::prelude::*;

use super::opening::address;
use crate::parts::{Part, State};
use crate::route::Route;
use crate::tr;
use crate::ui::{Bones, Button, Icon, Kind, icon, live};

/// A screen inside the frame.
pub(super) fn screen(part: Part, route: Memo<Option<Route>>) -> AnyView {
    shown(part, route, |meanwhile| meanwhile)
}

/// The frame itself with what it holds.
pub(super) fn frame(part: Part, route: Memo<Option<Route>>) -> AnyView {
    shown(part, route, |meanwhile| view! { <main class="opening">{meanwhile}</main> }.into_any())
}

/// The part as soon as it is there; meanwhile nothing or grey rows, and words when it cannot be had.
fn shown(part: Part, route: Memo<Option<Route>>, placed: fn(AnyView) -> AnyView) -> AnyView {
    part.bring();
    let shown = live(move || match part.state() {
        State::Here(draw) => draw(route),
        State::Coming => placed(view! { <Bones/> }.into_any()),
        State::Missing => placed(missing(part.clone())),
    });
    shown.into_any()
}

/// Trying again helps when the network is back; loading the page anew when the server has a newer version by now.
fn missing(part: Part) -> AnyView {
    let again = Callback::new(move |()| part.bring());
    view! {
        <div class="empty" role="alert">
            {icon(Icon::Warning)}
            <h1>{tr!(part.missing)}</h1>
            <p>{tr!(part.missing_note)}</p>
            <Button label=tr!(act.retry) on_press=again kind=Kind::Primary/>
            <p><a href=address>{tr!(act.reload)}</a></p>
        </div>
    }
    .into_any()
}
