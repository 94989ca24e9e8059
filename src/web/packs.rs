//! Evidence packs: made from what a verdict rests on, and verified again from the pack alone.

use std::collections::BTreeSet;

use serde_json::Value;
use yew::Context;

use super::app::{App, Msg};
use super::files::{self, Taken};
use super::item::Badge;
use super::{kept, now, save};
use crate::encoding::{base64url, to_base64url};
use crate::report::{Code, Problem};
use crate::resource::{EvidencePack, FetchError, PackMaker, PackedBadge, Resource, Resources};
use crate::view::{Pack, PackOffer, Packs};

/// Where this device's own secret is kept: it shows later that a pack was made here.
const NAME: &str = "proofmark.device";

/// The secret, if there is one.
fn secret() -> Option<Vec<u8>> {
    base64url(kept::load(NAME)?.get(0)?.as_str()?)
}

/// The secret, made when the first pack is. Where nothing can be kept, every pack is a stranger's.
pub(super) fn make_secret() -> Vec<u8> {
    secret().unwrap_or_else(|| {
        let mut bytes = [0; 32];
        if getrandom::fill(&mut bytes).is_ok() {
            kept::save(NAME, &Value::Array(vec![to_base64url(&bytes).into()]));
        }
        bytes.to_vec()
    })
}

/// Saves what stands at these addresses as a pack without a badge.
pub(super) fn save_prepared(resources: &Resources, urls: &BTreeSet<String>) {
    let pack = EvidencePack::write(None, now(), resources, urls, &make_secret());
    let day: String = now().to_string().chars().take(10).collect();
    save::file(&format!("proofmark-evidence-{day}.json"), &format!("{pack:#}\n"));
}

/// What can happen with packs.
pub(super) enum PackMsg {
    /// Save the evidence of the open badge.
    Keep,
    /// Put whom it was compared with into the evidence, or not.
    KeepRecipient(bool),
    /// Somebody the person answers for made the pack on screen, or nobody knows.
    Made(bool),
    /// Use its evidence for the badge on screen, or open the badge in it.
    UseBeside(bool),
    /// Keep evidence without a badge on this device, or not.
    KeepHere(bool),
    /// Leave packs aside and ask anew.
    Leave,
}

/// Packs that were dropped, and evidence that was prepared.
#[derive(Default)]
pub(super) struct Desk {
    /// Those about which the person is asked; the first is on screen.
    waiting: Vec<EvidencePack>,
    /// Those that were answered for, or not.
    opened: Vec<(EvidencePack, PackMaker)>,
    /// Other files that were dropped with them.
    others: Vec<Taken>,
    use_beside: bool,
    keep_here: bool,
    /// Evidence without a badge, for every badge in this tab.
    prepared: Vec<(Pack, Resources)>,
}

/// The pack in a file, if it is one.
pub(super) fn read(bytes: &[u8]) -> Option<Result<EvidencePack, Problem>> {
    let damaged = |error: crate::resource::PackError| Problem::new(Code::DamagedFile, error.0);
    EvidencePack::read(files::json(bytes)?).map(|pack| pack.map_err(damaged))
}

/// Takes the packs out of what was dropped; a damaged one stays, and says so in its place.
pub(super) fn take_out(taken: &mut Vec<Taken>) -> Vec<EvidencePack> {
    let mut packs = Vec::new();
    taken.retain_mut(|(_, bytes)| {
        let Ok(content) = bytes else { return true };
        match read(content) {
            None => true,
            Some(Err(problem)) => {
                *bytes = Err(problem);
                true
            }
            Some(Ok(pack)) => {
                packs.push(pack);
                false
            }
        }
    });
    packs
}

/// Whether this device made it.
pub(super) fn is_sealed(pack: &EvidencePack) -> bool {
    secret().is_some_and(|secret| pack.is_sealed_by(&secret))
}

impl Desk {
    /// Whether a question is on screen.
    pub(super) fn is_asking(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Leaves the question, and what was dropped with it.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
        self.opened.clear();
        self.others.clear();
    }

    /// Forgets what was prepared, and says for which addresses that was.
    pub(super) fn forget(&mut self) -> Vec<String> {
        let prepared = std::mem::take(&mut self.prepared);
        let urls = prepared.iter().flat_map(|(_, kept)| kept.iter().map(|(url, _)| url.to_owned()));
        urls.collect()
    }

    /// What was prepared for this address.
    pub(super) fn prepared(&self, url: &str) -> Option<&Resource> {
        self.prepared.iter().find_map(|(_, kept)| kept.get(url)?.as_ref().ok())
    }

    /// The packs of prepared evidence that an answer looked at.
    fn of(&self, badge: &Badge, resources: &Resources) -> Vec<Pack> {
        let evidence = badge.verification.evidence();
        let is_used = |kept: &Resources| {
            let used = |url: &str| kept.get(url).is_some_and(|one| resources.get(url) == Some(one));
            evidence.iter().any(|source| used(&source.url))
        };
        let used = self.prepared.iter().filter(|(_, kept)| is_used(kept));
        used.map(|(pack, _)| *pack).collect()
    }
}

