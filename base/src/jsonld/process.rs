//! Context processing (API section 4.1): from an active context and a local one to the next.

use std::collections::BTreeMap;
use std::rc::Rc;

use oxiri::{Iri, IriRef};
use serde_json::{Map, Value};

use super::ContextOrigin;
use super::context::{Active, Context, Meaning, Origin, Reading, Source, is_absolute, is_blank};
use super::error::{Error, ErrorCode, EventKind};
use super::item::Direction;
use super::json::equals;
use super::place::{Place, Scene};
use super::run::{Run, fail};

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

impl Run<'_> {
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
                    // Whether a bundled one is at hand must not show in the price.
                    if source.origin != Origin::Bundled {
                        self.count_entry()?;
                    }
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
                    self.bound(text)?;
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
        let own = |key: &&String| !CONTEXT_ENTRIES.contains(&key.as_str());
        let mut terms = members.keys().filter(own).peekable();
        if terms.peek().is_some() {
            self.count_copies(context)?;
        }
        for term in terms {
            let scene = Scene { local: members, empty: &empty, source, protected, how, remote };
            self.define(context, &scene, term, &mut defined)?;
        }
        Ok(())
    }

    /// A default that a bundled context set and another one changes.
    fn note_default(&mut self, was_bundled: bool, same: bool, source: &Source, keyword: &str) {
        if was_bundled && !same && source.origin != Origin::Bundled {
            self.report(EventKind::Redefined, source.pointer.clone(), keyword);
        }
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
