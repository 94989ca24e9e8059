//! Active contexts: what each key means at one place of a document.
//!
//! An active context is immutable behind an `Rc`. It remembers the contexts that were derived from
//! it by bundled documents and by scoped contexts, so a second badge finds them ready.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use oxiri::{Iri, IriRef};
use serde_json::{Map, Value};

use super::container::Container;
use super::item::Direction;
use super::keyword::{Keyword, keyword_like};
use crate::encoding::has_space;
use crate::order::sort_by;

/// An active context (API section 4.1) without its previous context.
#[derive(Clone, Default)]
pub(super) struct Context {
    pub(super) base: Option<Iri<Rc<str>>>,
    pub(super) vocab: Option<Rc<str>>,
    pub(super) language: Option<Rc<str>>,
    pub(super) direction: Option<Direction>,
    pub(super) terms: Rc<BTreeMap<Rc<str>, Rc<Term>>>,
    /// The terms that mean a keyword; few, so searched in order.
    pub(super) aliases: Vec<(Rc<str>, Keyword)>,
    /// Which of `@vocab`, `@language`, `@direction` a bundled context set.
    pub(super) bundled: Bundled,
    /// Nothing but bundled contexts went into it: it may outlive the document.
    pub(super) pure: bool,
    pub(super) derived: RefCell<Vec<Derived>>,
}

/// Which defaults come from bundled contexts.
#[derive(Clone, Copy, Default)]
pub(super) struct Bundled {
    pub(super) vocab: bool,
    pub(super) language: bool,
    pub(super) direction: bool,
}

/// A context derived from another, and by what.
#[derive(Clone)]
pub(super) struct Derived {
    pub(super) by: Cause,
    pub(super) overriding: bool,
    pub(super) context: Rc<Context>,
    pub(super) propagate: bool,
}

/// What a context was derived by; the `Rc` keeps the identity from being reused.
#[derive(Clone)]
pub(super) enum Cause {
    /// A context document.
    Document(Rc<Value>),
    /// The scoped context of a term, used for a type.
    TypeScope(Rc<Term>),
    /// The scoped context of a term, used for a property.
    PropertyScope(Rc<Term>),
}

impl Cause {
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Document(a), Self::Document(b)) => Rc::ptr_eq(a, b),
            (Self::TypeScope(a), Self::TypeScope(b))
            | (Self::PropertyScope(a), Self::PropertyScope(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// An active context with the one to go back to when a node is entered (`@propagate: false`).
#[derive(Clone)]
pub(super) struct Active {
    pub(super) context: Rc<Context>,
    pub(super) previous: Option<Rc<Active>>,
}

/// A term definition (API section 4.2).
#[derive(Clone, Debug, Default)]
pub(super) struct Term {
    /// The IRI mapping.
    pub(super) meaning: Meaning,
    pub(super) prefix: bool,
    pub(super) protected: bool,
    pub(super) reverse: bool,
    pub(super) container: Container,
    pub(super) coercion: Option<Coercion>,
    /// Outer `None`: not said; inner `None`: explicitly no language.
    pub(super) language: Option<Option<Rc<str>>>,
    pub(super) direction: Option<Option<Direction>>,
    pub(super) index: Option<Rc<str>>,
    pub(super) nest: Option<Rc<str>>,
    pub(super) scope: Option<Scope>,
    /// Defined by a bundled context.
    pub(super) bundled: bool,
}

impl Term {
    /// Equal but for `@protected` (API 4.2.2 step 27).
    pub(super) fn same_definition(&self, other: &Self) -> bool {
        self.meaning == other.meaning
            && self.prefix == other.prefix
            && self.reverse == other.reverse
            && self.container == other.container
            && self.coercion == other.coercion
            && self.language == other.language
            && self.direction == other.direction
            && self.index == other.index
            && self.nest == other.nest
            && self.scope.as_ref().map(|s| &s.local) == other.scope.as_ref().map(|s| &s.local)
    }
}

/// A context inside a term definition, processed when it is used.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) local: Value,
    pub(super) source: Rc<Source>,
}

/// Where a piece of context stands.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) origin: Origin,
    /// What relative context URLs in it are resolved against.
    pub(super) base: Option<Rc<str>>,
    /// Inline: the place of the context; foreign: the place of its URL in the document.
    pub(super) pointer: String,
}

/// Who wrote a piece of context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Bundled,
    Foreign,
    Inline,
}

/// What a term's values are (`@type` in a term definition).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Coercion {
    Id,
    Vocab,
    Json,
    None,
    Datatype(Rc<str>),
}

/// What IRI expansion makes of a text (API section 5.1.1).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Meaning {
    /// Nothing: to be ignored.
    #[default]
    Null,
    Keyword(Keyword),
    /// An IRI, absolute or relative, or a blank node identifier.
    Iri(Rc<str>),
}

/// How a text that is no term may be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As a property, or a value of `@vocab` kind: terms, compact IRIs, `@vocab`.
    Vocab,
    /// As an identifier: compact IRIs, relative to the document.
    Document,
    /// As a type: first as `Vocab`, then as `Document`.
    Both,
}

impl Active {
    pub(super) fn term(&self, key: &str) -> Option<&Rc<Term>> {
        self.context.term(key)
    }
}

impl Context {
    /// A copy to change, without what was derived from the original.
    pub(super) fn fork(&self) -> Self {
        Self {
            base: self.base.clone(),
            vocab: self.vocab.clone(),
            language: self.language.clone(),
            direction: self.direction,
            terms: self.terms.clone(),
            aliases: self.aliases.clone(),
            bundled: self.bundled,
            pure: self.pure,
            derived: RefCell::default(),
        }
    }

