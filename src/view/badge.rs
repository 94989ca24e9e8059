//! What the badge says, inside a frame that cannot imitate the verdict.

use std::collections::BTreeMap;

use yew::{AttrValue, Html, html};

use super::{Shown, link, markdown, said, worded};
use crate::credential::{
    Achievement, Alignment, Credential, Image, ImageSource, LocalizedText, Profile, ResolvedResult,
    host,
};
use crate::encoding::to_base64;
use crate::locale::Locale;
use crate::report::{Axis, Outcome};

mod results;

/// The badge.
pub(super) fn badge(shown: &Shown<'_>, locale: &Locale) -> Html {
    let Some(credential) = &shown.verification.credential else { return Html::default() };
    let (title, class) = match shown.verification.report.axis(Axis::Integrity) {
        Outcome::Passed => ("badge-title", None),
        Outcome::Failed(_) => ("badge-unreliable", Some("unreliable")),
        _ => ("badge-unconfirmed", Some("unconfirmed")),
    };
    let achievement = credential.achievement();
    html! {
        <section class={yew::classes!("badge", class)} aria-labelledby="badge-title">
            <p class="frame-title" id="badge-title">{ locale.text(title) }</p>
            { picture(shown, credential, locale) }
            <h2 dir="auto">{ worded(credential.title(), locale) }</h2>
            if let Some(achievement) = achievement {
                { facts(credential, achievement, locale) }
                { paragraph(&achievement.description, locale) }
                { criteria(achievement, locale) }
                { skills(achievement, locale) }
                { results::results(&results_of(credential), locale) }
            }
            if let Some(comment) = credential.subject().and_then(|subject| subject.endorsement_comment.pick(&[locale.tag])) {
                <blockquote lang={comment.language.clone()} dir="auto">{ markdown(&comment.text) }</blockquote>
            }
            { evidence(credential, locale) }
            { profile(&credential.issuer, locale) }
            { foreign(credential, locale) }
        </section>
    }
}

fn results_of(credential: &Credential) -> Vec<ResolvedResult<'_>> {
    credential.subject().map(|subject| subject.resolved_results()).unwrap_or_default()
}

fn picture(shown: &Shown<'_>, credential: &Credential, locale: &Locale) -> Html {
    let signed = credential
        .achievement()
        .and_then(|achievement| achievement.image.as_ref())
        .or_else(|| credential.subject().and_then(|subject| subject.image.as_ref()))
        .or(credential.image.as_ref());
    let name = credential.title().any().unwrap_or_default();
    let label = signed
        .and_then(|image| image.caption.any().map(str::to_owned))
        .unwrap_or_else(|| locale.format("badge-picture", &[("name", name)]));
    let source = shown.picture.clone().or_else(|| signed.and_then(inline));
    match (source, signed.map(|image| &image.source)) {
        (Some(source), _) => html! { <img class="picture" src={source} alt={label} /> },
        // What lies elsewhere is not loaded: it would tell somebody that the badge is looked at.
        (None, Some(ImageSource::Remote(url))) => html! {
            <p class="fine">
                { locale.format("picture-at", &[("host", host(url).unwrap_or_default())]) }
                { " " }{ link(url, None) }
            </p>
        },
        _ => Html::default(),
    }
}

/// A picture that is inside the badge, as a data URL for `<img>`, where scripts in it do not run.
fn inline(image: &Image) -> Option<AttrValue> {
    match &image.source {
        ImageSource::Data { media_type, bytes } if media_type.starts_with("image/") => {
            let media_type = media_type.split(';').next().unwrap_or_default();
            Some(format!("data:{media_type};base64,{}", to_base64(bytes)).into())
        }
        _ => None,
    }
}

/// Short facts as a list of terms.
fn facts(credential: &Credential, achievement: &Achievement, locale: &Locale) -> Html {
    let subject = credential.subject();
    let mut rows: Vec<(&str, Html)> = Vec::new();
    let mut text = |name: &'static str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            rows.push((name, said(value)));
        }
    };
    text("achievement-type", achievement.achievement_type.as_deref());
    text("field-of-study", achievement.field_of_study.any());
    text("specialization", achievement.specialization.any());
    text("version", achievement.version.as_deref());
    text("role", subject.and_then(|subject| subject.role.any()));
    text("term", subject.and_then(|subject| subject.term.any()));
    text("license-number", subject.and_then(|subject| subject.license_number.as_deref()));
    let earned = subject.and_then(|subject| subject.credits_earned.as_deref());
    let words = match (earned, achievement.credits_available.as_deref()) {
        (Some(earned), Some(available)) => {
            locale.format("credits-of", &[("earned", earned), ("available", available)])
        }
        (Some(earned), None) => locale.format("credits-earned", &[("earned", earned)]),
        (None, Some(available)) => locale.format("credits-available", &[("available", available)]),
        (None, None) => String::new(),
    };
    if !words.is_empty() {
        rows.push(("credits", html! { { words } }));
    }
    if credential.defined_by_another()
        && let Some(creator) = &achievement.creator
    {
        let name = creator.name.any().or(creator.id.as_deref()).unwrap_or_default();
        rows.push(("creator", said(&locale.format("defined-by", &[("name", name)]))));
    }
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="facts">
            { for rows.into_iter().map(|(name, value)| html! {
                <><dt>{ locale.text(name) }</dt><dd>{ value }</dd></>
            }) }
        </dl>
    }
}

