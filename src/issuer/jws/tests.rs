use serde_json::json;

use super::*;
use crate::report::Request;
use crate::resource::{FetchError, Options, Origin, Resource, Resources};
use crate::time::Timestamp;

const HOME: &str = "https://example.edu/issuer";
const SET: &str = "https://example.edu/.well-known/jwks.json";

fn jwk(kid: Option<&str>) -> Value {
    let x = "dexgAJVdK-D7OpF7Zh6Vb7TXVqy2UWZoSsbEIbg7aIU";
    let mut jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
    if let Some(kid) = kid {
        jwk["kid"] = kid.into();
    }
    jwk
}

/// What `kid` finds where only the set of the issuer is there; nothing else has an answer.
fn found(kid: Option<&str>, set: &Value) -> Result<(), Code> {
    let mut resources = Resources::new();
    resources.insert(SET, Ok(Resource::saying(SET, &set.to_string(), Origin::Fetched)));
    resources.insert(HOME, Err(FetchError::NotFound));
    let options = Options::new(Timestamp::from_unix(1_800_000_000));
    let context = Context::new(&resources, &options);
    let header = json!({ "kid": kid });
    let party = Party::issuer(Some(HOME));
    let found = find(header.as_object().unwrap(), party, &context);
    found.binding.map(drop).map_err(|stop| stop.problem().unwrap().code)
}

#[test]
fn a_key_that_says_whose_it_is_says_the_issuer() {
    let owned = |owner: &str| {
        let mut key = jwk(Some("a"));
        key["iss"] = owner.into();
        json!({ "keys": [key] })
    };
    assert_eq!(found(Some("a"), &owned(HOME)), Ok(()));
    assert_eq!(found(Some("a"), &owned("https://other.edu")), Err(Code::KeyNotIssuers));
}

#[test]
fn a_name_means_the_key_that_has_it() {
    let set = |names: &[Option<&str>]| -> Vec<Listed> {
        let listed = |name: &Option<&str>| Listed {
            name: name.map(str::to_owned),
            key: VerificationKey::from_jwk(jwk(*name).as_object().unwrap()),
            in_force: Ok(()),
        };
        names.iter().map(listed).collect()
    };
    let name = |listed: &[Listed], kid: Option<&str>| -> Option<String> {
        choose(listed, kid).map(|one| one.name.clone().unwrap_or_default())
    };
    let two = set(&[Some("a"), Some("b")]);
    assert_eq!(name(&two, Some("b")).as_deref(), Some("b"));
    assert_eq!(name(&two, Some("https://example.edu/keys#b")).as_deref(), Some("b"));
    assert_eq!(name(&two, Some("c")), None);
    assert_eq!(name(&two, None), None);
    // The only one there is, unless it says by a name of its own that it is another.
    let one = set(&[Some("a")]);
    assert_eq!(name(&one, None).as_deref(), Some("a"));
    assert_eq!(name(&one, Some("https://example.edu/keys/1")).as_deref(), Some("a"));
    assert_eq!(name(&one, Some("https://example.edu/keys#b")), None);
    let nameless = set(&[None]);
    assert_eq!(name(&nameless, Some("https://example.edu/keys#b")).as_deref(), Some(""));
}

#[test]
fn it_is_said_what_an_address_is_asked_for() {
    let asked = |kid: &str| -> Vec<Request> {
        let (resources, options) =
            (Resources::new(), Options::new(Timestamp::from_unix(1_800_000_000)));
        let context = Context::new(&resources, &options);
        let header = json!({ "kid": kid });
        find(header.as_object().unwrap(), Party::issuer(Some(HOME)), &context);
        context.into_requests().0
    };
    let one = |url: &str, purpose| vec![Request { url: url.to_owned(), purpose }];
    assert_eq!(asked("https://example.edu/issuer#1"), one(HOME, Purpose::Issuer));
    assert_eq!(
        asked("https://example.edu/keys/1"),
        one("https://example.edu/keys/1", Purpose::Key)
    );
}

#[test]
fn a_key_that_came_along_is_said_to_have() {
    let (resources, options) =
        (Resources::new(), Options::new(Timestamp::from_unix(1_800_000_000)));
    let context = Context::new(&resources, &options);
    for kid in [json!(null), json!("did:web:example.edu#key-1")] {
        let header = json!({ "kid": kid, "jwk": jwk(None) });
        let found = find(header.as_object().unwrap(), Party::issuer(Some(HOME)), &context);
        assert_eq!(found.source, KeySource::Header);
    }
}

#[test]
fn an_address_without_a_host_has_no_origin() {
    assert_eq!(origin("https://a.example/b"), Some("https://a.example"));
    assert_eq!(origin("https:///b"), None);
    assert_eq!(origin("http://a.example/b"), None);
}
