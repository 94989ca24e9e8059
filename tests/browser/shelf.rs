//! Kept on the device: prepared for a machine without a network, finished later, listed and deleted.

use proofmark::encoding::to_base64url;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::hosts::Hosted;
use crate::issuer::{Answer, Issuer};
use crate::offline::reload;
use crate::packs::{drop_pack, saved_by};
use crate::page::Page;
use crate::support::TestKey;
use crate::{open_page, open_page_in};

const VERDICT: &str = "#verdict-title";

/// An issuer that signs its badges, and keeps a list of those that were withdrawn.
struct Signing {
    issuer: Issuer,
    key: TestKey,
}

impl Signing {
    fn new() -> Self {
        let (issuer, key) = (Issuer::open(), TestKey::fresh());
        let url = |path: &str| issuer.url(path);
        let context = "https://w3id.org/openbadges/v2";
        for (path, json) in [
            (
                "/profile",
                json!({
                    "@context": context, "type": "Profile", "id": url("/profile"), "name": "Alice's School",
                    "publicKey": url("/key"), "revocationList": url("/revoked")
                }),
            ),
            (
                "/key",
                json!({
                    "@context": context, "type": "CryptographicKey", "id": url("/key"),
                    "owner": url("/profile"), "publicKeyPem": key.pem()
                }),
            ),
            (
                "/revoked",
                json!({
                    "@context": context, "type": "RevocationList", "id": url("/revoked"),
                    "issuer": url("/profile"), "revokedAssertions": ["urn:uuid:gone"]
                }),
            ),
        ] {
            issuer.put(path, Answer::json(json.to_string()));
        }
        Self { issuer, key }
    }

    /// A badge with its class inside.
    fn badge(&self, id: &str) -> String {
        let url = |path: &str| self.issuer.url(path);
        let assertion = json!({
            "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": id,
            "recipient": { "type": "email", "hashed": false, "identity": "jane@example.org" },
            "issuedOn": "2026-01-01T00:00:00Z",
            "badge": {
                "type": "BadgeClass", "id": url("/badges/1"), "name": "Kite Building",
                "description": "Builds kites.", "criteria": { "narrative": "It flew." },
                "issuer": url("/profile")
            },
            "verification": { "type": "SignedBadge", "creator": url("/key") }
        });
        jws(&self.key, &assertion)
    }
}

/// A compact JWS.
fn jws(key: &TestKey, payload: &Value) -> String {
    let header = json!({ "alg": key.alg() }).to_string();
    let [header, payload] = [header, payload.to_string()].map(|part| to_base64url(part.as_bytes()));
    let message = format!("{header}.{payload}");
    let signature = key.signature(key.alg(), message.as_bytes());
    format!("{message}.{}", to_base64url(&signature))
}

fn begin(page: &Page) {
    page.click(".offline summary");
    page.click(".offline button");
    page.wait_for_text(VERDICT, "Prepare for offline");
}

fn name_issuers(page: &Page, lines: &str) {
    page.script(
        "document.querySelector('.prepare textarea').value = arguments[0]",
        &json!([lines]),
    );
    page.click(".prepare form button");
}

/// Told in each engine by `engines.rs`.
pub(crate) fn a_machine_without_network_is_prepared_for(engine: Engine) {
    let signing = Signing::new();
    let page = open_page_in(engine);
    begin(&page);
    name_issuers(&page, "Harvard");
    page.wait_for_text(".prepare", "is no address of an issuer");
    name_issuers(&page, &signing.issuer.url("/profile"));
    page.wait_for_text(".prepare", &signing.issuer.site());
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(signing.issuer.lines(), [""; 0], "asked before anybody agreed");
    page.click(".prepare .primary");
    // What the profile names stands on the same host, which was agreed to.
    page.wait_for_text(".prepare", "3 answers collected");
    let asked = signing.issuer.lines();
    assert!(!asked.iter().any(|line| line.contains("badges")), "{asked:?}");
    let pack = saved_by(&page, ".prepare .primary");
    assert_eq!(pack.get("input"), None, "a badge is in the file");
    assert_eq!(pack["resources"].as_object().unwrap().len(), 3);

    // Another machine, and no network.
    signing.issuer.close();
    let page = open_page_in(engine);
    drop_pack(&page, &pack);
    page.wait_for_text(VERDICT, "Evidence without a badge");
    page.click(".pack-offer .choice input");
    page.click(".pack-offer .primary");
    page.wait_for_text(".notice", "kept on this device");
    let heard = signing.issuer.lines().len();
    for _ in 0..2 {
        page.wait_for("#file");
        page.drop_file("body", "badge.jws", "", signing.badge("urn:uuid:1").as_bytes());
        page.wait_for_text(VERDICT, "Signed and unaltered");
        page.wait_for_text(".pack", "was prepared on");
        page.drop_file("body", "gone.jws", "", signing.badge("urn:uuid:gone").as_bytes());
        page.wait_for_text(VERDICT, "Revoked by the issuer");
        // It is there still when the page is opened another day.
        page.script("location.reload()", &json!([]));
        page.wait_for(".kept");
    }
    assert_eq!(signing.issuer.lines().len(), heard, "asked though everything was prepared");
    assert_eq!(page.violations(), [""; 0]);
}

