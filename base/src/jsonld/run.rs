//! One expansion: its options, what it reports and what it spends.

use std::cell::RefCell;
use std::rc::Rc;

use oxiri::Iri;

use super::context::Context;
use super::derive::is_full;
use super::error::{Error, ErrorCode, Event, EventKind};
use super::path::Path;
use super::{Options, ProcessingMode};
use crate::budget;

/// No name in use comes near; each is written out once for every statement that has it.
pub(super) const LONGEST_NAME: usize = 2_048;

/// How large the places of all items may be together, in bytes: three hundred for each of the most items.
const LONGEST_PLACES: usize = 64 << 20;

/// More reports than anybody reads; a document that makes more is not expanded.
const MOST_EVENTS: usize = 10_000;

/// How large reports may be together, in bytes: each has its place.
const LONGEST_EVENTS: usize = 2 << 20;

/// More words for one keyword than any context has: each object is looked through for each.
pub(super) const MOST_ALIASES: usize = 200;

/// One expansion: its options, what it has reported and what it has spent.
pub(super) struct Run<'o> {
    pub(super) options: &'o Options<'o>,
    pub(super) events: Vec<Event>,
    depth: usize,
    items: usize,
    loads: usize,
    definitions: usize,
    copies: usize,
    entries: usize,
    places: usize,
    reported: usize,
}

/// An initial context for each base IRI and mode in use, from which the bundled ones are derived.
type Roots = Vec<(Option<String>, ProcessingMode, Rc<Context>)>;

thread_local! {
    static ROOTS: RefCell<Roots> = const { RefCell::new(Vec::new()) };
}

impl<'o> Run<'o> {
    pub(super) fn new(options: &'o Options<'o>) -> Self {
        let events = Vec::new();
        Self {
            options,
            events,
            depth: 0,
            items: 0,
            loads: 0,
            definitions: 0,
            copies: 0,
            entries: 0,
            places: 0,
            reported: 0,
        }
    }

    pub(super) fn is_1_0(&self) -> bool {
        self.options.processing_mode == ProcessingMode::V1_0
    }

    pub(super) fn report(&mut self, kind: EventKind, pointer: String, detail: &str) {
        if self.is_flooded() {
            return;
        }
        self.reported += pointer.len() + detail.len();
        self.events.push(Event { kind, pointer, detail: detail.to_owned() });
    }

