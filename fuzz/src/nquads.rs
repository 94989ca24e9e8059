//! N-Quads and RDFC-1.0: neither names of blank nodes nor the order of statements matter.

use std::collections::BTreeMap;
use std::rc::Rc;

use proofmark::jsonld::canon::{HashAlgorithm, canonicalize};
use proofmark::jsonld::dataset::Term;
use proofmark::jsonld::nquads::{parse, write_quad};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "nquads",
    run,
    seeds: |seed| {
        let own = seed.text.iter().filter(|text| parse(text).is_ok_and(|found| !found.is_empty()));
        let own = own.map(|text| text.clone().into_bytes());
        let made = seed.documents().filter_map(|document| crate::jsonld::canonical(&document));
        own.chain(made.map(|(_, canonical)| canonical.text().into_bytes())).collect()
    },
};

/// Fewer than the page allows, so that the fuzzer gets somewhere.
const STEPS: u32 = 2_000;

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(mut quads) = parse(text) else { return };
    let mut written = String::new();
    quads.iter().for_each(|quad| write_quad(&mut written, quad));
    assert_eq!(parse(&written).as_ref(), Ok(&quads), "what was written can be read");
    let Ok(first) = canonicalize(&quads, HashAlgorithm::Sha256, STEPS) else { return };
    // The same graph, told from the end, with other names.
    let mut names: BTreeMap<Rc<str>, Rc<str>> = BTreeMap::new();
    let mut rename = |term: &mut Term| {
        if let Term::Blank(name) = term {
            let next = Rc::from(format!("z{}", 1_000 - names.len().min(1_000)));
            *name = Rc::clone(names.entry(Rc::clone(name)).or_insert(next));
        }
    };
    quads.reverse();
    for quad in &mut quads {
        rename(&mut quad.subject);
        rename(&mut quad.object);
        quad.graph.as_mut().map(&mut rename);
    }
    if names.len() >= 1_000 {
        return;
    }
    // The order decides how much work it is, within bounds.
    if let Ok(second) = canonicalize(&quads, HashAlgorithm::Sha256, 10 * STEPS) {
        assert_eq!(second.text(), first.text());
    }
}
