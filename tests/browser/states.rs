//! Every state of the page that people meet, and the way there from the start.

use std::fs;
use std::path::Path;

use proofmark::resource::Resources;
use serde_json::{Value, json};

use crate::anchors::Anchored;
use crate::hosts::Hosted;
use crate::packs::{drop_pack, saved_by};
use crate::page::Page;
use crate::scan;
use crate::support::zip::ZipWriter;
use crate::support::{TestKey, by_did_key};

const VERDICT: &str = "#verdict-title";

/// A name, and what a person does to get there.
pub(crate) type State = (&'static str, fn(&Page));

/// The start comes first: afterwards the page remembers what was checked in this tab.
pub(crate) const STATES: &[State] = &[
    ("start", |page| _ = page.wait_for("#file")),
    ("sample-1-genuine", |page| sample(page, 1, "Signed and unaltered")),
    ("sample-2-tampered", |page| sample(page, 2, "Altered or forged")),
    ("sample-3-expired", |page| sample(page, 3, "Was genuine; it has expired")),
    ("sample-4-revoked", |page| sample(page, 4, "Revoked by the issuer")),
    ("inspector", |page| {
        sample(page, 1, "Signed and unaltered");
        page.click(".inspector > summary");
        page.wait_for(".inspector[open] .proof");
    }),
    ("error", |page| {
        page.drop_file("body", "letter.txt", "", b"Dear Sir or Madam");
        page.wait_for_text(VERDICT, "No badge found");
    }),
    ("list", |page| {
        let [one, other] = ["genuine.png", "tampered.json"].map(|name| {
            let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
            fs::read(samples.join(name)).unwrap()
        });
        page.drop_files("body", &[("genuine.png", "", &one), ("tampered.json", "", &other)]);
        page.wait_for(".list tbody tr:nth-child(2)");
    }),
    ("pile", |page| {
        page.drop_file("body", "badges.zip", "", &pile());
        page.wait_for_text(VERDICT, "12 results");
        page.wait_for(".people");
        page.drop_file("body", "people.csv", "", b"Name,E-mail\nJane Doe,jane@example.org");
        page.wait_for_text(".people", "Jane Doe");
        page.click(".coverage button");
        page.wait_for(".coverage p:nth-of-type(2)");
    }),
    ("pointer", |page| Hosted::new().drop(page)),
    ("asked", |page| {
        let hosted = Hosted::new();
        hosted.drop_and_agree(page);
        page.wait_for_text(VERDICT, "Confirmed by its issuer");
        page.wait_for_text(".contacts", "assertions/1");
    }),
    ("anchor", |page| Anchored::new().drop(page)),
    ("record", |page| {
        page.drop_file("body", "record.json", "", record().as_bytes());
        page.wait_for_text(".structure", "How it hangs together");
    }),
    ("codes", |page| {
        let both = ["https://issuer.example/badges/1", "WIFI:S:guest;T:WPA;P:kite;;"];
        page.drop_file("body", "screen.png", "image/png", &scan::screenshot(&both));
        page.wait_for_text(VERDICT, "2 QR codes");
    }),
    ("camera", |page| {
        page.permit("camera", "granted");
        page.click("#camera");
        page.wait_for(".camera video");
    }),
    ("pack-offer", |page| {
        strangers_pack(page);
    }),
    ("pack", |page| {
        strangers_pack(page);
        page.click(".pack-offer button:nth-of-type(2)");
        page.wait_for_text(".pack", "Nobody knows who made it");
    }),
    ("prepare", |page| {
        page.click(".offline summary");
        page.click(".offline button");
        page.wait_for(".prepare textarea");
        page.keys(".prepare textarea", "Harvard\ndid:web:example.edu\nhttps://example.org/issuer");
        page.click(".prepare form button");
        page.wait_for_text(".prepare", "example.org");
    }),
    ("unfinished", |page| {
        Hosted::new().drop(page);
        page.click(".next .buttons button:nth-of-type(3)");
        page.wait_for_text(".notice", "kept on this device");
        page.click("header.site button");
        page.wait_for_text(".unfinished", "assertion.json");
        page.click(".kept summary");
        page.wait_for(".kept[open]");
    }),
    // Last: the line stays for as long as the page does.
    ("update", |page| {
        page.script_async(
            "const done = arguments[0];
             import(new URL('wasm.js', location.href)).then(({ load }) => load())
               .then(({ take_update }) => take_update(async () => 2)).then(done);",
            &serde_json::json!([]),
        );
        page.click(".update button");
        page.wait_for_text(".update", "This page is open 2 more times.");
    }),
    ("start-again", |page| _ = page.wait_for(".history")),
];

/// A record of three badges, one of which was altered, and how they hang together.
fn record() -> String {
    let (alice, bob) = (TestKey::named("alice"), TestKey::named("bob"));
    let sign = |mut document: Value, key: &TestKey| {
        key.sign(&mut document, &by_did_key(key, "eddsa-rdfc-2022"), &Resources::new());
        document
    };
    let members = [("1", "Kite Building"), ("2", "Knots"), ("3", "Flying in Formation")];
    let members = members.map(|(id, name)| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
        let text = fs::read_to_string(path).unwrap().replace("{{did:alice}}", &bob.did());
        let mut badge: Value = serde_json::from_str(&text).unwrap();
        badge["id"] = format!("urn:uuid:{id}").into();
        badge["credentialSubject"]["achievement"]["id"] = format!("urn:ach:{id}").into();
        badge["credentialSubject"]["achievement"]["name"] = name.into();
        let mut badge = sign(badge, &bob);
        if id == "2" {
            badge["credentialSubject"]["achievement"]["name"] = "Splices".into();
        }
        badge
    });
    let association = |kind: &str, source: &str, target: &str| json!({ "type": "Association", "associationType": kind, "sourceId": source, "targetId": target });
    let record = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:0", "type": ["VerifiableCredential", "ClrCredential"], "name": "Transcript",
        "issuer": { "id": alice.did(), "type": ["Profile"], "name": "Alice's School" },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["ClrSubject"], "id": "did:example:jane",
            "verifiableCredential": members,
            "association": [
                association("isChildOf", "urn:ach:2", "urn:ach:1"),
                association("precedes", "urn:ach:1", "urn:ach:3")
            ]
        }
    });
    sign(record, &alice).to_string()
}

