//! The document that was secured: its exact text, its JSON, what kind it is and how it is secured.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::encoding::object;
use crate::report::{Code, Problem};
use crate::resource::Memo;

pub use proofmark_base::jcs;

mod format;
mod inner;
pub mod json;
pub mod jws;
mod jwt;
mod sd_jwt;

pub use format::{DataModel, Format, first_context, has_type, kind_of, one_or_many};
pub use inner::{Gathered, Inner, MOST_IN_FILE, MOST_INSIDE, Role, attached};
pub use jws::Jws;
pub use jwt::Jwt;
pub use sd_jwt::{Disclosure, SdJwt};

/// What a thing of Open Badges 1 or 2 says by this term, in each of its spellings.
pub fn spelled<'a>(thing: &'a Value, term: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    let spellings =
        [term.to_owned(), format!("obi:{term}"), format!("https://w3id.org/openbadges#{term}")];
    spellings.into_iter().filter_map(|name| thing.get(name))
}

/// Yes or no, in any form that is met; `None` where it is neither.
pub fn truth(value: &Value) -> Option<bool> {
    let value = match value {
        Value::Array(items) if items.len() == 1 => &items[0],
        value => value,
    };
    match value.get("@value").unwrap_or(value) {
        Value::Bool(is) => Some(*is),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" | "" => Some(false),
            _ => None,
        },
        Value::Number(number) => match number.as_str() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// One credential (or what claims to be one), as it was found.
pub struct Document {
    /// The exact text: JSON or a compact JWS, without byte order mark and surrounding white space.
    pub text: String,
    /// The JSON: the text itself, or the payload of the JWS. Where nothing else was signed, these are
    /// the claims, too, and are not copied for that.
    pub json: Rc<Value>,
    /// What kind of document it is.
    pub format: Format,
    /// The W3C data model it follows, by its first context.
    pub data_model: Option<DataModel>,
    /// Every way in which it is secured; empty when anyone could have written it.
    pub securing: Vec<Securing>,
    /// The registered claims of a JWT (RFC 7519 section 4.1) and whether the credential stood in `vc`.
    pub jwt: Option<Jwt>,
    /// What an SD-JWT discloses, and who shows it.
    pub sd_jwt: Option<SdJwt>,
    /// Results that are dear to compute and depend on the document alone.
    pub(crate) memo: Memo,
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

impl Document {
    /// Reads a badge's text: JSON, compact JWS or SD-JWT (CHECKLIST A5, A20-A24, B1).
    ///
    /// The error says what the text is instead; [`Code::NotACredential`] and the codes of the
    /// "files that hold no badge" mean that there is nothing to verify, the others that a badge is
    /// there and broken.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.starts_with('{') || text.starts_with('[') {
            return Self::from_value(text, json::parse(text)?);
        }
        if text.starts_with("https://") || text.starts_with("http://") {
            // Open Badges 2 and older are often baked as their address alone (A5, A6).
            return Ok(Self::at_address(text, Format::OpenBadge2));
        }
        let (jws, claims, sd_jwt) = if sd_jwt::is_sd_jwt(text) {
            let (jws, claims, sd_jwt) = sd_jwt::split(text)?;
            (jws, claims, Some(sd_jwt))
        } else {
            let jws = jws::split(text).map_err(|problem| match envelope_named(text) {
                Some(name) => Problem::new(Code::UnsupportedEnvelope, name),
                None => problem,
            })?;
            let payload = std::str::from_utf8(&jws.payload)
                .map_err(|_| Problem::new(Code::NotUtf8, "payload of the JWS"))?;
            let claims = json::parse(payload.trim_start_matches('\u{feff}').trim())?;
            if sd_jwt::withholds(&claims) {
                // Without its last sign it still is one, and what it does not show is still not shown.
                let (jws, claims, sd_jwt) = sd_jwt::split(&format!("{text}~"))?;
                (jws, claims, Some(sd_jwt))
            } else {
                (jws, claims, None)
            }
        };
        // VCDM 1.1 carries the credential in the claim `vc` (CHECKLIST B9).
        let (json, jwt) = jwt::unwrap(claims)?;
        let mut document = if sd_jwt.is_some() && json.get("vct").is_some_and(Value::is_string) {
            Self::new(text.to_owned(), json, Format::SdJwtVc)
        } else {
            Self::from_json(text.to_owned(), json)?
        };
        document.jwt = Some(jwt);
        document.sd_jwt = sd_jwt;
        document.securing.insert(0, Securing::Enveloped(jws));
        document.securing.retain(|way| !matches!(way, Securing::Hosted(_)));
        Ok(document)
    }

    /// What stands at an address, and nothing else is known of it.
    fn at_address(url: &str, format: Format) -> Self {
        let pointer = object([("id", url.into())]);
        Self::new(url.to_owned(), pointer, format)
    }

    /// Reads every badge of a text: one, or those that a platform's answer wraps (A21).
    pub fn parse_all(text: &str) -> Vec<Result<Self, Problem>> {
        let trimmed = text.trim_start_matches('\u{feff}').trim();
        if !trimmed.starts_with(['{', '[']) {
            return vec![Self::parse(trimmed)];
        }
        // Parsed once: a large badge takes a tenth of a millisecond.
        match json::parse(trimmed) {
            Err(problem) => vec![Err(problem)],
            Ok(value) => {
                let several = inner::wrapped(&value);
                if several.is_empty() { vec![Self::from_value(trimmed, value)] } else { several }
            }
        }
    }

    fn from_value(text: &str, value: Value) -> Result<Self, Problem> {
        if let Some(name) = envelope_of(&value) {
            return Err(Problem::new(Code::UnsupportedEnvelope, name));
        }
        Self::from_json(text.to_owned(), unwrap(value))
    }

    /// The document without its own proofs: what an embedded proof is about (D0.2).
    pub fn unsecured(&self) -> Value {
        let mut unsecured = Value::clone(&self.json);
        if let Some(object) = unsecured.as_object_mut() {
            object.remove(self.proof_member());
        }
        unsecured
    }

    /// The member that holds the proofs. In Blockcerts 2 that is `signature`, and `proof` is a word
    /// inside it.
    pub fn proof_member(&self) -> &'static str {
        proof_member(self.format)
    }

    fn from_json(text: String, json: Value) -> Result<Self, Problem> {
        let format = format::detect(&json)
            .ok_or_else(|| Problem::new(Code::NotACredential, format::describe(&json)))?;
        // Of the two one would stay unseen, and each says in its own way whom it is by.
        if format == Format::Presentation && has_type(&json, "VerifiableCredential") {
            let detail = "a credential and a presentation in one";
            return Err(Problem::new(Code::SeveralCredentials, detail));
        }
        Ok(Self::new(text, json, format))
    }

    fn new(text: String, json: Value, format: Format) -> Self {
        let first = first_context(&json);
        let models = [DataModel::V1, DataModel::V2];
        let data_model = models.into_iter().find(|model| first == Some(model.context()));
        let securing = securing(&json, format);
        let (jwt, sd_jwt, memo) = (None, None, Memo::default());
        Self { text, json: Rc::new(json), format, data_model, securing, jwt, sd_jwt, memo }
    }
}

