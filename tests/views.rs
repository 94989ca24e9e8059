//! What people see, as text: every state of the verdict, hostile strings, Markdown without effect.
//! Rendered natively by the same functions that the page uses.

#![allow(clippy::unwrap_used)]

#[path = "support/draw.rs"]
mod draw;
#[path = "support/mod.rs"]
mod support;

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
use support::{ProofOptions, TestKey, at, fetched, question};

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

/// A card as it stands on a page.
fn card_of(found: Found<'_>, layout: Layout, ground: Ground) -> String {
    let card = Card {
        found,
        picture: None,
        layout,
        ground,
        asking: false,
        full: "https://verifier.example/#badge=AA".into(),
    };
    draw(view::card(&card, &ENGLISH, &yew::Callback::noop()))
}

/// On somebody else's page every verdict is in words and in no colour; on our own it may have both.
#[test]
fn a_card_says_every_verdict_and_colours_none() {
    for (scene, tone, sentence) in states() {
        let verification = scene.verification();
        let title = view::headline(&verification, &ENGLISH).title(&ENGLISH);
        for layout in [Layout::Card, Layout::Chip, Layout::Inline] {
            let html = card_of(Found::Badge(&verification), layout, Ground::Foreign);
            let said = words(&html);
            assert!(said.contains(&title), "{title} not in {said}");
            let class = format!("class=\"badge {}\"", layout.as_str());
            assert!(html.contains(&class), "{sentence}: {html}");
            assert!(said.contains("Full result at verifier.example"), "{said}");
            assert!(html.contains("rel=\"noopener noreferrer\""), "{html}");
            let own = card_of(Found::Badge(&verification), layout, Ground::Own);
            assert!(own.contains(&format!("class=\"badge {} {tone}\"", layout.as_str())), "{own}");
        }
    }
}

/// What was asked, and what was not, is told; a forger's words are not repeated.
#[test]
fn a_card_claims_no_more_than_was_checked() {
    let alice = alice();
    let by_site = signed(badge("did:web:example.edu"), &alice, "did:web:example.edu#key-1");
    let scene = Scene::new(by_site);
    let verification = scene.verification();
    let said = words(&card_of(Found::Badge(&verification), Layout::Card, Ground::Foreign));
    assert!(said.contains("Not checked yet") && said.contains("Ask the issuer"), "{said}");
    assert!(said.contains("that is not confirmed"), "{said}");
    let document = alice.did_web_document("did:web:example.edu");
    let scene = scene.with("https://example.edu/.well-known/did.json", &document);
    let said = words(&card_of(Found::Badge(&scene.verification()), Layout::Card, Ground::Foreign));
    assert!(said.contains("Signed and unaltered") && said.contains("example.edu"), "{said}");
    assert!(!said.contains("Ask the issuer") && said.contains("Issued on"), "{said}");

    let mut tampered: Value =
        serde_json::from_str(&signed(badge(&alice.did()), &alice, &alice.did_method())).unwrap();
    tampered["credentialSubject"]["achievement"]["name"] = "Rocket Building".into();
    tampered["credentialSubject"]["achievement"]["image"] = "data:image/png;base64,AQI=".into();
    let verification = Scene::new(tampered.to_string()).verification();
    let html = card_of(Found::Badge(&verification), Layout::Card, Ground::Foreign);
    assert!(!html.contains("Rocket Building") && !html.contains("<img"), "{html}");

    let hosted = Scene::new(HOSTED.replace('\n', "")).verification();
    let said = words(&card_of(Found::Badge(&hosted), Layout::Card, Ground::Foreign));
    assert!(said.contains("kept at example.edu. Only asking there shows"), "{said}");
}

/// Pictures of the badge itself are shown; what lies elsewhere is not asked for.
#[test]
fn a_card_loads_no_picture_from_elsewhere() {
    for (image, shown) in
        [("data:image/png;base64,AQI=", true), ("https://tracker.example/a.png", false)]
    {
        let alice = alice();
        let mut badge = badge(&alice.did());
        badge["credentialSubject"]["achievement"]["image"] = image.into();
        let scene = Scene::new(signed(badge, &alice, &alice.did_method()));
        let html = card_of(Found::Badge(&scene.verification()), Layout::Card, Ground::Foreign);
        assert_eq!(html.contains("<img"), shown, "{html}");
        assert!(!html.contains("tracker.example"), "{html}");
    }
}

