//! Words: messages by name, in the reader's language. Codes in the report, sentences here.
//!
//! The source is Fluent (`en.ftl` and its sisters), made into one text for each language at build time
//! (`xtask::language`). English is inside the module; the others are files of the site, fetched when
//! somebody wants them. A message may have attributes (`.means`, `.todo`), variables and plural forms.

use std::sync::LazyLock;

use crate::report::Code;
use crate::time::Timestamp;

mod pattern;

use pattern::write;

/// A language the page speaks.
#[derive(Clone, Debug)]
pub struct Locale {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Messages by name, sorted.
    messages: Vec<(&'static str, &'static str)>,
}

/// A language that the page can speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its BCP 47 tag, which is the name of its file.
    pub tag: &'static str,
    /// What it is called by those who speak it.
    pub name: &'static str,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
}

/// Every language, English first; to add one, write its `.ftl` and add its line.
pub static LANGUAGES: &[Language] = &[
    language("en", "English"),
    language("de", "Deutsch"),
    language("fr", "Français"),
    language("es", "Español"),
    language("pt", "Português"),
    language("nl", "Nederlands"),
    language("ja", "日本語"),
    language("zh-Hans", "简体中文"),
    Language { right_to_left: true, ..language("ar", "العربية") },
];

const fn language(tag: &'static str, name: &'static str) -> Language {
    Language { tag, name, right_to_left: false }
}

/// The language that is inside the module.
pub static ENGLISH: LazyLock<Locale> =
    LazyLock::new(|| Locale::read("en", include_str!(concat!(env!("OUT_DIR"), "/en.txt"))));

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Locale {
    /// A language from its text, which stays for as long as the program runs.
    pub fn read(tag: &'static str, text: &'static str) -> Self {
        Self { tag, messages: text.lines().filter_map(|line| line.split_once('\t')).collect() }
    }

    /// The language of this tag, as [`LANGUAGES`] describes it.
    pub fn language(&self) -> Language {
        let found = LANGUAGES.iter().find(|language| language.tag == self.tag);
        found.copied().unwrap_or(LANGUAGES[0])
    }

    /// The message of this name without arguments.
    pub fn text(&self, name: &str) -> String {
        self.format(name, &[])
    }

    /// The message of this name with its arguments filled in; in English where this language lacks it,
    /// and the name itself where English does, both of which tests keep from happening.
    pub fn format(&self, name: &str, arguments: &[(&str, &str)]) -> String {
        let mut out = String::new();
        match self.find(name) {
            Some(pattern) => drop(write(&mut out, pattern, arguments, self.tag, true)),
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
        self.told("", code, detail)
    }

    /// What it means.
    pub fn means(&self, code: Code, detail: &str) -> String {
        self.told(".means", code, detail)
    }

    /// What to do next.
    pub fn todo(&self, code: Code, detail: &str) -> String {
        self.told(".todo", code, detail)
    }

    fn told(&self, part: &str, code: Code, detail: &str) -> String {
        let moment = match code {
            Code::ClockSuspect
            | Code::Expired
            | Code::NotYetValid
            | Code::PeriodReversed
            | Code::ProofExpired
            | Code::StatusListOutdated => Timestamp::parse(detail).ok(),
            _ => None,
        };
        let moment = moment.map(|moment| self.moment(moment.instant));
        let detail = moment.as_deref().unwrap_or(detail);
        self.format(&format!("{}{part}", code_name(code)), &[("detail", detail)])
    }

    /// Several things in one line, with what this language puts between them.
    pub fn list(&self, things: impl IntoIterator<Item = String>) -> String {
        things.into_iter().collect::<Vec<_>>().join(&self.text("list-separator"))
    }

    /// A date for people: in the reader's own way where the browser can, else in ISO order.
    pub fn date(&self, instant: Timestamp) -> String {
        #[cfg(target_arch = "wasm32")]
        {
            let milliseconds = instant.unix() as f64 * 1000.0;
            let date = js_sys::Date::new(&milliseconds.into());
            let options = js_sys::Object::new();
            // Setting a property of a fresh object cannot fail.
            let _ = js_sys::Reflect::set(&options, &"dateStyle".into(), &"long".into());
            String::from(date.to_locale_date_string(self.tag, &options))
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let text = instant.to_string();
            text.split('T').next().unwrap_or_default().to_owned()
        }
    }

    /// A moment for people: date, time and zone.
    pub fn moment(&self, instant: Timestamp) -> String {
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
            String::from(date.to_locale_string(self.tag, &options))
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let text = instant.to_string();
            format!("{} UTC", text.trim_end_matches('Z').replace('T', ", "))
        }
    }

    /// How long before or after another moment an instant is, in the largest unit that is whole: `3 days
    /// ago`. Empty where the browser has no words for it.
    pub fn relative(&self, instant: Timestamp, now: Timestamp) -> String {
        const UNITS: [(&str, i64); 4] =
            [("year", 31_556_952), ("month", 2_629_746), ("day", 86_400), ("hour", 3_600)];
        let apart = instant.unix() - now.unix();
        let found = UNITS.iter().find(|(_, seconds)| apart.abs() >= *seconds);
        let Some((unit, seconds)) = found else { return String::new() };
        let count = apart / seconds;
        #[cfg(target_arch = "wasm32")]
        {
            let options = js_sys::Object::new();
            let tags = js_sys::Array::of1(&self.tag.into());
            let words = js_sys::Intl::RelativeTimeFormat::new(&tags, &options);
            String::from(words.format(count as f64, unit))
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            format!("{count} {unit}")
        }
    }

    fn find(&self, name: &str) -> Option<&'static str> {
        let own = self.own(name);
        // A file of the site may be older than the page.
        own.or_else(|| (self.tag != "en").then(|| ENGLISH.own(name)).flatten())
    }

    fn own(&self, name: &str) -> Option<&'static str> {
        let at = self.messages.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        Some(self.messages[at].1)
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

