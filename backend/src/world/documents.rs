//! Documents on their way into the world, and out of it.

use super::{Comments, Entry, KpiState, TargetVersion, Word, World, read_target_slug};
use crate::calendar::{OrgCalendar, day_of};
use crate::store::{Day, DocumentChange, DocumentNo, StoredDocument};
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, HashMap};
use tandem_shared::document::{
    Acknowledgement, Board, Calendar, Comment, Document, Errors, Kind, Kpi, Person, Target, Tile,
};

impl World {
    /// Drops documents as if they had never been.
    pub(super) fn purge(&mut self, purged: &[DocumentNo]) {
        let gone = |document: &StoredDocument| purged.contains(&document.no);
        for document in self.documents.values().filter(|document| gone(document)) {
            match document.kind {
                Kind::Calendar if document.slug == Calendar::MAIN => self.calendar = OrgCalendar::default(),
                Kind::Team => drop(self.teams.remove(&document.slug)),
                Kind::Goal => drop(self.goals.entries.remove(&document.slug)),
                Kind::Action => drop(self.meetings.actions.remove(&document.slug)),
                Kind::CheckIn => drop(self.meetings.check_ins.remove(&document.slug)),
                Kind::Win => drop(self.meetings.wins.remove(&document.slug)),
                Kind::Person => drop(self.people.remove(&document.slug)),
                Kind::Token => drop(self.tokens.remove(&document.slug)),
                Kind::Screen => drop(self.screens.remove(&document.slug)),
                Kind::Kpi => {
                    self.kpis.remove(&document.no);
                    self.kpi_numbers.remove(&document.slug);
                }
                Kind::Board => {
                    self.boards.remove(&document.slug);
                    for boards in self.boards_of_kpi.values_mut() {
                        boards.remove(&document.slug);
                    }
                }
                Kind::Comment => forget(&mut self.comments, &document.slug),
                // A target goes with its KPI, and what was said to it.
                Kind::Target | Kind::Acknowledgement | Kind::Calendar => {}
            }
        }
        self.documents.retain(|_, document| !gone(document));
    }

    /// Takes in a document as it is now.
    pub(super) fn put(&mut self, document: StoredDocument) {
        match document.kind {
            Kind::Calendar if document.slug == Calendar::MAIN => {
                let body = (!document.archived).then(|| read::<Calendar>(&document)).flatten();
                self.calendar =
                    body.and_then(|body| OrgCalendar::new(&body, &mut Errors::default())).unwrap_or_default();
            }
            Kind::Team => put_entry(&mut self.teams, &document),
            Kind::Goal => put_entry(&mut self.goals.entries, &document),
            Kind::Action => put_entry(&mut self.meetings.actions, &document),
            Kind::CheckIn => put_entry(&mut self.meetings.check_ins, &document),
            Kind::Win => put_entry(&mut self.meetings.wins, &document),
            Kind::Person => {
                if let Some(person) = read::<Person>(&document) {
                    self.names.insert(document.slug.clone(), person.name);
                }
                put_entry(&mut self.people, &document);
            }
            Kind::Token => put_entry(&mut self.tokens, &document),
            Kind::Screen => put_entry(&mut self.screens, &document),
            Kind::Comment => {
                forget(&mut self.comments, &document.slug);
                if let Some(comment) = (!document.archived).then(|| read::<Comment>(&document)).flatten() {
                    self.comments.entry(comment.kpi.clone()).or_default().insert(document.slug.clone(), comment);
                }
            }
            Kind::Kpi => {
                if let Some(body) = read::<Kpi>(&document) {
                    self.kpi_numbers.insert(document.slug.clone(), document.no);
                    let state = match self.kpis.entry(document.no) {
                        Occupied(known) => known.into_mut(),
                        Vacant(new) => new.insert(KpiState::new(document.slug.clone(), body.clone())),
                    };
                    state.set(body, document.archived);
                }
            }
            Kind::Board => {
                for boards in self.boards_of_kpi.values_mut() {
                    boards.remove(&document.slug);
                }
                let body = (!document.archived).then(|| read::<Board>(&document)).flatten();
                if let Some(body) = &body {
                    for (_, kpi) in body.sections.iter().flat_map(|s| &s.tiles).flat_map(Tile::kpis) {
                        self.boards_of_kpi.entry(kpi.to_owned()).or_default().insert(document.slug.clone());
                    }
                }
                match body {
                    Some(body) => {
                        drop(self.boards.insert(document.slug.clone(), Entry { body, demo: document.demo }));
                    }
                    None => drop(self.boards.remove(&document.slug)),
                }
            }
            Kind::Target | Kind::Acknowledgement | Kind::Calendar => {}
        }
        self.documents.insert((document.kind, document.slug.clone()), document);
    }

    /// Takes in what was agreed: a version of a target, or a team's word on one.
    pub(super) fn put_agreed(&mut self, change: &DocumentChange) {
        match change.document.kind {
            Kind::Target => self.put_target_version(change),
            Kind::Acknowledgement => self.put_word(change),
            _ => {}
        }
    }

    fn put_target_version(&mut self, change: &DocumentChange) {
        let document = &change.document;
        let Some((kpi, period, team)) = read_target_slug(&document.slug) else { return };
        let Some(body) = read::<Target>(document) else { return };
        let from = body.from.as_deref().and_then(|text| text.parse().ok()).map_or(Day::MIN, day_of);
        let version = TargetVersion {
            from,
            value: (!document.archived).then_some(body.value),
            curve: body.curve,
            at: document.at,
            by: change.actor.clone(),
            reason: change.reason.clone().unwrap_or_default(),
            revision: document.revision,
            correction: body.correction,
            asked: if document.archived { Vec::new() } else { body.asked },
            words: BTreeMap::new(),
        };
        if let Some(kpi) = self.kpi_numbers.get(kpi).and_then(|no| self.kpis.get_mut(no)) {
            kpi.put_target(period, team.map(str::to_owned), version);
        }
    }

    fn put_word(&mut self, change: &DocumentChange) {
        let Some((target, revision, team)) = Acknowledgement::read_slug(&change.document.slug) else { return };
        let Some((kpi, period, of)) = read_target_slug(target) else { return };
        let Some(body) = read::<Acknowledgement>(&change.document) else { return };
        let word = Word {
            verdict: body.verdict,
            reason: change.reason.clone(),
            by: change.actor.clone(),
            at: change.document.at,
        };
        if let Some(kpi) = self.kpi_numbers.get(kpi).and_then(|no| self.kpis.get_mut(no)) {
            kpi.put_word((period, of.map(str::to_owned)), revision, team, word);
        }
    }
}

/// Reads a stored body; one that cannot be read is left out and said so, never a reason not to start.
pub(super) fn read<T: Document>(document: &StoredDocument) -> Option<T> {
    serde_json::from_str(&document.body)
        .inspect_err(|error| {
            tracing::error!(kind = T::KIND.name(), slug = document.slug, %error, "a stored document cannot be read");
        })
        .ok()
}

fn forget(comments: &mut HashMap<String, Comments>, slug: &str) {
    for comments in comments.values_mut() {
        comments.remove(slug);
    }
}

fn put_entry<T: Document>(entries: &mut HashMap<String, Entry<T>>, document: &StoredDocument) {
    let body = (!document.archived).then(|| read(document)).flatten();
    match body {
        Some(body) => drop(entries.insert(document.slug.clone(), Entry { body, demo: document.demo })),
        None => drop(entries.remove(&document.slug)),
    }
}
