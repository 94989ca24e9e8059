//! The page comes up, and quietly: nothing forbidden, nothing wrong, nobody else asked.

use std::{thread, time::Duration};

use serde_json::json;

use crate::open_page;

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_page_loads_and_asks_nobody_else() {
    let page = open_page();
    assert!(!page.wait_for_text("h1", "").is_empty(), "the page has no heading");
    // Whoever wanted to call home has had the time.
    thread::sleep(Duration::from_secs(1));
    assert_eq!(page.violations(), [""; 0], "violations of the security policy");
    assert_eq!(page.console_errors(), [""; 0], "errors on the console");
    let requests = page.requests();
    assert_eq!(page.foreign(&requests), [""; 0], "requests to others");
    let modules = requests.iter().filter(|url| url.ends_with(".wasm")).count();
    assert_eq!(modules, 1, "the module is fetched once: {requests:#?}");
}

/// The tests above prove nothing if their instruments are deaf.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_instruments_hear() {
    let page = open_page();
    page.requests();
    page.script_async(
        "const done = arguments[0];
         document.body.setAttribute('style', 'color: red');
         console.error('heard');
         fetch('https://issuer.example/badge').catch(() => done());",
        &json!([]),
    );
    assert_eq!(
        page.foreign(&page.requests()),
        ["https://issuer.example/badge", "issuer.example:443"]
    );
    assert!(page.violations()[0].starts_with("style-src-attr"));
    assert!(page.console_errors().concat().contains("heard"));
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
