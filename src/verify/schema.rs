//! Does it fit the schemas it names? Advisory: a genuine badge may be written carelessly (VERDICT section
//! 2; CHECKLIST C1.2-C1.4). No schema is fetched; those of 1EdTech are known here, others are named.

use serde_json::Value;

use super::checks::Case;
use crate::document::one_or_many;
use crate::report::{Check, Code, Outcome, Problem, Subject};
use crate::schema;

/// More schemas than anybody names; each is held against the whole badge.
const MOST: usize = 16;

/// A line for each schema the credential names.
pub(super) fn schemas(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    if !case.is_intact() {
        return;
    }
    // A schema is about the JSON as it was written; of a JWT, with the claims that stand for members.
    let document = case.document;
    let written = if document.jwt.is_some() { case.claims } else { &document.json };
    let named = document.json.get("credentialSchema");
    let several = named.is_some_and(Value::is_array);
    let named = one_or_many(named);
    for (index, one) in named.iter().take(MOST).enumerate() {
        let index = if several { format!("/{index}") } else { String::new() };
        let of = format!("/credentialSchema{index}");
        let url = one.get("id").and_then(Value::as_str).unwrap_or_default();
        let departures = document.data_model.and_then(|m| schema::departures(url, written, m));
        let mut notes = Vec::new();
        let outcome = match departures {
            None => Outcome::Unknown(Problem::new(Code::SchemaNotChecked, url).at(&of)),
            Some(none) if none.is_empty() => Outcome::Passed,
            Some(some) => {
                notes.extend(some.into_iter().map(|departure| {
                    Problem::new(Code::NotInSchema, departure.what).at(departure.at)
                }));
                Outcome::Failed(Problem::new(Code::SchemaMismatch, url).at(&of))
            }
        };
        lines.push(Check { axis: None, subject: Subject::Schema, of, outcome, notes });
    }
    if named.len() > MOST {
        let of = "/credentialSchema".to_owned();
        let rest = Problem::new(Code::LeftOut, (named.len() - MOST).to_string()).at(&of);
        let outcome = Outcome::Unknown(rest);
        lines.push(Check { axis: None, subject: Subject::Schema, of, outcome, notes: Vec::new() });
    }
}
