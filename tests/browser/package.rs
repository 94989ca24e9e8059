//! The npm package, packed and installed as others do it: in a fresh project for Node, under the compiler
//! of TypeScript, through a bundler into a page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::HOW_TO_RUN;
use crate::anchors::Anchored;
use crate::engine::Engine;
use crate::page::Page;
use crate::site;
use crate::support::{TestKey, badge_of};
use crate::widget::{badge, tampered};

/// The packed package.
fn packed() -> &'static Path {
    static PACKED: OnceLock<PathBuf> = OnceLock::new();
    PACKED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm-pack");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mut pack = Command::new("npm");
        pack.arg("pack").arg(site::dist().join("npm")).arg("--pack-destination").arg(&folder);
        done(pack.current_dir(&folder));
        let mut files = fs::read_dir(&folder).unwrap();
        files.next().expect("npm pack writes a file").unwrap().path()
    })
}

/// A fresh project with the package in it.
pub(crate) fn project(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("npm-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let package = r#"{ "name": "fresh", "private": true, "type": "module" }"#;
    fs::write(folder.join("package.json"), package).unwrap();
    let mut install = Command::new("npm");
    // It has no dependencies: nobody has to be asked.
    install.args(["install", "--offline", "--no-audit", "--no-fund"]).arg(packed());
    done(install.current_dir(&folder));
    folder
}

pub(crate) fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| {
        panic!("{:?} could not be started: {error}. {HOW_TO_RUN}", command.get_program())
    });
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{command:?}:\n{out}\n{err}");
    output
}

/// What a script for Node prints, as JSON.
pub(crate) fn node(folder: &Path, script: &str) -> Value {
    fs::write(folder.join("script.js"), script).unwrap();
    let output = done(Command::new("node").arg("script.js").current_dir(folder));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) const DOCUMENT: &str = "https://issuer.example/.well-known/did.json";

/// A badge of an issuer on the web, and the document with its key.
pub(crate) fn badge_on_the_web() -> (Value, Value) {
    let did = "did:web:issuer.example";
    let key = TestKey::fresh();
    (badge_of(did, &key), key.did_web_document(did))
}

#[test]
#[ignore = "needs dist and node: run cargo xtask test"]
fn a_fresh_node_project_verifies() {
    let folder = project("node");
    let (of_web, document) = badge_on_the_web();
    let (anchored, transaction, uri) = Anchored::by_key().files();
    let files = [
        ("good", badge().to_string()),
        ("tampered", tampered().to_string()),
        ("web", of_web.to_string()),
        ("did", document.to_string()),
        ("anchored", anchored),
        ("transaction", transaction),
    ];
    for (name, json) in files {
        fs::write(folder.join(format!("{name}.json")), json).unwrap();
    }
    fs::write(folder.join("letter.txt"), "Dear Sir or Madam").unwrap();
    let told = node(
        &folder,
        &r#"
        import { readFileSync } from "node:fs";
        import { verify, verifyMany } from "proofmark";
        const [good, tampered, web, did, anchored, transaction] =
          ["good", "tampered", "web", "did", "anchored", "transaction"].map((name) => readFileSync(`${name}.json`));
        const asked = [];
        const fetch = async (url) => { asked.push(url); return new Response(did, { headers: { "content-type": "application/json" } }); };
        const verdict = async (...all) => (await verify(...all)).verdict;
        const many = await verifyMany([web, "no badge", web.toString()], { fetch });
        const inside = web.toString().replaceAll("issuer.example", "127.0.0.1");
        const { signal, ...rest } = await new Promise((resolve) => verify(web, { fetch: async (_, init) => { resolve(init); throw 1; } }));
        const before = asked.length;
        console.log(JSON.stringify([
          await verdict(good), await verdict(good.toString()), await verdict(tampered), await verdict(web),
          await verdict(web, { resources: { "DOCUMENT": did } }),
          await verdict(good, { at: "2020-01-01T00:00:00Z" }),
          (await verify(good, { recipient: "did:example:somebody" })).axes.recipient,
          await verify("no badge").catch(({ message }) => message),
          await verify(good, { at: "never" }).catch(({ message }) => message),
          many.map((report) => report?.signer?.id ?? null), asked, rest,
          (await verify(inside, { fetch })).verdict, asked.length - before,
          (await verify(anchored)).reason, (await verify(anchored, { resources: { "TRANSACTION": transaction } })).reason,
        ]));"#
            .replace("DOCUMENT", DOCUMENT)
            .replace("TRANSACTION", &uri),
    );
    let web = "did:web:issuer.example";
    let init =
        json!({ "credentials": "omit", "referrerPolicy": "no-referrer", "redirect": "error" });
    let expected = json!([
        "valid",
        "valid",
        "invalid",
        "indeterminate",
        "valid",
        "invalid",
        "failed",
        "There is no badge in it.",
        "never is no moment",
        [web, null, web],
        [DOCUMENT],
        init,
        "invalid",
        0,
        "anchorNotChecked",
        "keyIsPublic"
    ]);
    assert_eq!(told.as_array().unwrap().len(), expected.as_array().unwrap().len());
    for (index, (told, expected)) in
        told.as_array().unwrap().iter().zip(expected.as_array().unwrap()).enumerate()
    {
        // What was signed for another address is altered or open, and asks nobody inside.
        let open = index == 12 && told == "indeterminate";
        assert!(told == expected || open, "{index}: {told} is not {expected}");
    }

    let command = |arguments: &[&str]| {
        let mut command = Command::new("npx");
        command.args(["--no-install", "proofmark"]).args(arguments).current_dir(&folder);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, lines) = command(&["good.json", "tampered.json"]);
    let verdicts: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["verdict"].clone())
        .collect();
    assert_eq!((code, verdicts), (Some(1), vec!["valid".into(), "invalid".into()]));
    for (arguments, expected) in [
        (&["good.json"][..], 0),
        (&["web.json"], 2),
        (&["--recipient", "did:example:somebody", "good.json"], 3),
        (&[], 64),
        (&["--at", "never", "good.json"], 64),
        (&["letter.txt"], 66),
        (&["missing.json", "good.json"], 66),
    ] {
        assert_eq!(command(arguments).0, Some(expected), "{arguments:?}");
    }
}

