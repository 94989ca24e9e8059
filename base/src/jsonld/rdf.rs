//! From the expanded tree to statements (API sections 7 and 8).
//!
//! The standard first flattens the tree into a node map; a dataset being a set of statements, that
//! comes to the same as writing the statements down node by node, which is what happens here.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::jcs;

use super::context::{Fitness, fitness};
use super::dataset::{Dataset, Quad, Term};
use super::error::{Error, ErrorCode};
use super::item::{Expanded, Item, List, Literal, Node, Scalar};
use super::json::{double, integer, read};
use super::run::{fail, is_language};

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

impl Expanded {
    /// The statements the document makes. What cannot be stated is left out; `events` has it all.
    ///
    /// # Errors
    /// `conflicting indexes`, when one node is given two.
    pub fn to_dataset(&self) -> Result<Dataset, Error> {
        let mut writer = Writer::new();
        for item in &self.items {
            writer.item(item, None)?;
        }
        Ok(writer.quads)
    }
}

struct Writer {
    quads: Dataset,
    /// How many blank nodes have been made.
    blanks: usize,
    /// The document's own blank node identifiers, and ours for them.
    labels: BTreeMap<Rc<str>, Term>,
    indexes: BTreeMap<(Option<Term>, Term), Rc<str>>,
    words: Rc<Words>,
}

thread_local! {
    static WORDS: Rc<Words> = Rc::default();
}

/// The IRIs that every dataset needs, made once a thread.
struct Words {
    r#type: Term,
    first: Term,
    rest: Term,
    nil: Term,
    lang_string: Rc<str>,
    json: Rc<str>,
    string: Rc<str>,
    boolean: Rc<str>,
    integer: Rc<str>,
    double: Rc<str>,
}

impl Default for Words {
    fn default() -> Self {
        let rdf = |name| Rc::<str>::from(format!("{RDF}{name}"));
        let xsd = |name| Rc::<str>::from(format!("{XSD}{name}"));
        Self {
            r#type: Term::Iri(rdf("type")),
            first: Term::Iri(rdf("first")),
            rest: Term::Iri(rdf("rest")),
            nil: Term::Iri(rdf("nil")),
            lang_string: rdf("langString"),
            json: rdf("JSON"),
            string: xsd("string"),
            boolean: xsd("boolean"),
            integer: xsd("integer"),
            double: xsd("double"),
        }
    }
}

impl Writer {
    fn new() -> Self {
        Self {
            quads: Vec::new(),
            blanks: 0,
            labels: BTreeMap::new(),
            indexes: BTreeMap::new(),
            words: WORDS.with(Rc::clone),
        }
    }

    /// The statements of an item in a graph; the term that stands for it, if there is one.
    fn item(&mut self, item: &Item, graph: Option<&Term>) -> Result<Option<Term>, Error> {
        match item {
            Item::Node(node) => self.node(node, graph),
            Item::Value(literal) => Ok(self.literal(literal)),
            Item::List(list) => self.list(list, graph).map(Some),
        }
    }

    fn node(&mut self, node: &Node, graph: Option<&Term>) -> Result<Option<Term>, Error> {
        let subject = match &node.id {
            Some(id) => self.resource(id),
            None if node.quirks.null_id => None,
            None => Some(self.blank()),
        };
        if let (Some(subject), Some(index)) = (&subject, &node.index)
            && node.id.is_some()
        {
            let key = (graph.cloned(), subject.clone());
            if self.indexes.entry(key).or_insert_with(|| index.clone()) != index {
                return Err(fail(ErrorCode::ConflictingIndexes, node.pointer.clone(), index));
            }
        }
        for name in &node.types {
            if let (Some(subject), Some(object)) = (&subject, self.resource(name)) {
                let predicate = self.words.r#type.clone();
                self.push(subject.clone(), predicate, object, graph);
            }
        }
        for (iri, items) in &node.properties {
            let predicate = property(iri);
            for item in items {
                // The values may be nodes with statements of their own, whatever becomes of this one.
                let object = self.item(item, graph)?;
                if let (Some(subject), Some(predicate), Some(object)) =
                    (&subject, &predicate, object)
                {
                    self.push(subject.clone(), predicate.clone(), object, graph);
                }
            }
        }
        for (iri, items) in &node.reverse {
            let predicate = property(iri);
            for item in items {
                let other = self.item(item, graph)?;
                if let (Some(subject), Some(predicate), Some(other)) = (&subject, &predicate, other)
                {
                    self.push(other, predicate.clone(), subject.clone(), graph);
                }
            }
        }
        for item in &node.included {
            self.item(item, graph)?;
        }
        // A graph whose name cannot stand in a statement is left out.
        if let (Some(items), Some(name)) = (&node.graph, &subject) {
            for item in items {
                self.item(item, Some(name))?;
            }
        }
        Ok(subject)
    }

