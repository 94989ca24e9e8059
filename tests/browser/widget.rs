//! `<proof-mark>` on a page of somebody else: another origin, another policy, another style.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use proofmark::resource::Resources;
use serde_json::{Value, json};
use xtask::server::Server;

use crate::engine::Engine;
use crate::engines::in_each_engine;
use crate::hosts::Hosted;
use crate::page::Page;
use crate::site;
use crate::support::{TestKey, by_did_key};

mod life;
mod look;
mod snippets;

in_each_engine! {
    a_badge_on_another_page_is_checked
    a_frame_serves_a_strict_page
}

pub(crate) const KEY_ONLY: &str = "Signed, but by someone we cannot name";

/// A site that is not ours.
pub(crate) struct Foreign {
    folder: PathBuf,
    pub(crate) url: String,
    /// The verifier's own site, as the page names it.
    pub(crate) ours: String,
}

impl Foreign {
    /// Serves an empty site, with a policy of its own if there is one; `OURS` in it is our origin.
    pub(crate) fn open(policy: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("foreign-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let ours = site::serve(Engine::Chromium);
        let policy = policy.replace("OURS", ours.trim_end_matches('/'));
        let server = Server::bind(folder.clone(), 0).unwrap();
        let url = server.url();
        server
            .changing(Arc::new(move |_, mut answer| {
                // None of our own headers.
                answer.headers.retain(|(name, _)| *name == "Content-Type");
                if !policy.is_empty() {
                    answer.headers.push(("Content-Security-Policy", policy.clone()));
                }
                Some(answer)
            }))
            .start();
        let foreign = Self { folder, url, ours };
        foreign.put("ear.js", site::EAR);
        // Browsers ask for it by themselves.
        foreign.put("favicon.ico", "");
        foreign
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.folder.join(name), content).unwrap();
    }

    /// Makes the site one that was built elsewhere.
    pub(crate) fn publish(&self, folder: &Path) {
        site::copy(folder, &self.folder);
    }

    /// Writes the page: a head and a body, and our script at its end.
    fn page(&self, head: &str, body: &str) {
        let ours = &self.ours;
        self.put(
            "index.html",
            format!(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A portfolio</title>\
                 <script src=\"ear.js\"></script>{head}</head><body><main><h1>Jane</h1>{body}</main>\
                 <script type=\"module\" src=\"{ours}v1/widget.js\"></script></body></html>"
            ),
        );
    }

    pub(crate) fn visit(&self, engine: Engine) -> Page {
        let page = Page::start(engine, &self.url);
        page.open(&self.url);
        page
    }

    /// What was asked that is neither of this site nor of ours.
    fn elsewhere(&self, page: &Page) -> Vec<String> {
        let mut requests = page.requests();
        requests.retain(|url| !url.starts_with(&self.ours));
        page.foreign(&requests)
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        // Best effort: nobody asks for it any more.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A badge by a key of nobody known, signed.
pub(crate) fn badge() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let key = TestKey::fresh();
    let text = fs::read_to_string(path).unwrap().replace("{{did:alice}}", &key.did());
    let mut badge: Value = serde_json::from_str(&text).unwrap();
    key.sign(&mut badge, &by_did_key(&key, "eddsa-rdfc-2022"), &Resources::new());
    badge
}

pub(crate) fn tampered() -> Value {
    let mut badge = badge();
    badge["credentialSubject"]["achievement"]["name"] = "Brain Surgery".into();
    badge
}

/// A picture with a badge in it.
pub(crate) fn baked(badge: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder
        .add_itxt_chunk("openbadgecredential".to_owned(), badge.to_string())
        .expect("a text fits");
    encoder.write_header().unwrap().write_image_data(&[128]).unwrap();
    bytes
}

/// What a card says, as it is seen.
fn said(page: &Page, css: &str) -> String {
    let text = page.script(
        "const root = document.querySelector(arguments[0])?.shadowRoot?.querySelector('#card');
         return root && !root.hidden ? root.innerText : ''",
        &json!([css]),
    );
    text.as_str().unwrap_or_default().to_owned()
}

pub(crate) fn wait_for_card(page: &Page, css: &str, words: &str) -> String {
    let start = Instant::now();
    loop {
        let text = said(page, css);
        if text.contains(words) {
            return text;
        }
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{css} never said \"{words}\". It says:\n{text}\n{:?}\n{:?}",
            page.console_errors(),
            page.violations(),
        );
        thread::sleep(Duration::from_millis(20));
    }
}

