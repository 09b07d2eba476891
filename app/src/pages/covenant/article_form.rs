//! The form of one article of a draft.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::{ARTICLE_CHARS_MAX, Article};
use shared::id::RecordId;
use shared::order::OrderKey;

use super::adopt::because;
use super::one::may_write;
use super::reading::Reading;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, foot, recovered, saving_keys, text_field};
use crate::pages::undo::take_back_void;
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::route::Route;
use crate::ui::{Button, Control, Dialog, Empty, Icon, Kind, icon, toast_of, toast_with};
use crate::{tr, words};

impl Typed for Article {
    fn texts(&self) -> Vec<(&'static str, String)> {
        vec![("body", self.body.clone())]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        Ok(Self { body: typed.text("body"), ..self.clone() })
    }
}

/// The form of a new article behind all others, or of one that is there.
pub(super) fn article_form(reading: Reading, article: Option<RecordId>) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let order = reading.known.with(|known| {
        let last = known.articles_of(about.id).last().map(|held| held.record.order.clone());
        OrderKey::between(last.as_ref(), None)
    });
    let blank = Article { covenant: about.id, year: about.year, order, body: String::new() };
    let opened = match article {
        Some(id) => repo.open_record(about.space, id),
        // An article needs the record of its covenant.
        None => reading.held.with(Option::is_some).then(|| Opened::new(blank)),
    };
    let Some(opened) = opened.filter(|_| may_write(&repo, reading)) else {
        return view! { <div class="card"><Empty picture=Icon::Sign label=tr!(works.not_here)/></div> }
            .into_any();
    };
    let draft = match article {
        Some(id) => DraftOf::Article(about.id, id),
        None => DraftOf::NewArticle(about.id),
    };
    let form = Form::open(&repo, about.space, article, draft, || opened);
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&Route::Covenant(about.id).path(), options);
    });
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, go))
    };
    let save = {
        let repo = repo.clone();
        Callback::new(move |()| form.save(&repo, Callback::new(move |_| go.run(()))))
    };
    let title = if article.is_some() { tr!(covenant.edit_article) } else { tr!(covenant.add_article) };
    let drop = article.map(|id| dropping(reading, id, go));
    view! {
        <form class="card flow" aria-labelledby="article-form" on:keydown=saving_keys(save) on:submit=move |event| event.prevent_default()>
            <header>
                <a class="back" href=Route::Covenant(about.id).path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                <h2 id="article-form">{title}</h2>
            </header>
            <div class="body">
                {recovered(form)}
                {text_field(form, "body", Control::Area, (ARTICLE_CHARS_MAX, 8), tr!(covenant.article_hint))}
                {drop}
            </div>
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

/// Taking the article out of the draft, with a reason.
fn dropping(reading: Reading, id: RecordId, go: Callback<()>) -> AnyView {
    let repo = use_repo();
    let space = reading.about.space;
    let asking = RwSignal::new(false);
    let done = Callback::new(move |given: String| {
        let repo = repo.clone();
        spawn_local(async move {
            match repo.void(space, id, &given).await {
                Ok(()) => {
                    let undo = repo.clone();
                    toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_void(&undo, space, id));
                    go.run(());
                }
                Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
            }
        });
    });
    let press = move |()| asking.set(true);
    view! {
        <Button label=tr!(covenant.drop_article) on_press=press kind=Kind::Quiet picture=Icon::Close/>
        <Dialog open=asking title=tr!(covenant.drop_article)>
            {because(tr!(covenant.drop_article_note), tr!(covenant.drop_article), asking, done)}
        </Dialog>
    }
    .into_any()
}
