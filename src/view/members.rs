//! What a presentation or a record holds, and who shows it.

use yew::{Callback, Html, html};

use super::pile::table::{Columns, table};
use super::{Actions, Shown, headline, icons, outline, said, short};
use crate::document::SdJwt;
use crate::locale::Locale;
use crate::pile::Row;
use crate::report::{Code, Outcome, SignerKind, Subject, Verdict};
use crate::verify::Verification;

/// What can be said of badges inside, worst first.
const KINDS: [&str; 6] = [
    "members-bad",
    "members-revoked",
    "members-suspended",
    "members-expired",
    "members-open",
    BY_KEY,
];

/// In order, and still nobody's whom a name stands for.
const BY_KEY: &str = "members-key";

/// How the badges inside came out, and those inside them: what is to be said of how many of them, worst first, or
/// that all are in order; empty where there are none.
pub(super) fn tally(verification: &Verification, locale: &Locale) -> String {
    if verification.members.is_empty() {
        return String::new();
    }
    let mut members = Vec::new();
    inside(verification, &mut members);
    // Some stand for those that were not looked at.
    let [left_out, too_deep] = [Code::LeftOut, Code::NestedTooDeep].map(|code| {
        let counts = members.extract_if(.., |member| member.report.reason() == Some(code));
        let count: usize = counts.filter_map(stands_for).sum();
        (count > 0).then(|| locale.code(code, &count.to_string()))
    });
    let kinds: Vec<&str> = members.iter().filter_map(|member| kind(member)).collect();
    let all = members.len().to_string();
    let good = !members.is_empty() && kinds.iter().all(|kind| *kind == BY_KEY);
    let good = good.then(|| locale.format("members-good", &[("all", &all)]));
    let told = KINDS.into_iter().filter_map(|name| {
        let count = kinds.iter().filter(|kind| **kind == name).count();
        let count = Some(count).filter(|count| *count > 0)?.to_string();
        Some(locale.format(name, &[("count", &count), ("all", &all)]))
    });
    let notes = verification.report.checks.iter().flat_map(|line| &line.notes);
    let others = notes.filter(|note| note.code == Code::LeftOut);
    let others = others.map(|note| locale.code(note.code, &note.detail));
    let said = good.into_iter().chain(told).chain(left_out).chain(too_deep).chain(others);
    said.collect::<Vec<_>>().join(" ")
}

fn inside<'v>(verification: &'v Verification, found: &mut Vec<&'v Verification>) {
    for member in &verification.members {
        found.push(member);
        inside(member, found);
    }
}

/// How many badges stand behind one that stands for those left out.
fn stands_for(member: &Verification) -> Option<usize> {
    match &member.report.checks.first()?.outcome {
        Outcome::Unknown(why) => why.detail.parse().ok(),
        _ => None,
    }
}

/// What is to be said of a badge inside; nothing of one that is in order, by somebody with a name.
fn kind(member: &Verification) -> Option<&'static str> {
    let signer = member.report.signer.as_ref().map(|signer| signer.kind);
    match (member.report.verdict(), member.report.reason()) {
        (Verdict::Valid, _) if matches!(signer, Some(SignerKind::Key) | None) => Some(BY_KEY),
        (Verdict::Valid, _) => None,
        (Verdict::Invalid, Some(Code::Revoked)) => Some("members-revoked"),
        (Verdict::Invalid, Some(Code::Suspended)) => Some("members-suspended"),
        (Verdict::Invalid, Some(Code::Expired)) => Some("members-expired"),
        (Verdict::Invalid, _) => Some("members-bad"),
        (Verdict::Indeterminate, _) => Some("members-open"),
    }
}

/// The badges inside, each with its own verdict.
pub(super) fn members(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let verification = shown.verification;
    if verification.members.is_empty() {
        return Html::default();
    }
    let rows = verification.members.iter().map(|member| Row::of("", 0, member));
    let rows: Vec<Row> = rows.collect();
    html! {
        <section class="members" aria-labelledby="members-title">
            <h2 id="members-title">{ locale.text("members-title") }</h2>
            { table(&rows, Columns::Few, locale, &actions.open) }
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
        Some(outer) if outer.is_presentation() => outer
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
