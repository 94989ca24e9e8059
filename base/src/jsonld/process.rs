//! Context processing (API section 4.1): from an active context and a local one to the next.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use oxiri::{Iri, IriRef};
use serde_json::{Map, Value};

use super::context::{
    Active, Cause, Context, Derived, Meaning, Origin, Reading, Source, Term, is_absolute, is_blank,
};
use super::define::{Place, Scene};
use super::error::{Error, ErrorCode, Event, EventKind};
use super::item::Direction;
use super::json::equals;
use super::{ContextOrigin, LoadedContext, Options, ProcessingMode};

/// One expansion: its options, what it has reported and what it has spent.
pub(super) struct Run<'o> {
    pub(super) options: &'o Options<'o>,
    pub(super) events: Vec<Event>,
    depth: usize,
    items: usize,
    loads: usize,
    definitions: usize,
}

/// The flags of context processing.
#[derive(Clone, Copy)]
pub(super) struct How {
    /// Protected terms may be replaced (property-scoped contexts).
    pub(super) overriding: bool,
    /// The context stays in force for nodes further down.
    pub(super) propagate: bool,
    /// Not yet within the validation of a scoped context.
    pub(super) validate: bool,
}

impl How {
    pub(super) const EMBEDDED: Self = Self { overriding: false, propagate: true, validate: true };
    pub(super) const TYPE_SCOPE: Self =
        Self { overriding: false, propagate: false, validate: true };
    pub(super) const PROPERTY_SCOPE: Self =
        Self { overriding: true, propagate: true, validate: true };
}

/// Contexts derived from bundled ones outlive the document, up to this many; the bundled contexts of
/// all Open Badges versions with all their scoped contexts make about 400.
const KEPT_CONTEXTS: usize = 2_000;

/// An initial context for each base IRI and mode in use, from which the bundled ones are derived.
type Roots = Vec<(Option<String>, ProcessingMode, Rc<Context>)>;

thread_local! {
    static ROOTS: RefCell<Roots> = const { RefCell::new(Vec::new()) };
    static KEPT: Cell<usize> = const { Cell::new(0) };
}

impl<'o> Run<'o> {
    pub(super) fn new(options: &'o Options<'o>) -> Self {
        Self { options, events: Vec::new(), depth: 0, items: 0, loads: 0, definitions: 0 }
    }

    pub(super) fn is_1_0(&self) -> bool {
        self.options.processing_mode == ProcessingMode::V1_0
    }

    pub(super) fn report(&mut self, kind: EventKind, pointer: String, detail: &str) {
        self.events.push(Event { kind, pointer, detail: detail.to_owned() });
    }

