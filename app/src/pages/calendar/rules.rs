//! By which rules the year is run: shown beside the phases, and chosen in the form of the dates.

use leptos::prelude::*;
use shared::domain::{Cluster, RuleSet};
use shared::id::{RecordId, SpaceId};
use shared::limit::REASON_CHARS_MAX;

use super::form::Form;
use crate::pages::rules::sample_badge;
use crate::pages::use_repo;
use crate::repo::types::Listed;
use crate::route::{Route, RulesAt};
use crate::ui::{Banner, Button, Control, Icon, Kind, TextField, Tone, live, new_id};
use crate::{tr, words};

/// The rules by which the year is run.
pub(super) fn card(space: SpaceId, year: i16) -> AnyView {
    let repo = use_repo();
    let body = live(move || {
        let Some(line) = repo.rules_of(space, year) else {
            return view! { <p class="soft">{tr!(rules.none_pinned_note)}</p> }.into_any();
        };
        let notes = repo.cluster(space).map(|cluster| notes(&line.held.record, &cluster, year));
        view! {
            <p><a class="link" href=Route::Rules(RulesAt::One(line.held.id)).path()>{line.held.record.name.clone()}</a></p>
            {sample_badge(&line.held.record).map(|badge| view! { <p>{badge}</p> })}
            {notes}
        }
        .into_any()
    });
    view! {
        <section class="card" aria-labelledby="year-rules">
            <header><h2 id="year-rules">{tr!(rules.choose)}</h2></header>
            <div class="body stack">{body}</div>
        </section>
    }
    .into_any()
}

/// What about the rules does not fit the year or the cluster. The cluster's own words are the ones that are printed.
fn notes(rules: &RuleSet, cluster: &Cluster, year: i16) -> Vec<AnyView> {
    let labels = &rules.labels;
    let said = [&labels.word, &labels.head_title, &labels.deputy_title].map(String::as_str);
    let own = [&cluster.word, &cluster.head_title, &cluster.deputy_title].map(String::as_str);
    let fold = |words: [&str; 3]| words.map(shared::text::folded);
    let differ = (fold(said) != fold(own))
        .then(|| tr!(rules.labels_differ, rules = said.join(", "), own = own.join(", ")));
    let late = (!rules.holds_in(year)).then(|| tr!(rules.pin_time, year = year));
    let note = |words: String| view! { <p class="soft">{words}</p> }.into_any();
    late.into_iter().chain(differ).map(note).collect()
}

/// The field in which the rules are chosen; for another year than a closed one.
pub(super) fn field(form: Form, space: SpaceId, year: i16) -> AnyView {
    let repo = use_repo();
    let known = {
        let repo = repo.clone();
        Memo::new(move |_| repo.rule_sets())
    };
    let closed = {
        let repo = repo.clone();
        Memo::new(move |_| repo.closed(space, year).is_some())
    };
    let chosen = Memo::new(move |_| {
        let id = form.rules.get()?;
        known.with(|known| known.as_ref()?.get(id).cloned())
    });
    let options = live(move || {
        let Some(known) = known.get() else { return Vec::new() };
        let now = form.rules.get_untracked();
        let pinned = now
            .and_then(|id| known.get(id))
            .filter(|line| !known.in_force().any(|it| it.held.id == line.held.id));
        let sets = known.in_force().chain(pinned);
        sets.map(|line| option(line, form)).collect::<Vec<_>>()
    });
    let (id, hint) = (new_id(), new_id());
    let choose = move |event| {
        form.choose_rules(event_target_value(&event).parse::<RecordId>().ok());
        if let Some(line) = untrack(|| chosen.get()).filter(|_| form.is_blank()) {
            form.fill(&line.held.record.deadlines);
        }
    };
    let notes = live(move || {
        let (line, cluster) = (chosen.get()?, repo.cluster(space)?);
        let rules = &line.held.record;
        Some(view! { {sample_badge(rules).map(|badge| view! { <p>{badge}</p> })}{notes(rules, &cluster, year)} }.into_any())
    });
    let none = live(move || form.rules.with(Option::is_none));
    view! {
        <fieldset class="phase">
            <legend>{tr!(rules.choose)}</legend>
            <div class="field">
                <label class="vh" for=id.clone()>{words::field("rules").to_owned()}</label>
                <select
                    class="input"
                    id=id
                    aria-describedby=hint.clone()
                    disabled=live(move || closed.get())
                    on:change=choose
                >
                    <option value="" prop:selected=none>{tr!(rules.none_pinned)}</option>
                    {options}
                </select>
                <div id=hint>{live(move || closed.get().then(|| tr!(rules.pin_closed)))}</div>
            </div>
            {notes}
            {live(move || form.is_moved().then(|| reason(form)))}
            {live(move || chosen.get().filter(|_| form.has_gaps()).map(|line| fill(form, &line)))}
        </fieldset>
    }
    .into_any()
}

fn option(line: &Listed<RuleSet>, form: Form) -> AnyView {
    let (id, rules) = (line.held.id, &line.held.record);
    let sample = if rules.sample { format!(" · {}", tr!(rules.sample)) } else { String::new() };
    let name = format!("{} · {}{sample}", rules.name, words::level(rules.level));
    let chosen = live(move || form.rules.get() == Some(id));
    view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }.into_any()
}

/// Why a year that had rules is to be run by others.
fn reason(form: Form) -> AnyView {
    let error = Signal::derive(move || form.reason_fault.get());
    view! {
        <TextField label=tr!(rules.pin_reason) value=form.reason control=Control::Area lines=2 error max=REASON_CHARS_MAX id="year-reason"/>
    }
    .into_any()
}

/// Offers the days that the rules propose, where the year has none.
fn fill(form: Form, line: &Listed<RuleSet>) -> AnyView {
    let deadlines = line.held.record.deadlines.clone();
    let press = move |()| form.fill(&deadlines);
    view! {
        <Banner tone=Tone::Plain picture=Icon::Calendar>
            <span class="grow">{tr!(rules.fill_note)}</span>
            <Button label=tr!(rules.fill) on_press=press kind=Kind::Quiet/>
        </Banner>
    }
    .into_any()
}
