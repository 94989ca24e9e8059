//! Evidence packs: who made one, what of an answer rests on it, and what of it is signed.

use yew::{Callback, Html, html};

use super::{Actions, Shown, said, short};
use crate::locale::Locale;
use crate::report::{Axis, Outcome, Source};
use crate::resource::{EvidencePack, PackMaker};
use crate::time::Timestamp;

/// A pack that an answer rests on: when it was made, and by whom.
pub type Pack = (Timestamp, PackMaker);

/// The packs that an answer rests on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Packs<'a> {
    /// Each of them.
    pub all: &'a [Pack],
    /// Whether the answer rests on them alone; else they were prepared, and fill gaps.
    pub alone: bool,
}

/// That the answer rests on packs: each piece with its age and what vouches for it, and a way to ask
/// anew.
pub(super) fn packed(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let Packs { all, alone } = shown.packs;
    if all.is_empty() {
        return Html::default();
    }
    let now = shown.verification.report.at;
    let made = if alone { "pack-made" } else { "pack-prepared" };
    let anew = actions.leave_pack.reform(|_| ());
    html! {
        <section class="next pack" aria-labelledby="pack-title">
            <h2 id="pack-title">{ locale.text("pack-title") }</h2>
            { for all.iter().map(|(date, maker)| html! {
                <p>
                    { locale.format(made, &[("date", &locale.moment(*date))]) }
                    { " " }<small>{ locale.relative(*date, now) }</small>
                    <br /><span class="fine">{ locale.text(by(*maker)) }</span>
                </p>
            }) }
            <ul class="hosts">
                { badge(shown, locale) }
                { for shown.verification.evidence().iter().map(|source| piece(source, now, locale)) }
            </ul>
            <p class="buttons"><button onclick={anew}>{ locale.text("pack-anew") }</button></p>
        </section>
    }
}

fn by(maker: PackMaker) -> &'static str {
    match maker {
        PackMaker::ThisDevice => "pack-by-device",
        PackMaker::Trusted => "pack-by-trusted",
        PackMaker::Unknown => "pack-by-unknown",
    }
}

/// The badge itself: its own signature vouches for it, or nothing in the pack does.
fn badge(shown: &Shown<'_>, locale: &Locale) -> Html {
    let report = &shown.verification.report;
    let signer = report.signer.as_ref().filter(|_| {
        let passed = |axis| report.axis(axis) == Outcome::Passed;
        // What stands in a blockchain is shown by evidence, which stands below like any other.
        let credential = shown.verification.credential.as_ref();
        let anchored = credential.is_some_and(|credential| credential.format.is_blockcerts());
        passed(Axis::Integrity) && passed(Axis::Issuer) && !report.is_hosted() && !anchored
    });
    let worth = match signer {
        Some(signer) => locale.format("piece-signed", &[("signer", &short(&signer.id))]),
        None => locale.text("piece-badge"),
    };
    html! { <li><bdi>{ shown.verification.input.name.clone() }</bdi><br /><small><bdi>{ worth }</bdi></small></li> }
}

/// A piece of evidence: how old it is, and what vouches for it.
fn piece(source: &Source, now: Timestamp, locale: &Locale) -> Html {
    let age = |date| format!("{} {}", locale.date(date), locale.relative(date, now));
    let age = source.fetched_at.map_or_else(|| locale.text("age-unknown"), age);
    let worth = match (&source.signed_by, source.origin) {
        (Some(issuer), _) => locale.format("piece-signed", &[("signer", &short(issuer))]),
        (None, "fetched") => locale.text("piece-fetched"),
        (None, "host") => locale.text("piece-host"),
        (None, "supplied") => locale.text("piece-supplied"),
        (None, _) => locale.text("piece-trusted"),
    };
    html! {
        <li>
            <code>{ said(&source.url) }</code>{ " " }<small>{ age }</small>
            <br /><small><bdi>{ worth }</bdi></small>
        </li>
    }
}

/// A pack that was dropped, and what the person has to say to it.
pub struct PackOffer<'a> {
    /// What was dropped.
    pub pack: &'a EvidencePack,
    /// Whether this device made it, so that nobody has to be asked who did.
    pub sealed: bool,
    /// Whether another badge is on screen, which the evidence could be used for.
    pub beside: bool,
    /// Whether it is to be.
    pub use_beside: bool,
    /// Whether evidence without a badge is to be kept on this device.
    pub keep: bool,
}

/// The question who made a pack, and what for.
pub fn pack_offer(
    offer: &PackOffer<'_>,
    locale: &Locale,
    answer: &Callback<bool>,
    use_beside: &Callback<bool>,
    keep: &Callback<bool>,
) -> Html {
    let (yes, no) = (answer.reform(|_| true), answer.reform(|_| false));
    let date = locale.moment(offer.pack.made);
    let badge = offer.pack.badge.as_ref();
    let lead = match badge {
        Some(badge) => locale.format("pack-offer-lead", &[("file", &badge.name), ("date", &date)]),
        None => {
            let count = offer.pack.resources(PackMaker::Trusted).len().to_string();
            locale.format("pack-offer-prepared-lead", &[("date", &date), ("count", &count)])
        }
    };
    let title = if badge.is_some() { "pack-offer-title" } else { "pack-offer-prepared" };
    let choice = |message: &str, on: bool, change: &Callback<bool>| {
        let change = change.reform(move |_| !on);
        html! {
            <p><label class="choice">
                <input type="checkbox" checked={on} onchange={change} />{ " " }{ locale.text(message) }
            </label></p>
        }
    };
    html! {
        <section class="next pack-offer" aria-labelledby={super::VERDICT_ID}>
            <h1 id={super::VERDICT_ID} tabindex="-1">{ locale.text(title) }</h1>
            <p><bdi>{ lead }</bdi></p>
            if badge.is_some() && offer.beside {
                { choice("pack-offer-beside", offer.use_beside, use_beside) }
            }
            if badge.is_none() {
                { choice("pack-offer-keep", offer.keep, keep) }
            }
            if offer.sealed {
                <p class="fine">{ locale.text("pack-by-device") }</p>
                <p class="buttons">
                    <button class="primary" onclick={yes}>{ locale.text("pack-offer-open") }</button>
                </p>
            } else {
                <p><strong>{ locale.text("pack-offer-question") }</strong></p>
                <p class="fine">{ locale.text("pack-offer-warning") }</p>
                <p class="buttons">
                    <button class="primary" onclick={yes}>{ locale.text("pack-offer-yes") }</button>
                    <button onclick={no}>{ locale.text("pack-offer-no") }</button>
                </p>
            }
        </section>
    }
}
