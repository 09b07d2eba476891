//! Members of a cluster, pasted as a list: each line is shown with what would become of it, and nothing is kept before
//! somebody has looked.

mod reading;
mod saving;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde_json::{Value, json};
use shared::id::{RecordId, SpaceId, UnitId};

use super::{Desk, panel};
use crate::pages::activities::panel_heading;
use crate::pages::draft_key::DraftOf;
use crate::pages::keeping::Keeper;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::route::{Admin, List, Route};
use crate::ui::{Badge, Banner, Button, Control, Icon, Kind, TextField, Tone, icon, live, new_id};
use crate::{tr, tr_count, words};
use reading::{Fate, Line, lines};

/// Characters of a pasted list.
const LIST_CHARS_MAX: usize = 50_000;
const TEXT: &str = "text";

/// What a person chose for a line that can be read in two ways, by what stands in the line.
pub(super) type Picked = BTreeMap<String, Option<UnitId>>;

/// The page while it is open.
#[derive(Clone, Copy)]
struct Sheet {
    desk: Desk,
    cluster: SpaceId,
    draft: DraftOf,
    text: RwSignal<String>,
    picked: RwSignal<Picked>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// The list has been taken or dropped: nothing may bring its draft back.
    closed: StoredValue<bool>,
}

/// The list of a cluster's members, being pasted.
pub(super) fn roster(desk: Desk, cluster: RecordId) -> AnyView {
    let repo = use_repo();
    let known =
        desk.registry.with_untracked(|all| all.cluster(cluster).map(|line| line.held.record.name.clone()));
    let Some(name) = known else { return panel::not_here() };
    let sheet = Sheet::open(desk, SpaceId::of_record(cluster), &repo);
    let read = Memo::new(move |_| {
        let (text, picked) = (sheet.text.get(), sheet.picked.get());
        desk.registry.with(|all| lines(all, sheet.cluster, &text, &picked))
    });
    let navigate = use_navigate();
    let about = Admin::one(List::Clusters, cluster);
    let go = Callback::new(move |()| {
        navigate(
            &Route::Admin(about).path(),
            NavigateOptions { replace: true, ..NavigateOptions::default() },
        );
    });
    let (of_save, of_leave) = (repo.clone(), repo);
    let save = Callback::new(move |()| saving::save(sheet, &read.get_untracked(), of_save.clone(), go));
    let leave = Callback::new(move |()| sheet.discard(of_leave.clone(), go));
    view! {
        <form class="flow" aria-labelledby="work-form" on:submit=move |event| event.prevent_default()>
            <header>
                <a class="back" href=Route::Admin(about).path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-form", Signal::stored(tr!(roster.title).to_owned()), desk.alone)}
            </header>
            <div class="body">
                <p class="soft">{name}</p>
                <TextField label=tr!(roster.list) hint=tr!(roster.hint) value=sheet.text control=Control::Area max=LIST_CHARS_MAX lines=6/>
                {preview(sheet, read)}
            </div>
            {foot(sheet, read, save, leave)}
        </form>
    }
    .into_any()
}

impl Sheet {
    fn open(desk: Desk, cluster: SpaceId, repo: &Repo) -> Self {
        let draft = DraftOf::Admin(desk.place.get_untracked());
        let left = untrack(|| repo.draft(&draft.key()));
        let text = left.and_then(|left| left.body.get(TEXT)?.as_str().map(str::to_owned)).unwrap_or_default();
        let sheet = Self {
            desk,
            cluster,
            draft,
            text: RwSignal::new(text),
            picked: RwSignal::default(),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            closed: StoredValue::new(false),
        };
        let repo = repo.clone();
        let keeper = Keeper::new(move || {
            let repo = repo.clone();
            Box::pin(async move { sheet.keep(&repo).await })
        });
        Effect::new(move |began: Option<()>| {
            sheet.text.track();
            if began.is_some() {
                keeper.due();
            }
        });
        sheet
    }

    fn body(self) -> Option<Value> {
        let text = self.text.try_get_untracked()?;
        (!text.trim().is_empty()).then(|| json!({ "title": tr!(roster.title), TEXT: text }))
    }

    async fn keep(self, repo: &Repo) {
        if self.closed.try_get_value() != Some(false) {
            return;
        }
        let key = self.draft.key();
        let kept = match self.body() {
            Some(body) => repo.keep_draft(&key, body).await,
            None => repo.drop_draft(&key).await,
        };
        if let Err(why) = kept {
            let words = tr!(activity.draft_not_kept, why = words::store_error(&why));
            let _ = self.failure.try_set(Some(words));
        }
    }

    fn discard(self, repo: Repo, go: Callback<()>) {
        self.closed.set_value(true);
        leptos::task::spawn_local(async move {
            match repo.drop_draft(&self.draft.key()).await {
                Ok(()) => go.run(()),
                Err(why) => {
                    let _ = self.failure.try_set(Some(words::store_error(&why).to_owned()));
                }
            }
        });
    }
}

