//! Elements come, change, move and go; several copies of the script; many badges.

use super::*;

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn two_hundred_badges_bring_one_program() {
    let foreign = Foreign::open("");
    let badges =
        "<proof-mark src=\"badge.json\" layout=\"chip\" lang=\"de\"></proof-mark>".repeat(200);
    foreign.put("badge.json", badge().to_string());
    foreign.page("", &format!("<div style=\"height: 300vh\"></div>{badges}"));
    let page = foreign.visit(Engine::Chromium);
    thread::sleep(Duration::from_millis(700));
    let early = page.requests();
    assert!(!early.iter().any(|url| url.ends_with(".wasm")), "not lazy: {early:#?}");
    page.script(
        "document.querySelectorAll('proof-mark').forEach((mark) => mark.verify())",
        &json!([]),
    );
    page.script_async(
        "const done = arguments[0];
         const look = () => [...document.querySelectorAll('proof-mark')].every(({ report }) => report?.verdict === 'valid') ? done() : setTimeout(look, 50);
         look();",
        &json!([]),
    );
    let requests = page.requests();
    for module in ["proofmark-app-", "proofmark-keys-"] {
        let is = |url: &&String| url.contains(module) && url.ends_with(".wasm");
        assert_eq!(requests.iter().filter(is).count(), 1, "{module}: {requests:#?}");
    }
    assert_eq!(requests.iter().filter(|url| url.ends_with("lang/de.txt")).count(), 1);
    assert_eq!(page.console_errors(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn several_copies_agree_on_the_newest() {
    let foreign = Foreign::open("");
    // The same site once more, one version later.
    let folder = site::copied(&site::dist(), "widget-newer");
    let script = folder.join("v1/widget.js");
    let text = fs::read_to_string(&script).unwrap();
    let version = format!("const version = \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version));
    fs::write(&script, text.replace(&version, "const version = \"10.0.0\"")).unwrap();
    let newer = site::serve_folder(folder);
    foreign.page(
        "",
        &format!(
            "<div style=\"height: 300vh\"></div><proof-mark>{}</proof-mark>
             <script type=\"module\" src=\"{}v1/widget.js?again\"></script>
             <script type=\"module\" src=\"{newer}v1/widget.js\"></script>",
            inline(&badge()),
            foreign.ours
        ),
    );
    let page = foreign.visit(Engine::Chromium);
    page.script_async(
        "const done = arguments[0];
         const look = () => globalThis[Symbol.for('proof-mark')]?.version === '10.0.0' ? done() : setTimeout(look, 20);
         look();",
        &json!([]),
    );
    page.script("document.querySelector('proof-mark').verify()", &json!([]));
    wait_for_card(&page, "proof-mark", KEY_ONLY);
    let requests = page.requests();
    let modules: Vec<&String> = requests
        .iter()
        .filter(|url| url.contains("proofmark-app-") && url.ends_with(".wasm"))
        .collect();
    assert_eq!(modules.len(), 1, "{modules:?}");
    assert!(modules[0].starts_with(&newer), "{modules:?}");
    assert_eq!(page.console_errors(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn elements_change_move_and_go() {
    let foreign = Foreign::open("");
    foreign.put("badge.json", badge().to_string());
    foreign.put("tampered.json", tampered().to_string());
    foreign.page("", "<proof-mark src=\"badge.json\"></proof-mark><div id=\"other\"></div>");
    let page = foreign.visit(Engine::Chromium);
    // While it loads, and one after the other.
    page.script(
        "const mark = document.querySelector('proof-mark');
         mark.verify().catch(() => {});
         mark.setAttribute('src', 'missing.json');
         mark.setAttribute('layout', 'chip');
         mark.setAttribute('src', 'tampered.json');
         document.querySelector('#other').append(mark);",
        &json!([]),
    );
    wait_for_card(&page, "#other > proof-mark", "Altered or forged");
    page.script(
        "const mark = document.querySelector('proof-mark');
         mark.remove();
         setTimeout(() => { mark.setAttribute('src', 'badge.json'); document.querySelector('main').append(mark); }, 100);",
        &json!([]),
    );
    wait_for_card(&page, "main > proof-mark", KEY_ONLY);
    // One that gets its badge only later.
    page.script(
        "const mark = Object.assign(document.createElement('proof-mark'), { id: 'late' });
         document.querySelector('main').prepend(mark);
         setTimeout(() => {
           const script = Object.assign(document.createElement('script'), { type: 'application/json', textContent: arguments[0] });
           mark.append(script);
         }, 100);",
        &json!([badge().to_string()]),
    );
    wait_for_card(&page, "#late", KEY_ONLY);
    let again = page.script_async(
        "const done = arguments[0];
         document.querySelector('#late').verify().then(({ verdict }) => done(verdict), done);",
        &json!([]),
    );
    assert_eq!(again, "valid");
    let mut heard = page.console_errors();
    heard.retain(|line| !line.contains("missing.json"));
    assert_eq!(heard, [""; 0]);
}

/// The script that stands on other people's pages stays small.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_script_is_small() {
    let size = fs::metadata(site::dist().join("v1/widget.js.br")).unwrap().len();
    assert!(size < 4096, "{size} bytes");
}

/// What is seen first of the page around it comes as soon as it does without us: paired, one after the other.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_page_around_is_not_delayed() {
    let foreign = Foreign::open("");
    let words = "A long paragraph about Jane. ".repeat(80);
    foreign.page("", &format!("<p>{words}</p><proof-mark>{}</proof-mark>", inline(&badge())));
    let with = fs::read_to_string(foreign.folder.join("index.html")).unwrap();
    let tag = format!("<script type=\"module\" src=\"{}v1/widget.js\"></script>", foreign.ours);
    assert!(with.contains(&tag));
    foreign.put("without.html", with.replace(&tag, ""));
    let page = foreign.visit(Engine::Chromium);
    wait_for_card(&page, "proof-mark", KEY_ONLY);
    let mut differences = Vec::new();
    for _ in 0..9 {
        let [with, without] = ["index.html", "without.html"].map(|name| {
            page.open(&format!("{}{name}", foreign.url));
            let paint = page.script_async(
                "const done = arguments[0];
                 new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
                   .observe({ type: 'largest-contentful-paint', buffered: true });",
                &json!([]),
            );
            paint.as_f64().unwrap()
        });
        differences.push(with - without);
    }
    differences.sort_by(f64::total_cmp);
    println!("largest contentful paint, with minus without, in ms: {differences:.0?}");
    assert!(differences[4] < 100.0, "{differences:?}");
}
