//! Empty badges of an issuer: the verifier is shown them to hear what it would ask for.

use proofmark::encoding::to_base64url;
use serde_json::json;

/// A badge and a JWT that this issuer might have made. Their signatures are nobody's; what matters is
/// whose key would be looked for.
pub(crate) fn of(issuer: &str) -> Vec<Vec<u8>> {
    let mut badge = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": issuer, "type": ["Profile"], "name": "Issuer" },
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Probe",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:00000000-0000-4000-8000-000000000000",
                "type": ["Achievement"],
                "name": "Probe",
                "description": "Probe",
                "criteria": { "narrative": "None" }
            }
        }
    });
    let header = json!({ "alg": "ES256", "typ": "vc+jwt" });
    let part = |text: String| to_base64url(text.as_bytes());
    let zeros = to_base64url(&[0; 64]);
    let jwt = format!("{}.{}.{zeros}", part(header.to_string()), part(badge.to_string()));
    badge["proof"] = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-01T00:00:00Z",
        "proofPurpose": "assertionMethod",
        "verificationMethod": format!("{issuer}#key"),
        // 64 zeros in base58.
        "proofValue": format!("z{}", "1".repeat(64))
    });
    vec![badge.to_string().into_bytes(), jwt.into_bytes()]
}

#[cfg(test)]
mod tests {
    use proofmark::read;
    use proofmark::resource::{Options, RELEASED, Resources};

    use super::*;

    fn wanted(issuer: &str) -> Vec<String> {
        let ask = |bytes: Vec<u8>| {
            let readings = read("probe", &bytes).expect("a badge");
            readings[0].verify(&Resources::new(), &Options::new(RELEASED)).wanted()
        };
        of(issuer).into_iter().flat_map(ask).map(|request| request.url).collect()
    }

    #[test]
    fn the_verifier_wants_what_the_issuer_publishes() {
        let document = "https://example.edu/.well-known/did.json";
        assert_eq!(wanted("did:web:example.edu"), [document, document]);
        assert_eq!(
            wanted("https://example.edu/issuer"),
            ["https://example.edu/issuer", "https://example.edu/.well-known/jwks.json"]
        );
    }
}