/// What would become of each line.
fn preview(sheet: Sheet, read: Memo<Vec<Line>>) -> AnyView {
    live(move || {
        let lines = read.get();
        if lines.is_empty() {
            return ().into_any();
        }
        let rows = lines.into_iter().map(|line| row(sheet, line)).collect::<Vec<_>>();
        view! {
            <section class="told" aria-label=tr!(roster.preview)>
                <h3>{tr!(roster.preview)}</h3>
                <ol class="roster">{rows}</ol>
            </section>
        }
        .into_any()
    })
    .into_any()
}

fn row(sheet: Sheet, line: Line) -> AnyView {
    let unit = |id: UnitId| sheet.desk.registry.with_untracked(|all| all.name(id));
    let (tone, picture, label) = match &line.fate {
        Fate::New => (Tone::Ink, Icon::Plus, tr!(roster.new).to_owned()),
        Fate::Known(_) => (Tone::Ok, Icon::Check, tr!(roster.known).to_owned()),
        Fate::Unclear => (Tone::Wait, Icon::Warning, tr!(roster.unclear).to_owned()),
        Fate::TooLong => (Tone::Err, Icon::Warning, tr!(roster.too_long).to_owned()),
        Fate::Member => (Tone::Plain, Icon::Check, tr!(roster.member).to_owned()),
        Fate::Twice => (Tone::Plain, Icon::Close, tr!(roster.twice).to_owned()),
        Fate::Elsewhere(cluster) => (Tone::Wait, Icon::Warning, tr!(roster.elsewhere, cluster = cluster)),
    };
    let meant = match &line.fate {
        Fate::Known(id) if unit(*id) != line.name => Some(tr!(roster.meant, unit = unit(*id))),
        _ => None,
    };
    let choice = (!line.alike.is_empty()).then(|| choice(sheet, &line));
    view! {
        <li>
            <b>{line.name}</b>
            <Badge tone picture label/>
            {meant.map(|words| view! { <span class="note">{words}</span> })}
            {choice}
        </li>
    }
    .into_any()
}

/// Which of the units that are alike is meant, or none of them.
fn choice(sheet: Sheet, line: &Line) -> AnyView {
    let (id, key) = (new_id(), line.key.clone());
    let chosen = match &line.fate {
        Fate::Known(id) => id.to_string(),
        Fate::New => NEW.to_owned(),
        _ => String::new(),
    };
    let option = |value: String, label: String| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }.into_any()
    };
    let mut options = vec![option(String::new(), tr!(roster.choose).to_owned())];
    options.extend(line.alike.iter().map(|found| {
        let name = sheet.desk.registry.with_untracked(|all| all.name(found.id));
        option(found.id.to_string(), tr!(roster.is, unit = name))
    }));
    options.push(option(NEW.to_owned(), tr!(roster.other).to_owned()));
    let change = move |event| {
        let value = event_target_value(&event);
        sheet.picked.update(|picked| {
            match (value.as_str(), value.parse().ok()) {
                (NEW, _) => picked.insert(key.clone(), None),
                (_, Some(unit)) => picked.insert(key.clone(), Some(unit)),
                (_, None) => picked.remove(&key),
            };
        });
    };
    view! {
        <label class="vh" for=id.clone()>{tr!(roster.which, name = line.name.clone())}</label>
        <select class="input" id=id on:change=change>{options}</select>
    }
    .into_any()
}

const NEW: &str = "new";

/// What is wrong, and the buttons.
fn foot(sheet: Sheet, read: Memo<Vec<Line>>, save: Callback<()>, leave: Callback<()>) -> AnyView {
    let count = Memo::new(move |_| read.with(|lines| lines.iter().filter(|line| line.is_taken()).count()));
    let unclear = Memo::new(move |_| {
        read.with(|lines| lines.iter().filter(|line| matches!(line.fate, Fate::Unclear)).count())
    });
    let failed = live(move || {
        sheet.failure.get().map(|words| {
            view! { <Banner tone=Tone::Err picture=Icon::Warning live=true><span>{words}</span></Banner> }
        })
    });
    let asked = live(move || {
        let count = unclear.get();
        (count > 0).then(|| {
            let words = tr_count!(count, roster.to_choose);
            view! { <Banner tone=Tone::Wait picture=Icon::Warning><span>{words}</span></Banner> }
        })
    });
    let label = Signal::derive(move || tr_count!(count.get(), roster.save));
    view! {
        <footer class="stack">
            {asked}
            {failed}
            <div class="row">
                <Button label=tr!(roster.leave) on_press=leave kind=Kind::Quiet/>
                <Button label=label on_press=save kind=Kind::Primary size="end"/>
            </div>
        </footer>
    }
    .into_any()
}
