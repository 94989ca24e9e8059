//! Asking: everything that was agreed to at once, each with a limit of its own, to be stopped any time.

use std::collections::BTreeSet;
use std::future::Future;

use web_sys::AbortController;
use yew::Context;

use super::app::{App, Msg};
use super::item::Badge;
use super::{consent, fetch, now};
use crate::credential::site;
use crate::order::set;
use crate::report::{Code, Purpose, Request};
use crate::resource::{Chain, FetchError, Origin, Resource};
use crate::verify::fits;
use crate::view::{Contact, Offer, anchor_of};

/// How many are asked at once: more would only wait in the browser, and run out of time there.
const AT_ONCE: usize = 24;

/// What is under way.
#[derive(Default)]
pub(super) struct Asking {
    pending: Vec<(String, AbortController)>,
    done: usize,
    /// Whether the person wanted it to end: then nothing more is sent until they ask again.
    stopped: bool,
}

/// Whether who refused like this may answer another time.
pub(super) const fn may_answer(refusal: Code) -> bool {
    !matches!(refusal, Code::NotFound | Code::Gone)
}

impl Asking {
    /// How many have answered, of how many; `None` when nothing is under way.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        (!self.pending.is_empty()).then_some((self.done, self.done + self.pending.len()))
    }

    /// How many are under way.
    pub(super) fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Asks one address; `None` if that is under way already, has to wait, or asking was stopped.
    pub(super) fn ask(
        &mut self,
        request: &Request,
    ) -> Option<impl Future<Output = Result<Resource, FetchError>> + use<>> {
        if self.stopped || self.pending.len() >= AT_ONCE {
            return None;
        }
        self.ask_now(request)
    }

    /// Asks one address all the same; `None` if that is under way already.
    pub(super) fn ask_now(
        &mut self,
        request: &Request,
    ) -> Option<impl Future<Output = Result<Resource, FetchError>> + use<>> {
        if self.pending.iter().any(|(pending, _)| *pending == request.url) {
            return None;
        }
        if self.pending.is_empty() {
            self.done = 0;
        }
        let abort = AbortController::new().ok()?;
        self.pending.push((request.url.clone(), abort.clone()));
        let request = request.clone();
        Some(async move { fetch::fetch(&request, &abort).await })
    }

    /// Notes that an address has answered.
    pub(super) fn ended(&mut self, url: &str) {
        self.pending.retain(|(pending, _)| pending != url);
        self.done += 1;
    }

    /// Gives up on everything, and begins nothing more; what does not answer was declined.
    pub(super) fn stop(&mut self) {
        self.stopped = true;
        self.pending.iter().for_each(|(_, abort)| abort.abort());
    }

    /// The person asks: from now on something may be sent.
    pub(super) fn resume(&mut self) {
        self.stopped = false;
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The sites of everything that will be asked.
pub(super) fn sites(requests: &[Request]) -> BTreeSet<String> {
    set(requests.iter().filter_map(|request| site(&request.url)).map(str::to_owned))
}

impl App {
    /// Asks everything wanted, after the person agreed to the hosts that were listed.
    pub(super) fn ask(&mut self, context: &Context<Self>) {
        let always = std::mem::take(&mut self.always);
        if self.badge().is_some_and(|badge| badge.pack.is_some()) {
            self.leave_pack();
        }
        self.asking.resume();
        let Some(badge) = self.badge_mut() else { return };
        let sites = sites(&badge.to_ask());
        badge.agreed.extend(sites.iter().cloned());
        if always {
            self.remembered.extend(sites);
            consent::save(&self.remembered);
        }
        self.go_on(context);
    }

    /// What every badge of the table wants, and what will follow, each address once.
    pub(super) fn wanted_by_all(&self) -> (Vec<Request>, Vec<Request>) {
        let badges = self.items.iter().filter_map(|item| item.content.as_ref().ok());
        let badges = badges.filter(|badge| !badge.sample && badge.pack.is_none());
        let (mut wanted, mut foreseen) = (Vec::new(), Vec::new());
        for badge in badges {
            wanted.extend(badge.verification.wanted());
            foreseen.extend(badge.verification.foreseen());
        }
        if let Some(pile) = &self.pile {
            let open = |request: &&Request| !pile.has_heard(&request.url);
            wanted.extend(pile.wanted.0.iter().filter(open).cloned());
            foreseen.extend(pile.wanted.1.iter().filter(open).cloned());
        }
        let mut known = BTreeSet::new();
        for list in [&mut wanted, &mut foreseen] {
            list.retain(|request| known.insert(request.url.clone()));
        }
        (wanted, foreseen)
    }

    /// Asks all that, after the person agreed to the hosts that were listed.
    pub(super) fn ask_all(&mut self, context: &Context<Self>) {
        let (mut all, foreseen) = self.wanted_by_all();
        all.extend(foreseen);
        let sites = sites(&all);
        self.focus = true;
        self.asking.resume();
        for badge in self.items.iter_mut().filter_map(|item| item.content.as_mut().ok()) {
            badge.agreed.extend(sites.iter().cloned());
        }
        if let Some(pile) = &mut self.pile {
            pile.agreed.extend(sites);
        }
        self.go_on(context);
    }

    /// Gives up on everything, what was agreed to included.
    pub(super) fn stop_asking(&mut self) {
        for badge in self.items.iter_mut().filter_map(|item| item.content.as_mut().ok()) {
            badge.agreed.clear();
        }
        if let Some(pile) = &mut self.pile {
            pile.agreed.clear();
        }
        self.asking.stop();
        self.focus = true;
    }

    /// What may be asked now.
    fn agreed(&self) -> Vec<Request> {
        let badges = self.items.iter().filter_map(|item| item.content.as_ref().ok());
        let mut agreed: Vec<Request> =
            badges.flat_map(|badge| badge.agreed_requests(&self.remembered)).collect();
        if let Some(pile) = &self.pile {
            let may = |request: &Request| {
                let site = site(&request.url);
                site.is_some_and(|site| {
                    pile.agreed.contains(site) || self.remembered.contains(site)
                })
            };
            let mut all = pile.agreed_requests(may);
            // The worker may not have come to an answer yet.
            all.retain(|request| !pile.has_heard(&request.url));
            agreed.extend(all);
        }
        agreed
    }

    /// Sends what may be sent: everything wanted by a badge, once all its hosts were agreed to.
    pub(super) fn go_on(&mut self, context: &Context<Self>) {
        if !self.look_beside(context) {
            return;
        }
        for request in self.agreed() {
            if let Some(answer) = self.asking.ask(&request) {
                self.begin(context, async move { Msg::Answered(request, answer.await) });
            }
        }
    }

    /// Verifies again with an answer; asks on if only hosts are wanted that were agreed to.
    pub(super) fn answered(
        &mut self,
        context: &Context<Self>,
        request: Request,
        answer: Result<Resource, FetchError>,
    ) {
        self.asking.ended(&request.url);
        self.record(vec![(request, answer)]);
        self.go_on(context);
        self.finish();
        self.clear_shelf(context);
    }

    /// Keeps answers and refusals, and notes them with every badge that wanted them.
    pub(super) fn record(&mut self, answers: Vec<(Request, Result<Resource, FetchError>)>) {
        for (request, answer) in answers {
            let contact = Contact {
                url: request.url.clone(),
                purpose: request.purpose,
                refusal: answer.as_ref().err().map(|error| error.code()),
                by_hand: answer.as_ref().is_ok_and(|resource| {
                    matches!(resource.origin, Origin::Saved | Origin::Supplied)
                }),
                beside: None,
            };
            for item in &mut self.items {
                if let Ok(badge) = &mut item.content {
                    let wanted = badge.verification.wanted().contains(&request);
                    let refused = badge.contacts.iter().any(|known| known.url == request.url);
                    if wanted || refused {
                        badge.contacts.retain(|known| known.url != request.url);
                        badge.contacts.push(contact.clone());
                    }
                }
            }
            let answer = self.instead(&request.url, answer);
            if let Some(pile) = &mut self.pile {
                pile.answer(&request.url, &answer);
                pile.contacts.retain(|known| known.url != request.url);
                pile.contacts.push(contact);
            }
            self.resources.insert(&request.url, answer);
        }
        self.verify_all();
    }

    /// Takes refusals back, so that they are asked for again.
    pub(super) fn again(&mut self) {
        let Some(badge) = self.badge_mut() else { return };
        let refused: Vec<Contact> =
            badge.contacts.extract_if(.., |contact| contact.refusal.is_some()).collect();
        for contact in refused {
            self.forget_answer(&contact.url);
            self.beside.spend(&contact.url);
        }
        self.verify_all();
    }

    /// Whether a dropped file is an answer that the open badge lacks rather than another badge. One
    /// that says what it is, is; one that is no badge may be, and the person is asked.
    pub(super) fn offer(
        &self,
        name: &str,
        bytes: &[u8],
        is_badge: impl FnOnce() -> bool,
    ) -> Option<Offer> {
        let badge = self.badge()?;
        let missing = badge.missing();
        if missing.is_empty() {
            return None;
        }
        let fit = fits(bytes, &missing);
        if fit.is_none() && is_badge() {
            return None;
        }
        Some(Offer {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
            missing,
            chosen: fit.unwrap_or(0),
            recognised: fit.is_some(),
        })
    }

    /// Puts a dropped file in its gap. Saved by the person who asks, it counts as if it had been
    /// fetched now; else it came with the badge and confirms nothing (VERDICT section 6).
    pub(super) fn accept(&mut self, context: &Context<Self>, saved: bool) {
        let Some(offer) = self.offer.take() else { return };
        let Some(request) = offer.missing.get(offer.chosen).cloned() else { return };
        let resource = Resource {
            body: offer.bytes,
            media_type: None,
            final_url: request.url.clone(),
            fetched_at: saved.then(now),
            origin: if saved { Origin::Saved } else { Origin::Supplied },
        };
        self.record(vec![(request, Ok(resource))]);
        self.go_on(context);
        self.finish();
        self.clear_shelf(context);
        self.focus = true;
    }
}

impl Badge {
    /// What will be asked if the person agrees: now, and if that succeeds.
    pub(super) fn to_ask(&self) -> Vec<Request> {
        let mut requests = self.verification.wanted();
        requests.extend(self.verification.foreseen());
        requests
    }

    /// What could be filled by hand: what is wanted, and what was refused.
    fn missing(&self) -> Vec<Request> {
        let mut missing = self.verification.wanted();
        let refused = self
            .contacts
            .iter()
            .filter(|contact| contact.refusal.is_some_and(|code| code != Code::Gone));
        missing.extend(
            refused.map(|contact| Request { url: contact.url.clone(), purpose: contact.purpose }),
        );
        // A transaction can be dropped though nobody is asked for it.
        let anchor =
            anchor_of(self.focus().verification).filter(|anchor| anchor.chain != Chain::Test);
        missing.extend(
            anchor.map(|anchor| Request { url: anchor.uri(), purpose: Purpose::Transaction }),
        );
        missing
    }
}
