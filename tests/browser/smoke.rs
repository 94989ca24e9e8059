//! What the page rests on: the arithmetic that arrives after it, and the hands of these tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use proofmark::resource::Resources;
use serde_json::{Value, json};
use xtask::server::Server;

use crate::engine::Engine;
use crate::page::Page;
use crate::support::{TestKey, by_did_key};
use crate::{open_page, site};

/// The arithmetic of keys comes after the page. Where it does not arrive, that is said, and no badge
/// is called forged for it.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_page_without_the_arithmetic_of_keys_says_so() {
    let page = open_page();
    page.wait_for("#file");
    page.devtools("Network.enable", &json!({}));
    page.devtools("Network.setBlockedURLs", &json!({ "urls": ["*proofmark-keys*"] }));
    page.script("location.reload()", &json!([]));
    page.wait_for("#file");
    for (name, sentence) in [
        ("alice-p256", "that knows keys of this kind (P-256) did not arrive"),
        ("alice-rsa", "that knows keys of this kind (RSA) did not arrive"),
    ] {
        let key = TestKey::named(name);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
        let text = std::fs::read_to_string(path).unwrap().replace("{{did:alice}}", &key.did());
        let mut badge: Value = serde_json::from_str(&text).unwrap();
        let suite = if name == "alice-rsa" { "JsonWebSignature2020" } else { "ecdsa-jcs-2019" };
        if name == "alice-rsa" {
            let contexts = badge["@context"].as_array_mut().unwrap();
            contexts.push("https://w3id.org/security/suites/jws-2020/v1".into());
        }
        key.sign(&mut badge, &by_did_key(&key, suite), &Resources::new());
        page.drop_file("body", "badge.json", "", badge.to_string().as_bytes());
        page.wait_for_text("#verdict-title", "Could not be checked");
        page.wait_for_text(".checks", sentence);
    }
}

/// What needs no more than the page is shown at once; what needs the arithmetic of keys is shown when that
/// is there, and not before.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn only_who_needs_the_arithmetic_of_keys_waits_for_it() {
    let on_its_way = Arc::new(AtomicBool::new(true));
    let holding = Arc::clone(&on_its_way);
    let server = Server::bind(site::dist(), 0).expect("a free port on 127.0.0.1");
    let url = server.url();
    server
        .changing(Arc::new(move |target, answer| {
            while target.contains("proofmark-keys") && holding.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(20));
            }
            Some(answer)
        }))
        .start();
    let page = Page::start(Engine::Chromium, &url);
    page.open(&url);
    page.wait_for("#file");
    let signed = |name: &str, suite: &str| {
        let key = TestKey::named(name);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
        let text = std::fs::read_to_string(path).unwrap().replace("{{did:alice}}", &key.did());
        let mut badge: Value = serde_json::from_str(&text).unwrap();
        key.sign(&mut badge, &by_did_key(&key, suite), &Resources::new());
        badge.to_string()
    };
    let (ours, theirs) =
        (signed("alice", "eddsa-rdfc-2022"), signed("alice-p256", "ecdsa-jcs-2019"));
    page.drop_file("body", "ours.json", "", ours.as_bytes());
    page.wait_for_text("#verdict-title", "Anyone could have signed this");
    page.drop_file("body", "theirs.json", "", theirs.as_bytes());
    page.wait_for(".reading");
    page.script("history.back()", &json!([]));
    page.wait_for("#file");
    page.drop_file("body", "theirs.json", "", theirs.as_bytes());
    page.wait_for(".reading");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(page.text("main"), "Reading …");
    on_its_way.store(false, Ordering::Relaxed);
    page.wait_for_text("#verdict-title", "Anyone could have signed this");
    assert!(!page.text("main").contains("did not arrive"), "{}", page.text("main"));
    assert_eq!(page.console_errors(), [""; 0]);
}

/// What the helpers make of a drop, a paste and a chosen file arrives as from a person's hand.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn hands_and_eyes_work() {
    let page = open_page();
    page.script(
        "const told = document.createElement('output');
         const chosen = Object.assign(document.createElement('input'), { type: 'file' });
         document.body.replaceChildren(told, chosen);
         const tell = async (file) => { const bytes = new Uint8Array(await file.arrayBuffer()); told.textContent = `${file.name} ${file.type} ${bytes}`; };
         addEventListener('drop', (event) => { event.preventDefault(); tell(event.dataTransfer.files[0]); });
         addEventListener('paste', (event) => { told.textContent = event.clipboardData.getData('text/plain'); });
         chosen.addEventListener('change', () => tell(chosen.files[0]));",
        &json!([]),
    );
    page.drop_file("body", "badge.png", "image/png", &[0, 137, 255]);
    page.wait_for_text("output", "badge.png image/png 0,137,255");
    page.paste("body", "pasted text");
    page.wait_for_text("output", "pasted text");
    let path = std::env::temp_dir().join(format!("proofmark-chosen-{}.txt", std::process::id()));
    std::fs::write(&path, [1, 2]).expect("the temporary folder can be written to");
    page.set_file("input[type=file]", &path);
    page.wait_for_text("output", "text/plain 1,2");
    page.screenshot(&path);
    let picture = std::fs::read(&path).expect("the screenshot was written");
    assert!(picture.starts_with(b"\x89PNG"));
    std::fs::remove_file(&path).expect("the file is there");
}
