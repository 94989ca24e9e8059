//! What `cargo xtask` shares with the browser tests: how the site is served and Chromium started.

#![forbid(unsafe_code)]

pub mod chromium;
pub mod language;
pub mod server;
pub mod site;
