//! Members whose key is a keyword (API section 5.1.2, step 13.4).

use serde_json::Value;

use super::Out;
use super::scalar::scalar;
use super::{Draft, Property, Scene};
use crate::jsonld::context::{Fitness, Meaning, Reading, fitness};
use crate::jsonld::error::{Error, ErrorCode, EventKind};
use crate::jsonld::item::{Direction, Item, Scalar};
use crate::jsonld::keyword::Keyword;
use crate::jsonld::path::Path;
use crate::jsonld::run::{Run, fail};

impl Run<'_> {
    /// 13.4 A member whose key is a keyword.
    pub(super) fn keyword(
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
                draft.node.graph =
                    Some(self.element(active, inner, value, path, false)?.into_items());
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
                match value.as_str().and_then(Direction::parse) {
                    Some(direction) => draft.direction = Some(direction),
                    None => return wrong(ErrorCode::InvalidBaseDirection),
                }
                self.report(EventKind::DirectionDropped, path.pointer(), "@direction");
            }
            Keyword::Index => {
                let Value::String(index) = value else {
                    return wrong(ErrorCode::InvalidIndexValue);
                };
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
    pub(in crate::jsonld) fn check_id(&mut self, iri: &str, relative: EventKind, path: &Path<'_>) {
        match fitness(iri) {
            Fitness::Absolute | Fitness::Blank => {}
            Fitness::Relative => self.report(relative, path.pointer(), iri),
            Fitness::IllFormed => self.report(EventKind::IllFormedIri, path.pointer(), iri),
        }
    }
}
