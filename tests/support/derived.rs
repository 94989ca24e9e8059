//! Derived proofs of `ecdsa-sd-2023` (Data Integrity ECDSA Cryptosuites 1.0, section 3.4), as a holder hands them
//! over: made step by step from the canonical texts, so that the verifier is not asked what it expects.

use minicbor::Encoder;
use proofmark::document::Document;
use proofmark::encoding::{sha256, to_base64url};
use proofmark::proof::{Part, inspect};
use proofmark::resource::{Context, Options, Resources};
use serde_json::{Map, Value, json};

use super::{TestKey, at};

/// A derived proof, taken apart: what a test changes.
#[derive(Clone)]
pub struct Derived {
    /// What the bytes begin with.
    pub header: [u8; 3],
    /// The issuer's signature.
    pub base_signature: Vec<u8>,
    /// The key that is brought along for the statements shown by choice, as a Multikey.
    pub public_key: Vec<u8>,
    /// One for each statement shown by choice, in their order.
    pub signatures: Vec<Vec<u8>>,
    /// The issuer's name for each blank node, by its canonical number.
    pub labels: Vec<(u64, Vec<u8>)>,
    /// The places of the mandatory statements.
    pub mandatory: Vec<u64>,
    /// The canonical proof configuration.
    pub configuration: String,
    /// Every statement, under the issuer's names for blank nodes, in order.
    pub statements: Vec<String>,
}

impl Derived {
    /// The proof of a document with a proof like this, by an issuer that is known by its did:key. Every other
    /// statement is mandatory, from the first.
    pub fn of(document: &Value, proof: &Map<String, Value>, issuer: &TestKey) -> Self {
        let (text, configuration) = canonical(document, proof);
        let nodes = (0..).take_while(|node| text.contains(&format!("_:c14n{node} ")));
        let labels: Vec<(u64, Vec<u8>)> =
            nodes.map(|node| (node, sha256(format!("node {node}").as_bytes()).to_vec())).collect();
        let named = labels.iter().fold(text, |text, (node, name)| {
            text.replace(&format!("_:c14n{node} "), &format!("_:u{} ", to_base64url(name)))
        });
        let mut statements: Vec<String> = named.split_inclusive('\n').map(str::to_owned).collect();
        statements.sort();
        let mut derived = Self {
            header: [0xd9, 0x5d, 0x01],
            base_signature: Vec::new(),
            public_key: Vec::new(),
            signatures: Vec::new(),
            labels,
            mandatory: (0..statements.len() as u64).step_by(2).collect(),
            configuration,
            statements,
        };
        derived.bring(&TestKey::named("bob-p256"));
        derived.sign(issuer);
        derived
    }

    /// Brings along another key for the statements that are shown by choice, and signs them with it.
    pub fn bring(&mut self, key: &TestKey) {
        self.public_key = bs58::decode(&key.multibase[1..]).into_vec().unwrap();
        let chosen = self.shown(false);
        self.signatures =
            chosen.iter().map(|line| key.signature(key.alg(), line.as_bytes())).collect();
    }

    /// Signs as the issuer does: the configuration, the key that is brought along, the mandatory statements.
    pub fn sign(&mut self, issuer: &TestKey) {
        let hash = |text: &str| sha256(text.as_bytes());
        let mandatory = hash(&self.shown(true).concat());
        let message = [&hash(&self.configuration)[..], &self.public_key, &mandatory].concat();
        self.base_signature = issuer.signature(issuer.alg(), &message);
    }

    /// The statements that are mandatory, or those that are not.
    pub fn shown(&self, mandatory: bool) -> Vec<&str> {
        let of = |index: usize| self.mandatory.contains(&(index as u64)) == mandatory;
        let all = self.statements.iter().enumerate();
        all.filter(|(index, _)| of(*index)).map(|(_, line)| line.as_str()).collect()
    }

    /// The five parts in CBOR, after the header.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.to_vec();
        let mut to = Encoder::new(&mut bytes);
        to.array(5).unwrap();
        to.bytes(&self.base_signature).unwrap().bytes(&self.public_key).unwrap();
        to.array(self.signatures.len() as u64).unwrap();
        for one in &self.signatures {
            to.bytes(one).unwrap();
        }
        to.map(self.labels.len() as u64).unwrap();
        for (node, name) in &self.labels {
            to.u64(*node).unwrap().bytes(name).unwrap();
        }
        to.array(self.mandatory.len() as u64).unwrap();
        for index in &self.mandatory {
            to.u64(*index).unwrap();
        }
        bytes
    }

    /// As a proof value.
    pub fn value(&self) -> String {
        value(&self.bytes())
    }
}

/// Bytes as a proof value.
pub fn value(bytes: &[u8]) -> String {
    format!("u{}", to_base64url(bytes))
}

/// The canonical document and the canonical configuration, which `ecdsa-rdfc-2019` makes in the same way.
fn canonical(document: &Value, proof: &Map<String, Value>) -> (String, String) {
    const OTHER: &str = "ecdsa-rdfc-2019";
    let mut document = document.clone();
    let mut proof = proof.clone();
    proof.insert("cryptosuite".into(), OTHER.into());
    proof.insert("proofValue".into(), "z1".into());
    document["proof"] = json!(proof);
    let parsed = Document::parse(&document.to_string()).unwrap();
    let (resources, options) = (Resources::new(), Options::new(at("2026-11-23T00:00:00Z")));
    let dossiers = inspect(&parsed, &Context::new(&resources, &options));
    let text = |part: Part| {
        let exhibit = dossiers[0].exhibits.iter().find(|exhibit| exhibit.part == part);
        exhibit.unwrap_or_else(|| panic!("no {part:?}")).text.clone()
    };
    (text(Part::Document), text(Part::Configuration).replace(OTHER, "ecdsa-sd-2023"))
}
