//! Strict JSON (CHECKLIST A23, K13), its faults as the report names them.

use serde_json::Value;

use crate::report::{Code, Problem};

use proofmark_base::json::{self, Fault};

pub use proofmark_base::json::{DEEPEST, span};

/// Parses JSON text as [`json::parse`] does.
///
/// # Errors
/// What is wrong, and where.
pub fn parse(text: &str) -> Result<Value, Problem> {
    json::parse(text).map_err(|error| {
        let code = match error.fault {
            Fault::DuplicateMember => Code::DuplicateMember,
            Fault::Malformed => Code::MalformedJson,
            Fault::Printed => Code::PrintedObject,
            Fault::TooDeep => Code::TooDeep,
            Fault::TooLarge => Code::TooComplex,
        };
        Problem { code, detail: error.detail, at: error.at }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_code() {
        for (text, code, at) in [
            ("{\"a\":{\"b\":1,\"b\":1}}", Code::DuplicateMember, Some("/a/b")),
            ("{", Code::MalformedJson, None),
            ("{'a': 1}", Code::PrintedObject, None),
            (&"[".repeat(DEEPEST + 1), Code::TooDeep, None),
            (&format!("{{\"{}\":1}}", "n".repeat(20_000)), Code::TooComplex, None),
        ] {
            let problem = parse(text).unwrap_err();
            assert_eq!((problem.code, problem.at.as_deref()), (code, at), "{text}");
        }
    }
}
