//! Compact JWS, and credentials in them: header, payload and signature on lines of their own, so that the
//! fuzzer need not learn base64url.

use proofmark::document::{Document, Securing, jws};
use proofmark::encoding::to_base64url;
use proofmark::read;
use proofmark::report::Verdict;
use proofmark::resource::{PublishedKeys, Resources};

use crate::Target;
use crate::world::{lines, question};

pub(crate) const TARGET: Target = Target {
    name: "jws",
    run,
    seeds: |seed| {
        let parts = seed.text.as_deref().and_then(|text| jws::split(text).ok());
        let parts = parts.map(|jws| {
            let header = serde_json::Value::Object(jws.header).to_string().into_bytes();
            [header, jws.signature.iter().map(|byte| byte & 0x7f | 0x20).collect(), jws.payload]
                .join(&b'\n')
        });
        parts.into_iter().collect()
    },
};

fn run(bytes: &[u8]) {
    let parts = lines(bytes, 3);
    let [header, signature, payload] = parts[..] else { return };
    let text = [header, payload, signature].map(to_base64url).join(".");
    if let Ok(split) = jws::split(&text) {
        assert_eq!((&split.payload[..], &split.signature[..]), (payload, signature));
        assert!(text.starts_with(&split.signing_input));
    }
    if let Ok(document) = Document::parse(&text) {
        let enveloped = |way: &Securing| matches!(way, Securing::Enveloped(_));
        assert!(document.securing.iter().any(enveloped), "a JWS is an envelope");
    }
    // Nobody signed it.
    let mut options = question();
    options.published_keys = PublishedKeys::Refuse;
    for reading in read("fuzz", text.as_bytes()).unwrap_or_default() {
        let found = reading.verify(&Resources::new(), &options);
        assert_ne!(found.report.verdict(), Verdict::Valid);
    }
}