/// A card without a badge says why.
#[test]
fn a_card_says_what_it_lacks() {
    let waiting = words(&card_of(Found::Waiting, Layout::Card, Ground::Foreign));
    assert_eq!(waiting, "Reading …");
    for (code, said) in
        [(Code::NotFound, "The badge could not be loaded"), (Code::NotABadgeFile, "No badge found")]
    {
        let problem = Problem::new(code, "https://example.edu/badge.png");
        let html = card_of(Found::Nothing(&problem), Layout::Card, Ground::Own);
        assert!(words(&html).contains(said) && html.contains("neutral"), "{html}");
    }
}

const HOSTED: &str = r#"{ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
    "id": "https://example.edu/assertions/1", "badge": "https://example.edu/badges/1",
    "verification": { "type": "hosted" }, "issuedOn": "2025-01-01T00:00:00Z",
    "recipient": { "type": "email", "hashed": false, "identity": "jane@example.org" } }"#;

/// Every language but English, made from its source as the build does.
fn translations() -> Vec<Locale> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locale");
    let others = LANGUAGES.iter().filter(|language| language.tag != "en");
    let read = |language: &Language| {
        let source = fs::read_to_string(folder.join(format!("{}.ftl", language.tag))).unwrap();
        Locale::read(language.tag, xtask::language::compile(&source).unwrap().leak())
    };
    others.map(read).collect()
}

/// Every verdict in every language: its own words, and no name of a message in their place.
#[test]
fn every_state_is_said_in_every_language() {
    let states = states();
    let translations = translations();
    assert_eq!(translations.len() + 1, LANGUAGES.len());
    for locale in &translations {
        let mut titles = std::collections::BTreeSet::new();
        for (scene, tone, english) in &states {
            let title = view::headline(&scene.verification(), locale).title(locale);
            let html = scene.html_in(locale);
            let said = words(&html);
            assert!(html.contains(&format!("class=\"verdict {tone}\"")), "{}: {title}", locale.tag);
            assert!(said.contains(&title), "{}: {title} in {said}", locale.tag);
            assert!(!english.starts_with(&title), "{}: {title} is English", locale.tag);
            for name in [" code-", " check-", " axis-", "-title ", "-text "] {
                assert!(!said.contains(name), "{}: {name} in {said}", locale.tag);
            }
            titles.insert(title);
        }
        // Verdicts that are different must sound different.
        assert!(titles.len() >= 15, "{}: {titles:?}", locale.tag);
    }
}

/// Verdict by verdict: the words people read first, and a tone of their own.
#[test]
fn every_state_has_its_sentence() {
    for (scene, tone, sentence) in states() {
        let said = scene.verdict();
        assert!(
            said.starts_with(&format!("class=\"verdict {tone}\"")) || said.contains(sentence),
            "{said}"
        );
        let html = scene.html();
        assert!(
            html.contains(&format!("class=\"verdict {tone}\"")),
            "{sentence}: not {tone}: {said}"
        );
        assert!(said.contains(sentence), "{said} is not {sentence}");
        // Green is for what was checked whole.
        assert_eq!(tone == "good", html.contains("verdict good"), "{sentence}");
        assert!(said.ends_with("We have not checked that this is your candidate."), "{said}");
    }
}

/// A presentation of one badge that was awarded to bob, signed by `by`.
fn presentation(by: &str, challenge: Option<&str>) -> Value {
    let bob = TestKey::named("bob");
    let mut inner = badge(&alice().did());
    inner["credentialSubject"]["id"] = bob.did().into();
    let inner: Value =
        serde_json::from_str(&signed(inner, &alice(), &alice().did_method())).unwrap();
    let mut outer = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
        "holder": bob.did(), "verifiableCredential": [inner]
    });
    let key = TestKey::named(by);
    let mut options = support::by_did_key(&key, "eddsa-rdfc-2022");
    options.members.insert("proofPurpose".into(), "authentication".into());
    if let Some(challenge) = challenge {
        options.members.insert("challenge".into(), challenge.into());
    }
    key.sign(&mut outer, &options, &Resources::new());
    outer
}

