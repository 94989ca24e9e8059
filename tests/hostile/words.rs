//! Nothing that a badge says becomes an element, an attribute or an address that runs.

use proofmark::credential::host;
use proofmark::locale::ENGLISH;
use proofmark::pile::Row;
use proofmark::read;
use proofmark::report::{Code, Problem, Purpose};
use proofmark::resource::{Resources, TrustEntry, TrustList};
use proofmark::verify::Verification;
use proofmark::view::{self, Actions, Card, Contact, Found, Ground, Layout, Shown};
use serde_json::Value;

use super::draw::draw;
use super::{families, now, texts, verified};

/// What breaks out of an attribute, an element, a script and Markdown, turns the reading direction and
/// hides.
const WORDS: &str = "\"><img src=x onerror=alert(1)>'<script>alert(2)</script> [x](javascript:alert(3)) <https://e.example/\"onclick=alert(4)> \u{202e}\u{200b}\u{2066}end";

/// What runs or breaks out where an address is wanted.
const ADDRESSES: [&str; 6] = [
    "javascript:alert(1)",
    "JaVaScRiPt\t:alert(1)//https://example.edu",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:alert(1)",
    "https://e.example/\" onmouseover=\"alert(1)",
];

/// An element as it begins, with its attributes.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    /// What follows it.
    after: &'a str,
}

/// Every element that begins in a text, as a browser would find them.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = after.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap();
        let name = &after[..end];
        rest = &after[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let end = rest.find(|c: char| c.is_whitespace() || "=/>".contains(c)).unwrap();
            let attribute = &rest[..end];
            rest = &rest[end..];
            let mut value = "";
            if let Some(quoted) = rest.strip_prefix("=\"") {
                (value, rest) = quoted.split_once('"').unwrap();
            } else {
                assert!(!rest.starts_with('='), "{name} {attribute} without quotes");
            }
            attributes.push((attribute, value));
        }
        found.push(Tag { name, attributes, after: rest });
    }
    found
}

/// Elements that views are made of.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "img",
    "input",
    "label",
    "legend",
    "li",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "rect",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
    "video",
];

/// Where the page leads of its own accord: to standards, and to its own full results.
const OWN: [&str; 6] = [
    "https://www.w3.org/",
    "https://www.imsglobal.org/sites/",
    "https://github.com/blockchain-certificates/",
    "https://w3c-ccg.github.io/",
    "https://www.rfc-editor.org/",
    "https://verifier.example/",
];

/// What is wrong with a drawing.
fn fault(html: &str) -> Option<String> {
    for tag in tags(html) {
        if !ELEMENTS.contains(&tag.name) {
            return Some(format!("an element {}", tag.name));
        }
        for (name, value) in &tag.attributes {
            if name.starts_with("on") || ["style", "srcdoc", "srcset", "formaction"].contains(name)
            {
                return Some(format!("{} with {name}", tag.name));
            }
            if !["href", "src", "action", "xlink:href", "poster", "data"].contains(name) {
                continue;
            }
            let picture = tag.name == "img"
                && (value.starts_with("blob:") || value.starts_with("data:image/"));
            let anchor =
                tag.name == "a" && (value.starts_with("https://") || value.starts_with("http://"));
            if !picture && !anchor && !value.starts_with('#') {
                return Some(format!("{} leads to {value}", tag.name));
            }
            if anchor {
                let has = |wanted: (&str, &str)| {
                    tag.attributes
                        .iter()
                        .any(|(name, value)| *name == wanted.0 && value.contains(wanted.1))
                };
                if !has(("rel", "noopener noreferrer")) || !has(("target", "_blank")) {
                    return Some(format!("a link to {value} that takes this page along"));
                }
                // The host is named beside it, whatever the link says.
                let named =
                    tag.after.split_once("</a>").map_or("", |(_, after)| after.trim_start());
                let named = named.strip_prefix("<small class=\"host\">").unwrap_or_default();
                let named = named.strip_prefix("<bdi>").unwrap_or(named);
                let known = OWN.iter().any(|own| value.starts_with(own));
                if !known && host(value) != named.split('<').next() {
                    return Some(format!("a link to {value} without its host"));
                }
            }
        }
    }
    let hidden = ['\u{202e}', '\u{200b}', '\u{2066}'].into_iter().find(|c| html.contains(*c));
    hidden.map(|hidden| format!("{}", hidden.escape_unicode()))
}

