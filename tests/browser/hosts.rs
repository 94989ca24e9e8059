//! Reaching the network, honestly: two real servers on this machine, one that lets pages read it and
//! one that does not, and a record of everything they heard.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::issuer::{Answer, Issuer};
use crate::offline::reload;
use crate::open_page;
use crate::page::Page;

const VERDICT: &str = "#verdict-title";

/// An Open Badges 2.0 badge on an issuer's site: assertion, class, profile.
pub(crate) struct Hosted {
    pub(crate) issuer: Issuer,
    pub(crate) assertion: Value,
}

impl Hosted {
    pub(crate) fn new() -> Self {
        let issuer = Issuer::open();
        let site = issuer.url("");
        let base = |name: &str| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
            let text = std::fs::read_to_string(path).unwrap();
            let text = text.replace("https://issuer.example", &site);
            serde_json::from_str::<Value>(&text).unwrap()
        };
        let hosted = Self { assertion: base("assertion.json"), issuer };
        for (path, json) in [
            ("/assertions/1", hosted.assertion.clone()),
            ("/badges/1", base("badge-class.json")),
            ("/profile", base("profile.json")),
        ] {
            hosted.issuer.put(path, Answer::json(json.to_string()));
        }
        hosted
    }

    /// Keeps every answer from pages.
    pub(crate) fn close(&self) {
        for path in ["/assertions/1", "/badges/1", "/profile"] {
            let answer = self.issuer.answer(path);
            self.issuer.put(path, Answer { open: false, ..answer });
        }
    }

    /// One whose badge no page may read, asked in vain.
    fn kept_from_pages() -> (Self, Page) {
        let hosted = Self::new();
        let copy = Answer::json(hosted.assertion.to_string());
        hosted.issuer.put("/assertions/1", Answer { open: false, ..copy });
        let page = open_page();
        hosted.drop_and_agree(&page);
        page.wait_for_text(VERDICT, "Could not be checked");
        (hosted, page)
    }

    /// Drops the badge and agrees to every host that is listed, as often as the page asks.
    pub(crate) fn drop_and_agree(&self, page: &Page) {
        self.drop(page);
        page.click(".next button.primary");
    }

    pub(crate) fn drop(&self, page: &Page) {
        page.wait_for("#file, .result");
        page.drop_file("body", "assertion.json", "", self.assertion.to_string().as_bytes());
        page.wait_for_text(VERDICT, "Only a pointer");
    }
}

