//! MerkleProof2019, the receipt of Blockcerts 3: CBOR with numbers for names, in base58btc (Merkle Proof
//! Signature Suite 2019; CHECKLIST J2). Newer documents call it a cryptosuite, and chains of proofs
//! wrap it once more.

use minicbor::Decoder;
use minicbor::data::Type;
use serde_json::{Map, Value};

use super::merkle::{Receipt, Step, Tree};
use super::{Clause, malformed};
use crate::encoding::{base58btc, from_hex, hex};
use crate::report::Stop;
use crate::resource::Anchor;

/// A proof type of its own.
pub(super) static TREE: Tree = Tree {
    proof_type: "MerkleProof2019",
    kind: ("", ""),
    read,
    clause: Clause {
        name: "Merkle Proof Signature Suite 2019",
        url: "https://w3c-ccg.github.io/lds-merkle-proof-2019/",
    },
};

/// The same as a cryptosuite of Data Integrity.
pub(super) static SUITE: Tree = Tree {
    proof_type: "DataIntegrityProof",
    kind: ("cryptosuite", "merkle-proof-2019"),
    read,
    clause: Clause { name: TREE.clause.name, url: TREE.clause.url },
};

/// The same at the end of a chain.
pub(super) static CHAINED: Tree = Tree {
    proof_type: "ChainedProof2021",
    kind: ("chainedProofType", "MerkleProof2019"),
    read,
    clause: Clause { name: TREE.clause.name, url: TREE.clause.url },
};

/// More steps than any tree has.
const MOST: u64 = 64;

/// The numbers that stand for names.
mod names {
    pub(super) const ROOT: i64 = 0;
    pub(super) const TARGET: i64 = 1;
    pub(super) const ANCHORS: i64 = 2;
    pub(super) const PATH: i64 = 3;
    pub(super) const LEFT: i64 = 0;
    pub(super) const RIGHT: i64 = 1;
    pub(super) const CHAIN: i64 = 0;
    pub(super) const NETWORK: i64 = 1;
    pub(super) const TRANSACTION: i64 = 2;
}

/// Any mistake in the encoding; which one helps nobody.
struct Wrong;

impl From<minicbor::decode::Error> for Wrong {
    fn from(_: minicbor::decode::Error) -> Self {
        Self
    }
}

fn read(object: &Map<String, Value>) -> Result<Receipt, Stop> {
    let text = object.get("proofValue").and_then(Value::as_str);
    let bytes = text.and_then(|text| text.strip_prefix('z')).and_then(base58btc);
    let bytes = bytes.ok_or_else(|| malformed("proofValue"))?;
    receipt(&mut Decoder::new(&bytes)).map_err(|Wrong| malformed("proofValue"))
}

fn receipt(from: &mut Decoder<'_>) -> Result<Receipt, Wrong> {
    let (mut target, mut root) = (None, None);
    let (mut path, mut anchors) = (Vec::new(), Vec::new());
    members(from, |name, from| {
        match name {
            names::ROOT => root = Some(hash(from)?),
            names::TARGET => target = Some(hash(from)?),
            names::PATH => each(from, |from| {
                members(from, |side, from| {
                    let neighbour = hash(from)?;
                    path.push(match side {
                        names::LEFT => Step::Left(neighbour),
                        names::RIGHT => Step::Right(neighbour),
                        _ => return Err(Wrong),
                    });
                    Ok(())
                })
            })?,
            names::ANCHORS => each(from, |from| {
                anchors.push(anchor(from)?);
                Ok(())
            })?,
            _ => return Err(Wrong),
        }
        Ok(())
    })?;
    if from.position() != from.input().len() {
        return Err(Wrong);
    }
    Ok(Receipt { target: target.ok_or(Wrong)?, root: root.ok_or(Wrong)?, path, anchors })
}

