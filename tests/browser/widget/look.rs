//! How a card looks and reads on a page that is against it, and to those who cannot see it.

use super::*;

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_strict_policy_that_names_us_is_enough() {
    let foreign = Foreign::open(
        "default-src 'none'; script-src 'self' OURS 'wasm-unsafe-eval'; connect-src 'self' OURS; img-src 'self' blob: data:; require-trusted-types-for 'script'",
    );
    foreign.put("badge.png", baked(&badge()));
    foreign.page("", "<proof-mark src=\"badge.png\" lang=\"de\"></proof-mark>");
    let page = foreign.visit(Engine::Chromium);
    wait_for_card(&page, "proof-mark", "Kite Building");
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

/// Styles of the page around it do not reach what is inside, but for the few that are made for it.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn hostile_styles_and_directions_do_no_harm() {
    let foreign = Foreign::open("");
    let hostile = "* { color: lime !important; font: 40px cursive !important; letter-spacing: 1em !important; text-transform: uppercase !important; visibility: hidden } \
        html { direction: rtl; --tone: lime; --ink: lime } proof-mark { --proof-mark-radius: 3px }";
    foreign.page(
        &format!("<style>{hostile}</style>"),
        &format!(
            "<proof-mark id=\"en\" lang=\"en\">{}</proof-mark><proof-mark id=\"ar\" lang=\"ar\" layout=\"chip\">{}</proof-mark>",
            inline(&badge()),
            inline(&badge())
        ),
    );
    let page = foreign.visit(Engine::Chromium);
    page.wait_for("proof-mark");
    page.script(
        "document.querySelectorAll('proof-mark').forEach((mark) => mark.verify())",
        &json!([]),
    );
    let look = "const card = document.querySelector(arguments[0]).shadowRoot.querySelector('.badge');
         const { color, fontSize, letterSpacing, textTransform, visibility, direction, borderTopLeftRadius } = getComputedStyle(card.querySelector('.title'));
         return [color, fontSize, letterSpacing, textTransform, visibility, direction, getComputedStyle(card).borderTopLeftRadius]";
    wait_for_report(&page, "#en");
    let expected = json!(["rgb(29, 35, 43)", "17.6px", "normal", "none", "visible", "ltr", "3px"]);
    assert_eq!(page.script(look, &json!(["#en"])), expected);
    wait_for_report(&page, "#ar");
    let direction = "return getComputedStyle(document.querySelector('#ar').shadowRoot.querySelector('.badge')).direction";
    let start = Instant::now();
    while page.script(direction, &json!([])) != "rtl" {
        assert!(start.elapsed() < Duration::from_secs(10), "Arabic is written from right to left");
        thread::sleep(Duration::from_millis(50));
    }
}

fn wait_for_report(page: &Page, css: &str) {
    page.script_async(
        "const [css, done] = arguments;
         const look = () => document.querySelector(css).report ? setTimeout(done, 50) : setTimeout(look, 20);
         look();",
        &json!([css]),
    );
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn everybody_can_use_a_card() {
    let foreign = Foreign::open("");
    let hosted = Hosted::new();
    let layouts: String = ["card", "chip", "inline"]
        .iter()
        .flat_map(|layout| {
            ["light", "dark"].map(|theme| {
                let badge = inline(&hosted.assertion);
                format!("<div><proof-mark class=\"{layout}-{theme}\" layout=\"{layout}\" theme=\"{theme}\">{badge}</proof-mark></div>")
            })
        })
        .collect();
    foreign.page("", &layouts);
    let page = foreign.visit(Engine::Chromium);
    for css in [".card-light", ".inline-dark"] {
        wait_for_card(&page, css, "Only a pointer");
    }
    let axe = std::env::var_os("PROOFMARK_AXE").expect("PROOFMARK_AXE names a script");
    page.script(&fs::read_to_string(axe).unwrap(), &json!([]));
    assert_eq!(crate::accessibility::found_by_axe(&page), [""; 0]);
    // Tab leads to the button, and Enter presses it.
    let focused = "return document.activeElement.shadowRoot?.activeElement?.localName ?? ''";
    page.script(
        "document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()",
        &json!([]),
    );
    for _ in 0..5 {
        page.press("\u{e004}");
        if page.script(focused, &json!([])) == "button" {
            break;
        }
    }
    assert_eq!(page.script(focused, &json!([])), "button");
    page.press("\u{e007}");
    wait_for_card(&page, ".card-light", "Confirmed by its issuer");
    assert_eq!(crate::accessibility::found_by_axe(&page), [""; 0]);
    if let Some(folder) = std::env::var_os("PROOFMARK_PICTURES") {
        page.whole_screenshot(&Path::new(&folder).join("widget.png"));
    }
}
