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

/// Whether the member in which an endorsement stands is among the claims.
pub(super) fn is_in(at: &str, claims: &Value) -> bool {
    // Alike ones are signed once: which of a list it is does not matter.
    let member = at.rsplit_once('/').filter(|(_, last)| last.parse::<usize>().is_ok());
    let mut here = claims;
    for step in member.map_or(at, |(member, _)| member).split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        let next = match (here, name.parse::<usize>()) {
            (Value::Array(many), Ok(index)) => many.get(index),
            // One of a list of one; or what stands inside is read as it is, a text.
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
