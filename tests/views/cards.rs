//! The card that a widget shows.

use super::*;

/// A card as it stands on a page.
pub(super) fn card_of(found: Found<'_>, layout: Layout, ground: Ground) -> String {
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
