//! Whatever is changed in a badge, it is not called valid with another meaning.
//!
//! Every sample and every real badge that is valid is changed at random, its JSON member by member, its
//! JWS part by part, and verified again. What is still valid has to show exactly what the badge showed
//! before: then the change was one of form (CHECKLIST K4, K5, K8 to K10), such as a list around a single
//! value, or lay where nothing is signed and nothing shown.
//!
//! `PROOFMARK_MUTATIONS=2000 cargo test --release --test mutations` makes that many of each; by default
//! there are few. A change is made again from the seed that is printed.

#![allow(clippy::unwrap_used)]

#[path = "support/meaning.rs"]
mod meaning;
#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use proofmark::container;
use proofmark::document::json;
use proofmark::encoding::{base64url, to_base64url};
use proofmark::report::Verdict;
use proofmark::resource::{Options, PublishedKeys, Resource, Resources};
use proofmark::{Verification, read};
use serde_json::{Map, Value};

use meaning::sorted;
use support::files::{real_badges, samples};
use support::{at, question};

const NOW: &str = "2026-11-23T00:00:00Z";

/// Numbers that only look random.
struct Dice(u64);

impl Dice {
    fn new(name: &str, index: usize) -> Self {
        let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(seed ^ (index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.throw(list.len())]
    }
}

/// Every place in a document, as a pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(object) => object.iter().for_each(|(name, member)| {
            let name = name.replace('~', "~0").replace('/', "~1");
            places(member, &format!("{at}/{name}"), found);
        }),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(index, one)| places(one, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Members that mean something somewhere.
const NAMES: &[&str] = &[
    "@id",
    "@type",
    "id",
    "type",
    "name",
    "@context",
    "@graph",
    "@value",
    "@language",
    "validFrom",
    "validUntil",
    "expirationDate",
    "issuer",
    "credentialSubject",
    "achievement",
    "credentialStatus",
    "evidence",
    "proof",
    "endorsement",
    "result",
    "identifier",
    "email",
    "recipient",
    "@included",
    "@reverse",
    "@index",
    "holder",
];

/// Changes a document in one place. Says what was done.
fn change(document: &mut Value, dice: &mut Dice) -> String {
    let mut all = Vec::new();
    places(document, "", &mut all);
    let (place, other) = (dice.pick(&all).clone(), dice.pick(&all).clone());
    let elsewhere = document.pointer(&other).cloned().unwrap();
    let value = document.pointer_mut(&place).unwrap();
    let done = match (dice.throw(4), &mut *value) {
        // Whatever it is: something else, a list of it, or something from elsewhere.
        (0, value) => match dice.throw(6) {
            0 => replace(value, Value::Null),
            1 => replace(value, elsewhere),
            2 => {
                let one = value.take();
                replace(value, Value::Array(vec![one]))
            }
            3 => {
                let one = value.take();
                replace(value, Value::Array(vec![one, elsewhere]))
            }
            4 => replace(value, Value::Bool(dice.throw(2) == 0)),
            _ => replace(value, serde_json::json!({ "@value": elsewhere })),
        },
        (_, Value::Object(object)) => change_object(object, elsewhere, dice),
        (_, Value::Array(list)) if !list.is_empty() => {
            let (one, two) = (dice.throw(list.len()), dice.throw(list.len()));
            match dice.throw(4) {
                0 => drop(list.remove(one)),
                1 => list.swap(one, two),
                2 => list.push(list[one].clone()),
                _ => list.insert(one, elsewhere),
            }
            "list"
        }
        (_, Value::String(text)) => change_text(text, dice),
        (_, Value::Number(number)) => {
            let text = format!("{}{}", number, dice.throw(10));
            *value = serde_json::from_str(&text).unwrap_or(Value::Null);
            "number"
        }
        (_, Value::Bool(truth)) => {
            *truth = !*truth;
            "truth"
        }
        (_, value) => replace(value, elsewhere),
    };
    format!("{done} at {place:?}, other {other:?}")
}

fn replace(value: &mut Value, by: Value) -> &'static str {
    *value = by;
    "replaced"
}

