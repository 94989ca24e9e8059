//! JSON Web Signatures around a credential (VC-JWT; RFC 7515, RFC 7519, Securing Verifiable Credentials
//! using JOSE and COSE; CHECKLIST C4).

use std::rc::Rc;

use serde_json::{Map, Value};

use super::claims::{holder_of, party_of};
use super::{Clause, Explanation, Judgement, Part, Verified, issuer_of, malformed};
use crate::budget;
use crate::did::Relationship;
use crate::document::{DataModel, Document, Format, Jws, Jwt, one_or_many};
use crate::issuer;
use crate::key::{ALGORITHMS, VerificationKey};
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;
use crate::time::Timestamp;

/// What `typ` may say (C4.4), without `application/`.
const TYPES: &[&str] = &[
    "jwt",
    "vc+jwt",
    "vc+ld+jwt",
    "vc+ld+json+jwt",
    "vc-ld+jwt",
    "vp+jwt",
    "vp+ld+jwt",
    "vp+ld+json+jwt",
    "vc+sd-jwt",
    "dc+sd-jwt",
    "vp+sd-jwt",
    "vc+ld+json+sd-jwt",
    "sd-jwt",
];

/// Judges an enveloping signature whole.
pub(super) fn judge(document: &Document, jws: &Jws, context: &Context<'_>) -> Judgement {
    let algorithm = jws.header.get("alg").and_then(Value::as_str).unwrap_or_default();
    let jwt = document.jwt.clone().unwrap_or_default();
    let claimed = filled(document, &jwt);
    let admitted = admit(algorithm, &jws.header)
        .and_then(|()| admit_type(&jws.header))
        .and_then(|()| context.spend(budget::SIGNATURE, 1));
    if let Err(stop) = admitted {
        return Judgement::stopped("", algorithm, stop);
    }
    let role = match document.format {
        Format::Presentation => Relationship::Authentication,
        _ => Relationship::Assertion,
    };
    let party = party_of(document, &claimed, role);
    let found = issuer::find_for_jws(&jws.header, party, context);
    let mut notes = found.notes;
    let key = found.key.as_ref().ok().cloned();
    let integrity = found.key.and_then(|key| {
        context.spend(budget::SIGNATURE, key.effort())?;
        let signed = key.verify_as(algorithm, jws.signing_input.as_bytes(), &jws.signature);
        if let Some(doubt) = found.key_doubt {
            return Err(doubt);
        }
        signed?;
        // Two statements under one signature that exclude each other (C4.13).
        agree(document, &jwt, &mut notes)?;
        let mut notes = Vec::new();
        if document.sd_jwt.as_ref().is_some_and(|sd| sd.withheld > 0) {
            notes.push(Problem::new(Code::PartlyShown, ""));
        }
        Ok(Verified { claims: claimed, notes, edition: 0 })
    });
    if jwt
        .iat
        .is_some_and(|iat| iat > context.options.at.plus_seconds(context.options.limits.clock_skew))
    {
        notes.push(Problem::new(Code::SignedInFuture, "iat").at("/iat"));
    }
    let created = jwt.iat;
    let binding = found.binding.map_err(|stop| stop.at("kid"));
    let method = jws.header.get("kid").and_then(Value::as_str).unwrap_or_default().to_owned();
    Judgement {
        at: String::new(),
        suite: algorithm.to_owned(),
        integrity,
        binding,
        method,
        key,
        source: found.source,
        created,
        challenge: jwt.nonce,
        audience: jwt.aud,
        notes,
    }
}

/// The clause of the standard that is followed.
pub(super) const CLAUSE: Clause = Clause {
    name: "RFC 7515, section 5.2; Open Badges 3.0, section 8.2.4",
    url: "https://www.rfc-editor.org/rfc/rfc7515#section-5.2",
};

/// The parts of a JWS, readable, and what was signed.
pub(super) fn explain(document: &Document, jws: &Jws) -> Explanation {
    let mut explanation = Explanation::default();
    explanation.add(Part::Header, format!("{:#}", Value::Object(jws.header.clone())));
    explanation.add(Part::Payload, String::from_utf8_lossy(&jws.payload).into_owned());
    if let Some(sd) = &document.sd_jwt {
        let lines = sd.disclosures.iter().map(|shown| format!("{} {}", shown.at, shown.value));
        explanation.add(Part::Disclosures, lines.collect::<Vec<_>>().join("\n"));
    }
    explanation.sign(jws.signing_input.clone().into_bytes());
    explanation
}

/// Checks a JWS of any content and any `typ` with a key that is known to be right.
///
/// # Errors
/// The algorithm is not on the list, does not go with the key, or the signature does not fit.
pub fn verify_jws(jws: &Jws, key: &VerificationKey) -> Result<(), Stop> {
    let algorithm = jws.header.get("alg").and_then(Value::as_str).unwrap_or_default();
    admit(algorithm, &jws.header)?;
    key.verify_as(algorithm, jws.signing_input.as_bytes(), &jws.signature).map(drop)
}

/// Whether a signature of this kind is looked at, before any key is touched (C4.2, C4.4, C4.5).
pub(super) fn admit(algorithm: &str, header: &Map<String, Value>) -> Result<(), Stop> {
    if algorithm.is_empty() {
        return Err(malformed("no alg"));
    }
    // Nobody's key is needed to make these.
    if algorithm.eq_ignore_ascii_case("none") || algorithm.to_ascii_uppercase().starts_with("HS") {
        return Err(Stop::failed(Code::AlgorithmRefused, algorithm));
    }
    let mut schemes = ALGORITHMS.iter().flat_map(|algorithm| algorithm.schemes);
    if !schemes.any(|scheme| scheme.jose == algorithm) {
        return Err(Stop::unknown(Code::UnsupportedAlgorithm, algorithm));
    }
    if header.contains_key("crit") || header.get("b64").is_some_and(|b64| b64 != &Value::Bool(true))
    {
        return Err(malformed("crit"));
    }
    Ok(())
}

