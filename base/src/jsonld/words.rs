//! The standards' words for IRIs: the way back from a signed statement to the member it was.
//!
//! One word may have had several IRIs over the years; no IRI has two words, but for types and
//! members, which never stand in the same place. A test reads every bundled context.

use std::collections::BTreeMap;

use crate::encoding::shorter_first;
use crate::order::sort_by;

/// Namespaces with their words: `word`, or `local=word` where the IRI ends differently. Types begin
/// with an upper-case letter or a digit.
static NAMESPACES: &[(&str, &str)] = &[
    // Open Badges 3.0.1 to 3.0.3.
    ("https://purl.imsglobal.org/spec/vc/ob/vocab.html#", OPEN_BADGES),
    // The beta of Open Badges 3.0, which had the same address as 3.0.0 until November 2022.
    ("https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#", OPEN_BADGES),
    (
        "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#",
        "IdentityImage=Image Alignment=alignment Identifier=identifier Result=result \
         RubricCriterionLevel=rubricCriterionLevel criteria sisSourcedId sourcedId",
    ),
    (
        "https://purl.imsglobal.org/spec/vc/clr/vocab.html#",
        "Association ClrCredential ClrSubject AssociationType=associationType achievement \
         association identifier-1=identifier partial sourceId targetId verifiableCredential",
    ),
    ("https://schema.org/", SCHEMA_ORG),
    ("http://schema.org/", SCHEMA_ORG),
    ("https://purl.imsglobal.org/spec/vccr/v1p0/context.json#", "1EdTechCredentialRefresh"),
    ("https://purl.imsglobal.org/spec/vccs/v1p0/context.json#", "1EdTechJsonSchemaValidator2019"),
    ("https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#", "1EdTechRevocationList"),
    (
        "https://www.w3.org/2018/credentials#",
        "EnvelopedVerifiableCredential EnvelopedVerifiablePresentation JsonSchema \
         JsonSchemaCredential JsonSchemaValidator2018 ManualRefreshService2018 \
         VerifiableCredential VerifiablePresentation confidenceMethod credentialSchema \
         credentialStatus credentialSubject digestSRI evidence expirationDate holder issuanceDate \
         issued issuer jsonSchema refreshService relatedResource renderMethod termsOfUse validFrom \
         validUntil verifiableCredential",
    ),
    (
        "https://www.w3.org/ns/credentials/status#",
        "BitstringStatusList BitstringStatusListCredential BitstringStatusListEntry encodedList \
         message status statusListCredential statusListIndex statusMessage statusPurpose \
         statusReference statusSize ttl",
    ),
    (
        "https://w3id.org/vc/status-list#",
        "StatusList2021 StatusList2021Credential StatusList2021Entry encodedList \
         statusListCredential statusListIndex statusPurpose",
    ),
    (
        "https://w3id.org/vc-revocation-list-2020#",
        "RevocationList2020 RevocationList2020Credential RevocationList2020Status encodedList \
         revocationListCredential revocationListIndex",
    ),
    (
        "https://w3id.org/openbadges#",
        "Assertion BadgeClass Criteria Evidence IdentityObject Image Issuer Profile RevocationList \
         alignment audience badge criteria endorsementComment evidence hashed \
         identityHash=identity issueDate=issuedOn issuer narrative recipient revocationList \
         revocationReason salt targetCode uid verify=verification",
    ),
    ("https://w3id.org/blockcerts#", BLOCKCERTS),
    ("https://schemas.learningmachine.com/2017/blockcerts/", "displayHtml"),
    ("https://w3id.org/security#", SECURITY),
    // VC 1.1 forgot to define the prefix for RsaSignature2018, so these are IRIs as they stand.
    ("sec:", SECURITY),
    ("http://purl.org/dc/terms/", "created"),
    ("https://www.iana.org/assignments/jose#", "iss jku kid sub x5u"),
    ("https://www.iana.org/assignments/jwt#", "... _sd _sd_alg aud cnf exp iat jti jwk kid nbf"),
];

