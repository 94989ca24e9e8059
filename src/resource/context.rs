//! The only door out: checks ask here for what is outside the document.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::address::{leads_elsewhere, may_be_asked};
use super::{
    LocalAddresses, Options, Origin, Resource, Resources, SuppliedEvidence, without_fragment,
};
use crate::budget::{self, Budget, Spent};
use crate::report::{Code, Problem, Purpose, Request, Source, Stop};
use crate::time::Timestamp;

/// What every check is handed beside the document: the evidence, the question, and a note pad.
pub struct Context<'a> {
    resources: &'a Resources,
    /// The question.
    pub options: &'a Options,
    wanted: RefCell<BTreeSet<Request>>,
    foreseen: RefCell<BTreeSet<Request>>,
    used: RefCell<BTreeMap<String, Source>>,
    asking: Cell<Asking>,
    latest: Cell<Option<Timestamp>>,
    budget: Rc<Budget>,
}

/// Whether a miss may be asked for at once (VERDICT section 8).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    Now,
    Later,
    Never,
}

/// A resource with what it is worth.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The answer.
    pub resource: &'a Resource,
    /// The address it answers, without fragment.
    pub url: &'a str,
    doubted: bool,
}

/// What a result rests on and what it cost, for those who keep it.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    sources: Vec<Source>,
    price: u64,
}

impl Evidence<'_> {
    /// Whether the candidate may have made this: unsigned evidence of this kind confirms nothing.
    pub fn is_doubted(&self) -> bool {
        self.doubted
    }

    /// `Ok` for evidence that may confirm something by itself.
    pub fn trusted(&self) -> Result<(), Stop> {
        if self.doubted {
            let code = match leads_elsewhere(self.url, &self.resource.final_url) {
                true => Code::Redirected,
                false => Code::SuppliedEvidence,
            };
            Err(Stop::Unknown(Problem::new(code, self.url).at(self.url)))
        } else {
            Ok(())
        }
    }
}

impl<'a> Context<'a> {
    /// A fresh note pad over this evidence, for a document that stands alone.
    pub fn new(resources: &'a Resources, options: &'a Options) -> Self {
        Self::within(resources, options, &Rc::new(Budget::new(options.limits.work)))
    }

    /// The same for one of several documents in a file, which together have this much.
    pub fn within(resources: &'a Resources, options: &'a Options, budget: &Rc<Budget>) -> Self {
        Self {
            resources,
            options,
            wanted: RefCell::default(),
            foreseen: RefCell::default(),
            used: RefCell::default(),
            asking: Cell::new(Asking::Now),
            latest: Cell::new(None),
            budget: Rc::clone(budget),
        }
    }

    /// The resource at this address, or the reason why it is not there. A miss is noted as wanted,
    /// or as foreseen while [`Context::later`] is in force.
    pub fn get(&self, url: &'a str, purpose: Purpose) -> Result<Evidence<'a>, Stop> {
        let url = without_fragment(url);
        match self.resources.get(url) {
            Some(Ok(resource)) => Ok(self.evidence(resource, url)),
            Some(Err(error)) => Err(error.stop(url)),
            None => Err(self.miss(url, purpose)),
        }
    }

    /// As [`Context::get`], for an address that does not live as long as the evidence.
    pub fn get_owned(&self, url: &str, purpose: Purpose) -> Result<Evidence<'a>, Stop> {
        let url = without_fragment(url);
        // A page cannot ask an http address; the same host is asked over https instead.
        let twin = url.strip_prefix("http://").filter(|_| !self.is_local(url));
        let twin = twin.map(|rest| format!("https://{rest}"));
        let at = |url: &str| self.resources.known(url);
        // What its https twin answered was asked of the host; what is known as http was handed over.
        match twin.as_deref().and_then(at).or_else(|| at(url)) {
            Some((known, Ok(resource))) => Ok(self.evidence(resource, known)),
            Some((known, Err(error))) => Err(error.stop(known)),
            None => Err(self.miss(twin.as_deref().unwrap_or(url), purpose)),
        }
    }

