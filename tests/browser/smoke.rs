//! The page comes up, and quietly: nothing forbidden, nothing wrong, nobody else asked.

use crate::open_page;

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_page_loads_and_asks_nobody_else() {
    let page = open_page();
    let heading = page.wait_for_text("h1", "");
    assert!(!heading.is_empty(), "the page has no heading");
    assert_eq!(
        page.violations(),
        [""; 0],
        "violations of the security policy"
    );
    assert_eq!(page.console_errors(), [""; 0], "errors on the console");
    let requests = page.requests();
    assert_eq!(page.foreign_requests(), [""; 0], "requests to others");
    let modules = requests.iter().filter(|url| url.ends_with(".wasm")).count();
    assert_eq!(modules, 1, "the module is fetched once: {requests:#?}");
}
