//! Proofmark verifies digital badges: a pure function from document, resources and options to a report.

#![forbid(unsafe_code)]
pub mod jsonld;
#[cfg(target_arch = "wasm32")]
pub mod web;
