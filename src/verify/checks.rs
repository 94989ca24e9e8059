//! The checks, in order. Each is a function from the case to lines of the report.

use serde_json::Value;

use super::conformance::{departures, foreign_words};
use super::hashlink::hashlinks;
use super::period::period;
use super::presenter::presenter;
use super::refresh::refresh;
use super::schema::schemas;
use crate::credential::{self, Recipient, RecipientMatch, TypedForm};
use crate::document::{Document, Format, Securing, has_type, kind_of};
use crate::proof::{self, Judgement, issuer_of};
use crate::report::{Axis, Check, Code, Outcome, Problem, Stop, Subject};
use crate::resource::Context;
use crate::status::{self, Weight};

/// What every check sees.
pub(super) struct Case<'a, 'r> {
    pub(super) document: &'a Document,
    /// Every proof, the best first.
    pub(super) judgements: &'a [Judgement],
    /// What was signed, if the best proof is intact; else what the document claims.
    pub(super) claims: &'a Value,
    pub(super) context: &'a Context<'r>,
    /// Whether the issuer may be asked for a newer version.
    pub(super) refresh: bool,
}

/// Every check the verifier makes, in order. To add one: write a function, add its line.
pub(super) static CHECKS: &[fn(&Case<'_, '_>, &mut Vec<Check>)] = &[
    format,
    proof,
    key,
    status,
    period,
    recipient,
    presenter,
    refresh,
    other_proofs,
    schemas,
    hashlinks,
];

impl Case<'_, '_> {
    fn best(&self) -> Option<&Judgement> {
        self.judgements.first()
    }

    pub(super) fn is_intact(&self) -> bool {
        self.best().is_some_and(|best| best.integrity.is_ok())
    }

    /// Nothing is called passed on the strength of the document's own claims (VERDICT section 3).
    pub(super) fn rely(&self, outcome: Outcome) -> Outcome {
        match (&outcome, self.best().map(|best| &best.integrity)) {
            (Outcome::Passed, None) => Outcome::Unknown(self.without_proof()),
            (Outcome::Passed, Some(Err(stop))) => {
                let problem = stop.problem().cloned();
                Outcome::Unknown(problem.unwrap_or_else(|| self.without_proof()))
            }
            _ => outcome,
        }
    }

    /// Why there is no proof to judge.
    fn without_proof(&self) -> Problem {
        let hosted = self.document.securing.iter().find_map(|way| match way {
            Securing::Hosted(url) => Some(url.as_str()),
            _ => None,
        });
        match (hosted, self.document.format) {
            (Some(url), _) => Problem::new(Code::Hosted, url),
            (None, Format::Presentation) => Problem::new(Code::NotPresented, ""),
            (None, Format::Part) => Problem::new(Code::OnlyAPart, kind_of(&self.document.json)),
            (None, Format::Blockcerts1) => Problem::new(Code::OldBlockcerts, ""),
            (None, _) => Problem::new(Code::Unsigned, ""),
        }
    }
}

pub(super) fn line(
    axis: Axis,
    subject: Subject,
    of: &str,
    outcome: Outcome,
    notes: Vec<Problem>,
) -> Check {
    Check { axis: Some(axis), subject, of: of.to_owned(), outcome, notes }
}

/// Is it in a form that means one thing? Departures from the standard are notes (VERDICT section 1).
fn format(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    let format = case.document.format;
    let outcome = match format {
        Format::Part => Outcome::Unknown(case.without_proof()),
        format if format.is_before_credentials() => {
            foreign_words(case.claims).map_or(Outcome::Passed, Outcome::Unknown)
        }
        _ => Outcome::Passed,
    };
    let notes = departures(case.document, case.claims);
    lines.push(line(Axis::Integrity, Subject::Format, "", outcome, notes));
}

/// Has it been altered since it was signed?
fn proof(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    if case.document.format == Format::Part {
        return;
    }
    let Some(best) = case.best() else {
        let outcome = Outcome::Unknown(case.without_proof());
        lines.push(line(Axis::Integrity, Subject::Proof, "", outcome, Vec::new()));
        return;
    };
    let (outcome, mut notes) = match &best.integrity {
        Ok(verified) => (Outcome::Passed, verified.notes.clone()),
        Err(stop) => (stop.clone().into(), Vec::new()),
    };
    notes.extend(best.notes.iter().cloned());
    // C2.2: what is wrong with another proof is worth knowing; it could have been stripped anyway.
    for other in &case.judgements[1..] {
        let code = match (&other.integrity, &other.binding) {
            (Ok(_), Ok(_)) => continue,
            (Err(Stop::Failed(_)), _) | (_, Err(Stop::Failed(_))) => Code::OtherProofFailed,
            _ => Code::OtherProofUnknown,
        };
        notes.push(Problem::new(code, &other.suite).at(&other.at));
    }
    lines.push(line(Axis::Integrity, Subject::Proof, &best.at, outcome, notes));
}

/// Was it signed by the issuer it names?
fn key(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    let (of, outcome) = match case.best() {
        None => ("", Outcome::Unknown(case.without_proof())),
        Some(best) => {
            let outcome = match &best.binding {
                Ok(_) => Outcome::Passed,
                Err(stop) if case.document.format == Format::Presentation => by_holder(stop).into(),
                Err(stop) => stop.clone().into(),
            };
            (best.at.as_str(), case.rely(outcome))
        }
    };
    lines.push(line(Axis::Issuer, Subject::Key, of, outcome, Vec::new()));
}

