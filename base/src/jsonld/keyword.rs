//! The keywords of JSON-LD 1.1 (syntax section 1.7) and what looks like one.

macro_rules! keywords {
    ($($variant:ident = $text:literal,)*) => {
        /// A keyword of JSON-LD 1.1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Keyword {
            $($variant,)*
        }

        impl Keyword {
            /// Reads a keyword; anything else is `None`.
            pub(super) fn parse(text: &str) -> Option<Self> {
                if !text.starts_with('@') {
                    return None;
                }
                match text {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }

            pub(super) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

keywords! {
    Base = "@base",
    Container = "@container",
    Context = "@context",
    Direction = "@direction",
    Graph = "@graph",
    Id = "@id",
    Import = "@import",
    Included = "@included",
    Index = "@index",
    Json = "@json",
    Language = "@language",
    List = "@list",
    Nest = "@nest",
    None = "@none",
    Prefix = "@prefix",
    Propagate = "@propagate",
    Protected = "@protected",
    Reverse = "@reverse",
    Set = "@set",
    Type = "@type",
    Value = "@value",
    Version = "@version",
    Vocab = "@vocab",
}

/// The bit of a keyword in a [`Seen`] set.
impl Keyword {
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of keywords: which ones an object already has.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen(u32);

impl Seen {
    pub(super) fn of(keywords: &[Keyword]) -> Self {
        Self(keywords.iter().fold(0, |bits, keyword| bits | keyword.bit()))
    }

    pub(super) fn insert(&mut self, keyword: Keyword) {
        self.0 |= keyword.bit();
    }

    pub(super) fn has(self, keyword: Keyword) -> bool {
        self.0 & keyword.bit() != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether everything in this set is in the other.
    pub(super) fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

/// `@` and letters: reserved, so a text like that is ignored where it is no keyword.
pub(super) fn keyword_like(text: &str) -> bool {
    text.strip_prefix('@')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_at_and_letters_looks_like_a_keyword() {
        assert!(keyword_like("@ignoreMe"));
        assert!(!keyword_like("@"));
        assert!(!keyword_like("@foo.bar"));
        assert_eq!(Keyword::parse("@ignoreMe"), None);
    }
}
