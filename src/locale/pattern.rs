//! How a message is filled in: values set apart from the words around them, and the case that fits a number.
//!
//! `xtask::language` writes patterns with marks: 1 and 2 around the name of a value, 3 before the number that
//! chooses, 4 and 5 around the name of each case, 6 after the last, 7 for a line feed.

use crate::credential::visible;

/// Writes a pattern up to its end or the end of the case it is; gives back what follows. Where `shown` is
/// false it is only read.
pub(super) fn write<'a>(
    out: &mut String,
    pattern: &'a str,
    arguments: &[(&str, &str)],
    tag: &str,
    shown: bool,
) -> &'a str {
    let value = |name: &str| {
        arguments.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value)
    };
    let mut rest = pattern;
    while let Some(at) = rest.find(|c: char| ('\u{1}'..='\u{7}').contains(&c)) {
        if shown {
            out.push_str(&rest[..at]);
        }
        let (mark, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        match mark {
            1 => {
                let (name, after) = after.split_once('\u{2}').unwrap_or((after, ""));
                if shown {
                    isolated(out, value(name), tag);
                }
                rest = after;
            }
            3 => {
                let (name, _) = after.split_once('\u{4}').unwrap_or((after, ""));
                let number = value(name);
                rest = choose(out, &after[name.len()..], number, arguments, tag, shown);
            }
            7 => {
                if shown {
                    out.push('\n');
                }
                rest = after;
            }
            // The end of a case.
            _ => return &rest[at..],
        }
    }
    if shown {
        out.push_str(rest);
    }
    ""
}

/// More characters of a value than any sentence needs; what a badge says at length is shown elsewhere.
const LONGEST_VALUE: usize = 1_000;

/// Writes a value so that it cannot move the words around it where directions mix (Unicode UAX 9; Fluent
/// does the same), and without what turns directions or hides: it may be a badge's own words.
fn isolated(out: &mut String, value: &str, tag: &str) {
    let to_left = |letter: char| ('\u{590}'..='\u{8ff}').contains(&letter);
    let isolate = tag == "ar" || value.chars().any(to_left);
    out.extend(isolate.then_some('\u{2068}'));
    // A sentence in a sentence keeps its isolated parts, each with its end.
    let (mut open, mut room) = (0, LONGEST_VALUE);
    for part in value.split_inclusive(['\u{2068}', '\u{2069}']) {
        let text = part.trim_end_matches(['\u{2068}', '\u{2069}']);
        let text = visible(text);
        let end = text.char_indices().nth(room).map(|(at, _)| at);
        out.push_str(&text[..end.unwrap_or(text.len())]);
        if end.is_some() {
            out.push('…');
            break;
        }
        room -= text.chars().count();
        if part.ends_with('\u{2068}') {
            out.push('\u{2068}');
            open += 1;
        } else if part.ends_with('\u{2069}') && open > 0 {
            out.push('\u{2069}');
            open -= 1;
        }
    }
    out.extend(std::iter::repeat_n('\u{2069}', open + usize::from(isolate)));
}

/// Writes the case that fits a number: its very value, its plural category, or the last.
fn choose<'a>(
    out: &mut String,
    cases: &'a str,
    number: &str,
    arguments: &[(&str, &str)],
    tag: &str,
    shown: bool,
) -> &'a str {
    let category = plural_category(number, tag);
    let mut rest = cases;
    let mut done = false;
    while let Some((key, after)) =
        rest.strip_prefix('\u{4}').and_then(|rest| rest.split_once('\u{5}'))
    {
        let fits = !done && [number, category.as_str(), "other"].contains(&key);
        done |= fits;
        rest = write(out, after, arguments, tag, shown && fits);
    }
    rest.strip_prefix('\u{6}').unwrap_or(rest)
}

/// The plural category of a whole number: the browser knows it for every language.
fn plural_category(number: &str, tag: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let options = js_sys::Object::new();
        let rules = js_sys::Intl::PluralRules::new(&js_sys::Array::of1(&tag.into()), &options);
        // Reading a double would bring its tables: ten kilobytes that nothing else needs.
        let number: u32 = number.parse().unwrap_or_default();
        String::from(rules.select(f64::from(number)))
    }
    // Natively nobody reads these sentences but tests.
    #[cfg(not(target_arch = "wasm32"))]
    {
        let number: u64 = number.parse().unwrap_or_default();
        let name = match (tag.split('-').next().unwrap_or_default(), number) {
            ("ja" | "zh", _) => "other",
            ("fr" | "pt", 0 | 1) | ("en" | "de" | "es" | "nl" | "ar", 1) => "one",
            ("ar", 0) => "zero",
            ("ar", 2) => "two",
            ("ar", number) if (3..=10).contains(&(number % 100)) => "few",
            ("ar", number) if (11..=99).contains(&(number % 100)) => "many",
            _ => "other",
        };
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_moves_no_words_around_it() {
        let said = |tag: &str, value: &str| {
            let mut out = String::new();
            isolated(&mut out, value, tag);
            out
        };
        assert_eq!(said("en", "a\u{202e}b\u{200b}c\u{2069}"), "abc");
        assert_eq!(said("ar", "a\u{2069}b"), "\u{2068}ab\u{2069}");
        assert_eq!(
            said("en", "a\u{2068}ש\u{2069}b\u{2068}"),
            "\u{2068}a\u{2068}ש\u{2069}b\u{2068}\u{2069}\u{2069}"
        );
        let long = said("ar", &format!("\u{2068}{}", "é".repeat(9_999)));
        assert_eq!(long.chars().count(), LONGEST_VALUE + 5);
        assert!(long.ends_with("é…\u{2069}\u{2069}"));
    }
}