    pub(super) fn initial(base: Option<Iri<Rc<str>>>) -> Self {
        Self { base, pure: true, ..Self::default() }
    }

    pub(super) fn term(&self, key: &str) -> Option<&Rc<Term>> {
        self.terms.get(key)
    }

    pub(super) fn set_term(&mut self, name: Rc<str>, term: Term) {
        if let Meaning::Keyword(keyword) = term.meaning
            && keyword.as_str() != &*name
        {
            self.aliases.push((name.clone(), keyword));
        }
        Rc::make_mut(&mut self.terms).insert(name, Rc::new(term));
    }

    pub(super) fn remove_term(&mut self, name: &str) -> Option<Rc<Term>> {
        let removed =
            self.terms.contains_key(name).then(|| Rc::make_mut(&mut self.terms).remove(name))??;
        self.aliases.retain(|(alias, _)| &**alias != name);
        Some(removed)
    }

    /// The members of an object whose key means the keyword, in the order of their keys.
    pub(super) fn members<'v>(
        &self,
        object: &'v Map<String, Value>,
        keyword: Keyword,
    ) -> Vec<(&'v str, &'v Value)> {
        let mut found: Vec<(&str, &Value)> = object
            .get_key_value(keyword.as_str())
            .into_iter()
            .chain(
                self.aliases
                    .iter()
                    .filter(|(_, meaning)| *meaning == keyword)
                    .filter_map(|(alias, _)| object.get_key_value(&**alias)),
            )
            .map(|(key, value)| (key.as_str(), value))
            .collect();
        if found.len() > 1 {
            sort_by(&mut found, |(a, _), (b, _)| a.cmp(b));
        }
        found
    }

    /// Whether an object has a member whose key means the keyword.
    pub(super) fn has(&self, object: &Map<String, Value>, keyword: Keyword) -> bool {
        object.contains_key(keyword.as_str())
            || self
                .aliases
                .iter()
                .any(|(alias, meaning)| *meaning == keyword && object.contains_key(&**alias))
    }

    /// IRI expansion with this context alone (API section 5.2.2 without a local context).
    pub(super) fn expand_iri(&self, value: &str, reading: Reading) -> Meaning {
        if let Some(keyword) = Keyword::parse(value) {
            return Meaning::Keyword(keyword);
        }
        if keyword_like(value) {
            return Meaning::Null;
        }
        // 4., 5. A term; as an identifier only an alias of a keyword counts.
        if let Some(term) = self.terms.get(value)
            && (reading != Reading::Document || matches!(term.meaning, Meaning::Keyword(_)))
        {
            return term.meaning.clone();
        }
        // 6. A compact IRI, or an IRI already.
        if let Some(colon) = value.find(':').filter(|&at| at > 0) {
            let (prefix, suffix) = (&value[..colon], &value[colon + 1..]);
            if prefix == "_" || suffix.starts_with("//") {
                return Meaning::Iri(value.into());
            }
            if let Some(term) = self.terms.get(prefix)
                && term.prefix
                && let Meaning::Iri(iri) = &term.meaning
            {
                return Meaning::Iri(join(iri, suffix));
            }
            if is_absolute(value) {
                return Meaning::Iri(value.into());
            }
        }
        // 7. 8. 9.
        match &self.vocab {
            Some(vocab) if reading != Reading::Document => Meaning::Iri(join(vocab, value)),
            _ if reading != Reading::Vocab => Meaning::Iri(self.resolve(value)),
            _ => Meaning::Iri(value.into()),
        }
    }

    fn resolve(&self, relative: &str) -> Rc<str> {
        match &self.base {
            Some(base) => {
                base.resolve_unchecked(&IriRef::parse_unchecked(relative)).into_inner().into()
            }
            None => relative.into(),
        }
    }
}

pub(super) fn join(a: &str, b: &str) -> Rc<str> {
    let mut joined = String::with_capacity(a.len() + b.len());
    joined.push_str(a);
    joined.push_str(b);
    joined.into()
}

/// A scheme and a colon come first.
pub(super) fn is_absolute(text: &str) -> bool {
    let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.iter().find(|b| !inside(b)) == Some(&b':')
}

/// A blank node identifier.
pub(super) fn is_blank(text: &str) -> bool {
    text.starts_with("_:")
}

/// How an IRI fares in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fitness {
    Absolute,
    Blank,
    Relative,
    IllFormed,
}

/// Whether a text can stand in a statement.
///
/// Like jsonld.js, whose signatures we check, only white space and control characters make an IRI
/// ill-formed: an issuer that wrote `{` or `|` has signed it, and the canonical form stays unambiguous
/// because terms are separated by spaces.
pub(super) fn fitness(text: &str) -> Fitness {
    if is_blank(text) {
        Fitness::Blank
    } else if !is_absolute(text) {
        Fitness::Relative
    } else if has_space(text.as_bytes()) || (!text.is_ascii() && text.contains(is_foreign_space)) {
        Fitness::IllFormed
    } else {
        Fitness::Absolute
    }
}

fn is_foreign_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitness_of_texts() {
        assert_eq!(fitness("https://e.example/a|b"), Fitness::Absolute);
        assert_eq!(fitness("https://e.example/a b"), Fitness::IllFormed);
        assert_eq!(fitness("https://e.example/a\u{a0}b"), Fitness::IllFormed);
        assert_eq!(fitness("ach-1"), Fitness::Relative);
        assert_eq!(fitness("1a:b"), Fitness::Relative);
        assert_eq!(fitness("_:b0"), Fitness::Blank);
    }
}
