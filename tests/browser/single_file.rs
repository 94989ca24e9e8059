//! `proofmark.html`, opened from the disk: everything is inside.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proofmark::locale::LANGUAGES;
use serde_json::json;
use xtask::hash;

use crate::engine::Engine;
use crate::engines::in_each_engine;
use crate::issuer::{Answer, Issuer};
use crate::page::Page;
use crate::site::{EAR, dist};

const VERDICT: &str = "#verdict-title";

in_each_engine! {
    one_file_does_everything_by_itself
    workers_start_from_inside
}

/// A copy of the file in a folder of its own, with an ear that its policy knows.
struct Stick(PathBuf);

impl Stick {
    fn new(engine: Engine) -> Self {
        // Tests run side by side, and some write into theirs.
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let (process, number) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("stick-{process}-{number}"));
        fs::create_dir_all(&folder).unwrap();
        let mut page = fs::read_to_string(dist().join("proofmark.html")).unwrap();
        if engine != Engine::Chromium {
            let known = format!("script-src '{}' 'sha384-", hash::integrity(EAR.as_bytes()));
            page = page.replacen("script-src 'sha384-", &known, 1);
            page = page.replacen("<title>", &format!("<script>{EAR}</script><title>"), 1);
        }
        fs::write(folder.join("proofmark.html"), page).unwrap();
        Self(folder)
    }

    fn url(&self) -> String {
        format!("file://{}/proofmark.html", self.0.display())
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn one_file_does_everything_by_itself(engine: Engine) {
    let stick = Stick::new(engine);
    let page = Page::start(engine, &stick.url());
    page.open(&stick.url());
    page.requests();
    for (index, verdict) in ["Signed and unaltered", "Altered or forged"].into_iter().enumerate() {
        page.click(&format!(".samples button:nth-of-type({})", index + 1));
        page.wait_for_text(VERDICT, verdict);
        page.click("header.site button");
        page.wait_for(".samples");
    }
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples/genuine.png");
    page.drop_file("body", "badge.png", "image/png", &fs::read(picture).unwrap());
    page.wait_for_text(".badge", "Bookbinding, first year");
    for language in LANGUAGES {
        page.script(
            "const field = document.querySelector('.languages select');
             field.value = arguments[0];
             field.dispatchEvent(new Event('change', { bubbles: true }));",
            &json!([language.tag]),
        );
        page.wait_for(&format!("html[lang={}]", language.tag));
    }
    page.wait_for("footer code");
    assert_eq!(page.foreign(&page.requests()), [""; 0], "requests to others");
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

/// A worker that takes a module from inside, in a file that is this one but for a script more.
fn workers_start_from_inside(engine: Engine) {
    const START: &str = "\n$load($worker ?? \"page.js\");\n";
    let stick = Stick::new(engine);
    let path = stick.0.join("proofmark.html");
    let text = fs::read_to_string(&path).unwrap();
    let (_, script) = text.split_once("<script type=\"module\">").unwrap();
    let (script, _) = script.split_once("</script>").unwrap();
    let more = script.replace(
        START,
        &format!(
            "$modules['echo.js'] = async () => {{
               onmessage = ({{ data }}) => $load(\"keys.js\").then(({{ load }}) => load())
                 .then((keys) => postMessage([data, typeof keys.verify]), (error) => postMessage(`${{error}}`));
             }};
             if (!$worker) globalThis.__worker = () => new Worker('inside:/echo.js', {{ type: 'module' }});{START}"
        ),
    );
    assert_ne!(script, more, "the file starts in another way");
    let (old, new) = (hash::integrity(script.as_bytes()), hash::integrity(more.as_bytes()));
    fs::write(&path, text.replace(script, &more).replace(&old, &new)).unwrap();
    let page = Page::start(engine, &stick.url());
    page.open(&stick.url());
    let said = page.script_async(
        "const done = arguments[0];
         const worker = window.__worker();
         worker.onmessage = ({ data }) => done(data);
         worker.onerror = ({ message }) => done(message ?? 'refused');
         worker.postMessage('heard');",
        &json!([]),
    );
    assert_eq!(said, json!(["heard", "function"]));
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

/// What is beside the file is inside it, and what issuers say is asked of issuers: they allow it or not.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn one_file_asks_issuers_too() {
    let stick = Stick::new(Engine::Chromium);
    let path = stick.0.join("proofmark.html");
    // This machine's issuers speak http, which the file's own policy does not allow.
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("connect-src https:", "connect-src https: http:", 1)).unwrap();
    let page = Page::start(Engine::Chromium, &stick.url());
    page.open(&stick.url());
    let issuer = Issuer::open();
    issuer.put("/badge", Answer::json("{}"));
    let asked = page.script_async(
        "const [url, done] = arguments; fetch(url).then(({ ok }) => done(ok), () => done(false));",
        &json!([issuer.url("/badge")]),
    );
    assert_eq!(asked, true);
    issuer.put("/badge", Answer { open: false, ..Answer::json("{}") });
    let asked = page.script_async(
        "const [url, done] = arguments; fetch(url).then(({ ok }) => done(ok), () => done(false));",
        &json!([issuer.url("/badge")]),
    );
    assert_eq!(asked, false);
}

/// The hash that is published beside it is its own.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_published_hash_is_that_of_the_file() {
    let file = fs::read(dist().join("proofmark.html")).unwrap();
    let published = fs::read_to_string(dist().join("proofmark.html.sha256")).unwrap();
    assert_eq!(published, format!("{}  proofmark.html\n", hash::sha256(&file)));
}
