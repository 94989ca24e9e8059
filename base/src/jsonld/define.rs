//! Creating term definitions (API section 4.2): what one entry of a context means.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::container::Container;
use super::context::{
    Active, Coercion, Context, Meaning, Origin, Reading, Scope, Source, Term, is_absolute, is_blank,
};
use super::error::{Error, ErrorCode, EventKind};
use super::keyword::{Keyword, keyword_like};
use super::path::push_segment;
use super::process::{How, Run, fail, parse_direction};

/// A context in a source: all of it, or one element of an array.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Whole(&'a Rc<Source>),
    Element(&'a Rc<Source>, usize),
}

impl Place<'_> {
    fn outer(&self) -> &Rc<Source> {
        match self {
            Self::Whole(source) | Self::Element(source, _) => source,
        }
    }

    pub(super) fn is_bundled(&self) -> bool {
        self.outer().origin == Origin::Bundled
    }

    pub(super) fn base(&self) -> Option<&str> {
        self.outer().base.as_deref()
    }

    pub(super) fn pointer(&self) -> String {
        self.source().pointer.clone()
    }

    pub(super) fn source(&self) -> Rc<Source> {
        match self {
            Self::Element(source, index) if source.origin == Origin::Inline => Rc::new(Source {
                pointer: format!("{}/{index}", source.pointer),
                ..(***source).clone()
            }),
            _ => self.outer().clone(),
        }
    }
}

/// The context in which terms are being defined.
pub(super) struct Scene<'a> {
    pub(super) local: &'a Map<String, Value>,
    /// Stands in for the entries of a definition that has none.
    pub(super) empty: &'a Map<String, Value>,
    pub(super) source: &'a Rc<Source>,
    pub(super) protected: bool,
    pub(super) how: How,
    pub(super) remote: &'a [Rc<str>],
}

impl Scene<'_> {
    fn pointer(&self, term: &str) -> String {
        let mut pointer = self.source.pointer.clone();
        if self.source.origin == Origin::Inline {
            push_segment(&mut pointer, term);
        }
        pointer
    }

    fn fail<T>(&self, code: ErrorCode, term: &str) -> Result<T, Error> {
        Err(fail(code, self.pointer(term), term))
    }
}

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
        self.count_definition()?;
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
                Some(Meaning::Iri(iri)) => super::context::join(iri, suffix),
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
            Some(vocab) => Ok(Some((Meaning::Iri(super::context::join(vocab, term)), false))),
            None => scene.fail(ErrorCode::InvalidIriMapping, term),
        }
    }

    /// 20. The property whose values are the keys of an index map.
    fn read_index<'a>(
        &mut self,
        context: &mut Context,
        scene: &Scene<'a>,
        term: &'a str,
        entries: &'a Map<String, Value>,
        defined: &mut Defined<'a>,
        mut definition: Term,
    ) -> Result<Term, Error> {
        if let Some(index) = entries.get("@index") {
            let text = index
                .as_str()
                .filter(|_| !self.is_1_0() && definition.container.any(Container::INDEX));
            let meaning = match text {
                Some(text) => self.meaning(context, scene, text, defined)?,
                None => Meaning::Null,
            };
            match (text, meaning) {
                (Some(text), Meaning::Iri(iri)) if is_absolute(&iri) => {
                    definition.index = Some(text.into());
                }
                _ => return scene.fail(ErrorCode::InvalidTermDefinition, term),
            }
        }
        Ok(definition)
    }

    /// 21. to 26. Scoped context, language, direction, nesting, prefix; nothing else.
    fn read_rest(
        &mut self,
        context: &Context,
        scene: &Scene<'_>,
        term: &str,
        entries: &Map<String, Value>,
        mut definition: Term,
    ) -> Result<Term, Error> {
        let typed = entries.contains_key("@type");
        for (key, value) in entries {
            match key.as_str() {
                "@context" if !self.is_1_0() => {
                    definition.scope = Some(self.read_scope(context, scene, term, value)?);
                }
                "@language" if typed => {}
                "@language" => {
                    definition.language = Some(match value {
                        Value::Null => None,
                        Value::String(tag) => Some(self.language(tag, &mut || scene.pointer(term))),
                        _ => return scene.fail(ErrorCode::InvalidLanguageMapping, term),
                    });
                }
                "@direction" if typed => {}
                "@direction" => match parse_direction(value) {
                    Some(direction) => definition.direction = Some(direction),
                    None => return scene.fail(ErrorCode::InvalidBaseDirection, term),
                },
                "@nest" if !self.is_1_0() => match value {
                    Value::String(nest) if nest == "@nest" || Keyword::parse(nest).is_none() => {
                        definition.nest = Some(nest.as_str().into());
                    }
                    _ => return scene.fail(ErrorCode::InvalidNestValue, term),
                },
                "@prefix" if !self.is_1_0() && !term.contains([':', '/']) => match value {
                    Value::Bool(true) if matches!(definition.meaning, Meaning::Keyword(_)) => {
                        return scene.fail(ErrorCode::InvalidTermDefinition, term);
                    }
                    Value::Bool(prefix) => definition.prefix = *prefix,
                    _ => return scene.fail(ErrorCode::InvalidPrefixValue, term),
                },
                "@id" | "@reverse" | "@container" | "@type" | "@index" | "@protected" => {}
                _ => return scene.fail(ErrorCode::InvalidTermDefinition, term),
            }
        }
        Ok(definition)
    }

    /// 21. A scoped context; one that is not ours is tried out at once.
    fn read_scope(
        &mut self,
        context: &Context,
        scene: &Scene<'_>,
        term: &str,
        local: &Value,
    ) -> Result<Scope, Error> {
        let source = match scene.source.origin {
            Origin::Inline => Rc::new(Source {
                pointer: scene.pointer(term) + "/@context",
                ..(**scene.source).clone()
            }),
            _ => scene.source.clone(),
        };
        if source.origin != Origin::Bundled {
            let (reported, active) =
                (self.events.len(), Active { context: Rc::new(context.fork()), previous: None });
            let how = How { overriding: true, propagate: true, validate: false };
            self.process(&active, local, &source, how, scene.remote).map_err(
                |error| match error.code {
                    ErrorCode::LoadingRemoteContextFailed
                    | ErrorCode::ContextOverflow
                    | ErrorCode::TooDeep
                    | ErrorCode::TooLarge => error,
                    _ => Error { code: ErrorCode::InvalidScopedContext, ..error },
                },
            )?;
            // What it changes is reported when it is used.
            self.events.truncate(reported);
        }
        Ok(Scope { local: local.clone(), source })
    }

    /// IRI expansion while a context is being read: terms it depends on are defined first.
    fn meaning<'a>(
        &mut self,
        context: &mut Context,
        scene: &Scene<'a>,
        value: &'a str,
        defined: &mut Defined<'a>,
    ) -> Result<Meaning, Error> {
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