#[test]
fn a_presentation_says_who_shows_it() {
    let mut unsigned = presentation("bob", None);
    unsigned.as_object_mut().unwrap().remove("proof");
    let asked = |challenge: Option<&str>| {
        let mut scene = Scene::new(presentation("bob", challenge).to_string());
        scene.options.challenge = Some("q-1".into());
        scene
    };
    let states = [
        (asked(Some("q-1")), "good", "Shown by the holder, now"),
        (asked(Some("q-2")), "bad", "Not shown by its holder It answers another question"),
        (asked(None), "bad", "Not shown by its holder"),
        (Scene::new(presentation("bob", None).to_string()), "neutral", "Signed by the holder"),
        (
            Scene::new(presentation("mallory", None).to_string()),
            "bad",
            "Not shown by its holder The signing key is not the holder’s",
        ),
        (Scene::new(unsigned.to_string()), "neutral", "A collection nobody signed"),
    ];
    for (scene, tone, sentence) in states {
        let (said, html) = (scene.verdict(), scene.html());
        assert!(html.contains(&format!("class=\"verdict {tone}\"")), "{sentence}: {said}");
        assert!(said.contains(sentence), "{said} is not {sentence}");
        assert!(said.contains("The one badge in it is in order."), "{said}");
        assert!(words(&html).contains("Kite Building"), "{html}");
    }
}

/// A record of three badges by a site, one of them withdrawn, with what its issuer says of them.
fn record(associations: &Value) -> Scene {
    let bob = TestKey::named("bob");
    let member = |number: usize| {
        let mut badge = badge(&bob.did());
        badge["id"] = format!("urn:uuid:{number}").into();
        badge["credentialSubject"]["achievement"]["id"] = format!("urn:ach:{number}").into();
        badge["credentialSubject"]["achievement"]["name"] = format!("Kite {number}").into();
        let badge = if number == 2 { with_status(badge, "revocation") } else { badge };
        serde_json::from_str::<Value>(&signed(badge, &bob, &bob.did_method())).unwrap()
    };
    let record = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:0", "type": ["VerifiableCredential", "ClrCredential"], "name": "Transcript",
        "issuer": { "id": "did:web:example.edu", "type": ["Profile"], "name": "Example" },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["ClrSubject"], "id": "did:example:jane",
            "verifiableCredential": [member(1), member(2), member(3)],
            "association": associations
        }
    });
    let did = bob.did();
    let set = StatusList { purpose: "revocation", ..StatusList::new(LIST, &did, &[(7, 1)]) };
    let list = signed(set.credential(), &bob, &bob.did_method());
    Scene::new(signed(record, &alice(), "did:web:example.edu#key-1"))
        .with(
            "https://example.edu/.well-known/did.json",
            &alice().did_web_document("did:web:example.edu"),
        )
        .with(LIST, &serde_json::from_str(&list).unwrap())
}

/// The verdict of a record is its own; the headline says what is wrong with how many in it.
#[test]
fn a_record_counts_what_is_in_it() {
    let scene = record(&json!([]));
    let said = scene.verdict();
    assert!(said.contains("Genuine record"), "{said}");
    assert!(said.contains("1 of 3 badges in it is revoked."), "{said}");
    assert!(!words(&scene.html()).contains("How it hangs together"));
}

/// What belongs to what is drawn as a tree; the rest is said, also what leads nowhere or in a circle.
#[test]
fn a_record_shows_how_it_hangs_together() {
    let association = |kind: &str, source: &str, target: &str| json!({ "type": "Association", "associationType": kind, "sourceId": source, "targetId": target });
    let scene = record(&json!([
        association("isChildOf", "urn:ach:2", "urn:ach:1"),
        association("isParentOf", "urn:ach:1", "urn:ach:2"),
        association("isPartOf", "urn:ach:1", "urn:ach:2"),
        association("precedes", "urn:ach:1", "urn:ach:3"),
        association("isRelatedTo", "urn:ach:3", "urn:ach:nowhere")
    ]));
    let html = scene.html();
    let outline = &html[html.find("class=\"structure").unwrap()..];
    let said = words(&outline[..outline.find("</section>").unwrap()]);
    let tree = said.find("Kite 1").zip(said.find("Kite 2 Revoked by the issuer"));
    assert!(tree.is_some_and(|(one, two)| one < two), "{said}");
    assert!(said.contains("Kite 1 comes before Kite 3"), "{said}");
    assert!(said.contains("Kite 3 is related to urn:ach:nowhere (not in this record)"), "{said}");
    assert!(said.contains("Kite 1 is part of Kite 2"), "{said}");
    assert_eq!(said.matches("Kite 2").count(), 2, "{said}");
}

