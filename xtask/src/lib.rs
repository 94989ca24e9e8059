//! What `cargo xtask` shares with the browser tests: how the site is served, kept for offline
//! use, filled in and hashed, and Chromium started.

#![forbid(unsafe_code)]

pub mod chromium;
pub mod fill;
pub mod hash;
pub mod language;
pub mod server;
pub mod service_worker;
pub mod site;