/// The chain and the network by number (SLIP 44 and EIP 155 in spirit), and the transaction.
fn anchor(from: &mut Decoder<'_>) -> Result<Anchor, Wrong> {
    let (mut chain, mut network, mut transaction) = (None, None, None);
    members(from, |name, from| {
        match (name, from.datatype()?) {
            (names::CHAIN, _) => chain = Some(from.i64()?),
            // A chain without networks has its transaction here.
            (names::NETWORK, Type::Bytes | Type::String) | (names::TRANSACTION, _) => {
                transaction = Some(text(from)?);
            }
            (names::NETWORK, _) => network = Some(from.i64()?),
            _ => return Err(Wrong),
        }
        Ok(())
    })?;
    let network_name = match (chain, network) {
        (Some(0 | 1), Some(1)) => "mainnet",
        (Some(0), Some(3)) => "testnet",
        (Some(1), Some(3)) => "ropsten",
        (Some(1), Some(4)) => "rinkeby",
        (Some(1), Some(5)) => "goerli",
        (Some(1), Some(11_155_111)) => "sepolia",
        _ => "",
    };
    let unknown = network.map(|number| number.to_string()).unwrap_or_default();
    let network = if network_name.is_empty() { &unknown } else { network_name };
    let chain = match chain.ok_or(Wrong)? {
        0 => "btc",
        1 => "eth",
        -1 => "mocknet",
        _ => "other",
    };
    Ok(Anchor::new(chain, network, &transaction.ok_or(Wrong)?))
}

/// Every named value: a map, or as it is made in practice a list of pairs.
fn members<'b>(
    from: &mut Decoder<'b>,
    mut take: impl FnMut(i64, &mut Decoder<'b>) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    if from.datatype()? == Type::Map {
        for _ in 0..few(from.map()?)? {
            let name = from.i64()?;
            take(name, from)?;
        }
        return Ok(());
    }
    let count = few(from.array()?)?;
    // One pair may stand without the list around it.
    if count == 2 && from.datatype()? != Type::Array {
        let name = from.i64()?;
        return take(name, from);
    }
    for _ in 0..count {
        if from.array()? != Some(2) {
            return Err(Wrong);
        }
        let name = from.i64()?;
        take(name, from)?;
    }
    Ok(())
}

fn each<'b>(
    from: &mut Decoder<'b>,
    mut take: impl FnMut(&mut Decoder<'b>) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    (0..few(from.array()?)?).try_for_each(|_| take(from))
}

fn few(count: Option<u64>) -> Result<u64, Wrong> {
    count.filter(|count| *count <= MOST).ok_or(Wrong)
}

/// A hash: 32 bytes, or their text in hex. Both are often encoded a second time, inside a byte string.
fn hash(from: &mut Decoder<'_>) -> Result<Vec<u8>, Wrong> {
    let bytes = match from.datatype()? {
        Type::String => from_hex(from.str()?).ok_or(Wrong)?,
        _ => {
            let bytes = from.bytes()?;
            match bytes.len() {
                32 => bytes.to_vec(),
                _ => inner(bytes, |from| match from.datatype()? {
                    Type::String => from_hex(from.str()?).ok_or(Wrong),
                    _ => Ok(from.bytes()?.to_vec()),
                })?,
            }
        }
    };
    if bytes.len() == 32 { Ok(bytes) } else { Err(Wrong) }
}

/// The name of a transaction, as text or bytes, once or twice encoded.
fn text(from: &mut Decoder<'_>) -> Result<String, Wrong> {
    match from.datatype()? {
        Type::String => Ok(from.str()?.to_owned()),
        _ => {
            let bytes = from.bytes()?;
            inner(bytes, |from| match from.datatype()? {
                Type::String => Ok(from.str()?.to_owned()),
                _ => Ok(hex(from.bytes()?)),
            })
            .or_else(|_| Ok(hex(bytes)))
        }
    }
}

fn inner<T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Decoder<'_>) -> Result<T, Wrong>,
) -> Result<T, Wrong> {
    let mut from = Decoder::new(bytes);
    let found = read(&mut from)?;
    if from.position() == bytes.len() { Ok(found) } else { Err(Wrong) }
}

#[cfg(test)]
mod tests;