fn sample(page: &Page, number: u32, verdict: &str) {
    page.click(&format!(".samples button:nth-of-type({number})"));
    page.wait_for_text(VERDICT, verdict);
}

/// A pack that another device made, with the badge of a host that it asked.
fn strangers_pack(page: &Page) {
    let hosted = Hosted::new();
    hosted.drop_and_agree(page);
    page.wait_for_text(VERDICT, "Confirmed by its issuer");
    let mut pack = saved_by(page, ".keep button:nth-of-type(2)");
    pack["seal"] = "".into();
    leave(page);
    drop_pack(page, &pack);
    page.wait_for_text(VERDICT, "A badge with its evidence");
}

/// Goes back to the start.
pub(crate) fn leave(page: &Page) {
    page.script("document.querySelector('header.site button')?.click()", &serde_json::json!([]));
    page.wait_for(".samples button");
}

/// The samples, and others that are like them, in a ZIP.
fn pile() -> Vec<u8> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    let sample = |name: &str| fs::read(samples.join(name)).unwrap();
    let mut zip = ZipWriter::new().stored("letter.txt", b"Dear Sir or Madam");
    for name in ["genuine.png", "tampered.json", "expired.json", "revoked.json"] {
        zip = zip.deflated(name, &sample(name));
    }
    for number in 0..7 {
        let text = String::from_utf8(sample("genuine.json")).unwrap();
        let text = text.replace("urn:uuid:6b0f2f3e", &format!("urn:uuid:6b0f2f{number:02}"));
        zip = zip.deflated(&format!("more/{number}.json"), text.as_bytes());
    }
    zip.write()
}
