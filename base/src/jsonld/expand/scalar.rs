//! Value expansion (API section 5.3.2): a scalar as the property's definition reads it.

use std::rc::Rc;

use serde_json::Value;

use crate::jsonld::context::{Active, Coercion, Fitness, Meaning, Reading, Term, fitness};
use crate::jsonld::error::{Error, EventKind};
use crate::jsonld::item::{Item, Literal, Node, Quirks, Scalar};
use crate::jsonld::path::Path;
use crate::jsonld::run::Run;

impl Run<'_> {
    /// Value expansion (API section 5.3.2): a scalar as the property's definition reads it.
    pub(in crate::jsonld) fn value(
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
    fn reference(
        &mut self,
        active: &Active,
        text: &str,
        reading: Reading,
        path: &Path<'_>,
    ) -> Node {
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

/// A JSON scalar other than null.
pub(super) fn scalar(value: &Value) -> Option<Scalar> {
    match value {
        Value::String(text) => Some(Scalar::String(text.as_str().into())),
        Value::Number(number) => Some(Scalar::Number(number.clone())),
        Value::Bool(bool) => Some(Scalar::Bool(*bool)),
        _ => None,
    }
}
