//! Asking: everything that was agreed to at once, each with a limit of its own, to be stopped any time.

use web_sys::AbortController;
use yew::Context;

use super::app::{App, Msg};
use super::item::{Badge, Item};
use super::{consent, fetch, now};
use crate::credential::site;
use crate::report::{Code, Purpose, Request};
use crate::resource::{Chain, FetchError, Origin, Resource};
use crate::verify::fits;
use crate::view::{Contact, Offer, anchor_of};

/// What is under way.
#[derive(Default)]
pub(super) struct Asking {
    pending: Vec<(String, AbortController)>,
    done: usize,
}

impl Asking {
    /// How many have answered, of how many; `None` when nothing is under way.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        (!self.pending.is_empty()).then_some((self.done, self.done + self.pending.len()))
    }

    fn is_pending(&self, url: &str) -> bool {
        self.pending.iter().any(|(pending, _)| pending == url)
    }

    /// Gives up on everything; what does not answer was declined.
    pub(super) fn stop(&self) {
        self.pending.iter().for_each(|(_, abort)| abort.abort());
    }
}

impl App {
    /// Asks everything wanted, after the person agreed to the hosts that were listed.
    pub(super) fn ask(&mut self, context: &Context<Self>) {
        let always = self.always;
        if self.badge().is_some_and(|badge| badge.pack.is_some()) {
            self.leave_pack();
        }
        let Some(badge) = self.badge_mut() else { return };
        let (wanted, foreseen) = (badge.verification.wanted(), badge.verification.foreseen());
        let sites = wanted.iter().chain(&foreseen).filter_map(|request| site(&request.url));
        let sites: Vec<String> = sites.map(str::to_owned).collect();
        badge.agreed.extend(sites.iter().cloned());
        if always {
            self.remembered.extend(sites);
            consent::save(&self.remembered);
        }
        self.go_on(context);
    }

    /// Sends what may be sent: everything wanted by a badge, once all its hosts were agreed to.
    pub(super) fn go_on(&mut self, context: &Context<Self>) {
        if !self.look_beside(context) {
            return;
        }
        let badges = self.items.iter().filter_map(|item| item.content.as_ref().ok());
        let agreed = badges.flat_map(|badge| badge.agreed_requests(&self.remembered));
        let mut requests: Vec<Request> = agreed.collect();
        requests.retain(|request| !self.asking.is_pending(&request.url));
        requests.dedup();
        if self.asking.pending.is_empty() {
            self.asking.done = 0;
        }
        for request in requests {
            let Ok(abort) = AbortController::new() else { return };
            if !self.asking.is_pending(&request.url) {
                self.asking.pending.push((request.url.clone(), abort.clone()));
                context.link().send_future(async move {
                    let answer = fetch::fetch(&request, &abort).await;
                    Msg::Answered(request, answer)
                });
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
        self.asking.pending.retain(|(url, _)| *url != request.url);
        self.asking.done += 1;
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
            let mut concerns = false;
            for item in &mut self.items {
                if let Ok(badge) = &mut item.content {
                    let wanted = badge.verification.wanted().contains(&request);
                    let refused = badge.contacts.iter().any(|known| known.url == request.url);
                    if wanted || refused {
                        concerns = true;
                        badge.contacts.retain(|known| known.url != request.url);
                        badge.contacts.push(contact.clone());
                    }
                }
            }
            let answer = self.instead(&request.url, answer);
            // What was given up for a badge that is gone is no refusal for the next one.
            if concerns || answer.is_ok() {
                self.resources.insert(&request.url, answer);
            }
        }
        self.verify_all();
    }

    /// Takes refusals back, so that they are asked for again.
    pub(super) fn again(&mut self) {
        let Some(badge) = self.badge_mut() else { return };
        let refused: Vec<Contact> =
            badge.contacts.extract_if(.., |contact| contact.refusal.is_some()).collect();
        for contact in refused {
            self.resources.remove(&contact.url);
            self.beside.spend(&contact.url);
        }
        self.verify_all();
    }

    /// Whether a dropped file is an answer that the open badge lacks rather than another badge. One
    /// that says what it is, is; one that is no badge may be, and the person is asked.
    pub(super) fn offer(&self, name: &str, bytes: &[u8], is_badge: bool) -> Option<Offer> {
        let badge = self.badge()?;
        let missing = badge.missing();
        let fit = fits(bytes, &missing);
        if missing.is_empty() || fit.is_none() && is_badge {
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
    }

    pub(super) fn badge(&self) -> Option<&Badge> {
        self.open.and_then(|open| self.items.get(open)).and_then(|item| item.content.as_ref().ok())
    }

    pub(super) fn badge_mut(&mut self) -> Option<&mut Badge> {
        let open = self.open.and_then(|open| self.items.get_mut(open));
        match open {
            Some(Item { content: Ok(badge), .. }) => Some(badge),
            _ => None,
        }
    }
}

impl Badge {
    /// What will be asked if the person agrees: now, and if that succeeds.
    pub(super) fn hosts_to_ask(&self) -> Vec<String> {
        let (wanted, foreseen) = (self.verification.wanted(), self.verification.foreseen());
        wanted.into_iter().chain(foreseen).map(|request| request.url).collect()
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
