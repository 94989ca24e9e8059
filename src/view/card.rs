//! The card of a badge on somebody else's page: one look, the verdict in words (EXPERIENCE section 5).
//!
//! It has no colours of a verdict there: a page could draw a green tick by itself, so one proves nothing.

use yew::{AttrValue, Callback, Html, html};

use super::{Tone, headline, icons, said, short, worded};
use crate::credential::{Credential, site};
use crate::locale::Locale;
use crate::report::{Axis, Outcome, Problem, Purpose, Report, SignerKind, Verdict};
use crate::verify::Verification;

/// How much room there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Everything: picture, achievement, issuer, verdict, date.
    #[default]
    Card,
    /// One row.
    Chip,
    /// A few words within a sentence.
    Inline,
}

impl Layout {
    /// The layout of this name; a card for every other.
    pub fn named(name: &str) -> Self {
        match name {
            "chip" => Self::Chip,
            "inline" => Self::Inline,
            _ => Self::Card,
        }
    }

    /// Its name, which is that of its style, too.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Chip => "chip",
            Self::Inline => "inline",
        }
    }
}

/// Whose page the card is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The verifier's own: the verdict may have its colour.
    Own,
    /// Somebody else's.
    Foreign,
}

/// What is known of the badge.
pub enum Found<'a> {
    /// It is on its way.
    Waiting,
    /// It did not come, or there is none in what came.
    Nothing(&'a Problem),
    /// It was looked at.
    Badge(&'a Verification),
}

/// A card, and what the page it is on knows.
pub struct Card<'a> {
    /// What is known of the badge.
    pub found: Found<'a>,
    /// The badge's own file, if it is a picture.
    pub picture: Option<AttrValue>,
    /// How much room there is.
    pub layout: Layout,
    /// Whose page it is on.
    pub ground: Ground,
    /// Whether the issuer is being asked.
    pub asking: bool,
    /// Where the full result is shown: the verifier's own page, with the badge in the fragment.
    pub full: AttrValue,
}

/// Draws it. `ask` has the issuer asked.
pub fn card(card: &Card<'_>, locale: &Locale, ask: &Callback<()>) -> Html {
    let (tone, inner) = match card.found {
        Found::Waiting => (Tone::Neutral, waiting(locale)),
        Found::Nothing(problem) => (Tone::Neutral, nothing(problem, card, locale)),
        Found::Badge(verification) => badge(verification, card, locale, ask),
    };
    let tone = (card.ground == Ground::Own).then(|| tone.class());
    let direction = if locale.language().right_to_left { "rtl" } else { "ltr" };
    html! {
        <div class={yew::classes!("badge", card.layout.as_str(), tone)} lang={locale.tag} dir={direction} role="group"
            aria-label={locale.text("card-label")}>
            { inner }
        </div>
    }
}

fn waiting(locale: &Locale) -> Html {
    html! { <p class="verdict" role="status">{ locale.text("reading") }</p> }
}

fn nothing(problem: &Problem, card: &Card<'_>, locale: &Locale) -> Html {
    // What the network did not give says nothing about what is there.
    let title = if problem.code.is_of_the_network() { "card-unreachable" } else { "problem-title" };
    html! {
        <>
            <p class="verdict" role="status">
                { icons::seal(super::Shape::Empty) }<strong>{ locale.text(title) }</strong>
            </p>
            if card.layout == Layout::Card {
                <p class="fine">{ said(&locale.code(problem.code, &problem.detail)) }</p>
            }
        </>
    }
}

