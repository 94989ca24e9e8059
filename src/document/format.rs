//! What kind of document it is, by its types and contexts.

use serde_json::Value;

use crate::report::Purpose;

/// What kind of document was dropped (CHECKLIST B1-B18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An Open Badges 3.0 credential (AchievementCredential, OpenBadgeCredential).
    OpenBadge3,
    /// An Open Badges 3.0 endorsement.
    Endorsement3,
    /// A Comprehensive Learner Record 2.0.
    Clr2,
    /// A Blockcerts certificate of version 3: a W3C credential.
    Blockcerts,
    /// A Blockcerts certificate of version 2: an assertion of Open Badges 2 with a Merkle proof.
    Blockcerts2,
    /// A Blockcerts certificate of version 1.
    Blockcerts1,
    /// Any other W3C Verifiable Credential.
    Credential,
    /// An SD-JWT VC: a credential of the IETF's kind, without a JSON-LD context.
    SdJwtVc,
    /// A W3C Verifiable Presentation.
    Presentation,
    /// An Open Badges 2.0 or 2.1 assertion.
    OpenBadge2,
    /// An Open Badges 0.5, 1.0 or 1.1 assertion.
    OpenBadge1,
    /// An Open Badges 2.0 endorsement: what others say of an assertion, a badge class or a profile.
    Endorsement2,
    /// A part of a badge: a badge class, an achievement, an issuer's profile, a key, a list.
    Part,
}

/// The W3C Verifiable Credentials Data Model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataModel {
    /// Version 1.1: `issuanceDate`, `expirationDate`.
    V1,
    /// Version 2.0: `validFrom`, `validUntil`.
    V2,
}

impl Format {
    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenBadge3 => "open-badges-3.0",
            Self::Endorsement3 => "open-badges-3.0-endorsement",
            Self::Clr2 => "clr-2.0",
            Self::Blockcerts => "blockcerts",
            Self::Blockcerts2 => "blockcerts-2",
            Self::Blockcerts1 => "blockcerts-1",
            Self::Credential => "verifiable-credential",
            Self::SdJwtVc => "sd-jwt-vc",
            Self::Presentation => "verifiable-presentation",
            Self::OpenBadge2 => "open-badges-2.0",
            Self::OpenBadge1 => "open-badges-1.x",
            Self::Endorsement2 => "open-badges-2.0-endorsement",
            Self::Part => "badge-part",
        }
    }

    /// Whether this is a W3C Verifiable Credential of any kind.
    pub const fn is_credential(self) -> bool {
        matches!(
            self,
            Self::OpenBadge3
                | Self::Endorsement3
                | Self::Clr2
                | Self::Blockcerts
                | Self::Credential
        )
    }

    /// Whether this is of the generations that stand at an address or in a JWS by the issuer's key: what
    /// Open Badges were before they became Verifiable Credentials.
    pub const fn is_before_credentials(self) -> bool {
        matches!(self, Self::OpenBadge2 | Self::OpenBadge1 | Self::Endorsement2)
    }

    /// Whether this is a certificate whose issuer's profile may name a list of withdrawn ones.
    pub const fn is_blockcerts(self) -> bool {
        matches!(self, Self::Blockcerts | Self::Blockcerts2)
    }

    /// Whether this is what somebody says of a badge, and no badge.
    pub const fn is_endorsement(self) -> bool {
        matches!(self, Self::Endorsement3 | Self::Endorsement2)
    }

    /// What its own address is asked for.
    pub const fn at_its_address(self) -> Purpose {
        match self {
            Self::Endorsement2 => Purpose::Endorsement,
            _ => Purpose::Assertion,
        }
    }
}

impl DataModel {
    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "vc-1.1",
            Self::V2 => "vc-2.0",
        }
    }

    /// The context that its documents begin with.
    pub const fn context(self) -> &'static str {
        match self {
            Self::V1 => "https://www.w3.org/2018/credentials/v1",
            Self::V2 => "https://www.w3.org/ns/credentials/v2",
        }
    }
}

/// The first entry of `@context`, when it is a URL.
pub fn first_context(json: &Value) -> Option<&str> {
    match json.get("@context")? {
        Value::String(url) => Some(url),
        Value::Array(entries) => entries.first()?.as_str(),
        _ => None,
    }
}

/// Whether `type` (or `@type`) names this type.
pub fn has_type(json: &Value, name: &str) -> bool {
    ["type", "@type"].iter().any(|key| match json.get(*key) {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(all)) => all.iter().any(|one| one.as_str() == Some(name)),
        _ => false,
    })
}

/// One or many as a slice: credentials write either (CHECKLIST B21).
pub fn one_or_many(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(many)) => many,
        Some(one) => std::slice::from_ref(one),
    }
}

