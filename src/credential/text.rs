//! Texts in several languages, made safe to show; links and hosts.

use std::borrow::Cow;

/// The longest text that is shown, in characters; narratives of real badges stay below 10 000.
const LONGEST: usize = 50_000;

/// One text, in one language; it has passed [`visible`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// BCP 47 language tag, where known: for `lang`.
    pub language: Option<String>,
    /// Base direction, where stated; otherwise `dir="auto"`.
    pub direction: Option<Direction>,
}

/// The base direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// The same text in any number of languages; empty when absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalizedText {
    /// Every version, in the order of the document; none of them empty.
    pub versions: Vec<Text>,
}

impl Direction {
    /// The value of the `dir` attribute.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Text {
    /// A text without language, made safe to show.
    pub fn new(text: &str) -> Self {
        Self { text: visible(text).into_owned(), language: None, direction: None }
    }
}

impl LocalizedText {
    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    /// The version to show: the exact locale, else the same language, for each preferred locale in
    /// turn; else an untagged text, else the first (CHECKLIST H4.2).
    pub fn pick(&self, preferred: &[&str]) -> Option<&Text> {
        let tagged = |fits: &dyn Fn(&str) -> bool| {
            self.versions.iter().find(|text| text.language.as_deref().is_some_and(fits))
        };
        preferred
            .iter()
            .find_map(|wish| {
                tagged(&|language| language.eq_ignore_ascii_case(wish))
                    .or_else(|| tagged(&|language| primary(language).eq_ignore_ascii_case(wish)))
                    .or_else(|| tagged(&|l| primary(l).eq_ignore_ascii_case(primary(wish))))
            })
            .or_else(|| self.versions.iter().find(|text| text.language.is_none()))
            .or_else(|| self.versions.first())
    }

    /// The untagged or first version, where no preference is known.
    pub fn any(&self) -> Option<&str> {
        self.pick(&[]).map(|text| text.text.as_str())
    }
}

/// The primary subtag of a language tag.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// The text as it may be shown: without control characters, bidi overrides and characters of no
/// width, and not longer than anyone would read (CHECKLIST H2.6).
///
/// Joiners (U+200C, U+200D) stay after a non-ASCII character, where scripts and emoji need them;
/// direction marks stay in texts with right-to-left letters. Line breaks and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST && text.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\n') {
        return Cow::Borrowed(text);
    }
    let right_to_left = text.chars().any(is_right_to_left);
    let mut clean = String::with_capacity(text.len().min(4 * LONGEST));
    let mut count = 0;
    for c in text.chars() {
        let kept = match c {
            '\n' | '\t' => true,
            '\u{200c}' | '\u{200d}' => clean.chars().next_back().is_some_and(|c| !c.is_ascii()),
            '\u{200e}' | '\u{200f}' | '\u{61c}' => right_to_left,
            _ => !c.is_control() && !is_hidden(c),
        };
        if !kept {
            continue;
        }
        if count == LONGEST {
            clean.push('…');
            break;
        }
        clean.push(c);
        count += 1;
    }
    Cow::Owned(clean)
}

/// The text with every control character and every character of no width written out (`\\u{202e}`):
/// for those who look for the reason why a signature does not fit.
pub fn escaped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => clean.push(c),
            '\u{200c}'..='\u{200f}' | '\u{61c}' => clean.extend(c.escape_unicode()),
            _ if c.is_control() || is_hidden(c) => clean.extend(c.escape_unicode()),
            _ => clean.push(c),
        }
    }
    clean
}

/// Characters that change or hide what stands around them and have no place in a badge.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Letters of the scripts written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The text as a link, when it is an absolute http or https URL with a host; nothing else is one
/// (CHECKLIST H2.2).
pub fn web_link(text: &str) -> Option<&str> {
    let link = text.trim();
    let odd = |c: char| c.is_whitespace() || c.is_control() || is_hidden(c) || c == '\\';
    (!host(link)?.is_empty() && !link.contains(odd)).then_some(link)
}

/// Host and port of an http or https URL: what a person agrees to have asked.
pub fn site(url: &str) -> Option<&str> {
    let host = host(url)?;
    let start = host.as_ptr() as usize - url.as_ptr() as usize;
    let rest = &url[start..];
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    rest.get(..end)
}

