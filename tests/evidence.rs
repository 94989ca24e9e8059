//! `cargo xtask evidence` against an issuer on this machine: what is gathered, what is not, what stays.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "browser/issuer.rs"]
#[allow(dead_code, reason = "the browser tests use more of it")]
mod issuer;
#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use issuer::{Answer, Issuer};
use proofmark::report::Verdict;
use proofmark::resource::{LocalAddresses, Options, Resources, SuppliedEvidence};
use proofmark::{read, time::Timestamp};
use serde_json::{Value, json};
use support::evidence::StatusList;
use support::{TestKey, by_did_key};

/// An issuer with a badge that has a status list, and a folder to gather into.
struct Scene {
    issuer: Issuer,
    key: TestKey,
    home: PathBuf,
}

impl Scene {
    fn new(name: &str) -> Self {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("evidence-{name}"));
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        let scene = Self { issuer: Issuer::open(), key: TestKey::fresh(), home };
        scene.publish(&[]);
        scene
    }

    fn publish(&self, set: &[(usize, usize)]) {
        let url = self.issuer.url("/list");
        let mut list = StatusList::new(&url, &self.key.did(), set).credential();
        self.key.sign(&mut list, &by_did_key(&self.key, "eddsa-rdfc-2022"), &Resources::new());
        // Pages may not read it; this command may.
        self.issuer.put("/list", Answer { open: false, ..Answer::json(list.to_string()) });
    }

    /// A badge in a file.
    fn badge(&self) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(folder.join("tests/cases/badge.json")).unwrap();
        let mut badge: Value =
            serde_json::from_str(&text.replace("{{did:alice}}", &self.key.did())).unwrap();
        let list = self.issuer.url("/list");
        badge["credentialStatus"] = json!({
            "id": format!("{list}#7"), "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation", "statusListIndex": "7", "statusListCredential": list
        });
        self.key.sign(&mut badge, &by_did_key(&self.key, "eddsa-rdfc-2022"), &Resources::new());
        let path = self.home.join("badge.json");
        fs::write(&path, badge.to_string()).unwrap();
        path
    }

    fn folder(&self) -> PathBuf {
        self.home.join("gathered")
    }

    /// Runs the command; its exit code and everything it said.
    fn gather(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark-evidence"));
        // A proxy that is not there: what lies on this machine is asked without one.
        command.env("http_proxy", "http://127.0.0.1:9");
        command.arg("--into").arg(self.folder()).args(arguments);
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }

    fn index(&self) -> Value {
        serde_json::from_str(&fs::read_to_string(self.folder().join("index.json")).unwrap())
            .unwrap()
    }

    /// The verdict on the badge with what was gathered.
    fn verdict(&self) -> Verdict {
        let mut resources = Resources::new();
        let open = |file: &str| fs::read(self.folder().join(file)).map_err(|e| e.to_string());
        resources.read_index(&self.index(), open).unwrap();
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let mut options = Options::new(Timestamp::from_unix(now.as_secs() as i64));
        options.supplied = SuppliedEvidence::Trust;
        options.local_addresses = LocalAddresses::Allow;
        let bytes = fs::read(self.home.join("badge.json")).unwrap();
        read("badge.json", &bytes).unwrap()[0].verify(&resources, &options).report.verdict()
    }
}