    /// Goes one level down; the caller calls [`Self::leave`] when it has not failed.
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > self.options.limits.depth {
            return Err(fail(ErrorCode::TooDeep, String::new(), "nesting"));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Counts a node, a value, a list, and its place, which is written down with it.
    pub(super) fn count_item(&mut self, path: &Path<'_>) -> Result<(), Error> {
        self.items += 1;
        self.places += path.size();
        if self.items > self.options.limits.items || self.places > LONGEST_PLACES {
            return Err(fail(ErrorCode::TooLarge, String::new(), "items"));
        }
        Ok(())
    }

    fn is_flooded(&self) -> bool {
        self.events.len() > MOST_EVENTS || self.reported > LONGEST_EVENTS
    }

    /// What was reported, whole.
    pub(super) fn reported(self) -> Result<Vec<Event>, Error> {
        match self.is_flooded() {
            true => Err(fail(ErrorCode::TooLarge, String::new(), "members without a meaning")),
            false => Ok(self.events),
        }
    }

    /// Refuses names whose repetition would fill the memory.
    pub(super) fn bound(&self, name: &str) -> Result<(), Error> {
        match name.len() > LONGEST_NAME {
            true => Err(fail(ErrorCode::TooLarge, String::new(), "a name")),
            false => Ok(()),
        }
    }

    /// Counts a definition that is made again for each document. What is bundled is paid for where it is named
    /// and used: whether it is at hand must not show.
    pub(super) fn count_definition(&mut self, context: &Context) -> Result<(), Error> {
        if context.pure {
            return Ok(());
        }
        self.spend(budget::DEFINITION, 1)?;
        self.definitions += 1;
        if self.definitions > self.options.limits.definitions {
            return Err(fail(ErrorCode::TooLarge, String::new(), "term definitions"));
        }
        Ok(())
    }

    /// Counts the terms that are copied before a context can be changed.
    pub(super) fn count_copies(&mut self, context: &Context) -> Result<(), Error> {
        if context.pure {
            return Ok(());
        }
        let terms = context.terms.len();
        self.spend(budget::COPY, terms)?;
        self.copies = self.copies.saturating_add(terms);
        if self.copies > self.options.limits.copies {
            return Err(fail(ErrorCode::TooLarge, String::new(), "contexts that add to others"));
        }
        Ok(())
    }

    /// Counts the use of a context within a term.
    pub(super) fn count_scope(&mut self) -> Result<(), Error> {
        self.spend(budget::SCOPE, 1)
    }

    /// Counts an entry of a list of contexts, also one that defines nothing.
    pub(super) fn count_entry(&mut self) -> Result<(), Error> {
        self.entries += 1;
        match self.entries > self.options.limits.definitions {
            true => Err(fail(ErrorCode::TooLarge, String::new(), "contexts")),
            false => self.spend(budget::ENTRY, 1),
        }
    }

    /// Counts a context that is loaded, however often it was before.
    pub(super) fn count_load(&mut self, url: &str) -> Result<(), Error> {
        self.spend(budget::LOAD, 1)?;
        self.loads += 1;
        match self.loads > self.options.limits.loads {
            true => Err(fail(ErrorCode::ContextOverflow, String::new(), url)),
            false => Ok(()),
        }
    }

    /// Pays for work that others in the same file pay for too.
    fn spend(&self, price: u64, times: usize) -> Result<(), Error> {
        let paid = self.options.budget.map_or(Ok(()), |budget| budget.spend(price, times));
        paid.map_err(|spent| fail(ErrorCode::TooLarge, String::new(), &spent.to_string()))
    }

    /// Forgets what was derived if there is no room for more: a document that names contexts in a thousand
    /// orders must not slow down all that come after it.
    pub(super) fn make_room() {
        if is_full() {
            ROOTS.with_borrow_mut(Vec::clear);
        }
    }

    /// The context every document starts with; shared, so that what was derived from it is found.
    pub(super) fn initial(&self) -> Result<Rc<Context>, Error> {
        let (base, mode) = (self.options.base, self.options.processing_mode);
        ROOTS.with_borrow_mut(|roots| {
            if let Some((.., root)) =
                roots.iter().find(|(b, m, _)| b.as_deref() == base && *m == mode)
            {
                return Ok(root.clone());
            }
            let iri = match base {
                Some(base) => Some(
                    Iri::parse(Rc::from(base))
                        .map_err(|_| fail(ErrorCode::InvalidBaseIri, String::new(), base))?,
                ),
                None => None,
            };
            let root = Rc::new(Context::initial(iri));
            if roots.len() < 8 {
                roots.push((base.map(str::to_owned), mode, root.clone()));
            }
            Ok(root)
        })
    }

    /// A language tag in lower case, as jsonld.js writes it; reported when it is not well-formed.
    pub(super) fn language(&mut self, tag: &str, pointer: &mut dyn FnMut() -> String) -> Rc<str> {
        if !is_language(tag) {
            self.report(EventKind::InvalidLanguage, pointer(), tag);
        }
        tag.to_ascii_lowercase().into()
    }
}

/// Well-formed as jsonld.js and BCP 47 in outline see it.
pub(super) fn is_language(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(index, part)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphabetic() || (index > 0 && b.is_ascii_digit()))
    })
}

pub(super) fn fail(code: ErrorCode, pointer: String, detail: &str) -> Error {
    Error { code, pointer, detail: detail.to_owned() }
}