/// The host of an http or https URL, without user information and port.
pub fn host(url: &str) -> Option<&str> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = url.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    })?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    host.get(..end).filter(|host| !host.is_empty())
}

/// What comes before the first `:` or `/` that matters to a person: the host of a web address, the
/// host of a did:web, or the identifier itself, shortened.
pub fn short(id: &str) -> String {
    if let Some(rest) = id.strip_prefix("did:web:") {
        let mut parts = rest.split(':');
        let host = parts.next().unwrap_or_default().replace("%3A", ":");
        return match parts.next() {
            Some(first) => {
                format!("{host}/{first}{}", if parts.next().is_some() { "/…" } else { "" })
            }
            None => host,
        };
    }
    match host(id) {
        Some(host) => host.to_owned(),
        None if id.chars().count() > 28 => {
            let start: String = id.chars().take(20).collect();
            let end: String = id.chars().rev().take(6).collect();
            format!("{start}…{}", end.chars().rev().collect::<String>())
        }
        None => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, language: Option<&str>) -> Text {
        Text { language: language.map(str::to_owned), ..Text::new(text) }
    }

    #[test]
    fn identifiers_are_shortened_to_what_tells_people_something() {
        assert_eq!(short("did:web:example.edu"), "example.edu");
        assert_eq!(short("did:web:example.edu%3A8443:a:b"), "example.edu:8443/a/…");
        assert_eq!(short("https://example.edu/issuer"), "example.edu");
        assert_eq!(
            short("did:key:z6MkiaMbhXHNA4eJVCCj8dbzKzTgYDKf6crKgHVHid1F1WCT"),
            "did:key:z6MkiaMbhXHN…d1F1WCT".replace("d1F1WCT", "1F1WCT")
        );
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(escaped("a\u{202e}b\u{200d}\u{0}\n\té"), "a\\u{202e}b\\u{200d}\\u{0}\n\té");
    }

    #[test]
    fn picks_locale_then_language_then_untagged_then_first() {
        let all = LocalizedText {
            versions: vec![
                text("colour", Some("en-GB")),
                text("color", Some("en-US")),
                text("Farbe", Some("de")),
                text("plain", None),
            ],
        };
        let pick = |wishes: &[&str]| all.pick(wishes).map(|text| text.text.as_str());
        assert_eq!(pick(&["en-us"]), Some("color"));
        assert_eq!(pick(&["en-AU"]), Some("colour"));
        assert_eq!(pick(&["de-AT", "en"]), Some("Farbe"));
        assert_eq!(pick(&["fr"]), Some("plain"));
        assert_eq!(pick(&[]), Some("plain"));
        let tagged = LocalizedText { versions: all.versions[..2].to_vec() };
        assert_eq!(tagged.pick(&["fr"]).unwrap().text, "colour");
        assert_eq!(LocalizedText::default().pick(&["en"]), None);
    }

    #[test]
    fn hides_what_hides() {
        assert_eq!(visible("plain\ntext"), "plain\ntext");
        assert_eq!(visible("a\u{202e}b\u{2066}c\u{200b}d\u{7}e\r\n"), "abcde\n");
        assert_eq!(visible("pay\u{200d}pal"), "paypal");
        assert_eq!(visible("👩\u{200d}🎓 می\u{200c}خواهم"), "👩\u{200d}🎓 می\u{200c}خواهم");
        assert_eq!(visible("abc\u{200f}def"), "abcdef");
        assert_eq!(visible("שלום\u{200f}!"), "שלום\u{200f}!");
        assert_eq!(visible(&"é".repeat(LONGEST + 9)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn links_are_http_or_https_and_nothing_else() {
        let table = [
            ("https://Example.edu/a?b#c", Some("Example.edu")),
            ("HTTP://example.edu:8080", Some("example.edu")),
            ("https://bank.com@evil.example/", Some("evil.example")),
            ("https://[::1]:80/", Some("[::1]")),
            ("https://a.example\\@b.example", None),
            ("https://", None),
            ("https:///path", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("//example.edu", None),
            ("urn:uuid:1", None),
            ("https://exa\u{200b}mple.edu", None),
            ("https://a b", None),
            ("hé", None),
        ];
        for (url, expected) in table {
            assert_eq!(web_link(url).and_then(host), expected, "{url}");
        }
    }
}