fn badge(
    verification: &Verification,
    card: &Card<'_>,
    locale: &Locale,
    ask: &Callback<()>,
) -> (Tone, Html) {
    // A presentation of one badge is about that badge.
    let verification = match &verification.members[..] {
        [only] if verification.is_presentation() => only,
        _ => verification,
    };
    let report = &verification.report;
    let headline = headline(verification, locale);
    let credential = verification.credential.as_ref();
    // Of what is forged, a picture or a name would be remembered and the verdict forgotten.
    let failed = |axis| matches!(report.axis(axis), Outcome::Failed(_));
    let forged = failed(Axis::Integrity) || failed(Axis::Issuer);
    let shown = credential.filter(|_| !forged);
    let wanted = verification.wanted();
    let open = !wanted.is_empty() && report.verdict() != Verdict::Invalid;
    let whole = card.layout == Layout::Card;
    let hosted = wanted.iter().find(|request| request.purpose == Purpose::Assertion);
    let hosted = hosted.and_then(|request| site(&request.url)).filter(|_| whole);
    let intact =
        open && whole && report.axis(Axis::Integrity) == Outcome::Passed && report.is_signed();
    let asks = ask.reform(|_| ());
    let drawn = html! {
        <>
            { for shown.and_then(|credential| picture(credential, card, locale)) }
            <div class="words">
                if let Some(title) = shown.map(Credential::title).filter(|title| !title.is_empty()) {
                    <p class="title" dir="auto">{ worded(title, locale) }</p>
                }
                if card.layout != Layout::Inline {
                    { for issuer(report, shown, locale).map(|issuer| html! { <p class="issuer">{ issuer }</p> }) }
                }
                <p class="verdict" role="status">
                    { icons::seal(headline.shape) }<strong>{ headline.title(locale) }</strong>
                </p>
                if whole {
                    <p class="sentence"><bdi>{ headline.sentence(locale) }</bdi></p>
                    { for shown.and_then(|credential| date(credential, locale)) }
                }
                if let Some(host) = hosted {
                    <p class="fine"><bdi>{ locale.format("card-hosted", &[("host", host)]) }</bdi></p>
                }
                if intact {
                    <p class="fine">{ locale.text("card-intact") }</p>
                }
                if open && card.layout != Layout::Inline {
                    <p><button type="button" onclick={asks} disabled={card.asking}>
                        { locale.text(if card.asking { "asking" } else { "card-ask" }) }
                    </button></p>
                }
                <p class="fine">
                    if card.layout != Layout::Inline {
                        { locale.text("card-checked") }{ " " }
                    }
                    { full(card, locale) }
                </p>
            </div>
        </>
    };
    (headline.tone, drawn)
}

/// The way to the full result, in a tab that has no hold of this page.
fn full(card: &Card<'_>, locale: &Locale) -> Html {
    let site = site(&card.full).unwrap_or_default();
    html! {
        <a href={card.full.clone()} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
            { locale.format("card-full", &[("host", site)]) }
        </a>
    }
}

/// Only what is at hand: a picture from elsewhere would tell somebody who reads this page.
fn picture(credential: &Credential, card: &Card<'_>, locale: &Locale) -> Option<Html> {
    let inside = || credential.picture()?.data_url().map(AttrValue::from);
    let source = card.picture.clone().or_else(inside)?;
    let title = credential.title().any().unwrap_or_default();
    let label = locale.format("badge-picture", &[("name", title)]);
    Some(html! { <img class="picture" src={source} alt={label} /> })
}

/// The issuer by what is proven of it; a name that it claims is called a claim.
fn issuer(report: &Report, credential: Option<&Credential>, locale: &Locale) -> Option<Html> {
    let claimed = credential.and_then(|credential| {
        let id = credential.issuer.id.as_deref().map(short);
        credential.issuer.name.any().map(str::to_owned).or(id)
    });
    Some(match (&report.signer, claimed) {
        (Some(signer), _) if signer.kind != SignerKind::Key => said(&short(&signer.id)),
        (Some(signer), _) => said(&locale.format("issuer-key", &[("key", &short(&signer.id))])),
        (None, Some(name)) => said(&locale.format("issuer-claimed", &[("name", &name)])),
        (None, None) => return None,
    })
}

fn date(credential: &Credential, locale: &Locale) -> Option<Html> {
    let date = credential.issued_on()?;
    let text = date.instant().map_or_else(|| date.text.clone(), |instant| locale.date(instant));
    Some(html! {
        <p class="fine"><bdi>{ locale.format("issued-on", &[("date", &text)]) }</bdi></p>
    })
}
