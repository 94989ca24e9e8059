//! The expanded document as a typed tree: what the page shows and what statements are made of.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Number, Value};

use super::error::Event;

/// An expanded document and everything that was lost or looked odd on the way.
#[derive(Clone, Debug, Default)]
pub struct Expanded {
    /// The top-level nodes; a badge has one.
    pub items: Vec<Item>,
    /// Everything that will not be in the statements, and everything suspicious.
    pub events: Vec<Event>,
}

/// One value of a property, or a top-level node.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A thing with an identifier or properties, or a mere reference to one.
    Node(Node),
    /// A literal.
    Value(Literal),
    /// An ordered list.
    List(List),
}

/// A node object; a graph object when `graph` is present.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// The IRI (absolute, or relative and then reported) or blank node identifier (`_:x`).
    pub id: Option<Rc<str>>,
    /// The types, as IRIs, in the order of the document.
    pub types: Vec<Rc<str>>,
    /// Property IRI to values, in the order of the document.
    pub properties: BTreeMap<Rc<str>, Vec<Item>>,
    /// Property IRI to the nodes that have this node as its value.
    pub reverse: BTreeMap<Rc<str>, Vec<Item>>,
    /// The nodes of the graph this node names, if it names one.
    pub graph: Option<Vec<Item>>,
    /// Nodes carried along without a relation to this one.
    pub included: Vec<Item>,
    /// The `@index`: not part of the statements.
    pub index: Option<Rc<str>>,
    /// The place of the object (or of the string that refers to it) in the source (RFC 6901).
    pub pointer: String,
    /// An `@id` or `@included` that was there without a value; only the standard's JSON form shows it.
    pub(super) quirks: Quirks,
}

/// Details of the standard's JSON form without a meaning of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Quirks {
    /// `@id` looked like a keyword and expanded to null.
    pub(super) null_id: bool,
    /// `@type` was there, maybe empty.
    pub(super) types: bool,
    /// `@included` was there, maybe empty.
    pub(super) included: bool,
}

/// A literal value.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// The value itself.
    pub value: Scalar,
    /// The datatype IRI, carried verbatim; absent for plain values and JSON literals.
    pub datatype: Option<Rc<str>>,
    /// The language tag, in lower case.
    pub language: Option<Rc<str>>,
    /// The base direction: not part of the statements.
    pub direction: Option<Direction>,
    /// The `@index`: not part of the statements.
    pub index: Option<Rc<str>>,
    /// The place of the value in the source (RFC 6901).
    pub pointer: String,
}

/// What a literal holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// A string.
    String(Rc<str>),
    /// A number.
    Number(Number),
    /// A truth value.
    Bool(bool),
    /// Any JSON, of a term with `@type: @json`.
    Json(Value),
}

/// An ordered list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// The members in order.
    pub items: Vec<Item>,
    /// The `@index`: not part of the statements.
    pub index: Option<Rc<str>>,
}

/// The base direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "ltr" => Some(Self::Ltr),
            "rtl" => Some(Self::Rtl),
            _ => None,
        }
    }

    /// The direction as the standard spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Node {
    /// The values of a property; none when it is absent.
    pub fn get(&self, property: &str) -> &[Item] {
        self.properties.get(property).map_or(&[], Vec::as_slice)
    }

    /// Whether the node has this type.
    pub fn has_type(&self, iri: &str) -> bool {
        self.types.iter().any(|t| &**t == iri)
    }

    /// Nothing but an identifier, or nothing at all.
    pub(super) fn is_bare(&self) -> bool {
        self.graph.is_none()
            && self.index.is_none()
            && self.types.is_empty()
            && self.properties.is_empty()
            && self.reverse.is_empty()
            && self.included.is_empty()
    }

    /// A graph object: `@graph` and at most an identifier and an index (syntax section 9.4).
    pub(super) fn is_graph_object(&self) -> bool {
        self.graph.is_some()
            && self.types.is_empty()
            && self.properties.is_empty()
            && self.reverse.is_empty()
            && self.included.is_empty()
    }
}
