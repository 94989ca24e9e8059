//! Badges of the project's own making to measure with, and the evidence that goes with them.

use ed25519_dalek::{Signer, SigningKey};
use proofmark::document::Document;
use proofmark::encoding;
use proofmark::key::VerificationKey;
use proofmark::proof::bytes_to_sign;
use proofmark::resource::{Context, Options, Origin, PublishedKeys, Resource, Resources};
use proofmark::time::Timestamp;
use serde_json::{Map, Value, json};

/// The moment asked about.
pub(crate) const NOW: &str = "2026-12-01T00:00:00Z";

/// Where the status list is.
pub(crate) const LIST: &str = "https://guild.example/status/1";

/// How many entries a status list has at least, by the standard.
pub(crate) const ENTRIES: usize = 131_072;

/// A key to sign with, known to everybody.
pub(crate) struct Key {
    secret: Secret,
    suite: &'static str,
    /// The public key, as `did:key` names it.
    pub(crate) multikey: String,
}

enum Secret {
    Ed25519(SigningKey),
    P256(p256::ecdsa::SigningKey),
}

impl Key {
    /// Of the kind that most badges are signed with.
    pub(crate) fn ed25519() -> Self {
        let key = SigningKey::from_bytes(&encoding::sha256(b"Proofmark benchmark key"));
        let multikey = multikey([0xed, 0x01], key.verifying_key().as_bytes());
        Self { secret: Secret::Ed25519(key), suite: "eddsa-rdfc-2022", multikey }
    }

    /// On the curve P-256.
    fn p256() -> Self {
        let bytes = encoding::sha256(b"Proofmark benchmark key on P-256");
        // Any hash but a few in 2^256 is a key.
        let key = p256::ecdsa::SigningKey::from_slice(&bytes).expect("a key");
        let point = key.verifying_key().to_sec1_point(true);
        let multikey = multikey([0x80, 0x24], point.as_bytes());
        Self { secret: Secret::P256(key), suite: "ecdsa-rdfc-2019", multikey }
    }

    /// Signs a message.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
        }
    }

    fn did(&self) -> String {
        format!("did:key:{}", self.multikey)
    }

    fn method(&self) -> String {
        format!("did:key:{0}#{0}", self.multikey)
    }

    /// Adds the issuer and a proof by this key.
    pub(crate) fn secure(&self, mut badge: Value) -> Value {
        self.name_issuer(&mut badge);
        let method = self.method();
        let mut proof: Map<String, Value> = [
            ("type", "DataIntegrityProof"),
            ("cryptosuite", self.suite),
            ("created", "2026-11-01T00:00:00Z"),
            ("verificationMethod", method.as_str()),
            ("proofPurpose", "assertionMethod"),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
        let (resources, options) = (Resources::new(), options());
        let context = Context::new(&resources, &options);
        let message = Document::parse(&badge.to_string()).ok().and_then(|document| {
            let public = VerificationKey::from_multibase(&self.multikey).ok()?;
            bytes_to_sign(&document, &proof, &public, &context).ok()
        });
        let signature = bs58::encode(self.sign(&message.unwrap_or_default())).into_string();
        proof.insert("proofValue".into(), format!("z{signature}").into());
        badge["proof"] = Value::Object(proof);
        badge
    }

    fn name_issuer(&self, badge: &mut Value) {
        match &mut badge["issuer"] {
            Value::Object(issuer) => drop(issuer.insert("id".into(), self.did().into())),
            other => *other = self.did().into(),
        }
    }
}

fn multikey(codec: [u8; 2], public: &[u8]) -> String {
    format!("z{}", bs58::encode([&codec, public].concat()).into_string())
}

/// What is asked.
pub(crate) fn options() -> Options {
    // The constant is a date.
    let at = Timestamp::parse(NOW).map(|written| written.instant);
    let mut options = Options::new(at.unwrap_or(Timestamp::from_unix(0)));
    options.published_keys = PublishedKeys::Allow;
    options
}

/// What is known: the status list, fetched a minute ago.
pub(crate) fn resources() -> Resources {
    resources_with(&status_list(ENTRIES))
}

/// The same with another list.
pub(crate) fn resources_with(list: &str) -> Resources {
    let mut resources = Resources::new();
    let resource = Resource {
        body: list.into(),
        media_type: None,
        final_url: LIST.into(),
        fetched_at: Some(Timestamp::from_unix(options().at.unix() - 60)),
        origin: Origin::Fetched,
    };
    resources.insert(LIST, Ok(resource));
    resources
}

/// A list of this many entries, about every hundredth of them revoked.
pub(crate) fn status_list(entries: usize) -> String {
    let mut bits = vec![0u8; entries / 8];
    for n in 0..entries / 100 {
        let place = scattered(n) as usize % entries;
        // The badges of this file have the first thousands.
        if place >= ENTRIES / 2 {
            bits[place / 8] |= 0x80 >> (place % 8);
        }
    }
    let encoded = format!("u{}", encoding::to_base64url(&gzip(&bits)));
    let list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "",
        "validFrom": "2026-11-01T00:00:00Z",
        "credentialSubject": {
            "id": format!("{LIST}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded
        }
    });
    Key::ed25519().secure(list).to_string()
}

/// gzip around what is packed (RFC 1952).
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, 6));
    out.extend(encoding::crc32(bytes).to_le_bytes());
    // A list is shorter than 4 GB.
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

/// A number without a pattern that a compressor would find.
fn scattered(n: usize) -> u32 {
    let mixed = (n as u32 ^ 0x9e37_79b9).wrapping_mul(0x85eb_ca6b);
    (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35) ^ mixed >> 16
}

