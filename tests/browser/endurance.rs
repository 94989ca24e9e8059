//! A page that is open all day: badge after badge, and no growth.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::issuer::{Answer, Issuer};
use crate::open_page;
use crate::page::Page;
use crate::support::evidence::StatusList;
use crate::support::{ProofOptions, TestKey};

/// How many badges, but for `PROOFMARK_ENDURANCE=10000`.
const BADGES: usize = 300;

/// An issuer on this machine with a status list.
struct Signing {
    issuer: Issuer,
    key: TestKey,
    did: String,
}

impl Signing {
    fn new() -> Self {
        let key = TestKey::fresh();
        let signing = Self { issuer: Issuer::open(), did: key.did(), key };
        let url = signing.issuer.url("/status");
        // Long, so that one that is kept twice is noticed.
        let list =
            StatusList { entries: 1 << 20, ..StatusList::new(&url, &signing.did, &[(7, 1)]) };
        let mut list = list.credential();
        signing.sign(&mut list);
        signing.issuer.put("/status", Answer::json(list.to_string()));
        signing
    }

    fn sign(&self, document: &mut Value) {
        let options = ProofOptions {
            suite: "eddsa-jcs-2022",
            method: self.key.did_method(),
            members: serde_json::Map::new(),
            unhashable: false,
        };
        self.key.sign(document, &options, &proofmark::resource::Resources::new());
    }

    /// A badge unlike the others, with a picture of a few KB in it.
    fn badge(&self, number: usize) -> String {
        let text = include_str!("../cases/badge.json").replace("{{did:alice}}", &self.did);
        let mut badge: Value = serde_json::from_str(&text).unwrap();
        badge["id"] = format!("urn:uuid:{number}").into();
        badge["credentialSubject"]["achievement"]["name"] = format!("Kite {number}").into();
        let noise: String = (0..300).map(|index| format!("{:08x}", index * number)).collect();
        badge["credentialSubject"]["achievement"]["description"] = noise.into();
        badge["credentialStatus"] = json!({ "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "9", "statusListCredential": self.issuer.url("/status") });
        self.sign(&mut badge);
        badge.to_string()
    }
}

/// What the page's scripts and its program hold, in bytes, after everything was collected that can be.
fn held(page: &Page) -> (u64, u64, u64) {
    page.devtools("HeapProfiler.collectGarbage", &json!({}));
    let metrics = page.devtools("Performance.getMetrics", &json!({}));
    let metric = |name: &str| {
        let all = metrics["metrics"].as_array().unwrap();
        all.iter().find(|one| one["name"] == name).unwrap()["value"].as_f64().unwrap() as u64
    };
    // Node counts elements that nothing shows any more, too.
    (metric("JSHeapUsedSize"), wasm(page), metric("Nodes"))
}

/// The program's own memory, which grows and never shrinks.
fn wasm(page: &Page) -> u64 {
    let prototype =
        page.devtools("Runtime.evaluate", &json!({ "expression": "WebAssembly.Memory.prototype" }));
    let prototype = prototype["result"]["objectId"].as_str().unwrap().to_owned();
    let all = page.devtools("Runtime.queryObjects", &json!({ "prototypeObjectId": prototype }));
    let all = all["objects"]["objectId"].as_str().unwrap().to_owned();
    let sum = page.devtools(
        "Runtime.callFunctionOn",
        &json!({ "objectId": all, "returnByValue": true,
            "functionDeclaration": "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }" }),
    );
    sum["result"]["value"].as_u64().unwrap()
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn badge_after_badge_and_no_growth() {
    let wanted = std::env::var("PROOFMARK_ENDURANCE").ok();
    let wanted =
        wanted.map_or(BADGES, |text| text.parse().expect("PROOFMARK_ENDURANCE is a number"));
    let signing = Signing::new();
    let page = open_page();
    page.devtools("Performance.enable", &json!({}));
    // By scripts that give back no elements: WebDriver holds each that it was asked about, and its tree.
    let until = |what: &str, script: &str, arguments: &Value| {
        let until = Instant::now() + Duration::from_secs(20);
        while page.script(script, arguments) != true {
            assert!(Instant::now() < until, "{what}: {}", page.text("body"));
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let check = |number: usize| {
        let words = [format!("Kite {number}"), "Signed, but by someone we cannot name".to_owned()];
        page.script(
            "const dataTransfer = new DataTransfer();
             dataTransfer.items.add(new File([arguments[0]], 'badge.json'));
             for (const event of ['dragenter', 'dragover', 'drop'])
               document.body.dispatchEvent(new DragEvent(event, { bubbles: true, cancelable: true, composed: true, dataTransfer }));",
            &json!([signing.badge(number)]),
        );
        if number == 0 {
            page.click(".next .primary");
        }
        until(
            &words[0],
            "return arguments[0].every((word) => document.querySelector('main')?.innerText.includes(word))",
            &json!([words]),
        );
        page.script(
            "document.querySelector('header.site button:last-of-type').click()",
            &json!([]),
        );
        until("the start", "return Boolean(document.getElementById('file'))", &json!([]));
    };
    // What can be looked at again is kept, fifty at most: full before anything is measured.
    let warm = 80.min(wanted / 2);
    (0..warm).for_each(check);
    let before = held(&page);
    (warm..wanted).for_each(check);
    let after = held(&page);
    println!("{wanted} badges: scripts, program, nodes {before:?} -> {after:?}");
    let heard = signing.issuer.lines();
    assert_eq!(heard.len(), 1, "asked more than once: {heard:?}");
    // A badge that is not let go costs 10 KB and more; what is left is the browser's own wavering.
    const WAVERING: u64 = 1 << 20;
    // Each script that WebDriver runs leaves some hundred bytes.
    let scripts = 1_000 * (wanted - warm) as u64;
    assert!(after.0 < before.0 + WAVERING + scripts, "scripts: {before:?} -> {after:?}");
    assert!(after.1 <= before.1 + WAVERING, "program: {before:?} -> {after:?}");
    assert!(after.2 < before.2 + 2_000, "nodes: {before:?} -> {after:?}");
}
