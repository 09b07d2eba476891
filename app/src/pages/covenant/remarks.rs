//! What units say of a draft, and the answers of the head's office.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Remark;
use shared::id::RecordId;

use super::adopt::{failed, take_back};
use super::panel::{closed, form_panel};
use super::reading::Reading;
use super::tables;
use crate::pages::activities::own_unit;
use crate::pages::draft_key::DraftOf;
use crate::pages::export::export_of;
use crate::pages::typed::{Form, Texts, Typed, text_field};
use crate::pages::use_repo;
use crate::repo::Save;
use crate::repo::types::{Held, Opened, Standing};
use crate::route::Route;
use crate::ui::{Badge, Button, Control, Dialog, Icon, Kind, TextField, Tone, icon, live, toast_with};
use crate::{tr, words};

impl Typed for Remark {
    fn texts(&self) -> Vec<(&'static str, String)> {
        vec![("body", self.body.clone())]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        Ok(Self { body: typed.text("body"), ..self.clone() })
    }
}

/// All remarks, and the way to make one.
pub(super) fn remarks(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let answering = RwSignal::new(None::<RecordId>);
    let asking = RwSignal::new(false);
    let rows = {
        let repo = repo.clone();
        live(move || {
            let known = reading.known.get();
            let rows: Vec<_> = known
                .remarks_of(about.id)
                .map(|held| {
                    let unit = repo.unit_short(held.record.unit).unwrap_or_default();
                    let id = held.id;
                    let press = move |()| {
                        answering.set(Some(id));
                        asking.set(true);
                    };
                    remark(held, unit, reading.oversees.get().then_some(press))
                })
                .collect();
            if rows.is_empty() {
                return view! { <p class="body soft">{tr!(covenant.no_remarks)}</p> }.into_any();
            }
            view! { <ul class="items told-of">{rows}</ul> }.into_any()
        })
    };
    let taken = {
        let repo = repo.clone();
        live(move || {
            let is_there = reading.known.with(|known| known.remarks_of(about.id).next().is_some());
            let repo = repo.clone();
            let list = || tr!(covenant.remarks).to_owned();
            is_there.then(|| export_of(list(), move || tables::remarks(&repo, reading)))
        })
    };
    let add = {
        let repo = repo.clone();
        live(move || {
            let is_open =
                reading.held.with(Option::is_some) && repo.closed(about.space, about.year).is_none();
            let own = own_unit(&repo, about.space).filter(|_| is_open);
            own.map(|_| {
                let to = Route::NewRemark(about.id).path();
                view! { <footer><a class="btn" href=to>{icon(Icon::Pencil)}{tr!(covenant.add_remark)}</a></footer> }
            })
        })
    };
    view! {
        <section class="card no-print" aria-labelledby="covenant-remarks">
            <header><h2 id="covenant-remarks">{tr!(covenant.remarks)}</h2>{taken}</header>
            {rows}
            {add}
        </section>
        <Dialog open=asking title=tr!(covenant.answer)>{answer(reading, answering, asking)}</Dialog>
    }
    .into_any()
}

fn remark(held: &Held<Remark>, unit: String, press: Option<impl Fn(()) + Send + Sync + 'static>) -> AnyView {
    let Remark { body, answer, .. } = &held.record;
    let waiting = (held.standing == Standing::Waiting).then(|| {
        view! { <Badge tone=Tone::Wait picture=Icon::Send label=tr!(standing.waiting)/> }
    });
    let said =
        (!answer.is_empty()).then(|| view! { <p class="note">{tr!(covenant.answered, answer = answer)}</p> });
    let button = press.map(|press| {
        view! { <Button label=tr!(covenant.answer) on_press=press kind=Kind::Quiet size="small"/> }
    });
    view! {
        <li class="body stack near">
            <p class="row tight"><b class="strong">{unit}</b>{waiting}</p>
            <p>{body.clone()}</p>
            {said}
            {button}
        </li>
    }
    .into_any()
}

/// Asks for the answer to a remark.
fn answer(reading: Reading, answering: RwSignal<Option<RecordId>>, asking: RwSignal<bool>) -> AnyView {
    let repo = use_repo();
    let space = reading.about.space;
    let opened = answering.get_untracked().and_then(|id| repo.open_record::<Remark>(space, id));
    let text = RwSignal::new(opened.as_ref().map(|opened| opened.record.answer.clone()).unwrap_or_default());
    let failure = RwSignal::new(None::<String>);
    let go = move |()| {
        let (Some(id), Some(opened)) = (answering.get_untracked(), opened.clone()) else { return };
        let answer = shared::text::clean(&text.get_untracked()).trim().to_owned();
        let save = Save::of(id, &opened, &Remark { answer, ..opened.record.clone() });
        let repo = repo.clone();
        spawn_local(async move {
            match repo.put(space, &save, None).await {
                Ok(()) => {
                    let _ = asking.try_set(false);
                    toast_with(tr!(covenant.answer_done), tr!(act.undo), move || {
                        take_back(&repo, space, vec![save.clone()]);
                    });
                }
                Err(why) => {
                    let _ = failure.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    view! {
        <TextField label=tr!(covenant.answer) value=text control=Control::Area max=2_000/>
        {failed(failure)}
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| asking.set(false)/>
            <Button label=tr!(activity.done) on_press=go kind=Kind::Primary size="end"/>
        </div>
    }
    .into_any()
}

/// The form in which a unit says its word.
pub(super) fn remark_form(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let is_open = reading.held.with(Option::is_some) && repo.closed(about.space, about.year).is_none();
    let Some(unit) = own_unit(&repo, about.space).filter(|_| is_open) else {
        return closed();
    };
    let [body, answer] = [const { String::new() }; 2];
    let blank = Remark { covenant: about.id, year: about.year, unit, article: None, body, answer };
    let draft = DraftOf::Remark(about.id);
    let form = Form::open(&repo, about.space, None, draft, Opened::new(blank));
    let fields = text_field(form, "body", Control::Area, (2_000, 6), tr!(covenant.remark_hint));
    form_panel(form, about, ("remark-form", tr!(covenant.add_remark)), fields)
}
