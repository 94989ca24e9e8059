//! A way on where a host does not answer: the file that a person saved, and a word to the issuer.

use yew::{Html, html};

use super::{Actions, Contact, Offer, next, said};
use crate::credential::site;
use crate::locale::Locale;
use crate::report::{Code, Purpose};

/// The question what a dropped file is, and who saved it.
pub(super) fn offer(offer: &Offer, locale: &Locale, actions: &Actions) -> Html {
    let accept = |saved: bool| actions.accept.reform(move |_| saved);
    let not_offered = actions.not_offered.reform(|_| ());
    let chosen = offer.missing.get(offer.chosen);
    // A transaction has no host of its own.
    let any = locale.text("offer-any-host");
    let host = chosen.and_then(|gap| site(&gap.url)).unwrap_or(&any);
    html! {
        <section class="next offer" aria-labelledby="offer-title" aria-live="polite">
            <h2 id="offer-title">{ locale.text("offer-title") }</h2>
            <p><bdi>{ locale.format("offer-lead", &[("file", &offer.name), ("host", host)]) }</bdi></p>
            if offer.recognised {
                <p>{ for chosen.map(|gap| said(&gap.url)) }</p>
            } else {
                <fieldset>
                    <legend>{ locale.text("offer-which") }</legend>
                    { for offer.missing.iter().enumerate().map(|(index, gap)| {
                        let choose = actions.choose.reform(move |_| index);
                        html! {
                            <label class="choice">
                                <input type="radio" name="gap" checked={index == offer.chosen} onchange={choose} />
                                { " " }{ said(&gap.url) }{ " " }
                                <small>{ locale.text(next::purpose_of(gap.purpose)) }</small>
                            </label>
                        }
                    }) }
                </fieldset>
            }
            <p><strong><bdi>{ locale.format("offer-question", &[("host", host)]) }</bdi></strong></p>
            <p class="fine">{ locale.text("offer-warning") }</p>
            <p class="buttons">
                <button class="primary" onclick={accept(true)}>{ locale.text("offer-saved") }</button>
                <button onclick={accept(false)}>{ locale.text("offer-supplied") }</button>
                <button onclick={not_offered}>{ locale.text("offer-another") }</button>
            </p>
        </section>
    }
}

/// A message to the issuer whose site gave no answer that a page could read, about the badge of this name.
pub(super) fn message(contact: &Contact, name: &str, locale: &Locale, actions: &Actions) -> Html {
    if !matches!(contact.refusal, Some(Code::Blocked | Code::Redirected | Code::ServerError)) {
        return Html::default();
    }
    // Who keeps transactions, schemas or pictures need not be the issuer.
    if matches!(contact.purpose, Purpose::Transaction | Purpose::Schema | Purpose::Image) {
        return Html::default();
    }
    let mut text = locale.format("letter", &[("name", name), ("url", &contact.url)]);
    if contact.refusal != Some(Code::ServerError) {
        text = format!("{text}\n\n{}", locale.text("letter-header"));
    }
    let whole = text.clone();
    let copy = actions.copy.reform(move |_| whole.clone());
    html! {
        <details class="letter">
            <summary>{ locale.text("letter-title") }</summary>
            <p><bdi>{ text }</bdi></p>
            <p class="buttons"><button onclick={copy}>{ locale.text("copy") }</button></p>
        </details>
    }
}
