//! The list of bundled contexts and of their other names; `manifest.json` says where each is from.

use super::Bundled;

/// Sorted by URL; several meanings of one URL stand newest first.
pub(super) static TABLE: &[Bundled] = &[
    context(
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "",
        include_str!("clr-v2p0-2.0.1.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
        "",
        include_str!("clr-v2p0.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "",
        include_str!("ob-v3p0-3.0.1.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "",
        include_str!("ob-v3p0-3.0.2.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "with endorsementJwt and jti",
        include_str!("ob-v3p0-3.0.3-jwt.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "without endorsementJwt and jti",
        include_str!("ob-v3p0-3.0.3.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "final",
        include_str!("ob-v3p0.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "beta",
        include_str!("ob-v3p0-beta.jsonld"),
    ),
    context(
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        "",
        include_str!("ob-v3p0-extensions.jsonld"),
    ),
    context(
        "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
        "",
        include_str!("ob-v3p0-beta.jsonld"),
    ),
    context(
        "https://w3id.org/blockcerts/schema/2.0-alpha/context.json",
        "",
        include_str!("blockcerts-v2-alpha.jsonld"),
    ),
    context("https://w3id.org/blockcerts/v2", "", include_str!("blockcerts-v2.jsonld")),
    context("https://w3id.org/blockcerts/v2.1", "", include_str!("blockcerts-v2.1.jsonld")),
    context("https://w3id.org/blockcerts/v3", "", include_str!("blockcerts-v3.jsonld")),
    context("https://w3id.org/blockcerts/v3.1", "", include_str!("blockcerts-v3.1.jsonld")),
    context("https://w3id.org/blockcerts/v3.2", "", include_str!("blockcerts-v3.2.jsonld")),
    context("https://w3id.org/dcc/v1", "", include_str!("dcc-v1.jsonld")),
    context(
        "https://w3id.org/openbadges/extensions/applyLinkExtension/context.json",
        "",
        include_str!("ob-ext-applyLink.jsonld"),
    ),
    context(
        "https://w3id.org/openbadges/extensions/exampleExtension/context.json",
        "",
        include_str!("ob-ext-example.jsonld"),
    ),
    context(
        "https://w3id.org/openbadges/extensions/geoCoordinatesExtension/context.json",
        "",
        include_str!("ob-ext-geoCoordinates.jsonld"),
    ),
    context(
        "https://w3id.org/openbadges/v2",
        "targetFramework as schema:targetFramework",
        include_str!("ob-v2.jsonld"),
    ),
    context(
        "https://w3id.org/security/data-integrity/v1",
        "",
        include_str!("data-integrity-v1.jsonld"),
    ),
    context(
        "https://w3id.org/security/data-integrity/v2",
        "",
        include_str!("data-integrity-v2.jsonld"),
    ),
    context("https://w3id.org/security/multikey/v1", "", include_str!("multikey-v1.jsonld")),
    context(
        "https://w3id.org/security/suites/chained-2021/v1",
        "",
        include_str!("chained-2021-v1.jsonld"),
    ),
    context(
        "https://w3id.org/security/suites/ed25519-2018/v1",
        "",
        include_str!("ed25519-2018-v1.jsonld"),
    ),
    context(
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "",
        include_str!("ed25519-2020-v1.jsonld"),
    ),
    context("https://w3id.org/security/suites/jws-2020/v1", "", include_str!("jws-2020-v1.jsonld")),
    context(
        "https://w3id.org/security/suites/merkle-2019/v1",
        "",
        include_str!("merkle-2019-v1.jsonld"),
    ),
    context(
        "https://w3id.org/security/suites/secp256k1-2019/v1",
        "",
        include_str!("secp256k1-2019-v1.jsonld"),
    ),
    context(
        "https://w3id.org/security/suites/x25519-2019/v1",
        "",
        include_str!("x25519-2019-v1.jsonld"),
    ),
    context("https://w3id.org/security/v1", "", include_str!("security-v1.jsonld")),
    context("https://w3id.org/security/v2", "", include_str!("security-v2.jsonld")),
    context(
        "https://w3id.org/vc-revocation-list-2020/v1",
        "",
        include_str!("revocation-list-2020-v1.jsonld"),
    ),
    context(
        "https://w3id.org/vc/status-list/2021/v1",
        "",
        include_str!("status-list-2021-v1.jsonld"),
    ),
    context(
        "https://www.blockcerts.org/schema/3.0-alpha/context.json",
        "",
        include_str!("blockcerts-v3-alpha.jsonld"),
    ),
    context(
        "https://www.blockcerts.org/schema/3.0-beta/context.json",
        "",
        include_str!("blockcerts-v3-beta.jsonld"),
    ),
    context(
        "https://www.blockcerts.org/schema/3.0/merkleProof2019Context.json",
        "",
        include_str!("merkle-proof-2019-v3.jsonld"),
    ),
    context(
        "https://www.w3.org/2018/credentials/examples/v1",
        "",
        include_str!("credentials-examples-v1.jsonld"),
    ),
    context("https://www.w3.org/2018/credentials/v1", "", include_str!("credentials-v1.jsonld")),
    context(
        "https://www.w3.org/ns/credentials/examples/v2",
        "",
        include_str!("credentials-examples-v2.jsonld"),
    ),
    context(
        "https://www.w3.org/ns/credentials/status/v1",
        "",
        include_str!("credentials-status-v1.jsonld"),
    ),
    context(
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "",
        include_str!("credentials-undefined-terms-v2.jsonld"),
    ),
    context("https://www.w3.org/ns/credentials/v2", "", include_str!("credentials-v2.jsonld")),
    context("https://www.w3.org/ns/did/v1", "", include_str!("did-v1.jsonld")),
    context("https://www.w3.org/ns/odrl.jsonld", "", include_str!("odrl.jsonld")),
];

/// Other names of bundled contexts, sorted.
pub(super) static ALIASES: &[(&str, &str)] = &[
    (
        "https://ns.did.ai/suites/secp256k1-2019/v1",
        "https://w3id.org/security/suites/secp256k1-2019/v1",
    ),
    ("https://openbadgespec.org/v2/context.json", "https://w3id.org/openbadges/v2"),
    ("https://w3id.org/blockcerts/schema/2.0/context.json", "https://w3id.org/blockcerts/v2"),
    ("https://w3id.org/blockcerts/schema/2.1/context.json", "https://w3id.org/blockcerts/v2.1"),
    (
        "https://w3id.org/blockcerts/schema/3.0-alpha/context.json",
        "https://www.blockcerts.org/schema/3.0-alpha/context.json",
    ),
    (
        "https://w3id.org/blockcerts/schema/3.0-beta/context.json",
        "https://www.blockcerts.org/schema/3.0-beta/context.json",
    ),
    ("https://w3id.org/blockcerts/schema/3.0/context.json", "https://w3id.org/blockcerts/v3"),
    ("https://w3id.org/blockcerts/schema/3.1/context.json", "https://w3id.org/blockcerts/v3.1"),
    ("https://w3id.org/blockcerts/schema/3.2/context.json", "https://w3id.org/blockcerts/v3.2"),
    (
        "https://w3id.org/blockcerts/v3.0-alpha",
        "https://www.blockcerts.org/schema/3.0-alpha/context.json",
    ),
    (
        "https://w3id.org/blockcerts/v3.0-beta",
        "https://www.blockcerts.org/schema/3.0-beta/context.json",
    ),
    ("https://www.blockcerts.org/schema/2.0/context.json", "https://w3id.org/blockcerts/v2"),
    ("https://www.blockcerts.org/schema/2.1/context.json", "https://w3id.org/blockcerts/v2.1"),
    ("https://www.blockcerts.org/schema/3.0/context.json", "https://w3id.org/blockcerts/v3"),
    ("https://www.blockcerts.org/schema/3.1/context.json", "https://w3id.org/blockcerts/v3.1"),
    ("https://www.blockcerts.org/schema/3.2/context.json", "https://w3id.org/blockcerts/v3.2"),
];

const fn context(url: &'static str, variant: &'static str, text: &'static str) -> Bundled {
    Bundled { url, variant, text }
}
