//! Whose key it is: by did:key and did:web, and where that ends.

use serde_json::json;

use super::*;
use crate::resource::{Origin, Resource, Resources, SuppliedEvidence};

const KEY: &str = "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
const OTHER: &str = "z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf";
const WEB: &str = "did:web:example.edu";
const WEB_URL: &str = "https://example.edu/.well-known/did.json";

fn with(url: &str, document: &Value, origin: Origin) -> Resources {
    let mut resources = Resources::new();
    resources.insert(url, Ok(Resource::saying(url, &document.to_string(), origin)));
    resources
}

fn binding(method: &str, issuer: &str, resources: &Resources) -> Result<SignerKind, (bool, Code)> {
    let options = Options::new(Timestamp::from_unix(1_800_000_000));
    let context = Context::new(resources, &options);
    match find(method, Party::issuer(Some(issuer)), None, &context).binding {
        Ok(bound) => Ok(bound.signer.kind),
        Err(stop) => Err((
            matches!(stop, Stop::Failed(_)),
            stop.problem().map(|problem| problem.code).unwrap(),
        )),
    }
}

fn did_document(key: &str) -> Value {
    let method = json!({ "id": "#k", "controller": WEB, "publicKeyMultibase": key });
    json!({ "id": WEB, "verificationMethod": [method], "assertionMethod": ["#k"] })
}

#[test]
fn a_did_key_is_bound_to_itself_alone() {
    let none = Resources::new();
    let did = format!("did:key:{KEY}");
    assert_eq!(binding(&format!("{did}#{KEY}"), &did, &none), Ok(SignerKind::Key));
    assert_eq!(binding(&did, &did, &none), Ok(SignerKind::Key));
    let options = Options::new(Timestamp::from_unix(1_800_000_000));
    let found = find(&did, Party::issuer(Some(&did)), None, &Context::new(&none, &options));
    assert_eq!(found.source, KeySource::Identifier);
    let other = format!("did:key:{OTHER}");
    for method in [other.clone(), format!("{other}#{OTHER}")] {
        assert_eq!(binding(&method, &did, &none), Err((true, Code::KeyNotIssuers)));
    }
    // The key in the fragment is not the key of the DID (G3).
    assert_eq!(binding(&format!("{did}#{OTHER}"), &did, &none), Err((true, Code::KeyNotIssuers)));
}

#[test]
fn a_did_web_key_needs_the_document() {
    let method = format!("{WEB}#k");
    assert_eq!(binding(&method, WEB, &Resources::new()), Err((false, Code::NotFetched)));
    let fetched = with(WEB_URL, &did_document(KEY), Origin::Fetched);
    assert_eq!(binding(&method, WEB, &fetched), Ok(SignerKind::Domain));
    assert_eq!(binding(&method, "did:web:example.org", &fetched), Err((true, Code::KeyNotIssuers)));
    assert_eq!(binding(&format!("{WEB}#gone"), WEB, &fetched), Err((true, Code::KeyNotIssuers)));
}

#[test]
fn a_key_in_the_fragment_never_counts_by_itself() {
    let method = format!("{WEB}#{KEY}");
    assert_eq!(binding(&method, WEB, &Resources::new()), Err((false, Code::NotFetched)));
    let fetched = with(WEB_URL, &did_document(OTHER), Origin::Fetched);
    assert_eq!(binding(&method, WEB, &fetched), Err((true, Code::KeyNotIssuers)));
}

#[test]
fn a_supplied_document_confirms_nothing() {
    let supplied = with(WEB_URL, &did_document(KEY), Origin::Supplied);
    let method = format!("{WEB}#k");
    assert_eq!(binding(&method, WEB, &supplied), Err((false, Code::SuppliedEvidence)));
    let mut options = Options::new(Timestamp::from_unix(1_800_000_000));
    options.supplied = SuppliedEvidence::Trust;
    let context = Context::new(&supplied, &options);
    assert!(find(&method, Party::issuer(Some(WEB)), None, &context).binding.is_ok());
}

#[test]
fn a_key_must_be_controlled_by_its_document_and_listed() {
    let method = format!("{WEB}#k");
    let mut document = did_document(KEY);
    document["verificationMethod"][0]["controller"] = "did:web:example.org".into();
    let strange = with(WEB_URL, &document, Origin::Fetched);
    assert_eq!(binding(&method, WEB, &strange), Err((true, Code::KeyNotIssuers)));
    let mut document = did_document(KEY);
    document["assertionMethod"] = json!([]);
    let unlisted = with(WEB_URL, &document, Origin::Fetched);
    assert_eq!(binding(&method, WEB, &unlisted), Err((true, Code::KeyNotIssuers)));
    let mut document = did_document(KEY);
    document["verificationMethod"][0]["revoked"] = "2020-01-01T00:00:00Z".into();
    let withdrawn = with(WEB_URL, &document, Origin::Fetched);
    assert_eq!(binding(&method, WEB, &withdrawn), Err((true, Code::KeyNoLongerPublished)));
}

