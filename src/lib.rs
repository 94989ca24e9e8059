//! Proofmark verifies digital badges: Open Badges and the W3C credentials beneath them.
//!
//! Verification is a pure function of three things: the document, the resources known so far, and
//! the moment asked about. It never fetches, never reads a clock, never awaits. What it lacked, it
//! names.
//!
//! ```text
//!  bytes --container::open--> Payload --document::parse--> Document --credential::model--> Credential --+
//!                                                             |                                         +--> view
//!                           Resources --+                     v                                         |
//!                           Options ----+-------> verify::verify (CHECKS) ------------> Report ---------+
//!                                                             | wanted
//!                       web/fetch, pack, test map <-----------+
//! ```
//!
//! A module imports only modules that stand before it in this order (`tests/layers.rs`).

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod encoding;
pub mod report;
pub mod time;

pub mod resource;

pub mod container;

pub mod scan;

pub mod document;

pub mod schema;

pub mod credential;

pub mod key;

pub mod jsonld;

pub mod did;

pub mod issuer;

pub mod proof;

pub mod status;

pub mod verify;

pub mod locale;

pub mod view;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod web;

pub use verify::{Reading, Verification, read, settle, verify, verify_file};
