//! For engineers: what was found, what was signed, the report.

use yew::{Html, html};

use super::{Actions, Shown};
use crate::credential::escaped;
use crate::issuer::KeySource;
use crate::locale::Locale;
use crate::proof::{Clause, Dossier};
use crate::report::{Outcome, Problem};
use crate::status::Place;

/// The inspector, closed at first.
pub(super) fn inspector(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let input = &shown.verification.input;
    let report = format!("{:#}", shown.verification.to_json());
    let model = input.data_model.as_ref().map(|model| format!(" ({model})")).unwrap_or_default();
    html! {
        <details class="inspector">
            <summary>{ locale.text("inspector-title") }</summary>
            <dl>
                <dt>{ locale.text("inspector-container") }</dt>
                <dd><code>{ input.container.clone() }</code></dd>
                <dt>{ locale.text("inspector-format") }</dt>
                <dd><code>{ input.format.clone().unwrap_or_default() }{ model }</code></dd>
                if let Some(hash) = &input.sha256 {
                    <dt>{ locale.text("inspector-hash") }</dt>
                    <dd>{ copied(hash, locale, actions) }</dd>
                }
                if let Some(timing) = shown.timing {
                    <dt>{ locale.text("inspector-timing") }</dt>
                    <dd>{ locale.format("inspector-took", &[
                        ("read", &milliseconds(timing.read)), ("verify", &milliseconds(timing.verify)),
                    ]) }</dd>
                }
            </dl>
            { for shown.inspection.proofs.iter().map(|dossier| proof(dossier, locale, actions)) }
            { for shown.inspection.places.iter().map(|place| status(place, locale, actions)) }
            { text(&locale.text("inspector-json"), shown.source, locale, actions) }
            { text(&locale.text("inspector-report"), &report, locale, actions) }
        </details>
    }
}

/// One proof: what was signed, with which key, and what came of it.
fn proof(dossier: &Dossier, locale: &Locale, actions: &Actions) -> Html {
    let place = if dossier.at.is_empty() { "JWS" } else { dossier.at.as_str() };
    let row = |name: &str, value: Html| row(name, value, locale);
    let code = |text: &str| html! { <code>{ cut(text) }</code> };
    let key = dossier.key.as_ref().map_or_else(
        || html! { { locale.text("inspector-key-missing") } },
        |key| html! { <>{ key.algorithm().name }{ " " }{ copied(&key.to_multibase(), locale, actions) }</> },
    );
    let source = match &dossier.source {
        KeySource::Nowhere => None,
        KeySource::Identifier => Some(html! { { locale.text("inspector-from-identifier") } }),
        KeySource::Header => Some(html! { { locale.text("inspector-from-header") } }),
        KeySource::Address(url) => Some(code(url)),
    };
    html! {
        <section class="proof">
            <h3>{ locale.text("inspector-proof") }{ " " }{ code(&dossier.suite) }{ " " }{ code(place) }</h3>
            <dl>
                { row("inspector-integrity", outcome(&dossier.integrity, locale)) }
                { row("inspector-binding", outcome(&dossier.binding, locale)) }
                if !dossier.clause.name.is_empty() {
                    { row("inspector-clause", clause(dossier.clause)) }
                }
                if !dossier.method.is_empty() {
                    { row("inspector-method", code(&dossier.method)) }
                }
                // What is hosted needs no key.
                if dossier.at != "/id" {
                    { row("inspector-key", key) }
                }
                if let Some(source) = source {
                    { row("inspector-source", source) }
                }
                if !dossier.signature.is_empty() {
                    { row("inspector-signature", copied(&dossier.signature, locale, actions)) }
                }
            </dl>
            { for dossier.exhibits.iter().map(|exhibit| {
                let title = locale.text(&format!("inspector-{}", exhibit.part.as_str()));
                text(&title, &exhibit.text, locale, actions)
            }) }
        </section>
    }
}

/// What it is called, and what it is.
fn row(name: &str, value: Html, locale: &Locale) -> Html {
    html! { <><dt>{ locale.text(name) }</dt><dd>{ value }</dd></> }
}

/// A status entry: its list, its place, and the bits around it.
fn status(place: &Place, locale: &Locale, actions: &Actions) -> Html {
    let row = |name: &str, value: Html| row(name, value, locale);
    let [index, entries, first] = [place.index, place.entries, place.first].map(|n| n.to_string());
    let stands = locale.format("inspector-index-of", &[("index", &index), ("entries", &entries)]);
    let title = locale.format("inspector-bits", &[("first", &first)]);
    html! {
        <section class="proof">
            <h3>{ locale.text("inspector-status") }{ " " }<code>{ place.entry_type }</code>{ " " }<code>{ &place.at }</code></h3>
            <dl>
                { row("inspector-clause", clause(place.clause)) }
                { row("inspector-list", copied(&place.list, locale, actions)) }
                { row("inspector-purpose", html! { <code>{ cut(&place.purpose) }</code> }) }
                { row("inspector-index", html! { { stands } }) }
                { row("inspector-value", html! { <code>{ place.value }</code> }) }
            </dl>
            { text(&title, &place.bits, locale, actions) }
        </section>
    }
}

/// The section of the standard, to be opened.
fn clause(clause: Clause) -> Html {
    html! { <a href={clause.url} target="_blank" rel="noopener noreferrer">{ clause.name }</a> }
}

/// A value with a button to copy it.
fn copied(value: &str, locale: &Locale, actions: &Actions) -> Html {
    let whole = value.to_owned();
    let copy = actions.copy.reform(move |_| whole.clone());
    html! { <><code>{ cut(value) }</code>{ " " }<button class="plain" onclick={copy}>{ locale.text("copy") }</button></> }
}

/// Microseconds as milliseconds with two places.
fn milliseconds(microseconds: u32) -> String {
    format!("{}.{:02}", microseconds / 1000, microseconds % 1000 / 10)
}

/// What a check came to, with its code and what the code is about.
fn outcome(outcome: &Outcome, locale: &Locale) -> Html {
    match outcome {
        Outcome::Passed | Outcome::NotApplicable => html! { { locale.text("outcome-passed") } },
        Outcome::Failed(problem) => reason("outcome-failed", problem, locale),
        Outcome::Unknown(problem) => reason("outcome-unknown", problem, locale),
    }
}

fn reason(state: &str, problem: &Problem, locale: &Locale) -> Html {
    html! {
        <>
            { locale.text(state) }{ ": " }<code>{ problem.code.as_str() }</code>
            if !problem.detail.is_empty() {
                { " " }<bdi>{ cut(&problem.detail) }</bdi>
            }
        </>
    }
}

/// A text with a button to copy it.
fn text(title: &str, content: &str, locale: &Locale, actions: &Actions) -> Html {
    let copy = actions.copy.clone();
    let whole = content.to_owned();
    let copy = copy.reform(move |_| whole.clone());
    html! {
        <details class="source">
            <summary>{ title.to_owned() }</summary>
            <button onclick={copy}>{ locale.text("copy") }</button>
            <pre tabindex="0"><code>{ cut(content) }</code></pre>
        </details>
    }
}

/// What is shown of a text, so that the page stays quick; what is copied is whole.
pub(super) fn cut(text: &str) -> String {
    let end = text.char_indices().nth(20_000).map_or(text.len(), |(at, _)| at);
    let more = if end < text.len() { "\n…" } else { "" };
    escaped(&text[..end]) + more
}
