//! How to install the app, where it is not installed yet.

use leptos::prelude::*;

use crate::tr;
use crate::ui::{live, media};

/// A hint; browsers differ in how they install, so it is words and not a button.
pub(super) fn card() -> AnyView {
    let installed = media("(display-mode: standalone)");
    let agent = window().navigator().user_agent().unwrap_or_default();
    let apple = agent.contains("iPhone") || agent.contains("iPad");
    let how = if apple { tr!(device.install_ios) } else { tr!(device.install_menu) };
    let shown = move || {
        (!installed.get()).then(|| {
            view! {
                <section class="card">
                    <header><h2>{tr!(device.install_title)}</h2></header>
                    <div class="body stack near">
                        <p>{tr!(device.install_note)}</p>
                        <p class="soft">{how}</p>
                    </div>
                </section>
            }
            .into_any()
        })
    };
    live(shown).into_any()
}
