//! What a JWS may be, and what its claims say beside the credential.

use serde_json::json;

use super::*;
use crate::document::SdJwt;

fn code(header: Value) -> Option<Code> {
    let algorithm = header["alg"].as_str().unwrap_or_default();
    let header = header.as_object().unwrap();
    let stop = admit(algorithm, header).and_then(|()| admit_type(header)).err()?;
    stop.problem().map(|problem| problem.code)
}

#[test]
fn only_listed_algorithms_are_looked_at() {
    for algorithm in ["none", "None", "NONE", "nOnE", "noNe", "HS256", "HS384", "HS512", "hs256"] {
        assert_eq!(code(json!({ "alg": algorithm })), Some(Code::AlgorithmRefused));
    }
    assert_eq!(code(json!({})), Some(Code::MalformedProof));
    assert_eq!(code(json!({ "alg": "ES256X" })), Some(Code::UnsupportedAlgorithm));
    for algorithm in ["RS256", "PS512", "ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519"] {
        assert_eq!(code(json!({ "alg": algorithm })), None, "{algorithm}");
    }
}

#[test]
fn unknown_demands_are_refused() {
    let with = |name: &str, value: Value| {
        let mut header = json!({ "alg": "ES256" });
        header[name] = value;
        code(header)
    };
    assert_eq!(with("crit", json!(["b64"])), Some(Code::MalformedProof));
    assert_eq!(with("b64", json!(false)), Some(Code::MalformedProof));
    assert_eq!(with("typ", json!("at+jwt")), Some(Code::MalformedProof));
    assert_eq!(with("typ", json!(1)), Some(Code::MalformedProof));
    for fine in ["JWT", "vc+jwt", "application/vc+ld+jwt", "VC+LD+JSON+JWT"] {
        assert_eq!(with("typ", json!(fine)), None, "{fine}");
    }
    // What is not understood and not critical is ignored; nothing is fetched from it.
    assert_eq!(with("jku", json!("https://mallory.example/keys")), None);
}

fn document(json: &Value) -> Document {
    Document::parse(&json.to_string()).unwrap()
}

/// A credential of one of the data models, and the same with members taken out.
fn credential(context: &str, without: &[&str]) -> Document {
    let mut json = json!({
        "@context": [context], "id": "urn:uuid:1", "type": ["VerifiableCredential"],
        "issuer": { "id": "did:web:a.example", "name": "A" },
        "validFrom": "2026-01-01T00:00:00Z", "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": { "id": "did:web:b.example" }
    });
    let object = json.as_object_mut().unwrap();
    without.iter().for_each(|name| drop(object.remove(*name)));
    document(&json)
}

const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";

/// Claims about it that say the same.
fn claims() -> Jwt {
    let at = |text: &str| Some(Timestamp::parse(text).unwrap().instant);
    Jwt {
        wrapped: true,
        iss: Some("did:web:a.example".into()),
        sub: Some("did:web:b.example".into()),
        jti: Some("urn:uuid:1".into()),
        nbf: at("2026-01-01T00:00:00Z"),
        exp: at("2027-01-01T00:00:00Z"),
        ..Jwt::default()
    }
}

#[test]
fn claims_stand_for_what_is_missing() {
    let bare = ["id", "issuer", "validFrom", "issuanceDate"];
    let first = filled(&credential(V1, &bare), &claims());
    assert_eq!(first["id"], "urn:uuid:1");
    assert_eq!(first["issuer"], "did:web:a.example");
    assert_eq!(first["issuanceDate"], "2026-01-01T00:00:00Z");
    assert_eq!(first["expirationDate"], "2027-01-01T00:00:00Z");
    assert_eq!((first.get("validFrom"), first.get("holder")), (None, None));
    let second = filled(&credential(V2, &bare), &claims());
    assert_eq!(second["validFrom"], "2026-01-01T00:00:00Z");
    assert_eq!(second["validUntil"], "2027-01-01T00:00:00Z");
    assert_eq!((second.get("issuanceDate"), second.get("expirationDate")), (None, None));
}

