//! What people see of evidence packs, of preparing for offline, and of what this device keeps. Rendered
//! natively by the same functions that the page uses.

#![allow(clippy::unwrap_used)]

#[path = "support/draw.rs"]
mod draw;

use std::collections::BTreeSet;

use proofmark::locale::ENGLISH;
use proofmark::report::{Code, Problem, Purpose, Request, Source};
use proofmark::resource::{EvidencePack, Options, PackMaker, PackedBadge, Resources, TrustList};
use proofmark::time::Timestamp;
use proofmark::verify::Verification;
use proofmark::view::{self, Actions, Packs, PrepareActions, PrepareView, Shown};
use yew::{Callback, Html};

use draw::draw;

static KNOWN: TrustList = TrustList(Vec::new());

/// The words of a drawing, without its elements.
fn words(html: Html) -> String {
    let text = draw(html);
    let pieces = text.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, rest)| rest));
    pieces.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-23T00:00:00Z").unwrap().instant
}

/// A result that looked at these pieces.
fn resting_on(evidence: Vec<Source>) -> Verification {
    let text = br#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://e.example/1","verification":{"type":"hosted"},"badge":"https://e.example/b","recipient":{}}"#;
    let reading = proofmark::read("badge.json", text).unwrap().remove(0);
    let mut found = reading.verify(&Resources::new(), &Options::new(now()));
    found.report.evidence = evidence;
    found
}

fn result(found: &Verification, packs: Packs<'_>) -> String {
    let shown = Shown {
        verification: found,
        sample: false,
        pictures: view::Pictures::default(),
        source: "",
        within: None,
        sd_jwt: None,
        challenge: None,
        inspection: &proofmark::verify::Inspection::default(),
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
        packs,
        keep_recipient: false,
        snippet: None,
    };
    words(view::result(&shown, &ENGLISH, &Actions::default()))
}

fn source(origin: &'static str, days: i64, signed_by: Option<&str>) -> Source {
    Source {
        url: format!("https://e.example/{origin}"),
        fetched_at: Some(now().plus_seconds(-days * 24 * 60 * 60)),
        origin,
        signed_by: signed_by.map(str::to_owned),
    }
}

#[test]
fn each_piece_says_its_age_and_what_vouches_for_it() {
    let day = now().plus_seconds(-3 * 24 * 60 * 60);
    let all = [(day, PackMaker::Trusted), (day, PackMaker::Unknown)];
    for (piece, sentence) in [
        (source("supplied", 3, Some("did:web:example.edu")), "Signed by example.edu, and"),
        (source("saved", 3, None), "It rests on trust in who made this file"),
        (source("supplied", 3, None), "nobody answers for it"),
        (source("fetched", 3, None), "This device asked for it itself"),
    ] {
        let found = resting_on(vec![piece]);
        let said = result(&found, Packs { all: &all, alone: true });
        assert!(said.contains(sentence), "no {sentence} in {said}");
        assert!(said.contains("-3 day"), "{said}");
        assert!(said.contains("Nobody knows who made it"), "{said}");
        assert!(said.contains("kept on"), "{said}");
    }
    let mut unknown = source("saved", 0, None);
    unknown.fetched_at = None;
    let found = resting_on(vec![unknown]);
    let said = result(&found, Packs { all: &all[..1], alone: false });
    assert!(said.contains("of unknown age") && said.contains("was prepared on"), "{said}");
    assert!(!result(&found, Packs::default()).contains("From a file of evidence"));
}

#[test]
fn who_made_a_pack_is_asked_unless_this_device_did() {
    let badge = PackedBadge {
        name: "badge.png".into(),
        bytes: Vec::new(),
        at: now(),
        as_of: None,
        recipient: None,
    };
    let offer = |badge: Option<&PackedBadge>, sealed, beside| {
        let none = Resources::new();
        let pack = EvidencePack::write(badge, now(), &none, &BTreeSet::new(), b"");
        let pack = EvidencePack::read(pack).unwrap().unwrap();
        let offer = view::PackOffer { pack: &pack, sealed, beside, use_beside: false, keep: false };
        let nothing = Callback::noop();
        words(view::pack_offer(&offer, &ENGLISH, &nothing, &nothing, &nothing))
    };
    let asked = "Was it made by you, or by somebody you answer for?";
    let other = "Use its evidence for the badge on the screen";
    let said = offer(Some(&badge), false, false);
    assert!(said.contains(asked) && said.contains("badge.png") && !said.contains(other), "{said}");
    let said = offer(Some(&badge), true, true);
    assert!(!said.contains(asked) && said.contains(other), "{said}");
    let said = offer(None, false, false);
    assert!(said.contains(asked) && said.contains("Keep it on this device"), "{said}");
}

fn preparing() -> PrepareView {
    PrepareView {
        sought: Vec::new(),
        odd: Vec::new(),
        needed: Vec::new(),
        pending: 0,
        collected: Vec::new(),
        refused: Vec::new(),
    }
}

#[test]
fn preparing_names_every_host_before_it_asks() {
    let actions = || PrepareActions {
        add: Callback::noop(),
        ask: Callback::noop(),
        stop: Callback::noop(),
        again: Callback::noop(),
        save: Callback::noop(),
    };
    let said = |view: &PrepareView| words(view::prepare(view, &ENGLISH, &actions()));
    let empty = said(&preparing());
    assert!(!empty.contains("Ask them") && !empty.contains("Save the file"), "{empty}");
    let asking = PrepareView {
        sought: vec!["example.edu".into(), "badge.png".into()],
        needed: vec![Request {
            url: "https://example.edu/.well-known/did.json".into(),
            purpose: Purpose::DidDocument,
        }],
        odd: vec![
            ("Harvard".into(), None),
            ("letter.txt".into(), Some(Problem::new(Code::NotABadgeFile, "text"))),
        ],
        ..preparing()
    };
    let text = said(&asking);
    for words in
        ["example.edu", "for the issuer’s signing keys", "Ask them", "“Harvard” is no address"]
    {
        assert!(text.contains(words), "no {words} in {text}");
    }
    let done = PrepareView {
        collected: vec!["https://example.edu/.well-known/did.json".into()],
        refused: vec![("https://example.edu/.well-known/jwks.json".into(), Code::NotFound)],
        ..preparing()
    };
    let text = said(&done);
    assert!(text.contains("One answer collected") && text.contains("Save the file"), "{text}");
    assert!(text.contains("jwks.json") && text.contains("Ask again"), "{text}");
    let under_way = said(&PrepareView { pending: 2, ..done });
    assert!(under_way.contains("2 questions are under way"), "{under_way}");
    assert!(!under_way.contains("Save the file"), "{under_way}");
}

#[test]
fn a_list_of_badges_names_the_hosts_of_all() {
    let request =
        |host: &str| Request { url: format!("https://{host}/1"), purpose: Purpose::StatusList };
    let both = (vec![request("a.example")], vec![request("b.example")]);
    let text = words(view::ask_all(&both, None, &ENGLISH, &Callback::noop(), &Callback::noop()));
    assert!(text.contains("a.example") && text.contains("b.example"), "{text}");
    let text =
        words(view::ask_all(&both, Some((1, 2)), &ENGLISH, &Callback::noop(), &Callback::noop()));
    assert!(text.contains("1 of 2") && !text.contains("a.example"), "{text}");
    assert_eq!(
        words(view::ask_all(
            &(vec![], vec![]),
            None,
            &ENGLISH,
            &Callback::noop(),
            &Callback::noop()
        )),
        ""
    );
}
