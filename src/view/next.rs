//! The next step: what would be asked of whom, before anything is (VERDICT section 8).

use yew::{Callback, Html, html};

use super::{Actions, Contact, Shown, link, offer, said};
use crate::credential::{host, site};
use crate::locale::Locale;
use crate::report::{Code, Purpose, Request};

/// The question whether to ask, if there is something to ask.
pub(super) fn next_step(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    if let Some(file) = shown.offer {
        return offer::offer(file, locale, actions);
    }
    if let Some(progress) = shown.asking {
        return under_way(progress, locale, &actions.stop);
    }
    let (wanted, foreseen) = (shown.verification.wanted(), shown.verification.foreseen());
    if wanted.is_empty() {
        return again(shown, locale, actions);
    }
    let ask = actions.ask.reform(|_| ());
    let stay = actions.stay.reform(|_| ());
    let now = shown.always;
    let always = actions.always.reform(move |_| !now);
    html! {
        <section class="next" aria-labelledby="next-title">
            { question(&wanted, &foreseen, locale) }
            <p class="buttons">
                <button class="primary" onclick={ask}>{ locale.text("ask") }</button>
                <button onclick={stay}>{ locale.text("stay-offline") }</button>
                { later(shown, locale, actions) }
            </p>
            <p><label class="always">
                <input type="checkbox" checked={shown.always} onchange={always} />
                { " " }{ locale.text("always") }
            </label></p>
        </section>
    }
}

/// Who would be asked, now and after that, and what asking tells them.
pub(super) fn question(wanted: &[Request], foreseen: &[Request], locale: &Locale) -> Html {
    html! {
        <>
            <h2 id="next-title">{ locale.text("next-title") }</h2>
            <p>{ locale.text("next-lead") }</p>
            { hosts(wanted, locale) }
            if !foreseen.is_empty() {
                <p>{ locale.text("next-then") }</p>
                { hosts(foreseen, locale) }
            }
            <p class="fine">{ locale.text("next-warning") }</p>
        </>
    }
}

/// A way to come back to it: the badge and the question are kept on this device.
fn later(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    if shown.sample || shown.within.is_some() {
        return Html::default();
    }
    let later = actions.later.reform(|_| ());
    html! { <button onclick={later}>{ locale.text("finish-later") }</button> }
}

/// How far it is, and a way to give up.
pub(super) fn under_way((done, of): (usize, usize), locale: &Locale, stop: &Callback<()>) -> Html {
    let stop = stop.reform(|_| ());
    let (done, of) = (done.to_string(), of.to_string());
    html! {
        <section class="next" aria-live="polite">
            <h2>{ locale.text("asking") }</h2>
            <p>
                <progress max={of.clone()} value={done.clone()}></progress>{ " " }
                { locale.format("asking-progress", &[("done", &done), ("of", &of)]) }
            </p>
            <p class="buttons"><button onclick={stop}>{ locale.text("stop") }</button></p>
        </section>
    }
}

/// Hosts with what they would be asked for.
pub(super) fn hosts(requests: &[Request], locale: &Locale) -> Html {
    let mut grouped: Vec<(&str, Vec<&'static str>)> = Vec::new();
    for request in requests {
        let host = site(&request.url).unwrap_or(&request.url);
        let purpose = purpose_of(request.purpose);
        match grouped.iter_mut().find(|(known, _)| *known == host) {
            None => grouped.push((host, vec![purpose])),
            Some((_, purposes)) if !purposes.contains(&purpose) => purposes.push(purpose),
            Some(_) => {}
        }
    }
    html! {
        <ul class="hosts">
            { for grouped.into_iter().map(|(host, purposes)| html! {
                <li>
                    <strong>{ said(host) }</strong>{ " " }
                    { locale.list(purposes.iter().map(|name| locale.text(name))) }
                </li>
            }) }
        </ul>
    }
}

pub(super) fn purpose_of(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::DidDocument => "purpose-did-document",
        Purpose::StatusList => "purpose-status-list",
        Purpose::Assertion => "purpose-assertion",
        Purpose::Endorsement => "purpose-endorsement",
        Purpose::BadgeClass => "purpose-badge-class",
        Purpose::Issuer => "purpose-issuer",
        Purpose::Key => "purpose-key",
        Purpose::Context => "purpose-context",
        Purpose::Refresh => "purpose-refresh",
        Purpose::Schema => "purpose-schema",
        Purpose::Image => "purpose-image",
        Purpose::Transaction => "purpose-transaction",
    }
}

