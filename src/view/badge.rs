//! What the badge says, inside a frame that cannot imitate the verdict.

use yew::virtual_dom::VNode;
use yew::{AttrValue, Html, html};

use super::{Actions, Shown, link, markdown, said, worded};
use crate::credential::{
    Credential, Evidence, Image, ImageSource, LocalizedText, ResolvedResult, Subject, host,
};
use crate::locale::Locale;
use crate::report::{Axis, Check, Outcome, SignerKind};

mod achievement;
mod profile;
mod results;

/// The badge.
pub(super) fn badge(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let Some(credential) = &shown.verification.credential else { return Html::default() };
    let (title, class) = match shown.verification.report.axis(Axis::Integrity) {
        Outcome::Passed if shown.verification.report.checks.iter().any(Check::only_fits) => {
            ("badge-unconfirmed", Some("unconfirmed"))
        }
        Outcome::Passed => ("badge-title", None),
        Outcome::Failed(_) => ("badge-unreliable", Some("unreliable")),
        _ => ("badge-unconfirmed", Some("unconfirmed")),
    };
    let content = content(credential, locale);
    let signer = shown.verification.report.signer.as_ref().map(|signer| signer.kind);
    let named = matches!(signer, Some(SignerKind::Trusted | SignerKind::Domain));
    let (content, closed) = match named || shown.links {
        true => (content, false),
        false => unlinked(content),
    };
    let open = actions.links.reform(|_| ());
    html! {
        <section class={yew::classes!("badge", class)} aria-labelledby="badge-title">
            <p class="frame-title" id="badge-title">{ locale.text(title) }</p>
            { picture(shown, credential, locale, actions) }
            if credential.title().pick(&[locale.tag]).is_some() {
                <h2 dir="auto">{ worded(credential.title(), locale) }</h2>
            }
            { content }
            if closed {
                <p class="fine">
                    { locale.text("links-closed") }{ " " }
                    <button class="plain" onclick={open}>{ locale.text("links-open") }</button>
                </p>
            }
        </section>
    }
}

/// Everything but the picture and the title.
fn content(credential: &Credential, locale: &Locale) -> Html {
    let subject = credential.subject();
    let comment = subject.and_then(|subject| subject.endorsement_comment.pick(&[locale.tag]));
    html! {
        <>
            { own_name(credential, locale) }
            if let Some(found) = credential.achievement() {
                { achievement::facts(credential, found, locale) }
                { paragraph(&found.description, locale) }
                { achievement::criteria(found, locale) }
                { for subject.map(|subject| earned(subject, locale)) }
                { achievement::skills(found, locale) }
                { results::results(&results_of(credential), locale) }
            }
            if let Some(comment) = comment {
                <blockquote lang={comment.language.clone()} dir="auto">{ markdown(&comment.text) }</blockquote>
            }
            { evidence(credential, locale) }
            { for credential.achievement().map(|found| achievement::related(found, locale)) }
            { profile::issuer(credential, locale) }
            { terms(credential, locale) }
            { foreign(credential, locale) }
            { design(credential, locale) }
        </>
    }
}

/// The issuer's own page, as text. A frame without scripts and origin would still show anything at all
/// beside our verdict, and the page lets no text become HTML (Trusted Types), which is worth more.
fn design(credential: &Credential, locale: &Locale) -> Html {
    let Some(display) = &credential.display else { return Html::default() };
    html! {
        <details class="design">
            <summary>{ locale.text("design-title") }</summary>
            <p class="fine">{ locale.text("design-note") }</p>
            <pre>{ super::inspector::cut(display) }</pre>
        </details>
    }
}

/// What the credential calls itself, where that is not what the achievement is called (H1.4).
fn own_name(credential: &Credential, locale: &Locale) -> Html {
    let differs = |own: &LocalizedText, other: &LocalizedText| {
        !own.is_empty() && credential.achievement().is_some() && own.any() != other.any()
    };
    let described = credential.achievement().map(|found| &found.description);
    html! {
        <>
            if differs(&credential.name, credential.title()) {
                <p class="own-name">{ worded(&credential.name, locale) }</p>
            }
            if described.is_none_or(|described| differs(&credential.description, described)) {
                { paragraph(&credential.description, locale) }
            }
        </>
    }
}

/// What this very person did (OB3 `narrative`, the dates of the activity).
fn earned(subject: &Subject, locale: &Locale) -> Html {
    let narrative = subject.narrative.pick(&[locale.tag]);
    let date = |date: &Option<crate::credential::WrittenDate>| {
        let date = date.as_ref()?;
        Some(date.instant().map_or_else(|| date.text.clone(), |instant| locale.date(instant)))
    };
    let (from, until) = (date(&subject.activity_start), date(&subject.activity_end));
    let period = match (&from, &until) {
        (Some(from), Some(until)) => {
            locale.format("activity-period", &[("from", from), ("until", until)])
        }
        (Some(day), None) => locale.format("activity-from", &[("from", day)]),
        (None, Some(day)) => locale.format("activity-until", &[("until", day)]),
        (None, None) => String::new(),
    };
    if narrative.is_none() && period.is_empty() {
        return Html::default();
    }
    html! {
        <section class="earned">
            <h3>{ locale.text("earned-title") }</h3>
            if !period.is_empty() {
                <p>{ period }</p>
            }
            if let Some(narrative) = narrative {
                { markdown(&narrative.text) }
            }
        </section>
    }
}

