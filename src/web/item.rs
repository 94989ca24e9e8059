//! What was dropped: each file, and each badge in it with what is known beside the verification.

use std::collections::BTreeSet;

use yew::AttrValue;

use super::picture::{NamedPicture, PictureUrl};
use crate::credential::{ImageSource, site};
use crate::document::Format;
use crate::report::{Problem, Request};
use crate::resource::{Explorer, Options, PublishedKeys, Resources, TrustList};
use crate::time::Timestamp;
use crate::verify::{Inspection, Reading, Verification};
use crate::view::{Contact, Pack, Timing};

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
    /// Another day that was asked about.
    pub(super) as_of: Option<Timestamp>,
    /// Whether the person wants its links, whoever made them.
    pub(super) links: bool,
    /// The picture that the badge names, loaded when the person wanted it.
    pub(super) named_picture: NamedPicture,
    /// The evidence that came with it in a pack; then nothing else is looked at.
    pub(super) pack: Option<Resources>,
    /// The packs that this evidence came in.
    pub(super) made: Vec<Pack>,
    /// Whether the evidence is kept with whom it was compared with.
    pub(super) keep_recipient: bool,
    /// Every address that was looked at so far.
    pub(super) used: BTreeSet<String>,
    /// Whether the two pictures show different things.
    pub(super) differ: Option<bool>,
    pub(super) verification: Verification,
    /// Which of the credentials inside is shown, level by level; empty for the badge itself.
    pub(super) path: Vec<usize>,
    /// How long the path is at first.
    pub(super) entry: usize,
    /// Of what is shown.
    pub(super) inspection: Inspection,
    pub(super) timing: Timing,
    pub(super) contacts: Vec<Contact>,
    /// Hosts the person agreed to have asked for this badge.
    pub(super) agreed: BTreeSet<String>,
}

/// What is asked of every badge alike.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) challenge: Option<&'a str>,
    pub(super) known: &'a TrustList,
    pub(super) explorers: &'a [Explorer],
    pub(super) resources: &'a Resources,
}

/// What of a badge is shown: itself, or a credential inside it.
pub(super) struct Focus<'a> {
    pub(super) reading: &'a Reading,
    pub(super) verification: &'a Verification,
    /// What it stands in.
    pub(super) within: Option<&'a Verification>,
}

impl Question<'_> {
    /// It as every verification takes it.
    pub(super) fn options(&self) -> Options {
        let mut options = super::options();
        options.challenge = self.challenge.map(str::to_owned);
        options.trust = self.known.clone();
        options.explorers = self.explorers.to_vec();
        options
    }
}

impl Badge {
    pub(super) fn new(
        reading: Reading,
        bytes: Vec<u8>,
        sample: bool,
        question: Question<'_>,
    ) -> Self {
        let picture = PictureUrl::new(&bytes, &reading.input.container);
        let options = options(None, None, sample, question);
        let (verification, verify) = timed(|| reading.verify(question.resources, &options));
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
            as_of: None,
            links: false,
            named_picture: NamedPicture::NotAsked,
            pack: None,
            made: Vec::new(),
            keep_recipient: false,
            used: BTreeSet::new(),
            differ: None,
            verification,
            entry: usize::from(only),
            path: if only { vec![0] } else { Vec::new() },
            inspection: Inspection::default(),
            timing: Timing { read: 0, verify },
            contacts: Vec::new(),
            agreed: BTreeSet::new(),
        }
    }

    pub(super) fn verify(&mut self, question: Question<'_>) {
        let hash = self.verification.input.sha256.take();
        let options = options(self.compared.clone(), self.as_of, self.sample, question);
        let resources = self.pack.as_ref().unwrap_or(question.resources);
        (self.verification, self.timing.verify) =
            timed(|| self.reading.verify(resources, &options));
        self.verification.input.sha256 = hash;
        self.note_used();
    }

    /// The address of the picture that the badge names, if it is not inside.
    pub(super) fn remote_picture(&self) -> Option<String> {
        match &self.focus().verification.credential.as_ref()?.picture()?.source {
            ImageSource::Remote(url) => Some(url.clone()),
            _ => None,
        }
    }

    /// The two pictures that can be compared: what was dropped, and what the badge names.
    pub(super) fn two_pictures(&self) -> Option<(AttrValue, AttrValue)> {
        let dropped = self.picture.as_ref()?.url();
        let loaded = self.named_picture.url();
        let inside = || {
            let credential = self.verification.credential.as_ref()?;
            credential.picture()?.data_url().map(AttrValue::from)
        };
        Some((dropped, loaded.or_else(inside)?))
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
    pub(super) fn finish(&mut self, question: Question<'_>) {
        if self.verification.input.sha256.is_none() {
            self.verification.input.hash(&self.bytes);
        }
        let options = options(self.compared.clone(), self.as_of, self.sample, question);
        let resources = self.pack.as_ref().unwrap_or(question.resources);
        self.inspection = self.focus().reading.inspect(resources, &options);
        self.note_used();
    }

    /// What may be asked now: everything wanted, if the person agreed to all its hosts.
    pub(super) fn agreed_requests(&self, remembered: &BTreeSet<String>) -> Vec<Request> {
        // A pack stands for the world as it was: nobody is asked beside it.
        if self.pack.is_some() {
            return Vec::new();
        }
        let wanted = self.verification.wanted();
        let agreed = |request: &Request| {
            let site = site(&request.url);
            site.is_some_and(|site| self.agreed.contains(site) || remembered.contains(site))
        };
        if wanted.iter().all(agreed) { wanted } else { Vec::new() }
    }
}

/// What a step gives, and how many microseconds it took as far as the browser tells.
pub(super) fn timed<T>(step: impl FnOnce() -> T) -> (T, u32) {
    let clock = web_sys::window().and_then(|window| window.performance());
    let read = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
    let start = read();
    let result = step();
    // A conversion saturates.
    (result, ((read() - start) * 1000.0) as u32)
}

fn options(
    recipient: Option<String>,
    as_of: Option<Timestamp>,
    sample: bool,
    question: Question<'_>,
) -> Options {
    let mut options = question.options();
    options.recipient = recipient;
    options.as_of = as_of;
    if sample {
        options.published_keys = PublishedKeys::Allow;
    }
    options
}
