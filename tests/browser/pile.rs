//! Piles: many badges at once, checked in a worker while the page stays free.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use proofmark::encoding::crc32;
use proofmark::resource::Resources;
use proofmark::time::Timestamp;
use serde_json::{Map, Value, json};

use crate::engine::Engine;
use crate::engines::in_each_engine;
use crate::issuer::{Answer, Issuer};
use crate::packs::saved_by;
use crate::page::Page;
use crate::support::evidence::StatusList;
use crate::support::zip::ZipWriter;
use crate::support::{ProofOptions, TestKey};
use crate::{open_page, open_page_in, open_site, site};

const ISSUERS: usize = 10;
const LISTS: usize = 5;

/// Ten issuers. The first five are keys, each with a list of what was withdrawn, on this machine. The others
/// have a domain; what stands there, the host of the page has put beside it.
struct World {
    site: Issuer,
    keys: Vec<TestKey>,
}

impl World {
    fn new(withdrawn: impl Fn(usize) -> bool, badges: usize) -> Self {
        let world =
            Self { site: Issuer::open(), keys: (0..ISSUERS).map(|_| TestKey::fresh()).collect() };
        for list in 0..LISTS {
            let set: Vec<(usize, usize)> = (0..badges)
                .filter(|number| number % ISSUERS == list && withdrawn(*number))
                .map(|number| (number, 1))
                .collect();
            let url = world.site.url(&format!("/lists/{list}"));
            let issuer = world.issuer(list);
            let mut list_credential = StatusList::new(&url, &issuer, &set).credential();
            world.sign(list, &mut list_credential);
            let answer = Answer::json(list_credential.to_string());
            world.site.put(&format!("/lists/{list}"), answer);
        }
        world
    }

    fn issuer(&self, issuer: usize) -> String {
        match issuer < LISTS {
            true => self.keys[issuer].did(),
            false => format!("did:web:issuer-{issuer}.example"),
        }
    }

    fn sign(&self, issuer: usize, document: &mut Value) {
        let key = &self.keys[issuer];
        let method = match issuer < LISTS {
            true => key.did_method(),
            false => format!("{}#key-1", self.issuer(issuer)),
        };
        let suite = "eddsa-rdfc-2022";
        let options = ProofOptions { suite, method, members: Map::new(), unhashable: false };
        key.sign(document, &options, &Resources::new());
    }

    /// Opens the page on a site with the documents of all domains beside it.
    fn open(&self) -> Page {
        let folder = site::copied(&site::dist(), "pile");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let now = Timestamp::from_unix(i64::try_from(now).unwrap()).to_string();
        let mut index = Map::new();
        for issuer in LISTS..ISSUERS {
            let document = self.keys[issuer].did_web_document(&self.issuer(issuer));
            let file = format!("issuer-{issuer}.json");
            fs::write(folder.join("evidence").join(&file), document.to_string()).unwrap();
            let url = format!("https://issuer-{issuer}.example/.well-known/did.json");
            index.insert(url, json!({ "file": file, "fetchedAt": now }));
        }
        let index = Value::Object(index).to_string();
        fs::write(folder.join("evidence/index.json"), index).unwrap();
        open_site(Engine::Chromium, &site::serve_folder(folder))
    }

    /// A signed badge; each of the first issuers lists theirs.
    fn badge(&self, number: usize, expired: bool) -> Value {
        let issuer = number % ISSUERS;
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
        let text = fs::read_to_string(path).unwrap();
        let mut badge: Value =
            serde_json::from_str(&text.replace("{{did:alice}}", &self.issuer(issuer))).unwrap();
        badge["id"] = format!("urn:uuid:{number}").into();
        badge["name"] = format!("Badge {number}").into();
        badge["credentialSubject"]["achievement"]["name"] = format!("Skill {}", number % 7).into();
        badge["credentialSubject"]["achievement"]["alignment"] = json!([{
            "type": ["Alignment"], "targetName": format!("Ability {}", number % 7), "targetFramework": "ESCO",
            "targetUrl": format!("http://data.europa.eu/esco/skill/{}", number % 7)
        }]);
        badge["credentialSubject"]["identifier"] = json!([{
            "type": "IdentityObject", "hashed": false, "identityType": "emailAddress",
            "identityHash": format!("person{}@example.org", number % 50)
        }]);
        if expired {
            badge["validUntil"] = "2026-06-01T00:00:00Z".into();
        }
        if issuer < LISTS {
            let list = self.site.url(&format!("/lists/{issuer}"));
            badge["credentialStatus"] = json!({
                "id": format!("{list}#{number}"), "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation", "statusListIndex": number.to_string(),
                "statusListCredential": list
            });
        }
        self.sign(issuer, &mut badge);
        badge
    }
}