/// The same reason, of a presentation's holder.
fn by_holder(stop: &Stop) -> Stop {
    let renamed = |problem: &Problem| Problem {
        code: match problem.code {
            Code::KeyNotIssuers => Code::KeyNotHolders,
            Code::IssuerNotConfirmed => Code::HolderNotConfirmed,
            other => other,
        },
        ..problem.clone()
    };
    match stop {
        Stop::Failed(problem) => Stop::Failed(renamed(problem)),
        Stop::Unknown(problem) => Stop::Unknown(renamed(problem)),
        Stop::NotApplicable => Stop::NotApplicable,
    }
}

/// Has it been withdrawn?
fn status(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    let document = case.document;
    let good = case.best().is_some_and(Judgement::is_good);
    let search = || match document.format.is_before_credentials() {
        true => status::check_open_badge(document, case.claims, case.context),
        // Under other names it is still one: what its proof is, and what it was signed as.
        false
            if (document.format.is_blockcerts() || good && is_anchored(document, case.claims))
                && case.claims.get("credentialStatus").is_none() =>
        {
            status::check_blockcerts(document, case.claims, case.context)
        }
        false => status::check(case.claims, &document.json, issuer_of(case.claims), case.context),
    };
    // VERDICT section 8: nothing is asked about a badge that has failed, and nothing before the
    // signature and its key are known to be good.
    let best = case.best();
    let failed = best.is_none_or(|best| {
        matches!(best.integrity, Err(Stop::Failed(_)))
            || matches!(best.binding, Err(Stop::Failed(_)))
    });
    let answers = if failed {
        case.context.never(search)
    } else if good {
        search()
    } else {
        case.context.later(search)
    };
    // The claim that IETF's token status lists have (SD-JWT VC, section 3.2.2.2): another list, not read here.
    let token_status = document.jwt.as_ref().is_some_and(|jwt| jwt.status)
        || document.format == Format::SdJwtVc && case.claims.get("status").is_some();
    if token_status {
        let outcome = Outcome::Unknown(Problem::new(Code::UnsupportedStatus, "status_list"));
        lines.push(line(Axis::Status, Subject::Status, "/status", outcome, Vec::new()));
    } else if answers.is_empty() && document.format != Format::SdJwtVc {
        lines.push(no_status(case));
    }
    for answer in answers {
        let outcome = match answer.result {
            Ok(_) => case.rely(Outcome::Passed),
            Err(stop) => stop.into(),
        };
        let axis = (answer.weight == Weight::Deciding).then_some(Axis::Status);
        lines.push(Check {
            axis,
            subject: Subject::Status,
            of: answer.at,
            outcome,
            notes: answer.notes,
        });
    }
    // A status that only informs leaves the question open whether it can be withdrawn: it cannot.
    if lines.iter().all(|check| check.axis != Some(Axis::Status)) {
        lines.push(no_status(case));
    }
}

/// Nothing is said of how it is withdrawn; by its issuer, or only in the part that its holder shows (D5.8).
fn no_status(case: &Case<'_, '_>) -> Check {
    let verified = case.best().and_then(|best| best.integrity.as_ref().ok());
    let notes = verified.into_iter().flat_map(|verified| &verified.notes);
    let partly = notes.filter(|note| note.code == Code::PartlyShown).cloned().collect();
    line(Axis::Status, Subject::Status, "", Outcome::NotApplicable, partly)
}

/// Whether it is a Blockcerts certificate by its proof or its signed type, whatever its own words say.
fn is_anchored(document: &Document, claims: &Value) -> bool {
    const TYPES: [&str; 2] =
        ["BlockcertsCredential", "https://w3id.org/blockcerts#BlockcertsCredential"];
    let by_tree = |way: &Securing| match way {
        Securing::Embedded { proof, .. } => proof::is_tree(proof),
        _ => false,
    };
    TYPES.iter().any(|name| has_type(claims, name)) || document.securing.iter().any(by_tree)
}

/// Was it awarded to the person named? An answer of its own (VERDICT section 2).
fn recipient(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    let mut notes = Vec::new();
    let document = case.document;
    let recipients = || {
        let model = credential::model(case.claims, document.format, document.data_model);
        model.map(|model| Recipient::all(&model))
    };
    let recipient = &case.context.options.recipient;
    let outcome = match (recipient, recipient.as_ref().and_then(|_| recipients())) {
        (None, _) => Outcome::NotApplicable,
        (Some(_), None) => Outcome::Unknown(Problem::new(Code::RecipientNotNamed, "")),
        (Some(typed), Some(recipients)) => match credential::compare(&recipients, typed) {
            RecipientMatch::Matches { how, weak_hash } => {
                if how != TypedForm::AsTyped {
                    notes.push(Problem::new(Code::RecipientLoosely, ""));
                }
                if credential::is_name(&recipients, typed) {
                    notes.push(Problem::new(Code::RecipientByName, ""));
                }
                if weak_hash {
                    notes.push(Problem::new(Code::WeakHash, "md5"));
                }
                case.rely(Outcome::Passed)
            }
            RecipientMatch::DoesNotMatch => {
                Outcome::Failed(Problem::new(Code::RecipientMismatch, "").at("/credentialSubject"))
            }
            RecipientMatch::NamesNobody | RecipientMatch::OtherKind => {
                Outcome::Unknown(Problem::new(Code::RecipientNotNamed, "").at("/credentialSubject"))
            }
        },
    };
    lines.push(line(Axis::Recipient, Subject::Recipient, "/credentialSubject", outcome, notes));
}

/// The proofs that do not speak for the credential, each on a line of its own.
fn other_proofs(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    for other in case.judgements.iter().skip(1) {
        let outcome = match (&other.integrity, &other.binding) {
            (Ok(_), Ok(_)) => Outcome::Passed,
            (Err(stop), _) | (_, Err(stop)) => stop.clone().into(),
        };
        lines.push(Check {
            axis: None,
            subject: Subject::Proof,
            of: other.at.clone(),
            outcome,
            notes: other.notes.clone(),
        });
    }
}
