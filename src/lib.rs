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
//! Offline, in ten lines; what it would have to ask is in `report.wanted`, and [`settle`] asks it:
//!
//! ```
//! use proofmark::report::Verdict;
//! use proofmark::resource::{Options, Resources};
//! use proofmark::time::Timestamp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let bytes = std::fs::read("www/samples/genuine.png")?;
//! let now = Timestamp::parse("2026-12-01T00:00:00Z").expect("a moment").instant;
//! let readings = proofmark::read("genuine.png", &bytes).map_err(|problem| problem.detail)?;
//! let document = readings[0].document.as_ref().map_err(|problem| problem.detail.clone())?;
//! let report = proofmark::verify(document, &Resources::new(), &Options::new(now));
//! // Whose key it is, only the issuer's own site can say.
//! assert_eq!(report.verdict(), Verdict::Indeterminate);
//! assert!(report.wanted[0].url.starts_with("https://"));
//! # Ok(())
//! # }
//! ```
//!
//! A module imports only modules that stand before it in this order (`tests/layers.rs`).

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub use proofmark_base::{budget, encoding, jsonld, order};

pub mod report;
pub mod time;

pub mod resource;

pub mod container;

pub mod scan;

pub mod document;

pub mod schema;

pub mod credential;

pub mod key;

pub mod did;

pub mod issuer;

pub mod proof;

pub mod status;

pub mod verify;

pub mod pile;

pub mod locale;

pub mod view;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod web;

pub use verify::{Reading, Verification, read, settle, verify, verify_file};
