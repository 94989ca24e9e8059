//! Signed badges (Open Badges 2.0, "Signed Verification"; Open Badges 1.1; CHECKLIST F9-F13): a JWS
//! around the assertion, by a key that the issuer's own profile lists.

use std::rc::Rc;

use serde_json::Value;

use super::{Judgement, Verified, jose};
use crate::budget;
use crate::document::{Document, Jws};
use crate::issuer::open_badge::Lineage;
use crate::issuer::{Found, find_for_badge};
use crate::key::VerificationKey;
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;

/// Judges a signed badge whole.
pub(super) fn judge(document: &Document, jws: &Jws, context: &Context<'_>) -> Judgement {
    let written = jws.header.get("alg").and_then(Value::as_str).unwrap_or_default();
    // Badges of version 1 were signed as "rs256" too; only EdDSA has small letters in its name.
    let algorithm = &match written.eq_ignore_ascii_case("EdDSA") {
        true => "EdDSA".to_owned(),
        false => written.to_ascii_uppercase(),
    };
    if let Err(stop) = jose::admit(algorithm, &jws.header) {
        return Judgement::stopped("", algorithm, stop);
    }
    let lineage = Lineage::of(&document.json, context);
    let claims = Rc::new(lineage.assembled(&document.json));
    let mut notes = lineage.notes();
    if algorithm != written {
        notes.push(Problem::new(Code::NotToStandard, written).at("alg"));
    }
    let mut best: Option<Judgement> = None;
    // A profile may list several keys without saying which; one that fits is enough.
    for (name, found) in find_for_badge(&document.json, &lineage, context) {
        let effort = found.key.as_ref().map_or(0, VerificationKey::effort);
        if let Err(stop) = context.spend(budget::SIGNATURE, 1 + effort) {
            return Judgement::stopped("", algorithm, stop);
        }
        let mut judged = with_key(algorithm, jws, name, found, &claims);
        judged.notes.extend(notes.iter().cloned());
        if best.as_ref().is_none_or(|best| judged.rank() < best.rank()) {
            best = Some(judged);
        }
    }
    best.unwrap_or_else(|| {
        let stop = lineage.issuer.err().or(lineage.badge.err());
        let none = || Stop::unknown(Code::IssuerNotConfirmed, "no key");
        Judgement::stopped("", algorithm, stop.unwrap_or_else(none))
    })
}

fn with_key(
    algorithm: &str,
    jws: &Jws,
    method: String,
    found: Found,
    claims: &Rc<Value>,
) -> Judgement {
    let key = found.key.as_ref().ok().cloned();
    let integrity = found.key.and_then(|key| {
        let signed = key.verify_as(algorithm, jws.signing_input.as_bytes(), &jws.signature);
        if let Some(doubt) = found.key_doubt {
            return Err(doubt);
        }
        signed?;
        Ok(Verified { claims: Rc::clone(claims), notes: Vec::new(), edition: 0 })
    });
    Judgement {
        at: String::new(),
        suite: algorithm.to_owned(),
        integrity,
        binding: found.binding,
        method,
        key,
        source: found.source,
        created: None,
        challenge: None,
        audience: Vec::new(),
        notes: found.notes,
    }
}
