//! Is there a newer version? The issuer's refresh service is asked once; the verdict on the badge at hand
//! stands (CHECKLIST C6, VERDICT section 9).

use serde_json::Value;

use super::checks::Case;
use crate::budget;
use crate::document::{Document, has_type, one_or_many};
use crate::proof::{Judgement, issuer_of};
use crate::report::{Check, Code, Outcome, Problem, Purpose, Subject};
use crate::resource::Resources;
use crate::time::Timestamp;

/// The one kind of service that is asked.
const TYPE: &str = "1EdTechCredentialRefresh";

/// More than any badge names; each answer is read.
const MOST: usize = 8;

/// A line for each refresh service the credential names.
pub(super) fn refresh(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    // Before the proof is known to be good, nobody is asked, and nothing the badge names is of interest.
    let good = case.judgements.first().is_some_and(Judgement::is_good);
    let services = one_or_many(case.document.json.get("refreshService"));
    for service in services.iter().filter(|_| good).take(MOST) {
        let url = service.get("id").and_then(Value::as_str).unwrap_or_default();
        let outcome = if has_type(service, TYPE) && case.refresh {
            ask(case, url)
        } else {
            Outcome::Unknown(Problem::new(Code::NotChecked, "refreshService"))
        };
        let of = "/refreshService".to_owned();
        lines.push(Check { axis: None, subject: Subject::Refresh, of, outcome, notes: Vec::new() });
    }
}

fn ask(case: &Case<'_, '_>, url: &str) -> Outcome {
    let evidence = match case.context.get_owned(url, Purpose::Refresh) {
        Ok(evidence) => evidence,
        Err(stop) => return stop.into(),
    };
    if let Err(stop) = case.context.spend(budget::READ, evidence.resource.body.len()) {
        return stop.into();
    }
    let malformed = || Outcome::Unknown(Problem::new(Code::MalformedAnswer, url).at(url));
    let Some(newer) = read(&evidence.resource.body) else { return malformed() };
    let (own, other) = (case.claims, &newer.json);
    let id = |json: &Value| json.get("id").and_then(Value::as_str).map(|id| id.trim().to_owned());
    if id(own) != id(other) || issuer_of(own) != issuer_of(other) {
        let named = id(other).unwrap_or_default();
        return Outcome::Unknown(Problem::new(Code::RefreshOfOther, named).at(url));
    }
    let from = |json: &Value| {
        let date = json.get("validFrom").or_else(|| json.get("issuanceDate"))?;
        Timestamp::parse(date.as_str()?).ok().map(|written| written.instant)
    };
    if newer.text == case.document.text || from(other) <= from(own) && same(case.document, &newer) {
        return Outcome::Passed;
    }
    if from(other) < from(own) {
        return Outcome::Unknown(Problem::new(Code::RefreshOfOther, "an older version").at(url));
    }
    Outcome::Unknown(Problem::new(Code::NewerVersion, url).at(url))
}

/// Whether two documents say the same, whoever signed them when.
fn same(a: &Document, b: &Document) -> bool {
    a.unsecured() == b.unsecured()
}

fn read(body: &[u8]) -> Option<Document> {
    Document::parse(std::str::from_utf8(body).ok()?)
        .ok()
        .filter(|newer| newer.format.is_credential())
}

/// The newer version that a check found, to be verified in its turn.
pub(super) fn newer(checks: &[Check], resources: &Resources) -> Option<Document> {
    let url = checks.iter().find_map(|check| match &check.outcome {
        Outcome::Unknown(problem)
            if check.subject == Subject::Refresh && problem.code == Code::NewerVersion =>
        {
            Some(problem.detail.as_str())
        }
        _ => None,
    })?;
    read(&resources.get(url)?.as_ref().ok()?.body)
}
