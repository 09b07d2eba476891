//! What was decided, by whom and why; and who decides, for those who do not.

use leptos::prelude::*;

use crate::pages::activity_detail::{Author, disputed_field, disputed_value, times};
use crate::repo::Repo;
use crate::repo::types::ConflictLine;
use crate::tr;
use crate::ui::{Banner, Icon, Tone};

/// The decision that stands, if there is one.
pub(super) fn verdict(repo: &Repo, line: &ConflictLine) -> AnyView {
    let conflict = &line.conflict;
    if let Some(decision) = &line.pending_decision {
        let words = tr!(reconcile.pending_value, value = disputed_value(repo, conflict, &decision.value));
        return view! { <Banner tone=Tone::Wait picture=Icon::Send><span>{words}</span></Banner> }.into_any();
    }
    let (Some(decision), Some(by)) = (&conflict.decision, &conflict.decided_by) else {
        return ().into_any();
    };
    let author = Author::of(repo, by);
    let value = disputed_value(repo, conflict, &decision.value);
    let value = match disputed_field(conflict) {
        Some(field) => tr!(reconcile.decided_value, who = author.name, field = field, value = value),
        None => tr!(reconcile.decided_void, who = author.name, value = value),
    };
    let reason = tr!(reconcile.reason, reason = conflict.reason);
    let when = times(by, &author);
    view! {
        <Banner tone=Tone::Ok picture=Icon::Check>
            <div class="grow">
                <p><b>{value}</b></p>
                <p>{reason}</p>
                <p class="note">{when}</p>
            </div>
        </Banner>
    }
    .into_any()
}

/// Who decides, for a person who may only look on.
pub(super) fn who_decides(head_title: &str) -> AnyView {
    let words = if head_title.is_empty() {
        tr!(reconcile.centre_decides).to_owned()
    } else {
        tr!(reconcile.head_decides, head = head_title)
    };
    view! { <Banner tone=Tone::Plain picture=Icon::Lock><span>{words}</span></Banner> }.into_any()
}
