//! The verdict in one sentence: which words, which shape, which colour (VERDICT sections 3 and 4).

use crate::credential::{Credential, Earner, host, visible};
use crate::locale::Locale;
use crate::report::{Axis, Code, Outcome, Report, SignerKind, Subject, Verdict};
use crate::verify::Verification;

use super::{checks, members, short};

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

/// The headline for a verification. The words follow the signer that is proven, never the name that
/// is claimed.
pub fn headline(verification: &Verification, locale: &Locale) -> Headline {
    let report = &verification.report;
    if members::is_presentation(verification) {
        let (shape, tone, message) = presentation(report);
        return Headline { shape, tone, message, arguments: arguments(verification, locale) };
    }
    let (shape, tone, message) = match report.verdict() {
        Verdict::Valid => match report.signer.as_ref().map(|signer| signer.kind) {
            Some(SignerKind::Trusted | SignerKind::Domain)
                if members::is_endorsement(verification) =>
            {
                (
                    Shape::Tick,
                    Tone::Good,
                    if report.is_hosted() { "endorsed-there" } else { "endorsed" },
                )
            }
            Some(SignerKind::Trusted) => (Shape::Tick, Tone::Good, "verified"),
            Some(SignerKind::Domain) if members::is_record(verification) => {
                (Shape::Tick, Tone::Good, "record")
            }
            Some(SignerKind::Domain) if report.is_hosted() => (Shape::Tick, Tone::Good, "hosted"),
            Some(SignerKind::Domain) => (Shape::Tick, Tone::Good, "signed"),
            Some(SignerKind::Key) | None => (Shape::Question, Tone::Caution, "key-only"),
        },
        Verdict::Invalid => invalid(report),
        Verdict::Indeterminate => open(report),
    };
    Headline { shape, tone, message, arguments: arguments(verification, locale) }
}

/// A presentation says who shows what is in it; the badges speak for themselves.
fn presentation(report: &Report) -> (Shape, Tone, &'static str) {
    let fresh = report.checks.iter().any(|check| {
        check.subject == Subject::Presenter
            && check.of.is_empty()
            && check.outcome == Outcome::Passed
    });
    match report.verdict() {
        Verdict::Valid if fresh => (Shape::Tick, Tone::Good, "presented-now"),
        Verdict::Valid => (Shape::Question, Tone::Neutral, "presented"),
        Verdict::Invalid => (Shape::Broken, Tone::Bad, "presented-bad"),
        Verdict::Indeterminate if report.reason() == Some(Code::NotPresented) => {
            (Shape::Empty, Tone::Neutral, "presented-unsigned")
        }
        Verdict::Indeterminate => (Shape::Half, Tone::Neutral, "presented-open"),
    }
}

fn invalid(report: &Report) -> (Shape, Tone, &'static str) {
    use Code as C;
    let intact = report.axis(Axis::Integrity) == Outcome::Passed;
    let named = report.signer.as_ref().is_some_and(|signer| signer.kind != SignerKind::Key);
    match report.reason() {
        Some(C::AnchorMismatch) => (Shape::Broken, Tone::Bad, "other-anchor"),
        Some(C::SignatureMismatch) => (Shape::Broken, Tone::Bad, "altered"),
        Some(C::UnsignedMember | C::ContextRedefined | C::ForbiddenShape) => {
            (Shape::Broken, Tone::Bad, "unsigned-parts")
        }
        Some(
            C::DuplicateMember
            | C::MalformedJson
            | C::ContradictoryClaims
            | C::SeveralCredentials
            | C::ContextInvalid,
        ) => (Shape::Broken, Tone::Bad, "broken"),
        Some(C::KeyNotIssuers) => (Shape::Broken, Tone::Bad, "stranger"),
        Some(C::KeyNoLongerPublished) => (Shape::Struck, Tone::Bad, "old-key"),
        Some(C::OutsideScope) => (Shape::Broken, Tone::Bad, "elsewhere"),
        Some(C::KeyIsPublic) => (Shape::Broken, Tone::Bad, "public-key"),
        Some(C::Revoked) => (Shape::Struck, Tone::Bad, "revoked"),
        Some(C::Suspended) => (Shape::Struck, Tone::Caution, "suspended"),
        Some(C::Expired) if intact && named => (Shape::Clock, Tone::Neutral, "expired-genuine"),
        Some(C::Expired) if intact => (Shape::Clock, Tone::Neutral, "expired-signed"),
        Some(C::Expired) => (Shape::Clock, Tone::Neutral, "expired-unverified"),
        Some(C::NotYetValid) => (Shape::Clock, Tone::Neutral, "not-yet"),
        Some(C::PeriodReversed) => (Shape::Clock, Tone::Bad, "reversed"),
        _ => (Shape::Broken, Tone::Bad, "bad-signature"),
    }
}

