//! A person's way through the page: drop, choose, try a sample, be asked, ask, compare.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::open_page;
use crate::page::Page;
use crate::support::{self, TestKey};

const VERDICT: &str = "#verdict-title";

/// The keys Enter and Tab (WebDriver section 17.4.2).
const ENTER: &str = "\u{e007}";

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples").join(name)
}

fn drop_sample(page: &Page, name: &str) {
    page.drop_file("body", name, "", &std::fs::read(sample(name)).unwrap());
}

/// Looks at a sample, so that the page has the evidence that goes with them.
fn know_the_samples(page: &Page) {
    page.wait_for(".samples button");
    page.click(".samples button");
    page.wait_for(".band");
    page.click("header.site button");
    page.wait_for("#file");
}

/// A badge of an issuer on the web, whose key is one of the public test keys.
fn badge_of(host: &str) -> String {
    support::badge_of(&format!("did:web:{host}"), &TestKey::named("alice")).to_string()
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_dropped_file_gets_its_verdict() {
    let page = open_page();
    know_the_samples(&page);
    // The samples are signed with a key that everybody has. Dropped, they are what anyone can make.
    drop_sample(&page, "genuine.png");
    page.wait_for_text(VERDICT, "Anyone could have signed this");
    assert!(page.text(".badge").contains("Bookbinding, first year"));
    assert!(page.text(".checks").contains("This badge has not been altered since it was signed."));
    page.click("header.site button");
    page.wait_for("#file");
    page.set_file("#file", &sample("tampered.json"));
    page.wait_for_text(VERDICT, "Altered or forged");
    assert!(page.text(".frame-title").to_lowercase().contains("not to be relied on"));
    // A file dropped on a result replaces it.
    page.drop_file("body", "badge.json", "application/json", badge_of("issuer.example").as_bytes());
    page.wait_for_text(VERDICT, "Not checked yet");
    assert_eq!(page.console_errors(), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn samples_show_every_state_without_a_network() {
    let page = open_page();
    page.wait_for(".samples button");
    page.requests();
    let states = [
        "Signed and unaltered",
        "Altered or forged",
        "Was genuine; it has expired",
        "Revoked by the issuer",
    ];
    for (index, verdict) in states.into_iter().enumerate() {
        // By keyboard alone; the verdict gets the focus so that it is read out.
        page.keys(&format!(".samples button:nth-of-type({})", index + 1), ENTER);
        page.wait_for_text(VERDICT, verdict);
        assert!(page.text(".band").contains("sample"), "{verdict} without its band");
        let focus = page.script("return document.activeElement.id", &json!([]));
        assert_eq!(focus, "verdict-title");
        assert!(page.text(".contacts").contains("Nobody. The sample brings along"));
        page.click("header.site button");
        page.wait_for("#file");
    }
    let asked = page.requests();
    assert_eq!(page.foreign(&asked), [""; 0], "a sample needs nobody else");
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn nobody_is_asked_before_the_person_agrees() {
    let page = open_page();
    page.wait_for("#file");
    page.requests();
    let badge = badge_of("issuer.example");
    page.drop_file("body", "badge.json", "application/json", badge.as_bytes());
    page.wait_for_text(VERDICT, "Not checked yet");
    assert!(page.text(".next").contains("issuer.example for the issuer’s signing keys"));
    page.click(".next button:nth-of-type(2)");
    page.wait_for_text(".next", "You chose not to ask.");
    page.wait_for_text(VERDICT, "Could not be checked");
    // Whoever wanted to call home has had the time.
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(page.requests(), [""; 0], "requests before anybody agreed");
    assert_eq!(page.foreign(&[]), [""; 0], "requests before anybody agreed");
    page.click(".next button");
    page.wait_for_text(".next", "One more step");
    page.click(".next button.primary");
    page.wait_for_text(".next", "could not be reached");
    let asked = page.requests();
    assert_eq!(page.foreign(&asked)[0], "https://issuer.example/.well-known/did.json");
    assert!(page.foreign(&asked).iter().all(|url| url.contains("issuer.example")), "{asked:?}");
}

/// The whole loop, with a server played by the page: one question, one answer, another verdict.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn an_answer_changes_the_verdict() {
    let page = open_page();
    page.wait_for("#file");
    let document = TestKey::named("alice").did_web_document("did:web:issuer.example").to_string();
    page.script(
        "globalThis.__asked = [];
         const answer = arguments[0];
         globalThis.fetch = async (url, { credentials, referrerPolicy }) => {
           __asked.push({ url, credentials, referrerPolicy });
           const response = new Response(answer, { headers: { 'content-type': 'application/did+json' } });
           Object.defineProperty(response, 'url', { value: url });
           return response;
         };",
        &json!([document]),
    );
    page.drop_file("body", "badge.json", "", badge_of("issuer.example").as_bytes());
    page.wait_for_text(VERDICT, "Not checked yet");
    page.click(".next button.primary");
    // The key is confirmed now, and it is one that everybody has.
    page.wait_for_text(VERDICT, "Anyone could have signed this");
    assert!(page.text(".contacts").contains("https://issuer.example/.well-known/did.json"));
    let asked = page.script("return __asked", &json!([]));
    assert_eq!(asked.as_array().map(Vec::len), Some(1), "{asked}");
    assert_eq!(asked[0]["credentials"], "omit");
    assert_eq!(asked[0]["referrerPolicy"], "no-referrer", "nobody learns where the page stands");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn an_address_is_compared_and_stays_here() {
    let page = open_page();
    page.wait_for(".samples button");
    page.click(".samples button");
    page.wait_for_text(".verdict", "We have not checked that this is your candidate.");
    page.requests();
    page.click(".compare summary");
    page.keys(".compare input", &format!("Jane@Example.com{ENTER}"));
    page.wait_for_text(".verdict", "It was awarded to the person you named.");
    page.script("document.querySelector('.compare input').value = ''", &json!([]));
    page.keys(".compare input", &format!("joe@example.com{ENTER}"));
    page.wait_for_text(".verdict", "It was not awarded to the person you named.");
    // A mistyped address turns no badge red.
    assert_eq!(page.text(VERDICT), "Signed and unaltered");
    assert_eq!(page.requests(), [""; 0], "what is typed is not sent");
}

/// Whatever is dropped gets a sentence, soon, and the page stays alive.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn bad_files_get_an_answer() {
    let page = open_page();
    page.wait_for("#file");
    let genuine = std::fs::read(sample("genuine.png")).unwrap();
    let nested =
        [&b"<svg xmlns='http://www.w3.org/2000/svg'>"[..], &b"<g>".repeat(100_000)].concat();
    let bomb = b"<!DOCTYPE svg [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>";
    let files: [(&str, &[u8], &str); 8] = [
        ("cut.png", &genuine[..1500], "This file ends too early"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 ....", "not a file that carries a badge (JPEG)"),
        ("empty.json", b"", "This file is empty."),
        ("other.json", b"{\"a\":1}", "This is JSON, but not a badge"),
        ("printed.json", b"{'@context': None}", "looks like a program’s printout"),
        ("bomb.svg", bomb, "definitions of its own"),
        ("nested.svg", &nested, ""),
        ("words.txt", b"Dear Sir or Madam", "not a file that carries a badge"),
    ];
    for (name, bytes, sentence) in files {
        page.drop_file("body", name, "", bytes);
        page.wait_for_text(".verdict", sentence);
        page.wait_for_text(VERDICT, "");
    }
    // A file that is nothing but a link is one: it is opened when the person agrees.
    page.drop_file("body", "link.txt", "", b"https://example.edu/badge/1");
    page.wait_for_text(VERDICT, "Open this link?");
    page.wait_for_text(".link-offer", "example.edu");
    // 100 MB are refused by their size, unread.
    page.script(
        "const dataTransfer = new DataTransfer();
         dataTransfer.items.add(new File([new Uint8Array(100_000_000)], 'large.png'));
         document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));",
        &json!([]),
    );
    page.wait_for_text(".verdict", "This file is too large (100 MB).");
    page.click(".verdict button");
    know_the_samples(&page);
    drop_sample(&page, "tampered.json");
    page.wait_for_text(VERDICT, "Altered or forged");
    assert_eq!(page.console_errors(), [""; 0]);
}

/// A phone: nothing is cut off, nothing wider than the screen.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_phone_shows_everything() {
    let page = open_page();
    for width in [320, 360, 768] {
        page.devtools(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": 740, "deviceScaleFactor": 1, "mobile": false }),
        );
        page.wait_for(".samples button");
        page.click(".samples button");
        page.wait_for(VERDICT);
        let wide = page.script("return document.documentElement.scrollWidth", &json!([]));
        assert!(wide.as_u64().is_some_and(|wide| wide <= width), "{wide} wide at {width}");
        page.click("header.site button");
    }
}