/// Whether the JWS says that it is something else than a credential (C4.4).
fn admit_type(header: &Map<String, Value>) -> Result<(), Stop> {
    match header.get("typ") {
        None => Ok(()),
        Some(Value::String(written)) => {
            let lower = written.to_ascii_lowercase();
            let kind = lower.strip_prefix("application/").unwrap_or(&lower);
            if TYPES.contains(&kind) { Ok(()) } else { Err(malformed(format!("typ {written}"))) }
        }
        Some(_) => Err(malformed("typ")),
    }
}

/// The credential with what the claims say in its place: in data model 1.1 they stand instead of the
/// members (VCDM 1.1 section 6.3.1).
pub(super) fn filled(document: &Document, jwt: &Jwt) -> Rc<Value> {
    /// What is no member of the credential.
    const REGISTERED: [&str; 7] = ["iss", "sub", "aud", "nbf", "exp", "iat", "jti"];
    let mut json = Rc::clone(&document.json);
    if !jwt.wrapped && REGISTERED.iter().all(|name| json.get(*name).is_none()) {
        return json;
    }
    let Some(object) = Rc::make_mut(&mut json).as_object_mut() else { return json };
    if !jwt.wrapped {
        REGISTERED.iter().for_each(|name| drop(object.remove(*name)));
        return json;
    }
    let mut fill = |name: &str, value: Option<String>| {
        if let (Some(value), None) = (value, object.get(name)) {
            object.insert(name.to_owned(), value.into());
        }
    };
    fill("id", jwt.jti.clone());
    if document.format == Format::Presentation {
        fill("holder", jwt.iss.clone());
        return json;
    }
    fill("issuer", jwt.iss.clone());
    let (from, until) = match document.data_model {
        Some(DataModel::V2) => ("validFrom", "validUntil"),
        _ => ("issuanceDate", "expirationDate"),
    };
    fill(from, jwt.nbf.map(|instant| instant.to_string()));
    fill(until, jwt.exp.map(|instant| instant.to_string()));
    if let (Some(Value::Object(issuer)), Some(iss)) = (object.get_mut("issuer"), &jwt.iss)
        && !["id", "@id"].iter().any(|name| issuer.contains_key(*name))
    {
        issuer.insert("id".to_owned(), iss.as_str().into());
    }
    if let (Some(Value::Object(subject)), Some(sub)) =
        (object.get_mut("credentialSubject"), &jwt.sub)
        && !subject.contains_key("id")
    {
        subject.insert("id".to_owned(), sub.as_str().into());
    }
    json
}

/// Compares each claim with the member it stands for (C4.12): what contradicts fails, what is missing
/// is a departure from the standard (VERDICT section 1).
fn agree(document: &Document, jwt: &Jwt, notes: &mut Vec<Problem>) -> Result<(), Stop> {
    let json = &document.json;
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let subject = match one_or_many(json.get("credentialSubject")) {
        [one] => one.get("id").and_then(Value::as_str),
        _ => None,
    };
    let (party, role) = match document.format {
        Format::Presentation => (holder_of(json), "holder"),
        _ => (issuer_of(json), "issuer"),
    };
    for (claim, value, member, named) in [
        ("iss", jwt.iss.as_deref(), party, role),
        ("sub", jwt.sub.as_deref(), subject, "credentialSubject"),
        ("jti", jwt.jti.as_deref(), text("id"), "id"),
    ] {
        match (value, member) {
            // A bare UUID as JWTs like it, and the same as a URN.
            (Some(uuid), Some(urn))
                if claim == "jti" && urn.strip_prefix("urn:uuid:") == Some(uuid) =>
            {
                notes.push(Problem::new(Code::NotToStandard, "jti is not the id").at("/jti"));
            }
            (Some(value), Some(member)) if value != member => {
                let detail = format!("{claim} is {value}, {named} is {member}");
                return Err(Stop::failed(Code::ContradictoryClaims, detail).at(format!("/{claim}")));
            }
            // What the IETF's kind leaves out is no departure from its standard.
            (None, Some(_)) if document.sd_jwt.is_some() => {}
            (None, Some(_)) => notes.push(Problem::new(Code::NotToStandard, format!("no {claim}"))),
            _ => {}
        }
    }
    let from = text("validFrom").or_else(|| text("issuanceDate"));
    let from = from.and_then(|date| Timestamp::parse(date).ok()).map(|written| written.instant);
    // A JWT has whole seconds (C4.12).
    if let (Some(nbf), Some(from)) = (jwt.nbf, from)
        && nbf.unix() != from.unix()
    {
        let detail = format!("nbf is {nbf}, the credential begins {from}");
        return Err(Stop::failed(Code::ContradictoryClaims, detail).at("/nbf"));
    }
    // B9: which data model it is, is said twice.
    let as_said = match document.data_model {
        Some(DataModel::V1) => jwt.wrapped,
        Some(DataModel::V2) => !jwt.wrapped,
        None => true,
    };
    if !as_said {
        notes.push(Problem::new(
            Code::NotToStandard,
            "vc and @context disagree about the data model",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
