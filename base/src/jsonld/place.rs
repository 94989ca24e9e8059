//! Where a context stands, and what surrounds a term that it defines.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::context::{Origin, Source};
use super::error::{Error, ErrorCode};
use super::path::push_segment;
use super::process::How;
use super::run::fail;

/// A context in a source: all of it, or one element of an array.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Whole(&'a Rc<Source>),
    Element(&'a Rc<Source>, usize),
}

impl Place<'_> {
    fn outer(&self) -> &Rc<Source> {
        match self {
            Self::Whole(source) | Self::Element(source, _) => source,
        }
    }

    pub(super) fn is_bundled(&self) -> bool {
        self.outer().origin == Origin::Bundled
    }

    pub(super) fn base(&self) -> Option<&str> {
        self.outer().base.as_deref()
    }

    pub(super) fn pointer(&self) -> String {
        self.source().pointer.clone()
    }

    pub(super) fn source(&self) -> Rc<Source> {
        match self {
            Self::Element(source, index) if source.origin == Origin::Inline => Rc::new(Source {
                pointer: format!("{}/{index}", source.pointer),
                ..(***source).clone()
            }),
            _ => self.outer().clone(),
        }
    }
}

/// The context in which terms are being defined.
pub(super) struct Scene<'a> {
    pub(super) local: &'a Map<String, Value>,
    /// Stands in for the entries of a definition that has none.
    pub(super) empty: &'a Map<String, Value>,
    pub(super) source: &'a Rc<Source>,
    pub(super) protected: bool,
    pub(super) how: How,
    pub(super) remote: &'a [Rc<str>],
}

impl Scene<'_> {
    pub(super) fn pointer(&self, term: &str) -> String {
        let mut pointer = self.source.pointer.clone();
        if self.source.origin == Origin::Inline {
            push_segment(&mut pointer, term);
        }
        pointer
    }

    pub(super) fn fail<T>(&self, code: ErrorCode, term: &str) -> Result<T, Error> {
        Err(fail(code, self.pointer(term), term))
    }
}
