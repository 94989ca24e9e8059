//! Words that would like to be more than words.

use super::*;

/// Nothing a badge says becomes an element, an attribute or an address that runs.
#[test]
fn hostile_words_stay_words() {
    let did = alice().did();
    let evil = "</h2><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"alert(1)";
    let mut hostile = badge(&did);
    hostile["issuer"]["name"] = evil.into();
    hostile["issuer"]["url"] = "javascript:alert(1)".into();
    hostile["name"] = evil.into();
    let subject = &mut hostile["credentialSubject"];
    subject["identifier"][0]["identityHash"] = evil.into();
    let achievement = &mut subject["achievement"];
    achievement["name"] = evil.into();
    achievement["description"] = evil.into();
    achievement["image"] = json!({ "id": "javascript:alert(1)", "type": "Image" });
    achievement["tag"] = json!([evil, "\u{202e}gnp.exe"]);
    achievement["criteria"] = json!({ "id": "data:text/html,<script>alert(1)</script>", "narrative":
        format!("{evil}\n\n[click](javascript:alert(1)) ![pixel](https://spy.example/p.png) <b>bold</b>\n\n\
            [fine](https://example.edu/criteria)") });
    achievement["alignment"] = json!([{ "type": ["Alignment"], "targetName": evil,
        "targetUrl": "vbscript:x", "targetFramework": evil, "targetCode": evil }]);
    for text in [signed(hostile.clone(), &alice(), &alice().did_method()), hostile.to_string()] {
        let mut scene = Scene::new(text);
        // Nobody answers for where its links lead: they are texts until the person wants them.
        assert!(!scene.html().contains("href=\"https://example.edu"), "{}", scene.html());
        scene.links = true;
        let html = scene.html();
        for forbidden in [
            "<script",
            "<img",
            "<b>",
            "onerror=alert(1)>",
            "href=\"javascript",
            "href=\"data:",
            "href=\"vbscript",
            "src=\"http",
        ] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
        // An attribute of ours is never closed by a text of theirs.
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')) {
            assert!(!tag.0.contains("\" onclick=\""), "{}", tag.0);
        }
        assert!(html.contains("href=\"https://example.edu/criteria\""), "{html}");
        for (at, _) in html.match_indices("<a ") {
            let tag = &html[at..at + html[at..].find('>').unwrap()];
            assert!(tag.contains("rel=\"noopener noreferrer"), "{tag}");
        }
        // Characters that turn the reading direction are made visible or isolated.
        assert!(!html.contains('\u{202e}'), "{html}");
    }
}

/// A name on a host that anyone can use comes with a warning, and so does one of mixed letters.
#[test]
fn names_that_mislead_are_pointed_out() {
    let mut odd = badge("did:web:someone.github.io");
    odd["issuer"]["name"] = "H\u{430}rvard".into();
    let text = signed(odd, &alice(), "did:web:someone.github.io#key-1");
    let said = words(&Scene::new(text).html());
    assert!(said.contains("Anyone can have an address at github.io."), "{said}");
    assert!(said.contains("The name mixes letters of different alphabets"), "{said}");
}

/// Markdown has its effect and nothing else has.
#[test]
fn markdown_is_what_badges_need() {
    let drawn = |text: &str| draw(view::markdown(text));
    let page = drawn(
        "# Title\n\nOne *two* **three** `four` [five](https://example.edu/5)\n\n- a\n- b\n  1. c\n\n\
         1. d\n2. e\n\n> quoted\n\n```\n<code>\n```\n\n---\n\nlast",
    );
    for expected in [
        "<em>",
        "two",
        "<strong>",
        "three",
        "<code>",
        "four",
        "<ul>",
        "<ol",
        "<blockquote>",
        "<pre>",
        "&lt;code&gt;",
        "<hr",
        "href=\"https://example.edu/5\"",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    // Its headings do not compete with the page's.
    assert!(!page.contains("<h1") && !page.contains("<h2"), "{page}");
    for inert in [
        "<script>x</script>",
        "<img src=x>",
        "![a](https://spy.example/x.png)",
        "[a](javascript:x)",
        "[a]( data:text/html,x )",
        "<https://example.edu>",
        "[a](https://user@evil.example\\@x)",
        "&lt;b&gt;",
    ] {
        let html = drawn(inert);
        for forbidden in ["<script", "<img", "href=\"javascript", "href=\"data", "<b>"] {
            assert!(!html.contains(forbidden), "{inert} became {html}");
        }
    }
    // Hostile depth and length end soon and lose no words.
    for (unit, count) in [
        ("> ", 5000),
        ("- ", 5000),
        ("*", 5000),
        ("[", 5000),
        ("`", 5000),
        ("**_", 3000),
        ("1. ", 3000),
    ] {
        let html = drawn(&format!("{}end", unit.repeat(count)));
        assert!(html.contains("end"), "{unit}");
    }
}
