//! Test keys of every kind, derived from their names or printed here: everybody knows them.

use std::convert::Infallible;
use std::sync::OnceLock;

use ed25519_dalek::Signer;
use proofmark::encoding::{base64url, sha256, to_base64url};
use proofmark::key::VerificationKey;
use rsa::BoxedUint;
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::pkcs8::EncodePublicKey;
use rsa::rand_core::{TryCryptoRng, TryRng};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Every test key. All are on the verifier's list of keys that prove nothing.
pub const KEYS: &[&str] = &[
    "alice",
    "bob",
    "mallory",
    "samples",
    "status",
    "alice-p256",
    "alice-p384",
    "alice-p521",
    "alice-k256",
    "alice-rsa",
    "bob-p256",
    "mallory-p256",
];

/// The private half.
enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
    K256(k256::ecdsa::SigningKey),
    Rsa(Box<rsa::PrivateKey>),
}

/// A test key by name.
pub struct TestKey {
    secret: Secret,
    /// The public key as a Multikey.
    pub multibase: String,
}

impl TestKey {
    /// The key of this name: its seed is a hash of a public text; what follows `-` is its kind.
    pub fn named(name: &str) -> Self {
        assert!(KEYS.contains(&name), "{name} is not in KEYS");
        let text = format!("Proofmark test key {name}");
        let text = text.as_bytes();
        let (secret, code, public): (Secret, [u8; 2], Vec<u8>) = match name.split_once('-') {
            Some((_, "p256")) => {
                let key = p256::ecdsa::SigningKey::from_slice(&sha256(text)).unwrap();
                let public = key.verifying_key().to_sec1_point(true).as_bytes().to_vec();
                (Secret::P256(key), [0x80, 0x24], public)
            }
            Some((_, "p384")) => {
                let key = p384::ecdsa::SigningKey::from_slice(&Sha384::digest(text)).unwrap();
                let public = key.verifying_key().to_sec1_point(true).as_bytes().to_vec();
                (Secret::P384(key), [0x81, 0x24], public)
            }
            Some((_, "p521")) => {
                let seed = [&[0, 0], &Sha512::digest(text)[..]].concat();
                let key = p521::ecdsa::SigningKey::from_slice(&seed).unwrap();
                let public = key.verifying_key().to_sec1_point(true).as_bytes().to_vec();
                (Secret::P521(key), [0x82, 0x24], public)
            }
            Some((_, "k256")) => {
                let key = k256::ecdsa::SigningKey::from_slice(&sha256(text)).unwrap();
                let public = key.verifying_key().to_sec1_point(true).as_bytes().to_vec();
                (Secret::K256(key), [0xe7, 0x01], public)
            }
            Some((_, "rsa")) => {
                let key = rsa_key().clone();
                let public = key.to_public_key().to_pkcs1_der().unwrap().into_vec();
                (Secret::Rsa(Box::new(key)), [0x85, 0x24], public)
            }
            _ => {
                let key = ed25519_dalek::SigningKey::from_bytes(&sha256(text));
                let public = key.verifying_key().as_bytes().to_vec();
                (Secret::Ed25519(key), [0xed, 0x01], public)
            }
        };
        let bytes = [&code[..], &public].concat();
        let multibase = format!("z{}", bs58::encode(bytes).into_string());
        assert!(VerificationKey::from_multibase(&multibase).is_ok());
        Self { secret, multibase }
    }

