//! How we know: every check, grouped by the question it answers.

use yew::{Html, html};

use super::{Shown, icons, said};
use crate::credential::host;
use crate::locale::Locale;
use crate::report::{Axis, Check, Code, Outcome, Problem, SignerKind, Subject};

/// The list of checks.
pub(super) fn checks(shown: &Shown<'_>, locale: &Locale) -> Html {
    let report = &shown.verification.report;
    // What hangs on a signature that failed or is still open is said once, not on every line.
    let cause = match report.axis(Axis::Integrity) {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => Some(problem),
        _ => None,
    };
    let collection = shown.verification.is_presentation();
    let manner = match report.signer.as_ref().map(|signer| signer.kind) {
        _ if report.is_hosted() => Manner::Hosted,
        _ if collection => Manner::Collection,
        Some(SignerKind::Key) => Manner::KeyOnly,
        _ => Manner::Signed,
    };
    let groups = Axis::ALL.into_iter().map(Some).chain([None]);
    html! {
        <section class="checks" aria-labelledby="checks-title">
            <h2 id="checks-title">{ locale.text("checks-title") }</h2>
            { for groups.map(|axis| {
                let lines = report.checks.iter().filter(|check| check.axis == axis);
                let lines: Vec<_> = lines.filter(|check| !is_said_elsewhere(check)).collect();
                if lines.is_empty() {
                    return Html::default();
                }
                let cause = cause.as_ref().filter(|_| axis != Some(Axis::Integrity));
                html! {
                    <>
                        <h3>{ locale.text(name(axis, collection)) }</h3>
                        <ul>{ for lines.into_iter().map(|check| line(check, manner, cause, locale)) }</ul>
                    </>
                }
            }) }
        </section>
    }
}

/// Who shows a badge of a collection is said with the badge; here only that somebody else does.
fn is_said_elsewhere(check: &Check) -> bool {
    check.subject == Subject::Presenter
        && check.of.contains("/verifiableCredential")
        && !matches!(check.outcome, Outcome::Failed(_))
}

/// What was found out about a badge within, and decides nothing about the whole.
fn is_remark(check: &Check) -> bool {
    matches!(&check.outcome, Outcome::Unknown(problem)
        if matches!(problem.code, Code::MemberOfOther | Code::MemberUnsigned))
}

fn name(axis: Option<Axis>, collection: bool) -> &'static str {
    match axis {
        Some(Axis::Issuer) if collection => "axis-holder",
        Some(Axis::Integrity) => "axis-integrity",
        Some(Axis::Issuer) => "axis-issuer",
        Some(Axis::Status) => "axis-status",
        Some(Axis::Validity) => "axis-validity",
        Some(Axis::Recipient) => "axis-recipient",
        None => "axis-other",
    }
}

/// Whether what a line is about may be in what the holder chose not to show (D5.8).
pub(super) fn is_partly_shown(check: &Check) -> bool {
    check.notes.iter().any(|note| note.code == Code::PartlyShown)
}

/// One line: a sign, a word, a sentence; below it what it means, what to do, and the notes.
fn line(check: &Check, manner: Manner, cause: Option<&Problem>, locale: &Locale) -> Html {
    let outcome = check.outcome.as_str();
    let word = match check.outcome {
        Outcome::Passed => "outcome-passed",
        Outcome::Failed(_) => "outcome-failed",
        Outcome::Unknown(_) if is_remark(check) => "outcome-noted",
        Outcome::Unknown(_) => "outcome-unknown",
        Outcome::NotApplicable => "outcome-not-applicable",
    };
    let (sentence, more) = match &check.outcome {
        Outcome::Passed => (locale.text(&passed(check, manner)), Html::default()),
        Outcome::NotApplicable => {
            let name = match check.subject {
                Subject::Status if is_partly_shown(check) => "no-way-shown",
                Subject::Status => "check-status-not-applicable",
                _ => "check-recipient-not-applicable",
            };
            (locale.text(name), Html::default())
        }
        Outcome::Unknown(problem) if Some(problem) == cause => {
            (locale.text("relies-on-signature"), Html::default())
        }
        Outcome::Failed(problem) | Outcome::Unknown(problem) => {
            (locale.code(problem.code, &problem.detail), advice(problem, locale))
        }
    };
    html! {
        <li class={yew::classes!("check", outcome)}>
            { icons::sign(outcome) }
            <div>
                <span class="word">{ locale.text(word) }</span>
                { " " }<bdi>{ sentence }</bdi>
                { more }
                if !check.notes.is_empty() {
                    <ul class="notes">{ for check.notes.iter().map(|note| html! {
                        <li><bdi>{ locale.code(note.code, &note.detail) }</bdi>{ place(note, locale) }</li>
                    }) }</ul>
                }
            </div>
        </li>
    }
}

/// What stands behind a credential, which changes what a check that passed has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// A signature.
    Signed,
    /// A signature by a key that is its own identifier.
    KeyOnly,
    /// Its holder, who put several together.
    Collection,
    /// The address where it stands.
    Hosted,
}

fn passed(check: &Check, manner: Manner) -> String {
    if check.only_fits() {
        return "check-proof-fits-passed".to_owned();
    }
    let subject = check.subject.as_str();
    match (check.subject, manner) {
        (Subject::Key, Manner::Hosted) => "check-key-hosted-passed".to_owned(),
        (Subject::Proof, _) if check.axis.is_none() => "check-proof-other-passed".to_owned(),
        (Subject::Proof, Manner::Hosted) => "check-proof-hosted-passed".to_owned(),
        (Subject::Key, Manner::KeyOnly) => "check-key-only-passed".to_owned(),
        (Subject::Key, Manner::Collection) => "check-key-holder-passed".to_owned(),
        (Subject::Proof, Manner::Collection) => "check-proof-collection-passed".to_owned(),
        (Subject::Presenter, _) if check.of.contains("/verifiableCredential") => {
            "check-presenter-owner-passed".to_owned()
        }
        _ => format!("check-{subject}-passed"),
    }
}

fn advice(problem: &Problem, locale: &Locale) -> Html {
    html! {
        <p class="advice">
            { locale.means(problem.code, &problem.detail) }{ " " }{ locale.todo(problem.code, &problem.detail) }
            { place(problem, locale) }
        </p>
    }
}

fn place(problem: &Problem, locale: &Locale) -> Html {
    // An address that is the detail already is not said twice.
    // Places inside the file are for engineers, who find them in the report.
    let Some(at) = problem.at.as_deref().filter(|at| host(at).is_some() && *at != problem.detail)
    else {
        return Html::default();
    };
    html! { <small class="place">{ " " }{ said(&locale.format("note-at", &[("place", at)])) }</small> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::every;

    #[test]
    fn every_subject_has_a_sentence_for_passing() {
        for locale in every() {
            for subject in Subject::ALL {
                for axis in [None, Some(Axis::Integrity)] {
                    let check = Check {
                        axis,
                        subject,
                        of: String::new(),
                        outcome: Outcome::Passed,
                        notes: Vec::new(),
                    };
                    for manner in
                        [Manner::Signed, Manner::KeyOnly, Manner::Collection, Manner::Hosted]
                    {
                        let name = passed(&check, manner);
                        assert!(locale.has(&name), "{name}");
                    }
                }
            }
        }
    }
}
