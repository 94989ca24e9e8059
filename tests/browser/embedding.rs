//! The examples of docs/embedding.md, taken from it and run: on pages of somebody else, in a frame, in
//! React and in Vue.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use xtask::server::Server;

use crate::engine::Engine;
use crate::package::node;
use crate::widget::{Foreign, KEY_ONLY, badge, baked, tampered, wait_for_card};

/// What the guide writes for the place of the verifier.
const VERIFIER: &str = "https://verifier.example";

/// Every example: below which heading it stands, and what it is written in.
const EXAMPLES: [(&str, &str); 10] = [
    ("The element", "html"),
    ("The element", "js"),
    ("The frame", "html"),
    ("The frame", "js"),
    ("The package", "js"),
    ("At the edge", "js"),
    ("At the edge", "js"),
    ("React", "jsx"),
    ("Vue", "vue"),
    ("Vue", "js"),
];

/// The examples in the guide: heading, language, text.
fn examples() -> Vec<(String, String, String)> {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embedding.md");
    let (mut found, mut heading, mut open) = (Vec::new(), String::new(), None);
    for line in fs::read_to_string(guide).unwrap().lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(_)) => {
                let (language, text) = open.take().expect("it is open");
                found.push((heading.clone(), language, text));
            }
            (None, Some((_, text))) => *text = format!("{text}{line}\n"),
            (None, None) if line.starts_with('#') => {
                heading = line.trim_start_matches(['#', ' ']).to_owned();
            }
            (None, None) => {}
        }
    }
    found
}

/// The text of an example, by its place among those in that language below that heading.
pub(crate) fn example(heading: &str, language: &str, place: usize) -> String {
    let mut fitting =
        examples().into_iter().filter(|(under, kind, _)| under == heading && kind == language);
    fitting.nth(place).unwrap_or_else(|| panic!("no such {language} below {heading}")).2
}

/// The same, of the verifier at this address.
fn of_verifier(home: &str, text: &str) -> String {
    assert!(text.contains(VERIFIER), "{text}");
    text.replace(VERIFIER, home.trim_end_matches('/'))
}

