//! Without a network: after one visit everything works, a new version comes whole or not at all, and
//! never under an open page.

use std::thread;
use std::time::Duration;

use proofmark::locale::LANGUAGES;
use proofmark::resource::Resources;
use serde_json::{Value, json};

use crate::desk::{downloads, listen_for_downloads};
use crate::engine::Engine;
use crate::engines::in_each_engine;
use crate::host::{Fault, Host, edition};
use crate::page::Page;
use crate::support::{TestKey, by_did_key};

const VERDICT: &str = "#verdict-title";

in_each_engine! {
    after_one_visit_no_network_is_needed
    a_new_version_comes_when_the_person_says_so
    half_a_version_changes_nothing
    what_was_shared_is_taken_once
    no_other_policy_makes_scripts
}

/// A badge whose signature needs the module of keys.
fn badge() -> Value {
    let key = TestKey::named("alice-p256");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = std::fs::read_to_string(path).unwrap().replace("{{did:alice}}", &key.did());
    let mut badge: Value = serde_json::from_str(&text).unwrap();
    key.sign(&mut badge, &by_did_key(&key, "ecdsa-jcs-2019"), &Resources::new());
    badge
}

fn everything_works(page: &Page) {
    page.click(".samples button:nth-of-type(1)");
    page.wait_for_text(VERDICT, "Signed and unaltered");
    let known = page.text(VERDICT);
    page.drop_file("body", "badge.json", "", badge().to_string().as_bytes());
    let words = || Some(page.text(VERDICT)).filter(|text| !text.is_empty() && *text != known);
    assert!((0..200).any(|_| words().is_some() || wait()), "the badge never got its verdict");
    assert!(!page.text(".checks").contains("did not arrive"), "{}", page.text(".checks"));
    page.wait_for_text(".paper", "SHA-256");
    listen_for_downloads(page);
    page.click(".keep button:nth-of-type(3)");
    assert!(downloads(page).contains("badge.json.report.json"));
    if let Some(language) = LANGUAGES.get(1) {
        let choose = "const field = document.querySelector('.languages select');
            field.value = arguments[0];
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        page.script(choose, &json!([language.tag]));
        page.wait_for(&format!("html[lang={}]", language.tag));
        page.script(choose, &json!(["en"]));
        page.wait_for("html[lang=en]");
    }
}

fn wait() -> bool {
    thread::sleep(Duration::from_millis(50));
    false
}

pub(crate) fn reload(page: &Page) {
    page.script("window.__old = true; location.reload()", &json!([]));
    until(page, "return !window.__old && !!document.querySelector('#file')");
}

/// Waits until a script says `true`. While the page is loaded it may say nothing at all.
fn until(page: &Page, script: &str) {
    let said = |_| page.try_script(script) == Some(Value::Bool(true)) || wait();
    assert!((0..400).any(said), "never: {script}");
}

/// Looks for a new version, and whether one waits after that.
fn looks(page: &Page) -> bool {
    let waits = page.script_async(
        "const done = arguments[0];
         navigator.serviceWorker.getRegistration().then(async (registration) => {
           await registration.update().catch(() => {});
           const look = () => registration.installing ? setTimeout(look, 20) : done(!!registration.waiting);
           look();
         });",
        &json!([]),
    );
    waits == true
}

fn caches(page: &Page) -> Vec<String> {
    let names = page.script_async("caches.keys().then(arguments[0])", &json!([]));
    serde_json::from_value(names).unwrap()
}

fn after_one_visit_no_network_is_needed(engine: Engine) {
    let host = Host::open(engine);
    let page = host.visit(engine);
    page.requests();
    host.suffers(Fault::Down);
    // The page that is open, the page loaded again, the page with a question in its address.
    everything_works(&page);
    reload(&page);
    everything_works(&page);
    page.open(&format!("{}?from=somewhere", host.url()));
    everything_works(&page);
    page.open(&format!("{}index.html", host.url()));
    page.wait_for_text("footer", "Build");
    assert_eq!(page.foreign(&page.requests()), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
    // What is kept is this site's alone.
    let kept = page.script_async(
        "caches.keys().then(async (names) => {
           const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
           arguments[0](all.flat().map(({ url }) => url));
         });",
        &json!([]),
    );
    let kept: Vec<String> = serde_json::from_value(kept).unwrap();
    assert!(kept.len() > 10 && kept.iter().all(|url| url.starts_with(host.url())), "{kept:#?}");
}

fn a_new_version_comes_when_the_person_says_so(engine: Engine) {
    let host = Host::open(engine);
    let page = host.visit(engine);
    let others = ["proofmark-/elsewhere/-0123456789abcdef", "somebody-elses"];
    page.script_async(
        "const [names, done] = arguments;
         Promise.all(names.map((name) => caches.open(name))).then(() => done());",
        &json!([others]),
    );
    host.publish("second");
    reload(&page);
    page.wait_for_text(".update", "A new version of this page is ready.");
    assert_eq!(edition(&page), "first", "exchanged under an open page");
    reload(&page);
    page.wait_for(".update");
    assert_eq!(edition(&page), "first", "exchanged by loading the page again");
    page.script("window.__old = true", &json!([]));
    page.click(".update button");
    until(&page, "return !window.__old && !!document.querySelector('#file')");
    assert_eq!(edition(&page), "second");
    assert_eq!(page.text(".update"), "");
    let names = caches(&page);
    assert_eq!(names.len(), 3, "the old version is gone, what is not ours is not: {names:?}");
    assert!(others.iter().all(|other| names.iter().any(|name| name == other)), "{names:?}");
    host.suffers(Fault::Down);
    reload(&page);
    assert_eq!(edition(&page), "second");
    everything_works(&page);
    assert_eq!(page.violations(), [""; 0]);
}

