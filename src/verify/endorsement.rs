//! Who else stands by it? Endorsements inform and never decide (CHECKLIST C9).

use serde_json::Value;

use super::{Endorsement, Verification};
use crate::issuer::open_badge::same_address;
use crate::report::{Axis, Check, Code, Outcome, Problem, Report, Subject, Verdict};

/// Nobody is asked about an endorsement before what it endorses is known to be the issuer's, or after
/// that has failed (VERDICT section 8).
pub(super) fn wait(of: &Report, endorsement: &mut Report) {
    let axes = [of.axis(Axis::Integrity), of.axis(Axis::Issuer)];
    if axes.iter().any(|outcome| matches!(outcome, Outcome::Failed(_))) {
        endorsement.wanted.clear();
        endorsement.foreseen.clear();
    } else if axes.iter().any(|outcome| *outcome != Outcome::Passed) {
        let wanted = std::mem::take(&mut endorsement.wanted);
        endorsement.foreseen.splice(0..0, wanted);
    }
}

/// What an endorsement is worth: a line of the endorsed credential's report.
pub(super) fn line(endorsement: &Endorsement, issuer: Option<&str>) -> Check {
    let Endorsement { at, endorsed, verification, .. } = endorsement;
    let credential = verification.credential.as_ref();
    let report = &verification.report;
    let reason = report.reason().map_or("", Code::as_str);
    let subject = credential.and_then(|credential| credential.subject()?.id.as_deref());
    let outcome = match report.verdict() {
        Verdict::Invalid => Outcome::Failed(Problem::new(Code::EndorsementFailed, reason)),
        Verdict::Indeterminate => Outcome::Unknown(Problem::new(Code::EndorsementUnknown, reason)),
        // C9.1: a badge for the same person says nothing of this one.
        Verdict::Valid if !verification.is_endorsement() => {
            Outcome::Failed(Problem::new(Code::EndorsesSomethingElse, "no endorsement"))
        }
        // C9.3: what it speaks of must be what it is attached to.
        Verdict::Valid if !is_of(subject, endorsed.as_deref()) => {
            let detail = subject.unwrap_or("nothing");
            Outcome::Failed(Problem::new(Code::EndorsesSomethingElse, detail))
        }
        Verdict::Valid => Outcome::Passed,
    };
    let mut notes = Vec::new();
    if is_by(verification, issuer) {
        notes.push(Problem::new(Code::SelfEndorsement, issuer.unwrap_or_default()));
    }
    Check { axis: None, subject: Subject::Endorsement, of: at.clone(), outcome, notes }
}

/// Whether the object on which an endorsement stands is among the claims. The member that holds a JWT need not
/// be: most contexts forget it, and the JWT is signed by itself (C9.5).
pub(super) fn is_in(at: &str, claims: &Value) -> bool {
    // Of the way to it the last name is `endorsement` or `endorsementJwt`; a slash in a name is written `~1`.
    let object = at.rfind("/endorsement").map_or(at, |end| &at[..end]);
    let mut here = claims;
    for step in object.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        let next = match (here, name.parse::<usize>()) {
            (Value::Array(many), Ok(index)) => many.get(index),
            // A list of one is written as the one.
            (one, Ok(0)) if one.get(&name).is_none() => Some(one),
            (one, _) => one.get(&name),
        };
        let Some(next) = next else { return false };
        here = next;
    }
    true
}

fn is_of(subject: Option<&str>, endorsed: Option<&str>) -> bool {
    let (Some(subject), Some(endorsed)) = (subject, endorsed) else { return false };
    same_address(subject, endorsed)
}

/// Whether it is by the issuer itself, as far as it says.
fn is_by(verification: &Verification, issuer: Option<&str>) -> bool {
    let signer = verification.report.signer.as_ref().map(|signer| signer.id.as_str());
    let credential = verification.credential.as_ref();
    let claimed = credential.and_then(|credential| credential.issuer.id.as_deref());
    issuer.is_some() && (signer == issuer || claimed == issuer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_object_counts_and_not_the_member() {
        let claims =
            json!({ "credentialSubject": { "achievement": { "id": "urn:a" } }, "a/b": [{}, {}] });
        for there in [
            "/endorsement",
            "/endorsementJwt/3",
            "/credentialSubject/achievement/endorsementJwt/0",
            "/credentialSubject/0/achievement/endorsement",
            "/a~1b/1/endorsement/0",
        ] {
            assert!(is_in(there, &claims), "{there}");
        }
        for absent in [
            "/other/endorsement",
            "/credentialSubject/1/endorsementJwt/0",
            "/credentialSubject/achievement/image/endorsementJwt/0",
            "/a~1b/2/endorsement",
        ] {
            assert!(!is_in(absent, &claims), "{absent}");
        }
    }
}