fn badge() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:2f1c9a52-5a0e-4f0e-9a55-6d2a3c1d7c01",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bookbinding, first year",
        "issuer": { "id": "", "type": ["Profile"], "name": "Workshop of the Paper Guild" },
        "validFrom": "2026-05-03T10:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "hashed": false, "identityHash": "Jane Doe", "identityType": "name"
            }],
            "achievement": {
                "id": "https://guild.example/achievements/bookbinding-1",
                "type": ["Achievement"],
                "name": "Bookbinding, first year",
                "description": "Folding, sewing, rounding, casing in.",
                "criteria": { "narrative": "Ten books, **each** opened and closed a hundred times." }
            }
        }
    })
}

/// A badge of the shortest kind.
pub(crate) fn small() -> String {
    Key::ed25519().secure(badge()).to_string()
}

/// The full badge, number `n` of them.
pub(crate) fn full(n: usize) -> String {
    Key::ed25519().secure(sized(n, 13_500, 6)).to_string()
}

/// The same, signed with P-256.
pub(crate) fn ecdsa(n: usize) -> String {
    Key::p256().secure(without_status(sized(n, 13_500, 6))).to_string()
}

/// The same as a JWT.
pub(crate) fn jwt(n: usize) -> String {
    let key = Key::ed25519();
    let mut badge = sized(n, 13_500, 6);
    key.name_issuer(&mut badge);
    let header = json!({ "alg": "EdDSA", "typ": "vc+jwt", "kid": key.method() });
    let part = |json: &Value| encoding::to_base64url(json.to_string().as_bytes());
    let input = format!("{}.{}", part(&header), part(&badge));
    let signature = encoding::to_base64url(&key.sign(input.as_bytes()));
    format!("{input}.{signature}")
}

/// Another's list would have to be by that other.
fn without_status(mut badge: Value) -> Value {
    if let Some(badge) = badge.as_object_mut() {
        badge.remove("credentialStatus");
    }
    badge
}

/// A badge with a picture of so many bytes and so many pieces of evidence, unsigned.
pub(crate) fn sized(n: usize, pixels: usize, evidence: usize) -> Value {
    let mut badge = badge();
    badge["id"] = format!("urn:uuid:2f1c9a52-5a0e-4f0e-9a55-{n:012}").into();
    badge["credentialStatus"] = json!({
        "id": format!("{LIST}#{n}"),
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": n.to_string(),
        "statusListCredential": LIST
    });
    let pixels: Vec<u8> = (0..pixels).map(|at| scattered(n * 65_537 + at) as u8).collect();
    let picture = format!("data:image/png;base64,{}", encoding::to_base64(&pixels));
    let subject = &mut badge["credentialSubject"];
    subject["identifier"][0]["identityHash"] = format!("Jane Doe {n}").into();
    let achievement = &mut subject["achievement"];
    achievement["image"] =
        json!({ "id": picture, "type": "Image", "caption": "A sewn book block" });
    achievement["tag"] = json!(["paper", "thread", "glue"]);
    achievement["alignment"] = (0..8).map(alignment).collect();
    achievement["resultDescription"] = (0..4).map(result_description).collect();
    subject["result"] = (0..4)
        .map(|n| {
            json!({
                "type": ["Result"],
                "resultDescription": format!("urn:uuid:00000000-0000-4000-8000-00000000000{n}"),
                "achievedLevel": format!("urn:uuid:00000000-0000-4000-9000-0000000000{n}2")
            })
        })
        .collect();
    badge["evidence"] = (0..evidence).map(|n| json!({
        "id": format!("https://guild.example/evidence/{n}"),
        "type": ["Evidence"],
        "name": format!("Book {n}"),
        "narrative": "Photographs of every stage, and the book itself on the shelf of the guild."
    })).collect();
    badge
}

fn alignment(n: usize) -> Value {
    json!({
        "type": ["Alignment"],
        "targetName": format!("Competency {n}"),
        "targetUrl": format!("https://framework.example/competencies/{n}"),
        "targetFramework": "Framework of crafts",
        "targetCode": format!("C-{n}"),
        "targetType": "CFItem"
    })
}

fn result_description(n: usize) -> Value {
    let level = |level: usize| {
        json!({
            "id": format!("urn:uuid:00000000-0000-4000-9000-0000000000{n}{level}"),
            "type": ["RubricCriterionLevel"],
            "name": format!("Level {level}"),
            "points": level.to_string(),
            "description": "How evenly the thread runs, and how the spine takes the light."
        })
    };
    json!({
        "id": format!("urn:uuid:00000000-0000-4000-8000-00000000000{n}"),
        "type": ["ResultDescription"],
        "name": format!("Piece {n}"),
        "resultType": "RubricCriterionLevel",
        "rubricCriterionLevel": (0..3).map(level).collect::<Value>()
    })
}

/// A picture of 237 KB with the badge baked into it.
pub(crate) fn picture(badge: &str) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        let covered = [kind, data].concat();
        // A chunk is shorter than 4 GB.
        out.extend((data.len() as u32).to_be_bytes());
        out.extend(&covered);
        out.extend(encoding::crc32(&covered).to_be_bytes());
    };
    let pixels = 237_000usize.saturating_sub(badge.len());
    chunk(b"IHDR", &[0, 0, 1, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0]);
    chunk(b"IDAT", &(0..pixels).map(|at| scattered(at) as u8).collect::<Vec<u8>>());
    chunk(b"iTXt", &[b"openbadgecredential\0\0\0\0\0", badge.as_bytes()].concat());
    chunk(b"IEND", b"");
    out
}
