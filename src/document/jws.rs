//! Compact JWS (RFC 7515 section 3.1): splitting, not verifying (CHECKLIST C4.1).

use serde_json::{Map, Value};

use super::json;
use crate::encoding::base64url;
use crate::report::{Code, Problem};

/// The parts of a compact JWS.
#[derive(Clone, Debug, PartialEq)]
pub struct Jws {
    /// The protected header.
    pub header: Map<String, Value>,
    /// The payload's bytes.
    pub payload: Vec<u8>,
    /// The signature's bytes; empty for `alg: none`.
    pub signature: Vec<u8>,
    /// What was signed: `header.payload` as received, never encoded again.
    pub signing_input: String,
}

/// Splits a compact JWS into exactly three parts of unpadded base64url.
///
/// # Errors
/// [`Code::NotABadgeFile`] for text of another kind, [`Code::MalformedProof`] for a broken JWS.
pub fn split(text: &str) -> Result<Jws, Problem> {
    let parts: Vec<&str> = text.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        return Err(Problem::new(Code::NotABadgeFile, "text"));
    };
    let broken = |part: &str| Problem::new(Code::MalformedProof, format!("the {part} of the JWS"));
    let header_bytes = base64url(header).ok_or_else(|| broken("header"))?;
    let header_text = String::from_utf8(header_bytes).map_err(|_| broken("header"))?;
    let Value::Object(object) = json::parse(&header_text)? else { return Err(broken("header")) };
    Ok(Jws {
        header: object,
        payload: base64url(payload).ok_or_else(|| broken("payload"))?,
        signature: base64url(signature).ok_or_else(|| broken("signature"))?,
        signing_input: format!("{header}.{payload}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::to_base64url;

    #[test]
    fn splits_into_three() {
        let text = format!("{}.{}.AQI", to_base64url(b"{\"alg\":\"ES256\"}"), to_base64url(b"{}"));
        let jws = split(&text).unwrap();
        assert_eq!(
            (jws.header["alg"].as_str(), jws.payload.as_slice()),
            (Some("ES256"), &b"{}"[..])
        );
        assert_eq!(format!("{}.AQI", jws.signing_input), text);
    }

    #[test]
    fn refuses_the_rest() {
        let header = to_base64url(b"{\"alg\":\"ES256\"}");
        let twice = to_base64url(b"{\"alg\":\"none\",\"alg\":\"ES256\"}");
        let table = [
            ("hello".to_owned(), Code::NotABadgeFile),
            (format!("{header}.e30"), Code::NotABadgeFile),
            (format!("{header}.e30.AQ=="), Code::MalformedProof),
            (format!("{header}.e3 0.AQ"), Code::MalformedProof),
            ("e30x.e30.AQ".to_owned(), Code::MalformedJson),
            (format!("{}.e30.AQ", to_base64url(b"[]")), Code::MalformedProof),
            (format!("{twice}.e30.AQ"), Code::DuplicateMember),
        ];
        for (text, code) in table {
            assert_eq!(split(&text).unwrap_err().code, code, "{text}");
        }
    }
}