impl App {
    pub(super) fn pack(&mut self, context: &Context<Self>, message: PackMsg) {
        match message {
            PackMsg::Keep => self.keep_evidence(),
            PackMsg::KeepRecipient(keep) => {
                if let Some(badge) = self.badge_mut() {
                    badge.keep_recipient = keep;
                }
            }
            PackMsg::UseBeside(beside) => self.desk.use_beside = beside,
            PackMsg::KeepHere(keep) => self.desk.keep_here = keep,
            PackMsg::Made(trusted) => {
                if self.desk.waiting.is_empty() {
                    return;
                }
                let pack = self.desk.waiting.remove(0);
                let maker = match (is_sealed(&pack), trusted) {
                    (true, _) => PackMaker::ThisDevice,
                    (false, true) => PackMaker::Trusted,
                    (false, false) => PackMaker::Unknown,
                };
                self.desk.opened.push((pack, maker));
                self.next_pack(context);
            }
            PackMsg::Leave => self.leave_pack(),
        }
    }

    /// Saves the open badge with everything that was looked at for it.
    fn keep_evidence(&self) {
        let Some(badge) = self.badge() else { return };
        let resources = badge.pack.as_ref().unwrap_or(&self.resources);
        let name = &badge.reading.input.name;
        let packed = PackedBadge {
            name: name.clone(),
            bytes: badge.bytes.clone(),
            at: badge.verification.report.at,
            as_of: badge.as_of,
            recipient: badge.compared.clone().filter(|_| badge.keep_recipient),
        };
        let (used, secret) = (&badge.used, make_secret());
        let pack = EvidencePack::write(Some(&packed), now(), resources, used, &secret);
        save::file(&crate::view::file_name(name, "evidence.json"), &format!("{pack:#}\n"));
    }

    /// Opens packs, and shows what was dropped with them. Those that this device made keep their worth;
    /// of any other the person is asked who made it.
    pub(super) fn open_packs(
        &mut self,
        context: &Context<Self>,
        packs: Vec<EvidencePack>,
        others: Vec<Taken>,
    ) {
        self.desk.clear();
        self.desk.others = others;
        (self.desk.use_beside, self.desk.keep_here) = (false, false);
        for pack in packs {
            match is_sealed(&pack) && pack.badge.is_some() && !self.is_beside(&pack) {
                true => self.desk.opened.push((pack, PackMaker::ThisDevice)),
                false => self.desk.waiting.push(pack),
            }
        }
        self.next_pack(context);
    }

    /// Asks about the next pack, or shows what all of them say.
    fn next_pack(&mut self, context: &Context<Self>) {
        self.focus = true;
        if self.desk.is_asking() {
            return;
        }
        let (mut badges, mut beside) = (Vec::new(), Vec::new());
        for (pack, maker) in std::mem::take(&mut self.desk.opened) {
            match &pack.badge {
                None => self.lay_by(context, &pack, maker),
                Some(_) if self.desk.use_beside && self.is_beside(&pack) => {
                    beside.push((pack, maker))
                }
                Some(badge) => badges.push((badge.clone(), pack, maker)),
            }
        }
        for (pack, maker) in &beside {
            self.use_for_open(pack, *maker);
        }
        let mut others = std::mem::take(&mut self.desk.others);
        if self.pile.is_some() {
            // On a pile, a pack's badge is one more, and its evidence serves all if somebody answers for it.
            for (badge, pack, maker) in std::mem::take(&mut badges) {
                self.lay_by(context, &pack, maker);
                others.push((badge.name, Ok(badge.bytes)));
            }
            if !others.is_empty() {
                return self.pile_up_bytes(context, others);
            }
        }
        if !badges.is_empty() || !others.is_empty() {
            self.unpack(&badges, others);
            self.go_on(context);
        }
        self.verify_all();
        context.link().send_message(Msg::Hash);
    }

    /// Whether another badge than the one in the pack is on screen.
    fn is_beside(&self, pack: &EvidencePack) -> bool {
        let packed = pack.badge.as_ref().map(|badge| &badge.bytes);
        self.badge().is_some_and(|open| !open.sample && Some(&open.bytes) != packed)
    }