/// Every language, made from its source as the build does.
#[cfg(test)]
pub(crate) fn every() -> Vec<Locale> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locale");
    let read = |language: &Language| {
        let path = folder.join(language.tag).with_extension("ftl");
        let source = std::fs::read_to_string(&path).expect("the language has a file");
        let text = xtask::language::compile(&source).expect("the file is Fluent");
        Locale::read(language.tag, text.leak())
    };
    LANGUAGES.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_dates_and_the_report_has_instants() {
        let ended = |detail: &str| ENGLISH.code(Code::Expired, detail);
        assert_eq!(ended("2026-06-01T00:00:00Z"), "It ended on 2026-06-01, 00:00:00 UTC.");
        assert_eq!(ended("some day"), "It ended on some day.");
    }

    #[test]
    fn every_code_has_its_three_sentences() {
        for locale in every() {
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
        for (name, _) in &ENGLISH.messages {
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
    fn messages_are_sorted() {
        for locale in every() {
            assert!(locale.messages.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }

    /// The arguments and choices of a pattern, which every translation must have.
    fn places(pattern: &str) -> std::collections::BTreeSet<&str> {
        let marks = pattern.split(['\u{1}', '\u{3}']).skip(1);
        marks.filter_map(|rest| rest.split(['\u{2}', '\u{4}']).next()).collect()
    }

    #[test]
    fn every_language_says_the_same() {
        for locale in every() {
            let names = |locale: &Locale| -> Vec<&'static str> {
                locale.messages.iter().map(|(name, _)| *name).collect()
            };
            assert_eq!(names(&locale), names(&ENGLISH), "{}", locale.tag);
            for ((name, own), (_, english)) in locale.messages.iter().zip(&ENGLISH.messages) {
                assert_eq!(places(own), places(english), "{}: {name}", locale.tag);
                assert!(!own.trim().is_empty(), "{}: {name}", locale.tag);
            }
        }
    }

    #[test]
    fn the_largest_whole_unit_says_how_long_ago() {
        let now = Timestamp::parse("2026-11-24T00:00:00Z").unwrap().instant;
        let told = |text: &str| ENGLISH.relative(Timestamp::parse(text).unwrap().instant, now);
        assert_eq!(told("2026-11-21T00:00:00Z"), "-3 day");
        assert_eq!(told("2028-12-01T00:00:00Z"), "2 year");
        assert_eq!(told("2026-11-24T00:20:00Z"), "");
    }

    #[test]
    fn arguments_and_plurals_are_filled_in() {
        let text = "files\t\u{1}n\u{2}\u{3}n\u{4}one\u{5} file of \u{1}who\u{2}\u{4}other\u{5} files\u{6}.\u{7}\n";
        let locale = Locale::read("x", text);
        let format = |n: &str| locale.format("files", &[("n", n), ("who", "me")]);
        assert_eq!(format("2"), "2 files.\n");
        let english = Locale { tag: "en", ..locale };
        assert_eq!(english.format("files", &[("n", "1"), ("who", "me")]), "1 file of me.\n");
        assert_eq!(english.text("missing"), "missing");
    }
}
