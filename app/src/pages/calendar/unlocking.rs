//! Opening work again: for one unit, until a day, with a reason.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::Lock;
use shared::domain::{Keyed, Unlock, Work};
use shared::id::{SpaceId, UnitId};

use crate::format::{self, DateProblem};
use crate::pages::undo::{take_back_edit, take_back_new};
use crate::pages::use_repo;
use crate::repo::types::{Board, SaveError};
use crate::repo::{Repo, Save};
use crate::ui::{
    Banner, Button, Control, Dialog, Icon, Kind, TextField, Tone, error_line, live, new_id, toast_with,
    with_day_picker,
};
use crate::{tr, words};

/// Characters of the reason of an unlock.
const REASON_MAX: usize = 500;

/// What stands in the form.
#[derive(Clone, Copy)]
struct Form {
    space: SpaceId,
    year: i16,
    today: Date,
    unit: RwSignal<Option<UnitId>>,
    work: RwSignal<Work>,
    until: RwSignal<String>,
    reason: RwSignal<String>,
    faults: RwSignal<Faults>,
    failure: RwSignal<Option<String>>,
}

/// What is wrong in the form, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Faults {
    unit: Option<&'static str>,
    until: Option<&'static str>,
    reason: Option<&'static str>,
}

/// The question for whom, what, until when and why.
pub(super) fn dialog(
    space: SpaceId,
    year: i16,
    board: Memo<Option<Arc<Board>>>,
    open: RwSignal<bool>,
) -> AnyView {
    let repo = use_repo();
    let inside = move || {
        let board = board.get_untracked();
        let today = board.as_ref().map_or_else(format::today, |board| board.ground.today);
        let is_closed = board.is_some_and(|board| board.ground.closed() == Some(Lock::YearClosed));
        let form = Form {
            space,
            year,
            today,
            unit: RwSignal::new(None),
            work: RwSignal::new(Work::Registration),
            until: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            faults: RwSignal::new(Faults::default()),
            failure: RwSignal::new(None),
        };
        // An unlock opens nothing in a closed year: saying so beats an unlock in vain.
        let closed = is_closed.then(|| {
            view! {
                <Banner tone=Tone::Wait picture=Icon::Lock><span>{tr!(unlock.year_closed)}</span></Banner>
            }
        });
        view! { {closed}{entries(form, open, repo.clone())} }.into_any()
    };
    // Names that arrive while somebody types must not draw the form anew.
    view! { <Dialog open title=tr!(unlock.open)>{untrack(&inside)}</Dialog> }.into_any()
}

fn entries(form: Form, open: RwSignal<bool>, repo: Repo) -> AnyView {
    let failure = live(move || {
        form.failure.get().map(|words| {
            view! { <Banner tone=Tone::Err picture=Icon::Warning><span>{words}</span></Banner> }
        })
    });
    let reason_error = Signal::derive(move || form.faults.with(|it| it.reason.map(str::to_owned)));
    let units = unit_field(form, &repo);
    let save = move |()| hand_in(form, open, repo.clone());
    view! {
        {units}
        {work_field(form)}
        {until_field(form)}
        <TextField
            label=words::field("reason").to_owned()
            hint=tr!(unlock.reason_hint)
            value=form.reason
            control=Control::Area
            error=reason_error
            max=REASON_MAX
            lines=2
        />
        <div role="alert">{failure}</div>
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| open.set(false)/>
            <Button label=tr!(unlock.save) on_press=save kind=Kind::Primary size="end"/>
        </div>
    }
    .into_any()
}

fn unit_field(form: Form, repo: &Repo) -> AnyView {
    let id = new_id();
    let error_id = format!("{id}-error");
    let options = repo
        .units(form.space)
        .into_iter()
        .map(|line| view! { <option value=line.id.to_string()>{line.unit.name}</option> }.into_any());
    let options = options.collect::<Vec<_>>();
    let choose = move |event| form.unit.set(event_target_value(&event).parse().ok());
    let error = Signal::derive(move || form.faults.with(|it| it.unit.map(str::to_owned)));
    view! {
        <div class="field">
            <label for=id.clone()>{words::field("unit").to_owned()}</label>
            <select
                class="input"
                id=id
                aria-describedby=error_id.clone()
                aria-invalid=live(move || form.faults.with(|it| it.unit.map(|_| "true")))
                on:change=choose
            >
                <option value="">{tr!(activity.choose_unit)}</option>
                {options}
            </select>
            {error_line(error_id, error)}
        </div>
    }
    .into_any()
}