    fn push(&mut self, subject: Term, predicate: Term, object: Term, graph: Option<&Term>) {
        self.quads.push(Quad { subject, predicate, object, graph: graph.cloned() });
    }

    /// The list as linked pairs (API section 8.3).
    fn list(&mut self, list: &List, graph: Option<&Term>) -> Result<Term, Error> {
        let mut head = self.words.nil.clone();
        let pairs: Vec<Term> = list.items.iter().map(|_| self.blank()).collect();
        for (item, pair) in list.items.iter().zip(pairs).rev() {
            if let Some(object) = self.item(item, graph)? {
                let first = self.words.first.clone();
                self.push(pair.clone(), first, object, graph);
            }
            let rest = self.words.rest.clone();
            self.push(pair.clone(), rest, head, graph);
            head = pair;
        }
        Ok(head)
    }

    fn blank(&mut self) -> Term {
        let label = format!("b{}", self.blanks);
        self.blanks += 1;
        Term::Blank(label.into())
    }

    fn resource(&mut self, id: &Rc<str>) -> Option<Term> {
        match fitness(id) {
            Fitness::Absolute => Some(Term::Iri(id.clone())),
            Fitness::Blank => Some(match self.labels.get(id) {
                Some(term) => term.clone(),
                None => {
                    let term = self.blank();
                    self.labels.insert(id.clone(), term.clone());
                    term
                }
            }),
            Fitness::Relative | Fitness::IllFormed => None,
        }
    }

    /// A literal (API section 8.2).
    fn literal(&self, literal: &Literal) -> Option<Term> {
        if literal.datatype.as_deref().is_some_and(|iri| fitness(iri) != Fitness::Absolute)
            || literal.language.as_deref().is_some_and(|tag| !is_language(tag))
        {
            return None;
        }
        let words = &self.words;
        let (value, default): (Rc<str>, &Rc<str>) = match &literal.value {
            Scalar::Json(json) => (jcs::canonical(json).into(), &words.json),
            Scalar::Bool(bool) => (if *bool { "true" } else { "false" }.into(), &words.boolean),
            Scalar::Number(number) => {
                let number = read(number.as_str())?;
                let wanted_double = literal.datatype.as_ref() == Some(&words.double);
                match integer(number).filter(|_| !wanted_double) {
                    Some(text) => (text.into(), &words.integer),
                    None => (double(number).into(), &words.double),
                }
            }
            // jsonld.js canonicalizes text that is typed as a double, too.
            Scalar::String(text) if literal.datatype.as_ref() == Some(&words.double) => (
                read(text).map_or_else(|| text.clone(), |number| double(number).into()),
                &words.double,
            ),
            Scalar::String(text) if literal.language.is_some() => {
                (text.clone(), &words.lang_string)
            }
            Scalar::String(text) => (text.clone(), &words.string),
        };
        Some(Term::Literal {
            value,
            datatype: literal.datatype.as_ref().unwrap_or(default).clone(),
            language: literal.language.clone(),
        })
    }
}

/// A predicate; blank nodes are none (no generalized RDF).
fn property(iri: &Rc<str>) -> Option<Term> {
    (fitness(iri) == Fitness::Absolute).then(|| Term::Iri(iri.clone()))
}
