//! What is known of one covenant: its draft as a text, what was adopted, who has signed.

use std::sync::Arc;

use leptos::prelude::*;
use shared::bytes::Sha256;
use shared::domain::{Adoption, Covenant, CovenantText, Party, Signed};
use shared::id::UnitId;

use super::{About, known};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Covenants, Held};

/// One covenant or annex.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) about: About,
    pub(super) known: Memo<Arc<Covenants>>,
    /// The record; none while nobody has begun it.
    pub(super) held: Memo<Option<Held<Covenant>>>,
    /// What was adopted.
    pub(super) adopted: Memo<Option<Adoption>>,
    /// The text that the draft makes now.
    pub(super) draft: Memo<CovenantText>,
    /// Whether the person writes and adopts.
    pub(super) oversees: Memo<bool>,
}

impl Reading {
    pub(super) fn of(about: About) -> Self {
        let repo = use_repo();
        let known = {
            let repo = repo.clone();
            Memo::new(move |_| known(&repo, about.space))
        };
        let held = Memo::new(move |_| known.with(|known| known.get(about.id).cloned()));
        let oversees = {
            let repo = repo.clone();
            Memo::new(move |_| repo.oversees(about.space))
        };
        let adopted = Memo::new(move |_| held.with(|held| held.as_ref()?.record.adopted.clone()));
        let draft = Memo::new(move |_| draft(&repo, about, &known.get()));
        Self { about, known, held, adopted, draft, oversees }
    }

    /// The hash of the adopted text.
    pub(super) fn text(self) -> Option<Sha256> {
        self.adopted.with(|adopted| adopted.as_ref().map(|adopted| adopted.text.digest()))
    }

    /// Whether the draft says something else than the adopted text.
    pub(super) fn has_moved(self) -> bool {
        self.text().is_some_and(|text| self.draft.with(|draft| draft.digest() != text))
    }

    /// The units of the adopted text, each with how it stands to it.
    pub(super) fn parties(self) -> Vec<(Party, Signed)> {
        let (Some(adopted), Some(text)) = (self.adopted.get(), self.text()) else { return Vec::new() };
        let known = self.known.get();
        let signed = |unit| Signed::of(unit, text, known.signatures_of(self.about.id).map(|it| &it.record));
        adopted.text.parties.into_iter().map(|party| (party.clone(), signed(party.unit))).collect()
    }

    /// The units that have not signed the adopted text.
    pub(super) fn missing(self) -> Vec<UnitId> {
        let parties = self.parties().into_iter();
        parties.filter(|(_, signed)| *signed != Signed::This).map(|(party, _)| party.unit).collect()
    }
}

/// The text that a draft makes of its articles, the year's common targets and movements, and the units.
fn draft(repo: &Repo, about: About, known: &Covenants) -> CovenantText {
    let blank = || Covenant::empty(about.year, about.part);
    let mut frame = known.get(about.id).map_or_else(blank, |held| held.record.clone());
    if frame.opening.trim().is_empty() {
        frame.opening = usual_opening(about);
    }
    let articles = known.articles_of(about.id).map(|held| (held.id, &held.record)).collect();
    let board = repo.board(about.space, about.year);
    let targets = board.iter().flat_map(|board| &board.targets).map(|held| &held.record);
    let targets: Vec<_> = targets.filter(|target| target.unit.is_none()).collect();
    let agenda = repo.agenda(about.space).unwrap_or_default();
    let movements = agenda.movements.iter().filter(|line| line.is_in_force()).map(|line| &line.held.record);
    let movements: Vec<_> = movements.filter(|movement| movement.year == about.year).collect();
    let units = repo.units(about.space).into_iter();
    let parties = units.filter_map(|line| Some(Party { unit: line.id, name: repo.unit_name(line.id)? }));
    CovenantText::of(&frame, articles, &targets, &movements, parties.collect())
}

/// How the text opens where nothing else was written.
pub(super) fn usual_opening(about: About) -> String {
    let year = about.year;
    if about.part == 0 {
        format!("Các đơn vị thành viên thống nhất ký kết giao ước thi đua năm {year} với các nội dung sau:")
    } else {
        format!("Các đơn vị thành viên thống nhất sửa đổi, bổ sung giao ước thi đua năm {year} như sau:")
    }
}