/// Of a signature is spoken only where there is one: a badge that its address keeps has none.
#[test]
fn what_is_hosted_is_not_called_signed() {
    let hosted: Value = serde_json::from_str(HOSTED).unwrap();
    let class = "https://example.edu/badges/1";
    let there = || Scene::new(HOSTED.to_owned()).with("https://example.edu/assertions/1", &hosted);
    let said = there().refused(class, FetchError::Blocked).verdict();
    assert!(said.contains("Partly checked What could be checked fits together."), "{said}");
    assert!(!said.contains("sign"), "{said}");
    let asks = card_of(Found::Badge(&there().verification()), Layout::Card, Ground::Foreign);
    assert!(words(&asks).contains("Ask the issuer"), "{asks}");
    assert!(!words(&asks).contains("Nothing was altered"), "{asks}");
}

/// A certificate that is anchored in a blockchain: what is known, what is not, and whom to ask.
#[test]
fn an_anchor_waits_for_the_choice_of_a_host() {
    let certificate = |network: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/blockcerts-2.json");
        let mut document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        document["@context"].as_array_mut().unwrap().push(json!({
            "displayHtml": "https://schemas.learningmachine.com/2017/blockcerts/displayHtml"
        }));
        document["displayHtml"] = "<b onclick='x()'>Verified</b>".into();
        let transaction = "23".repeat(32);
        let tree = support::merkle::Tree {
            kind: "2017",
            network,
            transaction: &transaction,
            path: "left",
            method: "",
            previous: None,
        };
        tree.prove(&mut document);
        Scene::new(document.to_string())
    };
    let scene = certificate("btc:mainnet");
    let (html, said) = (scene.html(), scene.verdict());
    assert!(said.contains("The anchor was not checked Internally consistent"), "{said}");
    assert!(html.contains("verdict caution"));
    assert!(html.contains("value=\"https://blockstream.info/api\""), "{html}");
    assert!(html.contains(&format!("href=\"https://mempool.space/tx/{}\"", "23".repeat(32))));
    // What the issuer drew is text and nothing else.
    assert!(html.contains("&lt;b onclick="), "{html}");
    assert!(!html.contains("<iframe") && !html.contains("<b onclick"));
    let test = certificate("btc:testnet");
    assert!(test.verdict().contains("A test certificate"), "{}", test.verdict());
    assert!(!test.html().contains("name=\"anchor-host\""));
}

/// The badge inside says who shows it, and how to find out.
#[test]
fn a_badge_in_a_presentation_says_who_shows_it() {
    let draw_member = |text: &str, challenge: Option<&str>| {
        let mut options = question(at("2026-11-23T00:00:00Z"));
        options.challenge = challenge.map(str::to_owned);
        let readings = read("badge.json", text.as_bytes()).unwrap();
        let outer = readings[0].verify(&Resources::new(), &options);
        let shown = Shown {
            verification: &outer.members[0],
            sample: false,
            pictures: view::Pictures::default(),
            source: "",
            within: Some(&outer),
            sd_jwt: None,
            challenge,
            inspection: &INSPECTION,
            timing: None,
            contacts: &[],
            compared: None,
            asking: None,
            offer: None,
            always: false,
            links: false,
            known: &KNOWN,
            explorers: &[],
            no_host: false,
            packs: view::Packs::default(),
            keep_recipient: false,
            snippet: None,
        };
        words(&draw(view::result(&shown, &ENGLISH, &Actions::default())))
    };
    let answered = draw_member(&presentation("bob", Some("q-1")).to_string(), Some("q-1"));
    assert!(answered.contains("The person it was awarded to, now."), "{answered}");
    assert!(!answered.contains("Make a question"), "{answered}");
    let open = draw_member(&presentation("bob", None).to_string(), None);
    assert!(open.contains("When it was shown is not known."), "{open}");
    assert!(open.contains("Make a question"), "{open}");
    let asked = draw_member(&presentation("mallory", None).to_string(), Some("q-1"));
    assert!(asked.contains("Who shows it is not proven."), "{asked}");
    assert!(asked.contains("Your question is q-1."), "{asked}");
}