/// The sample's picture with another badge in it.
fn baked(text: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples/genuine.png");
    let picture = fs::read(path).unwrap();
    let mut bytes = picture[..8].to_vec();
    let mut rest = &picture[8..];
    while rest.len() >= 12 {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        let (chunk, after) = rest.split_at(length + 12);
        if &chunk[4..8] == b"IEND" {
            let mut content = b"iTXtopenbadgecredential\0\0\0\0\0".to_vec();
            content.extend(text.as_bytes());
            bytes.extend(u32::try_from(content.len() - 4).unwrap().to_be_bytes());
            bytes.extend(&content);
            bytes.extend(crc32(&content).to_be_bytes());
        }
        if &chunk[4..8] != b"iTXt" {
            bytes.extend(chunk);
        }
        rest = after;
    }
    bytes
}

fn count(page: &Page, found: &str) -> Value {
    let script =
        "const option = document.querySelector(`[name=pile-only] option[value='${arguments[0]}']`);
        return option ? +option.textContent.match(/\\d+/)[0] : 0";
    page.script(script, &json!([found]))
}

/// Whether the worker is done: there is no progress, and the panels are there.
fn wait_until_done(page: &Page) {
    wait(page, |page| !page.text(".people").is_empty() && page.text(".progress").is_empty());
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn five_hundred_badges_are_one_table() {
    const BADGES: usize = 500;
    let withdrawn = |number: usize| number % 50 == 1;
    let world = World::new(withdrawn, BADGES);
    let mut zip = ZipWriter::new();
    for number in 0..BADGES {
        let mut badge = world.badge(number, number % 50 == 7);
        if number % 50 == 9 {
            badge["credentialSubject"]["identifier"][0]["identityHash"] =
                "mallory@example.org".into();
        }
        zip = match number % 5 {
            0 => zip.stored(&format!("pictures/{number}.png"), &baked(&badge.to_string())),
            _ => zip.deflated(&format!("{number}.json"), badge.to_string().as_bytes()),
        };
    }
    zip = zip.stored("readme.txt", b"These are badges.").stored("__MACOSX/._1.json", b"junk");
    let zip = zip.write();
    let page = world.open();
    page.wait_for("#file");
    page.script(
        "globalThis.long = []; new PerformanceObserver((list) => long.push(...list.getEntries().map(({ startTime, duration }) => [Math.round(startTime), duration])))
            .observe({ type: 'longtask' });
         globalThis.began = 0;
         addEventListener('drop', () => { began = performance.now(); }, { capture: true });",
        &json!([]),
    );
    page.drop_file("body", "all.zip", "application/zip", &zip);
    wait_until_done(&page);
    assert!(page.text("#verdict-title").contains("501"), "{}", page.text("#verdict-title"));
    assert_eq!(world.site.lines(), [""; 0], "asked before anybody agreed");
    let found = |page: &Page| {
        ["valid", "keyOnly", "indeterminate", "invalid", "problem"].map(|name| count(page, name))
    };
    // Half of them ask nobody: what their issuers published lies beside the page.
    wait(&page, |page| found(page) == [230, 0, 250, 20, 1]);
    wait_until_done(&page);
    // One question for all hosts.
    assert!(page.text(".next").contains(&world.site.site()), "{}", page.text(".next"));
    page.click(".next button.primary");
    wait(&page, |page| found(page) == [230, 240, 0, 30, 1]);
    wait_until_done(&page);
    assert_eq!(page.text(".next"), "");
    let mut asked = world.site.lines();
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), LISTS, "{asked:?}");
    assert_eq!(world.site.lines().len(), LISTS, "each once");
    let long = page.script("return [Math.round(began), long]", &json!([]));
    let heap = page.script("return performance.memory?.usedJSHeapSize", &json!([]));
    println!("drop and long tasks of the page in ms: {long}; JavaScript heap in bytes: {heap}");

    // The pictures of the rows that are drawn.
    wait(&page, |page| {
        page.script("return document.querySelectorAll('.pile img').length", &json!([])) == 20
    });
    // Searched, filtered, grouped, sorted.
    choose(&page, "pile-only", "invalid");
    wait(&page, |page| rows(page) == 30);
    assert!(page.text(".pile tbody").contains("Revoked"), "{}", page.text(".pile tbody"));
    choose(&page, "pile-only", "");
    page.keys("[name=pile-search]", "person7@example.org");
    wait(&page, |page| rows(page) == 10);
    page.script("document.querySelector('[name=pile-search]').value = ''", &json!([]));
    page.keys("[name=pile-search]", " ");
    wait(&page, |page| rows(page) == 100);
    choose(&page, "pile-group", "issuer");
    page.wait_for(".pile tr.group");
    choose(&page, "pile-group", "");
    // A row opens its result, and the way back leads to the table.
    choose(&page, "pile-only", "invalid");
    wait(&page, |page| rows(page) == 30);
    page.click(".pile tbody tr:first-child button");
    page.wait_for(".result");
    assert!(page.text(".contacts").contains("answered"), "{}", page.text(".contacts"));
    page.script("history.back()", &json!([]));
    page.wait_for(".pile tbody");
    assert_eq!(rows(&page), 30);
    choose(&page, "pile-only", "");
    // Whose they are: the list is compared here, and never sent.
    let mut people = "Name,E-mail\n".to_owned();
    for person in 0..20 {
        writeln!(people, "Person {person},person{person}@example.org").unwrap();
    }
    writeln!(people, "Loud,PERSON21@EXAMPLE.ORG").unwrap();
    page.drop_file("body", "people.csv", "text/csv", people.as_bytes());
    page.wait_for_text(".people", "Person 19");
    page.wait_for_text(".people tbody tr:nth-child(2)", "person1@example.org");
    // What they can do.
    page.click(".coverage button");
    page.wait_for(".coverage svg");
    assert!(page.text(".coverage").contains("230"), "{}", page.text(".coverage"));
    assert_eq!(world.site.lines().len(), LISTS);
    // What was learned is kept for a machine that can ask nobody, where somebody answers for it.
    let pack = saved_by(&page, ".keep button:nth-of-type(3)");
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
    let other = open_page();
    other.wait_for("#file");
    other.drop_file("body", "all.zip", "application/zip", &zip);
    wait(&other, |page| found(page) == [0, 0, 490, 10, 1]);
    wait_until_done(&other);
    other.drop_file("body", "evidence.json", "", pack.to_string().as_bytes());
    other.click(".pack-offer button.primary");
    wait(&other, |page| found(page) == [230, 240, 0, 30, 1]);
    assert_eq!(world.site.lines().len(), LISTS);
    assert_eq!(other.violations(), [""; 0]);
}

