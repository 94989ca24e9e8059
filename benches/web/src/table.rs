//! What is measured, natively (`benches/stages.rs`, `benches/growth.rs`) and as wasm (`benches/web`),
//! under one name.
//!
//! A small badge, and a full one of 29 KB with a picture, results, alignments, evidence and a place in
//! a status list (`badges.rs`). Contexts, the list and its unpacked bits are warm, as for the second
//! badge of a session.

use std::hint::black_box;
use std::rc::Rc;

use proofmark::document::json;
use proofmark::jsonld::canon::{DEFAULT_BUDGET, HashAlgorithm, canonicalize};
use proofmark::jsonld::{self, ContextOrigin, LoadedContext, Loader, contexts};
use proofmark::key::VerificationKey;
use proofmark::read;
use proofmark::report::Verdict;
use serde_json::Value;

use crate::badges::{self, Key, full, jwt, options, picture, resources, small};

/// What is run over and over. It keeps its input; its result must go through [`black_box`].
pub(crate) type Run = Box<dyn FnMut()>;

/// Makes the input ready, untimed.
pub(crate) type Prepare = fn() -> Run;

/// Name and preparation of each benchmark, in the order of the report. A name that stands under
/// `[time]` in `xtask/budgets.toml` is held against that budget.
pub(crate) const TABLE: &[(&str, Prepare)] = &[
    ("parse small", || parse(small())),
    ("parse full", || parse(full(0))),
    ("expand small", || expand(small())),
    ("expand full", || expand(full(0))),
    ("canonicalise small", || canonicalise(small())),
    ("canonicalise full", || canonicalise(full(0))),
    ("hash small", || hash(small())),
    ("hash full", || hash(full(0))),
    ("verify signature", verify_signature),
    ("whole small", || whole(vec![small().into()])),
    ("whole full", || whole(many(full))),
    ("whole ecdsa", || whole(many(badges::ecdsa))),
    ("whole jwt", || whole(many(jwt))),
    ("whole png", || whole(many(|n| picture(&full(n))))),
];

/// How many different badges follow each other where they are full.
const DIFFERENT: usize = 20;

fn many<T: Into<Vec<u8>>>(make: impl Fn(usize) -> T) -> Vec<Vec<u8>> {
    (0..DIFFERENT).map(|n| make(n).into()).collect()
}

struct Bundle;

impl Loader for Bundle {
    fn load(&self, url: &str) -> Option<LoadedContext> {
        let document = contexts::bundled(url)?.document();
        Some(LoadedContext { document, origin: ContextOrigin::Bundled })
    }
}

/// The badge without its proof, as it is hashed.
fn unsecured(text: &str) -> Value {
    let mut value = json::parse(text).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.remove("proof");
    }
    value
}

fn parse(text: String) -> Run {
    Box::new(move || drop(black_box(json::parse(&text))))
}

fn expand(text: String) -> Run {
    let value = unsecured(&text);
    Box::new(move || drop(black_box(jsonld::expand(&value, &jsonld::Options::new(&Bundle)))))
}

fn canonicalise(text: String) -> Run {
    let expanded = jsonld::expand(&unsecured(&text), &jsonld::Options::new(&Bundle));
    let expanded = expanded.unwrap_or_default();
    Box::new(move || {
        let dataset = expanded.to_dataset().unwrap_or_default();
        drop(black_box(canonicalize(&dataset, HashAlgorithm::Sha256, DEFAULT_BUDGET)));
    })
}

fn hash(text: String) -> Run {
    let expanded = jsonld::expand(&unsecured(&text), &jsonld::Options::new(&Bundle));
    let dataset = expanded.unwrap_or_default().to_dataset().unwrap_or_default();
    let canonical = Rc::new(canonicalize(&dataset, HashAlgorithm::Sha256, DEFAULT_BUDGET));
    Box::new(move || drop(black_box(canonical.as_ref().as_ref().map(|done| done.digest()))))
}

fn verify_signature() -> Run {
    let message = [7; 64];
    let key = Key::ed25519();
    let signature = key.sign(&message);
    let key = VerificationKey::from_multibase(&key.multikey);
    Box::new(move || {
        let fits = key.as_ref().is_ok_and(|key| key.verify(&message, &signature).is_ok());
        assert!(black_box(fits), "the signature fits");
    })
}

/// From the file's bytes to the verdict, one file after the other, with one `Resources`.
pub(crate) fn whole(files: Vec<Vec<u8>>) -> Run {
    let (resources, options) = (resources(), options());
    let mut next = 0;
    Box::new(move || {
        let readings = read("badge.json", &files[next]).unwrap_or_default();
        next = (next + 1) % files.len();
        let verdicts = readings.iter().map(|reading| reading.verify(&resources, &options));
        let valid = verdicts.filter(|found| found.report.verdict() == Verdict::Valid).count();
        assert_eq!(black_box(valid), 1, "the badge is valid");
    })
}