#[test]
fn endorsements_have_verdicts_of_their_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/endorsement.json");
    let endorse = |by: &str, signer: &str, of: &str| {
        let text = fs::read_to_string(&folder).unwrap();
        let text = text.replace("{{did:alice}}", &TestKey::named(by).did());
        let mut endorsement: Value = serde_json::from_str(&text).unwrap();
        endorsement["credentialSubject"]["id"] = of.into();
        let key = TestKey::named(signer);
        serde_json::from_str::<Value>(&signed(endorsement, &key, &key.did_method())).unwrap()
    };
    let did = alice().did();
    let mut endorsed = badge(&did);
    let id = endorsed["id"].as_str().unwrap().to_owned();
    endorsed["endorsement"] = json!([
        endorse("bob", "bob", &id),
        endorse("bob", "mallory", &id),
        endorse("alice", "alice", &id),
        endorse("bob", "bob", "urn:uuid:another"),
    ]);
    let html = Scene::new(signed(endorsed, &alice(), &alice().did_method())).html();
    let said = words(&html);
    let from = &said[said.find("Endorsements").unwrap()..];
    assert!(from.contains("Signed by a key that is not the issuer’s"), "{from}");
    assert!(from.contains("by the issuer itself"), "{from}");
    assert!(from.contains("An endorsement is of something else (urn:uuid:another)."), "{from}");
    assert!(from.contains("We ask for this badge when we hire."), "{from}");
    assert!(html.contains("class=\"verdict caution\""), "{html}");
}

#[test]
fn samples_wear_their_band() {
    let did = alice().did();
    let mut scene = Scene::new(signed(badge(&did), &alice(), &alice().did_method()));
    assert!(!scene.html().contains("class=\"band\""));
    scene.sample = true;
    assert!(scene.html().contains("class=\"band\""));
}

/// Nothing a badge says becomes an element, an attribute or an address that runs.
#[test]
fn hostile_words_stay_words() {
    let did = alice().did();
    let evil = "</h2><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"alert(1)";
    let mut hostile = badge(&did);
    hostile["issuer"]["name"] = evil.into();
    hostile["issuer"]["url"] = "javascript:alert(1)".into();
    hostile["name"] = evil.into();
    let subject = &mut hostile["credentialSubject"];
    subject["identifier"][0]["identityHash"] = evil.into();
    let achievement = &mut subject["achievement"];
    achievement["name"] = evil.into();
    achievement["description"] = evil.into();
    achievement["image"] = json!({ "id": "javascript:alert(1)", "type": "Image" });
    achievement["tag"] = json!([evil, "\u{202e}gnp.exe"]);
    achievement["criteria"] = json!({ "id": "data:text/html,<script>alert(1)</script>", "narrative":
        format!("{evil}\n\n[click](javascript:alert(1)) ![pixel](https://spy.example/p.png) <b>bold</b>\n\n\
            [fine](https://example.edu/criteria)") });
    achievement["alignment"] = json!([{ "type": ["Alignment"], "targetName": evil,
        "targetUrl": "vbscript:x", "targetFramework": evil, "targetCode": evil }]);
    for text in [signed(hostile.clone(), &alice(), &alice().did_method()), hostile.to_string()] {
        let mut scene = Scene::new(text);
        // Nobody answers for where its links lead: they are texts until the person wants them.
        assert!(!scene.html().contains("href=\"https://example.edu"), "{}", scene.html());
        scene.links = true;
        let html = scene.html();
        for forbidden in [
            "<script",
            "<img",
            "<b>",
            "onerror=alert(1)>",
            "href=\"javascript",
            "href=\"data:",
            "href=\"vbscript",
            "src=\"http",
        ] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
        // An attribute of ours is never closed by a text of theirs.
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')) {
            assert!(!tag.0.contains("\" onclick=\""), "{}", tag.0);
        }
        assert!(html.contains("href=\"https://example.edu/criteria\""), "{html}");
        for (at, _) in html.match_indices("<a ") {
            let tag = &html[at..at + html[at..].find('>').unwrap()];
            assert!(tag.contains("rel=\"noopener noreferrer"), "{tag}");
        }
        // Characters that turn the reading direction are made visible or isolated.
        assert!(!html.contains('\u{202e}'), "{html}");
    }
}

