//! Figures of the whole page for docs/performance.md: how long a first verdict takes, how much memory many
//! badges take. They are printed and not held against anything: a busy machine is no fault of the code.
//! `cargo test --test browser -- --ignored figures:: --nocapture`, with the surroundings that
//! `cargo xtask test` sets.

use std::fs;
use std::process;
use std::thread;
use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use proofmark::resource::Resources;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::page::Page;
use crate::site;
use crate::support::{TestKey, by_did_key};
use crate::widget;

/// Promises when the first verdict is on the page, in milliseconds since the page was asked for.
const NOTE: &str = "
globalThis.__verdict = new Promise((told) => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('#verdict-title')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => told(performance.now())));
  }).observe(document, { childList: true, subtree: true });
});
";

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn from_an_empty_cache_to_the_first_verdict() {
    let badge = URL_SAFE_NO_PAD.encode(widget::badge().to_string());
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let site = site::serve(Engine::Chromium);
            let page = Page::start(Engine::Chromium, &site);
            page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": NOTE }));
            // The browser's own start is not the page's.
            thread::sleep(Duration::from_secs(1));
            page.open(&format!("{site}#badge={badge}"));
            // Nothing is asked meanwhile: that would take its time.
            let told = page.script_async("__verdict.then(arguments[0])", &json!([]));
            page.wait_for_text("#verdict-title", "Signed, but by someone");
            told.as_f64().unwrap()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "from an empty cache to the first verdict: {:.0} ms (median of {times:.0?})",
        times[4]
    );
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn memory_of_many_badges() {
    let key = TestKey::fresh();
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/badge.json"));
    let text = text.unwrap().replace("{{did:alice}}", &key.did());
    let badges: Vec<(String, Vec<u8>)> = (0..200)
        .map(|n| {
            let mut badge: Value = serde_json::from_str(&text).unwrap();
            badge["id"] = format!("urn:uuid:2f1c9a52-5a0e-4f0e-9a55-{n:012}").into();
            badge["name"] = format!("Badge {n}").into();
            // As large as badges with a picture are.
            let picture = "iVBORw0KGgo".repeat(1_700);
            badge["image"] =
                json!({ "id": format!("data:image/png;base64,{picture}"), "type": "Image" });
            key.sign(&mut badge, &by_did_key(&key, "eddsa-rdfc-2022"), &Resources::new());
            (format!("{n}.json"), badge.to_string().into_bytes())
        })
        .collect();
    let site = site::serve(Engine::Chromium);
    let page = Page::start(Engine::Chromium, &site);
    page.open(&format!("{site}samples/genuine.json"));
    let blank = largest_renderer();
    page.open(&site);
    page.wait_for("main");
    let empty = largest_renderer();
    let files: Vec<(&str, &str, &[u8])> =
        badges.iter().map(|(name, bytes)| (name.as_str(), "", bytes.as_slice())).collect();
    page.drop_files("body", &files);
    page.wait_for(".people");
    assert!(page.text("#verdict-title").contains("200"), "{}", page.text("#verdict-title"));
    page.devtools("HeapProfiler.collectGarbage", &json!({}));
    let many = largest_renderer();
    for (what, at) in [("a file of text", blank), ("the empty page", empty), ("200 badges", many)] {
        let Memory { resident, own } = at;
        println!("renderer with {what}: {resident} MB resident, {own} MB of them its own");
    }
}

/// Megabytes of a process. What is not its own are pages of the browser's program, which all share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Memory {
    resident: u64,
    own: u64,
}

/// The largest renderer that this test's browser has started; Linux only.
fn largest_renderer() -> Memory {
    let parent = |pid: u32| -> Option<u32> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
    };
    let ours = |mut pid: u32| loop {
        match parent(pid) {
            Some(above) if above == process::id() => return true,
            Some(above) if above > 1 => pid = above,
            _ => return false,
        }
    };
    let memory = |pid: u32| -> Option<Memory> {
        let command = fs::read_to_string(format!("/proc/{pid}/cmdline")).ok()?;
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let megabytes = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
        };
        let memory = Memory { resident: megabytes("VmRSS:")?, own: megabytes("RssAnon:")? };
        (command.contains("--type=renderer") && ours(pid)).then_some(memory)
    };
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(memory).max().unwrap_or_default()
}
