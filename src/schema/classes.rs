//! The classes of Open Badges 3.0 and CLR 2.0, as 1EdTech's published schemas have them (Open Badges 3.0
//! "Data Model" and "JSON Schema"; CLR 2.0 the same; CHECKLIST H7, I1, I2).

use super::Kind::{
    self, Any, Boolean, Contexts, Date, Jws, Language, Link, Moment, Number, Part, Term, Text, Word,
};
use super::words::{
    ACHIEVEMENT_TYPES, ALIGNMENT_TYPES, ASSOCIATIONS, IDENTIFIERS, RESULT_STATUS, RESULT_TYPES,
};
use super::{Class, Member};
use crate::document::DataModel;

/// Where the schemas are published.
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json";
const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json";

/// The class that a published schema describes, by its address.
pub(super) fn of(url: &str) -> Option<&'static Class> {
    let family = [(OPEN_BADGES, "ob_v3p0_"), (CLR, "clr_v2p0_")].into_iter();
    let mut name = family.filter_map(|(folder, prefix)| {
        let rest = url.strip_prefix(folder)?;
        let file = rest.strip_prefix("-ld/").or_else(|| rest.strip_prefix('/'))?;
        let name = file.strip_prefix(prefix)?.strip_suffix("_schema.json")?;
        Some(name.strip_prefix("any").unwrap_or(name))
    });
    Some(match name.next()? {
        "achievementcredential" => &ACHIEVEMENT_CREDENTIAL,
        "endorsementcredential" => &ENDORSEMENT_CREDENTIAL,
        "clrcredential" => &CLR_CREDENTIAL,
        _ => return None,
    })
}

/// What a credential of either data model has besides its own members.
pub(super) fn of_model(model: DataModel) -> &'static [Member] {
    match model {
        DataModel::V1 => V1,
        DataModel::V2 => V2,
    }
}

const fn may(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, required: false, many: false }
}

const fn must(name: &'static str, kind: Kind) -> Member {
    Member { required: true, ..may(name, kind) }
}

const fn many(name: &'static str, kind: Kind) -> Member {
    Member { many: true, ..may(name, kind) }
}

const fn some(name: &'static str, kind: Kind) -> Member {
    Member { many: true, ..must(name, kind) }
}