const OPEN_BADGES: &str = "Achievement AchievementSubject Address Criteria EndorsementCredential \
    EndorsementSubject Evidence GeoCoordinates IdentifierEntry IdentityObject Image \
    OpenBadgeCredential Profile Related Result ResultDescription RubricCriterionLevel \
    Achievement=achievement achievement-0=achievement Address=address \
    CountryCode=addressCountryCode Criteria=criteria GeoCoordinates=geo Image=image \
    PhoneNumber=phone Profile=creator achievedLevel achievement achievementType activityEndDate \
    activityStartDate address alignment allowedValue awardedDate creator creditsAvailable \
    creditsEarned dateOfBirth endorsement endorsementComment endorsementJwt familyNamePrefix \
    fieldOfStudy hashed humanCode identifier identifierType identityHash identityType image level \
    licenseNumber narrative official otherIdentifier parentOrg patronymicName phone points \
    related requiredLevel requiredValue result resultDescription resultType role \
    rubricCriterionLevel salt source specialization status targetCode targetType term valueMax \
    valueMin version";

const BLOCKCERTS: &str = "BlockcertsCredential RecipientProfile SignatureLine content \
    contentEncoding contentMediaType display metadata publicKeys recipientProfile \
    signatureLines subtitle verification";

const SCHEMA_ORG: &str = "Alignment AlignmentObject=Alignment additionalName \
    addresLocality=addressLocality addressCountry addressLocality addressRegion audience caption \
    description email encodingFormat=mediaType familyName genre givenName honorificPrefix \
    honorificSuffix inLanguage keywords=tag latitude longitude name postOfficeBoxNumber \
    postalCode streetAddress targetDescription targetFramework targetName targetUrl url value";

const SECURITY: &str = "DataIntegrityProof EcdsaSecp256k1Signature2019 \
    EcdsaSecp256r1Signature2019 Ed25519Signature2018 Ed25519Signature2020 \
    Ed25519VerificationKey2020 JsonWebKey JsonWebKey2020 JsonWebSignature2020 Multikey \
    RsaSignature2018 assertionMethod authenticationMethod=authentication \
    capabilityDelegationMethod=capabilityDelegation \
    capabilityInvocationMethod=capabilityInvocation challenge controller cryptosuite \
    digestMultibase domain expiration=expires jws keyAgreementMethod=keyAgreement nonce \
    previousProof privateKeyJwk proof proofPurpose proofValue publicKey publicKeyJwk publicKeyMultibase \
    revoked secretKeyJwk secretKeyMultibase verificationMethod";

thread_local! {
    /// Every IRI with its member and its type, the shorter first. Made once a thread: a badge asks a
    /// thousand times.
    static WORDS: Vec<(String, Words)> = all();
}

/// What an IRI stands for, in either place.
#[derive(Clone, Copy, Default)]
struct Words {
    member: Option<&'static str>,
    kind: Option<&'static str>,
}

/// The member an IRI stands for.
pub(super) fn member(iri: &str) -> Option<&'static str> {
    find(iri)?.member
}

/// The type an IRI stands for. Open Badges has two names for its credential; this gives
/// `OpenBadgeCredential`.
pub(super) fn type_name(iri: &str) -> Option<&'static str> {
    find(iri)?.kind
}

fn find(iri: &str) -> Option<Words> {
    WORDS.with(|words| {
        let order = |(known, _): &(String, Words)| shorter_first(known.as_bytes(), iri.as_bytes());
        words.binary_search_by(order).ok().map(|at| words[at].1)
    })
}

fn is_type(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
}

