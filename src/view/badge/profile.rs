//! Who issued it, in the issuer's own words (OB3 Profile; H7).

use yew::{Html, html};

use super::paragraph;
use crate::credential::{Address, Credential, IdentifierEntry, Profile};
use crate::locale::Locale;
use crate::view::{link, said, worded};

/// The issuer's profile, and that of whom it is part of.
pub(super) fn issuer(credential: &Credential, locale: &Locale) -> Html {
    let issuer = &credential.issuer;
    if issuer.is_bare() {
        return Html::default();
    }
    html! {
        <section class="profile">
            <h3>{ locale.text("issuer-profile") }</h3>
            <p class="fine">{ locale.text("issuer-profile-note") }</p>
            { lines(issuer, locale) }
            if let Some(parent) = issuer.parent_org.as_deref() {
                <h4>{ locale.text("parent-organisation") }</h4>
                { lines(parent, locale) }
            }
        </section>
    }
}

fn lines(profile: &Profile, locale: &Locale) -> Html {
    let person = profile.person_names.line();
    let facts: Vec<(&str, Html)> = [
        ("official", (!profile.official.is_empty()).then(|| worded(&profile.official, locale))),
        ("phone", profile.phone.as_deref().map(said)),
        ("address", profile.address.as_ref().map(|address| said(&written(address)))),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .chain(profile.other_identifiers.iter().map(|one| ("other-identifier", identifier(one))))
    .collect();
    html! {
        <>
            <p><strong>{ worded(&profile.name, locale) }{ for person.as_deref().map(said) }</strong></p>
            { paragraph(&profile.description, locale) }
            if let Some(url) = profile.url.as_deref() {
                <p>{ link(url, None) }</p>
            }
            if let Some(email) = profile.email.as_deref() {
                <p>{ said(email) }</p>
            }
            if !facts.is_empty() {
                <dl class="facts">{ for facts.into_iter().map(|(name, value)| html! {
                    <><dt>{ locale.text(name) }</dt><dd>{ value }</dd></>
                }) }</dl>
            }
        </>
    }
}

/// An identifier elsewhere, with what kind it is.
pub(super) fn identifier(entry: &IdentifierEntry) -> Html {
    html! {
        <>
            { said(&entry.identifier) }
            { for entry.identifier_type.as_deref().map(|kind| html! {
                <>{ " " }<span class="label">{ said(kind) }</span></>
            }) }
        </>
    }
}

/// An address on one line, from the street to the country.
fn written(address: &Address) -> String {
    let town = [address.postal_code.as_deref(), address.locality.any()];
    let town: Vec<&str> = town.into_iter().flatten().collect();
    let town = town.join(" ");
    let parts = [
        address.street.any(),
        address.post_office_box.as_deref(),
        Some(town.as_str()),
        address.region.any(),
        address.country.any().or(address.country_code.as_deref()),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
