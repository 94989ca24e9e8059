//! Where a transaction of a blockchain can be looked up: hosts that the person chose, and nobody else.
//!
//! The core picks no host. With no explorer chosen nothing is asked; [`Options::explorers`] names whom
//! to ask of which chain. Bitcoin is asked over the interface of Esplora (`GET /tx/{id}`), Ethereum over
//! JSON-RPC. A call of JSON-RPC is a POST; as an address it is written
//! `https://host/?eth_getTransactionByHash=0x…`, and [`call`] takes it apart again for the shell that
//! sends it.
//!
//! [`Options::explorers`]: super::Options::explorers

use serde_json::Value;

use crate::encoding::object;

/// A blockchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chain {
    /// Bitcoin, the chain with value.
    Bitcoin,
    /// Ethereum, the chain with value.
    Ethereum,
    /// One where anybody can write anything for nothing.
    Test,
    /// Another, which is not known here.
    Other,
}

/// Where a proof says that it was anchored: the name of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// On which chain.
    pub chain: Chain,
    /// The chain as the proof names it (`btc:mainnet`).
    pub network: String,
    /// The transaction.
    pub transaction: String,
}

impl Anchor {
    /// An anchor on a chain by the names that Blockcerts use: `btc` or `eth`, and the network.
    pub fn new(chain: &str, network: &str, transaction: &str) -> Self {
        const TESTS: &[&str] = &[
            "testnet",
            "regtest",
            "signet",
            "ropsten",
            "rinkeby",
            "goerli",
            "kovan",
            "sepolia",
            "holesky",
            "hoodi",
            "mocknet",
            "mockchain",
            "mock",
        ];
        let named = match (chain, network) {
            ("btc", "mainnet") => Chain::Bitcoin,
            ("eth", "mainnet") => Chain::Ethereum,
            (chain, network) if TESTS.contains(&network) || TESTS.contains(&chain) => Chain::Test,
            _ => Chain::Other,
        };
        // One transaction has one name, however a proof writes it.
        let bare = transaction.strip_prefix("0x").unwrap_or(transaction);
        let is_hash = bare.len() == 64 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
        let transaction = match (named, is_hash) {
            (Chain::Ethereum, true) => format!("0x{}", bare.to_ascii_lowercase()),
            (Chain::Bitcoin, true) => bare.to_ascii_lowercase(),
            _ => transaction.to_owned(),
        };
        Self { chain: named, network: format!("{chain}:{network}"), transaction }
    }

    /// Whether the transaction is named as transactions of its chain are.
    pub fn is_well_formed(&self) -> bool {
        let bare = match self.chain {
            Chain::Bitcoin => Some(self.transaction.as_str()),
            Chain::Ethereum => self.transaction.strip_prefix("0x"),
            Chain::Test | Chain::Other => return true,
        };
        bare.is_some_and(|bare| bare.len() == 64 && bare.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// The name of the transaction wherever it is looked up (`blink:btc:mainnet:…`): what a saved answer
    /// is kept under.
    pub fn uri(&self) -> String {
        format!("blink:{}:{}", self.network, self.transaction)
    }

    /// Reads such a name.
    pub fn parse(uri: &str) -> Option<Self> {
        let mut parts = uri.strip_prefix("blink:")?.splitn(3, ':');
        Some(Self::new(parts.next()?, parts.next()?, parts.next()?))
    }
}

/// A host that can be asked about transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explorer {
    /// The chain it knows; which decides how it is asked.
    pub chain: Chain,
    /// Its address.
    pub base: String,
}

impl Explorer {
    /// Hosts that anybody may ask, known when this version was made. None is asked until it is chosen.
    pub const PUBLIC: &[(Chain, &str)] = &[
        (Chain::Bitcoin, "https://blockstream.info/api"),
        (Chain::Bitcoin, "https://mempool.space/api"),
        (Chain::Ethereum, "https://ethereum-rpc.publicnode.com"),
        (Chain::Ethereum, "https://eth.drpc.org"),
    ];

    /// An https address of a host for this chain, or a node of one's own on this machine; whether that
    /// may be asked is another question ([`LocalAddresses`](super::LocalAddresses)).
    pub fn new(chain: Chain, base: &str) -> Option<Self> {
        let base = base.trim().trim_end_matches('/');
        let own = ["http://127.0.0.1", "http://localhost"].iter().any(|own| {
            base.strip_prefix(own)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        });
        let usable = oxiri::Iri::parse(base).is_ok() && (base.starts_with("https://") || own);
        let asked = matches!(chain, Chain::Bitcoin | Chain::Ethereum);
        (usable && asked && !base.contains('#')).then(|| Self { chain, base: base.to_owned() })
    }

    /// The address of a transaction.
    pub fn transaction(&self, id: &str) -> String {
        match self.chain {
            Chain::Bitcoin => format!("{}/tx/{id}", self.base),
            _ => self.call("eth_getTransactionByHash", id),
        }
    }