fn work_field(form: Form) -> AnyView {
    let id = new_id();
    let options = Work::ALL.map(|work| {
        let at = Work::ALL.iter().position(|it| *it == work).unwrap_or_default();
        view! { <option value=at.to_string()>{words::work(work)}</option> }.into_any()
    });
    let choose = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(work) = at.and_then(|at| Work::ALL.get(at)) {
            form.work.set(*work);
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words::field("work").to_owned()}</label>
            <select class="input" id=id on:change=choose>{options.into_iter().collect::<Vec<_>>()}</select>
        </div>
    }
    .into_any()
}

fn until_field(form: Form) -> AnyView {
    let text = form.until;
    let day = move || format::parse_date(&text.get(), form.today.year()).ok();
    let leave = move |()| {
        if let Some(day) = untrack(day) {
            text.set(format::typed_date(day));
        }
    };
    let error = Signal::derive(move || form.faults.with(|it| it.until.map(str::to_owned)));
    let label = words::field("until").to_owned();
    let field = view! {
        <TextField label value=text control=Control::Date error max=20 on_leave=Callback::new(leave)/>
    }
    .into_any();
    with_day_picker(field, text, day, tr!(activity.pick_day).to_owned())
}

/// What is opened with what was typed, or what is wrong with it.
fn read(form: Form) -> Result<Unlock, Faults> {
    let reason = shared::text::clean(&form.reason.get()).trim().to_owned();
    let until = format::parse_date(&form.until.get(), form.today.year());
    let faults = Faults {
        unit: form.unit.get().is_none().then_some(tr!(unlock.unit_missing)),
        until: until_problem(until, form.today),
        reason: match reason.chars().count() {
            0 => Some(tr!(outbox.reason_missing)),
            1..=REASON_MAX => None,
            _ => Some(tr!(unlock.reason_long)),
        },
    };
    match (form.unit.get(), until) {
        (Some(unit), Ok(until)) if faults == Faults::default() => {
            Ok(Unlock { unit, year: form.year, work: form.work.get(), until, reason })
        }
        _ => Err(faults),
    }
}

fn until_problem(until: Result<Date, DateProblem>, today: Date) -> Option<&'static str> {
    match until {
        Err(DateProblem::Unclear) => Some(tr!(problem.date)),
        Err(DateProblem::NoSuchDay) => Some(tr!(problem.no_date)),
        Ok(until) if until < today => Some(tr!(unlock.until_past)),
        Ok(_) => None,
    }
}

fn hand_in(form: Form, open: RwSignal<bool>, repo: Repo) {
    form.failure.set(None);
    let unlock = match untrack(|| read(form)) {
        Ok(unlock) => unlock,
        Err(faults) => return form.faults.set(faults),
    };
    form.faults.set(Faults::default());
    spawn_local(async move {
        match open_again(&repo, form.space, unlock).await {
            Ok(()) => {
                let _ = open.try_set(false);
            }
            Err(error) => {
                let _ = form.failure.try_set(Some(words::save_error(&error)));
            }
        }
    });
}

/// Opens work again. What was opened before and taken back is put in force first: what is out of force cannot change.
async fn open_again(repo: &Repo, space: SpaceId, unlock: Unlock) -> Result<(), SaveError> {
    let id = unlock.id(space);
    let lines = untrack(|| repo.unlocks(space, unlock.year));
    let was_taken_back = lines.iter().any(|line| line.id == id && line.taken_back.is_some());
    if was_taken_back {
        repo.restore(space, id, &unlock.reason).await?;
    }
    let opened = repo.open(space, unlock.clone());
    let is_new = !opened.was_there() || was_taken_back;
    let edit = Save::keyed(space, &opened, &unlock);
    match repo.put(space, &edit, None).await {
        Err(SaveError::NothingChanged) if was_taken_back => {}
        done => done?,
    }
    let repo = repo.clone();
    toast_with(tr!(standing.saved), tr!(act.undo), move || {
        if is_new {
            take_back_new(&repo, space, id);
        } else {
            take_back_edit(&repo, space, &edit);
        }
    });
    Ok(())
}