#[test]
fn a_published_key_binds_nobody() {
    let published = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    let did = format!("did:key:{published}");
    assert_eq!(binding(&did, &did, &Resources::new()), Err((true, Code::KeyIsPublic)));
}

/// The only key of a did:web document, with members added to it, asked about at 1,800,000,000 (2027-01-15).
fn with_members(members: &Value, created: Option<i64>) -> Found {
    let mut document = did_document(KEY);
    let method = document["verificationMethod"][0].as_object_mut().unwrap();
    method.extend(members.as_object().unwrap().clone());
    let resources = with(WEB_URL, &document, Origin::Fetched);
    let options = Options::new(Timestamp::from_unix(1_800_000_000));
    let created = created.map(Timestamp::from_unix);
    let context = Context::new(&resources, &options);
    find(&format!("{WEB}#k"), Party::issuer(Some(WEB)), created, &context)
}

#[test]
fn a_key_counts_until_the_very_second_in_which_it_ends() {
    const ENDED: (bool, Code) = (true, Code::KeyNoLongerPublished);
    let ended = |stop: Stop| {
        (matches!(stop, Stop::Failed(_)), stop.problem().map(|problem| problem.code).unwrap())
    };
    let is_said =
        |found: &Found| found.notes.iter().any(|note| note.detail.starts_with("the key ended"));
    for member in ["revoked", "expires"] {
        let at = |end: &str, created| with_members(&json!({ member: end }), created);
        // A moment later than the question; nothing is to be said of it.
        let later = at("2027-01-15T08:00:01Z", None);
        assert!(later.binding.is_ok() && !is_said(&later));
        let later = at("2027-01-15T08:00:01Z", Some(1_700_000_000));
        assert!(later.binding.is_ok() && !is_said(&later));
        let now = at("2027-01-15T08:00:00Z", None);
        assert_eq!(now.binding.map_err(ended), Err(ENDED));
        // Signed before it ended, as the proof itself says (G11).
        let now = at("2027-01-15T08:00:00Z", Some(1_799_999_999));
        assert!(now.binding.is_ok() && is_said(&now));
        let now = at("2027-01-15T08:00:00Z", Some(1_800_000_000));
        assert_eq!(now.binding.map_err(ended), Err(ENDED));
    }
}

#[test]
fn a_key_in_the_fragment_needs_no_document_to_check_a_signature() {
    let mut document = did_document(KEY);
    document["verificationMethod"][0]["id"] = format!("#{KEY}").into();
    document["assertionMethod"] = json!([format!("#{KEY}")]);
    let options = Options::new(Timestamp::from_unix(1_800_000_000));
    let doubt = |document: &Value, fragment: &str| {
        let supplied = with(WEB_URL, document, Origin::Supplied);
        let method = format!("{WEB}#{fragment}");
        let context = Context::new(&supplied, &options);
        let found = find(&method, Party::issuer(Some(WEB)), None, &context);
        assert!(found.key.is_ok() && found.binding.is_err());
        found.key_doubt.is_some()
    };
    assert!(!doubt(&document, KEY));
    assert!(doubt(&did_document(KEY), "k"));
    // The document has another key under this name.
    document["verificationMethod"][0]["publicKeyMultibase"] = OTHER.into();
    assert!(doubt(&document, KEY));
}

#[test]
fn it_is_said_where_a_key_was_read() {
    let fetched = with(WEB_URL, &did_document(KEY), Origin::Fetched);
    let options = Options::new(Timestamp::from_unix(1_800_000_000));
    let context = Context::new(&fetched, &options);
    let found = find(&format!("{WEB}#k"), Party::issuer(Some(WEB)), None, &context);
    let address = KeySource::Address(WEB_URL.to_owned());
    assert_eq!(found.source, address);
    assert_eq!(KeySource::Nowhere.or(KeySource::Header), KeySource::Header);
    assert_eq!(address.clone().or(KeySource::Header), address);
}

#[test]
fn an_address_without_a_host_has_no_origin() {
    assert_eq!(web_origin("https://a.example/b"), Some("https://a.example"));
    assert_eq!(web_origin("http://a.example:8080?b"), Some("http://a.example:8080"));
    for none in ["https:///b", "http://", "ftp://a.example/", "a.example"] {
        assert_eq!(web_origin(none), None, "{none}");
    }
}

#[test]
fn a_copy_of_the_document_lets_the_signature_be_checked_and_no_more() {
    let method = format!("{WEB}#k");
    let copy = |controller: &str| {
        let key = json!({ "id": method, "controller": controller, "publicKeyMultibase": KEY });
        let document =
            json!({ "id": WEB, "verificationMethod": [key], "assertionMethod": [method] });
        let supplied = with("https://copy.example/did.json", &document, Origin::Fetched);
        let options = Options::new(Timestamp::from_unix(1_800_000_000));
        let context = Context::new(&supplied, &options);
        let found = find(&method, Party::issuer(Some(WEB)), None, &context);
        assert!(matches!(found.binding, Err(Stop::Unknown(_))));
        found.key.is_ok()
    };
    assert!(copy(WEB));
    assert!(!copy("did:web:example.org"));
}