/// Nobody answers for the file: it confirms nothing.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_strangers_preparation_confirms_nothing() {
    let signing = Signing::new();
    let page = open_page();
    begin(&page);
    // A badge tells as much as an address.
    page.drop_file("body", "badge.jws", "", signing.badge("urn:uuid:1").as_bytes());
    page.wait_for_text(".prepare", "badge.jws");
    page.drop_file("body", "letter.txt", "", b"Dear Sir or Madam");
    page.wait_for_text(".prepare .warning", "letter.txt");
    page.click(".prepare .primary");
    page.wait_for_text(".prepare", "3 answers collected");
    let pack = saved_by(&page, ".prepare .primary");
    let page = open_page();
    page.drop_file("body", "badge.jws", "", signing.badge("urn:uuid:1").as_bytes());
    page.wait_for_text(VERDICT, "Not checked yet");
    drop_pack(&page, &pack);
    page.click(".pack-offer button:nth-of-type(2)");
    page.wait_for_text(".pack", "nobody answers for it");
    assert!(!page.text(VERDICT).contains("Signed and"), "{}", page.text(VERDICT));
    // The next badge does not see it, and the issuer can be asked.
    page.click(".pack button");
    page.click(".next .primary");
    page.wait_for_text(VERDICT, "Signed and unaltered");
}

