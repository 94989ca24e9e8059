//! Merkle proofs as Blockcerts makes them, and the transactions that hold their roots.

use minicbor::Encoder;
use proofmark::document::Document;
use proofmark::encoding::{from_hex, hex, sha256};
use proofmark::proof::bytes_to_sign;
use proofmark::resource::{Anchor, Context, Options, Resources};
use serde_json::{Map, Value, json};

use super::{TestKey, at};

/// How a Merkle proof is to be made.
pub struct Tree<'a> {
    /// `2017`, `2019` or `suite`.
    pub kind: &'a str,
    /// `btc:mainnet`.
    pub network: &'a str,
    /// The transaction.
    pub transaction: &'a str,
    /// The sides of the neighbours: `left,right`; empty for a tree of one leaf.
    pub path: &'a str,
    /// The key's name in the proof.
    pub method: &'a str,
    /// The identifier of the proof that it stands on.
    pub previous: Option<&'a str>,
}

impl Tree<'_> {
    /// Adds the proof to the document; gives the root in hex.
    pub fn prove(&self, document: &mut Value) -> String {
        let mut proof = Map::new();
        let (kind, suite) = match self.kind {
            "2017" => (json!(["MerkleProof2017", "Extension"]), None),
            "2019" => (json!("MerkleProof2019"), None),
            _ => (json!("DataIntegrityProof"), Some("merkle-proof-2019")),
        };
        proof.insert("type".into(), kind);
        proof.extend(suite.map(|suite| ("cryptosuite".to_owned(), suite.into())));
        let resources = Resources::new();
        let options = Options::new(at("2026-11-23T00:00:00Z"));
        let context = Context::new(&resources, &options);
        let parsed = Document::parse(&document.to_string()).expect("a document");
        let key = TestKey::named("alice").public();
        let target = bytes_to_sign(&parsed, &proof, &key, &context).expect("a hash");
        let mut root = target.clone();
        let mut steps = Vec::new();
        for (index, side) in self.path.split(',').filter(|side| !side.is_empty()).enumerate() {
            let neighbour = sha256(format!("neighbour {index}").as_bytes()).to_vec();
            root = match side {
                "left" => sha256(&[&neighbour[..], &root].concat()).to_vec(),
                _ => sha256(&[&root[..], &neighbour].concat()).to_vec(),
            };
            steps.push((side, neighbour));
        }
        if self.kind == "2017" {
            let path: Vec<Value> =
                steps.iter().map(|(side, hash)| json!({ *side: hex(hash) })).collect();
            let (chain, network) = self.network.split_once(':').unwrap_or((self.network, ""));
            let chain = if chain == "btc" { "bitcoin" } else { "ethereum" };
            let network = format!("{}{}", network[..1].to_uppercase(), &network[1..]);
            proof.insert("targetHash".into(), hex(&target).into());
            proof.insert("merkleRoot".into(), hex(&root).into());
            proof.insert("proof".into(), path.into());
            let anchor =
                json!([{ "sourceId": self.transaction, "chain": format!("{chain}{network}") }]);
            proof.insert("anchors".into(), anchor);
            document["signature"] = Value::Object(proof);
        } else {
            proof.insert("created".into(), "2026-05-01T09:00:00Z".into());
            proof.insert("proofPurpose".into(), "assertionMethod".into());
            proof.insert("verificationMethod".into(), self.method.into());
            let previous = self.previous.map(|id| ("previousProof".to_owned(), id.into()));
            proof.extend(previous);
            let value = self.encoded(&target, &root, &steps);
            proof.insert("proofValue".into(), value.into());
            let proof = Value::Object(proof);
            let all = match document["proof"].take() {
                Value::Null => proof,
                one => json!([one, proof]),
            };
            document["proof"] = all;
        }
        hex(&root)
    }

    /// The receipt in CBOR: lists of pairs of numbers and values, as the reference code writes them.
    fn encoded(&self, target: &[u8], root: &[u8], steps: &[(&str, Vec<u8>)]) -> String {
        let mut bytes = Vec::new();
        let mut to = Encoder::new(&mut bytes);
        let (chain, network) = match self.network {
            "btc:mainnet" => (0, 1),
            "btc:testnet" => (0, 3),
            "eth:mainnet" => (1, 1),
            "eth:sepolia" => (1, 11_155_111),
            other => panic!("{other}"),
        };
        // Texts in hex, encoded twice.
        let twice = |text: &str| minicbor::to_vec(text).expect("in memory");
        to.array(4).unwrap().array(2).unwrap().u8(3).unwrap().array(steps.len() as u64).unwrap();
        for (side, hash) in steps {
            let side = u8::from(*side != "left");
            to.array(2).unwrap().u8(side).unwrap().bytes(&twice(&hex(hash))).unwrap();
        }
        to.array(2).unwrap().u8(0).unwrap().bytes(&twice(&hex(root))).unwrap();
        to.array(2).unwrap().u8(1).unwrap().bytes(&twice(&hex(target))).unwrap();
        to.array(2).unwrap().u8(2).unwrap().array(1).unwrap().array(3).unwrap();
        to.array(2).unwrap().u8(0).unwrap().u32(chain).unwrap();
        to.array(2).unwrap().u8(1).unwrap().u32(network).unwrap();
        to.array(2).unwrap().u8(2).unwrap().bytes(&twice(self.transaction)).unwrap();
        format!("z{}", bs58::encode(bytes).into_string())
    }

    /// The name of the transaction wherever it is looked up.
    pub fn anchor(&self) -> Anchor {
        let (chain, network) = self.network.split_once(':').unwrap_or((self.network, ""));
        Anchor::new(chain, network, self.transaction)
    }
}

/// A transaction with this root in it, as a host would give it.
pub fn transaction(anchor: &Anchor, root: &str, from: &str, time: i64, json_rpc: bool) -> Value {
    assert!(from_hex(root).is_some_and(|root| root.len() == 32), "{root}");
    if json_rpc {
        return json!({
            "jsonrpc": "2.0", "id": 1,
            "result": {
                "hash": anchor.transaction, "from": from, "input": format!("0x{root}"),
                "blockNumber": "0x10", "blockHash": "0xb10c", "chainId": "0x1"
            }
        });
    }
    json!({
        "txid": anchor.transaction,
        "vin": [{ "prevout": { "scriptpubkey_address": from } }],
        "vout": [{ "scriptpubkey": "76a914" }, { "scriptpubkey": format!("6a20{root}") }],
        "status": { "confirmed": true, "block_time": time }
    })
}