fn open(report: &Report) -> (Shape, Tone, &'static str) {
    let passed = |axis| report.axis(axis) == Outcome::Passed;
    // Of a signature is spoken only where there is one.
    let signed = checks::is_signed(report);
    let either = |signature, other| if signed { signature } else { other };
    match report.reason() {
        Some(Code::Unsigned) => (Shape::Empty, Tone::Caution, "no-signature"),
        Some(Code::OnlyAPart) => (Shape::Empty, Tone::Neutral, "part"),
        Some(Code::Hosted) => (Shape::Empty, Tone::Neutral, "pointer"),
        Some(Code::TestChain) => (Shape::Empty, Tone::Caution, "test-chain"),
        _ if !report.wanted.is_empty() => (Shape::Half, Tone::Neutral, "not-yet-checked"),
        Some(Code::AnchorNotChecked) => (Shape::Half, Tone::Caution, "partly-anchor"),
        Some(Code::ClockSuspect) => (Shape::Clock, Tone::Caution, "clock"),
        _ if passed(Axis::Integrity) && passed(Axis::Issuer) => match report.axis(Axis::Status) {
            Outcome::Unknown(_) => {
                (Shape::Half, Tone::Caution, either("partly-status", "partly-status-there"))
            }
            _ => (Shape::Half, Tone::Caution, either("partly-dates", "partly-dates-there")),
        },
        _ if passed(Axis::Integrity) => {
            (Shape::Half, Tone::Caution, either("partly-issuer", "partly-there"))
        }
        _ => (Shape::Empty, Tone::Neutral, "not-checked"),
    }
}

fn arguments(verification: &Verification, locale: &Locale) -> Vec<(&'static str, String)> {
    let report = &verification.report;
    let credential = verification.credential.as_ref();
    let claimed = credential.and_then(|credential| credential.issuer.name.any()).map(str::to_owned);
    let id = credential.and_then(|credential| credential.issuer.id.as_deref());
    let claimed =
        claimed.or_else(|| id.map(short)).unwrap_or_else(|| locale.text("unknown-issuer"));
    let signer = report.signer.as_ref();
    // Whom the person's own list knows goes by the name there, and never by what it calls itself.
    let listed = signer.filter(|signer| signer.kind == SignerKind::Trusted);
    let listed = listed.map(|signer| signer.name.clone().unwrap_or_else(|| short(&signer.id)));
    let claimed = listed.unwrap_or(claimed);
    let signer = signer.map_or_else(|| claimed.clone(), |signer| short(&signer.id));
    let mut hosts: Vec<String> = Vec::new();
    for host in report.wanted.iter().filter_map(|request| host(&request.url)) {
        if hosts.iter().all(|known| known != host) {
            hosts.push(host.to_owned());
        }
    }
    let pointed = report.checks.iter().find_map(|check| match &check.outcome {
        Outcome::Unknown(problem) if problem.code == Code::Hosted => host(&problem.detail),
        _ => None,
    });
    vec![
        ("issuer", claimed),
        ("signer", signer),
        ("earner", earner(credential, locale)),
        ("date", date(credential, report, locale)),
        ("hosts", locale.list(hosts)),
        ("host", pointed.unwrap_or("…").to_owned()),
        ("reason", reason(report, locale)),
    ]
}

/// The sentence of the check that the verdict rests on.
fn reason(report: &Report, locale: &Locale) -> String {
    let decisive = report.checks.iter().find_map(|check| match &check.outcome {
        Outcome::Unknown(problem) | Outcome::Failed(problem)
            if Some(problem.code) == report.reason() =>
        {
            Some(problem)
        }
        _ => None,
    });
    decisive.map_or_else(String::new, |problem| {
        locale.code(problem.code, host(&problem.detail).unwrap_or(&problem.detail))
    })
}

fn earner(credential: Option<&Credential>, locale: &Locale) -> String {
    match credential.map(Credential::earner) {
        Some(Earner::Named(name)) => name.text,
        Some(Earner::Email(address)) => visible(&address).into_owned(),
        Some(Earner::Identifier(id)) => visible(&short(&id)).into_owned(),
        Some(Earner::Hashed | Earner::Nobody) | None => locale.text("someone"),
    }
}

/// The date the sentence is about: the end, the beginning, or the day of issue.
fn date(credential: Option<&Credential>, report: &Report, locale: &Locale) -> String {
    let date = credential.and_then(|credential| match report.reason() {
        Some(Code::Expired) => credential.valid_until.as_ref(),
        _ => credential.issued_on(),
    });
    let date = date.and_then(|date| date.instant());
    date.map_or_else(|| locale.text("unknown-date"), |instant| locale.date(instant))
}
