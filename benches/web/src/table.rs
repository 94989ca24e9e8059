//! What is measured, natively (`benches/stages.rs`) and as wasm (`benches/web`), under one name.

use std::hint::black_box;

use proofmark::jsonld::dataset::Term;

/// What is run over and over. It keeps its input; its result must go through [`black_box`].
pub(crate) type Run = Box<dyn FnMut()>;

/// Makes the input ready, untimed.
pub(crate) type Prepare = fn() -> Run;

/// Name and preparation of each benchmark, in the order of the report. A name that stands under
/// `[time]` in `xtask/budgets.toml` is held against that budget.
pub(crate) const TABLE: &[(&str, Prepare)] = &[("terms sorted", terms_sorted)];

/// Stands here until the stages exist: shows that both runners run.
fn terms_sorted() -> Run {
    let terms: Vec<Term> =
        (0..100).map(|n| Term::Iri(format!("urn:{}", n * 37 % 100).into())).collect();
    Box::new(move || {
        let mut terms = terms.clone();
        terms.sort();
        black_box(terms);
    })
}