#[test]
fn what_a_badge_needs_is_gathered_and_kept_fresh() {
    let scene = Scene::new("badge");
    let badge = scene.badge();
    let list = scene.issuer.url("/list");
    let (code, said) = scene.gather(&["--allow-local", badge.to_str().unwrap()]);
    assert_eq!((code, scene.issuer.lines()), (0, vec!["GET /list".to_owned()]), "{said}");
    assert!(said.contains("200") && said.contains(&list), "{said}");
    assert_eq!(scene.verdict(), Verdict::Valid);
    let first = scene.index();
    assert!(first[&list]["fetchedAt"].is_string());
    // What a run left that was interrupted.
    let part = scene.folder().join(format!("{}.part", first[&list]["file"].as_str().unwrap()));
    fs::write(&part, "half").unwrap();

    // The issuer withdraws it; whoever runs the command again knows, without naming anything.
    scene.publish(&[(7, 1)]);
    let (code, said) = scene.gather(&["--allow-local"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(scene.verdict(), Verdict::Invalid);
    assert!(!part.is_file(), "what was not finished stays");
    let second = scene.index();
    assert_ne!(first[&list]["file"], second[&list]["file"], "a name follows its bytes");
    // A page that is open has read the index before: its file is still there, once.
    let old = scene.folder().join(first[&list]["file"].as_str().unwrap());
    assert!(old.is_file());
    scene.gather(&["--allow-local"]);
    assert!(
        !old.is_file() && scene.folder().join(second[&list]["file"].as_str().unwrap()).is_file()
    );

    // Without an answer the old copy stays, with its date, and whoever scheduled this is told.
    scene.issuer.put("/list", Answer::status("503 Service Unavailable"));
    let (code, said) = scene.gather(&["--allow-local"]);
    assert_eq!(code, 1);
    assert!(said.contains("HTTP 503; the copy of") && said.contains("stays"), "{said}");
    assert_eq!(scene.index()[&list]["file"], second[&list]["file"]);

    // What its host says is gone is recorded as gone.
    scene.issuer.put("/list", Answer::status("410 Gone"));
    let (code, said) = scene.gather(&["--allow-local"]);
    assert_eq!((code, &scene.index()[&list]["status"]), (0, &json!(410)), "{said}");
    assert_eq!(scene.index()[&list]["file"], Value::Null);
}

#[test]
fn addresses_on_this_machine_are_asked_only_when_allowed() {
    let scene = Scene::new("local");
    let badge = scene.badge();
    let list = scene.issuer.url("/list");
    for what in [badge.to_str().unwrap(), &list] {
        scene.gather(&[what]);
        assert_eq!(scene.issuer.lines(), [""; 0], "{what}");
    }
    let (code, said) = scene.gather(&[&list]);
    assert!(code == 1 && said.contains("not a public https address"), "{code} {said}");
}

#[test]
fn what_is_about_one_person_is_not_kept() {
    let scene = Scene::new("hosted");
    let site = scene.issuer.url("");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for (path, file) in [
        ("/assertions/1", "assertion.json"),
        ("/badges/1", "badge-class.json"),
        ("/profile", "profile.json"),
    ] {
        let text = fs::read_to_string(cases.join(file)).unwrap();
        scene.issuer.put(path, Answer::json(text.replace("https://issuer.example", &site)));
    }
    let (code, said) = scene.gather(&["--allow-local", &scene.issuer.url("/assertions/1")]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("about one person: not kept"), "{said}");
    let index = scene.index();
    let kept: Vec<&String> = index.as_object().unwrap().keys().collect();
    assert_eq!(kept, [&scene.issuer.url("/badges/1"), &scene.issuer.url("/profile")]);
}

#[test]
fn redirects_are_followed_one_by_one_and_not_to_private_addresses() {
    let scene = Scene::new("redirect");
    let on = |target: String| Answer { location: Some(target), ..Answer::status("302 Found") };
    scene.issuer.put("/old", on(scene.issuer.url("/list")));
    scene.issuer.put("/inside", on("http://192.168.0.1/list".into()));
    scene.issuer.put("/circle", on(scene.issuer.url("/circle")));
    scene.issuer.put("/page", Answer::json("<!doctype html><p>Welcome"));
    scene.issuer.put("/endless", Answer { endless: true, ..Answer::json("{") });
    let urls: Vec<String> = ["/old", "/inside", "/circle", "/page", "/endless"]
        .map(|path| scene.issuer.url(path))
        .to_vec();
    let mut arguments = vec!["--allow-local"];
    arguments.extend(urls.iter().map(String::as_str));
    let (code, said) = scene.gather(&arguments);
    assert_eq!(code, 1);
    let index = scene.index();
    assert_eq!(index[&urls[0]]["finalUrl"], json!(scene.issuer.url("/list")));
    for reason in ["not a public https address", "redirects", "a web page: not kept", "too large"] {
        assert!(said.contains(reason), "no {reason} in {said}");
    }
    for url in &urls[1..] {
        assert_eq!(index[url], Value::Null, "{url}");
    }
}

#[test]
fn wrong_words_get_a_sentence() {
    let scene = Scene::new("words");
    for (arguments, code, sentence) in [
        (&["did:key:z6Mk"][..], 66, "only a did:web"),
        (&["no such thing"], 66, "is no file, no domain, no did:web and no https address"),
        (&["--nothing"], 64, "--nothing is not known"),
        (&["--help"], 0, "usage: cargo xtask evidence"),
        (&[], 66, "holds nothing to refresh"),
    ] {
        let (found, said) = scene.gather(arguments);
        assert!(found == code && said.contains(sentence), "{arguments:?}: {found} {said}");
    }
    fs::create_dir_all(scene.folder()).unwrap();
    fs::write(scene.folder().join("index.json"), "[]").unwrap();
    assert!(scene.gather(&["example.edu"]).1.contains("is no index of evidence"));
}
