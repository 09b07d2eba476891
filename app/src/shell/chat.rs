//! The browser inside a chat program clears what pages store: nothing may be written there. The way out.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::tr;
use crate::ui::{Banner, Button, Icon, Kind, Tone, copied, icon, toast, toast_of};

/// Why nothing can be written here, and how to open the app in a browser that keeps its word.
pub(super) fn way_out(program: &'static str) -> AnyView {
    let address = window().location().href().unwrap_or_default();
    let shown = address.clone();
    let field = NodeRef::<html::Input>::new();
    let copy = move |()| {
        // Selected as well: some of these browsers let no page copy, only a finger.
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        let address = address.clone();
        spawn_local(async move {
            if copied(&address).await {
                toast(tr!(act.copied));
            } else {
                toast_of(Icon::Warning, tr!(chat.by_hand));
            }
        });
    };
    let chrome = chrome_link().map(|link| {
        view! { <a class="btn" href=link>{tr!(chat.open)}</a> }
    });
    view! {
        <main class="opening">
            <span class="mark">{icon(Icon::Mark)}</span>
            <h1>{tr!(chat.title)}</h1>
            <Banner tone=Tone::Wait picture=Icon::Warning>
                <span>{tr!(chat.why, app = program)}</span>
            </Banner>
            <p>{tr!(chat.how)}</p>
            <div class="field">
                <label for="address">{tr!(chat.address)}</label>
                <input class="input" id="address" readonly node_ref=field prop:value=shown/>
            </div>
            <div class="row">
                <Button label=tr!(act.copy) on_press=copy kind=Kind::Primary/>
                {chrome}
            </div>
            <p class="soft">{tr!(chat.how_menu)}</p>
        </main>
        <crate::ui::ToastPlace/>
    }
    .into_any()
}

/// On Android a link can name the program that is to open it.
fn chrome_link() -> Option<String> {
    let agent = window().navigator().user_agent().ok()?;
    if !agent.contains("Android") {
        return None;
    }
    let location = window().location();
    let (host, path) = (location.host().ok()?, location.pathname().ok()?);
    let scheme = location.protocol().ok()?.trim_end_matches(':').to_owned();
    Some(format!("intent://{host}{path}#Intent;scheme={scheme};package=com.android.chrome;end"))
}
