//! What Proofmark makes from a document before it can compare it with a signature: bytes from their
//! encodings, JSON that has one meaning, RDF in its canonical order. Nothing here knows of badges.
//!
//! A crate of its own for one reason: most of a check's time goes by in it, so it alone is compiled for speed
//! (`docs/performance.md`). Proofmark shows these modules as its own and adds the words of its reports.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod budget;
pub mod encoding;
pub mod order;

pub mod jcs;
pub mod json;

pub mod jsonld;
