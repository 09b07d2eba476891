//! The form of one article of a draft.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::{ARTICLE_CHARS_MAX, Article};
use shared::id::RecordId;
use shared::order::OrderKey;

use super::adopt::because;
use super::one::may_write;
use super::panel::{back_to, closed, form_panel};
use super::reading::Reading;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, text_field};
use crate::pages::undo::take_back_void;
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::ui::{Button, Control, Dialog, Icon, Kind, toast_of, toast_with};
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
        return closed();
    };
    let draft = match article {
        Some(id) => DraftOf::Article(about.id, id),
        None => DraftOf::NewArticle(about.id),
    };
    let form = Form::open(&repo, about.space, article, draft, opened);
    let title = if article.is_some() { tr!(covenant.edit_article) } else { tr!(covenant.add_article) };
    let drop = article.map(|id| dropping(reading, id));
    let fields = view! {
        {text_field(form, "body", Control::Area, (ARTICLE_CHARS_MAX, 8), tr!(covenant.article_hint))}
        {drop}
    };
    form_panel(form, about, ("article-form", title), fields.into_any())
}

/// Taking the article out of the draft, with a reason.
fn dropping(reading: Reading, id: RecordId) -> AnyView {
    let (repo, go) = (use_repo(), back_to(reading.about));
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
