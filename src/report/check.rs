//! One line of the report: which question it answers, what it is about.

use super::{Code, Outcome, Problem};

/// The questions an employer asks. A check without an axis is advisory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// Has it been altered since it was signed?
    Integrity,
    /// Was it signed by the issuer it names?
    Issuer,
    /// Has it been withdrawn?
    Status,
    /// Is it within its period of validity?
    Validity,
    /// Was it awarded to the person named? Never part of the verdict (VERDICT section 2).
    Recipient,
}

impl Axis {
    /// Every axis, in the order in which people read them.
    pub const ALL: [Self; 5] =
        [Self::Integrity, Self::Issuer, Self::Status, Self::Validity, Self::Recipient];

    /// The four that make the verdict.
    pub const DECIDING: [Self; 4] = [Self::Integrity, Self::Issuer, Self::Status, Self::Validity];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Integrity => "integrity",
            Self::Issuer => "issuer",
            Self::Status => "status",
            Self::Validity => "validity",
            Self::Recipient => "recipient",
        }
    }
}

/// What a line of the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The file the credential came in: image chunk, text, web page.
    Container,
    /// The shape of the credential.
    Format,
    /// A signature.
    Proof,
    /// The binding of the signing key to the issuer.
    Key,
    /// A revocation or suspension entry.
    Status,
    /// The period of validity.
    Period,
    /// The person it was awarded to.
    Recipient,
    /// An endorsement carried along.
    Endorsement,
    /// Who shows it.
    Presenter,
    /// A schema the credential names.
    Schema,
    /// A refresh service the credential names.
    Refresh,
    /// A picture that is named with its hash.
    Hashlink,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Self; 12] = [
        Self::Container,
        Self::Format,
        Self::Proof,
        Self::Key,
        Self::Status,
        Self::Period,
        Self::Recipient,
        Self::Endorsement,
        Self::Presenter,
        Self::Schema,
        Self::Refresh,
        Self::Hashlink,
    ];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Format => "format",
            Self::Proof => "proof",
            Self::Key => "key",
            Self::Status => "status",
            Self::Period => "period",
            Self::Recipient => "recipient",
            Self::Endorsement => "endorsement",
            Self::Presenter => "presenter",
            Self::Schema => "schema",
            Self::Refresh => "refresh",
            Self::Hashlink => "hashlink",
        }
    }
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The question it answers; `None` is advisory and never decides.
    pub axis: Option<Axis>,
    /// What was looked at.
    pub subject: Subject,
    /// JSON pointer to the part of the credential it is about (`/proof/0`), empty for the whole.
    pub of: String,
    /// How it came out.
    pub outcome: Outcome,
    /// Things worth knowing that do not change the outcome.
    pub notes: Vec<Problem>,
}

impl Check {
    /// Whether nobody but the file itself says that it is unaltered.
    pub fn only_fits(&self) -> bool {
        self.notes.iter().any(|note| note.code == Code::OnlyFits)
    }
}
