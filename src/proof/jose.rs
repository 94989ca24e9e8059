//! JSON Web Signatures around a credential: recognised; what proves nothing is refused.

use serde_json::Value;

use super::Judgement;
use crate::document::Jws;
use crate::report::{Code, Stop};

/// Judges an enveloping signature.
pub(super) fn judge(jws: &Jws) -> Judgement {
    let algorithm = jws.header.get("alg").and_then(Value::as_str).unwrap_or_default();
    // CHECKLIST C4.2: nobody's key is needed to make these.
    let refused = algorithm.eq_ignore_ascii_case("none") || algorithm.starts_with("HS");
    let stop = if algorithm.is_empty() {
        super::malformed("no alg")
    } else if refused {
        Stop::failed(Code::AlgorithmRefused, algorithm)
    } else {
        Stop::unknown(Code::UnsupportedAlgorithm, algorithm)
    };
    Judgement::stopped("", algorithm, stop)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code(header: Value) -> Code {
        let Value::Object(header) = header else { panic!("not an object") };
        let jws = Jws { header, payload: vec![], signature: vec![], signing_input: String::new() };
        judge(&jws).integrity.unwrap_err().problem().unwrap().code
    }

    #[test]
    fn algorithms_that_prove_nothing_are_refused() {
        for algorithm in ["none", "None", "NONE", "HS256", "HS512"] {
            assert_eq!(code(json!({ "alg": algorithm })), Code::AlgorithmRefused);
        }
        assert_eq!(code(json!({})), Code::MalformedProof);
        assert_eq!(code(json!({ "alg": "ES256" })), Code::UnsupportedAlgorithm);
    }
}