fn change_object(
    object: &mut Map<String, Value>,
    elsewhere: Value,
    dice: &mut Dice,
) -> &'static str {
    let names: Vec<String> = object.keys().cloned().collect();
    if names.is_empty() || dice.throw(4) == 0 {
        object.insert((*dice.pick(NAMES)).to_owned(), elsewhere);
        return "added";
    }
    let (one, two) = (dice.pick(&names).clone(), dice.pick(&names).clone());
    match dice.throw(4) {
        0 => {
            object.remove(&one);
            "removed"
        }
        1 => {
            let value = object.remove(&one).unwrap();
            object.insert((*dice.pick(NAMES)).to_owned(), value);
            "renamed"
        }
        2 => {
            let (first, second) = (object[&one].clone(), object[&two].clone());
            object.insert(one, second);
            object.insert(two, first);
            "swapped"
        }
        // To the end: the order of members means nothing.
        _ => {
            let value = object.remove(&one).unwrap();
            object.insert(one, value);
            "moved"
        }
    }
}

/// Changes a text by a character, mostly.
fn change_text(text: &mut String, dice: &mut Dice) -> &'static str {
    let mut characters: Vec<char> = text.chars().collect();
    let at = dice.throw(characters.len() + 1);
    match dice.throw(6) {
        0 => characters
            .insert(at, *dice.pick(&['0', 'A', ' ', '\u{200b}', '\u{202e}', 'е', '/', '=', '\n'])),
        1 if at < characters.len() => drop(characters.remove(at)),
        2 if at < characters.len() => {
            let other = if characters[at].is_uppercase() { 'a' } else { 'Z' };
            characters[at] = other;
        }
        3 => characters = text.to_uppercase().chars().collect(),
        4 => characters = format!("{text} ").chars().collect(),
        _ => characters.truncate(at),
    }
    *text = characters.into_iter().collect();
    "text"
}

/// Changes a badge's text: a JSON document, a JWS, or an SD-JWT.
fn mutate(text: &str, dice: &mut Dice) -> (String, String) {
    if let Ok(mut document) = json::parse(text) {
        let done = change(&mut document, dice);
        return (document.to_string(), done);
    }
    let mut parts: Vec<String> = text.trim().split('~').map(str::to_owned).collect();
    if parts.len() > 1 && dice.throw(3) == 0 {
        let (one, two) = (dice.throw(parts.len()), dice.throw(parts.len()));
        match dice.throw(3) {
            0 => drop(parts.remove(one)),
            1 => parts.swap(one, two),
            _ => parts.insert(one, parts[two].clone()),
        }
        return (parts.join("~"), format!("disclosures {one}, {two}"));
    }
    let which = dice.throw(parts.len());
    let mut inner: Vec<String> = parts[which].split('.').map(str::to_owned).collect();
    let segment = dice.throw(inner.len());
    let opened = base64url(&inner[segment]).and_then(|bytes| String::from_utf8(bytes).ok());
    let done = match opened.and_then(|text| json::parse(&text).ok()) {
        Some(mut document) if dice.throw(4) > 0 => {
            let done = change(&mut document, dice);
            inner[segment] = to_base64url(document.to_string().as_bytes());
            done
        }
        _ => change_text(&mut inner[segment], dice).to_owned(),
    };
    parts[which] = inner.join(".");
    (parts.join("~"), format!("{done} in part {which}, segment {segment}"))
}

/// What a person sees of a valid badge.
fn shown(verification: &Verification) -> String {
    sorted(&format!("{:?}\n{:?}", verification.credential, verification.report.signer))
}

