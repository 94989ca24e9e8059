//! The document that was secured: its exact text, its JSON, what kind it is and how it is secured.

use serde_json::{Map, Value};

use crate::report::{Code, Problem};
use crate::resource::Memo;

pub mod jcs;
pub mod json;
pub mod jws;
mod jwt;

pub use jws::Jws;
pub use jwt::Jwt;

/// One credential (or what claims to be one), as it was found.
pub struct Document {
    /// The exact text: JSON or a compact JWS, without byte order mark and surrounding white space.
    pub text: String,
    /// The JSON: the text itself, or the payload of the JWS. Numbers keep their text in `text`.
    pub json: Value,
    /// What kind of document it is.
    pub format: Format,
    /// The W3C data model it follows, by its first context.
    pub data_model: Option<DataModel>,
    /// Every way in which it is secured; empty when anyone could have written it.
    pub securing: Vec<Securing>,
    /// The registered claims of a JWT (RFC 7519 section 4.1) and whether the credential stood in `vc`.
    pub jwt: Option<Jwt>,
    /// Results that are dear to compute and depend on the document alone.
    pub(crate) memo: Memo,
}

/// What kind of document was dropped (CHECKLIST B1-B18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An Open Badges 3.0 credential (AchievementCredential, OpenBadgeCredential).
    OpenBadge3,
    /// An Open Badges 3.0 endorsement.
    Endorsement3,
    /// A Comprehensive Learner Record 2.0.
    Clr2,
    /// A Blockcerts certificate, version 2 or 3.
    Blockcerts,
    /// Any other W3C Verifiable Credential.
    Credential,
    /// A W3C Verifiable Presentation.
    Presentation,
    /// An Open Badges 2.0 or 2.1 assertion.
    OpenBadge2,
    /// An Open Badges 0.5, 1.0 or 1.1 assertion.
    OpenBadge1,
    /// A part of a badge: a badge class, an achievement, an issuer's profile, a key, a list.
    Part,
}

/// The W3C Verifiable Credentials Data Model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataModel {
    /// Version 1.1: `issuanceDate`, `expirationDate`.
    V1,
    /// Version 2.0: `validFrom`, `validUntil`.
    V2,
}

/// One way in which a document is secured.
#[derive(Clone, Debug, PartialEq)]
pub enum Securing {
    /// A Data Integrity proof inside the document, by its place (`/proof` or `/proof/0`).
    Embedded {
        /// The proof object.
        proof: Map<String, Value>,
        /// JSON pointer to it.
        at: String,
    },
    /// The document is the payload of a compact JWS.
    Enveloped(Jws),
    /// The file only points to a hosted copy; empty where it names none.
    Hosted(String),
}

impl Format {
    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenBadge3 => "open-badges-3.0",
            Self::Endorsement3 => "open-badges-3.0-endorsement",
            Self::Clr2 => "clr-2.0",
            Self::Blockcerts => "blockcerts",
            Self::Credential => "verifiable-credential",
            Self::Presentation => "verifiable-presentation",
            Self::OpenBadge2 => "open-badges-2.0",
            Self::OpenBadge1 => "open-badges-1.x",
            Self::Part => "badge-part",
        }
    }

    /// Whether this is a W3C Verifiable Credential of any kind.
    pub const fn is_credential(self) -> bool {
        matches!(self, Self::OpenBadge3 | Self::Endorsement3 | Self::Clr2 | Self::Credential)
    }
}

impl DataModel {
    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "vc-1.1",
            Self::V2 => "vc-2.0",
        }
    }
}

