//! What a QR code says that is no badge: recognised, so that a person is told what it is for.

use crate::report::{Code, Problem};

/// Addresses that wake a wallet: OpenID for Verifiable Credential Issuance and Presentations, and the
/// names that profiles of them use.
const WALLETS: &[&str] = &[
    "openid-credential-offer:",
    "openid-initiate-issuance:",
    "openid4vp:",
    "openid-vc:",
    "openid:",
    "siopv2:",
    "haip:",
    "haip-vci:",
    "haip-vp:",
    "mdoc:",
    "mdoc-openid4vp:",
    "eudi-openid4vp:",
    "didcomm:",
];

/// The longest text that is repeated to the person.
const LONGEST: usize = 300;

/// Why the text of a code is no badge; `None` where it may be one, or the address of one.
pub fn no_badge(text: &str) -> Option<Problem> {
    let text = text.trim();
    let beginning: String = text.chars().take(40).collect::<String>().to_ascii_lowercase();
    let begins = |with: &str| beginning.starts_with(with);
    // A presentation as CBOR-LD in base 32 or 45: <https://w3c-ccg.github.io/vc-barcodes/> and before.
    let code = if begins("vp1-") || begins("vc1-") {
        Code::PackedCode
    } else if WALLETS.iter().any(|scheme| begins(scheme)) {
        Code::WalletCode
    } else if begins("{")
        || begins("[")
        || begins("https://")
        || begins("http://")
        || is_token(text)
    {
        return None;
    } else {
        Code::OtherCode
    };
    let shown: String = text.chars().take(LONGEST).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    Some(Problem::new(code, shown + more))
}

/// Whether it looks like a JWS or an SD-JWT: a header that is JSON begins `ey` in base64url.
fn is_token(text: &str) -> bool {
    text.starts_with("ey") && text.contains('.') && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<Code> {
        no_badge(text).map(|problem| problem.code)
    }

    #[test]
    fn what_is_no_badge_is_told_apart() {
        let table = [
            ("VP1-B3ECQAAAQ", Some(Code::PackedCode)),
            ("openid-credential-offer://?credential_offer_uri=x", Some(Code::WalletCode)),
            ("OPENID4VP://authorize?x", Some(Code::WalletCode)),
            ("haip://?x", Some(Code::WalletCode)),
            ("WIFI:S:guest;;", Some(Code::OtherCode)),
            ("eyes wide open.", Some(Code::OtherCode)),
            ("", Some(Code::OtherCode)),
            ("https://issuer.example/1", None),
            ("HTTPS://ISSUER.EXAMPLE/1", None),
            (" {\"type\": 1}", None),
            ("eyJhbGciOiJFUzI1NiJ9.e30.c2ln", None),
        ];
        for (text, expected) in table {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn long_texts_are_shortened() {
        let problem = no_badge(&"é".repeat(4000)).unwrap();
        assert_eq!(problem.detail.chars().count(), LONGEST + 1);
    }
}
