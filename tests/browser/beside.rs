//! Evidence beside the page: gathered by the command, used before anybody is asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proofmark::resource::Resources;
use serde_json::{Value, json};

use crate::desk::{downloads, listen_for_downloads};
use crate::engine::Engine;
use crate::issuer::{Answer, Issuer};
use crate::page::Page;
use crate::support::evidence::StatusList;
use crate::support::{TestKey, by_did_key};
use crate::{open_site, site};

const VERDICT: &str = "#verdict-title";
const GOOD: &str = "Signed, but by someone we cannot name";

/// A site with evidence beside it, and a badge whose status list it holds.
struct Scene {
    issuer: Issuer,
    badge: String,
    list: String,
    folder: PathBuf,
}

impl Scene {
    fn new(name: &str, set: &[(usize, usize)]) -> Self {
        let (issuer, key) = (Issuer::open(), TestKey::fresh());
        let list = issuer.url("/list");
        let mut credential = StatusList::new(&list, &key.did(), set).credential();
        let options = by_did_key(&key, "eddsa-rdfc-2022");
        key.sign(&mut credential, &options, &Resources::new());
        issuer.put("/list", Answer::json(credential.to_string()));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
        let text = fs::read_to_string(path).unwrap().replace("{{did:alice}}", &key.did());
        let mut badge: Value = serde_json::from_str(&text).unwrap();
        badge["credentialStatus"] = json!({
            "id": format!("{list}#7"), "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation", "statusListIndex": "7", "statusListCredential": list
        });
        key.sign(&mut badge, &options, &Resources::new());
        let folder = site::copied(&site::dist(), &format!("beside-{name}"));
        let scene = Self { issuer, badge: badge.to_string(), list, folder };
        let file = scene.folder.with_extension("json");
        fs::write(&file, &scene.badge).unwrap();
        let mut gather = Command::new(env!("CARGO_BIN_EXE_proofmark-evidence"));
        gather.arg("--into").arg(scene.folder.join("evidence")).arg("--allow-local").arg(file);
        assert!(gather.status().unwrap().success());
        assert_eq!(scene.issuer.lines(), ["GET /list"]);
        scene
    }

    fn change(&self, change: impl Fn(&mut Value)) {
        let path = self.folder.join("evidence/index.json");
        let mut index = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        change(&mut index);
        fs::write(path, index.to_string()).unwrap();
    }

    fn open(&self) -> Page {
        let page = open_site(Engine::Chromium, &site::serve_folder(self.folder.clone()));
        page.drop_file("body", "badge.json", "", self.badge.as_bytes());
        page
    }

    /// How often the issuer was asked since the command.
    fn asked(&self) -> usize {
        self.issuer.lines().len() - 1
    }
}

fn is_quiet(page: &Page) {
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_copy_beside_the_page_spares_the_question() {
    let scene = Scene::new("good", &[]);
    let page = scene.open();
    page.wait_for_text(VERDICT, GOOD);
    page.wait_for_text(".contacts", "kept beside this page, of");
    assert!(page.text(".contacts").contains("Nobody."), "{}", page.text(".contacts"));
    assert!(page.text(".contacts").contains(&scene.list));
    assert_eq!(page.text(".next"), "", "somebody is to be asked");
    assert_eq!(scene.asked(), 0);
    // It is the site's word, and is kept as that.
    listen_for_downloads(&page);
    page.click(".keep button:nth-of-type(2)");
    let kept = downloads(&page);
    assert!(kept.contains("\"origin\": \"host\"") && !kept.contains("\"fetched\""), "{kept}");
    is_quiet(&page);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_copy_beside_the_page_says_that_a_badge_was_withdrawn() {
    let scene = Scene::new("revoked", &[(7, 1)]);
    // A set bit counts at any age.
    scene.change(|index| index[&scene.list]["fetchedAt"] = "2026-01-01T00:00:00Z".into());
    let page = scene.open();
    page.wait_for_text(VERDICT, "Revoked by the issuer");
    assert_eq!(scene.asked(), 0);
    is_quiet(&page);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn an_old_copy_leads_to_its_host() {
    let scene = Scene::new("stale", &[]);
    scene.change(|index| index[&scene.list]["fetchedAt"] = "2026-01-01T00:00:00Z".into());
    let page = scene.open();
    page.wait_for_text(".contacts", "kept beside this page, of");
    page.wait_for_text(VERDICT, "Not checked yet");
    page.wait_for_text(".next", &scene.issuer.site());
    let checks = page.text(".checks");
    assert!(checks.contains("too old (2026-01-01"), "the day of the copy is said: {checks}");
    assert_eq!(scene.asked(), 0, "asked before anybody agreed");
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, GOOD);
    assert_eq!(scene.asked(), 1);
    assert!(!page.text(".contacts").contains("beside this page"), "{}", page.text(".contacts"));
    is_quiet(&page);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_is_gone_is_known_and_can_be_asked_again() {
    let scene = Scene::new("gone", &[]);
    let today = |index: &Value| index[&scene.list]["fetchedAt"].clone();
    scene.change(|index| index[&scene.list] = json!({ "status": 410, "fetchedAt": today(index) }));
    let page = scene.open();
    page.wait_for_text(".contacts", "kept beside this page, of");
    page.wait_for_text(VERDICT, "Partly checked");
    assert_eq!(scene.asked(), 0);
    // Asking again means the host itself.
    page.click(".next button");
    page.wait_for_text(".next", &scene.issuer.site());
    assert_eq!(scene.asked(), 0, "asked before anybody agreed");
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, GOOD);
    assert_eq!(scene.asked(), 1);
    is_quiet(&page);
}
