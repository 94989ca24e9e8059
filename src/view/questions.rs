//! Three questions: who issued it, who earned it, does it still count.

use yew::{Callback, Html, SubmitEvent, html};

use super::checks::is_partly_shown;
use super::{Actions, Shown, known, said, short};
use crate::credential::{Credential, Doubt, Earner, WrittenDate, doubts};
use crate::locale::Locale;
use crate::report::{Axis, Code, Outcome, Report, SignerKind};
use crate::time::Timestamp;

/// The name of the field for the person to compare with.
pub const COMPARE_FIELD: &str = "compare";

/// The name of the field for another day.
pub const AS_OF_FIELD: &str = "as-of";

/// The three questions with their answers.
pub(super) fn questions(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let Some(credential) = &shown.verification.credential else { return Html::default() };
    html! {
        <section class="questions" aria-label={locale.text("questions-title")}>
            <dl>
                <dt>{ locale.text("who-issued") }</dt>
                <dd>
                    { issuer(shown, credential, locale) }
                    { misleading(shown, credential, locale) }
                    { known::know(shown, credential, locale, actions) }
                </dd>
                if credential.format.is_endorsement() {
                    <dt>{ locale.text("what-endorsed") }</dt>
                    <dd>{ endorsed(credential, locale) }</dd>
                } else {
                    <dt>{ locale.text("who-earned") }</dt>
                    <dd>{ earner(shown, credential, locale, actions) }</dd>
                }
                <dt>{ locale.text("still-counts") }</dt>
                <dd>
                    { counts(shown, credential, locale) }
                    { as_of(shown, locale, actions) }
                </dd>
            </dl>
        </section>
    }
}

/// The proven identifier first, the claimed name second (CHECKLIST K15).
fn issuer(shown: &Shown<'_>, credential: &Credential, locale: &Locale) -> Html {
    let name = credential.issuer.name.any();
    let claimed = |message: &str| {
        let name = name.map(|name| locale.format(message, &[("name", name)]));
        html! { <bdi>{ name.unwrap_or_else(|| locale.text("issuer-unnamed")) }</bdi> }
    };
    match &shown.verification.report.signer {
        Some(signer) if signer.kind != SignerKind::Key => html! {
            <>
                <strong class="proven">{ said(&short(&signer.id)) }</strong>
                if name.is_some() {
                    <span class="claimed">{ claimed("issuer-says") }</span>
                }
            </>
        },
        Some(signer) => html! {
            <>
                <span>{ said(&locale.format("issuer-key", &[("key", &short(&signer.id))])) }</span>
                <span class="claimed">{ claimed("issuer-claimed") }</span>
            </>
        },
        None => claimed("issuer-claimed"),
    }
}

fn earner(shown: &Shown<'_>, credential: &Credential, locale: &Locale, actions: &Actions) -> Html {
    let who = match credential.earner() {
        Earner::Named(name) => html! { <strong>{ said(&name.text) }</strong> },
        Earner::Email(address) => html! { <strong>{ said(&address) }</strong> },
        Earner::Identifier(id) => said(&short(&id)),
        Earner::Hashed => html! { { locale.text("earner-hashed") } },
        Earner::Nobody => html! { { locale.text("earner-nobody") } },
    };
    let report = &shown.verification.report;
    let answer = match (shown.compared, report.axis(Axis::Recipient)) {
        (None, _) => Html::default(),
        (Some(_), Outcome::Passed) if is_by_name(shown) => {
            line("passed", &locale.text("checked-name"))
        }
        (Some(_), Outcome::Passed) => line("passed", &locale.text("checked-person")),
        (Some(_), Outcome::Failed(problem)) => line("failed", &locale.code(problem.code, "")),
        (Some(_), Outcome::Unknown(problem)) if problem.code == Code::RecipientNotNamed => {
            line("unknown", &locale.code(problem.code, &problem.detail))
        }
        // It fits, and what it fits hangs on a signature that does not hold, or not yet.
        (Some(_), Outcome::Unknown(_)) => match report.axis(Axis::Integrity) {
            Outcome::Failed(_) => line("unknown", &locale.text("recipient-useless")),
            _ => line("unknown", &locale.text("recipient-open")),
        },
        (Some(_), Outcome::NotApplicable) => line("unknown", &locale.text("cannot-compare")),
    };
    html! { <>{ who }{ answer }{ compare(shown, locale, &actions.compare) }</> }
}

