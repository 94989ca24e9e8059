//! Preparing for a machine without a network: issuers' keys, profiles and lists are collected into one
//! pack without a badge, after the person agreed to every host.

use std::collections::BTreeSet;

use yew::Context;

use super::app::{App, Msg};
use super::asking::{Asking, sites};
use super::files::Taken;
use super::packs;
use crate::credential::site;
use crate::report::{Problem, Request};
use crate::resource::{FetchError, Resource, Resources};
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
    asking: Asking,
}

impl Preparing {
    /// What is to be asked next.
    fn needed(&self) -> Vec<Request> {
        let issuers = self.issuers.iter().map(|issuer| Sought::Issuer(issuer));
        let badges = self.badges.iter().flat_map(|(_, readings)| readings).map(Sought::Badge);
        let sought: Vec<Sought<'_>> = issuers.chain(badges).collect();
        needed(&sought, &self.known, &super::options())
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
            pending: self.asking.pending(),
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
                preparing.agreed.extend(sites(&preparing.needed()));
                preparing.asking.resume();
                self.focus = true;
                self.go_on_preparing(context);
            }
            PrepareMsg::Answered(request, answer) => {
                preparing.asking.ended(&request.url);
                preparing.known.insert(&request.url, answer);
                self.go_on_preparing(context);
            }
            PrepareMsg::Stop => {
                preparing.agreed.clear();
                preparing.asking.stop();
                self.focus = true;
            }
            PrepareMsg::Again => preparing.known.forget_refusals(),
            PrepareMsg::Save => {
                let answered = preparing.known.iter().filter(|(_, answer)| answer.is_ok());
                let urls = answered.map(|(url, _)| url.to_owned()).collect();
                packs::save_prepared(&preparing.known, &urls);
            }
        }
    }

    /// Asks what is needed, as long as it stands on hosts that were agreed to.
    fn go_on_preparing(&mut self, context: &Context<Self>) {
        let Some(preparing) = &mut self.preparing else { return };
        let mut requests = preparing.needed();
        requests.retain(|request| {
            site(&request.url).is_some_and(|site| preparing.agreed.contains(site))
        });
        let asked = requests.into_iter().filter_map(|request| {
            let answer = preparing.asking.ask(&request)?;
            Some(async move { Msg::Prepare(PrepareMsg::Answered(request, answer.await)) })
        });
        for answer in asked.collect::<Vec<_>>() {
            self.begin(context, answer);
        }
    }

    /// Notes dropped badges, whose issuers are to be prepared for.
    pub(super) fn prepare_for(&mut self, taken: Vec<Taken>) {
        let Some(preparing) = &mut self.preparing else { return };
        preparing.odd.clear();
        for (name, bytes) in taken {
            // Of an evidence pack the badge counts.
            let bytes = bytes.and_then(|bytes| match packs::read(&bytes) {
                Some(pack) => Ok(pack?.badge.map_or(bytes, |badge| badge.bytes)),
                None => Ok(bytes),
            });
            match bytes.and_then(|bytes| read(&name, &bytes)) {
                Ok(readings) => preparing.badges.push((name, readings)),
                Err(problem) => preparing.odd.push((name, Some(problem))),
            }
        }
    }
}
