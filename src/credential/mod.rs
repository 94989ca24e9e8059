//! What a reader sees: the display model. Signatures never look here.
//!
//! Every format is read into the same [`Credential`], by one reader per format (`FORMATS`). The
//! readers are tolerant: one or many, string or object, `null` for absent, numbers as text
//! (CHECKLIST B19-B21); whether a badge keeps to its standard is a check's business, not theirs.
//! For RDF-secured credentials the JSON handed in is the one rebuilt from the signed statements
//! (VERDICT section 7).
//!
//! Texts for people ([`Text`]) have passed [`visible`]; identifiers, URLs and codes are as written
//! and must pass it before they are shown.

use serde_json::Value;

use crate::document::{DataModel, Format};

mod achievement;
mod date;
mod image;
mod look;
mod ob2;
mod ob3;
mod profile;
mod read;
mod recipient;
mod result;
mod subject;
mod summary;
mod text;

pub use achievement::{Achievement, Alignment, Criteria, Related};
pub use date::WrittenDate;
pub use image::{Image, ImageSource};
pub use look::{Doubt, doubts};
pub use profile::{Address, IdentifierEntry, PersonNames, Profile};
pub use recipient::{Recipient, RecipientMatch, TypedForm, compare, is_name};
pub use result::{AchievedLevel, ResolvedResult, Result, ResultDescription, RubricCriterionLevel};
pub use subject::{Association, AssociationType, Earner, IdentityObject, Subject};
pub(crate) use summary::Summary;
pub use summary::to_json;
pub use text::{Direction, LocalizedText, Text, escaped, host, short, site, visible, web_link};

/// A credential as a person reads it, whatever its format.
#[derive(Clone, Debug, PartialEq)]
pub struct Credential {
    /// What kind of document it was read from.
    pub format: Format,
    /// The W3C data model, where it follows one.
    pub data_model: Option<DataModel>,
    /// Its identifier (OB3: 1).
    pub id: Option<String>,
    /// Its types (1..*).
    pub types: Vec<String>,
    /// Its name, meant for lists (0..1); some issuers write the earner's name here.
    pub name: LocalizedText,
    /// Its description, meant for lists (0..1).
    pub description: LocalizedText,
    /// A picture for wallets (0..1).
    pub image: Option<Image>,
    /// The issuer (1); everything but the identifier is the issuer's own claim.
    pub issuer: Profile,
    /// Whom it is about (OB3: 1; W3C: 1..*).
    pub subjects: Vec<Subject>,
    /// `validFrom`, `issuanceDate` or `issuedOn`: when it was issued (1).
    pub valid_from: Option<WrittenDate>,
    /// `validUntil`, `expirationDate` or `expires` (0..1).
    pub valid_until: Option<WrittenDate>,
    /// `awardedDate`: when it was earned, if that differs (0..1).
    pub awarded: Option<WrittenDate>,
    /// What shows that it was earned (0..*).
    pub evidence: Vec<Evidence>,
    /// Places of the endorsements of the credential itself, as JSON pointers into the JSON read:
    /// `/endorsement/0`, `/endorsementJwt/0` (0..*).
    pub endorsements: Vec<String>,
    /// How many `credentialStatus` entries it has; 0: the issuer offers no way to withdraw it.
    pub status_entries: usize,
    /// Terms of use (0..*).
    pub terms_of_use: Vec<TermsOfUse>,
    /// Whether it says of itself that it leaves things out (CLR `partial`).
    pub partial: Option<bool>,
    /// A page that the issuer made to show it with (Blockcerts `display`, `displayHtml`; 0..1): its text.
    pub display: Option<String>,
    /// The issuer's own words: statements in no bundled vocabulary, to be shown apart.
    pub foreign: Vec<ForeignStatement>,
}

/// What shows that an achievement was earned (OB3 Evidence).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Where it is: a URL, a data URL or a URN (0..1).
    pub id: Option<String>,
    /// Its types.
    pub types: Vec<String>,
    /// Its name (0..1).
    pub name: LocalizedText,
    /// A short description (0..1).
    pub description: LocalizedText,
    /// Markdown; expected to say more than the description (0..1).
    pub narrative: LocalizedText,
    /// What kind of evidence: poetry, film ... (0..1).
    pub genre: LocalizedText,
    /// For whom it was made (0..1).
    pub audience: LocalizedText,
}

/// Terms under which the credential may be used (W3C `termsOfUse`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsOfUse {
    /// Where they are (0..1).
    pub id: Option<String>,
    /// Their types (1..*).
    pub types: Vec<String>,
}

/// A statement in the issuer's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignStatement {
    /// The word: an absolute IRI.
    pub iri: String,
    /// What it says.
    pub text: Text,
    /// JSON pointer to the place it was written at, where known.
    pub at: Option<String>,
}

/// How one family of formats is read.
struct Reader {
    /// The formats it reads.
    formats: &'static [Format],
    /// Reads; the document is an object.
    read: fn(&Value, Format, Option<DataModel>) -> Credential,
}

/// Every format that can be shown. To add one: write its file, add its line.
static FORMATS: &[&Reader] = &[&ob3::READER, &ob2::READER];

/// Reads a document for display; `None` when it is no credential or no reader knows its format.
pub fn model(json: &Value, format: Format, data_model: Option<DataModel>) -> Option<Credential> {
    let reader = FORMATS.iter().find(|reader| reader.formats.contains(&format))?;
    json.is_object().then(|| (reader.read)(json, format, data_model))
}
