//! Published conformance vectors, run unchanged and by path (ARCHITECTURE section 7).

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod blockcerts;
mod canon;
mod containers;
mod contexts;
mod credentials;
mod jose;
mod jsonld;
mod keys;
mod open_badges_2;
mod proofs;
mod schemas;
mod status;
