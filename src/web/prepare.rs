//! Preparing for a machine without a network: issuers' keys, profiles and lists are collected into one
//! pack without a badge, after the person agreed to every host.

use std::collections::BTreeSet;

use web_sys::AbortController;
use yew::Context;

use super::app::{App, Msg};
use super::files::Taken;
use super::{fetch, is_local, now, packs, save};
use crate::credential::site;
use crate::report::{Problem, Request};
use crate::resource::{EvidencePack, FetchError, LocalAddresses, Options, Resource, Resources};
use crate::verify::{Reading, Sought, names_an_issuer, needed, read};
use crate::view::PrepareView;

/// What can happen while preparing.
pub(super) enum PrepareMsg {
    Begin,
    /// Addresses of issuers, one a line.
    Add(String),
    Ask,
    Answered(Request, Result<Resource, FetchError>),
    Stop,
    /// Ask those again that gave no answer.
    Again,
    Save,
}

/// What is being prepared.
#[derive(Default)]
pub(super) struct Preparing {
    issuers: Vec<String>,
    badges: Vec<(String, Vec<Reading>)>,
    /// Lines that name no issuer, and files that hold no badge.
    odd: Vec<(String, Option<Problem>)>,
    known: Resources,
    agreed: BTreeSet<String>,
    pending: Vec<(String, AbortController)>,
}

impl Preparing {
    /// What is to be asked next.
    fn needed(&self) -> Vec<Request> {
        let issuers = self.issuers.iter().map(|issuer| Sought::Issuer(issuer));
        let badges = self.badges.iter().flat_map(|(_, readings)| readings).map(Sought::Badge);
        let sought: Vec<Sought<'_>> = issuers.chain(badges).collect();
        let mut options = Options::new(now());
        if is_local() {
            options.local_addresses = LocalAddresses::Allow;
        }
        needed(&sought, &self.known, &options)
    }

    fn is_pending(&self, url: &str) -> bool {
        self.pending.iter().any(|(pending, _)| pending == url)
    }

    /// What is on screen.
    pub(super) fn view(&self) -> PrepareView {
        let answered = self.known.iter().filter(|(_, answer)| answer.is_ok());
        let refused = self.known.iter().filter_map(|(url, answer)| {
            let error = answer.as_ref().err()?;
            Some((url.to_owned(), error.code()))
        });
        let badges = self.badges.iter().map(|(name, _)| name.clone());
        PrepareView {
            sought: self.issuers.iter().cloned().chain(badges).collect(),
            odd: self.odd.clone(),
            needed: self.needed(),
            pending: self.pending.len(),
            collected: answered.map(|(url, _)| url.to_owned()).collect(),
            refused: refused.collect(),
        }
    }
}

impl App {
    pub(super) fn prepare(&mut self, context: &Context<Self>, message: PrepareMsg) {
        if let PrepareMsg::Begin = message {
            self.preparing = Some(Preparing::default());
            self.focus = true;
            return;
        }
        let Some(preparing) = &mut self.preparing else { return };
        match message {
            PrepareMsg::Begin => {}
            PrepareMsg::Add(text) => {
                preparing.odd.clear();
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                for line in lines {
                    match names_an_issuer(line) {
                        true if preparing.issuers.iter().any(|known| known == line) => {}
                        true => preparing.issuers.push(line.to_owned()),
                        false => preparing.odd.push((line.to_owned(), None)),
                    }
                }
            }
            PrepareMsg::Ask => {
                let needed = preparing.needed();
                let sites = needed.iter().filter_map(|request| site(&request.url));
                preparing.agreed.extend(sites.map(str::to_owned));
                self.go_on_preparing(context);
            }
            PrepareMsg::Answered(request, answer) => {
                preparing.pending.retain(|(url, _)| *url != request.url);
                preparing.known.insert(&request.url, answer);
                self.go_on_preparing(context);
            }
            PrepareMsg::Stop => preparing.pending.iter().for_each(|(_, abort)| abort.abort()),
            PrepareMsg::Again => preparing.known.forget_refusals(),
            PrepareMsg::Save => {
                let answered = preparing.known.iter().filter(|(_, answer)| answer.is_ok());
                let urls = answered.map(|(url, _)| url.to_owned()).collect();
                let secret = packs::make_secret();
                let pack = EvidencePack::write(None, now(), &preparing.known, &urls, &secret);
                let day: String = now().to_string().chars().take(10).collect();
                save::file(&format!("proofmark-evidence-{day}.json"), &format!("{pack:#}\n"));
            }
        }
    }

    /// Asks what is needed, as long as it stands on hosts that were agreed to.
    fn go_on_preparing(&mut self, context: &Context<Self>) {
        let Some(preparing) = &mut self.preparing else { return };
        for request in preparing.needed() {
            let agreed = site(&request.url).is_some_and(|site| preparing.agreed.contains(site));
            if !agreed || preparing.is_pending(&request.url) {
                continue;
            }
            let Ok(abort) = AbortController::new() else { return };
            preparing.pending.push((request.url.clone(), abort.clone()));
            context.link().send_future(async move {
                let answer = fetch::fetch(&request, &abort).await;
                Msg::Prepare(PrepareMsg::Answered(request, answer))
            });
        }
    }

    /// Notes dropped badges, whose issuers are to be prepared for.
    pub(super) fn prepare_for(&mut self, taken: Vec<Taken>) {
        let Some(preparing) = &mut self.preparing else { return };
        preparing.odd.clear();
        for (name, bytes) in taken {
            match bytes.and_then(|bytes| read(&name, &bytes)) {
                Ok(readings) => preparing.badges.push((name, readings)),
                Err(problem) => preparing.odd.push((name, Some(problem))),
            }
        }
    }
}