/// Whom the person knows is called by the name on the list, and a change of key is said.
#[test]
fn a_known_issuer_is_called_by_the_persons_own_name() {
    let (did, method) = (alice().did(), alice().did_method());
    let mut scene = Scene::new(signed(badge(&did), &alice(), &method));
    let before = words(&scene.html());
    assert!(before.contains("I know this issuer"), "{before}");
    let entry = TrustEntry {
        id: did,
        name: "The School Next Door".into(),
        note: "Asked them".into(),
        keys: vec!["z6Mkother".into()],
    };
    scene.options.trust.0.push(entry);
    let after = words(&scene.html());
    assert!(after.contains("Issued by The School Next Door"), "{after}");
    assert!(after.contains("On your list") && after.contains("Asked them"), "{after}");
    assert!(!after.contains("I know this issuer"), "{after}");
    // A list without names does not lend its weight to what the issuer calls itself.
    scene.options.trust.0[0].name.clear();
    let verdict = scene.verdict();
    assert!(verdict.contains("Issued by did:key:"), "{verdict}");
}

/// A name on a host that anyone can use comes with a warning, and so does one of mixed letters.
#[test]
fn names_that_mislead_are_pointed_out() {
    let mut odd = badge("did:web:someone.github.io");
    odd["issuer"]["name"] = "H\u{430}rvard".into();
    let text = signed(odd, &alice(), "did:web:someone.github.io#key-1");
    let said = words(&Scene::new(text).html());
    assert!(said.contains("Anyone can have an address at github.io."), "{said}");
    assert!(said.contains("The name mixes letters of different alphabets"), "{said}");
}

/// Asking about another day moves the dates and nothing else, and the page says so.
#[test]
fn another_day_is_said_with_the_verdict() {
    let mut ended = badge(&alice().did());
    ended["validUntil"] = "2026-06-01T00:00:00Z".into();
    let mut scene = Scene::new(signed(ended, &alice(), &alice().did_method()));
    assert!(scene.verdict().contains("Expired"), "{}", scene.verdict());
    scene.options.as_of = Some(at("2026-03-03T00:00:00Z"));
    let said = scene.verdict();
    assert!(said.contains("The dates were checked for 2026-03-03, not for today."), "{said}");
    assert!(!said.contains("Expired"), "{said}");
}

