//! One case per file: `tests/cases/*.txt`. A new case is a new file and no code; its name tells the
//! story. Header lines `key: value`, a blank line, the payload. An unknown key is an error.
//!
//! The payload is a JSON merge patch (RFC 7396) to the base, so that a case shows only what it is
//! about; with `base: none` it is the whole text as it stands. `{{did:alice}}`, `{{key:alice}}`,
//! `{{jwk:alice}}`, `{{pem:alice-rsa}}`, `{{didjwk:alice}}` and `{{method:alice}}` stand for a test key's did:key, its Multikey, its JWK and
//! its name in a proof. Keys of other kinds are called `alice-p256`, `alice-rsa` and so on.
//!
//! `CASE=jwt_` runs those whose name contains it; `KEEP=folder` leaves their files there, and beside each
//! a file of evidence with what is known.
//!
//! What is made, in this order:
//!
//! | key | value |
//! |---|---|
//! | `comment` | why this case is here |
//! | `base` | `badge` (default; VC 2.0, issued by alice's did:key), `badge-vc11`, `presentation`, `endorsement`, `assertion` (Open Badges 2.0, hosted at issuer.example), `blockcerts-2`, or `none` |
//! | `badge` | a file relative to `tests/cases` instead of a payload |
//! | `issuer`, `holder` | the test key whose did:key issues or holds the base, if not `alice` |
//! | `put` | `/pointer KEY\|unsigned [base=badge] [as=object\|jwt\|envelope] [suite=…] {patch}`: a credential of its own inside the document; into an array at its end |
//! | `sign` | `KEY [suite=…] [method=…] [MEMBER=VALUE]… [unhashable]`: adds a proof; a value may be JSON, `-` removes; repeat for proof sets |
//! | `merkle` | `2017\|2019\|suite [chain=btc:mainnet] [tx=…] [path=left,right] [method=…] [previous=…]`: adds a Merkle proof (Blockcerts) |
//! | `tamper` | `/pointer JSON`: sets a value after signing |
//! | `remove` | `/pointer`: removes a member after signing |
//! | `rename` | `/pointer name`: renames a member after signing |
//! | `wrap` | JSON with `"$"` where the signed document goes |
//! | `jws` | `[KEY\|hmac:KEY] [{header}]`: makes the document the payload of a compact JWS; `alg` and `kid` are the key's own unless the header says so (null removes); without a key the signature is of zeros |
//! | `jws-text` | `KEY TEXT`: as `jws`, around this text |
//! | `sd-jwt` | `KEY [hide=/a,/b] [withhold=/c] [holder=KEY] [kb=KEY] [nonce=…] [aud=…] [kb-typ=…] [kb-of-another] [extra] [forged] [typ=…]`: makes the document an SD-JWT that discloses some members |
//! | `append` | text to put at the end |
//! | `replace` | `old => new`: changes the text itself, last |
//!
//! What is known, each with `[origin=fetched|supplied|host] [fetched=DATE|-]` (fetched yesterday):
//!
//! | key | value |
//! |---|---|
//! | `resource` | `URL FILE [{patch}]`, `URL {JSON}` or `URL status=410` (`status=offline` too) |
//! | `context` | as `resource`; `unseen` keeps it from the verifier but not from the signer |
//! | `did-web` | `DID KEY\|none [name=key-1] [about=DID] [controller=…] [unlisted] [revoked=…]` |
//! | `profile` | `URL KEY\|none`: an Open Badges profile that lists the key |
//! | `transaction` | `URL\|saved [from=ADDRESS] [time=…] [another-root] [unconfirmed]`: the transaction that holds the root of the Merkle proof |
//! | `issued` | `URL KEY {patch}`: a badge of its own, signed, at an address |
//! | `status-list` | `URL KEY\|unsigned [issuer=…] [method=…] [id=…] [purpose=…] [set=3,7=2] [entries=…] [size=…] [ttl=…] [from=…] [until=…] [bare] [tampered] [encoded=…] [type=…] [kind=StatusList2021\|RevocationList2020]` |
//!
//! What is asked: `at` (default 2026-11-23T00:00:00Z), `explorer: btc|eth URL`, `recipient`, `challenge`, `trust: ID NAME`,
//! `supplied: trust|doubt` (doubt), `published-keys: allow|refuse` (allow: all test keys are public).
//!
//! What must come out: `expect: valid|invalid|indeterminate` or `expect: error CODE` (no badge at
//! all), `reason: CODE`, `signer: KIND ID`, `check: AXIS OUTCOME [CODE]`, `line: SUBJECT [/pointer]
//! OUTCOME [CODE]`, `member` and `endorsement: /pointer VERDICT [REASON]`, `newer: VERDICT [REASON]` or `none`, `note: CODE` (somewhere),
//! `silent: CODE` (nowhere), `wanted: URL` and `foreseen: URL` (`none`: no request), `shows: /pointer
//! JSON` in the report's `credential` (`nothing` where the member must be absent), `rests-on:
//! signature|address|itself`, `says: STANDING` (the name of the headline), `place: /pointer INDEX of
//! ENTRIES is VALUE from FIRST` (an entry in its list of bits, and the first bit that the inspector shows).

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod derived;
mod header;
mod sd_jwt;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proofmark::report::{Axis, Code, Outcome, Request, SignerKind, Verdict};
use proofmark::resource::{
    EvidencePack, FetchError, Options, Origin, PackMaker, PackedBadge, Resource, Resources,
    SuppliedEvidence,
};
use proofmark::verify::{Gist, Standing};
use proofmark::{Verification, read};
use serde_json::Value;

