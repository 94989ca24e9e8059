//! The person's own list of issuers: kept on this device, taken from a file, saved to one.

use super::app::App;
use super::{files, kept, save};
use crate::resource::{TrustEntry, TrustList};

/// Where it is kept.
const NAME: &str = "proofmark.issuers";

/// What is kept.
pub(super) fn load() -> TrustList {
    kept::load(NAME).and_then(|list| TrustList::from_json(&list)).unwrap_or_default()
}

/// The list in a file, if it is one.
pub(super) fn read(bytes: &[u8]) -> Option<TrustList> {
    TrustList::from_json(&files::json(bytes)?)
}

impl App {
    /// Puts the issuer of the open badge on the list, with the key it signed with.
    pub(super) fn know(&mut self, name: String, note: String) {
        let Some(badge) = self.badge() else { return };
        let Some(signer) = &badge.focus().verification.report.signer else { return };
        let key = badge.inspection.proofs.first().and_then(|dossier| dossier.key.as_ref());
        let entry = TrustEntry {
            id: signer.id.clone(),
            name,
            note,
            keys: key.map(|key| key.to_multibase()).into_iter().collect(),
        };
        self.known.put(entry);
        self.keep_known();
    }

    /// Takes an issuer off the list.
    pub(super) fn unknow(&mut self, id: &str) {
        self.known.0.retain(|entry| entry.id != id);
        self.keep_known();
    }

    /// Takes over the list that was dropped, or not. What the person noted before stays.
    pub(super) fn import(&mut self, take: bool) {
        self.focus = true;
        let Some(list) = self.import.take().filter(|_| take) else { return };
        for entry in list.0 {
            if self.known.find(&entry.id).is_none() {
                self.known.put(entry);
            }
        }
        self.keep_known();
    }

    /// Saves the list as a file.
    pub(super) fn export(&self) {
        save::file("proofmark-issuers.json", &format!("{:#}\n", self.known.to_json()));
    }

    fn keep_known(&mut self) {
        kept::save(NAME, &self.known.to_json());
        self.verify_all();
        self.ask_pile();
    }
}
