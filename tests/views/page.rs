//! What stands around a result: problems, hosts, several files, codes, a newer version.

use super::*;

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