/// A new example has to be run here, too.
#[test]
fn every_example_is_run() {
    let found = examples();
    let found: Vec<(&str, &str)> =
        found.iter().map(|(heading, language, _)| (&heading[..], &language[..])).collect();
    assert_eq!(found, EXAMPLES);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_plain_page_shows_a_badge_and_another() {
    let foreign = Foreign::open("");
    foreign.put("badge.png", baked(&badge()));
    foreign.put("another-badge.png", baked(&tampered()));
    let example_page = of_verifier(&foreign.ours, &example("The element", "html", 0));
    foreign.put("index.html", format!("<!doctype html><title>Plain</title>{example_page}"));
    let page = foreign.visit(Engine::Chromium);
    wait_for_card(&page, "proof-mark", KEY_ONLY);
    let script = example("The element", "js", 0);
    page.script(
        &format!("globalThis.told = []; console.log = (...words) => told.push(words); {script}"),
        &json!([]),
    );
    wait_for_card(&page, "proof-mark", "Altered or forged");
    assert_eq!(page.script("return told", &json!([])), json!([["invalid", null]]));
    assert_eq!(page.console_errors(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_frame_becomes_as_high_as_its_badge() {
    let foreign = Foreign::open("");
    let badges = open_to_all("badge.png", &baked(&badge()));
    let address = format!("{}badge.png", badges.replace(':', "%3A").replace('/', "%2F"));
    let frame = of_verifier(&foreign.ours, &example("The frame", "html", 0));
    let named = "https%3A%2F%2Fyour-site.example%2Fbadge.png";
    assert!(frame.contains(named), "{frame}");
    let frame = frame.replace(named, &address).replace("height=\"260\"", "height=\"7\"");
    let script = of_verifier(&foreign.ours, &example("The frame", "js", 0));
    foreign.put(
        "index.html",
        format!("<!doctype html><title>Framed</title><script>{script}</script>{frame}"),
    );
    let page = foreign.visit(Engine::Chromium);
    page.script_async(
        "const done = arguments[0];
         const look = () => document.querySelector('iframe').height > 100 ? done() : setTimeout(look, 20);
         look();",
        &json!([]),
    );
    let frame = page.wait_for("iframe");
    page.enter_frame(&frame);
    wait_for_card(&page, "proof-mark", KEY_ONLY);
}

/// A host that lets pages read its file.
fn open_to_all(name: &str, bytes: &[u8]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("open-to-all");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
    let server = Server::bind(folder, 0).unwrap();
    let url = server.url();
    let open = |_: &str, mut answer: xtask::site::Answer| {
        answer.headers.retain(|(name, _)| *name == "Content-Type");
        answer.headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        Some(answer)
    };
    server.changing(Arc::new(open)).start();
    url
}

#[test]
#[ignore = "needs dist and node: run cargo xtask test"]
fn the_package_is_used_as_it_says() {
    let folder = crate::package::project("guide");
    let text = example("The package", "js", 0);
    let bytes = badge().to_string();
    let told = node(
        &folder,
        &format!(
            "const bytesOrText = {};\n{text}\nconsole.log(JSON.stringify([report.verdict, typeof verifyMany]));",
            json!(bytes)
        ),
    );
    assert_eq!(told, json!(["valid", "function"]));
}

#[cfg(unix)]
mod frameworks {
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;
    use crate::HOW_TO_RUN;
    use crate::package::{done, project};

    /// Where React, Vue and Vite are.
    fn packages() -> PathBuf {
        let folder = std::env::var_os("FRAMEWORKS");
        folder.unwrap_or_else(|| panic!("no FRAMEWORKS. {HOW_TO_RUN}")).into()
    }

    /// Builds a project of these files with the package in it, shows it on that host, and looks at one
    /// badge after the other.
    fn shows_one_badge_and_another(foreign: &Foreign, name: &str, files: &[(&str, String)]) {
        let folder = project(name);
        // As if they were installed in it: what they need themselves is found where they are.
        for package in ["react", "react-dom", "vue", "@vitejs"] {
            let link = folder.join("node_modules").join(package);
            std::os::unix::fs::symlink(packages().join(package), link).unwrap();
        }
        let public = folder.join("public");
        fs::create_dir(&public).unwrap();
        fs::write(public.join("badge.png"), baked(&badge())).unwrap();
        fs::write(public.join("another-badge.png"), baked(&tampered())).unwrap();
        fs::write(
            folder.join("index.html"),
            "<!doctype html><title>Framework</title><div id=\"root\"></div><script type=\"module\" src=\"/main.js\"></script>",
        )
        .unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        let mut vite = Command::new(packages().join(".bin/vite"));
        done(vite.args(["build", "--base", "./"]).current_dir(&folder));

        foreign.publish(&folder.join("dist"));
        let page = foreign.visit(Engine::Chromium);
        wait_for_card(&page, "proof-mark", KEY_ONLY);
        page.script("show('another-badge.png')", &json!([]));
        wait_for_card(&page, "proof-mark", "Altered or forged");
        assert_eq!(page.script("return told", &json!([])), json!(["valid", "invalid"]));
        assert_eq!(
            page.script("return document.querySelectorAll('proof-mark').length", &json!([])),
            1
        );
    }

    #[test]
    #[ignore = "needs dist, chromium, node and react: run cargo xtask test"]
    fn react_shows_a_badge() {
        let foreign = Foreign::open("");
        let main = "
            import { createElement, StrictMode, useState } from \"react\";
            import { createRoot } from \"react-dom/client\";
            import { Badge } from \"./Badge.jsx\";

            globalThis.told = [];
            const onReport = ({ verdict }) => told.push(verdict);
            function Page() {
              const [src, show] = useState(\"badge.png\");
              globalThis.show = show;
              return createElement(Badge, { src, onReport });
            }
            createRoot(document.querySelector(\"#root\")).render(createElement(StrictMode, null, createElement(Page)));";
        let config =
            "import react from \"@vitejs/plugin-react\";\nexport default { plugins: [react()] };";
        let files = [
            ("Badge.jsx", of_verifier(&foreign.ours, &example("React", "jsx", 0))),
            ("main.js", main.to_owned()),
            ("vite.config.js", config.to_owned()),
        ];
        shows_one_badge_and_another(&foreign, "react", &files);
    }

    #[test]
    #[ignore = "needs dist, chromium, node and vue: run cargo xtask test"]
    fn vue_shows_a_badge() {
        let foreign = Foreign::open("");
        let main = "
            import { createApp, h, ref } from \"vue\";
            import Badge from \"./Badge.vue\";

            globalThis.told = [];
            const src = ref(\"badge.png\");
            globalThis.show = (other) => { src.value = other; };
            createApp(() => h(Badge, { src: src.value, onReport: ({ verdict }) => told.push(verdict) })).mount(\"#root\");";
        let files = [
            ("Badge.vue", of_verifier(&foreign.ours, &example("Vue", "vue", 0))),
            ("main.js", main.to_owned()),
            ("vite.config.js", example("Vue", "js", 0)),
        ];
        shows_one_badge_and_another(&foreign, "vue", &files);
    }
}