fn paragraph(text: &LocalizedText, locale: &Locale) -> Html {
    if text.is_empty() {
        return Html::default();
    }
    html! { <p class="description">{ worded(text, locale) }</p> }
}

fn criteria(achievement: &Achievement, locale: &Locale) -> Html {
    let criteria = &achievement.criteria;
    let narrative = criteria.narrative.pick(&[locale.tag]);
    html! {
        <section class="criteria">
            <h3>{ locale.text("criteria") }</h3>
            if let Some(narrative) = narrative {
                { markdown(&narrative.text) }
            }
            if let Some(id) = criteria.id.as_deref() {
                <p class="fine">{ link(id, None) }</p>
            } else if narrative.is_none() {
                <p>{ locale.text("criteria-none") }</p>
            }
        </section>
    }
}

/// Alignments grouped by framework, and tags.
fn skills(achievement: &Achievement, locale: &Locale) -> Html {
    if achievement.alignments.is_empty() && achievement.tags.is_empty() {
        return Html::default();
    }
    let mut groups: BTreeMap<&str, Vec<&Alignment>> = BTreeMap::new();
    for alignment in &achievement.alignments {
        groups.entry(alignment.framework.any().unwrap_or_default()).or_default().push(alignment);
    }
    html! {
        <section class="skills">
            <h3>{ locale.text("skills") }</h3>
            { for groups.into_iter().map(|(framework, alignments)| html! {
                <>
                    if !framework.is_empty() {
                        <p class="framework">{ said(framework) }</p>
                    }
                    <ul>{ for alignments.into_iter().map(|alignment| html! {
                        <li>
                            { match alignment.url.as_deref() {
                                Some(url) => link(url, Some(worded(&alignment.name, locale))),
                                None => worded(&alignment.name, locale),
                            } }
                            if let Some(code) = alignment.code.as_deref() {
                                { " " }<code>{ said(code) }</code>
                            }
                        </li>
                    }) }</ul>
                </>
            }) }
            if !achievement.tags.is_empty() {
                <ul class="tags" aria-label={locale.text("tags")}>
                    { for achievement.tags.iter().map(|tag| html! { <li>{ worded(tag, locale) }</li> }) }
                </ul>
            }
        </section>
    }
}

fn evidence(credential: &Credential, locale: &Locale) -> Html {
    if credential.evidence.is_empty() {
        return Html::default();
    }
    html! {
        <section class="evidence">
            <h3>{ locale.text("evidence") }</h3>
            <ul>{ for credential.evidence.iter().map(|evidence| html! {
                <li>
                    <strong>{ worded(&evidence.name, locale) }</strong>
                    { paragraph(&evidence.description, locale) }
                    if let Some(narrative) = evidence.narrative.pick(&[locale.tag]) {
                        { markdown(&narrative.text) }
                    }
                    if let Some(id) = evidence.id.as_deref().filter(|id| !id.starts_with("data:")) {
                        { link(id, None) }
                    }
                </li>
            }) }</ul>
        </section>
    }
}

fn profile(issuer: &Profile, locale: &Locale) -> Html {
    html! {
        <section class="profile">
            <h3>{ locale.text("issuer-profile") }</h3>
            <p class="fine">{ locale.text("issuer-profile-note") }</p>
            <p><strong>{ worded(&issuer.name, locale) }</strong></p>
            { paragraph(&issuer.description, locale) }
            if let Some(url) = issuer.url.as_deref() {
                <p>{ link(url, None) }</p>
            }
            if let Some(email) = issuer.email.as_deref() {
                <p>{ said(email) }</p>
            }
        </section>
    }
}

/// Statements in the issuer's own words, apart from the standard's (VERDICT section 7).
fn foreign(credential: &Credential, locale: &Locale) -> Html {
    if credential.foreign.is_empty() {
        return Html::default();
    }
    html! {
        <details class="foreign">
            <summary>{ locale.text("foreign-title") }</summary>
            <p class="fine">{ locale.text("foreign-note") }</p>
            <dl>{ for credential.foreign.iter().take(200).map(|statement| html! {
                <><dt><code>{ said(&statement.iri) }</code></dt><dd>{ said(&statement.text.text) }</dd></>
            }) }</dl>
        </details>
    }
}
