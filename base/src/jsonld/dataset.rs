//! RDF terms, quads and datasets: what JSON-LD turns into and what RDFC-1.0 puts in order.

use std::rc::Rc;

/// An RDF term in any position of a quad (RDF 1.1 Concepts, section 3.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// An absolute IRI, without angle brackets.
    Iri(Rc<str>),
    /// A blank node label, without the leading `_:`.
    Blank(Rc<str>),
    /// A literal; `datatype` is always present (`xsd:string`, `rdf:langString` included).
    Literal {
        /// The lexical form, unescaped.
        value: Rc<str>,
        /// The datatype IRI.
        datatype: Rc<str>,
        /// The language tag, only with `rdf:langString`.
        language: Option<Rc<str>>,
    },
}

/// One statement; `graph` is `None` in the default graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quad {
    /// Subject: an IRI or a blank node.
    pub subject: Term,
    /// Predicate: an IRI.
    pub predicate: Term,
    /// Object: any term.
    pub object: Term,
    /// Graph name: an IRI or a blank node.
    pub graph: Option<Term>,
}

impl Quad {
    /// About how many bytes it takes when it is written.
    pub(super) fn size(&self) -> usize {
        let size = |term: &Term| match term {
            Term::Iri(text) | Term::Blank(text) => text.len(),
            Term::Literal { value, datatype, .. } => value.len() + datatype.len(),
        };
        let graph = self.graph.as_ref().map_or(0, size);
        size(&self.subject) + size(&self.predicate) + size(&self.object) + graph
    }
}

/// A bag of quads in the order they were produced; RDFC-1.0 treats it as a set.
pub type Dataset = Vec<Quad>;
