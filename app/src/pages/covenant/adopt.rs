//! Adopting a covenant: the draft becomes the text that units sign. Withdrawing that, and taking things back.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::{Adoption, Covenant, CovenantState};
use shared::id::SpaceId;
use shared::limit::REASON_CHARS_MAX;

use super::reading::Reading;
use crate::pages::activity_detail::reason_problem;
use crate::pages::use_repo;
use crate::repo::types::SaveError;
use crate::repo::{Repo, Save};
use crate::ui::{
    Banner, Button, Control, Icon, Kind, TextField, Tone, live, toast, toast_of, toast_with, with_day_picker,
};
use crate::{format, tr, tr_count, words};

/// What stands in the way of adopting the draft.
pub(super) fn obstacle(reading: Reading) -> Option<&'static str> {
    reading.draft.with(|draft| {
        if draft.articles.is_empty() {
            Some(tr!(covenant.adopt_blank))
        } else if draft.parties.is_empty() {
            Some(tr!(covenant.adopt_nobody))
        } else if reading.text().is_some_and(|text| text == draft.digest()) {
            Some(tr!(covenant.adopt_same))
        } else {
            None
        }
    })
}

/// How many units have signed the text that is adopted now.
fn signed(reading: Reading) -> usize {
    match reading.known.with(|known| known.state(reading.about.id)) {
        CovenantState::Draft => 0,
        CovenantState::Adopted { signed, .. } => signed,
    }
}

