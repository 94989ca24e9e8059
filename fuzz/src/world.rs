//! What the targets share: a question, contexts, an issuer, the parts of a file of evidence.

use ed25519_dalek::{Signer, SigningKey};
use proofmark::document::Document;
use proofmark::encoding::sha256;
use proofmark::jsonld::{ContextOrigin, LoadedContext, Loader, contexts};
use proofmark::key::{ALGORITHMS, VerificationKey};
use proofmark::proof::bytes_to_sign;
use proofmark::resource::{Context, EvidencePack, Options, PackMaker, PublishedKeys, Resources};
use proofmark::time::Timestamp;
use serde_json::{Value, json};

/// The question: a fixed moment. Keys that everybody knows count, or nothing here could be valid.
pub(crate) fn question() -> Options {
    let mut options = Options::new(Timestamp::from_unix(1_795_500_000));
    options.published_keys = PublishedKeys::Allow;
    options
}

/// The contexts that come with Proofmark, and no others.
pub(crate) struct Bundle;

impl Loader for Bundle {
    fn load(&self, url: &str) -> Option<LoadedContext> {
        let document = contexts::bundled(url)?.document();
        Some(LoadedContext { document, origin: ContextOrigin::Bundled })
    }
}

/// An issuer whose key everybody knows.
pub(crate) struct Issuer {
    secret: SigningKey,
    key: VerificationKey,
    /// Its did:key.
    pub(crate) did: String,
}

impl Issuer {
    /// The one that the tests call `alice`.
    pub(crate) fn alice() -> Self {
        let secret = SigningKey::from_bytes(&sha256(b"Proofmark test key alice"));
        let key = VerificationKey::new(ALGORITHMS[0], secret.verifying_key().as_bytes());
        let key = key.expect("a key made here is a key");
        Self { secret, did: format!("did:key:{}", key.to_multibase()), key }
    }

    /// Signs a document in the way that takes the least time.
    pub(crate) fn sign(&self, document: &mut Value) -> Option<()> {
        let mut proof = json!({
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
            "created": "2026-11-20T00:00:00Z", "proofPurpose": "assertionMethod",
            "verificationMethod": format!("{}#{}", self.did, self.key.to_multibase()),
        });
        let (resources, options) = (Resources::new(), question());
        let context = Context::new(&resources, &options);
        let read = Document::parse(&document.to_string()).ok()?;
        let message = bytes_to_sign(&read, proof.as_object()?, &self.key, &context).ok()?;
        proof["proofValue"] = multibase(&self.secret.sign(&message).to_bytes()).into();
        document["proof"] = proof;
        Some(())
    }
}

/// Bytes in base58btc, with its prefix.
pub(crate) fn multibase(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

/// The badge in a file of evidence.
pub(crate) fn badge_in(pack: &EvidencePack) -> Vec<u8> {
    pack.badge.as_ref().map(|badge| badge.bytes.clone()).unwrap_or_default()
}

/// The texts of what was looked at.
pub(crate) fn resources_in(pack: &EvidencePack) -> Vec<String> {
    let resources = pack.resources(PackMaker::Trusted);
    let bodies = resources.iter().filter_map(|(_, answer)| answer.as_ref().ok());
    bodies.filter_map(|resource| String::from_utf8(resource.body.clone()).ok()).collect()
}

/// Bytes as lines of text, the last of them whatever follows.
pub(crate) fn lines(bytes: &[u8], count: usize) -> Vec<&[u8]> {
    bytes.splitn(count, |byte| *byte == b'\n').collect()
}
