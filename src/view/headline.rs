//! The verdict in one sentence: which words, which shape, which colour (VERDICT sections 3 and 4).

use crate::credential::{host, visible};
use crate::locale::Locale;
use crate::report::{Problem, SignerKind};
use crate::verify::{Gist, Standing, Verification};

use super::short;

/// The verdict's words and looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The shape, which tells verdicts apart without colour.
    pub shape: Shape,
    /// The colour.
    pub tone: Tone,
    /// The name of the message; its sentence has the suffix `-text`.
    pub message: &'static str,
    /// What the sentence's variables stand for.
    pub arguments: Vec<(&'static str, String)>,
}

/// A seal in the state that fits the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A seal with a tick: verified, or signed and unaltered.
    Tick,
    /// A seal with a question mark: only a key vouches.
    Question,
    /// A clock: expired, or not yet.
    Clock,
    /// A seal struck through: withdrawn.
    Struck,
    /// A broken seal: altered, or not the issuer's.
    Broken,
    /// A half-filled seal: partly checked.
    Half,
    /// An empty seal: not checked.
    Empty,
}

/// The colour of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Verified.
    Good,
    /// Something to look at.
    Caution,
    /// Wrong.
    Bad,
    /// Nothing decided.
    Neutral,
}

impl Tone {
    /// The name of the style.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}

impl Headline {
    /// The verdict in two or three words.
    pub fn title(&self, locale: &Locale) -> String {
        locale.text(self.message)
    }

    /// The sentence under it.
    pub fn sentence(&self, locale: &Locale) -> String {
        let arguments: Vec<_> =
            self.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        locale.format(&format!("{}-text", self.message), &arguments)
    }
}

/// The headline for a verification.
pub fn headline(verification: &Verification, locale: &Locale) -> Headline {
    told(&Gist::of(verification), locale)
}

/// The headline from a gist: the words of the page and those of the table.
pub fn told(gist: &Gist, locale: &Locale) -> Headline {
    let (shape, tone) = look(gist.standing);
    Headline { shape, tone, message: gist.standing.as_str(), arguments: arguments(gist, locale) }
}

/// The shape and the colour of a standing.
const fn look(standing: Standing) -> (Shape, Tone) {
    use Standing as S;
    match standing {
        S::Verified | S::Signed | S::Hosted | S::Record => (Shape::Tick, Tone::Good),
        S::Endorsed | S::EndorsedThere | S::PresentedNow => (Shape::Tick, Tone::Good),
        S::KeyOnly => (Shape::Question, Tone::Caution),
        S::Presented => (Shape::Question, Tone::Neutral),
        S::Altered | S::OtherAnchor | S::UnsignedParts | S::Broken => (Shape::Broken, Tone::Bad),
        S::BadSignature | S::Stranger | S::Elsewhere => (Shape::Broken, Tone::Bad),
        S::PublicKey | S::PresentedBad => (Shape::Broken, Tone::Bad),
        S::Revoked | S::OldKey => (Shape::Struck, Tone::Bad),
        S::Suspended => (Shape::Struck, Tone::Caution),
        S::ExpiredGenuine | S::ExpiredSigned | S::ExpiredUnverified | S::NotYet => {
            (Shape::Clock, Tone::Neutral)
        }
        S::Reversed => (Shape::Clock, Tone::Bad),
        S::Clock => (Shape::Clock, Tone::Caution),
        S::NoSignature | S::TestChain => (Shape::Empty, Tone::Caution),
        S::Part | S::Pointer | S::NotChecked | S::PresentedUnsigned => {
            (Shape::Empty, Tone::Neutral)
        }
        S::NotYetChecked | S::PresentedOpen => (Shape::Half, Tone::Neutral),
        S::PartlyAnchor | S::PartlyStatus | S::PartlyStatusThere | S::PartlyDates => {
            (Shape::Half, Tone::Caution)
        }
        S::PartlyDatesThere | S::PartlyIssuer | S::PartlyThere => (Shape::Half, Tone::Caution),
    }
}

fn arguments(gist: &Gist, locale: &Locale) -> Vec<(&'static str, String)> {
    let claimed = gist.issuer.clone().or_else(|| gist.issuer_id.as_deref().map(short));
    let claimed = claimed.unwrap_or_else(|| locale.text("unknown-issuer"));
    let signer = gist.signer.as_ref();
    // Whom the person's own list knows goes by the name there, and never by what it calls itself.
    let listed = signer.filter(|signer| signer.kind == SignerKind::Trusted);
    let listed = listed.map(|signer| signer.name.clone().unwrap_or_else(|| short(&signer.id)));
    let claimed = listed.unwrap_or(claimed);
    let signer = signer.map_or_else(|| claimed.clone(), |signer| short(&signer.id));
    let date = gist.date.map_or_else(|| locale.text("unknown-date"), |date| locale.date(date));
    vec![
        ("issuer", claimed),
        ("signer", signer),
        ("earner", gist.earner.label().unwrap_or_else(|| locale.text("someone"))),
        ("date", date),
        ("hosts", locale.list(gist.hosts.iter().cloned())),
        ("host", gist.host.clone().unwrap_or_else(|| "…".to_owned())),
        ("reason", gist.reason.as_ref().map_or_else(String::new, |reason| why(reason, locale))),
    ]
}

/// The sentence of the check that the verdict rests on.
pub(super) fn why(problem: &Problem, locale: &Locale) -> String {
    locale.code(problem.code, &visible(host(&problem.detail).unwrap_or(&problem.detail)))
}
