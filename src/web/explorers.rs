//! The hosts that the person chose to ask about transactions, kept on this device.

use super::app::App;
use super::kept;
use crate::resource::{Anchor, Explorer};
use crate::view::anchor_of;

/// Where they are kept.
const NAME: &str = "proofmark.explorers";

/// What is kept.
pub(super) fn load() -> Vec<Explorer> {
    kept::load(NAME).map(|list| Explorer::from_json(&list)).unwrap_or_default()
}

impl App {
    /// Takes a host for the chain of the certificate that is shown. Asking it is the next step, which
    /// names it once more.
    pub(super) fn explore(&mut self, chosen: &str, typed: &str) {
        let Some(anchor) = self.shown_anchor() else { return };
        let base = if typed.trim().is_empty() { chosen } else { typed };
        let explorer = Explorer::new(anchor.chain, base);
        self.no_host = explorer.is_none();
        let Some(explorer) = explorer else { return };
        self.explorers.retain(|one| one.chain != anchor.chain);
        self.explorers.push(explorer);
        self.keep_explorers();
    }

    /// Asks none of them any more.
    pub(super) fn unexplore(&mut self) {
        self.explorers.clear();
        self.keep_explorers();
    }

    fn keep_explorers(&mut self) {
        kept::save(NAME, &Explorer::to_json(&self.explorers));
        self.verify_all();
        self.ask_pile();
    }

    /// The transaction that the certificate on screen lacks.
    fn shown_anchor(&self) -> Option<Anchor> {
        anchor_of(self.badge()?.focus().verification)
    }
}