const fn class(types: &'static [&'static [&'static str]], members: &'static [Member]) -> Class {
    Class { types, base: None, closed: false, members }
}

/// The contexts after that of the data model: how each begins and ends.
const OB: (&str, &str) = ("https://purl.imsglobal.org/spec/ob/v3p0/context", ".json");
const CLR2: (&str, &str) = ("https://purl.imsglobal.org/spec/clr/v2p0/context", ".json");

const V1: &[Member] = &[
    must("name", Text),
    must("issuer", Part(&PROFILE)),
    must("issuanceDate", Moment),
    may("expirationDate", Moment),
];

const V2: &[Member] =
    &[must("issuer", Link(&PROFILE)), must("validFrom", Moment), may("validUntil", Moment)];

/// What every credential may have.
static CREDENTIAL: Class = class(
    &[&["VerifiableCredential"]],
    &[
        must("id", Text),
        some("type", Text),
        may("name", Text),
        may("description", Text),
        may("awardedDate", Moment),
        many("proof", Part(&PROOF)),
        many("credentialSchema", Part(&NAMED)),
        may("credentialStatus", Part(&NAMED)),
        may("refreshService", Part(&NAMED)),
        many("termsOfUse", Part(&TERMS)),
    ],
);

static ACHIEVEMENT_CREDENTIAL: Class = Class {
    base: Some(&CREDENTIAL),
    ..class(
        &[&["AchievementCredential", "OpenBadgeCredential"]],
        &[
            must("@context", Contexts(&[OB])),
            may("image", Part(&IMAGE)),
            must("credentialSubject", Part(&ACHIEVEMENT_SUBJECT)),
            many("endorsement", Part(&ENDORSEMENT_CREDENTIAL)),
            many("endorsementJwt", Jws),
            many("evidence", Part(&EVIDENCE)),
        ],
    )
};

static ENDORSEMENT_CREDENTIAL: Class = Class {
    base: Some(&CREDENTIAL),
    ..class(
        &[&["EndorsementCredential"]],
        &[
            must("@context", Contexts(&[OB])),
            must("name", Text),
            must("credentialSubject", Part(&ENDORSEMENT_SUBJECT)),
        ],
    )
};

static CLR_CREDENTIAL: Class = Class {
    base: Some(&CREDENTIAL),
    ..class(
        &[&["ClrCredential"]],
        &[
            must("@context", Contexts(&[CLR2, OB])),
            must("name", Text),
            may("image", Part(&IMAGE)),
            may("partial", Boolean),
            must("credentialSubject", Part(&CLR_SUBJECT)),
            many("endorsement", Part(&ENDORSEMENT_CREDENTIAL)),
            many("endorsementJwt", Jws),
            many("evidence", Part(&EVIDENCE)),
        ],
    )
};

/// What the credentials in a record are is for each of them to say.
static CLR_SUBJECT: Class = class(
    &[&["ClrSubject"]],
    &[
        may("id", Text),
        some("type", Text),
        many("identifier", Part(&IDENTITY)),
        many("achievement", Part(&ACHIEVEMENT_CLASS)),
        some("verifiableCredential", Any),
        many("association", Part(&ASSOCIATION)),
    ],
);

static ASSOCIATION: Class = class(
    &[&["Association"]],
    &[
        must("type", Text),
        must("associationType", Word(ASSOCIATIONS)),
        must("sourceId", Text),
        must("targetId", Text),
    ],
);

static ACHIEVEMENT_SUBJECT: Class = class(
    &[&["AchievementSubject"]],
    &[
        may("id", Text),
        some("type", Text),
        may("activityEndDate", Moment),
        may("activityStartDate", Moment),
        may("creditsEarned", Number),
        must("achievement", Part(&ACHIEVEMENT_CLASS)),
        many("identifier", Part(&IDENTITY)),
        may("image", Part(&IMAGE)),
        may("licenseNumber", Text),
        may("narrative", Text),
        many("result", Part(&RESULT)),
        may("role", Text),
        may("source", Part(&PROFILE)),
        may("term", Text),
    ],
);

static ENDORSEMENT_SUBJECT: Class = class(
    &[&["EndorsementSubject"]],
    &[must("id", Text), some("type", Text), may("endorsementComment", Text)],
);

static ACHIEVEMENT_CLASS: Class = class(
    &[&["Achievement"]],
    &[
        must("id", Text),
        some("type", Text),
        many("alignment", Part(&ALIGNMENT)),
        may("achievementType", Term(ACHIEVEMENT_TYPES)),
        may("creator", Part(&PROFILE)),
        may("creditsAvailable", Number),
        must("criteria", Part(&CRITERIA)),
        must("description", Text),
        many("endorsement", Part(&ENDORSEMENT_CREDENTIAL)),
        many("endorsementJwt", Jws),
        may("fieldOfStudy", Text),
        may("humanCode", Text),
        may("image", Part(&IMAGE)),
        may("inLanguage", Language),
        must("name", Text),
        many("otherIdentifier", Part(&IDENTIFIER)),
        many("related", Part(&RELATED)),
        many("resultDescription", Part(&RESULT_DESCRIPTION)),
        may("specialization", Text),
        many("tag", Text),
        may("version", Text),
    ],
);

static PROFILE: Class = class(
    &[&["Profile"]],
    &[
        must("id", Text),
        some("type", Text),
        may("name", Text),
        may("url", Text),
        may("phone", Text),
        may("description", Text),
        many("endorsement", Part(&ENDORSEMENT_CREDENTIAL)),
        many("endorsementJwt", Jws),
        may("image", Part(&IMAGE)),
        may("email", Text),
        may("address", Part(&ADDRESS)),
        many("otherIdentifier", Part(&IDENTIFIER)),
        may("official", Text),
        may("parentOrg", Part(&PROFILE)),
        may("familyName", Text),
        may("givenName", Text),
        may("additionalName", Text),
        may("patronymicName", Text),
        may("honorificPrefix", Text),
        may("honorificSuffix", Text),
        may("familyNamePrefix", Text),
        may("dateOfBirth", Date),
    ],
);

static ADDRESS: Class = class(
    &[&["Address"]],
    &[
        some("type", Text),
        may("addressCountry", Text),
        may("addressCountryCode", Text),
        may("addressRegion", Text),
        may("addressLocality", Text),
        may("streetAddress", Text),
        may("postOfficeBoxNumber", Text),
        may("postalCode", Text),
        may("geo", Part(&PLACE)),
    ],
);

static PLACE: Class = class(
    &[&["GeoCoordinates"]],
    &[must("type", Text), must("latitude", Number), must("longitude", Number)],
);

static ALIGNMENT: Class = class(
    &[&["Alignment"]],
    &[
        some("type", Text),
        may("targetCode", Text),
        may("targetDescription", Text),
        must("targetName", Text),
        may("targetFramework", Text),
        may("targetType", Term(ALIGNMENT_TYPES)),
        must("targetUrl", Text),
    ],
);

static CRITERIA: Class = class(&[], &[may("id", Text), may("narrative", Text)]);

static EVIDENCE: Class = class(
    &[&["Evidence"]],
    &[
        may("id", Text),
        some("type", Text),
        may("narrative", Text),
        may("name", Text),
        may("description", Text),
        may("genre", Text),
        may("audience", Text),
    ],
);

static IMAGE: Class = Class {
    closed: true,
    ..class(&[&["Image"]], &[must("id", Text), must("type", Text), may("caption", Text)])
};

static IDENTITY: Class = Class {
    closed: true,
    ..class(
        &[&["IdentityObject"]],
        &[
            must("type", Text),
            must("hashed", Boolean),
            must("identityHash", Text),
            must("identityType", Term(IDENTIFIERS)),
            may("salt", Text),
        ],
    )
};

static IDENTIFIER: Class = Class {
    closed: true,
    ..class(
        &[&["IdentifierEntry"]],
        &[must("type", Text), must("identifier", Text), must("identifierType", Term(IDENTIFIERS))],
    )
};

static RELATED: Class = class(
    &[&["Related"]],
    &[must("id", Text), some("type", Text), may("inLanguage", Language), may("version", Text)],
);

static RESULT: Class = class(
    &[&["Result"]],
    &[
        some("type", Text),
        may("achievedLevel", Text),
        many("alignment", Part(&ALIGNMENT)),
        may("resultDescription", Text),
        may("status", Word(RESULT_STATUS)),
        may("value", Text),
    ],
);

static RESULT_DESCRIPTION: Class = class(
    &[&["ResultDescription"]],
    &[
        must("id", Text),
        some("type", Text),
        many("alignment", Part(&ALIGNMENT)),
        many("allowedValue", Text),
        must("name", Text),
        may("requiredLevel", Text),
        may("requiredValue", Text),
        must("resultType", Term(RESULT_TYPES)),
        many("rubricCriterionLevel", Part(&LEVEL)),
        may("valueMax", Text),
        may("valueMin", Text),
    ],
);

static LEVEL: Class = class(
    &[&["RubricCriterionLevel"]],
    &[
        must("id", Text),
        some("type", Text),
        many("alignment", Part(&ALIGNMENT)),
        may("description", Text),
        may("level", Text),
        must("name", Text),
        may("points", Text),
    ],
);

static PROOF: Class = class(
    &[],
    &[
        must("type", Text),
        may("created", Moment),
        may("cryptosuite", Text),
        may("challenge", Text),
        may("domain", Text),
        may("nonce", Text),
        may("proofPurpose", Text),
        may("proofValue", Text),
        may("verificationMethod", Text),
    ],
);

/// A status, a schema, a refresh service: where it is, and what it is.
static NAMED: Class = class(&[], &[must("id", Text), must("type", Text)]);

static TERMS: Class = class(&[], &[may("id", Text), must("type", Text)]);
