//! JSON Web Tokens around credentials: the registered claims (RFC 7519) and the credential itself.

use serde_json::Value;

use super::one_or_many;
use crate::encoding::Decimal;
use crate::report::{Code, Problem};
use crate::time::Timestamp;

/// What a JWT claims beside the credential.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jwt {
    /// Whether the credential stood in the claim `vc`, as data model 1.1 wants it; else the payload is
    /// the credential (CHECKLIST B9).
    pub wrapped: bool,
    /// Who issued it.
    pub iss: Option<String>,
    /// Whom it is about.
    pub sub: Option<String>,
    /// The credential's id.
    pub jti: Option<String>,
    /// From when on it counts.
    pub nbf: Option<Timestamp>,
    /// Until when it counts.
    pub exp: Option<Timestamp>,
    /// When it was signed.
    pub iat: Option<Timestamp>,
    /// What a verifier asked to have signed.
    pub nonce: Option<String>,
    /// Whom it was made for.
    pub aud: Vec<String>,
    /// Whether `iat` is there and no NumericDate; it decides nothing.
    pub odd_iat: bool,
    /// A date of the credential that stands beside it and cannot be read.
    pub odd_date: Option<String>,
    /// Whether it has a status of its own (Token Status List, section 6.1), which is not read here.
    pub status: bool,
}

/// Parts a payload into the credential (or presentation) and the claims about it.
///
/// # Errors
/// Two credentials under one signature, or a claim that cannot be read.
pub(super) fn unwrap(payload: Value) -> Result<(Value, Jwt), Problem> {
    let has = |name: &str| payload.get(name).is_some_and(|value| !value.is_null());
    let wrapper = ["vc", "vp"].into_iter().find(|name| has(name));
    if let Some(name) = wrapper
        && ["credentialSubject", "credentialStatus", "verifiableCredential", "@context", "vc", "vp"]
            .iter()
            .filter(|member| **member != name)
            .any(|member| has(member))
    {
        let detail = format!("{name} beside a credential of its own");
        return Err(Problem::new(Code::SeveralCredentials, detail));
    }
    let text = |name: &str| match payload.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Problem::new(Code::ContradictoryClaims, name).at(format!("/{name}"))),
    };
    let date = |name: &str| match payload.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match instant(value) {
            Some(instant) => Ok(Some(instant)),
            None => Err(Problem::new(Code::ContradictoryClaims, name).at(format!("/{name}"))),
        },
    };
    // Dates of a credential beside the wrapper are signed as well; the narrower period counts (C4.12).
    let mut odd_date = None;
    let mut beside = |names: [&str; 2]| -> Vec<Timestamp> {
        let values = names.iter().filter(|_| wrapper.is_some());
        let values = values.flat_map(|name| one_or_many(payload.get(*name)));
        let mut dates = Vec::new();
        for value in values.filter(|value| !value.is_null() && *value != "") {
            let written = value.as_str().and_then(|text| Timestamp::parse(text).ok());
            match written.map(|written| written.instant).or_else(|| instant(value)) {
                Some(date) => dates.push(date),
                None => odd_date = Some(value.to_string()),
            }
        }
        dates
    };
    let from = beside(["validFrom", "issuanceDate"]);
    let until = beside(["validUntil", "expirationDate"]);
    let iat = payload.get("iat").filter(|iat| !iat.is_null()).map(instant);
    let aud = one_or_many(payload.get("aud")).iter().filter_map(Value::as_str);
    let jwt = Jwt {
        wrapped: wrapper.is_some(),
        iss: text("iss")?,
        sub: text("sub")?,
        jti: text("jti")?,
        nbf: date("nbf")?.into_iter().chain(from).max(),
        exp: date("exp")?.into_iter().chain(until).min(),
        iat: iat.flatten(),
        odd_iat: iat == Some(None),
        odd_date,
        status: [Some(&payload), wrapper.and_then(|name| payload.get(name))]
            .into_iter()
            .flatten()
            .any(|holder| one_or_many(holder.get("status")).iter().any(is_status)),
        nonce: text("nonce")?,
        aud: aud.map(str::to_owned).collect(),
    };
    let inner = wrapper.and_then(|name| payload.get(name)).cloned();
    Ok((inner.unwrap_or(payload), jwt))
}

