//! What the activity is for: movements, key tasks, targets; and a movement of the catalogue by the name that was typed,
//! proposed for linking.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Activity;
use shared::id::{RecordId, SpaceId};

use crate::pages::activities::may_write;
use crate::pages::undo::take_back_edit;
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::{Banner, Button, Icon, Tone, icon_sized, live, toast_of, toast_with};
use crate::{tr, words};

/// What the activity is for.
pub(super) fn links(space: SpaceId, id: RecordId, activity: Memo<Option<Activity>>) -> AnyView {
    let repo = use_repo();
    let named = repo.clone();
    let chips = live(move || {
        let Activity { movements, tasks, targets, .. } = activity.get()?;
        let mut all = chips(&named, Icon::Flag, &movements, Route::Movement);
        all.extend(chips(&named, Icon::List, &tasks, Route::Task));
        all.extend(chips(&named, Icon::Target, &targets, Route::Target));
        if all.is_empty() {
            return None;
        }
        Some(view! {
            <section class="told">
                <h3>{words::field("links").to_owned()}</h3>
                <ul class="chips">{all}</ul>
            </section>
        })
    });
    view! { {chips}{proposal(space, id, activity, repo)} }.into_any()
}

fn chips(repo: &Repo, picture: Icon, ids: &BTreeSet<RecordId>, to: fn(RecordId) -> Route) -> Vec<AnyView> {
    let chip = |id: &RecordId| {
        let words = match repo.name_of(&id.to_string()) {
            Some(name) => view! { <a class="link" href=to(*id).path()>{name}</a> }.into_any(),
            None => view! { <span class="soft">{tr!(links.not_here)}</span> }.into_any(),
        };
        view! { <li>{icon_sized(picture, "i sm")}{words}</li> }.into_any()
    };
    ids.iter().map(chip).collect()
}

/// The movement of the catalogue that goes by the name which was typed, while it is not linked.
fn proposal(space: SpaceId, id: RecordId, activity: Memo<Option<Activity>>, repo: Repo) -> AnyView {
    let found = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let activity = activity.get()?;
            let held = repo.agenda(space)?.movement_named(activity.year, &activity.movement).cloned()?;
            let may = may_write(&repo, space, activity.unit) && repo.closed(space, activity.year).is_none();
            (may && !activity.movements.contains(&held.id)).then_some((held.id, held.record.name))
        })
    };
    let offer = live(move || {
        let (movement, name) = found.get()?;
        let repo = repo.clone();
        let take = move |()| link(&repo, space, id, movement);
        Some(view! {
            <Banner tone=Tone::Plain picture=Icon::Flag>
                <span class="grow">{tr!(links.proposed, name = name)}</span>
                <Button label=tr!(links.take) on_press=take size="small"/>
            </Banner>
        })
    });
    view! { <div class="no-print">{offer}</div> }.into_any()
}

fn link(repo: &Repo, space: SpaceId, id: RecordId, movement: RecordId) {
    let Some(opened): Option<Opened<Activity>> = repo.open_record(space, id) else { return };
    let mut after = opened.record.clone();
    after.movements.insert(movement);
    let (repo, edit) = (repo.clone(), Save::of(id, &opened, &after));
    spawn_local(async move {
        match repo.put(space, &edit, None).await {
            Ok(()) => {
                toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_edit(&repo, space, &edit));
            }
            Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
        }
    });
}
