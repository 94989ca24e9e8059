//! What an object turns out to be (API section 5.1.2, steps 15 to 19): a node, a literal, a list or nothing.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Out, Property};
use crate::jsonld::context::{Fitness, Meaning, fitness};
use crate::jsonld::error::{Error, ErrorCode, EventKind};
use crate::jsonld::item::{Direction, Item, List, Literal, Node, Scalar};
use crate::jsonld::keyword::{Keyword, Seen};
use crate::jsonld::run::{Run, fail};

/// An object being expanded, before it is known what it is.
#[derive(Default)]
pub(in crate::jsonld) struct Draft {
    pub(super) seen: Seen,
    pub(super) node: Node,
    /// The `@type` as meanings; in a value object it must be one, and not in an array.
    pub(super) types: Vec<Meaning>,
    pub(super) types_in_array: bool,
    pub(super) value: Option<Scalar>,
    pub(super) language: Option<Rc<str>>,
    pub(super) direction: Option<Direction>,
    pub(super) list: Vec<Item>,
    pub(super) set: Option<Out>,
}

impl Draft {
    pub(in crate::jsonld) fn add(&mut self, iri: Rc<str>, items: Vec<Item>) {
        extend(&mut self.node.properties, iri, items);
    }

    pub(in crate::jsonld) fn add_reverse(&mut self, iri: Rc<str>, items: Vec<Item>) {
        self.seen.insert(Keyword::Reverse);
        extend(&mut self.node.reverse, iri, items);
    }
}

fn extend(map: &mut BTreeMap<Rc<str>, Vec<Item>>, iri: Rc<str>, mut items: Vec<Item>) {
    map.entry(iri).and_modify(|present| present.append(&mut items)).or_insert(items);
}

impl Run<'_> {
    /// 15. to 19. What the object turned out to be.
    pub(super) fn finish(
        &mut self,
        draft: Draft,
        property: Property<'_>,
        pointer: String,
    ) -> Result<Out, Error> {
        let mut draft = draft;
        let (seen, mut node) = (draft.seen, std::mem::take(&mut draft.node));
        let bare = node.properties.is_empty() && node.reverse.is_empty();
        let wrong = |code| Err(fail(code, pointer.clone(), ""));
        if seen.has(Keyword::Value) {
            return self.finish_value(draft, node.index, bare, property, pointer);
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
            self.report(EventKind::FreeFloating, pointer, node.id.as_deref().unwrap_or(""));
            return Ok(Out::Null);
        }
        for stray in [Keyword::Language, Keyword::Direction] {
            if seen.has(stray) {
                self.report(EventKind::FreeFloating, pointer.clone(), stray.as_str());
            }
        }
        node.types = draft.types.into_iter().filter_map(type_name).collect();
        node.quirks.types = seen.has(Keyword::Type);
        node.pointer = pointer;
        Ok(Out::One(Item::Node(node)))
    }

    /// 15. A value object.
    fn finish_value(
        &mut self,
        draft: Draft,
        index: Option<Rc<str>>,
        bare: bool,
        property: Property<'_>,
        pointer: String,
    ) -> Result<Out, Error> {
        const ALLOWED: [Keyword; 5] =
            [Keyword::Value, Keyword::Type, Keyword::Language, Keyword::Direction, Keyword::Index];
        let Draft { seen, value, mut types, language, direction, .. } = draft;
        let wrong = |code| Err(fail(code, pointer.clone(), "@value"));
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
                    (Some(Meaning::Iri(iri)), false) if fitness(&iri) == Fitness::Absolute => {
                        Some(iri)
                    }
                    _ => return wrong(ErrorCode::InvalidTypedValue),
                };
            }
        }
        if property.is_top() {
            self.report(EventKind::FreeFloating, pointer, "@value");
            return Ok(Out::Null);
        }
        Ok(Out::One(Item::Value(Literal { value, datatype, language, direction, index, pointer })))
    }
}

/// A type as the tree keeps it.
pub(in crate::jsonld) fn type_name(meaning: Meaning) -> Option<Rc<str>> {
    match meaning {
        Meaning::Null => None,
        Meaning::Keyword(keyword) => Some(keyword.as_str().into()),
        Meaning::Iri(iri) => Some(iri),
    }
}