fn half_a_version_changes_nothing(engine: Engine) {
    let host = Host::open(engine);
    let page = host.visit(engine);
    host.publish("second");
    for fault in [Fault::Missing("keys.js".into()), Fault::Altered("tampered.json".into())] {
        host.suffers(fault.clone());
        assert!(!looks(&page), "{fault:?} was taken for a version");
        assert_eq!(caches(&page).len(), 1, "{fault:?} left something");
        host.suffers(Fault::Down);
        reload(&page);
        assert_eq!(edition(&page), "first");
        everything_works(&page);
        assert_eq!(page.text(".update"), "", "{fault:?}");
    }
    // Once it is whole it is a version.
    host.suffers(Fault::None);
    assert!(looks(&page));
    page.wait_for(".update");
}

fn what_was_shared_is_taken_once(engine: Engine) {
    let host = Host::open(engine);
    let page = host.visit(engine);
    // As the system does it: a form with a file is sent to the page.
    let share = |fields: Value| {
        let shared = page.script_async(
            "const [fields, done] = arguments;
             const form = new FormData();
             for (const [name, value] of Object.entries(fields))
               form.append(name, name === 'file' ? new File([value], 'my badge.json', { type: 'application/json' }) : value);
             fetch('./share', { method: 'POST', body: form }).then(({ url }) => done(url));",
            &json!([fields]),
        );
        assert_eq!(shared, host.url());
    };
    share(json!({ "title": "A badge", "file": badge().to_string() }));
    assert!(caches(&page).iter().any(|name| name.ends_with("-shared")));
    page.open(host.url());
    page.wait_for_text(".badge", "Kite Building");
    page.wait_for_text(".paper", "my badge.json");
    assert_eq!(caches(&page).len(), 1, "kept although it was taken");
    share(json!({ "title": "A badge", "text": "https://issuer.example/badge" }));
    page.open(host.url());
    page.wait_for_text(".link-offer", "issuer.example");
    assert_eq!(page.foreign(&[]), [""; 0], "asked before anybody agreed");
}

fn no_other_policy_makes_scripts(engine: Engine) {
    let host = Host::open(engine);
    let page = host.visit(engine);
    assert_eq!(page.violations(), [""; 0]);
    let refused = page.script(
        "const refused = (act) => { try { act(); return false; } catch { return true; } };
         return [
           refused(() => trustedTypes.createPolicy('other', { createScriptURL: (url) => url })),
           refused(() => new Worker('./page.js')),
           refused(() => { document.body.innerHTML = '<p>'; }),
         ];",
        &json!([]),
    );
    assert_eq!(refused, json!([true, true, true]));
}

/// Files that the system opens with the page go where dropped ones go. No driver can make a system do
/// so: its part is played.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_system_opens_files_with_the_page() {
    let host = Host::open(Engine::Chromium);
    let page = Page::start(Engine::Chromium, host.url());
    let queue = "Object.defineProperty(globalThis, 'launchQueue', { value: {
        setConsumer(consumer) { globalThis.__launch = consumer; } } });";
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": queue }));
    page.open(host.url());
    until(&page, "return !!globalThis.__launch");
    page.script("__launch({ files: [] })", &json!([]));
    page.script(
        "__launch({ files: [{ getFile: async () => new File([arguments[0]], 'opened.json') }] })",
        &json!([badge().to_string()]),
    );
    page.wait_for_text(".badge", "Kite Building");
}

/// A second page of the old version would be answered with parts of the new one.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn other_open_pages_come_first() {
    let host = Host::open(Engine::Chromium);
    let page = host.visit(Engine::Chromium);
    host.publish("second");
    let first = page.new_tab();
    page.open(host.url());
    page.wait_for(".update");
    page.click(".update button");
    page.wait_for_text(".update", "This page is open once more.");
    assert_eq!(edition(&page), "first");
    let second = page.change_tab(&first);
    assert_eq!(edition(&page), "first");
    page.close_tab(&second);
    page.script("window.__old = true", &json!([]));
    page.click(".update button");
    until(&page, "return !window.__old && !!document.querySelector('#file')");
    assert_eq!(edition(&page), "second");
}

/// What Chromium asks of a page before it offers to install it, and the sample that the installed page
/// has a shortcut to.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_page_can_be_installed() {
    let host = Host::open(Engine::Chromium);
    let page = host.visit(Engine::Chromium);
    let errors = page.devtools("Page.getInstallabilityErrors", &json!({}));
    assert_eq!(errors["installabilityErrors"], json!([]));
    let manifest = page.devtools("Page.getAppManifest", &json!({}));
    assert_eq!(manifest["errors"], json!([]));
    let manifest: Value = serde_json::from_str(manifest["data"].as_str().unwrap()).unwrap();
    for shortcut in manifest["shortcuts"].as_array().unwrap() {
        let address = format!("{}{}", host.url(), shortcut["url"].as_str().unwrap());
        page.script("location.href = arguments[0]; location.reload()", &json!([address]));
    }
    page.wait_for_text(VERDICT, "Signed and unaltered");
}
