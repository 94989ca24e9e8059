//! The verdict follows from the checks, and from nothing else.

use super::*;

fn report(outcomes: &[(Axis, Outcome)]) -> Report {
    let checks = outcomes
        .iter()
        .map(|(axis, outcome)| Check {
            axis: Some(*axis),
            subject: Subject::Proof,
            of: String::new(),
            outcome: outcome.clone(),
            notes: Vec::new(),
        })
        .collect();
    Report {
        checks,
        signer: None,
        wanted: Vec::new(),
        foreseen: Vec::new(),
        at: Timestamp::from_unix(0),
        evidence: Vec::new(),
        as_of: None,
    }
}

fn unknown(code: Code) -> Outcome {
    Outcome::Unknown(Problem::new(code, ""))
}

fn failed(code: Code) -> Outcome {
    Outcome::Failed(Problem::new(code, ""))
}

#[test]
fn valid_needs_integrity_issuer_and_validity() {
    use Axis::{Integrity, Issuer, Validity};
    let all =
        [(Integrity, Outcome::Passed), (Issuer, Outcome::Passed), (Validity, Outcome::Passed)];
    assert_eq!(report(&all).verdict(), Verdict::Valid);
    for left_out in 0..all.len() {
        for stand_in in [Outcome::NotApplicable, unknown(Code::NotFetched)] {
            let mut some = all.clone();
            some[left_out].1 = stand_in;
            assert_eq!(report(&some).verdict(), Verdict::Indeterminate);
            assert!(report(&some).reason().is_some());
        }
    }
    assert_eq!(report(&[]).verdict(), Verdict::Indeterminate);
    assert_eq!(report(&[]).reason(), Some(Code::NothingChecked));
}

#[test]
fn failed_counts_before_unknown() {
    let mixed = report(&[
        (Axis::Status, unknown(Code::NotFetched)),
        (Axis::Status, failed(Code::Revoked)),
        (Axis::Status, Outcome::Passed),
    ]);
    assert_eq!(mixed.axis(Axis::Status), failed(Code::Revoked));
    assert_eq!(mixed.verdict(), Verdict::Invalid);
}

#[test]
fn the_reason_is_the_one_that_matters_most() {
    let worst = report(&[
        (Axis::Validity, failed(Code::Expired)),
        (Axis::Status, failed(Code::Revoked)),
        (Axis::Issuer, unknown(Code::NotFetched)),
    ]);
    assert_eq!(worst.reason(), Some(Code::Revoked));
    let gaps = report(&[
        (Axis::Status, unknown(Code::NotFetched)),
        (Axis::Issuer, unknown(Code::Offline)),
        (Axis::Integrity, Outcome::Passed),
    ]);
    assert_eq!(gaps.reason(), Some(Code::Offline));
}

#[test]
fn the_recipient_never_decides() {
    let mismatch = report(&[
        (Axis::Integrity, Outcome::Passed),
        (Axis::Issuer, Outcome::Passed),
        (Axis::Validity, Outcome::Passed),
        (Axis::Recipient, failed(Code::RecipientMismatch)),
    ]);
    assert_eq!(mismatch.verdict(), Verdict::Valid);
}

#[test]
fn a_problem_says_what_and_where() {
    let problem = Problem::new(Code::NotFetched, "a.example");
    assert_eq!(problem.to_string(), "notFetched: a.example");
    assert_eq!(problem.at("/proof").to_string(), "notFetched: a.example (at /proof)");
}

#[test]
fn what_it_rests_on_is_told_by_its_proof() {
    let with = |subject, axis, of: &str, notes: Vec<Problem>| {
        let mut report = report(&[(Axis::Issuer, Outcome::Passed)]);
        let outcome = Outcome::Passed;
        report.checks.push(Check { axis, subject, of: of.to_owned(), outcome, notes });
        (report.is_hosted(), report.is_signed())
    };
    let integrity = Some(Axis::Integrity);
    assert_eq!(with(Subject::Proof, integrity, "/proof", Vec::new()), (false, true));
    assert_eq!(with(Subject::Proof, integrity, "/id", Vec::new()), (true, false));
    // Each of the three by itself makes no hosted badge.
    assert_eq!(with(Subject::Status, integrity, "/id", Vec::new()), (false, true));
    assert_eq!(with(Subject::Proof, Some(Axis::Issuer), "/id", Vec::new()), (false, true));
    assert_eq!(with(Subject::Proof, None, "/id", Vec::new()), (false, true));
    let fits = vec![Problem::new(Code::OnlyFits, "")];
    assert_eq!(with(Subject::Proof, integrity, "/proof", fits), (false, false));
    let other = vec![Problem::new(Code::NotCovered, "")];
    assert_eq!(with(Subject::Proof, integrity, "/proof", other), (false, true));
}