fn inline(badge: &Value) -> String {
    let text = badge.to_string().replace("</", "<\\/");
    format!("<script type=\"application/json\">{text}</script>")
}

fn data(badge: &Value) -> String {
    format!("data:application/json;base64,{}", STANDARD.encode(badge.to_string()))
}

/// Every source and every state, and nobody asked who was not named.
fn a_badge_on_another_page_is_checked(engine: Engine) {
    let foreign = Foreign::open("");
    foreign.put("badge.png", baked(&badge()));
    foreign.put("letter.json", "Dear Sir or Madam");
    let elsewhere = Foreign::open("");
    elsewhere.put("closed.json", badge().to_string());
    foreign.page(
        "<script>
           globalThis.heard = [];
           for (const name of ['proofmark-report', 'proofmark-error'])
             addEventListener(name, ({ target, detail, composed }) => heard.push([target.id, detail.verdict ?? detail.code, composed]));
         </script>",
        &format!(
            "<proof-mark id=\"file\" src=\"badge.png\"><p>Kite Building</p></proof-mark>
             <proof-mark id=\"inline\">{}</proof-mark>
             <proof-mark id=\"data\" src=\"{}\"></proof-mark>
             <proof-mark id=\"tampered\">{}</proof-mark>
             <proof-mark id=\"missing\" src=\"missing.png\"><p>Kite Building</p></proof-mark>
             <proof-mark id=\"letter\" src=\"letter.json\"></proof-mark>
             <proof-mark id=\"closed\" src=\"{}closed.json\"></proof-mark>",
            inline(&badge()),
            data(&badge()),
            inline(&tampered()),
            elsewhere.url,
        ),
    );
    let page = foreign.visit(engine);
    for id in ["#file", "#inline", "#data"] {
        let text = wait_for_card(&page, id, KEY_ONLY);
        assert!(
            text.contains("Kite Building") && text.contains("Checked in your browser."),
            "{text}"
        );
        assert!(text.contains("A key without a name: did:key:"), "{text}");
    }
    let text = wait_for_card(&page, "#tampered", "Altered or forged");
    assert!(!text.contains("Brain Surgery"), "{text}");
    wait_for_card(&page, "#missing", "The badge could not be loaded");
    wait_for_card(&page, "#letter", "No badge found");
    wait_for_card(&page, "#closed", "The badge could not be loaded");
    // What stood in the element is seen where there is no badge, and not where there is one.
    let shown = "return arguments[0].map((id) => document.querySelector(`${id} p`).getClientRects().length > 0)";
    assert_eq!(page.script(shown, &json!([["#file", "#missing"]])), json!([false, true]));
    let mut heard: Vec<(String, String, bool)> =
        serde_json::from_value(page.script("return heard", &json!([]))).unwrap();
    heard.sort();
    let expected = [
        ("closed", "blocked"),
        ("data", "valid"),
        ("file", "valid"),
        ("inline", "valid"),
        ("letter", "notABadgeFile"),
        ("missing", "notFound"),
        ("tampered", "invalid"),
    ];
    let expected = expected.map(|(id, told)| (id.to_owned(), told.to_owned(), true));
    assert_eq!(heard, expected);
    let report = "return [document.querySelector('#file').report.verdict, document.querySelector('#missing').report ?? null]";
    assert_eq!(page.script(report, &json!([])), json!(["valid", null]));
    assert_eq!(page.violations(), [""; 0]);
    let mut others = foreign.elsewhere(&page);
    others.retain(|url| !url.ends_with("/closed.json"));
    assert_eq!(others, [""; 0], "asked though nobody named them");
}

