//! What was achieved: facts, criteria, skills, related achievements.

use std::collections::BTreeMap;

use yew::{Html, html};

use super::profile;
use crate::credential::{Achievement, Alignment, Credential, host};
use crate::locale::Locale;
use crate::view::{link, markdown, said, worded};

/// Short facts as a list of terms.
pub(super) fn facts(credential: &Credential, achievement: &Achievement, locale: &Locale) -> Html {
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
    text("human-code", achievement.human_code.as_deref());
    text("language", achievement.in_language.as_deref());
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
    let source = subject.and_then(|subject| subject.source.as_ref());
    if let Some(source) = source {
        let name = source.name.any().or(source.id.as_deref()).unwrap_or_default();
        rows.push(("assessed-by", said(name)));
    }
    for other in &achievement.other_identifiers {
        rows.push(("other-identifier", profile::identifier(other)));
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

pub(super) fn criteria(achievement: &Achievement, locale: &Locale) -> Html {
    let elsewhere = achievement.id.as_deref().filter(|_| achievement.is_bare());
    if let Some(host) = elsewhere.and_then(host) {
        return html! { <p>{ said(&locale.format("class-elsewhere", &[("host", host)])) }</p> };
    }
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
pub(super) fn skills(achievement: &Achievement, locale: &Locale) -> Html {
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
                            if !alignment.description.is_empty() {
                                <p class="fine">{ worded(&alignment.description, locale) }</p>
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

/// The same achievement in other languages or versions (H4.4).
pub(super) fn related(achievement: &Achievement, locale: &Locale) -> Html {
    if achievement.related.is_empty() {
        return Html::default();
    }
    html! {
        <section class="related">
            <h3>{ locale.text("related") }</h3>
            <ul>{ for achievement.related.iter().map(|one| html! {
                <li>
                    { for one.id.as_deref().map(|id| link(id, None)) }
                    { for [&one.in_language, &one.version].into_iter().flatten().map(|text| html! {
                        <>{ " " }<span class="label">{ said(text) }</span></>
                    }) }
                </li>
            }) }</ul>
        </section>
    }
}