/// Every view of a badge.
fn views(text: &str) -> Vec<String> {
    let Ok(readings) = read("badge.json", text.as_bytes()) else { return Vec::new() };
    let (resources, options) = (Resources::new(), now());
    let mut drawn = Vec::new();
    for reading in &readings {
        let verification = reading.verify(&resources, &options);
        let inspection = reading.inspect(&resources, &options);
        let document = reading.document.as_ref().ok();
        let inside = verification
            .members
            .iter()
            .chain(verification.endorsements.iter().map(|it| &it.verification));
        let inside: Vec<(&Verification, Option<&Verification>)> =
            std::iter::once((&verification, None))
                .chain(inside.map(|it| (it, Some(&verification))))
                .collect();
        for (one, within) in inside {
            let contacts: Vec<Contact> = one
                .wanted()
                .into_iter()
                .map(|request| Contact {
                    url: request.url,
                    purpose: Purpose::Issuer,
                    refusal: Some(Code::Blocked),
                    by_hand: false,
                    beside: None,
                })
                .collect();
            let shown = Shown {
                verification: one,
                sample: false,
                pictures: view::Pictures {
                    named: Some("blob:x".into()),
                    ..view::Pictures::default()
                },
                source: text,
                inspection: &inspection,
                timing: None,
                within,
                sd_jwt: document.and_then(|document| document.sd_jwt.as_ref()),
                challenge: None,
                contacts: &contacts,
                compared: Some("jane@example.org"),
                asking: None,
                offer: None,
                always: false,
                links: true,
                known: &options.trust,
                explorers: &[],
                no_host: false,
                packs: view::Packs { all: &[], alone: false },
                keep_recipient: false,
                snippet: None,
            };
            drawn.push(draw(view::result(&shown, &ENGLISH, &Actions::default())));
        }
        for layout in [Layout::Card, Layout::Chip, Layout::Inline] {
            let card = Card {
                found: Found::Badge(&verification),
                picture: None,
                layout,
                ground: Ground::Foreign,
                asking: false,
                full: "https://verifier.example/#badge=AA".into(),
            };
            drawn.push(draw(view::card(&card, &ENGLISH, &yew::Callback::noop())));
        }
        let rows = [Row::of("badge.json", 0, &verification)];
        drawn.push(draw(view::list(&rows, &ENGLISH, &yew::Callback::noop())));
    }
    drawn
}

/// Draws a badge in every view; says what is wrong.
fn look(text: &str, drawn: &mut usize, wrong: &mut Vec<String>, what: &str) {
    for html in views(text) {
        *drawn += 1;
        wrong.extend(fault(&html).map(|fault| format!("{what}: {fault}")));
    }
}

#[test]
fn the_fault_is_found() {
    let found = |html: &str| fault(html).is_some();
    let link = "<a href=\"https://a.example/\" target=\"_blank\" rel=\"noopener noreferrer\">x</a>";
    assert!(!found(&format!("<p>{link}<small class=\"host\"><bdi>a.example</bdi></small></p>")));
    assert!(!found(
        "<p class=\"a > b\">&lt;script&gt;</p><!-- <script> -->"
            .replace("<!-- <script> -->", "")
            .as_str()
    ));
    for html in [
        "<script>",
        "<p onclick=\"x\">",
        "<a href=\"javascript:x\">",
        "<img src=\"https://spy.example/\">",
        "<p style=\"x\">",
        link,
        &format!("{link}<small class=\"host\"><bdi>b.example</bdi></small>"),
        "a\u{202e}b",
    ] {
        assert!(found(html), "{html}");
    }
}