fn rows(page: &Page) -> Value {
    page.script("return document.querySelectorAll('.pile tbody tr:not(.group)').length", &json!([]))
}

fn choose(page: &Page, field: &str, value: &str) {
    let script = "const field = document.getElementsByName(arguments[0])[0];
        field.value = arguments[1];
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    page.script(script, &json!([field, value]));
}

/// Waits, as long as a slow machine may take.
fn wait(page: &Page, done: impl Fn(&Page) -> bool) {
    for _ in 0..600 {
        if done(page) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{}", page.text("main"));
}

/// Dropped together, paused, resumed, ended; more can be put on.
fn a_pile_can_be_halted(engine: Engine) {
    let world = World::new(|_| false, 0);
    let badges: Vec<(String, String)> = (0..30)
        .map(|number| (format!("{number}.json"), world.badge(number, false).to_string()))
        .collect();
    let files: Vec<(&str, &str, &[u8])> =
        badges.iter().map(|(name, text)| (name.as_str(), "", text.as_bytes())).collect();
    let page = open_page_in(engine);
    page.wait_for("#file");
    // As soon as there is a button.
    page.script(
        "const look = () => {
            const pause = document.querySelector('.progress button');
            if (pause) pause.click(); else setTimeout(look);
         };
         look();",
        &json!([]),
    );
    page.drop_files("body", &files);
    page.wait_for_text(".progress", "aused");
    assert_eq!(page.text(".people"), "", "it is not done");
    page.click(".progress button");
    wait_until_done(&page);
    assert!(page.text("#verdict-title").contains("30"), "{}", page.text("#verdict-title"));
    page.drop_file("body", "more.json", "", badges[0].1.as_bytes());
    page.wait_for_text("#verdict-title", "31");
    wait_until_done(&page);
    page.wait_for_text(".pile", "same file");
    // What was ended goes on when there is more.
    page.script(
        "const look = () => {
            const stop = document.querySelector('.progress button:nth-of-type(2)');
            if (!stop) return setTimeout(look);
            stop.click();
            document.title = 'stopped';
         };
         look();",
        &json!([]),
    );
    page.drop_files("body", &files);
    wait(&page, |page| page.script("return document.title", &json!([])) == "stopped");
    wait_until_done(&page);
    let count = |page: &Page| -> usize {
        let words = page.text("#verdict-title");
        words.split(' ').find_map(|word| word.parse().ok()).unwrap_or_default()
    };
    let before = count(&page);
    assert!(before < 61, "nothing was given up: {before}");
    page.drop_file("body", "one.json", "", badges[1].1.as_bytes());
    wait(&page, |page| count(page) == before + 1);
    wait_until_done(&page);
    // A row is left by what is dropped on it, and the pile stays.
    page.click(".pile tbody tr:first-child button");
    page.wait_for(".result");
    page.drop_file("body", "two.json", "", badges[2].1.as_bytes());
    wait(&page, |page| count(page) == before + 2);
    assert_eq!(page.text(".result"), "");
    wait_until_done(&page);
    assert_eq!(world.site.lines(), [""; 0]);
    page.click("header.site button:last-of-type");
    page.wait_for("#file");
    assert_eq!(page.violations(), [""; 0]);
}