/// Asks how the draft was adopted, and why if another text was before.
pub(super) fn question(reading: Reading, asking: RwSignal<bool>) -> AnyView {
    let repo = use_repo();
    let is_anew = reading.adopted.with_untracked(Option::is_some);
    let today = repo.today();
    let (day, how) =
        (RwSignal::new(format::typed_date(today)), RwSignal::new(tr!(covenant.how_usual).to_owned()));
    let reason = RwSignal::new(String::new());
    let [day_fault, how_fault, fault] = [const { None::<String> }; 3].map(RwSignal::new);
    let failure = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let count = untrack(|| signed(reading));
    let voids = (is_anew && count > 0).then(|| {
        view! {
            <Banner tone=Tone::Wait picture=Icon::Warning><span>{tr_count!(count, covenant.adopt_voids)}</span></Banner>
        }
    });
    let why = is_anew.then(|| {
        view! {
            <TextField label=words::field("reason").to_owned() value=reason control=Control::Area error=fault max=REASON_CHARS_MAX/>
        }
    });
    let year = reading.about.year;
    let typed = move || format::parse_date(&day.get(), year).ok();
    let entry = view! {
        <TextField label=tr!(covenant.adopted_on) value=day control=Control::Date error=day_fault max=20/>
    };
    let go = move |()| {
        let on = untrack(typed).ok_or_else(|| tr!(problem.date).to_owned());
        let is_near = |on: &Date| Covenant::is_near(year, *on);
        let on = on.and_then(|on| Some(on).filter(is_near).ok_or_else(|| tr!(problem.year).to_owned()));
        let said = line(&how.get_untracked());
        let given = line(&reason.get_untracked());
        day_fault.set(on.as_ref().err().cloned());
        how_fault.set(said.is_empty().then(|| tr!(problem.blank).to_owned()));
        fault.set(reason_problem(&given).filter(|_| is_anew));
        let (Ok(on), None, None) = (on, how_fault.get_untracked(), fault.get_untracked()) else { return };
        busy.set(true);
        let repo = repo.clone();
        let given = is_anew.then_some(given);
        spawn_local(async move {
            let done = adopt(&repo, reading, on, said, given.as_deref()).await;
            let _ = busy.try_set(false);
            match done {
                Ok(()) => {
                    let _ = asking.try_set(false);
                }
                Err(why) => {
                    let _ = failure.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    view! {
        <p>{tr!(covenant.adopt_note)}</p>
        {voids}
        {with_day_picker(entry.into_any(), day, typed, tr!(works.pick, field = tr!(covenant.adopted_on)))}
        <TextField label=tr!(covenant.how) hint=tr!(covenant.how_hint) value=how error=how_fault max=200/>
        {why}
        {failed(failure)}
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| asking.set(false)/>
            <Button label=tr!(covenant.adopt) on_press=go kind=Kind::Seal size="end" locked=busy/>
        </div>
    }
    .into_any()
}

/// Asks why the adoption is withdrawn.
pub(super) fn withdrawing(reading: Reading, asking: RwSignal<bool>) -> AnyView {
    let repo = use_repo();
    let done = Callback::new(move |given: String| {
        let repo = repo.clone();
        spawn_local(async move {
            let change = |covenant: &Covenant| Covenant { adopted: None, ..covenant.clone() };
            match put(&repo, reading, change, Some(&given)).await {
                Ok(_) => {
                    let _ = asking.try_set(false);
                    toast(tr!(covenant.done_withdraw));
                }
                Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
            }
        });
    });
    because(tr!(covenant.withdraw_note), tr!(covenant.withdraw), asking, done)
}

/// Asks for a reason before something is taken back.
pub(super) fn because(
    note: &'static str,
    act: &'static str,
    asking: RwSignal<bool>,
    done: Callback<String>,
) -> AnyView {
    let (reason, fault) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let go = move |()| {
        let given = line(&reason.get_untracked());
        fault.set(reason_problem(&given));
        if fault.get_untracked().is_none() {
            done.run(given);
        }
    };
    view! {
        <p>{note}</p>
        <TextField label=words::field("reason").to_owned() value=reason control=Control::Area error=fault max=REASON_CHARS_MAX/>
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| asking.set(false)/>
            <Button label=act on_press=go size="end"/>
        </div>
    }
    .into_any()
}

/// That something was not saved, and why.
pub(super) fn failed(failure: RwSignal<Option<String>>) -> AnyView {
    let words = live(move || {
        failure.get().map(|words| {
            view! { <Banner tone=Tone::Err picture=Icon::Warning><span>{words}</span></Banner> }
        })
    });
    view! { <div role="alert">{words}</div> }.into_any()
}

/// What was typed, as one stored line.
pub(super) fn line(typed: &str) -> String {
    shared::text::clean(typed).split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn adopt(
    repo: &Repo,
    reading: Reading,
    on: Date,
    how: String,
    reason: Option<&str>,
) -> Result<(), SaveError> {
    let session = untrack(|| repo.session()).ok_or(SaveError::SignedOut)?;
    let (by, text) = (session.viewer.person, reading.draft.get_untracked());
    let change = |covenant: &Covenant| {
        let round = covenant.next_round();
        Covenant { adopted: Some(Adoption { round, on, how, by, text }), ..covenant.clone() }
    };
    let save = put(repo, reading, change, reason).await?;
    let (undo, space, is_first) = (repo.clone(), reading.about.space, reason.is_none());
    if is_first {
        toast_with(tr!(covenant.done_adopt), tr!(act.undo), move || {
            take_back(&undo, space, vec![save.clone()]);
        });
    } else {
        toast(tr!(covenant.done_adopt));
    }
    Ok(())
}

async fn put(
    repo: &Repo,
    reading: Reading,
    change: impl FnOnce(&Covenant) -> Covenant,
    reason: Option<&str>,
) -> Result<Save, SaveError> {
    let about = reading.about;
    let opened = repo.open(about.space, Covenant::empty(about.year, about.part));
    let after = change(&opened.record);
    let save = Save::of(about.id, &opened, &after);
    repo.put_because(about.space, &save, reason, None).await?;
    Ok(save)
}

/// Takes back what was saved a moment ago.
pub(super) fn take_back(repo: &Repo, space: SpaceId, saves: Vec<Save>) {
    let repo = repo.clone();
    spawn_local(async move {
        match repo.take_back_all(space, &saves, Some(tr!(activity.undo_reason))).await {
            Ok(()) => toast(tr!(activity.undone)),
            Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
        }
    });
}