/// A page that lets no script of others in shows the badge in a frame, sandboxed as the guide says.
fn a_frame_serves_a_strict_page(engine: Engine) {
    let foreign = Foreign::open("default-src 'none'; script-src 'self'; frame-src OURS");
    let source = data(&badge()).replace('+', "%2B").replace('=', "%3D");
    foreign.put(
        "frame.js",
        "addEventListener('message', ({ data, source }) => {
           const frame = document.querySelector('iframe');
           if (source === frame.contentWindow && data.proofmark) frame.height = data.proofmark.height;
         });",
    );
    foreign.page(
        "<script src=\"frame.js\"></script>",
        &format!(
            "<iframe title=\"Digital badge\" sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox\" \
             src=\"{}embed.html?lang=de&amp;src={source}\" width=\"500\" height=\"20\"></iframe>",
            foreign.ours,
        ),
    );
    let page = foreign.visit(engine);
    // How high it says to be is all that a page of another origin can see of it.
    let start = Instant::now();
    let height = loop {
        let height =
            page.script("return Number(document.querySelector('iframe').height)", &json!([]));
        let height = height.as_f64().unwrap();
        if height > 100.0 || start.elapsed() > Duration::from_secs(20) {
            break height;
        }
        thread::sleep(Duration::from_millis(50));
    };
    assert!(height > 100.0, "the frame is {height} high: {:?}", page.console_errors());
    let frame = page.wait_for("iframe");
    page.enter_frame(&frame);
    wait_for_card(&page, "proof-mark", "Kite Building");
    let german = "return document.querySelector('proof-mark').shadowRoot.querySelector('[lang=de]') !== null";
    let start = Instant::now();
    while page.script(german, &json!([])) != true {
        assert!(start.elapsed() < Duration::from_secs(10), "the language was asked for");
        thread::sleep(Duration::from_millis(50));
    }
    let tone = "return document.querySelector('proof-mark').shadowRoot.querySelector('.badge').classList.contains('caution')";
    assert_eq!(page.script(tone, &json!([])), true, "our own page may show the verdict's colour");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn issuers_are_asked_when_the_page_or_its_reader_wants_it() {
    let foreign = Foreign::open("");
    for attribute in ["", " check=\"online\""] {
        let hosted = Hosted::new();
        foreign.page(
            "",
            &format!("<proof-mark{attribute}>{}</proof-mark>", inline(&hosted.assertion)),
        );
        let page = foreign.visit(Engine::Chromium);
        if attribute.is_empty() {
            let text = wait_for_card(&page, "proof-mark", "Only a pointer");
            assert!(text.contains(&format!("kept at {}", hosted.issuer.site())), "{text}");
            thread::sleep(Duration::from_millis(300));
            assert_eq!(hosted.issuer.lines(), [""; 0], "asked before anybody agreed");
            page.script(
                "document.querySelector('proof-mark').shadowRoot.querySelector('button').click()",
                &json!([]),
            );
        }
        let text = wait_for_card(&page, "proof-mark", "Confirmed by its issuer");
        assert!(text.contains("127.0.0.1"), "{text}");
        assert_eq!(hosted.issuer.lines(), ["GET /assertions/1", "GET /badges/1", "GET /profile"]);
        let tone = "return document.querySelector('proof-mark').shadowRoot.querySelector('.badge').className";
        assert_eq!(
            page.script(tone, &json!([])),
            "badge card",
            "no colours on somebody else's page"
        );
    }
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_full_result_opens_on_our_own_page() {
    let foreign = Foreign::open("");
    foreign.put("badge.json", badge().to_string());
    foreign.page(
        "",
        &format!(
            "<proof-mark id=\"inline\">{}</proof-mark><proof-mark id=\"linked\" src=\"badge.json\"></proof-mark>",
            inline(&badge())
        ),
    );
    let page = foreign.visit(Engine::Chromium);
    let address = |css: &str| {
        wait_for_card(&page, css, KEY_ONLY);
        let link = "return (({ href, target, rel }) => [href, target, rel])(document.querySelector(arguments[0]).shadowRoot.querySelector('a'))";
        let link = page.script(link, &json!([css]));
        assert_eq!(link[1], "_blank");
        assert!(link[2].as_str().unwrap().contains("noopener"), "{link}");
        link[0].as_str().unwrap().to_owned()
    };
    let (inline, linked) = (address("#inline"), address("#linked"));
    assert!(inline.starts_with(&format!("{}#badge=", foreign.ours)), "{inline}");
    let open = |address: &str| {
        let page = Page::start(Engine::Chromium, &foreign.ours);
        page.open(address);
        page
    };
    let page = open(&inline);
    page.wait_for_text("#verdict-title", KEY_ONLY);
    assert_eq!(page.foreign(&page.requests()), [""; 0], "nobody is asked for what came along");
    let site = foreign.url.trim_start_matches("http://").trim_end_matches('/');
    open(&linked).wait_for_text(".link-offer", site);
    // What is no badge is told to be none.
    open(&format!("{}#badge=***", foreign.ours)).wait_for_text("#verdict-title", "No badge found");
}
