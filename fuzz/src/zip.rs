//! ZIP files: what is in them, within the limits of `src/container/zip.rs`, and names that lead nowhere.

use proofmark::container::zip::{LARGEST_SUM, MOST_FILES, Zip};

use crate::Target;
use crate::zip_writer::ZipWriter;

pub(crate) const TARGET: Target = Target {
    name: "zip",
    run,
    seeds: |seed| {
        let inner = ZipWriter::new().deflated("a/b.json", &seed.bytes).write();
        let both = ZipWriter::new().stored("badge.json", &seed.bytes).stored("more.zip", &inner);
        vec![both.write()]
    },
};

fn run(bytes: &[u8]) {
    let Ok(zip) = Zip::open(bytes) else { return };
    assert!((1..=MOST_FILES).contains(&zip.entries.len()));
    let mut sum = 0;
    for entry in &zip.entries {
        let mut steps = entry.name.split('/');
        assert!(steps.all(|step| step != ".." && !step.contains('\\')), "{}", entry.name);
        assert!(!entry.name.starts_with('/') && entry.name.chars().count() <= 300);
        if let Ok(content) = zip.unpack(entry) {
            assert_eq!(content.len(), entry.size);
            sum += content.len();
        }
    }
    assert!(sum <= LARGEST_SUM);
}
