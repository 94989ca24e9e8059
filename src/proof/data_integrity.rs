//! Data Integrity proofs (W3C Data Integrity 1.0, section 4.4): what all suites have in common.

use serde_json::{Map, Value};

use super::claims::party_of;
use super::{Cryptosuite, Judgement, Proof, SUITES, Signs, claims, malformed, merkle};
use crate::budget;
use crate::did::Relationship;
use crate::document::{Document, Format, one_or_many};
use crate::issuer;
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;
use crate::time::{Form, Timestamp, Written};

/// Judges one proof of the document whole; `previous` are the proofs it stands on.
pub(super) fn judge(
    document: &Document,
    object: &Map<String, Value>,
    at: &str,
    previous: Vec<Value>,
    context: &Context<'_>,
) -> Judgement {
    let suite_name = name(object);
    if let Err(stop) = context.spend(budget::SIGNATURE, 1) {
        return Judgement::stopped(at, &suite_name, stop.at(at));
    }
    if let Some(tree) = merkle::tree(object) {
        return merkle::judge(document, object, at, tree, context);
    }
    if document.format.is_before_credentials() {
        // Their own ways to be signed say whose word they are.
        let stop = Stop::unknown(Code::UnsupportedSuite, &suite_name).at(at);
        return Judgement::stopped(at, &suite_name, stop);
    }
    let suite = match suite(object) {
        Ok(suite) => suite,
        Err(stop) => return Judgement::stopped(at, &suite_name, stop.at(at)),
    };
    let mut notes = Vec::new();
    let read = relationship(object, document.format)
        .and_then(|role| Ok((role, read(object, at, suite, &mut notes, context)?)));
    let (role, (mut proof, method, created)) = match read {
        Ok(read) => read,
        Err(stop) => return Judgement::stopped(at, &suite_name, stop.at(at)),
    };
    if document.format == Format::Presentation && role == Relationship::Assertion {
        notes.push(Problem::new(Code::NotToStandard, "a presentation for assertionMethod").at(at));
    }
    proof.previous = previous;
    let claimed = claims(document, context);
    let party = party_of(document, &claimed, role);
    let found = issuer::find(method, party, created, context);
    notes.extend(found.notes);
    let key = found.key.as_ref().ok().cloned();
    // A key from evidence that may be forged settles nothing, either way.
    let at_hand = found.key_doubt.map_or(found.key, Err);
    let integrity = at_hand.and_then(|key| {
        if !suite.keys.contains(&key.algorithm().name) {
            let detail = format!("{} with a key for {}", suite_name, key.algorithm().name);
            return Err(malformed(detail));
        }
        context.spend(budget::SIGNATURE, key.effort())?;
        (suite.verify)(document, &proof, &key, context)
    });
    let integrity = integrity.map_err(|stop| stop.at(at));
    // The key was looked for in the name of whom the document claims; what this proof signed may say another.
    let names_another = integrity
        .as_ref()
        .is_ok_and(|verified| party_of(document, &verified.claims, role).id != party.id);
    let binding = match names_another {
        true => Err(Stop::failed(Code::KeyNotIssuers, method)),
        false => found.binding,
    };
    let binding = binding.map_err(|stop| stop.at(format!("{at}/verificationMethod")));
    Judgement {
        at: at.to_owned(),
        suite: suite_name,
        integrity,
        binding,
        method: method.to_owned(),
        key,
        source: found.source,
        created,
        challenge: object.get("challenge").and_then(Value::as_str).map(str::to_owned),
        audience: one_or_many(object.get("domain"))
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        notes,
    }
}

/// What a proof signs; RDF where its suite is not known.
pub(super) fn signs(object: &Map<String, Value>) -> Signs {
    suite(object).map_or(Signs::Rdf, |suite| suite.signs)
}

/// What to call the way this proof was made.
pub(super) fn name(object: &Map<String, Value>) -> String {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let first = || one_or_many(object.get("type")).first().and_then(Value::as_str);
    text("cryptosuite").or_else(first).unwrap_or_default().to_owned()
}

