//! PNG, SVG and text: what is found inside is bounded text.

use proofmark::container;
use proofmark::document::Document;

use crate::Target;

pub(crate) const TARGET: Target =
    Target { name: "containers", run, seeds: |seed| vec![seed.bytes.clone()] };

fn run(bytes: &[u8]) {
    let Ok(found) = container::open(bytes) else { return };
    assert!(!found.is_empty(), "a file without a badge is an error");
    for payload in found {
        // SECURITY.md: what is inside unpacks to 8 MB at most.
        assert!(payload.text.len() <= bytes.len().max(8 << 20));
        let _ = Document::parse_all(&payload.text);
    }
}