#[test]
fn claims_never_replace_what_is_there() {
    let mut others = claims();
    others.iss = Some("did:web:other.example".into());
    others.sub = Some("did:web:other.example".into());
    others.jti = Some("urn:uuid:other".into());
    let there = credential(V2, &[]);
    let filled_in = filled(&there, &others);
    for name in ["id", "issuer", "credentialSubject", "validFrom"] {
        assert_eq!(filled_in[name], there.json[name], "{name}");
    }
    // Where the object is there and only its name is missing, the name is what is filled in.
    let mut nameless = (*there.json).clone();
    nameless["issuer"] = json!({ "name": "A" });
    nameless["credentialSubject"] = json!({ "type": "Person" });
    let filled_in = filled(&document(&nameless), &claims());
    assert_eq!(filled_in["issuer"], json!({ "name": "A", "id": "did:web:a.example" }));
    let subject = json!({ "type": "Person", "id": "did:web:b.example" });
    assert_eq!(filled_in["credentialSubject"], subject);
}

#[test]
fn who_presents_is_who_signed() {
    let presentation = document(&json!({
        "@context": [V1], "type": ["VerifiablePresentation"], "verifiableCredential": []
    }));
    let filled_in = filled(&presentation, &claims());
    assert_eq!(filled_in["holder"], "did:web:a.example");
    assert_eq!((filled_in.get("issuer"), filled_in.get("issuanceDate")), (None, None));
}

/// What is said of claims beside a credential: notes, or why they contradict each other.
fn said(document: &Document, jwt: &Jwt) -> Result<Vec<String>, String> {
    let mut notes = Vec::new();
    agree(document, jwt, &mut notes)
        .map(|()| notes.into_iter().map(|note| note.detail).collect())
        .map_err(|stop| stop.problem().unwrap().at.clone().unwrap_or_default())
}

#[test]
fn claims_and_members_say_the_same() {
    let there = credential(V1, &[]);
    assert_eq!(said(&there, &claims()), Ok(vec![]));
    let changed = |change: &dyn Fn(&mut Jwt)| {
        let mut jwt = claims();
        change(&mut jwt);
        said(&there, &jwt)
    };
    assert_eq!(changed(&|jwt| jwt.iss = Some("did:web:c".into())), Err("/iss".into()));
    assert_eq!(changed(&|jwt| jwt.sub = Some("did:web:c".into())), Err("/sub".into()));
    assert_eq!(changed(&|jwt| jwt.jti = Some("urn:uuid:2".into())), Err("/jti".into()));
    assert_eq!(changed(&|jwt| jwt.nbf = jwt.exp), Err("/nbf".into()));
    // A bare UUID is the same, of the id alone.
    assert_eq!(changed(&|jwt| jwt.jti = Some("1".into())), Ok(vec!["jti is not the id".into()]));
    assert_eq!(changed(&|jwt| jwt.jti = Some("2".into())), Err("/jti".into()));
    let missing = changed(&|jwt| (jwt.iss, jwt.sub, jwt.jti) = (None, None, None));
    let missing_said = ["no iss", "no sub", "no jti"].map(str::to_owned).to_vec();
    assert_eq!(missing, Ok(missing_said));
    let mut urn = (*there.json).clone();
    urn["issuer"] = "urn:uuid:7".into();
    let mut jwt = claims();
    jwt.iss = Some("7".into());
    assert_eq!(said(&document(&urn), &jwt), Err("/iss".into()));
}

#[test]
fn what_an_sd_jwt_leaves_out_is_no_departure() {
    let mut there = credential(V2, &[]);
    there.sd_jwt = Some(SdJwt {
        disclosures: Vec::new(),
        withheld: 0,
        key_binding: None,
        hash: String::new(),
    });
    let jwt = Jwt { wrapped: false, ..Jwt::default() };
    assert_eq!(said(&there, &jwt), Ok(vec![]));
}

#[test]
fn the_data_model_is_said_twice() {
    let disagree = Ok(vec!["vc and @context disagree about the data model".to_owned()]);
    let bare = Jwt { wrapped: false, ..claims() };
    assert_eq!(said(&credential(V1, &[]), &claims()), Ok(vec![]));
    assert_eq!(said(&credential(V1, &[]), &bare), disagree);
    assert_eq!(said(&credential(V2, &[]), &bare), Ok(vec![]));
    assert_eq!(said(&credential(V2, &[]), &claims()), disagree);
}
