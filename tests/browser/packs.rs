//! Evidence that is kept: the same answer years later, from one file, and worth what its maker is worth.

use proofmark::resource::{LocalAddresses, Options, PackMaker, Resources};
use proofmark::verify_file;
use serde_json::{Value, json};

use crate::desk::{downloads, listen_for_downloads};
use crate::engine::Engine;
use crate::hosts::Hosted;
use crate::page::Page;
use crate::support::at;
use crate::{open_page, open_page_in};

const VERDICT: &str = "#verdict-title";

pub(crate) fn drop_pack(page: &Page, pack: &Value) {
    page.wait_for("main");
    page.drop_file("body", "badge.evidence.json", "", pack.to_string().as_bytes());
}

/// A hosted badge that was confirmed, and what the page kept of it.
pub(crate) fn kept(page: &Page) -> (Hosted, Value) {
    let hosted = Hosted::new();
    hosted.drop_and_agree(page);
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    (hosted, saved_by(page, ".keep button:nth-of-type(2)"))
}

/// The JSON that a button saves.
pub(crate) fn saved_by(page: &Page, button: &str) -> Value {
    listen_for_downloads(page);
    page.click(button);
    let saved = downloads(page);
    // Whoever listens twice hears twice.
    let start = saved.find('{').unwrap_or_else(|| panic!("{button} saved nothing: {saved}"));
    let mut json = serde_json::Deserializer::from_str(&saved[start..]).into_iter();
    json.next().unwrap().unwrap()
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_pack_of_this_device_keeps_its_worth() {
    let page = open_page();
    let (hosted, pack) = kept(&page);
    let asked = hosted.issuer.lines().len();
    page.click("header.site button");
    drop_pack(&page, &pack);
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    let said = page.text(".pack");
    assert!(said.contains("made on this device") && said.contains("/profile"), "{said}");
    assert_eq!(hosted.issuer.lines().len(), asked, "asked although everything was kept");
    // One letter changed, and it is a stranger's.
    let mut changed = pack.clone();
    changed["made"] = "2026-01-01T00:00:00Z".into();
    drop_pack(&page, &changed);
    page.wait_for_text(VERDICT, "A badge with its evidence");
    let mut damaged = pack;
    damaged["input"]["sha256"] = "00".into();
    drop_pack(&page, &damaged);
    page.wait_for_text(".problem", "This file is damaged (/input/sha256).");
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_pack_of_somebody_else_proves_what_the_person_answers_for() {
    let (_hosted, pack) = kept(&open_page());
    // Another browser, which has never seen it.
    let page = open_page();
    drop_pack(&page, &pack);
    page.wait_for_text(".pack-offer", "Was it made by you");
    page.click(".pack-offer button:nth-of-type(2)");
    page.wait_for_text(".pack", "Nobody knows who made it");
    let verdict = page.text(VERDICT);
    assert!(!verdict.contains("Confirmed"), "{verdict}");
    drop_pack(&page, &pack);
    page.wait_for(".pack-offer");
    page.click(".pack-offer button.primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert!(page.text(".pack").contains("somebody you answer for"));
    // The world as it is now is one click away.
    page.click(".pack button");
    page.wait_for_text(VERDICT, "Only a pointer");
    assert_eq!(page.script("return document.querySelectorAll('.pack').length", &json!([])), 0);
}

/// The native command's line for a pack; with evidence that is vouched for, or without.
fn native(pack: &Value, vouched: bool, when: &str) -> String {
    let mut options = Options::new(at(when));
    // As the page that is served from this machine.
    options.local_addresses = LocalAddresses::Allow;
    let text = format!("{pack:#}\n");
    let maker = if vouched { PackMaker::Trusted } else { PackMaker::Unknown };
    let none = Resources::new();
    let found = verify_file("pack.json", text.as_bytes(), &none, &options, maker).unwrap();
    found.iter().map(|one| format!("{:#}", one.to_json())).collect()
}

/// The report that the page saves is the one that the command prints, byte for byte, at the same moment;
/// told in each engine by `engines.rs`.
pub(crate) fn a_pack_says_the_same_everywhere(engine: Engine) {
    let (_hosted, pack) = kept(&open_page_in(engine));
    let page = open_page_in(engine);
    for (button, vouched) in
        [(".pack-offer button:nth-of-type(2)", false), (".pack-offer .primary", true)]
    {
        drop_pack(&page, &pack);
        page.click(button);
        page.wait_for(".pack");
        // The hash comes after the verdict.
        let hash = pack["input"]["sha256"].as_str().unwrap();
        page.wait_for_text(".paper", hash);
        let report = saved_by(&page, ".keep button:nth-of-type(3)");
        let when = report["at"].as_str().unwrap();
        assert_eq!(format!("{report:#}"), native(&pack, vouched, when), "vouched for: {vouched}");
    }
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn two_packs_of_one_badge_are_one() {
    let page = open_page();
    let (hosted, pack) = kept(&page);
    let asked = hosted.issuer.lines().len();
    let half = |path: &str| {
        let mut half = pack.clone();
        let mine = |url: &String| url.ends_with(path);
        half["resources"].as_object_mut().unwrap().retain(|url, _| mine(url));
        half
    };
    let others = || {
        let mut rest = pack.clone();
        rest["resources"].as_object_mut().unwrap().retain(|url, _| !url.ends_with("/profile"));
        rest
    };
    // Together.
    let (one, other) = (half("/profile").to_string(), others().to_string());
    page.drop_files(
        "body",
        &[("one.json", "", one.as_bytes()), ("two.json", "", other.as_bytes())],
    );
    for _ in 0..2 {
        page.wait_for_text(VERDICT, "A badge with its evidence");
        page.click(".pack-offer .primary");
    }
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert_eq!(page.text(".pack").matches("somebody you answer for").count(), 2);
    // One after the other, and one of them is a stranger's: that half confirms nothing.
    page.click("header.site button");
    drop_pack(&page, &half("/profile"));
    page.click(".pack-offer button:nth-of-type(2)");
    page.wait_for_text(".pack", "Nobody knows who made it");
    drop_pack(&page, &others());
    page.click(".pack-offer .primary");
    page.wait_for_text(".pack", "somebody you answer for");
    let said = page.text(".pack");
    assert!(said.contains("Nobody knows") && said.contains("nobody answers for it"), "{said}");
    assert!(said.contains("rests on trust in who made this file"), "{said}");
    assert!(!page.text(VERDICT).contains("Confirmed"), "{}", page.text(VERDICT));
    assert_eq!(hosted.issuer.lines().len(), asked, "asked although it rests on packs");
}

/// What was kept for one badge, used for another of the same issuer.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn evidence_is_used_for_the_badge_on_the_screen() {
    let page = open_page();
    let (hosted, pack) = kept(&page);
    let asked = hosted.issuer.lines().len();
    let page = open_page();
    let mut other: Value = serde_json::from_str(&hosted.text("/assertions/1")).unwrap();
    other["evidence"] = "https://issuer.example/kite.jpg".into();
    page.drop_file("body", "other.json", "", other.to_string().as_bytes());
    page.wait_for_text(VERDICT, "Only a pointer");
    drop_pack(&page, &pack);
    page.click(".pack-offer .choice input");
    page.click(".pack-offer .primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert!(page.text(".pack").contains("other.json"), "the badge on the screen stayed");
    assert_eq!(hosted.issuer.lines().len(), asked);
}
