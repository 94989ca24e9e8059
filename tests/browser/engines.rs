//! The main stories, told in each engine. Whatever has one story more stands in the other files; those of
//! them that say so run in each engine too, the others in Chromium alone.

use std::{fs, path::Path, thread, time::Duration};

use proofmark::resource::Resources;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::support::{TestKey, by_did_key};
use crate::{open_page_in, packs, reports, scan, shelf};

const VERDICT: &str = "#verdict-title";

/// A module for each engine, so that `cargo xtask test` can leave one out by its name and count what
/// it left out.
macro_rules! in_each_engine {
    ($($story:ident)*) => {
        in_each_engine!(chromium, Chromium, "needs dist and chromium: run cargo xtask test", $($story)*);
        in_each_engine!(firefox, Firefox, "needs dist and firefox: run cargo xtask test", $($story)*);
        in_each_engine!(webkit, WebKit, "needs dist and webkit: run cargo xtask test", $($story)*);
    };
    ($module:ident, $engine:ident, $reason:literal, $($story:ident)*) => {
        mod $module {
            $(
                #[test]
                #[ignore = $reason]
                fn $story() {
                    super::$story(crate::engine::Engine::$engine);
                }
            )*
        }
    };
}
pub(crate) use in_each_engine;

in_each_engine! {
    the_page_loads_and_asks_nobody_else
    the_instruments_hear
    samples_give_their_verdicts
    files_give_their_verdicts
    pictures_and_papers_are_looked_into
    page_and_command_say_the_same
    a_pack_says_the_same_everywhere
    a_machine_without_network_is_prepared_for
    a_badge_is_finished_later
}

fn the_page_loads_and_asks_nobody_else(engine: Engine) {
    let page = open_page_in(engine);
    assert!(!page.wait_for_text("h1", "").is_empty(), "the page has no heading");
    // Whoever wanted to call home has had the time.
    thread::sleep(Duration::from_secs(1));
    let requests = page.requests();
    assert_eq!(page.foreign(&requests), [""; 0], "requests to others");
    for module in ["proofmark-app-", "proofmark-keys-"] {
        let is = |url: &&String| url.contains(module) && url.ends_with(".wasm");
        let times = requests.iter().filter(is).count();
        assert_eq!(times, 1, "each module is fetched once: {requests:#?}");
    }
    assert_eq!(page.violations(), [""; 0], "violations of the security policy");
    assert_eq!(page.console_errors(), [""; 0], "errors on the console");
}

/// The other stories prove nothing if their instruments are deaf.
fn the_instruments_hear(engine: Engine) {
    let page = open_page_in(engine);
    page.requests();
    page.script_async(
        "const done = arguments[0];
         document.body.setAttribute('style', 'color: red');
         reportError(new Error('thrown'));
         console.error('heard');
         console.warn('noticed');
         fetch('https://issuer.example/badge').catch(() => setTimeout(done, 100));",
        &json!([]),
    );
    let foreign = page.foreign(&page.requests());
    // WebKit tells a page of requests only once they were answered; the proxy hears them all.
    let url = "https://issuer.example/badge".to_owned();
    assert!(engine == Engine::WebKit || foreign.contains(&url), "{foreign:?}");
    assert!(foreign.iter().any(|knock| knock == "issuer.example:443"), "{foreign:?}");
    assert!(page.violations()[0].starts_with("style-src-attr"), "{:?}", page.violations());
    let console = page.console_errors().concat();
    for word in ["heard", "noticed", "thrown"] {
        assert!(console.contains(word), "no {word} in {console}");
    }
}

fn samples_give_their_verdicts(engine: Engine) {
    let page = open_page_in(engine);
    page.requests();
    let states = [
        "Signed and unaltered",
        "Altered or forged",
        "Was genuine; it has expired",
        "Revoked by the issuer",
    ];
    for (index, verdict) in states.into_iter().enumerate() {
        page.click(&format!(".samples button:nth-of-type({})", index + 1));
        page.wait_for_text(VERDICT, verdict);
        assert!(page.text(".band").contains("sample"), "{verdict} without its band");
        page.click("header.site button");
        page.wait_for(".samples");
    }
    assert_eq!(page.foreign(&page.requests()), [""; 0], "a sample needs nobody else");
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

fn files_give_their_verdicts(engine: Engine) {
    let page = open_page_in(engine);
    page.requests();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let key = TestKey::fresh();
    let text = fs::read_to_string(folder.join("tests/cases/badge.json")).unwrap();
    let mut badge: Value =
        serde_json::from_str(&text.replace("{{did:alice}}", &key.did())).unwrap();
    key.sign(&mut badge, &by_did_key(&key, "eddsa-rdfc-2022"), &Resources::new());
    let name = badge["credentialSubject"]["achievement"]["name"].as_str().unwrap().to_owned();
    let path =
        std::env::temp_dir().join(format!("proofmark-{}-{engine:?}.json", std::process::id()));
    fs::write(&path, badge.to_string()).unwrap();
    page.set_file("#file", &path);
    page.wait_for_text(VERDICT, "Signed, but by someone we cannot name");
    assert!(page.text(".badge").contains(&name));
    fs::remove_file(&path).unwrap();

    badge["credentialSubject"]["achievement"]["name"] = "Brain Surgery".into();
    page.drop_file("body", "badge.json", "application/json", badge.to_string().as_bytes());
    page.wait_for_text(VERDICT, "Altered or forged");
    let baked = fs::read(folder.join("www/samples/genuine.png")).unwrap();
    page.drop_file("body", "badge.png", "image/png", &baked);
    page.wait_for_text(".badge", "Bookbinding, first year");
    // On a badge that waits for its issuer, it would be offered as the answer.
    page.click("header.site button");
    page.drop_file("#file", "picture.png", "image/png", &picture());
    page.wait_for_text(".verdict", "This is a picture without a badge in it.");

    assert_eq!(page.foreign(&page.requests()), [""; 0], "asked though nobody agreed");
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

fn pictures_and_papers_are_looked_into(engine: Engine) {
    scan::pictures_and_papers_are_looked_into(engine);
}

fn page_and_command_say_the_same(engine: Engine) {
    reports::page_and_command_say_the_same(engine);
}

fn a_pack_says_the_same_everywhere(engine: Engine) {
    packs::a_pack_says_the_same_everywhere(engine);
}

fn a_machine_without_network_is_prepared_for(engine: Engine) {
    shelf::a_machine_without_network_is_prepared_for(engine);
}

fn a_badge_is_finished_later(engine: Engine) {
    shelf::a_badge_is_finished_later(engine);
}

/// One grey dot.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[128]).unwrap();
    bytes
}
