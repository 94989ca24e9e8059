//! What a record says of the badges in it, and they of it (CHECKLIST I5, I6): whoever made the record
//! signed the whole, which is not the word of those who issued the parts.

use crate::credential::{Credential, Subject as Person};
use crate::report::{Axis, Check, Code, Outcome, Problem, Report, Subject};

use super::Verification;

/// What is worth knowing about one badge in a record; none of it decides.
pub(super) fn lines(
    record: &Report,
    about: Option<&Credential>,
    at: &str,
    member: &Verification,
) -> Vec<Check> {
    let line = |subject, problem: Problem| Check {
        axis: None,
        subject,
        of: at.to_owned(),
        outcome: Outcome::Unknown(problem.at(at)),
        notes: Vec::new(),
    };
    let mut lines = Vec::new();
    let name = || {
        let title = member.credential.as_ref().and_then(|credential| credential.title().any());
        title.unwrap_or(at).to_owned()
    };
    if member.report.reason() == Some(Code::Unsigned)
        && record.axis(Axis::Integrity) == Outcome::Passed
    {
        lines.push(line(Subject::Proof, Problem::new(Code::MemberUnsigned, name())));
    }
    let learner = about.and_then(Credential::subject);
    let other = member.credential.as_ref().and_then(Credential::subject);
    if let (Some(learner), Some(other)) = (learner, other)
        && differ(learner, other)
    {
        lines.push(line(Subject::Recipient, Problem::new(Code::MemberOfOther, name())));
    }
    lines
}

/// Whether two subjects are certainly named differently.
fn differ(one: &Person, other: &Person) -> bool {
    let same = one.identifiers.iter().any(|it| {
        other
            .identifiers
            .iter()
            .any(|its| it.identity_hash == its.identity_hash && it.salt == its.salt)
    });
    match (&one.id, &other.id) {
        (Some(one), Some(other)) => one != other && !same,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::Code;
    use crate::resource::{Options, Resources};
    use crate::time::Timestamp;
    use crate::verify::read;

    /// Records within records end somewhere, and it is said.
    #[test]
    fn what_is_nested_too_deep_is_named() {
        let said = |levels: usize| {
            let mut inner = json!({ "type": "VerifiableCredential" });
            for _ in 0..levels {
                inner =
                    json!({ "type": "VerifiablePresentation", "verifiableCredential": [inner] });
            }
            let readings = read("nested.json", inner.to_string().as_bytes()).unwrap();
            let options = Options::new(Timestamp::from_unix(1_800_000_000));
            let found: Value = readings[0].verify(&Resources::new(), &options).to_json();
            found.to_string().contains(Code::NestedTooDeep.as_str())
        };
        assert!(!said(4));
        assert!(said(5));
    }
}
