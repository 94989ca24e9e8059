//! Creating term definitions (API section 4.2): what one entry of a context means.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::container::Container;
use super::context::{
    Coercion, Context, Meaning, Origin, Reading, Term, is_absolute, is_blank, join,
};
use super::error::{Error, ErrorCode, EventKind};
use super::keyword::{Keyword, keyword_like};
use super::place::Scene;
use super::run::{MOST_ALIASES, Run, fail};

mod rest;

/// Terms met so far: `false` while a definition is under way.
pub(super) type Defined<'a> = BTreeMap<&'a str, bool>;

impl Run<'_> {
    /// Defines one term of a local context, and first those it depends on.
    pub(super) fn define<'a>(
        &mut self,
        context: &mut Context,
        scene: &Scene<'a>,
        term: &'a str,
        defined: &mut Defined<'a>,
    ) -> Result<(), Error> {
        // 1. 2.
        match defined.get(term) {
            Some(true) => return Ok(()),
            Some(false) => return scene.fail(ErrorCode::CyclicIriMapping, term),
            None => {}
        }
        if term.is_empty() {
            return scene.fail(ErrorCode::InvalidTermDefinition, term);
        }
        self.count_definition(context)?;
        self.bound(term)?;
        self.enter()?;
        defined.insert(term, false);
        // 4. 5.
        let value = &scene.local[term];
        if term == "@type" {
            let allowed = value.as_object().is_some_and(|entries| {
                !entries.is_empty()
                    && entries.iter().all(|(key, value)| match key.as_str() {
                        "@container" => {
                            value == "@set" || value.as_array().is_some_and(|v| v == &["@set"])
                        }
                        "@protected" => true,
                        _ => false,
                    })
            });
            if self.is_1_0() || !allowed {
                return scene.fail(ErrorCode::KeywordRedefinition, term);
            }
        } else if Keyword::parse(term).is_some() {
            return scene.fail(ErrorCode::KeywordRedefinition, term);
        } else if keyword_like(term) {
            self.leave();
            return Ok(());
        }
        // 6.
        let previous = context.remove_term(term);
        let bundled = scene.source.origin == Origin::Bundled;
        match self.read_definition(context, scene, term, value, defined)? {
            Some(definition) => {
                self.settle(context, scene, term, Term { bundled, ..definition }, previous)?;
            }
            // A definition that is ignored still removes the earlier one.
            None if !bundled
                && !scene.how.overriding
                && previous.is_some_and(|previous| previous.bundled) =>
            {
                self.report(EventKind::Redefined, scene.pointer(term), term);
            }
            None => {}
        }
        defined.insert(term, true);
        self.leave();
        Ok(())
    }

    /// 27. 28. Protection, and reports of what an outsider changes.
    fn settle(
        &mut self,
        context: &mut Context,
        scene: &Scene<'_>,
        name: &str,
        mut term: Term,
        previous: Option<Rc<Term>>,
    ) -> Result<(), Error> {
        let same = previous.as_ref().is_some_and(|previous| previous.same_definition(&term));
        if let Some(previous) = &previous {
            if previous.protected && !scene.how.overriding {
                if !same {
                    return scene.fail(ErrorCode::ProtectedTermRedefinition, name);
                }
                term.protected = true;
            }
            if previous.bundled && same {
                term.bundled = true;
                term.scope = previous.scope.clone();
            } else if previous.bundled && !term.bundled && !scene.how.overriding {
                // Below a property of the outsider's own, its words are its own affair.
                self.report(EventKind::Redefined, scene.pointer(name), name);
            }
        }
        if !term.bundled && !same && is_structural(&term) {
            self.report(EventKind::StructuralTerm, scene.pointer(name), name);
        }
        context.set_term(name.into(), term);
        if context.aliases.len() > MOST_ALIASES {
            return scene.fail(ErrorCode::TooLarge, "words for keywords");
        }
        Ok(())
    }

    /// 7. to 26. `None` when the definition is to be ignored.
    fn read_definition<'a>(
        &mut self,
        context: &mut Context,
        scene: &Scene<'a>,
        term: &'a str,
        value: &'a Value,
        defined: &mut Defined<'a>,
    ) -> Result<Option<Term>, Error> {
        let (entries, id, simple) = match value {
            Value::Null => (scene.empty, Some(value), false),
            Value::String(_) => (scene.empty, Some(value), true),
            Value::Object(entries) => (entries, entries.get("@id"), false),
            _ => return scene.fail(ErrorCode::InvalidTermDefinition, term),
        };
        let mut definition = Term { protected: scene.protected, ..Term::default() };
        // 11.
        if let Some(protected) = entries.get("@protected") {
            definition.protected = match protected {
                _ if self.is_1_0() => return scene.fail(ErrorCode::InvalidTermDefinition, term),
                Value::Bool(protected) => *protected,
                _ => return scene.fail(ErrorCode::InvalidProtectedValue, term),
            };
        }
        // 12.
        if let Some(coercion) = entries.get("@type") {
            let Value::String(text) = coercion else {
                return scene.fail(ErrorCode::InvalidTypeMapping, term);
            };
            definition.coercion = Some(match self.meaning(context, scene, text, defined)? {
                Meaning::Keyword(Keyword::Id) => Coercion::Id,
                Meaning::Keyword(Keyword::Vocab) => Coercion::Vocab,
                Meaning::Keyword(Keyword::Json) if !self.is_1_0() => Coercion::Json,
                Meaning::Keyword(Keyword::None) if !self.is_1_0() => Coercion::None,
                Meaning::Iri(iri) if is_absolute(&iri) => Coercion::Datatype(iri),
                _ => return scene.fail(ErrorCode::InvalidTypeMapping, term),
            });
        }
        // 13.
        if let Some(reverse) = entries.get("@reverse") {
            if id.is_some() || entries.contains_key("@nest") {
                return scene.fail(ErrorCode::InvalidReverseProperty, term);
            }
            let Value::String(text) = reverse else {
                return scene.fail(ErrorCode::InvalidIriMapping, term);
            };
            if keyword_like(text) {
                return Ok(None);
            }
            definition.meaning = match self.meaning(context, scene, text, defined)? {
                Meaning::Iri(iri) if is_absolute(&iri) || is_blank(&iri) => Meaning::Iri(iri),
                _ => return scene.fail(ErrorCode::InvalidIriMapping, term),
            };
            match entries.get("@container") {
                None | Some(Value::Null) => {}
                Some(container) => match Container::parse(container) {
                    Some(container @ (Container::SET | Container::INDEX)) => {
                        definition.container = container;
                    }
                    _ => return scene.fail(ErrorCode::InvalidReverseProperty, term),
                },
            }
            definition.reverse = true;
            return self.read_index(context, scene, term, entries, defined, definition).map(Some);
        }
        // 14. to 18.
        match self.read_meaning(context, scene, term, id, simple, defined)? {
            Some((meaning, prefix)) => {
                definition.meaning = meaning;
                definition.prefix = prefix;
            }
            None => return Ok(None),
        }
        // 19.
        if let Some(container) = entries.get("@container") {
            definition.container = Container::parse(container)
                .filter(|parsed| {
                    let new = Container::GRAPH.and(Container::ID).and(Container::TYPE);
                    !self.is_1_0() || (container.is_string() && !parsed.any(new))
                })
                .ok_or_else(|| {
                    fail(ErrorCode::InvalidContainerMapping, scene.pointer(term), term)
                })?;
            if definition.container.any(Container::TYPE) {
                match definition.coercion.get_or_insert(Coercion::Id) {
                    Coercion::Id | Coercion::Vocab => {}
                    _ => return scene.fail(ErrorCode::InvalidTypeMapping, term),
                }
            }
        }
        let definition = self.read_index(context, scene, term, entries, defined, definition)?;
        self.read_rest(context, scene, term, entries, definition).map(Some)
    }

    /// 14. to 18. The IRI mapping and whether it can be a prefix; `None` to ignore the term.
    fn read_meaning<'a>(
        &mut self,
        context: &mut Context,
        scene: &Scene<'a>,
        term: &'a str,
        id: Option<&'a Value>,
        simple: bool,
        defined: &mut Defined<'a>,
    ) -> Result<Option<(Meaning, bool)>, Error> {
        let inner_colon = term.char_indices().skip(1).any(|(_, c)| c == ':');
        if let Some(id) = id.filter(|id| *id != term) {
            let text = match id {
                Value::Null => return Ok(Some((Meaning::Null, false))),
                Value::String(text) => text,
                _ => return scene.fail(ErrorCode::InvalidIriMapping, term),
            };
            if Keyword::parse(text).is_none() && keyword_like(text) {
                return Ok(None);
            }
            let meaning = self.meaning(context, scene, text, defined)?;
            let iri: &str = match &meaning {
                Meaning::Keyword(Keyword::Context) => {
                    return scene.fail(ErrorCode::InvalidKeywordAlias, term);
                }
                Meaning::Keyword(keyword) => keyword.as_str(),
                Meaning::Iri(iri) if is_absolute(iri) || is_blank(iri) => iri,
                _ => return scene.fail(ErrorCode::InvalidIriMapping, term),
            };
            // 14.2.5 A term that looks like an IRI must mean that IRI.
            let looks_like_iri = term.contains('/') || (inner_colon && !term.ends_with(':'));
            if looks_like_iri {
                defined.insert(term, true);
                if self.meaning(context, scene, term, defined)? != meaning {
                    return scene.fail(ErrorCode::InvalidIriMapping, term);
                }
            }
            // 14.2.6
            let prefix = simple
                && !term.contains([':', '/'])
                && (iri.ends_with([':', '/', '?', '#', '[', ']', '@']) || is_blank(iri));
            return Ok(Some((meaning, prefix)));
        }
        if inner_colon {
            // 15. A compact IRI or an IRI.
            let (prefix, suffix) = term.split_once(':').unwrap_or((term, ""));
            if let Some((prefix, _)) = scene.local.get_key_value(prefix) {
                self.define(context, scene, prefix, defined)?;
            }
            let iri = match context.term(prefix).map(|term| &term.meaning) {
                Some(Meaning::Iri(iri)) => join(iri, suffix),
                _ => term.into(),
            };
            return Ok(Some((Meaning::Iri(iri), false)));
        }
        if term.contains('/') {
            // 16. A relative IRI, which `@vocab` makes absolute.
            return match context.expand_iri(term, Reading::Vocab) {
                Meaning::Iri(iri) if is_absolute(&iri) => Ok(Some((Meaning::Iri(iri), false))),
                _ => scene.fail(ErrorCode::InvalidIriMapping, term),
            };
        }
        if term == "@type" {
            return Ok(Some((Meaning::Keyword(Keyword::Type), false)));
        }
        match &context.vocab {
            Some(vocab) => Ok(Some((Meaning::Iri(join(vocab, term)), false))),
            None => scene.fail(ErrorCode::InvalidIriMapping, term),
        }
    }

    /// IRI expansion while a context is being read: terms it depends on are defined first.
    pub(super) fn meaning<'a>(
        &mut self,
        context: &mut Context,
        scene: &Scene<'a>,
        value: &'a str,
        defined: &mut Defined<'a>,
    ) -> Result<Meaning, Error> {
        self.bound(value)?;
        if Keyword::parse(value).is_none() && !keyword_like(value) {
            if let Some((key, _)) = scene.local.get_key_value(value) {
                self.define(context, scene, key, defined)?;
            }
            if context.term(value).is_none()
                && let Some((prefix, suffix)) = value.split_once(':')
                && !suffix.starts_with("//")
                && let Some((prefix, _)) = scene.local.get_key_value(prefix)
            {
                self.define(context, scene, prefix, defined)?;
            }
        }
        Ok(context.expand_iri(value, Reading::Vocab))
    }
}

/// A definition that changes the shape of a document, not only the names in it.
fn is_structural(term: &Term) -> bool {
    use Keyword::{Graph, Included, Index, Nest, Reverse};
    term.reverse
        || term.nest.is_some()
        || term.container.any(Container::GRAPH)
        || matches!(term.meaning, Meaning::Keyword(Graph | Reverse | Included | Nest | Index))
}
