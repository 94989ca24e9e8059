//! Expansion (API section 5.1): the document becomes a tree of nodes and literals, and every member
//! that has no meaning is reported.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::context::{
    Active, Cause, Coercion, Fitness, Meaning, Origin, Reading, Source, Term, fitness,
};
use super::error::{Error, ErrorCode, EventKind};
use super::item::{Expanded, Item, List, Literal, Node, Quirks, Scalar};
use super::keyword::{Keyword, Seen};
use super::path::Path;
use super::process::{How, Run, fail};

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

/// An object being expanded, before it is known what it is.
#[derive(Default)]
pub(super) struct Draft {
    seen: Seen,
    node: Node,
    /// The `@type` as meanings; in a value object it must be one, and not in an array.
    types: Vec<Meaning>,
    types_in_array: bool,
    value: Option<Scalar>,
    language: Option<Rc<str>>,
    direction: Option<super::item::Direction>,
    list: Vec<Item>,
    set: Option<Out>,
}

impl Draft {
    pub(super) fn add(&mut self, iri: Rc<str>, items: Vec<Item>) {
        extend(&mut self.node.properties, iri, items);
    }

    pub(super) fn add_reverse(&mut self, iri: Rc<str>, items: Vec<Item>) {
        self.seen.insert(Keyword::Reverse);
        extend(&mut self.node.reverse, iri, items);
    }
}

