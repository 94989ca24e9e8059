//! What is JSON with one meaning, and what is not.

use super::*;

fn fault(text: &str) -> Fault {
    parse(text).unwrap_err().fault
}

#[test]
fn reads_what_serde_json_reads() {
    for text in ["null", "[]", "{\"a\":[1,-2,3.5,true,\"\\u00e9\\ud83d\\ude00\",{\"b\":null}]}"] {
        assert_eq!(parse(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }
}

#[test]
fn refuses_what_two_readers_could_read_differently() {
    let twice = [
        ("{\"a\":1,\"a\":1}", "a", "/a"),
        ("[0,{\"x/y~\":{\"\\u0061\":1,\"a\":2}}]", "a", "/1/x~1y~0/a"),
        ("{\"\":[{\"\":1,\"\":1}]}", "", "//0/"),
    ];
    for (text, name, at) in twice {
        let error = Error::new(Fault::DuplicateMember, name);
        assert_eq!(parse(text).unwrap_err(), Error { at: Some(at.into()), ..error });
    }
    let malformed = [
        "",
        "{",
        "{\"a\":1,}",
        "[1,]",
        "01",
        "1 2",
        "NaN",
        "[Infinity]",
        "{\"a\":\"x: None\" \"b\":1}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "[1e999]",
        "\"\\ud800\"",
        "\"\\ud800\\ud800\"",
        "\"\\udbff\\uffff\"",
        "{\"\\ud800\":1}",
        "// x\n{}",
        "\"a\nb\"",
    ];
    for text in malformed {
        assert_eq!(fault(text), Fault::Malformed, "{text}");
    }
    let printed = [
        "{'a': 1}",
        "{\"a\": None}",
        "{\"a\":\n [True]}",
        "{ a : 1 }",
        "{\"a\": 'x'}",
        "[object Object]",
        "[{\"a\": undefined}]",
    ];
    for text in printed {
        assert_eq!(fault(text), Fault::Printed, "{text}");
    }
    assert_eq!(parse("\"a\x7fb\"").unwrap(), "a\x7fb");
    let kept = parse("[1.50,-0,1E+2]").unwrap();
    assert_eq!(kept.to_string(), "[1.50,-0,1E+2]");
    let error = parse("{\"a\":1,\n\"b\" 2}").unwrap_err();
    assert_eq!(error.detail, "expected : at line 2, column 5");
}

#[test]
fn nesting_ends() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(DEEPEST)).is_ok());
    assert_eq!(fault(&nested(DEEPEST + 1)), Fault::TooDeep);
    assert_eq!(fault(&"{\"a\":".repeat(200_000)), Fault::TooDeep);
}

#[test]
fn names_and_numbers_end() {
    let named = |length: usize| format!("{{\"{}\":1}}", "n".repeat(length));
    assert!(parse(&named(LONGEST_WAY)).is_ok());
    assert_eq!(fault(&named(LONGEST_WAY + 1)), Fault::TooLarge);
    // Beside each other they may be as many as they like.
    let half = "n".repeat(LONGEST_WAY / 2);
    assert!(parse(&format!("{{\"{half}\":{{\"{half}\":1}},\"m{}\":1}}", &half)).is_ok());
    assert_eq!(fault(&format!("{{\"{half}\":{{\"{half}m\":1}}}}")), Fault::TooLarge);
    let values = |count: usize| format!("[{}]", vec!["0"; count].join(","));
    assert!(parse(&values(MOST_VALUES - 1)).is_ok());
    assert_eq!(fault(&values(MOST_VALUES)), Fault::TooLarge);
    for (number, far) in [("1e18", true), ("-7e-20", true), ("0.0e99", false), ("1.5e17", false)] {
        let many = |count: usize| format!("[{}]", vec![number; count].join(","));
        assert!(parse(&many(MOST_FAR)).is_ok(), "{number}");
        assert_eq!(parse(&many(MOST_FAR + 1)).is_err(), far, "{number}");
    }
    assert_eq!(fault(&format!("[{}]", vec!["1e18"; MOST_FAR + 1].join(","))), Fault::TooLarge);
}
