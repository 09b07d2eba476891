//! The form of a rule set, in sections.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::{
    AWARDS_MAX, AwardKind, BASIS_CHARS_MAX, Base, DecisionForm, LABEL_CHARS_MAX, Level, Order, OwnVote,
    PointsBasis, Pool, Rotation, Rounding, RuleSet, Voters,
};
use shared::id::{RecordId, SpaceId};

use super::award::{self, SLOTS, Slots};
use super::fields::{conditions, fraction, options, ties, toggle};
use super::reading::read_quota;
use super::rows::Section;
use super::sentences as say;
use super::typed::{DAYS, blank};
use super::{Known, not_here, path};
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, choice_field, day_field, foot, recovered, saving_keys, text_field};
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::route::RulesAt;
use crate::ui::{Banner, Control, Icon, Tone, icon, live};
use crate::{tr, words};

/// The form of a new rule set.
pub(super) fn new(known: Known) -> AnyView {
    let repo = use_repo();
    let Some(space) = kept(known) else { return not_here() };
    let opened = Opened::new(blank(repo.today()));
    draw(space, None, opened)
}

/// The form of a rule set that is there.
pub(super) fn edit(known: Known, id: RecordId) -> AnyView {
    let repo = use_repo();
    let Some(space) = kept(known) else { return not_here() };
    let Some(opened) = repo.open_record::<RuleSet>(space, id) else { return not_here() };
    if opened.record.issued.is_some() {
        let words = words::lock(shared::access::Lock::Issued);
        return view! { <Banner tone=Tone::Wait picture=Icon::Lock><span>{words}</span></Banner> }.into_any();
    }
    draw(space, Some(id), opened)
}

/// The space of the rule sets, for who keeps them.
fn kept(known: Known) -> Option<SpaceId> {
    known.with(|known| known.as_ref().filter(|known| known.is_kept).map(|known| known.space))
}