fn extend(map: &mut BTreeMap<Rc<str>, Vec<Item>>, iri: Rc<str>, mut items: Vec<Item>) {
    map.entry(iri).and_modify(|present| present.append(&mut items)).or_insert(items);
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
        let mut active = Active { context: self.initial()?, previous: None };
        if let Some(context) = self.options.expand_context {
            let context = context.get("@context").unwrap_or(context);
            active = self.process(&active, context, &self.inline(String::new()), How::EMBEDDED, &[])?;
        }
        let property = Property { name: None, term: None };
        let out = self.element(&active, property, input, &Path::Root, false)?;
        let items = match out {
            // A document that is nothing but a graph is that graph's contents.
            Out::One(Item::Node(Node { id: None, index: None, graph: Some(items), ref types, ref properties, ref reverse, ref included, .. }))
                if types.is_empty() && properties.is_empty() && reverse.is_empty() && included.is_empty() =>
            {
                items
            }
            out => out.into_items(),
        };
        Ok(Expanded { items, events: self.events })
    }

    fn inline(&self, pointer: String) -> Rc<Source> {
        Rc::new(Source { origin: Origin::Inline, base: self.options.base.map(Rc::from), pointer })
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
                self.report(EventKind::NullValue, path.pointer(), "");
                Ok(Out::Null)
            }
            Value::Array(elements) => {
                // 5.2.2 An array within a list is a list of its own.
                let in_list = property.term.is_some_and(|term| term.container.any(super::container::Container::LIST));
                let mut items = Vec::with_capacity(elements.len());
                self.enter()?;
                for (index, element) in elements.iter().enumerate() {
                    match self.element(active, property, element, &Path::Index(path, index), from_map)? {
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
                self.count_item()?;
                let Some(name) = property.name.filter(|_| !property.is_top()) else {
                    self.report(EventKind::FreeFloating, path.pointer(), "");
                    return Ok(Out::Null);
                };
                // 4.2
                let scoped;
                let mut active = active;
                let mut term = property.term;
                if let Some(found) = term.filter(|term| term.scope.is_some()) {
                    scoped = self.scoped(active, Cause::PropertyScope(found.clone()), &|| path.pointer())?;
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
        self.count_item()?;
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
            active = self.scoped(&active, Cause::PropertyScope(term.clone()), &|| path.pointer())?;
        }
        // 9.
        if let Some(local) = members.get("@context") {
            let source = self.inline(Path::Key(path, "@context").pointer());
            active = self.process(&active, local, &source, How::EMBEDDED, &[])?;
        }
        // 10. 11. Contexts that come with the types.
        let type_scope = active.clone();
        let types = type_scope.context.members(members, Keyword::Type);
        for (key, value) in &types {
            let mut names: Vec<&str> = match value {
                Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
                value => value.as_str().into_iter().collect(),
            };
            names.sort_unstable();
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
        self.members(&scene, members, path, &mut draft)?;
        self.leave();
        self.finish(draft, property, path)
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
            if key == "@context" {
                continue;
            }
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
                        Fitness::Blank => self.report(EventKind::BlankProperty, path.pointer(), iri),
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

    /// 13.4 A member whose key is a keyword.
    fn keyword(
        &mut self,
        scene: &Scene<'_>,
        keyword: Keyword,
        value: &Value,
        path: &Path<'_>,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let active = scene.active;
        let wrong = |code| Err(fail(code, path.pointer(), keyword.as_str()));
        if scene.property.name == Some("@reverse") {
            return wrong(ErrorCode::InvalidReversePropertyMap);
        }
        let repeatable = !self.is_1_0() && matches!(keyword, Keyword::Included | Keyword::Type);
        if draft.seen.has(keyword) && !repeatable {
            return wrong(ErrorCode::CollidingKeywords);
        }
        match keyword {
            Keyword::Id => {
                let Value::String(text) = value else { return wrong(ErrorCode::InvalidIdValue) };
                match active.context.expand_iri(text, Reading::Document) {
                    Meaning::Iri(iri) => {
                        self.check_id(&iri, EventKind::RelativeId, path);
                        draft.node.id = Some(iri);
                    }
                    Meaning::Keyword(keyword) => {
                        self.report(EventKind::RelativeId, path.pointer(), text);
                        draft.node.id = Some(keyword.as_str().into());
                    }
                    Meaning::Null => {
                        self.report(EventKind::RelativeId, path.pointer(), text);
                        draft.node.quirks.null_id = true;
                    }
                }
            }
            Keyword::Type => {
                let context = &scene.type_scope.context;
                let one = |value: &Value| match value {
                    Value::String(text) => Ok(context.expand_iri(text, Reading::Both)),
                    _ => Err(fail(ErrorCode::InvalidTypeValue, path.pointer(), "@type")),
                };
                let before = draft.types.len();
                match value {
                    Value::Array(values) => {
                        draft.types_in_array = true;
                        for value in values {
                            draft.types.push(one(value)?);
                        }
                    }
                    value => draft.types.push(one(value)?),
                }
                for (index, meaning) in draft.types[before..].iter().enumerate() {
                    let text = if value.is_array() { &value[index] } else { value };
                    let text = text.as_str().unwrap_or_default();
                    let kind = match meaning {
                        Meaning::Null => EventKind::RelativeType,
                        Meaning::Keyword(Keyword::Json) if scene.json => continue,
                        Meaning::Keyword(_) => EventKind::RelativeType,
                        Meaning::Iri(iri) => match fitness(iri) {
                            Fitness::Absolute | Fitness::Blank => continue,
                            Fitness::Relative => EventKind::RelativeType,
                            Fitness::IllFormed => EventKind::IllFormedIri,
                        },
                    };
                    let pointer = if value.is_array() {
                        Path::Index(path, index).pointer()
                    } else {
                        path.pointer()
                    };
                    self.report(kind, pointer, text);
                }
            }
            Keyword::Graph => {
                let inner = Property::keyword(Keyword::Graph);
                draft.node.graph = Some(self.element(active, inner, value, path, false)?.into_items());
            }
            Keyword::Included => {
                if self.is_1_0() {
                    return Ok(());
                }
                let inner = Property::keyword(Keyword::Included);
                let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                if !values.iter().all(Value::is_object) {
                    return wrong(ErrorCode::InvalidIncludedValue);
                }
                let mut items = self.element(active, inner, value, path, false)?.into_items();
                if !items.iter().all(|item| matches!(item, Item::Node(_))) {
                    return wrong(ErrorCode::InvalidIncludedValue);
                }
                draft.node.included.append(&mut items);
                draft.node.quirks.included = true;
            }
            Keyword::Value => {
                draft.value = match value {
                    value if scene.json => {
                        if self.is_1_0() {
                            return wrong(ErrorCode::InvalidValueObjectValue);
                        }
                        Some(Scalar::Json(value.clone()))
                    }
                    Value::Null => {
                        self.report(EventKind::NullValue, path.pointer(), "");
                        None
                    }
                    value => match scalar(value) {
                        Some(scalar) => Some(scalar),
                        None => return wrong(ErrorCode::InvalidValueObjectValue),
                    },
                };
            }
            Keyword::Language => {
                let Value::String(tag) = value else {
                    return wrong(ErrorCode::InvalidLanguageTaggedString);
                };
                draft.language = Some(self.language(tag, &mut || path.pointer()));
            }
            Keyword::Direction => {
                if self.is_1_0() {
                    return Ok(());
                }
                match value.as_str().and_then(super::item::Direction::parse) {
                    Some(direction) => draft.direction = Some(direction),
                    None => return wrong(ErrorCode::InvalidBaseDirection),
                }
                self.report(EventKind::DirectionDropped, path.pointer(), "@direction");
            }
            Keyword::Index => {
                let Value::String(index) = value else { return wrong(ErrorCode::InvalidIndexValue) };
                draft.node.index = Some(index.as_str().into());
                self.report(EventKind::IndexDropped, path.pointer(), index);
            }
            Keyword::List => {
                if scene.property.is_top() {
                    self.report(EventKind::FreeFloating, path.pointer(), "@list");
                    return Ok(());
                }
                let inner = scene.property.within(active);
                draft.list = self.element(active, inner, value, path, false)?.into_items();
            }
            Keyword::Set => {
                let inner = scene.property.within(active);
                draft.set = Some(self.element(active, inner, value, path, false)?);
            }
            Keyword::Reverse => {
                if !value.is_object() {
                    return wrong(ErrorCode::InvalidReverseValue);
                }
                let inner = Property::keyword(Keyword::Reverse);
                let out = self.element(active, inner, value, path, false)?;
                let Out::One(Item::Node(node)) = out else { return Ok(()) };
                for (iri, items) in node.reverse {
                    draft.add(iri, items);
                }
                for (iri, items) in node.properties {
                    if !items.iter().all(|item| matches!(item, Item::Node(_))) {
                        return wrong(ErrorCode::InvalidReversePropertyValue);
                    }
                    draft.add_reverse(iri, items);
                }
                return Ok(());
            }
            _ => {
                // A keyword of contexts has no meaning in the document.
                self.report(EventKind::UndefinedTerm, path.pointer(), keyword.as_str());
                return Ok(());
            }
        }
        draft.seen.insert(keyword);
        Ok(())
    }

    /// Reports an identifier that cannot stand in a statement.
    pub(super) fn check_id(&mut self, iri: &str, relative: EventKind, path: &Path<'_>) {
        match fitness(iri) {
            Fitness::Absolute | Fitness::Blank => {}
            Fitness::Relative => self.report(relative, path.pointer(), iri),
            Fitness::IllFormed => self.report(EventKind::IllFormedIri, path.pointer(), iri),
        }
    }

    /// 15. to 19. What the object turned out to be.
    fn finish(&mut self, draft: Draft, property: Property<'_>, path: &Path<'_>) -> Result<Out, Error> {
        let mut draft = draft;
        let (seen, mut node) = (draft.seen, std::mem::take(&mut draft.node));
        let bare = node.properties.is_empty() && node.reverse.is_empty();
        let wrong = |code| Err(fail(code, path.pointer(), ""));
        if seen.has(Keyword::Value) {
            return self.finish_value(draft, node.index, bare, property, path);
        }
        // 17.
        if seen.has(Keyword::List) || seen.has(Keyword::Set) {
            let allowed = if seen.has(Keyword::List) { Keyword::List } else { Keyword::Set };
            if !bare || !seen.within(Seen::of(&[allowed, Keyword::Index])) {
                return wrong(ErrorCode::InvalidSetOrListObject);
            }
            return Ok(match draft.set {
                Some(out) => out,
                None => Out::One(Item::List(List { items: draft.list, index: node.index })),
            });
        }
        // 18. 19. What says nothing, or hangs on nothing.
        let language = Seen::of(&[Keyword::Language]);
        let only_language = bare && !seen.is_empty() && seen.within(language);
        let only_id = bare && seen.within(Seen::of(&[Keyword::Id]));
        if only_language || (only_id && property.is_top()) {
            self.report(EventKind::FreeFloating, path.pointer(), node.id.as_deref().unwrap_or(""));
            return Ok(Out::Null);
        }
        for stray in [Keyword::Language, Keyword::Direction] {
            if seen.has(stray) {
                self.report(EventKind::FreeFloating, path.pointer(), stray.as_str());
            }
        }
        node.types = draft.types.into_iter().filter_map(type_name).collect();
        node.quirks.types = seen.has(Keyword::Type);
        node.pointer = path.pointer();
        Ok(Out::One(Item::Node(node)))
    }

    /// 15. A value object.
    fn finish_value(
        &mut self,
        draft: Draft,
        index: Option<Rc<str>>,
        bare: bool,
        property: Property<'_>,
        path: &Path<'_>,
    ) -> Result<Out, Error> {
        const ALLOWED: [Keyword; 5] =
            [Keyword::Value, Keyword::Type, Keyword::Language, Keyword::Direction, Keyword::Index];
        let Draft { seen, value, mut types, language, direction, .. } = draft;
        let wrong = |code| Err(fail(code, path.pointer(), "@value"));
        let tagged = seen.has(Keyword::Language) || seen.has(Keyword::Direction);
        if !bare || !seen.within(Seen::of(&ALLOWED)) || (tagged && seen.has(Keyword::Type)) {
            return wrong(ErrorCode::InvalidValueObject);
        }
        let Some(value) = value else { return Ok(Out::Null) };
        let mut datatype = None;
        if !matches!(value, Scalar::Json(_)) {
            if seen.has(Keyword::Language) && !matches!(value, Scalar::String(_)) {
                return wrong(ErrorCode::InvalidLanguageTaggedValue);
            }
            if seen.has(Keyword::Type) {
                datatype = match (types.pop(), draft.types_in_array) {
                    (Some(Meaning::Iri(iri)), false) if fitness(&iri) == Fitness::Absolute => Some(iri),
                    _ => return wrong(ErrorCode::InvalidTypedValue),
                };
            }
        }
        if property.is_top() {
            self.report(EventKind::FreeFloating, path.pointer(), "@value");
            return Ok(Out::Null);
        }
        let pointer = path.pointer();
        Ok(Out::One(Item::Value(Literal { value, datatype, language, direction, index, pointer })))
    }

    /// Value expansion (API section 5.3.2): a scalar as the property's definition reads it.
    pub(super) fn value(
        &mut self,
        active: &Active,
        term: Option<&Rc<Term>>,
        value: &Value,
        path: &Path<'_>,
    ) -> Result<Item, Error> {
        let coercion = term.and_then(|term| term.coercion.as_ref());
        if let Value::String(text) = value {
            let reading = match coercion {
                Some(Coercion::Id) => Some(Reading::Document),
                Some(Coercion::Vocab) => Some(Reading::Both),
                _ => None,
            };
            if let Some(reading) = reading {
                return Ok(Item::Node(self.reference(active, text, reading, path)));
            }
        }
        // The callers hand in scalars only; anything else would be kept as JSON.
        let scalar = scalar(value).unwrap_or_else(|| Scalar::Json(value.clone()));
        let mut literal = Literal {
            value: scalar,
            datatype: None,
            language: None,
            direction: None,
            index: None,
            pointer: path.pointer(),
        };
        match coercion {
            Some(Coercion::Datatype(iri)) => {
                if fitness(iri) != Fitness::Absolute {
                    self.report(EventKind::IllFormedIri, path.pointer(), iri);
                }
                literal.datatype = Some(iri.clone());
            }
            _ if value.is_string() => {
                let context = &active.context;
                let said = term.and_then(|term| term.language.as_ref());
                literal.language = said.unwrap_or(&context.language).clone();
                let said = term.and_then(|term| term.direction);
                literal.direction = said.unwrap_or(context.direction);
                if literal.direction.is_some() {
                    self.report(EventKind::DirectionDropped, path.pointer(), "@direction");
                }
            }
            _ => {}
        }
        Ok(Item::Value(literal))
    }

    /// A string that refers to a node.
    fn reference(&mut self, active: &Active, text: &str, reading: Reading, path: &Path<'_>) -> Node {
        let mut node = Node { pointer: path.pointer(), ..Node::default() };
        match active.context.expand_iri(text, reading) {
            Meaning::Iri(iri) => {
                self.check_id(&iri, EventKind::RelativeIri, path);
                node.id = Some(iri);
            }
            Meaning::Keyword(keyword) => {
                self.report(EventKind::RelativeIri, path.pointer(), text);
                node.id = Some(keyword.as_str().into());
            }
            Meaning::Null => {
                self.report(EventKind::RelativeIri, path.pointer(), text);
                node.quirks = Quirks { null_id: true, ..Quirks::default() };
            }
        }
        node
    }
}

/// A type as the tree keeps it.
pub(super) fn type_name(meaning: Meaning) -> Option<Rc<str>> {
    match meaning {
        Meaning::Null => None,
        Meaning::Keyword(keyword) => Some(keyword.as_str().into()),
        Meaning::Iri(iri) => Some(iri),
    }
}

/// A JSON scalar other than null.
fn scalar(value: &Value) -> Option<Scalar> {
    match value {
        Value::String(text) => Some(Scalar::String(text.as_str().into())),
        Value::Number(number) => Some(Scalar::Number(number.clone())),
        Value::Bool(bool) => Some(Scalar::Bool(*bool)),
        _ => None,
    }
}