    /// An Ed25519 key that nobody else has: the page believes no test key.
    pub fn fresh() -> Self {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).unwrap();
        let key = ed25519_dalek::SigningKey::from_bytes(&seed);
        let bytes = [&[0xed, 0x01], &key.verifying_key().as_bytes()[..]].concat();
        let multibase = format!("z{}", bs58::encode(bytes).into_string());
        Self { secret: Secret::Ed25519(key), multibase }
    }

    /// The public key.
    pub fn public(&self) -> VerificationKey {
        VerificationKey::from_multibase(&self.multibase).unwrap()
    }

    /// The public key in PEM; RSA and Ed25519 keys only.
    pub fn pem(&self) -> String {
        let der = match &self.secret {
            Secret::Rsa(key) => key.to_public_key().to_public_key_der().unwrap().into_vec(),
            Secret::Ed25519(key) => {
                let head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
                [&head[..], key.verifying_key().as_bytes()].concat()
            }
            _ => panic!("no such key is published so"),
        };
        let body = proofmark::encoding::to_base64(&der);
        format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----")
    }

    /// The public key as a JWK.
    pub fn jwk(&self) -> Map<String, Value> {
        let point = |curve: &str, point: &[u8]| {
            let (x, y) = point[1..].split_at(point.len() / 2);
            json!({ "kty": "EC", "crv": curve, "x": to_base64url(x), "y": to_base64url(y) })
        };
        let jwk = match &self.secret {
            Secret::Ed25519(key) => {
                let x = to_base64url(key.verifying_key().as_bytes());
                json!({ "kty": "OKP", "crv": "Ed25519", "x": x })
            }
            Secret::P256(key) => {
                point("P-256", key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Secret::P384(key) => {
                point("P-384", key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Secret::P521(key) => {
                point("P-521", key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Secret::K256(key) => {
                point("secp256k1", key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Secret::Rsa(_) => {
                let all = rsa_numbers();
                json!({ "kty": "RSA", "n": all["n"], "e": all["e"] })
            }
        };
        jwk.as_object().unwrap().clone()
    }

    /// The key as a did:jwk.
    pub fn did_jwk(&self) -> String {
        format!("did:jwk:{}", to_base64url(Value::Object(self.jwk()).to_string().as_bytes()))
    }

    /// The name that JWS headers give to the usual algorithm of this key.
    pub fn alg(&self) -> &'static str {
        match self.secret {
            Secret::Ed25519(_) => "EdDSA",
            Secret::P256(_) => "ES256",
            Secret::P384(_) => "ES384",
            Secret::P521(_) => "ES512",
            Secret::K256(_) => "ES256K",
            Secret::Rsa(_) => "RS256",
        }
    }

    /// A signature over these bytes; `alg` chooses among those of an RSA key.
    pub fn signature(&self, alg: &str, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Secret::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Secret::P521(key) => {
                let signature: p521::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Secret::K256(key) => {
                let signature: k256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Secret::Rsa(key) => match alg {
                "PS256" => key.pss_sign_with_rng::<Sha256, _>(&mut Counter(0), message).unwrap(),
                "PS384" => key.pss_sign_with_rng::<Sha384, _>(&mut Counter(0), message).unwrap(),
                "PS512" => key.pss_sign_with_rng::<Sha512, _>(&mut Counter(0), message).unwrap(),
                "RS384" => {
                    key.pkcs1v15_sign_with_rng::<Sha384, _>(&mut Counter(0), message).unwrap()
                }
                "RS512" => {
                    key.pkcs1v15_sign_with_rng::<Sha512, _>(&mut Counter(0), message).unwrap()
                }
                _ => key.pkcs1v15_sign_with_rng::<Sha256, _>(&mut Counter(0), message).unwrap(),
            },
        }
    }
}

/// HMAC-SHA-256 (RFC 2104): what a verifier would accept that takes a public key for a shared secret.
pub fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = if key.len() > 64 { sha256(key).to_vec() } else { key.to_vec() };
    block.resize(64, 0);
    let pad = |with: u8| block.iter().map(|byte| byte ^ with).collect::<Vec<_>>();
    sha256(&[pad(0x5c), sha256(&[&pad(0x36), message].concat()).to_vec()].concat()).to_vec()
}

fn rsa_numbers() -> Value {
    serde_json::from_str(include_str!("rsa-key.json")).unwrap()
}

fn rsa_key() -> &'static rsa::PrivateKey {
    static KEY: OnceLock<rsa::PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| {
        let all = rsa_numbers();
        let number = |name: &str| {
            BoxedUint::from_be_slice_vartime(&base64url(all[name].as_str().unwrap()).unwrap())
        };
        let primes = vec![number("p"), number("q")];
        rsa::PrivateKey::from_components(number("n"), number("e"), number("d"), primes).unwrap()
    })
}

/// The same salts every time, so that the same case has the same bytes.
struct Counter(u8);

impl TryRng for Counter {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }
    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        for byte in to {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
        Ok(())
    }
}

impl TryCryptoRng for Counter {}
