//! What people see, as text: every state of the verdict, hostile strings, Markdown without effect.
//! Rendered natively by the same functions that the page uses.

#![allow(clippy::unwrap_used)]

#[path = "../support/draw.rs"]
mod draw;
#[path = "../support/mod.rs"]
mod support;

mod cards;
mod hostile;
mod page;
mod records;
mod states;

use std::fs;
use std::path::Path;

use proofmark::locale::{ENGLISH, LANGUAGES, Language, Locale};
use proofmark::pile::Row;
use proofmark::report::{Code, Problem, Purpose};
use proofmark::resource::{FetchError, Options, Resources, TrustEntry, TrustList};
use proofmark::verify::Inspection;
use proofmark::view::{self, Actions, Card, Contact, Found, Ground, Layout, Shown};
use proofmark::{Verification, read};
use serde_json::{Map, Value, json};

use draw::draw;
use support::evidence::StatusList;
use support::{ProofOptions, TestKey, at, by_did_key, fetched, question};

/// The words alone: elements and comments taken out, entities put back.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'");
    let text = text.replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

static KNOWN: TrustList = TrustList(Vec::new());

static INSPECTION: Inspection = Inspection { proofs: Vec::new(), places: Vec::new() };

const LIST: &str = "https://status.example/1";

fn badge(issuer: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = fs::read_to_string(folder).unwrap().replace("{{did:alice}}", issuer);
    let mut badge: Value = serde_json::from_str(&text).unwrap();
    badge["credentialSubject"]["identifier"] = json!([{
        "type": "IdentityObject", "hashed": false, "identityHash": "Jane Doe", "identityType": "name"
    }]);
    badge
}

fn signed(mut badge: Value, key: &TestKey, method: &str) -> String {
    let options = ProofOptions {
        suite: "eddsa-rdfc-2022",
        method: method.to_owned(),
        members: Map::new(),
        unhashable: false,
    };
    key.sign(&mut badge, &options, &Resources::new());
    badge.to_string()
}

fn with_status(mut badge: Value, purpose: &str) -> Value {
    badge["credentialStatus"] = json!({
        "id": format!("{LIST}#7"), "type": "BitstringStatusListEntry", "statusPurpose": purpose,
        "statusListIndex": "7", "statusListCredential": LIST
    });
    badge
}

/// A result as the page draws it.
struct Scene {
    text: String,
    resources: Resources,
    options: Options,
    contacts: Vec<Contact>,
    sample: bool,
    links: bool,
}

impl Scene {
    fn new(text: String) -> Self {
        let options = question(at("2026-11-23T00:00:00Z"));
        Self {
            text,
            resources: Resources::new(),
            options,
            contacts: Vec::new(),
            sample: false,
            links: false,
        }
    }

    fn with(mut self, url: &str, body: &Value) -> Self {
        let answer = fetched(url, body.to_string(), Some(self.options.at));
        self.resources.insert(url, Ok(answer));
        self
    }

    fn refused(mut self, url: &str, error: FetchError) -> Self {
        self.contacts.push(Contact {
            url: url.to_owned(),
            purpose: Purpose::Issuer,
            refusal: Some(error.code()),
            by_hand: false,
            beside: None,
        });
        self.resources.insert(url, Err(error));
        self
    }

    fn verification(&self) -> Verification {
        let readings = read("badge.json", self.text.as_bytes()).unwrap();
        readings[0].verify(&self.resources, &self.options)
    }

    fn html(&self) -> String {
        self.html_in(&ENGLISH)
    }

    fn html_in(&self, locale: &Locale) -> String {
        let verification = self.verification();
        let shown = Shown {
            verification: &verification,
            sample: self.sample,
            pictures: view::Pictures::default(),
            source: &self.text,
            within: None,
            sd_jwt: None,
            challenge: None,
            inspection: &INSPECTION,
            timing: None,
            contacts: &self.contacts,
            compared: self.options.recipient.as_deref(),
            asking: None,
            offer: None,
            always: false,
            links: self.links,
            known: &self.options.trust,
            explorers: &[],
            no_host: false,
            packs: view::Packs::default(),
            keep_recipient: false,
            snippet: None,
        };
        draw(view::result(&shown, locale, &Actions::default()))
    }

    /// What the verdict says.
    fn verdict(&self) -> String {
        let html = self.html();
        let start = html.find("class=\"verdict").unwrap();
        let end = html[start..].find("</section>").unwrap();
        words(&html[start..start + end])
    }
}

fn alice() -> TestKey {
    TestKey::named("alice")
}

