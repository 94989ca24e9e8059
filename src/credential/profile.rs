//! Who issued, defined or assessed: the OB3 Profile.

use super::{Image, LocalizedText};

/// A person or an organisation (OB3 Profile; H7). Everything but the identifier is self-asserted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// A DID or a URL (1).
    pub id: Option<String>,
    /// Its types (1..*).
    pub types: Vec<String>,
    /// Its name (0..1).
    pub name: LocalizedText,
    /// Its home page (0..1).
    pub url: Option<String>,
    /// Its telephone number (0..1).
    pub phone: Option<String>,
    /// What it says of itself (0..1).
    pub description: LocalizedText,
    /// Its e-mail address (0..1).
    pub email: Option<String>,
    /// The official of the organisation who is responsible (0..1).
    pub official: LocalizedText,
    /// Its logo (0..1).
    pub image: Option<Image>,
    /// Where it is (0..1).
    pub address: Option<Address>,
    /// Its identifiers elsewhere (0..*).
    pub other_identifiers: Vec<IdentifierEntry>,
    /// The organisation it is part of (0..1).
    pub parent_org: Option<Box<Profile>>,
    /// Names of a person (0..1 each): `honorificPrefix`, `givenName`, `additionalName`,
    /// `patronymicName`, `familyNamePrefix`, `familyName`, `honorificSuffix`, in this order.
    pub person_names: PersonNames,
    /// Date of birth (0..1), as written.
    pub date_of_birth: Option<String>,
    /// Places of its endorsements, as JSON pointers (0..*).
    pub endorsements: Vec<String>,
}

impl Profile {
    /// Whether nothing is told but who it is: the rest stands at its address, or nowhere.
    pub fn is_bare(&self) -> bool {
        let (id, types) = (self.id.clone(), self.types.clone());
        *self == Self { id, types, ..Self::default() }
    }
}

/// The parts of a person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonNames {
    /// `givenName`.
    pub given: LocalizedText,
    /// `familyName`.
    pub family: LocalizedText,
    /// `additionalName`: middle names.
    pub additional: LocalizedText,
    /// `patronymicName`.
    pub patronymic: LocalizedText,
    /// `honorificPrefix`: Dr.
    pub prefix: LocalizedText,
    /// `honorificSuffix`: PhD.
    pub suffix: LocalizedText,
    /// `familyNamePrefix`: van der.
    pub family_prefix: LocalizedText,
}

/// A postal address (OB3 Address), every part 0..1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `streetAddress`.
    pub street: LocalizedText,
    /// `postOfficeBoxNumber`.
    pub post_office_box: Option<String>,
    /// `postalCode`.
    pub postal_code: Option<String>,
    /// `addressLocality`: the town.
    pub locality: LocalizedText,
    /// `addressRegion`.
    pub region: LocalizedText,
    /// `addressCountry`.
    pub country: LocalizedText,
    /// `addressCountryCode`.
    pub country_code: Option<String>,
    /// `geo`: latitude and longitude in degrees, as written.
    pub geo: Option<(String, String)>,
}

/// An identifier in some other system (OB3 IdentifierEntry).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentifierEntry {
    /// The identifier (1).
    pub identifier: String,
    /// What kind it is: `sourcedId`, `ext:…` (1).
    pub identifier_type: Option<String>,
}

impl PersonNames {
    /// The parts in the order in which they are written in most countries, for a single line.
    pub fn line(&self) -> Option<String> {
        let parts = [
            &self.prefix,
            &self.given,
            &self.additional,
            &self.patronymic,
            &self.family_prefix,
            &self.family,
            &self.suffix,
        ];
        let parts: Vec<_> = parts.into_iter().filter_map(LocalizedText::any).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}