/// What a page may tell a host: the address, and that a browser asks. Nothing else.
fn is_discreet(issuer: &Issuer) {
    for heard in issuer.heard() {
        assert!(heard.line.starts_with("GET "), "{heard:?}");
        assert_eq!(heard.body, 0, "{heard:?}");
        for header in ["\ncookie:", "\nreferer:", "\nauthorization:"] {
            assert!(!format!("\n{}", heard.headers).contains(header), "{heard:?}");
        }
    }
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_hosted_badge_is_followed_to_its_issuer() {
    let hosted = Hosted::new();
    let page = open_page();
    hosted.drop(&page);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(hosted.issuer.lines(), [""; 0], "asked before anybody agreed");
    assert!(page.text(".next").contains(&hosted.issuer.site()), "the port is shown");
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert_eq!(hosted.issuer.lines(), ["GET /assertions/1", "GET /badges/1", "GET /profile"]);
    assert!(page.text(".badge").contains("Kite Building"));
    is_discreet(&hosted.issuer);
    // Dropped again, everything is known already.
    hosted.drop_again(&page);
    assert_eq!(hosted.issuer.lines().len(), 3);
    assert_eq!(page.violations(), [""; 0]);
}

impl Hosted {
    fn drop_again(&self, page: &Page) {
        page.drop_file("body", "assertion.json", "", self.assertion.to_string().as_bytes());
        page.wait_for_text(VERDICT, "Confirmed by its issuer");
    }
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_a_host_answers_is_told_apart() {
    let page = open_page();
    let revoked = json!({ "revoked": true, "revocationReason": "Awarded in error" });
    let slow = Answer { delay: Duration::from_secs(60), ..Answer::json("{}") };
    let answers = [
        (Answer::status("410 Gone"), "Revoked by the issuer", ""),
        (Answer::json(revoked.to_string()), "Revoked by the issuer", ""),
        (Answer::status("404 Not Found"), "Could not be checked", "What was asked for is not at"),
        (Answer::status("503 Service Unavailable"), "Could not be checked", "HTTP 503"),
        (
            Answer { media_type: "text/html", ..Answer::json("<!doctype html><p>Sign in") },
            "Could not be checked",
            "a web page",
        ),
        (
            Answer { open: false, ..Answer::json("{}") },
            "Could not be checked",
            "could not be reached",
        ),
        (
            Answer {
                location: Some("https://other.example/".into()),
                ..Answer::status("302 Found")
            },
            "Could not be checked",
            "sends this page on",
        ),
        (Answer { endless: true, ..Answer::json("{") }, "Could not be checked", "is too large"),
        (slow, "Could not be checked", "did not answer in time"),
    ];
    for (answer, verdict, reason) in answers {
        let hosted = Hosted::new();
        hosted.issuer.put("/assertions/1", answer);
        hosted.drop_and_agree(&page);
        let text = page.wait_for_text(VERDICT, verdict);
        let whole = page.text(".result");
        assert!(whole.contains(reason), "{text}: no {reason} in {whole}");
        assert_eq!(hosted.issuer.lines(), ["GET /assertions/1"], "{reason}");
        is_discreet(&hosted.issuer);
    }
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_a_host_keeps_from_pages_is_dropped_by_hand() {
    let (hosted, page) = Hosted::kept_from_pages();
    assert!(page.text(".letter").contains("A message to the issuer"));
    // A file from the candidate makes nothing green.
    let copy = hosted.assertion.to_string();
    page.drop_file("body", "download.json", "", copy.as_bytes());
    page.wait_for_text(".offer", "Did you save it from");
    page.click(".offer .buttons button:nth-of-type(2)");
    page.wait_for_text(".reasons", "supplied by you");
    assert!(!page.text(VERDICT).contains("Signed"), "{}", page.text(VERDICT));
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_the_person_saved_counts() {
    let (hosted, page) = Hosted::kept_from_pages();
    page.drop_file("body", "download.json", "", hosted.assertion.to_string().as_bytes());
    page.wait_for_text(".offer", "Did you save it from");
    page.click(".offer .buttons button:nth-of-type(1)");
    // What it names stands on the same host, which was agreed to.
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert!(page.text(".contacts").contains("supplied by you"));
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_host_is_allowed_for_good_and_forgotten() {
    let hosted = Hosted::new();
    let page = open_page();
    hosted.drop(&page);
    page.click(".always input");
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    // After a reload the device still knows.
    reload(&page);
    page.wait_for(".remembered");
    let before = hosted.issuer.lines().len();
    page.drop_file("body", "assertion.json", "", hosted.assertion.to_string().as_bytes());
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    assert_eq!(hosted.issuer.lines().len(), before + 3);
    page.click("header.site button");
    page.wait_for(".remembered");
    page.click(".remembered summary");
    assert!(page.text(".remembered").contains(&hosted.issuer.site()));
    page.click(".remembered button");
    reload(&page);
    hosted.drop(&page);
    page.wait_for_text(".next", &hosted.issuer.site());
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(hosted.issuer.lines().len(), before + 3, "asked although forgotten");
}

/// More than are asked at once, and what would follow: after the button nothing is sent any more.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn after_stop_nothing_is_sent() {
    let issuer = Issuer::open();
    let page = open_page();
    page.wait_for("#file");
    let base = std::fs::read_to_string("tests/cases/assertion.json").unwrap();
    let badges: Vec<(String, String)> = (0..40)
        .map(|number| {
            let slow = Answer { delay: Duration::from_secs(4), ..Answer::json("{}") };
            issuer.put(&format!("/assertions/{number}"), slow);
            let text = base.replace("https://issuer.example", &issuer.url(""));
            (
                format!("{number}.json"),
                text.replace("/assertions/1", &format!("/assertions/{number}")),
            )
        })
        .collect();
    let files: Vec<(&str, &str, &[u8])> =
        badges.iter().map(|(name, text)| (name.as_str(), "", text.as_bytes())).collect();
    page.drop_files("body", &files);
    page.click(".next button.primary");
    page.wait_for_text(".next", "of 24");
    page.click(".next button");
    page.wait_for_text("main", "Ask again");
    let sent = issuer.lines().len();
    assert!(sent <= 24, "{sent}");
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(issuer.lines().len(), sent, "sent although it was stopped");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn asking_can_be_stopped() {
    let hosted = Hosted::new();
    let slow = Answer { delay: Duration::from_secs(60), ..Answer::json("{}") };
    hosted.issuer.put("/assertions/1", slow);
    let page = open_page();
    hosted.drop_and_agree(&page);
    page.wait_for_text(".next", "Answers so far: 0 of 1");
    page.click(".next button");
    page.wait_for_text(".next", "You chose not to ask.");
}

/// Two hosts: each is listed before it is asked, and one of them does not let pages read it.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_badge_of_two_hosts_asks_for_each() {
    let (hosted, other) = (Hosted::new(), Issuer::open());
    let url = other.url("/profile");
    let mut class: Value = serde_json::from_str(&hosted.text("/badges/1")).unwrap();
    class["issuer"] = url.as_str().into();
    hosted.issuer.put("/badges/1", Answer::json(class.to_string()));
    let profile = json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "Profile", "id": url,
        "name": "Alice's School", "verification": { "allowedOrigins": [hosted.issuer.site()] }
    });
    let profile = profile.to_string();
    other.put("/profile", Answer { open: false, ..Answer::json(profile.clone()) });
    let page = open_page();
    hosted.drop_and_agree(&page);
    // The second host is known only now, and nobody has agreed to it.
    page.wait_for_text(".next", &other.site());
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(other.lines(), [""; 0], "asked before anybody agreed");
    assert!(!page.text(".next").contains(&hosted.issuer.site()));
    page.click(".next button.primary");
    page.wait_for_text(".next", "does not let this page read its answer");
    page.wait_for_text(VERDICT, "Partly checked");
    assert_eq!(other.lines(), ["GET /profile"]);
    // A file that is no answer to anything is another file.
    page.drop_file("body", "notes.txt", "", b"hello");
    page.wait_for_text(".offer", "It is something else");
    page.click(".offer .buttons button:nth-of-type(3)");
    page.wait_for_text(VERDICT, "No badge found");
    page.click(".verdict button");
    hosted.drop_known(&page);
    page.drop_file("body", "profile.json", "", profile.as_bytes());
    page.wait_for_text(".offer", "Did you save it from");
    page.click(".offer .buttons button:nth-of-type(1)");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    is_discreet(&hosted.issuer);
    is_discreet(&other);
    assert_eq!(page.violations(), [""; 0]);
}

impl Hosted {
    /// What stands at a path.
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.issuer.answer(path).body).unwrap()
    }

    /// Drops the badge when its own host has answered before, and the other has not.
    fn drop_known(&self, page: &Page) {
        page.wait_for("#file");
        page.drop_file("body", "assertion.json", "", self.assertion.to_string().as_bytes());
        page.wait_for_text(VERDICT, "Not checked yet");
    }
}