impl Document {
    /// Reads a badge's text: JSON or compact JWS (CHECKLIST A5, A20-A24, B1).
    ///
    /// The error says what the text is instead; [`Code::NotACredential`] and the codes of the
    /// "files that hold no badge" mean that there is nothing to verify, the others that a badge is
    /// there and broken.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.starts_with('{') || text.starts_with('[') {
            let value = json::parse(text)?;
            return Self::from_json(text.to_owned(), unwrap(value));
        }
        if text.starts_with("https://") || text.starts_with("http://") {
            // Open Badges 2 and older are often baked as their address alone (A5, A6).
            let pointer = Value::Object(Map::from_iter([("id".to_owned(), text.into())]));
            let securing = vec![Securing::Hosted(text.to_owned())];
            return Ok(Self {
                text: text.to_owned(),
                json: pointer,
                format: Format::OpenBadge2,
                data_model: None,
                securing,
                jwt: None,
                memo: Memo::default(),
            });
        }
        let jws = jws::split(text)?;
        let payload = std::str::from_utf8(&jws.payload)
            .map_err(|_| Problem::new(Code::NotUtf8, "payload of the JWS"))?;
        let claims = json::parse(payload.trim_start_matches('\u{feff}').trim())?;
        // VCDM 1.1 carries the credential in the claim `vc` (CHECKLIST B9).
        let (json, jwt) = jwt::unwrap(claims)?;
        let mut document = Self::from_json(text.to_owned(), json)?;
        document.jwt = Some(jwt);
        document.securing.insert(0, Securing::Enveloped(jws));
        document.securing.retain(|way| !matches!(way, Securing::Hosted(_)));
        Ok(document)
    }

    /// The document without its own proofs: what an embedded proof is about (D0.2).
    pub fn unsecured(&self) -> Value {
        let mut unsecured = self.json.clone();
        if let Some(object) = unsecured.as_object_mut() {
            object.remove("proof");
        }
        unsecured
    }

    fn from_json(text: String, json: Value) -> Result<Self, Problem> {
        let format =
            detect(&json).ok_or_else(|| Problem::new(Code::NotACredential, describe(&json)))?;
        let data_model = match first_context(&json) {
            Some("https://www.w3.org/2018/credentials/v1") => Some(DataModel::V1),
            Some("https://www.w3.org/ns/credentials/v2") => Some(DataModel::V2),
            _ => None,
        };
        let securing = securing(&json, format);
        Ok(Self { text, json, format, data_model, securing, jwt: None, memo: Memo::default() })
    }
}

/// Unwraps what platforms put around exactly one credential (CHECKLIST A21, B6).
fn unwrap(mut value: Value) -> Value {
    if let Value::Array(items) = &mut value
        && items.len() == 1
    {
        return items.remove(0);
    }
    if value.get("@context").is_none() && value.get("type").is_none() {
        match value.get("credential").or_else(|| value.get("assertion")) {
            Some(Value::Array(items)) if items.len() == 1 => return items[0].clone(),
            Some(inner @ Value::Object(_)) => return inner.clone(),
            _ => {}
        }
    }
    value
}

/// The first entry of `@context`, when it is a URL.
pub fn first_context(json: &Value) -> Option<&str> {
    match json.get("@context")? {
        Value::String(url) => Some(url),
        Value::Array(entries) => entries.first()?.as_str(),
        _ => None,
    }
}

/// Whether `type` (or `@type`) names this type.
pub fn has_type(json: &Value, name: &str) -> bool {
    ["type", "@type"].iter().any(|key| match json.get(*key) {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(all)) => all.iter().any(|one| one.as_str() == Some(name)),
        _ => false,
    })
}

/// One or many as a slice: credentials write either (CHECKLIST B21).
pub fn one_or_many(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(many)) => many,
        Some(one) => std::slice::from_ref(one),
    }
}