    /// The address of a block, by its number in hex.
    pub fn block(&self, number: &str) -> String {
        self.call("eth_getBlockByNumber", number)
    }

    fn call(&self, method: &str, argument: &str) -> String {
        let mark = if self.base.contains('?') { '&' } else { '?' };
        format!("{}{mark}{method}={argument}", self.base)
    }

    /// Reads a list as it is kept; what is no explorer is left out.
    pub fn from_json(list: &Value) -> Vec<Self> {
        let items = list.as_array().map_or(&[][..], Vec::as_slice);
        let read = |item: &Value| {
            let chain = match item.get("chain")?.as_str()? {
                "btc" => Chain::Bitcoin,
                "eth" => Chain::Ethereum,
                _ => return None,
            };
            Self::new(chain, item.get("url")?.as_str()?)
        };
        items.iter().filter_map(read).collect()
    }

    /// The list as it is kept.
    pub fn to_json(list: &[Self]) -> Value {
        let write = |one: &Self| {
            let chain = if one.chain == Chain::Bitcoin { "btc" } else { "eth" };
            object([("chain", chain.into()), ("url", one.base.as_str().into())])
        };
        list.iter().map(write).collect()
    }
}

/// The address and the body of a call of JSON-RPC, if this address stands for one.
pub fn call(url: &str) -> Option<(String, String)> {
    let (base, query) = url.rsplit_once(['?', '&'])?;
    let (method, argument) = query.split_once('=')?;
    let more = match method {
        "eth_getTransactionByHash" => Vec::new(),
        "eth_getBlockByNumber" => vec![Value::Bool(false)],
        _ => return None,
    };
    let parameters: Vec<Value> = std::iter::once(argument.into()).chain(more).collect();
    let body = object([
        ("jsonrpc", "2.0".into()),
        ("id", 1.into()),
        ("method", method.into()),
        ("params", parameters.into()),
    ]);
    Some((base.to_owned(), body.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "2378076e8e140012814e98a2b2cb1af07ec760b239c1d6d93ba54d658a010ecd";

    #[test]
    fn a_transaction_has_one_name() {
        let anchor = Anchor::new("btc", "mainnet", &ID.to_uppercase());
        assert_eq!((anchor.chain, anchor.is_well_formed()), (Chain::Bitcoin, true));
        assert_eq!(anchor.uri(), format!("blink:btc:mainnet:{ID}"));
        assert_eq!(Anchor::parse(&anchor.uri()), Some(anchor));
        assert_eq!(Anchor::new("eth", "mainnet", ID).transaction, format!("0x{ID}"));
        assert_eq!(Anchor::new("eth", "sepolia", ID).chain, Chain::Test);
        assert_eq!(Anchor::new("mocknet", "", "This is a test").chain, Chain::Test);
        assert_eq!(Anchor::new("eth", "17", ID).chain, Chain::Other);
        assert!(!Anchor::new("btc", "mainnet", "../other").is_well_formed());
        assert_eq!(Anchor::parse("urn:uuid:1"), None);
    }

    #[test]
    fn every_chain_is_asked_in_its_own_way() {
        let bitcoin = Explorer::new(Chain::Bitcoin, "https://a.example/api/").unwrap();
        assert_eq!(bitcoin.transaction("00"), "https://a.example/api/tx/00");
        assert_eq!(call(&bitcoin.transaction("00")), None);
        let ethereum = Explorer::new(Chain::Ethereum, "https://b.example/?key=1").unwrap();
        let url = ethereum.transaction("0x00");
        assert_eq!(url, "https://b.example/?key=1&eth_getTransactionByHash=0x00");
        let (base, body) = call(&url).unwrap();
        assert_eq!(base, "https://b.example/?key=1");
        assert_eq!(
            body,
            r#"{"id":1,"jsonrpc":"2.0","method":"eth_getTransactionByHash","params":["0x00"]}"#
        );
        let (_, body) = call(&ethereum.block("0x10")).unwrap();
        assert!(body.ends_with(r#""params":["0x10",false]}"#), "{body}");
    }

    #[test]
    fn only_https_hosts_are_kept() {
        assert!(Explorer::new(Chain::Bitcoin, "http://localhost:3000/api").is_some());
        for wrong in [
            "http://a.example",
            "http://localhost.a.example",
            "a.example",
            "https://",
            "javascript:1",
            "",
        ] {
            assert_eq!(Explorer::new(Chain::Bitcoin, wrong), None, "{wrong}");
        }
        assert_eq!(Explorer::new(Chain::Test, "https://a.example"), None);
        let list: Vec<Explorer> = Explorer::PUBLIC
            .iter()
            .map(|(chain, base)| Explorer::new(*chain, base).unwrap())
            .collect();
        assert_eq!(Explorer::from_json(&Explorer::to_json(&list)), list);
        assert!(Explorer::from_json(&Value::Null).is_empty());
    }
}