/// The offer to ask again what was refused.
fn again(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let credential = shown.verification.credential.as_ref();
    let name = credential.and_then(|credential| credential.title().any());
    let name = name.unwrap_or(&shown.verification.input.name);
    let contacts = shown.contacts;
    let refused: Vec<_> = contacts.iter().filter(|contact| contact.refusal.is_some()).collect();
    if refused.is_empty() {
        return Html::default();
    }
    let again = actions.again.reform(|_| ());
    let declined = refused.iter().all(|contact| contact.refusal == Some(Code::Declined));
    html! {
        <section class="next">
            <h2>{ locale.text(if declined { "declined-title" } else { "no-answer-title" }) }</h2>
            <ul class="hosts">
                { for refused.iter().map(|contact| line(contact, name, locale, actions)) }
            </ul>
            if !declined {
                <p>{ locale.text("drop-answer") }</p>
            }
            <p class="buttons">
                <button onclick={again}>
                    { locale.text(if declined { "ask-after-all" } else { "ask-again" }) }
                </button>
                { later(shown, locale, actions) }
            </p>
        </section>
    }
}

fn line(contact: &Contact, name: &str, locale: &Locale, actions: &Actions) -> Html {
    let host = host(&contact.url).unwrap_or(&contact.url);
    let answer = match contact.refusal {
        None => locale.text("contact-answered"),
        Some(code) => locale.code(code, host),
    };
    // Whoever wants to look for themselves can.
    let look = contact.refusal.filter(|code| *code != Code::Declined).map(|code| {
        html! {
            <>
                <br />{ locale.means(code, host) }{ " " }{ locale.todo(code, host) }
                <br />{ link(&contact.url, None) }
                { offer::message(contact, name, locale, actions) }
            </>
        }
    });
    // Most answers name the host themselves.
    let named = answer.contains(host);
    html! {
        <li>
            if !named {
                <strong>{ said(host) }</strong>{ " " }
            }
            { said(&answer) }{ for look }
        </li>
    }
}

/// The record of who was asked and what they answered.
pub(super) fn contacts(shown: &Shown<'_>, locale: &Locale) -> Html {
    let contacts = shown.contacts;
    let none = if shown.sample { "contacts-sample" } else { "contacts-none" };
    let asked =
        |contact: &Contact| contact.refusal != Some(Code::Declined) && contact.beside.is_none();
    let nobody = !contacts.iter().any(asked);
    let listed: Vec<&Contact> =
        contacts.iter().filter(|contact| !nobody || contact.beside.is_some()).collect();
    html! {
        <section class="contacts">
            <h3>{ locale.text("contacts-title") }</h3>
            if nobody {
                <p>{ locale.text(if listed.is_empty() { none } else { "contacts-beside" }) }</p>
            }
            if !listed.is_empty() {
                <ul>{ for listed.into_iter().map(|contact| html! {
                    <li>
                        <code>{ said(&contact.url) }</code>{ " " }
                        { match contact.refusal {
                            None if contact.by_hand => locale.text("contact-by-hand"),
                            None if contact.beside.is_some() => String::new(),
                            None => locale.text("contact-answered"),
                            Some(code) => locale.code(code, host(&contact.url).unwrap_or_default()),
                        } }
                        if contact.refusal.is_some() && contact.beside.is_some() { { " " } }
                        { for contact.beside.map(|day| {
                            locale.format("contact-copy", &[("date", &locale.date(day))])
                        }) }
                    </li>
                }) }</ul>
            }
        </section>
    }
}
