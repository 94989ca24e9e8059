use serde_json::json;

use super::*;
use crate::report::SignerKind;
use crate::resource::{Options, Origin, Resource, Resources};

const KEY: &str = "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
const OTHER: &str = "z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf";
const ISSUER: &str = "https://example.edu/issuer";

fn found(
    method: &str,
    issuer: &str,
    documents: &[(&str, Value)],
) -> (bool, Result<SignerKind, Code>) {
    let mut resources = Resources::new();
    for (url, document) in documents {
        let said = document.to_string();
        resources.insert(url, Ok(Resource::saying(url, &said, Origin::Fetched)));
    }
    let options = Options::new(Timestamp::from_unix(1_800_000_000));
    let found =
        find(method, Party::issuer(Some(issuer)), None, &Context::new(&resources, &options));
    let binding = found.binding.map(|bound| bound.signer().kind);
    (found.key.is_ok(), binding.map_err(|stop| stop.problem().unwrap().code))
}

#[test]
fn a_fragment_key_waits_for_the_issuers_document() {
    let method = format!("{ISSUER}#{KEY}");
    assert_eq!(found(&method, ISSUER, &[]), (true, Err(Code::NotFetched)));
    let profile = |key: &str| {
        let id = format!("{ISSUER}#{key}");
        let method = json!({ "id": id, "controller": ISSUER, "publicKeyMultibase": key });
        json!({ "id": ISSUER, "type": "Profile", "verificationMethod": [method] })
    };
    assert_eq!(found(&method, ISSUER, &[(ISSUER, profile(KEY))]), (true, Ok(SignerKind::Domain)));
    let other = found(&method, ISSUER, &[(ISSUER, profile(OTHER))]);
    assert_eq!(other, (true, Err(Code::KeyNotIssuers)));
    let bare = json!({ "id": ISSUER, "type": "Profile" });
    assert_eq!(found(&method, ISSUER, &[(ISSUER, bare)]), (true, Err(Code::KeyNotIssuers)));
    let about_other = json!({ "id": "https://example.org/", "type": "Profile" });
    assert_eq!(
        found(&method, ISSUER, &[(ISSUER, about_other)]),
        (true, Err(Code::MalformedAnswer))
    );
}

#[test]
fn a_key_on_another_site_confirms_nobody() {
    let method = format!("https://evil.example/keys#{KEY}");
    let profile = json!({ "id": ISSUER, "type": "Profile" });
    assert_eq!(found(&method, ISSUER, &[(ISSUER, profile)]), (true, Err(Code::KeyNotIssuers)));
    assert_eq!(found(&method, "did:web:example.edu", &[]), (true, Err(Code::IssuerNotConfirmed)));
}

#[test]
fn a_document_that_lists_purposes_is_taken_at_its_word() {
    let id = format!("{ISSUER}#{KEY}");
    let method = json!({ "id": id, "controller": ISSUER, "publicKeyMultibase": KEY });
    let document = json!({ "id": ISSUER, "verificationMethod": [method], "assertionMethod": [], "authentication": [id] });
    assert_eq!(found(&id, ISSUER, &[(ISSUER, document)]), (true, Err(Code::KeyNotIssuers)));
}

#[test]
fn a_name_of_a_key_that_is_another_key_in_the_issuers_document_confirms_nobody() {
    let method = "https://keys.example/k#1";
    let at = |id: &str, key: &str| {
        let listed = json!({ "id": method, "controller": id, "publicKeyMultibase": key });
        json!({ "id": id, "verificationMethod": [listed], "assertionMethod": [method] })
    };
    let place = "https://keys.example/k";
    let same = [(place, at(place, KEY)), (ISSUER, at(ISSUER, KEY))];
    assert_eq!(found(method, ISSUER, &same), (true, Ok(SignerKind::Domain)));
    let other = [(place, at(place, OTHER)), (ISSUER, at(ISSUER, KEY))];
    assert_eq!(found(method, ISSUER, &other), (true, Err(Code::KeyNotIssuers)));
    // Without the document that has the key there is none; that the issuer names it stays true.
    assert_eq!(found(method, ISSUER, &same[1..]), (false, Ok(SignerKind::Domain)));
}

#[test]
fn a_key_is_asked_for_where_it_is_said_to_be() {
    let asked = |method: &str| {
        let (resources, options) =
            (Resources::new(), Options::new(Timestamp::from_unix(1_800_000_000)));
        let context = Context::new(&resources, &options);
        find(method, Party::issuer(Some(ISSUER)), None, &context);
        let asked = context.into_requests().0.into_iter();
        asked.map(|request| (request.url, request.purpose)).collect::<Vec<_>>()
    };
    let issuer = (ISSUER.to_owned(), Purpose::Issuer);
    assert_eq!(asked(&format!("{ISSUER}#key-1")), std::slice::from_ref(&issuer));
    let place = ("https://keys.example/k".to_owned(), Purpose::Key);
    assert_eq!(asked("https://keys.example/k#1"), [issuer.clone(), place]);
    // The key is at hand; only the issuer can say whose it is.
    assert_eq!(asked(&format!("https://keys.example/k#{KEY}")), std::slice::from_ref(&issuer));
}

#[test]
fn what_was_meant_as_a_key_and_is_none_is_not_asked_for() {
    let short = &KEY[..40];
    for (name, expected) in [
        (format!("{}0", &KEY[..47]), Code::MalformedKey),
        (format!("{short}0"), Code::MalformedKey),
        (format!("{}0", &short[..39]), Code::NotFetched),
        ("z6Mk".to_owned(), Code::NotFetched),
        ("a-name-that-is-longer-than-forty-characters".to_owned(), Code::NotFetched),
    ] {
        let (key, binding) = found(&format!("{ISSUER}#{name}"), ISSUER, &[]);
        assert_eq!((key, binding), (false, Err(expected)), "{name}");
    }
}

#[test]
fn a_document_with_one_key_names_it_without_saying_which() {
    let (place, other) = ("https://keys.example/k", format!("https://keys.example/k#{OTHER}"));
    let one =
        json!({ "id": "https://keys.example/k#1", "controller": place, "publicKeyMultibase": KEY });
    let two = json!({ "id": other, "controller": place, "publicKeyMultibase": OTHER });
    let has_key = |methods: &[&Value]| {
        let document = json!({ "id": place, "verificationMethod": methods });
        found(place, ISSUER, &[(place, document)]).0
    };
    assert!(has_key(&[&one]));
    assert!(!has_key(&[&one, &two]));
    assert!(!has_key(&[]));
}
