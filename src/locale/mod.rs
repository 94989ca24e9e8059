//! Words: messages by name, in the reader's language. Codes in the report, sentences here.
//!
//! The source is Fluent (`en.ftl`), turned into tables at build time (`build.rs`). A message may have
//! attributes (`.means`, `.todo`), variables and plural forms.

use crate::report::Code;
use crate::time::Timestamp;

/// A piece of a message.
#[derive(Debug)]
enum Part {
    /// Text as it is.
    Text(&'static str),
    /// The value of an argument.
    Argument(&'static str),
    /// A choice by the plural category of an argument; `other` is always there.
    Plural(&'static str, &'static [(&'static str, &'static [Part])]),
}

/// Messages by name, sorted.
type Table = &'static [(&'static str, &'static [Part])];

/// A language the page speaks.
#[derive(Clone, Copy, Debug)]
pub struct Locale {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    table: Table,
}

/// The language that is inside the module.
pub static ENGLISH: Locale =
    Locale { tag: "en", table: include!(concat!(env!("OUT_DIR"), "/en.rs")) };

/// Every language inside the module; to add one, write its `.ftl` and add its line.
pub static LOCALES: &[&Locale] = &[&ENGLISH];

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Locale {
    /// The message of this name without arguments.
    pub fn text(&self, name: &str) -> String {
        self.format(name, &[])
    }

    /// The message of this name with its arguments filled in; the name itself where it is missing,
    /// which a test keeps from happening.
    pub fn format(&self, name: &str, arguments: &[(&str, &str)]) -> String {
        let mut out = String::new();
        match self.find(name) {
            Some(parts) => write(&mut out, parts, arguments),
            None => out.push_str(name),
        }
        out
    }

    /// Whether there is a message of this name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// What happened, for a code of the report.
    pub fn code(&self, code: Code, detail: &str) -> String {
        self.format(&code_name(code), &[("detail", detail)])
    }

    /// What it means.
    pub fn means(&self, code: Code) -> String {
        self.text(&format!("{}.means", code_name(code)))
    }

    /// What to do next.
    pub fn todo(&self, code: Code) -> String {
        self.text(&format!("{}.todo", code_name(code)))
    }

    fn find(&self, name: &str) -> Option<&'static [Part]> {
        let at = self.table.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        Some(self.table[at].1)
    }
}

/// The name of the message for a code: `code-not-fetched` for `notFetched`.
fn code_name(code: Code) -> String {
    let mut name = String::from("code-");
    for letter in code.as_str().chars() {
        if letter.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

fn write(out: &mut String, parts: &[Part], arguments: &[(&str, &str)]) {
    let value = |name: &str| {
        arguments.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value)
    };
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Argument(name) => out.push_str(value(name)),
            Part::Plural(name, cases) => {
                let number = value(name);
                let category = plural_category(number);
                let chosen = [number, category, "other"].into_iter().find_map(|wanted| {
                    cases.iter().find(|(key, _)| *key == wanted).map(|(_, parts)| *parts)
                });
                write(out, chosen.unwrap_or(&[]), arguments);
            }
        }
    }
}

/// The plural category of a whole number in English; other languages ask `Intl.PluralRules`.
fn plural_category(number: &str) -> &'static str {
    if number == "1" { "one" } else { "other" }
}

/// A date for people: in the reader's own way where the browser can, else in ISO order.
pub fn date(instant: Timestamp) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let milliseconds = instant.unix() as f64 * 1000.0;
        let date = js_sys::Date::new(&milliseconds.into());
        let options = js_sys::Object::new();
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&options, &"dateStyle".into(), &"long".into());
        String::from(date.to_locale_date_string("default", &options))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let text = instant.to_string();
        text.split('T').next().unwrap_or_default().to_owned()
    }
}

/// A moment for people: date, time and zone.
pub fn moment(instant: Timestamp) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let milliseconds = instant.unix() as f64 * 1000.0;
        let date = js_sys::Date::new(&milliseconds.into());
        let options = js_sys::Object::new();
        for (name, value) in [
            ("year", "numeric"),
            ("month", "long"),
            ("day", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("timeZoneName", "short"),
        ] {
            // Setting a property of a fresh object cannot fail.
            let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
        }
        String::from(date.to_locale_string("default", &options))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let text = instant.to_string();
        format!("{} UTC", text.trim_end_matches('Z').replace('T', ", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_three_sentences() {
        for locale in LOCALES {
            for code in Code::ALL {
                let name = code_name(*code);
                for name in [name.clone(), format!("{name}.means"), format!("{name}.todo")] {
                    assert!(locale.has(&name), "{}: {name} is missing", locale.tag);
                    assert!(
                        !locale.text(&name).trim().is_empty(),
                        "{}: {name} is empty",
                        locale.tag
                    );
                }
            }
        }
    }

    #[test]
    fn no_sentence_is_for_a_code_that_does_not_exist() {
        for (name, _) in ENGLISH.table {
            if let Some(rest) = name.strip_prefix("code-") {
                let own = rest.split('.').next().unwrap();
                assert!(
                    Code::ALL.iter().any(|code| code_name(*code) == format!("code-{own}")),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn tables_are_sorted() {
        for locale in LOCALES {
            assert!(locale.table.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }

    #[test]
    fn arguments_and_plurals_are_filled_in() {
        static TABLE: Table = &[(
            "files",
            &[
                Part::Argument("n"),
                Part::Plural(
                    "n",
                    &[("one", &[Part::Text(" file")]), ("other", &[Part::Text(" files")])],
                ),
            ],
        )];
        let locale = Locale { tag: "x", table: TABLE };
        assert_eq!(locale.format("files", &[("n", "1")]), "1 file");
        assert_eq!(locale.format("files", &[("n", "2")]), "2 files");
        assert_eq!(locale.text("missing"), "missing");
    }
}
