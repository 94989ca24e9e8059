//! What a page has to hold to show a badge: made, shown, copied.

use super::*;

/// The page writes what is to be copied, and shows how it will look.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_page_makes_snippets() {
    let page = crate::open_page();
    page.requests();
    page.drop_file("body", "badge.json", "", badge().to_string().as_bytes());
    page.wait_for_text("#verdict-title", KEY_ONLY);
    assert_eq!(page.text(".preview"), "");
    page.click(".snippet button");
    wait_for_card(&page, ".preview proof-mark", "Kite Building");
    for (field, value) in [("layout", "chip"), ("theme", "dark"), ("language", "ar")] {
        page.script(
            "const field = document.querySelector(`.snippet select[name=${arguments[0]}]`);
             field.value = arguments[1];
             field.dispatchEvent(new Event('change', { bubbles: true }));",
            &json!([field, value]),
        );
    }
    let element = page.wait_for_text(".snippet pre", "layout=\"chip\" theme=\"dark\" lang=\"ar\"");
    let home = page.script("return location.href", &json!([]));
    let home = home.as_str().unwrap();
    assert!(element.contains(&format!("src=\"{home}v1/widget.js\"")), "{element}");
    assert!(element.contains("<proof-mark src=\"badge.json\""), "{element}");
    let shown = "return document.querySelector('.preview proof-mark').shadowRoot.querySelector('.badge.chip[dir=rtl]') !== null";
    let start = Instant::now();
    while page.script(shown, &json!([])) != true {
        assert!(start.elapsed() < Duration::from_secs(10), "the preview follows");
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(page.foreign(&page.requests()), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
    if let Some(folder) = std::env::var_os("PROOFMARK_PICTURES") {
        page.whole_screenshot(&Path::new(&folder).join("snippet.png"));
    }
    // What is not good is not helped to be shown.
    page.drop_file("body", "badge.json", "", tampered().to_string().as_bytes());
    page.wait_for_text("#verdict-title", "Altered or forged");
    assert_eq!(page.script("return document.querySelector('.snippet')", &json!([])), Value::Null);
}

/// What lands on the browser's own clipboard is what is shown: element, frame, Markdown.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_is_shown_is_copied() {
    let page = crate::open_page();
    page.permit("clipboard-read", "granted");
    page.drop_file("body", "badge.png", "", &baked(&badge()));
    page.wait_for_text("#verdict-title", KEY_ONLY);
    page.click(".snippet button");
    page.wait_for_text(".snippet pre", "<proof-mark");
    let shown =
        "return [...document.querySelectorAll('.snippet pre')].map((one) => one.textContent)";
    let shown = page.script(shown, &json!([]));
    let texts = shown.as_array().unwrap();
    let beginnings = ["<script type=\"module\"", "<iframe ", "[![Kite Building]("];
    assert_eq!(texts.len(), beginnings.len());
    for (text, beginning) in texts.iter().zip(beginnings) {
        assert!(text.as_str().unwrap().starts_with(beginning), "{text}");
        // The button below it, as a person presses it.
        let button = "[...document.querySelectorAll('.snippet pre')]
             .find((one) => one.textContent === arguments[0]).nextElementSibling.querySelector('button').id = 'copy-this'";
        page.script(button, &json!([text]));
        page.click("#copy-this");
        let copied = page.script_async(
            "const [text, done] = arguments;
             const look = (left) => navigator.clipboard.readText()
               .then((copied) => copied === text || left === 0 ? done(copied) : setTimeout(look, 20, left - 1), done);
             look(250);",
            &json!([text]),
        );
        assert_eq!(copied, *text);
        page.script("document.querySelector('#copy-this').removeAttribute('id')", &json!([]));
    }
    assert_eq!(page.foreign(&page.requests()), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}
