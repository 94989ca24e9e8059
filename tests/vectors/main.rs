//! Published conformance vectors, run unchanged and by path (ARCHITECTURE section 7).

#[path = "../support/mod.rs"]
mod support;

mod keys;
mod proofs;
