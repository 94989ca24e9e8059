//! How we know: every check, grouped by the question it answers.

use yew::{Html, html};

use super::{Shown, icons, members, said};
use crate::locale::Locale;
use crate::report::{Axis, Check, Outcome, Problem, Subject};

/// The list of checks.
pub(super) fn checks(shown: &Shown<'_>, locale: &Locale) -> Html {
    let report = &shown.verification.report;
    // What hangs on a signature that failed or is still open is said once, not on every line.
    let cause = match report.axis(Axis::Integrity) {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => Some(problem),
        _ => None,
    };
    let collection = members::is_presentation(shown.verification);
    let hosted = report.is_hosted();
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
                        <ul>{ for lines.into_iter().map(|check| line(check, collection, hosted, cause, locale)) }</ul>
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

/// One line: a sign, a word, a sentence; below it what it means, what to do, and the notes.
fn line(
    check: &Check,
    collection: bool,
    hosted: bool,
    cause: Option<&Problem>,
    locale: &Locale,
) -> Html {
    let outcome = check.outcome.as_str();
    let word = match check.outcome {
        Outcome::Passed => "outcome-passed",
        Outcome::Failed(_) => "outcome-failed",
        Outcome::Unknown(_) => "outcome-unknown",
        Outcome::NotApplicable => "outcome-not-applicable",
    };
    let (sentence, more) = match &check.outcome {
        Outcome::Passed => (locale.text(&passed(check, collection, hosted)), Html::default()),
        Outcome::NotApplicable => {
            let name = match check.subject {
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

fn passed(check: &Check, collection: bool, hosted: bool) -> String {
    let subject = check.subject.as_str();
    match (check.subject, check.axis) {
        (Subject::Key, _) if hosted => "check-key-hosted-passed".to_owned(),
        (Subject::Proof, Some(_)) if hosted => "check-proof-hosted-passed".to_owned(),
        (Subject::Key, _) if collection => "check-key-holder-passed".to_owned(),
        (Subject::Proof, Some(_)) if collection => "check-proof-collection-passed".to_owned(),
        (Subject::Presenter, _) if check.of.contains("/verifiableCredential") => {
            "check-presenter-owner-passed".to_owned()
        }
        (Subject::Proof, None) => "check-proof-other-passed".to_owned(),
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
    let Some(at) = problem.at.as_deref().filter(|at| !at.is_empty() && *at != problem.detail)
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
                    for (collection, hosted) in [(false, false), (true, false), (false, true)] {
                        let name = passed(&check, collection, hosted);
                        assert!(locale.has(&name), "{name}");
                    }
                }
            }
        }
    }
}