/// The suite for this proof.
pub(super) fn suite(object: &Map<String, Value>) -> Result<&'static Cryptosuite, Stop> {
    let proof_type = match object.get("type") {
        Some(Value::String(one)) => one.as_str(),
        // A list of one means the same (CHECKLIST B21).
        Some(Value::Array(many)) => match &many[..] {
            [Value::String(one)] => one.as_str(),
            _ => return Err(malformed("type")),
        },
        _ => return Err(malformed("no type")),
    };
    let cryptosuite = match (object.get("cryptosuite"), proof_type) {
        (Some(Value::String(name)), _) => name.as_str(),
        (None, "DataIntegrityProof") => return Err(malformed("no cryptosuite")),
        (None, _) => "",
        (Some(_), _) => return Err(malformed("cryptosuite")),
    };
    SUITES
        .iter()
        .find(|suite| suite.proof_type == proof_type && suite.name == cryptosuite)
        .copied()
        .ok_or_else(|| {
            let name = if cryptosuite.is_empty() { proof_type } else { cryptosuite };
            Stop::unknown(Code::UnsupportedSuite, name)
        })
}

/// What the proof says it was made for: credentials are asserted (C2.3, K12), presentations show who
/// presents (B16).
pub(super) fn relationship(
    object: &Map<String, Value>,
    format: Format,
) -> Result<Relationship, Stop> {
    match (object.get("proofPurpose"), format) {
        (None, _) => Err(malformed("no proofPurpose")),
        (Some(Value::String(purpose)), _) if purpose == Relationship::Assertion.as_str() => {
            Ok(Relationship::Assertion)
        }
        (Some(Value::String(purpose)), Format::Presentation)
            if purpose == Relationship::Authentication.as_str() =>
        {
            Ok(Relationship::Authentication)
        }
        (Some(Value::String(purpose)), _) => Err(Stop::failed(Code::WrongProofPurpose, purpose)),
        (Some(_), _) => Err(malformed("proofPurpose is not a string")),
    }
}

/// Dates, and the members every suite needs (CHECKLIST D0.1, D0.6, D0.7, C7.5).
fn read<'a>(
    object: &'a Map<String, Value>,
    at: &'a str,
    suite: &Cryptosuite,
    notes: &mut Vec<Problem>,
    context: &Context<'_>,
) -> Result<(Proof<'a>, &'a str, Option<Timestamp>), Stop> {
    let text = |name: &str| match object.get(name) {
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(malformed(format!("{name} is not a string"))),
        None => Err(malformed(format!("no {name}"))),
    };
    let value = match text(suite.value) {
        Err(_) if object.contains_key("signatureValue") => {
            // How the oldest proofs were written, before there was a common form.
            return Err(Stop::unknown(Code::UnsupportedSuite, "signatureValue"));
        }
        value => value?,
    };
    let method = match object.get("verificationMethod") {
        Some(Value::Object(embedded)) => {
            embedded.get("id").and_then(Value::as_str).ok_or_else(|| malformed("no key"))?
        }
        _ => text("verificationMethod")?,
    };
    let mut date = |name: &str| -> Result<Option<Timestamp>, Stop> {
        if !object.contains_key(name) {
            return Ok(None);
        }
        let Written { instant, form } =
            Timestamp::parse(text(name)?).map_err(|_| malformed(format!("{name} is no date")))?;
        if form == Form::NoZone || form == Form::DateOnly {
            notes.push(Problem::new(Code::NoTimeZone, name).at(format!("{at}/{name}")));
        }
        Ok(Some(instant))
    };
    let (created, expires) = (date("created")?, date("expires")?);
    if suite.name.is_empty() && created.is_none() {
        notes.push(Problem::new(Code::NotToStandard, "no created").at(at));
    }
    let now = context.options.at;
    if expires.is_some_and(|expires| expires < now) {
        return Err(Stop::failed(Code::ProofExpired, text("expires")?));
    }
    if created.is_some_and(|created| created > now.plus_seconds(context.options.limits.clock_skew))
    {
        notes.push(Problem::new(Code::SignedInFuture, text("created")?).at(at));
    }
    Ok((Proof { object, at, value, previous: Vec::new() }, method, created))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_proof_is_called_by_its_suite() {
        let called = |proof: Value| name(proof.as_object().unwrap());
        assert_eq!(called(json!({ "type": "DataIntegrityProof", "cryptosuite": "a-1" })), "a-1");
        assert_eq!(called(json!({ "type": "ASignature" })), "ASignature");
        assert_eq!(called(json!({ "type": ["ASignature"] })), "ASignature");
        assert_eq!(called(json!({})), "");
    }
}