/// Told in each engine by `engines.rs`.
pub(crate) fn a_badge_is_finished_later(engine: Engine) {
    let hosted = Hosted::new();
    let page = open_page_in(engine);
    hosted.drop(&page);
    page.click(".next .buttons button:nth-of-type(3)");
    page.wait_for_text(".notice", "kept on this device");
    reload(&page);
    page.wait_for_text(".unfinished", "assertion.json");
    page.click(".unfinished .primary");
    page.wait_for_text(VERDICT, "Only a pointer");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(hosted.issuer.lines(), [""; 0], "asked before anybody agreed");
    page.click(".next .primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    page.click("header.site button");
    page.wait_for("#file");
    assert_eq!(page.text(".unfinished"), "", "it is finished");
    reload(&page);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(page.text(".unfinished"), "", "it is finished for good");
    assert_eq!(page.violations(), [""; 0]);
}

/// Several wait; the network comes back; one press asks for all of them.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn several_are_finished_with_one_press() {
    let (one, other) = (Hosted::new(), Hosted::new());
    let page = open_page();
    let offline = |on: bool| {
        let nothing = json!({
            "offline": on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1
        });
        page.devtools("Network.enable", &json!({}));
        page.devtools("Network.emulateNetworkConditions", &nothing);
    };
    offline(true);
    for hosted in [&one, &other] {
        hosted.drop_and_agree(&page);
        page.wait_for_text(".next", "No answer");
        page.click(".next .buttons button:nth-of-type(2)");
        page.wait_for_text(".notice", "kept on this device");
        page.click("header.site button");
    }
    page.wait_for_text(".unfinished", "There is no network now");
    page.click(".history:not(.unfinished) button");
    page.wait_for(".result");
    offline(false);
    page.wait_for_text(".notice", "2 badges wait to be finished");
    page.click(".notice button");
    page.wait_for_text(".next", &one.issuer.site());
    assert!(page.text(".next").contains(&other.issuer.site()));
    page.click(".next .primary");
    page.wait_for_text(".list tbody tr:nth-child(2)", "Confirmed by its issuer");
    page.wait_for_text(".list tbody tr:nth-child(1)", "Confirmed by its issuer");
    page.click("header.site button");
    page.wait_for("#file");
    assert_eq!(page.text(".unfinished"), "");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn everything_kept_is_listed_and_deleted() {
    let hosted = Hosted::new();
    let page = open_page();
    hosted.drop(&page);
    page.click(".next .buttons button:nth-of-type(3)");
    page.wait_for_text(".notice", "kept on this device");
    saved_by(&page, ".keep button:nth-of-type(2)");
    page.click(".always input");
    page.click(".next .primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    Hosted::new().drop(&page);
    page.click(".next .buttons button:nth-of-type(3)");
    page.wait_for_text(".notice", "kept on this device");
    page.script("location.reload()", &json!([]));
    page.wait_for(".unfinished");
    page.click(".kept summary");
    let listed = page.text(".kept");
    for kept in ["Hosts that are asked", "A secret", "to be finished: assertion.json", "KB"] {
        assert!(listed.contains(kept), "no {kept} in {listed}");
    }
    page.click(".kept button");
    page.wait_for_text(".notice", "is deleted");
    assert_eq!(page.text(".kept") + &page.text(".unfinished"), "");
    assert_eq!(page.text(".remembered"), "");
    let left = page.script_async(
        "const done = arguments[0];
         const open = indexedDB.open('proofmark');
         open.onsuccess = () => {
           const all = open.result.transaction('kept').objectStore('kept').count();
           all.onsuccess = () => done(all.result + localStorage.length);
         };",
        &json!([]),
    );
    assert_eq!(left, 0);
}

/// A browser that keeps nothing: a sentence, and nothing is lost from the screen.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_browser_that_keeps_nothing_says_so() {
    let full = "const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...all) {
          const request = put.apply(this, all);
          this.transaction.abort();
          return request;
        };";
    let gone = "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });";
    let none = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });";
    let refusing =
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };";
    let no_room = "IDBObjectStore.prototype.put = () => { throw new DOMException('no', 'QuotaExceededError'); };";
    for (script, sentence) in [
        (gone, "keeps nothing here"),
        (none, "keeps nothing here"),
        (refusing, "keeps nothing here"),
        (full, "keeps nothing here"),
        (no_room, "no room left"),
    ] {
        let page = open_page();
        page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
        page.script("location.reload()", &json!([]));
        let hosted = Hosted::new();
        hosted.drop(&page);
        page.click(".next .buttons button:nth-of-type(3)");
        page.wait_for_text(".notice", sentence);
        assert_eq!(page.text(VERDICT), "Only a pointer", "lost from the screen");
        page.click(".next .primary");
        page.wait_for_text(VERDICT, "Confirmed by its issuer");
    }
}

/// What was checked goes with the tab, unless the person keeps it.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_was_checked_is_kept_when_asked() {
    let signing = Signing::new();
    let page = open_page();
    page.drop_file("body", "badge.jws", "", signing.badge("urn:uuid:1").as_bytes());
    page.wait_for(".result");
    page.click("header.site button");
    page.wait_for_text(".history", "is gone when the tab is closed");
    reload(&page);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(page.text(".history"), "", "kept though nobody asked");
    page.drop_file("body", "badge.jws", "", signing.badge("urn:uuid:1").as_bytes());
    page.wait_for(".result");
    page.click("header.site button");
    page.click(".history p button");
    page.wait_for_text(".notice", "is kept on this device");
    page.script("location.reload()", &json!([]));
    page.wait_for_text(".history", "Kite Building");
    page.wait_for_text(".history", "until you delete it");
    page.click(".kept summary");
    page.wait_for_text(".kept", "A badge that you checked");
    page.click(".history tbody button");
    page.wait_for_text(VERDICT, "Not checked yet");
    assert_eq!(signing.issuer.lines(), [""; 0], "asked though nobody agreed");
    page.click("header.site button");
    page.click(".kept summary");
    page.click(".kept button");
    page.wait_for_text(".notice", "is deleted");
    reload(&page);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(page.text(".history"), "");
}