    /// Goes one level down; the caller calls [`Self::leave`] when it has not failed.
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > self.options.limits.depth {
            return Err(fail(ErrorCode::TooDeep, String::new(), "nesting"));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn count_item(&mut self) -> Result<(), Error> {
        self.items += 1;
        if self.items > self.options.limits.items {
            return Err(fail(ErrorCode::TooLarge, String::new(), "items"));
        }
        Ok(())
    }

    pub(super) fn count_definition(&mut self) -> Result<(), Error> {
        self.definitions += 1;
        if self.definitions > self.options.limits.definitions {
            return Err(fail(ErrorCode::TooLarge, String::new(), "term definitions"));
        }
        Ok(())
    }

    /// The context every document starts with; shared, so that what was derived from it is found.
    pub(super) fn initial(&self) -> Result<Rc<Context>, Error> {
        let (base, mode) = (self.options.base, self.options.processing_mode);
        ROOTS.with_borrow_mut(|roots| {
            if let Some((.., root)) =
                roots.iter().find(|(b, m, _)| b.as_deref() == base && *m == mode)
            {
                return Ok(root.clone());
            }
            let iri = match base {
                Some(base) => Some(
                    Iri::parse(Rc::from(base))
                        .map_err(|_| fail(ErrorCode::InvalidBaseIri, String::new(), base))?,
                ),
                None => None,
            };
            let root = Rc::new(Context::initial(iri));
            if roots.len() < 8 {
                roots.push((base.map(str::to_owned), mode, root.clone()));
            }
            Ok(root)
        })
    }

    /// Processes one local context, as found in a document, a context document or a term definition.
    pub(super) fn process(
        &mut self,
        active: &Active,
        local: &Value,
        source: &Rc<Source>,
        how: How,
        remote: &[Rc<str>],
    ) -> Result<Active, Error> {
        self.enter()?;
        let mut how = how;
        if let Some(propagate) = local.get("@propagate").and_then(Value::as_bool) {
            how.propagate = propagate;
        }
        let mut result = active.clone();
        // 3. What to go back to when the context does not propagate.
        if !how.propagate && result.previous.is_none() {
            result.previous = Some(Rc::new(active.clone()));
        }
        match local {
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    let place = Place::Element(source, index);
                    result = self.process_entry(&result, entry, place, how, remote)?;
                }
            }
            entry => {
                result = self.process_entry(&result, entry, Place::Whole(source), how, remote)?
            }
        }
        self.leave();
        Ok(result)
    }

    fn process_entry(
        &mut self,
        active: &Active,
        entry: &Value,
        place: Place<'_>,
        how: How,
        remote: &[Rc<str>],
    ) -> Result<Active, Error> {
        match entry {
            // 5.1 null forgets everything.
            Value::Null => {
                let terms = &active.context.terms;
                if !how.overriding && terms.values().any(|term| term.protected) {
                    let code = ErrorCode::InvalidContextNullification;
                    return Err(fail(code, place.pointer(), "null"));
                }
                if !place.is_bundled() && !how.overriding && terms.values().any(|term| term.bundled)
                {
                    self.report(EventKind::Redefined, place.pointer(), "@context");
                }
                let previous = (!how.propagate).then(|| Rc::new(active.clone()));
                Ok(Active { context: self.initial()?, previous })
            }
            Value::String(url) => self.process_url(active, url, place, how, remote),
            Value::Object(members) => {
                let mut context = active.context.fork();
                self.process_map(&mut context, members, &place.source(), how, remote)?;
                let previous = active.previous.clone();
                Ok(Active { context: Rc::new(context), previous })
            }
            _ => Err(fail(ErrorCode::InvalidLocalContext, place.pointer(), &entry.to_string())),
        }
    }

    /// 5.2 A context document.
    fn process_url(
        &mut self,
        active: &Active,
        url: &str,
        place: Place<'_>,
        how: How,
        remote: &[Rc<str>],
    ) -> Result<Active, Error> {
        let url = self.resolve_context_url(url, &place)?;
        // 5.2.2 Within the validation of a scoped context, a context already met adds nothing.
        if !how.validate && remote.contains(&url) {
            return Ok(active.clone());
        }
        let loaded = self.load(&url, &place)?;
        let bundled = loaded.origin == ContextOrigin::Bundled;
        let cause = Cause::Document(loaded.document.clone());
        let keep = bundled && how.validate;
        if keep && let Some(found) = active.context.derived_by(&cause, how.overriding) {
            return Ok(active.advance(found));
        }
        let Some(local) = loaded.document.get("@context") else {
            return Err(fail(ErrorCode::InvalidRemoteContext, place.pointer(), &url));
        };
        let source = Rc::new(Source {
            origin: if bundled { Origin::Bundled } else { Origin::Foreign },
            base: Some(url.clone()),
            pointer: place.pointer(),
        });
        let mut chain = remote.to_vec();
        chain.push(url);
        let how = How { propagate: true, ..how };
        if !keep || !forgets_nothing(local) {
            return self.process(active, local, &source, how, &chain);
        }
        let before = Active { context: active.context.clone(), previous: None };
        let after = self.process(&before, local, &source, how, &chain)?;
        let derived = Derived {
            by: cause,
            overriding: how.overriding,
            propagate: after.previous.is_none(),
            context: after.context,
        };
        Ok(active.advance(active.context.derive(derived)))
    }

    /// Applies the scoped context of a term.
    pub(super) fn scoped(
        &mut self,
        active: &Active,
        cause: Cause,
        pointer: &dyn Fn() -> String,
    ) -> Result<Active, Error> {
        let (term, how) = match &cause {
            Cause::TypeScope(term) => (term, How::TYPE_SCOPE),
            Cause::PropertyScope(term) => (term, How::PROPERTY_SCOPE),
            Cause::Document(_) => return Ok(active.clone()),
        };
        let Some(scope) = &term.scope else { return Ok(active.clone()) };
        if let Some(found) = active.context.derived_by(&cause, how.overriding) {
            return Ok(active.advance(found));
        }
        let located = |mut error: Error| {
            if error.pointer.is_empty() {
                error.pointer = pointer();
            }
            error
        };
        if !forgets_nothing(&scope.local) {
            return self.process(active, &scope.local, &scope.source, how, &[]).map_err(located);
        }
        let before = Active { context: active.context.clone(), previous: None };
        let after =
            self.process(&before, &scope.local, &scope.source, how, &[]).map_err(located)?;
        let derived = Derived {
            overriding: how.overriding,
            propagate: after.previous.is_none(),
            context: after.context,
            by: cause.clone(),
        };
        Ok(active.advance(active.context.derive(derived)))
    }

    /// 5.3 to 5.13 A context written out.
    fn process_map(
        &mut self,
        context: &mut Context,
        members: &Map<String, Value>,
        source: &Rc<Source>,
        how: How,
        remote: &[Rc<str>],
    ) -> Result<(), Error> {
        let wrong = |code, key: &str| Err(fail(code, source.pointer.clone(), key));
        // 5.5
        if let Some(version) = members.get("@version") {
            let is_1_1 = matches!(version, Value::Number(number) if equals(number, "1.1"));
            if !is_1_1 {
                return wrong(ErrorCode::InvalidVersionValue, "@version");
            }
            if self.is_1_0() {
                return wrong(ErrorCode::ProcessingModeConflict, "@version");
            }
        }
        for key in ["@import", "@direction", "@propagate"] {
            if self.is_1_0() && members.contains_key(key) {
                return wrong(ErrorCode::InvalidContextEntry, key);
            }
        }
        // 5.6 An imported context is a base that this one's own entries replace.
        let merged;
        let mut source = source;
        let foreign;
        let members = match members.get("@import") {
            None => members,
            Some(Value::String(url)) => {
                let (imported, origin) = self.import(url, source)?;
                merged = merge(imported, members);
                if origin == ContextOrigin::Foreign && source.origin == Origin::Bundled {
                    foreign = Rc::new(Source { origin: Origin::Foreign, ..(**source).clone() });
                    source = &foreign;
                }
                &merged
            }
            Some(_) => return wrong(ErrorCode::InvalidImportValue, "@import"),
        };
        let bundled = source.origin == Origin::Bundled;
        context.pure &= bundled;
        // 5.7
        if let Some(base) = members.get("@base").filter(|_| remote.is_empty()) {
            context.base = match base {
                Value::Null => None,
                Value::String(text) => match &context.base {
                    _ if is_absolute(text) => Iri::parse(Rc::from(text.as_str())).ok(),
                    Some(base) => {
                        let iri = base.resolve_unchecked(&IriRef::parse_unchecked(text.as_str()));
                        Some(Iri::parse_unchecked(Rc::from(iri.into_inner())))
                    }
                    None => None,
                }
                .map(Some)
                .ok_or_else(|| fail(ErrorCode::InvalidBaseIri, source.pointer.clone(), text))?,
                _ => return wrong(ErrorCode::InvalidBaseIri, "@base"),
            };
        }
        // 5.8
        if let Some(vocab) = members.get("@vocab") {
            let vocab = match vocab {
                Value::Null => None,
                Value::String(text) => {
                    if self.is_1_0() && !is_absolute(text) && !is_blank(text) {
                        return wrong(ErrorCode::InvalidVocabMapping, text);
                    }
                    match context.expand_iri(text, Reading::Both) {
                        Meaning::Iri(iri) => Some(iri),
                        _ => return wrong(ErrorCode::InvalidVocabMapping, text),
                    }
                }
                _ => return wrong(ErrorCode::InvalidVocabMapping, "@vocab"),
            };
            self.note_default(context.bundled.vocab, vocab == context.vocab, source, "@vocab");
            context.vocab = vocab;
            context.bundled.vocab = bundled;
        }
        // 5.9
        if let Some(language) = members.get("@language") {
            let language = match language {
                Value::Null => None,
                Value::String(tag) => Some(self.language(tag, &mut || source.pointer.clone())),
                _ => return wrong(ErrorCode::InvalidDefaultLanguage, "@language"),
            };
            let same = language == context.language;
            self.note_default(context.bundled.language, same, source, "@language");
            context.language = language;
            context.bundled.language = bundled;
        }
        // 5.10
        if let Some(direction) = members.get("@direction") {
            let direction = parse_direction(direction)
                .ok_or_else(|| fail(ErrorCode::InvalidBaseDirection, source.pointer.clone(), ""))?;
            let same = direction == context.direction;
            self.note_default(context.bundled.direction, same, source, "@direction");
            context.direction = direction;
            context.bundled.direction = bundled;
        }
        // 5.11
        if members.get("@propagate").is_some_and(|value| !value.is_boolean()) {
            return wrong(ErrorCode::InvalidPropagateValue, "@propagate");
        }
        let protected = match members.get("@protected") {
            None => false,
            Some(_) if self.is_1_0() => return wrong(ErrorCode::InvalidContextEntry, "@protected"),
            Some(Value::Bool(protected)) => *protected,
            Some(_) => return wrong(ErrorCode::InvalidProtectedValue, "@protected"),
        };
        // 5.13
        let empty = Map::new();
        let mut defined = BTreeMap::new();
        for term in members.keys() {
            if !CONTEXT_ENTRIES.contains(&term.as_str()) {
                let scene = Scene { local: members, empty: &empty, source, protected, how, remote };
                self.define(context, &scene, term, &mut defined)?;
            }
        }
        Ok(())
    }

    /// A default that a bundled context set and another one changes.
    fn note_default(&mut self, was_bundled: bool, same: bool, source: &Source, keyword: &str) {
        if was_bundled && !same && source.origin != Origin::Bundled {
            self.report(EventKind::Redefined, source.pointer.clone(), keyword);
        }
    }

    fn import(
        &mut self,
        url: &str,
        source: &Rc<Source>,
    ) -> Result<(Map<String, Value>, ContextOrigin), Error> {
        let place = Place::Whole(source);
        let url = self.resolve_context_url(url, &place)?;
        let loaded = self.load(&url, &place)?;
        match loaded.document.get("@context") {
            Some(Value::Object(members)) if members.contains_key("@import") => {
                Err(fail(ErrorCode::InvalidContextEntry, place.pointer(), "@import"))
            }
            Some(Value::Object(members)) => Ok((members.clone(), loaded.origin)),
            _ => Err(fail(ErrorCode::InvalidRemoteContext, place.pointer(), &url)),
        }
    }

    fn resolve_context_url(&self, url: &str, place: &Place<'_>) -> Result<Rc<str>, Error> {
        if is_absolute(url) {
            return Ok(url.into());
        }
        place
            .base()
            .and_then(|base| Iri::parse(base).ok())
            .and_then(|base| base.resolve(&IriRef::parse(url).ok()?).ok())
            .map(|iri| iri.into_inner().into())
            .ok_or_else(|| fail(ErrorCode::LoadingDocumentFailed, place.pointer(), url))
    }

    fn load(&mut self, url: &str, place: &Place<'_>) -> Result<LoadedContext, Error> {
        self.loads += 1;
        if self.loads > self.options.limits.loads {
            return Err(fail(ErrorCode::ContextOverflow, place.pointer(), url));
        }
        let failed = || fail(ErrorCode::LoadingRemoteContextFailed, place.pointer(), url);
        self.options.loader.load(url).ok_or_else(failed)
    }

    /// A language tag in lower case, as jsonld.js writes it; reported when it is not well-formed.
    pub(super) fn language(&mut self, tag: &str, pointer: &mut dyn FnMut() -> String) -> Rc<str> {
        if !is_language(tag) {
            self.report(EventKind::InvalidLanguage, pointer(), tag);
        }
        tag.to_ascii_lowercase().into()
    }
}