#[test]
fn meaning_has_no_order() {
    assert_eq!(
        sorted(r#"A { list: ["b, ]", "a", "a"], at: Some("/x/0") }"#),
        r#"A {list: ["a", "b, ]"], at: Some(pointer)}"#
    );
    assert_ne!(sorted(r#"A { a: "x", b: "y" }"#), sorted(r#"A { a: "y", b: "x" }"#));
}

/// Everything valid in a file: what was dropped, and what stands in it. Of these some may be missing later,
/// or be called invalid; none may be there that was not before.
fn valid(bytes: &[u8], world: &Resources, options: &Options) -> BTreeSet<String> {
    let readings = read("badge", bytes).unwrap_or_default();
    let mut next: Vec<Verification> =
        readings.iter().map(|reading| reading.verify(world, options)).collect();
    let mut found = BTreeSet::new();
    while let Some(mut one) = next.pop() {
        if one.report.verdict() == Verdict::Valid {
            found.insert(shown(&one));
        }
        next.append(&mut one.members);
        next.extend(one.endorsements.into_iter().map(|endorsement| endorsement.verification));
    }
    found
}

/// Changes every valid badge so many times. Gives back how many badges there were, and how many changes
/// left one valid.
fn hold(files: &[PathBuf], world: &Resources, options: &Options, times: usize) -> (usize, usize) {
    let (mut badges, mut harmless) = (0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in files {
        let bytes = fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        for payload in container::open(&bytes).unwrap_or_default() {
            let before = valid(payload.text.as_bytes(), world, options);
            if before.is_empty() {
                continue;
            }
            badges += 1;
            for index in 0..times {
                let (text, done) = mutate(&payload.text, &mut Dice::new(&name, index));
                if is_same(&text, &payload.text) {
                    continue;
                }
                for after in valid(text.as_bytes(), world, options) {
                    harmless += 1;
                    *kinds.entry(done.split(" at ").next().unwrap().to_owned()).or_default() += 1;
                    if !before.contains(&after) {
                        let (was, is) = difference(before.first().unwrap(), &after);
                        wrong.push(format!(
                            "{}, change {index}: {done}\n  was {was}\n  is  {is}",
                            path.display()
                        ));
                    }
                }
            }
        }
    }
    println!(
        "{badges} badges, {times} changes of each; still valid with the same meaning: {kinds:?}"
    );
    assert!(wrong.is_empty(), "still valid, and shown otherwise:\n{}", wrong.join("\n"));
    (badges, harmless)
}

/// Where two texts begin to differ, with what stands around.
fn difference(was: &str, is: &str) -> (String, String) {
    let same = was.chars().zip(is.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(60)).take(160).collect();
    (around(was), around(is))
}

/// Whether nothing was changed after all.
fn is_same(one: &str, other: &str) -> bool {
    match (json::parse(one), json::parse(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

fn times(few: usize) -> usize {
    let given = std::env::var("PROOFMARK_MUTATIONS").ok();
    given.map_or(few, |text| text.parse().expect("PROOFMARK_MUTATIONS is a number"))
}

#[test]
fn no_changed_sample_is_valid_with_another_meaning() {
    let (files, evidence) = samples();
    let mut world = Resources::new();
    for (url, answer) in evidence.iter() {
        // What the page brings along is as fresh as the visit.
        let fresh = |one: Resource| Resource { fetched_at: Some(at(NOW)), ..one };
        world.insert(url, answer.clone().map(fresh));
    }
    let mut options = question(at(NOW));
    options.published_keys = PublishedKeys::Allow;
    let (badges, harmless) = hold(&files, &world, &options, times(250));
    assert!(badges == 2 && harmless > 0, "{badges} badges, {harmless} harmless changes");
}

#[test]
#[cfg_attr(not(has_badges), ignore = "needs the real badges (PROOFMARK_BADGES)")]
fn no_changed_real_badge_is_valid_with_another_meaning() {
    let (files, world) = real_badges().expect("they were there");
    let (badges, harmless) = hold(&files, &world, &question(at(NOW)), times(15));
    assert!(badges > 20 && harmless > 0, "{badges} badges, {harmless} harmless changes");
}