/// Whether this claim says where a token's status is (Token Status List, section 6.1), in whatever mechanism:
/// each is a member with members of its own.
fn is_status(claim: &Value) -> bool {
    let is_one = |(name, said): (&String, &Value)| {
        said.is_object() || name.ends_with("_list") && !said.is_null() && !said.is_boolean()
    };
    claim.as_object().is_some_and(|claim| claim.iter().any(is_one))
}

/// A NumericDate: seconds since 1970, whole or not.
fn instant(value: &Value) -> Option<Timestamp> {
    let Value::Number(number) = value else { return None };
    let seconds = Decimal::parse(number.as_str())?.to_f64()?.floor();
    // Years -9999 to 9999; beyond lies no date.
    (seconds.abs() < 2.5e11).then(|| Timestamp::from_unix(seconds as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::json;

    #[test]
    fn a_payload_is_the_credential_or_wraps_it() {
        let parse = |text: &str| unwrap(json::parse(text).unwrap());
        let (inner, jwt) = parse(r#"{"iss":"a","exp":1.5,"vc":{"id":"x"}}"#).unwrap();
        assert_eq!(inner["id"], "x");
        assert_eq!(
            (jwt.wrapped, jwt.iss.as_deref(), jwt.exp),
            (true, Some("a"), Some(Timestamp::from_unix(1)))
        );
        let (inner, jwt) = parse(r#"{"id":"x","sub":"b"}"#).unwrap();
        assert_eq!(
            (inner["id"].as_str(), jwt.wrapped, jwt.sub.as_deref()),
            (Some("x"), false, Some("b"))
        );
        let code = |text: &str| parse(text).unwrap_err().code;
        assert_eq!(code(r#"{"vc":{},"credentialSubject":{}}"#), Code::SeveralCredentials);
        assert_eq!(code(r#"{"vc":{},"vp":{}}"#), Code::SeveralCredentials);
        // Null is nothing.
        let (inner, jwt) = parse(r#"{"vc":{"id":"x"},"vp":null,"credentialStatus":null}"#).unwrap();
        assert_eq!((inner["id"].as_str(), jwt.wrapped), (Some("x"), true));
        let (_, jwt) = parse(r#"{"id":"x","vc":null,"iss":null,"exp":null,"iat":null}"#).unwrap();
        assert!(!jwt.wrapped && jwt.iss.is_none() && jwt.exp.is_none() && !jwt.odd_iat);
        let (_, jwt) = parse(
            r#"{"exp":9,"nbf":1,"vc":{},"validUntil":"1970-01-01T00:00:05Z","issuanceDate":"1970-01-01T00:00:02Z"}"#,
        )
        .unwrap();
        assert_eq!(jwt.exp, Some(Timestamp::from_unix(5)));
        assert_eq!(jwt.nbf, Some(Timestamp::from_unix(2)));
        for (status, is) in [
            ("{\"status_list\":{}}", true),
            ("{\"status_assertion\":{}}", true),
            ("{\"status_list\":\"a\"}", true),
            ("{\"wait_list\":false}", false),
            ("{\"note\":1}", false),
            ("1", false),
        ] {
            let (_, jwt) = parse(&format!(r#"{{"vc":{{}},"status":{status}}}"#)).unwrap();
            assert_eq!(jwt.status, is, "{status}");
        }
        for (date, odd) in [("5", false), ("\"\"", false), ("null", false), ("\"May\"", true)] {
            let (_, jwt) = parse(&format!(r#"{{"vc":{{}},"validUntil":{date}}}"#)).unwrap();
            assert_eq!(jwt.odd_date.is_some(), odd, "{date}");
        }
        for inside in [
            r#"{"vc":{"status":{"status_list":{}}}}"#,
            r#"{"vc":{},"status":[{"status_list":{}}]}"#,
        ] {
            assert!(parse(inside).unwrap().1.status, "{inside}");
        }
        for wrong in [r#"{"exp":"1"}"#, r#"{"exp":1e300}"#, r#"{"iss":1}"#, r#"{"nbf":"soon"}"#] {
            assert_eq!(code(wrong), Code::ContradictoryClaims, "{wrong}");
        }
    }
}