/// A scene for every verdict, with its tone and the words people read first.
fn states() -> Vec<(Scene, &'static str, &'static str)> {
    let (alice, did) = (alice(), alice().did());
    let by_key = |badge: Value| signed(badge, &alice, &alice.did_method());
    let site = "did:web:example.edu";
    let document = "https://example.edu/.well-known/did.json";
    let by_site = |badge: Value| signed(badge, &alice, "did:web:example.edu#key-1");
    let published = alice.did_web_document(site);
    let list = |purpose: &str, set: &[(usize, usize)]| {
        let list = StatusList { purpose, ..StatusList::new(LIST, &did, set) };
        let text = signed(list.credential(), &alice, &alice.did_method());
        serde_json::from_str::<Value>(&text).unwrap()
    };
    let dated = |name: &str, date: &str| {
        let mut badge = badge(site);
        badge[name] = date.into();
        by_site(badge)
    };
    let mut trusted = Scene::new(by_site(badge(site))).with(document, &published);
    trusted.options.trust.0.push(TrustEntry {
        id: site.into(),
        name: "Example".into(),
        ..TrustEntry::default()
    });
    let mut tampered: Value = serde_json::from_str(&by_key(badge(&did))).unwrap();
    tampered["credentialSubject"]["achievement"]["name"] = "Rocket Building".into();
    let mut published_key = Scene::new(by_key(badge(&did)));
    published_key.options.published_keys = proofmark::resource::PublishedKeys::Refuse;
    let mut early = Scene::new(by_key(badge(&did)));
    early.options.at = at("2026-03-01T00:00:00Z");
    let mut unsigned_member: Value = serde_json::from_str(&by_key(badge(&did))).unwrap();
    unsigned_member["grade"] = "A".into();
    let hosted = json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
        "id": "https://example.edu/assertions/1", "badge": "https://example.edu/badges/1",
        "verification": { "type": "hosted" }, "issuedOn": "2025-01-01T00:00:00Z",
        "recipient": { "type": "email", "hashed": false, "identity": "jane@example.org" }
    });
    vec![
        (trusted, "good", "Verified"),
        (
            Scene::new(by_site(badge(site))).with(document, &published),
            "good",
            "Signed and unaltered",
        ),
        (Scene::new(by_key(badge(&did))), "caution", "Signed, but by someone we cannot name"),
        (
            Scene::new(dated("validUntil", "2026-06-01T00:00:00Z")).with(document, &published),
            "neutral",
            "Was genuine; it has expired",
        ),
        (
            Scene::new(dated("validFrom", "2027-06-01T00:00:00Z")).with(document, &published),
            "neutral",
            "Not valid yet",
        ),
        (
            Scene::new(by_key(with_status(badge(&did), "revocation")))
                .with(LIST, &list("revocation", &[(7, 1)])),
            "bad",
            "Revoked by the issuer",
        ),
        (
            Scene::new(by_key(with_status(badge(&did), "suspension")))
                .with(LIST, &list("suspension", &[(7, 1)])),
            "caution",
            "Suspended",
        ),
        (Scene::new(tampered.to_string()), "bad", "Altered or forged"),
        (Scene::new(unsigned_member.to_string()), "bad", ""),
        (
            Scene::new(signed(
                badge(&did),
                &TestKey::named("mallory"),
                &TestKey::named("mallory").did_method(),
            )),
            "bad",
            "Signed by a key that is not the issuer’s",
        ),
        (published_key, "bad", "Anyone could have signed this"),
        (
            Scene::new(by_site(badge(site))),
            "neutral",
            "Not checked yet One more step: this page can ask example.edu for you.",
        ),
        (
            Scene::new(by_key(with_status(badge(&did), "revocation")))
                .refused(LIST, FetchError::Blocked),
            "caution",
            "Partly checked",
        ),
        (
            Scene::new(by_site(badge(site))).refused(document, FetchError::Offline),
            "neutral",
            "Could not be checked",
        ),
        (Scene::new(badge(&did).to_string()), "caution", "No signature"),
        (Scene::new(hosted.to_string()), "neutral", "Only a pointer"),
        (early, "caution", "Check the clock of this device"),
    ]
}

const HOSTED: &str = r#"{ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
    "id": "https://example.edu/assertions/1", "badge": "https://example.edu/badges/1",
    "verification": { "type": "hosted" }, "issuedOn": "2025-01-01T00:00:00Z",
    "recipient": { "type": "email", "hashed": false, "identity": "jane@example.org" } }"#;
