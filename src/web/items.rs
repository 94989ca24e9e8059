//! The badges on screen, and those that were: verified again when a question or an answer changes.

use super::app::App;
use super::item::{Badge, Item, Question};

/// How many badges can be looked at again.
const LONGEST_HISTORY: usize = 50;

impl App {
    /// The badge that is open.
    pub(super) fn badge(&self) -> Option<&Badge> {
        self.open.and_then(|open| self.items.get(open)).and_then(|item| item.content.as_ref().ok())
    }

    /// The badge that is open, to be changed.
    pub(super) fn badge_mut(&mut self) -> Option<&mut Badge> {
        let open = self.open.and_then(|open| self.items.get_mut(open));
        match open {
            Some(Item { content: Ok(badge), .. }) => Some(badge),
            _ => None,
        }
    }

    /// What is asked of every badge alike.
    pub(super) fn question(&self) -> Question<'_> {
        Question {
            challenge: self.challenge.as_deref(),
            known: &self.known,
            explorers: &self.explorers,
            resources: &self.resources,
        }
    }

    pub(super) fn verify_all(&mut self) {
        self.each(Badge::verify);
        self.cover();
    }

    pub(super) fn finish(&mut self) {
        self.each(Badge::finish);
    }

    fn each(&mut self, then: fn(&mut Badge, Question<'_>)) {
        let mut items = std::mem::take(&mut self.items);
        for item in &mut items {
            if let Ok(badge) = &mut item.content {
                then(badge, self.question());
            }
        }
        self.items = items;
    }

    /// Changes the badge that is open, and verifies it again.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Badge)) {
        self.with_open(|badge, question| {
            change(badge);
            badge.verify(question);
            badge.finish(question);
        });
        self.cover();
    }

    /// Goes into the badge that is open, or out again.
    pub(super) fn walk(&mut self, step: impl FnOnce(&mut Vec<usize>)) {
        self.with_open(|badge, question| {
            step(&mut badge.path);
            badge.finish(question);
        });
        self.focus = true;
    }

    fn with_open(&mut self, then: impl FnOnce(&mut Badge, Question<'_>)) {
        let Some(open) = self.open else { return };
        let mut items = std::mem::take(&mut self.items);
        if let Some(Item { content: Ok(badge), .. }) = items.get_mut(open) {
            then(badge, self.question());
        }
        self.items = items;
    }

    /// Keeps what was checked within reach, for as long as the tab is open.
    pub(super) fn put_aside(&mut self) {
        let checked = self
            .items
            .drain(..)
            .filter(|item| item.content.as_ref().is_ok_and(|badge| !badge.sample));
        let mut checked: Vec<Item> = checked.collect();
        let hash = |item: &Item| {
            item.content.as_ref().ok().and_then(|badge| badge.verification.input.sha256.clone())
        };
        let again = |item: &Item| {
            checked.iter().any(|one| one.name == item.name && hash(one) == hash(item))
        };
        self.history.retain(|item| !again(item));
        checked.append(&mut self.history);
        checked.truncate(LONGEST_HISTORY);
        self.history = checked;
    }

    /// Shows again what was checked before.
    pub(super) fn reopen(&mut self, index: usize) {
        if index < self.history.len() {
            let item = self.history.remove(index);
            self.clear();
            self.items = vec![item];
            self.opened();
            self.verify_all();
            self.finish();
        }
    }
}