use header::Header;
use world::{World, folder};

/// The files of all cases, in order.
fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_case = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "txt");
    let mut files: Vec<PathBuf> = entries.filter(is_case).collect();
    files.sort();
    files
}

/// All cases, each with its file.
fn cases() -> impl Iterator<Item = (PathBuf, Header)> {
    let read = |path: PathBuf| {
        let header = Header::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        (path, header)
    };
    files().into_iter().map(read)
}

#[test]
fn every_case() {
    let only = std::env::var("CASE").unwrap_or_default();
    let mut files = files();
    files.retain(|path| path.to_string_lossy().contains(&only));
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.file_stem().unwrap().to_string_lossy();
        let text = fs::read_to_string(path).unwrap();
        let found = Header::parse(&text).and_then(|header| run(&name, &header));
        wrong.extend(found.err().map(|why| format!("{name}: {why}")));
    }
    println!("cases: {} passed, {} failed", files.len() - wrong.len(), wrong.len());
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), files.len(), wrong.join("\n"));
    assert!(!only.is_empty() || files.len() >= 100, "only {} cases", files.len());
}

/// No path turns missing evidence into a pass: whatever is taken away, no badge becomes valid by it,
/// and none that was valid becomes invalid.
#[test]
fn taking_evidence_away_never_makes_a_badge_valid() {
    let (mut taken, mut wrong) = (0, Vec::new());
    for (path, header) in cases() {
        let verdict = |without: Option<&str>| {
            let mut world = World::build(&header).unwrap();
            without.map(|url| world.resources.remove(url));
            let readings = read("badge", &world.bytes).ok()?;
            Some(readings.first()?.verify(&world.resources, &world.options).report.verdict())
        };
        let Some(before) = verdict(None) else { continue };
        let world = World::build(&header).unwrap();
        for (url, _) in world.resources.iter() {
            taken += 1;
            let after = verdict(Some(url)).unwrap();
            let worse = before == Verdict::Valid && after == Verdict::Invalid;
            if before != Verdict::Valid && after == Verdict::Valid || worse {
                wrong.push(format!("{}: {before:?}, {after:?} without {url}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(taken > 150, "only {taken} were taken away");
}

/// Wherever a file has cost too much, what was not looked at is open: no badge becomes valid by it, and none
/// that was valid becomes invalid.
#[test]
fn a_price_that_is_too_high_never_makes_a_badge_valid() {
    let mut cut = 0;
    for (path, header) in cases() {
        let world = World::build(&header).unwrap();
        let readings = read("badge", &world.bytes).unwrap_or_default();
        let Some(reading) = readings.first() else { continue };
        let mut options = world.options.clone();
        let mut verdict = |work: u64| {
            options.limits.work = work;
            reading.verify(&world.resources, &options).report.verdict()
        };
        let whole = verdict(u64::MAX);
        // From less than a signature to more than any case, each a little more than the last; and where there
        // is no signature, every few hundred bytes that are read.
        let is_cheap = verdict(400_000) == whole;
        let mut work = if is_cheap { 2_000 } else { 100_000 };
        while work < if is_cheap { 400_000 } else { 200_000_000 } {
            let found = verdict(work);
            cut += usize::from(found != whole);
            let at = format!("{}: {whole:?}, {found:?} for {work}", path.display());
            assert!(found != Verdict::Valid || whole == Verdict::Valid, "{at}");
            assert!(found != Verdict::Invalid || whole != Verdict::Valid, "{at}");
            work += if is_cheap { 4_000 } else { work / 5 };
        }
    }
    assert!(cut > 2_000, "only {cut} were cut short");
}

/// Asked for round by round, the evidence leads to what it leads to at once: nothing that was kept from an
/// earlier round stands in the way, and the headline names the end that was judged.
#[test]
fn what_arrives_late_counts_as_if_it_had_been_there() {
    let mut late = 0;
    for (path, header) in cases() {
        let world = World::build(&header).unwrap();
        let readings = || read("badge", &world.bytes).unwrap_or_default();
        let (mut resources, early) = (Resources::new(), readings());
        let Some(reading) = early.first() else { continue };
        let found = loop {
            let found = reading.verify(&resources, &world.options);
            let mut wanted = found.report.wanted.iter();
            let next = wanted.find(|one| resources.get(&one.url).is_none());
            let Some(url) = next.map(|one| one.url.clone()) else { break found };
            late += 1;
            let answer = world.resources.get(&url).cloned();
            resources.insert(&url, answer.unwrap_or(Err(FetchError::NotFound)));
        };
        let afresh = readings()[0].verify(&resources, &world.options);
        assert_eq!(found.to_json(), afresh.to_json(), "{}", path.display());
        let gist = Gist::of(&found);
        if let Some(problem) = gist.reason.filter(|problem| problem.code == Code::Expired) {
            assert_eq!(gist.date.map(|date| date.to_string()), Some(problem.detail));
        }
    }
    assert!(late > 150, "only {late} arrived late");
}

/// VERDICT section 6: what the candidate may have made confirms no domain, whatever it says.
#[test]
fn supplied_evidence_confirms_no_domain() {
    let mut changed = 0;
    for (path, header) in cases() {
        let mut world = World::build(&header).unwrap();
        let mut supplied = Resources::new();
        for (url, answer) in world.resources.iter() {
            let doubted = |resource: Resource| Resource { origin: Origin::Supplied, ..resource };
            supplied.insert(url, answer.clone().map(doubted));
            changed += 1;
        }
        world.options.supplied = SuppliedEvidence::Doubt;
        for reading in read("badge", &world.bytes).unwrap_or_default() {
            let report = reading.verify(&supplied, &world.options).report;
            let domain = report.signer.is_some_and(|signer| signer.kind == SignerKind::Domain);
            assert!(!domain, "{}: a domain on the candidate's word", path.display());
        }
    }
    assert!(changed > 150, "only {changed} were changed");
}

/// A pack of what was looked at gives the same answer, byte for byte; one of unknown make confirms no
/// domain (VERDICT section 6).
#[test]
fn a_pack_gives_the_same_report() {
    let mut packed = 0;
    for (path, header) in cases() {
        let mut world = World::build(&header).unwrap();
        let verify =
            |bytes: &[u8], resources: &Resources, options: &Options| -> Vec<Verification> {
                let readings = read("badge", bytes).unwrap_or_default();
                readings.iter().map(|reading| reading.verify(resources, options)).collect()
            };
        let json = |all: &[Verification]| -> Vec<String> {
            all.iter().map(|one| one.to_json().to_string()).collect()
        };
        let live = verify(&world.bytes, &world.resources, &world.options);
        let mut used: BTreeSet<String> = BTreeSet::new();
        used.extend(live.iter().flat_map(Verification::evidence).map(|source| source.url));
        let refused = world.resources.iter().filter(|(_, answer)| answer.is_err());
        used.extend(refused.map(|(url, _)| url.to_owned()));
        let badge = badge_of(&world);
        let made = world.options.at;
        let pack = EvidencePack::write(Some(&badge), made, &world.resources, &used, b"key");
        // As a file, and back.
        let pack = serde_json::from_str(&pack.to_string()).unwrap();
        let pack = EvidencePack::read(pack).unwrap().unwrap();
        assert!(pack.is_sealed_by(b"key"));
        let blocked = world.resources.iter().any(|(_, answer)| {
            answer
                .as_ref()
                .is_err_and(|error| !matches!(error, FetchError::NotFound | FetchError::Gone))
        });
        if !blocked {
            let again =
                verify(&badge.bytes, &pack.resources(PackMaker::ThisDevice), &world.options);
            assert_eq!(json(&again), json(&live), "{}", path.display());
            packed += 1;
        }
        world.options.supplied = SuppliedEvidence::Doubt;
        for one in verify(&badge.bytes, &pack.resources(PackMaker::Unknown), &world.options) {
            let domain = one.report.signer.is_some_and(|signer| signer.kind == SignerKind::Domain);
            assert!(!domain, "{}: a domain on a stranger's word", path.display());
        }
    }
    assert!(packed > 300, "only {packed} were packed");
}

/// Every question that decides is shown with every answer it can have.
#[test]
fn every_deciding_answer_has_a_case() {
    let texts = files().into_iter().map(|path| fs::read_to_string(path).unwrap());
    let lines = texts.collect::<String>();
    for axis in Axis::ALL {
        for outcome in ["passed", "failed", "unknown"] {
            let line = format!("check: {} {outcome}", axis.as_str());
            assert!(lines.contains(&line), "no case with {line}");
        }
    }
}

/// Every headline stands above a case for which it is right: a wrong one misleads like a wrong verdict.
#[test]
fn every_headline_has_a_case() {
    let mut said = BTreeSet::new();
    for (_, header) in cases() {
        said.extend(header.all("says").filter_map(Standing::from_name));
    }
    let missing = Standing::ALL.iter().filter(|standing| !said.contains(standing));
    let missing: Vec<&str> = missing.map(|standing| standing.as_str()).collect();
    assert!(missing.is_empty(), "no case says {missing:?}");
}

/// The badge of a case as a file of evidence holds it.
fn badge_of(world: &World) -> PackedBadge {
    PackedBadge {
        name: "badge".into(),
        bytes: world.bytes.clone(),
        at: world.options.at,
        as_of: None,
        recipient: None,
    }
}

fn run(name: &str, header: &Header) -> Result<(), String> {
    let world = World::build(header)?;
    // To drop the file of a case on the page, or give it to another verifier.
    if let Some(folder) = std::env::var_os("KEEP") {
        let write = |name: &str, bytes: &[u8]| {
            fs::write(Path::new(&folder).join(name), bytes).map_err(|error| error.to_string())
        };
        write(name, &world.bytes)?;
        let all = world.resources.iter().map(|(url, _)| url.to_owned()).collect();
        let (badge, made) = (badge_of(&world), world.options.at);
        let pack = EvidencePack::write(Some(&badge), made, &world.resources, &all, b"key");
        write(&format!("{name}.evidence.json"), pack.to_string().as_bytes())?;
    }
    let expect = header.one("expect")?;
    let readings = match (expect.strip_prefix("error "), read(name, &world.bytes)) {
        (Some(code), Err(problem)) if problem.code.as_str() == code => return Ok(()),
        (Some(code), Err(problem)) => return Err(format!("error {problem}, not {code}")),
        (Some(code), Ok(_)) => return Err(format!("could be read, not {code}")),
        (None, Err(problem)) => return Err(format!("error {problem}")),
        (None, Ok(readings)) => readings,
    };
    let [reading] = &readings[..] else { return Err(format!("{} credentials", readings.len())) };
    let found = reading.verify(&world.resources, &world.options);
    if reading.verify(&world.resources, &world.options).to_json() != found.to_json() {
        return Err("the same question had another answer".into());
    }
    let json = found.to_json();
    let report = &found.report;
    let mut wrong = Vec::new();
    let mut equal = |what: &str, found: &str, expected: &str| {
        if found != expected {
            wrong.push(format!("{what} is {found}, not {expected}"));
        }
    };
    equal("verdict", report.verdict().as_str(), expect);
    for reason in header.all("reason") {
        equal("reason", report.reason().map_or("none", Code::as_str), reason);
    }
    for signer in header.all("signer") {
        let found = report.signer.as_ref();
        let found = found.map(|signer| format!("{} {}", signer.kind.as_str(), signer.id));
        equal("signer", found.as_deref().unwrap_or("none"), signer);
    }
    for on in header.all("rests-on") {
        let found = match (report.is_hosted(), report.is_signed()) {
            (true, false) => "address",
            (false, true) => "signature",
            _ => "itself",
        };
        equal("what it rests on", found, on);
    }
    let standing = Gist::of(&found).standing.as_str();
    for says in header.all("says") {
        equal("what it says", standing, says);
    }
    let places: Vec<&str> = header.all("place").collect();
    if !places.is_empty() {
        let found = reading.inspect(&world.resources, &world.options).places.into_iter();
        let found: Vec<String> = found
            .map(|one| {
                let (at, index, entries) = (one.at, one.index, one.entries);
                format!("{at} {index} of {entries} is {} from {}", one.value, one.first)
            })
            .collect();
        equal("places", &found.join("; "), &places.join("; "));
    }
    for check in header.all("check") {
        let axis = check.split(' ').next().unwrap_or_default();
        let axis = Axis::ALL.into_iter().find(|known| known.as_str() == axis);
        let axis = axis.ok_or_else(|| format!("no axis in {check}"))?;
        let outcome = report.axis(axis);
        let mut found = format!("{} {}", axis.as_str(), outcome.as_str());
        if let (3.., Outcome::Failed(problem) | Outcome::Unknown(problem)) =
            (check.split(' ').count(), &outcome)
        {
            found = format!("{found} {}", problem.code.as_str());
        }
        equal("check", &found, check);
    }
    for expected in header.all("line") {
        let (_, found) =
            expected.split_once(' ').map_or_else(Default::default, |(subject, rest)| {
                let lines = report.checks.iter().filter(|check| check.subject.as_str() == subject);
                let texts: Vec<String> = lines.map(|check| written(check, expected)).collect();
                let best = texts.iter().find(|text| *text == expected).or(texts.first());
                (rest, best.cloned().unwrap_or_default())
            });
        equal("line", &found, expected);
    }
    for (key, inside) in [
        ("member", found.members.iter().collect::<Vec<_>>()),
        ("endorsement", found.endorsements.iter().map(|one| &one.verification).collect()),
    ] {
        for expected in header.all(key) {
            let mut words = expected.split(' ');
            let at = words.next().unwrap_or_default();
            let one = inside.iter().find(|one| one.input.container == at);
            let answer = one.map_or("nothing there".to_owned(), |one| {
                let reason = one.report.reason().map(Code::as_str).filter(|_| words.count() > 1);
                let verdict = one.report.verdict().as_str();
                [Some(at), Some(verdict), reason]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            equal(key, &answer, expected);
        }
        if header.all(key).next().is_some() {
            equal("count", &inside.len().to_string(), &header.all(key).count().to_string());
        }
    }
    if let Some(expected) = header.maybe("newer")? {
        let answer = found.newer.as_ref().map_or("none".to_owned(), |newer| {
            let reason = newer.report.reason().map_or("none", Code::as_str);
            format!("{} {reason}", newer.report.verdict().as_str())
        });
        equal("newer", &answer, expected);
    }
    // The inspector shows what a passed proof rests on, whatever kind it is.
    let dossiers = reading.inspect(&world.resources, &world.options).proofs;
    let passed = dossiers.iter().filter(|dossier| dossier.integrity == Outcome::Passed);
    let bare =
        passed.filter(|dossier| dossier.exhibits.is_empty() || dossier.clause.name.is_empty());
    equal("dossiers without texts", &bare.count().to_string(), "0");
    let codes: Vec<&str> = report.checks.iter().flat_map(codes).map(Code::as_str).collect();
    for note in header.all("note") {
        let found = if codes.contains(&note) { note } else { "missing" };
        equal("note", found, note);
    }
    for silent in header.all("silent") {
        // A name that no code has would be absent for ever.
        Code::from_name(silent).ok_or_else(|| format!("no code {silent}"))?;
        let found = if codes.contains(&silent) { "present" } else { "absent" };
        equal(silent, found, "absent");
    }
    for (key, requests) in [("wanted", found.wanted()), ("foreseen", found.foreseen())] {
        let expected: Vec<&str> = header.all(key).filter(|url| *url != "none").collect();
        if header.all(key).next().is_some() {
            let found: Vec<&str> =
                requests.iter().map(|Request { url, .. }| url.as_str()).collect();
            equal(key, &found.join(" "), &expected.join(" "));
        }
    }
    for shows in header.all("shows") {
        let (pointer, expected) = shows.split_once(' ').ok_or("shows: /pointer JSON")?;
        let found = json["credential"].pointer(pointer).map_or("nothing".into(), Value::to_string);
        equal(pointer, &found, expected);
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let lines = report.checks.iter().filter(|check| check.axis.is_some());
    let lines: Vec<_> =
        lines.map(|check| format!("    {:?} {:?}", check.axis, check.outcome)).collect();
    Err(format!("{}\n{}", wrong.join("; "), lines.join("\n")))
}

/// A check as a line of a case, with as much of it as the line has.
fn written(check: &proofmark::report::Check, like: &str) -> String {
    let mut text = check.subject.as_str().to_owned();
    if like.contains(" /") {
        text = format!("{text} {}", check.of);
    }
    let code = match &check.outcome {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => Some(problem.code.as_str()),
        _ => None,
    };
    text = format!("{text} {}", check.outcome.as_str());
    code.filter(|code| like.ends_with(code)).map_or(text.clone(), |code| format!("{text} {code}"))
}

fn codes(check: &proofmark::report::Check) -> Vec<Code> {
    let own = match &check.outcome {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => Some(problem.code),
        _ => None,
    };
    own.into_iter().chain(check.notes.iter().map(|note| note.code)).collect()
}
