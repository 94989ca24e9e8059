//! The suites before Data Integrity: hashes of canonical RDF inside a JWS whose payload was taken out
//! (`header..signature`; RFC 7797; CHECKLIST D2.3).

use serde_json::Value;

use super::{Clause, Cryptosuite, Explanation, Part, Proof, Signs, Verified, malformed, rdf};
use crate::document::{Document, json};
use crate::encoding::{base64url, to_base64url};
use crate::jsonld::canon::HashAlgorithm;
use crate::key::VerificationKey;
use crate::report::{Code, Stop};
use crate::resource::Context;

/// Any key, the algorithm named by the header.
pub(super) static JSON_WEB_SIGNATURE_2020: Cryptosuite = Cryptosuite {
    proof_type: "JsonWebSignature2020",
    name: "",
    value: "jws",
    keys: &["Ed25519", "P-256", "P-384", "secp256k1", "RSA"],
    signs: Signs::Rdf,
    verify,
    explain,
    clause: Clause {
        name: "JSON Web Signature 2020, section 3; RFC 7797",
        url: "https://www.w3.org/TR/2023/NOTE-vc-jws-2020-20230921/",
    },
};

/// Ed25519 with `alg: EdDSA`.
pub(super) static ED25519_SIGNATURE_2018: Cryptosuite = Cryptosuite {
    proof_type: "Ed25519Signature2018",
    keys: &["Ed25519"],
    ..JSON_WEB_SIGNATURE_2020
};

/// RSA with `alg: RS256` or `PS256`.
pub(super) static RSA_SIGNATURE_2018: Cryptosuite =
    Cryptosuite { proof_type: "RsaSignature2018", keys: &["RSA"], ..JSON_WEB_SIGNATURE_2020 };

/// secp256k1 with `alg: ES256K`.
pub(super) static ECDSA_SECP256K1_SIGNATURE_2019: Cryptosuite = Cryptosuite {
    proof_type: "EcdsaSecp256k1Signature2019",
    keys: &["secp256k1"],
    ..JSON_WEB_SIGNATURE_2020
};

/// A JWS without its payload.
struct Detached<'a> {
    /// The header as it is written, and as text.
    encoded: &'a str,
    header: String,
    alg: String,
    /// Whether the payload is signed as it is, not in base64url.
    bare: bool,
    signature: Vec<u8>,
}

impl<'a> Detached<'a> {
    fn parse(jws: &'a str) -> Result<Self, Stop> {
        let parts: Vec<&str> = jws.split('.').collect();
        let [encoded, "", signature] = parts[..] else { return Err(malformed("jws")) };
        let signature = base64url(signature).ok_or_else(|| malformed("jws"))?;
        let text = base64url(encoded).and_then(|bytes| String::from_utf8(bytes).ok());
        let text = text.ok_or_else(|| malformed("jws"))?;
        let header = json::parse(&text).map_err(|_| malformed("jws"))?;
        let alg = header.get("alg").and_then(Value::as_str).ok_or_else(|| malformed("no alg"))?;
        if alg.eq_ignore_ascii_case("none") || alg.to_ascii_uppercase().starts_with("HS") {
            return Err(Stop::failed(Code::AlgorithmRefused, alg));
        }
        let bare = header.get("b64") == Some(&Value::Bool(false));
        // The only extension these suites know, and only together with what it announces.
        let right = match header.get("crit") {
            Some(extensions) => bare && *extensions == Value::from(vec!["b64"]),
            None => !bare,
        };
        if !right {
            return Err(malformed("crit"));
        }
        Ok(Self { encoded, alg: alg.to_owned(), header: text, bare, signature })
    }

    fn input(&self, payload: &[u8]) -> Vec<u8> {
        let mut input = format!("{}.", self.encoded).into_bytes();
        if self.bare {
            input.extend_from_slice(payload);
        } else {
            input.extend_from_slice(to_base64url(payload).as_bytes());
        }
        input
    }
}

fn verify(
    document: &Document,
    proof: &Proof<'_>,
    key: &VerificationKey,
    context: &Context<'_>,
) -> Result<Verified, Stop> {
    let jws = Detached::parse(proof.value)?;
    rdf::verify(document, proof, HashAlgorithm::Sha256, context, |message| {
        key.verify_as(&jws.alg, &jws.input(message), &jws.signature)
    })
}

fn explain(
    document: &Document,
    proof: &Proof<'_>,
    _: &VerificationKey,
    edition: usize,
    context: &Context<'_>,
) -> Result<Explanation, Stop> {
    let jws = Detached::parse(proof.value)?;
    let mut found = rdf::explain(document, proof, HashAlgorithm::Sha256, edition, context)?;
    let input = jws.input(&found.signed);
    found.add(Part::Header, jws.header);
    found.sign(input);
    Ok(found)
}
