//! Evidence that is kept: the same answer years later, from one file, and worth what its maker is worth.

use serde_json::{Value, json};

use crate::desk::{downloads, listen_for_downloads};
use crate::hosts::Hosted;
use crate::open_page;
use crate::page::Page;

const VERDICT: &str = "#verdict-title";

fn drop_pack(page: &Page, pack: &Value) {
    page.wait_for("main");
    page.drop_file("body", "badge.evidence.json", "", pack.to_string().as_bytes());
}

/// A hosted badge that was confirmed, and what the page kept of it.
fn kept(page: &Page) -> (Hosted, Value) {
    let hosted = Hosted::new();
    hosted.drop_and_agree(page);
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    listen_for_downloads(page);
    page.click(".keep button:nth-of-type(2)");
    let saved = downloads(page);
    let start = saved.find('{').expect("a pack was saved");
    let pack = saved[start..].rsplit_once('}').map(|(json, _)| format!("{json}}}")).unwrap();
    (hosted, serde_json::from_str(&pack).unwrap())
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
