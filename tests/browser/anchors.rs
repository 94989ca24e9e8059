//! Certificates anchored in a blockchain: nobody is asked before a host was chosen and agreed to.

use std::path::Path;
use std::time::Duration;

use proofmark::resource::{Anchor, Chain};
use serde_json::{Value, json};

use crate::issuer::{Answer, Issuer};
use crate::open_page;
use crate::page::Page;
use crate::support::TestKey;
use crate::support::merkle::{Tree, transaction};

const VERDICT: &str = "#verdict-title";
const ID: &str = "2378076e8e140012814e98a2b2cb1af07ec760b239c1d6d93ba54d658a010ecd";

/// A certificate of a site, the site itself, and the transaction.
pub(crate) struct Anchored {
    issuer: Issuer,
    certificate: Value,
    transaction: Value,
}

impl Anchored {
    pub(crate) fn new() -> Self {
        let issuer = Issuer::open();
        let site = issuer.url("");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/blockcerts-2.json");
        let text = std::fs::read_to_string(path).unwrap().replace("https://issuer.example", &site);
        let mut certificate: Value = serde_json::from_str(&text).unwrap();
        let (transaction, address) = anchored(&mut certificate, "2017", "");
        let profile = json!({
            "@context": "https://w3id.org/openbadges/v2", "type": "Profile",
            "id": format!("{site}/profile"), "name": "Alice's School",
            "publicKey": [{ "id": format!("ecdsa-koblitz-pubkey:{address}") }]
        });
        issuer.put(&format!("/api/tx/{ID}"), Answer::json(transaction.to_string()));
        issuer.put("/profile", Answer::json(profile.to_string()));
        Self { issuer, certificate, transaction }
    }

    /// One of an issuer that is its key: whether the address is the key's is for the arithmetic to say.
    pub(crate) fn by_key() -> Self {
        let key = TestKey::named("alice-k256");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
        let text = std::fs::read_to_string(path).unwrap().replace("{{did:alice}}", &key.did());
        let mut certificate: Value = serde_json::from_str(&text).unwrap();
        let (transaction, _) = anchored(&mut certificate, "2019", &key.did_method());
        Self { issuer: Issuer::open(), certificate, transaction }
    }

    /// The certificate, its transaction, and the transaction's name.
    pub(crate) fn files(&self) -> (String, String, String) {
        let uri = Anchor::new("btc", "mainnet", ID).uri();
        (self.certificate.to_string(), self.transaction.to_string(), uri)
    }

    pub(crate) fn drop(&self, page: &Page) {
        let text = self.certificate.to_string();
        page.drop_file("body", "certificate.json", "", text.as_bytes());
        page.wait_for_text(VERDICT, "The anchor was not checked");
    }
}

/// Adds the proof; gives the transaction with its root in it, and the address that sent it.
fn anchored(certificate: &mut Value, kind: &str, method: &str) -> (Value, String) {
    let path = "left,right";
    let tree = Tree { kind, network: "btc:mainnet", transaction: ID, path, method, previous: None };
    let root = tree.prove(certificate);
    let address = TestKey::named("alice-k256").public().addresses(Chain::Bitcoin).swap_remove(0);
    (transaction(&tree.anchor(), &root, &address, 1_777_626_000, false), address)
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_address_of_a_key_is_known() {
    let anchored = Anchored::by_key();
    let page = open_page();
    anchored.drop(&page);
    page.drop_file("body", "tx.json", "", anchored.transaction.to_string().as_bytes());
    page.wait_for(".offer, .next");
    page.click(".next button.primary");
    // It is hers, or nobody would have looked further; and everybody has the key of these tests.
    page.wait_for_text(VERDICT, "Anyone could have signed this");
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_host_is_chosen_then_agreed_to_then_asked() {
    let anchored = Anchored::new();
    let page = open_page();
    anchored.drop(&page);
    assert!(page.text(".anchor").contains("blockstream.info"), "{}", page.text(".anchor"));
    assert_eq!(page.foreign(&page.requests()), [""; 0]);
    page.keys(".anchor input[type=url]", &anchored.issuer.url("/api"));
    page.click(".anchor button.primary");
    page.wait_for_text(".next", "for a blockchain record");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(anchored.issuer.lines(), [""; 0], "asked before anybody agreed");
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, "Signed and unaltered");
    let lines = [format!("GET /api/tx/{ID}"), "GET /profile".to_owned()];
    assert_eq!(anchored.issuer.lines(), lines);
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_saved_transaction_fits_its_gap() {
    let anchored = Anchored::new();
    let page = open_page();
    anchored.drop(&page);
    page.drop_file("body", "tx.json", "", anchored.transaction.to_string().as_bytes());
    page.wait_for(".offer, .next");
    // Saved by the person who asks.
    page.click(".next button.primary");
    page.wait_for_text(".next", "for the issuer");
    assert_eq!(anchored.issuer.lines(), [""; 0]);
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, "Signed and unaltered");
    assert_eq!(anchored.issuer.lines(), ["GET /profile"]);
}