fn draw(space: SpaceId, id: Option<RecordId>, opened: Opened<RuleSet>) -> AnyView {
    let repo = use_repo();
    let (name, year) = (opened.record.name.clone(), opened.record.effective.year());
    let draft = id.map_or(DraftOf::NewRules, DraftOf::Rules);
    let form = Form::open(&repo, space, id, draft, opened);
    let navigate = use_navigate();
    let go = Callback::new(move |at: RulesAt| {
        navigate(&path(at), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let back = id.map_or(RulesAt::List, RulesAt::One);
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, Callback::new(move |()| go.run(back))))
    };
    let save = Callback::new(move |()| form.save(&repo, Callback::new(move |id| go.run(RulesAt::One(id)))));
    let title = if id.is_some() { tr!(rules.edit) } else { tr!(rules.new) };
    view! {
        <form
            class="rules pageform"
            aria-labelledby="rules-form"
            on:keydown=saving_keys(save)
            on:submit=move |event| event.prevent_default()
        >
            <div class="head">
                <a class="back" href=path(back) aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                <div class="grow"><h1 id="rules-form">{title}</h1><p>{name}</p></div>
            </div>
            {recovered(form)}
            <div class="stack">
                {section(Section::General, general(form, year))}
                {section(Section::Deadlines, deadlines(form))}
                {section(Section::Voting, voting(form))}
                {section(Section::Awards, awards(form))}
                {section(Section::Ranking, ranking(form))}
            </div>
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

fn section(section: Section, fields: AnyView) -> AnyView {
    view! {
        <section class="card" aria-label=section.name()>
            <header><h2>{section.name()}</h2></header>
            <div class="body">{fields}</div>
        </section>
    }
    .into_any()
}

fn general(form: Form, year: i16) -> AnyView {
    let label = |field| text_field(form, field, Control::Line, (LABEL_CHARS_MAX, 1), "");
    view! {
        {text_field(form, "name", Control::Line, (200, 1), "")}
        {choice_field(form, "level", options([Level::Province, Level::Central, Level::Sector, Level::Commune], words::level))}
        <div class="pair">
            {day_field(form, "effective", words::field("effective"), year)}
            {day_field(form, "expires", words::field("expires"), year)}
        </div>
        {text_field(form, "basis", Control::Area, (BASIS_CHARS_MAX, 8), tr!(rules.basis_hint))}
        <p class="hint">{tr!(rules.labels_hint)}</p>
        <div class="pair">{label("labels.word")}{label("labels.head_title")}{label("labels.deputy_title")}</div>
        {choice_field(form, "rotation", options([Rotation::Free, Rotation::Warned, Rotation::Barred], say::rotation))}
    }
    .into_any()
}

fn deadlines(form: Form) -> AnyView {
    let phase = |(phase, from, to): (shared::domain::Phase, &'static str, &'static str)| {
        view! {
            <fieldset class="phase">
                <legend>{words::phase(phase)}</legend>
                <div class="pair">
                    {text_field(form, from, Control::Line, (30, 1), tr!(calendar.from))}
                    {text_field(form, to, Control::Line, (30, 1), tr!(calendar.to))}
                </div>
            </fieldset>
        }
        .into_any()
    };
    view! {
        <p class="hint">{tr!(rules.days_hint)}</p>
        {DAYS.map(phase).into_iter().collect::<Vec<_>>()}
        {text_field(form, "wait_days", Control::Number, (20, 1), tr!(rules.wait_hint))}
    }
    .into_any()
}

fn voting(form: Form) -> AnyView {
    let forms =
        [DecisionForm::Secret, DecisionForm::ShowOfHands, DecisionForm::Consensus, DecisionForm::ByPoints];
    let own = [OwnVote::Allowed, OwnVote::ChairHandsOver, OwnVote::Excluded];
    view! {
        {fraction(form, "voting.quorum", "voting.strict")}
        {choice_field(form, "voting.voters", options([Voters::Members, Voters::Signatories], say::voters))}
        {text_field(form, "voting.carried", Control::Number, (20, 1), tr!(rules.carried_hint))}
        {choice_field(form, "voting.form", options(forms, say::form))}
        {choice_field(form, "voting.own_vote", options(own, say::own_vote))}
    }
    .into_any()
}

fn awards(form: Form) -> AnyView {
    // How many are shown: those that are typed, and one more once somebody wants to add it.
    let typed = award::count(|field| untrack(|| form.text(field).with(|text| !text.trim().is_empty())));
    let shown = RwSignal::new(typed);
    let slots = move |at: usize| {
        let slots = SLOTS.get(at).copied();
        slots.map(|slots| {
            let hidden = live(move || shown.get() <= at);
            view! { <div class="award" hidden=hidden>{award_fields(form, slots, at, shown)}</div> }.into_any()
        })
    };
    let add = live(move || {
        (shown.get() < AWARDS_MAX).then(|| {
            let press = move |_| shown.update(|shown| *shown += 1);
            view! { <button type="button" class="btn" on:click=press>{icon(Icon::Plus)}{tr!(rules.add_award)}</button> }
        })
    });
    view! {
        {(0..AWARDS_MAX).filter_map(slots).collect::<Vec<_>>()}
        <div class="row">{add}</div>
        {toggle(form, "overlap", tr!(rules.overlap_field))}
    }
    .into_any()
}

fn award_fields(form: Form, slots: Slots, at: usize, shown: RwSignal<usize>) -> AnyView {
    let kinds = |kind| match kind {
        AwardKind::Flag => tr!(rules.flag),
        AwardKind::Certificate => tr!(rules.certificate),
    };
    let rounding = |rounding| match rounding {
        Rounding::Down => tr!(rules.round_down),
        Rounding::Half => tr!(rules.round_half),
        Rounding::Up => tr!(rules.round_up),
    };
    let echo = live(move || {
        let quota = form.text(slots.quota).get();
        let rounding = award::decode(&form.text(slots.rounding).get()).unwrap_or(Rounding::Down);
        let quota = read_quota(&quota, rounding).ok().flatten().filter(|quota| quota.problem().is_none());
        quota.map(|quota| view! { <p class="soft" role="status">{say::quota(&quota)}</p> }.into_any())
    });
    let remove = move |_| {
        let slots = SLOTS.iter().skip(at);
        for (here, next) in slots.clone().zip(slots.skip(1).map(Some).chain([None])) {
            award::copy(form, here, next);
        }
        shown.update(|shown| *shown = shown.saturating_sub(1));
    };
    view! {
        {text_field(form, slots.name, Control::Line, (120, 1), "")}
        <div class="pair">
            {choice_field(form, slots.kind, options([AwardKind::Flag, AwardKind::Certificate], kinds))}
            {choice_field(form, slots.pool, options([Pool::Members, Pool::FlagNominees], say::pool))}
        </div>
        <div class="pair">
            {text_field(form, slots.quota, Control::Line, (60, 1), tr!(rules.quota_hint))}
            {choice_field(form, slots.rounding, options([Rounding::Down, Rounding::Half, Rounding::Up], rounding))}
        </div>
        {echo}
        {fraction(form, slots.threshold, slots.strict)}
        <div class="pair">
            {choice_field(form, slots.base, options(Base::ALL, say::base))}
            {text_field(form, slots.turnout, Control::Line, (30, 1), tr!(rules.turnout_hint))}
        </div>
        {text_field(form, slots.points_min, Control::Line, (30, 1), tr!(rules.points_hint))}
        {conditions(form, slots.conditions)}
        <div class="row"><button type="button" class="btn quiet" on:click=remove>{tr!(rules.remove_award)}</button></div>
    }
    .into_any()
}

fn ranking(form: Form) -> AnyView {
    view! {
        {choice_field(form, "first", options([Order::PointsFirst, Order::VotesFirst], say::order))}
        {choice_field(form, "points", options([PointsBasis::Raw, PointsBasis::Normalised], say::points))}
        {ties(form)}
    }
    .into_any()
}
