//! The types of the report for programs in TypeScript: made from what writes it, and kept in `www`.
//!
//! `UPDATE_TYPES=1 cargo test --test types` writes them anew.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use proofmark::Verification;

const HEAD: &str = "\
// The report of Proofmark. Made from the code that writes it: UPDATE_TYPES=1 cargo test --test types

";

#[test]
fn the_types_are_those_of_what_is_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/report.d.ts");
    let text = format!("{HEAD}{}", Verification::typescript());
    if std::env::var_os("UPDATE_TYPES").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "www/report.d.ts is stale: UPDATE_TYPES=1 cargo test --test types");
}
