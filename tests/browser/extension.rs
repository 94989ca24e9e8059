//! The page as an extension, in the browsers that take it: it reaches issuers that keep their answers
//! from pages, after the person agreed twice.

use std::fs;
use std::path::{Path, PathBuf};

use proofmark::encoding::{hex, sha256};
use serde_json::json;

use crate::engine::{Engine, firefox::EXTENSION_HOST};
use crate::hosts::Hosted;
use crate::page::Page;
use crate::{open_page_in, site};

const VERDICT: &str = "#verdict-title";
const HERE: &str = "http://127.0.0.1/*";

mod chromium {
    #[test]
    #[ignore = "needs dist and chromium: run cargo xtask test"]
    fn reaches_what_is_kept_from_pages() {
        super::reaches_what_is_kept_from_pages(super::Engine::Chromium);
    }

    #[test]
    #[ignore = "needs dist and chromium: run cargo xtask test"]
    fn a_refusal_is_an_answer() {
        super::a_refusal_is_an_answer(super::Engine::Chromium);
    }
}

mod firefox {
    #[test]
    #[ignore = "needs dist and firefox: run cargo xtask test"]
    fn reaches_what_is_kept_from_pages() {
        super::reaches_what_is_kept_from_pages(super::Engine::Firefox);
    }

    #[test]
    #[ignore = "needs dist and firefox: run cargo xtask test"]
    fn a_refusal_is_an_answer() {
        super::a_refusal_is_an_answer(super::Engine::Firefox);
    }

    #[test]
    #[ignore = "needs dist and firefox: run cargo xtask test"]
    fn a_permission_ends_with_the_tab() {
        super::a_permission_ends_with_the_tab();
    }
}

/// A builder's copy of the extension, whose manifest and policies allow this machine. Chromium asks in
/// a window that no driver can press a button in, so there it is granted beforehand; Firefox grants it
/// within the click.
fn copy(engine: Engine, name: &str) -> PathBuf {
    let folder =
        site::copied(&site::dist().join("extension"), &format!("extension-{name}-{engine:?}"));
    let optional = "\"optional_host_permissions\": [\"https://*/*\"";
    let allowed = match engine {
        Engine::Chromium => format!("\"host_permissions\": [\"{HERE}\"], {optional}"),
        _ => format!("{optional}, \"{HERE}\""),
    };
    let policy = "connect-src 'self' https:";
    let local = format!("{policy} http://127.0.0.1:*");
    for (file, edits) in [
        ("manifest.json", [(optional, allowed.as_str()), (policy, &local)]),
        ("index.html", [(policy, &local), ("", "")]),
    ] {
        let mut text = fs::read_to_string(folder.join(file)).unwrap();
        for (old, new) in edits {
            assert!(text.contains(old), "{file} without {old}");
            text = if old.is_empty() { text } else { text.replace(old, new) };
        }
        fs::write(folder.join(file), text).unwrap();
    }
    if engine != Engine::Chromium {
        site::add_ear(&folder);
    }
    folder.canonicalize().unwrap()
}

/// Chromium names an unpacked extension after its folder: half a SHA-256, written with a to p.
fn address(engine: Engine, folder: &Path) -> String {
    let letter = |digit: char| char::from(b'a' + digit.to_digit(16).unwrap() as u8);
    let hash = hex(&sha256(folder.to_str().unwrap().as_bytes()));
    match engine {
        Engine::Chromium => {
            format!("chrome-extension://{}/", hash.chars().take(32).map(letter).collect::<String>())
        }
        _ => format!("moz-extension://{EXTENSION_HOST}/"),
    }
}

fn open(engine: Engine, name: &str) -> Page {
    let folder = copy(engine, name);
    if name == "refused" {
        // As if the person had pressed "Deny". What was asked for is written down.
        let script = fs::read_to_string(folder.join("extension.js")).unwrap();
        let asks = "api.permissions.request({ origins })";
        assert!(script.contains(asks), "extension.js asks in another way");
        let refuses = "Promise.resolve((document.body.dataset.asked = origins) && false)";
        fs::write(folder.join("extension.js"), script.replace(asks, refuses)).unwrap();
    }
    let site = address(engine, &folder);
    let page = Page::with_extension(engine, &site, &folder);
    page.open(&format!("{site}index.html"));
    page
}

fn reaches_what_is_kept_from_pages(engine: Engine) {
    let hosted = Hosted::new();
    hosted.close();
    let plain = open_page_in(engine);
    hosted.drop_and_agree(&plain);
    plain.wait_for_text(VERDICT, "Could not be checked");
    let before = hosted.issuer.lines().len();
    drop(plain);

    let page = open(engine, "reaches");
    hosted.drop(&page);
    assert_eq!(hosted.issuer.lines().len(), before, "asked before anybody agreed");
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert_eq!(
        hosted.issuer.lines()[before..],
        ["GET /assertions/1", "GET /badges/1", "GET /profile"]
    );
    assert_eq!(page.foreign(&[]), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

fn a_refusal_is_an_answer(engine: Engine) {
    let hosted = Hosted::new();
    hosted.close();
    let page = open(engine, "refused");
    hosted.drop(&page);
    page.click(".next button.primary");
    page.wait_for_text(".next", "You chose not to ask.");
    let asked = page.script("return document.body.dataset.asked", &json!([]));
    assert_eq!(asked, json!(HERE), "asked for exactly what was listed");
    assert_eq!(hosted.issuer.lines(), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

fn a_permission_ends_with_the_tab() {
    let hosted = Hosted::new();
    hosted.close();
    let page = open(Engine::Firefox, "ends");
    let has = || {
        page.script_async(
            "browser.permissions.contains({ origins: [arguments[0]] }).then(arguments[1])",
            &json!([HERE]),
        )
    };
    assert_eq!(has(), json!(false));
    hosted.drop_and_agree(&page);
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert_eq!(has(), json!(true));
    page.script("location.reload()", &json!([]));
    page.wait_for("#file");
    assert_eq!(has(), json!(false), "remembered though nobody said so");
}
