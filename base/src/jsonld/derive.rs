//! Contexts that others lead to (API section 4.1): documents, imports, scoped contexts of terms. Those that
//! follow from bundled ones are derived once and kept.

use std::cell::Cell;
use std::rc::Rc;

use oxiri::{Iri, IriRef};
use serde_json::{Map, Value};

use super::context::{Active, Cause, Context, Derived, Origin, Source, is_absolute};
use super::error::{Error, ErrorCode};
use super::place::Place;
use super::process::How;
use super::run::{Run, fail};
use super::{ContextOrigin, LoadedContext};

/// Contexts derived from bundled ones outlive the document, up to this many; the bundled contexts of
/// all Open Badges versions with all their scoped contexts make about 400.
const KEPT_CONTEXTS: usize = 2_000;

/// How many a document finds room for at least, whatever came before it.
const ROOM: usize = 1_000;

thread_local! {
    static KEPT: Cell<usize> = const { Cell::new(0) };
}

/// Whether there is too little room for another document; if so, begins to count anew.
pub(super) fn is_full() -> bool {
    let is_full = KEPT.get() > KEPT_CONTEXTS - ROOM;
    if is_full {
        KEPT.set(0);
    }
    is_full
}

impl Run<'_> {
    /// 5.2 A context document.
    pub(super) fn process_url(
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
            // What is kept for other documents has no place in this one.
            pointer: if bundled { String::new() } else { place.pointer() },
        });
        let located = |error| at(error, &|| place.pointer());
        let mut chain = remote.to_vec();
        chain.push(url);
        let how = How { propagate: true, ..how };
        if !keep || !forgets_nothing(local) {
            return self.process(active, local, &source, how, &chain).map_err(located);
        }
        let before = Active { context: active.context.clone(), previous: None };
        let after = self.process(&before, local, &source, how, &chain).map_err(located)?;
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
        self.count_scope()?;
        let (term, how) = match &cause {
            Cause::TypeScope(term) => (term, How::TYPE_SCOPE),
            Cause::PropertyScope(term) => (term, How::PROPERTY_SCOPE),
            Cause::Document(_) => return Ok(active.clone()),
        };
        let Some(scope) = &term.scope else { return Ok(active.clone()) };
        if let Some(found) = active.context.derived_by(&cause, how.overriding) {
            return Ok(active.advance(found));
        }
        let located = |error| at(error, pointer);
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

    pub(super) fn import(
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
        self.count_load(url).map_err(|error| Error { pointer: place.pointer(), ..error })?;
        let failed = || fail(ErrorCode::LoadingRemoteContextFailed, place.pointer(), url);
        self.options.loader.load(url).ok_or_else(failed)
    }
}

/// Where an error is, if it does not say so itself.
fn at(mut error: Error, pointer: &dyn Fn() -> String) -> Error {
    if error.pointer.is_empty() {
        error.pointer = pointer();
    }
    error
}

impl Context {
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
}

/// Whether a context has no null in it, so that its effect does not depend on what lies before.
fn forgets_nothing(local: &Value) -> bool {
    match local {
        Value::Object(_) => true,
        Value::Array(entries) => entries.iter().all(Value::is_object),
        _ => false,
    }
}
