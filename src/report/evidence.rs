//! What a verdict needs from elsewhere, and what it had.

use crate::time::Timestamp;

/// Something the verifier lacks: an address and what it is needed for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Request {
    /// Absolute https URL without fragment.
    pub url: String,
    /// What the answer is needed for.
    pub purpose: Purpose,
}

/// What a resource is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The issuer's DID document.
    DidDocument,
    /// A status list.
    StatusList,
    /// A hosted assertion.
    Assertion,
    /// A hosted endorsement.
    Endorsement,
    /// A badge class.
    BadgeClass,
    /// The issuer's own profile or controlled identifier document.
    Issuer,
    /// A key or key set.
    Key,
    /// A JSON-LD context.
    Context,
    /// A JSON schema.
    Schema,
    /// A newer version of the badge.
    Refresh,
    /// A picture.
    Image,
    /// A blockchain transaction.
    Transaction,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 12] = [
        Self::DidDocument,
        Self::StatusList,
        Self::Assertion,
        Self::Endorsement,
        Self::BadgeClass,
        Self::Issuer,
        Self::Key,
        Self::Context,
        Self::Schema,
        Self::Refresh,
        Self::Image,
        Self::Transaction,
    ];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DidDocument => "didDocument",
            Self::StatusList => "statusList",
            Self::Assertion => "assertion",
            Self::Endorsement => "endorsement",
            Self::BadgeClass => "badgeClass",
            Self::Issuer => "issuer",
            Self::Key => "key",
            Self::Context => "context",
            Self::Schema => "schema",
            Self::Refresh => "refresh",
            Self::Image => "image",
            Self::Transaction => "transaction",
        }
    }
}

/// A piece of evidence that was looked at: where it is from, how old it is, who brought it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The address it answers, without fragment.
    pub url: String,
    /// When it was fetched; `None` is an unknown age.
    pub fetched_at: Option<Timestamp>,
    /// Who brought it: one of `Source::ORIGINS` (VERDICT section 6).
    pub origin: &'static str,
    /// The issuer whose signature over this very piece was checked and found good. Without one, the piece
    /// rests on who brought it.
    pub signed_by: Option<String>,
}

impl Source {
    /// The names of those who bring evidence (`resource::Origin`).
    pub(crate) const ORIGINS: [&'static str; 4] = ["fetched", "host", "saved", "supplied"];
}
