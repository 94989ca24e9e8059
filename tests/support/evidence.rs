//! What an issuer publishes beside its badges: documents with keys, status lists.

use std::io::Write;

use serde_json::{Value, json};

/// A Bitstring status list as a credential, unsigned yet.
pub struct StatusList<'a> {
    /// Its address.
    pub url: &'a str,
    /// Who publishes it.
    pub issuer: &'a str,
    /// `revocation`, `suspension`, …
    pub purpose: &'a str,
    /// How many entries it has.
    pub entries: usize,
    /// How many bits each has.
    pub size: usize,
    /// The entries that are not 0: index and value.
    pub set: &'a [(usize, usize)],
}

impl<'a> StatusList<'a> {
    /// A list of the usual length with these entries set to 1.
    pub fn new(url: &'a str, issuer: &'a str, set: &'a [(usize, usize)]) -> Self {
        Self { url, issuer, purpose: "revocation", entries: 131_072, size: 1, set }
    }

    /// The packed bits.
    pub fn encoded(&self) -> String {
        let mut bits = vec![0_u8; (self.entries * self.size).div_ceil(8)];
        for (index, value) in self.set {
            for bit in 0..self.size {
                if value >> (self.size - 1 - bit) & 1 == 1 {
                    let place = index * self.size + bit;
                    bits[place / 8] |= 0x80 >> (place % 8);
                }
            }
        }
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&bits).unwrap();
        format!("u{}", proofmark::encoding::to_base64url(&packer.finish().unwrap()))
    }

    /// The credential.
    pub fn credential(&self) -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": self.url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.issuer,
            "validFrom": "2025-01-01T00:00:00Z",
            "credentialSubject": {
                "id": format!("{}#list", self.url),
                "type": "BitstringStatusList",
                "statusPurpose": self.purpose,
                "encodedList": self.encoded()
            }
        })
    }
}

/// An Open Badges profile at a web address that lists this key by its own name.
pub fn profile(url: &str, multibase: &str) -> Value {
    let id = format!("{url}#{multibase}");
    json!({
        "@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "id": url,
        "type": ["Profile"],
        "name": "A profile that lists its key",
        "verificationMethod": [{
            "id": id, "type": "Multikey", "controller": url, "publicKeyMultibase": multibase
        }]
    })
}
