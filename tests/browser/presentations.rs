//! Who shows a badge: a question made by the page, answered by the holder, or by somebody else.

use proofmark::resource::Resources;
use serde_json::{Value, json};

use crate::open_page;
use crate::support::{TestKey, by_did_key};

const VERDICT: &str = "#verdict-title";

fn base(name: &str, by: &TestKey) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    let text = std::fs::read_to_string(path).unwrap().replace("{{did:alice}}", &by.did());
    serde_json::from_str(&text).unwrap()
}

/// A badge that the issuer awarded to the holder.
fn badge(issuer: &TestKey, holder: &TestKey) -> Value {
    let mut badge = base("badge.json", issuer);
    badge["credentialSubject"]["id"] = holder.did().into();
    issuer.sign(&mut badge, &by_did_key(issuer, "eddsa-rdfc-2022"), &Resources::new());
    badge
}

/// Badges presented by their holder.
fn presented(badges: &[Value], holder: &TestKey, challenge: &str) -> String {
    let mut presentation = base("presentation.json", holder);
    presentation["verifiableCredential"] = badges.into();
    let mut options = by_did_key(holder, "eddsa-rdfc-2022");
    options.members.insert("proofPurpose".into(), "authentication".into());
    options.members.insert("challenge".into(), challenge.into());
    holder.sign(&mut presentation, &options, &Resources::new());
    presentation.to_string()
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_holder_answers_the_pages_question() {
    let (issuer, holder) = (TestKey::fresh(), TestKey::fresh());
    let badge = badge(&issuer, &holder);
    let page = open_page();
    page.wait_for("#file");
    page.requests();
    let old = presented(std::slice::from_ref(&badge), &holder, "another question");
    page.drop_file("body", "presentation.json", "", old.as_bytes());
    // One badge in it: the page shows that, and says apart who shows it.
    page.wait_for_text(VERDICT, "Signed, but by someone we cannot name");
    page.wait_for_text(".presenter", "When it was shown is not known.");
    page.click(".challenge summary");
    page.click(".challenge button");
    let text = page.wait_for_text(".challenge", "Your question is");
    let question = text.split("Your question is ").nth(1).unwrap().split('.').next().unwrap();
    let question: String = question.chars().filter(char::is_ascii_graphic).collect();
    assert_eq!(question.len(), 22, "128 bits in base64url: {question:?}");
    // What was dropped was signed for another question; now that counts.
    page.wait_for_text(".presenter", "When it was shown is not known.");
    page.click(".presenter > .buttons button");
    page.wait_for_text(VERDICT, "Not shown by its holder");
    let fresh = presented(std::slice::from_ref(&badge), &holder, &question);
    page.drop_file("body", "presentation.json", "", fresh.as_bytes());
    page.wait_for_text(".presenter", "The person it was awarded to, now.");
    // The same answer by somebody else who has a copy of the badge.
    let thief = TestKey::fresh();
    let stolen = presented(&[badge], &thief, &question);
    page.drop_file("body", "presentation.json", "", stolen.as_bytes());
    page.wait_for_text(".presenter", "shown by somebody else than the person it was awarded to");
    let asked = page.requests();
    assert_eq!(page.foreign(&asked), [""; 0], "nothing of this needs anybody else");
    assert_eq!(page.console_errors(), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn each_badge_of_a_collection_opens_with_its_own_verdict() {
    let (issuer, holder) = (TestKey::fresh(), TestKey::fresh());
    let good = badge(&issuer, &holder);
    let mut altered = good.clone();
    altered["credentialSubject"]["achievement"]["name"] = "Brain Surgery".into();
    let mut endorsed = base("badge.json", &issuer);
    let mut endorsement = base("endorsement.json", &holder);
    endorsement["credentialSubject"]["id"] = endorsed["id"].clone();
    holder.sign(&mut endorsement, &by_did_key(&holder, "eddsa-rdfc-2022"), &Resources::new());
    endorsed["endorsement"] = json!([endorsement]);
    issuer.sign(&mut endorsed, &by_did_key(&issuer, "eddsa-rdfc-2022"), &Resources::new());
    let page = open_page();
    page.wait_for("#file");
    let text = presented(&[good, altered, endorsed], &holder, "x");
    page.drop_file("body", "presentation.json", "", text.as_bytes());
    page.wait_for_text(VERDICT, "Signed by the holder");
    let tally = "1 of 3 badges in it does not stand.";
    assert!(page.text(".verdict").contains(tally), "{}", page.text(".verdict"));
    page.click(".members tbody tr:nth-child(2) button");
    page.wait_for_text(VERDICT, "Altered or forged");
    // For the engineer: the proof of this badge, not of the collection.
    page.click(".inspector > summary");
    page.wait_for_text(".inspector .proof", "signatureMismatch");
    page.click(".presenter > .buttons button");
    page.wait_for_text(VERDICT, "Signed by the holder");
    page.click(".members tbody tr:nth-child(3) button");
    page.wait_for_text(".endorsements", "We ask for this badge when we hire.");
    page.click(".endorsements li button");
    page.wait_for_text(".badge", "A good badge");
    assert_eq!(page.console_errors(), [""; 0]);
}