/// What signs or encrypts a text from outside in a way that is not checked here (A24).
fn envelope_named(text: &str) -> Option<&'static str> {
    let token = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    if text.split('.').count() == 5 && text.split('.').all(token) {
        return Some("JWE");
    }
    // CBOR tag 18 around an array of four (COSE_Sign1), in base64.
    let cose = ["0oQ", "0oR", "0oS", "0oT"].iter().any(|start| text.starts_with(start));
    cose.then_some("COSE")
}

/// As [`envelope_named`], for what is written as JSON (RFC 7515 section 7.2, RFC 7516 section 7.2).
fn envelope_of(value: &Value) -> Option<&'static str> {
    let object = value.as_object()?;
    if object.contains_key("ciphertext") {
        return Some("JWE");
    }
    let signed = object.contains_key("signatures") || object.contains_key("signature");
    (signed && object.get("payload").is_some_and(Value::is_string)).then_some("JSON-serialised JWS")
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

/// The member that holds the proof.
const fn proof_member(format: Format) -> &'static str {
    match format {
        Format::Blockcerts2 => "signature",
        _ => "proof",
    }
}

fn securing(json: &Value, format: Format) -> Vec<Securing> {
    let mut ways = Vec::new();
    if format.is_before_credentials() {
        let verify = json.get("verification").or_else(|| json.get("verify"));
        let url = [verify.and_then(|v| v.get("url")), json.get("id")];
        let url = url.into_iter().flatten().find_map(Value::as_str).unwrap_or_default();
        ways.push(Securing::Hosted(url.to_owned()));
    }
    let member = proof_member(format);
    let proof = json.get(member);
    let several = matches!(proof, Some(Value::Array(_)));
    let proofs = one_or_many(proof).iter().enumerate();
    ways.extend(proofs.map(|(index, proof)| Securing::Embedded {
        proof: proof.as_object().cloned().unwrap_or_default(),
        at: if several { format!("/{member}/{index}") } else { format!("/{member}") },
    }));
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Document, Code> {
        Document::parse(text).map_err(|problem| problem.code)
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