    /// Shows the badges of packs. Packs of one badge are one, and so is a pack of the badge on screen
    /// that rests on a pack itself.
    fn unpack(&mut self, packs: &[(PackedBadge, EvidencePack, PackMaker)], others: Vec<Taken>) {
        let open = self
            .badge_mut()
            .map(|open| (open.bytes.clone(), open.pack.take(), std::mem::take(&mut open.made)));
        let mut taken: Vec<Taken> = Vec::new();
        for (badge, ..) in packs {
            if !taken.iter().any(|(_, bytes)| bytes.as_ref() == Ok(&badge.bytes)) {
                taken.push((badge.name.clone(), Ok(badge.bytes.clone())));
            }
        }
        taken.extend(others);
        self.show(taken, false);
        let badges = self.items.iter_mut().filter_map(|item| item.content.as_mut().ok());
        for badge in badges {
            for (packed, pack, maker) in packs {
                if packed.bytes != badge.bytes {
                    continue;
                }
                // A stranger could ask about a day on which it still counted.
                if *maker != PackMaker::Unknown {
                    badge.as_of = badge.as_of.or(packed.as_of);
                    badge.compared = badge.compared.take().or_else(|| packed.recipient.clone());
                }
                badge.rest_on(pack, *maker);
            }
            if let Some((bytes, Some(before), made)) = &open
                && *bytes == badge.bytes
                && let Some(resources) = &mut badge.pack
            {
                let mut both = Resources::new();
                both.merge(before.iter().collect());
                both.merge(std::mem::take(resources));
                *resources = both;
                badge.made.extend(made);
            }
        }
    }

    /// Uses the evidence of a pack for the badge on screen, with what is known already.
    fn use_for_open(&mut self, pack: &EvidencePack, maker: PackMaker) {
        let known: Resources = self.resources.iter().collect();
        if let Some(badge) = self.badge_mut() {
            badge.pack.get_or_insert(known);
            badge.rest_on(pack, maker);
        }
    }

    /// Evidence without a badge: for every badge in this tab if somebody answers for it, else for the one
    /// on screen alone, where it is doubted.
    fn lay_by(&mut self, context: &Context<Self>, pack: &EvidencePack, maker: PackMaker) {
        if maker == PackMaker::Unknown {
            if self.badge().is_none() && self.pile.is_some() {
                self.shelf.notice = Some("pack-not-for-piles");
            }
            return self.use_for_open(pack, maker);
        }
        self.prepare_from(pack, maker);
        self.shelf.notice = Some("pack-laid-by");
        if self.desk.keep_here {
            self.keep_pack(context, pack);
        }
    }

    /// Lays evidence by for every badge in this tab.
    pub(super) fn prepare_from(&mut self, pack: &EvidencePack, maker: PackMaker) {
        self.resources.merge(pack.resources(maker));
        if let Some(pile) = &mut self.pile {
            // What counts here counts there: the later answer, and what is gone.
            for (url, _) in pack.resources(maker).iter() {
                if let Some(answer) = self.resources.get(url) {
                    pile.answer(url, answer);
                }
            }
        }
        self.desk.prepared.push(((pack.made, maker), pack.resources(maker)));
    }

    /// Leaves packs aside and asks the world as it is now.
    pub(super) fn leave_pack(&mut self) {
        let Some(badge) = self.badge_mut() else { return };
        badge.made.clear();
        // The day was the pack's question, or is asked again.
        badge.as_of = None;
        let mut left = Vec::new();
        if badge.pack.take().is_none() {
            // What was prepared comes back when the world does not answer.
            for source in badge.verification.evidence() {
                if self.desk.prepared(&source.url).is_some() {
                    left.push(source.url);
                }
            }
        }
        for url in left {
            self.forget_answer(&url);
        }
        self.verify_all();
        self.finish();
    }

    /// What was prepared for an address that gave no answer.
    pub(super) fn instead(
        &self,
        url: &str,
        answer: Result<Resource, FetchError>,
    ) -> Result<Resource, FetchError> {
        answer.or_else(|error| match (error, self.desk.prepared(url)) {
            // That it is gone is an answer.
            (FetchError::Gone, _) | (_, None) => Err(error),
            (_, Some(prepared)) => Ok(prepared.clone()),
        })
    }

    /// The question about the first pack, for the view.
    pub(super) fn pack_offer(&self) -> Option<PackOffer<'_>> {
        let pack = self.desk.waiting.first()?;
        Some(PackOffer {
            pack,
            sealed: is_sealed(pack),
            beside: self.is_beside(pack),
            use_beside: self.desk.use_beside,
            keep: self.desk.keep_here,
        })
    }

    /// The packs that a badge rests on.
    pub(super) fn packs_of(&self, badge: &Badge) -> (Vec<Pack>, bool) {
        match badge.pack {
            Some(_) => (badge.made.clone(), true),
            None => (self.desk.of(badge, &self.resources), false),
        }
    }
}

/// Packs as a view takes them.
pub(super) fn packs((all, alone): &(Vec<Pack>, bool)) -> Packs<'_> {
    Packs { all, alone: *alone }
}

impl Badge {
    /// Adds a pack to what it rests on.
    fn rest_on(&mut self, pack: &EvidencePack, maker: PackMaker) {
        self.pack.get_or_insert_default().merge(pack.resources(maker));
        self.made.push((pack.made, maker));
    }

    /// Notes what a verification looked at: what was worked out once is not looked at again.
    pub(super) fn note_used(&mut self) {
        let looked_at = self.verification.evidence().into_iter().map(|source| source.url);
        let refused = self.contacts.iter().map(|contact| contact.url.clone());
        self.used.extend(looked_at.chain(refused));
    }
}