    /// What is left for the file that the document is from.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Pays for work of a kind ([`crate::budget`]) before it is done.
    ///
    /// # Errors
    /// The file has cost too much.
    pub fn spend(&self, price: u64, times: usize) -> Result<(), Stop> {
        let spent = |spent: Spent| Stop::unknown(Code::TooComplex, spent.to_string());
        self.budget.spend(price, times).map_err(spent)
    }

    /// Every resource at hand whose text mentions a name, searched once; none where the file has cost too much.
    /// What is used of them is to be noted ([`Context::note`]).
    pub fn mentioning(&self, name: &str) -> Vec<Evidence<'a>> {
        let texts =
            || self.resources.iter().filter_map(|(url, answer)| Some((url, answer.as_ref().ok()?)));
        let search = format!("mentioning {name}");
        let is_new = self.budget.meets(&search);
        let bytes = if is_new { texts().map(|(_, resource)| resource.body.len()).sum() } else { 0 };
        if self.spend(budget::SEARCHED, bytes).is_err() {
            return Vec::new();
        }
        let found = self.memo().get_or(&search, || {
            // The search of `str` takes no longer for texts that nearly match everywhere.
            let mentions =
                |body: &[u8]| std::str::from_utf8(body).is_ok_and(|text| text.contains(name));
            let found = texts().filter(|(_, resource)| mentions(&resource.body));
            found.map(|(url, _)| url.to_owned()).collect::<Vec<_>>()
        });
        let at = |url: &String| {
            let (url, answer) = self.resources.known(url)?;
            Some(self.weighed(answer.as_ref().ok()?, url))
        };
        found.iter().filter_map(at).collect()
    }

    /// Notes that a check rests on this.
    pub fn note(&self, evidence: Evidence<'_>) {
        let Evidence { resource, url, .. } = evidence;
        let source = || Source {
            url: url.to_owned(),
            fetched_at: resource.fetched_at,
            origin: resource.origin.as_str(),
            signed_by: None,
        };
        self.used.borrow_mut().entry(url.to_owned()).or_insert_with(source);
    }

    /// Notes that the live host knows better than a copy beside the page that has become too old.
    ///
    /// Only a copy of that origin is asked for anew: whatever replaces it has another, so this ends.
    pub fn renew(&self, evidence: Evidence<'_>, purpose: Purpose) {
        if evidence.resource.origin == Origin::Host {
            // What is noted is the point; what the old copy says stands.
            let _ = self.miss(evidence.url, purpose);
        }
    }

    /// Results kept between documents and rounds.
    pub fn memo(&self) -> &'a super::Memo {
        &self.resources.memo
    }

    /// Notes a time stamp that a verified signature vouches for.
    pub fn note_time(&self, time: Option<Timestamp>) {
        self.latest.set(self.latest.get().max(time));
    }

    /// The latest verified time stamp: the clock cannot be before it.
    pub fn latest_time(&self) -> Option<Timestamp> {
        self.latest.get()
    }

    /// Runs a check whose misses may only be asked for once something else has passed.
    pub fn later<T>(&self, check: impl FnOnce() -> T) -> T {
        self.asking_as(Asking::Later, check)
    }

    /// Runs a check whose misses are not worth asking for any more.
    pub fn never<T>(&self, check: impl FnOnce() -> T) -> T {
        self.asking_as(Asking::Never, check)
    }

    /// What was looked at so far.
    pub fn used(&self) -> Vec<Source> {
        self.used.borrow().values().cloned().collect()
    }

    /// Runs a check, and gives back beside its result what was looked at in it and what it cost.
    pub fn traced<T>(&self, check: impl FnOnce() -> T) -> (T, Trace) {
        let (before, left) = (self.used.take(), self.budget.left());
        let result = check();
        let sources: Vec<Source> = self.used.replace(before).into_values().collect();
        self.note_used(&sources);
        (result, Trace { sources, price: left - self.budget.left() })
    }

    /// Notes what a result rests on that was kept, and pays what it cost then if this file has not done so yet:
    /// whether a file is too much must not depend on what was checked before it.
    ///
    /// # Errors
    /// The file has cost too much.
    pub fn repeat(&self, name: &str, trace: &Trace) -> Result<(), Stop> {
        self.note_used(&trace.sources);
        self.spend(if self.budget.meets(name) { trace.price } else { 0 }, 1)
    }

    /// Why something that a result rests on confirms nothing, if so.
    pub fn doubt(&self, trace: &Trace) -> Option<Stop> {
        trace.sources.iter().find_map(|source| {
            let (url, answer) = self.resources.known(&source.url)?;
            self.weighed(answer.as_ref().ok()?, url).trusted().err()
        })
    }

    fn note_used(&self, sources: &[Source]) {
        let mut used = self.used.borrow_mut();
        for source in sources {
            used.entry(source.url.clone()).or_insert_with(|| source.clone());
        }
    }

    /// Notes that a signature over this piece was checked, and whose it is.
    pub fn note_signed(&self, evidence: Evidence<'_>, issuer: &str) {
        if let Some(source) = self.used.borrow_mut().get_mut(evidence.url) {
            source.signed_by = Some(issuer.to_owned());
        }
    }

    /// What was missed: wanted now, and foreseen.
    pub fn into_requests(self) -> (Vec<Request>, Vec<Request>) {
        let wanted = self.wanted.into_inner();
        let foreseen = self.foreseen.into_inner();
        let later = foreseen.into_iter().filter(|request| !wanted.contains(request)).collect();
        (wanted.into_iter().collect(), later)
    }

    fn asking_as<T>(&self, asking: Asking, check: impl FnOnce() -> T) -> T {
        // The stricter rule holds: inside `never`, nothing is asked for later either.
        let before = self.asking.get();
        if before != Asking::Never {
            self.asking.set(asking);
        }
        let result = check();
        self.asking.set(before);
        result
    }

    /// Whether this is an address on this machine, and those may be asked.
    fn is_local(&self, url: &str) -> bool {
        let authority = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
        let authority = authority.and_then(|rest| rest.split(['/', '?', '#']).next());
        let host = authority.map(|authority| authority.split(':').next().unwrap_or_default());
        self.options.local_addresses == LocalAddresses::Allow
            && !authority.is_some_and(|authority| authority.contains('@'))
            && matches!(host, Some("127.0.0.1" | "localhost"))
    }

    fn evidence(&self, resource: &'a Resource, url: &'a str) -> Evidence<'a> {
        let evidence = self.weighed(resource, url);
        self.note(evidence);
        evidence
    }

    fn weighed(&self, resource: &'a Resource, url: &'a str) -> Evidence<'a> {
        let supplied =
            resource.origin == Origin::Supplied && self.options.supplied == SuppliedEvidence::Doubt;
        // Anybody's open redirect leads anywhere: what another host says is not this one's word.
        let doubted = supplied || leads_elsewhere(url, &resource.final_url);
        Evidence { resource, url, doubted }
    }

    fn miss(&self, url: &str, purpose: Purpose) -> Stop {
        if !may_be_asked(url) && !self.is_local(url) {
            return Stop::Unknown(Problem::new(Code::UnsafeAddress, url).at(url));
        }
        let notes = match self.asking.get() {
            Asking::Now => &self.wanted,
            Asking::Later => &self.foreseen,
            Asking::Never => return Stop::Unknown(Problem::new(Code::NotFetched, url).at(url)),
        };
        let mut notes = notes.borrow_mut();
        if notes.len() >= self.options.limits.requests {
            return Stop::Unknown(Problem::new(Code::TooComplex, "too many addresses").at(url));
        }
        notes.insert(Request { url: url.to_owned(), purpose });
        Stop::Unknown(Problem::new(Code::NotFetched, url).at(url))
    }
}

#[cfg(test)]
mod tests;
