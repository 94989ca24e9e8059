//! Expansion (API section 5.1): the document becomes a tree of nodes and literals, and every member
//! that has no meaning is reported.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::context::{Active, Cause, Fitness, Meaning, Origin, Reading, Source, Term, fitness};
use super::error::{Error, ErrorCode, EventKind};
use super::item::{Expanded, Item, List, Node};
use super::keyword::Keyword;
use super::path::Path;
use super::process::How;
use super::run::{Run, fail};
use crate::order::sort;

pub(super) use draft::{Draft, type_name};

mod draft;
mod keyword;
mod scalar;

/// What an element expands to.
pub(super) enum Out {
    /// Nothing.
    Null,
    One(Item),
    /// An array, or the contents of a set.
    Many(Vec<Item>),
}

impl Out {
    pub(super) fn into_items(self) -> Vec<Item> {
        match self {
            Self::Null => Vec::new(),
            Self::One(item) => vec![item],
            Self::Many(items) => items,
        }
    }
}

/// The property an element is a value of, and its definition in the context of that property.
#[derive(Clone, Copy)]
pub(super) struct Property<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) term: Option<&'a Rc<Term>>,
}

impl<'a> Property<'a> {
    fn keyword(keyword: Keyword) -> Self {
        Self { name: Some(keyword.as_str()), term: None }
    }

    /// The same property, as another context defines it.
    fn within(self, active: &'a Active) -> Self {
        Self { term: self.name.and_then(|name| active.term(name)), ..self }
    }

    /// At the top, or directly in a graph: what is no node hangs in the air here.
    fn is_top(self) -> bool {
        matches!(self.name, None | Some("@graph"))
    }
}

/// The object at hand: its contexts, its place and whether its `@value` is JSON.
struct Scene<'a> {
    active: &'a Active,
    type_scope: &'a Active,
    property: Property<'a>,
    json: bool,
}