pub(super) fn detect(json: &Value) -> Option<Format> {
    let object = json.as_object()?;
    let contexts = one_or_many(object.get("@context"));
    let context_names = |part: &str| {
        contexts.iter().filter_map(Value::as_str).any(|url| url.to_ascii_lowercase().contains(part))
    };
    let is = |name: &str| has_type(json, name);
    if is("VerifiablePresentation") {
        return Some(Format::Presentation);
    }
    if object.contains_key("signature") && is("Assertion") {
        return Some(Format::Blockcerts2);
    }
    if is("BlockchainCertificate") || is("CertificateDocument") && context_names("blockcerts") {
        return Some(Format::Blockcerts1);
    }
    if is("VerifiableCredential") || (object.contains_key("credentialSubject")) {
        return Some(if is("OpenBadgeCredential") || is("AchievementCredential") {
            Format::OpenBadge3
        } else if is("EndorsementCredential") {
            Format::Endorsement3
        } else if is("ClrCredential") {
            Format::Clr2
        } else if is("BlockcertsCredential") || context_names("blockcerts") {
            Format::Blockcerts
        } else {
            Format::Credential
        });
    }
    if is("Assertion")
        || is("assertion")
        || (object.contains_key("badge") && object.contains_key("recipient"))
        || object.get("verify").is_some_and(|verify| verify.get("url").is_some())
    {
        let first = first_context(json).unwrap_or_default();
        let older = contexts.is_empty() || first.contains("openbadges/v1");
        return Some(if older { Format::OpenBadge1 } else { Format::OpenBadge2 });
    }
    if is("Endorsement") && object.contains_key("claim") {
        return Some(Format::Endorsement2);
    }
    let parts = [
        "BadgeClass",
        "Issuer",
        "Profile",
        "BlockcertsIssuerProfile",
        "Achievement",
        "Endorsement",
        "RevocationList",
        "CryptographicKey",
        "BitstringStatusListCredential",
    ];
    // Badge classes of version 1 have no type.
    let class = ["name", "criteria", "issuer"].iter().all(|name| object.contains_key(*name));
    (class || parts.iter().any(|part| is(part))).then_some(Format::Part)
}

/// What a part of a badge calls itself; the badge classes of version 1 do not.
pub fn kind_of(json: &Value) -> &str {
    let types = one_or_many(json.get("type").or_else(|| json.get("@type")));
    types.iter().filter_map(Value::as_str).next_back().unwrap_or("BadgeClass")
}

/// What a JSON document is that is no credential, for the person who dropped it.
pub(super) fn describe(json: &Value) -> String {
    match json {
        Value::Object(object) if object.contains_key("report") && object.contains_key("graph") => {
            "the report of a validator".to_owned()
        }
        Value::Object(object) => {
            let names: Vec<_> = object.keys().take(4).map(String::as_str).collect();
            format!("an object with {}", names.join(", "))
        }
        Value::Array(items) => format!("a list of {}", items.len()),
        _ => "a single value".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_apart() {
        let table = [
            (
                r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential","OpenBadgeCredential"]}"#,
                Format::OpenBadge3,
            ),
            (r#"{"type":["VerifiableCredential","EndorsementCredential"]}"#, Format::Endorsement3),
            (r#"{"type":"VerifiableCredential"}"#, Format::Credential),
            (r#"{"type":"VerifiablePresentation"}"#, Format::Presentation),
            (
                r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","badge":"b"}"#,
                Format::OpenBadge2,
            ),
            (r#"{"uid":"1","recipient":"a@b","badge":{}}"#, Format::OpenBadge1),
            (r#"{"verify":{"type":"hosted","url":"https://e.example/1"}}"#, Format::OpenBadge1),
            (r#"{"type":"Endorsement","claim":{"id":"urn:a"}}"#, Format::Endorsement2),
            (
                r#"{"@context":["https://w3id.org/blockcerts/v3"],"type":"VerifiableCredential"}"#,
                Format::Blockcerts,
            ),
            (r#"{"type":"Assertion","signature":{"merkleRoot":"00"}}"#, Format::Blockcerts2),
            (r#"{"type":"BlockchainCertificate","document":{}}"#, Format::Blockcerts1),
            (r#"{"@context":"https://w3id.org/blockcerts/v2","type":"Profile"}"#, Format::Part),
            (r#"{"type":"Endorsement"}"#, Format::Part),
            (r#"{"type":"BadgeClass"}"#, Format::Part),
            (r#"{"name":"x","criteria":"y","issuer":"z","image":"i"}"#, Format::Part),
        ];
        for (text, format) in table {
            assert_eq!(detect(&serde_json::from_str(text).unwrap()).unwrap(), format, "{text}");
        }
        for other in [r#"{"hello":1}"#, "[1,2]", "1"] {
            assert_eq!(detect(&serde_json::from_str(other).unwrap()), None);
        }
    }
}