/// The message that says whether it is the person asked about; none where nobody can be meant.
pub(super) fn person(shown: &Shown<'_>) -> Option<&'static str> {
    if shown.verification.credential.is_none() || shown.verification.is_endorsement() {
        return None;
    }
    Some(match shown.verification.report.axis(Axis::Recipient) {
        _ if shown.compared.is_none() => "not-checked-person",
        Outcome::Passed if is_by_name(shown) => "checked-name",
        Outcome::Passed => "checked-person",
        Outcome::Failed(_) => "other-person",
        Outcome::Unknown(_) | Outcome::NotApplicable => "unclear-person",
    })
}

/// Whether what fits is a name, which proves little.
fn is_by_name(shown: &Shown<'_>) -> bool {
    let mut checks = shown.verification.report.checks.iter();
    checks.any(|check| check.notes.iter().any(|note| note.code == Code::RecipientByName))
}

/// What people may take for something else (CHECKLIST K15).
fn misleading(shown: &Shown<'_>, credential: &Credential, locale: &Locale) -> Html {
    let signer = shown.verification.report.signer.as_ref();
    // Whom the person knows by name needs no warning.
    if signer.is_some_and(|signer| signer.kind == SignerKind::Trusted) {
        return Html::default();
    }
    let id = signer.map(|signer| signer.id.as_str()).or(credential.issuer.id.as_deref());
    let found = doubts(id, credential.issuer.name.any());
    html! {
        <>{ for found.iter().map(|doubt| {
            let sentence = match doubt {
                Doubt::SharedHost(host) => locale.format("doubt-shared", &[("host", host)]),
                Doubt::ForeignLetters(host) => locale.format("doubt-letters", &[("host", host)]),
                Doubt::MixedLetters => locale.text("doubt-mixed"),
            };
            html! { <small class="warning"><bdi>{ sentence }</bdi></small> }
        }) }</>
    }
}

/// The form to ask about another day.
fn as_of(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let asked = shown.verification.report.as_of;
    let now = actions.as_of_now.reform(|_| ());
    let value = asked.map(|day| day.to_string().chars().take(10).collect::<String>());
    html! {
        <details class="compare as-of" open={asked.is_some()}>
            <summary>{ locale.text("as-of") }</summary>
            <form onsubmit={actions.as_of.clone()}>
                <label>
                    { locale.text("as-of-label") }
                    <input name={AS_OF_FIELD} type="date" required={true} value={value.unwrap_or_default()} />
                </label>
                <button>{ locale.text("as-of-button") }</button>
                if asked.is_some() {
                    <button type="button" onclick={now}>{ locale.text("as-of-now") }</button>
                }
                <small>{ locale.text("as-of-note") }</small>
            </form>
        </details>
    }
}

/// What an endorsement is of: its identifier, whatever that is.
fn endorsed(credential: &Credential, locale: &Locale) -> Html {
    match credential.subject().and_then(|subject| subject.id.as_deref()) {
        Some(id) => said(id),
        None => html! { { locale.text("issuer-unnamed") } },
    }
}

fn line(outcome: &'static str, text: &str) -> Html {
    html! { <span class={yew::classes!("line", outcome)}>{ super::icons::sign(outcome) }{ text.to_owned() }</span> }
}

/// The form to compare with an address; what is typed stays here.
fn compare(shown: &Shown<'_>, locale: &Locale, compare: &Callback<SubmitEvent>) -> Html {
    html! {
        <details class="compare" open={shown.compared.is_some()}>
            <summary>{ locale.text("compare") }</summary>
            <form onsubmit={compare.clone()}>
                <label>
                    { locale.text("compare-label") }
                    <input name={COMPARE_FIELD} type="text" autocomplete="off" spellcheck="false"
                        required={shown.compared.is_none()} value={shown.compared.unwrap_or_default().to_owned()} />
                </label>
                <button>{ locale.text("compare-button") }</button>
                <small>{ locale.text("compare-promise") }</small>
            </form>
        </details>
    }
}

/// The moment up to which nothing was withdrawn: evidence says nothing about what came after it.
fn seen(report: &Report) -> Timestamp {
    let fetched = report.evidence.iter().filter_map(|source| source.fetched_at);
    fetched.min().unwrap_or(report.at).min(report.at)
}

fn counts(shown: &Shown<'_>, credential: &Credential, locale: &Locale) -> Html {
    let report = &shown.verification.report;
    let date = |message: &str, date: Option<&WrittenDate>| {
        let text = match (date, date.and_then(|date| date.instant())) {
            (None, _) => return Html::default(),
            (Some(_), Some(instant)) => locale.date(instant),
            (Some(date), None) => date.text.clone(),
        };
        let instant = date.and_then(|date| date.instant());
        // What cannot be read is for nobody's machine.
        let machine = date.filter(|_| instant.is_some()).map(|date| date.text.clone());
        // Of another day it is asked, how long ago seen from today confuses.
        let instant = instant.filter(|_| report.as_of.is_none());
        let ago = instant.map(|instant| locale.relative(instant, report.at)).unwrap_or_default();
        html! {
            <span class="line">
                <time datetime={machine}>{ locale.format(message, &[("date", &text)]) }</time>
                if !ago.is_empty() {
                    <small class="ago">{ ago }</small>
                }
            </span>
        }
    };
    // The end that was judged: that of a JWT may come before the credential's (C4.12).
    let ended = match report.axis(Axis::Validity) {
        Outcome::Failed(problem) if problem.code == Code::Expired => {
            Some(WrittenDate::new(&problem.detail))
        }
        _ => None,
    };
    let (end, until) = match &ended {
        Some(judged) => ("expired-on", Some(judged)),
        None => ("expires-on", credential.valid_until.as_ref()),
    };
    let withdrawn = match report.axis(Axis::Status) {
        Outcome::Passed => {
            locale.format("not-withdrawn", &[("date", &locale.moment(seen(report)))])
        }
        Outcome::NotApplicable => {
            let mut lines = report.checks.iter().filter(|line| line.axis == Some(Axis::Status));
            let partly = lines.any(is_partly_shown);
            locale.text(if partly { "no-way-shown" } else { "no-way-to-withdraw" })
        }
        Outcome::Failed(problem) => locale.code(problem.code, &problem.detail),
        Outcome::Unknown(_) => locale.text("withdrawn-unknown"),
    };
    let caution = match report.axis(Axis::Integrity) {
        Outcome::Passed => None,
        Outcome::Failed(_) => Some("cannot-rely"),
        _ => Some("not-confirmed-yet"),
    };
    html! {
        <>
            { date("issued-on", credential.issued_on()) }
            { date("awarded-on", credential.awarded.as_ref()) }
            { date(end, until) }
            if until.is_none() {
                <span class="line">{ locale.text("no-end") }</span>
            }
            <span class="line">{ withdrawn }</span>
            if let Some(caution) = caution {
                <small>{ locale.text(caution) }</small>
            }
        </>
    }
}
