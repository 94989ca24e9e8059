//! Proofmark verifies digital badges: a pure function from document, resources and options to a report.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]
pub mod container;
pub mod credential;
pub mod document;
pub mod encoding;
pub mod jsonld;
pub mod report;
pub mod resource;
pub mod time;
