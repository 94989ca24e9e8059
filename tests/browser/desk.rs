//! What people do besides dropping a file: open a link, note whom they know, ask about another day, look
//! at pictures, take the answer along.

use serde_json::json;

use crate::issuer::{Answer, Issuer};
use crate::offline::reload;
use crate::open_page;
use crate::page::Page;

const VERDICT: &str = "#verdict-title";

/// An unsigned badge that was issued by nobody in particular.
fn badge(members: serde_json::Value) -> serde_json::Value {
    let mut badge = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:7", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": "https://issuer.example/", "type": ["Profile"], "name": "A School" },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": { "id": "did:example:jane", "type": ["AchievementSubject"], "achievement": {
            "id": "https://issuer.example/a", "type": ["Achievement"], "name": "Kite Building",
            "description": "Builds kites.", "criteria": { "narrative": "Build one." } } }
    });
    badge.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    badge
}

fn drop_json(page: &Page, badge: &serde_json::Value) {
    page.wait_for("#file, .result");
    page.drop_file("body", "badge.json", "", badge.to_string().as_bytes());
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_link_is_opened_when_the_person_agrees() {
    let issuer = Issuer::open();
    issuer.put("/badge", Answer::json(badge(json!({})).to_string()));
    issuer.put(
        "/page",
        Answer { media_type: "text/html", ..Answer::json("<!doctype html><p>Hello") },
    );
    let page = open_page();
    page.keys(".link-form input", &issuer.url("/badge"));
    page.click(".link-form button");
    page.wait_for_text(".link-offer", &issuer.site());
    assert_eq!(issuer.lines(), [""; 0], "asked before anybody agreed");
    page.click(".link-offer button.primary");
    page.wait_for_text(VERDICT, "No signature");
    assert_eq!(issuer.lines(), ["GET /badge"]);
    assert!(page.text(".contacts").contains("/badge answered"), "{}", page.text(".contacts"));
    // Pasted, and refused by the person.
    page.paste("body", &issuer.url("/page"));
    page.wait_for(".link-offer");
    page.click(".link-offer button:nth-of-type(2)");
    page.wait_for_text(VERDICT, "No signature");
    page.paste("body", &issuer.url("/page"));
    page.wait_for(".link-offer");
    page.click(".link-offer button.primary");
    page.wait_for_text(".problem", "At this link is a web page, not a badge");
    page.paste("body", &issuer.url("/nothing"));
    page.click(".link-offer button.primary");
    page.wait_for_text(".problem", "What was asked for is not at");
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_is_typed_for_a_link_is_read_kindly() {
    let page = open_page();
    for odd in ["badge", "javascript:alert(1)", "https://"] {
        page.script("document.querySelector('.link-form input').value = ''", &json!([]));
        page.keys(".link-form input", odd);
        page.click(".link-form button");
        page.wait_for_text(".link-form [role=alert]", "not the address of something on the web");
    }
    page.script("document.querySelector('.link-form input').value = ''", &json!([]));
    page.keys(".link-form input", " www.example.org/badge ");
    page.click(".link-form button");
    page.wait_for_text(".link-offer", "https://www.example.org/badge");
    page.click(".link-offer button:nth-of-type(2)");
    page.wait_for("#file");
    assert_eq!(page.text(".link-form [role=alert]"), "");
}

/// Back leads from a row to the table, from there to the start, and only then off the page.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_browsers_way_back_leads_to_the_start() {
    let page = open_page();
    let back = || page.script("history.back()", &json!([]));
    let names = ["a.json", "b.json"];
    let bytes = badge(json!({})).to_string().into_bytes();
    page.drop_files("body", &names.map(|name| (name, "", bytes.as_slice())));
    page.click(".list tbody tr:nth-child(2) button");
    page.wait_for(".result");
    back();
    page.wait_for(".list");
    // The page's own buttons keep the browser in step.
    page.click(".list tbody tr:nth-child(1) button");
    page.wait_for(".result");
    page.click("header.site button:nth-of-type(2)");
    page.wait_for("#file");
    page.click(".samples button:nth-of-type(1)");
    page.wait_for(".result");
    back();
    page.wait_for("#file");
    page.script("history.forward()", &json!([]));
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(page.text(".result"), "", "nothing to go forth to");
    page.click(".samples button:nth-of-type(2)");
    page.wait_for_text(VERDICT, "Altered or forged");
    back();
    page.wait_for("#file");
    assert_eq!(page.console_errors(), [""; 0]);
}

/// Browsers drop steps of a page that takes many: Chromium without a word.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn steps_that_a_browser_drops_never_lead_off_the_page() {
    let page = open_page();
    page.script("history.pushState = () => {}", &json!([]));
    page.click(".samples button:nth-of-type(1)");
    page.wait_for(".result");
    page.click("header.site button:last-of-type");
    page.wait_for("#file");
    page.script("delete history.pushState", &json!([]));
    page.click(".samples button:nth-of-type(2)");
    page.wait_for_text(VERDICT, "Altered or forged");
    page.script("history.back()", &json!([]));
    page.wait_for("#file");
    assert_eq!(page.console_errors(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_link_in_the_pages_own_address_asks_first() {
    let issuer = Issuer::open();
    issuer.put("/badge", Answer::json(badge(json!({})).to_string()));
    let page = open_page();
    let address = format!(
        "{}#url={}",
        page.script("return location.href", &json!([])).as_str().unwrap(),
        issuer.url("/badge").replace(':', "%3A").replace('/', "%2F")
    );
    page.script("location.href = arguments[0]; location.reload()", &json!([address]));
    page.wait_for_text(".link-offer", &issuer.site());
    assert_eq!(issuer.lines(), [""; 0], "asked before anybody agreed");
    page.click(".link-offer button.primary");
    page.wait_for_text(VERDICT, "No signature");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_list_of_issuers_is_taken_over_seen_and_saved() {
    let page = open_page();
    page.wait_for("#file");
    let registry =
        json!({ "registry": { "did:web:issuer.example": { "name": "The Registry's School" } } });
    page.drop_file("body", "registry.json", "", registry.to_string().as_bytes());
    page.wait_for_text(".import", "The Registry's School");
    page.click(".import button:nth-of-type(2)");
    page.wait_for("#file");
    assert_eq!(page.text(".issuers"), "", "taken over although the person said no");
    page.drop_file("body", "registry.json", "", registry.to_string().as_bytes());
    page.wait_for(".import");
    page.click(".import button.primary");
    page.wait_for_text(".issuers", "One issuer you know");
    // It is still there after a reload, can be saved, and is forgotten when the person says so.
    reload(&page);
    page.wait_for(".issuers");
    page.click(".issuers summary");
    listen_for_downloads(&page);
    page.click(".issuers .buttons button");
    let saved = downloads(&page);
    assert!(
        saved.contains("proofmark-issuers.json") && saved.contains("did:web:issuer.example"),
        "{saved}"
    );
    page.click(".issuers .hosts button");
    page.wait_for("#file");
    assert_eq!(page.text(".issuers"), "");
    assert_eq!(page.violations(), [""; 0]);
}

/// Keeps what the page saves instead of saving it.
pub(crate) fn listen_for_downloads(page: &Page) {
    page.script(
        "window.__saved = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => { blob.text().then((text) => window.__saved.push(text)); return make.call(URL, blob); };
         HTMLAnchorElement.prototype.click = function () { window.__saved.push(this.download); };",
        &json!([]),
    );
}

pub(crate) fn downloads(page: &Page) -> String {
    // A name and a content for each file; both are there soon after the click.
    let saved = page.script_async(
        "const done = arguments[0];
         const look = () => window.__saved.length > 1 ? done(window.__saved.join('\\n')) : setTimeout(look, 20);
         look();",
        &json!([]),
    );
    saved.as_str().unwrap().to_owned()
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn another_day_can_be_asked_about() {
    let page = open_page();
    drop_json(&page, &badge(json!({ "validUntil": "2026-02-01T00:00:00Z" })));
    page.wait_for_text(VERDICT, "Expired");
    page.click(".as-of summary");
    page.script("document.querySelector('.as-of input').value = '2026-01-15'", &json!([]));
    page.click(".as-of button");
    page.wait_for_text(VERDICT, "No signature");
    page.wait_for_text(".verdict .band", "not for today");
    page.click(".as-of button[type=button]");
    page.wait_for_text(VERDICT, "Expired");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_answer_is_taken_along_and_found_again() {
    let page = open_page();
    drop_json(&page, &badge(json!({})));
    page.wait_for_text(".paper", "SHA-256");
    listen_for_downloads(&page);
    page.click(".keep button:nth-of-type(3)");
    let saved = downloads(&page);
    assert!(
        saved.contains("badge.json.report.json")
            && saved.contains("\"verdict\": \"indeterminate\""),
        "{saved}"
    );
    page.click("header.site button");
    page.wait_for_text(".history", "Kite Building");
    page.click(".history button");
    page.wait_for_text(VERDICT, "No signature");
    // A sample is not part of what was checked, and nothing is kept when the page is gone.
    page.script("location.reload()", &json!([]));
    page.wait_for("#file");
    assert_eq!(page.text(".history"), "");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn pictures_are_loaded_when_asked_for_and_compared() {
    let issuer = Issuer::open();
    let picture = |colour: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40' fill='{colour}'/></svg>"
        )
    };
    issuer.put("/red.svg", Answer { media_type: "image/svg+xml", ..Answer::json(picture("red")) });
    issuer.put("/no.svg", Answer::status("404 Not Found"));
    let page = open_page();
    page.wait_for("#file");
    let named = |path: &str| {
        let mut badge = badge(json!({}));
        badge["credentialSubject"]["achievement"]["image"] =
            json!({ "id": issuer.url(path), "type": "Image" });
        badge
    };
    let baked = |badge: &serde_json::Value| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0' width='40' height='40'>\
             <openbadges:credential><![CDATA[{badge}]]></openbadges:credential><rect width='40' height='40' fill='blue'/></svg>"
        )
    };
    page.drop_file("body", "badge.svg", "image/svg+xml", baked(&named("/red.svg")).as_bytes());
    page.wait_for_text(".badge", "was not loaded");
    assert_eq!(issuer.lines(), [""; 0], "loaded before anybody asked");
    page.click(".badge p.fine button");
    page.wait_for_text(".two-pictures", "is not the one the badge names");
    assert_eq!(issuer.lines(), ["GET /red.svg"]);
    // The same colour is the same picture, whatever its file.
    let mut same = named("/red.svg");
    same["credentialSubject"]["achievement"]["image"]["id"] =
        format!("data:image/svg+xml,{}", picture("blue").replace('#', "%23")).into();
    page.drop_file("body", "badge.svg", "image/svg+xml", baked(&same).as_bytes());
    page.wait_for_text(VERDICT, "No signature");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(page.text(".two-pictures"), "");
    page.drop_file("body", "badge.svg", "image/svg+xml", baked(&named("/no.svg")).as_bytes());
    page.wait_for_text(".badge", "was not loaded");
    page.click(".badge p.fine button");
    page.wait_for_text(".badge", "It could not be loaded.");
    assert_eq!(page.violations(), [""; 0]);
}

/// What takes long to arrive does not push away what came in after it.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_latest_of_several_is_shown() {
    let issuer = Issuer::open();
    let delay = std::time::Duration::from_millis(1_500);
    issuer.put("/slow", Answer { delay, ..Answer::json(badge(json!({})).to_string()) });
    let page = open_page();
    page.keys(".link-form input", &issuer.url("/slow"));
    page.click(".link-form button");
    page.click(".link-offer button.primary");
    page.wait_for(".reading");
    page.drop_file("body", "later.txt", "", b"no badge");
    page.wait_for_text("main", "later.txt");
    std::thread::sleep(2 * delay);
    assert!(page.text("main").contains("later.txt"), "{}", page.text("main"));
    // Nor does what was left come back.
    page.click("header.site button:last-of-type");
    page.keys(".link-form input", &issuer.url("/slow"));
    page.click(".link-form button");
    page.click(".link-offer button.primary");
    page.wait_for(".reading");
    page.click("header.site button:last-of-type");
    page.wait_for("#file");
    std::thread::sleep(2 * delay);
    assert_eq!(page.text(".result"), "");
}

/// An address that is changed while the page is open is followed like one that it was opened with.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_pages_address_may_change() {
    let issuer = Issuer::open();
    let page = open_page();
    page.wait_for("#file");
    page.script("location.hash = arguments[0]", &json!([format!("#url={}", issuer.url("/b"))]));
    page.wait_for_text(".link-offer", &issuer.site());
    page.script("location.hash = '#sample=expired.json'", &json!([]));
    page.wait_for_text(VERDICT, "expired");
    page.script("location.hash = '#badge=e30'", &json!([]));
    page.wait_for_text("main", "badge from another page");
    assert_eq!(issuer.lines(), [""; 0]);
}

/// Whoever comes back to the start is told where they are.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_focus_goes_to_what_is_new() {
    let page = open_page();
    page.wait_for(".samples");
    page.click(".samples button:nth-of-type(1)");
    page.wait_for(".result");
    let focused = |page: &Page| page.script("return document.activeElement.id", &json!([]));
    assert_eq!(focused(&page), json!("verdict-title"));
    page.click("header.site button:last-of-type");
    page.wait_for("#file");
    assert_eq!(focused(&page), json!("start-title"));
}
