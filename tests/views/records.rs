//! Records, presentations, endorsements: badges within others.

use super::*;

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

/// What a record holds is in what holds the record; nor is what was not looked at passed over.
#[test]
fn a_collection_counts_what_is_in_its_records() {
    let inner = |record: &Scene| serde_json::from_str::<Value>(&record.text).unwrap();
    let collection = |members: &[Value]| {
        json!({ "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
            "verifiableCredential": members })
    };
    let mut scene = record(&json!([]));
    scene.text = collection(&[inner(&scene)]).to_string();
    let said = scene.verdict();
    assert!(said.contains("1 of 4 badges in it is revoked."), "{said}");
    let badge = signed(badge(&alice().did()), &alice(), &alice().did_method());
    let badge: Value = serde_json::from_str(&badge).unwrap();
    let many = Scene::new(collection(&vec![badge.clone(); 203]).to_string());
    let said = many.verdict();
    assert!(said.contains("All 200 badges in it are in order."), "{said}");
    assert!(said.contains("left out: 3."), "{said}");
    let mut deep = collection(&[badge]);
    for _ in 0..5 {
        deep = collection(&[deep]);
    }
    let said = Scene::new(deep.to_string()).verdict();
    assert!(said.contains("not looked at (1)"), "{said}");
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