mod typescript {
    use std::collections::BTreeSet;

    use proofmark::read;
    use proofmark::resource::Resources;

    use super::{Command, HOW_TO_RUN, Path, PathBuf, Value, badge, done, fs, json, node, project};
    use crate::header::Header;
    use crate::support::{at, question};
    use crate::world::{World, folder};

    /// A report of every case that has one, and of what no case is about.
    fn reports() -> Vec<Value> {
        let mut reports = Vec::new();
        for entry in fs::read_dir(folder()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            let header = Header::parse(&fs::read_to_string(&path).unwrap()).unwrap();
            let world = World::build(&header).unwrap();
            for reading in read("badge", &world.bytes).unwrap_or_default() {
                let mut verification = reading.verify(&world.resources, &world.options);
                verification.input.hash(&world.bytes);
                reports.push(verification.to_json());
            }
        }
        let mut awarded = badge();
        awarded["awardedDate"] = "2026-01-01T00:00:00Z".into();
        let mut options = question(at("2026-11-23T00:00:00Z"));
        options.as_of = Some(at("2026-01-01T00:00:00Z"));
        let readings = read("badge", awarded.to_string().as_bytes()).unwrap();
        reports.push(readings[0].verify(&Resources::new(), &options).to_json());
        reports
    }

    /// What the package says of the page's samples.
    fn reports_of_samples(folder: &Path) -> Vec<Value> {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
        let told = node(
            folder,
            &format!(
                "import {{ readdirSync, readFileSync }} from \"node:fs\";
                 import {{ verifyMany }} from \"proofmark\";
                 const folder = {};
                 const samples = readdirSync(folder).map((name) => readFileSync(`${{folder}}/${{name}}`));
                 const reports = await verifyMany(samples);
                 console.log(JSON.stringify(reports.filter((report) => report !== null)));",
                json!(samples)
            ),
        );
        serde_json::from_value(told).unwrap()
    }

