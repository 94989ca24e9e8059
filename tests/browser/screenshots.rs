//! Pictures of every state, for people to look at: `cargo xtask screenshots`. No test.

use std::env;
use std::path::PathBuf;

use serde_json::json;

use crate::open_page;
use crate::page::Page;
use crate::states::{STATES, leave};

/// A language for each direction of writing.
const DIRECTIONS: &[&str] = &["en", "ar"];

/// Speaks a language of the page. The ways to each state are told in English, so it comes last.
fn speak(page: &Page, tag: &str) {
    page.script(
        "const choice = document.querySelector('.languages select');
         choice.value = arguments[0];
         choice.dispatchEvent(new Event('change', { bubbles: true }));",
        &json!([tag]),
    );
    page.wait_for(&format!("html[lang={tag}]"));
}

#[test]
#[ignore = "no test: run cargo xtask screenshots"]
fn every_state_is_pictured() {
    let folder = env::var_os("PROOFMARK_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.expect("`cargo xtask screenshots` names the folder");
    let page = open_page();
    // A picture of the whole page needs no bar to scroll with, which would take room from it.
    page.devtools("Emulation.setScrollbarsHidden", &json!({ "hidden": true }));
    for (state, reach) in STATES {
        reach(&page);
        for tag in DIRECTIONS {
            speak(&page, tag);
            // English has no mark of its own, so that names stay when others come.
            let mark = if *tag == "en" { String::new() } else { format!("-{tag}") };
            for width in [360, 768, 1280] {
                page.resize(width, 1);
                for theme in ["light", "dark"] {
                    // At rest: a picture would otherwise catch colours half-way.
                    page.prefer(&[
                        ("prefers-color-scheme", theme),
                        ("prefers-reduced-motion", "reduce"),
                    ]);
                    page.whole_screenshot(
                        &folder.join(format!("{state}-{width}-{theme}{mark}.png")),
                    );
                }
            }
        }
        speak(&page, "en");
        leave(&page);
    }
}
