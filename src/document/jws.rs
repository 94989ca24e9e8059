//! Compact JWS (RFC 7515 section 3.1): splitting, not verifying.

use serde_json::{Map, Value};

use crate::encoding::base64url;
use crate::report::{Code, Problem};

/// The three parts of a compact JWS.
#[derive(Clone, Debug, PartialEq)]
pub struct Jws {
    /// The protected header.
    pub header: Map<String, Value>,
    /// The payload's bytes.
    pub payload: Vec<u8>,
    /// The signature's bytes.
    pub signature: Vec<u8>,
    /// What was signed: `header.payload` as received.
    pub signing_input: String,
}

/// Splits a compact JWS.
pub fn split(text: &str) -> Result<Jws, Problem> {
    let broken = |detail: &str| Problem::new(Code::NotABadgeFile, detail);
    let parts: Vec<&str> = text.split('.').collect();
    let [header, payload, signature] = parts[..] else { return Err(broken("text")) };
    let decode = |part: &str| base64url(part).ok_or_else(|| broken("text"));
    let json = decode(header)?;
    let Ok(Value::Object(header_json)) = serde_json::from_slice(&json) else {
        return Err(broken("text"));
    };
    Ok(Jws {
        header: header_json,
        payload: decode(payload)?,
        signature: decode(signature)?,
        signing_input: format!("{header}.{payload}"),
    })
}
