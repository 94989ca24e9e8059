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

    /// The same as a credential of the generations before (StatusList2021, RevocationList2020).
    pub fn older(&self, kind: &str) -> Value {
        let context = match kind {
            "StatusList2021" => "https://w3id.org/vc/status-list/2021/v1",
            _ => "https://w3id.org/vc-revocation-list-2020/v1",
        };
        let mut list = self.credential();
        list["@context"] = json!([
            "https://www.w3.org/2018/credentials/v1",
            context,
            "https://w3id.org/security/data-integrity/v2"
        ]);
        list["type"] = json!(["VerifiableCredential", format!("{kind}Credential")]);
        list["issuanceDate"] = list["validFrom"].take();
        let subject = &mut list["credentialSubject"];
        subject["type"] = kind.into();
        subject["encodedList"] = self.encoded()[1..].into();
        if kind == "RevocationList2020"
            && let Some(subject) = subject.as_object_mut()
        {
            subject.remove("statusPurpose");
        }
        if let Some(list) = list.as_object_mut() {
            list.remove("validFrom");
        }
        list
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