fn detect(json: &Value) -> Option<Format> {
    let object = json.as_object()?;
    let contexts = one_or_many(object.get("@context"));
    let context_names = |part: &str| {
        contexts.iter().filter_map(Value::as_str).any(|url| url.to_ascii_lowercase().contains(part))
    };
    let is = |name: &str| has_type(json, name);
    if is("VerifiablePresentation") {
        return Some(Format::Presentation);
    }
    if context_names("blockcerts") || (object.contains_key("signature") && is("Assertion")) {
        return Some(Format::Blockcerts);
    }
    if is("VerifiableCredential") || (object.contains_key("credentialSubject")) {
        return Some(if is("OpenBadgeCredential") || is("AchievementCredential") {
            Format::OpenBadge3
        } else if is("EndorsementCredential") {
            Format::Endorsement3
        } else if is("ClrCredential") {
            Format::Clr2
        } else {
            Format::Credential
        });
    }
    if is("Assertion")
        || is("assertion")
        || (object.contains_key("badge") && object.contains_key("recipient"))
    {
        let first = first_context(json).unwrap_or_default();
        let older = contexts.is_empty() || first.contains("openbadges/v1");
        return Some(if older { Format::OpenBadge1 } else { Format::OpenBadge2 });
    }
    let parts = [
        "BadgeClass",
        "Issuer",
        "Profile",
        "Achievement",
        "Endorsement",
        "RevocationList",
        "CryptographicKey",
        "BitstringStatusListCredential",
    ];
    parts.iter().any(|part| is(part)).then_some(Format::Part)
}

/// What a JSON document is that is no credential, for the person who dropped it.
fn describe(json: &Value) -> String {
    match json {
        Value::Object(object) => {
            let names: Vec<_> = object.keys().take(4).map(String::as_str).collect();
            format!("an object with {}", names.join(", "))
        }
        Value::Array(items) => format!("a list of {}", items.len()),
        _ => "a single value".into(),
    }
}

fn securing(json: &Value, format: Format) -> Vec<Securing> {
    if matches!(format, Format::OpenBadge1 | Format::OpenBadge2) {
        let verify = json.get("verification").or_else(|| json.get("verify"));
        let url = [verify.and_then(|v| v.get("url")), json.get("id")];
        let url = url.into_iter().flatten().find_map(Value::as_str).unwrap_or_default();
        return vec![Securing::Hosted(url.to_owned())];
    }
    let proof = json.get("proof");
    let several = matches!(proof, Some(Value::Array(_)));
    one_or_many(proof)
        .iter()
        .enumerate()
        .map(|(index, proof)| Securing::Embedded {
            proof: proof.as_object().cloned().unwrap_or_default(),
            at: if several { format!("/proof/{index}") } else { "/proof".into() },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Document, Code> {
        Document::parse(text).map_err(|problem| problem.code)
    }

    #[test]
    fn tells_formats_apart() {
        let table = [
            (
                r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential","OpenBadgeCredential"]}"#,
                Format::OpenBadge3,
            ),
            (r#"{"type":["VerifiableCredential","EndorsementCredential"]}"#, Format::Endorsement3),
            (r#"{"type":"VerifiableCredential"}"#, Format::Credential),
            (r#"{"type":"VerifiablePresentation"}"#, Format::Presentation),
            (
                r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","badge":"b"}"#,
                Format::OpenBadge2,
            ),
            (r#"{"uid":"1","recipient":"a@b","badge":{}}"#, Format::OpenBadge1),
            (r#"{"type":"BadgeClass"}"#, Format::Part),
        ];
        for (text, format) in table {
            assert_eq!(parse(text).unwrap().format, format, "{text}");
        }
        assert_eq!(parse(r#"{"hello":1}"#).err(), Some(Code::NotACredential));
        assert_eq!(parse("[1,2]").err(), Some(Code::NotACredential));
    }

    #[test]
    fn a_byte_order_mark_and_white_space_do_not_matter() {
        assert!(parse("\u{feff} \n{\"type\":\"VerifiableCredential\"}\n").is_ok());
    }

    #[test]
    fn finds_every_proof_with_its_place() {
        let document =
            parse(r#"{"type":"VerifiableCredential","proof":[{"type":"A"},{"type":"B"}]}"#)
                .unwrap();
        let places: Vec<_> = document
            .securing
            .iter()
            .map(|way| match way {
                Securing::Embedded { at, .. } => at.as_str(),
                _ => "",
            })
            .collect();
        assert_eq!(places, ["/proof/0", "/proof/1"]);
    }
}