/// Every field of the profile and the achievement is shown where it is (CHECKLIST H7).
#[test]
fn every_part_of_a_full_badge_is_shown() {
    let mut full = badge(&alice().did());
    full["issuer"]["phone"] = "+49 30 1".into();
    full["issuer"]["official"] = "Ms Registrar".into();
    full["issuer"]["address"] = json!({ "type": ["Address"], "streetAddress": "Kite Street 1",
        "postalCode": "10115", "addressLocality": "Berlin", "addressCountryCode": "DE" });
    full["issuer"]["parentOrg"] =
        json!({ "id": "https://u.example/", "type": ["Profile"], "name": "The University" });
    full["issuer"]["otherIdentifier"] =
        json!([{ "type": "IdentifierEntry", "identifier": "ROR-1", "identifierType": "ext:ror" }]);
    let subject = &mut full["credentialSubject"];
    subject["narrative"] = "Flew for *three* days.".into();
    subject["activityStartDate"] = "2025-05-01T00:00:00Z".into();
    subject["activityEndDate"] = "2025-05-03T00:00:00Z".into();
    subject["source"] =
        json!({ "id": "https://a.example/", "type": ["Profile"], "name": "The Assessors" });
    let achievement = &mut subject["achievement"];
    achievement["humanCode"] = "KITE-101".into();
    achievement["inLanguage"] = "en".into();
    achievement["related"] = json!([{ "id": "https://a.example/fr", "type": ["Related"], "inLanguage": "fr", "version": "2" }]);
    achievement["otherIdentifier"] = json!([{ "type": "IdentifierEntry", "identifier": "C-7", "identifierType": "ext:catalogue" }]);
    full["evidence"] = json!([{ "id": "https://a.example/film", "type": ["Evidence"], "name": "A film", "genre": "Documentary", "audience": "Teachers" }]);
    full["termsOfUse"] = json!([{ "id": "https://a.example/terms", "type": "Terms" }]);
    full["name"] = "Kite Certificate".into();
    let said = words(&Scene::new(full.to_string()).html());
    for part in [
        "+49 30 1",
        "Ms Registrar",
        "Kite Street 1, 10115 Berlin, DE",
        "The University",
        "ROR-1",
        "ext:ror",
        "Flew for three days.",
        "From 2025-05-01 to 2025-05-03.",
        "The Assessors",
        "KITE-101",
        "https://a.example/fr",
        "C-7",
        "A film Documentary Teachers",
        "https://a.example/terms",
        "Kite Certificate",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

/// People without the trade read the first level: no word of the trade stands there.
#[test]
fn no_word_of_the_trade_is_on_the_first_level() {
    let did = alice().did();
    for text in [signed(badge(&did), &alice(), &alice().did_method()), badge(&did).to_string()] {
        let html = Scene::new(text).html();
        let first = html.split("<details class=\"inspector\"").next().unwrap();
        let said = words(first).replace(&did, "").to_lowercase();
        for word in ["proof ", "cryptosuite", "canonical", " did ", "verification method"] {
            assert!(!said.replace("did:key", "").contains(word), "{word} in {said}");
        }
    }
}

/// Markdown has its effect and nothing else has.
#[test]
fn markdown_is_what_badges_need() {
    let drawn = |text: &str| draw(view::markdown(text));
    let page = drawn(
        "# Title\n\nOne *two* **three** `four` [five](https://example.edu/5)\n\n- a\n- b\n  1. c\n\n\
         1. d\n2. e\n\n> quoted\n\n```\n<code>\n```\n\n---\n\nlast",
    );
    for expected in [
        "<em>",
        "two",
        "<strong>",
        "three",
        "<code>",
        "four",
        "<ul>",
        "<ol",
        "<blockquote>",
        "<pre>",
        "&lt;code&gt;",
        "<hr",
        "href=\"https://example.edu/5\"",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    // Its headings do not compete with the page's.
    assert!(!page.contains("<h1") && !page.contains("<h2"), "{page}");
    for inert in [
        "<script>x</script>",
        "<img src=x>",
        "![a](https://spy.example/x.png)",
        "[a](javascript:x)",
        "[a]( data:text/html,x )",
        "<https://example.edu>",
        "[a](https://user@evil.example\\@x)",
        "&lt;b&gt;",
    ] {
        let html = drawn(inert);
        for forbidden in ["<script", "<img", "href=\"javascript", "href=\"data", "<b>"] {
            assert!(!html.contains(forbidden), "{inert} became {html}");
        }
    }
    // Hostile depth and length end soon and lose no words.
    for (unit, count) in [
        ("> ", 5000),
        ("- ", 5000),
        ("*", 5000),
        ("[", 5000),
        ("`", 5000),
        ("**_", 3000),
        ("1. ", 3000),
    ] {
        let html = drawn(&format!("{}end", unit.repeat(count)));
        assert!(html.contains("end"), "{unit}");
    }
}

#[test]
fn problems_say_what_to_do() {
    for code in Code::ALL {
        let problem = Problem::new(*code, "detail");
        let said =
            words(&draw(view::problem("badge.png", &problem, &ENGLISH, &Default::default())));
        assert!(said.contains("badge.png") && said.contains("Try another file"), "{said}");
        // A sentence, what it means, what to do.
        assert!(said.matches('.').count() >= 3, "{}: {said}", code.as_str());
    }
}

#[test]
fn nothing_is_asked_before_the_hosts_are_named() {
    let site = "did:web:example.edu";
    let badge = with_status(badge(site), "revocation");
    let html = Scene::new(signed(badge, &alice(), "did:web:example.edu#key-1")).html();
    let said = words(&html);
    for expected in [
        "example.edu for the issuer’s signing keys",
        "status.example for the list of withdrawn badges",
        "Ask them",
        "Stay offline",
        "Nobody. No request has left this page.",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
}

#[test]
fn who_was_asked_is_told_from_what_lay_beside_the_page() {
    let list = "https://status.example/1";
    let contact = |refusal, beside| Contact {
        url: list.to_owned(),
        purpose: Purpose::StatusList,
        refusal,
        by_hand: false,
        beside,
    };
    let day = Some(at("2026-11-20T00:00:00Z"));
    for (contacts, there, absent) in [
        (vec![], "No request has left this page", list),
        (vec![contact(Some(Code::Declined), None)], "No request has left this page", list),
        (vec![contact(None, day)], "Nobody. What", "answered"),
        (vec![contact(None, day)], "of 2026-11-20", "No request has left"),
        (vec![contact(Some(Code::Gone), day)], "kept beside this page", "No request has left"),
        (vec![contact(None, None), contact(None, day)], "answered", "Nobody."),
    ] {
        let mut scene = Scene::new(badge("did:web:example.edu").to_string());
        scene.contacts = contacts;
        let html = scene.html();
        let (_, said) = html.split_once("class=\"contacts\"").unwrap();
        let said = words(said.split_once("</section>").unwrap().0);
        assert!(said.contains(there) && !said.contains(absent), "{there}: {said}");
    }
}

#[test]
fn several_files_make_a_table() {
    let did = alice().did();
    let texts = [signed(badge(&did), &alice(), &alice().did_method()), badge(&did).to_string()];
    let options = question(at("2026-11-23T00:00:00Z"));
    let found: Vec<_> = texts
        .iter()
        .map(|text| read("x", text.as_bytes()).unwrap()[0].verify(&Resources::new(), &options))
        .collect();
    let problem = Problem::new(Code::EmptyFile, "");
    let rows = [
        Row::of("a.json", 0, &found[0]),
        Row::of("b.json", 0, &found[1]),
        Row::problem("c.json", problem),
    ];
    let said = words(&draw(view::list(&rows, &ENGLISH, &Default::default())));
    for expected in [
        "3 results",
        "a.json",
        "Signed, but by someone we cannot name",
        "No signature",
        "This file is empty.",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
}

#[test]
fn codes_and_the_camera_show_what_they_found_and_nothing_else() {
    let codes = [
        "https://issuer.example/1".to_owned(),
        "<img src=x onerror=alert(1)>\u{202e}".to_owned(),
        "x".repeat(5_000),
        "{\"a\":1}".to_owned(),
    ];
    let html = draw(view::codes(&codes, &ENGLISH, &yew::Callback::noop()));
    assert!(!html.contains("<img") && !html.contains('\u{202e}'), "{html}");
    assert!(html.len() < 5_000, "a long code is shortened");
    let text = words(&html);
    for words in ["4 QR codes", "A link to issuer.example", "Not a badge", "Perhaps a badge"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let video = yew::NodeRef::default();
    let html = draw(view::camera(&video, None, &ENGLISH, &yew::Callback::noop()));
    assert!(html.contains("<video") && words(&html).contains("stays on this device"), "{html}");
    let refused = Problem::new(Code::CameraRefused, "NotAllowedError");
    let html = draw(view::camera(&video, Some(&refused), &ENGLISH, &yew::Callback::noop()));
    assert!(!html.contains("<video"));
    assert!(words(&html).contains("This page may not use the camera."), "{html}");
}

/// A newer version is told of in one line, and who is in its way only once somebody tried.
#[test]
fn a_newer_version_is_offered() {
    let html = |others| draw(view::update(others, &ENGLISH, &yew::Callback::noop()));
    assert!(words(&html(0)).contains("A new version of this page is ready."));
    assert!(!words(&html(0)).contains("This page is open"), "{}", html(0));
    assert!(words(&html(1)).contains("This page is open once more."));
    assert!(words(&html(3)).contains("This page is open 3 more times."));
    let build = draw(view::build("0123456789abcdef", &ENGLISH));
    assert!(words(&build).contains("Build 0123456789abcdef"), "{build}");
}