/// An endorsement at an address of its own: asked for when the badge is good, and opened like a badge.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn an_endorsement_is_followed_to_its_endorser() {
    let (mut hosted, friend) = (Hosted::new(), Issuer::open());
    let url = friend.url("/e");
    let endorsement = json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "Endorsement", "id": url,
        "claim": { "id": hosted.assertion["id"], "endorsementComment": "It flew." },
        "issuer": friend.url("/p"), "issuedOn": "2026-02-01T00:00:00Z",
        "verification": { "type": "HostedBadge" }
    });
    let profile = json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "Profile", "id": friend.url("/p"),
        "name": "A Friend"
    });
    friend.put("/e", Answer::json(endorsement.to_string()));
    friend.put("/p", Answer::json(profile.to_string()));
    hosted.assertion["endorsement"] = json!([url]);
    hosted.issuer.put("/assertions/1", Answer::json(hosted.assertion.to_string()));
    let page = open_page();
    hosted.drop(&page);
    assert!(page.text(".next").contains(&friend.site()), "named before it is asked");
    page.click(".next button.primary");
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    page.wait_for_text(".endorsement", "Confirmed by the endorser");
    assert_eq!(friend.lines(), ["GET /e", "GET /p"]);
    page.click(".endorsement button");
    page.wait_for_text(VERDICT, "Confirmed by the endorser");
    assert!(page.text(".badge").contains("It flew."));
    assert!(page.text(".questions").contains("What does it endorse?"));
    is_discreet(&friend);
    assert_eq!(page.violations(), [""; 0]);
}