/// The table; the first of several words counts.
fn all() -> Vec<(String, Words)> {
    let mut all: BTreeMap<String, Words> = BTreeMap::new();
    for (namespace, words) in NAMESPACES {
        for entry in words.split_ascii_whitespace() {
            let (local, word) = entry.split_once('=').unwrap_or((entry, entry));
            let found = all.entry(format!("{namespace}{local}")).or_default();
            let place = if is_type(word) { &mut found.kind } else { &mut found.member };
            place.get_or_insert(word);
        }
    }
    let mut all: Vec<_> = all.into_iter().collect();
    sort_by(&mut all, |(a, _), (b, _)| shorter_first(a.as_bytes(), b.as_bytes()));
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::jsonld::contexts;

    /// The contexts whose words the page shows.
    const SHOWN: [&str; 12] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/status/v1",
        "https://w3id.org/vc/status-list/2021/v1",
        "https://w3id.org/vc-revocation-list-2020/v1",
        "https://w3id.org/security/data-integrity/v1",
        "https://w3id.org/security/data-integrity/v2",
        "https://w3id.org/security/multikey/v1",
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "https://w3id.org/security/suites/jws-2020/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/",
        "https://purl.imsglobal.org/spec/clr/v2p0/",
    ];

    /// Every term of a context and of the contexts in it, with its IRI.
    fn terms(context: &Value, outer: &BTreeMap<String, String>, found: &mut Vec<(String, String)>) {
        if let Value::Array(all) = context {
            return all.iter().for_each(|one| terms(one, outer, found));
        }
        let Some(definitions) = context.as_object() else { return };
        let iri = |value: &Value| {
            let id = value.as_str().or_else(|| value.get("@id")?.as_str());
            id.map(str::to_owned)
        };
        let mut known = outer.clone();
        known.extend(
            definitions.iter().filter_map(|(name, value)| Some((name.clone(), iri(value)?))),
        );
        for (name, value) in definitions.iter().filter(|(name, _)| !name.starts_with('@')) {
            let iri = expanded(&iri(value).unwrap_or_else(|| name.clone()), &known);
            if !iri.starts_with('@') && !iri.ends_with(['#', '/']) {
                found.push((name.clone(), iri));
            }
            terms(value.get("@context").unwrap_or(&Value::Null), &known, found);
        }
    }

    fn expanded(iri: &str, known: &BTreeMap<String, String>) -> String {
        let prefix = iri.split_once(':').filter(|(_, local)| !local.starts_with("//"));
        match prefix.and_then(|(prefix, local)| Some((known.get(prefix)?, local))) {
            Some((prefix, local)) => format!("{}{local}", expanded(prefix, known)),
            None => match known.get(iri).filter(|meant| *meant != iri) {
                Some(meant) => expanded(meant, known),
                None => iri.to_owned(),
            },
        }
    }

    #[test]
    fn every_word_of_the_bundled_contexts_is_found_again() {
        let (mut count, mut missing) = (0, Vec::new());
        for context in contexts::all() {
            if !SHOWN.iter().any(|url| context.url.starts_with(url)) {
                continue;
            }
            let mut found = Vec::new();
            terms(&context.document()["@context"], &BTreeMap::new(), &mut found);
            assert!(!found.is_empty(), "{}", context.url);
            count += found.len();
            for (name, iri) in found {
                let word = if is_type(&name) { type_name(&iri) } else { member(&iri) };
                // Two names of one type; and the beta's word for what is now a tag.
                let expected = match name.as_str() {
                    "AchievementCredential" => "OpenBadgeCredential",
                    "tags" => "tag",
                    other => other,
                };
                if word != Some(expected) {
                    missing.push(format!(
                        "{name} {iri} {word:?} in {} {}",
                        context.url, context.variant
                    ));
                }
            }
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
        assert!(count > 800, "{count}");
    }

    #[test]
    fn types_and_members_are_kept_apart() {
        let iri = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement";
        assert_eq!((type_name(iri), member(iri)), (Some("Achievement"), Some("achievement")));
        assert_eq!(member("https://schema.org/name"), Some("name"));
        assert_eq!(member("https://evil.example/#name"), None);
        assert_eq!(type_name("https://schema.org/name"), None);
    }
}