    /// The names of all members in a report.
    fn members(value: &Value, names: &mut BTreeSet<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| members(item, names)),
            Value::Object(object) => object.iter().for_each(|(name, value)| {
                names.insert(name.clone());
                members(value, names);
            }),
            _ => {}
        }
    }

    /// The compiler, on a program in that folder.
    fn compile(folder: &Path, text: &str) -> Command {
        fs::write(folder.join("program.ts"), text).unwrap();
        let tsc = std::env::var_os("TSC").unwrap_or_else(|| panic!("no TSC. {HOW_TO_RUN}"));
        let mut command = Command::new(tsc);
        command.args(["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext"]);
        command.args(["--moduleResolution", "nodenext", "--lib", "es2022,dom,dom.iterable"]);
        command.args(["--exactOptionalPropertyTypes", "program.ts"]).current_dir(folder);
        command
    }

    /// A program that holds reports against the types, each by itself: no member may be missing, and none
    /// may be more.
    fn program(reports: &[Value]) -> String {
        let constants = reports
            .iter()
            .enumerate()
            .map(|(place, report)| format!("export const report{place}: Report = {report};\n"));
        "import type { Report } from \"proofmark\";\n".to_owned() + &constants.collect::<String>()
    }

    #[test]
    #[ignore = "needs dist, node and typescript: run cargo xtask test"]
    fn the_types_fit_real_reports() {
        let folder = project("typescript");
        let mut all = reports();
        all.extend(reports_of_samples(&folder));
        assert!(all.len() > 400, "only {} reports", all.len());
        done(&mut compile(&folder, &program(&all)));

        // Every member has been seen, so that none is only promised.
        let mut seen = BTreeSet::new();
        all.iter().for_each(|report| members(report, &mut seen));
        let types = fs::read_to_string(types(&folder)).unwrap();
        let named = types.lines().filter_map(|line| {
            line.strip_prefix("  ")?.split_once(": ").map(|(name, _)| name.trim_end_matches('?'))
        });
        let unseen: Vec<&str> =
            named.filter(|name| !name.contains(' ') && !seen.contains(*name)).collect();
        assert_eq!(unseen, [""; 0]);
    }

    fn types(folder: &Path) -> PathBuf {
        folder.join("node_modules/proofmark/report.d.ts")
    }

    /// What does not fit is noticed: another word, a member too many, one too few.
    #[test]
    #[ignore = "needs dist, node and typescript: run cargo xtask test"]
    fn the_types_fit_nothing_else() {
        let folder = project("typescript-wrong");
        let report = reports_of_samples(&folder).remove(0);
        let mut text = program(std::slice::from_ref(&report));
        for (place, name, value) in [
            ("", "verdict", Some(json!("perhaps"))),
            ("/checks/0", "code", Some(json!("noCodeOfOurs"))),
            ("/checks/0", "surprise", Some(json!(true))),
            ("/axes", "surprise", Some(json!("passed"))),
            ("/axes", "issuer", None),
            ("/input", "container", None),
            ("", "evidence", None),
        ] {
            let mut wrong = report.clone();
            let object = wrong.pointer_mut(place).unwrap().as_object_mut().unwrap();
            match value {
                Some(value) => _ = object.insert(name.to_owned(), value),
                None => assert!(object.remove(name).is_some(), "{name}"),
            }
            // The compiler stops at one that it finds nothing wrong with.
            let constant = format!("wrong{}", place.replace('/', "_"));
            text += &format!(
                "// @ts-expect-error\nexport const {constant}_{name}: Report = {wrong};\n"
            );
        }
        done(&mut compile(&folder, &text));
        let fitting = text.replace("\"perhaps\"", "\"valid\"");
        assert!(!compile(&folder, &fitting).output().unwrap().status.success());
    }

    #[test]
    #[ignore = "needs dist, node and typescript: run cargo xtask test"]
    fn the_types_of_all_that_is_called() {
        let folder = project("typescript-calls");
        let text = "
            import { load, verify, verifyMany, type Code, type Report } from \"proofmark\";
            import { register, type ProofMarkElement } from \"proofmark/element\";
            await load();
            await load({ program: new WebAssembly.Module(new Uint8Array()), keys: new Uint8Array() });
            const one: Report = await verify(new Uint8Array(), { at: new Date(), fetch, resources: {} });
            const many: (Report | null)[] = await verifyMany([\"\"], { recipient: \"jane@example.org\" });
            await register(\"https://verifier.example/\");
            const mark: ProofMarkElement = document.createElement(\"proof-mark\");
            mark.addEventListener(\"proofmark-report\", ({ detail }) => console.log(detail.verdict === \"valid\"));
            mark.addEventListener(\"proofmark-error\", ({ detail }) => { const code: Code = detail.code; console.log(code); });
            console.log(one.axes.issuer, many, (await mark.verify()).verdict);";
        done(&mut compile(&folder, text));
        let wrong = text.replace("\"valid\"", "\"genuine\"");
        assert!(!compile(&folder, &wrong).output().unwrap().status.success());
        // The element's types are those that lie beside its script, too.
        let ours = crate::site::dist().join("v1");
        for name in ["widget.d.ts", "report.d.ts"] {
            fs::copy(ours.join(name), folder.join(name)).unwrap();
        }
        let beside = "
            import type { ProofMarkElement } from \"./widget.js\";
            export const verdict = (mark: ProofMarkElement) => mark.report?.verdict === \"valid\";";
        done(&mut compile(&folder, beside));
    }
}

mod vite {
    use super::{Command, Engine, HOW_TO_RUN, Page, badge, done, fs, project, site};

    #[test]
    #[ignore = "needs dist, chromium, node and vite: run cargo xtask test"]
    fn a_bundled_page_verifies() {
        let folder = project("vite");
        fs::write(
            folder.join("index.html"),
            "<!doctype html><title>Bundled</title><output></output><script type=\"module\" src=\"/main.js\"></script>",
        )
        .unwrap();
        fs::write(
            folder.join("main.js"),
            format!(
                "import {{ verify }} from \"proofmark\";
                 const told = document.querySelector(\"output\");
                 verify({}).then(({{ verdict }}) => {{ told.textContent = verdict; }}, (error) => {{ told.textContent = error; }});",
                serde_json::Value::from(badge().to_string())
            ),
        )
        .unwrap();
        let vite = std::env::var_os("VITE").unwrap_or_else(|| panic!("no VITE. {HOW_TO_RUN}"));
        done(Command::new(vite).args(["build", "--base", "./"]).current_dir(&folder));
        let url = site::serve_folder(folder.join("dist"));
        let page = Page::start(Engine::Chromium, &url);
        page.open(&url);
        page.wait_for_text("output", "valid");
        assert_eq!(page.text("output"), "valid");
        assert_eq!(page.foreign(&page.requests()), [""; 0]);
    }
}
