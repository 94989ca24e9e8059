//! What was dropped: each file, and each badge in it with what is known beside the verification.

use std::collections::BTreeSet;

use super::files::PictureUrl;
use super::now;
use crate::credential::site;
use crate::document::Format;
use crate::proof::Dossier;
use crate::report::{Problem, Request};
use crate::resource::{LocalAddresses, Options, PublishedKeys, Resources};
use crate::verify::{Reading, Verification};
use crate::view::Contact;

/// A file, or one of the badges in it.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) content: Result<Badge, Problem>,
}

pub(super) struct Badge {
    pub(super) reading: Reading,
    pub(super) bytes: Vec<u8>,
    pub(super) picture: Option<PictureUrl>,
    pub(super) sample: bool,
    pub(super) compared: Option<String>,
    pub(super) verification: Verification,
    /// Which of the credentials inside is shown, level by level; empty for the badge itself.
    pub(super) path: Vec<usize>,
    /// Of what is shown.
    pub(super) dossiers: Vec<Dossier>,
    pub(super) contacts: Vec<Contact>,
    /// Hosts the person agreed to have asked for this badge.
    pub(super) agreed: BTreeSet<String>,
}

/// What of a badge is shown: itself, or a credential inside it.
pub(super) struct Focus<'a> {
    pub(super) reading: &'a Reading,
    pub(super) verification: &'a Verification,
    /// What it stands in.
    pub(super) within: Option<&'a Verification>,
}

impl Badge {
    pub(super) fn new(
        reading: Reading,
        bytes: Vec<u8>,
        sample: bool,
        challenge: Option<&str>,
        resources: &Resources,
    ) -> Self {
        let picture = PictureUrl::new(&bytes, &reading.input.container);
        let verification = reading.verify(resources, &options(None, challenge, sample));
        // A presentation of one badge is about that badge.
        let is_presentation =
            reading.document.as_ref().is_ok_and(|document| document.format == Format::Presentation);
        let only = is_presentation && verification.members.len() == 1;
        Self {
            reading,
            bytes,
            picture,
            sample,
            compared: None,
            verification,
            path: if only { vec![0] } else { Vec::new() },
            dossiers: Vec::new(),
            contacts: Vec::new(),
            agreed: BTreeSet::new(),
        }
    }

    pub(super) fn verify(&mut self, challenge: Option<&str>, resources: &Resources) {
        let hash = self.verification.input.sha256.take();
        let options = options(self.compared.clone(), challenge, self.sample);
        self.verification = self.reading.verify(resources, &options);
        self.verification.input.sha256 = hash;
    }

    /// What the path leads to.
    pub(super) fn focus(&self) -> Focus<'_> {
        let start =
            Focus { reading: &self.reading, verification: &self.verification, within: None };
        self.path.iter().fold(start, |at, index| {
            match at.reading.step_into(at.verification, *index) {
                Some((reading, verification)) => {
                    Focus { reading, verification, within: Some(at.verification) }
                }
                None => at,
            }
        })
    }

    /// The hash of the input and the intermediate texts, for the report and the inspector.
    pub(super) fn finish(&mut self, challenge: Option<&str>, resources: &Resources) {
        if self.verification.input.sha256.is_none() {
            self.verification.input.hash(&self.bytes);
        }
        let options = options(self.compared.clone(), challenge, self.sample);
        self.dossiers = self.focus().reading.inspect(resources, &options);
    }

    /// What may be asked now: everything wanted, if the person agreed to all its hosts.
    pub(super) fn agreed_requests(&self, remembered: &BTreeSet<String>) -> Vec<Request> {
        let wanted = self.verification.wanted();
        let agreed = |request: &Request| {
            let site = site(&request.url);
            site.is_some_and(|site| self.agreed.contains(site) || remembered.contains(site))
        };
        if wanted.iter().all(agreed) { wanted } else { Vec::new() }
    }
}

fn options(recipient: Option<String>, challenge: Option<&str>, sample: bool) -> Options {
    let mut options = Options::new(now());
    options.recipient = recipient;
    options.challenge = challenge.map(str::to_owned);
    if super::is_local() {
        options.local_addresses = LocalAddresses::Allow;
    }
    if sample {
        options.published_keys = PublishedKeys::Allow;
    }
    options
}