/// One text after the other, in a badge of every family.
#[test]
fn words_stay_words_wherever_they_stand() {
    let (mut drawn, mut wrong) = (0, Vec::new());
    for (family, badge) in families::all() {
        look(&badge.to_string(), &mut drawn, &mut wrong, family);
        let mut places = Vec::new();
        texts(&badge, "", &mut places);
        assert!(places.len() > 5, "{family}: {places:?}");
        for place in &places {
            let mut hostile = badge.clone();
            let text = hostile.pointer_mut(place).unwrap();
            let is_address = text.as_str().is_some_and(|text| text.contains(':'));
            *text = WORDS.into();
            look(&hostile.to_string(), &mut drawn, &mut wrong, &format!("{family} {place}"));
            for address in ADDRESSES.iter().filter(|_| is_address) {
                *hostile.pointer_mut(place).unwrap() = (*address).into();
                look(
                    &hostile.to_string(),
                    &mut drawn,
                    &mut wrong,
                    &format!("{family} {place} {address}"),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(drawn > 3_000, "{drawn}");
}

/// All at once, under a signature: what is shown then is read from what was signed.
#[test]
fn signed_words_are_words_too() {
    let (mut drawn, mut wrong) = (0, Vec::new());
    for (family, badge) in families::all() {
        let mut places = Vec::new();
        texts(&badge, "", &mut places);
        // What a badge needs to be one stays as it is.
        let kept = [
            "@context", "type", "/id", "proof", "Schema", "holder", "Date", "From", "Until",
            "hashed",
        ];
        places.retain(|place| !kept.iter().any(|word| place.contains(word)));
        let mut hostile = badge.clone();
        for (index, place) in places.iter().enumerate() {
            let text = hostile.pointer_mut(place).unwrap();
            let address = ADDRESSES[index % ADDRESSES.len()];
            let is_address = text.as_str().is_some_and(|text| text.contains("://"));
            *text = if is_address { address } else { WORDS }.into();
        }
        look(&families::signed(hostile.clone()).to_string(), &mut drawn, &mut wrong, family);
        look(&families::sd_jwt(hostile), &mut drawn, &mut wrong, family);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(drawn > 40, "{drawn}");
}

/// Names of members are said where one is not signed, and stand in the inspector.
#[test]
fn names_of_members_are_words_too() {
    let (mut drawn, mut wrong) = (0, Vec::new());
    for (family, badge) in families::all() {
        for inner in ["", "/credentialSubject", "/badge", "/issuer"] {
            for name in [WORDS, "javascript:alert(1)", "https://e.example/\"onclick=\"x"] {
                let mut hostile = badge.clone();
                let Some(Value::Object(object)) = hostile.pointer_mut(inner) else { continue };
                object.insert(name.to_owned(), WORDS.into());
                look(
                    &hostile.to_string(),
                    &mut drawn,
                    &mut wrong,
                    &format!("{family} {inner} {name}"),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(drawn > 100, "{drawn}");
}

/// What is dropped, scanned, linked to or imported is no more trusted.
#[test]
fn names_of_files_codes_and_issuers_are_words_too() {
    let entry = TrustEntry {
        id: WORDS.into(),
        name: WORDS.into(),
        note: WORDS.into(),
        keys: vec![WORDS.into()],
    };
    let list = TrustList(vec![entry]);
    let codes = [WORDS.to_owned(), ADDRESSES[0].to_owned(), format!("https://e.example/{WORDS}")];
    let nothing = yew::Callback::noop();
    let mut drawings = vec![
        draw(view::codes(&codes, &ENGLISH, &Default::default())),
        draw(view::import(&list, &ENGLISH, &Default::default())),
        draw(view::known_issuers(&list, &ENGLISH, &Default::default(), &Default::default())),
    ];
    for address in ADDRESSES.iter().chain([&WORDS]) {
        drawings.push(draw(view::link_offer(address, &ENGLISH, &Default::default())));
    }
    for code in Code::ALL {
        let problem = Problem::new(*code, WORDS).at(WORDS);
        drawings.push(draw(view::problem(WORDS, &problem, &ENGLISH, &Default::default())));
        let rows = [Row::problem(WORDS, problem.clone())];
        drawings.push(draw(view::list(&rows, &ENGLISH, &Default::default())));
        let card = Card {
            found: Found::Nothing(&problem),
            picture: None,
            layout: Layout::Card,
            ground: Ground::Foreign,
            asking: false,
            full: "https://verifier.example/".into(),
        };
        drawings.push(draw(view::card(&card, &ENGLISH, &nothing)));
    }
    let wrong: Vec<String> = drawings.iter().filter_map(|html| fault(html)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A text of a megabyte is drawn as far as anybody would read, wherever it stands.
#[test]
fn long_texts_are_cut() {
    const LONG: usize = 1 << 20;
    let mut drawn = 0;
    for (family, badge) in families::all() {
        let mut places = Vec::new();
        texts(&badge, "", &mut places);
        places.retain(|place| {
            !place.contains("@context") && !place.ends_with("type") && !place.contains("type/")
        });
        for place in places.iter().step_by(9) {
            let mut long = badge.clone();
            *long.pointer_mut(place).unwrap() = "*ab* [c ".repeat(LONG / 8).into();
            for html in views(&long.to_string()) {
                // The inspector shows the source, of which the report's file holds all.
                assert!(html.len() < LONG, "{family} {place}: {} bytes", html.len());
                drawn += usize::from(html.contains("[c"));
            }
        }
    }
    println!("{drawn} views drew some of it");
    assert!(drawn > 30, "hardly any of it is drawn at all: {drawn}");
}

/// Names that mean something to JavaScript mean nothing here.
#[test]
fn names_of_javascript_are_names_like_others() {
    for name in ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"] {
        let mut badge = families::all().remove(0).1;
        badge[name] = serde_json::json!({ "verdict": "valid" });
        let signed = families::signed(badge).to_string();
        let found = verified(&signed);
        assert_eq!(found.report.reason(), Some(Code::UnsignedMember), "{name}");
        let json: Value = serde_json::from_str(&found.to_json().to_string()).unwrap();
        assert_eq!(json["verdict"], "invalid", "{name}");
    }
}
