//! The values of a property by its container: language, index, identifier and type maps, lists and
//! graphs (API section 5.1.2, steps 13.5 to 13.14).

use std::rc::Rc;

use serde_json::{Map, Value};

use super::container::Container;
use super::context::{Active, Cause, Coercion, Meaning, Reading, Term};
use super::error::{Error, ErrorCode, EventKind};
use super::expand::{Draft, Out, Property, type_name};
use super::item::{Item, List, Literal, Node, Scalar};
use super::keyword::Keyword;
use super::path::Path;
use super::run::{Run, fail};

impl Run<'_> {
    /// Adds a property's values to the object being expanded.
    pub(super) fn property(
        &mut self,
        active: &Active,
        property: Property<'_>,
        iri: &Rc<str>,
        value: &Value,
        path: &Path<'_>,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let container = property.term.map_or(Container::default(), |term| term.container);
        let maps = Container::INDEX.and(Container::TYPE).and(Container::ID);
        let mut out = match (property.term, value) {
            // 13.6
            (Some(term), value) if term.coercion == Some(Coercion::Json) => {
                self.count_item(path)?;
                Out::One(Item::Value(Literal {
                    value: Scalar::Json(value.clone()),
                    datatype: None,
                    language: None,
                    direction: None,
                    index: None,
                    pointer: path.pointer(),
                }))
            }
            (Some(term), Value::Object(map)) if container.any(Container::LANGUAGE) => {
                Out::Many(self.language_map(active, term, map, path)?)
            }
            (Some(term), Value::Object(map)) if container.any(maps) => {
                Out::Many(self.index_map(active, property, term, map, path)?)
            }
            _ => self.element(active, property, value, path, false)?,
        };
        // 13.11
        if container.any(Container::LIST) && !matches!(out, Out::Null | Out::One(Item::List(_))) {
            out = Out::One(Item::List(List { items: out.into_items(), index: None }));
        }
        // 13.12
        if container.any(Container::GRAPH)
            && !container.any(Container::ID.and(Container::INDEX))
            && !matches!(out, Out::Null)
        {
            let items = self.without_floating(out.into_items(), path);
            out = match items.into_iter().map(|item| graph(item, path)).collect::<Vec<_>>() {
                graphs if graphs.is_empty() => Out::Null,
                graphs => Out::Many(graphs),
            };
        }
        // 13.10
        if matches!(out, Out::Null) {
            return Ok(());
        }
        let items = out.into_items();
        if property.term.is_some_and(|term| term.reverse) {
            // 13.13
            self.report(EventKind::StructuralKeyword, path.pointer(), "@reverse");
            if !items.iter().all(|item| matches!(item, Item::Node(_))) {
                let code = ErrorCode::InvalidReversePropertyValue;
                return Err(fail(code, path.pointer(), iri));
            }
            draft.add_reverse(iri.clone(), items);
        } else {
            draft.add(iri.clone(), items);
        }
        Ok(())
    }

    /// What would say nothing in a graph of its own is left out, as jsonld.js does.
    fn without_floating(&mut self, mut items: Vec<Item>, path: &Path<'_>) -> Vec<Item> {
        items.retain(|item| {
            let pointer = match item {
                Item::Node(node) if !node.is_bare() => return true,
                Item::Node(node) => node.pointer.clone(),
                Item::Value(literal) => literal.pointer.clone(),
                Item::List(_) => path.pointer(),
            };
            self.report(EventKind::FreeFloating, pointer, "@graph");
            false
        });
        items
    }

    /// 13.7 A language map.
    fn language_map(
        &mut self,
        active: &Active,
        term: &Term,
        map: &Map<String, Value>,
        path: &Path<'_>,
    ) -> Result<Vec<Item>, Error> {
        let direction = term.direction.unwrap_or(active.context.direction);
        let mut items = Vec::new();
        for (key, value) in map {
            let path = Path::Key(path, key);
            let none =
                active.context.expand_iri(key, Reading::Vocab) == Meaning::Keyword(Keyword::None);
            let language = (!none).then(|| self.language(key, &mut || path.pointer()));
            let mut one = |value: &Value, path: &Path<'_>| {
                self.count_item(path)?;
                match value {
                    Value::Null => self.report(EventKind::NullValue, path.pointer(), key),
                    Value::String(text) => {
                        if direction.is_some() {
                            self.report(EventKind::DirectionDropped, path.pointer(), "@direction");
                        }
                        items.push(Item::Value(Literal {
                            value: Scalar::String(text.as_str().into()),
                            datatype: None,
                            language: language.clone(),
                            direction,
                            index: None,
                            pointer: path.pointer(),
                        }));
                    }
                    _ => return Err(fail(ErrorCode::InvalidLanguageMapValue, path.pointer(), key)),
                }
                Ok(())
            };
            match value {
                Value::Array(values) => {
                    for (index, value) in values.iter().enumerate() {
                        one(value, &Path::Index(&path, index))?;
                    }
                }
                value => one(value, &path)?,
            }
        }
        Ok(items)
    }

    /// 13.8 An index, identifier or type map.
    fn index_map(
        &mut self,
        active: &Active,
        property: Property<'_>,
        term: &Rc<Term>,
        map: &Map<String, Value>,
        path: &Path<'_>,
    ) -> Result<Vec<Item>, Error> {
        let container = term.container;
        let by_type = container.any(Container::TYPE);
        // 13.8.2.1
        let outer = match &active.previous {
            Some(previous) if by_type || container.any(Container::ID) => previous,
            _ => active,
        };
        let mut items = Vec::new();
        for (key, value) in map {
            let path = Path::Key(path, key);
            let scoped;
            let mut context = outer;
            if by_type && let Some(term) = outer.term(key).filter(|term| term.scope.is_some()) {
                let cause = Cause::TypeScope(term.clone());
                scoped = self.scoped(outer, cause, &|| path.pointer())?;
                context = &scoped;
            }
            let meaning = active.context.expand_iri(key, Reading::Vocab);
            let key = Key { text: key, none: meaning == Meaning::Keyword(Keyword::None) };
            let one = std::slice::from_ref(value);
            let values = value.as_array().map_or(one, Vec::as_slice);
            if value.is_null() {
                self.report(EventKind::NullValue, path.pointer(), "");
                continue;
            }
            let property =
                Property { term: context.term(property.name.unwrap_or_default()), ..property };
            for (index, element) in values.iter().enumerate() {
                let inner = if value.is_array() { Path::Index(&path, index) } else { path };
                let out = match self.element(context, property, element, &inner, true)? {
                    Out::Many(nested) if element.is_array() && container.any(Container::LIST) => {
                        Out::One(Item::List(List { items: nested, index: None }))
                    }
                    out => out,
                };
                let mut found = out.into_items();
                if container.any(Container::GRAPH) {
                    found = self.without_floating(found, &inner);
                }
                for mut item in found {
                    if container.any(Container::GRAPH)
                        && !matches!(&item, Item::Node(node) if node.is_graph_object())
                    {
                        item = graph(item, &inner);
                    }
                    self.mark(active, term, &key, &mut item, &path)?;
                    items.push(item);
                }
            }
        }
        Ok(items)
    }

    /// 13.8.3.7 What the key of a map says about an item.
    fn mark(
        &mut self,
        active: &Active,
        term: &Rc<Term>,
        key: &Key<'_>,
        item: &mut Item,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        if key.none {
            return Ok(());
        }
        if let Some(index) = &term.index {
            let Meaning::Iri(iri) = active.context.expand_iri(index, Reading::Vocab) else {
                return Ok(());
            };
            let text = Value::String(key.text.to_owned());
            let value = self.value(active, active.term(index), &text, path)?;
            return match item {
                Item::Node(node) => {
                    node.properties.entry(iri).or_default().insert(0, value);
                    Ok(())
                }
                _ => Err(fail(ErrorCode::InvalidValueObject, path.pointer(), index)),
            };
        }
        if term.container.any(Container::INDEX) {
            let index = match item {
                Item::Node(node) => &mut node.index,
                Item::Value(literal) => &mut literal.index,
                Item::List(list) => &mut list.index,
            };
            if index.is_none() {
                *index = Some(key.text.into());
                self.report(EventKind::IndexDropped, path.pointer(), key.text);
            }
            return Ok(());
        }
        let Item::Node(node) = item else {
            return Err(fail(ErrorCode::InvalidValueObject, path.pointer(), key.text));
        };
        if term.container.any(Container::ID) {
            if node.id.is_none()
                && let Some(id) = type_name(active.context.expand_iri(key.text, Reading::Document))
            {
                self.check_id(&id, EventKind::RelativeId, path);
                node.id = Some(id);
            }
        } else if let Some(name) = type_name(active.context.expand_iri(key.text, Reading::Both)) {
            self.check_id(&name, EventKind::RelativeType, path);
            node.types.insert(0, name);
            node.quirks.types = true;
        }
        Ok(())
    }
}

/// The key of a map, and whether it means `@none`.
struct Key<'a> {
    text: &'a str,
    none: bool,
}

/// Puts an item into a graph of its own.
fn graph(item: Item, path: &Path<'_>) -> Item {
    Item::Node(Node { graph: Some(vec![item]), pointer: path.pointer(), ..Node::default() })
}
