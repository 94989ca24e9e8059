//! Content that was made to harm: as text on the page, and as work without an end.
//!
//! `words.rs` puts what would run, lead away or turn the reading direction into every text of a badge of
//! every family; `work.rs` holds what unpacks, nests or multiplies without an end, `contexts.rs` what does so by
//! the contexts of JSON-LD, `whole.rs` what is too much only together. The list of it all, with what is tested elsewhere, is in
//! `docs/security-testing.md`.

#![allow(clippy::unwrap_used)]

#[path = "../support/draw.rs"]
mod draw;
#[path = "../support/mod.rs"]
mod support;

mod contexts;
mod families;
mod whole;
mod words;
mod work;

use proofmark::report::{Code, Outcome, Problem, Report};
use proofmark::resource::{Options, Resources};
use proofmark::{Verification, read};
use serde_json::Value;

use support::{at, question};

/// The question of every test here.
fn now() -> Options {
    question(at("2026-11-23T00:00:00Z"))
}

/// The first credential in a text, verified without evidence.
fn verified(text: &str) -> Verification {
    let readings = read("badge.json", text.as_bytes()).unwrap();
    readings[0].verify(&Resources::new(), &now())
}

/// What is wrong, or unknown.
fn problem(outcome: &Outcome) -> Option<&Problem> {
    match outcome {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => Some(problem),
        Outcome::Passed | Outcome::NotApplicable => None,
    }
}

/// Whether a code stands in a report, as the reason of a line or beside one.
fn has(report: &Report, code: Code) -> bool {
    let lines = report.checks.iter();
    let mut all = lines.flat_map(|line| problem(&line.outcome).into_iter().chain(&line.notes));
    all.any(|problem| problem.code == code)
}

/// Every text in a document and every name of a member, as pointers; a name by the object that holds it.
fn texts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(index, one)| texts(one, &format!("{at}/{index}"), found));
        }
        Value::Object(object) => object.iter().for_each(|(name, member)| {
            let name = name.replace('~', "~0").replace('/', "~1");
            texts(member, &format!("{at}/{name}"), found);
        }),
        _ => {}
    }
}