const CONTEXT_ENTRIES: [&str; 8] = [
    "@base",
    "@direction",
    "@import",
    "@language",
    "@propagate",
    "@protected",
    "@version",
    "@vocab",
];

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

    fn derived_by(&self, cause: &Cause, overriding: bool) -> Option<Derived> {
        self.derived
            .borrow()
            .iter()
            .find(|derived| derived.overriding == overriding && derived.by.same(cause))
            .cloned()
    }

    /// Remembers a derived context, as long as there is room.
    fn derive(&self, derived: Derived) -> Derived {
        // A context that is not pure dies with the document, and all derived from it.
        if self.pure {
            if !derived.context.pure || KEPT.get() >= KEPT_CONTEXTS {
                return derived;
            }
            KEPT.set(KEPT.get() + 1);
        }
        self.derived.borrow_mut().push(derived.clone());
        derived
    }
}

impl Active {
    /// The state after a derived context: where it does not propagate, this one is kept to go back to.
    fn advance(&self, derived: Derived) -> Self {
        let previous = match &self.previous {
            None if !derived.propagate => Some(Rc::new(self.clone())),
            previous => previous.clone(),
        };
        Self { context: derived.context, previous }
    }

    pub(super) fn term(&self, key: &str) -> Option<&Rc<Term>> {
        self.context.term(key)
    }
}

/// Whether a context has no null in it, so that its effect does not depend on what lies before.
fn forgets_nothing(local: &Value) -> bool {
    match local {
        Value::Object(_) => true,
        Value::Array(entries) => entries.iter().all(Value::is_object),
        _ => false,
    }
}

/// The entries of an imported context, replaced and extended by the importing one's.
fn merge(mut imported: Map<String, Value>, own: &Map<String, Value>) -> Map<String, Value> {
    for (key, value) in own.iter().filter(|(key, _)| *key != "@import") {
        imported.insert(key.clone(), value.clone());
    }
    imported
}

/// Outer `None`: not a direction; inner `None`: none.
pub(super) fn parse_direction(value: &Value) -> Option<Option<Direction>> {
    match value {
        Value::Null => Some(None),
        Value::String(text) => Direction::parse(text).map(Some),
        _ => None,
    }
}

/// Well-formed as jsonld.js and BCP 47 in outline see it.
pub(super) fn is_language(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(index, part)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphabetic() || (index > 0 && b.is_ascii_digit()))
    })
}

pub(super) fn fail(code: ErrorCode, pointer: String, detail: &str) -> Error {
    Error { code, pointer, detail: detail.to_owned() }
}
