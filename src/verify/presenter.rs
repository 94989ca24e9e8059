//! Who shows it, and when? A badge is shown by its owner, or by anyone who has a copy (CHECKLIST K14).

use serde_json::Value;

use super::Verification;
use super::checks::Case;
use crate::document::{Format, Jws, SdJwt, json, one_or_many};
use crate::key::VerificationKey;
use crate::proof::verify_jws;
use crate::report::{Axis, Check, Code, Outcome, Problem, Report, Stop, Subject};

/// Did the one who holds the key sign now, or some time?
pub(super) fn presenter(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    if case.document.format == Format::Presentation {
        lines.push(presented(case));
    } else if let Some(sd_jwt) = &case.document.sd_jwt {
        lines.push(bound(case, sd_jwt));
    }
}

/// The presentation's own proof. An answer to another question than ours is not fresh: it fails.
fn presented(case: &Case<'_, '_>) -> Check {
    let good = case.judgements.first().filter(|best| best.is_good());
    let mut notes = Vec::new();
    let (axis, outcome) = match (good, &case.context.options.challenge) {
        (None, _) => (None, Outcome::Unknown(Problem::new(Code::PresenterUnproven, ""))),
        (Some(best), asked) => {
            let outcome = fresh(best.challenge.as_deref(), asked.as_deref());
            notes.extend(best.audience.iter().map(|to| Problem::new(Code::PresentedToOther, to)));
            (matches!(outcome, Outcome::Failed(_)).then_some(Axis::Validity), outcome)
        }
    };
    Check { axis, subject: Subject::Presenter, of: String::new(), outcome, notes }
}

/// Whether what was signed is what was asked for.
fn fresh(signed: Option<&str>, asked: Option<&str>) -> Outcome {
    match (signed, asked) {
        (_, None) => Outcome::Unknown(Problem::new(Code::NotFresh, signed.unwrap_or_default())),
        (Some(signed), Some(asked)) if signed == asked => Outcome::Passed,
        (signed, Some(_)) => {
            Outcome::Failed(Problem::new(Code::ChallengeMismatch, signed.unwrap_or("none")))
        }
    }
}

/// The key binding of an SD-JWT (RFC 9901 section 7.3). It says who shows the credential, and nothing
/// about the credential.
fn bound(case: &Case<'_, '_>, sd_jwt: &SdJwt) -> Check {
    let mut notes = Vec::new();
    let outcome = match &sd_jwt.key_binding {
        None => Outcome::Unknown(Problem::new(Code::NoKeyBinding, "")),
        Some(jws) => match answer(case, sd_jwt, jws) {
            Err(stop) => case.rely(stop.into()),
            Ok((nonce, audience)) => {
                notes.extend(audience.iter().map(|to| Problem::new(Code::PresentedToOther, to)));
                let asked = case.context.options.challenge.as_deref();
                case.rely(fresh(nonce.as_deref(), asked))
            }
        },
    };
    let of = "/cnf".to_owned();
    Check { axis: None, subject: Subject::Presenter, of, outcome, notes }
}

/// What the holder signed: nonce and audience.
fn answer(
    case: &Case<'_, '_>,
    sd_jwt: &SdJwt,
    jws: &Jws,
) -> Result<(Option<String>, Vec<String>), Stop> {
    let failed = |what: &str| Stop::failed(Code::KeyBindingFailed, what);
    let jwk = case.document.json.pointer("/cnf/jwk").and_then(Value::as_object);
    let jwk = jwk.ok_or_else(|| Stop::unknown(Code::NoKeyBinding, "no cnf.jwk"))?;
    let key = VerificationKey::from_jwk(jwk).map_err(|stop| stop.soften(Code::NoKeyBinding))?;
    if jws.header.get("typ").is_none_or(|typ| typ != "kb+jwt") {
        return Err(failed("typ"));
    }
    verify_jws(jws, &key).map_err(|stop| match stop {
        Stop::Failed(problem) => failed(problem.code.as_str()),
        other => other,
    })?;
    let claims = std::str::from_utf8(&jws.payload).ok().and_then(|text| json::parse(text).ok());
    let claims = claims.ok_or_else(|| failed("payload"))?;
    // It was made for exactly this credential with exactly these claims shown.
    if claims.get("sd_hash").and_then(Value::as_str) != Some(&sd_jwt.hash) {
        return Err(failed("sd_hash"));
    }
    let audience = one_or_many(claims.get("aud")).iter().filter_map(Value::as_str);
    let nonce = claims.get("nonce").and_then(Value::as_str).map(str::to_owned);
    Ok((nonce, audience.map(str::to_owned).collect()))
}

/// Does a credential belong to the one who presents it? A line of the presentation's report.
pub(super) fn ownership(report: &Report, member: &Verification) -> Check {
    let presenter = report.signer.as_ref();
    let fresh = report.checks.iter().any(|check| {
        check.subject == Subject::Presenter
            && check.of.is_empty()
            && check.outcome == Outcome::Passed
    });
    let subjects = member.credential.iter().flat_map(|credential| &credential.subjects);
    let ids: Vec<&str> = subjects.filter_map(|subject| subject.id.as_deref()).collect();
    let outcome = match presenter {
        None => Outcome::Unknown(Problem::new(Code::PresenterUnproven, "")),
        Some(_) if ids.is_empty() => Outcome::Unknown(Problem::new(Code::RecipientNotNamed, "")),
        Some(signer) if ids.iter().any(|id| *id != signer.id) => {
            Outcome::Failed(Problem::new(Code::PresenterNotRecipient, &signer.id))
        }
        // Whose badge it is follows from its own signature, not from the presentation's.
        Some(_) if member.report.axis(Axis::Integrity) != Outcome::Passed => {
            Outcome::Unknown(Problem::new(Code::PresenterUnproven, ""))
        }
        Some(_) if !fresh => Outcome::Unknown(Problem::new(Code::NotFresh, "")),
        Some(_) => Outcome::Passed,
    };
    let of = member.input.container.clone();
    Check { axis: None, subject: Subject::Presenter, of, outcome, notes: Vec::new() }
}