/// The same without links, and whether there were any: what nobody answers for is not to be clicked
/// by accident (EXPERIENCE 1.4).
fn unlinked(node: VNode) -> (VNode, bool) {
    match node {
        VNode::VTag(tag) => {
            let tag = std::rc::Rc::unwrap_or_clone(tag);
            let is_link = tag.tag() == "a";
            if is_link {
                let label = tag.into_children();
                return (html! { <span class="unlinked">{ for label }</span> }, true);
            }
            let mut tag = tag;
            let mut any = false;
            if let Some(children) = tag.children_mut() {
                let (plain, found) = unlinked(std::mem::take(children));
                *children = plain;
                any = found;
            }
            (tag.into(), any)
        }
        VNode::VList(list) => {
            let mut list = std::rc::Rc::unwrap_or_clone(list);
            let mut any = false;
            for child in list.iter_mut() {
                let (plain, found) = unlinked(std::mem::take(child));
                *child = plain;
                any |= found;
            }
            (list.into(), any)
        }
        other => (other, false),
    }
}

fn results_of(credential: &Credential) -> Vec<ResolvedResult<'_>> {
    credential.subject().map(|subject| subject.resolved_results()).unwrap_or_default()
}

/// The dropped picture, and the one that the badge names where it is another.
fn picture(shown: &Shown<'_>, credential: &Credential, locale: &Locale, actions: &Actions) -> Html {
    let named = credential.picture();
    let title = credential.title().any().unwrap_or_default();
    let label = named
        .and_then(|image| image.caption.any().map(str::to_owned))
        .unwrap_or_else(|| locale.format("badge-picture", &[("name", title)]));
    let inside = named.and_then(Image::data_url).map(AttrValue::from);
    let other = inside.or_else(|| shown.pictures.named.clone());
    let draw =
        |source: AttrValue| html! { <img class="picture" src={source} alt={label.clone()} /> };
    let load = actions.load_picture.reform(|_| ());
    let remote = match named.map(|image| &image.source) {
        // What lies elsewhere is not loaded: it would tell somebody that the badge is looked at.
        Some(ImageSource::Remote(url)) if other.is_none() => html! {
            <p class="fine">
                { said(&locale.format("picture-at", &[("host", host(url).unwrap_or_default())])) }
                { " " }<button class="plain" onclick={load}>{ locale.text("picture-load") }</button>
                if shown.pictures.refused {
                    { " " }{ locale.text("picture-refused") }
                }
            </p>
        },
        _ => Html::default(),
    };
    match (shown.pictures.dropped.clone(), other) {
        (Some(dropped), Some(other)) if shown.pictures.differ == Some(true) => html! {
            <div class="two-pictures">
                <p class="fine">{ locale.text("pictures-differ") }</p>
                <figure>{ draw(dropped) }<figcaption>{ locale.text("picture-dropped") }</figcaption></figure>
                <figure>{ draw(other) }<figcaption>{ locale.text("picture-named") }</figcaption></figure>
            </div>
        },
        (Some(source), _) | (None, Some(source)) => html! { <>{ draw(source) }{ remote }</> },
        (None, None) => remote,
    }
}

fn paragraph(text: &LocalizedText, locale: &Locale) -> Html {
    // The paragraph itself has the text's direction, so that it stands on the right side, too.
    text.pick(&[locale.tag]).map_or_else(Html::default, |text| {
        html! { <p class="description" lang={text.language.clone()} dir="auto">{ text.text.clone() }</p> }
    })
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
                    { kind_of(evidence, locale) }
                    { paragraph(&evidence.description, locale) }
                    if let Some(narrative) = evidence.narrative.pick(&[locale.tag]) {
                        { markdown(&narrative.text) }
                    }
                    if let Some(id) = evidence.id.as_deref() {
                        if id.starts_with("data:") {
                            <p class="fine">{ locale.text("evidence-inside") }</p>
                        } else {
                            { link(id, None) }
                        }
                    }
                </li>
            }) }</ul>
        </section>
    }
}

/// What kind of evidence it is, and whom it was made for.
fn kind_of(evidence: &Evidence, locale: &Locale) -> Html {
    let kinds = [&evidence.genre, &evidence.audience].into_iter().filter(|text| !text.is_empty());
    html! { <>{ for kinds.map(|text| html! { <>{ " " }<span class="label">{ worded(text, locale) }</span></> }) }</> }
}

/// Terms of use: named, and linked where they are somewhere.
fn terms(credential: &Credential, locale: &Locale) -> Html {
    if credential.terms_of_use.is_empty() {
        return Html::default();
    }
    html! {
        <section class="terms">
            <h3>{ locale.text("terms-of-use") }</h3>
            <ul>{ for credential.terms_of_use.iter().map(|terms| {
                let kinds = terms.types.join(", ");
                match terms.id.as_deref() {
                    Some(id) => html! { <li>{ link(id, None) }</li> },
                    None => html! { <li>{ said(&kinds) }</li> },
                }
            }) }</ul>
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
