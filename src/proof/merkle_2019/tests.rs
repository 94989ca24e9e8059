//! How receipts of this kind are encoded in practice.

use serde_json::json;

use super::*;
use crate::resource::Chain;

fn parse(value: &str) -> Result<Receipt, Stop> {
    read(json!({ "proofValue": value }).as_object().unwrap())
}

fn encoded(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

/// [[3, [[0, left]]], [0, root], [1, target], [2, [[[0, 0], [1, 1], [2, id]]]]]
fn list_of_pairs() -> Vec<u8> {
    let hash = |byte: u8| [&[0x58, 0x20][..], &[byte; 32]].concat();
    let id = [&[0x58, 66, 0x78, 64][..], &[b'a'; 64]].concat();
    [
        &[0x84, 0x82, 3, 0x81, 0x82, 0][..],
        &hash(1),
        &[0x82, 0],
        &hash(2),
        &[0x82, 1],
        &hash(3),
        &[0x82, 2, 0x81, 0x83, 0x82, 0, 0, 0x82, 1, 1, 0x82, 2],
        &id,
    ]
    .concat()
}

#[test]
fn reads_lists_of_pairs_as_they_are_made() {
    let receipt = parse(&encoded(&list_of_pairs())).unwrap();
    assert_eq!(receipt.target, [3; 32]);
    assert_eq!(receipt.root, [2; 32]);
    assert_eq!(receipt.path, [Step::Left(vec![1; 32])]);
    assert_eq!(receipt.anchors[0].chain, Chain::Bitcoin);
    assert_eq!(receipt.anchors[0].transaction, "a".repeat(64));
}

#[test]
fn reads_maps_as_the_draft_has_them() {
    let hash = |byte: u8| [&[0x58, 0x20][..], &[byte; 32]].concat();
    let map = [&[0xa3, 0][..], &hash(2), &[1], &hash(2), &[2, 0x80]].concat();
    let receipt = parse(&encoded(&map)).unwrap();
    assert!(receipt.path.is_empty() && receipt.anchors.is_empty());
}

#[test]
fn refuses_what_is_cut_off_or_has_more() {
    let whole = list_of_pairs();
    for end in 0..whole.len() {
        assert!(parse(&encoded(&whole[..end])).is_err(), "{end}");
    }
    assert!(parse(&encoded(&[&whole[..], &[0]].concat())).is_err());
    for wrong in ["", "u84", "z0", "z"] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
    // A list that says it is endless.
    assert!(parse(&encoded(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])).is_err());
}

/// A receipt with one anchor in CBOR: its chain, its network and its transaction as they are encoded.
fn anchored(chain: &[u8], network: &[u8], transaction: &[u8]) -> Option<Anchor> {
    let hash = [&[0x58, 0x20][..], &[1; 32]].concat();
    let anchor = [&[0xa3, 0][..], chain, &[1], network, &[2], transaction].concat();
    let map = [&[0xa3, 0][..], &hash, &[1], &hash, &[2, 0x81], &anchor].concat();
    parse(&encoded(&map)).ok().map(|receipt| receipt.anchors[0].clone())
}

#[test]
fn chains_and_networks_have_numbers() {
    let id = [&[0x78, 64][..], &[b'a'; 64]].concat();
    let name = |chain: &[u8], network: &[u8]| anchored(chain, network, &id).map(|one| one.uri());
    let named =
        |chain: &str, network: &str| Some(Anchor::new(chain, network, &"a".repeat(64)).uri());
    for (chain, number, network) in [
        ("btc", &[1][..], "mainnet"),
        ("btc", &[3], "testnet"),
        ("eth", &[1], "mainnet"),
        ("eth", &[3], "ropsten"),
        ("eth", &[4], "rinkeby"),
        ("eth", &[5], "goerli"),
        ("eth", &[0x1a, 0x00, 0xaa, 0x36, 0xa7], "sepolia"),
        ("eth", &[7], "7"),
    ] {
        let code = u8::from(chain == "eth");
        assert_eq!(name(&[code], number), named(chain, network), "{chain} {network}");
    }
    // -1, and a number that nobody has given to a chain.
    assert_eq!(name(&[0x20], &[1]), named("mocknet", "1"));
    assert_eq!(name(&[9], &[1]), named("other", "1"));
    let chain = |code: &[u8]| anchored(code, &[1], &id).map(|one| one.chain);
    assert_eq!(chain(&[0x20]), Some(Chain::Test));
    assert_eq!(chain(&[9]), Some(Chain::Other));
}

#[test]
fn texts_and_hashes_are_encoded_in_many_ways() {
    // The name of a transaction: text, bytes, text inside bytes.
    let (text, bytes) = ([&[0x78, 64][..], &[b'b'; 64]].concat(), [0xbb; 32]);
    let plain = [&[0x58, 0x20][..], &bytes].concat();
    let twice = [&[0x58, 66][..], &text].concat();
    for transaction in [&text, &plain, &twice] {
        let found = anchored(&[0], &[1], transaction).map(|one| one.transaction);
        assert_eq!(found.as_deref(), Some(&*"b".repeat(64)));
    }
    // A hash: bytes, hex, and each inside bytes; a hash of another length is none.
    let (bytes, hex) = ([1; 32], [b'0', b'1'].repeat(32));
    let plain = [&[0x58, 0x20][..], &bytes].concat();
    let text = [&[0x78, 64][..], &hex].concat();
    let twice = |inside: &[u8]| [&[0x58, u8::try_from(inside.len()).unwrap()][..], inside].concat();
    let with = |hash: &[u8]| {
        let map = [&[0xa3, 0][..], hash, &[1], hash, &[2, 0x80]].concat();
        parse(&encoded(&map)).ok().map(|receipt| receipt.root)
    };
    for hash in [&plain, &text, &twice(&text), &twice(&plain)] {
        assert_eq!(with(hash), Some(vec![1; 32]));
    }
    assert_eq!(with(&[0x58, 0x1f].iter().copied().chain([1; 31]).collect::<Vec<_>>()), None);
}

#[test]
fn a_pair_may_stand_alone() {
    let hash = |byte: u8| [&[0x58, 0x20][..], &[byte; 32]].concat();
    // [[0, root], [1, target], [3, [0, left]], [2, []]]: the step is a pair without a list around it.
    let pairs = [
        &[0x84, 0x82, 0][..],
        &hash(2),
        &[0x82, 1],
        &hash(3),
        &[0x82, 3, 0x81, 0x82, 0],
        &hash(1),
        &[0x82, 2, 0x80],
    ];
    assert_eq!(parse(&encoded(&pairs.concat())).unwrap().path, [Step::Left(vec![1; 32])]);
    // Two pairs in a list are two pairs.
    let two = [&[0x82, 0x82, 0][..], &hash(2), &[0x82, 1], &hash(3)].concat();
    assert_eq!(parse(&encoded(&two)).unwrap().target, [3; 32]);
}
