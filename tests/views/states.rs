//! Every state of the verdict, in every language, and the badge below it.

use super::cards::card_of;
use super::*;

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

#[test]
fn samples_wear_their_band() {
    let did = alice().did();
    let mut scene = Scene::new(signed(badge(&did), &alice(), &alice().did_method()));
    assert!(!scene.html().contains("class=\"band\""));
    scene.sample = true;
    assert!(scene.html().contains("class=\"band\""));
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

/// Of a signature is spoken only where there is one: a badge that its address keeps has none.
/// The signature of a JWT may end before its badge does: the end that was judged is shown (C4.12).
#[test]
fn the_end_that_counts_is_shown() {
    let alice = alice();
    let mut claims = badge(&alice.did());
    claims["validUntil"] = "2030-01-01T00:00:00Z".into();
    claims["exp"] = at("2026-03-04T00:00:00Z").unix().into();
    let header = json!({ "alg": "EdDSA", "kid": alice.did_method() });
    let part = |value: &Value| proofmark::encoding::to_base64url(value.to_string().as_bytes());
    let input = format!("{}.{}", part(&header), part(&claims));
    let signature = alice.signature("EdDSA", input.as_bytes());
    let signature = proofmark::encoding::to_base64url(&signature);
    let scene = Scene::new(format!("{input}.{signature}"));
    let said = words(&scene.html());
    for told in ["It ended on 2026-03-04.", "Ended on 2026-03-04."] {
        assert!(said.contains(told), "{said}");
    }
    assert!(!said.contains("Ends on") && !said.contains("Ended on 2030"), "{said}");
}

/// What is not in the part that is shown may be in the other (D5.8).
#[test]
fn of_a_part_it_is_not_said_that_nothing_withdraws_it() {
    let said = |key: &TestKey, suite: &str| {
        let mut badge = badge(&key.did());
        key.sign(&mut badge, &by_did_key(key, suite), &Resources::new());
        let html = Scene::new(badge.to_string()).html();
        let ways = ["no-way-shown", "no-way-to-withdraw"];
        ways.map(|way| html.matches(&ENGLISH.text(way)).count())
    };
    // Once as an answer, once among the checks.
    assert_eq!(said(&TestKey::named("alice-p256"), "ecdsa-sd-2023"), [2, 0]);
    assert_eq!(said(&alice(), "eddsa-rdfc-2022"), [0, 2]);
}

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
