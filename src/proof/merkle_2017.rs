//! MerkleProof2017, the receipt of Blockcerts 2: hashes in hex, anchors as objects (Chainpoint 2;
//! CHECKLIST B18, J1).

use serde_json::{Map, Value};

use super::merkle::{Receipt, Step, Tree};
use super::{Clause, malformed};
use crate::document::one_or_many;
use crate::encoding::from_hex;
use crate::report::Stop;
use crate::resource::Anchor;

/// The proof's entry in the table.
pub(super) static TREE: Tree = Tree {
    proof_type: "MerkleProof2017",
    kind: ("", ""),
    read,
    clause: Clause {
        name: "Blockcerts 2.0, MerkleProof2017",
        url: "https://github.com/blockchain-certificates/cert-schema/blob/master/docs/schema-2.md",
    },
};

/// More steps than any tree has: of 32, it has four thousand million leaves.
const MOST: usize = 64;

fn read(object: &Map<String, Value>) -> Result<Receipt, Stop> {
    let hash = |name: &str, value: Option<&Value>| {
        let bytes = value.and_then(Value::as_str).and_then(from_hex);
        bytes.filter(|bytes| bytes.len() == 32).ok_or_else(|| malformed(name))
    };
    let steps = one_or_many(object.get("proof"));
    if steps.len() > MOST {
        return Err(malformed("proof"));
    }
    let path = steps.iter().map(|step| match (step.get("left"), step.get("right")) {
        (left @ Some(_), None) => hash("left", left).map(Step::Left),
        (None, right @ Some(_)) => hash("right", right).map(Step::Right),
        _ => Err(malformed("proof")),
    });
    Ok(Receipt {
        target: hash("targetHash", object.get("targetHash"))?,
        root: hash("merkleRoot", object.get("merkleRoot"))?,
        path: path.collect::<Result<_, _>>()?,
        anchors: one_or_many(object.get("anchors")).iter().map(anchor).collect::<Result<_, _>>()?,
    })
}

fn anchor(json: &Value) -> Result<Anchor, Stop> {
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let id = text("sourceId").ok_or_else(|| malformed("no sourceId"))?;
    // `bitcoinMainnet`, `ethereumRopsten`, `mockchain`; the first certificates name the kind alone.
    let chain = text("chain").unwrap_or_default();
    let kind = text("type").unwrap_or_default();
    let (chain, network) = match chain.strip_prefix("bitcoin").map(|network| ("btc", network)) {
        Some(named) => named,
        None => match chain.strip_prefix("ethereum") {
            Some(network) => ("eth", network),
            None if !chain.is_empty() => (chain, ""),
            None if kind.starts_with("BTC") => ("btc", "mainnet"),
            None if kind.starts_with("ETH") => ("eth", "mainnet"),
            None => (kind, ""),
        },
    };
    Ok(Anchor::new(&chain.to_ascii_lowercase(), &network.to_ascii_lowercase(), id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::Chain;

    #[test]
    fn chains_are_told_apart() {
        let chain = |json: Value| anchor(&json).map(|anchor| anchor.chain).ok();
        let id = "0".repeat(64);
        assert_eq!(
            chain(json!({ "sourceId": id, "chain": "bitcoinMainnet" })),
            Some(Chain::Bitcoin)
        );
        assert_eq!(chain(json!({ "sourceId": id, "type": "BTCOpReturn" })), Some(Chain::Bitcoin));
        assert_eq!(chain(json!({ "sourceId": id, "chain": "bitcoinTestnet" })), Some(Chain::Test));
        assert_eq!(
            chain(json!({ "sourceId": id, "chain": "ethereumMainnet" })),
            Some(Chain::Ethereum)
        );
        assert_eq!(chain(json!({ "sourceId": id, "chain": "mockchain" })), Some(Chain::Test));
        assert_eq!(chain(json!({ "sourceId": id, "type": "Mock" })), Some(Chain::Test));
        assert_eq!(chain(json!({ "sourceId": id, "chain": "bloxberg" })), Some(Chain::Other));
        assert_eq!(chain(json!({ "chain": "bitcoinMainnet" })), None);
    }

    #[test]
    fn a_receipt_has_hashes_of_one_length() {
        let good = json!({
            "targetHash": "01".repeat(32), "merkleRoot": "02".repeat(32),
            "proof": [{ "left": "03".repeat(32) }], "anchors": []
        });
        assert!(read(good.as_object().unwrap()).is_ok());
        for (name, value) in [
            ("targetHash", json!("01")),
            ("merkleRoot", json!(null)),
            ("proof", json!([{}])),
            ("proof", json!([{ "left": "zz" }])),
            ("anchors", json!([1])),
        ] {
            let mut bad = good.clone();
            bad[name] = value;
            assert!(read(bad.as_object().unwrap()).is_err(), "{name}");
        }
    }

    #[test]
    fn a_way_has_an_end() {
        let steps = |many: usize| {
            let receipt = json!({
                "targetHash": "01".repeat(32), "merkleRoot": "02".repeat(32),
                "proof": vec![json!({ "left": "03".repeat(32) }); many], "anchors": []
            });
            read(receipt.as_object().unwrap()).map(|receipt| receipt.path.len()).ok()
        };
        assert_eq!([0, 1, MOST, MOST + 1].map(steps), [Some(0), Some(1), Some(MOST), None]);
    }

    #[test]
    fn the_first_certificates_name_the_kind_alone() {
        let chain = |kind: &str| {
            anchor(&json!({ "sourceId": "0".repeat(64), "type": kind }))
                .map(|anchor| anchor.chain)
                .ok()
        };
        assert_eq!(chain("ETHData"), Some(Chain::Ethereum));
        assert_eq!(chain("BTCOpReturn"), Some(Chain::Bitcoin));
        assert_eq!(chain("XETH"), Some(Chain::Other));
    }
}
