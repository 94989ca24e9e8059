//! Certificates anchored in a blockchain: nobody is asked before a host was chosen and agreed to.

use std::path::Path;
use std::time::Duration;

use proofmark::resource::Chain;
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
        let tree = Tree {
            kind: "2017",
            network: "btc:mainnet",
            transaction: ID,
            path: "left,right",
            method: "",
            previous: None,
        };
        let root = tree.prove(&mut certificate);
        let address =
            TestKey::named("alice-k256").public().addresses(Chain::Bitcoin).swap_remove(0);
        let transaction = transaction(&tree.anchor(), &root, &address, 1_777_626_000, false);
        let profile = json!({
            "@context": "https://w3id.org/openbadges/v2", "type": "Profile",
            "id": format!("{site}/profile"), "name": "Alice's School",
            "publicKey": [{ "id": format!("ecdsa-koblitz-pubkey:{address}") }]
        });
        issuer.put(&format!("/api/tx/{ID}"), Answer::json(transaction.to_string()));
        issuer.put("/profile", Answer::json(profile.to_string()));
        Self { issuer, certificate, transaction }
    }

    pub(crate) fn drop(&self, page: &Page) {
        let text = self.certificate.to_string();
        page.drop_file("body", "certificate.json", "", text.as_bytes());
        page.wait_for_text(VERDICT, "The anchor was not checked");
    }
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