/// A file that stops the worker is left alone by the next one, which checks the others; where every worker
/// stops, what was found stays.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_worker_that_is_stopped_is_followed_by_another() {
    const STEP: &str = "rows += work.step();";
    const START: &str = "work = new api.Work(question);";
    let world = World::new(|_| false, 0);
    let badges: Vec<(String, String)> = (0..12)
        .map(|number| (format!("{number}.json"), world.badge(number, false).to_string()))
        .collect();
    let files: Vec<(&str, &str, &[u8])> =
        badges.iter().map(|(name, text)| (name.as_str(), "", text.as_bytes())).collect();
    let page_where = |name: &str, stops: &str, files: &[(&str, &str, &[u8])]| {
        let folder = site::copied(&site::dist(), name);
        let script = fs::read_to_string(folder.join("work.js")).unwrap();
        let script =
            script.replacen(STEP, &format!("if ({stops}) throw new Error('shot'); {STEP}"), 1);
        let script = script.replacen(START, &format!("{START} globalThis.left = left;"), 1);
        assert!(script.contains("shot") && script.contains("globalThis.left"), "{script}");
        fs::write(folder.join("work.js"), script).unwrap();
        xtask::service_worker::write(&folder).unwrap();
        let page = open_site(Engine::Chromium, &site::serve_folder(folder));
        page.wait_for("#file");
        page.drop_files("body", files);
        page
    };
    let page = page_where("pile-shot-once", "broken === 7 && !left.length", &files);
    wait_until_done(&page);
    assert!(page.text("#verdict-title").contains("12"), "{}", page.text("#verdict-title"));
    assert_eq!(count(&page, "problem"), 1);
    assert!(page.text(".pile").contains("shot"), "{}", page.text(".pile"));
    // It opens as what it is, and so does another.
    page.click(".pile tbody tr:nth-child(8) button");
    page.wait_for_text("main", "shot");
    assert!(!page.text("main").contains("empty"), "{}", page.text("main"));
    page.script("history.back()", &json!([]));
    page.wait_for(".pile tbody");
    page.click(".pile tbody tr:nth-child(10) button");
    page.wait_for(".result");
    page.script("history.back()", &json!([]));
    page.wait_for(".pile tbody");
    page.drop_file("body", "more.json", "", badges[3].1.as_bytes());
    page.wait_for_text("#verdict-title", "13");
    wait_until_done(&page);
    page.wait_for_text(".pile", "same file");

    // What hosts have said, the next one hears too, also that there is nothing: nobody is asked again.
    world.site.put("/lists/2", Answer::status("410 Gone"));
    let listed: Vec<_> = (0..12).map(|n| (files[n].0, "", files[n % LISTS].2)).collect();
    let page = page_where("pile-shot-late", "broken === 12 && !left.length", &listed);
    wait_until_done(&page);
    page.click(".next button.primary");
    wait(&page, |page| count(page, "keyOnly") == 10);
    wait_until_done(&page);
    let found = |page: &Page| {
        ["valid", "keyOnly", "indeterminate", "invalid"].map(|name| count(page, name))
    };
    let (before, asked) = (found(&page), world.site.lines().len());
    page.drop_file("body", "late.json", "", b"{}");
    wait(&page, |page| count(page, "problem") == 1);
    wait_until_done(&page);
    assert_eq!(found(&page), before);
    assert!(!page.text(".pile").contains("not asked yet"), "{}", page.text(".pile"));
    assert_eq!(world.site.lines().len(), asked);

    let page = page_where("pile-shot", "broken === 7", &files);
    page.wait_for_text("main", "stopped: Error: shot");
    assert!(page.text("#verdict-title").contains("7"), "{}", page.text("#verdict-title"));
    assert_eq!(page.text(".progress"), "");
    assert!(page.text(".keep").contains("CSV"), "{}", page.text(".keep"));
    assert!(!page.text(".keep").contains("JSON"), "nobody is there to write the reports");
    // Whoever drops them again begins anew.
    let names: Vec<String> = (0..12).map(|number| format!("again-{number}.json")).collect();
    let again: Vec<(&str, &str, &[u8])> =
        names.iter().zip(&files).map(|(name, file)| (name.as_str(), "", file.2)).collect();
    page.drop_files("body", &again);
    page.wait_for_text(".pile", "again-6.json");
    page.wait_for_text("main", "stopped: Error: shot");
    assert!(page.text("#verdict-title").contains("7"), "{}", page.text("#verdict-title"));
}

/// Folders are unfolded. No driver can drop one: what the browser would tell of it is put in its place.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_folder_is_the_files_in_it() {
    let world = World::new(|_| false, 0);
    let page = open_page();
    page.wait_for("#file");
    let badge = world.badge(6, false).to_string();
    page.script(
        "const text = arguments[0];
         const file = (name) => ({ isDirectory: false, fullPath: `/${name}`, file: (found) => found(new File([text], name)) });
         const folder = (name, entries) => ({
           isDirectory: true, name, fullPath: `/${name}`,
           createReader() { const left = [entries, []]; return { readEntries: (found) => found(left.shift()) }; },
         });
         DataTransferItem.prototype.webkitGetAsEntry = () =>
           folder('all', [file('all/a.json'), folder('all/more', [file('all/more/b.json')])]);",
        &json!([badge]),
    );
    page.drop_file("body", "all", "", b"");
    wait(&page, |page| page.text("#verdict-title").contains('2'));
    page.wait_for_text(".pile", "all/more/b.json");
    wait_until_done(&page);
}

in_each_engine! {
    a_pile_can_be_halted
}