impl Run<'_> {
    /// Expands a whole document.
    pub(super) fn document(mut self, input: &Value) -> Result<Expanded, Error> {
        Self::make_room();
        let mut active = Active { context: self.initial()?, previous: None };
        if let Some(context) = self.options.expand_context {
            let context = context.get("@context").unwrap_or(context);
            active =
                self.process(&active, context, &self.inline(String::new()), How::EMBEDDED, &[])?;
        }
        let property = Property { name: None, term: None };
        let out = self.element(&active, property, input, &Path::Root, false)?;
        let items = match out {
            // A document that is nothing but a graph is that graph's contents.
            Out::One(Item::Node(Node {
                id: None,
                index: None,
                graph: Some(items),
                ref types,
                ref properties,
                ref reverse,
                ref included,
                ..
            })) if types.is_empty()
                && properties.is_empty()
                && reverse.is_empty()
                && included.is_empty() =>
            {
                items
            }
            out => out.into_items(),
        };
        Ok(Expanded { items, events: self.reported()? })
    }

    fn inline(&self, pointer: String) -> Rc<Source> {
        Rc::new(Source { origin: Origin::Inline, base: self.options.base.map(Rc::from), pointer })
    }

    /// Whether this is the member that the document is expanded without.
    fn passes_over(&self, path: &Path<'_>, key: &str) -> bool {
        path.is_root() && self.options.without == Some(key)
    }

    /// Expands one element: the algorithm of section 5.1.2.
    pub(super) fn element(
        &mut self,
        active: &Active,
        property: Property<'_>,
        element: &Value,
        path: &Path<'_>,
        from_map: bool,
    ) -> Result<Out, Error> {
        match element {
            Value::Null => {
                self.count_item(path)?;
                self.report(EventKind::NullValue, path.pointer(), "");
                Ok(Out::Null)
            }
            Value::Array(elements) => {
                // 5.2.2 An array within a list is a list of its own.
                let in_list = property
                    .term
                    .is_some_and(|term| term.container.any(super::container::Container::LIST));
                let mut items = Vec::with_capacity(elements.len());
                self.enter()?;
                for (index, element) in elements.iter().enumerate() {
                    match self.element(
                        active,
                        property,
                        element,
                        &Path::Index(path, index),
                        from_map,
                    )? {
                        Out::Null => {}
                        Out::Many(nested) if in_list => {
                            items.push(Item::List(List { items: nested, index: None }));
                        }
                        Out::One(item) => items.push(item),
                        Out::Many(mut nested) => items.append(&mut nested),
                    }
                }
                self.leave();
                Ok(Out::Many(items))
            }
            Value::Object(members) => self.object(active, property, members, path, from_map),
            scalar => {
                self.count_item(path)?;
                let Some(name) = property.name.filter(|_| !property.is_top()) else {
                    self.report(EventKind::FreeFloating, path.pointer(), "");
                    return Ok(Out::Null);
                };
                // 4.2
                let scoped;
                let mut active = active;
                let mut term = property.term;
                if let Some(found) = term.filter(|term| term.scope.is_some()) {
                    scoped = self
                        .scoped(active, Cause::PropertyScope(found.clone()), &|| path.pointer())?;
                    active = &scoped;
                    term = active.term(name);
                }
                self.value(active, term, scalar, path).map(Out::One)
            }
        }
    }

    fn object(
        &mut self,
        outer: &Active,
        property: Property<'_>,
        members: &Map<String, Value>,
        path: &Path<'_>,
        from_map: bool,
    ) -> Result<Out, Error> {
        self.enter()?;
        self.count_item(path)?;
        let mut active = outer.clone();
        // 7. A context that does not propagate ends at a node.
        if !from_map && let Some(previous) = &outer.previous {
            let context = &outer.context;
            let reference = members.len() == 1 && context.has(members, Keyword::Id);
            if !reference && !context.has(members, Keyword::Value) {
                active = (**previous).clone();
            }
        }
        // 8.
        if let Some(term) = property.term.filter(|term| term.scope.is_some()) {
            active =
                self.scoped(&active, Cause::PropertyScope(term.clone()), &|| path.pointer())?;
        }
        // 9.
        if let Some(local) = members.get("@context") {
            let source = self.inline(Path::Key(path, "@context").pointer());
            active = self.process(&active, local, &source, How::EMBEDDED, &[])?;
        }
        // 10. 11. Contexts that come with the types.
        let type_scope = active.clone();
        let mut types = type_scope.context.members(members, Keyword::Type);
        types.retain(|(key, _)| !self.passes_over(path, key));
        for (key, value) in &types {
            let mut names: Vec<&str> = match value {
                Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
                value => value.as_str().into_iter().collect(),
            };
            sort(&mut names);
            // Written twice, a type brings its context once.
            names.dedup();
            for name in names {
                if let Some(term) = type_scope.term(name).filter(|term| term.scope.is_some()) {
                    let cause = Cause::TypeScope(term.clone());
                    active = self.scoped(&active, cause, &|| Path::Key(path, key).pointer())?;
                }
            }
        }
        // 12.
        let last_type = types.first().and_then(|(_, value)| match value {
            Value::Array(values) => values.iter().filter_map(Value::as_str).max(),
            value => value.as_str(),
        });
        let json = last_type.is_some_and(|name| {
            active.context.expand_iri(name, Reading::Vocab) == Meaning::Keyword(Keyword::Json)
        });
        let scene = Scene { active: &active, type_scope: &type_scope, property, json };
        let mut draft = Draft::default();
        // Written once, for itself and as the beginning of every place in it.
        let pointer = path.pointer();
        self.members(&scene, members, &Path::Written(&pointer), &mut draft)?;
        self.leave();
        self.finish(draft, property, pointer)
    }

    /// 13. and 14. The members of an object, and of what is nested in it.
    fn members(
        &mut self,
        scene: &Scene<'_>,
        members: &Map<String, Value>,
        path: &Path<'_>,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let mut nests = Vec::new();
        for (key, value) in members {
            if key == "@context" || self.passes_over(path, key) {
                continue;
            }
            self.bound(key)?;
            let path = Path::Key(path, key);
            let term = scene.active.term(key);
            let expanded;
            let meaning = match term {
                Some(term) => &term.meaning,
                None => {
                    expanded = scene.active.context.expand_iri(key, Reading::Vocab);
                    &expanded
                }
            };
            match meaning {
                Meaning::Null if term.is_some() => {
                    self.report(EventKind::NullTerm, path.pointer(), key);
                }
                Meaning::Iri(iri) if iri.contains(':') => {
                    match fitness(iri) {
                        Fitness::Absolute => {}
                        Fitness::Blank => {
                            self.report(EventKind::BlankProperty, path.pointer(), iri)
                        }
                        _ => self.report(EventKind::IllFormedIri, path.pointer(), iri),
                    }
                    let property = Property { name: Some(key), term };
                    self.property(scene.active, property, iri, value, &path, draft)?;
                }
                Meaning::Null | Meaning::Iri(_) => {
                    self.report(EventKind::UndefinedTerm, path.pointer(), key);
                }
                Meaning::Keyword(Keyword::Nest) => nests.push((key.as_str(), value)),
                Meaning::Keyword(keyword) => self.keyword(scene, *keyword, value, &path, draft)?,
            }
            if let Meaning::Keyword(
                keyword @ (Keyword::Graph | Keyword::Reverse | Keyword::Included | Keyword::Nest),
            ) = meaning
            {
                self.report(EventKind::StructuralKeyword, path.pointer(), keyword.as_str());
            }
        }
        for (key, value) in nests {
            let path = Path::Key(path, key);
            self.nested(scene, key, value, &path, draft)?;
        }
        Ok(())
    }

    /// 14. `@nest`: its members are the object's own.
    fn nested(
        &mut self,
        scene: &Scene<'_>,
        key: &str,
        value: &Value,
        path: &Path<'_>,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        self.enter()?;
        let scoped;
        let mut active = scene.active;
        if let Some(term) = active.term(key).filter(|term| term.scope.is_some()) {
            scoped = self.scoped(active, Cause::PropertyScope(term.clone()), &|| path.pointer())?;
            active = &scoped;
        }
        let inner = Scene { active, ..*scene };
        let mut one = |value: &Value, path: &Path<'_>| match value {
            Value::Object(members) if !active.context.has(members, Keyword::Value) => {
                self.members(&inner, members, path, draft)
            }
            _ => Err(fail(ErrorCode::InvalidNestValue, path.pointer(), key)),
        };
        match value {
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    one(value, &Path::Index(path, index))?;
                }
            }
            value => one(value, path)?,
        }
        self.leave();
        Ok(())
    }
}
