//! One rule set, in sections that read as sentences.

use leptos::prelude::*;
use shared::domain::RuleSet;
use shared::id::RecordId;

use super::list::pinned_words;
use super::rows::{Row, Section, rows};
use super::sentences::{sample_badge, state_badge, time};
use super::{Known, acts, example, not_here, path, tables};
use crate::pages::activity_detail::{history, last_touch};
use crate::pages::export::export_button;
use crate::pages::list_head::rest;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Listed, Standing};
use crate::route::RulesAt;
use crate::tr;
use crate::ui::{Badge, Banner, Control, Icon, TextField, Tone, icon, live};

/// The size of cluster of which the example speaks where none is open.
const UNITS: usize = 11;

pub(super) fn one(known: Known, id: RecordId) -> AnyView {
    let line = Memo::new(move |_| known.with(|known| known.as_ref()?.get(id).cloned()));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    live(move || if is_here.get() { untrack(|| page(known, id, line)) } else { not_here() }).into_any()
}

fn page(known: Known, id: RecordId, line: Memo<Option<Listed<RuleSet>>>) -> AnyView {
    let repo = use_repo();
    let Some(space) = known.with(|known| known.as_ref().map(|known| known.space)) else { return not_here() };
    let units = repo.opened().map(|space| repo.units(space).len()).filter(|units| *units > 0);
    let typed = RwSignal::new(units.unwrap_or(UNITS).to_string());
    let last = {
        let repo = repo.clone();
        live(move || repo.about(space, id).map(|view| last_touch(&repo, &view)))
    };
    let head = live(move || line.get().map(|line| head(&repo, known, &line)));
    let cards = live(move || line.get().map(|line| cards(&line.held.record)));
    view! {
        <div class="rules">
            {head}
            {live(move || line.get().and_then(|line| notes(&line)))}
            <div class="cols">
                <div class="stack">{cards}</div>
                <aside class="stack">
                    {acts::card(known, id)}
                    {example_card(line, typed)}
                    <section class="card"><div class="body">{last}{history(space, id)}</div></section>
                </aside>
            </div>
        </div>
    }
    .into_any()
}

fn head(repo: &Repo, known: Known, line: &Listed<RuleSet>) -> AnyView {
    let rules = &line.held.record;
    let taken = rules.clone();
    let pinned = known.with(|known| known.as_ref().map(|known| pinned_words(repo, known, line)));
    view! {
        <div class="head">
            <a class="back" href=path(RulesAt::List) aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
            <div class="grow">
                <h1 id="rules-title" tabindex="-1">{rules.name.clone()}</h1>
                <p>{time(rules)}" · "{pinned}</p>
                <p class="row">{sample_badge(rules)}{state_badge(line)}{standing(line)}</p>
            </div>
            {rest(export_button(move || tables::settings(&taken)))}
        </div>
    }
    .into_any()
}

fn standing(line: &Listed<RuleSet>) -> Option<AnyView> {
    let (tone, picture, label) = match line.held.standing {
        Standing::Received => return None,
        Standing::Waiting => (Tone::Wait, Icon::Send, tr!(standing.waiting)),
        Standing::Refused => (Tone::Err, Icon::Return, tr!(standing.refused)),
    };
    Some(view! { <Badge tone picture label/> }.into_any())
}

/// What has to be known before anybody uses it.
fn notes(line: &Listed<RuleSet>) -> Option<AnyView> {
    let rules = &line.held.record;
    let void = line.void.as_ref().map(|reason| (Icon::Close, tr!(rules.repealed_why, reason = reason)));
    let sample = rules.sample.then(|| (Icon::Warning, tr!(rules.sample_note).to_owned()));
    let notes: Vec<_> = void.into_iter().chain(sample).chain(rounded(rules)).collect();
    if notes.is_empty() {
        return None;
    }
    let notes = notes.into_iter().map(|(picture, words)| {
        view! { <Banner tone=Tone::Wait picture><span>{words}</span></Banner> }.into_any()
    });
    Some(view! { <div class="stack notes">{notes.collect::<Vec<_>>()}</div> }.into_any())
}

/// Fractions that stand for thirds and ask for more than these.
fn rounded(rules: &RuleSet) -> Vec<(Icon, String)> {
    let votes = rules.awards.iter().map(|award| award.threshold.share());
    let shares = votes.chain([rules.voting.quorum]);
    let meant = shares.filter_map(|share| Some((share, share.meant()?)));
    let words = |(share, meant): (shared::domain::Share, shared::domain::Share)| {
        let [is, meant] = [share, meant].map(|share| super::sentences::fraction(share.num, share.den));
        (Icon::Warning, tr!(rules.rounded, is = is, meant = meant))
    };
    meant.map(words).collect()
}

fn cards(rules: &RuleSet) -> AnyView {
    let rows = rows(rules);
    let card = |section: Section| {
        let lines = rows.iter().filter(|row| row.section == section).map(line).collect::<Vec<_>>();
        view! {
            <section class="card" aria-label=section.name()>
                <header><h2>{section.name()}</h2></header>
                <dl class="kv facts">{lines}</dl>
            </section>
        }
        .into_any()
    };
    Section::ALL.map(card).into_iter().collect::<Vec<_>>().into_any()
}

fn line(row: &Row) -> AnyView {
    let words = row.words.split('\n').map(|line| view! { <p>{line.to_owned()}</p> }.into_any());
    view! { <dt>{row.label.clone()}</dt><dd>{words.collect::<Vec<_>>()}</dd> }.into_any()
}

/// What the rules come to for a cluster of some size.
fn example_card(line: Memo<Option<Listed<RuleSet>>>, typed: RwSignal<String>) -> AnyView {
    let sentences = live(move || {
        let units = typed.with(|typed| typed.trim().parse::<u32>().ok());
        let units = units.filter(|units| (1..=u32::from(shared::domain::UNITS_MAX)).contains(units));
        let Some(units) = units else {
            return view! { <p class="soft">{tr!(problem.number)}</p> }.into_any();
        };
        let found = line.with(|line| line.as_ref().map(|line| example::sentences(&line.held.record, units)));
        let found = found.unwrap_or_default().into_iter().map(|words| view! { <li>{words}</li> }.into_any());
        view! { <ul class="flat">{found.collect::<Vec<_>>()}</ul> }.into_any()
    });
    view! {
        <section class="card" aria-labelledby="rules-example">
            <header><h2 id="rules-example">{tr!(rules.example)}</h2></header>
            <div class="body">
                <TextField label=tr!(rules.units) value=typed control=Control::Number max=20/>
                <div aria-live="polite">{sentences}</div>
                <p class="soft">{tr!(rules.example_note)}</p>
            </div>
        </section>
    }
    .into_any()
}
