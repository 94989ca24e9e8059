//! How a credential stands: which sentence of VERDICT sections 3 and 4 is its headline.

use super::Verification;
use crate::report::{Axis, Code, Outcome, Report, SignerKind, Subject, Verdict};

/// Declares the standings once: variant, name of its message, meaning.
macro_rules! standings {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal,)+) => {
        /// How a credential stands: one for each sentence of the verdict (VERDICT sections 3 and 4).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Standing {
            $($(#[$doc])+ $variant,)+
        }

        impl Standing {
            /// Every standing; what an employer should look at first comes first.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name of the message that says it; its sentence has the suffix `-text`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

standings! {
    /// The signature does not fit.
    Altered = "altered",
    /// The transaction holds something else.
    OtherAnchor = "other-anchor",
    /// Something in it is not covered.
    UnsignedParts = "unsigned-parts",
    /// Its text cannot be read without doubt.
    Broken = "broken",
    /// What stands in place of a signature proves nothing.
    BadSignature = "bad-signature",
    /// Signed by somebody else than the issuer.
    Stranger = "stranger",
    /// Kept where the issuer does not let badges be.
    Elsewhere = "elsewhere",
    /// Anybody has the key.
    PublicKey = "public-key",
    /// The issuer withdrew the key.
    OldKey = "old-key",
    /// Withdrawn for good.
    Revoked = "revoked",
    /// Withdrawn for now.
    Suspended = "suspended",
    /// Genuine, and over.
    ExpiredGenuine = "expired-genuine",
    /// Signed by somebody who is not confirmed, and over.
    ExpiredSigned = "expired-signed",
    /// Over, and nothing else is known.
    ExpiredUnverified = "expired-unverified",
    /// It has not begun.
    NotYet = "not-yet",
    /// It ends before it begins.
    Reversed = "reversed",
    /// A collection that its holder did not put together.
    PresentedBad = "presented-bad",
    /// No signature at all.
    NoSignature = "no-signature",
    /// A part of badges, and none itself.
    Part = "part",
    /// Only the address of a badge.
    Pointer = "pointer",
    /// Anchored on a chain for trying things out.
    TestChain = "test-chain",
    /// Hosts have to be asked first.
    NotYetChecked = "not-yet-checked",
    /// The anchor was not looked up.
    PartlyAnchor = "partly-anchor",
    /// The device's clock is wrong.
    Clock = "clock",
    /// Whether it was withdrawn is open.
    PartlyStatus = "partly-status",
    /// The same of a badge that is not signed, but kept at its issuer's.
    PartlyStatusThere = "partly-status-there",
    /// Its dates cannot be read.
    PartlyDates = "partly-dates",
    /// The same of a badge that is kept at its issuer's.
    PartlyDatesThere = "partly-dates-there",
    /// Unaltered; by whom is open.
    PartlyIssuer = "partly-issuer",
    /// It fits together; by whom is open.
    PartlyThere = "partly-there",
    /// Nothing could be found out.
    NotChecked = "not-checked",
    /// A collection whose holder is open.
    PresentedOpen = "presented-open",
    /// A collection nobody signed.
    PresentedUnsigned = "presented-unsigned",
    /// A collection signed at some time.
    Presented = "presented",
    /// Signed; only a key vouches.
    KeyOnly = "key-only",
    /// A collection signed in answer to a question.
    PresentedNow = "presented-now",
    /// An endorsement kept at the endorser's.
    EndorsedThere = "endorsed-there",
    /// A signed endorsement.
    Endorsed = "endorsed",
    /// Kept at its issuer's.
    Hosted = "hosted",
    /// A signed record.
    Record = "record",
    /// Signed and unaltered.
    Signed = "signed",
    /// By somebody on the person's list.
    Verified = "verified",
}

impl Standing {
    /// The standing with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|standing| standing.as_str() == name)
    }

    /// How a credential stands. The signer that is proven counts, never the name that is claimed.
    pub(super) fn of(verification: &Verification) -> Self {
        let report = &verification.report;
        if verification.is_presentation() {
            return presentation(report);
        }
        match report.verdict() {
            Verdict::Valid => match report.signer.as_ref().map(|signer| signer.kind) {
                Some(SignerKind::Trusted | SignerKind::Domain) if verification.is_endorsement() => {
                    if report.is_hosted() {
                        Self::EndorsedThere
                    } else {
                        Self::Endorsed
                    }
                }
                Some(SignerKind::Trusted) => Self::Verified,
                Some(SignerKind::Domain) if verification.is_record() => Self::Record,
                Some(SignerKind::Domain) if report.is_hosted() => Self::Hosted,
                Some(SignerKind::Domain) => Self::Signed,
                Some(SignerKind::Key) | None => Self::KeyOnly,
            },
            Verdict::Invalid => invalid(report),
            Verdict::Indeterminate => open(report),
        }
    }
}

/// A presentation says who shows what is in it; the badges speak for themselves.
fn presentation(report: &Report) -> Standing {
    let fresh = report.checks.iter().any(|check| {
        check.subject == Subject::Presenter
            && check.of.is_empty()
            && check.outcome == Outcome::Passed
    });
    match report.verdict() {
        Verdict::Valid if fresh => Standing::PresentedNow,
        Verdict::Valid => Standing::Presented,
        Verdict::Invalid => Standing::PresentedBad,
        Verdict::Indeterminate if report.reason() == Some(Code::NotPresented) => {
            Standing::PresentedUnsigned
        }
        Verdict::Indeterminate => Standing::PresentedOpen,
    }
}

fn invalid(report: &Report) -> Standing {
    use Code as C;
    let intact = report.axis(Axis::Integrity) == Outcome::Passed;
    let named = report.signer.as_ref().is_some_and(|signer| signer.kind != SignerKind::Key);
    match report.reason() {
        Some(C::AnchorMismatch) => Standing::OtherAnchor,
        Some(C::SignatureMismatch) => Standing::Altered,
        Some(C::UnsignedMember | C::ContextRedefined | C::ForbiddenShape) => {
            Standing::UnsignedParts
        }
        Some(
            C::DuplicateMember
            | C::MalformedJson
            | C::ContradictoryClaims
            | C::SeveralCredentials
            | C::ContextInvalid,
        ) => Standing::Broken,
        Some(C::KeyNotIssuers) => Standing::Stranger,
        Some(C::KeyNoLongerPublished) => Standing::OldKey,
        Some(C::OutsideScope) => Standing::Elsewhere,
        Some(C::KeyIsPublic) => Standing::PublicKey,
        Some(C::Revoked) => Standing::Revoked,
        Some(C::Suspended) => Standing::Suspended,
        Some(C::Expired) if intact && named => Standing::ExpiredGenuine,
        Some(C::Expired) if intact => Standing::ExpiredSigned,
        Some(C::Expired) => Standing::ExpiredUnverified,
        Some(C::NotYetValid) => Standing::NotYet,
        Some(C::PeriodReversed) => Standing::Reversed,
        _ => Standing::BadSignature,
    }
}

fn open(report: &Report) -> Standing {
    let passed = |axis| report.axis(axis) == Outcome::Passed;
    // Of a signature is spoken only where there is one.
    let signed = report.is_signed();
    let either = |signature, other| if signed { signature } else { other };
    match report.reason() {
        Some(Code::Unsigned) => Standing::NoSignature,
        Some(Code::OnlyAPart) => Standing::Part,
        Some(Code::Hosted) => Standing::Pointer,
        Some(Code::TestChain) => Standing::TestChain,
        _ if !report.wanted.is_empty() => Standing::NotYetChecked,
        Some(Code::AnchorNotChecked) => Standing::PartlyAnchor,
        Some(Code::ClockSuspect) => Standing::Clock,
        _ if passed(Axis::Integrity) && passed(Axis::Issuer) => match report.axis(Axis::Status) {
            Outcome::Unknown(_) => either(Standing::PartlyStatus, Standing::PartlyStatusThere),
            _ => either(Standing::PartlyDates, Standing::PartlyDatesThere),
        },
        _ if passed(Axis::Integrity) => either(Standing::PartlyIssuer, Standing::PartlyThere),
        _ => Standing::NotChecked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for (index, standing) in Standing::ALL.iter().enumerate() {
            assert_eq!(Standing::from_name(standing.as_str()), Some(*standing));
            let rest = &Standing::ALL[index + 1..];
            assert!(rest.iter().all(|other| other.as_str() != standing.as_str()));
        }
        assert_eq!(Standing::from_name("genuine"), None);
    }
}
