//! Whom the credential is about.

use super::{Achievement, Image, LocalizedText, PersonNames, Profile, Result, Text, WrittenDate};

/// Whom the credential is about and what they did (OB3 AchievementSubject; H7).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    /// A DID or another URI (0..1).
    pub id: Option<String>,
    /// Its types (1..*).
    pub types: Vec<String>,
    /// Identifiers, plain or hashed (0..*).
    pub identifiers: Vec<IdentityObject>,
    /// A name, where the subject is also a profile (0..1).
    pub name: LocalizedText,
    /// `givenName`, `familyName` and so on, where the subject is also a profile.
    pub person_names: PersonNames,
    /// An e-mail address, where the subject is also a profile (0..1).
    pub email: Option<String>,
    /// The picture of this very award (0..1).
    pub image: Option<Image>,
    /// What was achieved (OB3: 1).
    pub achievement: Option<Achievement>,
    /// Further achievements, where a format allows several (CLR: definitions shared by the set).
    pub other_achievements: Vec<Achievement>,
    /// Results (0..*); see [`Subject::resolved_results`].
    pub results: Vec<Result>,
    /// Markdown: what the earner did (0..1).
    pub narrative: LocalizedText,
    /// `creditsEarned` (0..1).
    pub credits_earned: Option<String>,
    /// `licenseNumber` (0..1).
    pub license_number: Option<String>,
    /// `role` (0..1).
    pub role: LocalizedText,
    /// `term`: the academic term (0..1).
    pub term: LocalizedText,
    /// `activityStartDate` (0..1).
    pub activity_start: Option<WrittenDate>,
    /// `activityEndDate` (0..1).
    pub activity_end: Option<WrittenDate>,
    /// Who assessed on the issuer's behalf (0..1).
    pub source: Option<Profile>,
    /// How achievements hang together (CLR `association`; 0..*).
    pub associations: Vec<Association>,
    /// Markdown: what an endorser says (`endorsementComment`, endorsements only; 0..1).
    pub endorsement_comment: LocalizedText,
}

/// What one achievement is to another (CLR Association).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    /// What.
    pub kind: AssociationType,
    /// The identifier of the achievement that is spoken of.
    pub source: String,
    /// The identifier of the other one.
    pub target: String,
}

/// The kinds of associations (CLR AssociationType).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssociationType {
    /// The same.
    ExactMatchOf,
    /// Below it.
    IsChildOf,
    /// Above it.
    IsParentOf,
    /// A part of it.
    IsPartOf,
    /// Beside it.
    IsPeerOf,
    /// Somehow.
    IsRelatedTo,
    /// Before it.
    Precedes,
    /// It came in the place of this.
    ReplacedBy,
    /// A kind of the issuer's own.
    Other,
}

impl Association {
    /// The kind by its name.
    pub fn kind(name: &str) -> AssociationType {
        match name {
            "exactMatchOf" => AssociationType::ExactMatchOf,
            "isChildOf" => AssociationType::IsChildOf,
            "isParentOf" => AssociationType::IsParentOf,
            "isPartOf" => AssociationType::IsPartOf,
            "isPeerOf" => AssociationType::IsPeerOf,
            "isRelatedTo" => AssociationType::IsRelatedTo,
            "precedes" => AssociationType::Precedes,
            "replacedBy" => AssociationType::ReplacedBy,
            _ => AssociationType::Other,
        }
    }
}

/// An identifier of the earner, plain or hashed (OB3 IdentityObject, OB2 IdentityObject), exactly
/// as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityObject {
    /// Whether `identity_hash` is a hash (1).
    pub hashed: bool,
    /// The hash (`sha256$…`, `md5$…`), or the identifier itself (1).
    pub identity_hash: String,
    /// `emailAddress`, `name`, `ext:…`; the OB2 type `email` is kept as it is (1).
    pub identity_type: Option<String>,
    /// What was appended before hashing (0..1).
    pub salt: Option<String>,
}

/// The best a credential says about who earned it (H1.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Earner {
    /// A name.
    Named(Text),
    /// A plain e-mail address.
    Email(String),
    /// A hidden identifier that can be compared with one that is known.
    Hashed,
    /// An identifier: a DID, an account, a number.
    Identifier(String),
    /// Nobody.
    Nobody,
}
