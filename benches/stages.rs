//! The benchmark table natively, under criterion: `cargo bench`, or `cargo xtask bench` for wasm too.
#![allow(missing_docs, reason = "criterion_group! makes a public function without one")]

#[path = "web/src/badges.rs"]
mod badges;
#[path = "web/src/table.rs"]
mod table;

use criterion::{Criterion, criterion_group, criterion_main};

fn stages(criterion: &mut Criterion) {
    for (name, prepare) in table::TABLE {
        criterion.bench_function(name, |bencher| bencher.iter(prepare()));
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
