//! The page for everyone: what axe-core finds, what a screen reader is told, a keyboard alone, small
//! screens, large letters, colours of one's own.

use std::{env, fs};

use serde_json::{Value, json};

use crate::page::Page;
use crate::states::{STATES, leave};
use crate::{HOW_TO_RUN, open_page};

/// The keys Tab and Enter (WebDriver section 17.4.2).
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// Opens the page with axe-core in it.
fn open_with_axe() -> Page {
    let path = env::var_os("PROOFMARK_AXE")
        .unwrap_or_else(|| panic!("PROOFMARK_AXE names no script. {HOW_TO_RUN}"));
    let script = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}. {HOW_TO_RUN}", path.display()));
    let page = open_page();
    page.script(&script, &json!([]));
    page
}

/// What axe-core holds against the page as it is shown now: the rule, and where it is broken.
pub(crate) fn found_by_axe(page: &Page) -> Vec<String> {
    let found = page.script_async(
        "const done = arguments[0];
         const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
         axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
           ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
             nodes.map(({ target, any }) => `${id}: ${help}: ${target} ${any.map(({ message }) => message)}`))),
           (error) => done([`${error}`]));",
        &json!([]),
    );
    serde_json::from_value(found).expect("the script gives back a list of strings")
}

/// Whether a person would have to scroll sideways.
fn is_too_wide(page: &Page) -> bool {
    let look = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth > clientWidth";
    page.script(look, &json!([])) == true
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn axe_finds_nothing_in_any_state() {
    let page = open_with_axe();
    let mut found = Vec::new();
    for (state, reach) in STATES {
        reach(&page);
        for (width, theme) in [(1280, "light"), (1280, "dark"), (320, "light")] {
            page.resize(width, 1);
            page.prefer(&[("prefers-color-scheme", theme)]);
            let violations = found_by_axe(&page);
            found.extend(
                violations.into_iter().map(|line| format!("{state} {width} {theme}: {line}")),
            );
        }
        leave(&page);
    }
    assert_eq!(found, [""; 0], "{}", found.join("\n"));
    assert_eq!(page.violations(), [""; 0]);
}

/// The test above proves nothing if axe-core does not run.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn axe_finds_what_is_wrong() {
    let page = open_with_axe();
    page.script(
        "document.body.append(document.createElement('img'));
         document.querySelector('h1').replaceWith(document.createElement('h4'));",
        &json!([]),
    );
    let found = found_by_axe(&page).concat();
    assert!(found.contains("image-alt") && found.contains("page-has-heading-one"), "{found}");
}

/// 320 pixels are a small phone, or a screen of 1280 at 400 %; 640 are that screen at 200 %.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn nobody_scrolls_sideways() {
    let page = open_page();
    for (state, reach) in STATES {
        reach(&page);
        for (width, dots) in [(320, 1), (640, 2)] {
            page.resize(width, dots);
            assert!(!is_too_wide(&page), "{state} is too wide for {width} pixels");
        }
        leave(&page);
    }
    // A page that is too wide is noticed.
    page.script("document.querySelector('main').style.width = '700px'", &json!([]));
    assert!(is_too_wide(&page));
}

/// The tree that Chromium hands to screen readers: the verdict has the focus, in a part of the page
/// whose changes are read out.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_screen_reader_is_told_the_verdict() {
    let page = open_page();
    page.drop_file("body", "letter.txt", "", b"Dear Sir or Madam");
    page.wait_for("#verdict-title");
    assert_eq!(told(&page), ("No badge found".into(), "polite".into()));
    leave(&page);
    for (number, verdict) in [(1, "Signed and unaltered"), (2, "Altered or forged")] {
        page.click(&format!(".samples button:nth-of-type({number})"));
        page.wait_for_text("#verdict-title", verdict);
        assert_eq!(told(&page), (verdict.into(), "polite".into()));
        leave(&page);
    }
}

/// The heading that has the focus, and how the changes around it are read out.
fn told(page: &Page) -> (String, String) {
    page.devtools("Accessibility.enable", &json!({}));
    let tree = page.devtools("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().expect("the tree is a list of nodes");
    let property = |node: &Value, name: &str| {
        let all = node["properties"].as_array().cloned().unwrap_or_default();
        all.into_iter()
            .find(|property| property["name"] == name)
            .map(|mut found| found["value"]["value"].take())
    };
    let is_it = |node: &&Value| {
        node["role"]["value"] == "heading" && property(node, "focused") == Some(true.into())
    };
    let heading =
        nodes.iter().find(is_it).unwrap_or_else(|| panic!("no heading has the focus: {tree:#}"));
    let mut around = heading;
    let live = loop {
        if let Some(live) = property(around, "live") {
            break live.as_str().unwrap_or_default().to_owned();
        }
        let parent = nodes.iter().find(|node| node["nodeId"] == around["parentId"]);
        let Some(parent) = parent else { break String::new() };
        around = parent;
    };
    (heading["name"]["value"].as_str().unwrap_or_default().to_owned(), live)
}

/// Presses Tab until what fits has the focus, and shows it.
fn tab_to(page: &Page, css: &str) {
    for _ in 0..40 {
        page.press(TAB);
        if page.focused(css) {
            assert!(page.focused(":focus-visible"), "{css} has the focus and does not show it");
            return;
        }
    }
    panic!("40 times Tab did not lead to {css}");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_keyboard_is_enough() {
    let page = open_page();
    page.wait_for("#file");
    tab_to(&page, "#file");
    tab_to(&page, ".samples button");
    page.press(ENTER);
    page.wait_for_text("#verdict-title", "Signed and unaltered");
    assert!(page.focused("#verdict-title"));
    tab_to(&page, ".compare summary");
    page.press(ENTER);
    tab_to(&page, ".compare input");
    page.press("j");
    page.press(ENTER);
    page.wait_for_text(".verdict", "It was not awarded to the person you named.");
    tab_to(&page, ".inspector > summary");
    page.press(ENTER);
    page.wait_for(".inspector[open]");
    tab_to(&page, ".inspector .source summary");
    page.press(ENTER);
    tab_to(&page, ".inspector .source button");
    page.script("document.activeElement.blur(); document.body.focus()", &json!([]));
    tab_to(&page, "header.site button");
    page.press(ENTER);
    page.wait_for("#file");
    assert_eq!(page.console_errors(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn colours_and_rest_are_as_the_person_wants() {
    let page = open_page();
    page.wait_for(".samples button");
    let moves =
        "return getComputedStyle(document.querySelector('.samples button')).transitionDuration";
    assert_ne!(page.script(moves, &json!([])), "0s", "there is something to be stopped");
    page.prefer(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]);
    assert_eq!(page.script(moves, &json!([])), "0s");
    for (state, reach) in STATES {
        reach(&page);
        // The pictures beside a verdict keep the person's colours too: SVG is not repainted by itself.
        let odd = page.script(
            "const text = getComputedStyle(document.body).color;
             return [...document.querySelectorAll('.seal .outline, .sign path')]
               .map((shape) => getComputedStyle(shape).stroke).filter((colour) => colour !== text)",
            &json!([]),
        );
        assert_eq!(odd, json!([]), "{state}");
        leave(&page);
    }
    assert_eq!(page.console_errors(), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
}
