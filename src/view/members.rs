//! What a presentation or a record holds, and who shows it.

use yew::{Callback, Html, html};

use super::{Actions, Row, Shown, headline, icons, list, outline, said, short};
use crate::document::{Format, SdJwt};
use crate::locale::Locale;
use crate::report::{Code, Outcome, Subject, Verdict};
use crate::verify::Verification;

/// How the badges inside came out: what is wrong with how many of them, worst first, or that all are in
/// order; empty where there are none.
pub(super) fn tally(verification: &Verification, locale: &Locale) -> String {
    let members = &verification.members;
    if members.is_empty() {
        return String::new();
    }
    let mut counts = [
        ("members-bad", 0_usize),
        ("members-revoked", 0),
        ("members-suspended", 0),
        ("members-expired", 0),
        ("members-open", 0),
    ];
    for member in members {
        let kind = match (member.report.verdict(), member.report.reason()) {
            (Verdict::Valid, _) => continue,
            (Verdict::Invalid, Some(Code::Revoked)) => 1,
            (Verdict::Invalid, Some(Code::Suspended)) => 2,
            (Verdict::Invalid, Some(Code::Expired)) => 3,
            (Verdict::Invalid, _) => 0,
            (Verdict::Indeterminate, _) => 4,
        };
        counts[kind].1 += 1;
    }
    let all = members.len().to_string();
    let said: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| locale.format(name, &[("count", &count.to_string()), ("all", &all)]))
        .collect();
    match &said[..] {
        [] => locale.format("members-good", &[("all", &all)]),
        said => said.join(" "),
    }
}

/// The badges inside, each with its own verdict.
pub(super) fn members(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let verification = shown.verification;
    if verification.members.is_empty() {
        return Html::default();
    }
    let rows: Vec<Row<'_>> = verification.members.iter().map(|member| ("", Ok(member))).collect();
    html! {
        <section class="members" aria-labelledby="members-title">
            <h2 id="members-title">{ locale.text("members-title") }</h2>
            { list::table(&rows, locale, &actions.open) }
            { outline::outline(verification, locale, &actions.open) }
        </section>
    }
}

/// The newer version that the issuer gave, with its own verdict.
pub(super) fn newer(shown: &Shown<'_>, locale: &Locale) -> Html {
    let Some(newer) = &shown.verification.newer else { return Html::default() };
    let headline = headline(newer, locale);
    let title = newer.credential.as_ref().and_then(|credential| credential.title().any());
    html! {
        <section class="newer" aria-labelledby="newer-title">
            <h2 id="newer-title">{ locale.text("newer-title") }</h2>
            <p>{ for title.map(said) }</p>
            <p class={yew::classes!("outcome", headline.tone.class())}>
                { icons::seal(headline.shape) }<bdi>{ headline.title(locale) }</bdi>
            </p>
            <p class="fine"><bdi>{ headline.sentence(locale) }</bdi></p>
        </section>
    }
}

/// Who shows this badge: its owner now, somebody else, or that is not known.
pub(super) fn presenter(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let of = &shown.verification.input.container;
    let own = &shown.verification.report.checks;
    let line = match shown.within {
        Some(outer) if is_presentation(outer) => outer
            .report
            .checks
            .iter()
            .find(|line| line.subject == Subject::Presenter && line.of == *of),
        _ => own.iter().find(|line| line.subject == Subject::Presenter),
    };
    let up = actions.up.reform(|_| ());
    let back = shown.within.map(|outer| {
        let whole = if outer.members.is_empty() { "badge-up" } else { "member-up" };
        html! { <p class="buttons"><button onclick={up}>{ locale.text(whole) }</button></p> }
    });
    let Some(line) = line else { return back.unwrap_or_default() };
    let signer = shown.within.and_then(|outer| outer.report.signer.as_ref());
    let outcome = line.outcome.as_str();
    let (sentence, means) = match &line.outcome {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => (
            locale.code(problem.code, &short(&problem.detail)),
            locale.means(problem.code, &problem.detail),
        ),
        Outcome::Passed if shown.within.is_some() => (locale.text("shown-by-owner"), String::new()),
        Outcome::Passed | Outcome::NotApplicable => {
            (locale.text("check-presenter-passed"), String::new())
        }
    };
    html! {
        <section class={yew::classes!("presenter", outcome)} aria-labelledby="presenter-title">
            <h2 id="presenter-title">{ locale.text("shown-by-title") }</h2>
            <p class={yew::classes!("line", outcome)}>{ icons::sign(outcome) }<bdi>{ sentence }</bdi></p>
            if let Some(signer) = signer {
                <p>{ said(&short(&signer.id)) }</p>
            }
            <p class="fine">{ means }</p>
            if line.outcome != Outcome::Passed {
                { challenge(shown.challenge, locale, actions) }
            }
            { for back }
        </section>
    }
}

pub(super) fn is_presentation(verification: &Verification) -> bool {
    verification.input.format.as_deref() == Some(Format::Presentation.as_str())
}

/// Whether this is a record of what somebody learned, with badges in it.
pub(super) fn is_record(verification: &Verification) -> bool {
    let format = verification.input.format.as_deref();
    format == Some(Format::Clr2.as_str()) && !verification.members.is_empty()
}

pub(super) fn is_endorsement(verification: &Verification) -> bool {
    verification.credential.as_ref().is_some_and(|credential| credential.format.is_endorsement())
}

/// The question that only the holder can answer.
fn challenge(challenge: Option<&str>, locale: &Locale, actions: &Actions) -> Html {
    let make = actions.challenge.reform(|_| ());
    let copy = |text: &str| -> Callback<yew::MouseEvent> {
        let text = text.to_owned();
        actions.copy.reform(move |_| text.clone())
    };
    html! {
        <details class="challenge" open={challenge.is_some()}>
            <summary>{ locale.text("challenge-title") }</summary>
            <p>{ locale.text("challenge-lead") }</p>
            if let Some(challenge) = challenge {
                <p><bdi>{ locale.format("challenge-yours", &[("challenge", challenge)]) }</bdi></p>
                <p class="buttons">
                    <button onclick={copy(challenge)}>{ locale.text("challenge-copy") }</button>
                </p>
            } else {
                <p class="buttons"><button onclick={make}>{ locale.text("challenge-make") }</button></p>
            }
        </details>
    }
}

/// What the holder of an SD-JWT chose to show.
pub(super) fn disclosed(sd_jwt: Option<&SdJwt>, locale: &Locale) -> Html {
    let Some(sd_jwt) = sd_jwt else { return Html::default() };
    let withheld = sd_jwt.withheld.to_string();
    html! {
        <section class="disclosed" aria-labelledby="disclosed-title">
            <h2 id="disclosed-title">{ locale.text("disclosed-title") }</h2>
            <p>{ locale.format("disclosed-lead", &[("count", &withheld)]) }</p>
            <dl class="facts">
                { for sd_jwt.disclosures.iter().map(|shown| {
                    let value = shown.value.as_str().map_or_else(|| shown.value.to_string(), str::to_owned);
                    html! { <><dt>{ said(&shown.at) }</dt><dd>{ said(&value) }</dd></> }
                }) }
            </dl>
        </section>
    }
}
