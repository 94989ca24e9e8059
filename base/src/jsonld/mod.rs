//! JSON-LD 1.1 and RDFC-1.0: from a badge to the bytes that were signed.
//!
//! ```text
//!  JSON --expand--> Expanded (typed tree + events) --to_dataset--> Dataset --canon--> N-Quads
//! ```
//!
//! Expansion and deserialization follow the W3C Recommendation JSON-LD 1.1 Processing Algorithms
//! and API; comments give its step numbers. Contexts come from a [`Loader`], never from a network.
//! Whatever does not survive the way to RDF is reported as an [`Event`].

pub mod canon;
mod container;
mod context;
pub mod contexts;
pub mod dataset;
mod define;
mod derive;
mod error;
mod expand;
mod item;
mod json;
mod keyword;
pub mod nquads;
mod path;
mod place;
mod plain;
mod process;
mod rdf;
mod run;
mod value;
mod words;

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use serde_json::Value;

use crate::budget::Budget;

pub use self::error::{Error, ErrorCode, Event, EventKind};
pub use self::item::{Direction, Expanded, Item, List, Literal, Node, Scalar};
pub use self::plain::plain;

/// Where contexts come from. It answers from what is at hand and never fetches.
pub trait Loader {
    /// The context document of a URL, or `None` when it is not at hand.
    ///
    /// The same URL should give the same `Rc` each time: processed contexts are kept by its identity.
    fn load(&self, url: &str) -> Option<LoadedContext>;
}

/// A context document and where it came from.
#[derive(Clone, Debug)]
pub struct LoadedContext {
    /// The whole document, `@context` and all.
    pub document: Rc<Value>,
    /// Ours or somebody's.
    pub origin: ContextOrigin,
}

/// Whether a context document is one we ship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextOrigin {
    /// Shipped with the verifier: its definitions are the standard's.
    Bundled,
    /// Fetched or supplied: its definitions are its author's.
    Foreign,
}

/// Which version of the standard to follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProcessingMode {
    /// JSON-LD 1.0: the features of 1.1 are errors.
    V1_0,
    /// JSON-LD 1.1.
    #[default]
    V1_1,
}

/// How much work one document may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Nesting of the document, and of contexts within contexts.
    pub depth: usize,
    /// Node objects, values and lists together.
    pub items: usize,
    /// Context documents loaded, each mention counted.
    pub loads: usize,
    /// Term definitions processed.
    pub definitions: usize,
    /// Terms of earlier contexts that are copied because one in the document adds to them.
    pub copies: usize,
}

impl Limits {
    /// For a single small object, such as the configuration of a proof: of many in a file each is expanded.
    pub const SMALL: Self =
        Self { depth: 128, items: 10_000, loads: 200, definitions: 20_000, copies: 400_000 };
}

impl Default for Limits {
    /// The largest badge known (30 KB) needs depth 9, 400 items, 4 loads; a transcript of 200 badges
    /// stays below 100 000 items.
    fn default() -> Self {
        Self { depth: 128, items: 200_000, loads: 2_000, definitions: 200_000, copies: 8_000_000 }
    }
}

/// What expansion needs besides the document.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The base IRI; `None` for credentials, whose identifiers must be absolute.
    pub base: Option<&'a str>,
    /// A context to process before the document's own.
    pub expand_context: Option<&'a Value>,
    /// A member of the outermost object that is passed over: a proof is no part of what it proves.
    pub without: Option<&'a str>,
    /// Where contexts come from.
    pub loader: &'a dyn Loader,
    /// Which version of the standard to follow.
    pub processing_mode: ProcessingMode,
    /// How much work is allowed.
    pub limits: Limits,
    /// What is left for the file that the document is from.
    pub budget: Option<&'a Budget>,
}

impl<'a> Options<'a> {
    /// What a credential is read with: no base, JSON-LD 1.1, default limits.
    pub fn new(loader: &'a dyn Loader) -> Self {
        Self {
            base: None,
            expand_context: None,
            without: None,
            loader,
            processing_mode: ProcessingMode::V1_1,
            limits: Limits::default(),
            budget: None,
        }
    }
}

/// Expands a document (API section 5.1): every key and type becomes an IRI, or is reported.
///
/// # Errors
/// What the standard calls an error, a context the loader does not have, or too much work.
pub fn expand(input: &Value, options: &Options<'_>) -> Result<Expanded, Error> {
    run::Run::new(options).document(input)
}

/// Every context a document names by URL, at any depth, outermost first, each once.
///
/// Scoped contexts and `@import` within inline contexts are included; the contexts that those
/// documents name in turn are not.
pub fn contexts_named(input: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut name = |url: &str| {
        if seen.insert(url.to_owned()) {
            found.push(url.to_owned());
        }
    };
    let mut queue = VecDeque::from([input]);
    while let Some(value) = queue.pop_front() {
        match value {
            Value::Array(items) => queue.extend(items),
            Value::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), value) {
                        ("@context" | "@import", Value::String(url)) => name(url),
                        ("@context", Value::Array(contexts)) => {
                            for context in contexts {
                                match context {
                                    Value::String(url) => name(url),
                                    other => queue.push_back(other),
                                }
                            }
                        }
                        (_, Value::Array(_) | Value::Object(_)) => queue.push_back(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}
