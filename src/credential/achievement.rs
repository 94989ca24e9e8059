//! What was achieved: the OB3 Achievement and its parts.

use super::{IdentifierEntry, Image, LocalizedText, Profile, ResultDescription};

/// What was achieved (OB3 Achievement, OB2 BadgeClass; H7).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Achievement {
    /// Its identifier (1).
    pub id: Option<String>,
    /// Its types (1..*).
    pub types: Vec<String>,
    /// Its name: the title of the badge (1).
    pub name: LocalizedText,
    /// What it is (1).
    pub description: LocalizedText,
    /// How it is earned (1).
    pub criteria: Criteria,
    /// `achievementType`: `Badge`, `Course`, `ext:…` (0..1).
    pub achievement_type: Option<String>,
    /// The frameworks and skills it refers to (0..*).
    pub alignments: Vec<Alignment>,
    /// Who defined it, if not the issuer (0..1); claimed.
    pub creator: Option<Profile>,
    /// Credit hours or points on offer (0..1).
    pub credits_available: Option<String>,
    /// `fieldOfStudy` (0..1).
    pub field_of_study: LocalizedText,
    /// `humanCode`: a code people use, such as `CS101` (0..1).
    pub human_code: Option<String>,
    /// `specialization` (0..1).
    pub specialization: LocalizedText,
    /// `version` (0..1).
    pub version: Option<String>,
    /// The picture of the achievement, without anyone's award baked in (0..1).
    pub image: Option<Image>,
    /// `inLanguage`: its language (0..1).
    pub in_language: Option<String>,
    /// Its identifiers elsewhere (0..*).
    pub other_identifiers: Vec<IdentifierEntry>,
    /// The same in other languages or versions (0..*).
    pub related: Vec<Related>,
    /// The results that are possible (0..*).
    pub result_descriptions: Vec<ResultDescription>,
    /// Key words (0..*).
    pub tags: Vec<LocalizedText>,
    /// Places of its endorsements, as JSON pointers (0..*).
    pub endorsements: Vec<String>,
}

impl Achievement {
    /// Whether nothing is told but its identifier: the rest stands at its address, or nowhere.
    pub fn is_bare(&self) -> bool {
        let (id, types) = (self.id.clone(), self.types.clone());
        *self == Self { id, types, ..Self::default() }
    }
}

/// How an achievement is earned (OB3 Criteria); at least one of the two should be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    /// A page that describes it (0..1).
    pub id: Option<String>,
    /// Markdown (0..1).
    pub narrative: LocalizedText,
}

/// A reference to a skill, competency or framework (OB3 Alignment).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// `targetName` (1).
    pub name: LocalizedText,
    /// `targetUrl` (1).
    pub url: Option<String>,
    /// `targetFramework` (0..1).
    pub framework: LocalizedText,
    /// `targetCode` (0..1).
    pub code: Option<String>,
    /// `targetDescription` (0..1).
    pub description: LocalizedText,
    /// `targetType`: `ceasn:Competency`, `CFItem` ... (0..1).
    pub target_type: Option<String>,
}

/// The achievement in another language or version (OB3 Related).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// Its identifier (1).
    pub id: Option<String>,
    /// Its language (0..1).
    pub in_language: Option<String>,
    /// Its version (0..1).
    pub version: Option<String>,
}
